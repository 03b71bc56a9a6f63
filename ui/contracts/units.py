"""The units of one contract as a list shows them."""

from __future__ import annotations

from typing import Final

from inventory.assets.queries import AssetRow, listing
from inventory.assets.words import state_word
from inventory.i18n import N_
from inventory.paging import Sort
from inventory.work import Context
from ui.assets.list import cover_cell
from ui.tables.criteria import TEXT, ChoiceFilter, Filter, TextFilter
from ui.tables.listed import Listed
from ui.tables.source import Cell, Column, Kind

COLUMNS: Final = (
    Column("serial", N_("Serial number"), Kind.CODE, 160, sortable=True),
    Column("product", N_("Product"), width=150),
    Column("model", N_("Model"), Kind.CODE, 120),
    Column("cover", N_("Cover"), Kind.CHIP, 190),
    Column("accepted_on", N_("Accepted on"), Kind.DAY, 110, sortable=True),
    Column("cover_last", N_("Cover until"), Kind.DAY, 110, sortable=True),
    Column("state", N_("State"), width=140),
    Column("sold_on", N_("Sold on"), Kind.DAY, 110, sortable=True, shown=False),
    Column("code", N_("Label code"), Kind.CODE, 120, sortable=True, shown=False),
)
FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Serial, model …")),
    ChoiceFilter("accepted", N_("Acceptance"), (("missing", N_("Not accepted yet")), ("there", N_("Accepted")))),
)


def source(ctx: Context, contract_id: int) -> Listed[AssetRow]:
    """The units of a contract by serial, their cover as of today."""
    return Listed(listing(ctx), "asset", COLUMNS, cells, Sort("serial"), {"contract": contract_id})


def cells(row: AssetRow) -> tuple[Cell, ...]:
    """A unit in the order of the columns."""
    return (
        row.serial_no, row.product_name, row.model_code, cover_cell(row.cover), row.accepted_on, row.cover.last,
        state_word(row.state), row.sold_on, row.code,
    )  # fmt: skip
