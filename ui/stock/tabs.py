"""The tabs of the stock page, in the order in which they stand; each brings its module when it is opened first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.stocktake.acts import NEW as NEW_STOCKTAKE

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


def _stocktakes(desk: Desk) -> QWidget:
    from ui.stocktake.tab import StocktakesTab

    return StocktakesTab(desk)


TABS: Final[tuple[StockTab, ...]] = (
    StockTab("stocktakes", N_("Stocktakes"), _stocktakes, ((NEW_STOCKTAKE, "begin_new"),)),
)
