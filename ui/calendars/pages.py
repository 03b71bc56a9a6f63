"""The page of the calendars. It is imported when it is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.navigation import PageSpec, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def _calendars(desk: Desk, route: Route) -> QWidget:
    from ui.calendars.page import CalendarsPage

    return CalendarsPage(desk, route)


PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec("calendars", N_("Calendars"), "today", _calendars, rail=False, parent="settings"),
)
