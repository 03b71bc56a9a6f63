"""Counting by several people while work goes on: each count is compared with the book of its own moment (C-17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from inventory.errors import InvalidInput, NeedsConfirmation, NotFound, RuleBroken
from inventory.i18n import N_, Message
from inventory.naming import line as one_line
from inventory.places.furnishing import OURS
from inventory.stock.posting import lock
from inventory.stocktake.rules import CORRECTABLE, COUNTABLE, OPEN_STATES, StocktakeState, state_word
from inventory.values.codes import normalise
from inventory.values.quantities import parse_quantity, show_quantity
from inventory.work import Context, Work, command, needs
from models import connect
from models.access import Right
from models.assets import AssetOwner
from models.parts import Part
from models.places import Place
from models.stock import Condition
from models.stocktakes import Stocktake, StocktakeLine

COUNTED_ALREADY: Final = "counted_already"
"""What a person confirms: their count replaces another one."""
_SHARED: Final[Any] = "FOR SHARE"  # peewee takes any such clause, though it says it wants a bool
_BALANCE: Final = (
    "SELECT coalesce(sum(quantity), 0) FROM stock_balance WHERE part_id = ? AND place_id = ? AND condition = ? "
    "AND owner = ? AND serial = ? AND lot = ?"
)
_SINCE: Final = (
    "SELECT coalesce(sum(CASE WHEN to_place_id = ? AND condition_to = ? THEN quantity ELSE 0 END "
    "- CASE WHEN from_place_id = ? AND condition_from = ? THEN quantity ELSE 0 END), 0) FROM stock_move "
    "WHERE part_id = ? AND owner = ? AND serial = ? AND lot = ? AND posted_at > ?"
)
_ELSEWHERE: Final = (
    "SELECT k.number FROM stocktake_line o JOIN stocktake k ON k.id = o.stocktake_id WHERE o.part_id = ? "
    "AND o.place_id = ? AND o.condition = ? AND o.owner = ? AND o.serial = ? AND o.lot = ? AND o.stocktake_id <> ? "
    "AND k.state IN ({states})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What somebody counted. ``quantity`` as people count.

    ``adding``: these are more pieces of the same (scan after scan); else it is all that lies there. ``at``: when it
    was counted, where it is typed in later from paper; None: now. ``seen_version``: of the line, where the person saw
    one, so that a count that somebody else took meanwhile is not lost.
    """

    stocktake_id: int
    part_id: int
    place_id: int
    quantity: int | str | Decimal = 1
    condition: Condition = Condition.NEW
    owner: AssetOwner = AssetOwner.US
    serial: str = ""
    lot: str = ""
    adding: bool = False
    at: datetime | None = None
    seen_version: int | None = None
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Counted:
    """A line as it stands after a count, in units of 10**-decimals of the part."""

    line_id: int
    counted: int
    book_at_count: int
    disturbed: bool


@command
@needs(Right.KEEP_STOCK)
def count(ctx: Context, asked: Count) -> Counted:
    """Record what lies somewhere; what is on no line of the sheet gets one. During the review it is a recount.

    Raises NeedsConfirmation (``counted_already``) where somebody counted the line before and this count would take
    the place of theirs.
    """
    with ctx.work() as work:
        sheet = _sheet(asked.stocktake_id)
        lock((asked.part_id,))  # no move of the part comes between the count and the book
        part, place = Part.get_by_id(asked.part_id), _place(asked.place_id)
        quantity = _quantity(asked, part)
        at = _moment(ctx, asked.at, sheet)
        key = {
            "part": part.id, "place": place.id, "condition": asked.condition, "owner": asked.owner,
            "serial": normalise(asked.serial), "lot": asked.lot.strip(),
        }  # fmt: skip
        book = _book(key, asked.at)
        found: Any = StocktakeLine.get_or_none(stocktake=sheet.id, **key)
        if found is None:
            _check_free(sheet, key, part, place)
            found = work.create(StocktakeLine, stocktake=sheet.id, **key)
        row: Any = work.lock(StocktakeLine, found.id)
        before: int | None = row.counted
        if before is not None:
            _check_again(work, row, asked, part, place, quantity)
        adding = asked.adding and before is not None
        work.change(
            row, counted=quantity + (before or 0) if adding else quantity, counted_at=at, counted_by=ctx.actor,
            book_at_count=book, disturbed=adding and (row.disturbed or row.book_at_count != book),
            recounted=row.recounted or (sheet.state is StocktakeState.REVIEW and not adding),
        )  # fmt: skip
        return Counted(row.id, row.counted, book, row.disturbed)


def _check_again(work: Work, row: Any, asked: Count, part: Part, place: Place, quantity: int) -> None:
    """A line that was counted before: pieces may be added; another count takes its place if the person means it to."""
    if asked.adding:
        if part.serialised:
            raise RuleBroken(
                N_("{serial} is counted already in {place}. Scan the next one."), serial=asked.serial, place=place.name
            )
        return
    if asked.seen_version is not None:
        work.check_seen(row, asked.seen_version)
    elif COUNTED_ALREADY not in asked.confirmed:
        raise NeedsConfirmation(
            N_("{counted} of {part} are counted already in {place}. Is {quantity} all that lies there?"),
            key=COUNTED_ALREADY, counted=show_quantity(row.counted, part.decimals), part=part.part_no,
            place=place.name, quantity=show_quantity(quantity, part.decimals),
        )  # fmt: skip


@command
@needs(Right.KEEP_STOCK)
def nothing_there(ctx: Context, stocktake_id: int, place_id: int | None = None) -> int:
    """Lines that are not counted yet, of one place or of all, are empty: counted as 0. Returns how many."""
    with ctx.work() as work:
        sheet = _sheet(stocktake_id)
        query = StocktakeLine.select().where(
            (StocktakeLine.stocktake == sheet.id) & StocktakeLine.counted.is_null(True)
        )
        if place_id is not None:
            query = query.where(StocktakeLine.place == place_id)
        open_lines: list[Any] = list(query.order_by(StocktakeLine.part, StocktakeLine.id))
        lock(row.part_id for row in open_lines)
        for seen in open_lines:
            row: Any = work.lock(StocktakeLine, seen.id)
            if row.counted is not None:
                continue  # counted by somebody else a moment ago
            key = {
                "part": row.part_id, "place": row.place_id, "condition": row.condition, "owner": row.owner,
                "serial": row.serial, "lot": row.lot,
            }  # fmt: skip
            work.change(
                row, counted=0, counted_at=ctx.clock.now(), counted_by=ctx.actor, book_at_count=_book(key, None)
            )
        return len(open_lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain:
    """Why lines differ: one reason for all. ``lines``: each with the version that the person saw.

    ``decision``: what is to become of it (documents.md 4.9); "" leaves that to what posting does, None as it stands.
    ``unit_cost``: what one piece costs of those that were found where nothing gives an average, in fen without tax
    (C-07: a surplus at manual cost if nothing is there); None leaves what stands there.
    """

    lines: tuple[tuple[int, int], ...]
    reason: str
    unit_cost: int | None = None
    decision: str | None = None


@command
@needs(Right.KEEP_STOCK)
def explain(ctx: Context, asked: Explain) -> None:
    """Write down why lines of a stocktake differ, all or none. Raises StaleRecord, RuleBroken."""
    if not asked.lines:
        raise InvalidInput(N_("Choose the differences that have this reason."), field="lines")
    _check_cost(asked.unit_cost)
    with ctx.work() as work:
        for line_id, seen_version in sorted(asked.lines):
            row = _correctable(work, line_id, seen_version)
            more = (row.counted or 0) > (row.book_at_count or 0)
            cost = row.unit_cost if asked.unit_cost is None or not more else asked.unit_cost
            decision = row.decision if asked.decision is None else one_line(asked.decision)
            work.change(row, reason=one_line(asked.reason), unit_cost=cost, decision=decision)


def _check_cost(unit_cost: int | None) -> None:
    if unit_cost is not None and unit_cost < 0:
        raise InvalidInput(N_("A cost cannot be below zero."), field="unit_cost")


def _correctable(work: Work, line_id: int, seen_version: int) -> Any:
    """A locked line beside which a reason may be written now."""
    found: Any = StocktakeLine.get_or_none(StocktakeLine.id == line_id)
    sheet = _locked(None if found is None else found.stocktake_id)
    row: Any = work.lock(StocktakeLine, line_id)
    work.check_seen(row, seen_version)
    if sheet.state not in CORRECTABLE:
        raise _not_now(sheet)
    return row


def _sheet(stocktake_id: int) -> Any:
    """The stocktake that is counted. Raises RuleBroken where nothing is counted on it now."""
    sheet = _locked(stocktake_id)
    if sheet.state not in COUNTABLE:
        raise _not_now(sheet)
    return sheet


def _locked(stocktake_id: int | None) -> Any:
    """The stocktake: it cannot be closed while a count is written, but others may count at the same time."""
    query = Stocktake.select().where(Stocktake.id == stocktake_id)
    if not connect.is_sqlite():
        query = query.for_update(_SHARED)
    sheet: Any = query.first()
    if sheet is None:
        raise NotFound(N_("This stocktake is no longer there. Refresh the page to see what is."))
    return sheet


def _not_now(sheet: Any) -> RuleBroken:
    return RuleBroken(
        N_("Stocktake {number} is {state}; this cannot be done with it now. Refresh the page to see what can."),
        number=sheet.number,
        state=Message(state_word(sheet.state)),
    )


def _place(place_id: int) -> Place:
    found: Place | None = Place.get_or_none(Place.id == place_id)
    if found is None:
        raise NotFound(N_("This place is no longer there. Refresh the page to see what is."))
    if found.kind not in OURS:
        raise InvalidInput(
            N_("{place} is outside the depot and cannot be counted. Choose a bin or a van."),
            field="place_id",
            place=found.name,
        )
    return found


def _quantity(asked: Count, part: Part) -> int:
    try:
        quantity = parse_quantity(asked.quantity, part.decimals)
    except InvalidInput as error:
        raise InvalidInput(error.message_id, field="quantity", **error.values) from error
    if part.serialised and not normalise(asked.serial):
        raise InvalidInput(
            N_("{part} is kept by serial number. Scan the serial number of each piece."),
            field="serial", part=part.part_no,
        )  # fmt: skip
    if part.serialised and quantity > 1:
        raise InvalidInput(
            N_("A serial number stands for one piece. Enter each serial on a line of its own."), field="quantity"
        )
    if not part.serialised and normalise(asked.serial):
        raise InvalidInput(
            N_("{part} is not kept by serial number. Leave the serial number empty."),
            field="serial", part=part.part_no,
        )  # fmt: skip
    return quantity


def _moment(ctx: Context, at: datetime | None, sheet: Any) -> datetime:
    now = ctx.clock.now()
    if at is None:
        return now
    if not sheet.started_at <= at <= now:
        raise InvalidInput(
            N_("It must have been counted after the stocktake began and before now. Correct the time."), field="at"
        )
    return at


def _book(key: dict[str, Any], at: datetime | None) -> int:
    """What the book had at a moment: what it has now, less what was posted since (C-17)."""
    part, place, condition = key["part"], key["place"], str(key["condition"])
    rest = (str(key["owner"]), key["serial"], key["lot"])
    now = int(connect.rows(_BALANCE, (part, place, condition, *rest))[0][0])
    if at is None:
        return now
    side = (place, condition)
    since = connect.rows(_SINCE, (*side, *side, part, *rest, connect.instant(at)))[0][0]
    return now - int(since)


def _check_free(sheet: Any, key: dict[str, Any], part: Part, place: Place) -> None:
    """What another sheet counts at the same time would be posted twice."""
    states = ", ".join("?" * len(OPEN_STATES))
    found = connect.rows(
        _ELSEWHERE.format(states=states),
        (part.id, place.id, str(key["condition"]), str(key["owner"]), key["serial"], key["lot"], sheet.id,
         *(state.value for state in OPEN_STATES)),
    )  # fmt: skip
    if found:
        raise RuleBroken(
            N_("{part} in {place} is being counted on {number}. Finish or cancel that stocktake first."),
            part=part.part_no, place=place.name, number=found[0][0],
        )  # fmt: skip
