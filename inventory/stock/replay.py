"""Replays the ledger and says where balances, values, chain or what reservations gave first differ from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from inventory.i18n import N_, Message
from inventory.places.furnishing import OURS
from inventory.stock import chain
from inventory.stock.scope import ValuationScope, valuation
from models import connect
from models.assets import AssetOwner

_MOVES: Final = (
    "SELECT sequence, happened_on, posted_at, line_id, quantity, from_place_id, to_place_id, condition_from, "
    "condition_to, owner, serial, lot, amount, carried, reverses_id, chain FROM stock_move WHERE part_id = ? "
    "ORDER BY sequence"
)
_KEPT: Final = (
    "SELECT place_id, condition, owner, serial, lot, quantity FROM stock_balance WHERE part_id = ? AND quantity <> 0"
)
_WORTH: Final = (
    "SELECT coalesce(warehouse_id, 0), sum(quantity), sum(value) FROM stock_value WHERE part_id = ? "
    "GROUP BY coalesce(warehouse_id, 0)"
)
_TAKEN: Final = (
    "SELECT r.used, coalesce(sum(u.quantity), 0) FROM reservation r LEFT JOIN reservation_use u "
    "ON u.reservation_id = r.id WHERE r.part_id = ? GROUP BY r.id, r.used "
    "HAVING r.used <> coalesce(sum(u.quantity), 0) ORDER BY r.id LIMIT 1"
)
_SCALE: Final = " ".join(f"WHEN {decimals} THEN {10**decimals}" for decimals in range(1, 7))
_PAPERS: Final = (
    "SELECT m.part_id, p.part_no, m.sequence, coalesce(d.number, '') FROM stock_move m JOIN part p ON p.id = m.part_id "
    "LEFT JOIN stock_line l ON l.id = m.line_id LEFT JOIN stock_doc d ON d.id = l.doc_id WHERE {where} AND ("
    "d.id IS NULL OR d.state NOT IN ('posted', 'reversed') OR d.happened_on <> m.happened_on "
    "OR d.posted_at <> m.posted_at OR l.part_id <> m.part_id OR l.quantity <> m.quantity "
    "OR l.from_place_id <> m.from_place_id OR l.to_place_id <> m.to_place_id OR l.condition_from <> m.condition_from "
    "OR l.condition_to <> m.condition_to OR l.owner <> m.owner OR l.serial <> m.serial OR l.lot <> m.lot "
    f"OR abs(2 * (m.amount * CASE p.decimals {_SCALE} ELSE 1 END - l.unit_cost * l.quantity)) "
    f"> CASE p.decimals {_SCALE} ELSE 1 END) ORDER BY m.part_id, m.sequence"
)
_UNMOVED: Final = (
    "SELECT l.part_id, p.part_no, d.number FROM stock_line l JOIN stock_doc d ON d.id = l.doc_id "
    "JOIN part p ON p.id = l.part_id WHERE d.state IN ('posted', 'reversed') AND {where} "
    "AND NOT EXISTS (SELECT 1 FROM stock_move m WHERE m.line_id = l.id) ORDER BY l.id"
)
_PLACES: Final = "SELECT id, coalesce(warehouse_id, 0), kind FROM place"
_ENDS: Final = (
    "SELECT p.id, p.part_no, coalesce(c.sequence, 0), coalesce(c.chain, '') FROM part p "
    "LEFT JOIN stock_chain c ON c.part_id = p.id WHERE {where} AND (c.id IS NOT NULL "
    "OR EXISTS (SELECT 1 FROM stock_balance b WHERE b.part_id = p.id) "
    "OR EXISTS (SELECT 1 FROM stock_move m WHERE m.part_id = p.id)) ORDER BY p.id"
)


def differences(part_ids: Collection[int] | None = None, *, costs: bool = True) -> Iterator[Message]:
    """The first difference of each part, in words; of some parts, or of all. Needs an open connection.

    ``costs``: whether the sentences may name values.
    """
    told: set[int] = set()
    by_warehouse = valuation() is ValuationScope.WAREHOUSE
    ours = {place: warehouse if by_warehouse else 0 for place, warehouse, kind in connect.rows(_PLACES) if kind in OURS}
    for part_id, part_no, length, last in connect.rows(_ENDS.format(where=_among(part_ids)), tuple(part_ids or ())):
        found = _first(part_id, part_no, length, last, ours, costs=costs)
        if found is not None:
            told.add(part_id)
            yield found
    yield from _papers(part_ids, told)


def _papers(part_ids: Collection[int] | None, told: set[int]) -> Iterator[Message]:
    """Parts whose papers say something else than the moves that were posted with them; ``told``: known already."""
    where, values = _among(part_ids), tuple(part_ids or ())
    for part_id, part_no, number, paper in connect.rows(_PAPERS.format(where=where), values):
        if part_id not in told:
            told.add(part_id)
            yield Message(
                N_("Move {number} of {part} is not what its paper {paper} says."),
                {"number": number, "part": part_no, "paper": paper},
            )
    for part_id, part_no, paper in connect.rows(_UNMOVED.format(where=where), values):
        if part_id not in told:
            told.add(part_id)
            yield Message(
                N_("A line of {paper} with {part} was posted, but its move is missing."),
                {"paper": paper, "part": part_no},
            )


def _among(part_ids: Collection[int] | None) -> str:
    return "1 = 1" if part_ids is None else f"p.id IN ({', '.join('?' * len(part_ids))})"


def _first(
    part_id: int, part_no: str, length: int, last: str, ours: Mapping[int, int], *, costs: bool
) -> Message | None:
    """``ours``: by place that is ours, the valuation scope of what lies there."""
    lying: Counter[tuple[Any, ...]] = Counter()
    worth: Counter[int] = Counter()
    before, number = chain.START, 0
    for sequence, day, at, *moved, kept in connect.rows(_MOVES, (part_id,)):
        _line, quantity, start, end, was, becomes, owner, serial, lot, amount, carried, _back = moved
        number += 1
        on, moment = connect.as_day(day), connect.as_instant(at)
        assert on is not None and moment is not None  # the columns are never empty
        if sequence != number or kept != chain.link(before, number, on, moment, part_id, *moved):
            return Message(
                N_("Move {number} of {part} is not what was posted, or a move before it is missing."),
                {"number": number, "part": part_no},
            )
        before = kept
        lying[start, was, owner, serial, lot] -= quantity
        lying[end, becomes, owner, serial, lot] += quantity
        if start in ours and end in ours:
            worth[ours[start]] -= carried
            worth[ours[end]] += carried
        elif start in ours or end in ours:
            worth[ours[start if start in ours else end]] += amount
    if (number, before) != (length, last):
        return Message(
            N_("{part} has {found} moves, but {kept} were posted."), {"part": part_no, "found": number, "kept": length}
        )
    kept_lying = {tuple(key): quantity for *key, quantity in connect.rows(_KEPT, (part_id,))}
    right = {key: quantity for key, quantity in lying.items() if quantity}
    for key in sorted(right.keys() | kept_lying.keys()):
        if right.get(key, 0) != kept_lying.get(key, 0):
            (place,) = connect.rows("SELECT name FROM place WHERE id = ?", (key[0],))[0]
            return Message(
                N_("{kept} of {part} are kept in {place}, but the ledger gives {right}."),
                {"kept": kept_lying.get(key, 0), "part": part_no, "place": place, "right": right.get(key, 0)},
            )
    pieces: Counter[int] = Counter()
    for (place, _condition, owner, *_rest), quantity in right.items():
        if place in ours and owner == AssetOwner.US:
            pieces[ours[place]] += quantity
    return _worth(part_id, part_no, pieces, worth, costs=costs) or _reserved(part_id, part_no)


def _worth(
    part_id: int, part_no: str, pieces: Mapping[int, int], worth: Mapping[int, int], *, costs: bool
) -> Message | None:
    """The first scope whose pieces or value are kept otherwise than the ledger gives them."""
    kept = {scope: (int(quantity), int(value)) for scope, quantity, value in connect.rows(_WORTH, (part_id,))}
    for scope in sorted(kept.keys() | worth.keys() | pieces.keys()):
        quantity, value = kept.get(scope, (0, 0))
        if value != worth.get(scope, 0) and not costs:
            return Message(N_("The value of the stock of {part} is not what the ledger gives."), {"part": part_no})
        if value != worth.get(scope, 0):
            return Message(
                N_("The stock of {part} is kept at {kept} fen, but the ledger gives {right}."),
                {"part": part_no, "kept": value, "right": worth.get(scope, 0)},
            )
        if quantity != pieces.get(scope, 0):
            return Message(
                N_("The value of {part} is kept for {kept} pieces, but the ledger gives {right}."),
                {"part": part_no, "kept": quantity, "right": pieces.get(scope, 0)},
            )
    return None


def _reserved(part_id: int, part_no: str) -> Message | None:
    """The first reservation of which more or less is kept as taken than the papers took."""
    for kept, right in connect.rows(_TAKEN, (part_id,)):
        return Message(
            N_("{kept} of a reservation of {part} are kept as taken, but the papers took {right}."),
            {"kept": int(kept), "part": part_no, "right": int(right)},
        )
    return None
