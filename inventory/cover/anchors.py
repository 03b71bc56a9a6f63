"""From which day the months of a promise count (``warranty.anchor_event``, rules.md C-01)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from inventory.cover.facts import UnitDays, UnitFacts
from models.policies import AnchorEvent

_OF_CONTRACT: Final = frozenset(
    {AnchorEvent.CONTRACT_ACCEPTED, AnchorEvent.PROJECT_ACCEPTED, AnchorEvent.PROJECT_SIGNED}
)
"""Events that happen once for all units of a contract."""
_SIGNED: Final = frozenset({AnchorEvent.EQUIPMENT_SIGNED, AnchorEvent.PROJECT_SIGNED})
"""The later of the completion and the signature counts."""
_FIELD: Final[Mapping[AnchorEvent, str]] = {
    AnchorEvent.INSTALLED: "installed_on",
    AnchorEvent.DELIVERED: "delivered_on",
    AnchorEvent.INVOICED: "sold_on",
    AnchorEvent.EX_WORKS: "ex_works_on",
}


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day of an event, None until it has happened. ``of_contract``: recorded there, not on the unit."""

    event: AnchorEvent
    day: date | None
    of_contract: bool = False


def anchor_of(facts: UnitFacts) -> Anchor:
    """Where our own months count from: as the contract says, else its policy, else the unit's signed acceptance.

    Under the house terms the acceptance of the unit itself decides, since no contract promised anything else.
    """
    event = facts.policy.terms.anchor_event or AnchorEvent.EQUIPMENT_SIGNED
    if facts.policy.is_house and event in _OF_CONTRACT:
        event = AnchorEvent.EQUIPMENT_SIGNED
    if facts.contract is not None and facts.contract.anchor is not None:
        event = facts.contract.anchor
    return event_day(event, facts.days, facts.contract.accepted_on if facts.contract else None)


def event_day(event: AnchorEvent, days: UnitDays, contract_accepted_on: date | None) -> Anchor:
    """The day of ``event`` for a unit with these ``days``.

    An acceptance of the contract or the project holds for all its units; where it has none, that of the unit does.
    """
    if event in _FIELD:
        return Anchor(event, getattr(days, _FIELD[event]))
    of_contract = event in _OF_CONTRACT and contract_accepted_on is not None
    signed = contract_accepted_on if of_contract else days.accepted_on
    if signed is not None and event in _SIGNED and days.completed_on is not None and days.completed_on > signed:
        return Anchor(event, days.completed_on)
    return Anchor(event, signed, of_contract)
