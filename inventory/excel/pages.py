"""A sheet as it is written: its headings, its rows one by one, and how it lies on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import IO, Final, TypeAlias

from inventory.errors import RuleBroken
from inventory.excel.cells import CellWriter, Column, Kind, Style, shown_width
from inventory.excel.scaffold import MAIN, XML, SheetEntry
from inventory.excel.survey import MAX_ROWS, column_letters
from inventory.i18n import N_

MAX_DATA_ROWS: Final = MAX_ROWS - 1
"""Rows below one row of headings."""
_MEASURED: Final = 200
"""Rows that are kept back to find out how wide the columns are."""
_BUFFERED: Final = 2**18
_MOST_BYTES: Final = 2_000_000_000
"""Of a part: beyond 2 GiB a zip file needs an extension that old Excels do not read."""
_PACE: Final = 200
"""Rows between two reports of progress."""
_NARROWEST, _WIDEST, _WIDEST_WRAPPED = 6.0, 60.0, 40.0
WriteCell: TypeAlias = Callable[[object, int], str]
_ARROW: Final = 3
"""Characters that the arrow of the filter hides."""


class Sheet:
    """Takes rows until it is closed. Made by door.BookWriter."""

    def __init__(
        self,
        part: IO[bytes],
        style: Callable[[Style], int],
        name: str,
        columns: Sequence[Column],
        *,
        title_rows: Sequence[str],
        freeze_columns: int,
        filtered: bool,
        landscape: bool,
        selected: bool,
        report: Callable[[int], None],
    ) -> None:
        if not columns:
            raise ValueError("a sheet needs a column")
        self.part = part
        self.name = name
        self.rows_written = 0
        self._style = style
        self._columns = columns
        self._titles = title_rows
        self._frozen = freeze_columns
        self._filtered = filtered
        self._landscape = landscape
        self._selected = selected
        self._report = report
        self._letters = [column_letters(number) for number in range(len(columns))]
        self._writers = self._cell_writers(strong=False)
        self._strong: list[WriteCell] | None = None
        self._waiting: list[tuple[Sequence[object], bool]] | None = []
        self._buffer: list[str] = []
        self._buffered = self._bytes = 0

    @property
    def entry(self) -> SheetEntry:
        """What the list of sheets says of this one, once it is closed."""
        head, last = len(self._titles) + 1, self._letters[-1]
        filtered = f"$A${head}:${last}${self.rows_written}" if self._filtered else ""
        return SheetEntry(self.name, filtered, f"${head}:${head}")

    def row(self, values: Sequence[object], *, strong: bool = False) -> None:
        """Write a row, one value for each column; ``strong`` ones are bold, for sums."""
        if len(values) != len(self._columns):
            raise ValueError(f"{len(values)} values for {len(self._columns)} columns")
        if self._waiting is not None:
            self._waiting.append((values, strong))
            if len(self._waiting) >= _MEASURED:
                self._begin()
        else:
            self._write(values, strong)

    def close(self) -> None:
        """Write what belongs below the rows. Closing again does nothing."""
        if self.part.closed:
            return
        if self._waiting is not None:
            self._begin()
        self._put("</sheetData>" + self._below() + "</worksheet>")
        self._flush()
        self.part.close()

    def _begin(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        self._put(self._above(self._widths([values for values, _strong in waiting])))
        for title in self._titles:
            self._heading([title], Style(title=not self.rows_written))
        self._heading([column.heading for column in self._columns], Style(heading=True))
        for values, strong in waiting:
            self._write(values, strong)

    def _heading(self, texts: Sequence[str], style: Style) -> None:
        self.rows_written += 1
        cells = [
            CellWriter(lambda _look: self._style(style), letters, Kind.TEXT).cell(text, self.rows_written)
            for letters, text in zip(self._letters, texts, strict=False)
        ]
        self._put(f'<row r="{self.rows_written}">{"".join(cells)}</row>')

    def _write(self, values: Sequence[object], strong: bool) -> None:
        if self.rows_written >= MAX_ROWS:
            raise RuleBroken(
                N_("A sheet holds at most {most} rows. Choose a shorter period or fewer units."), most=MAX_ROWS
            )
        if self.rows_written % _PACE == 0:
            self._report(self.rows_written)
        self.rows_written = number = self.rows_written + 1
        if strong and self._strong is None:
            self._strong = self._cell_writers(strong=True)
        writers = self._strong if strong and self._strong is not None else self._writers
        cells = [write(value, number) for write, value in zip(writers, values, strict=True)]
        self._put(f'<row r="{number}">{"".join(cells)}</row>')

    def _cell_writers(self, *, strong: bool) -> list[WriteCell]:
        return [
            CellWriter(self._style, letters, column.kind, wrap=column.wrap, strong=strong).cell
            for letters, column in zip(self._letters, self._columns, strict=True)
        ]

    def _put(self, xml: str) -> None:
        self._buffer.append(xml)
        self._buffered += len(xml)
        if self._buffered >= _BUFFERED:
            self._flush()

    def _flush(self) -> None:
        content = "".join(self._buffer).encode("utf-8")
        self._bytes += len(content)
        if self._bytes > _MOST_BYTES:
            raise RuleBroken(N_("This table is too large for a workbook. Choose a shorter period or fewer columns."))
        self.part.write(content)
        self._buffer.clear()
        self._buffered = 0

    def _widths(self, rows: Sequence[Sequence[object]]) -> list[float]:
        widths = []
        for index, column in enumerate(self._columns):
            if column.width is not None:
                widths.append(column.width)
                continue
            heading = shown_width(column.heading, Kind.TEXT) + (_ARROW if self._filtered else 0)
            needed = max((shown_width(row[index], column.kind) for row in rows), default=0)
            most = _WIDEST_WRAPPED if column.wrap else _WIDEST
            widths.append(min(max(needed + 1.5, min(heading + 1.5, 24), _NARROWEST), most))
        return widths

    def _above(self, widths: Sequence[float]) -> str:
        """ECMA-376 18.3.1.99 prescribes the order of these elements and of those below the rows."""
        head = len(self._titles) + 1
        corner = f'topLeftCell="{column_letters(self._frozen)}{head + 1}"'
        pane = "bottomRight" if self._frozen else "bottomLeft"
        split = f'xSplit="{self._frozen}" ' if self._frozen else ""
        selected = ' tabSelected="1"' if self._selected else ""
        columns = "".join(
            f'<col min="{number}" max="{number}" width="{width:g}" customWidth="1"/>'
            for number, width in enumerate(widths, 1)
        )
        return (
            f'{XML}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<sheetViews><sheetView{selected} workbookViewId="0">'
            f'<pane {split}ySplit="{head}" {corner} activePane="{pane}" state="frozen"/><selection pane="{pane}"/>'
            f'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
        )

    def _below(self) -> str:
        head, last = len(self._titles) + 1, self._letters[-1]
        filtered = f'<autoFilter ref="A{head}:{last}{self.rows_written}"/>' if self._filtered else ""
        merged = "".join(f'<mergeCell ref="A{row}:{last}{row}"/>' for row in range(1, head))
        titles = f'<mergeCells count="{head - 1}">{merged}</mergeCells>' if merged and last != "A" else ""
        lie = "landscape" if self._landscape else "portrait"
        return (
            f'{filtered}{titles}<printOptions gridLines="1"/>'
            '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
            f'<pageSetup paperSize="9" fitToHeight="0" orientation="{lie}"/>'
            "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>"
        )
