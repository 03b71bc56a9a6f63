"""Pictures of supply: what to order, an order that is written, what is on order, the spares that are promised."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from docs.scene import scene
from docs.studio import Studio
from ui.stock.page import StockPage
from ui.supply.coverage_tab import CoverageTab
from ui.supply.on_order_tab import OnOrderTab
from ui.supply.to_order_tab import ToOrderTab


def _tab(studio: Studio, name: str) -> QWidget:
    studio.open("stock", name)
    return studio.page(StockPage).tab


@scene("supply-short")
def _short(studio: Studio) -> None:
    _to_order(studio)


def _to_order(studio: Studio) -> ToOrderTab:
    tab = _tab(studio, "to_order")
    assert isinstance(tab, ToOrderTab)
    studio.rest(lambda: tab.panel.model.complete)
    return tab


@scene("supply-order")
def _order(studio: Studio) -> None:
    tab = _to_order(studio)
    tab.panel.view.selectAll()
    tab.order(tab.panel.selection())


@scene("supply-coming")
def _coming(studio: Studio) -> None:
    tab = _tab(studio, "on_order")
    assert isinstance(tab, OnOrderTab)
    studio.rest(lambda: tab.panel.model.complete)


@scene("supply-give-up")
def _give_up(studio: Studio) -> None:
    tab = _tab(studio, "on_order")
    assert isinstance(tab, OnOrderTab)
    studio.rest(lambda: tab.panel.model.complete)
    tab.panel.view.selectRow(0)
    tab.give_up(tab.panel.selection())


@scene("supply-promised")
def _promised(studio: Studio) -> None:
    tab = _tab(studio, "promised")
    assert isinstance(tab, CoverageTab)
    studio.rest(lambda: bool(tab.found) and tab.panel.model.complete)
