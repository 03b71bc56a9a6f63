"""What is kept for cases, as a tab of the stock page."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.access.rights import Right
from inventory.i18n import _
from inventory.stock.reservations import ReservationLine, one
from ui.desk import Desk
from ui.navigation import Route
from ui.stock.papers_source import RESERVED_FILTERS, reserved_source, some_reservations
from ui.stock.reserve_dialog import release_dialog, reserve_dialog
from ui.tables.list_tab import ListTab
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState


class ReservationsTab(ListTab):
    """Enter offers to release a reservation."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "reservations",
            reserved_source(),
            RESERVED_FILTERS,
            counted=some_reservations,
            exported=_("Reservations"),
            parent=parent,
        )

    def nothing(self) -> EmptyState:
        """What there is to do first."""
        return EmptyState(
            _("Nothing is reserved"),
            _("What is reserved for a case is not issued to another one."),
            "tag",
            [self.desk.permits.guard(button(_("Reserve parts"), self.begin_new, "primary"), Right.KEEP_STOCK)],
        )

    @Slot()
    def begin_new(self) -> None:
        """Keep pieces for a case."""
        reserve_dialog(self.desk, parent=self).open()

    @Slot(object)
    def open_record(self, reservation_id: int) -> None:
        """Offer to release it."""
        self.desk.jobs.query(one, self.desk.ctx, reservation_id, done=self._opened)

    @Slot(object)
    def _opened(self, line: ReservationLine) -> None:
        if line.open:
            release_dialog(self.desk, line, parent=self).open()
        else:
            self.desk.open(Route("part", line.part_id))
