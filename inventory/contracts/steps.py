"""The steps of a delivery before its acceptance: notice, arrival, installation, checks, completion, and one back.

Each step writes what happened into the units, too (R-010 … R-015), so their cover is reckoned where it rests on that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inventory.contracts import lot_rules as rules
from inventory.contracts import shelf
from inventory.contracts.lot_rules import Appearance, CheckState, Counted, LotState, UnitState
from inventory.contracts.lots import locked, renew
from inventory.contracts.many import change_rows, happened, lock_units
from inventory.contracts.notice_rules import check_notice
from inventory.cover import keeping
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.naming import line
from inventory.policies.terms import load
from inventory.work import Context, Work, command, needs
from models.access import Right
from models.assets import Asset, AssetState, EventKind
from models.contracts import Contract, LotCheck
from models.cover import LotUnit
from models.policies import PolicyVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class LotStep:
    """A step of a delivery. ``reason`` stands beside what a person ``confirmed``."""

    lot_id: int
    seen_version: int
    confirmed: frozenset[str] = frozenset()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify(LotStep):
    """The customer was told when we come (R-020)."""

    notified_on: date


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How a unit arrived (R-011)."""

    asset_id: int
    counted: Counted = Counted.PRESENT
    appearance: Appearance = Appearance.GOOD
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrive(LotStep):
    """The goods are there, counted by the customer's staff with one of us (R-011).

    ``counts`` names the units that are not simply present and undamaged.
    """

    arrived_on: date
    counted_by: str
    witnessed_by: str
    counts: tuple[UnitCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount(LotStep):
    """The count of some units as it should be."""

    counts: tuple[UnitCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Install(LotStep):
    """Units are installed on a day. ``places`` says where, for those whose place the register does not name yet."""

    installed_on: date
    asset_ids: tuple[int, ...]
    places: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete(LotStep):
    """Installed, adjusted and started up (R-010)."""

    completed_on: date


@command
@needs(Right.EDIT_CONTRACTS)
def notify(ctx: Context, step: Notify) -> int:
    """Record the notice to the customer and return the delivery's id.

    Raises NeedsConfirmation(SHORT_NOTICE) where it is later than the contract's policy promises; it then needs a
    reason.
    """
    with ctx.work(step.reason.strip()) as work:
        row, contract = locked(work, step.lot_id, step.seen_version)
        rules.check_step(row.state, LotState.NOTIFIED)
        check_notice(
            row.planned_on, step.notified_on, notice_days(contract), ctx.clock.today(),
            confirmed=step.confirmed, reason=step.reason,
        )  # fmt: skip
        work.change(row, state=LotState.NOTIFIED, notified_on=step.notified_on)
        work.touch(Contract, contract.id)
    return step.lot_id


@command
@needs(Right.EDIT_CONTRACTS)
def arrive(ctx: Context, step: Arrive) -> int:
    """Record the arrival and the count, and return the delivery's id.

    Units that are present are delivered: they are the customer's and stand at the site of the delivery. A day of
    delivery that was recorded before stays.
    """
    counted_by, witnessed_by = line(step.counted_by), line(step.witnessed_by)
    with ctx.work(step.reason.strip()) as work:
        row, contract = locked(work, step.lot_id, step.seen_version)
        rules.check_arrival(
            row.state, step.arrived_on, counted_by, witnessed_by, notice_days(contract), ctx.clock.today(),
            confirmed=step.confirmed, reason=step.reason,
        )  # fmt: skip
        members = _members(row)
        if not members:
            raise RuleBroken(N_("No unit is in this delivery. Put in the units that came."))
        work.change(
            row, state=LotState.ARRIVED, arrived_on=step.arrived_on, counted_by=counted_by, witnessed_by=witnessed_by
        )
        _count(work, row, members, [UnitCount(asset_id) for asset_id in members], step.counts)
        work.touch(Contract, contract.id)
    return step.lot_id


@command
@needs(Right.EDIT_CONTRACTS)
def recount(ctx: Context, step: Recount) -> int:
    """Correct the count of units that have arrived, and return the delivery's id."""
    with ctx.work(step.reason.strip()) as work:
        row, contract = locked(work, step.lot_id, step.seen_version)
        if row.state is not LotState.ARRIVED:
            raise RuleBroken(N_("Goods are counted between their arrival and their installation."))
        _count(work, row, _members(row), (), step.counts)
        renew(work, row)
        work.touch(Contract, contract.id)
    return step.lot_id


@command
@needs(Right.EDIT_CONTRACTS)
def install(ctx: Context, step: Install) -> int:
    """Record that units are installed in their places (R-015), and return the delivery's id.

    With its last unit the delivery is installed.
    """
    with ctx.work(step.reason.strip()) as work:
        row, contract = locked(work, step.lot_id, step.seen_version)
        if row.state is not LotState.ARRIVED:
            rules.check_step(row.state, LotState.INSTALLED)
        members = _members(row)
        units = lock_units(work, step.asset_ids)
        placed: dict[str, list[Any]] = {}
        for unit in units:
            if unit.id not in members:
                raise RuleBroken(N_("One of these units is not in this delivery. Look at it again."))
            place = line(step.places.get(unit.id, "")) or unit.location_text
            rules.check_installation(_state(members[unit.id], unit, place), step.installed_on, ctx.clock.today())
            if place != unit.location_text:
                placed.setdefault(place, []).append(unit)
        for place, ones in placed.items():
            change_rows(work, ones, location_text=place)
        change_rows(work, units, installed_on=step.installed_on)
        change_rows(work, [unit for unit in units if unit.state is AssetState.DELIVERED], state=AssetState.INSTALLED)
        happened(work, [unit.id for unit in units], EventKind.INSTALLED, _called(contract, row))
        keeping.reckon(work, [unit.id for unit in units])
        if all(one.asset.installed_on is not None for one in _members(row).values()):
            work.change(row, state=LotState.INSTALLED)
        else:
            renew(work, row)
        work.touch(Contract, contract.id)
    return step.lot_id


@command
@needs(Right.EDIT_CONTRACTS)
def complete(ctx: Context, step: Complete) -> int:
    """Record the completion of a delivery, and return its id. The units get this day with the acceptance."""
    with ctx.work(step.reason.strip()) as work:
        row, contract = locked(work, step.lot_id, step.seen_version)
        rules.check_completion(row.state, states(row), step.completed_on, ctx.clock.today())
        work.change(row, state=LotState.COMPLETED, completed_on=step.completed_on)
        work.touch(Contract, contract.id)
    return step.lot_id


@command
@needs(Right.EDIT_CONTRACTS)
def step_back(ctx: Context, step: LotStep) -> int:
    """Take back the last step of a delivery while nothing rests on it, and return the delivery's id.

    What the step wrote into the units is taken back with it; their places stay. Raises RuleBroken where something
    rests on it, and for what was accepted: that is only corrected.
    """
    with ctx.work(step.reason.strip()) as work:
        row, contract = locked(work, step.lot_id, step.seen_version)
        rules.check_back(row.state, states(row), check_states(row))
        before, members = rules.BACK[row.state], _members(row)
        if row.state is LotState.NOTIFIED:
            work.change(row, state=before, notified_on=None)
        elif row.state is LotState.ARRIVED:
            _unload(work, row, members)
        elif row.state is LotState.INSTALLED:
            work.change(row, state=before)
            units = lock_units(work, members)
            change_rows(work, units, installed_on=None)
            change_rows(
                work, [unit for unit in units if unit.state is AssetState.INSTALLED], state=AssetState.DELIVERED
            )
        else:
            work.change(row, state=before, completed_on=None)
        keeping.reckon(work, list(members))
        work.touch(Contract, contract.id)
    return step.lot_id


def notice_days(contract: Any) -> int:
    """How many days ahead the contract's policy promises a notice; the house's terms promise none (R-020)."""
    if contract.policy_version_id is None:
        return 0
    return load(PolicyVersion.get_by_id(contract.policy_version_id).terms).notice_days


def states(row: Any) -> list[UnitState]:
    """The units of a delivery as the guards look at them, by their serials."""
    return [_state(one, one.asset, one.asset.location_text) for one in _members(row).values()]


def check_states(row: Any) -> list[CheckState]:
    """The checks of a delivery as the guards look at them."""
    found = LotCheck.select().where(LotCheck.lot == row.id).order_by(LotCheck.position)
    return [CheckState(check.item, check.result) for check in found]


def _members(row: Any) -> dict[int, Any]:
    """The units of a delivery with their rows in the register, by id of the unit."""
    found: Any = LotUnit.select(LotUnit, Asset).join(Asset).where(LotUnit.lot == row.id).order_by(Asset.serial_norm)
    return {one.asset_id: one for one in found}


def _state(one: Any, unit: Any, place: str) -> UnitState:
    return UnitState(
        unit.id, unit.serial_no, one.counted, one.appearance, unit.delivered_on, unit.installed_on, unit.accepted_on,
        place,
    )  # fmt: skip


def _count(
    work: Work, row: Any, members: Mapping[int, Any], usual: Iterable[UnitCount], counts: Sequence[UnitCount]
) -> None:
    """Write how units arrived: ``usual`` unless ``counts`` says otherwise. Those that are present are delivered."""
    told = {count.asset_id: count for count in (*usual, *counts)}
    if unknown := set(told) - set(members):
        raise InvalidInput(N_("One of these units is not in this delivery. Look at it again."), field="counts",
                           asset=min(unknown))  # fmt: skip
    alike: dict[tuple[Counted, Appearance, str], list[Any]] = {}
    for asset_id, count in told.items():
        appearance = count.appearance if count.counted is Counted.PRESENT else Appearance.OPEN
        alike.setdefault((count.counted, appearance, line(count.note)), []).append(members[asset_id])
    for (counted, appearance, note), ones in alike.items():
        change_rows(work, ones, counted=counted, appearance=appearance, note=note)
    units = lock_units(work, told)
    present = [unit for unit in units if told[unit.id].counted is Counted.PRESENT]
    absent = [unit for unit in units if told[unit.id].counted is not Counted.PRESENT]
    if any(unit.installed_on is not None for unit in absent):
        raise RuleBroken(N_("A unit that is installed has arrived. Take back its installation first."))
    new = [unit for unit in present if unit.delivered_on is None]
    change_rows(work, new, delivered_on=row.arrived_on)
    change_rows(work, [unit for unit in present if unit.sold_on is None], sold_on=row.arrived_on)
    if row.site_id is not None:
        change_rows(work, present, site=row.site_id)
    shelf.hand_over(work, present)
    happened(work, [unit.id for unit in new], EventKind.DELIVERED, _called(row.contract, row))
    shelf.take_back(work, absent)
    keeping.reckon(work, list(told))


def _unload(work: Work, row: Any, members: Mapping[int, Any]) -> None:
    """The goods have not arrived after all."""
    before = LotState.PLANNED if row.notified_on is None else LotState.NOTIFIED
    work.change(row, state=before, arrived_on=None, counted_by="", witnessed_by="")
    change_rows(work, list(members.values()), counted=Counted.OPEN, appearance=Appearance.OPEN, note="")
    shelf.take_back(work, lock_units(work, members))


def _called(contract: Any, row: Any) -> str:
    """A delivery as the record of a unit names it: data, not a sentence."""
    return f"{contract.number} / {row.number}"
