"""Deliveries of a contract: planned, filled with units, split, cancelled. Their way goes on in ``steps``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inventory.contracts import lot_rules as rules
from inventory.contracts import shelf
from inventory.contracts.lines import MORE_THAN_ORDERED
from inventory.contracts.lot_rules import LotState
from inventory.contracts.many import add_rows, change_rows, lock_units
from inventory.cover import keeping
from inventory.errors import InvalidInput, NeedsConfirmation, RuleBroken
from inventory.i18n import N_
from inventory.work import Context, Work, command, needs
from models import connect
from models.access import Right
from models.contracts import Contract, ContractLine, ContractLineKind, DeliveryLot, LotCheck
from models.cover import Appearance, Counted, LotUnit
from models.customers import CustomerSite


@dataclass(frozen=True, slots=True, kw_only=True)
class LotPlan:
    """When we mean to come, and to which site of the customer (R-010)."""

    planned_on: date | None = None
    site_id: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLot(LotPlan):
    """A delivery of units of a contract."""

    contract_id: int
    asset_ids: tuple[int, ...] = ()
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditLot(LotPlan):
    """The plan of a delivery as it should be now."""

    lot_id: int
    seen_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LotUnits:
    """Units to be put into a delivery, or taken out of it."""

    lot_id: int
    seen_version: int
    asset_ids: tuple[int, ...]
    confirmed: frozenset[str] = frozenset()


@command
@needs(Right.EDIT_CONTRACTS)
def plan(ctx: Context, lot: PlanLot) -> int:
    """Plan a delivery with its units and the standard checks, and return its id."""
    with ctx.work() as work:
        contract: Any = work.lock(Contract, lot.contract_id)
        _check_site(contract.customer_id, lot.site_id)
        row = _new(work, contract, lot.site_id, planned_on=lot.planned_on, remark=lot.remark.strip())
        if lot.asset_ids:
            _put_in(work, row, contract, lot.asset_ids, lot.confirmed)
    return int(row.id)


@command
@needs(Right.EDIT_CONTRACTS)
def edit_plan(ctx: Context, lot: EditLot) -> int:
    """Change the plan of a delivery that has not arrived, and return its id.

    A customer who was told of another day must be told again: the notice is taken back (R-020).
    """
    with ctx.work() as work:
        row, contract = locked(work, lot.lot_id, lot.seen_version)
        if row.state not in (LotState.PLANNED, LotState.NOTIFIED):
            raise RuleBroken(N_("The goods have arrived already, so the plan stands as it was."))
        _check_site(contract.customer_id, lot.site_id)
        if row.state is LotState.NOTIFIED and row.planned_on != lot.planned_on:
            work.change(row, state=LotState.PLANNED, notified_on=None)
        work.change(row, planned_on=lot.planned_on, site=lot.site_id, remark=lot.remark.strip())
        work.touch(Contract, contract.id)
    return lot.lot_id


@command
@needs(Right.EDIT_CONTRACTS)
def add_units(ctx: Context, lot: LotUnits) -> int:
    """Put units into a delivery that is not installed yet, and return its id.

    They belong to the contract and its customer from then on, and stand on its line of their model where one has room.
    Raises RuleBroken for units that were accepted or belong elsewhere, and NeedsConfirmation(MORE_THAN_ORDERED).
    """
    with ctx.work() as work:
        row, contract = locked(work, lot.lot_id, lot.seen_version)
        _check_early(row)
        _put_in(work, row, contract, lot.asset_ids, lot.confirmed)
        renew(work, row)
    return lot.lot_id


@command
@needs(Right.EDIT_CONTRACTS)
def take_out(ctx: Context, lot: LotUnits) -> int:
    """Take units out of a delivery that has not arrived, and return its id. They stay under the contract."""
    with ctx.work() as work:
        row, contract = locked(work, lot.lot_id, lot.seen_version)
        if row.state not in (LotState.PLANNED, LotState.NOTIFIED):
            raise RuleBroken(
                N_("The goods have arrived already. Move missing or damaged units to a delivery of their own instead.")
            )
        for one in _units_in(row, lot.asset_ids):
            work.delete(one)
        renew(work, row)
        work.touch(Contract, contract.id)
    return lot.lot_id


@command
@needs(Right.EDIT_CONTRACTS)
def split(ctx: Context, lot: LotUnits) -> int:
    """Move missing or damaged units to a delivery of their own, and return that one's id (R-011, R-013).

    They have still to come: the new delivery is planned, and its units count as not delivered.
    """
    with ctx.work() as work:
        row, contract = locked(work, lot.lot_id, lot.seen_version)
        if row.state is not LotState.ARRIVED:
            raise RuleBroken(N_("Units are moved to a delivery of their own once the goods have been counted."))
        moving = _units_in(row, lot.asset_ids)
        units = lock_units(work, [one.asset_id for one in moving])
        if installed := [unit for unit in units if unit.installed_on is not None]:
            raise RuleBroken(
                N_("{serial} is installed already and stays in this delivery."), serial=installed[0].serial_no
            )
        new = _new(work, contract, row.site_id)
        change_rows(work, moving, lot=new.id, counted=Counted.OPEN, appearance=Appearance.OPEN, note="")
        shelf.take_back(work, units)
        keeping.reckon(work, [unit.id for unit in units])
        renew(work, row)
    return int(new.id)


@command
@needs(Right.EDIT_CONTRACTS)
def cancel(ctx: Context, lot_id: int, seen_version: int, reason: str) -> None:
    """Cancel a delivery of which nothing has arrived; its units are free for another one."""
    if not reason.strip():
        raise InvalidInput(N_("Say why the delivery is cancelled."), field="reason")
    with ctx.work(reason.strip()) as work:
        row, contract = locked(work, lot_id, seen_version)
        rules.check_step(row.state, LotState.CANCELLED)
        units = list(LotUnit.select().where(LotUnit.lot == row.id))
        if any(one.counted is Counted.PRESENT for one in units):
            raise RuleBroken(N_("Units of this delivery have arrived. Take back the arrival before you cancel it."))
        for one in units:
            work.delete(one)
        work.change(row, state=LotState.CANCELLED)
        work.touch(Contract, contract.id)


def locked(work: Work, lot_id: int, seen_version: int) -> tuple[Any, Any]:
    """A delivery and its contract, which is locked first, as the person saw the delivery."""
    seen: Any = DeliveryLot.get_or_none(DeliveryLot.id == lot_id)
    contract: Any = None if seen is None else work.lock(Contract, seen.contract_id)
    row = work.lock(DeliveryLot, lot_id)
    work.check_seen(row, seen_version)
    return row, contract


def renew(work: Work, row: Any) -> None:
    """Count a change of its units or checks as a change of the delivery: whoever signs it has seen them."""
    row.version += 1
    row.save(only=[DeliveryLot.version])
    work.touch(DeliveryLot, row.id)


def _new(work: Work, contract: Any, site_id: int | None, **values: Any) -> Any:
    last = (
        DeliveryLot.select(DeliveryLot.number)
        .where(DeliveryLot.contract == contract.id)
        .order_by(DeliveryLot.number.desc())
        .first()
    )
    row = work.create(
        DeliveryLot, contract=contract.id, number=last.number + 1 if last else 1, site=site_id, **values
    )  # fmt: skip
    checks = [{"lot": row.id, "position": position, "area": area, "item": item}
              for position, (area, item) in enumerate(rules.STANDARD_CHECKS, 1)]  # fmt: skip
    add_rows(work, LotCheck, checks)
    work.touch(Contract, contract.id)
    return row


def _check_site(customer_id: int, site_id: int | None) -> None:
    if site_id is None:
        return
    site: Any = CustomerSite.get_or_none(CustomerSite.id == site_id)
    if site is None:
        raise InvalidInput(N_("This choice is no longer there. Choose again."), field="site_id")
    if site.customer_id != customer_id:
        raise InvalidInput(N_("This site belongs to another customer. Choose one of this customer's."), field="site_id")


def _check_early(row: Any) -> None:
    if row.state not in rules.EARLY_STATES:
        raise RuleBroken(N_("This delivery is installed or closed already. Plan another one for more units."))


def _units_in(row: Any, asset_ids: Sequence[int]) -> list[Any]:
    found = list(LotUnit.select().where((LotUnit.lot == row.id) & LotUnit.asset.in_(list(asset_ids))))
    if not found or len(found) < len(set(asset_ids)):
        raise RuleBroken(N_("One of these units is not in this delivery. Look at it again."))
    return found


def _put_in(
    work: Work, row: Any, contract: Any, asset_ids: Sequence[int], confirmed: frozenset[str]
) -> None:  # fmt: skip
    units = lock_units(work, asset_ids)
    for unit in units:
        same = unit.customer_id in (None, contract.customer_id) and unit.contract_id in (None, contract.id)
        rules.check_deliverable(unit.serial_no, unit.state, unit.accepted_on, same_customer=same)
    add_rows(work, LotUnit, [{"lot": row.id, "asset": unit.id} for unit in units])
    moved = [unit.id for unit in units if unit.contract_id is None]
    change_rows(work, units, customer=contract.customer_id, contract=contract.id)
    _find_lines(work, contract, units, confirmed)
    if moved:
        keeping.reckon(work, moved)
    work.touch(Contract, contract.id)


def _find_lines(work: Work, contract: Any, units: Sequence[Any], confirmed: frozenset[str]) -> None:
    """Units without a line stand on the first line of their model that has room, else on its last one (R-010)."""
    lines: dict[int, list[Any]] = defaultdict(list)
    of_equipment = (ContractLine.contract == contract.id) & (ContractLine.kind == ContractLineKind.EQUIPMENT)
    found: Any = ContractLine.select().where(of_equipment).order_by(ContractLine.position)
    for line in found:
        lines[line.model_id].append(line)
    stand = Counter[int](
        dict(
            connect.rows(
                "SELECT contract_line_id, count(*) FROM asset WHERE contract_id = ? AND contract_line_id IS NOT NULL "
                "GROUP BY contract_line_id",
                (contract.id,),
            )
        )
    )
    placed: dict[int, list[Any]] = defaultdict(list)
    for unit in units:
        if unit.contract_line_id is not None or not lines[unit.model_id]:
            continue
        open_ = [line for line in lines[unit.model_id] if stand[line.id] < line.quantity]
        if not open_ and MORE_THAN_ORDERED not in confirmed:
            raise NeedsConfirmation(
                N_("{serial} is one more than the contract orders of this model. Go on all the same?"),
                key=MORE_THAN_ORDERED,
                serial=unit.serial_no,
            )
        line = open_[0] if open_ else lines[unit.model_id][-1]
        stand[line.id] += 1
        placed[line.id].append(unit)
    for line_id, its in placed.items():
        change_rows(work, its, contract_line=line_id)
