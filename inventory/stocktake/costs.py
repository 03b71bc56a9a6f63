"""What one piece of the lines of a stocktake costs: as the stock stands, or as the stocktake was posted (C-07)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from inventory.pricing.rules import average_cost
from inventory.stock.scope import ValuationScope, valuation
from inventory.stocktake.differences import Difference
from models import connect
from models.assets import AssetOwner

_AVERAGES: Final = (
    "SELECT l.id, v.quantity, v.value, p.decimals FROM stocktake_line l JOIN part p ON p.id = l.part_id "
    "JOIN place c ON c.id = l.place_id JOIN stock_value v ON v.part_id = l.part_id AND v.serial = l.serial "
    "AND coalesce(v.warehouse_id, 0) = {scope} WHERE l.stocktake_id = ? AND l.owner = ? AND v.quantity > 0"
)


def unit_costs(stocktake_id: int, differences: Sequence[Difference], *, posted: bool) -> dict[int, Decimal]:
    """By line, the cost of one piece in yuan with four decimals, without tax. Needs an open connection.

    A surplus where nothing gives an average has the cost that was typed. Of a ``posted`` stocktake only what was moved
    has one: the average of a later day says nothing about it. Only for somebody who may see costs.
    """
    if posted:
        return {
            one.line_id: cost
            for one in differences
            if one.posted and (cost := average_cost(abs(one.quantity), abs(one.posted), one.decimals)) is not None
        }
    scope = "0" if valuation() is ValuationScope.COMPANY else "coalesce(c.warehouse_id, 0)"
    made = {one.line_id: Decimal(one.unit_cost).scaleb(-2) for one in differences if one.unit_cost is not None}
    for line_id, quantity, value, decimals in connect.rows(
        _AVERAGES.format(scope=scope), (stocktake_id, AssetOwner.US.value)
    ):
        cost = average_cost(quantity, value, decimals)
        if cost is not None:
            made[line_id] = cost
    return made
