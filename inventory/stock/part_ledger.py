"""The stock card of a part: its moves one by one with the balance after each, and its stock day by day.

What is counted is what the list calls on hand: our good pieces at all our places. A move that changes nothing of it
(from bin to bin, or of pieces that are not ours) stands there with the balance as it was.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from inventory.access.rights import sees_cost
from inventory.paging import Condition, Listing, Sort
from inventory.places.furnishing import OURS
from inventory.stock.turnover import Turnover, first_day, turnover
from inventory.stock.words import Condition as State
from inventory.stock.words import DocKind
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.assets import AssetOwner

_HERE: Final = ", ".join(f"'{kind.value}'" for kind in sorted(OURS))
_GOOD: Final = "('new', 'good')"
_DELTA: Final = (
    "CASE WHEN stock_move.owner <> 'us' THEN 0 ELSE stock_move.quantity * ("
    f"CASE WHEN there.kind IN ({_HERE}) AND stock_move.condition_to IN {_GOOD} THEN 1 ELSE 0 END - "
    f"CASE WHEN start.kind IN ({_HERE}) AND stock_move.condition_from IN {_GOOD} THEN 1 ELSE 0 END) END"
)
"""What a move adds to the stock on hand; below zero where it takes away."""
_PLACES: Final = (
    "JOIN place start ON start.id = stock_move.from_place_id JOIN place there ON there.id = stock_move.to_place_id"
)


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A move of a part. Quantities count units of 10**-``decimals``.

    ``delta``: what it adds to the stock on hand; ``balance``: what is on hand after it. ``amount``: what it adds to the
    value of our stock, None for somebody who may not see costs.
    """

    id: int
    part_id: int
    sequence: int
    doc_id: int
    number: str
    kind: DocKind
    happened_on: date
    posted_at: datetime
    quantity: int
    delta: int
    from_place: str
    to_place: str
    condition_from: State
    condition_to: State
    owner: AssetOwner
    serial: str
    lot: str
    case_id: int | None
    case_no: str
    customer: str
    by: str
    note: str
    decimals: int
    amount: Money | None
    balance: int = 0


def _move(
    move_id: int, part_id: int, sequence: int, doc_id: int, number: str, kind: str, day: Any, at: Any, quantity: int,
    delta: int, start: str, there: str, was: str, becomes: str, owner: str, serial: str, lot: str, case_id: int | None,
    case_no: str, customer: str, by: str, note: str, decimals: int, amount: int,
) -> MoveLine:  # fmt: skip
    on, moment = connect.as_day(day), connect.as_instant(at)
    assert on is not None and moment is not None  # the columns are never empty
    return MoveLine(
        move_id, part_id, sequence, doc_id, number, DocKind(kind), on, moment, quantity, int(delta), start, there,
        State(was), State(becomes), AssetOwner(owner), serial, lot, case_id, case_no, customer, by, note, decimals,
        Money(amount),
    )  # fmt: skip


MOVES: Final[Listing[MoveLine]] = Listing(
    table="stock_move",
    source=(
        f"stock_move {_PLACES} JOIN stock_line ON stock_line.id = stock_move.line_id "
        "JOIN stock_doc ON stock_doc.id = stock_line.doc_id JOIN part ON part.id = stock_move.part_id "
        "LEFT JOIN service_case ON service_case.id = stock_doc.case_id "
        "LEFT JOIN customer ON customer.id = stock_doc.customer_id "
        "LEFT JOIN depot_user ON depot_user.id = stock_doc.posted_by_id"
    ),
    columns=(
        "stock_move.part_id, stock_move.sequence, stock_doc.id, stock_doc.number, stock_doc.kind, "
        f"stock_move.happened_on, stock_move.posted_at, stock_move.quantity, {_DELTA}, start.name, there.name, "
        "stock_move.condition_from, stock_move.condition_to, stock_move.owner, stock_move.serial, stock_move.lot, "
        "service_case.id, coalesce(service_case.case_no, ''), coalesce(customer.name, ''), "
        "coalesce(depot_user.name, ''), stock_line.note, part.decimals, stock_move.amount"
    ),
    row=_move,
    sorts={"sequence": "stock_move.sequence", "day": "stock_move.happened_on", "id": "stock_move.id"},
    filters={
        "part": lambda part_id: Condition("stock_move.part_id = ?", (part_id,)),
        "kind": lambda kind: Condition("stock_doc.kind = ?", (str(DocKind(kind)),)),
        "day_from": lambda day: Condition("stock_move.happened_on >= ?", (day.isoformat(),)),
        "day_to": lambda day: Condition("stock_move.happened_on <= ?", (day.isoformat(),)),
        "serial": lambda serial: Condition("stock_move.serial = ?", (serial,)),
    },
    joined=frozenset({"kind"}),
)
"""The moves as the ledger has them; ``StockCard`` puts the balance beside each."""
STEP: Final = 500
NEAR: Final = 2_000
"""So many moves are counted back from the end before milestones are worth their walk."""
_SUM: Final = (
    f"SELECT coalesce(sum({_DELTA}), 0) FROM stock_move {_PLACES} WHERE stock_move.part_id = ? "
    "AND stock_move.sequence BETWEEN ? AND ?"
)
_BLOCKS: Final = (
    f"SELECT (stock_move.sequence - 1) / {STEP}, sum({_DELTA}) FROM stock_move {_PLACES} "
    f"WHERE stock_move.part_id = ? GROUP BY (stock_move.sequence - 1) / {STEP} ORDER BY 1"
)
_STEPS: Final = (
    f"SELECT stock_move.sequence, {_DELTA} FROM stock_move {_PLACES} WHERE stock_move.part_id = ? "
    "AND stock_move.sequence BETWEEN ? AND ? ORDER BY stock_move.sequence"
)
_NOW: Final = (
    "SELECT coalesce(sum(b.quantity), 0) FROM stock_balance b WHERE b.part_id = ? AND b.internal AND b.owner = 'us' "
    f"AND b.condition IN {_GOOD}"
)
_LAST: Final = "SELECT coalesce(max(sequence), 0) FROM stock_move WHERE part_id = ?"
_DAYS: Final = (
    f"SELECT stock_move.happened_on, sum({_DELTA}) FROM stock_move {_PLACES} WHERE stock_move.part_id = ? "
    "GROUP BY stock_move.happened_on ORDER BY stock_move.happened_on"
)
_USED: Final = (
    "SELECT coalesce(sum(CASE WHEN there.kind = 'customer' THEN stock_move.quantity WHEN start.kind = 'customer' "
    f"THEN -stock_move.quantity ELSE 0 END), 0) FROM stock_move {_PLACES} WHERE stock_move.part_id = ? "
    "AND stock_move.happened_on >= ? AND stock_move.owner = 'us'"
)
"""What went to customers, less what came back of it."""


class StockCard:
    """The moves of one part as a list, with the balance after each.

    What lies near the end is counted back from what is on hand now. For what lies further back the balance at every
    500th move is kept: moves are only ever added at the end, so that it stays true.
    """

    def __init__(self, ctx: Context, part_id: int) -> None:
        self._ctx = ctx
        self._part = part_id
        self._milestones: list[int] = []

    def first(self, filters: Mapping[str, Any], sort: Sort) -> Sequence[MoveLine]:
        """The first rows."""
        return self._told(MOVES.first(self._mine(filters), sort))

    def ids(self, filters: Mapping[str, Any], sort: Sort) -> array[int]:
        """Every id in order. Whoever wants all of them will jump, so the milestones are set, too."""
        found = MOVES.ids(self._mine(filters), sort)
        if len(found) > NEAR:
            self._set_milestones()
        return found

    def count(self, filters: Mapping[str, Any]) -> int:
        """How many moves pass the filters."""
        return MOVES.count(self._mine(filters))

    def rows(self, ids: Sequence[int]) -> Sequence[MoveLine]:
        """The moves of ``ids`` with their balances."""
        return self._told(MOVES.rows(ids))

    def _mine(self, filters: Mapping[str, Any]) -> dict[str, Any]:
        return {"part": self._part, **filters}

    def _told(self, moves: Sequence[MoveLine]) -> list[MoveLine]:
        if not moves:
            return []
        costs = sees_cost(self._ctx)
        after = self._balances(sorted(move.sequence for move in moves))
        return [replace(move, balance=after[move.sequence], amount=move.amount if costs else None) for move in moves]

    def _balances(self, wanted: Sequence[int]) -> dict[int, int]:
        """What is on hand after each of the moves ``wanted``, which are in order; one run of neighbours at a time."""
        after: dict[int, int] = {}
        begin = 0
        for place in range(1, len(wanted) + 1):
            if place == len(wanted) or wanted[place] - wanted[place - 1] > STEP:
                after |= self._run(wanted[begin], wanted[place - 1])
                begin = place
        return after

    def _run(self, first: int, last: int) -> dict[int, int]:
        steps = connect.rows(_STEPS, (self._part, first, last))
        reached = self._before(first, last) + sum(int(delta) for _sequence, delta in steps)
        after = {}
        for sequence, delta in reversed(steps):
            after[sequence] = reached
            reached -= int(delta)
        return after

    def _before(self, first: int, last: int) -> int:
        """What was on hand before the move ``first``; ``last`` ends the run that is asked for."""
        (newest,) = connect.rows(_LAST, (self._part,))[0]
        if newest - last <= NEAR:
            now = int(connect.rows(_NOW, (self._part,))[0][0])
            return now - int(connect.rows(_SUM, (self._part, first, newest))[0][0])
        if (first - 1) // STEP >= len(self._milestones):
            self._set_milestones()
        stone = min((first - 1) // STEP, len(self._milestones) - 1)
        return self._milestones[stone] + int(connect.rows(_SUM, (self._part, stone * STEP + 1, first - 1))[0][0])

    def _set_milestones(self) -> None:
        """The balance before each 500 moves, in one walk over the moves of the part."""
        stones = [0]
        for _block, delta in connect.rows(_BLOCKS, (self._part,)):
            stones.append(stones[-1] + int(delta))
        self._milestones = stones[:-1] or stones  # moves may still join the last block


@dataclass(frozen=True, slots=True)
class StockHistory:
    """What was on hand at the end of each day on which it changed. Quantities count units of 10**-``decimals``.

    ``turnover``: None for a part that has been there for too short a time.
    """

    part_no: str
    name: str
    unit: str
    decimals: int
    safety_stock: int
    reorder_point: int | None
    days: tuple[tuple[date, int], ...]
    today: date
    turnover: Turnover | None

    def steps(self) -> tuple[tuple[date, int], ...]:
        """The line to draw: from nothing on the day before the first move to what is on hand today."""
        if not self.days:
            return ()
        begin = (self.days[0][0] - timedelta(days=1), 0)
        end = (max(self.today, self.days[-1][0]), self.days[-1][1])
        return (begin, *self.days, end)


def history(ctx: Context, part_id: int) -> StockHistory:
    """The stock of a part over time, and how often it is turned over: two statements over its own moves."""
    ((part_no, name, unit, decimals, safety, reorder),) = connect.rows(
        "SELECT part_no, name, unit, decimals, safety_stock, reorder_point FROM part WHERE id = ?", (part_id,)
    )
    reached, days = 0, []
    for day, delta in connect.rows(_DAYS, (part_id,)):
        on = connect.as_day(day)
        assert on is not None  # the column is never empty
        reached += int(delta)
        days.append((on, reached))
    today = ctx.clock.today()
    used = int(connect.rows(_USED, (part_id, first_day(today).isoformat()))[0][0])
    turned = turnover(days, used, today)
    return StockHistory(part_no, name, unit, decimals, safety, reorder, tuple(days), today, turned)
