"""The policies that a register names for its contracts: one for each contract, and none that it has is replaced."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from inventory.access.rights import anybody
from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.imports.deals import Deals
from inventory.imports.ledger import Ledger, listed
from inventory.imports.lookups import Deal
from inventory.imports.notes import Verdict
from inventory.imports.policies import Policies, Profile
from inventory.imports.promised import Governed
from models import connect

if TYPE_CHECKING:
    from inventory.imports.units import Unit


@dataclass(slots=True)
class _Said:
    """What the first row of a contract says. ``version_id`` None: the house's own terms."""

    deal: Deal
    profile: Profile
    version_id: int | None
    row: int
    units: list[Unit] = field(default_factory=list)


class Governing:
    """Judges the policy of rows; ``allowed``: whether the person may edit contracts."""

    def __init__(self, policies: Policies, deals: Deals, ledger: Ledger, today: date, *, allowed: bool) -> None:
        self._policies = policies
        self._deals = deals
        self._ledger = ledger
        self._today = today
        self._allowed = allowed
        self._said: dict[int, _Said] = {}
        self._running: dict[int, bool] = {}

    def judge(self, unit: Unit) -> None:
        """Judge what a row says of the policy of its contract."""
        ledger, line, text, deal = self._ledger, unit.line, unit.record.policy, unit.deal
        if text is None:
            return
        profile = self._policies.named(text)
        if profile is None:
            ledger.refuse(
                line,
                "policy",
                N_("“{policy}” is no policy of this depot. Write the code of one of these: {codes}."),
                policy=text,
                codes=listed(self._policies.codes),
            )
        elif deal is None:
            if not profile.is_house:
                ledger.warn(
                    line,
                    "policy",
                    N_(
                        "A policy belongs to a contract, and this row names none, so {policy} is not taken over. Write "
                        "the contract in this row."
                    ),
                    policy=profile.code,
                )
        elif not self._allowed and not profile.is_house:
            ledger.warn(
                line,
                "policy",
                N_("Only somebody who may edit contracts brings in a policy; {policy} is not taken over."),
                policy=profile.code,
            )
        else:
            self._of_contract(unit, deal, profile)

    def _of_contract(self, unit: Unit, deal: Deal, profile: Profile) -> None:
        ledger, line, known = self._ledger, unit.line, self._deals.known(deal)
        if known is not None and known.policy_version_id is not None:
            there = self._policies.profile_of(known.policy_version_id)
            if there != profile:
                ledger.refuse(
                    line,
                    "policy",
                    N_(
                        "The contract {number} goes by {old}, and this row says {new}. Correct the row, or choose the "
                        "policy on the contract's card."
                    ),
                    number=deal.number,
                    old=there.code,
                    new=profile.code,
                )
            return
        if not profile.is_house and known is not None and self._runs(known.id):
            ledger.warn(
                line,
                "policy",
                N_(
                    "Accepted units stand under the contract {number}, and a policy would move their cover: a manager "
                    "chooses it on the contract's card, with a reason. {policy} is not taken over."
                ),
                number=deal.number,
                policy=profile.code,
            )
            return
        said = self._said.get(id(deal))
        if said is None:
            signed_on = known.signed_on if known is not None else None
            try:
                version = None if profile.is_house else self._policies.chosen(profile, signed_on or self._today)
            except InvalidInput as error:
                ledger.refuse_error(line, "policy", error)
                return
            said = self._said[id(deal)] = _Said(deal, profile, version, line.row)
        elif said.profile != profile:
            ledger.refuse(
                line,
                "policy",
                N_(
                    "Row {row} puts the contract {number} under {old}, and this row under {new}. A contract has one "
                    "policy: correct one of the rows."
                ),
                row=said.row,
                number=deal.number,
                old=said.profile.code,
                new=profile.code,
            )
            return
        said.units.append(unit)

    def _runs(self, contract_id: int) -> bool:
        """Whether accepted units of the depot stand under it, where people work who stand in for each other."""
        if contract_id not in self._running:
            sql = "SELECT 1 FROM asset WHERE contract_id = ? AND accepted_on IS NOT NULL LIMIT 1"
            self._running[contract_id] = anybody() and bool(connect.rows(sql, (contract_id,)))
        return self._running[contract_id]

    def version(self, deal: Deal) -> int | None:
        """The version that a contract goes by once the book is taken in; None: the house's terms."""
        known = self._deals.known(deal)
        if known is not None and known.policy_version_id is not None:
            return known.policy_version_id
        said = self._said.get(id(deal))
        return said.version_id if said is not None else None

    def settle(self) -> list[Governed]:
        """The contracts that take a policy, as long as a row that says so is taken."""
        found = []
        for said in self._said.values():
            units = [unit for unit in said.units if unit.line.verdict is not Verdict.REFUSED]
            if said.version_id is None or not units:
                continue
            known, deal = self._deals.known(said.deal), said.deal
            seen = None if known is None else known.version
            found.append(Governed(deal, said.profile.code, said.version_id, len(units), seen))
            if known is None:
                deal.policy_version_id = said.version_id
                continue
            first = next((unit for unit in units if unit.line.verdict is not Verdict.ALREADY_THERE), units[0])
            self._ledger.changes(first.line, "policy", None, said.profile.code)
            if first.line.verdict is Verdict.ALREADY_THERE:
                first.line.verdict = Verdict.CHANGED
        return found
