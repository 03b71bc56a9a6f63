"""What a quoted line costs, how far a quotation may go, and which price binds when the goods are issued (C-08)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from inventory.errors import InvalidInput, NeedsConfirmation, RuleBroken
from inventory.i18n import N_, Message
from inventory.pricing.charges import Charge, LineKind, PriceRule
from inventory.pricing.rules import PricedLine, cost_line, priced_line
from inventory.values.money import Money
from models.quotations import QuotationBasis, QuotationState

__all__ = [
    "GOODS", "HIGHER_PRICE", "TRANSITIONS", "Amounts", "QuotationBasis", "QuotationState", "billed", "check_step",
    "holds_quoted", "price", "stands", "state_word",
]  # fmt: skip

TRANSITIONS: Final[Mapping[QuotationState, frozenset[QuotationState]]] = MappingProxyType({
    QuotationState.DRAFT: frozenset({QuotationState.SENT}),
    QuotationState.SENT: frozenset({
        QuotationState.ACCEPTED, QuotationState.DECLINED, QuotationState.EXPIRED, QuotationState.DRAFT,
    }),
    QuotationState.ACCEPTED: frozenset({QuotationState.BILLED, QuotationState.DECLINED}),
    QuotationState.DECLINED: frozenset(),
    QuotationState.EXPIRED: frozenset({QuotationState.SENT}),
    QuotationState.BILLED: frozenset(),
})  # fmt: skip
"""Which state may follow which (model.md 3.3). Back to DRAFT: to be corrected; EXPIRED → SENT: prolonged."""

_WORDS: Final[Mapping[QuotationState, str]] = MappingProxyType({
    QuotationState.DRAFT: N_("Draft"),
    QuotationState.SENT: N_("Sent"),
    QuotationState.ACCEPTED: N_("Accepted by the customer"),
    QuotationState.DECLINED: N_("Declined"),
    QuotationState.EXPIRED: N_("Expired"),
    QuotationState.BILLED: N_("Billed"),
})  # fmt: skip

GOODS: Final = frozenset({
    LineKind.SPARE_UNIT, LineKind.SPARE_PART, LineKind.FITTING, LineKind.TOOL, LineKind.CONSUMABLE,
})  # fmt: skip
"""The four kinds of goods of R-104, and the depot's spare parts; the others are services."""
HIGHER_PRICE: Final = "higher_price"
"""What a person confirms: the customer has agreed to the price at issue, which is above the quoted one."""


def state_word(state: QuotationState) -> str:
    """The message id of a state's name."""
    return _WORDS[state]


def stands(state: QuotationState, valid_until: date, today: date) -> QuotationState:
    """How a quotation stands on a day: one that was sent and not answered in time has expired."""
    return QuotationState.EXPIRED if state is QuotationState.SENT and today > valid_until else state


def check_step(number: str, now: QuotationState, wanted: QuotationState) -> None:
    """Raise RuleBroken, naming where the quotation stands, unless ``wanted`` may follow."""
    if wanted not in TRANSITIONS[now]:
        raise RuleBroken(
            N_("Quotation {number} stands at “{state}”; this cannot be done with it now."),
            number=number,
            state=Message(state_word(now)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """What the price of a line can rest on: ``cost`` of the whole quantity; ``unit_net`` of a list or an agreement.

    ``cap_net``: the initial price of one piece without tax (R-101), None where nothing caps it. Quantities count units
    of 10**-``decimals`` of a piece.
    """

    quantity: int
    tax_rate_bp: int
    decimals: int = 0
    cost: Money | None = None
    cap_net: Money | None = None
    unit_net: Money | None = None


def price(charge: Charge, amounts: Amounts) -> PricedLine:
    """A line priced on the ground that the charge matrix gives; raises InvalidInput for what is missing.

    Cost price is the cost of these very pieces, so that the line is the amount of the ledger (C-08 COST).
    """
    cap = amounts.cap_net if charge.capped else None
    if charge.rule is PriceRule.FREE:
        return PricedLine(amounts.quantity, Money(0), Money(0), decimals=amounts.decimals)
    if charge.rule is PriceRule.NOT_SUPPLIED:
        raise RuleBroken(N_("On these terms this is not handed over: our tools stay ours. Leave the line out."))
    if charge.rule is PriceRule.UNDECIDED:
        raise RuleBroken(N_("Who caused the damage is disputed. Decide that first: the price depends on it."))
    if charge.rule is PriceRule.COST:
        if amounts.cost is None:
            raise InvalidInput(
                N_("No cost of this part is recorded, so it cannot be quoted at cost price. Enter its cost first."),
                field="part_id",
            )
        return cost_line(amounts.cost, amounts.quantity, amounts.tax_rate_bp, cap_net=cap, decimals=amounts.decimals)
    if amounts.unit_net is None:
        raise InvalidInput(N_("Enter the price of one piece without tax."), field="unit_net")
    return priced_line(amounts.unit_net, amounts.quantity, amounts.tax_rate_bp, cap_net=cap, decimals=amounts.decimals)


def holds_quoted(basis: QuotationBasis, fixed_until: date, on: date) -> bool:
    """Whether the quoted prices are billed whatever the goods cost by then: FIXED, until its last day (C-08)."""
    return basis is QuotationBasis.FIXED and on <= fixed_until


def billed(
    basis: QuotationBasis, quoted: PricedLine, at_issue: PricedLine, *, confirmed: bool, fixed_until: date, on: date
) -> PricedLine:
    """What is billed for a line when it is issued.

    FIXED: the quoted price until its last day. AT_ISSUE: the price of the day of issue; one above the quoted price
    needs the customer's word once more (NeedsConfirmation ``higher_price``), one below it is simply billed.
    """
    if holds_quoted(basis, fixed_until, on):
        return quoted
    if at_issue.net > quoted.net and not confirmed:
        raise NeedsConfirmation(
            N_("It costs {now} without tax now, but {quoted} was quoted. Has the customer agreed to the new price?"),
            key=HIGHER_PRICE, now=at_issue.net, quoted=quoted.net,
        )  # fmt: skip
    return at_issue
