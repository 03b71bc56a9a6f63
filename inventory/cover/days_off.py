"""Cover whose end moves off a day on which nobody works follows the calendar (Civil Code Art. 203; C-01)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from inventory.cover import keeping
from inventory.policies import HOUSE
from inventory.policies.terms import load
from inventory.work import Work
from models import connect

NEAR: Final = timedelta(days=31)
"""No stretch of days off is longer, so an end that lies farther from the changed days stays where it is."""
_VERSIONS: Final = (
    "SELECT v.id, v.terms, p.code FROM policy_version v JOIN policy_profile p ON p.id = v.profile_id ORDER BY v.id"
)
_ENDS: Final = (
    "EXISTS (SELECT 1 FROM warranty_segment g WHERE g.asset_id = a.id AND g.last_day >= ? AND g.last_day <= ?)"
)


def follow(work: Work, first: date, last: date) -> None:
    """Reckon the units again whose cover ends near these days under terms that move an end off a day off."""
    moving = {version: code for version, terms, code in connect.rows(_VERSIONS) if load(terms).holiday_moves_end}
    if not moving:
        return
    marks = ", ".join("?" * len(moving))
    which = f"k.policy_version_id IN ({marks})"
    if HOUSE in moving.values():
        which = f"({which} OR k.policy_version_id IS NULL)"
    found = connect.rows(
        f"SELECT a.id FROM asset a LEFT JOIN contract k ON k.id = a.contract_id WHERE {which} AND {_ENDS}",
        (*moving, (first - NEAR).isoformat(), (last + NEAR).isoformat()),
    )
    keeping.reckon(work, [asset_id for (asset_id,) in found])
