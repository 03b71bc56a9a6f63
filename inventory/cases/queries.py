"""The cases of a unit and of a customer, each with the parts used on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final, cast

from inventory.cases.rules import OPEN
from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.kept import kept_money
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.cases import CaseState, Channel, Satisfaction, UserDamage


@dataclass(frozen=True, slots=True)
class UsedPart:
    """A part fitted on a case. ``unit_price`` is what the customer pays for one, None where nobody wrote it."""

    part_id: int | None
    part_no: str
    name: str
    quantity: int
    charged: bool
    unit_price: Money | None
    removed_serial: str
    fitted_serial: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One fault of one unit. ``remark`` is internal and never leaves the house."""

    id: int
    version: int
    code: str
    case_no: str
    asset_id: int
    serial_no: str
    product_name: str
    model_code: str
    customer_id: int
    customer_name: str
    contact_name: str
    contact_phone: str
    address: str
    location_text: str
    channel: Channel
    reporter: str
    level: str
    symptom: str
    state: CaseState
    reported_at: datetime
    responded_at: datetime | None
    arrived_at: datetime | None
    restored_at: datetime | None
    cover_status: str
    cover_last_day: date | None
    cause: str
    user_damage: UserDamage
    action: str
    charged: bool
    fee: Money
    loaner_no: str
    engineer: str
    confirmed_by: str
    satisfaction: Satisfaction | None
    remark: str
    parts: tuple[UsedPart, ...]

    @property
    def is_open(self) -> bool:
        """Whether the unit does not work yet."""
        return self.state in OPEN


_COLUMNS: Final = (
    "k.id, k.version, k.code, k.case_no, k.asset_id, a.serial_no, m.product_name, m.model_code, k.customer_id, "
    "CASE WHEN k.customer_name = '' THEN c.name ELSE k.customer_name END, k.contact_name, k.contact_phone, k.address, "
    "k.location_text, k.channel, k.reporter, k.level, k.symptom, k.state, k.reported_at, k.responded_at, k.arrived_at, "
    "k.restored_at, k.cover_status, k.cover_last_day, k.cause, k.user_damage, k.action, k.charged, k.fee, k.loaner_no, "
    "k.engineer, k.confirmed_by, k.satisfaction, k.remark, "
    "u.part_id, u.part_no, u.name, u.quantity, u.charged, u.unit_price, u.removed_serial, u.fitted_serial"
)
_CASE_COLUMNS: Final = 35
_JOINS: Final = (
    "JOIN asset a ON a.id = k.asset_id JOIN product_model m ON m.id = a.model_id "
    "JOIN customer c ON c.id = k.customer_id LEFT JOIN part_use u ON u.case_id = k.id"
)
_OF_ASSET: Final = (
    f"SELECT {_COLUMNS} FROM service_case k {_JOINS} WHERE k.asset_id = ? ORDER BY k.reported_at DESC, k.id DESC, u.id"
)
_OF_CUSTOMER: Final = (
    f"SELECT {_COLUMNS} FROM service_case k {_JOINS} WHERE k.id IN (SELECT id FROM service_case WHERE customer_id = ? "
    "ORDER BY reported_at DESC, id DESC LIMIT ?) ORDER BY k.reported_at DESC, k.id DESC, u.id"
)
_ONE: Final = f"SELECT {_COLUMNS} FROM service_case k {_JOINS} WHERE k.id = ? ORDER BY u.id"


def of_asset(ctx: Context, asset_id: int) -> list[CaseLine]:
    """The cases of a unit, newest report first, whoever had it then."""
    return _lines(connect.rows(_OF_ASSET, (asset_id,)))


def of_customer(ctx: Context, customer_id: int, limit: int = 50) -> list[CaseLine]:
    """The latest cases of a customer, newest report first, also of units that have gone elsewhere since."""
    return _lines(connect.rows(_OF_CUSTOMER, (customer_id, limit)))


def case(ctx: Context, case_id: int) -> CaseLine:
    """One case. Raises NotFound."""
    found = _lines(connect.rows(_ONE, (case_id,)))
    if not found:
        raise NotFound(N_("This case is no longer there. Refresh the page to see what is."))
    return found[0]


def _lines(found: Sequence[tuple[Any, ...]]) -> list[CaseLine]:
    return [_line(group) for group in (list(rows) for _, rows in groupby(found, key=lambda row: row[0]))]


def _line(rows: list[tuple[Any, ...]]) -> CaseLine:
    row = rows[0]
    values = [
        *row[:14],
        Channel(row[14]),
        *row[15:18],
        CaseState(row[18]),
        cast(datetime, connect.as_instant(row[19])),
        connect.as_instant(row[20]),
        connect.as_instant(row[21]),
        connect.as_instant(row[22]),
        row[23],
        connect.as_day(row[24]),
        row[25],
        UserDamage(row[26]),
        row[27],
        bool(row[28]),
        Money(row[29]),
        *row[30:33],
        None if row[33] is None else Satisfaction(row[33]),
        row[34],
        tuple(_used(part[_CASE_COLUMNS:]) for part in rows if part[_CASE_COLUMNS + 3] is not None),
    ]
    return CaseLine(*values)


def _used(row: tuple[Any, ...]) -> UsedPart:
    part_id, part_no, name, quantity, charged, price, removed, fitted = row
    return UsedPart(part_id, part_no, name, quantity, bool(charged), kept_money(price), removed, fitted)
