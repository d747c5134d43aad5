"""NEGATIVE_LIST 触及负面清单."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from corpus.tables import parse_table
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.model import Evidence


class _Prohibition(NamedTuple):
    """A row of data/negative.tsv."""

    kind: str
    prohibition: str
    source: str
    pattern: str
    unless: str
    statutory: str
    statutory_words: str


@check("NEGATIVE_LIST", "触及负面清单", "error")
def negative_list(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """Matches a prohibition: 招商引资, 征地拆迁, 城镇建设 and others passed down; 责任状, split targets, disguised assessment.

    Rule: 中办、国办 2019 《关于解决形式主义突出问题为基层减负的通知》 and 2024 《整治形式主义为基层减负若干规定》: no
    responsibility pledges passed down, no targets split by township. Patterns with their sources are in
    ``data/negative.tsv``. A 责任书 that a statute itself asks for is none (Convention 10). An item taken back
    (上级收回) or of a 负面清单 states the prohibition and is not reported.
    """
    if view.item.kind in ("上级收回", "负面清单"):
        return
    text = view.item.name + "\n" + view.item.own_duty
    for row in _prohibitions():
        hit = re.search(row.pattern, text)
        if hit is None or (row.unless and re.search(row.unless, text)):
            continue
        if row.statutory == "yes" and _asked_by_statute(view, row.statutory_words):
            continue
        yield Draft(
            f"{row.prohibition}，属于不得下派乡镇的事项（{row.source}）",
            evidence=Evidence(cited=hit.group(0), found=row.prohibition, source=row.source),
        )
        return


def _asked_by_statute(view: ItemView, words: str) -> bool:
    """A cited provision of a law, in force and held, itself speaks of the thing."""
    return any(
        c.text and c.statute is not None and c.statute.level not in ("规范性文件", "其他")
        and re.search(words, c.provision.text if c.provision else c.text)
        for c in view.basis
    )


@cache
def _prohibitions() -> tuple[_Prohibition, ...]:
    text = resources.files("graph.audit").joinpath("data", "negative.tsv").read_text("utf-8")
    return tuple(_Prohibition(*row) for row in parse_table(text))
