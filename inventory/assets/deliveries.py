"""Whether a unit is on its way with others: what is delivered together is accepted together (R-013)."""

from __future__ import annotations

from typing import Final

from inventory.errors import RuleBroken
from inventory.i18n import N_
from models import connect

ON_ITS_WAY: Final = (
    "(SELECT min(l.number) FROM lot_unit u JOIN delivery_lot l ON l.id = u.lot_id WHERE u.asset_id = asset.id "
    "AND l.state NOT IN ('accepted', 'cancelled'))"
)
"""The number of the delivery under way that an ``asset`` is part of, or NULL."""
TOGETHER: Final = N_(
    "This unit is part of delivery {number} of the contract {contract}, which is accepted as a whole. Let both sides "
    "sign for it on the contract's card."
)


def check_alone(asset_id: int) -> None:
    """Raise RuleBroken where the acceptance of a unit is that of a whole delivery (R-013)."""
    found = connect.rows(
        f"SELECT {ON_ITS_WAY}, contract.number FROM asset LEFT JOIN contract ON contract.id = asset.contract_id "
        "WHERE asset.id = ?",
        (asset_id,),
    )
    if found and found[0][0] is not None:
        raise RuleBroken(TOGETHER, number=found[0][0], contract=found[0][1] or "")
