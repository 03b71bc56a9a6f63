"""The import among the pages of the program. It is imported when it is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.i18n import N_
from ui.navigation import PageSpec, Route

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def _imports(desk: Desk, route: Route) -> QWidget:
    from ui.imports.page import ImportPage

    return ImportPage(desk, route)


PAGES: Final[tuple[PageSpec, ...]] = (PageSpec("import", N_("Import"), "import", _imports),)
