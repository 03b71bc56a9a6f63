"""Units leave our shelf with their delivery, and lie there again where it did not come about after all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from inventory.contracts.many import change_rows, pieces
from inventory.work import Work
from models.assets import Asset, AssetOwner, AssetState
from models.journal import Change


def hand_over(work: Work, units: Sequence[Any]) -> None:
    """The units are the customer's. Those from our shelf have no place yet: it is named when they are installed."""
    change_rows(work, units, owner=AssetOwner.CUSTOMER)
    ours = [unit for unit in units if unit.state is AssetState.IN_STOCK]
    change_rows(work, [unit for unit in ours if unit.location_text], location_text="")
    change_rows(work, ours, state=AssetState.DELIVERED)


def take_back(work: Work, units: Sequence[Any]) -> None:
    """The units were not delivered after all: they are ours, on the shelf on which they lay."""
    change_rows(work, units, delivered_on=None)
    ours = [unit for unit in units if unit.state is AssetState.DELIVERED]
    change_rows(work, ours, state=AssetState.IN_STOCK, owner=AssetOwner.US)
    lay: dict[str, list[Any]] = defaultdict(list)
    nowhere = {unit.id: unit for unit in ours if not unit.location_text}
    for asset_id, place in _left(list(nowhere)).items():
        lay[place].append(nowhere[asset_id])
    for place, its in lay.items():
        change_rows(work, its, location_text=place)


def _left(ids: Sequence[int]) -> dict[int, str]:
    """The places that units without one left, by unit, as the change record has them."""
    found: dict[int, str] = {}
    for piece in pieces(ids):
        rows: Any = (
            Change.select(Change.entity_id, Change.old)
            .where(
                (Change.entity == Asset._meta.table_name)
                & Change.entity_id.in_(piece)
                & (Change.field == Asset.location_text.name)
            )
            .order_by(Change.id)
        )
        found |= {row.entity_id: row.old or "" for row in rows}
    return {asset_id: place for asset_id, place in found.items() if place}
