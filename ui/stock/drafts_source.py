"""The papers that are being written, as a list shows them."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, _, ngettext
from inventory.paging import Sort
from inventory.parts.queries import pick as pick_parts
from inventory.stock.drafts import LISTING, DraftRow, pick_writers
from inventory.stock.reading import pick_cases
from ui.stock.kinds import KINDS
from ui.tables.criteria import ChoiceFilter, Filter, PickFilter
from ui.tables.listed import Listed
from ui.tables.source import Cell, Column, Kind

COLUMNS: Final = (
    Column("task", N_("What is done"), width=170),
    Column("other", N_("For or from"), width=280),
    Column("lines", N_("Lines"), Kind.NUMBER, 70),
    Column("saved", N_("Kept at"), Kind.INSTANT, 140, sortable=True),
    Column("by", N_("Written by"), width=110),
    Column("workstation", N_("Workstation"), width=120),
    Column("remark", N_("Remark"), Kind.QUIET, 180),
    Column("begun", N_("Begun at"), Kind.INSTANT, 140, shown=False),
    Column("begun_by", N_("Begun by"), width=110, shown=False),
    Column("paper_no", N_("Supplier's paper"), Kind.CODE, 120, shown=False),
)
FILTERS: Final[tuple[Filter, ...]] = (
    ChoiceFilter("task", N_("What is done"), tuple((task.value, kind.title) for task, kind in KINDS.items())),
    PickFilter("person", N_("Written by"), pick_writers),
    PickFilter("part", N_("Part"), pick_parts),
    PickFilter("case", N_("Case"), pick_cases),
)


def source() -> Listed[DraftRow]:
    """All drafts, what was kept last first."""
    return Listed(LISTING, "stock_draft", COLUMNS, cells, Sort("saved", descending=True))


def cells(row: DraftRow) -> tuple[Cell, ...]:
    """A draft in the order of the columns."""
    others = (row.case_no, row.customer, row.supplier, row.engineer, row.warehouse)
    return (
        _(KINDS[row.task].title),
        " · ".join(word for word in others if word),
        row.lines,
        row.saved_at,
        row.saved_by,
        row.workstation,
        row.remark,
        row.begun_at,
        row.begun_by,
        row.paper_no,
    )


def some_drafts(count: int) -> str:
    """How many there are."""
    return ngettext("{count} draft", "{count} drafts", count).format(count=f"{count:,}")
