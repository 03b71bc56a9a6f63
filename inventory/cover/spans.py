"""The covered days of a unit and the gaps between them, as a person reads them down a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inventory.cover.extensions import gaps
from inventory.cover.facts import UnitFacts
from inventory.cover.proven import Proven
from inventory.cover.rules import ONE_DAY, SegmentKind
from inventory.cover.standing import Kept
from inventory.i18n import N_, Message
from inventory.policies.words import REPLACEMENT


@dataclass(frozen=True, slots=True)
class Span:
    """Days of one kind, both included. ``segment`` None: nothing covers them. ``note``: what more is known of them.

    ``lost``: the unit left before they began, so that they were never anybody's.
    """

    first: date
    last: date
    segment: Proven | None = None
    note: Message | None = None
    lost: bool = False

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.last - self.first + ONE_DAY).days

    def holds(self, day: date) -> bool:
        """Whether it is about that day."""
        return self.first <= day <= self.last and not self.lost


def spans(facts: UnitFacts, kept: Kept, left_on: date | None = None) -> tuple[Span, ...]:
    """Segments and gaps by their first day. ``left_on``: when the unit left for good; what is after it is marked."""
    found = [*_covered(facts, kept, left_on), *(Span(gap.first, gap.last) for gap in gaps(kept.segments))]
    return tuple(sorted(found, key=lambda one: (one.first, one.segment is None, one.last)))


def _covered(facts: UnitFacts, kept: Kept, left_on: date | None) -> Iterator[Span]:
    for one in kept.segments:
        lost = left_on is not None and one.first > left_on
        note = _note(facts, one)
        if left_on is not None and one.last > left_on:
            note = Message(N_("the unit left on {day}"), {"day": left_on})
        yield Span(one.first, one.last, one, note, lost)


def _note(facts: UnitFacts, segment: Proven) -> Message | None:
    if segment.kind is SegmentKind.MANUAL:
        granted = next((one for one in facts.manual if one.id == segment.proof_id), None)
        if granted is not None:
            who = granted.approved_by or granted.granted_by or "–"
            return Message(N_("{who}: {reason}"), {"who": who, "reason": granted.reason})
    if segment.kind is SegmentKind.SUSPENSION:
        open_ = next((one for one in facts.custodies if one.repair.back is None), None)
        if open_ is not None:
            return Message(N_("with us since {day}: grows from day to day"), {"day": open_.repair.first})
        stays = sum(not one.repair.chargeable for one in facts.custodies)
        if stays > 1:
            return Message(N_("{count} stays with us, days they share counted once"), {"count": stays})
    if segment.proof == "serial_swap" and facts.swap is not None:
        rule = Message(REPLACEMENT[facts.swap.terms.rule])
        return Message(N_("replaced on {day}: {rule}"), {"day": facts.swap.swapped_on, "rule": rule})
    if segment.kind is SegmentKind.EXTENSION:
        contract = next((one for one in facts.extensions if one.id == segment.proof_id), None)
        if contract is not None and contract.signed_on is not None:
            return Message(N_("signed {day}"), {"day": contract.signed_on})
    return None
