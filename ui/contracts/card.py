"""Everything about one contract: what it promises, at what price, how far its deliveries are, what goes on from it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.choices import Choice
from inventory.contracts import commands
from inventory.contracts.choices import FormChoices, form_choices
from inventory.contracts.extension_queries import ExtensionLine
from inventory.i18n import N_, _
from inventory.values.days import show_day
from ui.actions import Act, declare
from ui.assets.list import counted as some_units
from ui.attachments.files import FilesTab
from ui.contracts import changes, forms, lots_tab
from ui.contracts.correct_dialog import CorrectDialog
from ui.contracts.extension_dialog import ExtensionDialog
from ui.contracts.extensions_tab import ExtensionsTab
from ui.contracts.line_acts import LineActs
from ui.contracts.loaded import BELONGS, Loaded, load
from ui.contracts.lots_tab import LotsTab
from ui.contracts.policy_dialog import PolicyDialog
from ui.contracts.price_tab import PriceTab
from ui.contracts.promise_tab import PromiseTab
from ui.contracts.standing import StandingChips
from ui.contracts.units import FILTERS, source
from ui.desk import Desk
from ui.editing.filing import Known
from ui.editing.form_drawer import FormDrawer
from ui.navigation import Route
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.widgets.buttons import button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Records
from ui.widgets.tabs import TabStrip
from ui.widgets.words import Line

_RIGHT: Final = (Right.EDIT_CONTRACTS,)
EDIT: Final = declare(
    Act("contract_edit", N_("Edit this contract"), icon="edit", keys="Ctrl+Shift+E", of="edit", needs=_RIGHT)
)
ADD: Final = declare(Act("contract_add", N_("Add to this tab"), icon="add", keys="Ctrl+N", of="new", needs=_RIGHT))
STEP: Final = declare(Act("lot_step", N_("Next step of the delivery"), icon="next", keys="F9", needs=_RIGHT))
SEVERAL: Final = declare(
    Act("lots_accept", lots_tab.SEVERAL, icon="ok", keys=lots_tab.SEVERAL_KEYS, needs=_RIGHT)
)  # fmt: skip
POLICY: Final = declare(Act("contract_policy", N_("Change the policy"), icon="contracts", needs=_RIGHT))
CORRECT: Final = declare(Act("contract_correct", N_("Correct the acceptance date"), icon="undo", needs=_RIGHT))
PROMISE, PRICES, LOTS, UNITS, EXTENSIONS, FILES, CHANGES = range(7)


class ContractPage(PageFrame):
    """``Route("contract", id)``, or ``Route("contract", id, "lot", lot_id)`` for a delivery of it."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Contract"), [(_("Contracts"), Route("contracts"))], parent)
        self._contract_id = int(str(route.args[0]))
        self.loaded: Loaded | None = None
        self._where = Line("", "muted")
        self.customer = button("", self._open_customer, "link")
        self.chips = StandingChips()
        self.chips.units_asked.connect(self._to_units)
        self.chips.lots_asked.connect(self._to_lots)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.customer)
        line.addWidget(self._where, 1)
        head = QVBoxLayout()
        head.setSpacing(8)
        head.addLayout(line)
        head.addWidget(self.chips)
        self.body.addLayout(head)
        self.drawer = FormDrawer(desk)
        self.drawer.filed.connect(self._filed)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._tabs(), 1)
        row.addWidget(self.drawer)
        self.body.addLayout(row, 1)
        self.add_action(EDIT, self.edit, button=True)
        self.add_action(STEP, self._next_step)
        self._several = self.add_action(SEVERAL, self._accept_several)
        self.add_action(ADD, self.add_here)
        self.add_action(POLICY, self.change_policy)
        self._correct = self.add_action(CORRECT, self.correct)
        desk.bridge.records_changed.connect(self._changed)
        self.units.load()
        self._go_to(route)
        self.refresh()

    def _tabs(self) -> Card:
        desk = self.desk
        sheet = Card(flush=True)
        names = (_("Promise"), _("Price list"), _("Deliveries"), _("Units"), _("Maintenance"), _("Documents"),
                 _("Changes"))  # fmt: skip
        self.strip = TabStrip(list(names))
        self.promise = PromiseTab(desk)
        self.promise.change_asked.connect(self.change_policy)
        self.promise.newer_asked.connect(self._newer)
        self.promise.policy_asked.connect(self._open_policy)
        self.prices = PriceTab()
        self.line_acts = LineActs(desk, self.drawer, self._contract_id, self)
        self.line_acts.filed.connect(self._filed)
        self.line_acts.ordered.connect(self._ordered)
        self.prices.asked.connect(self.line_acts.ask_line)
        self.prices.removal_asked.connect(self.line_acts.ask_removal)
        self.prices.moved.connect(self.line_acts.order)
        self.prices.units_asked.connect(self.line_acts.ask_units)
        self.prices.import_asked.connect(self.line_acts.import_list)
        self.lots = LotsTab(desk, self._contract_id)
        self.lots.done.connect(self._done)
        self.lots.unit_opened.connect(self._open_unit)
        self.units = self._unit_panel()
        self.extensions = ExtensionsTab(desk)
        self.extensions.new_asked.connect(self.new_extension)
        self.extensions.opened.connect(self._open_extension)
        for made in (*self.promise.editing, *self.prices.editing, *self.extensions.editing):
            desk.permits.guard(made, *_RIGHT)
        self.changes = Records(changes.fields(), _("Changes"))
        files = FilesTab(desk, "contract")
        files.show_record(self._contract_id)
        self._stack = QStackedWidget()
        for page in (self.promise, self.prices, self.lots, self.units, self.extensions, files, self.changes):
            self._stack.addWidget(page)
        self.strip.chosen.connect(self._stack.setCurrentIndex)
        sheet.body.addWidget(self.strip)
        sheet.body.addWidget(self._stack, 1)
        return sheet

    def _unit_panel(self) -> TablePanel:
        empty = EmptyState(
            _("No unit stands under this contract yet"),
            _("Put units into a delivery, or onto a line of the price list."),
            "assets",
        )
        panel = TablePanel(
            self.desk, "contract_units", source(self.desk.ctx, self._contract_id), FILTERS,
            views=KeptViews(self.desk.ctx), counted=some_units, empty=empty,
            parent=self,
        )  # fmt: skip
        panel.findChildren(Card)[0].setProperty("role", "plain")  # it stands in a card already
        panel.opened.connect(self._open_unit)
        self._export = ListExport(self.desk, panel, _("Units"))
        return panel

    # showing

    def refresh(self) -> None:
        """Fetch the contract again."""
        self.desk.jobs.query(load, self.desk.ctx, self._contract_id, done=self._show)

    def turn_to(self, route: Route) -> bool:
        """Another delivery of the same contract."""
        if route.page != "contract" or int(str(route.args[0])) != self._contract_id:
            return False
        self._go_to(route)
        return True

    def _go_to(self, route: Route) -> None:
        words = [str(word) for word in route.args[1:]]
        if words[:1] == ["lot"] and len(words) > 1:
            self.strip.choose(LOTS)
            self.lots.show_lot(int(words[1]))

    def dirty(self) -> bool:
        """Something is being typed beside the tabs."""
        return self.drawer.dirty()

    @Slot(str, object)
    def _changed(self, entity: str, ids: tuple[int, ...]) -> None:
        if entity in BELONGS or (entity == "contract" and (not ids or self._contract_id in ids)):
            self.refresh()

    @Slot(object)
    def _show(self, loaded: Loaded) -> None:
        self.loaded = loaded
        found, row = loaded.card, loaded.card.contract
        self.set_title(row.number, row.title)
        self.set_crumbs([(_("Contracts"), Route("contracts")), (row.number, None)])
        self.customer.setText(row.customer)
        self.customer.setAccessibleName(row.customer)
        facts = [
            _("signed {day}").format(day=show_day(row.signed_on)) if row.signed_on else _("not signed"),
            found.branch,
            _("service agreement {number}").format(number=row.service_agreement_no) if row.service_agreement_no else "",
            " ".join(row.remark.split()),
        ]
        self._where.setText(" · ".join(fact for fact in facts if fact))
        self.chips.show_contract(loaded)
        self.promise.show_promise(found, loaded.policy)
        self.prices.show_card(found)
        self.lots.show_card(found)
        self.extensions.show_card(found)
        self.changes.show_records(loaded.changes)
        self._correct.setVisible(row.accepted_on is not None)
        self._several.setVisible(len(self.lots.ready()) > 1)
        counts = {
            PRICES: len(found.lines), LOTS: len(found.lots), UNITS: found.units, EXTENSIONS: len(found.extensions),
            FILES: found.attachments, CHANGES: len(loaded.changes),
        }  # fmt: skip
        for index, count in counts.items():
            self.strip.set_count(index, count)

    def _to_units(self) -> None:
        self.strip.choose(UNITS)

    def _to_lots(self) -> None:
        self.strip.choose(LOTS)

    # what is done

    @Slot()
    def edit(self) -> None:
        """Correct the contract."""
        self.desk.jobs.query(form_choices, self.desk.ctx, done=self._edit)

    @Slot(object)
    def _edit(self, choices: FormChoices) -> None:
        if self.loaded is None:
            return
        row = self.loaded.card.contract
        form = forms.contract_form(self.desk, choices, known=True)
        form.fill(forms.contract_values(row))
        self.drawer.file(
            _("Edit {name}").format(name=row.number), form, commands.edit, forms.changed_contract(row),
            seen_version=row.version, renew=forms.renewed_contract(row.id), known=Known(_("Open it"), self._open),
        )  # fmt: skip

    @Slot()
    def add_here(self) -> None:
        """A line, a delivery or a maintenance contract, by the tab that is open."""
        tab = self.strip.current
        if tab == LOTS:
            self.lots.plan()
        elif tab == EXTENSIONS:
            self.new_extension()
        else:
            self.strip.choose(PRICES)
            self.line_acts.ask_line(None)

    @Slot()
    def _next_step(self) -> None:
        self.strip.choose(LOTS)
        self.lots.next_step()

    @Slot()
    def _accept_several(self) -> None:
        self.strip.choose(LOTS)
        self.lots.accept_several()

    @Slot()
    def change_policy(self) -> None:
        """Choose another policy, or another version."""
        self._change_policy(0)

    def _newer(self) -> None:
        policy = None if self.loaded is None else self.loaded.card.policy
        self._change_policy(0 if policy is None else policy.newer_id or 0)

    def _change_policy(self, wanted: int) -> None:
        if self.loaded is not None:
            found = self.loaded
            dialog = PolicyDialog(
                self.desk, found.card.contract, found.policy.id, found.card.units, wanted=wanted, parent=self
            )
            dialog.filed.connect(self._filed)
            dialog.open()

    @Slot()
    def correct(self) -> None:
        """Ask for a correction of the acceptance of the contract as a whole."""
        if self.loaded is not None:
            row = self.loaded.card.contract
            CorrectDialog(self.desk, row.number, "contract", row.id, row.accepted_on, self).open()

    @Slot()
    def new_extension(self) -> None:
        """A maintenance contract that goes on from this one."""
        if self.loaded is not None:
            row = self.loaded.card.contract
            dialog = ExtensionDialog(
                self.desk, customer=Choice(row.customer_id, row.customer), contract=Choice(row.id, row.number),
                parent=self,
            )  # fmt: skip
            dialog.filed.connect(self._filed)
            dialog.open()

    @Slot(object)
    def _ordered(self, _result: object) -> None:
        self.refresh()

    @Slot(object)
    def _filed(self, _result: object) -> None:
        self._done(_("Saved."))

    @Slot(str)
    def _done(self, said: str) -> None:
        self.desk.toast(said)
        self.refresh()

    # going on

    @Slot(object)
    def _open(self, contract_id: int) -> None:
        self.desk.open(Route("contract", contract_id))

    @Slot()
    def _open_customer(self) -> None:
        if self.loaded is not None:
            self.desk.open(Route("customer", self.loaded.card.contract.customer_id))

    @Slot(object)
    def _open_unit(self, asset_id: int) -> None:
        self.desk.open(Route("asset", asset_id))

    @Slot(object)
    def _open_extension(self, line: ExtensionLine) -> None:
        self.desk.open(Route("extension", line.id))

    @Slot()
    def _open_policy(self) -> None:
        if self.loaded is not None:
            self.desk.open(Route("policies", self.loaded.policy.id))
