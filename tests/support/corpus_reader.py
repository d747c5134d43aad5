"""The shared corpus behind the reader protocol, with norms read once: for checks over the whole library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from graph.address import article_id
from graph.model import Provision, Repeal
from ingest.norms import find_norms
from ingest.records import Norm
from tests.support.corpus_library import CorpusLibrary, load
from tests.support.memory_library import MemoryLibrary


class CorpusReader(MemoryLibrary):
    """A ``MemoryLibrary`` whose statutes and versions are the identified ones."""

    def __init__(self, library: CorpusLibrary) -> None:
        super().__init__(norms=find_norms)
        self._statutes = {s.id: s for s in library.found.statutes}
        self._versions = {s: list(v) for s, v in library.versions.items()}
        self._of = library.repeals_of
        for doc, place in zip(library.docs, library.found.places, strict=True):
            if place.kept:
                self._provisions[place.version_id] = {
                    p.id: p for n, a in enumerate(doc.articles)
                    for p in [Provision(article_id(place.version_id, a.article, a.suffix), place.version_id, n, a)]
                }
        self._township: list[tuple[str, Norm]] | None = None

    def repeals_of(self, statute_id: str) -> Sequence[Repeal]:
        return self._of.get(statute_id, [])

    def township_norms(self) -> Iterator[tuple[str, Norm]]:
        if self._township is None:
            self._township = list(super().township_norms())
        return iter(self._township)


@lru_cache(maxsize=1)
def corpus_reader(shared: Path) -> CorpusReader:
    """The whole corpus; half a minute for the texts, a quarter for the norms when first asked."""
    return CorpusReader(load(shared))
