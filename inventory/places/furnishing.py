"""The places that every depot has: made the first time that goods move."""

from __future__ import annotations

from typing import Final

from inventory.numbering import free_code
from inventory.scanning.payload import Kind
from inventory.values.codes import name_key
from inventory.work import Work
from models.places import Place, PlaceKind

OUTSIDE: Final = {
    PlaceKind.SUPPLIER: "供应商",
    PlaceKind.CUSTOMER: "客户",
    PlaceKind.OEM_REPAIR: "厂家维修",
    PlaceKind.ADJUSTMENT: "盘点调整",
    PlaceKind.SCRAP: "报废",
}
"""Data of a depot, not words of the window: they may be renamed there."""
OURS: Final = frozenset({PlaceKind.BIN, PlaceKind.VAN, PlaceKind.TRANSIT, PlaceKind.QUARANTINE})
"""What lies at these is our stock (INV-04)."""


def outside(work: Work, kind: PlaceKind) -> Place:
    """The place of a kind outside the depot; the index ``place_name_outside`` keeps it the only one of its name."""
    found: Place | None = Place.select().where(Place.kind == kind).order_by(Place.id).first()
    if found is not None:
        return found
    name = OUTSIDE[kind]
    Place.insert(
        code=free_code(Place, Kind.BIN), kind=kind, name=name, name_norm=name_key(name), sort_key=name_key(name)
    ).on_conflict_ignore().execute()  # another workstation may be just as far
    made: Place = Place.get((Place.kind == kind) & (Place.name_norm == name_key(name)))
    work.touch(Place, made.id)
    return made
