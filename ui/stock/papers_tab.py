"""All papers of the depot, as a tab of the stock page."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.i18n import _
from ui.desk import Desk
from ui.navigation import Route
from ui.stock.papers_source import FILTERS, some_papers, source
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState


class PapersTab(QWidget):
    """Enter opens a paper."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        nothing = EmptyState(
            _("Nothing was posted yet"),
            _("Receive, issue or move goods: everything by scanner, keyboard or mouse."),
            "stock",
            [desk.permits.guard(button(_("New paper"), self.begin_new, "primary"), Right.KEEP_STOCK)],
        )
        self.panel = TablePanel(
            desk, "stock_papers", source(), FILTERS, views=KeptViews(desk.ctx), counted=some_papers, empty=nothing
        )
        self.panel.opened.connect(self._open)
        ListExport(desk, self.panel, _("Papers"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.setFocusProxy(self.panel)
        self.panel.load()

    def refresh(self) -> None:
        """Fetch the list again."""
        self.panel.refresh()

    @Slot()
    def begin_new(self) -> None:
        """Write a paper."""
        self.desk.open(Route("paper_desk"))

    @Slot(object)
    def _open(self, doc_id: int) -> None:
        self.desk.open(Route("stock_paper", doc_id))
