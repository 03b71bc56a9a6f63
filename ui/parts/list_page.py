"""The list of parts."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.access.rights import Right
from inventory.i18n import _
from ui.desk import Desk
from ui.navigation import Route
from ui.parts.source import FILTERS, some_parts, source
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState
from ui.widgets.page_frame import PageFrame


class PartsPage(PageFrame):
    """Enter opens a part."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Parts"), parent=parent)
        nothing = EmptyState(
            _("There are no parts yet"),
            _("Import your parts list: numbers, names, stock, prices, and the models they fit."),
            "parts",
            [desk.permits.guard(button(_("Import a parts list"), self._import, "primary"), Right.IMPORT)],
        )
        self.panel = TablePanel(
            desk, "parts", source(), FILTERS, views=KeptViews(desk.ctx), counted=some_parts, empty=nothing
        )
        self.panel.opened.connect(self._open)
        self._export = ListExport(desk, self.panel, _("Parts"))
        self.body.addWidget(self.panel, 1)
        self.panel.load()

    def refresh(self) -> None:
        """Fetch the list again."""
        self.panel.refresh()

    @Slot(object)
    def _open(self, part_id: int) -> None:
        self.desk.open(Route("part", part_id))

    def _import(self) -> None:
        self.desk.open(Route("import", "parts"))
