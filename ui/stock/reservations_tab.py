"""What is kept for cases, as a tab of the stock page."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.i18n import _
from inventory.stock.reservations import ReservationLine, one
from ui.desk import Desk
from ui.navigation import Route
from ui.stock.papers_source import RESERVED_FILTERS, reserved_source, some_reservations
from ui.stock.reserve_dialog import release_dialog, reserve_dialog
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState


class ReservationsTab(QWidget):
    """Enter offers to release a reservation."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        nothing = EmptyState(
            _("Nothing is reserved"),
            _("What is reserved for a case is not issued to another one."),
            "tag",
            [desk.permits.guard(button(_("Reserve parts"), self.begin_new, "primary"), Right.KEEP_STOCK)],
        )
        self.panel = TablePanel(
            desk, "reservations", reserved_source(), RESERVED_FILTERS, views=KeptViews(desk.ctx),
            counted=some_reservations, empty=nothing,
        )  # fmt: skip
        self.panel.opened.connect(self._ask)
        ListExport(desk, self.panel, _("Reservations"))
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
        """Keep pieces for a case."""
        reserve_dialog(self.desk, parent=self).open()

    @Slot(object)
    def _ask(self, reservation_id: int) -> None:
        self.desk.jobs.query(one, self.desk.ctx, reservation_id, done=self._opened)

    @Slot(object)
    def _opened(self, line: ReservationLine) -> None:
        if line.open:
            release_dialog(self.desk, line, parent=self).open()
        else:
            self.desk.open(Route("part", line.part_id))
