"""The pages about stock. Each is imported when it is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.navigation import PageSpec, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def _stock(desk: Desk, route: Route) -> QWidget:
    from ui.stock.page import StockPage

    return StockPage(desk, route)


def _paper(desk: Desk, route: Route) -> QWidget:
    from ui.stock.paper_page import PaperPage

    return PaperPage(desk, route)


def _paper_desk(desk: Desk, route: Route) -> QWidget:
    from ui.stock.paper_desk import PaperDesk

    return PaperDesk(desk, route)


def _stocktake(desk: Desk, route: Route) -> QWidget:
    from ui.stocktake.sheet_page import StocktakePage

    return StocktakePage(desk, route)


PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec("stock", N_("Stock"), "stock", _stock),
    PageSpec("stock_paper", N_("Paper"), "stock", _paper, rail=False, parent="stock"),
    PageSpec("paper_desk", N_("New paper"), "stock", _paper_desk, rail=False, parent="stock"),
    PageSpec("stocktake", N_("Stocktake"), "stock", _stocktake, rail=False, parent="stock"),
)
