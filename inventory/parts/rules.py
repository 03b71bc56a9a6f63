"""What a part costs the customer of a unit today: by the policy's charge matrix and its ceiling (rules.md C-08)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from inventory.cover.rules import Cover, CoverStatus
from inventory.i18n import N_, Message
from inventory.policies.terms import SparesDuty, Terms
from inventory.pricing.charges import LineKind, PriceRule, charge
from inventory.pricing.cost import Cost, CostSource
from inventory.pricing.rules import capped_net_price, net_of
from inventory.values.money import Money
from models.cases import UserDamage
from models.parts import PartKind

__all__ = ["InitialPrice", "Price", "Standing", "initial_price", "price_today", "spares_owed"]

Price = tuple[Money | None, Message]
"""One piece without tax, and the rule in words; None where there is no amount to say."""

_FREE: Final = {
    CoverStatus.PRE_ACCEPTANCE: N_("Free: the unit is not accepted yet."),
    CoverStatus.IN_WARRANTY: N_("Free: the unit is in warranty."),
    CoverStatus.EXTENDED: N_("Free: the unit is in extended warranty."),
}
_UNSAID: Final = N_("No warranty term is recorded for the unit; enter it first. If it is out of warranty: {rule}")
_NOT_BY_LEDGER: Final = {
    CostSource.NONE_THERE: N_("At cost price, by its usual cost: none is in stock."),
    CostSource.NOT_VALUED: N_("At cost price, by its usual cost: its stock has no value yet."),
}


@dataclass(frozen=True, slots=True)
class InitialPrice:
    """The price of one piece as a price list has it (R-101), with its own tax or without."""

    amount: Money
    tax_included: bool = False
    tax_rate_bp: int = 0

    @property
    def net(self) -> Money:
        """Without tax, never above what the list says with it (INV-11)."""
        return Money(net_of(self.amount.fen, self.tax_rate_bp)) if self.tax_included else self.amount


def initial_price(
    own: int | None, agreed: int | None, tax_included: bool | None, tax_rate_bp: int | None
) -> InitialPrice | None:
    """What the price list of the contract agreed for a part, else the part's ``own`` initial price without tax."""
    if agreed is not None:
        return InitialPrice(Money(agreed), bool(tax_included), tax_rate_bp or 0)
    return None if own is None else InitialPrice(Money(own))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a unit stands today, as far as prices ask.

    ``parts_covered``: a maintenance contract that covers it today covers parts, too; ``spares_owed``: the obligation
    for spares still runs (C-06).
    """

    cover: Cover
    terms: Terms
    parts_covered: bool = True
    spares_owed: bool = False

    @property
    def status(self) -> CoverStatus:
        """The cover as it counts for parts: what a maintenance contract leaves out is charged (C-08)."""
        if self.cover.status is CoverStatus.EXTENDED and not self.parts_covered:
            return CoverStatus.POST_WARRANTY
        return self.cover.status


def spares_owed(terms: Terms, *, runs: bool) -> bool:
    """Whether spares are owed; ``runs``: the reckoned last day of the obligation is not over (C-06, R-102)."""
    return runs or terms.spares_duty in (SparesDuty.LONG_TERM, SparesDuty.LIFETIME)


def price_today(
    kind: PartKind, standing: Standing, cost: Cost | None, initial: InitialPrice | None, listed: Money | None = None
) -> Price:
    """The price of one piece without tax for a fault that is ours, and the rule in words.

    ``cost``: of one piece, None where nobody knows it; ``initial`` the price of the contract's list; ``listed`` our own
    list price, without which the initial one stands. Compared on the same tax basis; what the cost exceeds the ceiling
    is our loss (INV-11).
    """
    price, rule = _price(kind, standing, cost, initial, listed)
    if standing.cover.term_missing and kind is not PartKind.TOOL:
        return price, Message(_UNSAID, {"rule": rule})
    return price, rule


def _price(
    kind: PartKind, standing: Standing, cost: Cost | None, initial: InitialPrice | None, listed: Money | None
) -> Price:
    asked = charge(
        LineKind(kind.value), standing.status, UserDamage.NO, standing.terms.charges, spares_owed=standing.spares_owed
    )
    ceiling = initial if asked.capped else None
    if asked.rule is PriceRule.FREE:
        return Money(0), _free(kind, standing)
    if asked.rule is PriceRule.LIST:
        return _listed(listed if listed is not None or initial is None else initial.net, ceiling)
    if asked.rule is PriceRule.NEGOTIATED:
        return _negotiated(ceiling)
    return _at_cost(standing, cost, ceiling)


def _free(kind: PartKind, standing: Standing) -> Message:
    if kind is PartKind.TOOL:
        return Message(N_("Free to use for our work; the tool stays ours."))
    return Message(_FREE[standing.status])


def _listed(listed: Money | None, ceiling: InitialPrice | None) -> Price:
    if listed is None:
        return None, Message(N_("At the list price, but none is recorded for this part. Enter it first."))
    if ceiling is not None and ceiling.net < listed:
        return _at_ceiling(ceiling.net)
    return listed, Message(N_("At the list price: the warranty is over."))


def _negotiated(ceiling: InitialPrice | None) -> Price:
    if ceiling is None:
        return None, Message(N_("By agreement with the customer."))
    return None, Message(
        N_("By agreement with the customer, not above the initial price, {price}."), {"price": ceiling.net}
    )


def _at_cost(standing: Standing, cost: Cost | None, ceiling: InitialPrice | None) -> Price:
    if cost is None:
        return None, Message(N_("At cost price, but no cost is recorded for this part. Enter it first."))
    if ceiling is not None:
        capped = capped_net_price(
            cost.amount.fen, ceiling.amount.fen, cap_includes_tax=ceiling.tax_included, tax_rate_bp=ceiling.tax_rate_bp
        )
        if capped < cost.amount.fen:
            return _at_ceiling(Money(capped))
    if cost.source is not CostSource.LEDGER:
        return cost.amount, Message(_NOT_BY_LEDGER[cost.source])
    if standing.cover.status is CoverStatus.EXTENDED:
        return cost.amount, Message(N_("At cost price: the maintenance contract does not cover parts."))
    return cost.amount, Message(N_("At cost price: the warranty is over."))


def _at_ceiling(price: Money) -> Price:
    return price, Message(N_("Not above the initial price of the contract, {price}."), {"price": price})
