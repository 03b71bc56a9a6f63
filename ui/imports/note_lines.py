"""The notes of a preview as lines of a list: row, column, what stands there, what is wrong, what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from inventory.i18n import Message, _
from inventory.imports import CellNote, Preview, RowNote, Verdict, Weight
from ui.imports.words import verdict_meaning, verdict_word, weight_meaning, weight_word
from ui.theme import Meaning
from ui.widgets.records import Field


class Shown(StrEnum):
    """Which notes are listed."""

    ALL = "all"
    REFUSED = "refused"
    WARNED = "warned"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note about a cell, or a row with nothing to say but its verdict (``note`` None)."""

    row: int
    verdict: Verdict
    note: CellNote | None

    @property
    def word(self) -> str:
        """What it means for the row."""
        return verdict_word(self.verdict) if self.note is None else weight_word(self.note.weight)

    @property
    def meaning(self) -> Meaning:
        """The same as a colour."""
        return verdict_meaning(self.verdict) if self.note is None else weight_meaning(self.note.weight)

    @property
    def message(self) -> str:
        """What is wrong, in the reader's language."""
        return "" if self.note is None else str(self.note.message)

    @property
    def expected(self) -> str:
        """What was expected, in the reader's language."""
        wanted: Message | None = None if self.note is None else self.note.expected
        return "" if wanted is None else str(wanted)


def note_lines(preview: Preview, shown: Shown, text: str) -> list[NoteLine]:
    """The lines that pass: of the chosen sort, and holding ``text`` in row number, column, value or sentence.

    A book of a hundred thousand refused rows has as many lines: this runs in the read lane.
    """
    wanted = text.strip().casefold()
    lines = [line for row in preview.rows if _passes(row, shown) for line in _of_row(row, shown)]
    return [line for line in lines if wanted in _searched(line)] if wanted else lines


def _passes(row: RowNote, shown: Shown) -> bool:
    if shown is Shown.REFUSED:
        return row.verdict is Verdict.REFUSED
    if shown is Shown.WARNED:
        return row.warned
    if shown is Shown.CHANGED:
        return row.verdict is Verdict.CHANGED
    return True


def _of_row(row: RowNote, shown: Shown) -> list[NoteLine]:
    weights = {Shown.REFUSED: Weight.REFUSES, Shown.WARNED: Weight.WARNS}
    only = weights.get(shown)
    notes: Sequence[CellNote] = [note for note in row.notes if only is None or note.weight is only]
    return [NoteLine(row.row, row.verdict, note) for note in notes] or [NoteLine(row.row, row.verdict, None)]


def _searched(line: NoteLine) -> str:
    note = line.note
    texts = (str(line.row), line.message, line.expected, *((note.column, note.value) if note is not None else ()))
    return "\n".join(texts).casefold()


def fields() -> list[Field]:
    """The columns of the list."""
    return [
        Field(_("Row"), lambda line: f"{line.row:,}", 64, right=True),
        Field("", lambda line: line.word, 108, chip=lambda line: line.meaning),
        Field(_("Column"), lambda line: line.note.column if line.note else "", 110),
        Field(_("What stands there"), lambda line: line.note.value if line.note else "", 145, quiet=True),
        Field(_("What is wrong"), lambda line: line.message, tip=lambda line: line.message),
        Field(_("What was expected"), lambda line: line.expected, quiet=True, tip=lambda line: line.expected),
    ]
