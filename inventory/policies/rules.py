"""By when each step is due that a policy promises for a fault (rules.md C-10, C-11; requirements.md 1.9).

Moments are wall times of the depot's zone, as the calendars reckon them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from inventory.calendars.rules import Due, WorkCalendar, WorkdayCount
from inventory.cover.rules import CoverStatus
from inventory.policies.targets import Milestone, Target, TargetBase, TargetCondition, TargetUnit
from inventory.policies.terms import LoanerDue, LoanerTrigger, Terms
from inventory.values.codes import normalise

COVERED: Final = frozenset({CoverStatus.PRE_ACCEPTANCE, CoverStatus.IN_WARRANTY, CoverStatus.EXTENDED})
"""As for prices (C-08): before the acceptance and under a maintenance contract what is promised in warranty holds."""
WORKDAYS: Final = "CAL_5X8"
"""The calendar of working days for what names none: the loaner."""
CalendarOf = Callable[[str], WorkCalendar]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is known of a fault. None: not known, or not happened yet.

    ``level`` is a word of the policy, "" while nobody has chosen one. ``project_promise`` is what the contract says.
    """

    reported_at: datetime
    level: str = ""
    hardware: bool | None = None
    special: bool = False
    site_cannot_fix: bool | None = None
    project_promise: bool = False
    responded_at: datetime | None = None
    arrived_at: datetime | None = None
    planned_at: datetime | None = None
    phone_failed_at: datetime | None = None
    site_noticed_at: datetime | None = None
    spare_eta: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueRow:
    """A step and when it is due.

    ``due`` None: it runs from ``target.base``, which has not happened, or waits for a spare whose arrival nobody
    knows. ``open_conditions``: what must turn out to be so for it to hold. ``strict``: for working days, by the
    strictest reading, to be warned early (C-11). ``position``: the line of the policy, None for the loaner, which
    follows from its terms.
    """

    target: Target
    base_at: datetime | None
    due: Due | None
    open_conditions: frozenset[TargetCondition] = frozenset()
    strict: Due | None = None
    position: int | None = None


def due_rows(
    terms: Terms, targets: Sequence[Target], calendar: CalendarOf, cover: CoverStatus, fault: Fault
) -> tuple[DueRow, ...]:
    """What is due for ``fault`` on a unit with this cover, by policy line; nothing for a retired unit.

    A line of the fault's own level takes the place of those for any level; without a level, all are told. Where a
    spare must be replaced, the line that waits for its arrival takes the place of the other ones (R-076).
    """
    if cover is CoverStatus.NO_OBLIGATION:
        return ()
    held = [
        (position, target, open_ones)
        for position, target in enumerate(targets, 1)
        if (open_ones := _still_open(target, cover, fault)) is not None and _of_level(target, fault)
    ]
    own = {target.milestone for _, target, _ in held if fault.level and target.level}
    awaited = {target.milestone for _, target, open_ones in held if target.unit is TargetUnit.ETA and not open_ones}
    rows = [
        _row(target, open_ones, position, terms.workday_count, calendar, fault)
        for position, target, open_ones in held
        if target.unit is TargetUnit.ETA
        or ((target.level or target.milestone not in own) and target.milestone not in awaited)
    ]
    return (*rows, *_loaner(terms, rows, calendar, cover, fault))


def _of_level(target: Target, fault: Fault) -> bool:
    return not target.level or not fault.level or _plain(target.level) == _plain(fault.level)


def _plain(level: str) -> str:
    """A level as it is compared: Ⅰ级, I 级 and I are one."""
    return normalise(level).removesuffix("级")


def _still_open(target: Target, cover: CoverStatus, fault: Fault) -> frozenset[TargetCondition] | None:
    """The conditions that are not decided yet; None where one of them does not hold."""
    told = {
        TargetCondition.IN_WARRANTY: cover in COVERED,
        TargetCondition.AFTER_WARRANTY: cover not in COVERED,
        TargetCondition.HARDWARE: fault.hardware,
        TargetCondition.NON_HARDWARE: None if fault.hardware is None else not fault.hardware,
        TargetCondition.SPECIAL: fault.special,
        TargetCondition.NORMAL: not fault.special,
        TargetCondition.SITE_CANNOT_FIX: True if fault.site_noticed_at else fault.site_cannot_fix,
        TargetCondition.PROJECT_PROMISE: fault.project_promise,
        TargetCondition.GENERAL_PROMISE: not fault.project_promise,
    }
    if any(told[condition] is False for condition in target.conditions):
        return None
    return frozenset(condition for condition in target.conditions if told[condition] is None)


def _row(
    target: Target, open_ones: frozenset[TargetCondition], position: int, count: WorkdayCount, calendar: CalendarOf,
    fault: Fault,
) -> DueRow:  # fmt: skip
    if target.unit is TargetUnit.ETA:
        eta = fault.spare_eta
        return DueRow(target, fault.reported_at, Due(eta, firm=True) if eta else None, open_ones, position=position)
    begun = {
        TargetBase.REPORT: fault.reported_at,
        TargetBase.RESPONSE: fault.responded_at,
        TargetBase.ARRIVAL: fault.arrived_at,
        TargetBase.PHONE_FAILED: fault.phone_failed_at,
        TargetBase.PLAN: fault.planned_at,
        TargetBase.SITE_NOTICE: fault.site_noticed_at,
    }[target.base]
    if begun is None:
        return DueRow(target, None, None, open_ones, position=position)
    hours = calendar(target.calendar)
    if target.unit is not TargetUnit.WORKDAY:
        unit = timedelta(minutes=1) if target.unit is TargetUnit.MINUTE else timedelta(hours=1)
        return DueRow(target, begun, hours.add(begun, target.amount * unit), open_ones, position=position)
    due = hours.add_workdays(begun, target.amount, count)
    strict = hours.add_workdays(begun, target.amount, WorkdayCount.INCL_START)
    return DueRow(target, begun, due, open_ones, strict if strict.at < due.at else None, position)


def _loaner(
    terms: Terms, rows: Iterable[DueRow], calendar: CalendarOf, cover: CoverStatus, fault: Fault
) -> tuple[DueRow, ...]:
    """When a loaner must be there (R-090 … R-092): in warranty, if the terms give it a deadline at all."""
    if cover not in COVERED or terms.loaner_due is LoanerDue.NONE or terms.loaner_trigger is LoanerTrigger.MANUAL:
        return ()
    hours = calendar(WORKDAYS)
    if terms.loaner_trigger is LoanerTrigger.WORKDAYS:
        limits = [
            hours.add_workdays(fault.reported_at, terms.loaner_trigger_days, count)
            for count in (terms.workday_count, WorkdayCount.INCL_START)
        ]
    else:
        repaired = [row.due for row in rows if row.target.milestone is Milestone.RESTORED and not row.open_conditions]
        known = [due for due in repaired if due is not None]
        limits = [min(known, key=lambda due: due.at)] * 2 if known else []
    target = Target(
        milestone=Milestone.LOANER, calendar=WORKDAYS, conditions=frozenset({TargetCondition.IN_WARRANTY}),
        amount=terms.loaner_due_days, unit=TargetUnit.WORKDAY,
    )  # fmt: skip
    if not limits:
        return (DueRow(target, None, None),)
    if terms.loaner_due is LoanerDue.WORKDAYS:
        for _ in range(terms.loaner_due_days):
            limits = [hours.end_of_workday_after(limit) for limit in limits]
    due, strict = limits
    return (DueRow(target, fault.reported_at, due, strict=strict if strict.at < due.at else None),)
