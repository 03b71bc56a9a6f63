"""The boxes of the serial numbers on a stocktake sheet (documents.md 4.9): here, not here, elsewhere, in no book."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from inventory.i18n import N_, _
from inventory.stocktake.differences import Difference
from inventory.stocktake.queries import SheetLine
from inventory.stocktake.rules import Verdict

MARKS: Final = (N_("here"), N_("not here"), N_("elsewhere"), N_("in no book"))
"""What the boxes say, in the order of ``Where``."""
_GAP: Final = "  "


class Where(IntEnum):
    """Where a piece was found, against where it should lie."""

    HERE = 0
    NOT_HERE = 1
    ELSEWHERE = 2
    IN_NO_BOOK = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """What the sheet says of a serial number. ``expected``: the place by the book; ``found``: where it lay.

    Without ``where`` nothing is ticked: it is not counted yet.
    """

    where: Where | None = None
    expected: str = ""
    found: str = ""

    @property
    def boxes(self) -> str:
        """All four boxes, one of them ticked."""
        return _GAP.join(box(_(mark), ticked=self.where is not None and MARKS[self.where] is mark) for mark in MARKS)


def box(word: str, *, ticked: bool) -> str:
    """A box to be ticked, with its word."""
    return f"{'☑' if ticked else '□'} {word}"


def piece(line: SheetLine, found: Difference | None) -> Piece:
    """Where a piece lay; ``found``: its difference, if it has one and the book may be seen."""
    book = line.book if line.book is not None else line.snapshot
    expected = line.place if book else ""
    if line.counted is None:
        return Piece(None, expected)
    if line.counted:
        return _lay(line, expected, found)
    if found is not None and found.also:
        return Piece(Where.ELSEWHERE, expected, ", ".join(found.also))
    return Piece(Where.NOT_HERE, expected)


def _lay(line: SheetLine, expected: str, found: Difference | None) -> Piece:
    """Of a piece that lay where it was counted. Whether it should lie there nobody is told while the book is hidden."""
    if found is None or found.verdict in (Verdict.AGREES, Verdict.SETTLED):
        return Piece(Where.HERE, line.place if found is not None else expected, line.place)
    if found.verdict in (Verdict.UNKNOWN, Verdict.ISSUED):
        return Piece(Where.IN_NO_BOOK, "", line.place)
    before = "" if found.now is None else found.now.place
    same_place = found.now is not None and found.now.place_id == line.place_id
    return Piece(Where.HERE if same_place else Where.ELSEWHERE, before, line.place)
