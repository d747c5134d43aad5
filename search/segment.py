"""A run of whole versions, indexed once and never changed: their articles and sections as documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.titles import short_title
from graph.model import Provision
from ingest.records import Article
from search.postings import Postings, build_postings, load_postings
from search.traits import heading_words, traits_of

MEAN_ARTICLE, MEAN_CHAPTER = 150.0, 1500.0
MAX_DOCS = 60_000
_SUFFIX_BITS = 10
_ARRAYS = {"version": np.uint16, "number": np.int32, "chapter": np.uint16, "length": np.uint16, "traits": np.int32}
_LONG = 0xFFFF


@dataclass(frozen=True, slots=True)
class Span:
    """A version's documents inside a segment. ``fingerprint`` tells whether its text is still the indexed one."""

    version_id: str
    fingerprint: str
    first: int
    n: int


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """``version[d]`` indexes ``spans``, ``chapter[d]`` the documents of ``chapters``."""

    name: str
    spans: tuple[Span, ...]
    section_keys: tuple[str, ...]
    text: Postings
    chapters: Postings
    version: NDArray[np.uint16]
    number: NDArray[np.int32]  # article << 10 | suffix, or -1 - index into section_keys
    chapter: NDArray[np.uint16]
    length: NDArray[np.uint16]  # characters
    traits: NDArray[np.int32]

    def provision_id(self, doc: int) -> str:
        """城乡规划法@2019-04-23#65"""
        version = self.spans[int(self.version[doc])].version_id
        number = int(self.number[doc])
        if number < 0:
            return f"{version}#{self.section_keys[-1 - number]}"
        article, suffix = number >> _SUFFIX_BITS, number & (1 << _SUFFIX_BITS) - 1
        return f"{version}#{article}" + (f"-{suffix}" if suffix else "")


def article_number(article: int, suffix: int) -> int:
    """How ``Segment.number`` holds an article."""
    return article << _SUFFIX_BITS | suffix


def build_segment(
    name: str,
    folder: Path,
    versions: Iterable[tuple[str, str, str, Sequence[Provision]]],
    township: Mapping[str, int],
) -> None:
    """Index ``(version id, fingerprint, title, provisions)`` into ``folder``. ``township``: traits by provision id."""
    bags: list[str] = []
    chapters: list[list[str]] = []
    rows: list[tuple[int, int, int, int, int]] = []
    spans: list[Span] = []
    section_keys: list[str] = []
    for version_id, fingerprint, title, provisions in versions:
        first, head, path = len(bags), short_title(title), None
        for p in provisions:
            here = p.body.path if isinstance(p.body, Article) else ("§",)
            if here != path or not chapters:
                path = here
                headings = heading_words(here)
                chapters.append([head, headings])
            text = p.text
            bags.append(f"{head}\n{headings}\n{text}")
            chapters[-1].append(text)
            traits = traits_of(text, headings, isinstance(p.body, Article)) | township.get(p.id, 0)
            rows.append((len(spans), _number(p, section_keys), len(chapters) - 1, min(len(text), _LONG), traits))
        spans.append(Span(version_id, fingerprint, first, len(bags) - first))
    build_postings(bags, MEAN_ARTICLE).save(folder, "text")
    build_postings(["\n".join(c) for c in chapters], MEAN_CHAPTER, topical=True).save(folder, "chapters")
    columns = np.array(rows, np.int32).reshape(-1, len(_ARRAYS)).T
    for array, column in zip(_ARRAYS, columns, strict=True):
        np.save(folder / f"{array}.npy", column.astype(_ARRAYS[array]))
    head_json = {
        "name": name, "spans": [[s.version_id, s.fingerprint, s.first, s.n] for s in spans],
        "section_keys": section_keys, "chapters": len(chapters),
    }
    (folder / "segment.json").write_text(json.dumps(head_json, ensure_ascii=False), "utf-8")


def load_segment(folder: Path) -> Segment:
    """Map a segment. Raises OSError or ValueError when anything of it is missing or damaged."""
    head = json.loads((folder / "segment.json").read_text("utf-8"))
    spans = tuple(Span(*row) for row in head["spans"])
    n_docs = spans[-1].first + spans[-1].n if spans else 0
    arrays = {a: np.load(folder / f"{a}.npy", mmap_mode="r").view(np.ndarray) for a in _ARRAYS}
    if any(len(a) != n_docs for a in arrays.values()):
        raise ValueError(f"segment {folder.name}: arrays do not have {n_docs} documents")
    return Segment(
        head["name"], spans, tuple(head["section_keys"]),
        load_postings(folder, "text", n_docs), load_postings(folder, "chapters", head["chapters"]), **arrays,
    )


def _number(p: Provision, section_keys: list[str]) -> int:
    if isinstance(p.body, Article):
        return article_number(p.body.article, p.body.suffix)
    section_keys.append(p.id.partition("#")[2])
    return -len(section_keys)
