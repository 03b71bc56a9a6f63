"""Warehouses, bins and vans are added, renamed, hung elsewhere and retired here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from inventory.errors import InvalidInput, NotFound, RuleBroken
from inventory.i18n import N_
from inventory.naming import check_code as named_code
from inventory.naming import check_name, line
from inventory.numbering import free_code
from inventory.places import furnishing, rules
from inventory.places.lying import named, open_reservations
from inventory.scanning.payload import Kind
from inventory.values.codes import name_key
from inventory.work import Context, Work, command, needs
from models import connect
from models.access import Right
from models.organisation import Branch
from models.places import Place, PlaceKind, Warehouse

LONGEST_CODE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehouseFields:
    """What a person enters of a warehouse. ``branch_id``: whose it is, where the company has several (R-110)."""

    code: str
    name: str
    branch_id: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class AddWarehouse(WarehouseFields):
    """A warehouse that is not there yet."""


@dataclass(frozen=True, slots=True)
class EditWarehouse(WarehouseFields):
    """All fields of a warehouse as they should be now."""

    warehouse_id: int
    seen_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddBins:
    """Bins of a warehouse: one (``last`` empty), or all from ``first`` to ``last``: A-01 … A-12-04.

    ``nested``: the racks and shelves in the names, A and A-01, become places that the bins stand under.
    """

    warehouse_id: int
    first: str
    last: str = ""
    parent_id: int | None = None
    nested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPlace:
    """All fields of a place as they should be now; ``parent_id`` is the place that it stands under."""

    place_id: int
    seen_version: int
    name: str
    parent_id: int | None = None
    remark: str = ""


@command
@needs(Right.KEEP_STOCK)
def add_warehouse(ctx: Context, warehouse: AddWarehouse) -> int:
    """Add a warehouse with its places for what is on the way and what waits for inspection; return its id."""
    with ctx.work() as work:
        row = work.create(Warehouse, **_warehouse_values(warehouse))
        for kind in furnishing.WITHIN:
            furnishing.within(work, row.id, kind)
    return int(row.id)


@command
@needs(Right.KEEP_STOCK)
def edit_warehouse(ctx: Context, warehouse: EditWarehouse) -> int:
    """Correct a warehouse and return its id."""
    with ctx.work() as work:
        row = work.lock(Warehouse, warehouse.warehouse_id)
        work.check_seen(row, warehouse.seen_version)
        work.change(row, **_warehouse_values(warehouse, row.id))
    return warehouse.warehouse_id


def _warehouse_values(warehouse: WarehouseFields, own: int = 0) -> dict[str, Any]:
    code, _compared = named_code(
        warehouse.code, field="code", limit=LONGEST_CODE,
        missing=N_("Enter a short code for the warehouse, for example CK2."),
    )  # fmt: skip
    name, _key = check_name(warehouse.name)
    code = code.upper()
    there = Warehouse.get_or_none(Warehouse.code == code)
    if there is not None and there.id != own:
        raise RuleBroken(
            N_("The warehouse {code} is already there: {name}. Choose another code."), code=code, name=there.name,
            existing=there.id,
        )  # fmt: skip
    if warehouse.branch_id is not None and Branch.get_or_none(Branch.id == warehouse.branch_id) is None:
        raise InvalidInput(N_("Choose a branch from the list."), field="branch_id")
    return {"code": code, "name": name, "branch": warehouse.branch_id, "address": line(warehouse.address)}


@command
@needs(Right.KEEP_STOCK)
def retire_warehouse(ctx: Context, warehouse_id: int, seen_version: int) -> None:
    """Use a warehouse no more. Raises RuleBroken, naming what, while something lies there or is reserved from there."""
    with ctx.work() as work:
        row = work.lock(Warehouse, warehouse_id)
        work.check_seen(row, seen_version)
        _check_empty(str(row.name), (place.id for place in Place.select(Place.id).where(Place.warehouse == row.id)))
        if kept := open_reservations(row.id):
            raise RuleBroken(
                N_("Still reserved from {place}: {what}. Release it first, or take it from another warehouse."),
                place=row.name, what=kept,
            )  # fmt: skip
        if not Warehouse.select().where(Warehouse.active & (Warehouse.id != row.id)).exists():
            raise RuleBroken(N_("This is the only warehouse. Add another one before this one is retired."))
        work.change(row, active=False)


@command
@needs(Right.KEEP_STOCK)
def reopen_warehouse(ctx: Context, warehouse_id: int, seen_version: int) -> None:
    """Use a warehouse again that was retired."""
    with ctx.work() as work:
        row = work.lock(Warehouse, warehouse_id)
        work.check_seen(row, seen_version)
        work.change(row, active=True)


@command
@needs(Right.KEEP_STOCK)
def add_bins(ctx: Context, bins: AddBins) -> list[int]:
    """Add one bin or a range of them, and return the ids of the bins; one that is there already is left as it is.

    Raises InvalidInput for ends that make no range, and RuleBroken where a single bin is there already.
    """
    first, _key = check_name(bins.first, field="first", limit=rules.LONGEST)
    last = line(bins.last)
    names = rules.spread(first, last) if last else [first]
    with ctx.work() as work:
        warehouse = work.lock(Warehouse, bins.warehouse_id)
        if not warehouse.active:
            raise RuleBroken(N_("{name} was retired. Choose a warehouse that is in use."), name=warehouse.name)
        _parent(warehouse.id, bins.parent_id)
        known = dict(connect.rows("SELECT name_norm, id FROM place WHERE warehouse_id = ?", (warehouse.id,)))
        if not last and name_key(first) in known:
            raise RuleBroken(
                N_("The bin {name} is already there. Open it, or choose another name."), name=first,
                existing=known[name_key(first)],
            )  # fmt: skip
        return [_hung(work, bins, name, known) for name in names]


def _hung(work: Work, bins: AddBins, name: str, known: dict[str, int]) -> int:
    """A bin under what stands above it."""
    parent = bins.parent_id
    for upper in rules.above(name) if bins.nested else ():
        parent = _bin(work, bins.warehouse_id, upper, parent, known)
    return _bin(work, bins.warehouse_id, name, parent, known)


def _bin(work: Work, warehouse_id: int, name: str, parent: int | None, known: dict[str, int]) -> int:
    key = name_key(name)
    if key not in known:
        row = work.create(
            Place, code=free_code(Place, Kind.BIN), kind=PlaceKind.BIN, name=name, name_norm=key,
            sort_key=rules.sort_key(name), warehouse=warehouse_id, parent=parent,
        )  # fmt: skip
        known[key] = row.id
    return known[key]


def _parent(warehouse_id: int | None, parent_id: int | None) -> None:
    """Raise unless a place may stand under another one: a bin of the same warehouse."""
    if parent_id is None:
        return
    parent: Any = Place.get_or_none(Place.id == parent_id)
    if parent is None or parent.kind is not PlaceKind.BIN or parent.warehouse_id != warehouse_id:
        raise InvalidInput(N_("A bin stands under another bin of the same warehouse. Choose one."), field="parent_id")


@command
@needs(Right.KEEP_STOCK)
def edit_place(ctx: Context, place: EditPlace) -> int:
    """Rename a place, or hang a bin elsewhere in the tree; return its id. Its label stays valid.

    Raises RuleBroken where the name is taken, or the place would stand inside itself.
    """
    name, key = check_name(place.name, limit=rules.LONGEST)
    with ctx.work() as work:
        row: Any = work.lock(Place, place.place_id)
        work.check_seen(row, place.seen_version)
        if place.parent_id is not None and row.kind is not PlaceKind.BIN:
            raise InvalidInput(N_("Only a bin stands under another one. Leave this empty."), field="parent_id")
        _parent(row.warehouse_id, place.parent_id)
        parents = dict(connect.rows("SELECT id, parent_id FROM place WHERE parent_id IS NOT NULL"))
        rules.check_parent(row.id, place.parent_id, parents)
        where = Place.warehouse == row.warehouse_id
        if row.warehouse_id is None:
            where = Place.warehouse.is_null() & (Place.kind == row.kind)
        taken = Place.get_or_none(where & (Place.name_norm == key) & (Place.id != row.id))
        if taken is not None:
            raise RuleBroken(
                N_("The bin {name} is already there. Open it, or choose another name."), name=taken.name,
                existing=taken.id,
            )  # fmt: skip
        work.change(
            row, name=name, name_norm=key, sort_key=rules.sort_key(name), parent=place.parent_id,
            remark=line(place.remark),
        )  # fmt: skip
    return place.place_id


@command
@needs(Right.KEEP_STOCK)
def add_van(ctx: Context, engineer_id: int) -> int:
    """The van of an engineer: the one there is, or a new one. Raises NotFound for somebody who is not entered."""
    with ctx.work() as work:
        return int(furnishing.van_of(work, engineer_id).id)


@command
@needs(Right.KEEP_STOCK)
def retire_place(ctx: Context, place_id: int, seen_version: int) -> None:
    """Use a bin or a van no more; what stands under a bin goes with it.

    Raises RuleBroken, naming what, while something lies there, and for a place that the ledger always needs.
    """
    with ctx.work() as work:
        row: Any = work.lock(Place, place_id)
        work.check_seen(row, seen_version)
        if row.kind not in (PlaceKind.BIN, PlaceKind.VAN):
            raise RuleBroken(
                N_("{name} is a place that goods pass through and cannot be retired. Rename it instead."), name=row.name
            )
        family = _family(row)
        _check_empty(row.name, (each.id for each in family))
        for each in family:
            work.change(each, active=False)


def _family(place: Any) -> list[Any]:
    """A place with everything under it, locked in the order of ids."""
    found, waiting = {place.id: place}, [place.id]
    while waiting:
        below = list(Place.select().where(Place.parent.in_(waiting)))
        waiting = [each.id for each in below]
        found |= {each.id: each for each in below}
    return [found[place_id] for place_id in sorted(found)]


@command
@needs(Right.KEEP_STOCK)
def reopen_place(ctx: Context, place_id: int, seen_version: int) -> None:
    """Use a bin or a van again that was retired, and what it stands under."""
    with ctx.work() as work:
        row: Any = work.lock(Place, place_id)
        work.check_seen(row, seen_version)
        while row is not None:
            work.change(row, active=True)
            row = Place.get_or_none(Place.id == row.parent_id) if row.parent_id is not None else None


def _check_empty(name: str, place_ids: Iterable[int]) -> None:
    if what := named(place_ids):
        raise RuleBroken(N_("Still in {place}: {what}. Move it elsewhere first."), place=name, what=what)


@command
@needs(Right.PRINT_LABELS)
def mark_labelled(ctx: Context, place_ids: Iterable[int]) -> None:
    """Record that the labels of places were printed now. The print is no edit: who is editing meanwhile can save."""
    now = ctx.clock.now()
    with ctx.work() as work:
        for place_id in sorted(set(place_ids)):
            if not Place.update(label_printed_at=now).where(Place.id == place_id).execute():
                raise NotFound(N_("A place of this sheet is no longer there. Make the labels again."))
            work.touch(Place, place_id)
