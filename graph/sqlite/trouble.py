"""What SQLite says went wrong, as a line that officials can act on. Only what is broken is called broken."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from ingest.errors import InputError

RESTORE: Final = "请从备份恢复，或另建库文件重新导入"

_UNWRITABLE: Final = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT})
"""SQLITE_ERROR among them: the program's own statements are sound, so a table or a column that is missing was lost."""


def trouble(error: Exception, path: Path | None = None) -> InputError:
    """The error as one Chinese line. ``error``: of sqlite3, or UnicodeDecodeError, which sqlite3 raises for its own
    messages when they quote broken text."""
    where = "" if path is None else str(path)
    code = primary_code(error)
    if code in _UNWRITABLE:
        return InputError("法规库所在文件夹不能写入", where, "请复制到可写的文件夹再用")
    if code == sqlite3.SQLITE_FULL:
        return InputError("磁盘空间不足，法规库保持原样", where, "请腾出空间后再导入")
    if code in _BUSY:
        return InputError("另一个程序正在写入法规库", where, "请等它完成后再试")
    if code == sqlite3.SQLITE_IOERR:
        return InputError("磁盘读写出错，法规库保持原样", where, "请检查磁盘是否已满、是否断开，然后再试")
    if code is None or code in _DAMAGED:
        return InputError(f"法规库内容已损坏（{detail(error)}）", where, RESTORE)
    return InputError(f"法规库读写出错（{_flat(str(error))}）", where, "请检查磁盘和权限后再试")


def primary_code(error: Exception) -> int | None:
    """SQLite's result code without its extension; None where Python itself could not read what SQLite returned."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF


def detail(error: Exception) -> str:
    """What is broken, Chinese, without SQLite's wording where it is a known one."""
    if isinstance(error, UnicodeDecodeError):
        return "文字不是 UTF-8 编码"
    text = _flat(str(error))
    for start, told in (("no such table: ", "缺少表 "), ("no such column: ", "缺少列 "), ("Could not decode to UTF-8", "文字不是 UTF-8 编码"),
                        ("malformed database schema", "表结构读不出"), ("database disk image is malformed", "数据页读不出"),
                        ("file is not a database", "文件头读不出")):
        if text.startswith(start):
            return told + (text[len(start):] if told.endswith(" ") else "")
    return text


def _flat(text: str) -> str:
    return " ".join(text.split())
