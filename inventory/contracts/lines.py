"""The lines of a contract are its initial price list (R-101), and units stand on those of equipment (R-010)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from inventory.contracts import rules
from inventory.contracts.many import change_rows, lock_units
from inventory.cover import keeping
from inventory.errors import InvalidInput, NeedsConfirmation, RuleBroken
from inventory.i18n import N_
from inventory.naming import line as in_one_line
from inventory.values.money import Money
from inventory.work import Context, Work, command, needs
from models.access import Right
from models.assets import Asset
from models.contracts import Contract, ContractLine, ContractLineKind
from models.parts import Part
from models.products import ProductModel
from models.quotations import QuotationLine

MORE_THAN_ORDERED: Final = "more_than_ordered"
"""What a person confirms: more units stand on a line than it orders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFields:
    """What a person enters of a line. ``unit_price`` None: no price was agreed, so none caps anything."""

    kind: ContractLineKind
    model_id: int | None = None
    part_id: int | None = None
    description: str = ""
    quantity: int = 1
    unit: str = ""
    unit_price: Money | None = None
    tax_included: bool = True
    tax_rate_bp: int = 1300
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AddLine(LineFields):
    """A line that is not there yet; it comes last."""

    contract_id: int


@dataclass(frozen=True, slots=True)
class EditLine(LineFields):
    """All fields of a line as they should be now."""

    line_id: int
    seen_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignUnits:
    """Units that were delivered, or will be, as this line of equipment orders them."""

    line_id: int
    asset_ids: tuple[int, ...]
    confirmed: frozenset[str] = frozenset()


@command
@needs(Right.EDIT_CONTRACTS)
def add_line(ctx: Context, line: AddLine) -> int:
    """Add a line at the end of a contract's price list and return its id."""
    with ctx.work() as work:
        contract = work.lock(Contract, line.contract_id)
        values = _values(line)
        last = (
            ContractLine.select(ContractLine.position)
            .where(ContractLine.contract == contract.id)
            .order_by(ContractLine.position.desc())
            .first()
        )
        row = work.create(ContractLine, contract=contract.id, position=last.position + 1 if last else 1, **values)
        work.touch(Contract, contract.id)
    return int(row.id)


@command
@needs(Right.EDIT_CONTRACTS)
def edit_line(ctx: Context, line: EditLine) -> int:
    """Correct a line and return its id. With units on it, its model stays."""
    with ctx.work() as work:
        row = _locked(work, line.line_id)
        work.check_seen(row, line.seen_version)
        values = _values(line)
        units = Asset.select().where(Asset.contract_line == row.id).count()
        if units and row.model_id != line.model_id:
            raise RuleBroken(N_("Units stand on this line, so it stays with its model. Take them off the line first."))
        _check_quantity(line.quantity, units, line.confirmed)
        work.change(row, **values)
        work.touch(Contract, row.contract_id)
    return line.line_id


@command
@needs(Right.EDIT_CONTRACTS)
def remove_line(ctx: Context, line_id: int, seen_version: int) -> None:
    """Remove a line on which no unit stands and which no quotation names."""
    with ctx.work() as work:
        row = _locked(work, line_id)
        work.check_seen(row, seen_version)
        if Asset.select().where(Asset.contract_line == row.id).exists():
            raise RuleBroken(N_("Units stand on this line. Take them off it before you remove it."))
        if QuotationLine.select().where(QuotationLine.contract_line == row.id).exists():
            raise RuleBroken(N_("A quotation names this price. Take the price away instead, so that it caps nothing."))
        work.delete(row)
        work.touch(Contract, row.contract_id)


@command
@needs(Right.EDIT_CONTRACTS)
def order_lines(ctx: Context, contract_id: int, line_ids: Sequence[int]) -> None:
    """Put the lines of a contract into this order. Raises InvalidInput unless it names each of them once."""
    with ctx.work() as work:
        work.lock(Contract, contract_id)
        rows = {row.id: row for row in ContractLine.select().where(ContractLine.contract == contract_id)}
        rules.check_order(rows, line_ids)
        away = ContractLine.update(position=ContractLine.position * -1)  # two lines never have one position
        away.where(ContractLine.contract == contract_id).execute()
        for position, line_id in enumerate(line_ids, 1):
            work.change(rows[line_id], position=position)
        back = ContractLine.update(position=ContractLine.position * -1)
        back.where((ContractLine.contract == contract_id) & (ContractLine.position < 0)).execute()
        work.touch(Contract, contract_id)


@command
@needs(Right.EDIT_CONTRACTS)
def assign_units(ctx: Context, wanted: AssignUnits) -> None:
    """Put units on a line of equipment; they belong to its contract from then on.

    Raises RuleBroken for units of another model, customer or contract and NeedsConfirmation(MORE_THAN_ORDERED) where
    the line orders fewer.
    """
    with ctx.work() as work:
        row = _locked(work, wanted.line_id)
        contract: Any = work.lock(Contract, row.contract_id)
        units = lock_units(work, wanted.asset_ids)
        for unit in units:
            _check_unit(row, contract, unit)
        others = Asset.select().where((Asset.contract_line == row.id) & Asset.id.not_in(list(wanted.asset_ids))).count()
        _check_quantity(row.quantity, others + len(units), wanted.confirmed)
        before = {unit.id: unit.contract_id for unit in units}
        change_rows(work, units, contract_line=row.id, contract=contract.id)
        moved = [asset_id for asset_id, old in before.items() if old != contract.id]
        if moved:
            keeping.reckon(work, moved)
        work.touch(Contract, contract.id)


@command
@needs(Right.EDIT_CONTRACTS)
def place_units(ctx: Context, wanted: AssignUnits) -> None:
    """Let exactly these units stand on a line of equipment: others leave it and stay with their contract.

    Raises as ``assign_units`` does.
    """
    with ctx.work() as work:
        row = _locked(work, wanted.line_id)
        contract: Any = work.lock(Contract, row.contract_id)
        there = {unit.id for unit in Asset.select(Asset.id).where(Asset.contract_line == row.id)}
        units = lock_units(work, sorted(there | set(wanted.asset_ids)))
        staying = [unit for unit in units if unit.id in wanted.asset_ids]
        for unit in staying:
            _check_unit(row, contract, unit)
        _check_quantity(row.quantity, len(staying), wanted.confirmed)
        change_rows(work, [unit for unit in units if unit.id not in wanted.asset_ids], contract_line=None)
        moved = [unit.id for unit in staying if unit.contract_id != contract.id]
        change_rows(work, staying, contract_line=row.id, contract=contract.id)
        if moved:
            keeping.reckon(work, moved)
        work.touch(Contract, contract.id)


@command
@needs(Right.EDIT_CONTRACTS)
def release_units(ctx: Context, asset_ids: Collection[int]) -> None:
    """Take units off their lines; they stay with their contract."""
    with ctx.work() as work:
        units = lock_units(work, asset_ids)
        for unit in change_rows(work, units, contract_line=None):
            if unit.contract_id is not None:
                work.touch(Contract, unit.contract_id)


def _values(line: LineFields) -> dict[str, Any]:
    description = in_one_line(line.description)
    price = None if line.unit_price is None else line.unit_price.fen
    rules.check_line(
        line.kind, model_id=line.model_id, part_id=line.part_id, description=description, quantity=line.quantity,
        unit_price=price, tax_rate_bp=line.tax_rate_bp,
    )  # fmt: skip
    if line.model_id is not None and ProductModel.get_or_none(ProductModel.id == line.model_id) is None:
        raise InvalidInput(N_("This choice is no longer there. Choose again."), field="model_id")
    if line.part_id is not None and Part.get_or_none(Part.id == line.part_id) is None:
        raise InvalidInput(N_("This choice is no longer there. Choose again."), field="part_id")
    return {
        "kind": line.kind,
        "model": line.model_id,
        "part": line.part_id,
        "description": description,
        "quantity": line.quantity,
        "unit": in_one_line(line.unit),
        "unit_price": price,
        "tax_included": line.tax_included,
        "tax_rate_bp": line.tax_rate_bp,
    }


def _locked(work: Work, line_id: int) -> Any:
    """A line with its contract, which is locked first: whoever adds a line does it in this order."""
    seen: Any = ContractLine.get_or_none(ContractLine.id == line_id)
    if seen is not None:
        work.lock(Contract, seen.contract_id)
    return work.lock(ContractLine, line_id)


def _check_unit(line: Any, contract: Any, unit: Any) -> None:
    if unit.model_id != line.model_id:
        raise RuleBroken(
            N_("{serial} is of another model than this line. Choose units of its model."), serial=unit.serial_no
        )
    if unit.customer_id != contract.customer_id or unit.contract_id not in (None, contract.id):
        raise RuleBroken(
            N_("{serial} belongs to another customer or contract. Choose units of this contract."),
            serial=unit.serial_no,
        )


def _check_quantity(ordered: int, units: int, confirmed: frozenset[str]) -> None:
    """R-010: what is delivered is compared with what was ordered."""
    if units > ordered and MORE_THAN_ORDERED not in confirmed:
        raise NeedsConfirmation(
            N_("{units} units would stand on this line, and it orders {ordered}. Go on all the same?"),
            key=MORE_THAN_ORDERED,
            units=units,
            ordered=ordered,
        )
