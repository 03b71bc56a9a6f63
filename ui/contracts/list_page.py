"""All contracts, what their deliveries wait for, and the maintenance contracts beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from inventory.access.rights import Right
from inventory.contracts.choices import FormChoices, form_choices
from inventory.contracts.commands import add
from inventory.contracts.deliveries import LotLine, due
from inventory.i18n import N_, _
from ui.actions import Act, declare
from ui.contracts.extension_dialog import ExtensionDialog
from ui.contracts.forms import contract_form, new_contract
from ui.contracts.source import (
    EXTENSION_FILTERS,
    FILTERS,
    extension_source,
    some_contracts,
    some_extensions,
    source,
)
from ui.contracts.worklist import Worklist
from ui.desk import Desk
from ui.editing.filing import Known
from ui.editing.form_drawer import FormDrawer
from ui.navigation import Route
from ui.tables.criteria import Criteria
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState
from ui.widgets.page_frame import PageFrame
from ui.widgets.tabs import TabStrip

_RIGHT: Final = (Right.EDIT_CONTRACTS,)
NEW: Final = declare(Act("contract_new", N_("New contract"), icon="add", keys="Ctrl+N", of="new", needs=_RIGHT))
NEW_EXTENSION: Final = declare(
    Act("extension_new", N_("New maintenance contract"), icon="add", keys="Ctrl+Shift+K", needs=_RIGHT)
)
CONTRACTS, EXTENSIONS = range(2)
_LOTS: Final = frozenset({"contract", "delivery_lot", "lot_unit", "lot_check", "asset"})


class ContractsPage(PageFrame):
    """``Route("contracts")``, or ``Route("contracts", "maintenance")``; a third part "ending" lists what ends soon."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Contracts"), parent=parent)
        self.drawer = FormDrawer(desk)
        self.drawer.filed.connect(self._added)
        self.worklist = Worklist()
        self.worklist.opened.connect(self._open_lot)
        self.strip = TabStrip([_("Contracts"), _("Maintenance contracts")])
        self.panel = self._contracts()
        self.extensions = self._extensions()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.panel)
        self._stack.addWidget(self.extensions)
        self.strip.chosen.connect(self._turned)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._stack, 1)
        row.addWidget(self.drawer)
        self.body.addWidget(self.worklist)
        self.body.addWidget(self.strip)
        self.body.addLayout(row, 1)
        self.add_action(NEW, self.begin_new, primary=True)
        self.add_action(NEW_EXTENSION, self.new_extension, button=True)
        desk.bridge.records_changed.connect(self._changed)
        self.setFocusProxy(self.panel)
        self.panel.load()
        self.extensions.load()
        self.turn_to(route)

    def _contracts(self) -> TablePanel:
        buttons = [self.desk.permits.guard(button(_("New contract"), self.begin_new, "primary"), *_RIGHT)]
        nothing = EmptyState(
            _("There are no contracts yet"),
            _("Enter the first one: its policy says what was promised, its deliveries when the cover began."),
            "contracts",
            buttons,
        )
        panel = TablePanel(
            self.desk, "contracts", source(), FILTERS, views=KeptViews(self.desk.ctx), counted=some_contracts,
            empty=nothing,
            parent=self,
        )  # fmt: skip
        panel.opened.connect(self._open)
        self._export = ListExport(self.desk, panel, _("Contracts"))
        return panel

    def _extensions(self) -> TablePanel:
        made = button(_("New maintenance contract"), self.new_extension, "primary")
        nothing = EmptyState(
            _("There are no maintenance contracts yet"),
            _("They go on where the warranty ends; each unit shows its own days."),
            "contracts",
            [self.desk.permits.guard(made, *_RIGHT)],
        )
        panel = TablePanel(
            self.desk, "extensions", extension_source(self.desk.ctx), EXTENSION_FILTERS,
            views=KeptViews(self.desk.ctx), counted=some_extensions, empty=nothing,
            parent=self,
        )  # fmt: skip
        panel.opened.connect(self._open_extension)
        self._export_extensions = ListExport(self.desk, panel, _("Maintenance contracts"))
        return panel

    # what is shown

    def refresh(self) -> None:
        """Fetch the lists again."""
        self.panel.refresh()
        self.extensions.refresh()
        self._ask_lots()

    def shown(self) -> None:
        """What waits may be more by now."""
        self._ask_lots()

    def turn_to(self, route: Route) -> bool:
        """The list that was asked for."""
        if route.page != "contracts":
            return False
        words = [str(word) for word in route.args]
        self.strip.choose(EXTENSIONS if "maintenance" in words else CONTRACTS)
        if "ending" in words:
            self.extensions.load(Criteria().having("ending", ("90",)))
        return True

    def dirty(self) -> bool:
        """A new contract is being typed."""
        return self.drawer.dirty()

    def _ask_lots(self) -> None:
        self.desk.jobs.query(due, self.desk.ctx, done=self._show_lots)

    @Slot(object)
    def _show_lots(self, lots: Sequence[LotLine]) -> None:
        self.worklist.show_lots(lots)
        self.desk.set_count("contracts", len(lots))

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity in _LOTS and self.isVisible():
            self._ask_lots()

    @Slot(int)
    def _turned(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self.setFocusProxy(self.panel if index == CONTRACTS else self.extensions)

    # going on

    @Slot(object)
    def _open(self, contract_id: int) -> None:
        self.desk.open(Route("contract", contract_id))

    @Slot(object)
    def _open_extension(self, extension_id: int) -> None:
        self.desk.open(Route("extension", extension_id))

    @Slot(object)
    def _open_lot(self, lot: LotLine) -> None:
        self.desk.open(Route("contract", lot.contract_id, "lot", lot.id))

    # a new one

    @Slot()
    def begin_new(self) -> None:
        """Ask for a new contract."""
        self.strip.choose(CONTRACTS)
        self.desk.jobs.query(form_choices, self.desk.ctx, done=self._ask_new)

    @Slot(object)
    def _ask_new(self, choices: FormChoices) -> None:
        self.panel.drawer.shut()
        form = contract_form(self.desk, choices)
        self.drawer.file(_("New contract"), form, add, new_contract, known=Known(_("Open it"), self._open))

    @Slot(object)
    def _added(self, contract_id: int) -> None:
        self.desk.toast(_("The contract is in the list."))
        self._open(contract_id)

    @Slot()
    def new_extension(self) -> None:
        """Ask for a new maintenance contract."""
        dialog = ExtensionDialog(self.desk, parent=self)
        dialog.filed.connect(self._extension_added)
        dialog.open()

    @Slot(object)
    def _extension_added(self, extension_id: int) -> None:
        self.desk.toast(_("The maintenance contract is in the list."))
        self._open_extension(extension_id)
