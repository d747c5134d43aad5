"""Print every speed measure: ``make bench``, or ``python -m tests.benchmarks search`` for some."""

from __future__ import annotations

import sys

from tests.tables import collect, print_rows, shared_or_exit


def main(wanted: list[str]) -> None:
    """Run ``bench`` of each module (or of those named) and print its rows as they come."""
    shared = shared_or_exit()
    for name, module in collect("tests.benchmarks", "bench", wanted):
        print_rows(name, ("measure", "value", "note"), module.bench(shared))


if __name__ == "__main__":
    main(sys.argv[1:])
