"""What the depot should hold after any papers: the rules of the ledger (C-07, INV-03 to -06, -23, -24) in plain numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from inventory.values.money import round_half_up
from models.places import PlaceKind

OURS = (PlaceKind.BIN, PlaceKind.VAN, PlaceKind.TRANSIT, PlaceKind.QUARANTINE)
USABLE = ("new", "good")


class Refused(Exception):
    """The depot has to refuse it, naming these."""

    def __init__(self, *named: str) -> None:
        super().__init__(*named)
        self.named = named


class Spot(NamedTuple):
    """A place as the model sees it."""

    id: int
    kind: PlaceKind
    warehouse: int | None
    name: str


class Item(NamedTuple):
    """A part as the model sees it."""

    id: int
    number: str
    decimals: int
    serialised: bool

    def shown(self, units: int) -> str:
        """A quantity as people write it."""
        text = str(Decimal(units).scaleb(-self.decimals))
        return text.rstrip("0").rstrip(".") if "." in text else text


class Side(NamedTuple):
    """One kind of goods in one place."""

    part: int
    place: int
    condition: str
    owner: str
    serial: str
    lot: str


@dataclass(frozen=True)
class Step:
    """Goods that go from a place to a place. ``cost``: of one piece; ``amount`` and ``carried``: where it is known."""

    item: Item
    quantity: int
    start: Spot
    end: Spot
    was: str
    becomes: str
    owner: str = "us"
    serial: str = ""
    lot: str = ""
    cost: int | None = None
    amount: int | None = None
    carried: int | None = None
    since: tuple[date, int] | None = None
    undoes: int | None = None
    """Of a reversal: the number of the move that it takes back."""

    @property
    def taken(self) -> Side:
        return Side(self.item.id, self.start.id, self.was, self.owner, self.serial, self.lot)

    @property
    def given(self) -> Side:
        return Side(self.item.id, self.end.id, self.becomes, self.owner, self.serial, self.lot)


@dataclass(frozen=True)
class Kept:
    """Pieces that are reserved for a case, wherever they lie or in one warehouse."""

    id: int
    part: int
    case: int
    warehouse: int | None
    left: int


@dataclass
class Shelves:
    """The depot: what lies where, what it is worth in each scope, every move so far, what is reserved and counted."""

    spots: dict[int, Spot]
    by_warehouse: bool
    today: date
    lying: Counter[Side] = field(default_factory=Counter)
    worth: dict[tuple[int, int | None, str], tuple[int, int]] = field(default_factory=dict)
    moved: list[tuple[date, int, Side, int]] = field(default_factory=list)
    number: int = 0
    undone: dict[int, int] = field(default_factory=dict)
    """By the number of a move that was taken back, that of its reversal."""
    kept: list[Kept] = field(default_factory=list)
    taken: Counter[tuple[int, int]] = field(default_factory=Counter)
    """What a move of an issue has of a reservation, by the number of the move and the reservation."""
    given: Counter[tuple[int, int, int]] = field(default_factory=Counter)
    """What a move that came back gave to a reservation, by its number, that of the issue, and the reservation."""
    counted: set[tuple[int, int]] = field(default_factory=set)

    def copy(self) -> Shelves:
        """Another one, to try something on."""
        return replace(
            self, lying=Counter(self.lying), worth=dict(self.worth), moved=list(self.moved), kept=list(self.kept),
            taken=Counter(self.taken), given=Counter(self.given), counted=set(self.counted), undone=dict(self.undone),
        )  # fmt: skip

    def internal(self) -> list[Side]:
        """What lies somewhere of ours, in an order that does not change."""
        return sorted(side for side, units in self.lying.items() if units > 0 and self.spots[side.place].kind in OURS)

    def scope(self, spot: Spot) -> int | None:
        """The warehouse whose average holds there; None for the company's, and the vans'."""
        return spot.warehouse if self.by_warehouse else None

    def good(self, part: int) -> Counter[int | None]:
        """Our good pieces in the bins of each warehouse."""
        found: Counter[int | None] = Counter()
        for side, units in self.lying.items():
            spot = self.spots[side.place]
            if (side.part, side.owner, spot.kind) == (part, "us", PlaceKind.BIN) and side.condition in USABLE:
                found[spot.warehouse] += units
        return found

    def free(self, part: int, warehouse: int | None, case: int | None = None) -> int:
        """What a case may take out of a warehouse, or anybody from anywhere: all that is not kept for something else.

        What is kept for the case itself in another warehouse stays kept when it takes pieces out of this one.
        """
        others = [
            kept
            for kept in self.kept
            if kept.part == part and (kept.case != case or kept.warehouse not in (None, warehouse))
        ]
        good = self.good(part)
        anywhere = good.total() - sum(kept.left for kept in others)
        if warehouse is None:
            return anywhere
        return min(anywhere, good[warehouse] - sum(kept.left for kept in others if kept.warehouse == warehouse))

    def check(self, step: Step, day: date) -> None:
        """What a line may not ask for, whatever lies there; of a paper, all lines are looked at first. Raises Refused."""
        part = step.item.id
        if (step.start, step.was) == (step.end, step.becomes):
            raise Refused()
        if step.end.kind is PlaceKind.QUARANTINE and step.becomes in USABLE:
            raise Refused(step.end.name)
        if day < self.today and {(part, step.start.id), (part, step.end.id)} & self.counted:
            raise Refused(step.item.number, day.isoformat(), self.today.isoformat())

    def apply(self, step: Step, day: date, case: int | None = None, *, adjusting: bool = False) -> tuple[int, int]:
        """Do a step; what it adds to the value of the stock, and what goes along into another scope. Raises Refused."""
        self.check(step, day)
        part = step.item.id
        if not adjusting:
            self._reserved(step, case)
        self.number += 1
        if step.start.kind in OURS:
            self._enough(step, step.since or (day, self.number))
        if step.serial and step.end.kind in OURS:
            there = [side for side in self.internal() if (side.part, side.serial) == (part, step.serial)]
            if there and there != [step.taken]:
                raise Refused()
        result = self._worth(step)
        for side, change in ((step.taken, -step.quantity), (step.given, step.quantity)):
            self.lying[side] += change
            self.moved.append((day, self.number, side, change))
        if step.undoes is not None:
            self.undone[step.undoes] = self.number
        return result

    def _reserved(self, step: Step, case: int | None) -> None:
        usable = step.owner == "us" and step.start.kind is PlaceKind.BIN and step.was in USABLE
        stays = step.end.kind is PlaceKind.BIN and step.becomes in USABLE and step.start.warehouse == step.end.warehouse
        if not usable or stays:
            return
        there, free = self.good(step.item.id)[step.start.warehouse], self.free(step.item.id, step.start.warehouse, case)
        if free < step.quantity <= there:
            raise Refused(step.item.number, step.item.shown(step.quantity), step.item.shown(max(0, free)))
        left, kept = step.quantity, []
        for each in self.kept:
            mine = (each.part, each.case) == (step.item.id, case) and each.warehouse in (None, step.start.warehouse)
            used = min(left, each.left) if mine else 0
            left -= used
            self.taken[self.number + 1, each.id] += used
            kept.append(replace(each, left=each.left - used))
        self.kept = kept

    def came_back(self, issue: int, step: Step, out: int, by: int) -> None:
        """A move of an issue lies in a bin again but for ``out``: what it had of reservations is kept again.

        What was taken beyond them comes back first, the last reservation is kept first, and none that was released.
        """
        lies = step.owner == "us" and step.end.kind is PlaceKind.BIN and step.becomes in USABLE
        left = min(step.quantity if lies else 0, sum(self.taken[issue, kept.id] for kept in self.kept) - out)
        for place, kept in reversed(list(enumerate(self.kept))):
            here = kept.warehouse in (None, step.end.warehouse)
            again = min(left, self.taken[issue, kept.id]) if here else 0
            if again > 0:
                self.kept[place] = replace(kept, left=kept.left + again)
                self.taken[issue, kept.id] -= again
                self.given[by, issue, kept.id] += again
                left -= again

    def taken_again(self, back: int) -> None:
        """A move that came back is reversed: its case has again what is still kept for it."""
        for (by, issue, row), units in list(self.given.items()):
            for place, kept in enumerate(self.kept):
                if (by, row) == (back, kept.id):
                    again = min(units, kept.left)
                    self.kept[place] = replace(kept, left=kept.left - again)
                    self.taken[issue, kept.id] += again

    def _enough(self, step: Step, since: tuple[date, int]) -> None:
        """At every moment since, as much as it takes lay there (INV-04)."""
        if self.lying[step.taken] < step.quantity:
            named = (step.item.number, step.item.shown(step.quantity), step.item.shown(self.lying[step.taken]))
            raise Refused(*named)
        never = set() if step.undoes is None else self._taken_back(since)
        mine = sorted(
            (on, number, change)
            for on, number, side, change in self.moved
            if side == step.taken and number not in never
        )
        there = sum(change for on, number, change in mine if (on, number) <= since)
        lowest = there
        for on, number, change in mine:
            if (on, number) > since:
                there += change
                lowest = min(lowest, there)
        if lowest < step.quantity:
            raise Refused(step.item.number, step.item.shown(step.quantity))

    def _taken_back(self, since: tuple[date, int]) -> set[int]:
        """What was posted since and taken back since, with what took it back: it never was."""
        days = {number: on for on, number, _side, _change in self.moved}
        return {each for pair in self.undone.items() if (days[pair[0]], pair[0]) > since for each in pair}

    def _worth(self, step: Step) -> tuple[int, int]:
        leaves, comes = step.start.kind in OURS, step.end.kind in OURS
        start, end = self.scope(step.start), self.scope(step.end)
        if step.owner != "us" or (leaves and comes and start == end):
            return 0, 0
        serial = step.serial if step.item.serialised else ""
        taken = 0
        if leaves:
            known = step.carried if comes else None if step.amount is None else -step.amount
            taken = self._out((step.item.id, start, serial), step.quantity, known)
            if not comes:
                return -taken, 0
        there, value = self.worth.get((step.item.id, end, serial), (0, 0))
        if leaves:
            added = taken
        elif step.amount is not None:
            added = step.amount
        elif step.cost is not None:
            added = round_half_up(Fraction(step.quantity * step.cost, 10**step.item.decimals))
        else:
            added = round_half_up(Fraction(value * step.quantity, there))
        self.worth[step.item.id, end, serial] = (there + step.quantity, value + added)
        return (0, taken) if leaves else (added, 0)

    def _out(self, key: tuple[int, int | None, str], quantity: int, known: int | None) -> int:
        """What goods take along: the average, what is known, or the rest with the last of them."""
        there, value = self.worth[key]
        if known is None or quantity == there:
            known = round_half_up(Fraction(value * quantity, there))
        if known > value:
            raise Refused()
        self.worth[key] = (there - quantity, value - known)
        return known
