"""Errors a user can act on."""

from __future__ import annotations


class InputError(Exception):
    """Bad input: one clear Chinese line (what, where, what to do). The command line exits with 2."""

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__("；".join(p for p in (f"{where}：{what}" if where else what, remedy) if p))
