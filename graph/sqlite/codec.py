"""Records to the bytes a column holds, and back. JSON, so that any tool can read the file.

Fields that hold their default are left out (a citation has 24 fields, most of them empty), and a field that
a later version adds is filled with its default: the file does not change when a record grows one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

import msgspec

from graph.sqlite.trouble import RESTORE
from ingest.errors import InputError
from ingest.records import Article, Section

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder()
encode: Callable[[Any], bytes] = _ENCODER.encode


def decoder(kind: type[T]) -> Callable[[bytes], T]:
    """``bytes -> record`` for a dataclass or a ``list`` of one. Raises InputError where a record is damaged."""
    decode = msgspec.json.Decoder(kind).decode

    def read(raw: bytes) -> T:
        try:
            return decode(raw)
        except (msgspec.DecodeError, TypeError, UnicodeDecodeError) as error:
            raise InputError("法规库内容已损坏（有记录读不出）", remedy=RESTORE) from error

    return read


def encode_sparse(record: object) -> bytes:
    """A record without the fields that hold their default."""
    return encode(_sparse(record))


def encode_all_sparse(records: Sequence[object]) -> bytes:
    """A list of records, each without the fields that hold their default."""
    return encode([_sparse(r) for r in records])


def encode_body(body: Article | Section) -> bytes:
    """Body of a provision. A section has ``kind``, an article has not."""
    return encode(body)


def decode_body(key: str, raw: bytes) -> Article | Section:
    """Inverse of ``encode_body``; ``key`` is the part of the id after ``#``."""
    return _article(raw) if is_article_key(key) else _section(raw)


def is_article_key(key: str) -> bool:
    """``65`` and ``120-1`` are articles; ``序言``, ``附件一``, ``一`` are sections.

    >>> is_article_key("120-1"), is_article_key("附件一")
    (True, False)
    """
    return "0" <= key[:1] <= "9"


_article = decoder(Article)
_section = decoder(Section)


def _sparse(record: object) -> dict[str, Any]:
    kind: Any = type(record)
    names, values_of, defaults = _layout(kind)
    return {n: v for n, v, d in zip(names, values_of(record), defaults, strict=True) if v != d}


@cache
def _layout(kind: Any) -> tuple[list[str], Callable[[object], tuple[Any, ...]], list[Any]]:
    names = [f.name for f in fields(kind)]
    defaults = [f.default if f.default_factory is MISSING else f.default_factory() for f in fields(kind)]
    return names, attrgetter(*names), defaults
