"""Keeps count while a book is judged: what each row says, and that every row is counted exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inventory.errors import InvalidInput
from inventory.i18n import N_, Listed, Message, _
from inventory.imports.fields import CATALOGUES, EXPECTED, Field
from inventory.imports.notes import CellNote, RefusedRow, RowNote, Verdict, Weight
from inventory.imports.pace import watched
from inventory.imports.parsing import Doubt, Fault, shown
from inventory.imports.reading import Line, Table
from inventory.jobs import Progress
from models.imports import ImportKind


class Ledger:
    """The notes and verdicts of one book."""

    def __init__(self, kind: ImportKind, table: Table, hidden: frozenset[str] = frozenset()) -> None:
        """``hidden``: fields of which the depot's own value is not told."""
        self.kind = kind
        self.table = table
        self.fields: dict[str, Field] = {field.key: field for field in CATALOGUES[kind]}
        self._hidden = hidden
        self._order = [field.key for field in CATALOGUES[kind]]

    def take(self, line: Line) -> None:
        """What reading the cells of a row has shown: faults refuse it, doubts become warnings."""
        if not line.special:
            return
        record = list(line.record)
        for place, value in enumerate(record):
            key = self._order[place]
            if type(value) is Fault:
                line.verdict = Verdict.REFUSED
                self.note(line, key, Weight.REFUSES, value.message, self._expected(key))
                record[place] = None
            elif type(value) is Doubt:
                self.note(line, key, Weight.WARNS, value.message)
                record[place] = value.value
        line.record = record

    def note(self, line: Line, key: str, weight: Weight, message: Message, expected: Message | None = None) -> None:
        """Say something about a cell."""
        if line.notes is None:
            line.notes = []
        heading = self.table.heading(key) or self.fields[key].label
        line.notes.append(CellNote(heading, key, shown(self.table.cell(line, key)), weight, message, expected))

    def warn(self, line: Line, key: str, message_id: str, **values: Any) -> None:
        """Something that a person should look at; the row is taken."""
        self.note(line, key, Weight.WARNS, Message(message_id, values))

    def tell(self, line: Line, key: str, message_id: str, **values: Any) -> None:
        """Something worth knowing, with nothing to do."""
        self.note(line, key, Weight.TELLS, Message(message_id, values))

    def refuse(self, line: Line, key: str, message_id: str, **values: Any) -> None:
        """The row cannot be taken as it is."""
        line.verdict = Verdict.REFUSED
        self.note(line, key, Weight.REFUSES, Message(message_id, values))

    def refuse_error(self, line: Line, key: str, error: InvalidInput) -> None:
        """A rule of the depot refuses the row."""
        self.refuse(line, key, error.message_id, **error.values)

    def changes(self, line: Line, key: str, old: object, new: object) -> None:
        """A field of a record that is there will change."""
        old = self._told(key, old)
        if old in (None, ""):
            message = Message(N_("“{new}” is filled in; the depot had nothing there."), {"new": new})
        else:
            message = Message(N_("“{old}” becomes “{new}”."), {"old": old, "new": new})
        self.note(line, key, Weight.CHANGES, message)

    def differs(self, line: Line, key: str, old: object, new: object) -> None:
        """The depot says otherwise, and nobody has said that the book is right."""
        self.refuse(
            line,
            key,
            N_(
                "The depot says “{old}”, this row “{new}”. Correct the row, or import again and let rows replace "
                "what is there."
            ),
            old=self._told(key, old),
            new=new,
        )

    def _told(self, key: str, old: object) -> object:
        return "***" if key in self._hidden and old not in (None, "") else old

    def require(self, line: Line, key: str, value: object, message_id: str) -> bool:
        """Whether a needed value is there; its row is refused where not (and where its cell was already at fault)."""
        if value is not None and value != "":
            return True
        if not self.said(line, key):
            line.verdict = Verdict.REFUSED
            self.note(line, key, Weight.REFUSES, Message(message_id), self._expected(key))
        return False

    def _expected(self, key: str) -> Message:
        """What a cell of this field should hold."""
        return Message(EXPECTED[self.fields[key].reading])

    @staticmethod
    def said(line: Line, key: str) -> bool:
        """Whether a row has a refusal of this field already."""
        return any(note.field == key and note.weight is Weight.REFUSES for note in line.notes or ())

    def same_as(self, line: Line, key: str, row: int) -> None:
        """The row says the same as an earlier one."""
        line.verdict = Verdict.ALREADY_THERE
        self.tell(line, key, N_("The same as row {row}; it is taken once."), row=row)


def settle(
    lines: Sequence[Line], progress: Progress
) -> tuple[dict[Verdict, int], int, tuple[RowNote, ...], tuple[RefusedRow, ...]]:
    """How many rows have each verdict, how many are accepted with a warning, and those that have something to say."""
    counts = dict.fromkeys(Verdict, 0)
    warned, notes, refused = 0, list[RowNote](), list[RefusedRow]()
    for line in watched(lines, progress, _("Checking the rows")):
        verdict = line.verdict
        assert verdict is not None, f"row {line.row} was not judged"
        counts[verdict] += 1
        if line.notes:
            if verdict is Verdict.REFUSED:  # what it would have changed stays as it is
                line.notes = [note for note in line.notes if note.weight is not Weight.CHANGES]
            said = RowNote(line.row, verdict, tuple(line.notes))
            notes.append(said)
            if verdict is Verdict.REFUSED:
                refused.append(RefusedRow(line.row, line.cells, said.notes))
            elif verdict is not Verdict.ALREADY_THERE and said.warned:
                warned += 1
        line.cells = ()  # the plan keeps its lines until the person has decided; what they held is read
    return counts, warned, tuple(notes), tuple(refused)


def listed(names: Sequence[str]) -> Listed:
    """Names in one line."""
    return Listed(tuple(names))
