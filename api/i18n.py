"""Chinese wording for the command-line library's own messages, through gettext.

``python -m api.i18n`` compiles messages.po to messages.mo; a test holds the two together.
"""

from __future__ import annotations

import ast
import gettext
import os
import struct
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
FOLDER = LOCALE / "zh_CN" / "LC_MESSAGES"


def speak_chinese() -> None:
    """Make click answer in Chinese. Call before the first message is made."""
    gettext.bindtextdomain("messages", str(LOCALE))
    os.environ["LANGUAGE"] = "zh_CN"


def parse_po(text: str) -> dict[str, str]:
    """msgid → msgstr of a .po file (singular and plural joined by NUL, as .mo wants it)."""
    entries: dict[str, str] = {}
    key, plural = "", ""
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        word, _, rest = line.partition(" ")
        value = ast.literal_eval(rest)
        if word == "msgid":
            key, plural = value, ""
        elif word == "msgid_plural":
            plural = value
        else:
            entries[f"{key}\0{plural}" if plural else key] = value
    return entries


def compile_mo(entries: dict[str, str]) -> bytes:
    """A .mo file (GNU gettext format, little endian) of the entries."""
    keys = sorted(entries, key=lambda k: k.encode())
    ids = [k.encode() for k in keys]
    strs = [entries[k].encode() for k in keys]
    n = len(keys)
    id_at = 28 + 16 * n
    str_at = id_at + sum(len(b) + 1 for b in ids)
    id_table, str_table = b"", b""
    for b in ids:
        id_table += struct.pack("<II", len(b), id_at)
        id_at += len(b) + 1
    for b in strs:
        str_table += struct.pack("<II", len(b), str_at)
        str_at += len(b) + 1
    head = struct.pack("<7I", 0x950412DE, 0, n, 28, 28 + 8 * n, 0, 0)
    return head + id_table + str_table + b"".join(b + b"\0" for b in ids) + b"".join(b + b"\0" for b in strs)


if __name__ == "__main__":
    (FOLDER / "messages.mo").write_bytes(compile_mo(parse_po((FOLDER / "messages.po").read_text("utf-8"))))
