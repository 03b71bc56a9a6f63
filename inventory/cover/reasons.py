"""Why cover reaches further than the base window, where it has gaps, and how long spares are owed: step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from inventory.cover.anchors import event_day
from inventory.cover.extensions import ExtensionStart, MakerRule, gaps
from inventory.cover.facts import ExtensionFacts, UnitFacts
from inventory.cover.proven import Proven
from inventory.cover.reckoning import maker_promise, promise, suspension
from inventory.cover.rules import ONE_DAY, Promise, SegmentKind, effective_last
from inventory.cover.standing import Kept
from inventory.cover.steps import EVENTS, RECKONED, Source, Step, clauses, resting
from inventory.cover.words import Days, Months
from inventory.i18n import N_, Message
from inventory.policies.terms import SparesDuty

_OWN: Final = frozenset(
    {SegmentKind.BASE, SegmentKind.INHERITED, SegmentKind.MIN_AFTER_REPLACEMENT, SegmentKind.SUSPENSION}
)
_EXTENDED: Final[Mapping[ExtensionStart, str]] = {
    ExtensionStart.CONTIGUOUS: N_(
        "Maintenance contract {number}, {term} after all cover before it: {first} to {last}."
    ),
    ExtensionStart.FROM_SIGNATURE: N_(
        "Maintenance contract {number}, {term} from the day after the signature: {first} to {last}."
    ),
    ExtensionStart.FIXED_DATE: N_("Maintenance contract {number}, {term} from the day it names: {first} to {last}."),
}


def maker(facts: UnitFacts, kept: Kept) -> Iterator[Step]:
    """Whether the manufacturer's window reaches further: dates are compared, never durations (C-02)."""
    rule = clauses(facts.policy, "warranty.mfr_rule")
    if facts.maker is None:
        usual = Message(N_("what the manufacturer usually gives for the model"))
        paper = Source(usual, "product_model", facts.model_id)
    else:
        named = Message(N_("the manufacturer's paper for this unit"))
        if facts.maker.document:
            named = Message(N_("{what}: {name}"), {"what": named, "name": facts.maker.document})
        paper = Source(named, "maker_cover", facts.maker.id)
    yield from resting(_maker(facts, kept), rule if facts.policy.terms.maker_rule is MakerRule.IGNORE else paper)


def _maker(facts: UnitFacts, kept: Kept) -> Iterator[Message]:
    rule, theirs = facts.policy.terms.maker_rule, maker_promise(facts)
    if rule is MakerRule.IGNORE:
        if facts.maker is not None:
            yield Message(N_("The manufacturer's warranty does not count under these terms."))
        return
    found = next((one for one in kept.segments if one.kind is SegmentKind.MANUFACTURER), None)
    own = effective_last([one for one in kept.segments if one.kind in _OWN])
    if found is None:
        if theirs is not None and theirs.months:
            yield from _no_window(facts, theirs)
        return
    values = {"last": found.last, "ours": own}
    if rule is MakerRule.DURATION_ON_OUR_ANCHOR and theirs is not None:
        yield Message(
            N_("The manufacturer gives {term}, which is more than ours: counted from our own day, until {last}."),
            {"term": Months(theirs.months), **values},
        )
    elif own is None:
        yield Message(N_("The manufacturer's warranty ends on {last}; ours has not begun."), values)
    elif found.last > own:
        yield Message(
            N_("The manufacturer's warranty ends on {last}, later than ours on {ours}, so it counts."), values
        )
    else:
        yield Message(
            N_(
                "The manufacturer's warranty ends on {last}, not later than ours on {ours}: days are compared, not "
                "months."
            ),
            values,
        )
    if theirs is not None and theirs.anchor is not None and rule is MakerRule.OWN_WINDOW:
        event = facts.maker.anchor if facts.maker is not None else facts.usual_anchor
        yield Message(
            N_("The manufacturer gives {term} from {event} on {anchor}."),
            {"term": Months(theirs.months), "event": Message(EVENTS[event]), "anchor": theirs.anchor},
        )


def _no_window(facts: UnitFacts, theirs: Promise) -> Iterator[Message]:
    if facts.policy.terms.maker_rule is MakerRule.DURATION_ON_OUR_ANCHOR:
        if promise(facts).anchor is not None:
            yield Message(
                N_("The manufacturer gives {term}, which is no more than ours."), {"term": Months(theirs.months)}
            )
        return
    event = facts.maker.anchor if facts.maker is not None else facts.usual_anchor
    if event_day(event, facts.days, facts.contract.accepted_on if facts.contract else None).day is None:
        yield Message(
            N_("The manufacturer gives {term} from {event}, whose day is not recorded, so its end is not known."),
            {"term": Months(theirs.months), "event": Message(EVENTS[event])},
        )


def suspended(facts: UnitFacts, kept: Kept, today: date) -> Iterator[Step]:
    """The repairs that gave days back, and why others did not (C-03)."""
    return resting(_suspended(facts, kept, today), clauses(facts.policy, "warranty.suspend"))


def _suspended(facts: UnitFacts, kept: Kept, today: date) -> Iterator[Message]:
    warranty = [one for one in kept.segments if one.kind in _OWN or one.kind is SegmentKind.MANUFACTURER]
    found = suspension(facts, warranty, today)
    if found is None:
        return
    if found.days:
        yield Message(
            N_("{days} in repair are added, so the warranty lasts until {last}."),
            {"days": Days(found.days), "last": found.last},
        )
    for custody in facts.custodies:
        if custody.repair.chargeable:
            yield Message(
                N_("The repair that began on {day} was charged, so its days are not added."),
                {"day": custody.repair.first},
            )
    for repair in found.too_late:
        yield Message(
            N_("The repair that began on {day} came after the last day, so its days are not added."),
            {"day": repair.first},
        )


def manual(facts: UnitFacts) -> Iterator[Step]:
    """Days that somebody granted."""
    for one in facts.manual:
        said = Message(
            N_("{first} to {last} was granted by {who}: {reason}"),
            {
                "first": one.first,
                "last": one.last,
                "who": one.approved_by or one.granted_by or "–",
                "reason": one.reason,
            },
        )
        granted = Message(N_("granted by a manager"))
        if one.document:
            granted = Message(N_("{what}: {name}"), {"what": granted, "name": one.document})
        yield Step(said, Source(granted, "manual_cover", one.id))


def extended(facts: UnitFacts, kept: Kept) -> Iterator[Step]:
    """The maintenance contracts of the unit."""
    for one in facts.extensions:
        number = {"number": one.extension.source}
        source = Source(Message(N_("maintenance contract {number}"), number), "extension_contract", one.id)
        found = next((segment for segment in kept.segments if _is_of(segment, one)), None)
        if found is None:
            waits = N_("Maintenance contract {number} follows the cover before it, which has not begun yet.")
            yield Step(Message(waits, number), source)
            continue
        values = {"term": Months(one.extension.months), "first": found.first, "last": found.last}
        yield Step(Message(_EXTENDED[one.extension.start], number | values), source)


def _is_of(segment: Proven, one: ExtensionFacts) -> bool:
    return segment.proof == "extension_contract" and segment.proof_id == one.id


def gapped(kept: Kept) -> Iterator[Step]:
    """The stretches that nothing covers (INV-16)."""
    for gap in gaps(kept.segments):
        said = Message(
            N_("Nothing covers {first} to {last}: {days} out of warranty."),
            {"first": gap.first, "last": gap.last, "days": Days((gap.last - gap.first + ONE_DAY).days)},
        )
        yield Step(said, RECKONED)


def spares(facts: UnitFacts, kept: Kept) -> Iterator[Step]:
    """Until when spares are owed (C-06)."""
    settings = ["obligation.spares"]
    if kept.spares_last is not None:
        settings.append("obligation.months")
    return resting(_spares(facts, kept), clauses(facts.policy, *settings))


def _spares(facts: UnitFacts, kept: Kept) -> Iterator[Message]:
    duty = facts.policy.terms.spares_duty
    if kept.spares_last is not None:
        yield Message(
            N_("Spares are promised until {day}, {months} after the free warranty."),
            {"day": kept.spares_last, "months": Months(facts.policy.terms.spares_months)},
        )
    elif kept.begins is not None and duty is SparesDuty.LONG_TERM:
        yield Message(N_("Spares are promised for the long term, without an end that could be reckoned."))
    elif kept.begins is not None and duty is SparesDuty.LIFETIME:
        yield Message(N_("Spares are promised as long as the unit lives."))
