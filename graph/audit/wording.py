"""How findings name things: provisions, versions and dates, in officials' words."""

from __future__ import annotations

from corpus.catalogue import load_catalogue
from corpus.titles import normalise_title
from graph.address import Address, parse_id, place_label
from graph.audit.context import AuditContext, Cited
from graph.model import Evidence, Version


def quoted(title: str) -> str:
    """A title in 书名号; those inside it become 〈〉 (GB/T 15834)."""
    return "《" + title.replace("《", "〈").replace("》", "〉") + "》"


def cite_label(context: AuditContext, provision_id: str) -> str:
    """《中华人民共和国城乡规划法》第六十五条: how a provision is to be cited in a list."""
    address = parse_id(provision_id)
    statute = context.statutes.get(address.statute)
    known = None if statute else next(iter(load_catalogue().by_title(normalise_title(address.statute))), None)
    return quoted(statute.title if statute else known.title if known else address.statute) + place_label(address)


def cited_label(cited: Cited) -> str:
    """The citation as the list has it, with its law, e.g. 《城乡规划法》第四十条."""
    c = cited.citation
    if c.article is None:
        return quoted(c.title) if c.title else c.text
    address = Address("", None, c.article, c.suffix, c.paragraph, c.item, c.subitem)
    return (quoted(c.title) if c.title else "") + place_label(address)


def version_label(version: Version | None) -> str:
    """2019-04-23版（2019-04-23起施行）."""
    if version is None:
        return ""
    since = f"（{version.effective_from}起施行）" if version.effective_from and version.effective_stated else ""
    return f"{version.date}版{since}"


def source_label(version: Version | None) -> str:
    """Version and source file of an evidence text."""
    if version is None:
        return ""
    name = version.source_path.replace("\\", "/").rsplit("/", 1)[-1]
    note = "，要旨（非法条原文）" if version.text_kind == "gist" else ""
    return f"{version.date}版，来源：{name or '法规目录'}{note}"


def evidence_of(cited: Cited, /, **changes: object) -> Evidence:
    """Evidence with the raw span and the provision text that it was compared with."""
    base: dict[str, object] = {
        "cited": cited.citation.text, "found": cited.text,
        "provision": cited.resolution.provision, "source": source_label(cited.version),
    }
    base.update(changes)
    return Evidence(**base)  # type: ignore[arg-type]
