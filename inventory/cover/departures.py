"""The day on which a unit left for good: its kept segments end there for whoever looks at it (C-04).

They themselves stay whole, because the unit that took its place inherits from them.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from inventory.clock import day_of
from inventory.cover.proven import GONE
from models import connect
from models.assets import AssetState, EventKind

_KINDS: Final = ", ".join(f"'{kind.value}'" for kind in (EventKind.SWAPPED_OUT, EventKind.RETIRED, EventKind.SCRAPPED))
_COLUMNS: Final = (
    "(SELECT w.swapped_on FROM serial_swap w WHERE w.old_id = {unit}.id), "
    f"(SELECT max(e.at) FROM asset_event e WHERE e.asset_id = {{unit}}.id AND e.kind IN ({_KINDS}))"
)


def columns(unit: str) -> str:
    """The two columns of a statement from which ``departed`` has the day; ``unit``: its name of the asset table."""
    return _COLUMNS.replace("{unit}", unit)


def departed(state: AssetState, swapped_on: Any, left_at: Any) -> date | None:
    """The last day on which the unit was one of ours to serve; None while it is, and where nobody wrote the day."""
    if state not in GONE:
        return None
    if swapped_on is not None:
        return connect.as_day(swapped_on)
    left = connect.as_instant(left_at)
    return None if left is None else day_of(left)


def of_unit(asset_id: int, state: AssetState) -> date | None:
    """The same for one unit. Needs an open connection."""
    found = connect.rows(f"SELECT {columns('a')} FROM asset a WHERE a.id = ?", (asset_id,))
    return departed(state, *found[0]) if found else None
