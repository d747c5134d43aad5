"""Gists (要旨) are read as such: a part of the law, in other words, never called truncated."""

from __future__ import annotations

import pytest

from corpus.sample import LAWS
from ingest.statutes import parse_statute, plan_units, read_unit

GIST = """# 某某条例

要旨（非法条原文）

2020年1月1日 国务院令第1号公布

<!-- INFO END -->

第五条 县级人民政府应当加强管理。

第九条 乡镇人民政府协助管理。
"""


def test_gist_is_a_part_in_other_words() -> None:
    doc = parse_statute(GIST)
    assert (doc.text_kind, doc.completeness, doc.warnings) == ("gist", "partial", ())
    assert [a.article for a in doc.articles] == [5, 9]
    assert doc.promulgated == "2020-01-01"


def test_without_the_mark_the_same_text_is_gapped() -> None:
    doc = parse_statute(GIST.replace("要旨（非法条原文）\n\n", ""))
    assert (doc.text_kind, doc.completeness) == ("official", "truncated")
    assert {w.code for w in doc.warnings} == {"gap", "starts_late", "truncated"}


@pytest.mark.parametrize("path", sorted(LAWS.glob("*.md")), ids=lambda p: p.stem)
def test_sample_laws_are_gists_dated_as_their_names(path) -> None:  # type: ignore[no-untyped-def]
    units, problems = plan_units([path])
    (doc,) = read_unit(units[0]).docs
    assert not problems and not doc.warnings
    assert (doc.text_kind, doc.completeness) == ("gist", "partial")
    assert doc.version_date in path.name and doc.articles and doc.level != "其他"
