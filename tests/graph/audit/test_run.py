"""The runner: severities, verdicts, order, and the README's table of checks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.audit.registry import all_checks
from graph.audit.run import CODE_ORDER
from tests.support.audited import audited
from tests.support.laws import law

LAW = law("中华人民共和国渠道法", """
第一条 为了管护渠道，制定本法。
第二条 乡镇人民政府应当组织渠道巡查。
第三条 本法自2020年1月1日起施行。
""", date="2019-10-01")
NAMES = {"错误": "error", "存疑": "warning", "提示": "info"}


def verdict(basis: str) -> str:
    rows = [{"name": "渠道巡查", "basis": basis, "bearer": "某镇人民政府"}]
    return audited([LAW], rows).items[0].verdict


@pytest.mark.parametrize(("basis", "expected"), [
    ("《渠道法》第二条", "grounded"),
    ("无", "unsupported"),
    ("有关法律法规", "unsupported"),
    ("《渠道法》第九条", "unsupported"),
    ("《渠道法》第二条、第九条", "doubtful"),
    ("《渠道法》", "doubtful"),
    ("《渠道安全服务保障办法》第三条", "not_checkable"),
    ("《渠道安全服务保障办法》第三条、第五条", "not_checkable"),  # said once, true of both
    ("某镇“三定”规定第三条", "not_checkable"),
    ("《渠道法》第二条；《渠道安全服务保障办法》第三条", "grounded"),  # one verified ground; the other is not called wrong
    ("见附件第三栏", "doubtful"),
])
def test_verdicts(basis: str, expected: str) -> None:
    assert verdict(basis) == expected


def test_catalogue_order_names_every_check() -> None:
    assert set(CODE_ORDER) == set(all_checks())


def test_every_check_states_its_rule() -> None:
    assert not [c.code for c in all_checks().values() if len(c.rule) < 40]


def test_readme_table_is_the_registry() -> None:
    text = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    rows = dict((m[1], (m[2], NAMES[m[3]])) for m in re.finditer(r"^\| ([A-Z_]+) \| (\S+) \| (错误|存疑|提示) \|", text, re.M))
    assert rows == {c.code: (c.name, c.severity) for c in all_checks().values()}


def test_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        audited([LAW], [{"name": "渠道巡查", "basis": "无"}], only=["NO_SUCH"])
