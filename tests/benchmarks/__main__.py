"""Print every speed measure: ``make bench``, or ``python -m tests.benchmarks search`` for some."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.tables import against_record, collect, print_rows, shared_or_exit


def main(wanted: list[str]) -> None:
    """Run ``bench`` of each module (or of those named) and print its rows as they come, beside those last recorded."""
    shared = shared_or_exit()
    for name, module in collect("tests.benchmarks", "bench", wanted):
        print_rows(name, ("measure", "value", "recorded", "note"), against_record(Path(__file__).parent, name, module.bench(shared)))


if __name__ == "__main__":
    main(sys.argv[1:])
