"""A customer's unit in our hands, from the day it is taken in to the day it is handed back (R-095).

Under terms that give repair days back, these days lengthen its cover (C-03), except those on which the customer had a
loaner where the terms say so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from inventory.cover import keeping, records
from inventory.cover.proven import GONE
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.naming import line
from inventory.work import Context, Work, command, needs
from models.access import Right
from models.assets import Asset, AssetEvent, AssetState, EventKind
from models.cases import ServiceCase
from models.cover import Custody


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIn:
    """A unit comes to us. ``handed_over_by``: who of the customer's gave it."""

    asset_id: int
    seen_version: int
    taken_on: date
    taken_by: str = ""
    handed_over_by: str = ""
    accessories: str = ""
    condition: str = ""
    case_id: int | None = None
    loaner_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBack:
    """It goes back. ``received_by``: who of the customer's took it; the loaner days: of the whole stay."""

    custody_id: int
    seen_version: int
    returned_on: date
    returned_by: str = ""
    received_by: str = ""
    loaner_from: date | None = None
    loaner_back: date | None = None


@command
@needs(Right.RECORD_SERVICE)
def take_in(ctx: Context, stay: TakeIn) -> int:
    """Record that a unit was taken in and return the record's id; from now on it is at our depot."""
    check_taking(ctx, stay)
    with ctx.work() as work:
        unit: Any = work.lock(Asset, stay.asset_id)
        work.check_seen(unit, stay.seen_version)
        if unit.state in GONE:
            raise RuleBroken(N_("This unit is no longer in use, so it is not taken in for repair."))
        check_taken_on(unit.delivered_on, stay.taken_on)
        _check_case(stay.case_id, unit.id)
        row = work.create(
            Custody, asset=unit.id, case=stay.case_id, taken_on=stay.taken_on, taken_by=line(stay.taken_by),
            handed_over_by=line(stay.handed_over_by), accessories=stay.accessories.strip(),
            condition=stay.condition.strip(), loaner_from=stay.loaner_from,
        )  # fmt: skip
        work.change(unit, state=AssetState.AT_DEPOT)
        _happened(work, unit.id, EventKind.RECEIVED, line(stay.accessories)[:200])
        keeping.reckon(work, [unit.id], tell=False)
    return int(row.id)


@command
@needs(Right.RECORD_SERVICE)
def hand_back(ctx: Context, stay: HandBack) -> None:
    """Record that a unit was handed back; it is in service again, and its cover longer where the terms say so."""
    with ctx.work() as work:
        row: Any = work.lock(Custody, stay.custody_id)
        unit: Any = work.lock(Asset, row.asset_id)
        work.check_seen(row, stay.seen_version)
        if row.returned_on is not None:
            raise RuleBroken(N_("This unit was handed back on {day} already."), day=row.returned_on)
        check_handing(ctx, row.taken_on, stay)
        work.change(
            row, returned_on=stay.returned_on, returned_by=line(stay.returned_by), received_by=line(stay.received_by),
            loaner_from=stay.loaner_from, loaner_back=stay.loaner_back,
        )  # fmt: skip
        if unit.state in (AssetState.AT_DEPOT, AssetState.AT_OEM, AssetState.FAULTY):
            work.change(unit, state=AssetState.IN_SERVICE)
        _happened(work, unit.id, EventKind.RETURNED, line(stay.received_by))
        keeping.reckon(work, [unit.id], tell=False)  # day by day it has grown: told is what the whole stay has added
        _tell(work, unit.id, row.id)


def check_taking(ctx: Context, stay: TakeIn) -> None:
    """Nothing of it lies in the future. Raises InvalidInput."""
    _check_day(ctx, stay.taken_on, "taken_on")
    if stay.loaner_from is not None:
        _check_day(ctx, stay.loaner_from, "loaner_from")


def check_taken_on(delivered_on: date | None, taken_on: date) -> None:
    """Only what was delivered comes back. Raises InvalidInput."""
    if delivered_on is not None and taken_on < delivered_on:
        raise InvalidInput(
            N_("The unit was delivered on {day}; it cannot be taken in before that."),
            field="taken_on",
            day=delivered_on,
        )


def _check_day(ctx: Context, day: date, field: str) -> None:
    if day > ctx.clock.today():
        raise InvalidInput(N_("This cannot be in the future. Enter it when it has happened."), field=field)


def _check_case(case_id: int | None, asset_id: int) -> None:
    if case_id is None:
        return
    of_unit = (ServiceCase.id == case_id) & (ServiceCase.asset == asset_id)
    if not ServiceCase.select().where(of_unit).exists():
        raise InvalidInput(N_("This case is about another unit. Choose one of this unit's."), field="case_id")


def check_handing(ctx: Context, taken_on: date, stay: HandBack) -> None:
    """A stay ends after it began and not in the future, and so does the loan. Raises InvalidInput."""
    _check_day(ctx, stay.returned_on, "returned_on")
    if stay.returned_on < taken_on:
        raise InvalidInput(
            N_("The unit was taken in on {day}; it cannot be handed back before that."),
            field="returned_on",
            day=taken_on,
        )
    if stay.loaner_back is not None and (stay.loaner_from is None or stay.loaner_back < stay.loaner_from):
        raise InvalidInput(N_("A loaner cannot come back before it went out. Check both dates."), field="loaner_back")


def _tell(work: Work, asset_id: int, custody_id: int) -> None:
    facts = records.read([asset_id])[asset_id]
    without = replace(facts, custodies=tuple(one for one in facts.custodies if one.id != custody_id))
    reckoner = keeping.Reckoner(work.ctx)
    before, after = reckoner.of(without).last, reckoner.of(facts).last
    if before is not None and before != after:
        _happened(work, asset_id, EventKind.WARRANTY_CHANGED, f"{before} → {after}")


def _happened(work: Work, asset_id: int, kind: EventKind, note: str) -> None:
    AssetEvent.insert(asset=asset_id, at=work.ctx.clock.now(), kind=kind, by=work.ctx.actor, note=note).execute()
