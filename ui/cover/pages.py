"""The page about cover. It is imported when it is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.navigation import PageSpec, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def _cover(desk: Desk, route: Route) -> QWidget:
    from ui.cover.page import CoverPage

    return CoverPage(desk, route)


PAGES: Final[tuple[PageSpec, ...]] = (PageSpec("cover", N_("Warranty cover"), "cover", _cover),)
