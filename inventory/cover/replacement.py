"""The cover of a unit or a part that replaces another one (rules.md C-05, INV-13)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from inventory.cover.extensions import first_own_day
from inventory.cover.rules import CountRule, Segment, SegmentKind, cover_window


class ReplacementRule(StrEnum):
    """What the successor gets; the same choices for a unit and for a part, whose default is the unit's own cover."""

    INHERIT = "INHERIT"
    """What was left of the predecessor's cover (requirements.md 1.10, 6)."""
    INHERIT_MIN_DAYS = "INHERIT_MIN_DAYS"
    """The same, and a number of days at least."""
    RESTART = "RESTART"
    """A new warranty from the replacement, as 三包 has it for an exchange."""


@dataclass(frozen=True, slots=True)
class ReplacementTerms:
    """``days`` are those of INHERIT_MIN_DAYS, ``months`` and ``count`` those of RESTART."""

    rule: ReplacementRule = ReplacementRule.INHERIT
    days: int = 90
    months: int = 12
    count: CountRule = CountRule.NEXT_DAY


def replacement_segments(
    predecessor: Sequence[Segment], replaced_on: date, terms: ReplacementTerms, source: str = ""
) -> tuple[Segment, ...]:
    """The successor's segments, from those of the unit that it replaces on ``replaced_on``.

    Inherited are the days that were left: warranty as INHERITED, extension contracts as what they are, gaps as gaps.
    What was not accepted leaves nothing to inherit, and a maker's window alone is no acceptance (C-04). ``source`` is
    the number of the replacement; inherited days keep what they rest on.
    """
    if terms.rule is ReplacementRule.RESTART:
        window = cover_window(replaced_on, terms.months, terms.count)
        return (Segment(SegmentKind.BASE, window.first, window.last, source or SegmentKind.BASE.value),)
    begins = first_own_day(predecessor)
    if begins is None:
        return ()
    inherited = tuple(_inherited(predecessor, max(begins, replaced_on)))
    if terms.rule is ReplacementRule.INHERIT:
        return inherited
    least = SegmentKind.MIN_AFTER_REPLACEMENT
    last = replaced_on + timedelta(days=terms.days)
    return (*inherited, Segment(least, replaced_on, last, source or least.value))


def _inherited(predecessor: Sequence[Segment], first: date) -> Iterator[Segment]:
    for one in predecessor:
        if one.last >= first:
            kind = SegmentKind.EXTENSION if one.kind is SegmentKind.EXTENSION else SegmentKind.INHERITED
            yield Segment(kind, max(one.first, first), one.last, one.source)
