"""Good pieces are kept for a case until it takes them or they are released."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from inventory.errors import InvalidInput, NotFound, RuleBroken
from inventory.i18n import N_
from inventory.naming import line
from inventory.paging import Condition, Listing
from inventory.search import LAST
from inventory.stock.entry import whole_quantity
from inventory.stock.posting import lock
from inventory.stock.reserved import standing
from inventory.values.codes import normalise
from inventory.values.quantities import show_quantity
from inventory.work import Context, command, needs
from models import connect
from models.access import Right
from models.cases import ServiceCase
from models.parts import Part
from models.places import Warehouse
from models.supply import Reservation, ReservationState


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """Pieces to keep for a case. ``warehouse_id``: only from that one; None: wherever they lie.

    ``until``: by when they are needed; they stay reserved after it until somebody releases them.
    """

    part_id: int
    case_id: int
    quantity: int | str | Decimal
    warehouse_id: int | None = None
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReservationLine:
    """A reservation. Quantities count units of 10**-``decimals``; ``open``: what the case has not taken yet."""

    id: int
    version: int
    part_id: int
    part_no: str
    name: str
    unit: str
    decimals: int
    case_id: int
    case_no: str
    warehouse: str
    quantity: int
    open: int
    state: ReservationState
    until: date | None
    reserved_at: datetime
    by: str
    note: str


@command
@needs(Right.KEEP_STOCK)
def reserve(ctx: Context, wanted: Reserve) -> int:
    """Keep good pieces for a case and return the reservation's id.

    Raises RuleBroken, naming how many can be had, for more than is available. Whoever reserves the last pieces first
    has them: the part is locked as for a paper.
    """
    with ctx.work() as work:
        lock([wanted.part_id])
        part: Part = Part.get_by_id(wanted.part_id)
        quantity = whole_quantity(wanted.quantity, part)
        if not quantity:
            raise InvalidInput(N_("Enter a quantity above 0."), field="quantity")
        case = work.lock(ServiceCase, wanted.case_id)
        if wanted.warehouse_id is not None:
            work.lock(Warehouse, wanted.warehouse_id)
        free = standing(part.id).free(None, wanted.warehouse_id)
        if free < quantity:
            raise RuleBroken(
                N_("Only {free} of {part} are available, not {wanted}. Reserve fewer, or order some."),
                free=show_quantity(max(0, free), part.decimals), part=part.part_no,
                wanted=show_quantity(quantity, part.decimals),
            )  # fmt: skip
        row = work.create(
            Reservation, part=part.id, case=case.id, warehouse=wanted.warehouse_id, quantity=quantity,
            until=wanted.until, reserved_at=ctx.clock.now(), reserved_by=ctx.actor, note=line(wanted.note),
        )  # fmt: skip
        work.touch(Part, part.id)
    return int(row.id)


@command
@needs(Right.KEEP_STOCK)
def release(ctx: Context, reservation_id: int, seen_version: int) -> None:
    """Others may have the pieces again that the case has not taken. Raises RuleBroken where it was released or used."""
    with ctx.work() as work:
        known: Any = Reservation.get_or_none(Reservation.id == reservation_id)
        if known is not None:
            lock([known.part_id])
        row: Any = work.lock(Reservation, reservation_id)
        work.check_seen(row, seen_version)
        if row.state is not ReservationState.OPEN:
            raise RuleBroken(N_("This reservation was released or used up already. Refresh the page."))
        work.change(row, state=ReservationState.RELEASED)
        work.touch(Part, row.part_id)


_COLUMNS: Final = (
    "reservation.version, p.id, p.part_no, p.name, p.unit, p.decimals, k.id, k.case_no, coalesce(w.name, ''), "
    "reservation.quantity, CASE WHEN reservation.state = 'open' THEN reservation.quantity - reservation.used ELSE 0 "
    "END, reservation.state, reservation.until, reservation.reserved_at, coalesce(u.name, ''), reservation.note"
)
_SOURCE: Final = (
    "reservation JOIN part p ON p.id = reservation.part_id JOIN service_case k ON k.id = reservation.case_id "
    "LEFT JOIN warehouse w ON w.id = reservation.warehouse_id "
    "LEFT JOIN depot_user u ON u.id = reservation.reserved_by_id"
)
_LINES: Final = f"SELECT reservation.id, {_COLUMNS} FROM {_SOURCE} WHERE {{where}} ORDER BY reservation.id"


def of_part(ctx: Context, part_id: int, *, all_of_them: bool = False) -> list[ReservationLine]:
    """The reservations of a part, the oldest first: those that still hold something, or all."""
    return _lines("reservation.part_id = ?" + ("" if all_of_them else " AND reservation.state = 'open'"), part_id)


def of_case(ctx: Context, case_id: int) -> list[ReservationLine]:
    """Everything that was reserved for a case, the oldest first."""
    return _lines("reservation.case_id = ?", case_id)


def _lines(where: str, value: int) -> list[ReservationLine]:
    return [_line(*row) for row in connect.rows(_LINES.format(where=where), (value,))]


def _line(
    row_id: int, version: int, part_id: int, part_no: str, name: str, unit: str, decimals: int, case_id: int,
    case_no: str, warehouse: str, quantity: int, left: int, state: str, until: Any, at: Any, by: str, note: str,
) -> ReservationLine:  # fmt: skip
    moment = connect.as_instant(at)
    assert moment is not None  # the column is never empty
    return ReservationLine(
        row_id, version, part_id, part_no, name, unit, decimals, case_id, case_no, warehouse, quantity, left,
        ReservationState(state), connect.as_day(until), moment, by, note,
    )  # fmt: skip


def _of_cases(text: str) -> Condition:
    norm = normalise(text)
    return Condition(
        "reservation.case_id IN (SELECT s.id FROM service_case s WHERE s.case_norm >= ? AND s.case_norm < ?)",
        (norm, norm + LAST),
    )


LISTING: Final[Listing[ReservationLine]] = Listing(
    table="reservation",
    source=_SOURCE,
    columns=_COLUMNS,
    row=_line,
    sorts={"id": "reservation.id"},
    filters={
        "text": _of_cases,
        "state": lambda state: Condition("reservation.state = ?", (ReservationState(state).value,)),
        "part": lambda part_id: Condition("reservation.part_id = ?", (part_id,)),
        "case": lambda case_id: Condition("reservation.case_id = ?", (case_id,)),
    },
)
"""Everything that was reserved, in the order in which it was."""


def one(ctx: Context, reservation_id: int) -> ReservationLine:
    """A reservation by its id. Raises NotFound."""
    found = LISTING.rows([reservation_id])
    if not found:
        raise NotFound(N_("This reservation is no longer there. Refresh the page to see what is."))
    return found[0]
