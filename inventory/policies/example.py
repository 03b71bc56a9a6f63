"""What terms mean on an example: the covered days of an invented unit, and the due times of an invented fault.

The same rules as for real units reckon it, so the editor shows what saving would do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from inventory.calendars.queries import work_calendar
from inventory.cover.anchors import anchor_of
from inventory.cover.facts import PolicyFacts, UnitDays, UnitFacts
from inventory.cover.reckoning import reckon
from inventory.cover.rules import CoverStatus, Segment, SegmentKind, Window
from inventory.policies.due import DueTable, example_table
from inventory.policies.rules import WORKDAYS, Fault
from inventory.policies.targets import Target
from inventory.policies.terms import Terms
from inventory.work import Context
from models.assets import AssetState
from models.policies import AnchorEvent

C_02 = (date(2024, 3, 15), date(2023, 5, 20), 24)
"""The worked example of rules.md C-02: acceptance, ex works, the manufacturer's months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An invented unit and an invented fault. ``own_months`` count where the terms leave them open.

    ``accepted_on`` is also the day of the invoice, the delivery and the installation, for terms that count from these.
    """

    accepted_on: date | None = C_02[0]
    completed_on: date | None = None
    ex_works_on: date | None = C_02[1]
    maker_months: int | None = C_02[2]
    own_months: int | None = 12
    cover: CoverStatus = CoverStatus.IN_WARRANTY
    fault: Fault


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of it. ``anchor``: from when the months count; ``others`` are segments beside ours and the maker's."""

    anchor: date | None
    ours: Window | None
    maker: Window | None
    last: date | None
    spares_last: date | None
    table: DueTable


def work_out(ctx: Context, terms: Terms, targets: tuple[Target, ...], example: Example) -> Outcome:
    """The outcome of ``example`` under these terms. Needs an open connection."""
    facts = _facts(terms, example)
    working = work_calendar(ctx, WORKDAYS).working if terms.holiday_moves_end else None
    found = reckon(facts, ctx.clock.today(), working=working)
    return Outcome(
        anchor=anchor_of(facts).day,
        ours=_window(found.segments, SegmentKind.BASE),
        maker=_window(found.segments, SegmentKind.MANUFACTURER),
        last=found.last,
        spares_last=found.spares_last,
        table=example_table(
            ctx, terms, targets, reported_at=example.fault.reported_at, cover=example.cover, flags=example.fault
        ),
    )


def _facts(terms: Terms, example: Example) -> UnitFacts:
    day = example.accepted_on
    return UnitFacts(
        id=0,
        state=AssetState.IN_SERVICE,
        days=UnitDays(
            ex_works_on=example.ex_works_on, sold_on=day, delivered_on=day, installed_on=day,
            completed_on=example.completed_on, accepted_on=day,
        ),
        policy=PolicyFacts(None, "", 0, terms),
        own_months=example.own_months if terms.warranty_months is None else None,
        usual_months=example.maker_months,
        usual_anchor=AnchorEvent.EX_WORKS,
    )  # fmt: skip


def _window(segments: tuple[Segment, ...], kind: SegmentKind) -> Window | None:
    found = next((one for one in segments if one.kind is kind), None)
    return Window(found.first, found.last) if found else None


def usual_fault(now: datetime) -> Fault:
    """A fault that is reported now, of which nothing else is known."""
    return Fault(reported_at=now.replace(second=0, microsecond=0))
