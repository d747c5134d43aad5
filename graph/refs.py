"""What a person types to name a law or a provision: 城乡规划法第六十五条, 城规法65, 规划法六十五, 刑法120之一,
《城乡规划法》65条2款, 国发〔2019〕5号, or an id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.address import Address, parse_id
from graph.model import Resolution
from graph.names import name_key
from graph.store import LibraryReader
from ingest.citations.docnos import doc_no_at
from ingest.citations.titles import edition_year_in, read_tail
from ingest.numerals import NUMERAL_CHARS, parse_numeral
from ingest.records import Citation, CitationKind

if TYPE_CHECKING:
    from graph.resolve import Resolver


def parse_ref(text: str, resolver: Resolver) -> list[Resolution]:
    """The laws or provisions that ``text`` names as a whole, best reading first; [] when it is no reference.

    The resolver says which version is meant and what is missing.
    """
    asked = _plain(text)
    if not asked or len(asked) > _LONGEST:
        return []
    if (known := _by_id(asked, resolver)) is not None:
        return [known]
    for citation in _readings(asked, resolver):
        found = [r for r in resolver.resolve([citation]) if _means_something(r)]
        if found:
            return found
    return []


def names_a_law(text: str) -> bool:
    """Whether ``text`` ends as titles of laws do (条例, 办法), known or not."""
    return bool(_LAW_SUFFIX.search(text.strip(_MARKS)))


def names_several(text: str, resolver: Resolver) -> bool:
    """Whether ``text`` is a list or a range of references: 消防法第六十条、第六十一条, 消防法60至63."""
    asked = _plain(text)
    if len(asked) > _LONGEST:
        return False
    for sep in _SEPARATOR.finditer(asked):
        rest = _SEPARATOR.split(asked[sep.end() :].strip(), maxsplit=1)[0]
        another = _NUMBERED.match(unicodedata.normalize("NFKC", rest)) or parse_ref(asked[sep.end() :], resolver)
        if another and any(r.citation.article is not None and r.law for r in parse_ref(asked[: sep.start()], resolver)):
            return True
    return False


def _plain(text: str) -> str:
    """Without marks that cannot be seen (a BOM of a pasted text) and what ends a sentence; 條 and 項 as statutes print them."""
    return text.translate(_UNSEEN).strip().rstrip(_ENDS)


_UNSEEN: dict[int, str | None] = {0xFEFF: None, 0x200B: None, 0x2060: None, ord("條"): "条", ord("項"): "项"}
_ENDS = "、，,；;。 \u3000"
_SEPARATOR = re.compile(r"[、，,；;和及与或至到]")


# ---------------------------------------------------------------- ids

_LONGEST = 120


def _by_id(text: str, resolver: Resolver) -> Resolution | None:
    """An id as ``show`` prints it: 城乡规划法@2019-04-23#65.2, or without a date (the version in force)."""
    if "#" not in text and "@" not in text:
        return None
    try:
        address = parse_id(unicodedata.normalize("NFKC", text) if text.isascii() else text)
    except ValueError:
        return None
    statute = resolver.reader.statute(address.statute)
    if statute is None:
        return None
    citation = Citation(
        0, len(text), text, "short", title=statute.title, article=address.article, suffix=address.suffix,
        paragraph=address.paragraph, item=address.item, subitem=address.subitem,
    )
    if address.date is None:
        return resolver.resolve([citation])[0]
    return _exact(address, citation, statute.id, statute.title, resolver.reader)


def _exact(address: Address, citation: Citation, statute_id: str, law: str, reader: LibraryReader) -> Resolution | None:
    version = reader.version(address.version_id)
    if version is None:
        return None
    whole = Resolution(citation, "title_only", "exact", law, statute_id, version.id, text_held=True)
    if address.article is None and address.section is None:
        return whole
    provision = reader.provision(str(address))
    if provision is None:
        return replace(whole, status="article_not_found", reason="该版本没有这一条")
    return replace(whole, status="resolved", provision=str(address))


# ---------------------------------------------------------------- what the surface may mean

_N = f"[{NUMERAL_CHARS}]+|\\d+"
_LOCATOR = re.compile(
    rf"(?:第\s*)?(?P<article>{_N})\s*条?\s*(?:(?:之|-|－)\s*(?P<suffix>{_N}))?"
    rf"(?:\s*(?:\.|第)?\s*(?P<paragraph>{_N})\s*(?:款|(?=[.]|$)))?"
    rf"(?:\s*(?:\.\.?|第)?\s*\(?(?P<item>{_N})\)?\s*(?:项|(?=[.]|$)))?"
    rf"(?:\s*(?:\.|第)?\s*\(?(?P<subitem>{_N})\)?\s*目?)?$"
)
_NUMBERED = re.compile(rf"(?:第\s*)?\(?(?:{_N})\)?\s*(?:$|[条款项目])")
_AMENDMENT = re.compile(rf"(?<=修正案)([{NUMERAL_CHARS}]+)$")
_MARKS = "《》〈〉<> \u3000,，、的"


def _readings(text: str, resolver: Resolver) -> Iterator[Citation]:
    """Citations that the text may be, the surest first."""
    if number := _doc_no(text):
        doc_no, rest = number
        yield _citation(text, None, doc_no, _LOCATOR.match(rest.strip(_MARKS)) if rest else None)
        return
    folded = unicodedata.normalize("NFKC", text).strip()
    if (bracketed := _AMENDMENT.sub(r"（\1）", folded)) != folded:
        yield _citation(text, _title(bracketed))
    if resolver.names_predicate()(text.strip(_MARKS)) or (folded[0] in "《〈<" and folded[-1] in "》〉>"):
        yield _citation(text, _title(text))
    for at in _splits(folded):
        title, year = _title(folded[:at]), None
        if folded[at - 1] == ")" and (close := max(folded.rfind(c, 0, at) for c in "》〉>")) > 0:
            title, year = _title(folded[: close + 1]), read_tail(folded, close + 1).edition_year
        where = _LOCATOR.match(folded, at)
        if where is not None and len(title) >= 2:
            yield _citation(text, title, None, where, year)
    yield _citation(text, _title(text))


def _doc_no(text: str) -> tuple[str, str] | None:
    found = doc_no_at(text, 0)
    return (found.text, text[found.end :].strip()) if found is not None and found.start == 0 else None


def _splits(text: str) -> list[int]:
    """Where a locator may begin: after 》 and the notes of the edition behind it, else at 第 or at the digits, the longest locator first."""
    if (close := max(text.rfind(c) for c in "》〉>")) > 0:
        end = read_tail(text, close + 1).end
        return [end + (len(text[end:]) - len(text[end:].lstrip(_MARKS)))]
    starts = [i for i in range(2, len(text)) if _begins(text, i)]
    return [i for i in starts if _LOCATOR.match(text, i)]


def _begins(text: str, i: int) -> bool:
    """A locator begins with 第 or a numeral, and not inside a numeral."""
    here, before = text[i], text[i - 1]
    numeral = here.isdigit() or here in NUMERAL_CHARS
    if not (here == "第" or numeral) or before == "第":
        return False
    return not (numeral and (before.isdigit() or before in NUMERAL_CHARS))


def _title(text: str) -> str:
    return text.strip(_MARKS)


def _citation(text: str, title: str | None, doc_no: str | None = None, where: re.Match[str] | None = None, year: int | None = None) -> Citation:
    numbers = {k: parse_numeral(v) for k, v in where.groupdict().items() if v} if where else {}
    kind: CitationKind = "doc_no" if title is None else "full" if "《" in text else "short"
    return Citation(
        0, len(text), text, kind, title=title, doc_no=doc_no, article=numbers.get("article"),
        suffix=numbers.get("suffix") or 0, paragraph=numbers.get("paragraph"), item=numbers.get("item"),
        subitem=numbers.get("subitem"), edition_year=year or (edition_year_in(title) if title else None),
    )


_LAW_SUFFIX = re.compile(r"(?:法|法典|条例|办法|规定|细则|规则|解释|决定|修正案)(?:[（(].{1,6}[）)])?$")


def _means_something(r: Resolution) -> bool:
    """Words that only look like a reference (2025年规划) name no law; a law's full name that is not held does."""
    if r.status in ("resolved", "title_only", "article_not_found", "ambiguous"):
        return r.how != "similar" or _is_titled(r)
    if r.status == "law_not_in_library":
        return r.law is not None or r.citation.kind == "doc_no" or (r.citation.article is not None and bool(_LAW_SUFFIX.search(r.citation.title or "")))
    return False


def _is_titled(r: Resolution) -> bool:
    """Whether a slip of a title still ends as titles do, or is damaged just there (条列 for 条例)."""
    cited = r.citation.title or ""
    return bool(_LAW_SUFFIX.search(cited)) or (r.law is not None and len(name_key(cited)) == len(name_key(r.law)))
