"""What the card of a part shows, fetched in one go in the read lane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from inventory.journal import ChangeLine, changes
from inventory.paging import Sort
from inventory.parts.queries import PartCard, card
from inventory.parts.succession import Relation, relations
from inventory.stock.reservations import ReservationLine, of_part
from inventory.supply import promised
from inventory.supply.promised import PromisedPart
from inventory.supply.queries import ORDERS, Ordered
from inventory.work import Context

MOST_CHANGES: Final = 200
BELONGS: Final = frozenset(
    {"part_fit", "supersession", "maker_approval", "reservation", "order_line", "stock_doc", "attachment", "supplier"}
)
"""Tables whose changes may show on the card."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A part with all that belongs to it. ``promised``: None where it fits no model."""

    card: PartCard
    relations: list[Relation]
    reservations: list[ReservationLine]
    orders: list[Ordered]
    promised: PromisedPart | None
    changes: list[ChangeLine]


def load(ctx: Context, part_id: int) -> Loaded:
    """Everything about one part. Asks the database; raises NotFound."""
    found = card(ctx, part_id)
    orders = ORDERS.rows(ORDERS.ids({"part": part_id, "open": True}, Sort("id")))
    return Loaded(
        found, relations(part_id), of_part(ctx, part_id), orders, promised.of_part(ctx, part_id),
        changes("part", part_id, MOST_CHANGES, costs=found.costs),
    )  # fmt: skip
