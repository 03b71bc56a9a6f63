"""The form of a quotation: for whom, its lines, and what they come to while one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from inventory.choices import Choice
from inventory.customers.queries import pick as pick_customers
from inventory.i18n import _
from inventory.parts.queries import pick as pick_parts
from inventory.pricing.charges import LineKind, PriceRule
from inventory.pricing.words import KINDS
from inventory.quotations.choices import pick_cases, pick_units
from inventory.quotations.rules import QuotationBasis
from ui.desk import Desk
from ui.forms.choosing import ChoiceField, PickField
from ui.forms.fields import DayField, NotesField
from ui.forms.form import Form
from ui.quotations.entries import SERVICES, Entry
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
        self._lay_out()
        for name in PRICED_ON:
            self[name].changed.connect(self.asked)
        self.customer.changed.connect(self._customer_changed)
        self.unit.changed.connect(self._unit_changed)
        self.add_part.picked.connect(self.take_part)
        self.quoted.edited.connect(self.asked)
        self._unit_changed()

    def _lay_out(self) -> None:
        """Short fields stand beside each other: the lines need the room."""
        self.beside("customer_id", "asset_id", "case_id")
        self.beside("basis", "valid_until", "part_id")
        place = self._column.indexOf(self.quoted)
        menu = QMenu(self)
        self.services = {kind: menu.addAction(str(KINDS[kind])) for kind in SERVICES}
        menu.triggered.connect(self._service)
        holder = QWidget()
        buttons = FlowLayout(holder)
        buttons.addWidget(menu_button(_("Add a service"), menu, "add"))
        for word, slot in (
            (_("Remove the line"), self.quoted.remove), (_("Up"), self._up), (_("Down"), self._down),
        ):  # fmt: skip
            buttons.addWidget(button(word, slot))
        self._column.insertWidget(place, holder)
        self._column.insertWidget(place + 2, self.total)

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
        self.quoted.priced_by_unit(self.unit.choice is not None)

    # lines

    @Slot(object)
    def take_part(self, part: Choice) -> None:
        """A part that was picked or scanned becomes a line."""
        rule = PriceRule.COST if self.unit.choice is None else PriceRule.NEGOTIATED
        self.quoted.add(Entry(LineKind.SPARE_PART, part.id, part.title, rule=rule))
        self.add_part.clear()

    @Slot(object)
    def _service(self, action: object) -> None:
        for kind, offered in self.services.items():
            if offered is action:
                self.quoted.add(Entry(kind, what=str(KINDS[kind])))

    @Slot()
    def _up(self) -> None:
        self.quoted.shift(UP)

    @Slot()
    def _down(self) -> None:
        self.quoted.shift(DOWN)


def _parts(text: str) -> Sequence[Choice]:
    return pick_parts(text)
