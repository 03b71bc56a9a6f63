"""The pages about quotations. Each is imported when it is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.navigation import PageSpec, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def _quotations(desk: Desk, route: Route) -> QWidget:
    from ui.quotations.list_page import QuotationsPage

    return QuotationsPage(desk, route)


def _quotation(desk: Desk, route: Route) -> QWidget:
    from ui.quotations.card import QuotationPage

    return QuotationPage(desk, route)


PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec("quotations", N_("Quotations"), "quotations", _quotations),
    PageSpec("quotation", N_("Quotation"), "quotations", _quotation, rail=False, parent="quotations"),
)
