"""Provision ids: print and parse ``城乡规划法@2019-04-23#65.2.3.1``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.numerals import article_label, format_numeral

_ID = re.compile(r"^(?P<statute>[^@#]+)(?:@(?P<date>[^#]*))?(?:#(?P<addr>.+))?$")
_ADDR = re.compile(r"^(\d+)(?:-(\d+))?(?:\.(\d*))?(?:\.(\d+))?(?:\.(\d+))?$")


@dataclass(frozen=True, slots=True)
class Address:
    """An address inside a statute. ``paragraph`` None with an item set prints as an empty step: ``#65..3``."""

    statute: str
    date: str | None = None
    article: int | None = None
    suffix: int = 0
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None
    section: str | None = None  # non-article provisions: 序言, 附件一, 一

    @property
    def version_id(self) -> str:
        return f"{self.statute}@{self.date}"

    def __str__(self) -> str:
        head = self.statute if self.date is None else f"{self.statute}@{self.date}"
        if self.section is not None:
            return f"{head}#{self.section}"
        if self.article is None:
            return head
        addr = str(self.article) + (f"-{self.suffix}" if self.suffix else "")
        steps = [self.paragraph, self.item, self.subitem]
        while steps and steps[-1] is None:
            steps.pop()
        return f"{head}#{addr}" + "".join("." + ("" if s is None else str(s)) for s in steps)


def parse_id(text: str) -> Address:
    """Inverse of ``str(Address)``. Raises ValueError on text that is no id."""
    m = _ID.match(text.strip())
    if not m:
        raise ValueError(f"not a provision id: {text!r}")
    statute, date, addr = m["statute"], m["date"], m["addr"]
    if addr is None:
        return Address(statute, date)
    a = _ADDR.match(addr)
    if not a:
        return Address(statute, date, section=addr)
    art, suf, par, item, sub = a.groups()
    return Address(
        statute, date, int(art), int(suf or 0),
        int(par) if par else None, int(item) if item else None, int(sub) if sub else None,
    )


def article_id(version_id: str, article: int, suffix: int = 0) -> str:
    """``城乡规划法@2019-04-23#120-1``."""
    return f"{version_id}#{article}" + (f"-{suffix}" if suffix else "")


def whole_article(provision_id: str) -> str:
    """The id of the article that an id of any depth stands in; other ids stay as they are."""
    address = parse_id(provision_id)
    return provision_id if address.article is None else article_id(address.version_id, address.article, address.suffix)


def place_label(address: Address) -> str:
    """第六十五条第二款第（三）项 of an address; "" for a whole law."""
    if address.article is None:
        return address.section or ""
    out = article_label(address.article, address.suffix)
    if address.paragraph is not None:
        out += f"第{format_numeral(address.paragraph)}款"
    if address.item is not None:
        out += f"第（{format_numeral(address.item)}）项"
    if address.subitem is not None:
        out += f"第{address.subitem}目"
    return out


def provision_label(provision_id: str) -> str:
    """《生态环境法典》第一百五十一条 of an id; 《生态环境法典》 of a law or a version."""
    address = parse_id(provision_id)
    return f"《{address.statute}》{place_label(address)}"


def listed(labels: Iterable[str]) -> str:
    """Labels in a row, a title that stands in front of several said once: 《甲法》第七条、第九条、《乙法》第二条."""
    out, before = [], ""
    for label in labels:
        title, _, place = label.rpartition("》")
        out.append(place if title and place and title == before else label)
        before = title
    return "、".join(out)
