"""What a sheet really holds: how far it reaches, its number formats and its error cells.

The fast reader of cell values lays a sheet out as one block from its first to its last cell, in native code that
cannot be stopped: two cells, A1 and XFD1048576, would take all memory. So the cells are counted first. And it tells
neither number formats (``000123`` is kept as 123 with the format ``000000``) nor error cells; both are noted here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from inventory.excel.book import ErrorValue, FormulaText
from inventory.excel.package import BUILT_TO_HARM, DAMAGED, Package, UnreadableBook
from inventory.i18n import N_

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 200
MAX_CELLS: Final = 3_500_000
"""Cells of the block from A1 to the last one: 100,000 rows of 35 columns. They take 300 MB while they are read."""

_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"([^>]*)>')
_UNUSUAL = re.compile(rb"<(?:c[\t\r\n/>]|[^\s<>/?!:]{1,255}:c[\s/>])")
_ERROR = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"[^>]*\st="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]{1,20})</v>'
)
_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="[0-9]{1,6}")?>\s*<f[^>]*>([^<]+)</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_STYLE = re.compile(rb'\ss="([0-9]{1,6})"')
_TYPE = re.compile(rb'\st="([A-Za-z]{1,10})"')
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


_NAMELESS: Final = "#ERROR!"
_FAILED: Final = "error"
_MOST_KINDS: Final = 2**14
_MOST_ELEMENTS: Final = 5_000_000
_MOST_NOTES: Final = 500_000


@dataclass(slots=True)
class FormatRun:
    """Rows of a column, ``begin`` to before ``end``, with one number format."""

    begin: int
    end: int
    number_format: str


@dataclass(slots=True)
class Survey:
    """``rows`` and ``columns`` count from A1 to the last cell that holds something. Places count from 0."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    formats: dict[int, list[FormatRun]] = field(default_factory=dict)
    """Number formats that are more than General, by column."""
    words: dict[int, dict[int, ErrorValue | FormulaText]] = field(default_factory=dict)
    """Instead of a value: ``#N/A`` and its like, and formulas without a result, by row and column."""

    notes: int = 0

    def note_format(self, row: int, column: int, number_format: str) -> None:
        """The numeric cell at this place is shown by ``number_format``."""
        runs = self.formats.setdefault(column, [])
        if runs and runs[-1].end == row and runs[-1].number_format == number_format:
            runs[-1].end += 1
        else:
            runs.append(FormatRun(row, row + 1, number_format))
            self._count_note()

    def note_word(self, row: int, column: int, word: ErrorValue | FormulaText) -> None:
        """The cell at this place has no value, but this."""
        self.words.setdefault(row, {})[column] = word
        self._count_note()

    def _count_note(self) -> None:
        self.notes += 1
        if self.notes > _MOST_NOTES:
            raise UnreadableBook(
                N_(
                    "Too many cells of this workbook hold errors, formulas without a result, or formats of their own. "
                    "Open it in Excel, let it calculate, copy the table as values into a new workbook and choose that."
                )
            )


def survey(package: Package, part: str, sheet: str, styles: Mapping[int, str], each: Callable[[int], None]) -> Survey:
    """Look through the sheet in ``part``; ``styles`` are the telling number formats by the number of their style.

    Raises UnreadableBook where the sheet reaches too far, naming its furthest cell. ``each`` is told the bytes of
    every piece before it is read.
    """
    found = _fast(package, part, sheet, styles, each)
    if found is None or found.columns > MAX_COLUMNS or found.rows > MAX_ROWS or found.rows * found.columns > MAX_CELLS:
        exact = _Exact(sheet, styles)
        package.walk(part, exact.start, exact.end, exact.text, each)
        found = exact.result
    return found


def column_number(letters: str) -> int:
    """0 for A, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """A for 0, AA for 26."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _fast(
    package: Package, part: str, sheet: str, styles: Mapping[int, str], each: Callable[[int], None]
) -> Survey | None:
    """Cells as every common program writes them, found without parsing; None where there are others, or no proper end.

    A cell in a comment counts as a cell, so the block can only come out too large.
    """
    result = Survey()
    letters_seen: set[bytes] = set()
    marks: dict[bytes, str] = {}
    begun, tail = False, b""
    for piece in package.pieces(part, before=b"<c "):
        each(len(piece))
        begun = begun or b"<sheetData" in piece
        tail = (tail + piece)[-100:]
        cells = _CELL.findall(piece)
        if len(cells) != piece.count(b"<c ") or _unusual(piece):
            return None
        if not cells:
            continue
        kinds = {cell[2] for cell in cells}
        if any(attributes.endswith(b"/") for attributes in kinds):
            cells = [cell for cell in cells if cell[2][-1:] != b"/"]
        result.cells += len(cells)
        letters_seen.update([cell[0] for cell in cells])
        result.rows = max(result.rows, max(map(int, {cell[1] for cell in cells}), default=0))
        for attributes in kinds - marks.keys():
            marks[attributes] = _mark(attributes, styles)
        if result.cells > MAX_CELLS:
            raise _too_far(sheet, cells[-1][0].decode(), int(cells[-1][1]))
        if len(marks) > _MOST_KINDS:
            return None
        telling = {attributes: marks[attributes] for attributes in kinds if marks[attributes]}
        if telling:
            for letters, row, attributes in cells:
                if attributes in telling:
                    _note(result, int(row) - 1, column_number(letters.decode()), telling[attributes])
        _note_words(result, piece)
    result.columns = max((column_number(letters.decode()) + 1 for letters in letters_seen), default=0)
    return result if begun and tail.rstrip().endswith(b"</worksheet>") else None


def _note_words(result: Survey, piece: bytes) -> None:
    if b't="e"' in piece:
        for letters, row, error in _ERROR.findall(piece):
            result.note_word(int(row) - 1, column_number(letters.decode()), ErrorValue(_read(error)))
    if b"<f" in piece:
        for letters, row, formula in _FORMULA.findall(piece):
            result.note_word(int(row) - 1, column_number(letters.decode()), FormulaText(f"={_read(formula)}"))


def _unusual(piece: bytes) -> bool:
    """Whether there may be cells that ``<c `` does not find: ``<x:c>``, ``<c>`` without a place."""
    if piece.count(b"<c") == piece.count(b"<c ") and b":c" not in piece:
        return False
    return _UNUSUAL.search(piece) is not None


def _read(text: bytes) -> str:
    return html.unescape(text.decode("utf-8", "replace"))


def _mark(attributes: bytes, styles: Mapping[int, str]) -> str:
    """What is worth noting about cells with these attributes: that they failed, or their number format."""
    kind = _TYPE.search(attributes)
    if kind and kind[1] != b"n":
        return _FAILED if kind[1] == b"e" else ""
    style = _STYLE.search(attributes)
    return styles.get(int(style[1]), "") if style else ""


def _note(result: Survey, row: int, column: int, mark: str) -> None:
    if mark == _FAILED:
        result.note_word(row, column, ErrorValue(_NAMELESS))
    else:
        result.note_format(row, column, mark)


class _Exact:
    """Follows a sheet element by element: slower, sees every way of writing a cell, and leaves the empty ones out."""

    def __init__(self, sheet: str, styles: Mapping[int, str]) -> None:
        self.result = Survey()
        self._sheet = sheet
        self._styles = styles
        self._row = self._column = -1
        self._kind = self._style = ""
        self._elements = 0
        self._texts: dict[str, str] = {}
        self._within = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise UnreadableBook(BUILT_TO_HARM)
        if tag == "c":
            self._begin(attributes)
        elif tag in ("v", "f", "is"):
            self._within = tag
            self._texts[tag] = ""
        elif tag == "row":
            place = attributes.get("r", "")
            self._row = int(place) - 1 if place.isdecimal() and place.isascii() else self._row + 1
            self._column = -1

    def text(self, text: str) -> None:
        if self._within:
            self._texts[self._within] += text

    def end(self, tag: str) -> None:
        if tag == self._within:
            self._within = ""
        elif tag == "c" and self._texts:
            self._fill()

    def _begin(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            place = _REFERENCE.fullmatch(reference.upper())
            if place is None:
                raise UnreadableBook(DAMAGED)
            self._column, self._row = column_number(place[1]), int(place[2]) - 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._texts = {}

    def _fill(self) -> None:
        result = self.result
        result.cells += 1
        result.rows = max(result.rows, self._row + 1)
        result.columns = max(result.columns, self._column + 1)
        if (
            result.columns > MAX_COLUMNS
            or result.rows > MAX_ROWS
            or result.rows * result.columns > MAX_CELLS
            or result.cells > MAX_CELLS
        ):
            raise self._too_far()
        value, formula = self._texts.get("v", "").strip(), self._texts.get("f", "")
        if self._kind == "e":
            result.note_word(self._row, self._column, ErrorValue(value[:20] or _NAMELESS))
        elif self._kind == "n" and formula and not value:
            result.note_word(self._row, self._column, FormulaText(f"={formula}"))
        elif self._kind == "n" and self._style.isdecimal() and self._style.isascii():
            number_format = self._styles.get(int(self._style))
            if number_format:
                result.note_format(self._row, self._column, number_format)

    def _too_far(self) -> UnreadableBook:
        return _too_far(self._sheet, column_letters(max(self._column, 0)), max(self._row, 0) + 1)


def _too_far(sheet: str, letters: str, row: int) -> UnreadableBook:
    return UnreadableBook(
        N_(
            "The sheet “{sheet}” reaches to cell {cell}; {columns} columns and {cells} cells can be read. "
            "Delete what stands far away from the table, or split the sheet, and save it again."
        ),
        sheet=sheet,
        cell=f"{letters}{row}",
        columns=MAX_COLUMNS,
        cells=MAX_CELLS,
    )
