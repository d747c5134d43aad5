"""Shared fixtures. ``YOUJU_REQUIRE`` (comma separated: corpus, browser, neo4j, …) turns skips into failures."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("youju", deadline=None)  # a busy machine is no failure
settings.load_profile("youju")

ROOT = Path(__file__).resolve().parent.parent


def require_or_skip(name: str, reason: str) -> None:
    """Skip with a visible reason, or fail when ``YOUJU_REQUIRE`` names the thing."""
    if name in os.environ.get("YOUJU_REQUIRE", "").replace(" ", "").split(","):
        pytest.fail(f"required by YOUJU_REQUIRE but absent: {name} ({reason})", pytrace=False)
    pytest.skip(f"{name} absent: {reason}")


def shared_root() -> Path | None:
    """The folder that holds corpus/, facts/ and gold/; ``YOUJU_CORPUS`` names its corpus/ folder."""
    corpus = Path(os.environ.get("YOUJU_CORPUS") or ROOT.parent / "shared" / "corpus")
    return corpus.parent if corpus.is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """../shared, or a visible skip."""
    root = shared_root()
    if root is None:
        require_or_skip("corpus", "set YOUJU_CORPUS to a folder of statute files, or put ../shared beside the project")
        raise AssertionError("unreachable")
    return root


@pytest.fixture(scope="session")
def browser() -> str:
    """Path of a headless Chromium, or a visible skip."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        require_or_skip("browser", "no chromium on PATH")
        raise AssertionError("unreachable")
    return path
