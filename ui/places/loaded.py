"""What the dialogs about places offer, fetched in the read lane."""

from __future__ import annotations

from collections.abc import Sequence

from inventory.choices import Choice
from inventory.contracts.choices import form_choices
from inventory.people.queries import UserLine, users
from inventory.places.queries import pick, vans
from inventory.places.words import PlaceKind
from inventory.work import Context


def parents(ctx: Context, text: str, warehouse_id: int) -> Sequence[Choice]:
    """The bins of a warehouse that another one may stand under. Asks the database."""
    return [
        Choice(line.id, line.name, line.warehouse)
        for line in pick(ctx, text, warehouse_id)
        if line.kind is PlaceKind.BIN
    ]


def branches(ctx: Context) -> Sequence[Choice]:
    """The branches that a warehouse may belong to. Asks the database."""
    return form_choices(ctx).branches


def without_van(ctx: Context) -> list[UserLine]:
    """The people at work who have no van yet. Asks the database."""
    driving = {line.engineer_id for line in vans(ctx, all_of_them=True)}
    return [user for user in users(ctx) if user.id not in driving]
