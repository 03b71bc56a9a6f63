"""A stocktake is approved by somebody who did not count, and posted as moves in the same transaction (C-17, INV-05)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Final

from inventory.access.approvals import ask
from inventory.access.executors import Asked
from inventory.access.rights import sees_cost
from inventory.errors import InvalidInput, NotFound, NotPermitted, RuleBroken
from inventory.i18n import N_, Message
from inventory.places.furnishing import outside
from inventory.pricing.rules import receipt_value
from inventory.stock.posting import Move, lock, post
from inventory.stock.scope import of_place, valuation
from inventory.stocktake import differences
from inventory.stocktake.commands import step
from inventory.stocktake.differences import Difference
from inventory.stocktake.rules import StocktakeState, Verdict
from inventory.values.money import Money, share
from inventory.values.quantities import show_quantity
from inventory.work import Context, Work
from models import connect
from models.access import RequestKind, RequestState
from models.assets import AssetOwner
from models.parts import Part
from models.places import Place, PlaceKind
from models.stock import Condition, DocKind
from models.stocktakes import Stocktake, StocktakeLine

_SHOWN: Final = 20
_WORTHLESS: Final = (Verdict.ELSEWHERE, Verdict.AGREES, Verdict.SETTLED, Verdict.TWICE)
"""What changes no value, or must be counted again before anybody knows."""
_COUNTERS: Final = (
    "SELECT DISTINCT c.by_id FROM stocktake_line l JOIN change c ON c.entity = 'stocktake_line' AND c.entity_id = l.id "
    "WHERE l.stocktake_id = ? AND c.field IN ('+', 'counted') AND c.by_id IS NOT NULL"
)


def submit(ctx: Context, stocktake_id: int, remark: str) -> int:
    """Ask for the approval of a reviewed stocktake and return the request's id.

    It is tried first: what cannot be posted is refused at once. Where nobody is entered who works here, it is posted
    at once. Raises RuleBroken while an approval of it is asked for already.
    """
    with ctx.reading():
        sheet = _sheet(stocktake_id)
        waiting = connect.rows(
            "SELECT 1 FROM approval_request WHERE entity = 'stocktake' AND entity_id = ? AND state = ?",
            (stocktake_id, RequestState.OPEN.value),
        )
        payload = {"lines": _digest(stocktake_id)}
    if waiting:
        raise RuleBroken(
            N_("Somebody is asked already to approve {number}. Wait for the answer, or withdraw the request first."),
            number=sheet.number,
        )
    return ask(ctx, RequestKind.STOCKTAKE, "stocktake", stocktake_id, payload, remark)


def execute(work: Work, request: Asked) -> None:
    """Approve and post a stocktake in the approver's transaction; raises RuleBroken where the counts changed since."""
    sheet: Any = work.lock(Stocktake, request.entity_id)
    if _digest(sheet.id) != request.payload["lines"]:
        raise RuleBroken(
            N_("{number} was counted again after it was submitted. Decline this request and submit it anew."),
            number=sheet.number,
        )
    approver = request.decided_by
    if approver is not None and approver in _counters(sheet.id):
        raise NotPermitted(N_("Whoever counted cannot approve the stocktake. Ask another person."))
    now = work.ctx.clock.now()
    step(work, sheet.id, sheet.version, StocktakeState.APPROVED, approved_at=now, approved_by=approver)
    doc = _post(work, sheet.id, request)
    kept: Any = work.lock(Stocktake, sheet.id)
    work.change(kept, state=StocktakeState.POSTED, doc=doc)


def describe(ctx: Context, request: Asked) -> Sequence[Message]:
    """The differences in words, bin by bin; amounts only for somebody who may see costs."""
    found = [one for one in differences.found(request.entity_id) if one.verdict.changes]
    lines = [
        Message(
            N_("{count} lines were counted, {different} of them differ from the book."),
            {"count": _counted(request.entity_id), "different": len(found)},
        )
    ]
    if sees_cost(ctx):
        amounts = [worth(one) for one in found]
        more = sum(amount for amount in amounts if amount > 0)
        less = sum(amount for amount in amounts if amount < 0)
        lines.append(
            Message(
                N_("Found in addition: {surplus}. Missing: {shortage}."),
                {"surplus": Money(more), "shortage": Money(-less)},
            )
        )
    lines += [_told(one) for one in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(Message(N_("And {count} more lines; see the stocktake."), {"count": len(found) - _SHOWN}))
    return lines


def worth(one: Difference) -> int:
    """What a difference adds to the value of the stock, fen, below 0 for a shortage (C-07).

    As it was posted; before that, what posting it would add as the stock stands now.
    """
    if one.posted is not None:
        return one.posted
    if one.owner is not AssetOwner.US or one.verdict in _WORTHLESS:
        return 0
    there, value = _average_of(one)
    if there <= 0:
        return 0 if one.unit_cost is None or one.quantity < 0 else receipt_value(
            one.quantity, one.unit_cost, one.decimals
        )  # fmt: skip
    return share(value, one.quantity, there) if one.quantity > -there else -value


def _average_of(one: Difference) -> tuple[int, int]:
    """Quantity and value that give the average of a part where it was counted, or the cost of a serial number."""
    scope = of_place(Place.get_by_id(one.place_id), valuation())
    there, value = connect.rows(
        "SELECT coalesce(sum(quantity), 0), coalesce(sum(value), 0) FROM stock_value WHERE part_id = ? AND serial = ? "
        "AND coalesce(warehouse_id, 0) = ?",
        (one.part_id, one.serial, scope or 0),
    )[0]
    return int(there), int(value)


def _post(work: Work, stocktake_id: int, request: Asked) -> int | None:
    found = differences.found(stocktake_id)
    lock(one.part_id for one in found)
    found = differences.found(stocktake_id)  # as it stands now that nobody else moves the parts
    for one in found:
        if one.verdict is Verdict.ISSUED:
            raise RuleBroken(
                N_("{serial} of {part} was found in {place}, but went out on {paper}. Reverse that paper first."),
                serial=one.serial, part=one.part_no, place=one.place, paper=one.paper,
            )  # fmt: skip
        if one.verdict is Verdict.TWICE:
            raise RuleBroken(
                N_(
                    "{serial} of {part} was counted in {place} and in {other}, and one piece cannot lie in both. Open "
                    "the line where it does not lie and count it as not there."
                ),
                serial=one.serial, part=one.part_no, place=one.place, other=", ".join(one.also),
            )  # fmt: skip
        if one.verdict.changes and not one.reason:
            raise InvalidInput(
                N_("Say why {part} in {place} differs: every difference needs a reason before it is posted."),
                field="reason", part=one.part_no, place=one.place,
            )  # fmt: skip
    moves = [_move(work, one) for one in differences.to_post(found)]
    if not moves:
        return None
    today = work.ctx.clock.today()
    posted = post(work, DocKind.ADJUST, f"stocktake:{stocktake_id}", today, moves, remark=request.reason)
    return posted.doc_id


def _move(work: Work, one: Difference) -> Move:
    part, here = Part.get_by_id(one.part_id), Place.get_by_id(one.place_id)
    start, end, before, lot, cost = here, here, one.condition, one.lot, None
    if one.verdict is Verdict.ELSEWHERE:
        assert one.now is not None  # the verdict rests on it
        start, before, lot = Place.get_by_id(one.now.place_id), Condition(one.now.condition), one.now.lot
    elif one.quantity > 0:
        start = outside(work, PlaceKind.ADJUSTMENT)
        cost = one.unit_cost if _average_of(one)[0] <= 0 else None
    else:
        end = outside(work, PlaceKind.ADJUSTMENT)
    return Move(
        part=part, quantity=abs(one.quantity), from_place=start, to_place=end, condition_from=before,
        condition_to=one.condition, owner=one.owner, serial=one.serial, lot=lot, unit_cost=cost, note=one.reason,
    )  # fmt: skip


def _sheet(stocktake_id: int) -> Any:
    row = Stocktake.get_or_none(Stocktake.id == stocktake_id)
    if row is None:
        raise NotFound(N_("This stocktake is no longer there. Refresh the page to see what is."))
    return row


def _counters(stocktake_id: int) -> set[int]:
    """Everybody who counted a line of it, a count that another one replaced included."""
    return {who for (who,) in connect.rows(_COUNTERS, (stocktake_id,))}


def _counted(stocktake_id: int) -> int:
    return StocktakeLine.select().where(
        (StocktakeLine.stocktake == stocktake_id) & StocktakeLine.counted.is_null(False)
    ).count()  # fmt: skip


def _digest(stocktake_id: int) -> str:
    """What the approver decides about: every line with its version."""
    lines = connect.rows("SELECT id, version FROM stocktake_line WHERE stocktake_id = ? ORDER BY id", (stocktake_id,))
    return hashlib.sha256(json.dumps([list(line) for line in lines]).encode()).hexdigest()


def _told(one: Difference) -> Message:
    values = {
        "part": one.part_no, "place": one.place, "serial": one.serial,
        "counted": show_quantity(one.counted, one.decimals), "book": show_quantity(one.book, one.decimals),
        "reason": " · ".join(filter(None, (one.reason, one.decision))), "also": ", ".join(one.also),
        "other": "" if one.now is None else one.now.place,
    }  # fmt: skip
    sentences = {
        Verdict.SURPLUS: N_("{part} in {place}: counted {counted}, by the book {book}. {reason}"),
        Verdict.SHORTAGE: N_("{part} in {place}: counted {counted}, by the book {book}. {reason}"),
        Verdict.MISSING: N_("{part} {serial} is missing in {place}. {reason}"),
        Verdict.ELSEWHERE: N_("{part} {serial} lies in {place}, not in {other}. {reason}"),
        Verdict.UNKNOWN: N_("{part} {serial} lies in {place} and is in no book. {reason}"),
        Verdict.ISSUED: N_("{part} {serial} lies in {place} although it was issued. {reason}"),
        Verdict.TWICE: N_("{part} {serial} was counted in {place} and in {also}. {reason}"),
    }
    return Message(sentences[one.verdict], values)
