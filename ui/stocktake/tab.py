"""All stocktakes, as a tab of the stock page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.i18n import _
from inventory.places.queries import WarehouseLine, warehouses
from ui.desk import Desk
from ui.navigation import Route
from ui.stocktake.plan_dialog import PlanDialog
from ui.stocktake.source import FILTERS, some_stocktakes, source
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState


class StocktakesTab(QWidget):
    """Enter opens a stocktake."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        nothing = EmptyState(
            _("Nothing was counted yet"),
            _("Plan a stocktake: several people count at once by scan, while work goes on."),
            "scan",
            [desk.permits.guard(button(_("New stocktake"), self.begin_new, "primary"), Right.KEEP_STOCK)],
        )
        self.panel = TablePanel(
            desk, "stocktakes", source(), FILTERS, views=KeptViews(desk.ctx), counted=some_stocktakes, empty=nothing
        )
        self.panel.opened.connect(self._open)
        ListExport(desk, self.panel, _("Stocktakes"))
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
        """Ask what is to be counted."""
        self.desk.jobs.query(warehouses, self.desk.ctx, done=self._ask)

    @Slot(object)
    def _ask(self, found: Sequence[WarehouseLine]) -> None:
        dialog = PlanDialog(self.desk, found, parent=self)
        dialog.filed.connect(self._open)
        dialog.open()

    @Slot(object)
    def _open(self, stocktake_id: int) -> None:
        self.desk.open(Route("stocktake", stocktake_id))
