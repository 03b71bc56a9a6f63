"""The due times that a policy gives for a fault reported at a moment, as a table (C-09 … C-11)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from inventory.calendars.queries import work_calendar
from inventory.calendars.rules import WorkCalendar
from inventory.clock import local
from inventory.cover.rules import CoverStatus
from inventory.i18n import N_, Message
from inventory.policies import words
from inventory.policies.queries import version
from inventory.policies.rules import DueRow, Fault, due_rows
from inventory.policies.targets import Target, TargetUnit, levels
from inventory.policies.terms import Terms
from inventory.policies.words import Amount
from inventory.work import Context

__all__ = ["DueRow", "DueTable", "Fault", "due_table", "example_table", "when"]


@dataclass(frozen=True, slots=True)
class DueTable:
    """The rows, and the fault levels among which the policy tells apart, in its order."""

    rows: tuple[DueRow, ...]
    levels: tuple[str, ...]

    @property
    def firm(self) -> bool:
        """Whether no due time rests on a year whose days off are not confirmed yet (INV-22)."""
        return all(row.due is None or row.due.firm for row in self.rows)


def due_table(
    ctx: Context,
    version_id: int,
    *,
    reported_at: datetime,
    cover: CoverStatus,
    flags: Fault | None = None,
    customer_id: int | None = None,
    site_region: str = "",
) -> DueTable:
    """By when each step is due that the version promises. ``reported_at``: an instant, or a wall time without a zone.

    ``flags`` says what else is known of the fault; its own ``reported_at`` gives way. The days off are those of the
    customer and the region of its site. Needs an open connection. Raises NotFound.
    """
    found = version(ctx, version_id)
    return example_table(
        ctx, found.terms, found.targets, reported_at=reported_at, cover=cover, flags=flags, customer_id=customer_id,
        site_region=site_region,
    )  # fmt: skip


def example_table(
    ctx: Context,
    terms: Terms,
    targets: tuple[Target, ...],
    *,
    reported_at: datetime,
    cover: CoverStatus,
    flags: Fault | None = None,
    customer_id: int | None = None,
    site_region: str = "",
) -> DueTable:
    """As ``due_table``, for terms that nobody has saved: the editor shows what they would mean."""
    moment = local(reported_at) if reported_at.tzinfo else reported_at
    fault = replace(flags, reported_at=moment) if flags else Fault(reported_at=moment)

    def calendar(code: str) -> WorkCalendar:
        return work_calendar(ctx, code, region=site_region, customer_id=customer_id)

    return DueTable(due_rows(terms, targets, calendar, cover, fault), levels(targets))


def when(row: DueRow) -> object:
    """When a step is due, in words: the moment, or from what it runs."""
    if row.due is not None:
        moment = f"{row.due.at:%Y-%m-%d %H:%M}"
        if not row.due.firm:
            return Message(N_("{moment}, not firm: the days off of that year are not confirmed"), {"moment": moment})
        return moment
    if row.target.unit is TargetUnit.ETA:
        return Message(N_("when the spare arrives"))
    if row.position is None:
        return Message(N_("when the time for the repair is missed"))
    return Message(
        N_("{amount} from {base}"),
        {
            "amount": Amount(row.target.amount, row.target.unit),
            "base": words.said(words.BASE, row.target.base),
        },
    )
