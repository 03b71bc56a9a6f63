"""What the contracts of the depot say of the cover themselves, asked once for all that a book names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from inventory.cover.facts import ContractFacts
from inventory.imports.lookups import Deal, found_in
from inventory.jobs import Progress
from models import connect
from models.policies import AnchorEvent

_DEALS: Final = (
    "SELECT id, version, policy_version_id, warranty_months, anchor_event, accepted_on, signed_on FROM contract "
    "WHERE id IN ({})"
)


@dataclass(frozen=True, slots=True)
class KnownDeal:
    """A contract of the depot."""

    id: int
    version: int
    policy_version_id: int | None
    months: int | None
    anchor: AnchorEvent | None
    accepted_on: date | None
    signed_on: date | None


class Deals:
    """The contracts that the rows of a book stand under."""

    def __init__(self) -> None:
        self._known: dict[int, KnownDeal] = {}

    def load(self, deals: Iterable[Deal | None], progress: Progress) -> None:
        """Ask the depot once for all of them."""
        wanted = {deal.id for deal in deals if deal is not None and deal.id is not None}
        for row_id, version, policy, months, anchor, accepted, signed in found_in(_DEALS, sorted(wanted), progress):
            event = None if anchor is None else AnchorEvent(anchor)
            self._known[row_id] = KnownDeal(
                row_id, version, policy, months, event, connect.as_day(accepted), connect.as_day(signed)
            )

    def known(self, deal: Deal) -> KnownDeal | None:
        """The contract as it is in the depot; None where the book brings it along."""
        return None if deal.id is None else self._known.get(deal.id)

    def facts(self, deal: Deal, version_id: int | None) -> ContractFacts:
        """The contract as the cover of its units rests on it, under this version of a policy."""
        known = self.known(deal)
        if known is None:
            return ContractFacts(0, deal.number, has_policy=version_id is not None)
        return ContractFacts(
            known.id, deal.number, known.months, known.anchor, known.accepted_on, version_id is not None
        )
