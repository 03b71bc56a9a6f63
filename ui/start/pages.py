"""The start page among the pages of the program. It is imported when it is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.navigation import PageSpec, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def _start(desk: Desk, route: Route) -> QWidget:
    from ui.start.page import StartPage

    return StartPage(desk, route)


PAGES: Final[tuple[PageSpec, ...]] = (PageSpec("start", N_("Start"), "start", _start, rail=False),)
