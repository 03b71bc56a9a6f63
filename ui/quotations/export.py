"""Writes a quotation as a workbook while people go on working, and says where it is."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from inventory.documents.quotation_book import QuotationSummary, file_name, write_quotation
from inventory.i18n import _
from ui.desk import Desk
from ui.editing.saving import ask_where, show_file, show_folder
from ui.theme import Meaning
from ui.widgets.page_frame import PageFrame


class QuotationExport(QObject):
    """Asks where to, writes in the read lane, and offers the workbook on the page it was asked from."""

    def __init__(self, desk: Desk, page: PageFrame) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._quotation_id = 0

    def ask(self, quotation_id: int) -> None:
        """Ask for a place; the name is proposed."""
        self._quotation_id = quotation_id
        self._desk.jobs.query(file_name, self._desk.ctx, quotation_id, done=self._ask_place)

    @Slot(object)
    def _ask_place(self, name: str) -> None:
        ask_where(self._page, _("Save the quotation as"), name, [_("Excel workbooks (*.xlsx)")], self.write_to)

    @Slot(str)
    def write_to(self, place: str) -> None:
        """Begin to write to a path."""
        self._desk.jobs.work(
            write_quotation, self._desk.ctx, self._quotation_id, Path(place), title=_("Exporting the quotation"),
            done=self._written,
        )  # fmt: skip

    @Slot(object)
    def _written(self, summary: QuotationSummary) -> None:
        said = _("The quotation {number} is written. It is called {name}.")
        choices = [
            (_("Open the workbook"), partial(show_file, summary.path)),
            (_("Open folder"), partial(show_folder, summary.path)),
        ]
        text = said.format(number=summary.number, name=summary.path.name)
        self._page.banners.say(text, Meaning.OK, choices)
