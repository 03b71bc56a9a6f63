"""The list of customers, and the form of a new one beside it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.customers.commands import add
from inventory.customers.queries import CustomerCard, card
from inventory.customers.words import kind_word
from inventory.i18n import N_, _
from ui.actions import Act, declare
from ui.customers.forms import customer_form, new_customer
from ui.customers.source import FILTERS, some_customers, source
from ui.desk import Desk
from ui.editing.filing import Known
from ui.editing.form_drawer import FormDrawer
from ui.navigation import Route
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState, KeyValues
from ui.widgets.page_frame import PageFrame

NEW: Final = declare(
    Act("customer_new", N_("New customer"), icon="add", keys="Ctrl+N", of="new", needs=(Right.EDIT_REGISTER,))
)


class CustomersPage(PageFrame):
    """Enter opens a customer, Space previews, Ctrl+N begins a new one."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Customers"), parent=parent)
        self.drawer = FormDrawer(desk)
        self.drawer.filed.connect(self._added)
        buttons = [
            desk.permits.guard(button(_("New customer"), self.begin_new, "primary"), Right.EDIT_REGISTER),
            desk.permits.guard(button(_("Import a list"), self._import), Right.IMPORT),
        ]
        nobody = EmptyState(
            _("There are no customers yet"),
            _("Enter the first one, or import your list of customers."),
            "customers",
            buttons,
        )
        self.panel = TablePanel(
            desk, "customers", source(), FILTERS, views=KeptViews(desk.ctx), counted=some_customers, empty=nobody,
            parent=self,
        )
        self.panel.opened.connect(self._open)
        self._export = ListExport(desk, self.panel, _("Customers"))
        self.panel.previewed.connect(self._ask_preview)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.panel, 1)
        row.addWidget(self.drawer)
        self.body.addLayout(row, 1)
        self.add_action(NEW, self.begin_new, primary=True)
        self.panel.load()

    def refresh(self) -> None:
        """Fetch the list again."""
        self.panel.refresh()

    def dirty(self) -> bool:
        """A new customer is being typed."""
        return self.drawer.dirty()

    @Slot()
    def begin_new(self) -> None:
        """Show the form of a new customer."""
        self.panel.drawer.shut()
        self.drawer.file(
            _("New customer"),
            customer_form(),
            add,
            new_customer,
            known=Known(_("Open it"), self._open),
            another=_("Save and add another"),
        )

    @Slot(object)
    def _added(self, customer_id: int) -> None:
        self.desk.toast(_("The customer is in the list."))
        if not self.drawer.isVisible():
            self._open(customer_id)

    @Slot(object)
    def _open(self, customer_id: int) -> None:
        self.desk.open(Route("customer", customer_id))

    def _import(self) -> None:
        self.desk.open(Route("import", "customers"))

    @Slot(object)
    def _ask_preview(self, customer_id: int) -> None:
        if self.drawer.isVisible():
            return
        self.desk.jobs.query(card, self.desk.ctx, customer_id, done=self._preview)

    @Slot(object)
    def _preview(self, found: CustomerCard) -> None:
        first = next((contact for contact in found.contacts if contact.is_default), None)
        sites = "\n".join(" · ".join(word for word in (site.name, site.address) if word) for site in found.sites)
        facts = KeyValues(
            [
                (_("Code"), found.code),
                (_("Kind"), kind_word(found.kind)),
                (_("Contact"), first.name if first else ""),
                (_("Phone"), " / ".join(number for number in (first.phone, first.mobile) if number) if first else ""),
                (_("Sites"), sites),
                (_("Contracts"), _(", ").join(contract.number for contract in found.contracts)),
                (_("Units"), f"{found.units:,}"),
                (_("Open cases"), _(", ").join(case.case_no for case in found.cases if case.is_open)),
                (_("Remark"), found.remark),
            ]
        )
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(facts)
        column.addStretch(1)
        self.panel.drawer.show_widget(sheet, found.name)
