"""The terms of a maintenance contract from what a row says: months, first or last day, the signature (C-02)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from inventory.cover.extensions import ExtensionStart, first_own_day
from inventory.cover.rules import CountRule, Segment, corresponding, cover_window, effective_last
from inventory.cover.words import Months
from inventory.i18n import N_, Message

_LONGEST: Final = 600
_AROUND: Final = 4
"""Days to look on either side of a first day: months end on the 28th to the 31st."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row says. None: it does not say."""

    months: int | None = None
    signed_on: date | None = None
    first: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """Months, and where they begin."""

    months: int
    start: ExtensionStart
    effective_from: date | None = None


def terms_of(wanted: Wanted, before: Sequence[Segment]) -> Terms | Message:
    """The only terms that fit what the row says, ``before`` being all other cover of the unit; else what is missing.

    A named first day is that day. Months alone follow the cover before them; with a signature after its end they begin
    with that. A last day alone must lie whole months after one of the two.
    """
    own = first_own_day(before)
    reached = effective_last(before) if own is not None else None
    if wanted.first is not None:
        return _from_first(wanted, wanted.first)
    later = wanted.signed_on is not None and reached is not None and wanted.signed_on > reached
    if wanted.until is None:
        if wanted.months is None:
            return Message(N_("How long it lasts is missing. Write its months or its last day."))
        start = ExtensionStart.FROM_SIGNATURE if later else ExtensionStart.CONTIGUOUS
        return Terms(wanted.months, start)
    if reached is not None and wanted.until <= reached:
        return Message(
            N_("It would end on {until}, but without it the unit is covered until {last} already."),
            {"until": wanted.until, "last": reached},
        )
    anchors = [(ExtensionStart.CONTIGUOUS, reached), (ExtensionStart.FROM_SIGNATURE, wanted.signed_on)]
    if later:
        anchors.reverse()
    for start, anchor in anchors:
        months = None if anchor is None else _whole(anchor, wanted.until)
        if months is not None and wanted.months in (None, months):
            return Terms(months, start)
    if wanted.months is None:
        return Message(
            N_(
                "It would end on {until}, which is not whole months after the cover before it ({last}). Write its "
                "first day or its months."
            ),
            {"until": wanted.until, "last": reached or "–"},
        )
    first = _first_of(wanted.months, wanted.until)
    if first is None:
        return Message(
            N_("{months} cannot end on {until}. Correct one of the two."),
            {"months": Months(wanted.months), "until": wanted.until},
        )
    return Terms(wanted.months, ExtensionStart.FIXED_DATE, first)


def _from_first(wanted: Wanted, first: date) -> Terms | Message:
    months = wanted.months
    if wanted.until is not None:
        fitting = next((n for n in range(1, _LONGEST + 1) if _last(first, n) == wanted.until), None)
        if fitting is None or months not in (None, fitting):
            return Message(
                N_("From {first} to {until} are not {months}. Correct the days or the months.")
                if months is not None
                else N_("From {first} to {until} are not whole months. Correct one of the two days."),
                {"first": first, "until": wanted.until, "months": Months(months or 0)},
            )
        months = fitting
    if months is None:
        return Message(N_("How long it lasts is missing. Write its months or its last day."))
    return Terms(months, ExtensionStart.FIXED_DATE, first)


def _last(first: date, months: int) -> date:
    return cover_window(first, months, CountRule.DAY_COUNTED).last


def _whole(anchor: date, until: date) -> int | None:
    """The months from a day, not counted itself, until another one."""
    months = 12 * (until.year - anchor.year) + until.month - anchor.month
    return months if 1 <= months <= _LONGEST and corresponding(anchor, months) == until else None


def _first_of(months: int, until: date) -> date | None:
    """The first of so many months that end on a day: the latest where a short month lets several end there."""
    if not 1 <= months <= _LONGEST:
        return None
    near = corresponding(until, -months) + timedelta(days=1)
    days = (near + timedelta(days=offset) for offset in range(_AROUND, -_AROUND - 1, -1))
    return next((day for day in days if _last(day, months) == until), None)
