"""A library that holds nothing: the shipped catalogue still answers through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.model import (
    Alignment,
    HeldDocument,
    Provision,
    Repeal,
    SourceFile,
    Statute,
    StoredItem,
    StoredList,
    Version,
)
from ingest.records import Citation, Norm, ReadWarning, SandingRule


class EmptyLibrary:
    """``LibraryReader`` without content."""

    def revision(self) -> str:
        return "empty"

    def statutes(self) -> Sequence[Statute]:
        return ()

    def statute(self, statute_id: str) -> Statute | None:
        return None

    def aliases(self) -> Sequence[tuple[str, str, str]]:
        return ()

    def versions(self, statute_id: str) -> Sequence[Version]:
        return ()

    def version(self, version_id: str) -> Version | None:
        return None

    def version_warnings(self, version_id: str) -> Sequence[ReadWarning]:
        return ()

    def provision(self, provision_id: str) -> Provision | None:
        return None

    def provisions(self, version_id: str) -> Sequence[Provision]:
        return ()

    def iter_provisions(self, version_ids: Iterable[str] | None = None) -> Iterator[Provision]:
        return iter(())

    def repeals_of(self, statute_id: str) -> Sequence[Repeal]:
        return ()

    def repeals_by(self, version_id: str) -> Sequence[Repeal]:
        return ()

    def alignment_from(self, provision_id: str) -> Sequence[Alignment]:
        return ()

    def alignment_to(self, provision_id: str) -> Sequence[Alignment]:
        return ()

    def alignments(self, old_version: str, new_version: str) -> Sequence[Alignment]:
        return ()

    def cited_by(self, statute_id: str, article: int | None = None, suffix: int = 0) -> Sequence[tuple[str, Citation]]:
        return ()

    def citation_counts(self) -> dict[str, int]:
        return {}

    def norms(self, provision_id: str) -> Sequence[Norm]:
        return ()

    def township_norms(self) -> Iterator[tuple[str, Norm]]:
        return iter(())

    def lists(self, place: tuple[str, ...] | None = None) -> Sequence[StoredList]:
        return ()

    def items(self, list_ids: Iterable[str] | None = None) -> Iterator[StoredItem]:
        return iter(())

    def item(self, item_id: str) -> StoredItem | None:
        return None

    def items_citing(self, statute_id: str) -> Sequence[StoredItem]:
        return ()

    def sanding_rules(self) -> Sequence[SandingRule]:
        return ()

    def sources(self) -> Sequence[SourceFile]:
        return ()

    def source_hash(self, path: str) -> str | None:
        return None

    def alignment_pairs(self) -> Sequence[tuple[str, str]]:
        return ()

    def documents(self) -> Sequence[HeldDocument]:
        return ()

    def names(self) -> Sequence[tuple[str, str | None]]:
        return ()

    def meta(self, key: str) -> str | None:
        return None

    def close(self) -> None:
        """Nothing is open."""
