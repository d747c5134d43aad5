"""How well a provision fits an item's words, weighed inside one law: words that the whole law shares say nothing."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

_BOILER = re.compile(
    r"行政处罚|行政检查|行政许可|行政强制|行政确认|行政给付|行政奖励|行政裁决|监督检查|处罚|检查|审批|许可|核发|"
    r"进行|行为|工作|负责|开展|做好|组织|协助|配合|落实|有关|相关|以及|或者|按照|规定|依法|对于|加强|及时|推进|定期|日常|相应|具体|职责|"
    r"本?(?:行政区域|辖区)内?|本级|本地区?|本条例|国家|采取|措施|[对的和与及等在将未不为]"
)
_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]+")


@lru_cache(maxsize=65536)
def bigrams(text: str) -> frozenset[str]:
    """Character bigrams inside runs of letters."""
    return frozenset(run[i:i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1))


@lru_cache(maxsize=16384)
def key_bigrams(name: str) -> frozenset[str]:
    """Bigrams of an item name without the words that every item has."""
    return frozenset(b for run in _BOILER.split(name) for b in bigrams(run))


class LawTopics:
    """Weights of bigrams inside one law, so that articles of it can be told apart."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._df: Counter[str] = Counter()
        for t in texts:
            self._df.update(bigrams(t))
        self._n = max(len(texts), 1)

    def affinity(self, name: str, text: str) -> float:
        """Share (0..1) of the name's weight that the text holds."""
        keys = key_bigrams(name)
        if not keys:
            return 0.0
        weights = {b: math.log(1 + self._n / (0.5 + self._df.get(b, 0))) for b in keys}
        total = sum(weights.values())
        have = bigrams(text)
        return sum(w for b, w in weights.items() if b in have) / total

    def best(self, name: str, texts: Iterable[tuple[str, str]]) -> tuple[str, float, float] | None:
        """(key, score, runner-up's score) of the text that fits best."""
        ranked = sorted(((self.affinity(name, t), k) for k, t in texts), reverse=True)
        if not ranked:
            return None
        return ranked[0][1], ranked[0][0], ranked[1][0] if len(ranked) > 1 else 0.0
