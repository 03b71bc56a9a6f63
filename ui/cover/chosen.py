"""What the acts of the worklists ask for before their dialogs open. All of it runs in the read lane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inventory.cover import reviews, with_us
from inventory.cover.ending import listing as ending
from inventory.cover.reviews import ReviewRow
from inventory.cover.with_us import StayRow
from inventory.paging import Sort
from inventory.proposals.queries import Addressee, ProposalLine, addressees, of_units
from inventory.proposals.words import ProposalStanding
from inventory.work import Context
from ui.tables.criteria import Picked

_WAITING = (ProposalStanding.OPEN, ProposalStanding.LAPSED)


def chosen_ids(listed: Any, wanted: Any, current: int | None) -> tuple[int, ...]:
    """Everything that is selected, as ids; where nothing is, the row that the cursor is on."""
    chosen = wanted.selection
    if chosen.everything:
        return tuple(listed.ids(wanted.criteria.filters, wanted.sort))
    return chosen.ids or (() if current is None else (current,))


def to_propose(ctx: Context, listed: Any, wanted: Any, current: int | None, ahead: int) -> list[Addressee]:
    """To whom a proposal goes: for the chosen units, or for all units of the chosen customers that end so far ahead."""
    ids = chosen_ids(listed, wanted, current)
    if listed.entity == "customer":
        ids = tuple(ending(ctx).ids({"within": ahead, "customer": ids}, Sort("last")))
    return addressees(ctx, ids)


def answerable(ctx: Context, listed: Any, wanted: Any, current: int | None) -> list[ProposalLine]:
    """The proposals that concern the chosen units: those without an answer, or where all have one, all of them."""
    found = of_units(ctx, chosen_ids(listed, wanted, current))
    waiting = [line for line in found if line.proposed.standing in _WAITING]
    return waiting or found


def to_settle(listed: Any, wanted: Any, current: int | None) -> list[ReviewRow]:
    """The chosen cases that nobody has settled yet."""
    rows = reviews.LISTING.rows(chosen_ids(listed, wanted, current))
    return [row for row in rows if row.state.value == "open"]


def reviews_of(ids: Sequence[int]) -> list[ReviewRow]:
    """Entries of the review list."""
    return reviews.LISTING.rows(ids)


def stays_of(ctx: Context, stay_id: int) -> list[StayRow]:
    """A stay of a unit with us."""
    return with_us.listing(ctx).rows([stay_id])


def named(ctx: Context, customer_id: int) -> Picked:
    """A customer as a filter shows it."""
    from inventory.customers.queries import card

    return Picked(customer_id, card(ctx, customer_id).name)
