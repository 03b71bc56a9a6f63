"""Suppliers are added and corrected here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.naming import check_mail, check_name, line
from inventory.work import Context, command, needs
from models.access import Right
from models.suppliers import Supplier

LONGEST_LEAD_TIME: Final = 3_650


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierFields:
    """What a person enters of a supplier. ``lead_time_days``: usually from order to delivery; None: not known."""

    name: str
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    tax_no: str = ""
    lead_time_days: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AddSupplier(SupplierFields):
    """A supplier who is not there yet."""


@dataclass(frozen=True, slots=True)
class EditSupplier(SupplierFields):
    """All fields of a supplier as they should be now."""

    supplier_id: int
    seen_version: int


@command
@needs(Right.KEEP_STOCK)
def add(ctx: Context, supplier: AddSupplier) -> int:
    """Add a supplier and return its id. Raises RuleBroken where the name is known (``values["existing"]``)."""
    values = _values(supplier)
    with ctx.work() as work:
        _check_new(values["name_key"])
        row = work.create(Supplier, **values)
    return int(row.id)


@command
@needs(Right.KEEP_STOCK)
def edit(ctx: Context, supplier: EditSupplier) -> int:
    """Correct a supplier and return its id."""
    values = _values(supplier)
    with ctx.work() as work:
        row = work.lock(Supplier, supplier.supplier_id)
        work.check_seen(row, supplier.seen_version)
        _check_new(values["name_key"], except_for=row.id)
        work.change(row, **values)
    return supplier.supplier_id


def _values(supplier: SupplierFields) -> dict[str, Any]:
    name, key = check_name(supplier.name)
    days = supplier.lead_time_days
    if days is not None and not 0 <= days <= LONGEST_LEAD_TIME:
        raise InvalidInput(
            N_("A delivery takes between 0 and {most} days. Correct the number, or leave it empty."),
            field="lead_time_days", most=LONGEST_LEAD_TIME,
        )  # fmt: skip
    return {
        "name": name,
        "name_key": key,
        "contact": line(supplier.contact),
        "phone": line(supplier.phone),
        "email": check_mail(supplier.email),
        "address": line(supplier.address),
        "tax_no": line(supplier.tax_no),
        "lead_time_days": days,
        "remark": supplier.remark.strip(),
    }


def _check_new(key: str, except_for: int = 0) -> None:
    """The friendly answer; the index ``supplier_name`` gives the guarantee."""
    there = Supplier.get_or_none(Supplier.name_key == key)
    if there is not None and there.id != except_for:
        raise RuleBroken(
            N_("The supplier {name} is already there. Choose it from the list."), name=there.name, existing=there.id
        )
