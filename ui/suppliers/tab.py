"""All suppliers, as a tab of the stock page, with the form of a new one beside them."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.i18n import _
from inventory.suppliers.commands import add
from ui.desk import Desk
from ui.editing.filing import Known
from ui.editing.form_drawer import FormDrawer
from ui.navigation import Route
from ui.suppliers.forms import new_supplier, supplier_form
from ui.suppliers.source import FILTERS, some_suppliers, source
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState


class SuppliersTab(QWidget):
    """Enter opens a supplier."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.drawer = FormDrawer(desk)
        self.drawer.filed.connect(self._added)
        nobody = EmptyState(
            _("There are no suppliers yet"),
            _("Enter who sells parts to you: orders and receipts then say where goods come from."),
            "import",
            [desk.permits.guard(button(_("New supplier"), self.begin_new, "primary"), Right.KEEP_STOCK)],
        )
        self.panel = TablePanel(
            desk, "suppliers", source(), FILTERS, views=KeptViews(desk.ctx), counted=some_suppliers, empty=nobody,
            parent=self,
        )
        self.panel.opened.connect(self._open)
        self._export = ListExport(desk, self.panel, _("Suppliers"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.panel, 1)
        row.addWidget(self.drawer)
        self.setFocusProxy(self.panel)
        self.panel.load()

    def refresh(self) -> None:
        """Fetch the list again."""
        self.panel.refresh()

    def dirty(self) -> bool:
        """A new supplier is being typed."""
        return self.drawer.dirty()

    @Slot()
    def begin_new(self) -> None:
        """Show the form of a new supplier."""
        self.drawer.file(
            _("New supplier"), supplier_form(), add, new_supplier, known=Known(_("Open it"), self._open),
            another=_("Save and add another"),
        )  # fmt: skip

    @Slot(object)
    def _added(self, supplier_id: int) -> None:
        self.desk.toast(_("The supplier is in the list."))
        if not self.drawer.isVisible():
            self._open(supplier_id)

    @Slot(object)
    def _open(self, supplier_id: int) -> None:
        self.desk.open(Route("supplier", supplier_id))
