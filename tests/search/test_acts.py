"""What a provision does, told for the power type of an item."""

from __future__ import annotations

import numpy as np
import pytest

from search import Index
from search.acts import act_columns
from search.item import power_types, read_item


@pytest.mark.parametrize(("name", "power", "provision", "does", "clause"), [
    ("对倾倒垃圾的处罚", "行政处罚", "河流法@2020-01-01#5", True, True),
    ("对倾倒垃圾的处罚", "行政处罚", "河流法@2020-01-01#5-1", True, False),
    ("对倾倒垃圾的处罚", "行政处罚", "河流法@2020-01-01#2", False, False),
    ("采砂许可", "行政许可", "河流法@2020-01-01#4", True, False),
    ("河道巡查", "行政检查", "河流法@2020-01-01#3", False, False),
])
def test_act_and_clause(index: Index, name: str, power: str, provision: str, does: bool, clause: bool) -> None:
    doc = next(d for v in index.holdings.versions for d in index.documents(v.id) if index.provision_id(d) == provision)
    got = [bool(column[0]) for column in act_columns(index, read_item(name, power), np.array([doc]))]
    assert got == [does, clause]


def test_every_power_names_its_acts() -> None:
    assert all(p.acts for p in power_types())
