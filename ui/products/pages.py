"""The page about products. It is imported when it is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.navigation import PageSpec, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def _products(desk: Desk, route: Route) -> QWidget:
    from ui.products.page import ProductsPage

    return ProductsPage(desk, route)


PAGES: Final[tuple[PageSpec, ...]] = (PageSpec("products", N_("Products"), "product", _products),)
