"""Figures beside those of the last recorded run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tables import against_record

ROWS = [("R@10 / R@100", "55.5 / 77.1", "55 / 77", "note"), ("build", "10.4 s", "20 s", "")]


def test_nothing_recorded(tmp_path: Path) -> None:
    assert [r[2] for r in against_record(tmp_path, "search", ROWS)] == ["none", "none"]
    assert not list(tmp_path.iterdir())


def test_gains_and_losses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_RECORD", "1")
    against_record(tmp_path, "search", ROWS)
    monkeypatch.delenv("YOUJU_RECORD")
    now = [("R@10 / R@100", "55 / 78.1", "", ""), ("build", "10.4 s", "", ""), ("new", "1,200", "", "")]
    assert [r[2] for r in against_record(tmp_path, "search", now)] == ["55.5 / 77.1 (-0.5 / +1)", "the same", "none"]
    assert against_record(tmp_path, "audit", now)[0][2] == "none"


def test_names_of_figures_are_no_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_RECORD", "1")
    against_record(tmp_path, "search", [("latency", "p50 4.1 ms, p99 5.9 ms", "")])
    now = against_record(tmp_path, "search", [("latency", "p50 3.9 ms, p99 15.9 ms", "")])
    assert now[0][2] == "p50 4.1 ms, p99 5.9 ms (-0.2 / +10)"


def test_value_of_another_shape_is_shown_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_RECORD", "1")
    against_record(tmp_path, "search", ROWS)
    assert against_record(tmp_path, "search", [("build", "none", "", "")])[0][2] == "10.4 s"
