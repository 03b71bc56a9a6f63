"""The papers of the depot, and what is reserved for cases, as lists show them."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, ngettext, pgettext
from inventory.paging import Sort
from inventory.parts.queries import pick as pick_parts
from inventory.stock.queries import LISTING, PaperRow
from inventory.stock.reading import pick_cases
from inventory.stock.reservations import LISTING as RESERVED
from inventory.stock.reservations import ReservationLine
from inventory.stock.words import PAPERS, DocState, ReservationState, doc_word, purpose_word, state_word
from inventory.values.quantities import show_quantity
from ui.tables.criteria import TEXT, ChoiceFilter, DayFilter, Filter, PickFilter, TextFilter
from ui.tables.listed import Listed
from ui.tables.source import Cell, ChipCell, Column, Kind
from ui.theme import Meaning

COLUMNS: Final = (
    Column("number", N_("Paper"), Kind.CODE, 140, sortable=True),
    Column("kind", N_("Kind of paper"), width=155),
    Column("day", N_("Day"), Kind.DAY, 100, sortable=True),
    Column("state", N_("State"), Kind.CHIP, 100),
    Column("other", N_("For or from"), width=220),
    Column("purpose", N_("What for"), width=100),
    Column("lines", N_("Lines"), Kind.NUMBER, 70),
    Column("paper_no", N_("Supplier's paper"), Kind.CODE, 135),
    Column("by", N_("Posted by"), width=90),
    Column("posted", N_("Posted at"), Kind.INSTANT, 140, shown=False),
    Column("remark", N_("Remark"), Kind.QUIET, 180, shown=False),
)
FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Number")),
    ChoiceFilter("kind", N_("Kind of paper"), tuple((kind.value, word) for kind, word in PAPERS.items())),
    ChoiceFilter(
        "state", N_("State"), ((DocState.POSTED.value, N_("stands")), (DocState.REVERSED.value, N_("reversed")))
    ),
    DayFilter("day", N_("Day")),
    PickFilter("part", N_("Part"), pick_parts),
    PickFilter("case", N_("Case"), pick_cases),
)
MEANINGS: Final = {DocState.DRAFT: Meaning.OFF, DocState.POSTED: Meaning.OK, DocState.REVERSED: Meaning.LATE}
RESERVED_COLUMNS: Final = (
    Column("case", N_("Case"), Kind.CODE, 140),
    Column("part", N_("Part no."), Kind.CODE, 110),
    Column("name", N_("Name"), width=150),
    Column("open", N_("Still kept"), Kind.NUMBER, 90),
    Column("quantity", N_("Reserved"), Kind.NUMBER, 90),
    Column("state", N_("State"), Kind.CHIP, 110),
    Column("warehouse", N_("Warehouse"), width=110),
    Column("until", N_("Needed by"), Kind.DAY, 100),
    Column("at", N_("Reserved at"), Kind.INSTANT, 140, shown=False),
    Column("by", N_("Reserved by"), width=110),
    Column("note", N_("Remark"), Kind.QUIET, 120),
)
RESERVED_FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Case")),
    ChoiceFilter(
        "state", N_("State"),
        (
            (ReservationState.OPEN.value, N_("kept")), (ReservationState.USED.value, N_("used up")),
            (ReservationState.RELEASED.value, N_("released")),
        ),
    ),
    PickFilter("part", N_("Part"), pick_parts),
)  # fmt: skip
_RESERVED_MEANINGS: Final = {
    ReservationState.OPEN: Meaning.SOON, ReservationState.USED: Meaning.OK, ReservationState.RELEASED: Meaning.OFF,
}  # fmt: skip


def source() -> Listed[PaperRow]:
    """All papers, the newest first."""
    return Listed(LISTING, "stock_doc", COLUMNS, cells, Sort("day", descending=True))


def cells(row: PaperRow) -> tuple[Cell, ...]:
    """A paper in the order of the columns."""
    return (
        row.number,
        doc_word(row.kind),
        row.happened_on,
        ChipCell(state_word(row.state), MEANINGS[row.state]),
        " · ".join(word for word in dict.fromkeys((row.case_no, row.customer, row.supplier, row.engineer)) if word),
        "" if row.purpose is None else purpose_word(row.purpose),
        row.lines,
        row.paper_no,
        row.by,
        row.posted_at,
        row.remark,
    )


def reserved_source() -> Listed[ReservationLine]:
    """Everything reserved, the newest first."""
    return Listed(RESERVED, "reservation", RESERVED_COLUMNS, reserved_cells, Sort("id", descending=True))


def reserved_cells(row: ReservationLine) -> tuple[Cell, ...]:
    """A reservation in the order of the columns."""
    return (
        row.case_no,
        row.part_no,
        row.name,
        show_quantity(row.open, row.decimals),
        show_quantity(row.quantity, row.decimals),
        ChipCell(reservation_word(row.state), _RESERVED_MEANINGS[row.state]),
        row.warehouse,
        row.until,
        row.reserved_at,
        row.by,
        row.note,
    )


def reservation_word(state: ReservationState) -> str:
    """How a reservation stands, in the reader's language."""
    words = {
        ReservationState.OPEN: pgettext("reservation", "kept"),
        ReservationState.USED: pgettext("reservation", "used up"),
        ReservationState.RELEASED: pgettext("reservation", "released"),
    }
    return words[state]


def some_papers(count: int) -> str:
    """How many there are."""
    return ngettext("{count} paper", "{count} papers", count).format(count=f"{count:,}")


def some_reservations(count: int) -> str:
    """How many there are."""
    return ngettext("{count} reservation", "{count} reservations", count).format(count=f"{count:,}")
