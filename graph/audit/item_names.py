"""When two item names say the same: punctuation, and words that change nothing, set aside."""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"[\W_]+")
_AREA = re.compile(r"(?:在)?本?(?:辖区|行政区域|镇域|乡域|管辖区域)(?:范围)?(?:之?内)?的?")
_LEADING = re.compile(r"^(?:依法|依规)?(?:负责|组织开展|组织实施|具体实施|开展|做好|抓好|承担|落实)+(?:好|做好|开展)?(?=..{3})")
_TRAILING = re.compile(r"(?<=.{4})(?:等?(?:相关|有关|日常)?工作|事项|事宜|等)+$")


def plain_name(name: str) -> str:
    """An item's name without punctuation and blanks."""
    return _PUNCTUATION.sub("", name)


def bare_name(name: str) -> str:
    """What an item is about: its plain name without 负责, 做好, 工作, 本辖区内, which change nothing. 协助 and 配合 stay."""
    plain = _AREA.sub("", plain_name(name)).replace("行政处罚", "处罚").replace("行政检查", "检查")
    bare = _TRAILING.sub("", _LEADING.sub("", plain))
    return bare if len(bare) >= 4 else plain_name(name)
