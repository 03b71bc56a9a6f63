"""Why the cover of a unit is as it is: a sentence for each step of the reckoning, for the person who is asked.

The steps follow ``reckoning.reckon``; what they say is reckoned by the same rules from the same facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from inventory.cover import reasons, steps
from inventory.cover.anchors import Anchor, anchor_of
from inventory.cover.facts import SwapFacts, UnitFacts
from inventory.cover.reckoning import promise
from inventory.cover.replacement import ReplacementRule
from inventory.cover.rules import CountRule, Promise, SegmentKind, corresponding, cover_window
from inventory.cover.standing import Kept
from inventory.cover.steps import EVENTS, UNIT, Source, Step, resting
from inventory.cover.words import Days, Months
from inventory.i18n import N_, Message
from models.assets import AssetState
from models.policies import AnchorEvent

_COUNTED: Final[Mapping[CountRule, str]] = {
    CountRule.DAY_COUNTED: N_("{term} from {event} on {anchor}, this day counted as the first: {first} to {last}."),
    CountRule.STATUTORY: N_("{term} from {event} on {anchor}, this day covered but not counted: {first} to {last}."),
    CountRule.NEXT_DAY: N_("{term} from the day after {event} on {anchor}: {first} to {last}."),
}
_REPLACED: Final[Mapping[ReplacementRule, str]] = {
    ReplacementRule.INHERIT: N_("It took the place of {serial} on {day} and has what was left of that unit's cover."),
    ReplacementRule.INHERIT_MIN_DAYS: N_(
        "It took the place of {serial} on {day} and has what was left of that unit's cover, {days} at least."
    ),
    ReplacementRule.RESTART: N_("It took the place of {serial} on {day}, which began a new warranty of {term}."),
}


def explain(facts: UnitFacts, kept: Kept, today: date, *, replaced_by: str = "") -> tuple[Message, ...]:
    """Why the unit's cover is as it is kept. ``replaced_by``: the serial of the unit that took its place."""
    return tuple(step.text for step in step_by_step(facts, kept, today, replaced_by=replaced_by))


def step_by_step(facts: UnitFacts, kept: Kept, today: date, *, replaced_by: str = "") -> tuple[Step, ...]:
    """The same, each sentence with what it rests on."""
    if facts.is_gone:
        return (Step(_gone(facts.state, replaced_by), UNIT),)
    parts = (_begun(facts, kept), resting(_policy(facts), _governing(facts)), reasons.maker(facts, kept),
             reasons.suspended(facts, kept, today), reasons.manual(facts), reasons.extended(facts, kept),
             reasons.gapped(kept), reasons.spares(facts, kept))  # fmt: skip
    return tuple(step for part in parts for step in part)


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


def _governing(facts: UnitFacts) -> Source:
    """What says which policy holds: the contract that names it, else the house."""
    if facts.contract is not None and facts.contract.has_policy:
        return steps.contract(facts)
    version = Message(N_("terms of the house, version {version}"), {"version": facts.policy.number})
    return Source(version, "policy_version", facts.policy.id)


def _begun(facts: UnitFacts, kept: Kept) -> Iterator[Step]:
    """Where the cover itself comes from: another unit's place, or the base window."""
    if facts.swap is not None:
        yield Step(_replaced(facts.swap), steps.replacement(facts.swap))
        if kept.begins is not None and not any(one.proof in ("asset", "contract") for one in kept.segments):
            return
    yield from resting(_base(facts, kept), steps.base(facts))


def _base(facts: UnitFacts, kept: Kept) -> Iterator[Message]:
    anchor, ours = anchor_of(facts), promise(facts)
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


__all__: Sequence[str] = ["EVENTS", "base", "explain", "step_by_step"]
