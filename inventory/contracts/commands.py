"""Contracts are added and corrected here: their number, their customer and their dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from inventory.contracts import rules
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.naming import line
from inventory.work import Context, command
from models.assets import Asset
from models.contracts import Contract
from models.customers import Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFields:
    """What a person enters of a contract."""

    number: str
    customer_id: int
    title: str = ""
    signed_on: date | None = None
    accepted_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AddContract(ContractFields):
    """A contract that is not there yet."""


@dataclass(frozen=True, slots=True)
class EditContract(ContractFields):
    """All fields of a contract as they should be now."""

    contract_id: int
    seen_version: int


@command
def add(ctx: Context, contract: AddContract) -> int:
    """Add a contract and return its id. Raises RuleBroken where the number is known (``values["existing"]``)."""
    values = _values(ctx, contract)
    with ctx.work() as work:
        _check_new(contract.customer_id, values["number_norm"])
        row = work.create(Contract, **values)
    return int(row.id)


@command
def edit(ctx: Context, contract: EditContract) -> int:
    """Correct a contract and return its id. With units under it, it stays with its customer."""
    values = _values(ctx, contract)
    with ctx.work() as work:
        row: Any = work.lock(Contract, contract.contract_id)
        work.check_seen(row, contract.seen_version)
        _check_new(contract.customer_id, values["number_norm"], except_for=row.id)
        moves = row.customer_id != contract.customer_id
        if moves and Asset.select().where(Asset.contract == row.id).exists():
            raise RuleBroken(
                N_("Units stand under this contract, so it stays with its customer. Move the units first.")
            )
        work.change(row, **values)
    return contract.contract_id


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
