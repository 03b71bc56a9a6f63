"""The units of one customer as a list shows them."""

from __future__ import annotations

from typing import Final

from inventory.assets.queries import AssetRow, listing
from inventory.assets.words import AssetState, state_word
from inventory.i18n import N_, _
from inventory.paging import Sort
from inventory.work import Context
from ui.assets.list import cover_cell
from ui.tables.criteria import TEXT, ChoiceFilter, DayFilter, Filter, TextFilter
from ui.tables.listed import Listed
from ui.tables.source import Cell, ChipCell, Column, Kind
from ui.theme import Meaning

COLUMNS: Final = (
    Column("serial", N_("Serial number"), Kind.CODE, 150, sortable=True),
    Column("product", N_("Product"), width=140),
    Column("model", N_("Model"), Kind.CODE, 110),
    Column("cover", N_("Cover"), Kind.CHIP, 180),
    Column("accepted_on", N_("Accepted on"), Kind.DAY, 110, sortable=True),
    Column("state", N_("State"), width=140),
    Column("contract", N_("Contract"), Kind.CODE, 130),
    Column("sold_on", N_("Sold on"), Kind.DAY, 110, sortable=True, shown=False),
    Column("code", N_("Label code"), Kind.CODE, 110, sortable=True, shown=False),
    Column("label", N_("Label"), Kind.CHIP, 140, shown=False),
)
FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Serial, model, contract …")),
    ChoiceFilter("accepted", N_("Acceptance"), (("missing", N_("Not accepted yet")), ("there", N_("Accepted")))),
    ChoiceFilter("label", N_("Label"), (("unprinted", N_("Needs a label")), ("printed", N_("Labelled")))),
    ChoiceFilter(
        "state",
        N_("State"),
        (
            (AssetState.IN_SERVICE.value, N_("In service")),
            (AssetState.INSTALLED.value, N_("Installed")),
            (AssetState.DELIVERED.value, N_("Delivered")),
            (AssetState.FAULTY.value, N_("Faulty")),
            (AssetState.AT_DEPOT.value, N_("At our depot")),
            (AssetState.RETIRED.value, N_("Retired by the customer")),
        ),
    ),
    DayFilter("sold", N_("Sold on")),
)


def source(ctx: Context, customer_id: int) -> Listed[AssetRow]:
    """The units of a customer by serial, their cover as of today."""
    return Listed(listing(ctx), "asset", COLUMNS, cells, Sort("serial"), {"customer": customer_id})


def cells(row: AssetRow) -> tuple[Cell, ...]:
    """A unit in the order of the columns."""
    label = None if row.label_printed else ChipCell(_("Needs a label"), Meaning.INFO, "label")
    return (
        row.serial_no,
        row.product_name,
        row.model_code,
        cover_cell(row.cover),
        row.accepted_on,
        state_word(row.state),
        row.contract_no,
        row.sold_on,
        row.code,
        label,
    )
