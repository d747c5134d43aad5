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
from tests.train.words import train_words


def main() -> None:
    """Train on the shared corpus, questions and rows."""
    shared = shared_or_exit()
    if len(sys.argv) > 1:
        _train(Path(sys.argv[1]), shared)
        return
    from graph.importing.laws import import_laws

    with TemporaryDirectory() as folder:
        library = Path(folder) / "train.db"
        import_laws(library, [shared / "corpus"])
        _train(library, shared)


def _train(library: Path, shared: Path) -> None:
    train_words(library)
    train_items(library, shared)
    train(library, shared)


if __name__ == "__main__":
    main()
