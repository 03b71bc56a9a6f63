"""The sheet of a stocktake as a workbook, to count by on paper or to file."""

from __future__ import annotations

from inventory.documents.stocktake_book import SheetSummary, write_sheet
from inventory.i18n import _
from ui.desk import Desk
from ui.editing.book_export import Book, BookExport
from ui.widgets.page_frame import PageFrame


def sheet_export(desk: Desk, page: PageFrame) -> BookExport:
    """Asked with the name of the workbook and the id of the stocktake."""
    book = Book(write_sheet, _("Save the stocktake sheet as"), _("Writing the stocktake sheet"), _said)
    return BookExport(desk, page, page.banners, book)


def _said(summary: SheetSummary) -> str:
    return _("The stocktake sheet is written. It is called {name}.").format(name=summary.path.name)
