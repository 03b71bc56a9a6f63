"""What lies in a place, as a list."""

from __future__ import annotations

from inventory.assets.words import owner_word
from inventory.i18n import _, pgettext
from inventory.places.queries import Lying
from inventory.stock.words import Condition, condition_word
from inventory.values.quantities import show_quantity
from ui.contracts.giving import GivingRecords
from ui.theme import Meaning
from ui.widgets.records import Field

MEANINGS = {
    Condition.NEW: Meaning.OK, Condition.GOOD: Meaning.OK, Condition.PENDING: Meaning.SOON,
    Condition.FAULTY: Meaning.LATE, Condition.SCRAP: Meaning.OFF,
}  # fmt: skip


def lying_list() -> GivingRecords:
    """The columns; the owner and the specification give way where there is no room."""
    return GivingRecords(
        [
            Field(_("Part no."), lambda one: one.part_no, 110),
            Field(_("Name"), lambda one: one.name, tip=lambda one: f"{one.name} {one.spec}".strip()),
            Field(_("Specification"), lambda one: one.spec, 120, quiet=True),
            Field(_("Quantity"), quantity, 90, right=True),
            Field(pgettext("stock", "Condition"), lambda one: condition_word(one.condition), 125,
                  chip=lambda one: MEANINGS[one.condition]),
            Field(_("Owner"), lambda one: owner_word(one.owner), 90, quiet=True),
            Field(_("Serial number · lot"), _marks, 165, tip=_marks),
        ],
        _("What lies here"),
        (2, 5, 6),
    )  # fmt: skip


def quantity(one: Lying) -> str:
    """How much of it, with its unit."""
    return f"{show_quantity(one.quantity, one.decimals)} {one.unit}".strip()


def _marks(one: Lying) -> str:
    return " · ".join(word for word in (one.serial, one.lot) if word)
