"""The spares that the promises of the next years need, as a tab of the stock page: reckoned in a job, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.i18n import _, ngettext
from inventory.jobs import Progress
from inventory.paging import Sort
from inventory.supply.coverage_book import CoverageBook, file_name, write_coverage
from inventory.supply.promised import LEVELS, USUAL_LEVEL, PromisedPart, Standing, coverage
from inventory.supply.queries import SHORTAGE, ShortPart
from inventory.supply.words import CONSTANT_RATE
from inventory.work import Context
from ui.actions import make
from ui.desk import Desk
from ui.editing.book_export import Book, BookExport
from ui.editing.segments import Segment, Segments
from ui.jobs import Job
from ui.navigation import Route
from ui.supply import acts
from ui.supply.coverage_source import FILTERS, CoverageSource, some_parts
from ui.supply.order_dialog import OrderDialog
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
from ui.tables.selection import Selection
from ui.theme import Meaning
from ui.widgets.banners import Banners
from ui.widgets.buttons import ActionButton
from ui.widgets.cards import EmptyState
from ui.widgets.words import Line, words


class CoverageTab(QWidget):
    """Enter opens the card of a part, whose own tab says where each figure comes from."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.found: Sequence[PromisedPart] = ()
        self._job: Job | None = None
        self.source = CoverageSource()
        nothing = EmptyState(
            _("No part fits a model yet"),
            _("Record which models a part fits: their units say what is owed, and for how long."),
            "parts",
        )
        self.panel = TablePanel(
            desk,
            "coverage",
            self.source,
            FILTERS,
            views=KeptViews(desk.ctx),
            counted=some_parts,
            empty=nothing,
            parent=self,
        )
        self.panel.opened.connect(self._open)
        self.panel.add_bulk(acts.ORDER, self.order)
        self._wanted: dict[int, int] = {}
        self._export = ListExport(desk, self.panel, _("Promised spares"))
        for action in self.panel.actions():
            if action.objectName() == "export":
                action.setShortcuts([])  # Ctrl+E is the report here
        self.levels = Segments(
            _("Certainty"), [Segment(str(level), f"{level} %") for level in LEVELS], str(USUAL_LEVEL)
        )
        self.levels.chosen.connect(self._level)
        self.sum = Line("", "heading")
        self.banners = Banners()
        book = Book(_written, _("Save the coverage report as"), _("Exporting the coverage report"), _said)
        self.export = BookExport(desk, self, self.banners, book)
        self.report = make(acts.COVERAGE, self, self.write)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(words(_("Certainty"), "muted"))
        head.addWidget(self.levels)
        head.addWidget(self.sum, 1)
        head.addWidget(ActionButton(self.report))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(words(_(CONSTANT_RATE), "muted", wrap=True))
        column.addWidget(self.banners)
        column.addWidget(self.panel, 1)
        self.setFocusProxy(self.panel)
        self.refresh()

    def refresh(self) -> None:
        """Reckon again; a reckoning that is under way is given up."""
        if self._job is not None:
            self._job.cancel()
        title = _("Reckoning the promised spares")
        self._job = self.desk.jobs.work(coverage, self.desk.ctx, title=title, done=self._show)

    @Slot(object)
    def _show(self, found: Sequence[PromisedPart]) -> None:
        self._job = None
        self.found = found
        self.source.know(found)
        self._say()
        self.panel.load()

    def _say(self) -> None:
        standings = [part.standing(self.source.level) for part in self.found]
        short = standings.count(Standing.SHORT)
        said = [ngettext("{count} part has too few", "{count} parts have too few", short).format(count=f"{short:,}")]
        last = sum(part.last_chance for part in self.found)
        if last:
            text = ngettext(
                "{count} is no longer made and still promised", "{count} are no longer made and still promised", last
            )
            said.append(text.format(count=f"{last:,}"))
        self.sum.setText(" · ".join(said) if self.found else "")

    @Slot(str)
    def _level(self, level: str) -> None:
        self.source.at(int(level))
        self._say()
        self.panel.refresh()

    @Slot(object)
    def _open(self, part_id: int) -> None:
        self.desk.open(Route("part", part_id))

    # ordering

    def order(self, selection: Selection) -> None:
        """Order what the chosen parts lack at the certainty: for a part that is no longer made, a last time."""
        ids: Sequence[int] = selection.ids
        if selection.everything:
            ids = self.source.ids(selection.criteria.filters, Sort("part_no"))
        self._wanted = self.source.to_order(ids)
        if self._wanted:
            self.desk.jobs.query(SHORTAGE.rows, tuple(self._wanted), done=self._ask)
        else:
            self.desk.toast(_("Of these parts nothing has to be bought."), meaning=Meaning.INFO)

    @Slot(object)
    def _ask(self, parts: Sequence[ShortPart]) -> None:
        dialog = OrderDialog(self.desk, parts, self, self._wanted)
        dialog.filed.connect(self._ordered)
        dialog.open()

    @Slot(object)
    def _ordered(self, number: str) -> None:
        self.desk.toast(_("Order {number} is written down.").format(number=number))
        self.refresh()

    # the report

    @Slot()
    def write(self) -> None:
        """Ask where the report is to lie."""
        self.export.ask(file_name(self.desk.ctx), self.source.level)


def _written(ctx: Context, level: int, path: Path, progress: Progress) -> CoverageBook:
    return write_coverage(ctx, path, progress, level)


def _said(book: CoverageBook) -> str:
    parts = ngettext("{count} part", "{count} parts", book.parts).format(count=f"{book.parts:,}")
    return _("The coverage report has {parts}. It is called {name}.").format(parts=parts, name=book.path.name)
