"""The stock of a depot for measuring: papers, moves with values and chain, and what they leave behind, all in step.

Every part has a turn again and again: ten pieces come in, some go out to cases and to customers, one is moved to
another bin. The first part is on every paper, as a fuse is, so that its stock card is a long one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from benchmarks.rows import LINES, Size, Table, code
from inventory.places.rules import sort_key
from inventory.stock import chain
from inventory.values.codes import name_key

BINS: Final = 40
"""Bins of the shelf that goods come to, and as many of the one that some are moved to."""
SUPPLIER, CUSTOMER, ADJUSTMENT, SCRAP = range(2 * BINS + 1, 2 * BINS + 5)
SUPPLIERS: Final = 20
BEGIN: Final = date(2018, 1, 2)
DAYS: Final = 3200


class Turn(NamedTuple):
    """What the papers of one turn do. ``other``: the place outside, None where a piece goes from shelf to shelf."""

    kind: str
    series: str
    quantity: int
    other: int | None
    comes: bool = False
    purpose: str | None = None


TURNS: Final = (
    Turn("receipt", "RK", 10, SUPPLIER, comes=True),
    Turn("issue", "CK", 3, CUSTOMER, purpose="case"),
    Turn("issue", "CK", 5, CUSTOMER, purpose="sale"),
    Turn("move", "YK", 1, None),
    Turn("scrap", "BF", 1, SCRAP),
)
FIRST: Final = Turn("opening", "QC", 20, ADJUSTMENT, comes=True)


class Ledger:
    """Rows of the tables of the stock. What lies where, and is worth what, is known once ``_moves`` was read."""

    def __init__(self, size: Size) -> None:
        self._size = size
        self._lying: dict[tuple[int, int], int] = {}
        self._worth = [(0, 0)] * (size.parts + 1)
        self._ends = [(0, chain.START)] * (size.parts + 1)

    def tables(self) -> Iterator[Table]:
        """Everything, parents before children where nothing forbids it."""
        yield "warehouse", ("id", "version", "code", "name", "address", "active"), iter([(1, 1, "CK1", "总仓", "", 1)])
        yield "place", _COLUMNS["place"].split(), self._places()
        yield "supplier", _COLUMNS["supplier"].split(), self._suppliers()
        yield "stock_line", _COLUMNS["stock_line"].split(), self._lines()  # a posted paper takes no more lines
        yield "stock_doc", _COLUMNS["stock_doc"].split(), self._docs()
        yield "stock_move", _COLUMNS["stock_move"].split(), self._moves()
        yield (
            "stock_balance", _COLUMNS["stock_balance"].split(),
            (
                (part, place, "new", "us", "", "", place <= 2 * BINS, quantity)
                for (part, place), quantity in sorted(self._lying.items())
            ),
        )  # fmt: skip
        yield (
            "stock_value", ("part_id", "serial", "quantity", "value"),
            ((part, "", *self._worth[part]) for part in range(1, self._size.parts + 1)),
        )  # fmt: skip
        yield (
            "stock_chain", ("part_id", "sequence", "chain"),
            ((part, *self._ends[part]) for part in range(1, self._size.parts + 1)),
        )  # fmt: skip
        yield "reservation", _COLUMNS["reservation"].split(), self._reservations()
        yield "order_line", _COLUMNS["order_line"].split(), self._orders()

    def _places(self) -> Iterator[tuple[Any, ...]]:
        names = [f"{shelf}-{number:02}-01" for shelf in "AB" for number in range(BINS)]
        outer = (("supplier", "供应商"), ("customer", "客户"), ("adjustment", "盘点调整"), ("scrap", "报废"))
        rows = [("bin", name, 1) for name in names] + [(kind, name, None) for kind, name in outer]
        for n, (kind, name, warehouse) in enumerate(rows, 1):
            yield n, 1, code("B", n), kind, name, name_key(name), sort_key(name), warehouse, 1, ""

    def _suppliers(self) -> Iterator[tuple[Any, ...]]:
        for n in range(1, SUPPLIERS + 1):
            yield n, 1, f"供应商{n}", f"供应商{n}", "", "", "", "", "", ""

    def _papers(self) -> Iterator[tuple[int, int, int, Turn, date]]:
        """Each paper: its id, its turn's number, its group of parts, what it does and when."""
        for number in range(self._size.turns):
            turn = FIRST if number == 0 else TURNS[(number - 1) % len(TURNS)]
            on = BEGIN + timedelta(days=number * DAYS // self._size.turns)
            for group in range(self._size.groups):
                yield number * self._size.groups + group + 1, number, group, turn, on

    def _parts(self, group: int) -> Iterator[int]:
        yield 1
        yield from range(2 + group * (LINES - 1), min(2 + (group + 1) * (LINES - 1), self._size.parts + 1))

    def _docs(self) -> Iterator[tuple[Any, ...]]:
        for doc, _number, _group, turn, on in self._papers():
            case = doc * 7 % (2 * self._size.units) + 1 if turn.purpose == "case" else None
            supplier = doc % SUPPLIERS + 1 if turn.kind == "receipt" else None
            at = f"{on.isoformat()} 02:00:00"
            yield (
                doc, 1, f"{turn.series}{on:%Y%m}{doc:07}", turn.kind, "posted", on.isoformat(), at, 1, at, 1,
                f"measured-{doc}", turn.purpose, case, supplier, "", "",
            )  # fmt: skip

    def _steps(self) -> Iterator[tuple[int, int, int, int, Turn, date, int, int, int | None]]:
        """Each line: its id, paper, position and part, what it does and when, from where to where, at which cost."""
        line = 0
        for doc, number, group, turn, on in self._papers():
            for position, part in enumerate(self._parts(group), 1):
                line += 1
                shelf = part % BINS + 1
                other = shelf + BINS if turn.other is None else turn.other
                if turn.kind == "scrap":
                    shelf += BINS  # what was moved there goes from there
                cost = 1000 + part % 900 + 7 * (number % 31) if turn.comes else None
                start, end = (other, shelf) if turn.comes else (shelf, other)
                yield line, doc, position, part, turn, on, start, end, cost

    def _lines(self) -> Iterator[tuple[Any, ...]]:
        for line, doc, position, part, turn, _on, start, end, cost in self._steps():
            yield line, 1, doc, position, part, turn.quantity, start, end, "new", "new", "us", "", "", cost, ""

    def _moves(self) -> Iterator[tuple[Any, ...]]:
        for line, _doc, _position, part, turn, on, start, end, cost in self._steps():
            quantity = turn.quantity
            amount = self._changed(part, turn, cost)
            for place, by in ((start, -quantity), (end, quantity)):
                self._lying[part, place] = self._lying.get((part, place), 0) + by
            sequence, before = self._ends[part]
            sequence += 1
            at = datetime.combine(on, time(2), UTC)
            linked = chain.link(
                before, sequence, on, at, part, line, quantity, start, end, "new", "new", "us", "", "", amount, 0, None
            )
            self._ends[part] = (sequence, linked)
            yield (
                line, line, part, sequence, on.isoformat(), f"{at:%Y-%m-%d %H:%M:%S}", quantity, start, end, "new",
                "new", "us", "", "", amount, 0, linked,
            )  # fmt: skip

    def _changed(self, part: int, turn: Turn, cost: int | None) -> int:
        """What a move adds to the value: its cost, or the average, half a fen up; nothing from shelf to shelf."""
        if turn.other is None:
            return 0
        there, value = self._worth[part]
        if cost is not None:
            amount, by = turn.quantity * cost, turn.quantity
        else:
            amount, by = -((2 * value * turn.quantity + there) // (2 * there)), -turn.quantity
        self._worth[part] = (there + by, value + amount)
        return amount

    def _reservations(self) -> Iterator[tuple[Any, ...]]:
        for n, part in enumerate(range(1, self._size.parts + 1, 10), 1):
            yield n, 1, part, 2 * n % (2 * self._size.units) + 1, 2, 0, "open", "2026-06-01 02:00:00", ""

    def _orders(self) -> Iterator[tuple[Any, ...]]:
        for n, part in enumerate(range(1, self._size.parts + 1, 5), 1):
            yield n, 1, part, n % SUPPLIERS + 1, f"PO-{n:05}", "2026-06-01", 20, 5 * (n % 5), 0, ""


_COLUMNS: Final = {
    "place": "id version code kind name name_norm sort_key warehouse_id active remark",
    "supplier": "id version name name_key contact phone email address tax_no remark",
    "stock_doc": (
        "id version number kind state happened_on posted_at posted_by_id created_at created_by_id act purpose case_id "
        "supplier_id paper_no remark"
    ),
    "stock_line": (
        "id version doc_id position part_id quantity from_place_id to_place_id condition_from condition_to owner "
        "serial lot unit_cost note"
    ),
    "stock_move": (
        "id line_id part_id sequence happened_on posted_at quantity from_place_id to_place_id condition_from "
        "condition_to owner serial lot amount carried chain"
    ),
    "stock_balance": "part_id place_id condition owner serial lot internal quantity",
    "reservation": "id version part_id case_id quantity used state reserved_at note",
    "order_line": "id version part_id supplier_id order_no ordered_on quantity received cancelled note",
}
"""The columns of the bigger tables, in the order of their rows."""
