"""The library as a networkx graph: nodes of every kind, edges with their evidence."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from graph.importing.duties import import_duties, import_sanding
from graph.importing.laws import import_laws
from graph.resolve import Resolver
from graph.sqlite.store import open_library
from graph.view import KINDS, as_networkx
from tests.support import lawfiles

ITEM = "某省/某市/某县/配合履职/2024#1"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("view")
    import_laws(folder / "x.db", [lawfiles.write(folder / "laws")])
    file = folder / "清单.csv"
    file.write_text("序号,事项名称,牵头部门,配合部门,责任主体,法律法规依据\n1,水井巡查,县水利局,县公安局,某镇,《水井法》第四条\n", encoding="utf-8")
    import_duties(folder / "x.db", [file], ("某省", "某市", "某县"), kind="配合履职", round="2024")
    rule = folder / "三定.txt"
    rule.write_text("某县水利局职能配置、内设机构和人员编制规定\n第三条 县水利局主要职责是：\n（一）负责水井管理。\n", encoding="utf-8")
    import_sanding(folder / "x.db", [rule])
    return folder / "x.db"


def view(path: Path, kinds: tuple[str, ...] | None = None) -> nx.MultiDiGraph:
    with open_library(path) as reader:
        return as_networkx(reader, Resolver(reader, as_of="2024-06-01"), kinds)  # type: ignore[arg-type]


@pytest.mark.parametrize(("u", "v", "kind", "evidence"), [
    ("水井法", "水井法@2011-06-30", "contains", {}),
    ("水井法@2011-06-30", "水井法@2011-06-30#4", "contains", {"number": "第四条"}),
    ("水井法@2011-06-30", "水井法@2001-03-01", "supersedes", {"from": "2011-09-01"}),
    ("村路条例@2005-04-04", "村路养护办法", "repeals", {"article": "第四条"}),
    ("村路条例@2005-04-04#2", "水井法@2011-06-30#3", "cites", {"text": "《水井法》第三条"}),
    ("水井法@2001-03-01#2", "水井法@2011-06-30#3", "amends", {"change": "moved_amended"}),
    (ITEM, "水井法@2011-06-30#4", "based-on", {"text": "《水井法》第四条", "status": "resolved"}),
    (ITEM, "机构:某镇", "assigned-to", {}),
    ("机构:县水利局", ITEM, "leads", {"row": 2}),
    ("机构:县公安局", ITEM, "supports", {}),
])
def test_edges_carry_evidence(path: Path, u: str, v: str, kind: str, evidence: dict[str, object]) -> None:
    got = view(path)[u][v][kind]["evidence"]
    assert got and {k: got[k] for k in evidence} == evidence


def test_every_node_has_its_kind(path: Path) -> None:
    graph = view(path)
    kinds = nx.get_node_attributes(graph, "kind")
    assert len(kinds) == len(graph)
    assert {kinds[n] for n in graph} == {"statute", "version", "provision", "list", "item", "organ", "clause"}
    assert kinds[ITEM] == "item" and kinds["水井法@2011-06-30#4"] == "provision"


def test_kinds_are_chosen(path: Path) -> None:
    graph = view(path, ("based-on", "supersedes"))
    assert {k for _, _, k in graph.edges(keys=True)} == {"based-on", "supersedes"}
    assert {k for _, _, k in view(path).edges(keys=True)} == set(KINDS)
