"""What reaches further than our own window: the manufacturer's cover and extension contracts (rules.md C-02).

Dates are compared, never durations: 18 months that began earlier may end before 12 that began later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inventory.cover.rules import (
    ONE_DAY,
    CountRule,
    Promise,
    Segment,
    SegmentKind,
    Window,
    cover_window,
    effective_last,
)
from models.contracts import ExtensionStart

__all__ = ["Extension", "ExtensionStart", "MakerRule", "extension_segments", "first_own_day", "gaps", "maker_segments"]


class MakerRule(StrEnum):
    """Setting ``warranty.mfr_rule``: what the manufacturer's warranty adds to ours (R-033, R-036)."""

    IGNORE = "IGNORE"
    OWN_WINDOW = "OWN_WINDOW"
    """Its own window counts besides ours."""
    DURATION_ON_OUR_ANCHOR = "DURATION_ON_OUR_ANCHOR"
    """The longer of both durations, counted from our anchor."""


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension contract (续保, 维护合约) of ``months``.

    ``day`` is that of the signature for FROM_SIGNATURE and the first day for FIXED_DATE; CONTIGUOUS needs none.
    ``source`` is its number.
    """

    start: ExtensionStart
    months: int
    day: date | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if self.day is None and self.start is not ExtensionStart.CONTIGUOUS:
            raise ValueError(f"an extension {self.start} without its day")


def maker_segments(ours: Promise, maker: Promise, rule: MakerRule, source: str = "") -> tuple[Segment, ...]:
    """The manufacturer's cover of a unit as segments, beside ours.

    ``maker`` has its own anchor (ex works, invoice …). OWN_WINDOW keeps its window even where it ends before ours:
    the supplier's repair orders rest on it (R-044). DURATION_ON_OUR_ANCHOR gives its months by our anchor and count,
    where they are more than ours. None where an anchor or months are missing.
    """
    if rule is MakerRule.IGNORE or maker.months == 0:
        return ()
    if rule is MakerRule.DURATION_ON_OUR_ANCHOR:
        if maker.months <= ours.months:
            return ()
        maker = Promise(ours.anchor, maker.months, ours.rule, ours.month_end_sticky)
    if maker.anchor is None:
        return ()
    window = cover_window(maker.anchor, maker.months, maker.rule, month_end_sticky=maker.month_end_sticky)
    return (Segment(SegmentKind.MANUFACTURER, window.first, window.last, source or SegmentKind.MANUFACTURER.value),)


def extension_segments(before: Sequence[Segment], extensions: Iterable[Extension]) -> tuple[Segment, ...]:
    """The extension contracts of a unit, in the order of the contracts, as segments after those ``before``.

    A contiguous one follows the effective last day of all that comes before it, extensions included: its last day
    corresponds to that day. Where there is none, because nothing is accepted yet, it does not begin.
    """
    added: list[Segment] = []
    for extension in extensions:
        if (window := _window(extension, effective_last([*before, *added]))) is not None:
            source = extension.source or SegmentKind.EXTENSION.value
            added.append(Segment(SegmentKind.EXTENSION, window.first, window.last, source))
    return tuple(added)


def gaps(segments: Sequence[Segment]) -> tuple[Window, ...]:
    """The stretches between covered days that no segment covers; they are POST_WARRANTY, and shown (INV-16)."""
    begins = first_own_day(segments)
    if begins is None:
        return ()
    found: list[Window] = []
    reached = begins
    for segment in sorted(segments, key=lambda segment: segment.first):
        if segment.first > reached + ONE_DAY:
            found.append(Window(reached + ONE_DAY, segment.first - ONE_DAY))
        reached = max(reached, segment.last)
    return tuple(found)


def first_own_day(segments: Iterable[Segment]) -> date | None:
    """Where our own promise begins; None without one, since a maker's window alone is no acceptance (C-04)."""
    return min((segment.first for segment in segments if segment.kind is not SegmentKind.MANUFACTURER), default=None)


def _window(extension: Extension, previous_last: date | None) -> Window | None:
    anchor = previous_last if extension.start is ExtensionStart.CONTIGUOUS else extension.day
    if anchor is None:
        return None
    rule = CountRule.DAY_COUNTED if extension.start is ExtensionStart.FIXED_DATE else CountRule.NEXT_DAY
    return cover_window(anchor, extension.months, rule)
