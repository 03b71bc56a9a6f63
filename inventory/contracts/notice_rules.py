"""The notice of a visit, so many days ahead (R-020, C-16): by when it is due, and whether it was given in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from inventory.calendars.days import Days
from inventory.contracts.lot_rules import check_reason
from inventory.errors import InvalidInput, NeedsConfirmation
from inventory.i18n import N_

SHORT_NOTICE: Final = "short_notice"
"""What a person confirms, with a reason."""


@dataclass(frozen=True, slots=True)
class Notice:
    """By when the customer must be told of a visit (``due``), and the day on which we are reminded (C-16)."""

    due: date
    remind_on: date


def notice(planned_on: date, days: int, working: Days) -> Notice:
    """The notice of ``days`` calendar days before ``planned_on`` (R-020).

    Where it falls on a day on which nobody works, we are reminded on the last working day before (C-16).
    """
    due = planned_on - timedelta(days=days)
    remind = due
    while not working.holds(remind):
        remind -= timedelta(days=1)
    return Notice(due, remind)


def check_notice(
    planned_on: date | None, notified_on: date, days: int, today: date, *, confirmed: frozenset[str], reason: str
) -> None:
    """The customer was told in time (R-020), or a person says why not.

    Raises InvalidInput without a planned day and for a notice in the future or after the visit, and
    NeedsConfirmation(SHORT_NOTICE) for one of fewer than ``days`` days.
    """
    if planned_on is None:
        raise InvalidInput(
            N_("Enter the day on which we mean to come; the notice is reckoned from it."), field="planned_on"
        )
    if notified_on > today:
        raise InvalidInput(
            N_("{day} is still to come. Enter it when it has happened."), field="notified_on", day=notified_on
        )
    given = (planned_on - notified_on).days
    if given < 0:
        raise InvalidInput(
            N_("The notice cannot be after the visit on {day}. Check both dates."), field="notified_on", day=planned_on
        )
    if given >= days:
        return
    if SHORT_NOTICE not in confirmed:
        raise NeedsConfirmation(
            N_("The contract promises notice {days} days ahead, and this is {given}. Go on, and say why?"),
            key=SHORT_NOTICE,
            days=days,
            given=given,
        )
    check_reason(reason)
