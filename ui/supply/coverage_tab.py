"""The spares that the promises of the next years need, as a tab of the stock page: reckoned in a job, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.i18n import _, ngettext
from inventory.jobs import Progress
from inventory.supply.coverage_book import CoverageBook, file_name, write_coverage
from inventory.supply.promised import LEVELS, USUAL_LEVEL, PromisedPart, Standing, coverage
from inventory.supply.words import CONSTANT_RATE
from inventory.work import Context
from ui.actions import make
from ui.desk import Desk
from ui.editing.saving import ask_where, show_file, show_folder
from ui.editing.segments import Segment, Segments
from ui.jobs import Job
from ui.navigation import Route
from ui.supply import acts
from ui.supply.coverage_source import FILTERS, CoverageSource, some_parts
from ui.tables.exporting import ListExport
from ui.tables.listed import KeptViews
from ui.tables.panel import TablePanel
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
            desk, "coverage", self.source, FILTERS, views=KeptViews(desk.ctx), counted=some_parts, empty=nothing
        )
        self.panel.opened.connect(self._open)
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

    # the report

    @Slot()
    def write(self) -> None:
        """Ask where the report is to lie."""
        name = file_name(self.desk.ctx)
        ask_where(self, _("Save the coverage report as"), name, [_("Excel workbooks (*.xlsx)")], self.write_to)

    @Slot(str)
    def write_to(self, place: str) -> None:
        """Begin to write to a path."""
        self.desk.jobs.work(
            _written, self.desk.ctx, Path(place), self.source.level, title=_("Exporting the coverage report"),
            done=self._tell,
        )  # fmt: skip

    @Slot(object)
    def _tell(self, book: CoverageBook) -> None:
        parts = ngettext("{count} part", "{count} parts", book.parts).format(count=f"{book.parts:,}")
        text = _("The coverage report has {parts}. It is called {name}.").format(parts=parts, name=book.path.name)
        choices = [
            (_("Open the workbook"), partial(show_file, book.path)),
            (_("Open folder"), partial(show_folder, book.path)),
        ]
        self.banners.say(text, Meaning.OK, choices)


def _written(ctx: Context, path: Path, level: int, progress: Progress) -> CoverageBook:
    return write_coverage(ctx, path, progress, level)
