"""What fits a unit, how much of it can be had, and what it costs the unit's customer today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.cover.rules import Cover
from inventory.i18n import Message
from inventory.kept import kept_money
from inventory.parts.on_hand import IN_BINS, ON_HAND, RESERVED
from inventory.parts.origins import POLICY_OF_UNIT
from inventory.parts.rules import Standing, initial_price, price_today, spares_owed
from inventory.policies.presets import house
from inventory.policies.terms import load
from inventory.pricing.cost import cost_of
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.parts import Origin, PartKind


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
    available: int = 0


PRICED: Final = (
    "SELECT x.id FROM contract_line x WHERE x.contract_id = a.contract_id AND x.part_id = p.id "
    "AND x.unit_price IS NOT NULL ORDER BY CASE WHEN x.tax_included "
    "THEN x.unit_price * 10000.0 / (10000 + x.tax_rate_bp) ELSE x.unit_price END, x.id LIMIT 1"
)
"""The line of the unit's contract that names the part; of several the lowest price holds (R-101)."""
PARTS_COVERED: Final = (
    "EXISTS (SELECT 1 FROM warranty_segment g JOIN extension_contract e ON e.id = g.proof_id "
    "WHERE g.asset_id = a.id AND g.proof = 'extension_contract' AND g.first_day <= ? AND g.last_day >= ? "
    "AND e.covers_parts) OR EXISTS (SELECT 1 FROM warranty_segment g JOIN extension_contract e "
    "ON e.number_norm = upper(replace(g.source, ' ', '')) WHERE g.asset_id = a.id AND g.kind = 'EXTENSION' "
    "AND g.proof <> 'extension_contract' AND g.first_day <= ? AND g.last_day >= ? AND e.covers_parts)"
)
"""Of a unit's maintenance contracts that cover it on a day; one taken over from a replaced unit is known by number."""
PIECES: Final = "(SELECT coalesce(sum(s.quantity), 0) FROM stock_value s WHERE s.part_id = p.id)"
WORTH: Final = "(SELECT coalesce(sum(s.value), 0) FROM stock_value s WHERE s.part_id = p.id)"
"""What our pieces of a part are worth by the ledger: the moving average where there are any (C-07)."""
_FITS: Final = (
    "SELECT p.id, p.part_no, p.name, p.spec, p.unit, p.decimals, p.kind, f.origin, f.position, f.quantity, "
    f"{ON_HAND.format(part='p')}, p.reference_cost, p.initial_price, l.unit_price, l.tax_included, l.tax_rate_bp, "
    f"v.terms, a.spares_last, {PARTS_COVERED}, {IN_BINS.format(part='p')} - {RESERVED.format(part='p')}, "
    f"{PIECES}, {WORTH}, p.list_price "
    "FROM asset a JOIN part_fit f ON f.model_id = a.model_id JOIN part p ON p.id = f.part_id "
    f"LEFT JOIN contract_line l ON l.id = ({PRICED}) {POLICY_OF_UNIT} "
    "WHERE a.id = ? ORDER BY p.part_norm"
)


def fits(ctx: Context, asset_id: int, cover: Cover) -> list[FittingPart]:
    """The parts that fit a unit, by part number, with what one piece costs its customer today.

    Priced by the policy of the unit's contract, or the house terms, for a unit that stands as ``cover`` says; the
    ceiling is the contract's own price list, else the part's initial price. Cost price is what ``pricing.cost`` says,
    in the words of the rule. What a customer would pay is told to everybody. One statement.
    """
    today = ctx.clock.today()
    day = today.isoformat()
    found = connect.rows(_FITS, (day, day, day, day, asset_id))
    return [_fitting(cover, today, *row) for row in found]


def _fitting(
    cover: Cover, today: date, part_id: int, part_no: str, name: str, spec: str, unit: str,
    decimals: int, kind: str, origin: str, position: str, per_unit: int, on_hand: int, recorded: int | None,
    initial: int | None, agreed: int | None, tax_included: Any, tax_rate_bp: int | None, written_terms: str | None,
    spares_last: Any, parts_covered: Any, available: int, there: int, worth: int, listed: int | None,
) -> FittingPart:  # fmt: skip
    terms = load(written_terms) if written_terms else house().terms
    last = connect.as_day(spares_last)
    owed = spares_owed(terms, runs=last is not None and last >= today)
    standing = Standing(cover, terms, bool(parts_covered), owed)
    first = initial_price(initial, agreed, tax_included, tax_rate_bp)
    cost = cost_of(10**decimals, there=int(there), worth=int(worth), usual=recorded, decimals=decimals)
    price, rule = price_today(PartKind(kind), standing, cost, first, kept_money(listed))
    return FittingPart(
        part_id, part_no, name, spec, unit, decimals, PartKind(kind), Origin(origin), position, per_unit, int(on_hand),
        price, rule, int(available),
    )  # fmt: skip
