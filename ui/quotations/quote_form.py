"""The form of a quotation: for whom, its lines, and what they come to while one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from inventory.choices import Choice
from inventory.customers.queries import pick as pick_customers
from inventory.i18n import _
from inventory.parts.queries import pick as pick_parts
from inventory.pricing.charges import LineKind, PriceRule
from inventory.pricing.words import KINDS
from inventory.quotations.agreed import Agreed, of_unit
from inventory.quotations.choices import pick_cases, pick_units
from inventory.quotations.preview import Preview
from inventory.quotations.rules import QuotationBasis
from inventory.values.money import Money
from inventory.work import Context
from ui.desk import Desk
from ui.forms.choosing import ChoiceField, PickField
from ui.forms.fields import DayField, NotesField
from ui.forms.form import Form
from ui.quotations.ceiling_field import CeilingField
from ui.quotations.entries import SERVICES, Entry, of_agreed
from ui.quotations.lines_field import LinesField
from ui.quotations.source import basis_word
from ui.widgets.buttons import button, menu_button
from ui.widgets.flow import FlowLayout
from ui.widgets.words import words

UP, DOWN = -1, 1
PRICED_ON: Final = ("customer_id", "asset_id", "case_id")


class QuoteForm(Form):
    """Signal: ``asked()``: prices rest on something else now; ask for them anew."""

    asked = Signal()

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        bases = [
            (None, _("As the policy of the unit says")), *((basis, basis_word(basis)) for basis in QuotationBasis)
        ]  # fmt: skip
        self.customer = PickField("customer_id", _("Customer"), desk.jobs, pick_customers, required=True)
        self.unit = PickField("asset_id", _("Unit"), desk.jobs, self._units)
        self.case = PickField("case_id", _("Case"), desk.jobs, self._cases)
        self.add_part = PickField("part_id", _("Add a part: type or scan it"), desk.jobs, _parts)
        self.quoted = LinesField()
        super().__init__([
            self.customer, self.unit, self.case,
            ChoiceField("basis", _("Price that binds"), bases, required=True),
            DayField("valid_until", _("Valid until"), desk.ctx.clock, hint=_("Empty: thirty days from today.")),
            self.add_part, self.quoted,
            NotesField("remark", _("Remark"), hint=_("The customer reads it."), lines=2),
        ])  # fmt: skip
        self.total = words("", "heading")
        self.notes = words("", "small", wrap=True)
        self.notes.hide()
        self.ceiling = CeilingField()
        self._lay_out()
        for name in PRICED_ON:
            self[name].changed.connect(self.asked)
        self.customer.changed.connect(self._customer_changed)
        self.unit.changed.connect(self._unit_changed)
        self.add_part.picked.connect(self.take_part)
        self.quoted.edited.connect(self.asked)
        self.quoted.turned.connect(self.show_line)
        self.ceiling.chosen.connect(self._hold_to)
        self.know_unit()

    def _lay_out(self) -> None:
        """Short fields stand beside each other: the lines need the room."""
        self.beside("customer_id", "asset_id", "case_id")
        self.beside("basis", "valid_until", "part_id")
        place = self._column.indexOf(self.quoted)
        menu = QMenu(self)
        self.services = {kind: menu.addAction(str(KINDS[kind])) for kind in SERVICES}
        menu.triggered.connect(self._service)
        self._agreed_begin = menu.addSeparator()
        self.listed: dict[QAction, Agreed] = {}
        self._menu = menu
        holder = QWidget()
        buttons = FlowLayout(holder)
        buttons.addWidget(menu_button(_("Add a service"), menu, "add"))
        for word, slot in (
            (_("Remove the line"), self.quoted.remove), (_("Up"), self._up), (_("Down"), self._down),
        ):  # fmt: skip
            buttons.addWidget(button(word, slot))
        self._column.insertWidget(place, holder)
        for number, widget in enumerate((self.notes, self.total), 2):
            self._column.insertWidget(place + number, widget)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._column.removeWidget(self["remark"])
        for field in (self.ceiling, self["remark"]):
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._column.insertLayout(place + 4, row)

    # what belongs to what

    def _units(self, text: str) -> Sequence[Choice]:
        return pick_units(None if self.customer.choice is None else self.customer.choice.id, text)

    def _cases(self, text: str) -> Sequence[Choice]:
        customer, unit = self.customer.choice, self.unit.choice
        return pick_cases(
            self._desk.ctx, None if customer is None else customer.id, None if unit is None else unit.id, text
        )

    @Slot()
    def _customer_changed(self) -> None:
        """Another customer has other units."""
        for field in (self.unit, self.case):
            field.set_raw(("", None))
            field.remark("")
        self._unit_changed()

    @Slot()
    def _unit_changed(self) -> None:
        self.quoted.let_go()
        self.know_unit()

    def know_unit(self) -> None:
        """Price by the policy of the unit that stands here, and ask what its contract says about services."""
        unit = self.unit.choice
        self.quoted.priced_by_unit(unit is not None)
        self._offer(())
        if unit is not None:
            self._desk.jobs.query(_offers, self._desk.ctx, unit.id, done=self._offered)

    @Slot(object)
    def _offered(self, answer: tuple[int, Sequence[Agreed]]) -> None:
        unit_id, offers = answer
        if self.unit.choice is not None and self.unit.choice.id == unit_id:
            self._offer(offers)

    def _offer(self, offers: Sequence[Agreed]) -> None:
        for action in self.listed:
            self._menu.removeAction(action)
        self._agreed_begin.setVisible(bool(offers))
        self.listed = {self._menu.addAction(f"{one.name}  ¥{one.price.amount}"): one for one in offers}
        self.ceiling.know(offers)
        self.show_line()

    @Slot()
    def show_line(self) -> None:
        """Say to which price of the contract the line in hand is held."""
        self.ceiling.show_line(self.quoted.in_hand)

    @Slot(object)
    def _hold_to(self, contract_line_id: int | None) -> None:
        self.quoted.hold_to(contract_line_id)
        self.show_line()

    def tell(self, seen: Preview) -> None:
        """What the depot made of the lines, and what they come to."""
        self.quoted.tell(seen.lines)
        notes = self.quoted.notes()
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        self.total.setText(_sum_words(seen))
        self.show_line()

    # lines

    @Slot(object)
    def take_part(self, part: Choice) -> None:
        """A part that was picked or scanned becomes a line."""
        rule = PriceRule.COST if self.unit.choice is None else PriceRule.NEGOTIATED
        self.quoted.add(Entry(LineKind.SPARE_PART, part.id, part.title, rule=rule))
        self.add_part.clear()

    @Slot(object)
    def _service(self, action: QAction) -> None:
        if action in self.listed:
            self.quoted.add(of_agreed(self.listed[action]))
        for kind, offered in self.services.items():
            if offered is action:
                self.quoted.add(Entry(kind, what=str(KINDS[kind])))

    @Slot()
    def _up(self) -> None:
        self.quoted.shift(UP)

    @Slot()
    def _down(self) -> None:
        self.quoted.shift(DOWN)


def _offers(ctx: Context, asset_id: int) -> tuple[int, list[Agreed]]:
    return asset_id, of_unit(ctx, asset_id)


def _sum_words(seen: Preview) -> str:
    if not seen.lines:
        return ""
    said = _("Without tax {net}, tax {tax}, in all {gross}")
    text = said.format(net=seen.total.net, tax=seen.total.tax, gross=seen.total.gross)
    loss = sum((line.loss for line in seen.lines if line.loss is not None), Money(0))
    if loss.fen:
        text += " · " + _("loss by the ceiling: {amount}").format(amount=loss)
    return text


def _parts(text: str) -> Sequence[Choice]:
    return pick_parts(text)
