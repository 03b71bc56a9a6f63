"""Parts: the list of all, and one part's card with where it lies and what it is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from inventory.access.rights import sees_cost
from inventory.choices import Choice
from inventory.errors import NotFound
from inventory.i18n import N_, Message
from inventory.kept import kept_day, kept_money
from inventory.naming import inside
from inventory.paging import Condition, Listing, Sort
from inventory.parts.fitting import FittingPart, fits
from inventory.parts.on_hand import IN_BINS, ON_HAND, ON_ORDER, RESERVED
from inventory.parts.succession import Substitute, substitutes, successor_hint
from inventory.pricing.rules import average_cost
from inventory.search import LAST
from inventory.values.codes import normalise
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.assets import AssetOwner
from models.parts import Origin, PartKind
from models.places import PlaceKind
from models.stock import Condition as State

__all__ = [
    "LISTING", "Approval", "Fit", "FittingPart", "PartCard", "PartDetails", "PartRow", "Shelf", "Worth", "card", "fits",
    "pick",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part in the list. Quantities count units of 10**-``decimals``.

    ``on_hand``: our good pieces at all our places, vans and what is on the way included; ``available``: those that lie
    in bins, less what is ``reserved`` for cases; ``on_order``: ordered and not yet received. Faulty, pending and the
    customers' own pieces are in none of them (INV-23, INV-24).
    """

    id: int
    version: int
    code: str
    part_no: str
    name: str
    spec: str
    maker: str
    kind: PartKind
    unit: str
    decimals: int
    on_hand: int
    safety_stock: int
    initial_price: Money | None
    reserved: int = 0
    available: int = 0
    on_order: int = 0
    reorder_point: int | None = None
    active: bool = True
    supplier: str = ""

    @property
    def is_short(self) -> bool:
        """Whether less lies on the shelf than should."""
        return self.on_hand < self.safety_stock

    @property
    def is_due(self) -> bool:
        """Whether it is time to order: what is available and on order is at the reorder point or below."""
        return self.reorder_point is not None and self.available + self.on_order <= self.reorder_point


@dataclass(frozen=True, slots=True)
class Fit:
    """A model that a part fits."""

    model_id: int
    product_name: str
    model_code: str
    maker: str
    origin: Origin
    per_unit: int
    position: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lies in a place of ours. ``bin``: the name of the place."""

    bin: str
    quantity: int
    place_id: int
    kind: PlaceKind
    warehouse: str
    condition: State
    owner: AssetOwner
    serial: str
    lot: str


@dataclass(frozen=True, slots=True)
class Approval:
    """A manufacturer's approval of a part (R-046)."""

    id: int
    version: int
    manufacturer_id: int
    maker: str
    document: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Worth:
    """What our stock of a part is worth in a scope (C-07). ``average``: of one piece in yuan, to be shown only."""

    warehouse: str
    quantity: int
    value: Money
    average: Decimal | None


@dataclass(frozen=True, slots=True)
class PartCard:
    """Everything about one part.

    Costs are None and ``worth`` is empty for somebody who may not see them (``costs``). ``successor_hint`` says what
    takes the place of the part; ``substitutes`` are all that may be taken instead.
    """

    row: PartRow
    remark: str
    reference_cost: Money | None
    fits: tuple[Fit, ...]
    shelves: tuple[Shelf, ...]
    costs: bool
    worth: tuple[Worth, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    successor_hint: Message | None = None
    approvals: tuple[Approval, ...] = ()
    more: PartDetails | None = None


@dataclass(frozen=True, slots=True)
class PartDetails:
    """The fields of a part that the list does not show, as a form needs them. ``moved``: how it is counted stands."""

    manufacturer_id: int | None
    supplier_id: int | None
    supplier: str
    serialised: bool
    list_price: Money | None
    lead_time_days: int | None
    shelf_life_days: int | None
    failures_ppm: int | None
    discontinued_on: date | None
    moved: bool


def _part_row(
    part_id: int, version: int, code: str, part_no: str, name: str, spec: str, maker: str | None, kind: str, unit: str,
    decimals: int, on_hand: int, safety_stock: int, initial: int | None, reserved: int, in_bins: int, on_order: int,
    reorder_point: int | None, active: Any, supplier: str | None,
) -> PartRow:  # fmt: skip
    return PartRow(
        part_id, version, code, part_no, name, spec, maker or "", PartKind(kind), unit, decimals, int(on_hand),
        safety_stock, kept_money(initial), int(reserved), int(in_bins) - int(reserved), int(on_order), reorder_point,
        bool(active), supplier or "",
    )  # fmt: skip


def _by_text(text: str) -> Condition:
    norm = normalise(text)
    if not norm:
        return Condition("1 = 1")
    return Condition(
        "part.part_norm >= ? AND part.part_norm < ? "
        "OR lower(part.name) LIKE ? ESCAPE '\\' OR lower(part.spec) LIKE ? ESCAPE '\\'",
        (norm, norm + LAST, inside(text), inside(text)),
    )


_SHORT: Final = f"part.safety_stock > {ON_HAND.format(part='part')}"
_DUE: Final = (
    f"part.reorder_point IS NOT NULL AND {IN_BINS.format(part='part')} - {RESERVED.format(part='part')} "
    f"+ {ON_ORDER.format(part='part')} <= part.reorder_point"
)
_NONE: Final = f"{ON_HAND.format(part='part')} = 0"
_FILTERS: Final[Mapping[str, Callable[[Any], Condition]]] = {
    "text": _by_text,
    "kind": lambda kind: Condition("part.kind = ?", (str(PartKind(kind)),)),
    "model": lambda model_id: Condition("part.id IN (SELECT part_id FROM part_fit WHERE model_id = ?)", (model_id,)),
    "supplier": lambda supplier_id: Condition("part.supplier_id = ?", (supplier_id,)),
    "active": lambda yes: Condition("part.active" if yes else "NOT part.active"),
    "use": lambda use: Condition("part.active" if use == "used" else "NOT part.active"),
    "short": lambda _yes: Condition(_SHORT),
    "stock": lambda level: Condition({"short": _SHORT, "due": _DUE, "none": _NONE}[level]),
}

LISTING: Final[Listing[PartRow]] = Listing(
    table="part",
    source=(
        "part LEFT JOIN manufacturer ON manufacturer.id = part.manufacturer_id "
        "LEFT JOIN supplier ON supplier.id = part.supplier_id"
    ),
    columns=(
        "part.version, part.code, part.part_no, part.name, part.spec, manufacturer.name, part.kind, part.unit, "
        f"part.decimals, {ON_HAND.format(part='part')}, part.safety_stock, part.initial_price, "
        f"{RESERVED.format(part='part')}, {IN_BINS.format(part='part')}, {ON_ORDER.format(part='part')}, "
        "part.reorder_point, part.active, supplier.name"
    ),
    row=_part_row,
    sorts={"part_no": "part.part_norm", "code": "part.code", "id": "part.id"},
    filters=_FILTERS,
)
"""The parts: a few thousand, so words inside names may be looked for row by row."""


_DETAILS: Final = (
    "SELECT p.remark, p.reference_cost, p.manufacturer_id, p.supplier_id, s.name, p.serialised, p.list_price, "
    "p.lead_time_days, p.shelf_life_days, p.failures_ppm, p.discontinued_on, "
    "EXISTS (SELECT 1 FROM stock_line l WHERE l.part_id = p.id) "
    "FROM part p LEFT JOIN supplier s ON s.id = p.supplier_id WHERE p.id = ?"
)
_MODELS: Final = (
    "SELECT m.id, m.product_name, m.model_code, v.name, f.origin, f.quantity, f.position FROM part_fit f "
    "JOIN product_model m ON m.id = f.model_id JOIN manufacturer v ON v.id = m.manufacturer_id "
    "WHERE f.part_id = ? ORDER BY m.model_norm"
)
_SHELVES: Final = (
    "SELECT l.name, b.quantity, l.id, l.kind, coalesce(w.name, ''), b.condition, b.owner, b.serial, b.lot "
    "FROM stock_balance b JOIN place l ON l.id = b.place_id LEFT JOIN warehouse w ON w.id = l.warehouse_id "
    "WHERE b.part_id = ? AND b.internal AND b.quantity > 0 ORDER BY w.code, l.sort_key, b.condition, b.serial, b.lot"
)
_WORTH: Final = (
    "SELECT coalesce(w.name, ''), sum(v.quantity), sum(v.value) FROM stock_value v "
    "LEFT JOIN warehouse w ON w.id = v.warehouse_id WHERE v.part_id = ? AND v.quantity > 0 GROUP BY w.name ORDER BY 1"
)
_APPROVALS: Final = (
    "SELECT a.id, a.version, a.manufacturer_id, m.name, a.document, a.valid_from, a.valid_to FROM maker_approval a "
    "JOIN manufacturer m ON m.id = a.manufacturer_id WHERE a.part_id = ? ORDER BY a.valid_from DESC, a.id DESC"
)


def card(ctx: Context, part_id: int) -> PartCard:
    """Everything about one part, its cost and value only for somebody who may see them. Raises NotFound."""
    found = LISTING.rows([part_id])
    if not found:
        raise NotFound(N_("This part is no longer there. Refresh the page to see what is."))
    ((remark, cost, maker, supplier, sold_by, serialised, listed, lead, life, failures, ends, moved),) = connect.rows(
        _DETAILS, (part_id,)
    )
    costs = sees_cost(ctx)
    return PartCard(
        found[0],
        remark,
        kept_money(cost) if costs else None,
        tuple(Fit(*[*row[:4], Origin(row[4]), *row[5:]]) for row in connect.rows(_MODELS, (part_id,))),
        tuple(_shelf(*row) for row in connect.rows(_SHELVES, (part_id,))),
        costs,
        _worth(part_id, found[0].decimals) if costs else (),
        tuple(substitutes(part_id)),
        successor_hint(part_id, ctx.clock.today()),
        tuple(_approval(*row) for row in connect.rows(_APPROVALS, (part_id,))),
        PartDetails(
            maker, supplier, sold_by or "", bool(serialised), kept_money(listed), lead, life, failures,
            connect.as_day(ends), bool(moved),
        ),
    )  # fmt: skip


def _shelf(
    name: str, quantity: int, place_id: int, kind: str, warehouse: str, condition: str, owner: str, serial: str,
    lot: str,
) -> Shelf:  # fmt: skip
    return Shelf(name, quantity, place_id, PlaceKind(kind), warehouse, State(condition), AssetOwner(owner), serial, lot)


def _worth(part_id: int, decimals: int) -> tuple[Worth, ...]:
    return tuple(
        Worth(name, int(quantity), Money(int(value)), average_cost(int(quantity), int(value), decimals))
        for name, quantity, value in connect.rows(_WORTH, (part_id,))
    )


def _approval(row_id: int, version: int, maker_id: int, maker: str, document: str, first: Any, last: Any) -> Approval:
    return Approval(row_id, version, maker_id, maker, document, kept_day(first), connect.as_day(last))


def pick(text: str, limit: int = 20) -> list[Choice]:
    """The parts in use that a person may mean while typing, by number. Needs an open connection."""
    ids = LISTING.ids({"active": True, **({"text": text} if text.strip() else {})}, Sort("part_no"))
    rows = LISTING.rows(ids[:limit])
    return [Choice(row.id, row.part_no, f"{row.name} {row.spec}".strip()) for row in rows]
