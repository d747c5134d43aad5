"""OUT_OF_JURISDICTION 地域不适用."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.regions import Region, covers, parse_place, region_of
from corpus.titles import normalise_title
from graph.audit.context import AuditContext, Cited, ItemView
from graph.audit.registry import Draft, check
from graph.audit.wording import cited_label, evidence_of

_LOCAL = frozenset({"地方性法规", "自治条例和单行条例", "经济特区法规", "地方政府规章"})
_LOCAL_TITLE = re.compile(r"(?:条例|办法|规定|规则|细则|决定)(?:（[^）]*）)*$")


@check("OUT_OF_JURISDICTION", "地域不适用", "error")
def out_of_jurisdiction(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """A local regulation or rule of another province or city.

    Rule: 立法法第八十条 to 第八十二条 and 第九十三条: local regulations and rules are made for, and bind in, their
    own area. The area is the library's, else what the title begins with (河南省…). Silent when the list's
    place is not known as far down as the law's area.
    """
    place = parse_place("/".join(view.list.place or context.place))
    if not place:
        return
    for cited in view.basis:
        area = _area(cited)
        if not area or covers(area, place) or covers(place, area):
            continue
        yield Draft(
            f"{cited_label(cited)}是{''.join(area)}的地方立法，不适用于{''.join(place)}",
            cited.index, evidence_of(cited, note=f"适用地域：{''.join(area)}"),
        )


def _area(cited: Cited) -> Region:
    if cited.statute is not None:
        return tuple(cited.statute.region) if cited.statute.level in _LOCAL else ()
    title = normalise_title(cited.resolution.law or cited.citation.title or "")
    if not _LOCAL_TITLE.search(title) or "特别行政区" in title:
        return ()
    area = region_of(title)
    return area if area and title.startswith((area[-1], area[0])) else ()
