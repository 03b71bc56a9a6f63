"""What may be recorded of a unit: its serial, its dates, its customer (model.md INV-01, INV-15, R-010 … R-021)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from inventory import naming
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.values.days import FIRST_YEAR
from models.assets import AssetState

LONGEST_SERIAL: Final = 80
LONGEST_MONTHS: Final = 600
FOLLOWS_DATES: Final = frozenset(
    {AssetState.IN_STOCK, AssetState.DELIVERED, AssetState.INSTALLED, AssetState.IN_SERVICE}
)
"""States that the dates of a unit decide; the others come from service and stay when a date is corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDates:
    """The calendar facts of a unit, each None until it is known."""

    made_on: date | None = None
    ex_works_on: date | None = None
    sold_on: date | None = None
    delivered_on: date | None = None
    installed_on: date | None = None
    completed_on: date | None = None
    accepted_on: date | None = None


def check_serial(serial_no: str) -> tuple[str, str]:
    """The serial as it is engraved (trimmed) and as it is compared (INV-01). Raises InvalidInput."""
    missing = N_("Enter the serial number as it stands on the unit.")
    return naming.check_code(serial_no, field="serial_no", limit=LONGEST_SERIAL, missing=missing)


def check_serials(serials: Sequence[str]) -> list[tuple[str, str]]:
    """Several serials at once, none of them twice. Raises InvalidInput."""
    checked = [check_serial(serial) for serial in serials if serial.strip()]
    if not checked:
        raise InvalidInput(N_("Enter at least one serial number."), field="serial_no")
    seen: set[str] = set()
    for typed, compared in checked:
        if compared in seen:
            raise InvalidInput(
                N_("The serial number {serial} stands twice in the list. Remove one of them."),
                field="serial_no",
                serial=typed,
            )
        seen.add(compared)
    return checked


def check_dates(dates: UnitDates, today: date) -> None:
    """Nothing happened in the future or before what it follows. Raises InvalidInput under the later of two dates."""
    for name, day, in_the_future in (
        ("made_on", dates.made_on, N_("The unit cannot be made in the future. Correct the date.")),
        ("ex_works_on", dates.ex_works_on, N_("The unit cannot leave the factory in the future. Correct the date.")),
        ("sold_on", dates.sold_on, N_("The sale cannot be in the future. Enter the day on which it was sold.")),
        (
            "delivered_on",
            dates.delivered_on,
            N_("The delivery cannot be in the future. Enter it when it has happened."),
        ),
        (
            "installed_on",
            dates.installed_on,
            N_("The installation cannot be in the future. Enter it when it has happened."),
        ),
        (
            "completed_on",
            dates.completed_on,
            N_("The completion cannot be in the future. Enter it when it has happened."),
        ),
        (
            "accepted_on",
            dates.accepted_on,
            N_("The acceptance cannot be in the future. Enter the day of the signature when it is signed."),
        ),
    ):
        if day is None:
            continue
        if day > today:
            raise InvalidInput(in_the_future, field=name)
        if day.year < FIRST_YEAR:
            raise InvalidInput(N_("{day} is too long ago. Check the year."), field=name, day=day)
    _in_order(dates)


def _in_order(dates: UnitDates) -> None:
    for name, later, earlier, sentence in (
        (
            "ex_works_on",
            dates.ex_works_on,
            dates.made_on,
            N_("The unit cannot leave the factory before it is made on {day}. Check both dates."),
        ),
        (
            "installed_on",
            dates.installed_on,
            dates.delivered_on,
            N_("The installation cannot be before the delivery on {day}. Check both dates."),
        ),
        (
            "completed_on",
            dates.completed_on,
            dates.installed_on,
            N_("The completion cannot be before the installation on {day}. Check both dates."),
        ),
        (
            "accepted_on",
            dates.accepted_on,
            dates.made_on,
            N_("The acceptance cannot be before the unit was made on {day}. Check both dates."),
        ),
        (
            "accepted_on",
            dates.accepted_on,
            dates.sold_on,
            N_("The acceptance cannot be before the sale on {day}. Check both dates."),
        ),
        (
            "accepted_on",
            dates.accepted_on,
            dates.delivered_on,
            N_("The acceptance cannot be before the delivery on {day}. Check both dates."),
        ),
        (
            "accepted_on",
            dates.accepted_on,
            dates.installed_on,
            N_("The acceptance cannot be before the installation on {day}. Check both dates."),
        ),
        (
            "accepted_on",
            dates.accepted_on,
            dates.completed_on,
            N_("The acceptance cannot be signed before the completion on {day}. Check both dates."),
        ),
    ):
        if later is not None and earlier is not None and later < earlier:
            raise InvalidInput(sentence, field=name, day=earlier)


def check_months(months: int | None) -> None:
    """Raises InvalidInput outside 0 to LONGEST_MONTHS; None means that nothing is recorded."""
    if months is not None and not 0 <= months <= LONGEST_MONTHS:
        raise InvalidInput(N_("A warranty lasts between 0 and 600 months."), field="warranty_months")


def check_place(customer_id: int | None, site_customer: int | None, contract_customer: int | None) -> None:
    """A unit stands at a site of its own customer, under a contract of its own customer. Raises InvalidInput."""
    if site_customer is not None and site_customer != customer_id:
        raise InvalidInput(N_("This site belongs to another customer. Choose one of this customer's."), field="site_id")
    if contract_customer is not None and contract_customer != customer_id:
        raise InvalidInput(
            N_("This contract is with another customer. Choose one of this customer's."), field="contract_id"
        )


def check_still_ours_to_edit(state: AssetState, customer_changes: bool) -> None:
    """A unit that was replaced or has left for good keeps its customer: its history is theirs. Raises RuleBroken."""
    if customer_changes and state in (AssetState.REPLACED, AssetState.SCRAPPED, AssetState.RETIRED):
        raise RuleBroken(N_("This unit is no longer in use, so it cannot go to another customer. Open its successor."))


def state_of(dates: UnitDates) -> AssetState:
    """Where a unit stands by its dates: accepted, installed, handed over, or still here."""
    if dates.accepted_on is not None:
        return AssetState.IN_SERVICE
    if dates.installed_on is not None or dates.completed_on is not None:
        return AssetState.INSTALLED
    if dates.delivered_on is not None or dates.sold_on is not None:
        return AssetState.DELIVERED
    return AssetState.IN_STOCK
