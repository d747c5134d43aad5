"""Writing files for the user: whole or not at all, and one clear line when it cannot be done."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from ingest.errors import InputError

REASONS = {
    errno.ENOENT: "这里不能建文件", errno.ENOTDIR: "路径中有一段不是文件夹", errno.ENOSPC: "磁盘已满", errno.EROFS: "磁盘只读",
    errno.ENAMETOOLONG: "文件名太长", errno.EDQUOT: "磁盘配额已满",
}


def write_whole(output: Path, fill: Callable[[Path], object]) -> None:
    """Let ``fill`` write a file beside ``output``, then put it in its place; missing folders are made.

    A pipe or device (/dev/stdout) is written to, never replaced. Raises InputError when the file cannot be
    written; an earlier file then stays as it was.
    """
    special = output.exists() and not output.is_file()
    part: Path | None = None
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=None if special else output.parent, prefix=".youju-", suffix=output.suffix)
        os.close(handle)
        part = Path(name)
        fill(part)
        if special:
            output.write_bytes(part.read_bytes())
        else:
            part.chmod(0o644)
            part.replace(output)
    except BrokenPipeError:
        raise
    except PermissionError:
        raise InputError("写不进去", str(output), "请关闭正在打开它的程序，或换一个文件名") from None
    except OSError as e:
        raise InputError(f"写不进去（{REASONS.get(e.errno or 0, e.strerror or str(e))}）", str(output), "请换一个文件名或文件夹") from None
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
