"""What may be recorded of a maintenance contract, and the window that it would give a unit (rules.md C-02)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from inventory import naming
from inventory.cover.extensions import Extension, ExtensionStart, extension_segments, first_own_day
from inventory.cover.rules import ONE_DAY, Segment, Window, effective_last
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from models.assets import AssetState

__all__ = ["ExtensionStart", "Offered", "check_number", "check_terms", "check_unit", "extension", "offered"]

LONGEST_NUMBER: Final = 60
_LONGEST: Final = 600
_MOST: Final = 9
"""Highest priority: one digit is enough to order a queue (R-068)."""
_OVER: Final = frozenset({
    AssetState.RETIRED, AssetState.SCRAPPED, AssetState.REPLACED, AssetState.RETURNED_FAULTY,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """What a maintenance contract gives one unit.

    ``window`` None: it cannot begin, because the unit is not accepted and nothing comes before it. ``gap``: the days
    between, which nothing covers; they are shown and never filled (INV-16). ``before``: the last day covered without
    it.
    """

    before: date | None
    window: Window | None
    gap: int = 0


def check_number(number: str) -> tuple[str, str]:
    """Its number as it is written and as it is compared. Raises InvalidInput."""
    missing = N_("Enter the number of the maintenance contract.")
    return naming.check_code(number, field="number", limit=LONGEST_NUMBER, missing=missing)


def check_terms(
    *,
    months: int,
    start: ExtensionStart,
    signed_on: date | None,
    effective_from: date | None,
    covers: Sequence[bool],
    priority: int,
    price: int | None,
    today: date,
) -> None:
    """How long, from when, and what for. Raises InvalidInput under its field."""
    if not 1 <= months <= _LONGEST:
        raise InvalidInput(N_("A maintenance contract lasts between 1 and 600 months."), field="months")
    if signed_on is not None and signed_on > today:
        raise InvalidInput(N_("The signature cannot be in the future. Enter it when it is signed."), field="signed_on")
    if start is ExtensionStart.FROM_SIGNATURE and signed_on is None:
        raise InvalidInput(
            N_("Enter the day of the signature: the maintenance contract begins with it."), field="signed_on"
        )
    if start is ExtensionStart.FIXED_DATE and effective_from is None:
        raise InvalidInput(N_("Enter the first day: the maintenance contract begins on it."), field="effective_from")
    if not any(covers):
        raise InvalidInput(N_("Say what it covers: parts, labour or visits."), field="covers_parts")
    if not 0 <= priority <= _MOST:
        raise InvalidInput(N_("Enter a priority from 0 to {most}."), field="priority", most=_MOST)
    if price is not None and price < 0:
        raise InvalidInput(N_("A price cannot be below zero."), field="price")


def check_unit(serial_no: str, state: AssetState, *, same_customer: bool) -> None:
    """A unit in use, of the customer of the maintenance contract. Raises RuleBroken."""
    if not same_customer:
        raise RuleBroken(N_("{serial} belongs to another customer. Choose units of this customer."), serial=serial_no)
    if state in _OVER:
        raise RuleBroken(
            N_("{serial} is no longer in use, so nothing can be promised for it. Leave it out."), serial=serial_no
        )


def extension(
    start: ExtensionStart, months: int, signed_on: date | None, effective_from: date | None, number: str = ""
) -> Extension:
    """The terms as they are reckoned: by the day that their start needs."""
    days = {ExtensionStart.FROM_SIGNATURE: signed_on, ExtensionStart.FIXED_DATE: effective_from}
    return Extension(start, months, days.get(start), number)


def offered(before: Sequence[Segment], wanted: Extension) -> Offered:
    """The window of a maintenance contract after all other cover of the unit (``before``), and the days of the gap.

    A maker's window alone is no acceptance (C-04): nothing follows on it.
    """
    reached = effective_last(before)
    if wanted.start is ExtensionStart.CONTIGUOUS and first_own_day(before) is None:
        return Offered(reached, None)
    found = extension_segments(before, [wanted])
    if not found:
        return Offered(reached, None)
    window = Window(found[0].first, found[0].last)
    earlier = [one.last for one in before if one.first <= window.first]
    gap = 0 if not earlier else max((window.first - max(earlier) - ONE_DAY).days, 0)
    return Offered(reached, window, gap)
