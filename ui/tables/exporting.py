"""“Export what I see”: the list with its columns, filter, order and selection, as a workbook."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Slot

from inventory.i18n import _, ngettext
from inventory.jobs import Progress
from ui.desk import Desk
from ui.tables.panel import TablePanel
from ui.tables.selection import Wanted
from ui.tables.source import Cell, ChipCell, Kind, TableSource

CHUNK: Final = 1000
KINDS: Final = {Kind.NUMBER: "INTEGER", Kind.MONEY: "MONEY", Kind.DAY: "DATE", Kind.INSTANT: "INSTANT"}
"""The kind of a workbook's column by name: what writes workbooks is loaded when one is written."""


def write_list(source: TableSource, wanted: Wanted, path: Path, title: str, progress: Progress) -> int:
    """Write the list to ``path`` and return its number of rows. Runs in a lane."""
    from inventory.excel.cells import Column as SheetColumn
    from inventory.excel.cells import Kind as SheetKind
    from inventory.excel.door import big_table

    chosen = wanted.selection
    some = chosen and not chosen.everything and chosen.count > 1
    ids: Sequence[int] = chosen.ids if some else source.ids(wanted.criteria.filters, wanted.sort)
    places = {column.key: place for place, column in enumerate(source.columns)}
    columns = [source.columns[places[key]] for key in wanted.columns]
    heads = [SheetColumn(column.words, SheetKind[KINDS.get(column.kind, "TEXT")]) for column in columns]
    order = [places[column.key] for column in columns]
    return big_table(path, heads, _rows(source, ids, order), progress, sheet=title, expected_rows=len(ids))


def _rows(source: TableSource, ids: Sequence[int] | array[int], order: Sequence[int]) -> Iterator[tuple[object, ...]]:
    for start in range(0, len(ids), CHUNK):
        columns = list(zip(*[row.cells for row in source.rows(ids[start : start + CHUNK])], strict=True))
        yield from zip(*[_values(columns[place]) for place in order if columns], strict=True)


def _values(column: Sequence[Cell]) -> Sequence[object]:
    if ChipCell not in set(map(type, column)):
        return column
    return [cell.text if isinstance(cell, ChipCell) else cell for cell in column]


class ListExport(QObject):
    """Asks where to, writes in the read lane, and offers the folder. ``ListExport(desk, panel, title)`` is all."""

    def __init__(self, desk: Desk, panel: TablePanel, title: str) -> None:
        super().__init__(panel)
        self._desk, self._panel, self._title = desk, panel, title
        self._wanted: Wanted | None = None
        self._path = Path()
        panel.export_asked.connect(self._ask)

    @Slot(object)
    def _ask(self, wanted: Wanted) -> None:
        from PySide6.QtWidgets import QFileDialog  # lists are opened more often than exported

        from inventory.files import safe_file_name

        self._wanted = wanted
        dialog = QFileDialog(self._panel.window(), _("Export what I see"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Excel workbook (*.xlsx)"))
        dialog.setDefaultSuffix("xlsx")
        day = self._desk.ctx.clock.today().strftime("%Y%m%d")
        dialog.selectFile(safe_file_name(f"{self._title}_{day}.xlsx"))
        dialog.fileSelected.connect(self.write)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot(str)
    def write(self, name: str) -> None:
        """Write the list to the file that was named."""
        wanted = self._wanted if self._wanted is not None else self._panel.wanted()
        self._path = Path(name)
        source = self._panel.model.source
        title = _("Exporting {list}").format(list=self._title)
        self._desk.jobs.work(write_list, source, wanted, self._path, self._title, title=title, done=self._written)

    @Slot(object)
    def _written(self, rows: int) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        said = ngettext("{count} row exported to {name}.", "{count} rows exported to {name}.", rows)
        self._desk.toast(said.format(count=f"{rows:,}", name=self._path.name))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
