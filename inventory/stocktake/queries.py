"""Stocktakes as they are listed and read: how far each is, its sheet bin by bin, what is open at a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from inventory.access.rights import sees_cost
from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.paging import Condition as Where
from inventory.paging import Listing
from inventory.search import LAST
from inventory.stocktake import differences
from inventory.stocktake.approval import worth
from inventory.stocktake.differences import Difference
from inventory.stocktake.rules import Scope, StocktakeMode, StocktakeState, difference
from inventory.values.codes import normalise
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.access import RequestState
from models.assets import AssetOwner
from models.stock import Condition

_OF = "(SELECT count(*) FROM stocktake_line l WHERE l.stocktake_id = stocktake.id{more})"
_HIDDEN: Final = (
    f"(stocktake.mode = '{StocktakeMode.BLIND.value}' AND stocktake.state = '{StocktakeState.COUNTING.value}')"
)
"""While a blind sheet is counted, nothing says what the book has, nor whether a count agrees with it."""


@dataclass(frozen=True, slots=True)
class StocktakeRow:
    """A stocktake in the list. ``different``: lines that differ from the book; None while a blind one hides it."""

    id: int
    version: int
    number: str
    mode: StocktakeMode
    state: StocktakeState
    warehouse_id: int | None
    warehouse: str
    scope: Scope
    created_at: datetime
    created_by: str
    started_at: datetime | None
    counted_at: datetime | None
    approved_at: datetime | None
    approved_by: str
    doc_id: int | None
    doc_no: str
    remark: str
    lines: int
    counted: int
    different: int | None

    @property
    def hides_book(self) -> bool:
        """A blind sheet does not say what should be there until the counting is closed (documents.md 4.9)."""
        return self.mode is StocktakeMode.BLIND and self.state in (StocktakeState.DRAFT, StocktakeState.COUNTING)


def _row(
    row_id: int, version: int, number: str, mode: str, state: str, warehouse_id: int | None, warehouse: str | None,
    scope: str, created_at: Any, created_by: str | None, started_at: Any, counted_at: Any, approved_at: Any,
    approved_by: str | None, doc_id: int | None, doc_no: str | None, remark: str, lines: int, counted: int,
    different: int | None,
) -> StocktakeRow:  # fmt: skip
    made = connect.as_instant(created_at)
    assert made is not None  # the column is never empty
    return StocktakeRow(
        row_id, version, number, StocktakeMode(mode), StocktakeState(state), warehouse_id, warehouse or "",
        Scope.load(scope), made, created_by or "", connect.as_instant(started_at), connect.as_instant(counted_at),
        connect.as_instant(approved_at), approved_by or "", doc_id, doc_no or "", remark, lines, counted, different,
    )  # fmt: skip


LISTING: Final[Listing[StocktakeRow]] = Listing(
    table="stocktake",
    source=(
        "stocktake LEFT JOIN warehouse ON warehouse.id = stocktake.warehouse_id "
        "LEFT JOIN depot_user maker ON maker.id = stocktake.created_by_id "
        "LEFT JOIN depot_user approver ON approver.id = stocktake.approved_by_id "
        "LEFT JOIN stock_doc ON stock_doc.id = stocktake.doc_id"
    ),
    columns=(
        "stocktake.version, stocktake.number, stocktake.mode, stocktake.state, stocktake.warehouse_id, warehouse.name, "
        "stocktake.scope, stocktake.created_at, maker.name, stocktake.started_at, stocktake.counted_at, "
        "stocktake.approved_at, approver.name, stocktake.doc_id, stock_doc.number, stocktake.remark, "
        f"{_OF.format(more='')}, {_OF.format(more=' AND l.counted IS NOT NULL')}, "
        f"CASE WHEN {_HIDDEN} THEN NULL ELSE {_OF.format(more=' AND l.counted <> l.book_at_count')} END"
    ),
    row=_row,
    sorts={"number": "stocktake.number", "id": "stocktake.id"},
    filters={
        "text": lambda text: Where(
            "stocktake.number >= ? AND stocktake.number < ?", (normalise(text), normalise(text) + LAST)
        ),
        "state": lambda state: Where("stocktake.state = ?", (StocktakeState(state).value,)),
    },
)
"""Stocktakes; some dozens a year."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of the sheet. ``snapshot`` and ``book`` None: hidden on a blind sheet, or not counted yet."""

    id: int
    version: int
    part_id: int
    part_no: str
    name: str
    spec: str
    unit: str
    decimals: int
    serialised: bool
    place_id: int
    place: str
    condition: Condition
    owner: AssetOwner
    serial: str
    lot: str
    snapshot: int | None
    counted: int | None
    counted_at: datetime | None
    counted_by: str
    book: int | None
    recounted: bool
    disturbed: bool
    reason: str
    decision: str

    @property
    def difference(self) -> int | None:
        """Counted less book (C-17), as far as both may be known."""
        return None if self.counted is None or self.book is None else difference(self.counted, self.book)


YES, NO = "yes", "no"
"""What the filters ``counted`` and ``agrees`` take."""


def _line(
    line_id: int, version: int, part_id: int, part_no: str, name: str, spec: str, unit: str, decimals: int,
    serialised: Any, place_id: int, place: str, condition: str, owner: str, serial: str, lot: str, snapshot: int | None,
    counted: int | None, counted_at: Any, counted_by: str | None, book: int | None, recounted: Any, disturbed: Any,
    reason: str, decision: str,
) -> SheetLine:  # fmt: skip
    return SheetLine(
        line_id, version, part_id, part_no, name, spec, unit, decimals, bool(serialised), place_id, place,
        Condition(condition), AssetOwner(owner), serial, lot, snapshot, counted, connect.as_instant(counted_at),
        counted_by or "", book, bool(recounted), bool(disturbed), reason, decision,
    )  # fmt: skip


_LINE_FILTERS: Final[Mapping[str, Callable[[Any], Where]]] = {
    "stocktake": lambda stocktake_id: Where("stocktake_line.stocktake_id = ?", (stocktake_id,)),
    "place": lambda place_id: Where("stocktake_line.place_id = ?", (place_id,)),
    "counted": lambda answer: Where(f"stocktake_line.counted IS {'NOT ' if answer == YES else ''}NULL"),
    "agrees": lambda answer: Where(
        f"stocktake_line.counted {'=' if answer == YES else '<>'} stocktake_line.book_at_count AND NOT {_HIDDEN}"
    ),
}
LINES: Final[Listing[SheetLine]] = Listing(
    table="stocktake_line",
    source=(
        "stocktake_line JOIN stocktake ON stocktake.id = stocktake_line.stocktake_id "
        "JOIN part ON part.id = stocktake_line.part_id JOIN place ON place.id = stocktake_line.place_id "
        "LEFT JOIN depot_user counter ON counter.id = stocktake_line.counted_by_id"
    ),
    columns=(
        "stocktake_line.version, part.id, part.part_no, part.name, part.spec, part.unit, part.decimals, "
        "part.serialised, place.id, place.name, stocktake_line.condition, stocktake_line.owner, stocktake_line.serial, "
        f"stocktake_line.lot, CASE WHEN {_HIDDEN} THEN NULL ELSE stocktake_line.snapshot END, stocktake_line.counted, "
        "stocktake_line.counted_at, counter.name, "
        f"CASE WHEN {_HIDDEN} THEN NULL ELSE stocktake_line.book_at_count END, "
        f"stocktake_line.recounted, CASE WHEN {_HIDDEN} THEN (0 = 1) ELSE stocktake_line.disturbed END, "
        "stocktake_line.reason, stocktake_line.decision"
    ),
    row=_line,
    sorts={"place": "place.sort_key", "part": "part.part_norm", "id": "stocktake_line.id"},
    filters=_LINE_FILTERS,
    joined=frozenset({"stocktake", "agrees"}),
)
"""The sheet of one stocktake (filter ``stocktake`` first), bin by bin; a blind one keeps the book to itself."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference with what posting it would add to the value; ``worth`` None for somebody who may not see costs."""

    difference: Difference
    worth: Money | None


@dataclass(frozen=True, slots=True)
class StocktakeCard:
    """Everything about one stocktake. ``request_id``: the approval that is asked for, ``agreeing`` in basis points."""

    row: StocktakeRow
    differences: tuple[Shown, ...]
    request_id: int | None
    costs: bool
    places: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def agreeing(self) -> int | None:
        """The share of counted lines that agree with the book in basis points (账实相符率); None where none is."""
        if not self.row.counted or self.row.different is None:
            return None
        return (self.row.counted - self.row.different) * 10_000 // self.row.counted


def line(ctx: Context, line_id: int) -> SheetLine:
    """One line of a sheet, as far as it may be seen. Raises NotFound."""
    found = LINES.rows([line_id])
    if not found:
        raise NotFound(N_("This line is no longer there. Refresh the page to see what is."))
    return found[0]


def card(ctx: Context, stocktake_id: int) -> StocktakeCard:
    """Everything about one stocktake. A blind one shows no difference while it is counted. Raises NotFound."""
    found = LISTING.rows([stocktake_id])
    if not found:
        raise NotFound(N_("This stocktake is no longer there. Refresh the page to see what is."))
    row, costs = found[0], sees_cost(ctx)
    shown = [] if row.hides_book else differences.found(stocktake_id)
    request = connect.rows(
        "SELECT id FROM approval_request WHERE entity = 'stocktake' AND entity_id = ? AND state = ?",
        (stocktake_id, RequestState.OPEN.value),
    )
    return StocktakeCard(
        row,
        tuple(Shown(one, Money(worth(one))) if costs else Shown(replace(one, unit_cost=None), None) for one in shown),
        request[0][0] if request else None,
        costs,
        _names("place", "name", "sort_key", row.scope.places),
        _names("part", "part_no", "part_norm", row.scope.parts),
    )


def _names(table: str, column: str, order: str, ids: tuple[int, ...]) -> tuple[str, ...]:
    if not ids:
        return ()
    marks = ", ".join("?" * len(ids))
    return tuple(
        name for (name,) in connect.rows(f"SELECT {column} FROM {table} WHERE id IN ({marks}) ORDER BY {order}", ids)
    )
