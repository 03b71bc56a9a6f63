"""A book's rows as records: the headings below the title rows, the columns as mapped, the cells as read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from inventory.errors import InvalidInput
from inventory.excel import headers
from inventory.excel.book import Book, Row, SheetInfo, Value
from inventory.excel.survey import column_letters
from inventory.i18n import N_, Listed, Message
from inventory.imports import headings as head
from inventory.imports.fields import CATALOGUES, KIND_WORDS, Reading
from inventory.imports.notes import CellNote, Verdict
from inventory.imports.pace import STEP
from inventory.imports.parsing import SPECIAL, Column, column
from inventory.values.codes import digits_of, lost_digits
from models.imports import ImportKind

_SAMPLES: Final = 20
_SUMS: Final = re.compile("计|total|sum", re.IGNORECASE)
_ZEROS: Final = re.compile(r"0{2,}")
_AS_TEXT: Final = frozenset({Reading.SERIAL, Reading.CODE, Reading.PHONE, Reading.POST_CODE})


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings stand. ``row``: its number in the sheet, from 1; ``headings``: one per column, each once."""

    row: int
    headings: tuple[str, ...]
    samples: tuple[Row, ...]
    texts: list[str]
    """The headings as they stand there, the empty ones left out."""
    below: Iterator[Row]
    """The rows below the headings, to be read once: opening a sheet again would read all of it again."""
    above: tuple[Row, ...] = ()
    """The title rows."""


@dataclass(slots=True)
class Line:
    """A row of the book on its way through an import. ``record``: the values of all fields, in catalogue order."""

    row: int
    cells: Row
    record: Sequence[Any]
    special: bool = False
    """Whether a cell of it holds a fault, a doubt or a number that was a serial."""
    notes: list[CellNote] | None = None
    verdict: Verdict | None = None


def digest(path: Path) -> str:
    """What tells this very file from every other."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find_header(book: Book, sheet: str, kind: ImportKind) -> Header | None:
    """The row that names the most fields of ``kind``; where none names any, the first row that looks like headings."""
    rows = book.rows(sheet)
    top = list(islice(rows, headers.DEPTH + _SAMPLES))
    found = headers.find_header(top, head.ALIASES[kind])
    place = None if found is None else found.row_index
    if place is None:
        likely = (number for number, row in enumerate(top[: headers.DEPTH]) if _looks_like_headings(row))
        place = next((number for number in likely if number + 1 < len(top)), None)
    if place is None:
        return None
    samples = tuple(top[place + 1 : place + 1 + _SAMPLES])
    texts = [text for text in _texts(top[place]) if text]
    below = chain(top[place + 1 :], rows)
    return Header(place + 1, _named(top[place], samples), samples, texts, below, tuple(top[:place]))


def _texts(row: Row) -> list[str]:
    return [" ".join(cell.split()) if isinstance(cell, str) else "" for cell in row]


def _looks_like_headings(row: Row) -> bool:
    filled = [cell for cell in row if cell is not None]
    return len(filled) >= 2 and all(isinstance(cell, str) and len(cell) <= 40 for cell in filled)


def _named(row: Row, samples: Sequence[Row]) -> tuple[str, ...]:
    """Every column with its own name: a second 备注 is ``备注 (2)``, one without heading but with data ``(C)``."""
    width = max([len(row), *(len(sample) for sample in samples)])
    names: list[str] = []
    for number, text in enumerate(_texts(row) + [""] * (width - len(row))):
        if not text and any(len(sample) > number and sample[number] is not None for sample in samples):
            text = f"({column_letters(number)})"
        name, again = text, 1
        while name and name in names:
            again += 1
            name = f"{text} ({again})"
        names.append(name)
    return tuple(names)


def choose_sheet(book: Book, kind: ImportKind, wanted: str | None) -> tuple[str, Header]:
    """The sheet a person chose, or the visible one whose headings fit best. Raises InvalidInput (field ``sheet``)."""
    names = [info.name for info in book.sheets]
    if wanted is not None and wanted not in names:
        raise InvalidInput(
            N_("There is no sheet “{sheet}” in this workbook. Choose one of: {sheets}."),
            field="sheet",
            sheet=wanted,
            sheets=Listed(tuple(names)),
        )
    candidates = (
        [info for info in book.sheets if info.name == wanted] if wanted is not None else _by_visibility(book.sheets)
    )
    found = [(info.name, header) for info in candidates if info.rows and (header := find_header(book, info.name, kind))]
    if not found:
        raise InvalidInput(
            N_(
                "No row with headings was found among the first {rows} rows of “{sheet}”. "
                "Put one row of headings, such as {example}, above the data and try again."
            ),
            field="sheet",
            rows=headers.DEPTH,
            sheet=wanted or names[0],
            example=" · ".join(field.label for field in CATALOGUES[kind][:4]),
        )
    return max(found, key=lambda each: _fitness(kind, each[1]))


def _by_visibility(sheets: Sequence[SheetInfo]) -> list[SheetInfo]:
    return [info for info in sheets if info.visible] or list(sheets)


def _fitness(kind: ImportKind, header: Header) -> tuple[int, int]:
    mapping = head.propose(kind, header.headings)
    return -len(head.missing(kind, mapping)), len(mapping)


def check_mapping(kind: ImportKind, sheet: str, header: Header, mapping: Mapping[str, str]) -> None:
    """Raises InvalidInput (field ``mapping``): a column is not there, a field stands twice, a required one lacks."""
    known = {field.key: field for field in CATALOGUES[kind]}
    for heading, key in mapping.items():
        if heading not in header.headings:
            raise InvalidInput(
                N_("There is no column “{heading}” any more. Choose the columns again."),
                field="mapping",
                heading=heading,
            )
        if key not in known:
            raise InvalidInput(
                N_("“{name}” is no field of this import. Choose one from the list."), field="mapping", name=key
            )
    twice = [key for key in known if list(mapping.values()).count(key) > 1]
    if twice:
        raise InvalidInput(
            N_("Two columns are chosen as “{title}”. Choose one of them."),
            field="mapping",
            title=Message(known[twice[0]].title),
        )
    lacking = head.missing(kind, mapping)
    if lacking:
        other = head.likeliest(header.headings)
        names = ", ".join(known[key].label for key in lacking)
        if other is not kind and not head.missing(other, head.propose(other, header.headings)):
            raise InvalidInput(
                N_(
                    "The sheet “{sheet}” has no column for: {names}. It looks like {other}; "
                    "choose that kind of import, or say which columns hold them."
                ),
                field="mapping",
                sheet=sheet,
                names=names,
                other=Message(KIND_WORDS[other]),
            )
        raise InvalidInput(
            N_("The sheet “{sheet}” has no column for: {names}. Say which columns hold them, or choose another sheet."),
            field="mapping",
            sheet=sheet,
            names=names,
        )


class Table:
    """The rows below the headings of a sheet, read by a mapping."""

    def __init__(
        self, kind: ImportKind, book: Book, sheet: str, header: Header, mapping: Mapping[str, str], today: date
    ) -> None:
        self.headings = header.headings
        self.lines = header.row
        self.empty = header.row
        self._book = book
        self._sheet = sheet
        self._header = header
        self._places = {key: header.headings.index(heading) for heading, key in mapping.items()}
        fields = [field for field in CATALOGUES[kind] if field.key in self._places]
        self._columns: list[Column] = [column(field, today) for field in fields]
        self._positions = [self._places[field.key] for field in fields]
        held = {field.key: number for number, field in enumerate(fields)}
        self._all = [held.get(field.key, len(fields)) for field in CATALOGUES[kind]]

    def heading(self, key: str) -> str:
        """The heading of a field's column; "" where the book has none."""
        return self.headings[self._places[key]] if key in self._places else ""

    def cell(self, line: Line, key: str) -> Value:
        """What stands in a field's column of a row."""
        place = self._places.get(key)
        return line.cells[place] if place is not None and place < len(line.cells) else None

    def rows(self) -> Iterator[Line]:
        """Every row that is not blank, a repeated heading or a row of sums; the others are counted in ``empty``."""
        width, zeros = len(self.headings), self._padded()
        told, sample = self._positions[0], self.headings[self._positions[0]]
        blank: Row = (None,) * width
        while piece := list(islice(self._header.below, STEP)):
            numbers: list[int] = []
            cells: list[Row] = []
            for number, row in enumerate(piece, self.lines + 1):
                whole = row if len(row) >= width else (row + blank)[:width]
                if self._tells_nothing(whole) or (whole[told] == sample and self._is_heading(whole)):
                    self.empty += 1
                    continue
                numbers.append(number)
                cells.append(_with_zeros(whole, zeros[number]) if number in zeros else whole)
            self.lines += len(piece)
            yield from self._read(numbers, cells)

    def _read(self, numbers: Sequence[int], cells: Sequence[Row]) -> Iterator[Line]:
        """Rows with their values, read column by column."""
        places = list(zip(*cells, strict=False))  # what stands beyond the shortest row is beyond the headings
        nothing = [None] * len(cells)
        values: list[Sequence[Any]] = [nothing] * (len(self._columns) + 1)  # the last: no column in the book
        special = [False] * len(cells)
        for number, (reader, place) in enumerate(zip(self._columns, self._positions, strict=True)):
            values[number] = found = reader.read(places[place]) if cells else nothing
            if not SPECIAL.isdisjoint(map(type, found)):
                special = [flag or type(value) in SPECIAL for flag, value in zip(special, found, strict=True)]
        records = zip(*[values[number] for number in self._all], strict=True)
        return map(Line, numbers, cells, records, special)

    def _padded(self) -> dict[int, dict[int, str]]:
        """By row and column: codes that are numbers and shown with zeros in front by the format ``000000``."""
        columns = zip(self._columns, self._positions, strict=True)
        places = [place for column, place in columns if column.field.reading in _AS_TEXT]
        found: dict[int, dict[int, str]] = {}
        for (row, place), number_format in self._book.number_formats(self._sheet, places).items():
            if _ZEROS.fullmatch(number_format.partition(";")[0].strip()):
                found.setdefault(row + 1, {})[place] = number_format
        return found

    def _tells_nothing(self, cells: Row) -> bool:
        """Blank, or a row of sums. Looks closely only where the first cell leaves a doubt: this runs for every row."""
        first = cells[0]
        if first is None or (type(first) is str and (not first.strip() or _SUMS.search(first))):
            return headers.is_empty_row(cells) or headers.is_total_row(cells)
        return False

    def _is_heading(self, cells: Row) -> bool:
        """A heading repeated further down, as on every page of a printed book."""
        return [text for text in _texts(cells) if text] == self._header.texts


def _with_zeros(cells: Row, formats: Mapping[int, str]) -> Row:
    whole = list(cells)
    for place, number_format in formats.items():
        cell = whole[place] if place < len(whole) else None
        if (
            isinstance(cell, (int, float))
            and not isinstance(cell, bool)
            and not lost_digits(cell)
            and cell == int(cell)
        ):
            whole[place] = digits_of(cell, number_format)
    return tuple(whole)
