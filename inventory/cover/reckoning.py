"""What covers a unit, reckoned from what is recorded of it (rules.md C-01 … C-06). Pure: facts in, segments out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from inventory.calendars.days import Days
from inventory.cover.anchors import anchor_of, event_day
from inventory.cover.extensions import MakerRule, extension_segments, first_own_day, maker_segments
from inventory.cover.facts import UnitFacts
from inventory.cover.proven import Proven, in_order
from inventory.cover.replacement import ReplacementRule, replacement_segments
from inventory.cover.rules import (
    ONE_DAY,
    CountRule,
    Promise,
    Segment,
    SegmentKind,
    Window,
    base_segments,
    effective_last,
    obligation_last,
)
from inventory.cover.suspension import SuspendRule, Suspension, suspended
from inventory.policies.terms import SparesDuty

WrittenRow = tuple[str, str, str, str, str, int]
"""A segment as text: first and last day, kind, source, proof and its row, 0 for none."""
WrittenDays = tuple[str | None, str | None, str | None]


@dataclass(frozen=True)
class Reckoned:
    """The cover of a unit.

    ``first``: from when our own promise counts, None while there is no acceptance (C-04); ``last``: the last covered
    day of all; ``spares_last``: until when spares are owed (C-06), None where nothing is or no end can be reckoned.
    """

    segments: tuple[Proven, ...] = ()
    first: date | None = None
    last: date | None = None
    spares_last: date | None = None

    @cached_property
    def written(self) -> tuple[list[WrittenRow], WrittenDays]:
        """The same as text, in order, as it is kept and compared: thousands of units share one answer."""
        rows = [
            (one.first.isoformat(), one.last.isoformat(), one.kind.value, one.source, one.proof, one.proof_id or 0)
            for one in self.segments
        ]
        return sorted(rows), (_text(self.first), _text(self.last), _text(self.spares_last))


def reckon(
    facts: UnitFacts, today: date, *, predecessor: Sequence[Segment] = (), working: Days | None = None
) -> Reckoned:
    """The cover of the unit.

    ``predecessor``: the segments of the unit whose place it took; ``working``: the working days, for terms that move
    the last day off a holiday; a repair that goes on counts up to ``today``.
    """
    own = list(_own(facts, predecessor))
    warranty = [*own, *_maker(facts, own)]
    given_back = suspension(facts, warranty, today)
    if given_back is not None and given_back.days:
        warranty.append(_given_back(facts, given_back))
    if facts.policy.terms.holiday_moves_end and working is not None:
        warranty = _off_holiday(warranty, working)
    segments = [*warranty, *_manual(facts)]
    for one in facts.extensions:
        if first_own_day(segments) is None and one.extension.day is None:
            continue  # contiguous to nothing: a maker's window alone is no acceptance
        segments += [
            _proven(found, "extension_contract", one.id) for found in extension_segments(segments, [one.extension])
        ]
    return Reckoned(
        in_order(segments), _first(facts, own, segments), effective_last(segments), _spares_last(facts, segments)
    )


def promise(facts: UnitFacts) -> Promise:
    """Our own base promise; months that nobody recorded promise nothing that could be shown."""
    terms = facts.policy.terms
    return Promise(anchor_of(facts).day, facts.months or 0, terms.count_rule, terms.month_end_sticky)


def term_missing(facts: UnitFacts, found: Reckoned) -> bool:
    """Whether the unit is accepted, and neither it nor its contract, policy or model says for how long it is covered.

    One that took the place of another has what was left of that one's cover, which may be nothing.
    """
    return facts.months is None and found.first is not None and not found.segments and facts.swap is None


def maker_promise(facts: UnitFacts) -> Promise | None:
    """The manufacturer's months: the unit's own paper, else what is usual for its model; None where neither says any.

    For a unit that took the place of another one only its own paper counts: it gets what was left of the other's
    cover (INV-13), and no longer window by being of a model.
    """
    signed = facts.contract.accepted_on if facts.contract else None
    if facts.maker is not None:
        if facts.maker.months is None:
            return None
        return Promise(event_day(facts.maker.anchor, facts.days, signed).day, facts.maker.months, CountRule.STATUTORY)
    if facts.usual_months is None or facts.swap is not None:
        return None
    return Promise(event_day(facts.usual_anchor, facts.days, signed).day, facts.usual_months, CountRule.STATUTORY)


def suspension(facts: UnitFacts, warranty: Sequence[Segment], today: date) -> Suspension | None:
    """What the repairs of the unit give back after the ``warranty`` (C-03); None where the terms give nothing back."""
    rule = facts.policy.terms.suspend
    before = [one for one in warranty if one.kind is not SegmentKind.SUSPENSION]
    first, last = first_own_day(before), effective_last(before)
    if rule is SuspendRule.NONE or first is None or last is None:
        return None
    return suspended(
        Window(first, last),
        [custody.repair for custody in facts.custodies],
        rule,
        today=today,
        loaners=[custody.loaner for custody in facts.custodies if custody.loaner is not None],
    )


def _own(facts: UnitFacts, predecessor: Sequence[Segment]) -> tuple[Proven, ...]:
    """The base window, or what the unit got with the place of another one (C-05)."""
    swap = facts.swap
    if swap is not None:
        restarts = swap.terms.rule is ReplacementRule.RESTART
        if restarts or first_own_day(predecessor) is not None:
            found = replacement_segments(predecessor, swap.swapped_on, swap.terms, swap.source)
            return tuple(_proven(one, "serial_swap", swap.id) for one in found)
    base = base_segments(promise(facts))
    if facts.contract is None or not facts.contract.says_something:
        return tuple(_proven(one, "asset", None) for one in base)
    rests = facts.contract
    return tuple(_proven(replace(one, source=rests.number), "contract", rests.id) for one in base)


def _maker(facts: UnitFacts, own: Sequence[Segment]) -> tuple[Proven, ...]:
    rule = facts.policy.terms.maker_rule
    if rule is MakerRule.IGNORE:
        return ()
    paper = facts.maker
    proof = ("product_model", facts.model_id) if paper is None else ("maker_cover", paper.id)
    if paper is not None and paper.last is not None:
        first = _begins(facts, own)
        if first is None or first > paper.last:
            first = paper.last
        kind = SegmentKind.MANUFACTURER
        return (Proven(kind, first, paper.last, paper.document or kind.value, *proof),)
    theirs = maker_promise(facts)
    if theirs is None:
        return ()
    found = maker_segments(promise(facts), theirs, rule, "" if paper is None else paper.document)
    return tuple(_proven(one, *proof) for one in found)


def _begins(facts: UnitFacts, own: Sequence[Segment]) -> date | None:
    """Where a manufacturer's window begins whose paper names its last day alone: with what the paper is about."""
    assert facts.maker is not None
    signed = facts.contract.accepted_on if facts.contract else None
    named = event_day(facts.maker.anchor, facts.days, signed).day
    return named or first_own_day(own) or facts.days.sold_on or facts.days.delivered_on


def _given_back(facts: UnitFacts, found: Suspension) -> Proven:
    kind = SegmentKind.SUSPENSION
    source = ", ".join(dict.fromkeys(repair.source for repair in found.counted if repair.source))
    latest = next((custody.id for custody in reversed(facts.custodies) if custody.repair in found.counted), None)
    before = found.last.toordinal() - found.days
    return Proven(kind, date.fromordinal(before + 1), found.last, source[:120] or kind.value, "custody", latest)


def _off_holiday(warranty: Sequence[Proven], working: Days) -> list[Proven]:
    """The last day of our own warranty, moved to the next working day where it is none (Art. 203)."""
    ours = [one for one in warranty if one.kind in (SegmentKind.BASE, SegmentKind.SUSPENSION)]
    latest = max(ours, key=lambda one: one.last, default=None)
    if latest is None or working.holds(latest.last):
        return list(warranty)
    moved = replace(latest, last=working.after(latest.last, 1))
    return [moved if one is latest else one for one in warranty]


def _manual(facts: UnitFacts) -> Iterable[Proven]:
    kind = SegmentKind.MANUAL
    return [
        Proven(kind, one.first, one.last, one.document or kind.value, "manual_cover", one.id) for one in facts.manual
    ]


def _first(facts: UnitFacts, own: Sequence[Segment], segments: Sequence[Segment]) -> date | None:
    """A promise of no months has begun with its anchor all the same: it is out of warranty, not waiting (C-04)."""
    begun = first_own_day(own) or anchor_of(facts).day
    return min((day for day in (begun, first_own_day(segments)) if day is not None), default=None)


def _spares_last(facts: UnitFacts, segments: Sequence[Segment]) -> date | None:
    terms = facts.policy.terms
    last = effective_last(segments, extensions=terms.spares_after_extension)
    if last is None or facts.is_gone or first_own_day(segments) is None or terms.spares_duty is not SparesDuty.MONTHS:
        return None
    return obligation_last(last, terms.spares_months)


def _proven(segment: Segment, proof: str, proof_id: int | None) -> Proven:
    return Proven(segment.kind, segment.first, segment.last, segment.source, proof, proof_id)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


__all__ = ["ONE_DAY", "Reckoned", "in_order", "maker_promise", "promise", "reckon", "suspension", "term_missing"]
