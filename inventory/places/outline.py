"""All places of a depot by name, as a tree: light enough to be held whole for tens of thousands of bins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from inventory.places.queries import WarehouseLine, warehouses
from inventory.work import Context
from models import connect
from models.places import PlaceKind

_CHUNK: Final = 500
_SPOTS: Final = (
    "SELECT id, kind, name, warehouse_id, parent_id, active FROM place WHERE (warehouse_id IS NOT NULL OR kind = ?) "
    "AND (active OR ?) ORDER BY sort_key, id"
)
_PARTS: Final = (
    "SELECT place_id, count(DISTINCT part_id) FROM stock_balance WHERE place_id IN ({}) AND quantity > 0 "
    "GROUP BY place_id"
)


class Spot(NamedTuple):
    """A place in the tree. ``parent_id``: what it stands under, where that is shown, too."""

    id: int
    kind: PlaceKind
    name: str
    warehouse_id: int | None
    parent_id: int | None
    active: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """``spots``: the places of each warehouse by its id, in their natural order, A2 before A10."""

    warehouses: Sequence[WarehouseLine]
    spots: Mapping[int, Sequence[Spot]]
    vans: Sequence[Spot]

    def warehouse(self, warehouse_id: int | None) -> WarehouseLine | None:
        """A warehouse by its id."""
        return next((line for line in self.warehouses if line.id == warehouse_id), None)


def outline(ctx: Context, *, all_of_them: bool = False) -> Outline:
    """The whole depot; with ``all_of_them`` also what was retired. Two statements, whatever there is."""
    found = warehouses(ctx, all_of_them=all_of_them)
    spots: dict[int, list[Spot]] = {line.id: [] for line in found}
    vans: list[Spot] = []
    kinds = {kind.value: kind for kind in PlaceKind}
    rows = connect.rows(_SPOTS, (PlaceKind.VAN.value, bool(all_of_them)))
    for place_id, kind, name, warehouse_id, parent_id, active in rows:
        spot = Spot(place_id, kinds[kind], name, warehouse_id, parent_id, bool(active))
        if warehouse_id is None:
            vans.append(spot)
        elif warehouse_id in spots:
            spots[warehouse_id].append(spot)
    return Outline(found, spots, vans)


def parts_in(ctx: Context, place_ids: Sequence[int]) -> dict[int, int]:
    """How many different parts lie in each of some places; one where nothing lies is left out."""
    found: dict[int, int] = {}
    for start in range(0, len(place_ids), _CHUNK):
        chunk = tuple(place_ids[start : start + _CHUNK])
        found.update(connect.rows(_PARTS.format(", ".join("?" * len(chunk))), chunk))
    return found
