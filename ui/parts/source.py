"""The parts as a list shows them."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, _, ngettext
from inventory.paging import Sort
from inventory.parts.queries import PartRow
from inventory.parts.words import PartKind, kind_word
from inventory.parts.worth import WorthListing, WorthRow
from inventory.products.queries import pick_models
from inventory.suppliers.queries import pick as pick_suppliers
from inventory.values.quantities import show_quantity
from inventory.work import Context
from ui.tables.criteria import TEXT, ChoiceFilter, Filter, PickFilter, TextFilter
from ui.tables.listed import Listed
from ui.tables.source import Cell, ChipCell, Column, Kind
from ui.theme import Meaning

COLUMNS: Final = (
    Column("part_no", N_("Part no."), Kind.CODE, 110, sortable=True),
    Column("name", N_("Name"), width=115),
    Column("spec", N_("Specification"), width=110),
    Column("short", N_("Stock level"), Kind.CHIP, 165),
    Column("on_hand", N_("On hand"), Kind.NUMBER, 80),
    Column("reserved", N_("Reserved"), Kind.NUMBER, 80),
    Column("available", N_("Available"), Kind.NUMBER, 80),
    Column("on_order", N_("On order"), Kind.NUMBER, 85),
    Column("safety", N_("Safety stock"), Kind.NUMBER, 110),
    Column("reorder", N_("Reorder point"), Kind.NUMBER, 115),
    Column("supplier", N_("Usual supplier"), width=150),
    Column("kind", N_("Kind"), width=90),
    Column("price", N_("Initial price (yuan)"), Kind.MONEY, 130, shown=False),
    Column("maker", N_("Manufacturer"), width=150, shown=False),
    Column("code", N_("Label code"), Kind.CODE, 110, sortable=True, shown=False),
)
COST_COLUMNS: Final = (
    Column("average", N_("Average cost (yuan)"), Kind.NUMBER, 130),
    Column("value", N_("Stock value (yuan)"), Kind.MONEY, 130),
)
"""Only of those who may see costs."""
FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Part number, name or specification")),
    ChoiceFilter(
        "stock",
        N_("Stock level"),
        (
            ("short", N_("below safety stock")),
            ("due", N_("due to be ordered")),
            ("none", N_("none on hand")),
        ),
    ),
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
    PickFilter("supplier", N_("Usual supplier"), pick_suppliers),
    ChoiceFilter("use", N_("Use"), (("used", N_("in use")), ("retired", N_("no longer used")))),
)


def source(ctx: Context, *, costs: bool) -> Listed[WorthRow]:
    """The parts by number; ``costs``: with the columns of those who may see them."""
    columns = (*COLUMNS, *COST_COLUMNS) if costs else COLUMNS
    return Listed(WorthListing(ctx), "part", columns, with_cost if costs else without_cost, Sort("part_no"))


def without_cost(row: WorthRow) -> tuple[Cell, ...]:
    """A part in the order of the columns."""
    return cells(row.part)


def with_cost(row: WorthRow) -> tuple[Cell, ...]:
    """The same, and what it costs."""
    return (*cells(row.part), None if row.average is None else f"{row.average:,.4f}", row.value)


def cells(row: PartRow) -> tuple[Cell, ...]:
    """A part in the order of the columns."""
    return (
        row.part_no,
        row.name,
        row.spec,
        level(row),
        counted(row, row.on_hand),
        _some(row, row.reserved),
        counted(row, row.available),
        _some(row, row.on_order),
        _some(row, row.safety_stock),
        None if row.reorder_point is None else counted(row, row.reorder_point),
        row.supplier,
        kind_word(row.kind),
        row.initial_price,
        row.maker,
        row.code,
    )


def level(row: PartRow) -> ChipCell | None:
    """What is to be said of a part's stock."""
    if not row.active:
        return ChipCell(_("no longer used"), Meaning.OFF)
    if row.is_short:
        return ChipCell(_("below safety stock"), Meaning.SOON)
    if row.is_due:
        return ChipCell(_("due to be ordered"), Meaning.INFO)
    return None


def _some(row: PartRow, quantity: int) -> str | None:
    return counted(row, quantity) if quantity else None


def counted(row: PartRow, quantity: int) -> str:
    """A quantity of a part with its unit."""
    return f"{show_quantity(quantity, row.decimals)} {row.unit}".strip()


def some_parts(count: int) -> str:
    """How many there are."""
    return ngettext("{count} part", "{count} parts", count).format(count=f"{count:,}")
