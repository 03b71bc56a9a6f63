"""The refused rows of a book as a workbook, each with its reasons: mended there, they can be imported again."""

from __future__ import annotations

from pathlib import Path

from inventory.excel import rejects
from inventory.i18n import _
from inventory.imports.notes import CellNote, Preview, Weight
from inventory.jobs import Progress


def write_rejects(preview: Preview, path: Path, progress: Progress) -> int:
    """Write the rows that the preview refused to ``path`` and return how many they are."""
    return rejects.write_rejects(
        path,
        preview.headings,
        (
            rejects.Reject(row.row, row.cells, [reason(note) for note in row.notes if note.weight is Weight.REFUSES])
            for row in preview.refused
        ),
        progress,
    )


def reason(note: CellNote) -> str:
    """A note as one line: the column, what is wrong there, and what was expected."""
    if note.column and note.expected is not None:
        return _("{column}: {message} Expected: {expected}.").format(
            column=note.column, message=note.message, expected=note.expected
        )
    return (
        _("{column}: {message}").format(column=note.column, message=note.message) if note.column else str(note.message)
    )
