"""The deliveries of a contract: their list, the one that is chosen, and the dialogs of its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.choices import Choice
from inventory.contracts.candidates import Candidate, for_lot
from inventory.contracts.card import ContractCard
from inventory.contracts.checks import remove_check
from inventory.contracts.choices import pick_sites
from inventory.contracts.deliveries import LotCard, LotLine, NextStep, lot
from inventory.contracts.steps import LotStep, step_back
from inventory.contracts.words import lot_state_word
from inventory.i18n import N_, _, ngettext
from inventory.values.days import show_day
from inventory.work import Context
from ui.contracts import accept_forms
from ui.contracts import lot_forms as forms
from ui.contracts.certificate_dialog import CertificateDialog, NoticeDialog
from ui.contracts.correct_dialog import correct_lot
from ui.contracts.lot_panel import LotPanel, state_meaning
from ui.contracts.lot_papers import LotPapers
from ui.contracts.units_dialog import LotUnitsDialog
from ui.desk import Desk
from ui.editing.step_dialog import StepDialog
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState, either
from ui.widgets.dialogs import Answer, Question
from ui.widgets.records import Field, Records
from ui.widgets.words import words

LIST_WIDTH: Final = 244
SEVERAL: Final = N_("Accept several deliveries")
SEVERAL_KEYS: Final = "Shift+F9"


@dataclass(frozen=True, slots=True)
class Planning:
    """What the form of a new delivery offers."""

    sites: tuple[Choice, ...]
    units: tuple[Candidate, ...]


def planning(ctx: Context, contract_id: int, customer_id: int) -> Planning:
    """Sites of the customer, and units that can come. Runs in the read lane."""
    return Planning(tuple(pick_sites(customer_id)), tuple(for_lot(ctx, contract_id)))


class LotsTab(QWidget):
    """Signals: ``done(str)``: a step is recorded, with a translated word; ``unit_opened(id)``."""

    done = Signal(str)
    unit_opened = Signal(object)

    def __init__(self, desk: Desk, contract_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._contract_id = contract_id
        self._customer_id = 0
        self.wanted = 0
        """The delivery to be shown when the list comes; 0: the first that is under way."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 8, 0)
        head.addWidget(words(_("Deliveries"), "heading", wrap=True), 1)
        self.plan_button = button(_("Plan"), self.plan, symbol="add")
        self.plan_button.setToolTip(_("Plan a delivery"))
        desk.permits.guard(self.plan_button, Right.EDIT_CONTRACTS)
        head.addWidget(self.plan_button)
        column.addLayout(head)
        self.list = Records(
            [
                Field(_("No."), lambda line: str(line.number), 54, right=True),
                Field(_("State"), lambda line: lot_state_word(line.state), 0, chip=_meaning,
                      tip=_tip),
                Field(_("Units"), lambda line: f"{line.units:,}", 58, right=True),
            ],
            _("Deliveries"),
        )  # fmt: skip
        self.list.chosen.connect(self._chosen)
        column.addWidget(self.list, 1)
        self.several_button = button(_("Accept several"), self.accept_several)
        self.several_button.setToolTip(_("{action} ({keys})").format(action=_(SEVERAL), keys=SEVERAL_KEYS))
        desk.permits.guard(self.several_button, Right.EDIT_CONTRACTS)
        self.several_button.hide()
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 8, 10)
        foot.addWidget(self.several_button)
        column.addLayout(foot)
        row.addWidget(left)
        self.panel = LotPanel(desk)
        self.panel.step_asked.connect(self.take_step)
        self.panel.wish.connect(self._wished)
        self.panel.unit_opened.connect(self._open_unit)
        none = EmptyState(
            _("No delivery is planned yet"),
            _("A delivery goes from the notice over arrival and installation to the acceptance; with it cover begins."),
            "contracts",
            [desk.permits.guard(button(_("Plan a delivery"), self.plan, "primary"), Right.EDIT_CONTRACTS)],
        )
        self.stack = either(self.panel, none)
        row.addWidget(self.stack, 1)
        self.setFocusProxy(self.list)

    # showing

    def show_card(self, card: ContractCard) -> None:
        """Show a contract's deliveries; the one on show stays."""
        self._customer_id = card.contract.customer_id
        before = self.panel.card.line.id if self.panel.card is not None else 0
        self.list.blockSignals(True)
        self.list.show_records(card.lots)
        self.list.blockSignals(False)
        self.stack.setCurrentIndex(0 if card.lots else 1)
        self.several_button.setVisible(len(self.ready()) > 1)
        if not card.lots:
            return
        ids = [line.id for line in card.lots]
        open_ = [line.id for line in card.lots if line.step is not None]
        chosen = next((one for one in (self.wanted, before, *open_) if one in ids), ids[-1])
        self.wanted = 0
        self.list.select(lambda line: bool(line.id == chosen))
        self._fetch(chosen)

    def show_lot(self, lot_id: int) -> None:
        """Go to a delivery, now or when the list comes."""
        self.wanted = lot_id
        self.list.select(lambda line: bool(line.id == lot_id))

    @Slot(object)
    def _chosen(self, line: LotLine) -> None:
        self._fetch(line.id)

    def _fetch(self, lot_id: int) -> None:
        self._desk.jobs.query(lot, self._desk.ctx, lot_id, done=self._show)

    @Slot(object)
    def _show(self, card: LotCard) -> None:
        current = self.list.currentIndex().row()
        if 0 <= current < len(self.list.records) and self.list.records[current].id != card.line.id:
            return  # the person has gone on meanwhile
        self.panel.show_lot(card)

    @Slot(object)
    def _open_unit(self, unit: object) -> None:
        self.unit_opened.emit(unit.asset_id)  # type: ignore[attr-defined]  # a LotUnitLine

    # steps

    @Slot()
    def plan(self) -> None:
        """Ask for a new delivery."""
        self._desk.jobs.query(planning, self._desk.ctx, self._contract_id, self._customer_id, done=self._plan)

    @Slot(object)
    def _plan(self, found: Planning) -> None:
        dialog = forms.plan_dialog(self._desk, self._contract_id, found.sites, found.units, self)
        dialog.filed.connect(self._planned)
        dialog.open()

    @Slot(object)
    def _planned(self, lot_id: int) -> None:
        self.wanted = lot_id
        self.done.emit(_("The delivery is planned."))

    @Slot()
    def next_step(self) -> None:
        """Do what comes next for the delivery on show."""
        card = self.panel.card
        if card is not None and card.line.step is not None and self._desk.permits.may(Right.EDIT_CONTRACTS):
            self.take_step(card.line.step)

    def ready(self) -> list[LotLine]:
        """The deliveries of the contract that only want their signatures."""
        return [line for line in self.list.records if line.is_ready]

    @Slot()
    def accept_several(self) -> None:
        """Ask for the signature under several deliveries at once."""
        ready = self.ready()
        if len(ready) > 1:
            waiting = sum(line.step is not None for line in self.list.records) - len(ready)
            dialog = accept_forms.accept_several_dialog(self._desk, ready, waiting, self)
            dialog.filed.connect(self._several)
            dialog.open()

    @Slot(object)
    def _several(self, numbers: tuple[str, ...]) -> None:
        said = ngettext("{count} delivery is accepted.", "{count} deliveries are accepted.", len(numbers))
        self.done.emit(said.format(count=len(numbers)))

    @Slot(object)
    def take_step(self, step: NextStep) -> None:
        """Open the form of a step."""
        card = self.panel.card
        if card is None:
            return
        line, desk = card.line, self._desk
        opened: dict[NextStep, Callable[[], StepDialog]] = {
            NextStep.NOTIFY: lambda: forms.notify_dialog(desk, line, self),
            NextStep.ARRIVE: lambda: forms.arrive_dialog(desk, card, self),
            NextStep.SPLIT: lambda: forms.split_dialog(desk, card, self),
            NextStep.INSTALL: lambda: forms.install_dialog(desk, card, self),
            NextStep.CHECK: lambda: forms.checks_dialog(desk, card, self),
            NextStep.COMPLETE: lambda: forms.complete_dialog(desk, line, self),
            NextStep.ACCEPT: lambda: accept_forms.accept_dialog(desk, line, self),
        }
        if step is NextStep.PLAN:
            self._wished("edit")
        elif step is NextStep.FILL:
            self._wished("units")
        else:
            self._open(opened[step]())

    @Slot(str)
    def _wished(self, key: str) -> None:
        card = self.panel.card
        if card is None:
            return
        if key == "edit":
            self._desk.jobs.query(planning, self._desk.ctx, self._contract_id, self._customer_id, done=self._edit)
        elif key == "back":
            self._ask_back(card.line)
        elif key == "remove_check":
            self._remove_check(card.line)
        elif key == "units":
            more = LotUnitsDialog(self._desk, card.line, self)
            more.filed.connect(self._filed)
            more.open()
        elif key == "certificate":
            CertificateDialog(self._desk, card.line.id, self).open()
        elif key == "papers":
            LotPapers(self._desk, card.line, self).open()
        elif key == "notice":
            NoticeDialog(self._desk, card.line.id, self).open()
        elif key == "correct":
            correct_lot(self._desk, card.line, self)
        else:
            self._open(self._form(key, card))

    def _form(self, key: str, card: LotCard) -> StepDialog:
        if key == "take_out":
            return forms.take_out_dialog(self._desk, card, self)
        if key == "recount":
            return forms.recount_dialog(self._desk, card, self)
        if key == "checks":
            return forms.checks_dialog(self._desk, card, self)
        if key == "add_check":
            return forms.add_check_dialog(self._desk, card.line, self)
        return forms.cancel_dialog(self._desk, card.line, self)

    @Slot(object)
    def _edit(self, found: Planning) -> None:
        if self.panel.card is not None:
            self._open(forms.edit_dialog(self._desk, self.panel.card.line, found.sites, self))

    def _open(self, dialog: StepDialog) -> None:
        dialog.filed.connect(self._filed)
        dialog.open()

    @Slot(object)
    def _filed(self, _result: object) -> None:
        self.done.emit(_("Saved."))

    # without a form

    def _ask_back(self, line: LotLine) -> None:
        self._going_back = line
        question = Question(
            _("“{state}” is taken back, and with it what was written into the units.").format(
                state=lot_state_word(line.state)
            ),
            [Answer("back", _("Take it back"), "primary"), Answer("", _("Leave it"))],
            _("Take the last step back?"),
            Meaning.SOON,
            self.window(),
        )
        question.answered.connect(self._back)
        question.open()

    @Slot(str)
    def _back(self, answer: str) -> None:
        if answer == "back":
            line = self._going_back
            order = LotStep(lot_id=line.id, seen_version=line.version)
            self._desk.jobs.command(step_back, self._desk.ctx, order, done=self._filed)

    def _remove_check(self, line: LotLine) -> None:
        check = self.panel.chosen_check()
        if check is None:
            self._desk.toast(_("Choose the check first."), meaning=Meaning.SOON)
            return
        jobs, ctx = self._desk.jobs, self._desk.ctx
        jobs.command(remove_check, ctx, line.id, line.version, check.id, done=self._filed)


def _meaning(line: LotLine) -> Meaning:
    return state_meaning(line.state)


def _tip(line: LotLine) -> str:
    parts = [lot_state_word(line.state), line.site, show_day(line.planned_on)]
    return " · ".join(part for part in parts if part)
