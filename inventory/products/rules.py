"""What may be recorded of a model."""

from __future__ import annotations

from datetime import date
from typing import Final

from inventory import naming
from inventory.errors import InvalidInput
from inventory.i18n import N_

LONGEST_CODE: Final = 80


def check_model_code(code: str) -> tuple[str, str]:
    """A model's code as the maker writes it and as it is compared. Raises InvalidInput."""
    missing = N_("Enter the model as it stands on the type plate.")
    return naming.check_code(code, field="model_code", limit=LONGEST_CODE, missing=missing)


def check_usual_months(months: int | None) -> None:
    """Raises InvalidInput outside 0 to 600; None means that nothing is known."""
    if months is not None and not 0 <= months <= 600:
        raise InvalidInput(N_("A warranty lasts between 0 and 600 months."), field="warranty_months")


def check_ends(discontinued_on: date | None, spares_until: date | None) -> None:
    """Spares are made at least as long as the model itself. Raises InvalidInput."""
    if discontinued_on is not None and spares_until is not None and spares_until < discontinued_on:
        raise InvalidInput(
            N_("Spares cannot end before the model itself on {day}. Check both dates."),
            field="spares_until",
            day=discontinued_on,
        )
