"""The words of a price: what is charged, and on what ground (rules.md C-08)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from inventory.i18n import N_, Message
from inventory.pricing.charges import Charge, LineKind, PriceRule

KINDS: Final[Mapping[LineKind, Message]] = {
    LineKind.SPARE_UNIT: Message(N_("Spare unit")),
    LineKind.SPARE_PART: Message(N_("Spare part")),
    LineKind.FITTING: Message(N_("Fitting")),
    LineKind.TOOL: Message(N_("Special tool")),
    LineKind.CONSUMABLE: Message(N_("Consumable")),
    LineKind.LABOUR: Message(N_("Labour")),
    LineKind.TRAVEL: Message(N_("Travel")),
    LineKind.SOFTWARE_UPGRADE: Message(N_("Software upgrade")),
    LineKind.HARDWARE_UPGRADE: Message(N_("Hardware upgrade")),
    LineKind.LOANER: Message(N_("Loaner unit")),
}

GROUND: Final[Mapping[PriceRule, Message]] = {
    PriceRule.FREE: Message(N_("Free of charge")),
    PriceRule.COST: Message(N_("At cost price")),
    PriceRule.LIST: Message(N_("At the list price")),
    PriceRule.CONTRACT: Message(N_("At the rate of the contract")),
    PriceRule.NEGOTIATED: Message(N_("By agreement with the customer")),
    PriceRule.NOT_SUPPLIED: Message(N_("Not supplied on these terms")),
    PriceRule.UNDECIDED: Message(N_("Open until it is settled who caused the damage")),
}

_CAPPED: Final[Mapping[PriceRule, Message]] = {
    PriceRule.COST: Message(N_("At cost price, not above the initial price")),
    PriceRule.LIST: Message(N_("At the list price, not above the initial price")),
    PriceRule.CONTRACT: Message(N_("At the rate of the contract, not above the initial price")),
    PriceRule.NEGOTIATED: Message(N_("By agreement with the customer, not above the initial price")),
}


def ground(charge: Charge) -> Message:
    """What a bill and a card say beside the price."""
    return _CAPPED[charge.rule] if charge.capped else GROUND[charge.rule]
