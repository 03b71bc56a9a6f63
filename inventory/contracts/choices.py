"""What the form of a contract offers to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from inventory.choices import Choice
from inventory.paging import Sort
from inventory.parts.queries import LISTING as PARTS
from inventory.policies import HOUSE
from inventory.policies.words import Named
from inventory.values.codes import normalise
from inventory.work import Context
from models import connect


@dataclass(frozen=True, slots=True)
class PolicyChoice:
    """A policy that a contract may be made by."""

    profile_id: int
    code: str
    name: Named


@dataclass(frozen=True, slots=True)
class FormChoices:
    """The policies but the house's own terms, by code, and our branches, by name."""

    policies: tuple[PolicyChoice, ...]
    branches: tuple[Choice, ...]


def form_choices(ctx: Context) -> FormChoices:
    """What a contract may name. Needs an open connection."""
    policies = connect.rows(
        "SELECT id, code, name_zh, name_en FROM policy_profile WHERE code <> ? ORDER BY code", (HOUSE,)
    )
    branches = connect.rows("SELECT id, name FROM branch ORDER BY name")
    return FormChoices(
        tuple(PolicyChoice(row[0], row[1], Named(row[2], row[3])) for row in policies),
        tuple(Choice(*row) for row in branches),
    )


def pick_policies(text: str, limit: int = 12) -> list[Choice]:
    """The policies whose code begins with ``text``, or whose name has it; there are few of them."""
    norm = normalise(text)
    found = connect.rows(
        "SELECT id, code, name_zh, name_en FROM policy_profile WHERE code <> ? ORDER BY code", (HOUSE,)
    )
    return [
        Choice(row[0], row[1], str(Named(row[2], row[3])))
        for row in found
        if any(norm in normalise(word) for word in row[1:4])
    ][:limit]


def pick_sites(customer_id: int) -> list[Choice]:
    """The sites of a customer, by name. Needs an open connection."""
    found = connect.rows(
        "SELECT id, name, address FROM customer_site WHERE customer_id = ? ORDER BY name", (customer_id,)
    )
    return [Choice(*row) for row in found]


def pick_parts(text: str, limit: int = 8) -> list[Choice]:
    """The parts that a person may mean while typing. Needs an open connection."""
    filters = {"text": text} if text else {}
    found = PARTS.first(filters, Sort("part_no"), limit)
    return [Choice(row.id, f"{row.part_no} {row.name}", row.spec) for row in found]
