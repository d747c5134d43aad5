"""The index beside the library: kept in step, repaired, never answering for another state of the library."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.resolve import Resolver
from graph.sqlite.store import open_library
from search import Filters, index_state, open_index, search, sync_index
from search.index import FORMAT, index_folder
from tests.conftest import ROOT
from tests.search.conftest import DAY, docs, fill, put_list
from tests.support.laws import law


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A library of its own for each test, indexed."""
    path = tmp_path / "youju.db"
    with open_library(path, "rw") as library:
        fill(library, docs()[:3])
    with open_library(path) as reader:
        sync_index(path, reader)
    return path


def found(db: Path, query: str) -> list[str]:
    """Ids of provisions found by words, through a fresh opening."""
    with open_library(db) as reader:
        index = open_index(db, reader)
        return [h.id for h in search(index, reader, Resolver(reader, as_of=DAY), query, kind="provision").hits]


def test_unchanged_library_costs_nothing(db: Path) -> None:
    before = (index_folder(db) / "manifest.json").read_bytes()
    with open_library(db) as reader:
        assert sync_index(db, reader) is False
        assert index_state(db, reader) == "fresh"
    assert (index_folder(db) / "manifest.json").read_bytes() == before


def test_only_what_changed_is_indexed(db: Path) -> None:
    kept = set(json.loads((index_folder(db) / "manifest.json").read_text())["segments"])
    with open_library(db, "rw") as library:
        fill(library, [law("洞穴条例", "第一条 洞穴由乡镇看护。", date="2022-01-01")])
    assert found(db, "洞穴看护") == ["洞穴条例@2022-01-01#1"]
    now = json.loads((index_folder(db) / "manifest.json").read_text())["segments"]
    assert kept < set(now) and len(now) == len(kept) + 1


def test_changed_text_replaces_the_old(db: Path) -> None:
    with open_library(db, "rw") as library:
        fill(library, [law("建房管理条例", "第一条 房屋改称居所。", date="2019-05-01", level="行政法规")])
    assert found(db, "居所") == ["建房管理条例@2019-05-01#1"]
    assert not any(i.startswith("建房") for i in found(db, "限期拆除"))


def test_updated_index_ranks_like_a_new_one(db: Path) -> None:
    with open_library(db, "rw") as library:
        fill(library, docs()[3:])
        put_list(library, ["河道巡查"])
    updated = [found(db, q) for q in ("河道", "垃圾", "养犬登记", "违法建设查处")]
    shutil.rmtree(index_folder(db))
    assert [found(db, q) for q in ("河道", "垃圾", "养犬登记", "违法建设查处")] == updated


def test_item_of_several_townships_is_one_result(db: Path) -> None:
    with open_library(db, "rw") as library:
        put_list(library, ["河道巡查", "采砂巡查"])
        put_list(library, ["河道巡查"], "别镇")
    with open_library(db) as reader:
        index, resolver = open_index(db, reader), Resolver(reader, as_of=DAY)
        for query in ("河道巡查", "河流法第三条"):
            hits = [h for h in search(index, reader, resolver, query, kind="duty").hits if h.title == "河道巡查"]
            assert len(hits) == 1, query
            assert sorted(p.rsplit("/", 1)[1] for p in hits[0].extra["places"]) == ["别镇", "某镇"]
        here = Filters(place=("河南省", "许昌市", "襄城县", "别镇"))
        found = search(index, reader, resolver, "河道巡查", kind="duty", filters=here).hits
        assert [h.extra["places"] for h in found] == [["河南省/许昌市/襄城县/别镇"]]


def test_removed_law_is_found_no_more(db: Path) -> None:
    with open_library(db, "rw") as library, library.transaction():
        library.delete_statutes(["建房管理条例"])
    assert not any(i.startswith("建房") for i in found(db, "违法建设"))


@pytest.mark.parametrize("harm", ["gone", "cut", "other_format", "no_json", "segment_gone", "manifest_lists_nothing"])
def test_damage_is_repaired(db: Path, harm: str) -> None:
    folder = index_folder(db)
    expected = found(db, "采砂")
    manifest = folder / "manifest.json"
    data = json.loads(manifest.read_text())
    segment = folder / data["segments"][0]
    if harm == "gone":
        shutil.rmtree(folder)
    elif harm == "cut":
        with (segment / "text.docs.npy").open("r+b") as file:
            file.truncate(200)
    elif harm == "other_format":
        manifest.write_text(json.dumps(data | {"format": FORMAT + 1}))
    elif harm == "no_json":
        manifest.write_bytes(b"\x00\x01")
    elif harm == "segment_gone":
        shutil.rmtree(segment)
    else:
        manifest.write_text(json.dumps(data | {"segments": [], "files": {}, "state": "state-none"}))
    with open_library(db) as reader:
        assert index_state(db, reader) in ("missing", "damaged")
    assert found(db, "采砂") == expected
    with open_library(db) as reader:
        assert index_state(db, reader) == "fresh"


def test_stale_index_never_answers(db: Path) -> None:
    with open_library(db) as reader:
        index = open_index(db, reader)
        with open_library(db, "rw") as library:
            fill(library, [law("洞穴条例", "第一条 洞穴由乡镇看护。", date="2022-01-01")])
        reader.refresh()
        assert index_state(db, reader) == "stale"
        with pytest.raises(ValueError, match="differ"):
            search(index, reader, Resolver(reader, as_of=DAY), "洞穴")


def test_open_index_outlives_its_replacement(db: Path) -> None:
    """A reader that opened earlier goes on answering for its own snapshot while another process imports and syncs."""
    with open_library(db) as reader:
        index = open_index(db, reader)
        with open_library(db, "rw") as library:
            fill(library, [law("建房管理条例", "第一条 房屋改称居所。", date="2019-05-01", level="行政法规")])
        with open_library(db) as other:
            sync_index(db, other)
        hits = search(index, reader, Resolver(reader, as_of=DAY), "限期拆除", kind="provision").hits
        assert hits[0].id == "建房管理条例@2019-05-01#2" and "限期拆除" in hits[0].text


BUILD = """
import sys
from graph.sqlite.store import open_library
from search import sync_index
import search.index
def slow(done, total):
    print(done, flush=True)
    import time; time.sleep(0.2)
with open_library(sys.argv[1]) as reader:
    sync_index(sys.argv[1], reader, slow)
"""


def test_killed_build_leaves_the_old_state(db: Path) -> None:
    before = found(db, "采砂")
    with open_library(db, "rw") as library:
        fill(library, docs()[3:])
    process = subprocess.Popen([sys.executable, "-c", BUILD, str(db)], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with open_library(db) as reader:
        assert index_state(db, reader) == "stale"
    assert set(before) <= set(found(db, "采砂"))
    assert found(db, "养犬登记")[0] == "洛阳市河道条例@2018-03-01#2"
    names = {p.name for p in index_folder(db).iterdir() if p.is_dir()}
    manifest = json.loads((index_folder(db) / "manifest.json").read_text())
    assert names == {*manifest["segments"], manifest["state"]}


def test_two_processes_build_once(db: Path) -> None:
    with open_library(db, "rw") as library:
        fill(library, docs()[3:])
    slow = subprocess.Popen([sys.executable, "-c", BUILD, str(db)], cwd=ROOT, stdout=subprocess.PIPE)
    assert slow.stdout is not None
    slow.stdout.readline()
    assert found(db, "养犬登记")[0] == "洛阳市河道条例@2018-03-01#2"  # waits for the other, then reads what it built
    slow.stdout.close()
    assert slow.wait() == 0


def test_unwritable_folder_is_a_clear_message(tmp_path: Path) -> None:
    from ingest.errors import InputError

    path = tmp_path / "youju.db"
    with open_library(path, "rw") as library:
        fill(library, docs()[:1])
    index_folder(path).write_text("a file where the folder should be")
    with open_library(path) as reader, pytest.raises(InputError, match="检索索引"):
        open_index(path, reader)


def test_empty_library(tmp_path: Path) -> None:
    path = tmp_path / "youju.db"
    with open_library(path, "rw"):
        pass
    assert found(path, "采砂") == []
