"""Stocktakes, and the lines of one, as lists show them."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, _, ngettext, pgettext
from inventory.paging import Sort
from inventory.stock.words import condition_word
from inventory.stocktake.queries import LINES, LISTING, NO, YES, SheetLine, StocktakeRow
from inventory.stocktake.rules import StocktakeMode, StocktakeState, state_word
from inventory.values.quantities import show_quantity
from ui.tables.criteria import TEXT, ChoiceFilter, Filter, TextFilter
from ui.tables.listed import Listed
from ui.tables.source import Cell, ChipCell, Column, Kind
from ui.theme import Meaning

COLUMNS: Final = (
    Column("number", N_("Stocktake"), Kind.CODE, 130, sortable=True),
    Column("state", N_("State"), Kind.CHIP, 150),
    Column("warehouse", N_("What is counted"), width=140),
    Column("mode", N_("Way of counting"), width=130),
    Column("counted", N_("Counted"), Kind.NUMBER, 100),
    Column("different", N_("Differences"), Kind.NUMBER, 105),
    Column("started", N_("Begun"), Kind.INSTANT, 140),
    Column("approved", N_("Approved by"), width=105),
    Column("doc", N_("Posted as"), Kind.CODE, 130),
    Column("by", N_("Begun by"), width=110, shown=False),
    Column("remark", N_("Remark"), Kind.QUIET, 200, shown=False),
)
FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Number")),
    ChoiceFilter("state", N_("State"), tuple((state.value, state_word(state)) for state in StocktakeState)),
)
LINE_COLUMNS: Final = (
    Column("place", N_("Bin"), Kind.CODE, 120, sortable=True),
    Column("part", N_("Part no."), Kind.CODE, 120, sortable=True),
    Column("name", N_("Name"), width=150),
    Column("serial", N_("Serial of the piece"), Kind.CODE, 140),
    Column("condition", N_("State of the goods"), width=140),
    Column("book", N_("By the book"), Kind.NUMBER, 110),
    Column("counted", N_("Counted"), Kind.NUMBER, 110),
    Column("difference", N_("Difference"), Kind.CHIP, 140),
    Column("by", N_("Counted by"), width=110),
    Column("at", N_("Counted at"), Kind.INSTANT, 140),
    Column("reason", N_("Reason"), Kind.QUIET, 180),
    Column("lot", N_("Lot"), Kind.CODE, 90, shown=False),
    Column("spec", N_("Specification"), width=140, shown=False),
    Column("decision", N_("Decision"), Kind.QUIET, 180, shown=False),
)
LINE_FILTERS: Final[tuple[Filter, ...]] = (
    ChoiceFilter("counted", N_("Counted"), ((NO, N_("not yet")), (YES, N_("already")))),
    ChoiceFilter("agrees", N_("Difference"), ((NO, N_("differs")), (YES, N_("agrees")))),
)
MEANINGS: Final = {
    StocktakeState.DRAFT: Meaning.OFF,
    StocktakeState.COUNTING: Meaning.SOON,
    StocktakeState.COUNTED: Meaning.INFO,
    StocktakeState.REVIEW: Meaning.SOON,
    StocktakeState.APPROVED: Meaning.OK,
    StocktakeState.POSTED: Meaning.OK,
    StocktakeState.CANCELLED: Meaning.OFF,
}


def source() -> Listed[StocktakeRow]:
    """The stocktakes, the newest first."""
    return Listed(LISTING, "stocktake", COLUMNS, cells, Sort("number", descending=True))


def cells(row: StocktakeRow) -> tuple[Cell, ...]:
    """A stocktake in the order of the columns."""
    begun = row.state not in (StocktakeState.DRAFT,)
    return (
        row.number,
        ChipCell(_(state_word(row.state)), MEANINGS[row.state]),
        _counted_there(row),
        mode_word(row.mode),
        f"{row.counted:,} / {row.lines:,}" if begun else None,
        row.different if begun and not row.hides_book else None,
        row.started_at,
        row.approved_by,
        row.doc_no,
        row.created_by,
        row.remark,
    )


def _counted_there(row: StocktakeRow) -> str:
    """The warehouse, or how many places and parts; all that there is where none of these is chosen."""
    places, parts = len(row.scope.places), len(row.scope.parts)
    words = [
        row.warehouse,
        ngettext("{count} place", "{count} places", places).format(count=places) if places else "",
        ngettext("{count} part", "{count} parts", parts).format(count=parts) if parts else "",
    ]
    return " · ".join(word for word in words if word) or _("All")


def mode_word(mode: StocktakeMode) -> str:
    """Whether the counter sees what should be there."""
    if mode is StocktakeMode.BLIND:
        return pgettext("stocktake", "blind")
    return pgettext("stocktake", "open")


def line_source(stocktake_id: int) -> Listed[SheetLine]:
    """The sheet of one stocktake, bin by bin."""
    return Listed(LINES, "stocktake_line", LINE_COLUMNS, line_cells, Sort("place"), always={"stocktake": stocktake_id})


def line_cells(line: SheetLine) -> tuple[Cell, ...]:
    """A line in the order of the columns."""
    book = line.book if line.book is not None else line.snapshot
    return (
        line.place,
        line.part_no,
        line.name,
        line.serial,
        condition_word(line.condition),
        None if book is None else show_quantity(book, line.decimals),
        None if line.counted is None else show_quantity(line.counted, line.decimals),
        _difference(line),
        line.counted_by,
        line.counted_at,
        line.reason,
        line.lot,
        line.spec,
        line.decision,
    )


def _difference(line: SheetLine) -> ChipCell | None:
    if line.counted is None:
        return ChipCell(_("not counted"), Meaning.OFF)
    if line.difference is None:
        return None
    if line.difference == 0:
        return ChipCell(pgettext("stocktake", "agrees"), Meaning.OK)
    tip = _("Goods were moved while this was counted piece by piece: count it again.") if line.disturbed else ""
    return ChipCell(signed(line.difference, line.decimals), Meaning.LATE if line.disturbed else Meaning.SOON, tip=tip)


def signed(quantity: int, decimals: int) -> str:
    """A difference with its sign."""
    return ("+" if quantity > 0 else "−") + show_quantity(abs(quantity), decimals)


def some_stocktakes(count: int) -> str:
    """How many there are."""
    return ngettext("{count} stocktake", "{count} stocktakes", count).format(count=f"{count:,}")


def some_lines(count: int) -> str:
    """How many lines there are."""
    return ngettext("{count} line", "{count} lines", count).format(count=f"{count:,}")
