"""A line of a quotation: what a person enters, and what it is worth by the rules of today (C-08)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.naming import line as one_line
from inventory.pricing.charges import LineKind, PriceRule
from inventory.quotations import grounds
from inventory.quotations.rules import GOODS, Amounts, price
from inventory.values.money import Money
from inventory.values.quantities import parse_quantity

USUAL_TAX: Final = 1300
_HIGHEST_TAX: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLine:
    """A line as a person enters it: a part, or a service in words. ``quantity`` as people count.

    ``unit_net``: the price of one without tax, where the ground asks for one. ``rule``: only where no unit is named,
    whose policy would say. ``contract_line_id``: the line of the unit's contract that is the ceiling of a service.
    """

    kind: LineKind
    part_id: int | None = None
    description: str = ""
    quantity: int | str | Decimal = 1
    unit: str = ""
    unit_net: Money | None = None
    rule: PriceRule | None = None
    contract_line_id: int | None = None
    tax_rate_bp: int = USUAL_TAX
    delivery: str = ""
    note: str = ""


def priced(wanted: QuoteLine, about: grounds.Unit | None) -> dict[str, Any]:
    """The columns of a line, priced by the rules of today. Needs an open connection."""
    if not 0 <= wanted.tax_rate_bp < _HIGHEST_TAX:
        raise InvalidInput(N_("The tax rate must lie between 0 and 100 %."), field="tax_rate_bp")
    part = None
    if wanted.part_id is not None:
        part = grounds.goods(wanted.part_id, None if about is None else about.asset_id)
    elif wanted.kind in GOODS:
        raise InvalidInput(N_("Choose the part that is offered."), field="part_id")
    kind = wanted.kind if part is None else part.kind
    words = one_line(wanted.description) or ("" if part is None else part.name)
    if not words:
        raise InvalidInput(N_("Say what is offered."), field="description")
    decimals = 0 if part is None else part.decimals
    quantity = _quantity(wanted, decimals)
    asked = grounds.ground(kind, about, wanted.rule)
    amounts = Amounts(
        quantity=quantity, tax_rate_bp=wanted.tax_rate_bp, decimals=decimals,
        cost=None if part is None else part.cost(quantity), cap_net=_cap(wanted, about, part),
        unit_net=_unit_net(wanted, about, part, asked.rule),
    )  # fmt: skip
    made = price(asked, amounts)
    return {
        "kind": kind.value, "part": wanted.part_id, "description": words, "quantity": quantity, "decimals": decimals,
        "unit": one_line(wanted.unit) or ("" if part is None else part.unit),
        "cost": None if amounts.cost is None else amounts.cost.fen,
        "cap_net": amounts.cap_net.fen if asked.capped and amounts.cap_net is not None else None,
        "unit_net": None if amounts.unit_net is None else amounts.unit_net.fen, "net": made.net.fen,
        "tax_rate_bp": wanted.tax_rate_bp, "tax": made.tax.fen, "rule": asked.rule.value,
        "delivery": one_line(wanted.delivery), "note": one_line(wanted.note),
    }  # fmt: skip


def _quantity(wanted: QuoteLine, decimals: int) -> int:
    try:
        quantity = parse_quantity(wanted.quantity, decimals)
    except InvalidInput as error:
        raise InvalidInput(error.message_id, field="quantity", **error.values) from error
    if quantity == 0:
        raise InvalidInput(N_("Enter a quantity above 0."), field="quantity")
    return quantity


def _cap(wanted: QuoteLine, about: grounds.Unit | None, part: grounds.Goods | None) -> Money | None:
    if part is not None:
        return None if part.initial is None else part.initial.net
    if wanted.contract_line_id is None or about is None:
        return None
    return grounds.agreed_price(wanted.contract_line_id, about.contract_id).net


def _unit_net(
    wanted: QuoteLine, about: grounds.Unit | None, part: grounds.Goods | None, rule: PriceRule
) -> Money | None:
    """The price that was entered; for the list price that of the part, for the contract's rate that of its line."""
    if wanted.unit_net is not None:
        if wanted.unit_net.fen < 0:
            raise InvalidInput(N_("A price cannot be below zero."), field="unit_net")
        return wanted.unit_net
    if rule is PriceRule.LIST and part is not None:
        return part.list_price or (None if part.initial is None else part.initial.net)
    if rule is PriceRule.CONTRACT and part is None:
        return _cap(wanted, about, None)
    return None
