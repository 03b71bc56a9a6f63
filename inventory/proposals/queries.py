"""Proposals as they are read: the one that concerns a unit's present cover, and what was proposed to a customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.clock import day_of
from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.paging import Condition
from inventory.proposals.words import Answer, ProposalStanding, Proposed, standing_of
from inventory.values.money import Money
from inventory.work import Context
from models import connect

LATEST: Final = (
    "(SELECT max(pu.proposal_id) FROM proposed_unit pu WHERE pu.asset_id = asset.id AND NOT EXISTS (SELECT 1 "
    "FROM warranty_segment g WHERE g.asset_id = pu.asset_id AND g.last_day > pu.covered_until "
    "AND g.kind <> 'SUSPENSION'))"
)
"""The latest proposal for a unit since which no cover was added; days of a repair that are given back add none."""
COLUMNS: Final = "p.id, p.version, p.made_at, d.name, p.months, p.valid_until, p.answer, p.answered_on, p.answer_note"
"""What ``proposed`` takes."""
SOURCE: Final = f"LEFT JOIN maintenance_proposal p ON p.id = {LATEST} LEFT JOIN depot_user d ON d.id = p.made_by_id"


def proposed(values: Sequence[Any], today: date) -> Proposed | None:
    """A proposal from the values of COLUMNS; None where nothing was proposed."""
    proposal_id, version, made_at, by, months, valid_until, answer, answered_on, note = values
    made, valid = connect.as_instant(made_at), connect.as_day(valid_until)
    if proposal_id is None or made is None or valid is None:
        return None
    return Proposed(
        proposal_id, version, day_of(made), by or "", months, valid, standing_of(Answer(answer), valid, today),
        connect.as_day(answered_on), note,
    )  # fmt: skip


def standing_filter(value: str, today: date) -> Condition:
    """Units for whose present cover a proposal stands so; "missing": units for which nothing was proposed."""
    if value == "missing":
        return Condition(f"{LATEST} IS NULL")
    standing = ProposalStanding(value)
    wanted = f"p.answer = '{standing.value}'"
    days: tuple[str, ...] = ()
    if standing in (ProposalStanding.OPEN, ProposalStanding.LAPSED):
        sign = ">=" if standing is ProposalStanding.OPEN else "<"
        wanted, days = f"p.answer = 'open' AND p.valid_until {sign} ?", (today.isoformat(),)
    return Condition(f"EXISTS (SELECT 1 FROM maintenance_proposal p WHERE p.id = {LATEST} AND {wanted})", days)


@dataclass(frozen=True, slots=True)
class Addressee:
    """A customer among chosen units: to whom one proposal would go, and for which units.

    ``known``: the latest proposal of each of these units that is open or declined; ``language``: "" as is spoken here.
    """

    customer_id: int
    name: str
    language: str
    asset_ids: tuple[int, ...]
    known: tuple[Proposed, ...]


def addressees(ctx: Context, asset_ids: Sequence[int]) -> list[Addressee]:
    """Whose units these are, customer by customer. Raises NotFound where none of them is a customer's."""
    today = ctx.clock.today()
    units: dict[int, list[int]] = {}
    names: dict[int, tuple[str, str]] = {}
    known: dict[int, dict[int, Proposed]] = {}
    for start in range(0, len(asset_ids), _CHUNK):
        ids = tuple(asset_ids[start : start + _CHUNK])
        marks = ", ".join("?" * len(ids))
        for asset_id, customer_id, name, language, *values in connect.rows(
            f"SELECT asset.id, customer.id, customer.name, customer.language, {COLUMNS} FROM asset "
            f"JOIN customer ON customer.id = asset.customer_id {SOURCE} WHERE asset.id IN ({marks}) "
            "ORDER BY customer.name_key, customer.id, asset.cover_last, asset.id",
            ids,
        ):
            units.setdefault(customer_id, []).append(asset_id)
            names[customer_id] = (name, language)
            one = proposed(values, today)
            if one is not None and one.standing in (ProposalStanding.OPEN, ProposalStanding.DECLINED):
                known.setdefault(customer_id, {})[one.id] = one
    if not units:
        raise NotFound(N_("None of these units is at a customer. Choose units that a customer has."))
    return [
        Addressee(customer_id, *names[customer_id], tuple(theirs), tuple(known.get(customer_id, {}).values()))
        for customer_id, theirs in units.items()
    ]


_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal to a customer. ``price``: of one unit for the whole term, None: by agreement."""

    customer_id: int
    customer: str
    units: int
    price: Money | None
    proposed: Proposed


def of_unit(ctx: Context, asset_id: int) -> list[ProposalLine]:
    """Every proposal that named this unit, the newest first."""
    today = ctx.clock.today()
    found = []
    for customer_id, name, units, price, *values in connect.rows(
        "SELECT c.id, c.name, (SELECT count(*) FROM proposed_unit u WHERE u.proposal_id = p.id), p.unit_price, "
        f"{COLUMNS} "
        "FROM proposed_unit pu JOIN maintenance_proposal p ON p.id = pu.proposal_id "
        "JOIN customer c ON c.id = p.customer_id LEFT JOIN depot_user d ON d.id = p.made_by_id "
        "WHERE pu.asset_id = ? ORDER BY p.id DESC",
        (asset_id,),
    ):
        one = proposed(values, today)
        if one is not None:
            found.append(ProposalLine(customer_id, name, units, None if price is None else Money(price), one))
    return found


def of_units(ctx: Context, asset_ids: Sequence[int]) -> list[ProposalLine]:
    """The latest proposals that concern these units' present cover, each once, the newest first."""
    found: dict[int, ProposalLine] = {}
    for start in range(0, len(asset_ids), _CHUNK):
        ids = tuple(asset_ids[start : start + _CHUNK])
        marks = ", ".join("?" * len(ids))
        for customer_id, name, units, price, *values in connect.rows(
            "SELECT c.id, c.name, (SELECT count(*) FROM proposed_unit u WHERE u.proposal_id = p.id), p.unit_price, "
            f"{COLUMNS} FROM asset {SOURCE} JOIN customer c ON c.id = p.customer_id WHERE asset.id IN ({marks})",
            ids,
        ):
            one = proposed(values, ctx.clock.today())
            if one is not None:
                found[one.id] = ProposalLine(customer_id, name, units, None if price is None else Money(price), one)
    return sorted(found.values(), key=lambda line: -line.proposed.id)
