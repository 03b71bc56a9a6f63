"""Customers' units taken in for repair as a list (R-095): which are with us, since when, and which went back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.paging import Condition, Listing
from inventory.search import by_name, by_serial
from inventory.values.codes import normalise
from inventory.work import Context
from models import connect


@dataclass(frozen=True, slots=True)
class StayRow:
    """A stay of a unit with us. ``days``: both ends counted, until today while it is here; ``loaner``: one is out."""

    id: int
    version: int
    asset_id: int
    serial_no: str
    product_name: str
    model_code: str
    customer: str
    contact: str
    phone: str
    case_id: int | None
    case_no: str
    taken_on: date
    taken_by: str
    handed_over_by: str
    accessories: str
    condition: str
    returned_on: date | None
    days: int
    loaner: bool


def _by_text(text: str) -> Condition:
    """Serial fragments, or any inner part of the customer's name."""
    if not normalise(text):
        return Condition("1 = 1")
    serial, customer = by_serial(text), by_name(text)
    return Condition(
        f"custody.asset_id IN (SELECT asset.id FROM asset WHERE {serial.sql} UNION ALL SELECT asset.id FROM asset "
        f"WHERE customer_id IN (SELECT customer.id FROM customer WHERE {customer.sql}))",
        (*serial.values, *customer.values),
    )


_HERE: Final = {"with_us": "custody.returned_on IS NULL", "returned": "custody.returned_on IS NOT NULL"}


def listing(ctx: Context) -> Listing[StayRow]:
    """The stays, as of the context's today. Filters: where ("with_us", "returned"), customer, text. Sort: taken_on."""
    today = ctx.clock.today

    def row(stay_id: int, *values: Any) -> StayRow:
        version, asset_id, serial, product, model, customer, contact, phone, mobile, case_id, case_no = values[:11]
        taken, taken_by, handed_over_by, accessories, condition, returned, loaner_from, loaner_back = values[11:]
        first, last = connect.as_day(taken) or today(), connect.as_day(returned)
        return StayRow(
            stay_id, version, asset_id, serial, product, model, customer or "", contact or "", phone or mobile or "",
            case_id, case_no or "", first, taken_by, handed_over_by, accessories, condition, last,
            ((last or today()) - first).days + 1, loaner_from is not None and loaner_back is None and last is None,
        )  # fmt: skip

    return Listing(
        table="custody",
        source=(
            "custody JOIN asset ON asset.id = custody.asset_id JOIN product_model ON product_model.id = asset.model_id "
            "LEFT JOIN customer ON customer.id = asset.customer_id "
            "LEFT JOIN contact ON contact.customer_id = customer.id AND contact.is_default "
            "LEFT JOIN service_case ON service_case.id = custody.case_id"
        ),
        columns=(
            "custody.version, asset.id, asset.serial_no, product_model.product_name, product_model.model_code, "
            "customer.name, contact.name, contact.phone, contact.mobile, service_case.id, service_case.case_no, "
            "custody.taken_on, custody.taken_by, custody.handed_over_by, custody.accessories, custody.condition, "
            "custody.returned_on, custody.loaner_from, custody.loaner_back"
        ),
        row=row,
        sorts={"taken_on": "custody.taken_on", "id": "custody.id"},
        filters={
            "where": lambda where: Condition(_HERE[where]),
            "customer": lambda customer_id: Condition(
                "custody.asset_id IN (SELECT id FROM asset WHERE customer_id = ?)", (customer_id,)
            ),
            "text": _by_text,
        },
    )
