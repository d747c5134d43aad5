"""What a worker found in one document, as bytes: they travel fast and hold a corpus without its objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from graph.model import Link, Repeal
from graph.versions.identify import group_key
from ingest.records import Article, Norm, Section, StatuteDoc

Body = Article | Section
Links = tuple[tuple[str, tuple[Link, ...]], ...]
Norms = tuple[tuple[str, tuple[Norm, ...]], ...]
Definitions = tuple[tuple[str, str, str], ...]  # (alias, full title, address)


@dataclass(frozen=True, slots=True)
class Digest:
    """What one document says, by address (``65``, ``120-1``, ``附件一``)."""

    links: Links
    norms: Norms
    definitions: Definitions
    repeals: tuple[Repeal, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One document, packed. ``group`` is the key under which it is compared with others of its law."""

    group: str
    doc: bytes
    digest: bytes


def pack(doc: StatuteDoc, digest: Digest) -> Parcel:
    """Inverse of ``open_doc`` and ``open_digest``."""
    return Parcel(group_key(doc), _encode(doc), _encode(digest))


def open_doc(parcel: Parcel) -> StatuteDoc:
    return _open_doc(parcel.doc)


def open_digest(parcel: Parcel) -> Digest:
    return _open_digest(parcel.digest)


def pack_articles(articles: Sequence[Article]) -> bytes:
    """Inverse of ``open_articles``."""
    return _encode(articles)


def open_articles(raw: bytes) -> list[Article]:
    return _open_articles(raw)


def addressed(doc: StatuteDoc) -> Iterator[tuple[str, Body]]:
    """Articles, then sections, with addresses that are unique within the document: a number that stands
    twice is ``65`` and ``65~2``."""
    taken: set[str] = set()
    bodies: tuple[Body, ...] = (*doc.articles, *doc.sections)
    for body in bodies:
        key = base = address_of(body)
        n = 2
        while key in taken:
            key = f"{base}~{n}"
            n += 1
        taken.add(key)
        yield key, body


def address_of(body: Body) -> str:
    """``65``, ``120-1``; ``序言``, ``附件一``, ``一`` for what is no article.

    >>> address_of(Section("numbered", "一、", "", "…")), address_of(Section("annex", "附件2", "", "…"))
    ('一', '附件2')
    """
    if isinstance(body, Article):
        return str(body.article) + (f"-{body.suffix}" if body.suffix else "")
    number = "".join(c for c in body.number if c.isalnum())
    name = _SECTION_NAMES[body.kind]
    if not number:
        return name
    return name + number if number[0].isascii() else number


_SECTION_NAMES = {"preamble": "序言", "annex": "附件", "numbered": "部分", "note": "注"}
_encode: Callable[[Any], bytes] = msgspec.msgpack.Encoder().encode
_open_doc = msgspec.msgpack.Decoder(StatuteDoc).decode
_open_digest = msgspec.msgpack.Decoder(Digest).decode
_open_articles = msgspec.msgpack.Decoder(list[Article]).decode
