"""The index beside the library file (``FILE.index/``): built, kept in step, checked, rebuilt when it must be.

The library stays the only truth. The index names the library's revision; one that does not fit is brought up
to date before it answers. Segments are immutable; a new state is complete on disk before ``manifest.json``
is replaced, so a build that is killed leaves the old state, and readers never see half of one.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from graph.model import Provision, Version
from graph.store import LibraryReader
from ingest.errors import InputError
from search import segment as seg
from search.entries import Entries, load_entries, write_entries
from search.holdings import Holdings, Tables, load_holdings, read_holdings, save_holdings
from search.postings import Postings
from search.segment import Segment, build_segment, load_segment
from search.traits import township_traits

FORMAT = 3
Progress = Callable[[int, int], None]

_MANIFEST = "manifest.json"
_WAIT_SECONDS = 300
_MAX_DEAD = 0.2  # share of documents of replaced versions above which all is built anew
_SMALL_SEGMENTS = 6


class Damaged(Exception):
    """The index on disk cannot be used; it is made anew."""


@dataclass(frozen=True, eq=False)
class Index:
    """An opened index. Immutable: after an import, ``open_index`` gives the next one."""

    folder: Path
    revision: str
    segments: tuple[Segment, ...]
    holdings: Holdings
    entries: Entries
    memo: dict[Hashable, Any] = field(default_factory=dict)  # priors of recent scopes

    @cached_property
    def bases(self) -> list[int]:
        """First document number of each segment, and the total."""
        return [0, *np.cumsum([len(s.version) for s in self.segments]).tolist()]

    @property
    def n_docs(self) -> int:
        return self.bases[-1]

    @cached_property
    def files(self) -> tuple[Postings, ...]:
        """The documents' words, segment by segment."""
        return tuple(s.text for s in self.segments)

    @cached_property
    def chapter_files(self) -> tuple[Postings, ...]:
        """The chapters' words."""
        return tuple(s.chapters for s in self.segments)

    @cached_property
    def version(self) -> NDArray[np.int32]:
        """Document → version row of ``holdings``; -1 for text that the library no longer holds."""
        rows, held = self.holdings.version_row, self._held_spans
        parts = [
            np.array([rows.get(s.version_id, -1) if (i, s.version_id) in held else -1 for s in x.spans] or [-1], np.int32)[x.version]
            for i, x in enumerate(self.segments)
        ]
        return np.concatenate(parts) if parts else np.zeros(0, np.int32)

    @cached_property
    def chapter(self) -> NDArray[np.int32]:
        """Document → chapter, numbered through all segments."""
        starts = self.chapter_bases
        parts = [x.chapter.astype(np.int32) + starts[i] for i, x in enumerate(self.segments)]
        return np.concatenate(parts) if parts else np.zeros(0, np.int32)

    @cached_property
    def chapter_bases(self) -> list[int]:
        return [0, *np.cumsum([x.chapters.n_docs for x in self.segments]).tolist()]

    @cached_property
    def traits(self) -> NDArray[np.int32]:
        return self._gather("traits")

    @cached_property
    def length(self) -> NDArray[np.int32]:
        return self._gather("length")

    def provision_id(self, doc: int) -> str:
        """Id of a document's provision."""
        i = bisect_right(self.bases, doc) - 1
        return self.segments[i].provision_id(doc - self.bases[i])

    def documents(self, version_id: str) -> range:
        """Documents of a version."""
        at = self._place_of.get(version_id)
        return range(at[0], at[0] + at[1]) if at else range(0)

    def document(self, version_id: str, article: int, suffix: int = 0) -> int | None:
        """Document of an article."""
        at = self._place_of.get(version_id)
        if at is None:
            return None
        first, n, i = at
        low = first - self.bases[i]
        found = np.flatnonzero(self.segments[i].number[low : low + n] == seg.article_number(article, suffix))
        return first + int(found[0]) if len(found) else None

    @cached_property
    def _held_spans(self) -> set[tuple[int, str]]:
        """(segment, version): the last segment that holds a version is the valid one."""
        last = {s.version_id: i for i, x in enumerate(self.segments) for s in x.spans}
        return {(i, v) for v, i in last.items()}

    @cached_property
    def _place_of(self) -> dict[str, tuple[int, int, int]]:
        held = self._held_spans
        return {
            s.version_id: (self.bases[i] + s.first, s.n, i)
            for i, x in enumerate(self.segments) for s in x.spans if (i, s.version_id) in held
        }

    def _gather(self, name: str) -> NDArray[np.int32]:
        parts = [getattr(x, name) for x in self.segments]
        return np.concatenate(parts).astype(np.int32) if parts else np.zeros(0, np.int32)


def index_folder(db_path: str | Path) -> Path:
    """``youju.db`` → ``youju.db.index``."""
    return Path(f"{db_path}.index")


def open_index(db_path: str | Path, reader: LibraryReader, progress: Progress | None = None) -> Index:
    """The index of the library as ``reader`` sees it; brought up to date or rebuilt first where it is not.

    Raises InputError when the index must be written and cannot be.
    """
    folder = index_folder(db_path)
    for _ in range(3):  # another process may replace a segment between reading the manifest and mapping it
        try:
            index = _load(folder)
            if index.revision == reader.revision():
                return index
            break
        except Damaged:
            if not (folder / _MANIFEST).exists():
                break
    sync_index(db_path, reader, progress)
    return _load(folder)


def sync_index(db_path: str | Path, reader: LibraryReader, progress: Progress | None = None) -> bool:
    """Bring the index in step with the library; only versions that changed are indexed. False when nothing was due.

    Raises InputError: the folder cannot be written, or another process has been building for minutes.
    """
    from filelock import FileLock, Timeout  # writing only: it brings asyncio along

    folder = index_folder(db_path)
    try:
        folder.mkdir(exist_ok=True)
        with FileLock(folder / "lock", timeout=_WAIT_SECONDS):
            return _sync(folder, reader, progress)
    except Timeout:
        raise InputError("另一个程序正在建立检索索引", str(folder), "请稍后再试") from None
    except OSError as error:
        raise InputError(f"检索索引无法写入（{error.strerror or error}）", str(folder), "请检查磁盘空间和文件夹权限") from error


def index_state(db_path: str | Path, reader: LibraryReader) -> str:
    """``fresh``, ``stale``, ``missing`` or ``damaged``; changes nothing (for ``doctor``)."""
    folder = index_folder(db_path)
    if not (folder / _MANIFEST).exists():
        return "missing"
    try:
        return "fresh" if _load(folder).revision == reader.revision() else "stale"
    except Damaged:
        return "damaged"


# ---------------------------------------------------------------- reading


def _load(folder: Path) -> Index:
    manifest = _manifest(folder)
    try:
        state = folder / manifest["state"]
        holdings = load_holdings(state / "holdings.msgpack")
        entries = load_entries(state, len(holdings.statutes))
        segments = tuple(load_segment(folder / name) for name in manifest["segments"])
    except (OSError, ValueError, KeyError, TypeError, msgspec.DecodeError) as error:
        raise Damaged(str(error)) from error
    return Index(folder, manifest["revision"], segments, holdings, entries)


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
        if manifest["format"] != FORMAT:
            raise Damaged(f"format {manifest['format']}, not {FORMAT}")
        for name, size in manifest["files"].items():
            if (folder / name).stat().st_size != size:
                raise Damaged(f"{name} is not {size} bytes")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(str(error)) from error
    return manifest


# ---------------------------------------------------------------- writing


def _sync(folder: Path, reader: LibraryReader, progress: Progress | None) -> bool:
    revision = reader.revision()
    try:
        old: Index | None = _load(folder)
    except Damaged:
        old = None
    if old is not None and old.revision == revision:
        return False
    tables = read_holdings(reader)
    versions = [v for s in tables.statutes for v in reader.versions(s.id)]
    keep, due = _plan(old, versions, reader)
    names = [s.name for s in keep] + _build(folder, due, tables, reader, progress)
    state = f"state-{uuid.uuid4().hex[:12]}"
    (folder / state).mkdir()
    save_holdings(tables, folder / state / "holdings.msgpack")
    write_entries(folder / state, reader, tables)
    files = {
        f"{d}/{f.name}": f.stat().st_size for d in (*names, state) for f in sorted((folder / d).iterdir())
    }
    manifest = {"format": FORMAT, "revision": revision, "segments": names, "state": state, "files": files}
    new = folder / f"{_MANIFEST}.new"
    new.write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")
    os.replace(new, folder / _MANIFEST)
    _clean(folder, {*names, state})
    return True


def _plan(
    old: Index | None, versions: Sequence[Version], reader: LibraryReader
) -> tuple[list[Segment], list[tuple[Version, str]]]:
    """Segments to keep, and the versions to index: those that no kept segment holds as they are."""
    wanted = {v.id: _fingerprint(v, reader) for v in versions}
    keep = list(old.segments) if old else []
    live = dead = 0
    held: dict[str, str] = {}
    for segment in keep:
        for span in segment.spans:
            current = wanted.get(span.version_id) == span.fingerprint
            live, dead = live + span.n * current, dead + span.n * (not current)
            held[span.version_id] = span.fingerprint
    full = sum(len(s.version) for s in keep) // seg.MAX_DOCS
    if dead > _MAX_DEAD * (live + dead) or len(keep) > full + _SMALL_SEGMENTS:
        keep, held = [], {}
    return keep, [(v, wanted[v.id]) for v in versions if held.get(v.id) != wanted[v.id]]


def _fingerprint(version: Version, reader: LibraryReader) -> str:
    """Changes when the version's text does."""
    if version.sha256:
        return f"{version.sha256[:24]}/{version.n_articles}/{version.completeness}"
    digest = blake2b(digest_size=12)
    for p in reader.provisions(version.id):
        digest.update(f"{p.id}\n{p.text}\n".encode())
    return digest.hexdigest()


def _build(
    folder: Path, due: Sequence[tuple[Version, str]], tables: Tables, reader: LibraryReader, progress: Progress | None
) -> list[str]:
    """New segments over the versions that are due; their names."""
    titles = {s.id: s.title for s in tables.statutes}
    township = township_traits(reader.township_norms()) if due else {}
    names = []
    batch: list[tuple[str, str, str, Sequence[Provision]]] = []
    size = 0
    for done, (version, fingerprint) in enumerate(due, 1):
        provisions = list(reader.provisions(version.id))
        if batch and size + len(provisions) > seg.MAX_DOCS:
            names.append(_write_segment(folder, batch, township))
            batch, size = [], 0
        batch.append((version.id, fingerprint, titles[version.statute_id], provisions))
        size += len(provisions)
        if progress:
            progress(done, len(due))
    if batch:
        names.append(_write_segment(folder, batch, township))
    return names


def _write_segment(
    folder: Path, batch: Sequence[tuple[str, str, str, Sequence[Provision]]], township: dict[str, int]
) -> str:
    name = f"segment-{uuid.uuid4().hex[:12]}"
    (folder / name).mkdir()
    build_segment(name, folder / name, batch, township)
    return name


def _clean(folder: Path, used: set[str]) -> None:
    """Remove what no manifest names any more: earlier states, remains of a build that was killed."""
    for path in folder.iterdir():
        if path.is_dir() and path.name not in used:
            shutil.rmtree(path, ignore_errors=True)  # still mapped by a reader on some systems: next sync removes it
