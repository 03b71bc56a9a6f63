"""Whether a stock is worth the same average in the whole company, or another one in each warehouse (C-07).

Chosen before the first paper is posted and fixed from then on: every amount of the ledger follows from it, and a posted
paper is never edited. In a depot of several warehouses, the vans together are a scope of their own.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Final

from inventory.errors import RuleBroken
from inventory.i18n import N_
from inventory.work import Context, command, needs
from models import connect
from models.access import Right
from models.base import database
from models.places import Place
from models.settings import Setting
from models.stock import StockMove

_NAME: Final = "stock.valuation"


class ValuationScope(StrEnum):
    """Over what the moving average is taken."""

    COMPANY = "company"
    WAREHOUSE = "warehouse"


def valuation() -> ValuationScope:
    """The scope in force. Needs an open connection."""
    found = connect.rows("SELECT value FROM setting WHERE scope = 'depot' AND name = ?", (_NAME,))
    return ValuationScope(json.loads(found[0][0])) if found else ValuationScope.COMPANY


def is_fixed() -> bool:
    """Whether something was posted, so that the choice stands. Needs an open connection."""
    return bool(connect.rows("SELECT EXISTS (SELECT 1 FROM stock_move)")[0][0])


def of_place(place: Place, chosen: ValuationScope) -> int | None:
    """The warehouse whose average holds for what lies in a place; None for the company's, and for the vans'."""
    return None if chosen is ValuationScope.COMPANY else place.warehouse_id


@command
@needs(Right.EDIT_POLICIES)
def choose(ctx: Context, scope: ValuationScope) -> None:
    """Take the average over the company or over each warehouse. Raises RuleBroken once something was posted."""
    with ctx.work() as work:
        if not connect.is_sqlite():  # whoever posts adds or locks a row there first
            database.execute_sql("LOCK TABLE stock_chain IN EXCLUSIVE MODE")
        if valuation() is scope:
            return
        if is_fixed():
            raise RuleBroken(
                N_(
                    "{count} moves were posted already, and what they are worth follows from this choice: it stands. "
                    "It can be made only before the first paper."
                ),
                count=StockMove.select().count(),
            )
        row = Setting.get_or_none((Setting.scope == "depot") & (Setting.name == _NAME))
        if row is not None:
            work.delete(row)
        if scope is not ValuationScope.COMPANY:  # the default is kept by having no row
            work.create(Setting, scope="depot", name=_NAME, value=json.dumps(scope.value))
