"""What is short and what is on order, as lists show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from inventory.i18n import N_, _, ngettext
from inventory.paging import Sort
from inventory.suppliers.queries import pick as pick_suppliers
from inventory.supply.queries import SHORTAGE, Ordered, ShortPart, Standing, orders, stands
from inventory.supply.words import ORDER
from inventory.values.quantities import show_quantity
from inventory.work import Context
from ui.tables.criteria import TEXT, ChoiceFilter, Filter, PickFilter, TextFilter
from ui.tables.listed import Listed
from ui.tables.source import Cell, ChipCell, Column, Kind
from ui.theme import Meaning

SHORT_COLUMNS: Final = (
    Column("part_no", N_("Part no."), Kind.CODE, 110, sortable=True),
    Column("name", N_("Name"), width=130),
    Column("spec", N_("Specification"), width=110),
    Column("why", N_("Why"), Kind.CHIP, 185),
    Column("missing", N_("To order"), Kind.NUMBER, 85),
    Column("available", N_("Available"), Kind.NUMBER, 85),
    Column("coming", N_("On order"), Kind.NUMBER, 85),
    Column("safety", N_("Safety stock"), Kind.NUMBER, 105),
    Column("reorder", N_("Reorder point"), Kind.NUMBER, 115),
    Column("supplier", N_("Usual supplier"), width=120),
    Column("hand", N_("On hand"), Kind.NUMBER, 90, shown=False),
    Column("reserved", N_("Reserved"), Kind.NUMBER, 90, shown=False),
    Column("lead", N_("Delivery time in days"), Kind.NUMBER, 110, shown=False),
    Column("unit", N_("Unit of count"), width=70, shown=False),
)
SHORT_FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Part no. or name")),
    PickFilter("supplier", N_("Usual supplier"), find=pick_suppliers),
)
ORDER_COLUMNS: Final = (
    Column("number", N_("Order"), Kind.CODE, 125),
    Column("supplier", N_("Supplier"), width=140),
    Column("part_no", N_("Part no."), Kind.CODE, 100),
    Column("name", N_("Name"), width=110),
    Column("standing", N_("State"), Kind.CHIP, 155),
    Column("ordered", N_("Ordered"), Kind.NUMBER, 80),
    Column("received", N_("Has come"), Kind.NUMBER, 95),
    Column("open", N_("Still expected"), Kind.NUMBER, 115),
    Column("on", N_("Ordered on"), Kind.DAY, 100),
    Column("expected", N_("Expected on"), Kind.DAY, 105),
    Column("note", N_("Remark"), Kind.QUIET, 160),
    Column("spec", N_("Specification"), width=120, shown=False),
)
ORDER_FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Order number")),
    ChoiceFilter("standing", N_("State"), tuple((one.value, ORDER[one].message_id) for one in Standing)),
    PickFilter("supplier", N_("Supplier"), find=pick_suppliers),
)
MEANINGS: Final = {
    Standing.OPEN: Meaning.SOON,
    Standing.LATE: Meaning.LATE,
    Standing.DONE: Meaning.OK,
    Standing.GIVEN_UP: Meaning.OFF,
}


def short_source() -> Listed[ShortPart]:
    """What is to be ordered, by part number."""
    return Listed(SHORTAGE, "part", SHORT_COLUMNS, short_cells, Sort("part_no"), always={"short": True})


def short_cells(part: ShortPart) -> tuple[Cell, ...]:
    """A short part in the order of the columns."""

    def shown(quantity: int | None) -> str | None:
        return None if quantity is None else show_quantity(quantity, part.decimals)

    why = ChipCell(_("below safety stock"), Meaning.LATE)
    if not part.below_safety:
        why = ChipCell(_("at the reorder point"), Meaning.SOON)
    return (
        part.part_no, part.name, part.spec, why, f"{shown(part.missing)} {part.unit}".strip(), shown(part.available),
        shown(part.on_order) if part.on_order else None, shown(part.safety_stock), shown(part.reorder_point),
        part.supplier, shown(part.on_hand), shown(part.reserved), part.lead_time_days, part.unit,
    )  # fmt: skip


def order_source(ctx: Context) -> Listed[Ordered]:
    """The lines of orders, the newest first."""
    return Listed(
        orders(ctx.clock.today), "order_line", ORDER_COLUMNS, order_cells(ctx), Sort("id", descending=True)
    )  # fmt: skip


def order_cells(ctx: Context) -> Callable[[Ordered], tuple[Cell, ...]]:
    """Makes the cells of a line of an order in the order of the columns."""

    def made(line: Ordered) -> tuple[Cell, ...]:
        def shown(quantity: int) -> str:
            return show_quantity(quantity, line.decimals)

        return (
            line.order_no, line.supplier or "–", line.part_no, line.name, standing_chip(line, ctx),
            shown(line.quantity), shown(line.received), shown(line.open), line.ordered_on, line.expected_on, line.note,
            line.spec,
        )  # fmt: skip

    return made


def standing_chip(line: Ordered, ctx: Context) -> ChipCell:
    """How a line stands today; a late one says since how many days."""
    today = ctx.clock.today()
    found = stands(line, today)
    words = str(ORDER[found])
    if found is Standing.LATE and line.expected_on is not None:
        days = (today - line.expected_on).days
        words = ngettext("late by {count} day", "late by {count} days", days).format(count=f"{days:,}")
    return ChipCell(words, MEANINGS[found])


def some_parts(count: int) -> str:
    """How many parts there are."""
    return ngettext("{count} part to order", "{count} parts to order", count).format(count=f"{count:,}")


def some_orders(count: int) -> str:
    """How many lines of orders there are."""
    return ngettext("{count} ordered line", "{count} ordered lines", count).format(count=f"{count:,}")
