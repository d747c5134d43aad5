"""``python -m tests.train [LIBRARY]``: measure by cross-validation, then write search/models/.

Without a library the shared corpus is imported into a temporary one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.tables import shared_or_exit
from tests.train.items import train_items
from tests.train.questions import train


def main() -> None:
    """Train on the shared questions."""
    shared = shared_or_exit()
    if len(sys.argv) > 1:
        train_items(Path(sys.argv[1]), shared)
        train(Path(sys.argv[1]), shared)
        return
    from graph.importing.laws import import_laws

    with TemporaryDirectory() as folder:
        library = Path(folder) / "train.db"
        import_laws(library, [shared / "corpus"])
        train_items(library, shared)
        train(library, shared)


if __name__ == "__main__":
    main()
