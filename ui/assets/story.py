"""From the card's facts to what the timeline draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from inventory.assets.queries import AssetCard
from inventory.cases.queries import CaseLine
from inventory.clock import day_of
from inventory.cover.extensions import gaps
from inventory.cover.proven import Proven
from inventory.cover.rules import SegmentKind
from inventory.cover.words import KIND, Days
from inventory.i18n import N_, _
from inventory.values.days import show_day
from ui.assets.proofs import proof_route, proof_words
from ui.assets.stretches import Bar, Mark, Story, Stretch

STRETCH: Final = {
    SegmentKind.BASE: Stretch.FREE,
    SegmentKind.INHERITED: Stretch.INHERITED,
    SegmentKind.MIN_AFTER_REPLACEMENT: Stretch.LEAST,
    SegmentKind.MANUAL: Stretch.MANUAL,
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
    if card.left_on is not None:
        steps.append(Mark(card.left_on, _("Left"), _("Left for good on {day}").format(day=show_day(card.left_on))))
    if card.spares_until is not None:
        tip = _("Spares promised until {day}").format(day=show_day(card.spares_until))
        steps.append(Mark(card.spares_until, _("Spares until"), tip))
    bars = _covered(card)
    if not card.facts.is_gone:
        bars += _unpaid(card)
    numbers = case_numbers(card.cases)
    return Story(card.today, steps, bars, [_case(case, numbers[case.id]) for case in card.cases])


def case_numbers(cases: Sequence[CaseLine]) -> dict[int, int]:
    """By id: which of a unit's cases it is, 1 the first one; the marks and the history list call them so."""
    return {case.id: len(cases) - place for place, case in enumerate(cases)}


def stretch_words(first: date, last: date) -> str:
    """A stretch in words: "2025-05-21 … 2026-05-20, 365 days"."""
    days = Days((last - first + ONE_DAY).days)
    return _("{first} … {last}, {days}").format(first=show_day(first), last=show_day(last), days=days)


def _covered(card: AssetCard) -> list[Bar]:
    """The covered stretches; those of a unit that has left end on its last day with the customer (C-04)."""
    if not card.facts.is_gone:
        return [_bar(segment, card) for segment in card.segments]
    last = card.left_on or card.today  # where nobody wrote the day, at least nothing of it lies ahead
    return [
        _bar(replace(segment, last=min(segment.last, last)), card) for segment in card.segments if segment.first <= last
    ]


def _bar(segment: Proven, card: AssetCard) -> Bar:
    kind, days = str(KIND[segment.kind]), stretch_words(segment.first, segment.last)
    tip = f"{kind}\n{proof_words(segment, card)}\n{days}"
    return Bar(STRETCH[segment.kind], segment.first, segment.last, kind, tip, proof_route(segment, card))


def _unpaid(card: AssetCard) -> list[Bar]:
    """Paid repair: in the gaps, and after the last cover as far as spares are promised, or until today."""
    bars = []
    for gap in gaps(card.segments):
        days = Days((gap.last - gap.first + ONE_DAY).days)
        tip = _("Nothing covers these days: repairs are paid\n{days}").format(days=stretch_words(gap.first, gap.last))
        bars.append(Bar(Stretch.PAID, gap.first, gap.last, _("Gap: {days}").format(days=days), tip))
    ended = max((segment.last for segment in card.segments), default=None)
    if ended is None:
        return bars
    first, paid = ended + ONE_DAY, _("Paid repair")
    last = max(card.spares_until or card.today, first)
    tip = _("Paid repair from {day}").format(day=show_day(first))
    if card.spares_until is not None:
        paid = _("Paid repair · spares promised until {day}").format(day=show_day(card.spares_until))
        tip += "\n" + _("Spares promised until {day}").format(day=show_day(card.spares_until))
    return [*bars, Bar(Stretch.PAID, first, last, paid, tip)]


def _case(case: CaseLine, number: int) -> Mark:
    day: date = day_of(case.reported_at)
    return Mark(day, str(number), f"▲{number} · {case.case_no} · {show_day(day)}\n{case.symptom}", case.id)
