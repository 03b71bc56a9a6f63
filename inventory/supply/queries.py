"""What is short, and what is on order: the lists behind Today and the order lists for suppliers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from inventory.naming import inside
from inventory.paging import Condition, Listing, Sort
from inventory.parts.on_hand import IN_BINS, ON_HAND, ON_ORDER, RESERVED
from inventory.search import LAST
from inventory.values.codes import normalise
from inventory.work import Context
from models import connect

_AVAILABLE: Final = f"({IN_BINS.format(part='part')} - {RESERVED.format(part='part')})"
_COMING: Final = ON_ORDER.format(part="part")
_LEAST: Final = (
    "CASE WHEN part.safety_stock > coalesce(part.reorder_point, 0) THEN part.safety_stock "
    "ELSE coalesce(part.reorder_point, 0) END"
)
_BELOW: Final = f"part.safety_stock > {ON_HAND.format(part='part')}"
_DUE: Final = f"(part.reorder_point IS NOT NULL AND {_AVAILABLE} + {_COMING} <= part.reorder_point)"
_SHORT: Final = f"part.active AND (({_BELOW} AND part.safety_stock > {_AVAILABLE} + {_COMING}) OR {_DUE})"
"""Nothing that is already on its way is asked for a second time."""


@dataclass(frozen=True, slots=True)
class ShortPart:
    """A part that should be ordered. Quantities count units of 10**-``decimals``.

    ``missing``: what brings the part back to its reorder point, or to its safety stock where that is higher, and one
    piece above it where it is at its reorder point.
    """

    id: int
    part_no: str
    name: str
    spec: str
    unit: str
    decimals: int
    on_hand: int
    reserved: int
    available: int
    on_order: int
    safety_stock: int
    reorder_point: int | None
    lead_time_days: int | None
    supplier_id: int | None
    supplier: str

    @property
    def missing(self) -> int:
        """What to order at least."""
        there = self.available + self.on_order
        if self.reorder_point is not None:
            return int(max(self.safety_stock, self.reorder_point + 10**self.decimals)) - there
        return self.safety_stock - there

    @property
    def below_safety(self) -> bool:
        """Whether less lies there than the safety stock, whatever is on its way."""
        return self.on_hand < self.safety_stock


def _short(
    part_id: int, part_no: str, name: str, spec: str, unit: str, decimals: int, on_hand: int, reserved: int,
    available: int, on_order: int, safety: int, reorder: int | None, lead: int | None, supplier_id: int | None,
    supplier: str | None,
) -> ShortPart:  # fmt: skip
    return ShortPart(
        part_id, part_no, name, spec, unit, decimals, int(on_hand), int(reserved), int(available), int(on_order),
        safety, reorder, lead, supplier_id, supplier or "",
    )  # fmt: skip


def _by_text(text: str) -> Condition:
    norm = normalise(text)
    return Condition(
        "part.part_norm >= ? AND part.part_norm < ? OR lower(part.name) LIKE ? ESCAPE '\\'",
        (norm, norm + LAST, inside(text)),
    )


SHORTAGE: Final[Listing[ShortPart]] = Listing(
    table="part",
    source="part LEFT JOIN supplier ON supplier.id = part.supplier_id",
    columns=(
        f"part.part_no, part.name, part.spec, part.unit, part.decimals, {ON_HAND.format(part='part')}, "
        f"{RESERVED.format(part='part')}, {_AVAILABLE}, {_COMING}, part.safety_stock, part.reorder_point, "
        "part.lead_time_days, part.supplier_id, supplier.name"
    ),
    row=_short,
    sorts={"part_no": "part.part_norm", "id": "part.id"},
    filters={
        "short": lambda _yes: Condition(_SHORT),
        "supplier": lambda supplier_id: Condition(
            "part.supplier_id IS NULL" if supplier_id is None else "part.supplier_id = ?",
            () if supplier_id is None else (supplier_id,),
        ),
        "text": _by_text,
    },
)
"""Parts to order (filter ``short``): below the safety stock, or at the reorder point, and not on their way already."""


def shortages(_ctx: Context) -> int:
    """How many parts are to be ordered, for the page Today. Needs an open connection."""
    return SHORTAGE.count({"short": True})


@dataclass(frozen=True, slots=True)
class Ordered:
    """A line of an order. Quantities count units of 10**-``decimals``."""

    id: int
    version: int
    order_no: str
    part_id: int
    part_no: str
    name: str
    spec: str
    unit: str
    decimals: int
    supplier_id: int | None
    supplier: str
    ordered_on: date
    expected_on: date | None
    quantity: int
    received: int
    cancelled: bool
    note: str

    @property
    def open(self) -> int:
        """What is still expected."""
        return 0 if self.cancelled else max(0, self.quantity - self.received)

    def is_late(self, today: date) -> bool:
        """Whether it should have come by now."""
        return bool(self.open) and self.expected_on is not None and self.expected_on < today


def _ordered(
    line_id: int, version: int, order_no: str, part_id: int, part_no: str, name: str, spec: str, unit: str,
    decimals: int, supplier_id: int | None, supplier: str | None, ordered_on: Any, expected_on: Any, quantity: int,
    received: int, cancelled: Any, note: str,
) -> Ordered:  # fmt: skip
    on = connect.as_day(ordered_on)
    assert on is not None  # the column is never empty
    return Ordered(
        line_id, version, order_no, part_id, part_no, name, spec, unit, decimals, supplier_id, supplier or "", on,
        connect.as_day(expected_on), quantity, received, bool(cancelled), note,
    )  # fmt: skip


_ORDER_FILTERS: Final[Mapping[str, Callable[[Any], Condition]]] = {
    "open": lambda yes: Condition(
        f"{'' if yes else 'NOT '}(NOT order_line.cancelled AND order_line.received < order_line.quantity)"
    ),
    "part": lambda part_id: Condition("order_line.part_id = ?", (part_id,)),
    "supplier": lambda supplier_id: Condition("order_line.supplier_id = ?", (supplier_id,)),
    "number": lambda number: Condition("order_line.order_no = ?", (number,)),
    "late": lambda today: Condition(
        "NOT order_line.cancelled AND order_line.received < order_line.quantity AND order_line.expected_on < ?",
        (today.isoformat(),),
    ),
    "text": lambda text: Condition("lower(order_line.order_no) LIKE ? ESCAPE '\\'", (inside(text),)),
}
ORDERS: Final[Listing[Ordered]] = Listing(
    table="order_line",
    source=(
        "order_line JOIN part ON part.id = order_line.part_id "
        "LEFT JOIN supplier ON supplier.id = order_line.supplier_id"
    ),
    columns=(
        "order_line.version, order_line.order_no, part.id, part.part_no, part.name, part.spec, part.unit, "
        "part.decimals, order_line.supplier_id, supplier.name, order_line.ordered_on, order_line.expected_on, "
        "order_line.quantity, order_line.received, order_line.cancelled, order_line.note"
    ),
    row=_ordered,
    sorts={"id": "order_line.id"},
    filters=_ORDER_FILTERS,
)
"""What was ordered, the newest last."""


def still_expected(order_no: str, supplier_id: int | None) -> list[Ordered]:
    """Every line of an order of which something is still expected. Needs an open connection."""
    found = ORDERS.rows(ORDERS.ids({"number": order_no, "open": True}, Sort("id")))
    return [line for line in found if line.supplier_id == supplier_id]


class Standing(StrEnum):
    """How a line of an order stands on a day."""

    OPEN = "open"
    """Something of it is still expected; it may be late."""
    LATE = "late"
    DONE = "done"
    GIVEN_UP = "given_up"


_STANDS: Final[Mapping[Standing, str]] = {
    Standing.OPEN: "NOT order_line.cancelled AND order_line.received < order_line.quantity",
    Standing.DONE: "order_line.received >= order_line.quantity",
    Standing.GIVEN_UP: "order_line.cancelled AND order_line.received < order_line.quantity",
}


def stands(line: Ordered, today: date) -> Standing:
    """How a line stands on a day."""
    if line.received >= line.quantity:
        return Standing.DONE
    if line.cancelled:
        return Standing.GIVEN_UP
    return Standing.LATE if line.is_late(today) else Standing.OPEN


def orders(today: Callable[[], date]) -> Listing[Ordered]:
    """The lines of orders; ``standing`` filters by how they stand today, by one or several."""

    def standing(chosen: Any) -> Condition:
        found = []
        for word in [chosen] if isinstance(chosen, str) else chosen:
            late = Standing(word) is Standing.LATE
            found.append(_ORDER_FILTERS["late"](today()) if late else Condition(_STANDS[Standing(word)]))
        return Condition(
            " OR ".join(f"({one.sql})" for one in found), tuple(value for one in found for value in one.values)
        )

    return replace(ORDERS, filters={**_ORDER_FILTERS, "standing": standing})
