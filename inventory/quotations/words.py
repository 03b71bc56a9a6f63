"""A price of a quotation in words: its rule, its ceiling, and where that ceiling stands (C-08, documents.md 4.10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from inventory.i18n import N_, Message, _
from inventory.pricing.cost import CostSource
from inventory.quotations.agreed import Agreed, Listed
from inventory.values.money import Money

_NOT_BY_LEDGER: Final[Mapping[CostSource, Message]] = {
    CostSource.NONE_THERE: Message(
        N_("Its usual cost is quoted, because none is in stock. What is billed is its cost on the day of issue.")
    ),
    CostSource.NOT_VALUED: Message(
        N_("Its usual cost is quoted, because its stock has no value yet. Correct that value before it is billed.")
    ),
}


class Ruled(Protocol):
    """A line with its rule: ``cap_net`` where a ceiling holds, ``listed`` where the price list was named."""

    @property
    def rule(self) -> Message | None:
        """On what ground it is priced."""
        ...

    @property
    def cap_net(self) -> Money | None:
        """The ceiling of one without tax."""
        ...

    @property
    def listed(self) -> Listed | None:
        """The line of the contract's price list that a service is held to."""
        ...


def rule_words(line: Ruled) -> str:
    """What a card, a form and the customer's workbook say beside a price."""
    if line.rule is None:
        return ""
    price = "" if line.cap_net is None else f"¥{line.cap_net}"
    if line.listed is None:
        return _("{rule} ({price})").format(rule=line.rule, price=price) if price else str(line.rule)
    place = {"name": line.listed.name, "number": line.listed.contract_no}
    if price:
        return _("{rule} ({price}: “{name}”, contract {number})").format(rule=line.rule, price=price, **place)
    return _("{rule} (“{name}”, contract {number})").format(rule=line.rule, **place)


def ceiling_words(listed: Agreed) -> str:
    """A line of the price list as a ceiling: what was agreed, and without tax where that is another amount."""
    net = listed.price.net
    if listed.price.tax_included:
        text = _("Contract {number}: ¥{gross} with tax, ¥{net} without")
        return text.format(number=listed.contract_no, gross=listed.price.amount, net=net)
    return _("Contract {number}: ¥{net} without tax").format(number=listed.contract_no, net=net)


def cost_words(source: CostSource | None) -> Message | None:
    """What we should know of a cost price that the ledger does not say; None where it does."""
    return None if source is None else _NOT_BY_LEDGER.get(source)
