"""What the page of a contract shows, and which tables it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from inventory.contracts.card import ContractCard, card
from inventory.policies.queries import VersionCard, house_version, version
from inventory.work import Context
from ui.contracts import changes
from ui.contracts.changes import Changed

BELONGS: Final = frozenset({
    "contract_line", "delivery_lot", "lot_unit", "lot_check", "asset", "extension_contract", "extension_unit",
    "attachment", "policy_version",
})  # fmt: skip
"""Tables whose changes may show on this page."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the page shows, fetched in one go in the read lane."""

    card: ContractCard
    policy: VersionCard
    changes: list[Changed]


def load(ctx: Context, contract_id: int) -> Loaded:
    """A contract with what its policy says and its change record. Asks the database."""
    found = card(ctx, contract_id)
    policy = house_version(ctx) if found.policy is None else version(ctx, found.policy.version_id)
    return Loaded(found, policy, changes.record(found))
