"""Parts are entered, corrected and retired here, with the models that they fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.naming import check_code, check_name, line
from inventory.numbering import free_code
from inventory.parts import entering
from inventory.places.lying import Named
from inventory.scanning.payload import Kind
from inventory.values.money import Money
from inventory.work import Context, Work, command, needs
from models import connect
from models.access import Right
from models.parts import Origin, Part, PartFit, PartKind
from models.products import Manufacturer, ProductModel
from models.suppliers import Supplier

LONGEST_POSITION: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFields:
    """What a person enters of a part. ``safety_stock`` and ``reorder_point`` as people count (``"2.5"``).

    ``failures_ppm``: failures in a million part-years. Amounts are of one piece, without tax. ``decimals`` and
    ``serialised`` stand once something of the part was moved.
    """

    part_no: str
    name: str
    spec: str = ""
    manufacturer_id: int | None = None
    kind: PartKind = PartKind.SPARE_PART
    unit: str = "个"
    serialised: bool = False
    decimals: int = 0
    safety_stock: str | int = 0
    reorder_point: str | int | None = None
    supplier_id: int | None = None
    lead_time_days: int | None = None
    shelf_life_days: int | None = None
    failures_ppm: int | None = None
    discontinued_on: date | None = None
    reference_cost: Money | None = None
    initial_price: Money | None = None
    list_price: Money | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AddPart(PartFields):
    """A part that is not there yet."""


@dataclass(frozen=True, slots=True)
class EditPart(PartFields):
    """All fields of a part as they should be now. ``keep_cost``: whoever may not see the cost leaves it as it is."""

    part_id: int
    seen_version: int
    keep_cost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFit:
    """A part fits a model: how many pieces of it are in one unit, where, and who stands behind it (R-046)."""

    part_id: int
    seen_version: int
    model_id: int
    quantity: int = 1
    position: str = ""
    origin: Origin = Origin.OEM


@command
@needs(Right.EDIT_REGISTER)
def add(ctx: Context, part: AddPart) -> int:
    """Add a part and return its id. Raises RuleBroken where the number is known (``values["existing"]``)."""
    with ctx.work() as work:
        values = _values(part)
        _check_new(values["part_norm"])
        row = work.create(Part, code=free_code(Part, Kind.PART), **values)
    return int(row.id)


@command
@needs(Right.EDIT_REGISTER)
def edit(ctx: Context, part: EditPart) -> int:
    """Correct a part and return its id. Raises RuleBroken where what was moved already would mean something else."""
    with ctx.work() as work:
        row: Any = work.lock(Part, part.part_id)
        work.check_seen(row, part.seen_version)
        values = _values(part)
        _check_new(values["part_norm"], except_for=row.id)
        if part.keep_cost:
            values.pop("reference_cost")
        if (row.decimals, row.serialised) != (part.decimals, part.serialised) and _was_moved(row.id):
            raise RuleBroken(
                N_(
                    "{part} was moved already, so how it is counted stands. Enter a new part and record it as the "
                    "successor of this one."
                ),
                part=row.part_no,
            )
        work.change(row, **values)
    return part.part_id


def _values(part: PartFields) -> dict[str, Any]:
    part_no, norm = check_code(
        part.part_no, field="part_no", limit=60, missing=N_("Enter the part number that stands on the part.")
    )
    name, _key = check_name(part.name)
    for field, table, row_id in (
        ("manufacturer_id", Manufacturer, part.manufacturer_id), ("supplier_id", Supplier, part.supplier_id),
    ):  # fmt: skip
        if row_id is not None and table.get_or_none(table.id == row_id) is None:
            raise InvalidInput(N_("Choose one from the list."), field=field)
    return {
        "part_no": part_no, "part_norm": norm, "name": name, "spec": line(part.spec),
        "manufacturer": part.manufacturer_id, "kind": part.kind, "unit": line(part.unit) or "个",
        "serialised": part.serialised, "decimals": entering.decimals(part.decimals, serialised=part.serialised),
        "safety_stock": entering.quantity("safety_stock", part.safety_stock, part.decimals) or 0,
        "reorder_point": entering.quantity("reorder_point", part.reorder_point, part.decimals),
        "supplier": part.supplier_id, "lead_time_days": entering.days("lead_time_days", part.lead_time_days),
        "shelf_life_days": entering.days("shelf_life_days", part.shelf_life_days),
        "failures_ppm": entering.failures(part.failures_ppm), "discontinued_on": part.discontinued_on,
        "reference_cost": entering.fen("reference_cost", part.reference_cost),
        "initial_price": entering.fen("initial_price", part.initial_price),
        "list_price": entering.fen("list_price", part.list_price), "remark": part.remark.strip(),
    }  # fmt: skip


def _check_new(norm: str, except_for: int = 0) -> None:
    """The friendly answer; the index ``part_no`` gives the guarantee."""
    there = Part.get_or_none(Part.part_norm == norm)
    if there is not None and there.id != except_for:
        raise RuleBroken(
            N_("The part {part} is already there: {name}. Open it instead of adding it again."), part=there.part_no,
            name=there.name, existing=there.id,
        )  # fmt: skip


def _was_moved(part_id: int) -> bool:
    return bool(connect.rows("SELECT EXISTS (SELECT 1 FROM stock_line WHERE part_id = ?)", (part_id,))[0][0])


@command
@needs(Right.EDIT_REGISTER)
def retire(ctx: Context, part_id: int, seen_version: int) -> None:
    """Use a part no more; its history stays. Raises RuleBroken, naming how many, while some lie here or wait."""
    with ctx.work() as work:
        row: Any = work.lock(Part, part_id)
        work.check_seen(row, seen_version)
        there = connect.rows(
            "SELECT l.name, ?, sum(b.quantity) FROM stock_balance b JOIN place l ON l.id = b.place_id "
            "WHERE b.part_id = ? AND b.internal AND b.quantity > 0 GROUP BY l.name, l.sort_key ORDER BY l.sort_key",
            (row.decimals, row.id),
        )
        if there:
            raise RuleBroken(
                N_("{part} still lies here: {where}. Use it up, move it out or scrap it first."), part=row.part_no,
                where=Named(there),
            )  # fmt: skip
        kept = connect.rows(
            "SELECT k.case_no, ?, r.quantity - r.used FROM reservation r JOIN service_case k ON k.id = r.case_id "
            "WHERE r.part_id = ? AND r.state = 'open' ORDER BY r.id",
            (row.decimals, row.id),
        )
        if kept:
            raise RuleBroken(
                N_("{part} is still reserved: {where}. Release it first."), part=row.part_no, where=Named(kept)
            )
        work.change(row, active=False)


@command
@needs(Right.EDIT_REGISTER)
def use_again(ctx: Context, part_id: int, seen_version: int) -> None:
    """Use a part again that was retired."""
    with ctx.work() as work:
        row = work.lock(Part, part_id)
        work.check_seen(row, seen_version)
        work.change(row, active=True)


@command
@needs(Right.EDIT_REGISTER)
def set_fit(ctx: Context, fit: SetFit) -> int:
    """Record or correct that a part fits a model; return the id of the fit."""
    if not 0 < fit.quantity <= 10_000:
        raise InvalidInput(
            N_("{quantity} pieces cannot be in one unit. Enter a number from 1 to 10,000."), field="quantity",
            quantity=fit.quantity,
        )  # fmt: skip
    values = {"quantity": fit.quantity, "position": line(fit.position), "origin": fit.origin}
    with ctx.work() as work:
        part = _locked(work, fit.part_id, fit.seen_version)
        model = work.lock(ProductModel, fit.model_id)
        row = PartFit.get_or_none((PartFit.part == part.id) & (PartFit.model == model.id))
        if row is None:
            row = work.create(PartFit, part=part.id, model=model.id, **values)
        else:
            for name, value in values.items():
                if getattr(row, name) != value:
                    work.note(row, name, getattr(row, name), value)
                    setattr(row, name, value)
            row.save()
            work.touch(PartFit, row.id)
    return int(row.id)


@command
@needs(Right.EDIT_REGISTER)
def remove_fit(ctx: Context, part_id: int, seen_version: int, model_id: int) -> None:
    """The part does not fit the model after all."""
    with ctx.work() as work:
        part = _locked(work, part_id, seen_version)
        row = PartFit.get_or_none((PartFit.part == part.id) & (PartFit.model == model_id))
        if row is None:
            raise RuleBroken(N_("This model is not in the list of the part any more. Refresh the page."))
        work.delete(row)


def _locked(work: Work, part_id: int, seen_version: int) -> Part:
    """A part whose list of models changes with it: whoever edits it says which version they saw."""
    part = work.lock(Part, part_id)
    work.check_seen(part, seen_version)
    part.version += 1
    part.save(only=[Part.version])
    work.touch(Part, part.id)
    return part
