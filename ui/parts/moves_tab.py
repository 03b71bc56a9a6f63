"""The stock card of a part: every move of it, with the balance after each."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inventory.assets.words import AssetOwner, owner_word
from inventory.i18n import N_, _, ngettext
from inventory.paging import Sort
from inventory.pricing.rules import average_cost
from inventory.stock.part_ledger import MOVES, MoveLine, StockCard
from inventory.stock.words import PAPERS, condition_word, doc_word
from inventory.values.quantities import show_quantity
from inventory.work import Context
from ui.desk import Desk
from ui.navigation import Route
from ui.parts.forms import sees_cost
from ui.tables.criteria import ChoiceFilter, DayFilter, Filter
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews, Listed
from ui.tables.panel import TablePanel
from ui.tables.source import Cell, ChipCell, Column, Kind
from ui.theme import Meaning
from ui.widgets.cards import Card, EmptyState

PAPER: Final = "stock_paper"
"""The page of one paper."""
COLUMNS: Final = (
    Column("sequence", N_("No."), Kind.NUMBER, 75, sortable=True),
    Column("day", N_("Day"), Kind.DAY, 100, sortable=True),
    Column("number", N_("Paper"), Kind.CODE, 125),
    Column("kind", N_("Kind"), Kind.CHIP, 130),
    Column("came", N_("In"), Kind.NUMBER, 85),
    Column("went", N_("Out"), Kind.NUMBER, 85),
    Column("balance", N_("Balance"), Kind.NUMBER, 80),
    Column("from", N_("From"), width=95),
    Column("to", N_("To"), width=95),
    Column("whom", N_("Case or customer"), width=150),
    Column("moved", N_("Moved"), Kind.NUMBER, 70, shown=False),
    Column("condition", N_("Goods condition"), width=120, shown=False),
    Column("owner", N_("Owner"), width=100, shown=False),
    Column("serial", N_("Serial number"), Kind.CODE, 120, shown=False),
    Column("lot", N_("Lot"), Kind.CODE, 90, shown=False),
    Column("by", N_("Posted by"), width=100),
    Column("at", N_("Posted at"), Kind.INSTANT, 140, shown=False),
    Column("note", N_("Remark"), Kind.QUIET, 160),
)
COST_COLUMNS: Final = (
    Column("amount", N_("Amount (yuan)"), Kind.MONEY, 110),
    Column("each", N_("Of one piece (yuan)"), Kind.NUMBER, 120, shown=False),
)
"""Only of those who may see costs."""
FILTERS: Final[tuple[Filter, ...]] = (
    ChoiceFilter("kind", N_("Kind"), tuple((kind.value, word) for kind, word in PAPERS.items())),
    DayFilter("day", N_("Day")),
)
_WAYS: Final = {True: Meaning.OK, False: Meaning.INFO}


def cells(move: MoveLine) -> tuple[Cell, ...]:
    """A move in the order of the columns."""
    decimals, delta = move.decimals, move.delta
    condition = condition_word(move.condition_to)
    if move.condition_from is not move.condition_to:
        condition = f"{condition_word(move.condition_from)} → {condition}"
    meaning = Meaning.OFF if not delta else _WAYS[delta > 0]
    return (
        move.sequence,
        move.happened_on,
        move.number,
        ChipCell(doc_word(move.kind), meaning, ""),
        show_quantity(delta, decimals) if delta > 0 else None,
        show_quantity(-delta, decimals) if delta < 0 else None,
        show_quantity(move.balance, decimals),
        move.from_place,
        move.to_place,
        move.case_no or move.customer,
        show_quantity(move.quantity, decimals),
        condition,
        owner_word(move.owner) if move.owner is not AssetOwner.US else None,
        move.serial,
        move.lot,
        move.by,
        move.posted_at,
        move.note,
    )


def with_cost(move: MoveLine) -> tuple[Cell, ...]:
    """The same, and what it did to the value of our stock."""
    each = None
    if move.amount is not None and move.amount.fen:
        each = f"{average_cost(move.quantity, abs(move.amount.fen), move.decimals):,.4f}"
    return (*cells(move), move.amount, each)


def source(desk: Desk, part_id: int, *, costs: bool) -> Listed[MoveLine]:
    """The moves of a part, the newest first."""
    columns = (*COLUMNS, *COST_COLUMNS) if costs else COLUMNS
    return Listed(
        StockCard(desk.ctx, part_id), "part", columns, with_cost if costs else cells, Sort("sequence", descending=True)
    )


def some_moves(count: int) -> str:
    """How many there are."""
    return ngettext("{count} move", "{count} moves", count).format(count=f"{count:,}")


def paper_of(_ctx: Context, move_id: int) -> int:
    """The paper that a move stands on. Asks the database."""
    return MOVES.rows([move_id])[0].doc_id


class MovesTab(QWidget):
    """Enter opens the paper of a move."""

    def __init__(self, desk: Desk, part_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._part_id = desk, part_id
        self._costs = sees_cost(desk)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.panel = self._listed()
        self._column.addWidget(self.panel)
        desk.permits.changed.connect(self._permitted)
        self.panel.load()

    def _listed(self) -> TablePanel:
        desk = self._desk
        nothing = EmptyState(
            _("Nothing of this part was ever moved"),
            _("Each receipt, issue and correction will stand here, with the balance after it."),
            "history",
        )
        panel = TablePanel(
            desk, "part_moves", source(desk, self._part_id, costs=self._costs), FILTERS, views=KeptViews(desk.ctx),
            counted=some_moves, empty=nothing,
            parent=self,
        )  # fmt: skip
        panel.findChildren(Card)[0].setProperty("role", "plain")  # it stands in a card already
        panel.opened.connect(self._open)
        self._export = ListExport(desk, panel, _("Stock card"))
        return panel

    def refresh(self) -> None:
        """Fetch the moves again."""
        self.panel.refresh()

    @Slot()
    def _permitted(self) -> None:
        """Somebody else is at work: the column of amounts comes or goes."""
        if sees_cost(self._desk) == self._costs:
            return
        self._costs = sees_cost(self._desk)
        old, self.panel = self.panel, self._listed()
        self._column.replaceWidget(old, self.panel)
        old.hide()
        old.deleteLater()
        self.panel.load()

    @Slot(object)
    def _open(self, move_id: int) -> None:
        self._desk.jobs.query(paper_of, self._desk.ctx, move_id, done=self._show_paper)

    @Slot(object)
    def _show_paper(self, doc_id: int) -> None:
        self._desk.open(Route(PAPER, doc_id))
