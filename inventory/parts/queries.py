"""Parts: what fits a model and what it costs there today, the list of all, one part's card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from inventory.cover.rules import Cover
from inventory.errors import NotFound
from inventory.i18n import N_, Message
from inventory.naming import inside
from inventory.paging import Condition, Listing
from inventory.parts.rules import price_today
from inventory.search import LAST
from inventory.values.codes import normalise
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.parts import Origin, PartKind

_ON_HAND: Final = "(SELECT coalesce(sum(o.quantity), 0) FROM opening_stock o WHERE o.part_id = {part}.id)"


@dataclass(frozen=True, slots=True)
class FittingPart:
    """A part of a model with its price for one unit today. Quantities count units of 10**-``decimals``."""

    part_id: int
    part_no: str
    name: str
    spec: str
    unit: str
    decimals: int
    kind: PartKind
    origin: Origin
    position: str
    per_unit: int
    on_hand: int
    price: Money | None
    rule: Message


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part in the list. ``on_hand`` and ``safety_stock`` count units of 10**-``decimals``."""

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

    @property
    def is_short(self) -> bool:
        """Whether less lies on the shelf than should."""
        return self.on_hand < self.safety_stock


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
    """What lay in a bin when the books were taken over."""

    bin: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PartCard:
    """Everything about one part. ``reference_cost`` is internal."""

    row: PartRow
    remark: str
    reference_cost: Money | None
    fits: tuple[Fit, ...]
    shelves: tuple[Shelf, ...]


_FITS: Final = (
    "SELECT p.id, p.part_no, p.name, p.spec, p.unit, p.decimals, p.kind, f.origin, f.position, f.quantity, "
    f"{_ON_HAND.format(part='p')}, p.reference_cost, p.initial_price FROM part_fit f JOIN part p ON p.id = f.part_id "
    "WHERE f.model_id = ? ORDER BY p.part_norm"
)


def fits(ctx: Context, model_id: int, cover: Cover) -> list[FittingPart]:
    """The parts that fit a model, by part number, priced for a unit that stands so."""
    return [_fitting(cover, *row) for row in connect.rows(_FITS, (model_id,))]


def _fitting(
    cover: Cover, part_id: int, part_no: str, name: str, spec: str, unit: str, decimals: int, kind: str, origin: str,
    position: str, per_unit: int, on_hand: int, cost: int | None, initial: int | None,
) -> FittingPart:  # fmt: skip
    price, rule = price_today(cover, _money(cost), _money(initial))
    return FittingPart(
        part_id, part_no, name, spec, unit, decimals, PartKind(kind), Origin(origin), position, per_unit, int(on_hand),
        price, rule,
    )  # fmt: skip


def _part_row(
    part_id: int, version: int, code: str, part_no: str, name: str, spec: str, maker: str | None, kind: str, unit: str,
    decimals: int, on_hand: int, safety_stock: int, initial: int | None,
) -> PartRow:  # fmt: skip
    return PartRow(
        part_id, version, code, part_no, name, spec, maker or "", PartKind(kind), unit, decimals, int(on_hand),
        safety_stock, _money(initial),
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


_FILTERS: Final[Mapping[str, Callable[[Any], Condition]]] = {
    "text": _by_text,
    "kind": lambda kind: Condition("part.kind = ?", (str(PartKind(kind)),)),
    "model": lambda model_id: Condition("part.id IN (SELECT part_id FROM part_fit WHERE model_id = ?)", (model_id,)),
}

LISTING: Final[Listing[PartRow]] = Listing(
    table="part",
    source="part LEFT JOIN manufacturer ON manufacturer.id = part.manufacturer_id",
    columns=(
        "part.version, part.code, part.part_no, part.name, part.spec, manufacturer.name, part.kind, part.unit, "
        f"part.decimals, {_ON_HAND.format(part='part')}, part.safety_stock, part.initial_price"
    ),
    row=_part_row,
    sorts={"part_no": "part.part_norm", "code": "part.code", "id": "part.id"},
    filters=_FILTERS,
)
"""The parts: a few thousand, so words inside names may be looked for row by row."""


def card(ctx: Context, part_id: int) -> PartCard:
    """Everything about one part. Raises NotFound."""
    found = LISTING.rows([part_id])
    if not found:
        raise NotFound(N_("This part is no longer there. Refresh the page to see what is."))
    remark, cost = connect.rows("SELECT remark, reference_cost FROM part WHERE id = ?", (part_id,))[0]
    models = connect.rows(
        "SELECT m.id, m.product_name, m.model_code, v.name, f.origin, f.quantity, f.position FROM part_fit f "
        "JOIN product_model m ON m.id = f.model_id JOIN manufacturer v ON v.id = m.manufacturer_id "
        "WHERE f.part_id = ? ORDER BY m.model_norm",
        (part_id,),
    )
    bins = connect.rows("SELECT bin, quantity FROM opening_stock WHERE part_id = ? ORDER BY bin", (part_id,))
    return PartCard(
        found[0],
        remark,
        _money(cost),
        tuple(Fit(*[*row[:4], Origin(row[4]), *row[5:]]) for row in models),
        tuple(Shelf(*row) for row in bins),
    )


def _money(fen: int | None) -> Money | None:
    return None if fen is None else Money(fen)
