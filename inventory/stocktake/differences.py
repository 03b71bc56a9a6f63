"""What a counted stocktake comes to: each difference with its verdict, and the moves that would put the book right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from inventory.clock import local
from inventory.stocktake.posted import NOTHING, Settled, Spot, settled, spot
from inventory.stocktake.rules import Lying, SerialCount, Verdict, difference, serial_verdict, verdict
from models import connect
from models.assets import AssetOwner
from models.places import PlaceKind
from models.stock import Condition

_LINES: Final = (
    "SELECT l.id, l.version, l.part_id, p.part_no, p.name, p.decimals, p.unit, p.serialised, l.place_id, c.name, "
    "l.condition, l.owner, l.serial, l.lot, l.counted, l.book_at_count, l.counted_at, l.reason, l.unit_cost, "
    "l.decision, l.disturbed, l.recounted FROM stocktake_line l JOIN part p ON p.id = l.part_id "
    "JOIN place c ON c.id = l.place_id "
    "WHERE l.stocktake_id = ? AND l.counted IS NOT NULL AND l.counted <> l.book_at_count "
    "ORDER BY c.sort_key, c.id, p.part_norm, l.id"
)
_SEEN: Final = (
    "SELECT l.part_id, l.serial, l.id, c.name FROM stocktake_line l JOIN place c ON c.id = l.place_id "
    "WHERE l.stocktake_id = ? AND l.serial <> '' AND l.counted > 0 ORDER BY c.sort_key, l.id"
)
_NOW: Final = (
    "SELECT b.place_id, c.name, c.kind, b.condition, b.owner, b.lot FROM stock_balance b JOIN place c "
    "ON c.id = b.place_id WHERE b.part_id = ? AND b.serial = ? AND b.quantity > 0 "
    "ORDER BY b.internal DESC, b.id LIMIT 1"
)
_MOVED: Final = "SELECT 1 FROM stock_move WHERE part_id = ? AND serial = ? AND posted_at > ? LIMIT 1"
_OUT: Final = (
    "SELECT d.number FROM stock_move m JOIN stock_line l ON l.id = m.line_id JOIN stock_doc d ON d.id = l.doc_id "
    "WHERE m.part_id = ? AND m.serial = ? ORDER BY m.sequence DESC LIMIT 1"
)
_LATE: Final = (
    "SELECT DISTINCT l.id, l.counted_at, m.happened_on, d.number FROM stocktake_line l JOIN stock_move m "
    "ON m.part_id = l.part_id AND m.posted_at > l.counted_at "
    "AND (m.from_place_id = l.place_id OR m.to_place_id = l.place_id) JOIN stock_line s ON s.id = m.line_id "
    "JOIN stock_doc d ON d.id = s.doc_id WHERE l.stocktake_id = ? AND l.counted <> l.book_at_count ORDER BY d.number"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A line whose count is not what the book had at its moment. Quantities count units of 10**-``decimals``.

    ``late``: papers that were typed in after the count though they are dated before its day: perhaps the goods had gone
    already when they were counted, and the difference is no loss. ``paper``: the last paper that moved the serial.
    ``also``: the other places where the serial was counted. ``posted``: what the posting added to the value, fen; None
    before it. Then ``verdict`` and ``now`` are those that were posted.
    """

    line_id: int
    version: int
    part_id: int
    part_no: str
    name: str
    decimals: int
    unit: str
    place_id: int
    place: str
    condition: Condition
    owner: AssetOwner
    serial: str
    lot: str
    counted: int
    book: int
    counted_at: datetime
    reason: str
    unit_cost: int | None
    decision: str
    disturbed: bool
    recounted: bool
    verdict: Verdict
    now: Lying | None = None
    paper: str = ""
    late: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    posted: int | None = None

    @property
    def quantity(self) -> int:
        """Counted less book: above 0 a surplus, below a shortage (C-17)."""
        return difference(self.counted, self.book)


def found(stocktake_id: int) -> list[Difference]:
    """Every difference of a stocktake by bin and part number, as things stand now, or as it was posted.

    Needs an open connection.
    """
    lines = connect.rows(_LINES, (stocktake_id,))
    seen = _seen(stocktake_id)
    late = _late(stocktake_id)
    made = [_difference(line, seen.get((line[2], line[12]), {}), late.get(line[0], ())) for line in lines]
    moved = settled(stocktake_id)
    return made if moved is None else [_as_posted(one, moved) for one in made]


def _as_posted(one: Difference, moved: Mapping[Spot, Settled]) -> Difference:
    mine = spot(one.part_id, one.place_id, one.condition.value, one.serial, one.owner.value, one.lot)
    was = moved.get(mine, NOTHING)
    return replace(one, verdict=was.verdict, now=was.before, posted=was.amount)


def _seen(stocktake_id: int) -> dict[tuple[int, str], dict[int, str]]:
    """By part and serial, the lines on which it was found, with their places."""
    places: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    for part_id, serial, line_id, place in connect.rows(_SEEN, (stocktake_id,)):
        places[part_id, serial][line_id] = place
    return places


def _late(stocktake_id: int) -> dict[int, tuple[str, ...]]:
    """By line, the papers that were typed in after its count though they are dated before its day."""
    papers: dict[int, list[str]] = defaultdict(list)
    for line_id, counted_at, happened_on, number in connect.rows(_LATE, (stocktake_id,)):
        at, day = connect.as_instant(counted_at), connect.as_day(happened_on)
        if at is not None and day is not None and day < local(at).date() and number not in papers[line_id]:
            papers[line_id].append(number)
    return {line_id: tuple(numbers) for line_id, numbers in papers.items()}


def _difference(line: Sequence[Any], seen: Mapping[int, str], late: tuple[str, ...]) -> Difference:
    """``seen``: the lines on which the serial was found."""
    (
        line_id, version, part_id, part_no, name, decimals, unit, serialised, place_id, place, condition, owner, serial,
        lot, counted, book, counted_at, reason, unit_cost, decision, disturbed, recounted,
    ) = line  # fmt: skip
    at = connect.as_instant(counted_at)
    assert at is not None  # a line with a count has its moment
    now, paper, also = None, "", tuple(name for other, name in seen.items() if other != line_id)
    if serialised:
        now = next((_lying(*row) for row in connect.rows(_NOW, (part_id, serial))), None)
        moved = bool(connect.rows(_MOVED, (part_id, serial, connect.instant(at))))
        paper = next((number for (number,) in connect.rows(_OUT, (part_id, serial))), "")
        said = serial_verdict(SerialCount(place_id, condition, owner, lot, counted, book, now, moved, bool(also)))
    else:
        said = verdict(counted, book)
    return Difference(
        line_id, version, part_id, part_no, name, decimals, unit, place_id, place, Condition(condition),
        AssetOwner(owner), serial, lot, counted, book, at, reason, unit_cost, decision, bool(disturbed),
        bool(recounted), said, now, paper, late, also,
    )  # fmt: skip


def _lying(place_id: int, place: str, kind: str, condition: str, owner: str, lot: str) -> Lying:
    return Lying(place_id, place, PlaceKind(kind), condition, owner, lot)


def to_post(differences: Sequence[Difference]) -> Iterator[Difference]:
    """What changes the book, in the order in which it is posted.

    What lies elsewhere is moved first and a surplus comes before the shortages, so that pieces that only lie in a
    wrong bin give the average to their like and nothing loses its value on the way.
    """
    order = {Verdict.ELSEWHERE: 0, Verdict.SURPLUS: 1, Verdict.UNKNOWN: 1, Verdict.SHORTAGE: 2, Verdict.MISSING: 2}
    yield from sorted((one for one in differences if one.verdict in order), key=lambda one: order[one.verdict])
