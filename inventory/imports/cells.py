"""What a cell of a book was read as: a value, a fault, a value with a doubt, or the digits of a serial."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from inventory.excel.book import Value
from inventory.i18n import Message
from inventory.values.codes import digits_of, lost_digits
from inventory.values.excerpt import excerpt

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Fault:
    """The cell cannot be read: its row is refused."""

    message: Message


@dataclass(frozen=True, slots=True)
class Doubt:
    """The cell was read as ``value``; a person should look at it."""

    value: Any
    message: Message


@dataclass(frozen=True, slots=True)
class Digits:
    """A serial that arrived as a number: every digit is right, zeros in front of it may be missing."""

    text: str


Read: TypeAlias = Any
"""A value, None for nothing, or one of Fault, Doubt, Digits."""
SPECIAL: Final = frozenset({Fault, Doubt, Digits})


def shown(cell: Value) -> str:
    """A cell as a note quotes it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        text = cell.isoformat(" ", "minutes")
        return text.removesuffix(" 00:00")
    if isinstance(cell, float) and lost_digits(cell):
        return f"{cell:.14E}"
    return excerpt(cell)


def written(cell: Value) -> str:
    """A cell as text: numbers with all their digits, days as 2024-03-15, control characters gone."""
    if isinstance(cell, str):
        return cell if cell.isprintable() else _CONTROL.sub("", cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        return digits_of(cell) if float(cell).is_integer() else repr(cell)
    return shown(cell)
