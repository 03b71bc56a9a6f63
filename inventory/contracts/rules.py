"""What may be recorded of a contract."""

from __future__ import annotations

from datetime import date
from typing import Final

from inventory import naming
from inventory.errors import InvalidInput
from inventory.i18n import N_

LONGEST_NUMBER: Final = 60


def check_number(number: str) -> tuple[str, str]:
    """A contract's number as it is written and as it is compared. Raises InvalidInput."""
    missing = N_("Enter the number of the contract.")
    return naming.check_code(number, field="number", limit=LONGEST_NUMBER, missing=missing)


def check_dates(signed_on: date | None, accepted_on: date | None, today: date) -> None:
    """Signed before it is accepted, and neither in the future. Raises InvalidInput."""
    if signed_on is not None and signed_on > today:
        raise InvalidInput(N_("The signature cannot be in the future. Enter it when it is signed."), field="signed_on")
    if accepted_on is not None and accepted_on > today:
        raise InvalidInput(
            N_("The acceptance cannot be in the future. Enter the day of the signature when it is signed."),
            field="accepted_on",
        )
    if signed_on is not None and accepted_on is not None and accepted_on < signed_on:
        raise InvalidInput(
            N_("The acceptance cannot be before the contract was signed on {day}. Check both dates."),
            field="accepted_on",
            day=signed_on,
        )
