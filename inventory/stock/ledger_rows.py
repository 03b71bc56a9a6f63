"""The ledger as rows for a book: what lay where at the end of a day, the moves of a period, what the stock was worth.

All three are added up from the moves themselves, so that they agree with the ledger whatever is kept beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from inventory.places.furnishing import OURS
from inventory.stock.scope import ValuationScope, valuation
from models import connect
from models.assets import AssetOwner
from models.stock import Condition, DocKind

_OURS: Final = ", ".join(f"'{kind.value}'" for kind in sorted(OURS))


@dataclass(frozen=True, slots=True)
class LyingRow:
    """What lay in a place at the end of a day. ``quantity`` counts units of 10**-``decimals``."""

    part_no: str
    name: str
    spec: str
    unit: str
    decimals: int
    warehouse: str
    place: str
    condition: Condition
    owner: AssetOwner
    serial: str
    lot: str
    quantity: int


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A move of the ledger. ``amount``: what it added to the value of our stock, in fen; ``carried``: see StockMove."""

    happened_on: date
    posted_at: datetime
    number: str
    kind: DocKind
    part_no: str
    name: str
    unit: str
    decimals: int
    quantity: int
    from_place: str
    to_place: str
    condition_from: Condition
    condition_to: Condition
    owner: AssetOwner
    serial: str
    lot: str
    amount: int
    case_no: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A part in a valuation scope over a period: pieces and fen at its beginning, in, out, and at its end."""

    part_no: str
    name: str
    unit: str
    decimals: int
    warehouse: str
    opening: int
    opening_value: int
    came: int
    came_value: int
    went: int
    went_value: int

    @property
    def closing(self) -> int:
        """Pieces at the end of the last day."""
        return self.opening + self.came - self.went

    @property
    def closing_value(self) -> int:
        """Fen at the end of the last day."""
        return self.opening_value + self.came_value - self.went_value

    @property
    def is_late(self) -> bool:
        """Whether pieces and value do not go together at one of the two ends: something was typed in later.

        A paper counts on its day, but at the average of the moment when it was posted: the ledger is never reckoned
        again (INV-05), and at its own end both are nothing together (INV-06).
        """
        ends = ((self.opening, self.opening_value), (self.closing, self.closing_value))
        return any(fen < 0 or (fen and not pieces) for pieces, fen in ends)


_LYING: Final = f"""
SELECT p.part_no, p.name, p.spec, p.unit, p.decimals, coalesce(w.name, ''), l.name, s.condition, s.owner, s.serial,
  s.lot, sum(s.quantity)
FROM (
  SELECT part_id, to_place_id AS place_id, condition_to AS condition, owner, serial, lot, quantity FROM stock_move
  WHERE happened_on <= ?
  UNION ALL
  SELECT part_id, from_place_id, condition_from, owner, serial, lot, -quantity FROM stock_move WHERE happened_on <= ?
) AS s JOIN place l ON l.id = s.place_id JOIN part p ON p.id = s.part_id LEFT JOIN warehouse w ON w.id = l.warehouse_id
WHERE l.kind IN ({_OURS})
GROUP BY p.part_norm, p.part_no, p.name, p.spec, p.unit, p.decimals, w.code, w.name, l.sort_key, l.id, l.name,
  s.condition, s.owner, s.serial, s.lot
HAVING sum(s.quantity) <> 0
ORDER BY p.part_norm, w.code, l.sort_key, l.id, s.condition, s.owner, s.serial, s.lot
"""
_MOVES: Final = """
SELECT m.happened_on, m.posted_at, d.number, d.kind, p.part_no, p.name, p.unit, p.decimals, m.quantity, f.name, t.name,
  m.condition_from, m.condition_to, m.owner, m.serial, m.lot, m.amount, coalesce(k.case_no, ''), coalesce(u.name, ''),
  l.note
FROM stock_move m JOIN stock_line l ON l.id = m.line_id JOIN stock_doc d ON d.id = l.doc_id
JOIN part p ON p.id = m.part_id JOIN place f ON f.id = m.from_place_id JOIN place t ON t.id = m.to_place_id
LEFT JOIN service_case k ON k.id = d.case_id LEFT JOIN depot_user u ON u.id = d.posted_by_id
WHERE m.happened_on BETWEEN ? AND ? ORDER BY m.happened_on, m.id
"""
_SIDES: Final = f"""
SELECT m.part_id, m.happened_on, {{to_scope}} AS scope, m.quantity AS pieces,
  CASE WHEN f.kind IN ({_OURS}) THEN m.carried ELSE m.amount END AS fen
FROM stock_move m JOIN place f ON f.id = m.from_place_id JOIN place t ON t.id = m.to_place_id
WHERE m.owner = 'us' AND m.happened_on <= ? AND t.kind IN ({_OURS}) AND {{crosses}}
UNION ALL
SELECT m.part_id, m.happened_on, {{from_scope}}, -m.quantity,
  CASE WHEN t.kind IN ({_OURS}) THEN -m.carried ELSE m.amount END
FROM stock_move m JOIN place f ON f.id = m.from_place_id JOIN place t ON t.id = m.to_place_id
WHERE m.owner = 'us' AND m.happened_on <= ? AND f.kind IN ({_OURS}) AND {{crosses}}
"""
_VALUES: Final = """
SELECT p.part_no, p.name, p.unit, p.decimals, coalesce(w.name, ''),
  sum(CASE WHEN s.happened_on < ? THEN s.pieces ELSE 0 END), sum(CASE WHEN s.happened_on < ? THEN s.fen ELSE 0 END),
  sum(CASE WHEN s.happened_on >= ? AND s.pieces > 0 THEN s.pieces ELSE 0 END),
  sum(CASE WHEN s.happened_on >= ? AND s.pieces > 0 THEN s.fen ELSE 0 END),
  sum(CASE WHEN s.happened_on >= ? AND s.pieces < 0 THEN -s.pieces ELSE 0 END),
  sum(CASE WHEN s.happened_on >= ? AND s.pieces < 0 THEN -s.fen ELSE 0 END)
FROM ({sides}) AS s JOIN part p ON p.id = s.part_id LEFT JOIN warehouse w ON w.id = s.scope
GROUP BY p.part_norm, p.part_no, p.name, p.unit, p.decimals, w.code, w.name, s.scope
ORDER BY p.part_norm, w.code
"""


def lying_on(last: date) -> Iterator[LyingRow]:
    """What lay at our places at the end of ``last``, by part and place. Needs an open connection."""
    day = last.isoformat()
    for *about, condition, owner, serial, lot, quantity in connect.stream(_LYING, (day, day)):
        part_no, name, spec, unit, decimals, warehouse, place = about
        yield LyingRow(
            part_no, name, spec, unit, decimals, warehouse, place, Condition(condition), AssetOwner(owner), serial, lot,
            int(quantity),
        )  # fmt: skip


def moves_between(first: date, last: date) -> Iterator[MoveRow]:
    """The moves of a period by day, both days included. Needs an open connection."""
    for row in connect.stream(_MOVES, (first.isoformat(), last.isoformat())):
        yield _move(*row)


def _move(
    day: Any, at: Any, number: str, kind: str, part_no: str, name: str, unit: str, decimals: int, quantity: int,
    start: str, end: str, was: str, becomes: str, owner: str, serial: str, lot: str, amount: int, case_no: str, by: str,
    note: str,
) -> MoveRow:  # fmt: skip
    on, moment = connect.as_day(day), connect.as_instant(at)
    assert on is not None and moment is not None  # the columns are never empty
    return MoveRow(
        on, moment, number, DocKind(kind), part_no, name, unit, decimals, quantity, start, end, Condition(was),
        Condition(becomes), AssetOwner(owner), serial, lot, amount, case_no, by, note,
    )  # fmt: skip


def count_moves(first: date, last: date) -> int:
    """How many moves a period has. Needs an open connection."""
    sql = "SELECT count(*) FROM stock_move WHERE happened_on BETWEEN ? AND ?"
    return int(connect.rows(sql, (first.isoformat(), last.isoformat()))[0][0])


def values_between(first: date, last: date) -> list[ValueRow]:
    """What our stock was worth over a period, by part and valuation scope. Needs an open connection."""
    by_warehouse = valuation() is ValuationScope.WAREHOUSE
    to_scope, from_scope = (
        ("coalesce(t.warehouse_id, 0)", "coalesce(f.warehouse_id, 0)") if by_warehouse else ("0", "0")
    )
    crosses = f"NOT (f.kind IN ({_OURS}) AND t.kind IN ({_OURS}) AND {from_scope} = {to_scope})"
    sides = _SIDES.format(to_scope=to_scope, from_scope=from_scope, crosses=crosses)
    begin, end = first.isoformat(), last.isoformat()
    found = connect.rows(_VALUES.format(sides=sides), (*(begin,) * 6, end, end))
    return [
        ValueRow(part_no, name, unit, decimals, warehouse, *(int(number) for number in numbers))
        for part_no, name, unit, decimals, warehouse, *numbers in found
    ]
