"""The page of one supplier. It is imported when it is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.navigation import PageSpec, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def _supplier(desk: Desk, route: Route) -> QWidget:
    from ui.suppliers.page import SupplierPage

    return SupplierPage(desk, route)


PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec("supplier", N_("Supplier"), "stock", _supplier, rail=False, parent="stock"),
)
