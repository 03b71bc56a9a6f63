"""Replays the ledger and says where the balances, the values or the chain first differ from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from inventory.i18n import N_, Message
from inventory.stock import chain
from models import connect

_MOVES: Final = (
    "SELECT sequence, happened_on, line_id, quantity, from_place_id, to_place_id, condition_from, condition_to, owner, "
    "serial, lot, amount, reverses_id, chain FROM stock_move WHERE part_id = ? ORDER BY sequence"
)
_KEPT: Final = (
    "SELECT place_id, condition, owner, serial, lot, quantity FROM stock_balance WHERE part_id = ? AND quantity <> 0"
)
_ENDS: Final = (
    "SELECT p.id, p.part_no, coalesce(c.sequence, 0), coalesce(c.chain, '') FROM part p "
    "LEFT JOIN stock_chain c ON c.part_id = p.id WHERE c.id IS NOT NULL "
    "OR EXISTS (SELECT 1 FROM stock_balance b WHERE b.part_id = p.id) "
    "OR EXISTS (SELECT 1 FROM stock_move m WHERE m.part_id = p.id) ORDER BY p.id"
)


def differences() -> Iterator[Message]:
    """The first difference of each part, in words. Needs an open connection."""
    for part_id, part_no, length, last in connect.rows(_ENDS):
        found = _first(part_id, part_no, length, last)
        if found is not None:
            yield found


def _first(part_id: int, part_no: str, length: int, last: str) -> Message | None:
    lying: Counter[tuple[Any, ...]] = Counter()
    value, before, number = 0, chain.START, 0
    for sequence, day, line, quantity, start, end, was, becomes, owner, serial, lot, amount, back, kept in connect.rows(
        _MOVES, (part_id,)
    ):
        number += 1
        on = connect.as_day(day)
        facts = (part_id, line, quantity, start, end, was, becomes, owner, serial, lot, amount, back)
        if on is None or sequence != number or kept != chain.link(before, number, on, *facts):
            return Message(
                N_("Move {number} of {part} is not what was posted, or a move before it is missing."),
                {"number": number, "part": part_no},
            )
        before = kept
        lying[start, was, owner, serial, lot] -= quantity
        lying[end, becomes, owner, serial, lot] += quantity
        value += amount
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
    worth = int(connect.rows("SELECT coalesce(sum(value), 0) FROM stock_value WHERE part_id = ?", (part_id,))[0][0])
    if worth != value:
        return Message(
            N_("The stock of {part} is kept at {kept} fen, but the ledger gives {right}."),
            {"part": part_no, "kept": worth, "right": value},
        )
    return None
