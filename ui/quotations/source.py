"""Quotations as the list shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from inventory.customers.queries import pick as pick_customers
from inventory.i18n import N_, _, ngettext
from inventory.paging import Sort
from inventory.quotations.queries import QuotationRow, listing
from inventory.quotations.rules import QuotationBasis, QuotationState, state_word
from inventory.values.days import show_day
from inventory.work import Context
from ui.tables.criteria import TEXT, ChoiceFilter, Filter, PickFilter, TextFilter
from ui.tables.listed import Listed
from ui.tables.source import Cell, ChipCell, Column, Kind
from ui.theme import Meaning

COLUMNS: Final = (
    Column("number", N_("Quotation"), Kind.CODE, 130, sortable=True),
    Column("customer", N_("Customer"), width=180),
    Column("unit", N_("Unit"), Kind.CODE, 140),
    Column("state", N_("State"), Kind.CHIP, 170),
    Column("dated", N_("Date"), Kind.DAY, 105),
    Column("valid", N_("Valid until"), Kind.DAY, 105),
    Column("net", N_("Without tax"), Kind.MONEY, 110),
    Column("gross", N_("With tax"), Kind.MONEY, 110),
    Column("lines", N_("Lines"), Kind.NUMBER, 70),
    Column("case", N_("Case"), Kind.CODE, 130, shown=False),
    Column("basis", N_("Price that binds"), width=170, shown=False),
)
FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Number")),
    ChoiceFilter("state", N_("State"), tuple((state.value, state_word(state)) for state in QuotationState)),
    PickFilter("customer", N_("Customer"), find=pick_customers),
)
MEANINGS: Final = {
    QuotationState.DRAFT: Meaning.OFF,
    QuotationState.SENT: Meaning.SOON,
    QuotationState.ACCEPTED: Meaning.OK,
    QuotationState.DECLINED: Meaning.OFF,
    QuotationState.EXPIRED: Meaning.LATE,
    QuotationState.BILLED: Meaning.INFO,
}
_BASIS: Final = {
    QuotationBasis.AT_ISSUE: N_("At the cost of the day of issue"),
    QuotationBasis.FIXED: N_("Fixed until its last day"),
}


def basis_word(basis: QuotationBasis) -> str:
    """Which price binds."""
    return _(_BASIS[basis])


def source(ctx: Context) -> Listed[QuotationRow]:
    """The quotations, the newest first."""
    return Listed(listing(ctx.clock.today), "quotation", COLUMNS, cells(ctx), Sort("number", descending=True))


def cells(ctx: Context) -> Callable[[QuotationRow], tuple[Cell, ...]]:
    """Makes the cells of a quotation in the order of the columns."""

    def made(row: QuotationRow) -> tuple[Cell, ...]:
        return (
            row.number,
            row.customer,
            row.serial_no or "–",
            state_chip(row, ctx.clock.today()),
            row.dated_on,
            row.valid_until,
            row.net,
            row.gross,
            row.lines,
            row.case_no,
            basis_word(row.basis),
        )

    return made


def state_chip(row: QuotationRow, today: date) -> ChipCell:
    """How it stands on a day; one that is open says how long it still holds."""
    state = row.stands_on(today)
    tip = ""
    if state is QuotationState.SENT:
        tip = _("Waits for the customer until {day}").format(day=show_day(row.valid_until))
    return ChipCell(_(state_word(state)), MEANINGS[state], tip=tip)


def some_quotations(count: int) -> str:
    """How many there are."""
    return ngettext("{count} quotation", "{count} quotations", count).format(count=f"{count:,}")
