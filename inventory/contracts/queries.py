"""Contracts as they are chosen and read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inventory.choices import Choice
from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.search import LAST
from inventory.values.codes import normalise
from inventory.work import Context
from models import connect


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract with a customer."""

    id: int
    version: int
    number: str
    customer_id: int
    customer: str
    title: str
    signed_on: date | None
    accepted_on: date | None
    remark: str


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
        "SELECT k.id, k.version, k.number, k.customer_id, c.name, k.title, k.signed_on, k.accepted_on, k.remark "
        "FROM contract k JOIN customer c ON c.id = k.customer_id WHERE k.id = ?",
        (contract_id,),
    )
    if not found:
        raise NotFound(N_("This contract is no longer there. Refresh the page to see what is."))
    row = found[0]
    return ContractRow(*[*row[:6], connect.as_day(row[6]), connect.as_day(row[7]), row[8]])
