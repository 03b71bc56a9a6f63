"""Everything about one customer: units, cases, sites and people, contracts, papers, changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.cases.queries import CaseLine
from inventory.choices import Choice
from inventory.contracts import commands as contracts
from inventory.contracts.choices import FormChoices, form_choices
from inventory.customers import commands
from inventory.customers.queries import ContactLine, CustomerCard, SiteLine, card
from inventory.i18n import N_, _, ngettext
from inventory.work import Context
from ui.actions import Act, declare
from ui.assets.list import counted as some_units
from ui.attachments.files import FilesTab
from ui.contracts.forms import contract_form, new_contract
from ui.customers import cases, changes, forms, units
from ui.customers.changes import Changed
from ui.customers.contracts_tab import ContractsTab
from ui.customers.history_dialog import HistoryDialog
from ui.customers.people_tab import PeopleTab
from ui.customers.standing import covers, where
from ui.desk import Desk
from ui.editing.filing import Known
from ui.editing.form_drawer import FormDrawer
from ui.navigation import Route
from ui.quotations.quoting import Quoting
from ui.tables.criteria import Criteria
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.theme import Meaning
from ui.widgets.cards import Card, EmptyState
from ui.widgets.chips import Chip
from ui.widgets.dialogs import Answer, Question
from ui.widgets.flow import FlowLayout
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Records
from ui.widgets.tabs import TabStrip
from ui.widgets.words import Line

HISTORY: Final = declare(
    Act(
        "customer_history",
        N_("Export repair history"),
        icon="export",
        keys="Ctrl+E",
        of="export",
        needs=(Right.EXPORT_TO_CUSTOMER,),
    )
)
EDIT: Final = declare(
    Act("customer_edit", N_("Edit this customer"), icon="edit", keys="Ctrl+Shift+E", of="edit",
        needs=(Right.EDIT_REGISTER,))
)  # fmt: skip
UNITS, CASES, PEOPLE, CONTRACTS, FILES, CHANGES = range(6)
BELONGS: Final = frozenset({"customer_site", "contact", "contract", "service_case", "asset", "attachment"})
"""Tables whose changes may show on this page."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the page shows, fetched in one go in the read lane."""

    card: CustomerCard
    changes: list[Changed]


def load(ctx: Context, customer_id: int) -> Loaded:
    """A customer with the change record. Asks the database."""
    found = card(ctx, customer_id)
    return Loaded(found, changes.record(found))


class CustomerPage(PageFrame):
    """``Route("customer", id)``."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Customer"), [(_("Customers"), Route("customers"))], parent)
        self._customer_id = int(str(route.args[0]))
        self.loaded: Loaded | None = None
        self._where = Line("", "muted")
        self.chips = QWidget()
        self._chip_row = FlowLayout(self.chips)
        head = QVBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._where)
        head.addWidget(self.chips)
        self.body.addLayout(head)
        self.drawer = FormDrawer(desk)
        self.drawer.filed.connect(self._filed)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._tabs(), 1)
        row.addWidget(self.drawer)
        self.body.addLayout(row, 1)
        self.add_action(HISTORY, self.export_history, primary=True)
        self.add_action(EDIT, self.edit, button=True)
        self.quoting = Quoting(self, lambda: self.loaded.card if self.loaded is not None else None)
        desk.bridge.records_changed.connect(self._changed)
        self.units.load()
        self.refresh()

    def _tabs(self) -> Card:
        sheet = Card(flush=True)
        names = (_("Units"), _("Cases"), _("Sites & contacts"), _("Contracts"), _("Documents & photos"), _("Changes"))
        self.strip = TabStrip(list(names))
        self.units = TablePanel(
            self.desk,
            "customer_units",
            units.source(self.desk.ctx, self._customer_id),
            units.FILTERS,
            views=KeptViews(self.desk.ctx),
            counted=some_units,
            empty=EmptyState(
                _("No units stand here yet"), _("Register one among the assets, or import the register."), "assets"
            ),
            parent=self,
        )
        self.units.findChildren(Card)[0].setProperty("role", "plain")  # it stands in a card already
        self.units.opened.connect(self._open_unit)
        self._export = ListExport(self.desk, self.units, _("Units"))
        for action in self.units.actions():
            if action.objectName() == "export":
                action.setShortcuts([])  # Ctrl+E is the page's own: the history
        self.cases = Records(cases.fields(), _("Cases"))
        self.cases.opened.connect(self._open_case)
        self._cases = QStackedWidget()
        self._cases.addWidget(self.cases)
        nothing = _("Faults of this customer's units will be listed here, newest first.")
        self._cases.addWidget(EmptyState(_("Nothing has ever failed here"), nothing, "cases"))
        self.people = PeopleTab()
        self.people.contact_asked.connect(self.ask_contact)
        self.people.site_asked.connect(self.ask_site)
        self.people.removal_asked.connect(self.ask_removal)
        self.contracts = ContractsTab()
        for made in self.people.editing:
            self.desk.permits.guard(made, Right.EDIT_REGISTER)
        for made in self.contracts.editing:
            self.desk.permits.guard(made, Right.EDIT_CONTRACTS)
        self.contracts.asked.connect(self.ask_contract)
        self.contracts.opened.connect(self._open_contract)
        self.changes = Records(changes.fields(), _("Changes"))
        files = FilesTab(self.desk, "customer")
        files.show_record(self._customer_id)
        self._stack = QStackedWidget()
        for page in (self.units, self._cases, self.people, self.contracts, files, self.changes):
            self._stack.addWidget(page)
        self.strip.chosen.connect(self._stack.setCurrentIndex)
        sheet.body.addWidget(self.strip)
        sheet.body.addWidget(self._stack, 1)
        return sheet

    # showing

    def refresh(self) -> None:
        """Fetch the customer again."""
        self.desk.jobs.query(load, self.desk.ctx, self._customer_id, done=self._show)

    def dirty(self) -> bool:
        """Something is being typed beside the tabs."""
        return self.drawer.dirty()

    @Slot(str, object)
    def _changed(self, entity: str, ids: tuple[int, ...]) -> None:
        if entity in BELONGS or (entity == "customer" and (not ids or self._customer_id in ids)):
            self.refresh()

    @Slot(object)
    def _show(self, loaded: Loaded) -> None:
        self.loaded = loaded
        found = loaded.card
        self.set_title(found.name, found.code)
        self.set_crumbs([(_("Customers"), Route("customers")), (found.name, None)])
        self._where.setText(where(found))
        self._show_chips(found)
        self.cases.show_records(found.cases)
        self._cases.setCurrentIndex(0 if found.cases else 1)
        self.people.show_card(found)
        self.contracts.show_card(found)
        self.changes.show_records(loaded.changes)
        counts = {
            UNITS: found.units,
            CASES: len(found.cases),
            PEOPLE: len(found.sites) + len(found.contacts),
            CONTRACTS: len(found.contracts),
            CHANGES: len(loaded.changes),
        }
        for index, count in counts.items():
            self.strip.set_count(index, count)

    def _show_chips(self, found: CustomerCard) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for text, meaning in covers(found):
            self._chip_row.addWidget(Chip(text, meaning))
        opened = sum(case.is_open for case in found.cases)
        if opened:
            text = ngettext("{count} case open", "{count} cases open", opened).format(count=opened)
            chip = Chip(text, Meaning.SOON, clickable=True)
            chip.clicked.connect(self._to_cases)
            self._chip_row.addWidget(chip)
        if found.unlabelled:
            without = found.unlabelled
            text = ngettext("{count} needs a label", "{count} need a label", without).format(count=f"{without:,}")
            chip = Chip(text, Meaning.INFO, "label", clickable=True)
            chip.clicked.connect(self._to_unlabelled)
            self._chip_row.addWidget(chip)
        self.chips.setVisible(self._chip_row.count() > 0)

    def _to_cases(self) -> None:
        self.strip.choose(CASES)

    def _to_unlabelled(self) -> None:
        self.strip.choose(UNITS)
        self.units.load(Criteria().having("label", ("unprinted",)))

    # going on

    @Slot(object)
    def _open_unit(self, asset_id: int) -> None:
        self.desk.open(Route("asset", asset_id))

    @Slot(object)
    def _open_case(self, case: CaseLine) -> None:
        self.desk.open(Route("case", case.id))

    @Slot()
    def export_history(self) -> None:
        """Ask which history to hand out."""
        if self.loaded is not None:
            HistoryDialog(self.desk, self._customer_id, self.loaded.card.name, parent=self).open()

    # forms beside the tabs

    @Slot()
    def edit(self) -> None:
        """Correct the customer."""
        if self.loaded is None:
            return
        found = self.loaded.card
        form = forms.customer_form(known=True)
        form.fill(forms.customer_values(found))
        self.drawer.file(
            _("Edit {name}").format(name=found.name),
            form,
            commands.edit,
            forms.changed_customer(found.id),
            seen_version=found.version,
            renew=forms.renewed_customer(found.id),
            known=Known(_("Open it"), self._open_customer),
        )

    @Slot(object)
    def ask_contact(self, contact: ContactLine | None) -> None:
        """Add a contact, or correct one."""
        if self.loaded is None:
            return
        here, form = self._customer_id, forms.contact_form(self.loaded.card.sites)
        if contact is None:
            make, another = forms.new_contact(here), _("Save and add another")
            self.drawer.file(_("New contact"), form, commands.add_contact, make, another=another)
            return
        form.fill(forms.contact_values(contact))
        self.drawer.file(
            _("Edit {name}").format(name=contact.name),
            form,
            commands.edit_contact,
            forms.changed_contact(contact.id),
            seen_version=contact.version,
            renew=forms.renewed_contact(here, contact.id),
        )

    @Slot(object)
    def ask_site(self, site: SiteLine | None) -> None:
        """Add a site, or correct one."""
        here, form = self._customer_id, forms.site_form()
        if site is None:
            make, another = forms.new_site(here), _("Save and add another")
            self.drawer.file(_("New site"), form, commands.add_site, make, another=another)
            return
        form.fill(forms.site_values(site))
        self.drawer.file(
            _("Edit {name}").format(name=site.name),
            form,
            commands.edit_site,
            forms.changed_site(site.id),
            seen_version=site.version,
            renew=forms.renewed_site(here, site.id),
        )

    @Slot()
    def ask_contract(self) -> None:
        """Add a contract; what is known already is corrected on its own page."""
        self.desk.jobs.query(form_choices, self.desk.ctx, done=self._ask_contract)

    @Slot(object)
    def _ask_contract(self, choices: FormChoices) -> None:
        form = contract_form(self.desk, choices)
        form["customer_id"].set_value(Choice(self._customer_id, self.title.text()))
        form.settle()
        self.drawer.file(
            _("New contract"), form, contracts.add, new_contract, known=Known(_("Open it"), self._open_contract)
        )

    @Slot(object)
    def _open_contract(self, contract_id: int) -> None:
        self.desk.open(Route("contract", contract_id))

    @Slot(object)
    def ask_removal(self, contact: ContactLine) -> None:
        """Remove a contact, after a question."""
        self._leaving = contact
        text = _("{name} will no longer be listed. What was recorded under the name stays.").format(name=contact.name)
        remove, keep = Answer("remove", _("Remove"), "danger"), Answer("", _("Keep"))
        self.question = Question(text, [remove, keep], _("Remove this contact?"), Meaning.SOON, self.window())
        self.question.answered.connect(self._removal_answered)
        self.question.open()

    @Slot(str)
    def _removal_answered(self, key: str) -> None:
        if key == "remove":
            contact = self._leaving
            jobs, ctx = self.desk.jobs, self.desk.ctx
            jobs.command(commands.remove_contact, ctx, contact.id, contact.version, done=self._removed)

    @Slot(object)
    def _removed(self, _result: object) -> None:
        self.desk.toast(_("{name} is removed.").format(name=self._leaving.name))

    @Slot(object)
    def _filed(self, _result: object) -> None:
        self.desk.toast(_("Saved."))
        self.refresh()

    @Slot(object)
    def _open_customer(self, customer_id: int) -> None:
        self.desk.open(Route("customer", customer_id))
