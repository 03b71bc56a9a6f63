"""The customers as a list shows them."""

from __future__ import annotations

from typing import Final

from inventory.customers.queries import LISTING, CustomerRow
from inventory.customers.words import CustomerKind, kind_word
from inventory.i18n import N_, ngettext
from inventory.paging import Sort
from ui.tables.criteria import TEXT, ChoiceFilter, Filter, TextFilter
from ui.tables.listed import Listed
from ui.tables.source import Cell, ChipCell, Column, Kind
from ui.theme import Meaning

COLUMNS: Final = (
    Column("name", N_("Customer"), width=260, sortable=True),
    Column("code", N_("Code"), Kind.CODE, 100, sortable=True),
    Column("contact", N_("Contact"), width=110),
    Column("phone", N_("Phone"), Kind.CODE, 140),
    Column("address", N_("Address"), Kind.QUIET, 260),
    Column("units", N_("Units"), Kind.NUMBER, 80),
    Column("open_cases", N_("Open cases"), Kind.CHIP, 110),
    Column("kind", N_("Kind"), width=110, shown=False),
)
FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Name or code")),
    ChoiceFilter(
        "kind",
        N_("Kind"),
        ((CustomerKind.ORGANISATION.value, N_("Organisation")), (CustomerKind.PERSON.value, N_("Private person"))),
    ),
)


def source() -> Listed[CustomerRow]:
    """The customers by name."""
    return Listed(LISTING, "customer", COLUMNS, cells, Sort("name"))


def cells(row: CustomerRow) -> tuple[Cell, ...]:
    """A customer in the order of the columns."""
    waiting = ChipCell(str(row.open_cases), Meaning.SOON) if row.open_cases else None
    return (row.name, row.code, row.contact, row.phone, row.address, row.units, waiting, kind_word(row.kind))


def some_customers(count: int) -> str:
    """How many there are."""
    return ngettext("{count} customer", "{count} customers", count).format(count=f"{count:,}")
