"""What a stocktake decides: how far it is, what a count differs by, what became of a serial number (C-17)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from inventory.errors import RuleBroken
from inventory.i18n import N_, Message
from models.places import PlaceKind
from models.stocktakes import StocktakeMode, StocktakeState

__all__ = [
    "CORRECTABLE", "COUNTABLE", "EVERYTHING", "OPEN_STATES", "TRANSITIONS", "Lying", "Scope", "SerialCount",
    "StocktakeMode", "StocktakeState", "Verdict", "check_step", "difference", "serial_verdict", "state_word", "verdict",
]  # fmt: skip

TRANSITIONS: Final[Mapping[StocktakeState, frozenset[StocktakeState]]] = MappingProxyType({
    StocktakeState.DRAFT: frozenset({StocktakeState.COUNTING, StocktakeState.CANCELLED}),
    StocktakeState.COUNTING: frozenset({StocktakeState.COUNTED, StocktakeState.CANCELLED}),
    StocktakeState.COUNTED: frozenset({StocktakeState.REVIEW, StocktakeState.COUNTING, StocktakeState.CANCELLED}),
    StocktakeState.REVIEW: frozenset({StocktakeState.APPROVED, StocktakeState.COUNTING, StocktakeState.CANCELLED}),
    StocktakeState.APPROVED: frozenset({StocktakeState.POSTED}),
    StocktakeState.POSTED: frozenset(),
    StocktakeState.CANCELLED: frozenset(),
})  # fmt: skip
"""Which state may follow which (model.md 3.3). Back to COUNTING: a bin was forgotten."""

OPEN_STATES: Final = frozenset({StocktakeState.COUNTING, StocktakeState.COUNTED, StocktakeState.REVIEW})
"""A sheet is under way: what is on it may not be on another one."""
COUNTABLE: Final = frozenset({StocktakeState.COUNTING, StocktakeState.REVIEW})
"""Counts are taken: for the first time, or again."""
CORRECTABLE: Final = frozenset({StocktakeState.COUNTED, StocktakeState.REVIEW})
"""Reasons and costs are written beside the differences."""

_WORDS: Final[Mapping[StocktakeState, str]] = MappingProxyType({
    StocktakeState.DRAFT: N_("being prepared"),
    StocktakeState.COUNTING: N_("being counted"),
    StocktakeState.COUNTED: N_("counted"),
    StocktakeState.REVIEW: N_("under review"),
    StocktakeState.APPROVED: N_("approved"),
    StocktakeState.POSTED: N_("posted"),
    StocktakeState.CANCELLED: N_("cancelled"),
})  # fmt: skip


def state_word(state: StocktakeState) -> str:
    """The message id of a state's name."""
    return _WORDS[state]


def check_step(number: str, now: StocktakeState, wanted: StocktakeState) -> None:
    """Raise RuleBroken, naming where the stocktake stands, unless ``wanted`` may follow."""
    if wanted not in TRANSITIONS[now]:
        raise RuleBroken(
            N_("Stocktake {number} is {state}; this cannot be done with it now. Refresh the page to see what can."),
            number=number,
            state=Message(state_word(now)),
        )


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: everything in ``places`` (with all bins under them), of ``parts``; empty means all."""

    places: tuple[int, ...] = ()
    parts: tuple[int, ...] = ()

    def dump(self) -> str:
        """As a stocktake keeps it."""
        return json.dumps({"places": sorted(self.places), "parts": sorted(self.parts)})

    @classmethod
    def load(cls, text: str) -> Scope:
        """As a stocktake kept it."""
        kept = json.loads(text)
        return cls(tuple(kept.get("places", ())), tuple(kept.get("parts", ())))


EVERYTHING: Final = Scope()


def difference(counted: int, book_at_count: int) -> int:
    """Counted less the book at the counting moment (C-17): above 0 a surplus, below a shortage."""
    return counted - book_at_count


class Verdict(StrEnum):
    """What a counted line comes to."""

    AGREES = "agrees"
    SURPLUS = "surplus"
    SHORTAGE = "shortage"
    MISSING = "missing"
    """A serial number that should be here and was found nowhere."""
    ELSEWHERE = "elsewhere"
    """A serial number that lies here, but stands in the book at another place or in another condition of ours."""
    ISSUED = "issued"
    """A serial number that lies here although it went out on a paper."""
    UNKNOWN = "unknown"
    """A serial number that was never in the book."""
    TWICE = "twice"
    """A serial number that was counted in two places: one of the two counts is wrong."""
    SETTLED = "settled"
    """The book was put right by a paper after the count; nothing is left to post."""

    @property
    def changes(self) -> bool:
        """Whether posting the stocktake moves something for it."""
        return self not in (Verdict.AGREES, Verdict.SETTLED)


@dataclass(frozen=True, slots=True)
class Lying:
    """Where a serial number stands in the book now."""

    place_id: int
    place: str
    kind: PlaceKind
    condition: str
    owner: str
    lot: str

    @property
    def ours(self) -> bool:
        """Whether the place is one of our own (INV-04)."""
        return self.kind in (PlaceKind.BIN, PlaceKind.VAN, PlaceKind.TRANSIT, PlaceKind.QUARANTINE)


@dataclass(frozen=True, slots=True)
class SerialCount:
    """A counted line of a serial number, and where the book has it now. ``elsewhere``: counted on another line, too.

    A line that found it is no proof any more once another one has found it as well.
    """

    place_id: int
    condition: str
    owner: str
    lot: str
    counted: int
    book_at_count: int
    now: Lying | None
    moved_since: bool = False
    """A paper moved it after it was counted."""
    elsewhere: bool = False


def verdict(counted: int, book_at_count: int) -> Verdict:
    """Of a line that is counted in pieces."""
    if counted == book_at_count:
        return Verdict.AGREES
    return Verdict.SURPLUS if counted > book_at_count else Verdict.SHORTAGE


def serial_verdict(line: SerialCount) -> Verdict:
    """Of a line of one serial number. A serial is one thing: what counts is where the book has it *now*."""
    if line.counted == line.book_at_count:
        return Verdict.AGREES
    now = line.now
    here = now is not None and (now.place_id, now.condition, now.owner, now.lot) == (
        line.place_id, line.condition, line.owner, line.lot,
    )  # fmt: skip
    if not line.counted:  # it should have been here
        return Verdict.MISSING if here and not line.elsewhere else Verdict.SETTLED
    if here or line.moved_since:
        return Verdict.SETTLED
    if line.elsewhere:
        return Verdict.TWICE
    if now is None:
        return Verdict.UNKNOWN
    return Verdict.ELSEWHERE if now.ours else Verdict.ISSUED
