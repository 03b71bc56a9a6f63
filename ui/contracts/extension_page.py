"""One maintenance contract: what it covers, and from when until when each of its units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.contracts.extension_queries import ExtensionCard, ExtensionUnitLine, card
from inventory.contracts.extensions import ExtensionUnits, take_from
from inventory.contracts.words import start_word
from inventory.i18n import N_, _
from inventory.journal import ChangeLine, changes
from inventory.values.days import show_day
from inventory.work import Context
from ui.actions import Act, declare
from ui.attachments.files import FilesTab
from ui.contracts.changes import Changed, fields
from ui.contracts.extension_dialog import ExtensionDialog, MoreUnitsDialog
from ui.contracts.source import covers_word, ending
from ui.desk import Desk
from ui.navigation import Route
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.cards import Card, EmptyState, KeyValues, either
from ui.widgets.chips import Chip
from ui.widgets.dialogs import Answer, Question
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Field, Records
from ui.widgets.tabs import TabStrip

_RIGHT: Final = (Right.EDIT_CONTRACTS,)
EDIT: Final = declare(
    Act("extension_edit", N_("Edit this maintenance contract"), icon="edit", keys="Ctrl+Shift+E", of="edit",
        needs=_RIGHT)
)  # fmt: skip
MORE: Final = declare(Act("extension_units", N_("Add units"), icon="add", keys="Ctrl+N", of="new", needs=_RIGHT))
UNITS, FILES, CHANGES = range(3)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the page shows."""

    card: ExtensionCard
    changes: list[ChangeLine]


def load(ctx: Context, extension_id: int) -> Loaded:
    """A maintenance contract with its change record. Asks the database."""
    return Loaded(card(ctx, extension_id), changes("extension_contract", extension_id))


class ExtensionPage(PageFrame):
    """``Route("extension", id)``."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Maintenance contract"), parent=parent)
        self._extension_id = int(str(route.args[0]))
        self.loaded: Loaded | None = None
        self.facts = KeyValues(columns=4)
        about = Card()
        about.body.addWidget(self.facts)
        self._chip_row = QHBoxLayout()
        self._chip_row.setSpacing(8)
        self.chip = Chip("", Meaning.OFF)
        self._chip_row.addWidget(self.chip)
        self.customer = button("", self._open_customer, "link")
        self.contract = button("", self._open_contract, "link")
        self._chip_row.addWidget(self.customer)
        self._chip_row.addWidget(self.contract)
        self._chip_row.addStretch(1)
        self.body.addLayout(self._chip_row)
        self.body.addWidget(about)
        self.body.addWidget(self._tabs(), 1)
        self.add_action(EDIT, self.edit, button=True)
        self.add_action(MORE, self.add_units, primary=True)
        desk.bridge.records_changed.connect(self._changed)
        self.setFocusProxy(self.units)
        self.refresh()

    def _tabs(self) -> Card:
        sheet = Card(flush=True)
        self.strip = TabStrip([_("Units"), _("Documents"), _("Changes")])
        self.units = Records(
            [
                Field(_("Serial number"), lambda unit: unit.serial_no, 180),
                Field(_("Product"), lambda unit: f"{unit.product_name} {unit.model_code}"),
                Field(_("Covers from"), lambda unit: show_day(unit.first) or _("not before the acceptance"), 190),
                Field(_("Covers until"), lambda unit: show_day(unit.last) or "–", 120),
            ],
            _("Units"),
        )
        self.units.opened.connect(self._open_unit)
        self.units.chosen.connect(self._wake)
        self.take_button = button(_("Take out"), self._ask_take)
        self.desk.permits.guard(self.take_button, *_RIGHT)
        self.take_button.setEnabled(False)
        none = EmptyState(
            _("No unit is under it yet"), _("Add units: each shows the days that it would get."), "assets"
        )
        self._units = either(self.units, none)
        page = QWidget()
        page.setProperty("role", "plain")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setContentsMargins(14, 8, 8, 0)
        row.addStretch(1)
        row.addWidget(self.take_button)
        column.addLayout(row)
        column.addWidget(self._units, 1)
        files = FilesTab(self.desk, "extension_contract")
        files.show_record(self._extension_id)
        self.changes = Records(fields(), _("Changes"))
        self._stack = QStackedWidget()
        for each in (page, files, self.changes):
            self._stack.addWidget(each)
        self.strip.chosen.connect(self._stack.setCurrentIndex)
        sheet.body.addWidget(self.strip)
        sheet.body.addWidget(self._stack, 1)
        return sheet

    def refresh(self) -> None:
        """Fetch it again."""
        self.desk.jobs.query(load, self.desk.ctx, self._extension_id, done=self._show)

    @Slot(str, object)
    def _changed(self, entity: str, ids: tuple[int, ...]) -> None:
        if entity in ("extension_unit", "asset") or (
            entity == "extension_contract" and (not ids or self._extension_id in ids)
        ):
            self.refresh()

    @Slot(object)
    def _show(self, loaded: Loaded) -> None:
        self.loaded = loaded
        line = loaded.card.line
        self.set_title(line.number, _("Maintenance contract"))
        self.set_crumbs([(_("Contracts"), Route("contracts", "maintenance")), (line.number, None)])
        cell = ending(line, self.desk.ctx)
        self.chip.say(cell.text, cell.meaning)
        self.customer.setText(line.customer)
        self.customer.setAccessibleName(line.customer)
        self.contract.setText(line.contract_no)
        self.contract.setAccessibleName(line.contract_no)
        self.contract.setVisible(bool(line.contract_no))
        self.facts.show_facts(
            [
                (_("Term (months)"), str(line.months)),
                (_("Begins"), start_word(line.start)),
                (_("Signed on"), show_day(line.signed_on)),
                (_("First day"), show_day(line.effective_from or line.first)),
                (_("Covers"), covers_word(line)),
                (_("Priority of its cases"), str(line.priority)),
                (_("Price"), "" if line.price is None else str(line.price)),
                (_("Remark"), line.remark),
            ]
        )
        self.units.show_records(loaded.card.units)
        self._units.setCurrentIndex(0 if loaded.card.units else 1)
        self.take_button.setEnabled(False)
        self.changes.show_records([Changed(line.number, change) for change in loaded.changes])
        self.strip.set_count(UNITS, len(loaded.card.units))
        self.strip.set_count(CHANGES, len(loaded.changes))

    # what is done

    @Slot()
    def edit(self) -> None:
        """Correct it; the days of its units follow while one types."""
        if self.loaded is not None:
            dialog = ExtensionDialog(self.desk, known=self.loaded.card, parent=self)
            dialog.filed.connect(self._filed)
            dialog.open()

    @Slot()
    def add_units(self) -> None:
        """Put more units under it."""
        if self.loaded is not None:
            dialog = MoreUnitsDialog(self.desk, self.loaded.card, self)
            dialog.filed.connect(self._filed)
            dialog.open()

    @Slot(object)
    def _wake(self, _unit: object) -> None:
        self.take_button.setEnabled(True)

    @Slot()
    def _ask_take(self) -> None:
        row = self.units.currentIndex().row()
        if self.loaded is None or not 0 <= row < len(self.units.records):
            return
        self._leaving: ExtensionUnitLine = self.units.records[row]
        question = Question(
            _("The cover of {serial} ends without this contract.").format(serial=self._leaving.serial_no),
            [Answer("take", _("Take out"), "danger"), Answer("", _("Keep"))],
            _("Take it out?"),
            Meaning.SOON,
            self.window(),
        )
        question.answered.connect(self._take)
        question.open()

    @Slot(str)
    def _take(self, answer: str) -> None:
        if answer == "take" and self.loaded is not None:
            line = self.loaded.card.line
            wanted = ExtensionUnits(
                extension_id=line.id, seen_version=line.version, asset_ids=(self._leaving.asset_id,)
            )
            self.desk.jobs.command(take_from, self.desk.ctx, wanted, done=self._filed)

    @Slot(object)
    def _filed(self, _result: object) -> None:
        self.desk.toast(_("Saved."))
        self.refresh()

    @Slot(object)
    def _open_unit(self, unit: ExtensionUnitLine) -> None:
        self.desk.open(Route("asset", unit.asset_id))

    @Slot()
    def _open_customer(self) -> None:
        if self.loaded is not None:
            self.desk.open(Route("customer", self.loaded.card.line.customer_id))

    @Slot()
    def _open_contract(self) -> None:
        if self.loaded is not None and self.loaded.card.line.contract_id is not None:
            self.desk.open(Route("contract", self.loaded.card.line.contract_id))
