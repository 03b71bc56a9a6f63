"""From the card's facts to what the timeline draws."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from inventory.assets.queries import AssetCard
from inventory.cases.queries import CaseLine
from inventory.clock import day_of
from inventory.cover.rules import Segment, SegmentKind
from inventory.cover.words import KIND
from inventory.i18n import N_, _
from inventory.values.days import show_day
from ui.assets.timeline import Bar, Mark, Story, Stretch

STRETCH: Final = {
    SegmentKind.BASE: Stretch.FREE,
    SegmentKind.INHERITED: Stretch.FREE,
    SegmentKind.MIN_AFTER_REPLACEMENT: Stretch.FREE,
    SegmentKind.MANUAL: Stretch.FREE,
    SegmentKind.MANUFACTURER: Stretch.MAKER,
    SegmentKind.EXTENSION: Stretch.EXTENDED,
    SegmentKind.SUSPENSION: Stretch.SUSPENDED,
}
STEPS: Final = (
    ("accepted_on", N_("Accepted")),
    ("sold_on", N_("Sold")),
    ("delivered_on", N_("Delivered")),
    ("installed_on", N_("Installed")),
)
"""The acceptance first: cover counts from it, so its word is written where there is room for one only."""
ONE_DAY: Final = timedelta(days=1)


def story(card: AssetCard) -> Story:
    """What happened to a unit and what is promised for it, as marks and bars."""
    steps = [
        Mark(day, _(word), f"{_(word)} {show_day(day)}")
        for name, word in STEPS
        if (day := getattr(card, name)) is not None
    ]
    bars = [_bar(segment) for segment in card.segments]
    if (paid := _paid(card)) is not None:
        bars.append(paid)
    numbers = case_numbers(card.cases)
    return Story(card.today, steps, bars, [_case(case, numbers[case.id]) for case in card.cases])


def case_numbers(cases: Sequence[CaseLine]) -> dict[int, int]:
    """By id: which of a unit's cases it is, 1 the first one; the marks and the history list call them so."""
    return {case.id: len(cases) - place for place, case in enumerate(cases)}


def _bar(segment: Segment) -> Bar:
    words = f"{KIND[segment.kind]} {show_day(segment.first)} — {show_day(segment.last)}"
    return Bar(STRETCH[segment.kind], segment.first, segment.last, words)


def _paid(card: AssetCard) -> Bar | None:
    """Paid repair begins when the last cover has ended, and is drawn as far as spares are promised."""
    ended = max((segment.last for segment in card.segments), default=None)
    if ended is None:
        return None
    last = max(card.spares_until or ended, ended + ONE_DAY)
    words = _("Paid repair · spares promised until {day}").format(day=show_day(last))
    return Bar(Stretch.PAID, ended + ONE_DAY, last, words)


def _case(case: CaseLine, number: int) -> Mark:
    day: date = day_of(case.reported_at)
    return Mark(day, str(number), f"▲{number} · {case.case_no} · {show_day(day)}\n{case.symptom}", case.id)
