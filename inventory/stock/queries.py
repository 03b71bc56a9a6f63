"""The papers of the depot as they are listed and read, and what of an issue or a transfer is still to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from inventory.access.rights import sees_cost
from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.paging import Condition as Where
from inventory.paging import Listing
from inventory.search import LAST
from inventory.values.codes import normalise
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.assets import AssetOwner
from models.places import PlaceKind
from models.stock import Condition, DocKind, DocState, IssuePurpose


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in the list. ``engineer``: whose van or hands; ``paper_no``: the supplier's own paper."""

    id: int
    version: int
    number: str
    kind: DocKind
    state: DocState
    happened_on: date
    posted_at: datetime | None
    by: str
    purpose: IssuePurpose | None
    case_id: int | None
    case_no: str
    customer: str
    supplier: str
    engineer: str
    paper_no: str
    remark: str
    lines: int

    @property
    def other(self) -> str:
        """Whom or what it is about: the case, the customer, the supplier or the engineer."""
        return self.case_no or self.customer or self.supplier or self.engineer


def _row(
    doc_id: int, version: int, number: str, kind: str, state: str, happened_on: Any, posted_at: Any, by: str | None,
    purpose: str | None, case_id: int | None, case_no: str | None, customer: str | None, supplier: str | None,
    engineer: str | None, paper_no: str, remark: str, lines: int,
) -> PaperRow:  # fmt: skip
    day = connect.as_day(happened_on)
    assert day is not None  # the column is never empty
    return PaperRow(
        doc_id, version, number, DocKind(kind), DocState(state), day, connect.as_instant(posted_at), by or "",
        None if purpose is None else IssuePurpose(purpose), case_id, case_no or "", customer or "", supplier or "",
        engineer or "", paper_no, remark, int(lines),
    )  # fmt: skip


_FILTERS: Final[Mapping[str, Callable[[Any], Where]]] = {
    "text": lambda text: Where(
        "stock_doc.number >= ? AND stock_doc.number < ?", (normalise(text), normalise(text) + LAST)
    ),
    "kind": lambda kind: Where("stock_doc.kind = ?", (DocKind(kind).value,)),
    "state": lambda state: Where("stock_doc.state = ?", (DocState(state).value,)),
    "day_from": lambda day: Where("stock_doc.happened_on >= ?", (day.isoformat(),)),
    "day_to": lambda day: Where("stock_doc.happened_on <= ?", (day.isoformat(),)),
    "part": lambda part_id: Where(
        "stock_doc.id IN (SELECT x.doc_id FROM stock_line x WHERE x.part_id = ?)", (part_id,)
    ),
    "case": lambda case_id: Where("stock_doc.case_id = ?", (case_id,)),
    "supplier": lambda supplier_id: Where("stock_doc.supplier_id = ?", (supplier_id,)),
}
LISTING: Final[Listing[PaperRow]] = Listing(
    table="stock_doc",
    source=(
        "stock_doc LEFT JOIN depot_user poster ON poster.id = stock_doc.posted_by_id "
        "LEFT JOIN service_case ON service_case.id = stock_doc.case_id "
        "LEFT JOIN customer ON customer.id = coalesce(stock_doc.customer_id, service_case.customer_id) "
        "LEFT JOIN supplier ON supplier.id = stock_doc.supplier_id "
        "LEFT JOIN depot_user engineer ON engineer.id = stock_doc.engineer_id"
    ),
    columns=(
        "stock_doc.version, stock_doc.number, stock_doc.kind, stock_doc.state, stock_doc.happened_on, "
        "stock_doc.posted_at, poster.name, stock_doc.purpose, stock_doc.case_id, service_case.case_no, customer.name, "
        "supplier.name, engineer.name, stock_doc.paper_no, stock_doc.remark, "
        "(SELECT count(*) FROM stock_line x WHERE x.doc_id = stock_doc.id)"
    ),
    row=_row,
    sorts={"number": "stock_doc.number", "day": "stock_doc.happened_on", "id": "stock_doc.id"},
    filters=_FILTERS,
)
"""The papers of the depot. ``day`` is when it happened, ``number`` in the order of posting within a kind."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of a paper. Quantities count units of 10**-``decimals``; costs are None for who may not see them.

    ``back``: what came back of it, or arrived, on papers that stand. ``amount``: what it added to the stock's value.
    """

    id: int
    position: int
    part_id: int
    part_no: str
    name: str
    spec: str
    unit: str
    decimals: int
    quantity: int
    from_place_id: int
    from_place: str
    to_place_id: int
    to_place: str
    condition_from: Condition
    condition_to: Condition
    owner: AssetOwner
    serial: str
    lot: str
    unit_cost: Money | None
    amount: Money | None
    order_no: str
    note: str
    back: int

    @property
    def left(self) -> int:
        """What may still come back, or arrive."""
        return self.quantity - self.back


@dataclass(frozen=True, slots=True)
class Related:
    """Another paper that belongs to a paper."""

    id: int
    number: str
    kind: DocKind


@dataclass(frozen=True, slots=True)
class PaperCard:
    """Everything about one paper.

    ``reversed_by`` and ``reverses``: the two sides of a reversal; ``followers``: what came back or arrived of it.
    ``home_id``: the warehouse that a transfer goes to.
    """

    row: PaperRow
    lines: tuple[PaperLine, ...]
    reversed_by: Related | None
    reverses: Related | None
    origin: Related | None
    followers: tuple[Related, ...]
    costs: bool
    home_id: int | None

    @property
    def stands(self) -> bool:
        """Whether it is posted and was not reversed."""
        return self.row.state is DocState.POSTED and self.row.kind is not DocKind.REVERSAL

    @property
    def may_come_back(self) -> bool:
        """Whether it is an issue of which something may still come back unused."""
        return self.stands and self.row.kind is DocKind.ISSUE and any(line.left for line in self.lines)

    @property
    def is_on_the_way(self) -> bool:
        """Whether it is a transfer of which something has not arrived."""
        return self.stands and self.row.kind is DocKind.TRANSFER_OUT and any(line.left for line in self.lines)

    @property
    def value(self) -> Money | None:
        """What it added to the value of the stock in all."""
        return Money(sum(line.amount.fen for line in self.lines if line.amount is not None)) if self.costs else None


_BACK: Final = (
    "(SELECT coalesce(sum(r.quantity), 0) FROM stock_line r JOIN stock_doc e ON e.id = r.doc_id "
    "WHERE r.returns_id = x.id AND e.state = 'posted' AND e.kind IN ('return_unused', 'transfer_in', 'tool_in', "
    "'adjust'))"
)
_LINES: Final = (
    "SELECT x.id, x.position, p.id, p.part_no, p.name, p.spec, p.unit, p.decimals, x.quantity, f.id, f.name, t.id, "
    "t.name, x.condition_from, x.condition_to, x.owner, x.serial, x.lot, x.unit_cost, m.amount, "
    f"coalesce(q.order_no, ''), x.note, {_BACK} "
    "FROM stock_line x JOIN part p ON p.id = x.part_id JOIN place f ON f.id = x.from_place_id "
    "JOIN place t ON t.id = x.to_place_id LEFT JOIN stock_move m ON m.line_id = x.id "
    "LEFT JOIN order_line q ON q.id = x.order_id WHERE {where} ORDER BY x.doc_id, x.position"
)
_RELATED: Final = "SELECT id, number, kind FROM stock_doc WHERE {where} ORDER BY id"
_ABOUT: Final = "SELECT reverses_id, receives_id FROM stock_doc WHERE id = ?"
_FOLLOWERS: Final = (
    "id IN (SELECT r.doc_id FROM stock_line x JOIN stock_line r ON r.returns_id = x.id WHERE x.doc_id = ?)"
)
_ORIGIN: Final = "id IN (SELECT o.doc_id FROM stock_line x JOIN stock_line o ON o.id = x.returns_id WHERE x.doc_id = ?)"
_HOME: Final = (
    "SELECT t.warehouse_id FROM stock_line x JOIN place t ON t.id = x.to_place_id WHERE x.doc_id = ? AND t.kind = ? "
    "LIMIT 1"
)


def card(ctx: Context, doc_id: int) -> PaperCard:
    """Everything about one paper. Raises NotFound."""
    found = LISTING.rows([doc_id])
    if not found:
        raise NotFound(N_("This paper is no longer there. Refresh the page to see what is."))
    costs = sees_cost(ctx)
    reverses, receives = connect.rows(_ABOUT, (doc_id,))[0]
    home = connect.rows(_HOME, (doc_id, PlaceKind.TRANSIT.value))
    origin = _first("id = ?", receives) if receives is not None else _first(_ORIGIN, doc_id)
    return PaperCard(
        found[0],
        tuple(_line(costs, *row) for row in connect.rows(_LINES.format(where="x.doc_id = ?"), (doc_id,))),
        _first("reverses_id = ?", doc_id),
        None if reverses is None else _first("id = ?", reverses),
        origin,
        tuple(Related(row[0], row[1], DocKind(row[2])) for row in _related(_FOLLOWERS, doc_id)),
        costs,
        home[0][0] if home else None,
    )


_OF_CASE: Final = (
    "x.doc_id IN (SELECT d.id FROM stock_doc d WHERE d.case_id = ? AND d.kind = 'issue' AND d.state = 'posted')"
)


def unused(ctx: Context, case_id: int) -> list[PaperLine]:
    """What was issued to a case and may still come back, paper by paper."""
    lines = [_line(sees_cost(ctx), *row) for row in connect.rows(_LINES.format(where=_OF_CASE), (case_id,))]
    return [line for line in lines if line.left]


def paper_lines(ctx: Context, line_ids: Sequence[int]) -> dict[int, PaperLine]:
    """Lines of papers as they stand now, by their ids."""
    if not line_ids:
        return {}
    costs, marks = sees_cost(ctx), ", ".join("?" * len(line_ids))
    found = connect.rows(_LINES.format(where=f"x.id IN ({marks})"), tuple(line_ids))
    return {row[0]: _line(costs, *row) for row in found}


def _line(
    costs: bool, line_id: int, position: int, part_id: int, part_no: str, name: str, spec: str, unit: str,
    decimals: int, quantity: int, from_id: int, start: str, to_id: int, end: str, was: str, becomes: str, owner: str,
    serial: str, lot: str, unit_cost: int | None, amount: int | None, order_no: str, note: str, back: int,
) -> PaperLine:  # fmt: skip
    return PaperLine(
        line_id, position, part_id, part_no, name, spec, unit, decimals, quantity, from_id, start, to_id, end,
        Condition(was), Condition(becomes), AssetOwner(owner), serial, lot,
        Money(unit_cost) if costs and unit_cost is not None else None,
        Money(amount) if costs and amount is not None else None, order_no, note, int(back),
    )  # fmt: skip


def _related(where: str, value: int) -> list[tuple[Any, ...]]:
    return connect.rows(_RELATED.format(where=where), (value,))


def _first(where: str, value: int) -> Related | None:
    found = _related(where, value)
    return Related(found[0][0], found[0][1], DocKind(found[0][2])) if found else None
