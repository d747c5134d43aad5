"""Which text is in force on a day, and what became of it. 时效性 is derived here, never stored."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph.address import parse_id
from graph.model import Effectiveness, Repeal, Statute, Version
from graph.versions.identify import title_key


def intervals(
    versions: Sequence[Version], repeals: Sequence[Repeal] = (), amended_from: Mapping[str, str] | None = None
) -> list[Version]:
    """Versions of one statute with ``effective_from`` and ``effective_to`` closed by the next version or a repeal.

    ``repeals`` are those of this statute (``link_repeals``); partial ones end nothing, and a law that repeals
    its own earlier self ends only what the next version ends anyway. ``amended_from`` (``amendment_days``) says
    when the amendment of a given date took effect, where the amending text is held.
    """
    ordered = sorted(versions, key=lambda v: (v.date, v.id))
    out: list[Version] = []
    following: str | None = None
    for v in reversed(ordered):
        start = v.effective_from or v.date or None
        said = v.effective_stated and start is not None
        if amended_from and start == v.date and v.date in amended_from:
            start, said = amended_from[v.date], True
        end = following
        for r in repeals:
            day = _repeal_day(v, r)
            if day is not None and (end is None or day < end):
                end = day
        out.append(replace(v, effective_from=start, effective_stated=said, effective_to=end))
        if start is not None and (following is None or start < following):
            following = start
    return out[::-1]


def version_at(versions: Sequence[Version], day: str) -> Version | None:
    """The version in force on ``day`` (ISO); None before the first, after a repeal, or when none is held."""
    live = [v for v in versions if _begun(v, day) and (v.effective_to is None or day < v.effective_to)]
    return max(live, key=lambda v: (v.effective_from or "", v.date), default=None)


def effectiveness(version: Version, versions: Sequence[Version], repeals: Sequence[Repeal], day: str) -> Effectiveness:
    """时效性 of ``version`` on ``day``: 已废止 when the law as a whole is gone, 已修改 when a newer text stands."""
    if not _begun(version, day):
        return "尚未生效"
    if version_at(versions, day) is not None:
        return "现行有效" if version.effective_to is None or day < version.effective_to else "已修改"
    newest = max((v for v in versions if _begun(v, day)), key=lambda v: v.date, default=version)
    gone = [d for r in repeals if (d := _repeal_day(newest, r)) is not None and d <= day]
    # no later text ended the newest one: a repeal did, held or known to the catalogue
    return "已废止" if gone or (newest.effective_to is not None and newest.effective_to <= day) else "现行有效"


def repeal_of(versions: Sequence[Version], repeals: Sequence[Repeal], day: str) -> Repeal | None:
    """The repeal by which the law as a whole is gone on ``day``; None while any version stands."""
    newest = max((v for v in versions if _begun(v, day)), key=lambda v: v.date, default=None)
    if newest is None or version_at(versions, day) is not None:
        return None
    hits = [(d, r) for r in repeals if (d := _repeal_day(newest, r)) is not None and d <= day]
    return min(hits, key=lambda h: h[0])[1] if hits else None


def link_repeals(
    repeals: Iterable[Repeal], statutes: Sequence[Statute], versions: Mapping[str, Sequence[Version]]
) -> list[Repeal]:
    """Name the statute that each repeal means, where the library holds it: by exact title, the issuer in front
    or not, and never a namesake that is younger than the repeal or than the date given with the title."""
    by_key: dict[str, list[Statute]] = defaultdict(list)
    for s in statutes:
        by_key[title_key(s.title)].append(s)
    known = {s.id: s for s in statutes}
    out = []
    for r in repeals:
        by = known.get(parse_id(r.repealing_version).statute)
        candidates = [s for key in _keys(r, by) for s in by_key.get(key, ())]
        meant = [s for s in candidates if _same_place(s, by) and any(_applies(v, r) for v in versions.get(s.id, ()))]
        out.append(replace(r, repealed_statute=meant[0].id if len({s.id for s in meant}) == 1 else None))
    return out


def amendment_days(statutes: Sequence[Statute], versions: Mapping[str, Sequence[Version]]) -> dict[str, dict[str, str]]:
    """Statute id -> {date of an amendment: day it took effect}, from the amending texts that the library holds
    (刑法修正案（十二）, 关于修改《X》的决定): the amended text itself keeps the first day of the law."""
    by_key = {title_key(s.title): s.id for s in statutes if s.kind not in ("amendment", "decision")}
    days: dict[str, dict[str, str]] = defaultdict(dict)
    for s in statutes:
        if s.kind not in ("amendment", "decision"):
            continue
        named = [*re.findall(r"[《〈](.+?)[》〉]", s.title), *re.findall(r"^(.+?)修正案", s.title)]
        for target in (t for name in named if (t := by_key.get(title_key(name)))):
            for v in versions.get(s.id, ()):
                if v.effective_from and v.effective_stated and v.effective_from >= v.date:
                    days[target][v.date] = v.effective_from
    return dict(days)


# ---------------------------------------------------------------- one repeal, one version


def _begun(v: Version, day: str) -> bool:
    return (v.effective_from or v.date) <= day


def _repeal_day(v: Version, r: Repeal) -> str | None:
    if r.scope != "全部" or parse_id(r.repealing_version).statute == v.statute_id or not _applies(v, r):
        return None
    return r.date or parse_id(r.repealing_version).date or None


def _applies(v: Version, r: Repeal) -> bool:
    """Whether ``v`` is the text that ``r`` ends: older than the repeal, and not a re-enactment younger than the
    date that the repeal gives with the title."""
    day = r.date or parse_id(r.repealing_version).date or ""
    if day and v.date >= day:
        return False
    first = min((d for d in (v.adopted, v.promulgated, v.date) if d), default="")
    if not r.repealed_dated or not first:
        return True
    return int(r.repealed_dated[:4]) >= int(first[:4]) - 1


def _keys(r: Repeal, by: Statute | None) -> list[str]:
    """Keys under which the repealed title may stand: as written, then with the issuer that the sentence implies."""
    title = r.repealed_title
    keys = [title_key(title)]
    if by is not None and title.startswith("关于"):
        issuers = [by.issuer] if by.issuer else []
        before = r.sentence.split(title)[0]
        issuers += re.findall(r"最高人民法院、?最高人民检察院|最高人民法院|最高人民检察院|国务院", before)[-1:]
        keys += [title_key(issuer + title) for issuer in dict.fromkeys(issuers)]
        if by.title.startswith("最高人民"):
            keys.append(title_key(by.title.split("关于")[0] + title))
    return list(dict.fromkeys(keys))


def _same_place(s: Statute, by: Statute | None) -> bool:
    """A local law repeals laws of its own place only; a national one any."""
    if by is None or not s.region or not by.region:
        return True
    short = min(len(s.region), len(by.region))
    return s.region[:short] == by.region[:short]
