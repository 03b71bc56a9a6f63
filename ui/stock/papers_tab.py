"""All papers of the depot, as a tab of the stock page."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.access.rights import Right
from inventory.i18n import _
from ui.desk import Desk
from ui.navigation import Route
from ui.stock.papers_source import FILTERS, some_papers, source
from ui.tables.list_tab import ListTab
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState


class PapersTab(ListTab):
    """Enter opens a paper."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "stock_papers", source(), FILTERS, counted=some_papers, exported=_("Papers"), parent=parent
        )

    def nothing(self) -> EmptyState:
        """What there is to do first."""
        return EmptyState(
            _("Nothing was posted yet"),
            _("Receive, issue or move goods: everything by scanner, keyboard or mouse."),
            "stock",
            [self.desk.permits.guard(button(_("New paper"), self.begin_new, "primary"), Right.KEEP_STOCK)],
        )

    @Slot()
    def begin_new(self) -> None:
        """Write a paper."""
        self.desk.open(Route("paper_desk"))

    @Slot(object)
    def open_record(self, doc_id: int) -> None:
        """Its page."""
        self.desk.open(Route("stock_paper", doc_id))
