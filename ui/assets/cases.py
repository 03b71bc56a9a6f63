"""A field that chooses one of a unit's cases."""

from __future__ import annotations

from inventory.assets.queries import AssetCard
from inventory.clock import day_of
from inventory.i18n import _
from inventory.values.days import show_day
from ui.forms.choosing import ChoiceField


def case_field(card: AssetCard) -> ChoiceField:
    """The cases of a unit, those that are open first; an open one is chosen to begin with."""
    cases = sorted(card.cases, key=lambda case: not case.is_open)  # newest first among each
    named = _("{number} of {day}: {symptom}")
    options = [
        (
            case.id,
            named.format(
                number=case.case_no, day=show_day(day_of(case.reported_at)), symptom=" ".join(case.symptom.split())[:60]
            ),
        )
        for case in cases
    ]
    field = ChoiceField("case_id", _("For the case"), options)
    if cases and cases[0].is_open:
        field.set_value(cases[0].id)
    return field
