"""The parts as a list shows them."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, _, ngettext
from inventory.paging import Sort
from inventory.parts.queries import LISTING, PartRow
from inventory.parts.words import PartKind, kind_word
from inventory.products.queries import pick_models
from inventory.values.quantities import show_quantity
from ui.tables.criteria import TEXT, ChoiceFilter, Filter, PickFilter, TextFilter
from ui.tables.listed import Listed
from ui.tables.source import Cell, ChipCell, Column, Kind
from ui.theme import Meaning

COLUMNS: Final = (
    Column("part_no", N_("Part no."), Kind.CODE, 120, sortable=True),
    Column("name", N_("Name"), width=150),
    Column("spec", N_("Specification"), width=140),
    Column("kind", N_("Kind"), width=120),
    Column("on_hand", N_("On hand"), Kind.NUMBER, 90),
    Column("safety", N_("Safety stock"), Kind.NUMBER, 100),
    Column("short", N_("Stock level"), Kind.CHIP, 190),
    Column("price", N_("Initial price (yuan)"), Kind.MONEY, 140),
    Column("maker", N_("Manufacturer"), width=150),
    Column("code", N_("Label code"), Kind.CODE, 110, sortable=True, shown=False),
)
FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Part number, name or specification")),
    ChoiceFilter(
        "kind",
        N_("Kind"),
        (
            (PartKind.SPARE_PART.value, N_("Spare part")),
            (PartKind.SPARE_UNIT.value, N_("Spare unit")),
            (PartKind.FITTING.value, N_("Fitting")),
            (PartKind.TOOL.value, N_("Special tool")),
            (PartKind.CONSUMABLE.value, N_("Consumable")),
        ),
    ),
    PickFilter("model", N_("Fits model"), pick_models),
)


def source() -> Listed[PartRow]:
    """The parts by number."""
    return Listed(LISTING, "part", COLUMNS, cells, Sort("part_no"))


def cells(row: PartRow) -> tuple[Cell, ...]:
    """A part in the order of the columns."""
    return (
        row.part_no,
        row.name,
        row.spec,
        kind_word(row.kind),
        counted(row, row.on_hand),
        counted(row, row.safety_stock) if row.safety_stock else None,
        ChipCell(_("below safety stock"), Meaning.SOON) if row.is_short else None,
        row.initial_price,
        row.maker,
        row.code,
    )


def counted(row: PartRow, quantity: int) -> str:
    """A quantity of a part with its unit."""
    return f"{show_quantity(quantity, row.decimals)} {row.unit}".strip()


def some_parts(count: int) -> str:
    """How many there are."""
    return ngettext("{count} part", "{count} parts", count).format(count=f"{count:,}")
