"""What a quotation would come to while somebody types it, by the rules that hold when it is saved (C-08)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inventory.access.rights import sees_cost
from inventory.errors import DepotError, InvalidInput, NotFound, RuleBroken
from inventory.i18n import Message
from inventory.pricing.charges import LineKind, PriceRule
from inventory.pricing.cost import CostSource
from inventory.pricing.rules import PricedLine, Total, total
from inventory.quotations import grounds
from inventory.quotations.agreed import Agreed
from inventory.quotations.lines import QuoteLine, reckoned
from inventory.quotations.rules import QuotationBasis
from inventory.values.money import Money
from inventory.work import Context
from models import connect


@dataclass(frozen=True, slots=True)
class LinePreview:
    """A line as it would be kept; where it cannot be priced, ``refused`` says why and the amounts are None.

    ``listed``: the line of the contract's price list that the price rests on. ``source``: how the cost is known that it
    follows, None where it follows none. ``loss``: what a ceiling makes us lose, None for who may not see costs.
    """

    kind: LineKind
    part_no: str
    description: str
    unit: str
    priced: PricedLine | None = None
    rule: Message | None = None
    cap_net: Money | None = None
    listed: Agreed | None = None
    source: CostSource | None = None
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
        made = reckoned(line, about)
    except (InvalidInput, RuleBroken, NotFound) as error:
        return LinePreview(*named, refused=error)
    loss, source = None, None
    if made.cost is not None and made.charge.rule is PriceRule.COST:
        source = made.cost.source
    if costs and made.cap_net is not None and made.cost is not None:
        loss = max(Money(0), made.cost.amount - made.priced.net)
    return LinePreview(
        *named, priced=made.priced, rule=made.rule, cap_net=made.cap_net, listed=made.listed, source=source, loss=loss
    )


def _named(line: QuoteLine) -> tuple[LineKind, str, str, str]:
    """What it is called, whether or not it has a price."""
    found: list[tuple[Any, ...]] = []
    if line.part_id is not None:
        found = connect.rows("SELECT part_no, name, kind, unit FROM part WHERE id = ?", (line.part_id,))
    if not found:
        return line.kind, "", line.description, line.unit
    part_no, name, kind, unit = found[0]
    return LineKind(kind), part_no, line.description or name, line.unit or unit
