"""The models as a list shows them."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, ngettext
from inventory.paging import Sort
from inventory.products.queries import LISTING, ModelRow, pick_manufacturers
from ui.tables.criteria import TEXT, Filter, PickFilter, TextFilter
from ui.tables.listed import Listed
from ui.tables.source import Cell, Column, Kind

COLUMNS: Final = (
    Column("model", N_("Model"), Kind.CODE, 160, sortable=True),
    Column("product", N_("Product"), width=180),
    Column("maker", N_("Manufacturer"), width=180),
    Column("months", N_("Warranty (months)"), Kind.NUMBER, 140),
    Column("unit", N_("Unit of count"), width=90, shown=False),
    Column("group", N_("Function group"), width=140),
    Column("discontinued_on", N_("Discontinued on"), Kind.DAY, 120),
    Column("spares_until", N_("Spares until"), Kind.DAY, 120),
    Column("remark", N_("Remark"), Kind.QUIET, 200),
)
FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Model or product")),
    PickFilter("maker", N_("Manufacturer"), pick_manufacturers),
)


def source() -> Listed[ModelRow]:
    """The models by code."""
    return Listed(LISTING, "product_model", COLUMNS, cells, Sort("model"))


def cells(row: ModelRow) -> tuple[Cell, ...]:
    """A model in the order of the columns."""
    return (
        row.model_code,
        row.product_name,
        row.maker,
        row.warranty_months,
        row.unit,
        row.function_group,
        row.discontinued_on,
        row.spares_until,
        " ".join(row.remark.split()),
    )


def some_models(count: int) -> str:
    """How many there are."""
    return ngettext("{count} model", "{count} models", count).format(count=f"{count:,}")
