"""What goes into a customer's repair history: which units, which cases, and the figures above them.

Read in chunks by id, so that memory stays flat and nobody waits for a long read. Nothing internal is read at all: no
remark, cost, margin or supplier (INV-17), and nothing of a unit that stands with another customer now but its repairs
while it was this one's.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final

from inventory.cases.reliability import Span
from inventory.clock import day_of, instant
from inventory.cover import standing
from inventory.cover.standing import Kept
from inventory.errors import InvalidInput, NotFound
from inventory.i18n import N_
from inventory.values.codes import normalise
from inventory.work import Context
from models import connect
from models.assets import AssetState, EventKind
from models.cases import CaseState, Channel, Satisfaction, UserDamage
from models.parts import Origin

CHUNK: Final = 500
GONE: Final = frozenset({AssetState.REPLACED, AssetState.RETURNED_FAULTY, AssetState.SCRAPPED, AssetState.RETIRED})
"""States of a unit that no longer works for the customer."""
_LEFT: Final = ", ".join(f"'{kind.value}'" for kind in (
    EventKind.SWAPPED_OUT, EventKind.SCRAPPED, EventKind.RETIRED, EventKind.RETURNED
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both included."""

    first: date
    last: date

    def span(self) -> Span:
        """The same as instants."""
        return Span(_midnight(self.first), _midnight(self.last + timedelta(days=1)))


@dataclass(frozen=True, slots=True)
class Promised:
    """What the customer may know of what was promised for a unit: its acceptance, its state and its cover."""

    accepted_on: date | None
    state: AssetState
    kept: Kept


@dataclass(frozen=True, slots=True)
class UsedPart:
    """A part of the history. ``price`` in fen, what the customer pays for one; None where it is not known."""

    part_no: str
    name: str
    spec: str
    unit: str
    quantity: int
    decimals: int
    charged: bool
    price: int | None
    removed_serial: str
    fitted_serial: str
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Repair:
    """A case of the history with its unit as far as it is this customer's business. ``fee`` in fen."""

    case_no: str
    product_name: str
    model_code: str
    serial_no: str
    location: str
    promised: Promised | None
    sold_on: date | None
    cover_status: str
    reported_at: datetime
    reporter: str
    channel: Channel
    level: str
    symptom: str
    responded_at: datetime | None
    arrived_at: datetime | None
    restored_at: datetime | None
    cause: str
    user_damage: UserDamage
    action: str
    charged: bool
    fee: int
    loaner_no: str
    engineer: str
    confirmed_by: str
    satisfaction: Satisfaction | None
    replaced_by: str
    parts: tuple[UsedPart, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the history. ``promised`` None: it is another customer's now. ``left_at``: when it was taken out."""

    id: int
    serial_no: str
    product_name: str
    model_code: str
    sold_on: date | None
    promised: Promised | None
    replaced_by: str
    replaces: str
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose history, from when to when, which units and which cases (ids in the order of the sheet)."""

    customer_id: int
    customer: str
    period: Period
    units: array[int]
    cases: array[int]


def scope(
    ctx: Context, customer_id: int, first: date | None, last: date | None, asset_ids: Sequence[int] | None
) -> Scope:
    """What a history is about. Raises NotFound, and InvalidInput for days in the wrong order or another's unit.

    Without ``first`` it begins with the first acceptance or report, without ``last`` it ends today. Cancelled cases are
    no repairs. Without ``asset_ids`` the units are those of the customer, those that were swapped for them, and those
    that had a case here in the period.
    """
    found = connect.rows("SELECT name FROM customer WHERE id = ?", (customer_id,))
    if not found:
        raise NotFound(N_("This customer is no longer there. Refresh the page to see who is."))
    if first is not None and last is not None and last < first:
        raise InvalidInput(N_("The last day is before the first one. Exchange them."), field="last")
    period = Period(first or _beginning(customer_id), last or ctx.clock.today())
    if period.last < period.first:
        period = Period(period.last, period.last)
    cases = _cases(customer_id, period)
    units = _units(customer_id, {asset_id for _case, asset_id in cases})
    if asset_ids is not None:
        _check_theirs(found[0][0], asset_ids, units)
        units = set(asset_ids)
    return Scope(
        customer_id,
        found[0][0],
        period,
        array("q", _in_order(units)),
        array("q", (case_id for case_id, asset_id in cases if asset_id in units)),
    )


def units_by_serial(ctx: Context, customer_id: int, serials: Sequence[str]) -> tuple[int, ...]:
    """The units of a customer with these serials. Raises NotFound for the first one that is not among them."""
    ids: list[int] = []
    for serial in serials:
        found = connect.rows(
            "SELECT a.id FROM asset a WHERE a.serial_norm = ? AND (a.customer_id = ? OR EXISTS "
            "(SELECT 1 FROM service_case k WHERE k.asset_id = a.id AND k.customer_id = ?))",
            (normalise(serial), customer_id, customer_id),
        )
        if not found:
            raise NotFound(N_("This customer has no unit {serial}. Check the serial number."), serial=serial)
        ids.extend(row[0] for row in found)
    return tuple(dict.fromkeys(ids))


def _beginning(customer_id: int) -> date:
    """The first day of which there is anything to tell."""
    (accepted, reported), = connect.rows(
        "SELECT (SELECT min(accepted_on) FROM asset WHERE customer_id = ?), "
        "(SELECT min(reported_at) FROM service_case WHERE customer_id = ?)",
        (customer_id, customer_id),
    )  # fmt: skip
    at = connect.as_instant(reported)
    days = [day for day in (connect.as_day(accepted), day_of(at) if at else None) if day is not None]
    return min(days, default=date.max)


def _cases(customer_id: int, period: Period) -> list[tuple[int, int]]:
    span = period.span()
    found = connect.rows(
        "SELECT id, asset_id FROM service_case WHERE customer_id = ? AND reported_at >= ? AND reported_at < ? "
        "AND state <> ? ORDER BY reported_at, id",
        (customer_id, _stored(span.begin), _stored(span.end), CaseState.CANCELLED.value),
    )
    return [(row[0], row[1]) for row in found]


def _units(customer_id: int, with_cases: set[int]) -> set[int]:
    """The customer's units, those that had a case here, and those swapped for them that are nobody else's."""
    theirs = with_cases | {row[0] for row in connect.rows("SELECT id FROM asset WHERE customer_id = ?", (customer_id,))}
    fresh = theirs
    while fresh:
        linked: set[int] = set()
        for chunk in _chunks(sorted(fresh)):
            marks = ", ".join("?" * len(chunk))
            found = connect.rows(
                f"SELECT id FROM asset WHERE replaced_by_id IN ({marks}) AND customer_id IS NULL UNION "
                "SELECT n.id FROM asset o JOIN asset n ON n.id = o.replaced_by_id "
                f"WHERE o.id IN ({marks}) AND n.customer_id IS NULL",
                (*chunk, *chunk),
            )
            linked.update(row[0] for row in found)
        fresh = linked - theirs
        theirs = theirs | fresh
    return theirs


def _in_order(ids: set[int]) -> list[int]:
    """Units by product, model and serial."""
    found: list[tuple[Any, ...]] = []
    for chunk in _chunks(sorted(ids)):
        found += connect.rows(
            "SELECT m.product_name, m.model_norm, a.serial_norm, a.id FROM asset a "
            f"JOIN product_model m ON m.id = a.model_id WHERE a.id IN ({', '.join('?' * len(chunk))})",
            chunk,
        )
    return [row[3] for row in sorted(found)]


def _check_theirs(customer: str, asset_ids: Sequence[int], theirs: set[int]) -> None:
    for asset_id in asset_ids:
        if asset_id not in theirs:
            found = connect.rows("SELECT serial_no FROM asset WHERE id = ?", (asset_id,))
            raise InvalidInput(
                N_("{serial} is not a unit of {customer}. Leave it out."),
                field="asset_ids",
                serial=found[0][0] if found else asset_id,
                customer=customer,
            )


_REPAIRS: Final = (
    "SELECT k.id, k.case_no, m.product_name, m.model_code, a.serial_no, k.location_text, a.location_text, "
    f"a.customer_id, a.sold_on, a.accepted_on, a.state, {standing.columns('a')}, "
    "k.cover_status, k.reported_at, k.reporter, k.channel, k.level, k.symptom, k.responded_at, k.arrived_at, "
    "k.restored_at, k.cause, k.user_damage, k.action, k.charged, k.fee, k.loaner_no, k.engineer, k.confirmed_by, "
    "k.satisfaction, n.serial_no, n.customer_id, "
    "u.part_no, coalesce(nullif(u.name, ''), p.name, ''), coalesce(p.spec, ''), coalesce(p.unit, ''), u.quantity, "
    "coalesce(p.decimals, 0), u.charged, u.unit_price, u.removed_serial, u.fitted_serial, f.origin "
    "FROM service_case k JOIN asset a ON a.id = k.asset_id JOIN product_model m ON m.id = a.model_id "
    "LEFT JOIN asset n ON n.id = a.replaced_by_id LEFT JOIN part_use u ON u.case_id = k.id "
    "LEFT JOIN part p ON p.id = u.part_id LEFT JOIN part_fit f ON f.part_id = u.part_id AND f.model_id = a.model_id "
    "WHERE k.id IN ({marks}) ORDER BY k.reported_at, k.id, u.id"
)
_PART: Final = 34
"""Where the columns of the part begin."""


def repairs(about: Scope) -> Iterator[Repair]:
    """The cases in the order of the sheet, with their parts."""
    for chunk in _chunks(about.cases):
        found = connect.rows(_REPAIRS.replace("{marks}", ", ".join("?" * len(chunk))), chunk)
        for _, group in groupby(found, key=lambda row: row[0]):
            yield _repair(list(group), about.customer_id)


def _repair(rows: list[tuple[Any, ...]], customer_id: int) -> Repair:
    row = rows[0]
    theirs = row[7] in (customer_id, None)
    promised = Promised(connect.as_day(row[9]), AssetState(row[10]), standing.unpacked(*row[11:14]))
    values = [
        *row[1:5],
        row[5] or (row[6] if theirs else ""),
        promised if theirs else None,
        connect.as_day(row[8]) if theirs else None,
        row[14],
        connect.as_instant(row[15]),
        row[16],
        Channel(row[17]),
        row[18],
        row[19],
        connect.as_instant(row[20]),
        connect.as_instant(row[21]),
        connect.as_instant(row[22]),
        row[23],
        UserDamage(row[24]),
        row[25],
        bool(row[26]),
        row[27],
        *row[28:31],
        None if row[31] is None else Satisfaction(row[31]),
        (row[32] or "") if theirs and row[33] in (customer_id, None) else "",
        tuple(_used(part[_PART:]) for part in rows if part[_PART] is not None),
    ]
    return Repair(*values)


def _used(row: tuple[Any, ...]) -> UsedPart:
    values = [*row[:6], bool(row[6]), *row[7:10], None if row[10] is None else Origin(row[10])]
    return UsedPart(*values)


_UNITS: Final = (
    "SELECT a.id, a.serial_no, m.product_name, m.model_code, a.sold_on, a.customer_id, a.accepted_on, "
    f"a.state, {standing.columns('a')}, n.serial_no, n.customer_id, "
    "(SELECT min(o.serial_no) FROM asset o "
    "WHERE o.replaced_by_id = a.id AND (o.customer_id = ? OR o.customer_id IS NULL)), "
    f"(SELECT max(e.at) FROM asset_event e WHERE e.asset_id = a.id AND e.kind IN ({_LEFT})) "
    "FROM asset a JOIN product_model m ON m.id = a.model_id LEFT JOIN asset n ON n.id = a.replaced_by_id "
    "WHERE a.id IN ({marks}) ORDER BY m.product_name, m.model_norm, a.serial_norm, a.id"
)


def units(about: Scope) -> Iterator[Unit]:
    """The units of the history, chunk by chunk by product, model and serial."""
    for chunk in _chunks(about.units):
        found = connect.rows(_UNITS.replace("{marks}", ", ".join("?" * len(chunk))), (about.customer_id, *chunk))
        for row in found:
            theirs = row[5] in (about.customer_id, None)
            promised = Promised(connect.as_day(row[6]), AssetState(row[7]), standing.unpacked(*row[8:11]))
            yield Unit(
                *[
                    *row[:4],
                    connect.as_day(row[4]) if theirs else None,
                    promised if theirs else None,
                    (row[11] or "") if theirs and row[12] in (about.customer_id, None) else "",
                    row[13] or "",
                    connect.as_instant(row[14]),
                ]
            )


def _chunks(ids: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for start in range(0, len(ids), CHUNK):
        yield tuple(ids[start : start + CHUNK])


def _midnight(day: date) -> datetime:
    return instant(datetime.combine(day, time()))


def _stored(moment: datetime) -> str:
    """An instant as both databases compare it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
