"""Replays the ledger and says where the balances, the values or the chain first differ from it."""

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
    "SELECT sequence, happened_on, line_id, quantity, from_place_id, to_place_id, condition_from, condition_to, owner, "
    "serial, lot, amount, carried, reverses_id, chain FROM stock_move WHERE part_id = ? ORDER BY sequence"
)
_KEPT: Final = (
    "SELECT place_id, condition, owner, serial, lot, quantity FROM stock_balance WHERE part_id = ? AND quantity <> 0"
)
_WORTH: Final = (
    "SELECT coalesce(warehouse_id, 0), sum(quantity), sum(value) FROM stock_value WHERE part_id = ? "
    "GROUP BY coalesce(warehouse_id, 0)"
)
_PLACES: Final = "SELECT id, coalesce(warehouse_id, 0), kind FROM place"
_ENDS: Final = (
    "SELECT p.id, p.part_no, coalesce(c.sequence, 0), coalesce(c.chain, '') FROM part p "
    "LEFT JOIN stock_chain c ON c.part_id = p.id WHERE {where} AND (c.id IS NOT NULL "
    "OR EXISTS (SELECT 1 FROM stock_balance b WHERE b.part_id = p.id) "
    "OR EXISTS (SELECT 1 FROM stock_move m WHERE m.part_id = p.id)) ORDER BY p.id"
)


def differences(part_ids: Collection[int] | None = None) -> Iterator[Message]:
    """The first difference of each part, in words; of some parts, or of all. Needs an open connection."""
    by_warehouse = valuation() is ValuationScope.WAREHOUSE
    ours = {place: warehouse if by_warehouse else 0 for place, warehouse, kind in connect.rows(_PLACES) if kind in OURS}
    for part_id, part_no, length, last in connect.rows(_ENDS.format(where=_among(part_ids)), tuple(part_ids or ())):
        found = _first(part_id, part_no, length, last, ours)
        if found is not None:
            yield found


def _among(part_ids: Collection[int] | None) -> str:
    return "1 = 1" if part_ids is None else f"p.id IN ({', '.join('?' * len(part_ids))})"


def _first(part_id: int, part_no: str, length: int, last: str, ours: Mapping[int, int]) -> Message | None:
    """``ours``: by place that is ours, the valuation scope of what lies there."""
    lying: Counter[tuple[Any, ...]] = Counter()
    worth: Counter[int] = Counter()
    before, number = chain.START, 0
    for sequence, day, *moved, kept in connect.rows(_MOVES, (part_id,)):
        _line, quantity, start, end, was, becomes, owner, serial, lot, amount, carried, _back = moved
        number += 1
        on = connect.as_day(day)
        if on is None or sequence != number or kept != chain.link(before, number, on, part_id, *moved):
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
    return _worth(part_id, part_no, pieces, worth)


def _worth(part_id: int, part_no: str, pieces: Mapping[int, int], worth: Mapping[int, int]) -> Message | None:
    """The first scope whose pieces or value are kept otherwise than the ledger gives them."""
    kept = {scope: (int(quantity), int(value)) for scope, quantity, value in connect.rows(_WORTH, (part_id,))}
    for scope in sorted(kept.keys() | worth.keys() | pieces.keys()):
        quantity, value = kept.get(scope, (0, 0))
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
