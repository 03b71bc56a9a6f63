"""All quotations."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.i18n import _
from inventory.quotations.rules import QuotationState
from ui.desk import Desk
from ui.navigation import Route
from ui.quotations import acts
from ui.quotations.quote_dialog import QuoteDialog
from ui.quotations.source import FILTERS, some_quotations, source
from ui.tables.criteria import Criteria
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState
from ui.widgets.page_frame import PageFrame


class QuotationsPage(PageFrame):
    """``Route("quotations")``, or with a state behind it: those that stand so today. Enter opens one."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Quotations"), parent=parent)
        begin = desk.permits.guard(button(_("New quotation"), self.begin_new, "primary"), *acts.NEW.needs)
        nothing = EmptyState(
            _("Nothing was quoted yet"),
            _("Quote parts and services: each price follows the unit's policy and says its rule."),
            "quotations",
            [begin],
        )
        self.panel = TablePanel(
            desk, "quotations", source(desk.ctx), FILTERS, views=KeptViews(desk.ctx), counted=some_quotations,
            empty=nothing,
            parent=self,
        )  # fmt: skip
        self.panel.opened.connect(self._open)
        self._export = ListExport(desk, self.panel, _("Quotations"))
        self.body.addWidget(self.panel, 1)
        self.add_action(acts.NEW, self.begin_new, primary=True)
        self.setFocusProxy(self.panel)
        self.panel.load(self._asked(route))

    @staticmethod
    def _asked(route: Route) -> Criteria | None:
        states = tuple(str(word) for word in route.args if str(word) in {state.value for state in QuotationState})
        return Criteria().having("state", states) if states else None

    def turn_to(self, route: Route) -> bool:
        """The states that were asked for."""
        if (criteria := self._asked(route)) is not None:
            self.panel.load(criteria)
        return True

    def refresh(self) -> None:
        """Fetch the list again."""
        self.panel.refresh()

    @Slot()
    def begin_new(self) -> None:
        """Write a new quotation."""
        dialog = QuoteDialog(self.desk, parent=self)
        dialog.filed.connect(self._added)
        dialog.open()

    @Slot(object)
    def _added(self, quotation_id: int) -> None:
        self.desk.toast(_("The quotation is kept as a draft."))
        self._open(quotation_id)

    @Slot(object)
    def _open(self, quotation_id: int) -> None:
        self.desk.open(Route("quotation", quotation_id))
