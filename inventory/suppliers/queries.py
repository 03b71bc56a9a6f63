"""Suppliers: the list of all, one supplier's card, what a field offers to choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.access.rights import sees_cost
from inventory.choices import Choice, offered
from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.kept import kept_day
from inventory.naming import beginning, inside
from inventory.paging import Condition, Listing, Sort
from inventory.values.money import Money
from inventory.work import Context
from models import connect


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier in the list. ``parts``: how many are usually bought there; ``open_orders``: lines not yet received."""

    id: int
    version: int
    name: str
    contact: str
    phone: str
    email: str
    address: str
    tax_no: str
    lead_time_days: int | None
    parts: int
    open_orders: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """A receipt from a supplier. ``value``: None for somebody who may not see costs."""

    doc_id: int
    number: str
    paper_no: str
    happened_on: date
    lines: int
    value: Money | None


@dataclass(frozen=True, slots=True)
class BoughtPart:
    """A part that is usually bought from a supplier."""

    part_id: int
    part_no: str
    name: str
    spec: str


@dataclass(frozen=True, slots=True)
class SupplierCard:
    """Everything about one supplier; ``deliveries``: the last 50."""

    row: SupplierRow
    remark: str
    parts: tuple[BoughtPart, ...]
    deliveries: tuple[Delivery, ...]


_FILTERS: Final[Mapping[str, Callable[[Any], Condition]]] = {
    "begins": lambda text: Condition("lower(supplier.name) LIKE ? ESCAPE '\\'", (beginning(text),)),
    "text": lambda text: Condition(
        "lower(supplier.name) LIKE ? ESCAPE '\\' OR lower(supplier.contact) LIKE ? ESCAPE '\\' "
        "OR supplier.phone LIKE ? ESCAPE '\\'",
        (inside(text), inside(text), inside(text)),
    ),
}

LISTING: Final[Listing[SupplierRow]] = Listing(
    table="supplier",
    source="supplier",
    columns=(
        "supplier.version, supplier.name, supplier.contact, supplier.phone, supplier.email, supplier.address, "
        "supplier.tax_no, supplier.lead_time_days, "
        "(SELECT count(*) FROM part WHERE part.supplier_id = supplier.id AND part.active), "
        "(SELECT count(*) FROM order_line o WHERE o.supplier_id = supplier.id AND NOT o.cancelled "
        "AND o.received < o.quantity)"
    ),
    row=SupplierRow,
    sorts={"name": "supplier.name_key", "id": "supplier.id"},
    filters=_FILTERS,
)
"""The suppliers: a few hundred at most, so words may be looked for row by row."""

_PARTS: Final = "SELECT id, part_no, name, spec FROM part WHERE supplier_id = ? AND active ORDER BY part_norm"
_DELIVERIES: Final = (
    "SELECT d.id, d.number, d.paper_no, d.happened_on, count(*), coalesce(sum(m.amount), 0) FROM stock_doc d "
    "JOIN stock_line l ON l.doc_id = d.id JOIN stock_move m ON m.line_id = l.id "
    "WHERE d.supplier_id = ? AND d.kind = 'receipt' AND d.state = 'posted' "
    "GROUP BY d.id, d.number, d.paper_no, d.happened_on ORDER BY d.happened_on DESC, d.id DESC LIMIT 50"
)


def card(ctx: Context, supplier_id: int) -> SupplierCard:
    """Everything about one supplier. Raises NotFound."""
    found = LISTING.rows([supplier_id])
    if not found:
        raise NotFound(N_("This supplier is no longer there. Refresh the page to see what is."))
    remark = connect.rows("SELECT remark FROM supplier WHERE id = ?", (supplier_id,))[0][0]
    costs = sees_cost(ctx)
    return SupplierCard(
        found[0],
        remark,
        tuple(BoughtPart(*row) for row in connect.rows(_PARTS, (supplier_id,))),
        tuple(_delivery(*row, costs=costs) for row in connect.rows(_DELIVERIES, (supplier_id,))),
    )


def _delivery(doc_id: int, number: str, paper_no: str, day: Any, lines: int, value: int, *, costs: bool) -> Delivery:
    return Delivery(doc_id, number, paper_no, kept_day(day), int(lines), Money(int(value)) if costs else None)


def pick(text: str, limit: int = 20) -> list[Choice]:
    """The suppliers whose name contains ``text``, those that begin with it first. Needs an open connection."""
    return [
        Choice(row.id, row.name, " · ".join(word for word in (row.contact, row.phone) if word))
        for row in offered(LISTING, {}, text, Sort("name"), limit)
    ]
