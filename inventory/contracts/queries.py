"""Contracts as they are chosen and listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.choices import Choice
from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.paging import Condition, Listing
from inventory.policies.words import Named
from inventory.search import LAST, by_name
from inventory.values.codes import normalise
from inventory.work import Context
from models import connect
from models.contracts import LotState
from models.policies import AnchorEvent


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract with a customer, and what it says itself of its promise."""

    id: int
    version: int
    number: str
    customer_id: int
    customer: str
    title: str
    signed_on: date | None
    accepted_on: date | None
    remark: str
    branch_id: int | None
    service_agreement_no: str
    policy_version_id: int | None
    policy_profile_id: int | None
    warranty_months: int | None
    anchor_event: AnchorEvent | None
    project_promise: bool


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract in the list. ``policy`` None: the house's terms. ``lots``: deliveries under way."""

    id: int
    version: int
    number: str
    title: str
    customer_id: int
    customer: str
    signed_on: date | None
    accepted_on: date | None
    policy_code: str
    policy: Named | None
    policy_number: int | None
    units: int
    accepted_units: int
    lots: int

    @property
    def waiting_units(self) -> int:
        """Units that nobody has accepted yet."""
        return self.units - self.accepted_units


def pick(customer_id: int, text: str = "", limit: int = 8) -> list[Choice]:
    """The contracts of a customer whose number begins with ``text``, the latest numbers first."""
    norm = normalise(text)
    found = connect.rows(
        "SELECT id, number, title FROM contract WHERE customer_id = ? AND number_norm >= ? AND number_norm < ? "
        "ORDER BY number_norm DESC LIMIT ?",
        (customer_id, norm, norm + LAST, limit),
    )
    return [Choice(*row) for row in found]


def contract(ctx: Context, contract_id: int) -> ContractRow:
    """One contract. Raises NotFound."""
    found = connect.rows(
        "SELECT k.id, k.version, k.number, k.customer_id, c.name, k.title, k.signed_on, k.accepted_on, k.remark, "
        "k.branch_id, k.service_agreement_no, k.policy_version_id, v.profile_id, k.warranty_months, k.anchor_event, "
        "k.project_promise FROM contract k JOIN customer c ON c.id = k.customer_id "
        "LEFT JOIN policy_version v ON v.id = k.policy_version_id WHERE k.id = ?",
        (contract_id,),
    )
    if not found:
        raise NotFound(N_("This contract is no longer there. Refresh the page to see what is."))
    row = found[0]
    anchor = None if row[14] is None else AnchorEvent(row[14])
    return ContractRow(*[*row[:6], connect.as_day(row[6]), connect.as_day(row[7]), *row[8:14], anchor, bool(row[15])])


def _line(
    contract_id: int, version: int, number: str, title: str, customer_id: int, customer: str, signed: Any,
    accepted: Any, code: str | None, name_zh: str | None, name_en: str | None, policy_number: int | None, units: int,
    accepted_units: int, lots: int,
) -> ContractLine:  # fmt: skip
    policy = None if name_zh is None else Named(name_zh, name_en or "")
    return ContractLine(
        contract_id, version, number, title, customer_id, customer, connect.as_day(signed), connect.as_day(accepted),
        code or "", policy, policy_number, units, accepted_units, lots,
    )  # fmt: skip


def _by_text(text: str) -> Condition:
    """The beginning of the number, or any inner part of the customer's name."""
    norm = normalise(text)
    if not norm:
        return Condition("1 = 1")
    customer = by_name(text)
    return Condition(
        "contract.id IN (SELECT contract.id FROM contract WHERE number_norm >= ? AND number_norm < ? "
        "UNION ALL SELECT contract.id FROM contract WHERE customer_id IN "
        f"(SELECT customer.id FROM customer WHERE {customer.sql}))",
        (norm, norm + LAST, *customer.values),
    )


def _by_policy(profile_id: int | None) -> Condition:
    if profile_id is None:
        return Condition("contract.policy_version_id IS NULL")
    return Condition(
        "contract.policy_version_id IN (SELECT id FROM policy_version WHERE profile_id = ?)", (profile_id,)
    )


_ABSENT: Final = {"missing": "IS NULL", "there": "IS NOT NULL"}
_UNDER_WAY: Final = ", ".join(
    f"'{state}'" for state in LotState if state not in (LotState.ACCEPTED, LotState.CANCELLED)
)
_FILTERS: Final[Mapping[str, Callable[[Any], Condition]]] = {
    "text": _by_text,
    "customer": lambda customer_id: Condition("contract.customer_id = ?", (customer_id,)),
    "policy": _by_policy,
    "version": lambda version_id: Condition("contract.policy_version_id = ?", (version_id,)),
    "accepted": lambda accepted: Condition(f"contract.accepted_on {_ABSENT[accepted]}"),
    "lot": lambda state: Condition(
        "contract.id IN (SELECT contract_id FROM delivery_lot WHERE state = ?)", (LotState(state).value,)
    ),
    "units": lambda accepted: Condition(
        f"EXISTS (SELECT 1 FROM asset WHERE asset.contract_id = contract.id AND asset.accepted_on {_ABSENT[accepted]})"
    ),
}

LISTING: Final[Listing[ContractLine]] = Listing(
    table="contract",
    source=(
        "contract JOIN customer ON customer.id = contract.customer_id "
        "LEFT JOIN policy_version ON policy_version.id = contract.policy_version_id "
        "LEFT JOIN policy_profile ON policy_profile.id = policy_version.profile_id"
    ),
    columns=(
        "contract.version, contract.number, contract.title, contract.customer_id, customer.name, contract.signed_on, "
        "contract.accepted_on, policy_profile.code, policy_profile.name_zh, policy_profile.name_en, "
        "policy_version.number, (SELECT count(*) FROM asset WHERE asset.contract_id = contract.id), "
        "(SELECT count(asset.accepted_on) FROM asset WHERE asset.contract_id = contract.id), "
        "(SELECT count(*) FROM delivery_lot WHERE delivery_lot.contract_id = contract.id "
        f"AND delivery_lot.state IN ({_UNDER_WAY}))"
    ),
    row=_line,
    sorts={
        "number": "contract.number_norm",
        "signed_on": "contract.signed_on",
        "accepted_on": "contract.accepted_on",
        "id": "contract.id",
    },
    filters=_FILTERS,
    gaps=frozenset({"signed_on", "accepted_on"}),
)
"""The contracts.

Filters: text, customer, policy (profile; None: the house's terms), version (of a policy), accepted ("missing",
"there"), lot (a state: contracts with a delivery that is so far), units ("missing", "there": contracts with units that
have, or lack, an acceptance).
"""
