"""What the filters leave of the kinds of results, and what is said when nothing is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from corpus.regions import covers
from search.analyse import common_chars
from search.query import Words
from search.result import KINDS, Filters, Hit, Kind

FACET_VALUES = 12
_OF_LAWS: frozenset[Kind] = frozenset(("law", "provision"))
_OF_LISTS: frozenset[Kind] = frozenset(("duty",))


def kinds_left(filters: Filters) -> frozenset[Kind]:
    """Only duties have a list kind, a power type and a lead body; only laws and provisions a level and 时效性."""
    left = frozenset(KINDS)
    if filters.list_kinds or filters.power_types or filters.leads:
        left &= _OF_LISTS
    if filters.levels or filters.status:
        left &= _OF_LAWS
    return left


def passes(hit: Hit, filters: Filters) -> bool:
    """Whether a hit found by reference is inside the filters (the place of duties is the caller's)."""
    if hit.kind not in kinds_left(filters):
        return False
    extra = hit.extra
    if hit.kind == "duty":
        return (
            (not filters.list_kinds or extra["list_kind"] in filters.list_kinds)
            and (not filters.power_types or extra["power_type"] in filters.power_types)
            and (not filters.leads or not filters.leads.isdisjoint(extra["lead"]))
        )
    region = tuple(extra.get("region", "").split("/")) if extra.get("region") else ()
    return (
        (not filters.levels or extra.get("level") in filters.levels)
        and (not filters.status or hit.status in filters.status)
        and (not filters.place or covers(region, filters.place))
    )


def facets_of(hits: Iterable[Hit]) -> dict[str, list[tuple[str, int]]]:
    """Facets of results that are all at hand, those that occur."""
    counts: dict[str, Counter[str]] = {n: Counter() for n in ("kind", "level", "place", "status", "list_kind", "power_type", "lead", "list_place")}
    for hit in hits:
        counts["kind"][hit.kind] += 1
        if hit.kind == "duty":
            counts["list_kind"][hit.extra["list_kind"]] += 1
            counts["power_type"][hit.extra["power_type"] or "未注明"] += 1
            counts["lead"].update(hit.extra["lead"])
            counts["list_place"].update(hit.extra["places"])
        elif hit.kind in _OF_LAWS:
            counts["level"][hit.extra.get("level") or "未注明"] += 1
            counts["place"][hit.extra.get("region", "").split("/")[0] or "全国"] += 1
            counts["status"][hit.status] += 1
    return {name: c.most_common(FACET_VALUES) for name, c in counts.items() if c}


def why_nothing(words: Words, kind: Kind | None, filters: Filters, without: Callable[[Filters], int]) -> str:
    """One line: why there is no result and what to do. ``without`` counts the results under other filters."""
    if not words.text:
        return "只写了要排除的词，请再写要查的词" if words.excluded else "请输入要查的词、法规名称或条号"
    if not kinds_left(filters):
        return "清单类型、职权类型、牵头部门只用于事项，效力级别、时效性只用于法规和条文，两类不能同时筛选"
    if kind is not None and kind not in kinds_left(filters):
        return "所选种类没有这项筛选：清单类型、职权类型、牵头部门只用于事项，效力级别、时效性只用于法规和条文"
    if filters != Filters() and (n := without(Filters())):
        return f"所选筛选条件下没有结果，不筛选有{n}条；请放宽{'、'.join(_chosen(filters))}"
    if words.phrases and words.excluded:
        return f"没有一字不差含{_quoted(words.phrases)}而不含{_quoted(words.excluded)}的结果；请减少排除的词，或去掉引号"
    if words.phrases:
        return f"没有一字不差含{_quoted(words.phrases)}的结果；去掉引号可按词查找"
    if words.excluded:
        return f"没有不含{_quoted(words.excluded)}的结果；请减少排除的词"
    if not any(c.isalnum() for c in words.text):
        return "请输入要查的词、法规名称或条号"
    if len(words.text) == 1 and common_chars()[ord(words.text) & 0xFFFF]:
        return f"只写“{words.text}”一个字太宽，请输入两个字以上的词"
    what = {"duty": "事项", "law": "法规", "organ": "机构", "provision": "条文"}.get(kind or "", "事项、条文或法规")
    return f"没有找到含“{words.text[:20]}”的{what}；可换个说法、减少用词，或先收录有关法规和清单"


def _quoted(words: tuple[str, ...]) -> str:
    return "、".join(f"“{w}”" for w in words)


def _chosen(filters: Filters) -> list[str]:
    named = (
        ("效力级别", filters.levels), ("地区", filters.place), ("时效性", filters.status), ("清单类型", filters.list_kinds),
        ("职权类型", filters.power_types), ("牵头部门", filters.leads),
    )
    return [name for name, value in named if value]
