"""One quotation: its lines with price and rule, what it comes to, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inventory.documents.quotation_book import file_name
from inventory.i18n import _, language
from inventory.pricing.words import KINDS
from inventory.quotations.commands import discard, send, take_back
from inventory.quotations.queries import QuotationCard, QuotedLine, card
from inventory.quotations.rules import QuotationState
from inventory.quotations.shelves import Shelf, shelves
from inventory.quotations.words import rule_words
from inventory.values.capitals import capital_amount
from inventory.values.days import show_day
from inventory.values.money import Money
from inventory.values.quantities import show_quantity
from ui.actions import Act
from ui.contracts.giving import GivingRecords
from ui.contracts.line_form import tax_word
from ui.desk import Desk
from ui.navigation import Route
from ui.quotations import acts
from ui.quotations.answers import accept_dialog, decline_dialog, prolong_dialog
from ui.quotations.bill_dialog import BillDialog
from ui.quotations.export import quotation_export
from ui.quotations.quote_dialog import QuoteDialog
from ui.quotations.source import basis_word, state_chip
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.cards import Card, KeyValues
from ui.widgets.chips import Chip
from ui.widgets.dialogs import Answer, Question
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Field

POSSIBLE: Final = {
    QuotationState.DRAFT: (acts.SEND, acts.EDIT, acts.DISCARD),
    QuotationState.SENT: (acts.ACCEPT, acts.DECLINE, acts.PROLONG, acts.TAKE_BACK),
    QuotationState.EXPIRED: (acts.PROLONG,),
    QuotationState.ACCEPTED: (acts.BILL, acts.DECLINE),
    QuotationState.DECLINED: (),
    QuotationState.BILLED: (),
}
"""What can be done while it stands so today; exported and copied it can be always."""
STEPS: Final = (acts.SEND, acts.ACCEPT, acts.BILL)
"""What leads on; only one of them is possible at a time."""
GIVING_WAY: Final = (3, 1, 6, 8)


class QuotationPage(PageFrame):
    """``Route("quotation", id)``."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Quotation"), [(_("Quotations"), Route("quotations"))], parent)
        self._quotation_id = int(str(route.args[0]))
        self.loaded: QuotationCard | None = None
        self.chip = Chip("", Meaning.OFF)
        self.customer = button("", self._open_customer, "link")
        self.unit = button("", self._open_unit, "link")
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.chip, self.customer, self.unit):
            row.addWidget(widget)
        row.addStretch(1)
        self.body.addLayout(row)
        self.facts = KeyValues(columns=4)
        about = Card()
        about.body.addWidget(self.facts)
        self.body.addWidget(about)
        self.lines = GivingRecords(_fields(), _("What is quoted"), GIVING_WAY, lines=2)
        self.lines.opened.connect(self._open_part)
        sheet = Card(flush=True)
        sheet.body.addWidget(self.lines)
        self.body.addWidget(sheet, 1)
        self.totals = KeyValues(columns=4)
        foot = Card()
        foot.body.addWidget(self.totals)
        self.body.addWidget(foot)
        self.export = quotation_export(desk, self)
        self._actions: dict[Act, QAction] = {
            act: self.add_action(act, slot, primary=act in STEPS, button=wide) for act, slot, wide in self._acts()
        }
        desk.bridge.records_changed.connect(self._changed)
        self.setFocusProxy(self.lines)
        self.refresh()

    def _acts(self) -> tuple[tuple[Act, Callable[..., object], bool], ...]:
        return (
            (acts.SEND, self.send, True), (acts.ACCEPT, self.accept, True), (acts.DECLINE, self.decline, False),
            (acts.BILL, self.bill, True), (acts.EDIT, self.edit, True), (acts.PROLONG, self.prolong, False),
            (acts.EXPORT, self.write, True), (acts.COPY, self.copy, False), (acts.TAKE_BACK, self.take_back, False),
            (acts.DISCARD, self.discard, False),
        )  # fmt: skip

    # what is shown

    def refresh(self) -> None:
        """Fetch it again."""
        self.desk.jobs.query(card, self.desk.ctx, self._quotation_id, done=self._show)

    @Slot(str, object)
    def _changed(self, entity: str, ids: tuple[int, ...]) -> None:
        if entity == "quotation" and (not ids or self._quotation_id in ids):
            self.refresh()

    @Slot(object)
    def _show(self, loaded: QuotationCard) -> None:
        self.loaded = loaded
        row, today = loaded.row, self.desk.ctx.clock.today()
        self.set_title(row.number, row.customer)
        self.set_crumbs([(_("Quotations"), Route("quotations")), (row.number, None)])
        chip = state_chip(row, today)
        self.chip.say(chip.text, chip.meaning)
        for link, text in ((self.customer, row.customer), (self.unit, row.serial_no)):
            link.setText(text)
            link.setAccessibleName(text)
            link.setVisible(bool(text))
        self.facts.show_facts(self._about(loaded))
        self.lines.show_records(loaded.lines)
        self.totals.show_facts(_sums(loaded))
        possible = POSSIBLE[row.stands_on(today)]
        for act, action in self._actions.items():
            action.setVisible(act in possible or act in (acts.EXPORT, acts.COPY))
        if row.state is QuotationState.DRAFT and loaded.sent_on is not None:
            self._actions[acts.DISCARD].setVisible(False)  # the customer has seen it: it is declined instead

    @staticmethod
    def _about(loaded: QuotationCard) -> list[tuple[str, str]]:
        row = loaded.row
        answered = show_day(loaded.decided_on)
        if loaded.confirmed_by:
            answered = _("{day} by {name}").format(day=answered, name=loaded.confirmed_by)
        facts = [
            (_("Date"), show_day(row.dated_on)),
            (_("Valid until"), show_day(row.valid_until)),
            (_("Sent on"), show_day(loaded.sent_on)),
            (_("Answered on"), answered),
            (_("Unit"), f"{loaded.product_name} {loaded.model_code}".strip()),
            (_("Case"), row.case_no),
            (_("Price that binds"), basis_word(row.basis)),
            (_("Issued by paper"), loaded.doc_no),
        ]
        return [*facts, (_("Made by"), loaded.created_by), (_("Remark"), loaded.remark)]

    # acts

    @Slot()
    def send(self) -> None:
        """The customer has it from now on."""
        self._do(send)

    @Slot()
    def take_back(self) -> None:
        """It becomes a draft again."""
        self._do(take_back)

    def _do(self, command: Callable[..., object]) -> None:
        if self.loaded is not None:
            row = self.loaded.row
            self.desk.jobs.command(command, self.desk.ctx, row.id, row.version, done=self._again)

    @Slot()
    def accept(self) -> None:
        """The customer takes it."""
        self._ask(accept_dialog)

    @Slot()
    def decline(self) -> None:
        """The customer does not take it."""
        self._ask(decline_dialog)

    @Slot()
    def prolong(self) -> None:
        """It holds longer."""
        self._ask(prolong_dialog)

    def _ask(self, make: Callable[..., Any]) -> None:
        if self.loaded is not None:
            dialog = make(self.desk, self.loaded.row, self)
            dialog.filed.connect(self._again)
            dialog.open()

    @Slot()
    def edit(self) -> None:
        """Correct the draft."""
        if self.loaded is not None:
            dialog = QuoteDialog(self.desk, known=self.loaded, parent=self)
            dialog.filed.connect(self._again)
            dialog.open()

    @Slot()
    def copy(self) -> None:
        """The same lines in a new quotation, at the prices of today."""
        if self.loaded is not None:
            dialog = QuoteDialog(self.desk, known=self.loaded, copy=True, parent=self)
            dialog.filed.connect(self._copied)
            dialog.open()

    @Slot(object)
    def _copied(self, quotation_id: int) -> None:
        self.desk.open(Route("quotation", quotation_id))

    @Slot()
    def bill(self) -> None:
        """Look where the goods lie, then ask."""
        self.desk.jobs.query(shelves, self.desk.ctx, self._quotation_id, done=self._pick)

    @Slot(object)
    def _pick(self, found: list[Shelf]) -> None:
        if self.loaded is not None:
            dialog = BillDialog(self.desk, self.loaded.row, found, self)
            dialog.filed.connect(self._billed)
            dialog.open()

    @Slot(object)
    def _billed(self, _posted: object) -> None:
        self.desk.toast(_("The quotation is billed."))
        self.refresh()

    @Slot()
    def write(self) -> None:
        """A workbook for the customer."""
        self.desk.jobs.query(file_name, self.desk.ctx, self._quotation_id, done=self._write)

    @Slot(object)
    def _write(self, name: str) -> None:
        self.export.ask(name, self._quotation_id)

    @Slot()
    def discard(self) -> None:
        """Ask, then throw the draft away."""
        question = Question(
            _("The draft is thrown away with its lines."),
            [Answer("discard", _("Throw it away"), "danger"), Answer("", _("Keep it"))],
            _("Discard the draft?"), Meaning.SOON, self.window(),
        )  # fmt: skip
        question.answered.connect(self._discard)
        question.open()

    @Slot(str)
    def _discard(self, answer: str) -> None:
        if answer == "discard" and self.loaded is not None:
            row = self.loaded.row
            self.desk.jobs.command(discard, self.desk.ctx, row.id, row.version, done=self._discarded)

    @Slot(object)
    def _discarded(self, _result: object) -> None:
        self.desk.toast(_("The draft is gone."))
        self.desk.open(Route("quotations"))

    @Slot(object)
    def _again(self, _result: object) -> None:
        self.refresh()

    # going on

    @Slot(object)
    def _open_part(self, line: QuotedLine) -> None:
        if line.part_id is not None:
            self.desk.open(Route("part", line.part_id))

    @Slot()
    def _open_customer(self) -> None:
        if self.loaded is not None:
            self.desk.open(Route("customer", self.loaded.row.customer_id))

    @Slot()
    def _open_unit(self) -> None:
        if self.loaded is not None and self.loaded.row.asset_id is not None:
            self.desk.open(Route("asset", self.loaded.row.asset_id))


def _fields() -> list[Field]:
    return [
        Field(_("No."), lambda line: str(line.position), 50, right=True),
        Field(_("Kind"), lambda line: str(KINDS[line.kind]), 110, quiet=True),
        Field(_("What is offered"), lambda line: f"{line.part_no} {line.description}".strip(), tip=_told),
        Field(_("Delivery time"), lambda line: line.delivery, 120, quiet=True),
        Field(_("Quantity"), _quantity, 90, right=True),
        Field(_("Price of one"), lambda line: f"{line.priced.unit_price:,}", 110, right=True),
        Field(_("Tax %"), lambda line: tax_word(line.tax_rate_bp), 70, right=True),
        Field(_("Without tax"), lambda line: str(line.priced.net), 110, right=True),
        Field(_("With tax"), lambda line: str(line.priced.gross), 110, right=True),
        Field(_("Rule"), rule_words, 320, quiet=True, tip=rule_words),
    ]


def _quantity(line: QuotedLine) -> str:
    return f"{show_quantity(line.priced.quantity, line.priced.decimals)} {line.unit}".strip()


def _told(line: QuotedLine) -> str:
    return "\n".join(filter(None, (f"{line.part_no} {line.description}".strip(), line.spec, line.delivery, line.note)))


def _sums(loaded: QuotationCard) -> list[tuple[str, str]]:
    """What it comes to; in Chinese in capital numerals, too; our cost only for those who may see it."""
    total = loaded.total
    found = [(_("Without tax"), str(total.net)), (_("Tax"), str(total.tax)), (_("With tax"), str(total.gross))]
    if language() == "zh_CN":
        found.append((_("In words"), capital_amount(total.gross.fen)))
    if loaded.costs:
        goods = [line for line in loaded.lines if line.cost is not None]
        cost = sum((line.cost for line in goods if line.cost is not None), Money(0))
        loss = sum((line.loss for line in goods if line.loss is not None), Money(0))
        found.append((_("Our cost"), str(cost) if goods else ""))
        found.append((_("Loss by the ceiling"), str(loss) if loss.fen else "–"))
    return found
