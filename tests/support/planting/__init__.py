"""Duty lists with planted faults, made from the texts of a library: each row knows the code that must be found.

Rows are worded as lists word them, from the provision's own sentence cut to a verb and its object. Deterministic
for a seed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from tests.support.planting import existence, fitness, force
from tests.support.planting.material import Material, Row
from tests.support.planting.sound import faultless

__all__ = ["Material", "Row", "faultless", "planted"]

Maker = Callable[[Material], Iterator[Row]]
MAKERS: Sequence[Maker] = (*existence.MAKERS, *force.MAKERS, *fitness.MAKERS)


def planted(m: Material, each: int) -> Iterator[Row]:
    """Rows with one fault each, at most ``each`` a code."""
    count: Counter[str] = Counter()
    for maker in MAKERS:
        for row in islice(maker(m), 12 * each):
            if count[row.planted] < each:
                count[row.planted] += 1
                yield row
