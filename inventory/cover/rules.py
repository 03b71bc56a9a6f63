"""How long a unit is covered: windows, segments and the status on a day (rules.md C-01, C-04, C-06).

Everything is computed from the anchor and for a day; nothing is kept as "in warranty". A unit's cover is a set of
segments, each with its kind and what it rests on, so that a maker's window, an extension or suspended days are
further segments and change no rule of this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.values.records import record
from models.kinds import SegmentKind

__all__ = [
    "OBLIGATION_MONTHS", "ONE_DAY", "CountRule", "Cover", "CoverStatus", "Promise", "Segment", "SegmentKind", "Window",
    "base_segments", "corresponding", "cover_on", "cover_window", "effective_last", "obligation_last",
]  # fmt: skip

ONE_DAY: Final = timedelta(days=1)
LONGEST_MONTHS: Final = 600
OBLIGATION_MONTHS: Final = 36
"""R-102: the spares that are needed stay secured for three years after the warranty."""


class CountRule(StrEnum):
    """How the months from an anchor are counted."""

    DAY_COUNTED = "DAY_COUNTED"
    """含当日: the anchor is the first of the days."""
    STATUTORY = "STATUTORY"
    """之日起: the anchor is covered but not counted (Civil Code Art. 201)."""
    NEXT_DAY = "NEXT_DAY"
    """次日起: cover begins the day after the anchor."""


@record
class Window:
    """The first and the last covered day; both are covered, the last until 24:00 (Art. 203)."""

    first: date
    last: date


@record
class Segment:
    """Covered days of one kind, ``first`` and ``last`` included.

    ``source`` says what they rest on: the number of a document, or the kind where there is no other.
    """

    kind: SegmentKind
    first: date
    last: date
    source: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a segment that ends on {self.last}, before it begins on {self.first} (INV-16)")


class CoverStatus(StrEnum):
    """Where a unit stands on a day (C-04)."""

    PRE_ACCEPTANCE = "PRE_ACCEPTANCE"
    IN_WARRANTY = "IN_WARRANTY"
    EXTENDED = "EXTENDED"
    POST_WARRANTY = "POST_WARRANTY"
    NO_OBLIGATION = "NO_OBLIGATION"


@record
class Cover:
    """The answer for one day.

    ``first`` and ``last`` bound the unbroken cover that holds on that day; before it the one to come, after it the one
    that ended. ``source`` and ``kind`` belong to the segment that reaches ``last``. ``days_left`` is ``last`` minus the
    day (0 on the last day), None while nothing is running. ``term_missing``: the unit is accepted, and nobody recorded
    for how long it is covered, so that whether it is out of warranty cannot be said.
    """

    status: CoverStatus
    first: date | None = None
    last: date | None = None
    source: str = ""
    days_left: int | None = None
    kind: SegmentKind | None = None
    term_missing: bool = False


@record
class Promise:
    """A promise of ``months`` from ``anchor``, the acceptance of the unit (None: not accepted yet; 0 months: none)."""

    anchor: date | None
    months: int
    rule: CountRule
    month_end_sticky: bool = False


def corresponding(anchor: date, months: int) -> date:
    """The same day number ``months`` later, or that month's last day where it does not exist (Civil Code Art. 202)."""
    from dateutil.relativedelta import relativedelta  # the window opens on days that are reckoned already

    return anchor + relativedelta(months=months)


def cover_window(anchor: date, months: int, rule: CountRule, *, month_end_sticky: bool = False) -> Window:
    """The covered days of ``months`` from ``anchor`` (C-01), always reckoned from the anchor itself.

    With ``month_end_sticky`` the day that corresponds to a month's last day is a month's last day too (28 February
    2023 and 29 February 2024); off by default, since Art. 202 does not say so. Raises InvalidInput (field "months")
    below one month and above 600, and (field "anchor") where the window would leave the calendar.
    """
    if not 1 <= months <= LONGEST_MONTHS:
        raise InvalidInput(
            N_("A warranty lasts 1 to {longest} months, not {months}. Correct the number of months."),
            field="months",
            months=months,
            longest=LONGEST_MONTHS,
        )
    try:
        end = corresponding(anchor, months)
    except (ValueError, OverflowError):
        raise InvalidInput(
            N_("A warranty cannot be reckoned from {anchor}. Correct the date."), field="anchor", anchor=anchor
        ) from None
    same_day_exists = end.day == anchor.day
    if month_end_sticky and anchor.day == _days_in_month(anchor):
        end = end.replace(day=_days_in_month(end))
    if rule is CountRule.DAY_COUNTED:
        return Window(anchor, end - ONE_DAY if same_day_exists else end)
    return Window(anchor + ONE_DAY if rule is CountRule.NEXT_DAY else anchor, end)


def base_segments(promise: Promise) -> tuple[Segment, ...]:
    """The base cover of a unit as segments: none without an acceptance or without months."""
    if promise.anchor is None or promise.months == 0:
        return ()
    window = cover_window(promise.anchor, promise.months, promise.rule, month_end_sticky=promise.month_end_sticky)
    return (Segment(SegmentKind.BASE, window.first, window.last, SegmentKind.BASE.value),)


def cover_on(
    day: date,
    segments: Sequence[Segment],
    *,
    retired: bool = False,
    accepted_on: date | None = None,
    begins: date | None = None,
    term_missing: bool = False,
) -> Cover:
    """Where a unit with these segments stands on the civil day ``day``: that of ``reported_at`` for a case (C-04).

    No segment of our own promise means that there is no acceptance: PRE_ACCEPTANCE, never guessed; a maker's window
    alone does not change that. ``accepted_on`` is needed only for a unit that was accepted without any months.
    ``begins``: from when our promise counts, where that is known already (``reckoning.Reckoned.first``).
    ``term_missing``: nobody recorded any months (``reckoning.term_missing``).
    An extension counts where the warranty itself does not reach. Gaps between segments are POST_WARRANTY (INV-16).
    """
    if retired:
        return Cover(CoverStatus.NO_OBLIGATION)
    ours = [segment.first for segment in segments if segment.kind is not SegmentKind.MANUFACTURER]
    if begins is None:
        begins = min(ours, default=accepted_on)
    if begins is None:
        return Cover(CoverStatus.PRE_ACCEPTANCE)
    warranty = [segment for segment in segments if segment.kind is not SegmentKind.EXTENSION]
    if day < begins:
        return _cover(CoverStatus.PRE_ACCEPTANCE, _unbroken(begins, warranty), begins)
    if run := _unbroken(day, warranty):
        return _cover(CoverStatus.IN_WARRANTY, run, begins, day)
    if run := _unbroken(day, [segment for segment in segments if segment.kind is SegmentKind.EXTENSION]):
        return _cover(CoverStatus.EXTENDED, run, begins, day)
    ended = [segment for segment in segments if begins <= segment.last < day]
    latest = max(ended, key=lambda segment: segment.last, default=None)
    if latest is None:
        return Cover(CoverStatus.POST_WARRANTY, term_missing=term_missing and not segments)
    return _cover(CoverStatus.POST_WARRANTY, _unbroken(latest.last, ended), begins)


def effective_last(segments: Iterable[Segment], *, extensions: bool = True) -> date | None:
    """The last covered day of all, or of all but extension contracts; None where nothing was promised.

    Dates are compared, never durations (C-02).
    """
    return max(
        (segment.last for segment in segments if extensions or segment.kind is not SegmentKind.EXTENSION), default=None
    )


def obligation_last(effective: date, months: int = OBLIGATION_MONTHS) -> date:
    """The last day on which spares are owed: ``months`` from the effective last day of the cover (C-06)."""
    return corresponding(effective, months)


def _unbroken(day: date, segments: Sequence[Segment]) -> list[Segment]:
    """The segments that cover ``day`` together with those that join them without a gap, in their given order."""
    first = last = day
    if not any(segment.first <= day <= segment.last for segment in segments):
        return []
    run: list[Segment] = []
    while len(joined := [s for s in segments if s.first <= last + ONE_DAY and s.last >= first - ONE_DAY]) > len(run):
        run = joined
        first, last = min(s.first for s in run), max(s.last for s in run)
    return run


def _cover(status: CoverStatus, run: Sequence[Segment], begins: date, day: date | None = None) -> Cover:
    if not run:
        return Cover(status)
    reaching = max(run, key=lambda segment: segment.last)
    return Cover(
        status,
        first=max(begins, min(segment.first for segment in run)),
        last=reaching.last,
        source=reaching.source,
        days_left=None if day is None else (reaching.last - day).days,
        kind=reaching.kind,
    )


def _days_in_month(day: date) -> int:
    from calendar import monthrange  # as above

    return monthrange(day.year, day.month)[1]
