"""Serials that a spreadsheet made numbers of.

Zeros in front are given back where other units of the model show how long a serial is, and every such serial is
pointed out. Lost digits are never invented (platform.md "Excel").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from inventory.i18n import N_
from inventory.imports.ledger import Ledger
from inventory.imports.lookups import Model
from inventory.imports.parsing import Digits
from inventory.imports.reading import Line
from models import connect

ENOUGH: Final = 3
"""Serials of digits that agree in their length before one is completed after them."""
_MOST: Final = 0.75


class Lengths:
    """How long the serials of a model are, where they are digits and were kept as text."""

    def __init__(self) -> None:
        self._by_model: dict[int, Counter[int]] = {}
        self._asked: set[int] = set()

    def count(self, seen: Iterable[tuple[Model | None, str]]) -> None:
        """Learn from the serials of the book, as they are compared; "" for one that was no text."""
        units = Counter((id(model), len(norm)) for model, norm in seen if norm.isdecimal() and model is not None)
        for (model, length), count in units.items():
            self._by_model.setdefault(model, Counter())[length] += count

    def usual(self) -> dict[int, int]:
        """By model: the length that most of its serials in the book have."""
        found: dict[int, int] = {}
        for model, lengths in self._by_model.items():
            length, units = lengths.most_common(1)[0]
            if units >= ENOUGH and units >= _MOST * sum(lengths.values()):
                found[model] = length
        return found

    def of(self, model: Model) -> Counter[int]:
        """Lengths and how many serials have them, in the book and in the depot."""
        found = self._by_model.setdefault(id(model), Counter())
        if model.id is not None and model.id not in self._asked:
            self._asked.add(model.id)
            only_digits = "NOT GLOB '*[^0-9]*'" if connect.is_sqlite() else "!~ '[^0-9]'"
            for length, units in connect.rows(
                "SELECT length(serial_norm), count(*) FROM asset "
                f"WHERE model_id = ? AND serial_norm {only_digits} GROUP BY 1",
                (model.id,),
            ):
                found[length] += units
        return found


def complete(line: Line, digits: Digits, lengths: Counter[int], ledger: Ledger) -> str:
    """The serial behind a number, with what a person must know about it."""
    text = digits.text
    if sum(lengths.values()) >= ENOUGH and len(lengths) == 1:
        (length,) = lengths
        if len(text) >= length:
            return text
        whole = text.zfill(length)
        ledger.warn(
            line,
            "serial_no",
            N_(
                "The serial number was a number, {text}. Serials of this model have {length} digits, so it is "
                "taken as {whole}. "
                "Compare it with the unit, and format the column as text."
            ),
            text=text,
            length=length,
            whole=whole,
        )
        return whole
    if not lengths or max(lengths) > len(text):
        ledger.warn(
            line,
            "serial_no",
            N_(
                "The serial number was a number, {text}; zeros in front of it would be lost. Compare it with the unit, "
                "and format the column as text."
            ),
            text=text,
        )
    return text


def check_length(line: Line, norm: str, usual: int, ledger: Ledger) -> None:
    """Point out a serial of digits that is shorter than the others of its model: a text file loses zeros unseen."""
    if len(norm) < usual and norm.isdecimal():
        ledger.warn(
            line,
            "serial_no",
            N_(
                "Most serial numbers of this model have {length} digits, this one has {count}. "
                "Compare it with the unit: zeros in front may be lost."
            ),
            length=usual,
            count=len(norm),
        )
