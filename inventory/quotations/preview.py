"""What a quotation would come to while somebody types it, by the rules that hold when it is saved (C-08)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inventory.access.rights import sees_cost
from inventory.errors import DepotError, InvalidInput, NotFound, RuleBroken
from inventory.i18n import Message
from inventory.pricing.charges import Charge, LineKind, PriceRule
from inventory.pricing.rules import PricedLine, Total, total
from inventory.pricing.words import ground
from inventory.quotations import grounds
from inventory.quotations.lines import QuoteLine, priced
from inventory.quotations.rules import QuotationBasis
from inventory.values.money import Money
from inventory.work import Context
from models import connect


@dataclass(frozen=True, slots=True)
class LinePreview:
    """A line as it would be kept; where it cannot be priced, ``refused`` says why and the amounts are None.

    ``loss``: what a ceiling makes us lose; None for somebody who may not see costs.
    """

    kind: LineKind
    part_no: str
    description: str
    unit: str
    priced: PricedLine | None = None
    rule: Message | None = None
    cap_net: Money | None = None
    loss: Money | None = None
    refused: DepotError | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """All lines, their sum as far as they can be priced, and the basis that the unit's policy says."""

    lines: tuple[LinePreview, ...]
    total: Total
    basis: QuotationBasis


def preview(
    ctx: Context, lines: Sequence[QuoteLine], asset_id: int | None = None, case_id: int | None = None
) -> Preview:
    """Price lines by the rules of today. Raises NotFound for a unit that is gone; writes nothing."""
    about = None if asset_id is None else grounds.unit(ctx, asset_id, case_id)
    costs = sees_cost(ctx)
    seen = tuple(_line(line, about, costs=costs) for line in lines)
    basis = QuotationBasis.AT_ISSUE
    if about is not None:
        basis = QuotationBasis(about.standing.terms.price_basis.value)
    return Preview(seen, total(one.priced for one in seen if one.priced is not None), basis)


def _line(line: QuoteLine, about: grounds.Unit | None, *, costs: bool) -> LinePreview:
    named = _named(line)
    try:
        made = priced(line, about)
    except (InvalidInput, RuleBroken, NotFound) as error:
        return LinePreview(*named, refused=error)
    found = PricedLine(made["quantity"], Money(made["net"]), Money(made["tax"]), decimals=made["decimals"])
    cap = None if made["cap_net"] is None else Money(made["cap_net"])
    loss = None
    if costs and cap is not None and made["cost"] is not None:
        loss = max(Money(0), Money(made["cost"]) - found.net)
    rule = ground(Charge(PriceRule(made["rule"]), capped=cap is not None))
    return LinePreview(*named, priced=found, rule=rule, cap_net=cap, loss=loss)


def _named(line: QuoteLine) -> tuple[LineKind, str, str, str]:
    """What it is called, whether or not it has a price."""
    found: list[tuple[Any, ...]] = []
    if line.part_id is not None:
        found = connect.rows("SELECT part_no, name, kind, unit FROM part WHERE id = ?", (line.part_id,))
    if not found:
        return line.kind, "", line.description, line.unit
    part_no, name, kind, unit = found[0]
    return LineKind(kind), part_no, line.description or name, line.unit or unit
