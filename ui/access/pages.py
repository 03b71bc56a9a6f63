"""The approvals among the pages of the program. They are imported when they are opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.navigation import PageSpec, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def _approvals(desk: Desk, route: Route) -> QWidget:
    from ui.access.page import ApprovalsPage

    return ApprovalsPage(desk, route)


PAGES: Final[tuple[PageSpec, ...]] = (PageSpec("approvals", N_("Approvals"), "approvals", _approvals),)
