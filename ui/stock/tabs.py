"""The tabs of the stock page, in the order in which they stand; each brings its module when it is opened first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.places import acts as places
from ui.stock.acts import RESERVE, WRITE
from ui.stocktake.acts import NEW as NEW_STOCKTAKE
from ui.suppliers.acts import NEW as NEW_SUPPLIER
from ui.supply.acts import NEW as NEW_ORDER

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.actions import Act
    from ui.desk import Desk


@dataclass(frozen=True, slots=True)
class StockTab:
    """A tab. ``acts``: what it adds to the page, each with the method of the tab that does it; ``shown`` as buttons."""

    name: str
    title: str
    make: Callable[[Desk], QWidget]
    acts: tuple[tuple[Act, str], ...] = ()
    shown: bool = False


def _papers(desk: Desk) -> QWidget:
    from ui.stock.papers_tab import PapersTab

    return PapersTab(desk)


def _drafts(desk: Desk) -> QWidget:
    from ui.stock.drafts_tab import DraftsTab

    return DraftsTab(desk)


def _reservations(desk: Desk) -> QWidget:
    from ui.stock.reservations_tab import ReservationsTab

    return ReservationsTab(desk)


def _to_order(desk: Desk) -> QWidget:
    from ui.supply.to_order_tab import ToOrderTab

    return ToOrderTab(desk)


def _on_order(desk: Desk) -> QWidget:
    from ui.supply.on_order_tab import OnOrderTab

    return OnOrderTab(desk)


def _coverage(desk: Desk) -> QWidget:
    from ui.supply.coverage_tab import CoverageTab

    return CoverageTab(desk)


def _stocktakes(desk: Desk) -> QWidget:
    from ui.stocktake.tab import StocktakesTab

    return StocktakesTab(desk)


def _places(desk: Desk) -> QWidget:
    from ui.places.tab import PlacesTab

    return PlacesTab(desk)


def _suppliers(desk: Desk) -> QWidget:
    from ui.suppliers.tab import SuppliersTab

    return SuppliersTab(desk)


TABS: Final[tuple[StockTab, ...]] = (
    StockTab("papers", N_("Papers"), _papers, ((WRITE, "begin_new"),), shown=True),
    StockTab("drafts", N_("Drafts"), _drafts),
    StockTab("reservations", N_("Reservations"), _reservations, ((RESERVE, "begin_new"),)),
    StockTab("to_order", N_("To be ordered"), _to_order),
    StockTab("on_order", N_("Orders"), _on_order, ((NEW_ORDER, "begin_new"),)),
    StockTab("promised", N_("Promised spares"), _coverage),
    StockTab("stocktakes", N_("Stocktakes"), _stocktakes, ((NEW_STOCKTAKE, "begin_new"),)),
    StockTab(
        "places",
        N_("Places"),
        _places,
        ((places.NEW_BINS, "add_bins"), (places.NEW_WAREHOUSE, "add_warehouse"), (places.NEW_VAN, "add_van")),
    ),
    StockTab("suppliers", N_("Suppliers"), _suppliers, ((NEW_SUPPLIER, "begin_new"),)),
)
