"""Warehouses, bins and vans: a list of places, one place with what lies there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from inventory.choices import offered
from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.naming import beginning, inside
from inventory.paging import Condition, Listing, Sort
from inventory.work import Context
from models import connect
from models.assets import AssetOwner
from models.places import PlaceKind
from models.stock import Condition as State

_KINDS_HERE: Final = (
    "(SELECT count(DISTINCT b.part_id) FROM stock_balance b WHERE b.place_id = place.id AND b.quantity > 0)"
)


@dataclass(frozen=True, slots=True)
class WarehouseLine:
    """A warehouse. ``bins`` counts those in use; ``parts`` the different ones that lie anywhere in it."""

    id: int
    version: int
    code: str
    name: str
    branch_id: int | None
    branch: str
    address: str
    active: bool
    bins: int
    parts: int


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place in a list or a tree. ``parts``: how many different ones lie there; ``engineer``: whose van it is."""

    id: int
    version: int
    code: str
    kind: PlaceKind
    name: str
    warehouse_id: int | None
    warehouse: str
    parent_id: int | None
    engineer_id: int | None
    engineer: str
    active: bool
    labelled: bool
    parts: int


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies in a place. ``quantity`` counts units of 10**-``decimals``."""

    part_id: int
    part_no: str
    name: str
    spec: str
    unit: str
    decimals: int
    condition: State
    owner: AssetOwner
    serial: str
    lot: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """A place with what lies in it; ``below`` counts the places right under it."""

    row: PlaceLine
    remark: str
    path: tuple[str, ...]
    """The names of what it stands under, the outermost first, without its own."""
    below: int
    lying: tuple[Lying, ...]


_WAREHOUSES: Final = (
    "SELECT w.id, w.version, w.code, w.name, w.branch_id, h.name, w.address, w.active, "
    "(SELECT count(*) FROM place p WHERE p.warehouse_id = w.id AND p.kind = 'bin' AND p.active), "
    "(SELECT count(DISTINCT b.part_id) FROM place p JOIN stock_balance b ON b.place_id = p.id "
    "WHERE p.warehouse_id = w.id AND b.quantity > 0) "
    "FROM warehouse w LEFT JOIN branch h ON h.id = w.branch_id {where}ORDER BY w.code"
)


def warehouses(ctx: Context, *, all_of_them: bool = False) -> list[WarehouseLine]:
    """The warehouses by code; with ``all_of_them`` also those that were retired."""
    found = connect.rows(_WAREHOUSES.format(where="" if all_of_them else "WHERE w.active "))
    return [_warehouse(*row) for row in found]


def _warehouse(
    warehouse_id: int, version: int, code: str, name: str, branch_id: int | None, branch: str | None, address: str,
    active: Any, bins: int, parts: int,
) -> WarehouseLine:  # fmt: skip
    return WarehouseLine(
        warehouse_id, version, code, name, branch_id, branch or "", address, bool(active), int(bins), int(parts)
    )


def _place(
    place_id: int, version: int, code: str, kind: str, name: str, warehouse_id: int | None, warehouse: str | None,
    parent_id: int | None, engineer_id: int | None, engineer: str | None, active: Any, printed: Any, parts: int,
) -> PlaceLine:  # fmt: skip
    return PlaceLine(
        place_id, version, code, PlaceKind(kind), name, warehouse_id, warehouse or "", parent_id, engineer_id,
        engineer or "", bool(active), printed is not None, int(parts),
    )  # fmt: skip


_FILTERS: Final[Mapping[str, Callable[[Any], Condition]]] = {
    "text": lambda text: Condition("lower(place.name) LIKE ? ESCAPE '\\'", (inside(text),)),
    "begins": lambda text: Condition("lower(place.name) LIKE ? ESCAPE '\\'", (beginning(text),)),
    "warehouse": lambda warehouse_id: Condition("place.warehouse_id = ?", (warehouse_id,)),
    "kind": lambda kind: Condition("place.kind = ?", (str(PlaceKind(kind)),)),
    "active": lambda yes: Condition("place.active" if yes else "NOT place.active"),
    "label": lambda which: Condition(f"place.label_printed_at IS {'NOT NULL' if which == 'printed' else 'NULL'}"),
}

LISTING: Final[Listing[PlaceLine]] = Listing(
    table="place",
    source=(
        "place LEFT JOIN warehouse ON warehouse.id = place.warehouse_id "
        "LEFT JOIN depot_user ON depot_user.id = place.engineer_id"
    ),
    columns=(
        "place.version, place.code, place.kind, place.name, place.warehouse_id, warehouse.name, place.parent_id, "
        f"place.engineer_id, depot_user.name, place.active, place.label_printed_at, {_KINDS_HERE}"
    ),
    row=_place,
    sorts={"name": "place.sort_key", "id": "place.id"},
    filters=_FILTERS,
)
"""The places: some thousands at most, so they may be sorted and looked for row by row. A2 comes before A10."""

_BY_NAME: Final = Sort("name")
_VANS: Final = (
    f"SELECT place.id, {LISTING.columns} FROM {LISTING.source} WHERE place.kind = 'van' AND "
    "(place.active OR ?) ORDER BY place.sort_key, place.id"
)
_BELOW: Final = "SELECT count(*) FROM place WHERE parent_id = ?"
_LYING: Final = (
    "SELECT p.id, p.part_no, p.name, p.spec, p.unit, p.decimals, b.condition, b.owner, b.serial, b.lot, b.quantity "
    "FROM stock_balance b JOIN part p ON p.id = b.part_id WHERE b.place_id = ? AND b.quantity > 0 "
    "ORDER BY p.part_norm, b.condition, b.serial, b.lot"
)


def vans(ctx: Context, *, all_of_them: bool = False) -> list[PlaceLine]:
    """The engineers' vans by name."""
    return [_place(*row) for row in connect.rows(_VANS, (bool(all_of_them),))]


def pick(ctx: Context, text: str, warehouse_id: int | None = None, limit: int = 20) -> list[PlaceLine]:
    """The bins and vans in use whose name contains ``text``: those that begin with it first. For a field to choose."""
    filters: dict[str, Any] = {"active": True, "kind": (PlaceKind.BIN, PlaceKind.VAN, PlaceKind.QUARANTINE)}
    if warehouse_id is not None:
        filters["warehouse"] = warehouse_id
    return offered(LISTING, filters, text, _BY_NAME, limit)


def card(ctx: Context, place_id: int) -> PlaceCard:
    """Everything about one place. Raises NotFound."""
    found = LISTING.rows([place_id])
    if not found:
        raise NotFound(N_("This place is no longer there. Refresh the page to see what is."))
    remark = connect.rows("SELECT remark FROM place WHERE id = ?", (place_id,))[0][0]
    path: list[str] = []
    parent = found[0].parent_id
    while parent is not None:
        ((name, parent),) = connect.rows("SELECT name, parent_id FROM place WHERE id = ?", (parent,))
        path.insert(0, name)
    below = int(connect.rows(_BELOW, (place_id,))[0][0])
    return PlaceCard(found[0], remark, tuple(path), below, tuple(lying(place_id)))


def lying(place_id: int) -> list[Lying]:
    """What lies in one place, by part number; whosever it is. Needs an open connection."""
    return [
        Lying(part, number, name, spec, unit, decimals, State(condition), AssetOwner(owner), serial, lot, quantity)
        for part, number, name, spec, unit, decimals, condition, owner, serial, lot, quantity in connect.rows(
            _LYING, (place_id,)
        )
    ]


def home(ctx: Context) -> WarehouseLine | None:
    """The warehouse that is meant where nobody chose one: the only one, or the first."""
    return min(warehouses(ctx), key=lambda row: row.id, default=None)
