"""A line of a quotation: what a person enters, and what it is worth by the rules of today (C-08)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from inventory.errors import InvalidInput
from inventory.i18n import N_, Message
from inventory.naming import line as one_line
from inventory.pricing.charges import Charge, LineKind, PriceRule
from inventory.pricing.cost import Cost
from inventory.pricing.rules import PricedLine
from inventory.pricing.words import ground
from inventory.quotations import grounds
from inventory.quotations.agreed import Agreed, chosen
from inventory.quotations.rules import GOODS, Amounts, price
from inventory.values.money import Money
from inventory.values.quantities import parse_quantity

USUAL_TAX: Final = 1300
_HIGHEST_TAX: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLine:
    """A line as a person enters it: a part, or a service in words. ``quantity`` as people count.

    ``unit_net``: the price of one without tax, where the ground asks for one. ``rule``: only where no unit is named,
    whose policy would say. ``contract_line_id``: the line of the unit's contract that a service is held to.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """A line as the rules of today price it. ``part`` None for a service; ``cost`` None where nobody knows it."""

    wanted: QuoteLine
    kind: LineKind
    part: grounds.Goods | None
    agreed: Agreed | None
    charge: Charge
    amounts: Amounts
    cost: Cost | None
    priced: PricedLine

    @property
    def cap_net(self) -> Money | None:
        """The ceiling of one without tax, where the policy sets one."""
        return self.amounts.cap_net if self.charge.capped else None

    @property
    def listed(self) -> Agreed | None:
        """The line of the price list that the price rests on: as its ceiling, or as the contract's rate."""
        held = self.charge.capped or self.charge.rule is PriceRule.CONTRACT
        return self.agreed if held else None

    @property
    def rule(self) -> Message:
        """The rule in words."""
        return ground(Charge(self.charge.rule, capped=self.cap_net is not None))

    def columns(self) -> dict[str, Any]:
        """The line as it is kept."""
        wanted, part, amounts = self.wanted, self.part, self.amounts
        return {
            "kind": self.kind.value, "part": wanted.part_id, "quantity": amounts.quantity,
            "contract_line": None if self.agreed is None else self.agreed.id,
            "description": one_line(wanted.description) or ("" if part is None else part.name),
            "decimals": amounts.decimals, "unit": one_line(wanted.unit) or ("" if part is None else part.unit),
            "cost": _fen(None if self.cost is None else self.cost.amount), "cap_net": _fen(self.cap_net),
            "unit_net": _fen(amounts.unit_net), "net": self.priced.net.fen, "tax_rate_bp": wanted.tax_rate_bp,
            "tax": self.priced.tax.fen, "rule": self.charge.rule.value, "delivery": one_line(wanted.delivery),
            "note": one_line(wanted.note),
        }  # fmt: skip


def reckoned(wanted: QuoteLine, about: grounds.Unit | None) -> Reckoned:
    """A line priced by the rules of today. Needs an open connection."""
    if not 0 <= wanted.tax_rate_bp < _HIGHEST_TAX:
        raise InvalidInput(N_("The tax rate must lie between 0 and 100 %."), field="tax_rate_bp")
    part, held = None, None
    if wanted.part_id is not None:
        part = grounds.goods(wanted.part_id, None if about is None else about.asset_id)
    elif wanted.kind in GOODS:
        raise InvalidInput(N_("Choose the part that is offered."), field="part_id")
    elif wanted.contract_line_id is not None:
        held = chosen(wanted.contract_line_id, None if about is None else about.contract_id, wanted.kind)
    if part is None and not one_line(wanted.description):
        raise InvalidInput(N_("Say what is offered."), field="description")
    kind = wanted.kind if part is None else part.kind
    decimals = 0 if part is None else part.decimals
    quantity = _quantity(wanted, decimals)
    asked = grounds.ground(kind, about, wanted.rule)
    unit_net = _unit_net(wanted, part, held, asked.rule)
    cost = part.cost(quantity) if part is not None else _own_cost(unit_net, quantity, asked.rule)
    initial = part.initial if part is not None else None if held is None else held.price
    amounts = Amounts(
        quantity=quantity, tax_rate_bp=wanted.tax_rate_bp, decimals=decimals, unit_net=unit_net,
        cost=None if cost is None else cost.amount, cap_net=None if initial is None else initial.net,
    )  # fmt: skip
    return Reckoned(
        wanted=wanted, kind=kind, part=part, agreed=held, charge=asked, amounts=amounts, cost=cost,
        priced=price(asked, amounts),
    )  # fmt: skip


def _quantity(wanted: QuoteLine, decimals: int) -> int:
    try:
        quantity = parse_quantity(wanted.quantity, decimals)
    except InvalidInput as error:
        raise InvalidInput(error.message_id, field="quantity", **error.values) from error
    if quantity == 0:
        raise InvalidInput(N_("Enter a quantity above 0."), field="quantity")
    return quantity


def _unit_net(wanted: QuoteLine, part: grounds.Goods | None, held: Agreed | None, rule: PriceRule) -> Money | None:
    """The price that was entered; else the list price of a part, or what the contract's price list says of a service.

    The rate of the contract is the one that it names: another one is refused.
    """
    typed = wanted.unit_net
    if typed is not None and typed.fen < 0:
        raise InvalidInput(N_("A price cannot be below zero."), field="unit_net")
    if held is not None and rule is PriceRule.CONTRACT and typed not in (None, held.price.net):
        raise InvalidInput(
            N_("The contract says {price} without tax for one. Leave the price empty, or choose no line of its list."),
            field="unit_net", price=held.price.net,
        )  # fmt: skip
    if typed is not None:
        return typed
    if part is None:
        return None if held is None else held.price.net
    if rule is PriceRule.LIST:
        return part.list_price or (None if part.initial is None else part.initial.net)
    return None


def _own_cost(unit_net: Money | None, quantity: int, rule: PriceRule) -> Cost | None:
    """What a service at cost price costs us (a hardware upgrade, R-049): no ledger says it, so a person does."""
    if rule is not PriceRule.COST:
        return None
    if unit_net is None:
        raise InvalidInput(N_("Enter what one costs us without tax: it is offered at cost price."), field="unit_net")
    return Cost(unit_net * quantity)


def _fen(amount: Money | None) -> int | None:
    return None if amount is None else amount.fen
