"""The page of one place. It is imported when it is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.navigation import PageSpec, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def _place(desk: Desk, route: Route) -> QWidget:
    from ui.places.page import PlacePage

    return PlacePage(desk, route)


PAGES: Final[tuple[PageSpec, ...]] = (PageSpec("place", N_("Place"), "stock", _place, rail=False, parent="stock"),)
