"""The parts that a row of a repair log names: one or several in a cell, each with its quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from inventory.errors import InvalidInput
from inventory.i18n import N_, Message
from inventory.imports.parsing import compared
from inventory.values.quantities import parse_quantity

NUMBER: Final = 60
_BETWEEN: Final = re.compile(r"[、;；,，\n]+")
_TIMES: Final = re.compile(
    r"(?P<number>.+?)(?:\s*[×*＊]\s*|\s+[xX]\s*)(?P<count>\d{1,6})\s*(?:个|只|块|套|片|台|支|卷|包|件|pcs\.?)?"
)


_SEVERAL: Final = re.compile(r"[;,\n\s×*＊xX]")
"""Without one of these, a text of plain characters is one part, once."""


@dataclass(slots=True)
class Fitted:
    """A part on a case, as it is written; ``part_id`` where the depot knows it."""

    number: str
    norm: str
    quantity: int
    fault: Message | None = None
    fault_in: str = "part_quantity"
    part_id: int | None = None
    name: str = ""
    removed_serial: str = ""
    fitted_serial: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells a part of a case from another."""
        return self.norm, self.removed_serial, self.fitted_serial


def fitted(text: str, quantities: str | None) -> list[Fitted]:
    """``BP-0001``, ``BP-0001 ×2``, ``BP-0001、BP-0002``: the parts in a cell, with the quantities beside it.

    Several parts take several quantities in their order; one quantity belongs to one part, and where several parts
    share a single quantity, each of them has it as long as it is 1.
    """
    if text.isascii() and quantities in (None, "1") and not _SEVERAL.search(text):  # nearly every row
        return [_one(text, quantities)]
    pieces = [piece.strip() for piece in _BETWEEN.split(text) if piece.strip()]
    counts = [count.strip() for count in _BETWEEN.split(quantities or "") if count.strip()]
    if len(counts) == 1 and len(pieces) > 1 and counts[0] in ("1", "１"):
        counts = counts * len(pieces)
    parts = [_one(piece, count) for piece, count in zip_longest(pieces, counts[: len(pieces)])]
    if len(counts) not in (0, len(pieces)) and parts:
        parts[0].fault = Message(
            N_(
                "{parts} parts stand here and {counts} quantities. Write one quantity for each part, or one row "
                "for each part."
            ),
            {"parts": len(pieces), "counts": len(counts)},
        )
    return parts


def _one(piece: str, count: str | None) -> Fitted:
    found = _TIMES.fullmatch(piece) if _SEVERAL.search(piece) else None
    number, written = (found["number"].strip(), found["count"]) if found else (piece, count or "1")
    part = Fitted(number, compared(number), 1)
    if len(number) > NUMBER:
        part.fault, part.fault_in = (
            Message(N_("At most {limit} characters fit here; shorten the text."), {"limit": NUMBER}),
            "part_no",
        )
        return part
    try:
        part.quantity = 1 if written == "1" else parse_quantity(written, 0)
    except InvalidInput as error:
        part.fault = Message(error.message_id, error.values)
        return part
    if part.quantity == 0:
        part.fault = Message(N_("At least one piece of a part must be used. Write the quantity, or remove the part."))
    return part
