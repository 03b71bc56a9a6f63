"""The workbook of a quotation for its customer."""

from __future__ import annotations

from inventory.documents.quotation_book import QuotationSummary, write_quotation
from inventory.i18n import _
from ui.desk import Desk
from ui.editing.book_export import Book, BookExport
from ui.widgets.page_frame import PageFrame


def quotation_export(desk: Desk, page: PageFrame) -> BookExport:
    """Asked with the name of the workbook and the id of the quotation."""
    book = Book(write_quotation, _("Save the quotation as"), _("Exporting the quotation"), _said)
    return BookExport(desk, page, page.banners, book)


def _said(summary: QuotationSummary) -> str:
    said = _("The quotation {number} is written. It is called {name}.")
    return said.format(number=summary.number, name=summary.path.name)
