"""A sheet of a document as it is written: its headings, its rows one by one, and how it lies on paper (openpyxl).

openpyxl makes everything but the cells: for each it would build an element and walk through it again, which takes
longer than all that we do. A row goes into its stream as the text that the element would have become.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from math import ceil, isfinite
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.compat import safe_string
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from inventory.errors import RuleBroken
from inventory.excel.book import ErrorValue
from inventory.excel.cells import (
    ERRORS,
    FORMATS,
    HEADING_COLOUR,
    LONG,
    MEASURED,
    NUMBERS,
    PACE,
    Column,
    Kind,
    Shown,
    as_text,
    clean,
    column_widths,
    digits,
    own_kind,
    wide,
)
from inventory.excel.survey import MAX_ROWS, column_letters
from inventory.i18n import N_, _

_BODY = Font(name="Calibri", size=11)
_STRONG = Font(name="Calibri", size=11, bold=True)
_TITLE = Font(name="Calibri", size=14, bold=True)
_FILL = PatternFill("solid", HEADING_COLOUR)
_EDGE = Border(bottom=Side("thin", "7F7F7F"))
_LINE_HEIGHT, _TITLE_HEIGHT = 18, 27
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Sheet:
    """Takes rows until it is closed. Made by door.BookWriter."""

    def __init__(
        self,
        workbook: Workbook,
        name: str,
        columns: Sequence[Column],
        *,
        title_rows: Sequence[str],
        freeze_columns: int,
        filtered: bool,
        landscape: bool,
        form: bool,
        foot: str,
        report: Callable[[int], None],
    ) -> None:
        if not columns:
            raise ValueError("a sheet needs a column")
        self.name = name
        self.rows_written = 0
        self._columns = columns
        self._titles = title_rows
        self._filtered = filtered
        self._form = form
        self._report = report
        self._widths: list[float] = []
        self._whole: list[int] = []
        self._waiting: list[tuple[Sequence[object], bool]] | None = []
        self._sheet: Worksheet = workbook.create_sheet(name)  # the write-only kind, which takes the same settings
        letters = [column_letters(number) for number in range(len(columns))]
        self._plain = [_Cells(self._sheet, *one, strong=False) for one in zip(columns, letters, strict=True)]
        self._strong = [_Cells(self._sheet, *one, strong=True) for one in zip(columns, letters, strict=True)]
        self._stream: Generator[None, str, None] | None = None
        self._lay_out(len(title_rows) + 1, freeze_columns, landscape, foot)

    def row(self, values: Sequence[object], *, strong: bool = False) -> None:
        """Write a row, one value for each column; ``strong`` ones are bold, for sums."""
        if len(values) != len(self._columns):
            raise ValueError(f"{len(values)} values for {len(self._columns)} columns")
        if self._waiting is None:
            self._write(values, strong)
            return
        self._waiting.append((values, strong))
        if len(self._waiting) >= MEASURED:
            self._begin()

    def line(self, text: str) -> None:
        """Write a row that is one text across all columns, as high as it needs: what a form says below its table."""
        if self._waiting is not None:
            self._begin()
        row = self.rows_written + 1
        self._put([_heading(self._sheet, text, "A", row, font=_BODY, wrap=True)], _height(text, sum(self._widths)))
        self._whole.append(row)

    def close(self) -> None:
        """Write what belongs below the rows. Closing again does nothing."""
        if self._waiting is not None:
            self._begin()
        if self._sheet.closed:  # type: ignore[attr-defined]  # of the write-only kind
            return
        head, last = len(self._titles) + 1, column_letters(len(self._columns) - 1)
        if self._filtered:
            self._sheet.auto_filter.ref = f"A{head}:{last}{self.rows_written}"
        for row in (*range(1, head), *self._whole) if len(self._columns) > 1 else ():
            self._sheet.merged_cells.add(f"A{row}:{last}{row}")
        self._sheet.close()  # type: ignore[attr-defined]  # of the write-only kind

    def discard(self) -> None:
        """Give the sheet up: openpyxl would keep its temporary file, with customers' data, until the program ends."""
        writer = self._sheet._writer  # type: ignore[attr-defined]  # it has no other way
        if writer is None:
            return
        with suppress(OSError):
            if not self._sheet.closed:  # type: ignore[attr-defined]  # of the write-only kind
                self._sheet.close()  # type: ignore[attr-defined]  # of the write-only kind
        with suppress(OSError, ValueError):  # it is gone already where the workbook was saved
            writer.cleanup()

    def _lay_out(self, head: int, frozen: int, landscape: bool, foot: str) -> None:
        sheet = self._sheet
        sheet.freeze_panes = f"{column_letters(frozen)}{head + 1}"
        sheet.print_title_rows = f"{head}:{head}"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.paperSize = int(Worksheet.PAPERSIZE_A4)
        sheet.page_setup.fitToHeight = 0  # as wide as one page, and as many pages as it takes
        sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3)
        sheet.print_options.gridLines = True
        footer = sheet.HeaderFooter.oddFooter
        assert footer is not None
        assert footer.center is not None
        footer.center.text = _("Page {page} of {pages}").format(page="&P", pages="&N")
        if foot:
            assert footer.left is not None
            footer.left.text = foot.replace("&", "&&")

    def _begin(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        widths = column_widths(self._columns, [values for values, _strong in waiting], filtered=self._filtered)
        self._widths = widths
        for number, width in enumerate(widths):
            self._sheet.column_dimensions[column_letters(number)].width = width
        for title in self._titles:
            first = not self.rows_written
            middle = self._form and first
            cell = _heading(
                self._sheet, title, "A", self.rows_written + 1, font=_TITLE if first else _STRONG, middle=middle
            )
            self._put([cell], _TITLE_HEIGHT if middle else self._needed((title,), ()))
        row, letters = self.rows_written + 1, [column_letters(number) for number in range(len(self._columns))]
        headings = zip((column.heading for column in self._columns), letters, strict=True)
        cells = [_heading(self._sheet, *one, row, fill=_FILL, border=_EDGE, wrap=True) for one in headings]
        self._put(cells, self._needed([column.heading for column in self._columns], range(len(self._columns))))
        for values, strong in waiting:
            self._write(values, strong)

    def _write(self, values: Sequence[object], strong: bool) -> None:
        if self.rows_written >= MAX_ROWS:
            raise RuleBroken(
                N_("A sheet holds at most {most} rows. Choose a shorter period or fewer units."), most=MAX_ROWS
            )
        if self.rows_written % PACE == 0:
            self._report(self.rows_written)
        columns, row = self._strong if strong else self._plain, self.rows_written + 1
        wrapped = [place for place, column in enumerate(self._columns) if column.wrap] if self._form else ()
        cells = [column.cell(value, row) for column, value in zip(columns, values, strict=True)]
        self._put(cells, self._needed(values, wrapped))

    def _needed(self, values: Sequence[object], places: Iterable[int]) -> int:
        """How high a row of a form is for the words in these columns; 0: as usual."""
        if not self._form:
            return 0
        return max((_height(str(values[place] or ""), self._widths[place]) for place in places), default=_LINE_HEIGHT)

    def _put(self, cells: list[str], height: int = 0) -> None:
        if self._stream is None:  # from here on the widths and the layout above are written
            self._stream = _stream(self._sheet)
        self.rows_written += 1
        high = f' ht="{height}" customHeight="1"' if height else ""
        self._stream.send(f'<row r="{self.rows_written}"{high}>{"".join(cells)}</row>')


def _stream(sheet: Any) -> Generator[None, str, None]:
    """Takes rows as text, between what openpyxl writes above and below them; it is the sheet's own from then on."""

    def rows() -> Generator[None, str, None]:
        stream = sheet._writer.xf.send(True)
        with stream.element("sheetData"), suppress(GeneratorExit):
            while True:
                stream._file((yield))
        sheet._writer.xf.send(None)

    sheet._get_writer()
    sheet._rows = rows()
    next(sheet._rows)
    return sheet._rows  # type: ignore[no-any-return]  # of the write-only kind, which carries no types


class _Cells:
    """The cells of one column as text, in the looks that its values ask for.

    A cell is given what it says and of which type it is, so that openpyxl guesses nothing: it would take ``=`` for a
    formula, ``#N/A`` for an error, and would write an amount by way of a binary fraction.
    """

    def __init__(self, sheet: Worksheet, column: Column, letters: str, *, strong: bool) -> None:
        self._sheet = sheet
        self._kind = column.kind
        self._letters = letters
        self._font = _STRONG if strong else _BODY
        self._alignment = Alignment(vertical="top", wrap_text=column.wrap or None)
        self._looks: dict[str, int] = {}

    def cell(self, value: object, row: int) -> str:
        """The cell in ``row`` that shows this value; none for nothing and for an empty text."""
        if type(value) is str:
            return self._text(value, row) if value else ""
        if value is None:
            return ""
        if isinstance(value, Shown):
            if value.number_format and isinstance(value.value, (int, float)):
                return self._typed(value.number_format, digits(value.value), "n", row)
            return self._of_kind(value.value, value.kind, row)
        return self._of_kind(value, self._kind, row)

    def _of_kind(self, value: object, kind: Kind, row: int) -> str:
        if kind is Kind.AS_IT_IS:
            return self._as_it_is(value, row)
        number = NUMBERS[kind](value) if kind in NUMBERS else None
        if number is None:
            return self._text(as_text(value), row) if value is not None and value != "" else ""
        return self._typed(FORMATS[kind], _serial(number) if isinstance(number, date) else digits(number), "n", row)

    def _as_it_is(self, value: object, row: int) -> str:
        if isinstance(value, bool):
            return self._typed("General", str(int(value)), "b", row)
        if isinstance(value, ErrorValue) and value in ERRORS:
            return self._typed("General", _marked(str(value)), "e", row)
        if isinstance(value, int) or (isinstance(value, float) and isfinite(value)):
            return self._typed("General", digits(value), "n", row)  # of any length: a digit that was lost stays lost
        return self._of_kind(value, own_kind(value), row)

    def _text(self, text: str, row: int) -> str:
        look = self._look("General" if len(text) > LONG else FORMATS[Kind.TEXT])
        return _text_cell(f"{self._letters}{row}", look, text)

    def _typed(self, number_format: str, content: str, data_type: str, row: int) -> str:
        return f'<c r="{self._letters}{row}" s="{self._look(number_format)}" t="{data_type}"><v>{content}</v></c>'

    def _look(self, number_format: str) -> int:
        look = self._looks.get(number_format)
        if look is None:
            cell = WriteOnlyCell(self._sheet)
            cell.font, cell.alignment, cell.number_format = self._font, self._alignment, number_format
            look = self._looks[number_format] = cell.style_id
        return look


def _heading(
    sheet: Worksheet,
    text: str,
    letters: str,
    row: int,
    *,
    font: Font = _STRONG,
    fill: PatternFill | None = None,
    border: Border | None = None,
    wrap: bool = False,
    middle: bool = False,
) -> str:
    cell = WriteOnlyCell(sheet)
    cell.font = font
    cell.alignment = Alignment(horizontal="center" if middle else None, vertical="center", wrap_text=wrap)
    cell.fill, cell.border = fill or PatternFill(), border or Border()
    return _text_cell(f"{letters}{row}", cell.style_id, text)


def _height(text: str, width: float) -> int:
    """How high a row is, in points, whose words have so many characters of room."""
    return _LINE_HEIGHT * sum(ceil(wide(line) / max(width - 1, 1)) or 1 for line in text.split("\n"))


def _text_cell(place: str, look: int, text: str) -> str:
    written = _escaped(text)
    if not written:
        return f'<c r="{place}" s="{look}"/>'
    kept = "" if written == written.strip() else ' xml:space="preserve"'
    return f'<c r="{place}" s="{look}" t="inlineStr"><is><t{kept}>{_marked(written)}</t></is></c>'


def _marked(text: str) -> str:
    """Text as it stands between two tags."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


@lru_cache(maxsize=8192)
def _serial(day: date) -> str:
    """A day or a moment as the number that a sheet has for it."""
    return str(safe_string(to_excel(day)))


def _escaped(text: str) -> str:
    """``text`` as a cell can hold it, in OOXML's way (ECMA-376 22.9.2.19): what looks like an escape, ``_x000D_``, is
    marked as text, and blanks alone begin with one, since openpyxl does not ask to keep them.
    """
    text = clean(text)
    if text and not text.strip(" \t\n"):
        return f"_x{ord(text[0]):04X}_{text[1:]}"
    return clean(_LOOKS_ESCAPED.sub("_x005F_", text)) if "_x" in text else text
