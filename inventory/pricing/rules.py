"""What a piece of stock costs us, and what may be charged for it (rules.md C-07, C-08; R-101, R-104).

Amounts are whole fen and quantities whole numbers of an article's smallest unit, so nothing is lost but what rounding
half up says, and a stock that is used up has given back its value to the last fen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.values.money import Money, round_half_up, share

WHOLE_BP: Final = 10_000
"""Basis points in a whole: 13 % are 1,300."""
_FOUR_PLACES: Final = Decimal("0.0001")
_TWO_PLACES: Final = Decimal("0.01")
_NOTHING: Final = Money(0)


def receipt_value(quantity: int, unit_cost: int | Decimal, decimals: int = 0) -> int:
    """What a receipt adds to the value: ``quantity`` units of 10**-``decimals`` at ``unit_cost`` fen each (C-07)."""
    return round_half_up(Fraction(unit_cost) * quantity / 10**decimals)


def issue_cost(on_hand: int, value: int, quantity: int) -> int:
    """The cost of ``quantity`` taken from ``on_hand`` pieces that are worth ``value`` in all: the moving average.

    The share of all pieces is all of the value: whoever takes the last one takes what is left (C-07). Raises
    InvalidInput (field "quantity") where nothing is taken and RuleBroken where more is taken than there is.
    """
    if quantity < 1:
        raise InvalidInput(N_("Enter a quantity above 0."), field="quantity")
    if quantity > on_hand:
        raise RuleBroken(
            N_("Only {on_hand} are there, not {quantity}. Take fewer."), on_hand=on_hand, quantity=quantity
        )
    return share(value, quantity, on_hand)


def return_cost(
    issued: int, cost: int, returned_before: int, returned_now: int, value_before: int | None = None
) -> int:
    """The value that a return of unused goods brings back: that of the issue which it reverses, not today's average.

    Of an issue of ``issued`` for ``cost``, ``returned_before`` came back earlier. Reckoned as the share of all that
    has come back less the share of what had before: whichever way the goods come back in parts, the last return takes
    the rest, and together they are the cost of the issue (C-07). ``value_before``: what the earlier returns brought
    back, where one between them was reversed, so that it is not the share of their quantity. Raises InvalidInput (field
    "quantity") and RuleBroken.
    """
    if returned_now < 1:
        raise InvalidInput(N_("Enter a quantity above 0."), field="quantity")
    if returned_before + returned_now > issued:
        raise RuleBroken(
            N_("Only {left} of the {issued} issued can still come back, not {quantity}. Correct the quantity."),
            left=issued - returned_before,
            issued=issued,
            quantity=returned_now,
        )
    before = share(cost, returned_before, issued) if value_before is None else value_before
    return max(0, share(cost, returned_before + returned_now, issued) - before)


def average_cost(on_hand: int, value: int, decimals: int = 0) -> Decimal | None:
    """The average cost of one piece in yuan with four decimals, to be shown and never reckoned with (C-07)."""
    if on_hand == 0:
        return None
    return (Decimal(value).scaleb(decimals - 2) / on_hand).quantize(_FOUR_PLACES, ROUND_HALF_UP)


def net_of(gross: int, tax_rate_bp: int) -> int:
    """The highest net price in fen which, with its tax, does not exceed ``gross``: gross ÷ (1 + rate), rounded down.

    Rounded half up, 100.00 with 13 % would give 88.50, and 100.01 with its tax: above the price it must not exceed
    (INV-11, R-101).
    """
    return gross * WHOLE_BP // (WHOLE_BP + tax_rate_bp)


def capped_net_price(cost_net: int, cap: int | None, *, cap_includes_tax: bool, tax_rate_bp: int) -> int:
    """The lower of the cost and the initial price, both without tax (C-08 CAP, R-101); the cost where nothing caps it.

    ``cap`` is the initial price as the contract has it, with the tax of ``tax_rate_bp`` basis points or without. What
    the cost exceeds the cap is our loss and never passed on (INV-11).
    """
    if cap is None:
        return cost_net
    return min(cost_net, net_of(cap, tax_rate_bp) if cap_includes_tax else cap)


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One line of a bill: ``net`` in all, its own ``tax``, and our ``loss`` where a cap holds.

    ``quantity`` counts units of 10**-``decimals`` of a piece.
    """

    quantity: int
    net: Money
    tax: Money
    loss: Money = _NOTHING
    decimals: int = 0

    @property
    def gross(self) -> Money:
        """With tax."""
        return self.net + self.tax

    @property
    def unit_price(self) -> Decimal:
        """One piece without tax in yuan, to be printed; with four decimals where whole fen do not give the amount."""
        exact = (self.net.yuan.scaleb(self.decimals) / self.quantity).quantize(_FOUR_PLACES, ROUND_HALF_UP)
        whole_fen = exact.quantize(_TWO_PLACES, ROUND_HALF_UP)
        return whole_fen if whole_fen == exact else exact


def cost_line(
    cost: Money, quantity: int, tax_rate_bp: int, *, cap_net: Money | None = None, decimals: int = 0
) -> PricedLine:
    """A line at cost price: the amount is that of the ledger for these pieces, and never above ``cap_net`` for each.

    ``cost`` is what issuing the whole ``quantity`` cost (C-08 COST, CAP).
    """
    net = cost if cap_net is None else min(cost, Money(cap_net.fen * quantity // 10**decimals))
    return PricedLine(quantity, net, tax_on(net, tax_rate_bp), cost - net, decimals)


def priced_line(
    unit_net: Money, quantity: int, tax_rate_bp: int, *, cap_net: Money | None = None, decimals: int = 0
) -> PricedLine:
    """A line at a price of a list, a contract or an agreement, never above ``cap_net`` for each piece (C-08, R-101)."""
    wanted = Money(share(unit_net.fen, quantity, 10**decimals))
    net = wanted if cap_net is None else min(wanted, Money(cap_net.fen * quantity // 10**decimals))
    return PricedLine(quantity, net, tax_on(net, tax_rate_bp), decimals=decimals)


def contract_line(unit_price: Money, quantity: int, tax_rate_bp: int, *, tax_included: bool) -> PricedLine:
    """A line of a price list in whole pieces: the side that was agreed stands, the tax is rounded by the line (C-08).

    With the tax included the amount with tax is price × quantity to the fen; without, the amount without it is.
    """
    agreed = unit_price * quantity
    if not tax_included:
        return PricedLine(quantity, agreed, tax_on(agreed, tax_rate_bp))
    net = Money(share(agreed.fen, WHOLE_BP, WHOLE_BP + tax_rate_bp))
    return PricedLine(quantity, net, agreed - net)


def tax_on(net: Money, rate_bp: int) -> Money:
    """The VAT on one line, rounded half up (C-08)."""
    return Money(share(net.fen, rate_bp, WHOLE_BP))


@dataclass(frozen=True, slots=True)
class Total:
    """The foot of a bill: the sums of its lines, so that tax is rounded by the line and nowhere else (C-08)."""

    net: Money
    tax: Money
    loss: Money

    @property
    def gross(self) -> Money:
        """What is to be paid."""
        return self.net + self.tax


def total(lines: Iterable[PricedLine]) -> Total:
    """The sums of ``lines``."""
    kept = list(lines)
    return Total(
        sum((line.net for line in kept), _NOTHING),
        sum((line.tax for line in kept), _NOTHING),
        sum((line.loss for line in kept), _NOTHING),
    )
