"""Files, folders and zip archives to units of work, and a unit to statutes.

A unit is one document: one file, or several files that form one law (a code spread over its 编). Planning only looks
at names and sizes, so that a process pool can read; reading never raises for a bad file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from ingest.documents import read_document
from ingest.errors import InputError
from ingest.files import SafeZip, open_zip, read_bounded
from ingest.records import ReadWarning, Source, StatuteDoc
from ingest.statutes.classify import LAW_SUFFIX
from ingest.statutes.lines import clean_lines
from ingest.statutes.parse import parse_statute

READABLE = frozenset({".md", ".markdown", ".txt", ".docx", ".doc", ".html", ".htm", ".pdf"})
_UNREAD = {
    **dict.fromkeys((".rtf", ".wps", ".odt", ".ofd", ".mht", ".mhtml"), ("不读这种格式", "请用 Word 或 WPS 另存为 .docx 再导入")),
    **dict.fromkeys((".rar", ".7z", ".gz", ".tar"), ("不读这种压缩包", "请解开后导入，或改打成 .zip")),
}
"""Forms that may well hold statutes and are not read: said, not passed over."""
_PART_NAME = re.compile(r"(?:序言|总则|分则|附则|.{1,8}编)$")
_NUMBERED_NAME = re.compile(r"(?:\d{1,3}[-_ ]|preamble|序言|前言|readme$)", re.I)
_STRUCTURAL = re.compile(r"(?:第.{1,5}[编章]|附\s*则|总\s*则|序\s*言|前\s*言)")
_AMENDING = re.compile(r"[^《（(根]{0,40}关于修[改正订].{2,120}的决定(?:[（(].{1,12}[）)])?")
_HEAD_LINES = 40
_HIDDEN = (".", "__MACOSX", "~$")
"""What systems and an open Word (~$…) leave beside the files themselves."""
_DRAFT = re.compile(r"^(?:draft|bookHidden):\s*true", re.M)


@dataclass(frozen=True, slots=True)
class Unit:
    """One document to read. ``parts`` are its files in order; inside an archive they are member names of ``path``."""

    path: str  # shown and stored: a file, or ``laws.zip!行政法/x.md``
    parts: tuple[str, ...]
    archive: str = ""
    size: int = 0
    mtime_ns: int = 0


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A path that cannot be planned, and what to do."""

    path: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class StatuteRead:
    """What a unit held. ``ignored``: why nothing came of it although nothing is wrong (a read-me)."""

    docs: tuple[StatuteDoc, ...]
    problems: tuple[ReadWarning, ...]
    sha256: str
    ignored: str = ""


def plan_units(paths: Sequence[Path]) -> tuple[list[Unit], list[FileProblem]]:
    """Units of work in a stable order. Names and sizes only; what no statute can be is left out quietly."""
    units: list[Unit] = []
    problems: list[FileProblem] = []
    seen: set[str] = set()
    for path in paths:
        try:
            found = _plan(path, problems)
        except InputError as exc:
            problems.append(FileProblem(str(path), exc.what, exc.remedy))
            continue
        for unit in found:
            if unit.path not in seen:
                seen.add(unit.path)
                units.append(unit)
    return units, problems


def read_unit(unit: Unit) -> StatuteRead:
    """Statutes of one unit. A bad file comes back as a problem with its place and remedy."""
    digest = hashlib.sha256()
    texts: list[tuple[str, str, str]] = []  # (part, text, format)
    problems: list[ReadWarning] = []
    for part in unit.parts:
        try:
            data = _archive(unit.archive, unit.mtime_ns).read(part) if unit.archive else read_bounded(Path(part))
            digest.update(data)
            read = read_document(data, part)
        except InputError as exc:
            problems.append(ReadWarning("unreadable", exc.what, _shown(unit, part), exc.remedy))
            continue
        problems += [replace(w, where=_shown(unit, part)) for w in read.warnings]
        texts.append((part, read.text, read.format))
    sha256 = digest.hexdigest()
    if not texts:
        return StatuteRead((), tuple(problems), sha256)
    docs = []
    for part, text in _documents([(p, t) for p, t, _ in texts]):
        doc = parse_statute(text, path=f"{unit.archive}!{part}" if unit.archive else part)
        if _is_statute(doc, text, part):
            where = unit.path if part == unit.parts[0] else _shown(unit, part)
            docs.append(replace(doc, source=Source(where, sha256, texts[0][2], unit.size)))
    ignored = "" if docs or problems else "没有法规内容（说明文件或模板）"
    return StatuteRead(tuple(docs), tuple(problems), sha256, ignored)


# ---------------------------------------------------------------- planning


def _plan(path: Path, problems: list[FileProblem]) -> list[Unit]:
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file() and not any(q.startswith(_HIDDEN) for q in p.relative_to(path).parts))
        known = [p for p in files if p.suffix.lower() in READABLE]
        units = [_file_unit(group) for group in _group([str(p) for p in known])]
        problems += _unread([str(p) for p in files])
        for archive in (p for p in files if p.suffix.lower() == ".zip"):
            try:
                units += _zip_units(archive, problems)
            except InputError as exc:
                problems.append(FileProblem(str(archive), exc.what, exc.remedy))
        return units
    if not path.exists():
        raise InputError("文件或文件夹不存在", str(path), "请核对路径")
    if path.suffix.lower() == ".zip":
        return _zip_units(path, problems)
    folder = path.with_suffix("")
    beside = sorted(str(p) for p in folder.iterdir() if p.suffix.lower() in READABLE) if folder.is_dir() else []
    return [_file_unit(_group([str(path), *beside])[0])]


def _file_unit(parts: tuple[str, ...]) -> Unit:
    stats = [Path(p).stat() for p in parts]
    return Unit(parts[0], parts, "", sum(s.st_size for s in stats), max(s.st_mtime_ns for s in stats))


def _zip_units(path: Path, problems: list[FileProblem]) -> list[Unit]:
    mtime = path.stat().st_mtime_ns
    archive = _archive(str(path), mtime)
    problems += [FileProblem(f"{path}!{name}", reason, "该文件未导入") for name, reason in archive.rejected]
    shown = [n for n in sorted(archive.names()) if not any(q.startswith(_HIDDEN) for q in PurePosixPath(n).parts)]
    problems += _unread([f"{path}!{n}" for n in shown])
    problems += [FileProblem(f"{path}!{n}", "压缩包里还有压缩包，没有读", "请解开后再导入") for n in shown if n.lower().endswith(".zip")]
    names = [n for n in shown if PurePosixPath(n).suffix.lower() in READABLE]
    return [
        Unit(f"{path}!{group[0]}", group, str(path), sum(archive.size(n) for n in group), mtime)
        for group in _group(names)
    ]


def _unread(paths: Sequence[str]) -> list[FileProblem]:
    suffixes = ((p, PurePosixPath(p.replace("\\", "/")).suffix.lower()) for p in paths)
    return [FileProblem(p, *_UNREAD[suffix]) for p, suffix in suffixes if suffix in _UNREAD]


@lru_cache(maxsize=2)
def _archive(path: str, mtime_ns: int) -> SafeZip:
    """An archive stays open between the units of one process; ``mtime_ns`` keys the cache."""
    return open_zip(read_bounded(Path(path)), Path(path).name)


def _group(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Files that form one law: X.md with X/NN-*.md, or a folder that holds nothing but 编."""
    by_folder: dict[str, list[str]] = {}
    for name in names:
        by_folder.setdefault(name.replace("\\", "/").rpartition("/")[0], []).append(name)
    taken: dict[str, tuple[str, ...]] = {}
    members: set[str] = set()
    for folder, inside in by_folder.items():
        stems = [_stem(n) for n in inside]
        main = next((n for n in by_folder.get(folder.rpartition("/")[0], ()) if folder and _without_suffix(n) == folder), None)
        numbered = tuple(n for n, s in zip(inside, stems, strict=True) if _NUMBERED_NAME.match(s))
        if main is not None and numbered:
            taken[main] = (main, *numbered)
            members.update(numbered)
        elif len(inside) > 1 and all(_PART_NAME.match(s) for s in stems):
            taken[inside[0]] = tuple(inside)
            members.update(inside[1:])
    return [taken.get(n, (n,)) for n in names if n not in members]


def _stem(name: str) -> str:
    return _without_suffix(name.replace("\\", "/").rpartition("/")[2])


def _without_suffix(name: str) -> str:
    return re.sub(r"\.[A-Za-z]{1,8}$", "", name.replace("\\", "/"))


def _shown(unit: Unit, part: str) -> str:
    return f"{unit.archive}!{part}" if unit.archive else part


# ---------------------------------------------------------------- documents of a unit


def _documents(texts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """(part, text) of each document: structural parts joined in article order, amendments on their own."""
    if len(texts) == 1:
        part, text = texts[0]
        return [(part, t) for t in _split_decision(text) or _split_amendments(text)]
    main_part, main = texts[0]
    whole: list[tuple[tuple[int, int], str]] = []
    out: list[tuple[str, str]] = []
    title = _first_heading(main)
    for k, (part, text) in enumerate(texts):
        head = _first_heading(text)
        if k and head != title and not _STRUCTURAL.match(head):
            out += [(part, t) for t in _split_amendments(text)]
        else:
            whole.append(((_first_article(text) if k or _has_articles(text) else -1, k), text))
    whole.sort(key=lambda pair: pair[0])
    pieces = [text if k == 0 else _body_of(text, title) for k, (_, text) in enumerate(whole)]
    return [(main_part, "\n\n".join(pieces)), *out]


def _body_of(text: str, title: str) -> str:
    """A later part without the title and header that repeat the law's own."""
    if m := re.match(r"\s*---\n.*?\n---\n", text, re.S):
        text = text[m.end():]
    if _first_heading(text) != title:
        return text
    lines = text.split("\n")
    rest = lines[next(i for i, line in enumerate(lines) if line.startswith("#")) + 1:]
    body = "\n".join(rest)
    head, mark, tail = body.partition("<!-- INFO END -->")
    if not mark:
        return body
    return "\n".join([*(line for line in head.split("\n") if line.startswith("#")), tail])


def _split_amendments(text: str) -> list[str]:
    """A file of several 修正案, each under its own ## title, as one text each; other files as they are."""
    if not re.match(r"(?:\s*---\n.*?\n---\n)?\s*#\s*修正案\s*\n", text, re.S):
        return [text]
    pieces = re.split(r"^##\s+(?=.{0,30}修正案)", text, flags=re.M)[1:]
    return [f"# {p}" for p in pieces] or [text]


def _split_decision(text: str) -> list[str]:
    """An amending decision and the amended text that is published again below it, as one text each; [] for other files.

    That text opens with its title alone on a line, which the decision names, and counts from 第一条.
    """
    lines = text.split("\n")
    flat = ["".join(line.split()).strip("#*") for line in lines]
    head = [line for line in flat[:_HEAD_LINES] if line]
    if not head or not (_AMENDING.fullmatch(head[0]) or _AMENDING.fullmatch("".join(head[:2]))):
        return []
    named = {n.removeprefix("中华人民共和国") for n in re.findall(r"[《〈]([^《》〈〉]{3,60})[》〉]", "".join(head))}
    cuts = [i for i, line in enumerate(flat) if i > 1 and line.removeprefix("中华人民共和国") in named
            and _opens_text(lines[i + 1:i + _HEAD_LINES])]
    if not cuts:
        return []
    pieces = ["\n".join(lines[a:b]) for a, b in zip(cuts, [*cuts[1:], len(lines)], strict=True)]
    return ["\n".join(lines[:cuts[0]]), *(f"# {piece.lstrip('#* 　')}" for piece in pieces)]


def _opens_text(lines: Sequence[str]) -> bool:
    """第一条 stands at the start of one of the lines, before any part that a decision counts."""
    for line in lines:
        s = line.strip("*# \t\u3000")
        if re.match(r"第一条[\s\u3000*]", s):
            return True
        if re.match(r"[一二三四五六七八九十]{1,3}、|[“”]", s):
            return False
    return False


def _first_heading(text: str) -> str:
    m = re.search(r"^#+[ \t\u3000]*(.+)$", text, re.M)
    return m[1].strip() if m else ""


def _has_articles(text: str) -> bool:
    return bool(re.search(r"^\**第[^\n]{1,10}条", text, re.M))


def _first_article(text: str) -> int:
    doc = parse_statute(text[:4000])
    return doc.articles[0].article if doc.articles else 0


def _is_statute(doc: StatuteDoc, text: str, part: str) -> bool:
    """Read-mes, templates and progress tables are no statutes."""
    if _DRAFT.search(clean_lines(text[:400]).front_matter):
        return False
    name = _stem(part).lower()
    if doc.articles:
        return True
    if name in ("readme", "license", "index", "changelog", "contributing"):
        return False
    return bool(LAW_SUFFIX.search(doc.title)) or any(e.date for e in doc.history)
