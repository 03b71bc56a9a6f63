"""Why the cover of a unit is as it is: a sentence for each step of the reckoning, for the person who is asked.

The steps follow ``reckoning.reckon``; what they say is reckoned by the same rules from the same facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from inventory.cover.anchors import Anchor, anchor_of, event_day
from inventory.cover.extensions import ExtensionStart, MakerRule, gaps
from inventory.cover.facts import ExtensionFacts, SwapFacts, UnitFacts
from inventory.cover.proven import Proven
from inventory.cover.reckoning import maker_promise, promise, suspension
from inventory.cover.replacement import ReplacementRule
from inventory.cover.rules import (
    ONE_DAY,
    CountRule,
    Promise,
    SegmentKind,
    corresponding,
    cover_window,
    effective_last,
)
from inventory.cover.standing import Kept
from inventory.cover.words import Days, Months
from inventory.i18n import N_, Message
from inventory.policies.terms import SparesDuty
from inventory.policies.words import EVENT
from models.assets import AssetState
from models.policies import AnchorEvent

EVENTS: Final[Mapping[AnchorEvent | None, str]] = {
    **EVENT,
    AnchorEvent.EQUIPMENT_SIGNED: N_("the acceptance of the unit"),
}
_OWN: Final = frozenset(
    {SegmentKind.BASE, SegmentKind.INHERITED, SegmentKind.MIN_AFTER_REPLACEMENT, SegmentKind.SUSPENSION}
)
_COUNTED: Final[Mapping[CountRule, str]] = {
    CountRule.DAY_COUNTED: N_(
        "{term} from {event} on {anchor}, this day counted as the first: {first} to {last} (DAY_COUNTED)."
    ),
    CountRule.STATUTORY: N_(
        "{term} from {event} on {anchor}, this day covered but not counted: {first} to {last} (STATUTORY)."
    ),
    CountRule.NEXT_DAY: N_("{term} from the day after {event} on {anchor}: {first} to {last} (NEXT_DAY)."),
}
_REPLACED: Final[Mapping[ReplacementRule, str]] = {
    ReplacementRule.INHERIT: N_(
        "It took the place of {serial} on {day} and has what was left of that unit's cover (INHERIT)."
    ),
    ReplacementRule.INHERIT_MIN_DAYS: N_(
        "It took the place of {serial} on {day} and has what was left of that unit's cover, {days} at least "
        "(INHERIT_MIN_DAYS)."
    ),
    ReplacementRule.RESTART: N_(
        "It took the place of {serial} on {day}, which began a new warranty of {term} (RESTART)."
    ),
}
_EXTENDED: Final[Mapping[ExtensionStart, str]] = {
    ExtensionStart.CONTIGUOUS: N_(
        "Maintenance contract {number}, {term} after all cover before it: {first} to {last}."
    ),
    ExtensionStart.FROM_SIGNATURE: N_(
        "Maintenance contract {number}, {term} from the day after the signature: {first} to {last}."
    ),
    ExtensionStart.FIXED_DATE: N_("Maintenance contract {number}, {term} from the day it names: {first} to {last}."),
}


def explain(facts: UnitFacts, kept: Kept, today: date, *, replaced_by: str = "") -> tuple[Message, ...]:
    """Why the unit's cover is as it is kept. ``replaced_by``: the serial of the unit that took its place."""
    if facts.is_gone:
        return (_gone(facts.state, replaced_by),)
    steps = (_begun(facts, kept), _policy(facts), _maker(facts, kept), _suspended(facts, kept, today), _manual(facts),
             _extended(facts, kept), _gaps(kept), _spares(facts, kept))  # fmt: skip
    return tuple(message for step in steps for message in step)


def _gone(state: AssetState, replaced_by: str) -> Message:
    if state is AssetState.REPLACED and replaced_by:
        return Message(
            N_("{serial} took its place, and what was left of its cover has gone over to that unit."),
            {"serial": replaced_by},
        )
    if state in (AssetState.REPLACED, AssetState.RETURNED_FAULTY):
        return Message(N_("The unit was replaced, so nothing is owed for it any more."))
    return Message(N_("The unit is retired or scrapped, so nothing is owed for it any more."))


def _policy(facts: UnitFacts) -> Iterator[Message]:
    policy, contract = facts.policy, facts.contract
    if contract is not None and contract.has_policy:
        yield Message(
            N_("Contract {number} stands under policy {code}, version {version}."),
            {"number": contract.number, "code": policy.code, "version": policy.number},
        )
    elif policy.number:
        yield Message(
            N_("No contract names a policy: the house terms hold, version {version}."), {"version": policy.number}
        )


def _begun(facts: UnitFacts, kept: Kept) -> Iterator[Message]:
    """Where the cover itself comes from: another unit's place, or the base window."""
    anchor, ours = anchor_of(facts), promise(facts)
    if facts.swap is not None:
        yield _replaced(facts.swap)
        if kept.begins is not None and not any(one.proof in ("asset", "contract") for one in kept.segments):
            return
    if anchor.day is None:
        yield _not_begun(anchor)
        return
    if facts.months is None:
        yield Message(N_("It was accepted on {day}."), {"day": anchor.day})
        yield Message(N_("Nobody has recorded its warranty months. Enter what the contract says."))
        return
    if not ours.months:
        yield Message(N_("It was accepted on {anchor}, and no free warranty was promised."), {"anchor": anchor.day})
        return
    yield from base(ours, anchor.event)
    yield from _sources(facts, anchor)
    yield from _holiday(facts, kept, ours)


def base(ours: Promise, event: AnchorEvent) -> Iterator[Message]:
    """The base window: how the months were counted, and what a short month did to the last day (C-01)."""
    assert ours.anchor is not None
    window = cover_window(ours.anchor, ours.months, ours.rule, month_end_sticky=ours.month_end_sticky)
    yield Message(
        _COUNTED[ours.rule],
        {
            "term": Months(ours.months), "event": Message(EVENTS[event]), "anchor": ours.anchor, "first": window.first,
            "last": window.last,
        },
    )  # fmt: skip
    end = corresponding(ours.anchor, ours.months)
    if end.day != ours.anchor.day:
        yield Message(
            N_("{month} has no day {day}, so its last day takes its place."),
            {"month": f"{end:%Y-%m}", "day": ours.anchor.day},
        )
    elif window != cover_window(ours.anchor, ours.months, ours.rule):
        yield Message(
            N_("{anchor} is the last day of its month, so the last day of {month} corresponds to it."),
            {"month": f"{end:%Y-%m}", "anchor": ours.anchor},
        )


def _replaced(swap: SwapFacts) -> Message:
    values: dict[str, object] = {"serial": swap.serial_no, "day": swap.swapped_on}
    if swap.terms.rule is ReplacementRule.INHERIT_MIN_DAYS:
        values["days"] = Days(swap.terms.days)
    if swap.terms.rule is ReplacementRule.RESTART:
        values["term"] = Months(swap.terms.months)
    return Message(_REPLACED[swap.terms.rule], values)


def _not_begun(anchor: Anchor) -> Message:
    if anchor.event is AnchorEvent.EQUIPMENT_SIGNED:
        return Message(N_("There is no acceptance yet. The free warranty starts with it; until then all work is free."))
    return Message(
        N_("The free warranty counts from {event}, which is not recorded yet; until then all work is free."),
        {"event": Message(EVENTS[anchor.event])},
    )


def _sources(facts: UnitFacts, anchor: Anchor) -> Iterator[Message]:
    """Which record the day and the months come from, where that is not the policy alone."""
    contract = facts.contract
    if anchor.of_contract and contract is not None:
        yield Message(N_("The day of the acceptance is that of contract {number}."), {"number": contract.number})
    completed, signed = facts.days.completed_on, facts.days.accepted_on
    if anchor.event in (AnchorEvent.EQUIPMENT_SIGNED, AnchorEvent.PROJECT_SIGNED) and completed == anchor.day != signed:
        yield Message(N_("The completion was later than the signature, so its day counts."))
    if facts.own_months is not None:
        return
    if contract is not None and contract.months is not None:
        yield Message(N_("The months are those of contract {number}."), {"number": contract.number})
    elif facts.policy.terms.warranty_months is None:
        yield Message(
            N_("The unit's own months are not recorded; the manufacturer usually gives {months} for its model."),
            {"months": Months(facts.months or 0)},
        )


def _holiday(facts: UnitFacts, kept: Kept, ours: Promise) -> Iterator[Message]:
    assert ours.anchor is not None
    if not facts.policy.terms.holiday_moves_end:
        return
    last = cover_window(ours.anchor, ours.months, ours.rule, month_end_sticky=ours.month_end_sticky).last
    moved = next((one.last for one in kept.segments if one.kind is SegmentKind.BASE), last)
    if moved != last:
        yield Message(
            N_("{day} is a day off, so the last day moves to the next working day, {last}."),
            {"day": last, "last": moved},
        )


def _maker(facts: UnitFacts, kept: Kept) -> Iterator[Message]:
    """Whether the manufacturer's window reaches further: dates are compared, never durations (C-02)."""
    rule, theirs = facts.policy.terms.maker_rule, maker_promise(facts)
    if rule is MakerRule.IGNORE:
        if facts.maker is not None:
            yield Message(N_("The manufacturer's warranty does not count under these terms (IGNORE)."))
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


def _suspended(facts: UnitFacts, kept: Kept, today: date) -> Iterator[Message]:
    """The repairs that gave days back, and why others did not (C-03)."""
    warranty = [one for one in kept.segments if one.kind in _OWN or one.kind is SegmentKind.MANUFACTURER]
    found = suspension(facts, warranty, today)
    if found is None:
        return
    if found.days:
        yield Message(
            N_("{days} in repair are added, so the warranty lasts until {last} ({rule})."),
            {"days": Days(found.days), "last": found.last, "rule": facts.policy.terms.suspend.value},
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


def _manual(facts: UnitFacts) -> Iterator[Message]:
    for one in facts.manual:
        yield Message(
            N_("{first} to {last} was granted by {who}: {reason}"),
            {
                "first": one.first,
                "last": one.last,
                "who": one.approved_by or one.granted_by or "–",
                "reason": one.reason,
            },
        )


def _extended(facts: UnitFacts, kept: Kept) -> Iterator[Message]:
    for one in facts.extensions:
        found = next((segment for segment in kept.segments if _is_of(segment, one)), None)
        if found is None:
            yield Message(
                N_("Maintenance contract {number} follows the cover before it, which has not begun yet."),
                {"number": one.extension.source},
            )
            continue
        yield Message(
            _EXTENDED[one.extension.start],
            {
                "number": one.extension.source, "term": Months(one.extension.months), "first": found.first,
                "last": found.last,
            },
        )  # fmt: skip


def _is_of(segment: Proven, one: ExtensionFacts) -> bool:
    return segment.proof == "extension_contract" and segment.proof_id == one.id


def _gaps(kept: Kept) -> Iterator[Message]:
    for gap in gaps(kept.segments):
        yield Message(
            N_("Nothing covers {first} to {last}: {days} out of warranty."),
            {"first": gap.first, "last": gap.last, "days": Days((gap.last - gap.first + ONE_DAY).days)},
        )


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


__all__: Sequence[str] = ["EVENTS", "base", "explain"]
