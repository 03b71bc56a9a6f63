"""The words of cover in both languages: labels of its enums, and a headline; ``explanation`` says the reasons.

The bare word 保修期 means the free period in one contract and the paid one in another (glossary), so no status says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from inventory.cover.rules import CountRule, Cover, CoverStatus, SegmentKind
from inventory.i18n import N_, Message, ngettext
from inventory.values.records import record

STATUS: Final[Mapping[CoverStatus, Message]] = {
    CoverStatus.PRE_ACCEPTANCE: Message(N_("Not accepted yet")),
    CoverStatus.IN_WARRANTY: Message(N_("In warranty")),
    CoverStatus.EXTENDED: Message(N_("In extended warranty")),
    CoverStatus.POST_WARRANTY: Message(N_("Out of warranty")),
    CoverStatus.NO_OBLIGATION: Message(N_("No obligation")),
}

NO_TERM: Final = Message(N_("Warranty term missing"))
"""Of a unit that is accepted while nobody recorded for how long it is covered."""

KIND: Final[Mapping[SegmentKind, Message]] = {
    SegmentKind.BASE: Message(N_("Our free warranty")),
    SegmentKind.MANUFACTURER: Message(N_("Manufacturer's warranty")),
    SegmentKind.EXTENSION: Message(N_("Extended warranty")),
    SegmentKind.SUSPENSION: Message(N_("Days added for repairs")),
    SegmentKind.INHERITED: Message(N_("Taken over from the replaced unit")),
    SegmentKind.MIN_AFTER_REPLACEMENT: Message(N_("Least cover after a replacement")),
    SegmentKind.MANUAL: Message(N_("Set by a manager")),
}

RULE: Final[Mapping[CountRule, Message]] = {
    CountRule.DAY_COUNTED: Message(N_("The day of acceptance counts as the first day")),
    CountRule.STATUTORY: Message(N_("From the day of acceptance, which is covered but not counted")),
    CountRule.NEXT_DAY: Message(N_("From the day after the acceptance")),
}


@record
class Months:
    """A term inside a sentence: "1 month", "36 months", 36 个月; worded when it is read."""

    count: int

    def __str__(self) -> str:
        return ngettext("{count} month", "{count} months", self.count).format(count=self.count)


@record
class Days:
    """A stretch of days inside a sentence: "1 day", "112 days", 112 天; worded when it is read."""

    count: int

    def __str__(self) -> str:
        return ngettext("{count} day", "{count} days", self.count).format(count=self.count)


def status_of(cover: Cover) -> Message:
    """Where a unit stands, in a word."""
    return NO_TERM if cover.term_missing else STATUS[cover.status]


def headline(cover: Cover) -> Message:
    """The cover in one line, as the card shows it: "In warranty, 112 days left"."""
    status = status_of(cover)
    if cover.days_left == 0:
        return Message(N_("{status}, today is the last day"), {"status": status})
    if cover.days_left is not None:
        return Message(N_("{status}, {days} left"), {"status": status, "days": Days(cover.days_left)})
    if cover.status is CoverStatus.POST_WARRANTY and cover.last is not None:
        return Message(N_("{status} since the end of {last}"), {"status": status, "last": cover.last})
    if cover.status is CoverStatus.PRE_ACCEPTANCE and cover.first is not None:
        return Message(N_("Free warranty begins on {first}"), {"first": cover.first})
    return status


def short(cover: Cover) -> Message:
    """The cover as a list has room for it: "112 days left", "Ended 2026-03-15"; ``headline`` says it in full."""
    if cover.days_left == 0:
        return Message(N_("Last day today"))
    if cover.days_left is not None:
        return Message(N_("{days} left"), {"days": Days(cover.days_left)})
    if cover.status is CoverStatus.POST_WARRANTY and cover.last is not None:
        return Message(N_("Ended {last}"), {"last": cover.last})
    if cover.status is CoverStatus.PRE_ACCEPTANCE and cover.first is not None:
        return Message(N_("Begins {first}"), {"first": cover.first})
    return status_of(cover)
