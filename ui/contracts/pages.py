"""The pages about contracts. Each is imported when it is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.navigation import PageSpec, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def _contracts(desk: Desk, route: Route) -> QWidget:
    from ui.contracts.list_page import ContractsPage

    return ContractsPage(desk, route)


def _contract(desk: Desk, route: Route) -> QWidget:
    from ui.contracts.card import ContractPage

    return ContractPage(desk, route)


def _extension(desk: Desk, route: Route) -> QWidget:
    from ui.contracts.extension_page import ExtensionPage

    return ExtensionPage(desk, route)


PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec("contracts", N_("Contracts"), "contracts", _contracts),
    PageSpec("contract", N_("Contract"), "contracts", _contract, rail=False, parent="contracts"),
    PageSpec("extension", N_("Maintenance contract"), "contracts", _extension, rail=False, parent="contracts"),
)
