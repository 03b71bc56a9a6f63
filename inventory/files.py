"""Files that appear whole or not at all, and names that every system takes."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from inventory.errors import DiskFull, EnvironmentTrouble, InvalidInput
from inventory.i18n import N_

MAX_NAME: Final = 120
"""Characters of a file name, its suffix included."""
MAX_NAME_BYTES: Final = 240
"""Its bytes in UTF-8: Linux takes 255, and a Chinese character is three of them."""

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)")
_ABANDONED: Final = 24 * 3600
"""Seconds after which a part file has no writer any more."""
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def atomic_file(path: Path) -> Iterator[Path]:
    """A path beside ``path`` to write to; it becomes ``path`` when the block ends well.

    Then the content is forced to the disk and renamed in one step, so that a reader finds the old file or the new
    one, never half of one. However the block ends, nothing else stays behind; only a process that is killed leaves a
    hidden ``.part`` file, which the next writer of the same file removes when it is a day old.

    Raises InvalidInput (field ``file``) where the folder is missing or nothing may be written there, DiskFull where
    no room is left, EnvironmentTrouble where the block wrote nothing.
    """
    target = path.resolve()
    if target.is_dir():
        raise InvalidInput(N_("“{path}” is a folder. Give the file a name."), field="file", path=path)
    if not target.parent.is_dir():
        raise InvalidInput(
            N_("The folder {folder} does not exist. Choose another one or make it first."),
            field="file",
            folder=target.parent,
        )
    hidden = f".{_shortened(target.name, MAX_NAME_BYTES - 20)}."
    beside = target.with_name(f"{hidden}{secrets.token_hex(4)}.part")
    try:
        _sweep(target.parent, hidden)
        _create(beside, target)
        yield beside
        _settle(beside, target)
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(
                N_("The disk is full: “{path}” was not written. Make room or choose another disk."), path=path
            ) from error
        raise
    finally:
        beside.unlink(missing_ok=True)


def _sweep(folder: Path, hidden: str) -> None:
    """Remove what writers of this file left behind when they were killed."""
    with os.scandir(folder) as entries:
        left = [entry for entry in entries if entry.name.startswith(hidden) and entry.name.endswith(".part")]
    for entry in left:
        with suppress(OSError):  # somebody else may sweep too
            if time.time() - entry.stat().st_mtime > _ABANDONED:
                os.unlink(entry)


def _create(beside: Path, target: Path) -> None:
    if target.exists() and not os.access(target, os.W_OK):
        raise _held(target)
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        if target.exists():
            shutil.copymode(target, beside)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise InvalidInput(
                N_("Nothing may be written into the folder {folder}. Choose another one."),
                field="file",
                folder=target.parent,
            ) from error
        if error.errno == errno.ENAMETOOLONG:
            raise InvalidInput(
                N_("The file name is too long. Shorten it to {most} characters."), field="file", most=MAX_NAME
            ) from error
        raise


def _settle(beside: Path, target: Path) -> None:
    if not beside.is_file() or not beside.stat().st_size:
        raise EnvironmentTrouble(N_("“{path}” could not be written. Try again or choose another disk."), path=target)
    with beside.open("rb+") as handle:
        os.fsync(handle.fileno())
    try:
        beside.replace(target)
    except PermissionError as error:
        raise _held(target) from error
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _held(target: Path) -> InvalidInput:
    return InvalidInput(
        N_("“{path}” is open in another program or write-protected. Close it there or choose another name."),
        field="file",
        path=target,
    )


def safe_file_name(text: str) -> str:
    r"""``text`` as a file name on every system: documents.md 4.5 (\ / : * ? " < > | become _), no dots or spaces at
    the ends, none of the names Windows keeps for devices, at most MAX_NAME characters with the suffix kept.
    """
    name = _FORBIDDEN.sub("_", text).strip(" .\u3000") or "_"
    name = _RESERVED.sub(r"_\1", name, count=1) if _RESERVED.match(name) else name
    stem, dot, suffix = name.rpartition(".")
    if not dot or not 0 < len(suffix) <= 5 or not suffix.isascii():
        stem, suffix = name, ""
    end = f".{suffix}" if suffix else ""
    return _shortened(stem[: MAX_NAME - len(end)], MAX_NAME_BYTES - len(end)).rstrip(" .\u3000") + end


def _shortened(text: str, most_bytes: int) -> str:
    return text.encode("utf-8")[:most_bytes].decode("utf-8", "ignore")
