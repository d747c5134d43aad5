"""The shipped word list: words of the statutes by how often they stand there, cut by jieba (or rjieba, same words)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from graph.sqlite.store import open_library
from search.words import WORDS

SEEN = 6  # a word that stands fewer times is left out
LONGEST = 8
_WORD = re.compile(rf"[\u4e00-\u9fff]{{2,{LONGEST}}}")


def train_words(library: Path) -> None:
    """Cut every provision that the library holds, write the frequent words, the most frequent first."""
    reader = open_library(library)
    counts: Counter[str] = Counter()
    cut = _segmenter()
    for statute in reader.statutes():
        for version in reader.versions(statute.id):
            counts.update(w for p in reader.provisions(version.id) for w in cut(p.text) if _WORD.fullmatch(w))
    kept = sorted((w for w, n in counts.items() if n >= SEEN), key=lambda w: (-counts[w], w))
    head = f"# {len(kept)} words that stand {SEEN} times or more in the statutes, most frequent first; made {date.today()} by make train with jieba"
    WORDS.write_text("\n".join((head, *kept)) + "\n", "utf-8")
    print(f"words: {len(kept)}")


def _segmenter() -> Callable[[str], Iterable[str]]:
    try:
        import rjieba
    except ImportError:
        import jieba

        return jieba.cut
    return rjieba.cut  # type: ignore[no-any-return]
