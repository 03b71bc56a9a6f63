"""Posts a paper of the depot: its lines, moves, balances, values and chain in the one transaction of the command.

Parts are locked in the order of their ids, so the moves of a part come one after the other and two papers never wait
for each other crosswise. Whoever posts calls ``lock`` first, then ``repeated``, then ``post`` with its moves; for a
transfer between two valuation scopes the value that goes along is reckoned here, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from inventory.errors import InvalidInput, NotFound, RuleBroken, on_line
from inventory.i18n import N_
from inventory.numbering import next_number
from inventory.places.furnishing import OURS
from inventory.stock import chain, late, reserved, rows
from inventory.stock.drafting import Seen, close
from inventory.stock.scope import ValuationScope, of_place, valuation
from inventory.stock.values import incoming, outgoing
from inventory.values.codes import normalise
from inventory.values.quantities import show_quantity
from inventory.work import Work
from models import connect
from models.assets import AssetOwner
from models.parts import Part
from models.places import Place, PlaceKind
from models.stock import (
    Condition,
    DocKind,
    DocState,
    StockChain,
    StockDoc,
)

SERIES: Final = {
    DocKind.RECEIPT: "RK", DocKind.ISSUE: "CK", DocKind.RETURN_UNUSED: "TL", DocKind.MOVE: "YK",
    DocKind.CONDITION: "ZT", DocKind.SCRAP: "BF", DocKind.REVERSAL: "CX", DocKind.OPENING: "QC",
    DocKind.TRANSFER_OUT: "DB", DocKind.TRANSFER_IN: "DR", DocKind.TOOL_OUT: "JC", DocKind.TOOL_IN: "GH",
    DocKind.ADJUST: "TZ",
}  # fmt: skip
MOST: Final = 100_000_000
"""In the smallest unit of a part; far above any depot, far below what the column holds."""
_CHUNK: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A line that is to be posted. ``quantity`` counts units of 10**-decimals of the part.

    ``amount``: what it adds to the value where that is known from the move that it takes back; None: reckoned.
    ``carried``: likewise what goes along from one valuation scope into another.
    """

    part: Part
    quantity: int
    from_place: Place
    to_place: Place
    condition_from: Condition
    condition_to: Condition
    owner: AssetOwner = AssetOwner.US
    serial: str = ""
    lot: str = ""
    unit_cost: int | None = None
    tax_rate_bp: int | None = None
    order_id: int | None = None
    amount: int | None = None
    carried: int | None = None
    returns: int | None = None
    reverses: int | None = None
    since: tuple[date, int] | None = None
    """Of a reversal: day and place in the chain of the move it takes back; enough must have been there ever since."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted paper and what each of its lines added to the value of the stock, in fen."""

    doc_id: int
    number: str
    amounts: tuple[int, ...]


def repeated(act: str) -> Posted | None:
    """What the same act posted before: a repeat of it answers the same and changes nothing."""
    doc: StockDoc | None = StockDoc.get_or_none(StockDoc.act == act)
    if doc is None:
        return None
    amounts = connect.rows(
        "SELECT m.amount FROM stock_move m JOIN stock_line l ON l.id = m.line_id WHERE l.doc_id = ? "
        "ORDER BY l.position",
        (doc.id,),
    )
    return Posted(doc.id, doc.number, tuple(amount for (amount,) in amounts))


def lock(part_ids: Iterable[int]) -> None:
    """Keep the parts' moves from others until the end of the transaction. Raises NotFound for a part that is gone."""
    ids = sorted(set(part_ids))
    for start in range(0, len(ids), _CHUNK):
        chunk = tuple(ids[start : start + _CHUNK])
        marks = ", ".join("?" * len(chunk))
        known = connect.rows(
            f"SELECT p.id, c.id FROM part p LEFT JOIN stock_chain c ON c.part_id = p.id WHERE p.id IN ({marks}) "
            "ORDER BY p.id",
            chunk,
        )
        if len(known) < len(chunk):
            raise NotFound(N_("This part is no longer there. Refresh the page to see what is."))
        for part_id, chain_id in known:
            if chain_id is None:
                StockChain.insert(part=part_id).on_conflict_ignore().execute()
        if not connect.is_sqlite():  # which has locked the whole file by now
            connect.rows(f"SELECT id FROM stock_chain WHERE part_id IN ({marks}) ORDER BY part_id FOR UPDATE", chunk)


def post(
    work: Work, kind: DocKind, act: str, happened_on: date, moves: Sequence[Move], *, draft: Seen | None = None,
    **head: Any,
) -> Posted:  # fmt: skip
    """Post a paper whose parts are locked. Raises InvalidInput and RuleBroken; then nothing of it is kept.

    ``draft``: as its writer saw it last; it is closed in the same transaction, and StaleRecord is raised where somebody
    else changed, posted or threw it away meanwhile.
    """
    today, now = work.ctx.clock.today(), work.ctx.clock.now()
    if not moves:
        raise InvalidInput(N_("A paper needs at least one line. Scan a part first."), field="lines")
    if happened_on > today:
        raise InvalidInput(
            N_("{day} is still to come. Enter a day up to today, {today}."),
            field="happened_on", day=happened_on.isoformat(), today=today.isoformat(),
        )  # fmt: skip
    for position, move in enumerate(moves, 1):
        with on_line(position):
            _check(move)
            if happened_on < today:
                late.check_counted(move, happened_on)
    _hold_places(moves)
    chosen = valuation()
    number = next_number(work, SERIES[kind], f"{today:%Y%m}")
    doc: Any = StockDoc.create(
        number=number, kind=kind, happened_on=happened_on, created_at=now, created_by=work.ctx.actor, act=act, **head
    )
    close(work, act, draft, number)
    lines = [rows.write_line(doc.id, position, move) for position, move in enumerate(moves, 1)]
    doc.state, doc.posted_at, doc.posted_by_id = DocState.POSTED, now, work.ctx.actor
    doc.save()
    amounts = []
    ends = rows.ends(move.part.id for move in moves)
    for position, (move, line_id) in enumerate(zip(moves, lines, strict=True), 1):
        with on_line(position):
            if kind is not DocKind.ADJUST:  # what was counted is there or is not, whoever waits for it
                case_id = head.get("case") if kind is DocKind.ISSUE else None
                reserved.take(work, move, case_id, line_id, doc.id)
            amounts.append(_move(work, move, line_id, happened_on, now, chosen, ends))
    rows.keep_ends(ends)
    work.touch(StockDoc, doc.id)
    return Posted(doc.id, number, tuple(amounts))


def _hold_places(moves: Sequence[Move]) -> None:
    """Keep the places from being retired meanwhile. Raises RuleBroken where goods would come into a retired one."""
    ids = sorted({place.id for move in moves for place in (move.from_place, move.to_place)})
    share = "" if connect.is_sqlite() else " FOR SHARE"
    into = {move.to_place.id for move in moves if not move.reverses}
    for start in range(0, len(ids), _CHUNK):
        chunk = tuple(ids[start : start + _CHUNK])
        marks = ", ".join("?" * len(chunk))
        sql = f"SELECT id, name, active FROM place WHERE id IN ({marks}) ORDER BY id{share}"
        for place_id, name, active in connect.rows(sql, chunk):
            if place_id in into and not active:
                raise RuleBroken(
                    N_("{place} was retired. Choose another place, or use this one again first."), place=name
                )


def _check(move: Move) -> None:
    if move.quantity > MOST:
        raise InvalidInput(
            N_("{text} is more than a depot can hold. Check the number."),
            field="quantity", text=show_quantity(move.quantity, move.part.decimals),
        )  # fmt: skip
    if move.quantity <= 0:
        raise InvalidInput(
            N_("{quantity} cannot be moved. Enter a quantity above 0."),
            field="quantity", quantity=show_quantity(move.quantity, move.part.decimals),
        )  # fmt: skip
    if move.part.serialised and not move.serial:
        raise InvalidInput(
            N_("{part} is kept by serial number. Scan the serial number of each piece."),
            field="serial", part=move.part.part_no,
        )  # fmt: skip
    if not move.part.serialised and move.serial:
        raise InvalidInput(
            N_("{part} is not kept by serial number. Leave the serial number empty."),
            field="serial", part=move.part.part_no,
        )  # fmt: skip
    if move.serial and (move.quantity != 1 or normalise(move.serial) != move.serial):
        raise InvalidInput(
            N_("A serial number stands for one piece. Enter each serial on a line of its own."), field="quantity"
        )
    if move.to_place.kind is PlaceKind.QUARANTINE and move.condition_to in reserved.USABLE:
        raise InvalidInput(
            N_("What lies in {place} waits for its inspection. Choose the condition “pending”."),
            field="condition", place=move.to_place.name,
        )  # fmt: skip


def _move(
    work: Work, move: Move, line_id: int, happened_on: date, now: datetime, chosen: ValuationScope,
    ends: dict[int, rows.End],
) -> int:  # fmt: skip
    """Write one move with what follows from it, and return what it adds to the value."""
    end = ends[move.part.id]
    sequence = end.sequence + 1
    ours = move.from_place.kind in OURS
    if ours:
        late.check(move.part, move.from_place, move, move.since or (happened_on, sequence))
    rows.add_to_balance(move, move.from_place, move.condition_from, -move.quantity)
    rows.add_to_balance(move, move.to_place, move.condition_to, move.quantity)
    amount, carried = _worth(move, chosen)
    hashed = chain.link(
        end.chain, sequence, happened_on, now, move.part.id, line_id, move.quantity, move.from_place.id,
        move.to_place.id, move.condition_from.value, move.condition_to.value, move.owner.value, move.serial, move.lot,
        amount, carried, move.reverses,
    )  # fmt: skip
    rows.write_move(move, line_id, sequence, happened_on, now, amount, carried, hashed)
    ends[move.part.id] = rows.End(sequence, hashed)
    work.touch(Part, move.part.id)
    return amount


def _worth(move: Move, chosen: ValuationScope) -> tuple[int, int]:
    """What the move adds to the value of our stock, and what goes along with it into another scope.

    Nothing inside a scope, and nothing for what is the customer's own (INV-23). From scope to scope the one loses what
    the other gains, so that the sum over both stays as it was.
    """
    from_ours, to_ours = move.from_place.kind in OURS, move.to_place.kind in OURS
    if move.owner is not AssetOwner.US or not (from_ours or to_ours):
        return 0, 0
    start, end = of_place(move.from_place, chosen), of_place(move.to_place, chosen)
    if from_ours and to_ours:
        if start == end:
            return 0, 0
        carried = outgoing(move.part, start, move.serial, move.quantity, move.carried)
        incoming(move.part, end, move.serial, move.quantity, None, carried)
        return 0, carried
    if to_ours:
        return incoming(move.part, end, move.serial, move.quantity, move.unit_cost, move.amount), 0
    taken = outgoing(move.part, start, move.serial, move.quantity, None if move.amount is None else -move.amount)
    return -taken, 0


def reversed_or_refused(doc: StockDoc) -> None:
    """Raise RuleBroken unless a paper is posted and stands."""
    if doc.kind is DocKind.REVERSAL:
        raise RuleBroken(
            N_("{number} is itself a reversal. Post the paper that was reversed once more instead."), number=doc.number
        )
    if doc.state is not DocState.POSTED:
        raise RuleBroken(N_("{number} was reversed already."), number=doc.number)
