"""The suppliers as a list shows them."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, ngettext
from inventory.paging import Sort
from inventory.suppliers.queries import LISTING, SupplierRow
from ui.tables.criteria import TEXT, Filter, TextFilter
from ui.tables.listed import Listed
from ui.tables.source import Cell, Column, Kind

COLUMNS: Final = (
    Column("name", N_("Name"), width=220, sortable=True),
    Column("contact", N_("Contact"), width=110),
    Column("phone", N_("Phone"), Kind.CODE, 140),
    Column("lead", N_("Delivery time in days"), Kind.NUMBER, 150),
    Column("parts", N_("Usual parts"), Kind.NUMBER, 100),
    Column("orders", N_("Open order lines"), Kind.NUMBER, 130),
    Column("email", N_("E-mail"), width=170),
    Column("address", N_("Address"), width=200),
    Column("tax_no", N_("Tax number"), Kind.CODE, 150, shown=False),
)
FILTERS: Final[tuple[Filter, ...]] = (TextFilter(TEXT, N_("Name, contact or phone")),)


def source() -> Listed[SupplierRow]:
    """The suppliers by name."""
    return Listed(LISTING, "supplier", COLUMNS, cells, Sort("name"))


def cells(row: SupplierRow) -> tuple[Cell, ...]:
    """A supplier in the order of the columns."""
    return (
        row.name,
        row.contact,
        row.phone,
        row.lead_time_days,
        row.parts or None,
        row.open_orders or None,
        row.email,
        row.address,
        row.tax_no,
    )


def some_suppliers(count: int) -> str:
    """How many there are."""
    return ngettext("{count} supplier", "{count} suppliers", count).format(count=f"{count:,}")
