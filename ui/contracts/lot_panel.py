"""One delivery: how far it is, what comes next, what still stands before its acceptance, its units and checks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.contracts.deliveries import CheckLine, LotCard, LotLine, LotUnitLine, NextStep
from inventory.contracts.hindrances import hindrances
from inventory.contracts.lot_rules import EARLY_STATES, OPEN_STATES
from inventory.contracts.words import (
    Appearance,
    CheckResult,
    Counted,
    LotState,
    appearance_word,
    area_word,
    check_word,
    counted_word,
    lot_state_word,
    result_word,
)
from inventory.i18n import N_, _, pgettext
from inventory.values.days import show_day
from ui.contracts.giving import GivingRecords
from ui.contracts.step_bar import StepBar
from ui.desk import Desk
from ui.theme import Meaning
from ui.widgets.buttons import Role, button, more_button
from ui.widgets.cards import KeyValues, Section
from ui.widgets.chips import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.records import ROW, Field, Records
from ui.widgets.words import words

ACTS: Final = {
    NextStep.PLAN: N_("Plan the day"),
    NextStep.FILL: N_("Add units"),
    NextStep.NOTIFY: N_("Customer notified …"),
    NextStep.ARRIVE: N_("Goods arrived …"),
    NextStep.SPLIT: N_("Move to a delivery of their own …"),
    NextStep.INSTALL: N_("Units installed …"),
    NextStep.CHECK: N_("Enter results …"),
    NextStep.COMPLETE: N_("Completed …"),
    NextStep.ACCEPT: N_("Acceptance signed …"),
}
"""The word of the button that does the next step."""
STATES: Final = {
    LotState.ACCEPTED: Meaning.OK,
    LotState.CANCELLED: Meaning.OFF,
    LotState.PLANNED: Meaning.INFO,
}
_MOST_ROWS: Final = 12


def state_meaning(state: LotState) -> Meaning:
    """Under way unless it is done, off, or only planned."""
    return STATES.get(state, Meaning.SOON)


class LotPanel(QWidget):
    """Signals: ``step_asked(NextStep)``; ``wish(str)``: "edit", "units", "take_out", "recount", "back", "cancel",
    "checks", "add_check", "remove_check", "certificate", "papers", "notice", "correct"; ``unit_opened(LotUnitLine)``.
    """

    step_asked = Signal(object)
    wish = Signal(str)
    unit_opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.card: LotCard | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        sheet = QWidget()
        sheet.setProperty("role", "plain")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(12)
        self.chip = Chip("", Meaning.INFO)
        self.title = words("", "heading")
        column.addWidget(self._head())
        self.bar = StepBar()
        column.addWidget(self.bar)
        self.facts = KeyValues(columns=3)
        column.addWidget(self.facts)
        self.hindering = Section(_("Before the acceptance"), flush=False)
        self._sentences = QVBoxLayout()
        self._sentences.setSpacing(4)
        self.hindering.inside.addLayout(self._sentences)
        column.addWidget(self.hindering)
        self.units = self._unit_list()
        column.addWidget(self.units_section)
        self.checks = self._check_list()
        column.addWidget(self.checks_section)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(sheet)
        outer.addWidget(self.area)

    def _head(self) -> QWidget:
        head = QWidget()
        row = FlowLayout(head)
        row.addWidget(self.title)
        row.addWidget(self.chip)
        self.step_button = self._button("", self._step, "primary")
        self.back_button = self._button(_("Take back the step"), self._wishing, key="back")
        self.certificate_button = button(_("Certificate"), self._wishing)
        self.certificate_button.setObjectName("certificate")
        self.papers_button = button(pgettext("delivery", "Papers"), self._wishing)
        self.papers_button.setToolTip(_("The scan of the signed certificate, delivery notes, photos"))
        self.papers_button.setObjectName("papers")
        for made in (self.step_button, self.back_button, self.certificate_button, self.papers_button):
            row.addWidget(made)
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.acts: dict[str, QAction] = {}
        for key, word in (
            ("edit", _("Edit the plan")), ("notice", _("Notice of the visit")), ("cancel", _("Cancel the delivery")),
            ("correct", _("Correct the acceptance date")),
        ):  # fmt: skip
            action = self.menu.addAction(word)
            action.setObjectName(key)
            action.triggered.connect(self._wishing)
            if key != "notice":
                self._desk.permits.guard(action, Right.EDIT_CONTRACTS)
            self.acts[key] = action
        row.addWidget(more_button(self.menu, tip=_("More about this delivery")))
        return head

    def _button(self, word: str, slot: Callable[[], None], role: Role = "plain", key: str = "") -> QPushButton:
        made = button(word, slot, role)
        made.setObjectName(key)
        self._desk.permits.guard(made, Right.EDIT_CONTRACTS)
        return made

    def _unit_list(self) -> Records:
        self.units_section = Section(_("Units"))
        self.add_button = self._button(_("Add units"), self._wishing, key="units")
        self.out_button = self._button(_("Take out"), self._wishing, key="take_out")
        self.recount_button = self._button(_("Correct the count"), self._wishing, key="recount")
        for made in (self.add_button, self.out_button, self.recount_button):
            self.units_section.add_to_head(made)
        found = GivingRecords(
            [
                Field(_("Serial number"), lambda unit: unit.serial_no, 150, tip=_unit_tip),
                Field(_("Product"), lambda unit: f"{unit.product_name} {unit.model_code}", 0, tip=_unit_tip),
                Field(_("Counted"), _count_word, 140, chip=_count_meaning, tip=_count_tip),
                Field(
                    _("Place"), lambda unit: unit.location_text, 150, quiet=True, tip=lambda unit: unit.location_text
                ),
                Field(_("Installed on"), lambda unit: show_day(unit.installed_on), 110),
            ],
            _("Units"),
            (4, 3),
        )
        found.opened.connect(self.unit_opened)
        self.units_section.inside.addWidget(found)
        return found

    def _check_list(self) -> Records:
        self.checks_section = Section(_("Tests and documents"))
        self.results_button = self._button(_("Enter results"), self._wishing, key="checks")
        self.add_check_button = self._button(_("Add a check"), self._wishing, key="add_check")
        self.remove_check_button = self._button(_("Remove"), self._wishing, key="remove_check")
        for made in (self.results_button, self.add_check_button, self.remove_check_button):
            self.checks_section.add_to_head(made)
        found = Records(
            [
                Field(_("Kind"), lambda check: area_word(check.area), 150, quiet=True),
                Field(_("What"), lambda check: check_word(check.item), 0),
                Field(_("Result"), lambda check: result_word(check.result), 140, chip=_result_meaning),
                Field(_("Remark"), lambda check: check.remark, 150, quiet=True, tip=lambda check: check.remark),
            ],
            _("Tests and documents"),
        )
        self.checks_section.inside.addWidget(found)
        return found

    # showing

    def show_lot(self, card: LotCard) -> None:
        """Show another delivery, or the same as it is now."""
        self.card = card
        line = card.line
        self.title.setText(_("Delivery {number}").format(number=line.number))
        self.chip.say(lot_state_word(line.state), state_meaning(line.state))
        self.bar.show_lot(line)
        self.facts.show_facts(_facts(line))
        self._show_hindrances(card)
        for part, rows in ((self.units, card.units), (self.checks, card.checks)):
            part.show_records(rows)
            part.setFixedHeight(ROW * (min(max(len(rows), 1), _MOST_ROWS) + 1) + 6)
        self.units_section.badge.count(len(card.units), Meaning.INFO)
        self.checks_section.badge.count(line.checks_open + line.checks_failed, Meaning.SOON)
        self._wake(line)

    def _show_hindrances(self, card: LotCard) -> None:
        while (item := self._sentences.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        found = hindrances(card)
        open_ = card.line.state in OPEN_STATES
        for sentence in found:
            self._sentences.addWidget(words(f"• {sentence}", wrap=True))
        if open_ and not found:
            self._sentences.addWidget(words(_("Nothing more: both sides can sign."), wrap=True))
        self.hindering.badge.count(len(found), Meaning.SOON)
        self.hindering.setVisible(open_)

    def _wake(self, line: LotLine) -> None:
        step, early = line.step, line.state in EARLY_STATES
        before = line.state in (LotState.PLANNED, LotState.NOTIFIED)
        open_ = line.state in OPEN_STATES
        self.step_button.setVisible(step is not None)
        if step is not None:
            self.step_button.setText(_(ACTS[step]))
            self.step_button.setAccessibleName(_(ACTS[step]))
            self.step_button.setToolTip(_("{action} ({keys})").format(action=_(ACTS[step]), keys="F9"))
        self.back_button.setVisible(line.goes_back)
        self.add_button.setVisible(early)
        self.out_button.setVisible(before and bool(line.units))
        self.recount_button.setVisible(line.state is LotState.ARRIVED)
        for made in (self.results_button, self.add_check_button, self.remove_check_button):
            made.setVisible(open_)
        self.acts["edit"].setVisible(before)
        self.acts["notice"].setVisible(open_)
        self.acts["cancel"].setVisible(before or (early and not line.present))
        self.acts["correct"].setVisible(line.state is LotState.ACCEPTED)

    def chosen_check(self) -> CheckLine | None:
        """The check that is current."""
        row = self.checks.currentIndex().row()
        return self.checks.records[row] if 0 <= row < len(self.checks.records) else None

    # wishes

    def _step(self) -> None:
        if self.card is not None and self.card.line.step is not None:
            self.step_asked.emit(self.card.line.step)

    def _wishing(self) -> None:
        asked = self.sender()
        if asked is not None:
            self.wish.emit(asked.objectName())


def _facts(line: LotLine) -> list[tuple[str, str]]:
    facts = [(_("Site"), line.site), (_("Planned for"), show_day(line.planned_on))]
    if line.notice is not None:
        facts.append((_("Notice by"), show_day(line.notice.due)))
    if line.arrived_on is not None:
        counted = _("{customer}, in the presence of {ours}").format(customer=line.counted_by, ours=line.witnessed_by)
        facts.append((_("Goods counted by"), counted))
    if line.state is LotState.ACCEPTED:
        signed = _("{customer} and {ours}").format(customer=line.customer_signer, ours=line.our_signer)
        facts += [(_("Certificate"), line.certificate_no), (_("Signed by"), signed)]
    if line.remark:
        facts.append((_("Remark"), line.remark))
    return facts


def _unit_tip(unit: LotUnitLine) -> str:
    parts = [unit.serial_no, f"{unit.product_name} {unit.model_code}", unit.location_text, show_day(unit.installed_on)]
    return " · ".join(part for part in parts if part)


def _count_word(unit: LotUnitLine) -> str:
    return appearance_word(unit.appearance) if unit.counted is Counted.PRESENT else counted_word(unit.counted)


def _count_meaning(unit: LotUnitLine) -> Meaning:
    if unit.counted is Counted.MISSING or unit.appearance is Appearance.DAMAGED:
        return Meaning.LATE
    return Meaning.OK if unit.is_whole else Meaning.OFF


def _count_tip(unit: LotUnitLine) -> str:
    said = " · ".join((counted_word(unit.counted), appearance_word(unit.appearance)))
    return f"{said}\n{unit.note}" if unit.note else said


def _result_meaning(check: CheckLine) -> Meaning:
    meanings = {
        CheckResult.PASSED: Meaning.OK, CheckResult.FAILED: Meaning.LATE, CheckResult.OPEN: Meaning.SOON,
        CheckResult.NOT_APPLICABLE: Meaning.OFF,
    }  # fmt: skip
    return meanings[check.result]
