"""The pages about customers. Each is imported when it is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.navigation import PageSpec, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def _customers(desk: Desk, route: Route) -> QWidget:
    from ui.customers.list_page import CustomersPage

    return CustomersPage(desk, route)


def _customer(desk: Desk, route: Route) -> QWidget:
    from ui.customers.card import CustomerPage

    return CustomerPage(desk, route)


PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec("customers", N_("Customers"), "customers", _customers),
    PageSpec("customer", N_("Customer"), "customers", _customer, rail=False, parent="customers"),
)
