"""The form of a maintenance contract, with what it would give each unit before anything is saved (C-02)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inventory.choices import Choice
from inventory.contracts.candidates import Candidate
from inventory.contracts.extension_queries import ExtensionLine, UnitOffer, card
from inventory.contracts.extension_rules import Offered
from inventory.contracts.extensions import AddExtension, EditExtension
from inventory.contracts.queries import pick as pick_contracts
from inventory.contracts.words import ExtensionStart, start_word
from inventory.customers.queries import pick as pick_customers
from inventory.i18n import _, ngettext
from inventory.values.days import show_day
from inventory.work import Context
from ui.contracts.grid import GridColumn, GridField, Manner
from ui.desk import Desk
from ui.editing.filing import Make, Renew, Values, request
from ui.forms.choosing import ChoiceField, PickField
from ui.forms.field import CodeField
from ui.forms.fields import CheckField, DayField, MoneyField, MonthsField, NotesField
from ui.forms.form import Form

TERMS = ("start", "months", "signed_on", "effective_from")
"""The fields on which the days of each unit rest."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A unit, and what it would get; None while the terms are not complete."""

    asset_id: int
    serial_no: str
    product: str
    contract_no: str
    covered_until: date | None
    offered: Offered | None = None


def of_candidate(unit: Candidate) -> Offer:
    """A unit that may be put under it."""
    product = f"{unit.product_name} {unit.model_code}"
    return Offer(unit.asset_id, unit.serial_no, product, unit.contract_no, unit.cover_last)


def with_offers(rows: Sequence[Offer], offers: Sequence[UnitOffer]) -> list[Offer]:
    """The same units with what they would get."""
    known: Mapping[int, UnitOffer] = {offer.asset_id: offer for offer in offers}
    found = []
    for row in rows:
        given = known[row.asset_id].offered if row.asset_id in known else None
        before = given.before if given is not None else row.covered_until
        found.append(Offer(row.asset_id, row.serial_no, row.product, row.contract_no, before, given))
    return found


def window_word(row: Offer, today: date) -> str:
    """The days that it would give a unit, and whether they are over already."""
    if row.offered is None:
        return "–"
    window = row.offered.window
    if window is None:
        return _("not before the acceptance")
    if window.last < today:
        return _("{first} to {last}, over").format(first=show_day(window.first), last=show_day(window.last))
    return _("{first} to {last}").format(first=show_day(window.first), last=show_day(window.last))


def gap_word(row: Offer) -> str:
    """The days before it that nothing covers; "" where there are none."""
    days = row.offered.gap if row.offered is not None else 0
    return ngettext("gap of {count} day", "gap of {count} days", days).format(count=f"{days:,}") if days else ""


def units_field(today: date, *, choose: bool) -> GridField:
    """The units with their days as of ``today``; to be ticked where a person chooses among them."""
    tick = [GridColumn("tick", "", lambda row: False, Manner.TICK, 34)] if choose else []
    return GridField(
        "units",
        _("Units, and what each would get"),
        [
            *tick,
            GridColumn("serial", _("Serial number"), lambda row: row.serial_no, width=170),
            GridColumn("product", _("Product"), lambda row: row.product),
            GridColumn("until", _("Covered until"), lambda row: show_day(row.covered_until) or "–", width=110),
            GridColumn("window", _("Would cover"), lambda row: window_word(row, today), width=230),
            GridColumn("gap", _("Gap"), gap_word, width=120),
        ],
        hint=_("Space ticks a unit, Ctrl+A all. A gap stays uncovered: it is shown and never filled.")
        if choose
        else "",
    )


class ExtensionForm(Form):
    """All fields; a day is asked for only where the start needs it. ``units``: the grid, the last of its fields."""

    def __init__(self, desk: Desk, *, choose: bool) -> None:
        clock = desk.ctx.clock
        starts = [(start, start_word(start)) for start in ExtensionStart]
        self.units = units_field(clock.today(), choose=choose)
        self.contract = PickField("contract_id", _("Goes on from the contract"), desk.jobs, self._contracts)
        super().__init__(
            [
                CodeField("number", _("Number"), required=True, limit=60, takes_scans=False),
                PickField("customer_id", _("Customer"), desk.jobs, pick_customers, required=True),
                self.contract,
                MonthsField("months", _("Term"), required=True),
                ChoiceField("start", _("Begins"), starts, required=True),
                DayField("signed_on", _("Signed on"), clock),
                DayField("effective_from", _("First day"), clock),
                self.units,
                _("What it covers"),
                CheckField("covers_parts", _("Parts")),
                CheckField("covers_labour", _("Labour")),
                CheckField("covers_visits", _("Visits")),
                ChoiceField(
                    "priority",
                    _("Priority of its cases"),
                    [(number, str(number)) for number in range(10)],
                    required=True,
                    hint=_("0: none; a higher number comes first."),
                ),
                MoneyField("price", _("Price")),
                NotesField("remark", _("Remark"), hint=_("Internal: never leaves the house."), lines=3),
            ]
        )
        for name, value in (("months", 12), ("covers_parts", True), ("covers_labour", True), ("priority", 1)):
            self[name].set_value(value)
        self["start"].changed.connect(self.show_what_matters)
        self.show_what_matters()

    def show_what_matters(self) -> None:
        """The first day only where it is fixed."""
        self["effective_from"].setVisible(self["start"].value() is ExtensionStart.FIXED_DATE)

    def _contracts(self, text: str) -> Sequence[Choice]:
        field = self["customer_id"]
        assert isinstance(field, PickField)
        return [] if field.choice is None else pick_contracts(field.choice.id, text)


def extension_values(line: ExtensionLine) -> Values:
    """A maintenance contract by the names of the fields."""
    names = ("number", "months", "start", "signed_on", "effective_from", "covers_parts", "covers_labour",
             "covers_visits", "priority", "price", "remark")  # fmt: skip
    values: dict[str, Any] = {name: getattr(line, name) for name in names}
    values["customer_id"] = Choice(line.customer_id, line.customer)
    values["contract_id"] = None if line.contract_id is None else Choice(line.contract_id, line.contract_no)
    return values


def new_extension(form: ExtensionForm) -> Make:
    """Makes the request of a new one, for the units that are ticked."""

    def make(values: Values, _seen_version: int) -> AddExtension:
        ids = tuple(row.asset_id for row in form.units.ticked())
        return request(AddExtension, _fitting(values), asset_ids=ids)

    return make


def changed_extension(extension_id: int) -> Make:
    """Makes the request of a correction."""

    def make(values: Values, seen_version: int) -> EditExtension:
        return request(EditExtension, _fitting(values), extension_id=extension_id, seen_version=seen_version)

    return make


def renewed_extension(extension_id: int) -> Renew:
    """Looks it up as it is now."""

    def renew(ctx: Context) -> tuple[int, Values]:
        line = card(ctx, extension_id).line
        return line.version, extension_values(line)

    return renew


def _fitting(values: Values) -> Values:
    """A first day that was typed for another start is left out."""
    found = {name: value for name, value in values.items() if name != "units"}
    if found["start"] is not ExtensionStart.FIXED_DATE:
        found["effective_from"] = None
    return found
