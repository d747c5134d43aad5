"""The README's commands run as they stand, and it names every command."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from api.cli import COMMANDS
from corpus.sample import LAWS, SANDING
from tests.api.conftest import youju

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"^\|[^|\n]*\|[^|\n]*\| `(youju [^`]+)` \|", README, re.M)
BLOCKS = [line[2:] for block in re.findall(r"```console\n(.*?)```", README, re.S) for line in block.splitlines() if line.startswith("$ youju")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the README's reader has it: statutes, a list, a 三定规定, a text, a library."""
    folder = tmp_path_factory.mktemp("readme")
    assert youju("demo", "--dir", folder / "演示样例").code == 0
    shutil.copytree(LAWS, folder / "法规文件夹")
    shutil.copy(LAWS / "城乡规划法(2019-04-23).md", folder / "法规.md")
    shutil.copy(folder / "演示样例" / "柳河镇基本履职事项清单.xlsx", folder / "柳河镇清单.xlsx")
    shutil.copy(folder / "柳河镇清单.xlsx", folder / "清单.xlsx")
    shutil.copy(sorted(SANDING.glob("*.txt"))[0], folder / "三定规定.txt")
    (folder / "文稿.txt").write_text("依照《城乡规划法》第六十五条办理。", "utf-8")
    shutil.copy(folder / "演示样例" / "youju.db", folder / "youju.db")
    return folder


@pytest.mark.parametrize("command", [*BLOCKS, *EXAMPLES])
def test_readme_command_runs(command: str, folder: Path) -> None:
    done = youju(*shlex.split(command)[1:], cwd=folder)
    assert done.code in ((0, 1) if " audit" in command or " doctor" in command else (0,)), (command, done.err)
    assert "Traceback" not in done.err


def test_readme_has_an_example_of_every_command() -> None:
    assert {shlex.split(e)[1] for e in EXAMPLES} == set(COMMANDS)


def test_readme_has_its_parts() -> None:
    assert README.index("## 命令") < README.index("## 检查项") < README.index("## English")
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / picture).is_file(), picture
