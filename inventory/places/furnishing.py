"""The places that every depot has: a warehouse with a bin from the first start on, and the places outside it.

A depot of one room needs no set-up. The places outside, and what each warehouse needs besides its bins, are made the
first time that goods move there.
"""

from __future__ import annotations

from typing import Final

from inventory.numbering import free_code
from inventory.places.rules import sort_key
from inventory.scanning.payload import Kind
from inventory.values.codes import name_key
from inventory.work import Work
from models import connect
from models.organisation import User
from models.places import Place, PlaceKind, Warehouse

OUTSIDE: Final = {
    PlaceKind.SUPPLIER: "供应商",
    PlaceKind.CUSTOMER: "客户",
    PlaceKind.OEM_REPAIR: "厂家维修",
    PlaceKind.ADJUSTMENT: "盘点调整",
    PlaceKind.SCRAP: "报废",
}
"""Data of a depot, not words of the window: they may be renamed there."""
WITHIN: Final = {PlaceKind.TRANSIT: "在途", PlaceKind.QUARANTINE: "待检区"}
"""What each warehouse has one of: what is on the way to it, and what waits for its inspection (R-111)."""
OURS: Final = frozenset({PlaceKind.BIN, PlaceKind.VAN, PlaceKind.TRANSIT, PlaceKind.QUARANTINE})
"""What lies at these is our stock (INV-04)."""
FIRST_CODE: Final = "CK1"
FIRST_NAME: Final = "总仓"
FIRST_BIN: Final = "A-01"
UNSHELVED: Final = "待上架"
"""The bin of goods of which the old books say no bin."""


def outside(work: Work, kind: PlaceKind) -> Place:
    """The place of a kind outside the depot; the index ``place_name_outside`` keeps it the only one of its name."""
    found: Place | None = Place.select().where(Place.kind == kind).order_by(Place.id).first()
    return found if found is not None else _made(work, kind, OUTSIDE[kind])


def within(work: Work, warehouse_id: int, kind: PlaceKind) -> Place:
    """The place of a kind in WITHIN of a warehouse."""
    found: Place | None = (
        Place.select().where((Place.warehouse == warehouse_id) & (Place.kind == kind)).order_by(Place.id).first()
    )
    return found if found is not None else _made(work, kind, WITHIN[kind], warehouse=warehouse_id)


def van_of(work: Work, engineer_id: int) -> Place:
    """The van, or the hands, of an engineer: where parts and tools that go along are (R-107). Raises NotFound."""
    found: Place | None = (
        Place.select().where((Place.engineer == engineer_id) & Place.active).order_by(Place.id).first()
    )
    if found is not None:
        return found
    engineer = work.lock(User, engineer_id)
    name = str(engineer.name)
    if Place.select().where((Place.kind == PlaceKind.VAN) & (Place.name_norm == name_key(name))).exists():
        name = f"{name} {engineer.login}"  # two people of one name
    return _made(work, PlaceKind.VAN, name, engineer=engineer_id)


def bin_named(work: Work, warehouse_id: int, name: str) -> Place:
    """The bin of a name, made where the warehouse has none; one that was retired is used again."""
    found: Place | None = Place.get_or_none((Place.warehouse == warehouse_id) & (Place.name_norm == name_key(name)))
    if found is None:
        return _made(work, PlaceKind.BIN, name, warehouse=warehouse_id)
    if not found.active:
        work.change(found, active=True)
    return found


def home(work: Work) -> Warehouse:
    """The first warehouse; made with a bin where there is none."""
    found: Warehouse | None = Warehouse.select().where(Warehouse.active).order_by(Warehouse.id).first()
    if found is not None:
        return found
    Warehouse.insert(code=FIRST_CODE, name=FIRST_NAME).on_conflict_ignore().execute()
    made: Warehouse = Warehouse.get(Warehouse.code == FIRST_CODE)
    if not made.active:
        work.change(made, active=True)
    work.touch(Warehouse, made.id)
    bin_named(work, made.id, FIRST_BIN)
    return made


def is_furnished() -> bool:
    """Whether there is a warehouse. Needs an open connection."""
    return bool(connect.rows("SELECT EXISTS (SELECT 1 FROM warehouse)")[0][0])


def _made(
    work: Work, kind: PlaceKind, name: str, *, warehouse: int | None = None, engineer: int | None = None
) -> Place:
    key = name_key(name)
    if (
        warehouse is not None
        and Place.select()
        .where((Place.warehouse == warehouse) & (Place.name_norm == key) & (Place.kind != kind))
        .exists()
    ):  # an old book called a bin so
        return _made(work, kind, f"{name} 2", warehouse=warehouse, engineer=engineer)
    Place.insert(
        code=free_code(Place, Kind.BIN), kind=kind, name=name, name_norm=key, sort_key=sort_key(name),
        warehouse=warehouse, engineer=engineer,
    ).on_conflict_ignore().execute()  # another workstation may be just as far  # fmt: skip
    there = Place.warehouse == warehouse if warehouse is not None else Place.warehouse.is_null() & (Place.kind == kind)
    made: Place = Place.get(there & (Place.name_norm == key))
    work.touch(Place, made.id)
    return made
