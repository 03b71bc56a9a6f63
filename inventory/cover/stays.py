"""The stays of a unit with us for repair, as they are read (R-095)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from inventory.work import Context
from models import connect


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay of a unit with us. ``returned_on`` None: it is still here."""

    id: int
    version: int
    asset_id: int
    case_id: int | None
    case_no: str
    taken_on: date
    taken_by: str
    handed_over_by: str
    accessories: str
    condition: str
    returned_on: date | None
    returned_by: str
    received_by: str
    loaner_from: date | None
    loaner_back: date | None


def of_unit(ctx: Context, asset_id: int) -> list[Stay]:
    """The stays of a unit, the latest first."""
    found = connect.rows(
        "SELECT s.id, s.version, s.asset_id, s.case_id, k.case_no, s.taken_on, s.taken_by, s.handed_over_by, "
        "s.accessories, s.condition, s.returned_on, s.returned_by, s.received_by, s.loaner_from, s.loaner_back "
        "FROM custody s LEFT JOIN service_case k ON k.id = s.case_id WHERE s.asset_id = ? "
        "ORDER BY s.taken_on DESC, s.id DESC",
        (asset_id,),
    )
    return [_stay(*row) for row in found]


def _stay(*row: Any) -> Stay:
    day = connect.as_day
    dates = (day(row[13]), day(row[14]))
    return Stay(*[*row[:4], row[4] or "", day(row[5]), *row[6:10], day(row[10]), *row[11:13], *dates])
