"""The pages of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.navigation import PageSpec, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def _assets(desk: Desk, route: Route) -> QWidget:
    from ui.assets.list import AssetsPage

    return AssetsPage(desk, route)


def _asset(desk: Desk, route: Route) -> QWidget:
    from ui.assets.card import AssetPage

    return AssetPage(desk, route)


PAGES: Final = (
    PageSpec("assets", N_("Assets"), "assets", _assets),
    PageSpec("asset", N_("Unit"), "assets", _asset, rail=False, parent="assets"),
    PageSpec("case", N_("Case"), "cases", _asset, rail=False, parent="assets"),
    PageSpec("model", N_("Units of a model"), "assets", _assets, rail=False, parent="assets"),
)
