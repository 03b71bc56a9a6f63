"""What may be kept with a record."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from inventory.errors import InvalidInput
from inventory.i18n import N_

LARGEST: Final = 25 * 1024 * 1024
"""Bytes of one file: the files lie in the database, and one backup holds them all."""
LONGEST_NAME: Final = 200


def check_name(name: str) -> str:
    """The name of a file without its folder, in one line, its ending kept where it is too long. Raises InvalidInput."""
    written = " ".join(PurePath(name.replace("\\", "/")).name.split())
    if not written:
        raise InvalidInput(N_("Choose a file."), field="file")
    if len(written) <= LONGEST_NAME:
        return written
    ending = PurePath(written).suffix[:20]
    return written[: LONGEST_NAME - len(ending)] + ending


def check_size(size: int) -> None:
    """Raises InvalidInput for an empty file and for one that is too large."""
    if size == 0:
        raise InvalidInput(N_("This file is empty. Choose another one."), field="file")
    if size > LARGEST:
        raise InvalidInput(
            N_("A file may have up to {limit} MB, this one has {size}. Make it smaller, for example as a PDF."),
            field="file",
            limit=LARGEST // 2**20,
            size=-(-size // 2**20),
        )
