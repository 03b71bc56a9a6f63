"""Days of a calendar from a workbook: looked through first, row by row, and then written as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from inventory.calendars.book_cells import ALIASES, CellFault, Told, read_row
from inventory.calendars.days import DayKind
from inventory.calendars.entries import STATE, Owner
from inventory.calendars.plans import Line, Standing, compare
from inventory.calendars.words import KINDS
from inventory.errors import InvalidInput
from inventory.excel import headers, rejects
from inventory.excel.book import Book, Row
from inventory.excel.sheets import open_book
from inventory.i18n import N_, Message, _
from inventory.jobs import Progress
from inventory.values.days import show_day
from inventory.values.excerpt import excerpt
from inventory.work import Context

_STEP: Final = 100


@dataclass(frozen=True, slots=True)
class BookRequest:
    """``sheet`` None: the one that fits best. ``overwrite``: the book is right where the list says otherwise.

    ``layer`` and so on stand in the book; a row without them is of ``owner``.
    """

    path: Path
    sheet: str | None = None
    overwrite: bool = False
    owner: Owner = STATE


@dataclass(frozen=True, slots=True)
class BookNote:
    """Why a row is refused. ``column``: its heading as it stands in the book, "" for the row as a whole."""

    row: int
    column: str
    value: str
    message: Message


@dataclass(frozen=True, slots=True)
class BookPreview:
    """What a workbook would write. ``lines`` are its days; the counts are rows, refused ones apart."""

    file_name: str
    sheet: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    new: int
    changed: int
    already_there: int
    notes: tuple[BookNote, ...]
    refused: tuple[tuple[int, Row], ...]
    years: tuple[int, ...]
    """The years of the days of the state in the book, which may be confirmed with them."""

    @property
    def accepted(self) -> int:
        """Rows that are written."""
        return self.new + self.changed

    @property
    def rejected(self) -> int:
        """Rows that are refused."""
        return len(self.refused)

    @property
    def read(self) -> int:
        """Rows that are not empty."""
        return self.accepted + self.already_there + self.rejected


@dataclass(slots=True)
class _Counts:
    new: int = 0
    changed: int = 0
    already_there: int = 0


def preview_book(ctx: Context, request: BookRequest, progress: Progress) -> BookPreview:
    """Look through a workbook (.xlsx or .csv) of days; nothing is written. Needs an open connection.

    Columns: 日期 or 开始 and 结束, 类型 (放假, 休, 上班, 补班 …), and where one has them 名称, 层, 地区, 客户. Raises
    InvalidInput (field "file" or "sheet") for what is no such book.
    """
    with open_book(request.path, progress) as book:
        sheet, header, below = _headings(book, request.sheet)
        notes: list[BookNote] = []
        refused: list[tuple[int, Row]] = []
        told: list[tuple[int, Told, Row]] = []
        for number, row in enumerate(below, header.row_index + 2):
            if number % _STEP == 0:
                progress.report(number, None, _("Reading the workbook"))
            if headers.is_empty_row(row) or headers.is_total_row(row):
                continue
            try:
                told.append((number, read_row(ctx, row, header.mapping, request.owner, _source(request.path)), row))
            except CellFault as refusal:
                notes.append(_note(number, refusal, header, row))
                refused.append((number, row))
    counts, lines, years = _Counts(), [], set[int]()
    for number, cells, found, fault in _compared(told, request.overwrite):
        if fault is not None:
            notes.append(_note(number, fault, header, cells))
            refused.append((number, cells))
            continue
        lines += [line for line in found if line.standing is not Standing.SAME]
        years |= {line.entry.day.year for line in found if line.owner == STATE}
        standings = {line.standing for line in found}
        if Standing.NEW in standings:
            counts.new += 1
        elif Standing.CHANGED in standings:
            counts.changed += 1
        else:
            counts.already_there += 1
    texts = [header.columns.get(number, "") for number in range(max(header.columns, default=-1) + 1)]
    return BookPreview(
        request.path.name, sheet, tuple(texts), tuple(lines),
        counts.new, counts.changed, counts.already_there, tuple(sorted(notes, key=lambda note: note.row)),
        tuple(sorted(refused, key=lambda each: each[0])), tuple(sorted(years)),
    )  # fmt: skip


def write_rejects(preview: BookPreview, path: Path, progress: Progress) -> int:
    """Write the refused rows with their reasons to ``path``, to be mended and imported again; how many they are."""
    reasons: dict[int, list[str]] = {}
    for note in preview.notes:
        reasons.setdefault(note.row, []).append(reason(note))
    return rejects.write_rejects(
        path,
        preview.headings,
        (rejects.Reject(number, row, reasons.get(number, [])) for number, row in preview.refused),
        progress,
    )


def reason(note: BookNote) -> str:
    """A note as one line."""
    if not note.column:
        return str(note.message)
    return _("{column}: {message}").format(column=note.column, message=note.message)


def book_document(preview: BookPreview) -> dict[str, Any]:
    """What an import of days has to say, as one JSON document (contracts.md); it makes no batch."""
    return {
        "batch": None,
        "kind": "calendar",
        "file": preview.file_name,
        "sheet": preview.sheet,
        "read": preview.read,
        "accepted": preview.accepted,
        "new": preview.new,
        "changed": preview.changed,
        "warned": 0,
        "rejected": preview.rejected,
        "already_there": preview.already_there,
        "created": [],
        "years": list(preview.years),
        "rows": [
            {
                "row": note.row,
                "column": note.column,
                "value": note.value,
                "message_id": note.message.message_id,
                "message": str(note.message),
            }
            for note in preview.notes
        ],
    }


def _headings(book: Book, wanted: str | None) -> tuple[str, headers.HeaderRow, Iterator[Row]]:
    names = [info.name for info in book.sheets]
    if wanted is not None and wanted not in names:
        raise InvalidInput(
            N_("There is no sheet “{sheet}” in this workbook. Choose one of: {sheets}."),
            field="sheet",
            sheet=wanted,
            sheets=", ".join(names),
        )
    best: tuple[str, headers.HeaderRow, Iterator[Row]] | None = None
    for name in [wanted] if wanted is not None else names:
        rows = book.rows(name)
        top = list(islice(rows, headers.DEPTH))
        header = headers.find_header(top, ALIASES)
        if header is not None and _suffices(header) and (best is None or len(header.mapping) > len(best[1].mapping)):
            best = (name, header, chain(top[header.row_index + 1 :], rows))
    if best is None:
        raise InvalidInput(
            N_(
                "No row with the headings of a calendar was found. "
                "Give the sheet the columns 日期 and 类型 (or 开始, 结束 and 类型) and try again."
            ),
            field="sheet",
        )
    return best


def _suffices(header: headers.HeaderRow) -> bool:
    fields = set(header.mapping.values())
    return "kind" in fields and bool(fields & {"day", "first"})


def _compared(
    told: Sequence[tuple[int, Told, Row]], overwrite: bool
) -> Iterator[tuple[int, Row, list[Line], CellFault | None]]:
    """Each row beside the list and the rows above it; a day that stands in the book twice counts once."""
    wanted = [(each.owner, entry) for _number, each, _row in told for entry in each.entries]
    lines = iter(compare(wanted))
    before: dict[tuple[Owner, Any], tuple[int, DayKind]] = {}
    for number, each, cells in told:
        found = [next(lines) for _entry in each.entries]
        fault = _contradiction(found, before) or (None if overwrite else _other_in_list(found))
        if fault is None:
            fresh = [line for line in found if (line.owner, line.entry.day) not in before]
            before |= {(line.owner, line.entry.day): (number, line.entry.kind) for line in fresh}
            found = fresh
        yield number, cells, found, fault


def _contradiction(lines: Sequence[Line], before: Mapping[tuple[Owner, Any], tuple[int, DayKind]]) -> CellFault | None:
    for line in lines:
        known = before.get((line.owner, line.entry.day))
        if known is not None and known[1] is not line.entry.kind:
            return CellFault(
                "kind",
                Message(
                    N_("Row {row} says otherwise of {day} ({kind}). Delete one row, or correct it."),
                    {"row": known[0], "day": show_day(line.entry.day), "kind": Message(KINDS[known[1]])},
                ),
            )
    return None


def _other_in_list(lines: Sequence[Line]) -> CellFault | None:
    for line in lines:
        if line.contradicts and line.was is not None:
            return CellFault(
                "kind",
                Message(
                    N_("{day} is in the list as something else ({kind}). Correct the row, or let the book replace it."),
                    {"day": show_day(line.entry.day), "kind": Message(KINDS[line.was])},
                ),
            )
    return None


def _note(number: int, fault: CellFault, header: headers.HeaderRow, cells: Row) -> BookNote:
    place = next((place for place, name in header.mapping.items() if name == fault.field), -1)
    cell = cells[place] if 0 <= place < len(cells) else None
    return BookNote(number, header.columns.get(place, ""), "" if cell is None else excerpt(cell), fault.message)


def _source(path: Path) -> str:
    return path.name[:120]
