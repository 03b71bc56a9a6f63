"""Writes the sheet of a stocktake as a workbook while people go on working, and says where it is."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from inventory.documents.stocktake_book import SheetSummary, file_name, write_sheet
from inventory.i18n import _
from inventory.stocktake.queries import StocktakeRow
from ui.desk import Desk
from ui.editing.saving import ask_where, show_file, show_folder
from ui.theme import Meaning
from ui.widgets.page_frame import PageFrame


class SheetExport(QObject):
    """Asks where to, writes in the read lane, and offers the workbook on the page it was asked from."""

    def __init__(self, desk: Desk, page: PageFrame) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._stocktake_id = 0

    def ask(self, row: StocktakeRow) -> None:
        """Ask for a place; the name is proposed."""
        self._stocktake_id = row.id
        name = file_name(self._desk.ctx, row.number)
        ask_where(self._page, _("Save the stocktake sheet as"), name, [_("Excel workbooks (*.xlsx)")], self.write_to)

    @Slot(str)
    def write_to(self, place: str) -> None:
        """Begin to write to a path."""
        self._desk.jobs.work(
            write_sheet, self._desk.ctx, self._stocktake_id, Path(place), title=_("Writing the stocktake sheet"),
            done=self._written,
        )  # fmt: skip

    @Slot(object)
    def _written(self, summary: SheetSummary) -> None:
        choices = [
            (_("Open the workbook"), partial(show_file, summary.path)),
            (_("Open folder"), partial(show_folder, summary.path)),
        ]
        said = _("The stocktake sheet is written. It is called {name}.").format(name=summary.path.name)
        self._page.banners.say(said, Meaning.OK, choices)
