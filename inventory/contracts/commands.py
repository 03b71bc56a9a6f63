"""Contracts are added and corrected here: number, customer, dates, and the policy that says what they promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from inventory.contracts import rules
from inventory.contracts.versions import chosen_version
from inventory.cover import keeping
from inventory.cover.override import check_override
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.naming import line
from inventory.policies.versions import freeze
from inventory.work import Context, Work, command, needs
from models.access import Right
from models.contracts import Contract
from models.customers import Customer
from models.organisation import Branch
from models.policies import AnchorEvent, PolicyVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractTerms:
    """What a contract promises. ``policy_profile_id``: the policy it is made by, None for the house's terms.

    ``warranty_months`` and ``anchor_event`` are what the contract itself says; None: as the policy says.
    ``project_promise``: it names a promise of its own for the project (S3).
    """

    policy_profile_id: int | None = None
    warranty_months: int | None = None
    anchor_event: AnchorEvent | None = None
    project_promise: bool = False
    branch_id: int | None = None
    service_agreement_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFields:
    """What a person enters of a contract.

    ``terms`` None: those of the house, and in a correction those that it has. ``reason``: why, where a correction
    changes what was promised.
    """

    number: str
    customer_id: int
    title: str = ""
    signed_on: date | None = None
    accepted_on: date | None = None
    remark: str = ""
    terms: ContractTerms | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AddContract(ContractFields):
    """A contract that is not there yet."""


@dataclass(frozen=True, slots=True)
class EditContract(ContractFields):
    """All fields of a contract as they should be now."""

    contract_id: int
    seen_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UseVersion:
    """The contract goes by this version of a policy from now on, such as a newer one; None: by the house's terms."""

    contract_id: int
    seen_version: int
    policy_version_id: int | None
    reason: str = ""


@command
@needs(Right.EDIT_CONTRACTS)
def add(ctx: Context, contract: AddContract) -> int:
    """Add a contract and return its id. Raises RuleBroken where the number is known (``values["existing"]``).

    It takes the version of its policy that was valid on the day of its signature, or else is today, and that version
    is frozen.
    """
    values, terms = _values(ctx, contract), contract.terms or ContractTerms()
    with ctx.work() as work:
        _check_new(contract.customer_id, values["number_norm"])
        version = _version(work, terms.policy_profile_id, contract.signed_on)
        row = work.create(Contract, **values, **_terms(terms), policy_version=version)
    return int(row.id)


@command
@needs(Right.EDIT_CONTRACTS)
def edit(ctx: Context, contract: EditContract) -> int:
    """Correct a contract and return its id. With units under it, it stays with its customer.

    It keeps its version of the policy unless another policy is chosen (``use_version`` takes a newer version of the
    same). What its units are promised is reckoned anew; cases that were decided otherwise are listed for review and
    left as they are (INV-09). An acceptance that units rest on is only corrected with a second person; what else moves
    the cover of accepted units needs the right to approve, and a reason (rules.md 3.6).
    """
    values = _values(ctx, contract)
    with ctx.work(contract.reason) as work:
        row: Any = work.lock(Contract, contract.contract_id)
        work.check_seen(row, contract.seen_version)
        _check_new(contract.customer_id, values["number_norm"], except_for=row.id)
        units = keeping.of_contract(row.id)
        if units and row.customer_id != contract.customer_id:
            raise RuleBroken(
                N_("Units stand under this contract, so it stays with its customer. Move the units first.")
            )
        in_force = row.accepted_on
        before = _promise(row)
        if contract.terms is not None:
            values |= _terms(contract.terms)
            if contract.terms.policy_profile_id != _profile(row.policy_version_id):
                values["policy_version"] = _version(work, contract.terms.policy_profile_id, contract.signed_on)
        work.change(row, **values)
        if _promise(row) != before:
            differing = keeping.reckon(work, units)
            if in_force not in (None, contract.accepted_on) and differing:
                raise _rests_on(in_force)
            check_override(work, differing)
    return contract.contract_id


@command
@needs(Right.EDIT_CONTRACTS)
def use_version(ctx: Context, chosen: UseVersion) -> int:
    """Put a contract under another version of a policy and return the contract's id.

    Its units are reckoned anew; cases that were decided otherwise are listed for review and left as they are. Where
    the cover of accepted units moves, it needs the right to approve, and a reason (rules.md 3.6).
    """
    with ctx.work(chosen.reason) as work:
        row: Any = work.lock(Contract, chosen.contract_id)
        work.check_seen(row, chosen.seen_version)
        if chosen.policy_version_id is not None:
            freeze(work, chosen.policy_version_id)
        if row.policy_version_id != chosen.policy_version_id:
            work.change(row, policy_version=chosen.policy_version_id)
            check_override(work, keeping.reckon(work, keeping.of_contract(row.id)))
    return chosen.contract_id


def _values(ctx: Context, contract: ContractFields) -> dict[str, Any]:
    typed, compared = rules.check_number(contract.number)
    rules.check_dates(contract.signed_on, contract.accepted_on, ctx.clock.today())
    return {
        "number": typed,
        "number_norm": compared,
        "customer": contract.customer_id,
        "title": line(contract.title),
        "signed_on": contract.signed_on,
        "accepted_on": contract.accepted_on,
        "remark": contract.remark.strip(),
    }


def _terms(terms: ContractTerms) -> dict[str, Any]:
    rules.check_months(terms.warranty_months)
    if terms.branch_id is not None and not Branch.select().where(Branch.id == terms.branch_id).exists():
        raise InvalidInput(N_("This choice is no longer there. Choose again."), field="branch_id")
    return {
        "branch": terms.branch_id,
        "service_agreement_no": line(terms.service_agreement_no),
        "warranty_months": terms.warranty_months,
        "anchor_event": terms.anchor_event,
        "project_promise": terms.project_promise,
    }


def _version(work: Work, profile_id: int | None, signed_on: date | None) -> int | None:
    """The version that a contract takes, frozen; None for the house's terms."""
    if profile_id is None:
        return None
    version = chosen_version(profile_id, signed_on or work.ctx.clock.today())
    freeze(work, version)
    return version


def _profile(version_id: int | None) -> int | None:
    if version_id is None:
        return None
    row: Any = PolicyVersion.get_by_id(version_id)
    return int(row.profile_id)


def _rests_on(accepted_on: date) -> RuleBroken:
    """The cover of units counts from this day: correcting it needs a second person (rules.md 3.6)."""
    return RuleBroken(
        N_(
            "The cover of units counts from the acceptance on {day}. Ask for a correction of it; another person "
            "approves it."
        ),
        day=accepted_on,
    )


def _promise(row: Any) -> tuple[Any, ...]:
    """What the cover of the contract's units rests on."""
    return row.policy_version_id, row.warranty_months, row.anchor_event, row.accepted_on


def _check_new(customer_id: int, compared: str, except_for: int = 0) -> None:
    """The friendly answer; the index ``contract_number`` gives the guarantee."""
    if not Customer.select().where(Customer.id == customer_id).exists():
        raise InvalidInput(N_("Choose the customer of the contract."), field="customer_id")
    there = (
        Contract.select(Contract, Customer.name)
        .join(Customer)
        .where(Contract.number_norm == compared)
        .first()
    )  # fmt: skip
    if there is not None and there.id != except_for:
        raise RuleBroken(
            N_("The contract {number} with {customer} is already there. Choose it from the list."),
            number=there.number,
            customer=there.customer.name,
            existing=there.id,
        )
