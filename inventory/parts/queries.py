"""Parts: what fits a unit and what it costs its customer today, the list of all, one part's card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.access.rights import seeing_cost, sees_cost
from inventory.cover.rules import Cover
from inventory.errors import NotFound
from inventory.i18n import N_, Message
from inventory.naming import inside
from inventory.paging import Condition, Listing
from inventory.parts.rules import InitialPrice, Standing, price_today, spares_owed, without_cost
from inventory.policies import HOUSE
from inventory.policies.presets import house
from inventory.policies.terms import load
from inventory.search import LAST
from inventory.values.codes import normalise
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.parts import Origin, PartKind

_ON_HAND: Final = "(SELECT coalesce(sum(o.quantity), 0) FROM opening_stock o WHERE o.part_id = {part}.id)"


@dataclass(frozen=True, slots=True)
class FittingPart:
    """A part that fits a unit, with its price today. Quantities count units of 10**-``decimals``."""

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
    """Everything about one part. ``reference_cost`` is None for somebody who may not see costs (``costs``)."""

    row: PartRow
    remark: str
    reference_cost: Money | None
    fits: tuple[Fit, ...]
    shelves: tuple[Shelf, ...]
    costs: bool


_PRICED: Final = (
    "SELECT x.id FROM contract_line x WHERE x.contract_id = a.contract_id AND x.part_id = p.id "
    "AND x.unit_price IS NOT NULL ORDER BY CASE WHEN x.tax_included "
    "THEN x.unit_price * 10000.0 / (10000 + x.tax_rate_bp) ELSE x.unit_price END, x.id LIMIT 1"
)
"""The line of the unit's contract that names the part; of several the lowest price holds (R-101)."""
_HOUSE: Final = (
    "SELECT h.id FROM policy_version h JOIN policy_profile hp ON hp.id = h.profile_id WHERE "
    f"hp.code = '{HOUSE}' {{held}} ORDER BY h.valid_from {{way}}, h.number {{way}} LIMIT 1"
)
_HELD: Final = _HOUSE.format(held="AND (a.accepted_on IS NULL OR h.valid_from <= a.accepted_on)", way="DESC")
_EARLIEST: Final = _HOUSE.format(held="", way="ASC")
_PARTS_COVERED: Final = (
    "EXISTS (SELECT 1 FROM warranty_segment g JOIN extension_contract e ON e.id = g.proof_id "
    "WHERE g.asset_id = a.id AND g.proof = 'extension_contract' AND g.first_day <= ? AND g.last_day >= ? "
    "AND e.covers_parts) OR EXISTS (SELECT 1 FROM warranty_segment g JOIN extension_contract e "
    "ON e.number_norm = upper(replace(g.source, ' ', '')) WHERE g.asset_id = a.id AND g.kind = 'EXTENSION' "
    "AND g.proof <> 'extension_contract' AND g.first_day <= ? AND g.last_day >= ? AND e.covers_parts)"
)
"""Of a unit's maintenance contracts that cover it on a day; one taken over from a replaced unit is known by number."""
_FITS: Final = (
    "SELECT p.id, p.part_no, p.name, p.spec, p.unit, p.decimals, p.kind, f.origin, f.position, f.quantity, "
    f"{_ON_HAND.format(part='p')}, p.reference_cost, p.initial_price, l.unit_price, l.tax_included, l.tax_rate_bp, "
    f"v.terms, a.spares_last, {_PARTS_COVERED}, {{seeing_cost}} "
    "FROM asset a JOIN part_fit f ON f.model_id = a.model_id JOIN part p ON p.id = f.part_id "
    f"LEFT JOIN contract_line l ON l.id = ({_PRICED}) LEFT JOIN contract k ON k.id = a.contract_id "
    f"LEFT JOIN policy_version v ON v.id = coalesce(k.policy_version_id, ({_HELD}), ({_EARLIEST})) "
    "WHERE a.id = ? ORDER BY p.part_norm"
)


def fits(ctx: Context, asset_id: int, cover: Cover) -> list[FittingPart]:
    """The parts that fit a unit, by part number, with what one piece costs its customer today.

    Priced by the policy of the unit's contract, or the house terms, for a unit that stands as ``cover`` says; the
    ceiling is the contract's own price list, else the part's initial price. One statement.
    """
    today = ctx.clock.today()
    day = today.isoformat()
    costs = seeing_cost(ctx)
    found = connect.rows(_FITS.format(seeing_cost=costs.sql), (day, day, day, day, *costs.values, asset_id))
    return [_fitting(cover, today, *row) for row in found]


def _fitting(
    cover: Cover, today: date, part_id: int, part_no: str, name: str, spec: str, unit: str,
    decimals: int, kind: str, origin: str, position: str, per_unit: int, on_hand: int, cost: int | None,
    initial: int | None, agreed: int | None, tax_included: Any, tax_rate_bp: int | None, kept_terms: str | None,
    spares_last: Any, parts_covered: Any, costs: Any,
) -> FittingPart:  # fmt: skip
    terms = load(kept_terms) if kept_terms else house().terms
    last = connect.as_day(spares_last)
    owed = spares_owed(terms, runs=last is not None and last >= today)
    standing = Standing(cover, terms, bool(parts_covered), owed)
    listed = None if initial is None else InitialPrice(Money(initial))
    if agreed is not None:
        listed = InitialPrice(Money(agreed), bool(tax_included), tax_rate_bp or 0)
    price, rule = price_today(PartKind(kind), standing, _money(cost), listed)
    if not costs:
        price, rule = without_cost(price, rule, _money(cost))
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
    """Everything about one part, its cost only for somebody who may see it. Raises NotFound."""
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
    costs = sees_cost(ctx)
    return PartCard(
        found[0],
        remark,
        _money(cost) if costs else None,
        tuple(Fit(*[*row[:4], Origin(row[4]), *row[5:]]) for row in models),
        tuple(Shelf(*row) for row in bins),
        costs,
    )


def _money(fen: int | None) -> Money | None:
    return None if fen is None else Money(fen)
