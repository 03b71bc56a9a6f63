"""The pages about parts. Each is imported when it is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.navigation import PageSpec, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def _parts(desk: Desk, route: Route) -> QWidget:
    from ui.parts.list_page import PartsPage

    return PartsPage(desk, route)


def _part(desk: Desk, route: Route) -> QWidget:
    from ui.parts.card import PartPage

    return PartPage(desk, route)


PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec("parts", N_("Parts"), "parts", _parts),
    PageSpec("part", N_("Part"), "parts", _part, rail=False, parent="parts"),
)
