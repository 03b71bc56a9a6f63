"""All stocktakes, as a tab of the stock page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.access.rights import Right
from inventory.i18n import _
from inventory.places.queries import WarehouseLine, warehouses
from ui.desk import Desk
from ui.navigation import Route
from ui.stocktake.plan_dialog import PlanDialog
from ui.stocktake.source import FILTERS, some_stocktakes, source
from ui.tables.list_tab import ListTab
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState


class StocktakesTab(ListTab):
    """Enter opens a stocktake."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "stocktakes", source(), FILTERS, counted=some_stocktakes, exported=_("Stocktakes"), parent=parent
        )

    def nothing(self) -> EmptyState:
        """What there is to do first."""
        return EmptyState(
            _("Nothing was counted yet"),
            _("Plan a stocktake: several people count at once by scan, while work goes on."),
            "scan",
            [self.desk.permits.guard(button(_("New stocktake"), self.begin_new, "primary"), Right.KEEP_STOCK)],
        )

    @Slot()
    def begin_new(self) -> None:
        """Ask what is to be counted."""
        self.desk.jobs.query(warehouses, self.desk.ctx, done=self._ask)

    @Slot(object)
    def _ask(self, found: Sequence[WarehouseLine]) -> None:
        dialog = PlanDialog(self.desk, found, parent=self)
        dialog.filed.connect(self.open_record)
        dialog.open()

    @Slot(object)
    def open_record(self, stocktake_id: int) -> None:
        """Its page."""
        self.desk.open(Route("stocktake", stocktake_id))
