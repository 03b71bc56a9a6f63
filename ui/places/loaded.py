"""All warehouses with their trees, and the vans, fetched in one go in the read lane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inventory.choices import Choice
from inventory.contracts.choices import form_choices
from inventory.people.queries import UserLine, users
from inventory.places.queries import PlaceLine, WarehouseLine, pick, tree, vans, warehouses
from inventory.places.words import PlaceKind
from inventory.work import Context


@dataclass(frozen=True, slots=True)
class Depot:
    """``trees``: the places of each warehouse by its id, in their natural order."""

    warehouses: list[WarehouseLine]
    trees: dict[int, list[PlaceLine]]
    vans: list[PlaceLine]
    places: Mapping[int, PlaceLine]
    """All of them by their ids."""

    def warehouse(self, warehouse_id: int) -> WarehouseLine | None:
        """A warehouse by its id."""
        return next((line for line in self.warehouses if line.id == warehouse_id), None)


def load(ctx: Context, all_of_them: bool) -> Depot:
    """The whole depot; with ``all_of_them`` also what was retired. Asks the database."""
    found = warehouses(ctx, all_of_them=all_of_them)
    trees = {line.id: tree(ctx, line.id, all_of_them=all_of_them) for line in found}
    driving = vans(ctx, all_of_them=all_of_them)
    places = {line.id: line for lines in (*trees.values(), driving) for line in lines}
    return Depot(found, trees, driving, places)


def parents(ctx: Context, text: str, warehouse_id: int) -> Sequence[Choice]:
    """The bins of a warehouse that another one may stand under. Asks the database."""
    return [
        Choice(line.id, line.name, line.warehouse)
        for line in pick(ctx, text, warehouse_id)
        if line.kind is PlaceKind.BIN
    ]


def branches(ctx: Context) -> Sequence[Choice]:
    """The branches that a warehouse may belong to. Asks the database."""
    return form_choices(ctx).branches


def without_van(ctx: Context) -> list[UserLine]:
    """The people at work who have no van yet. Asks the database."""
    driving = {line.engineer_id for line in vans(ctx, all_of_them=True)}
    return [user for user in users(ctx) if user.id not in driving]
