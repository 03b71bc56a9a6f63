"""Why a unit is covered, or is not, on a day that one picks: step by step, and all covered days with their gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.assets.queries import AssetCard
from inventory.cover.spans import Span
from inventory.cover.steps import Step
from inventory.cover.why import Why, why
from inventory.cover.words import KIND, Days, status_of
from inventory.errors import InvalidInput
from inventory.i18n import _
from inventory.proposals.queries import ProposalLine
from inventory.values.days import show_day
from ui.assets.list import cover_meaning
from ui.assets.proofs import proof_route, proof_words, route_of
from ui.assets.proposals import Proposals
from ui.forms.fields import DayField
from ui.jobs import Job
from ui.theme import Meaning
from ui.widgets.chips import Chip
from ui.widgets.records import LINE, ROW, Field, Records
from ui.widgets.scrolling import scrolled
from ui.widgets.words import words

if TYPE_CHECKING:
    from ui.desk import Desk

PAUSE_MS: Final = 120
"""So long after the last key the day is asked about."""


class WhyTab(QWidget):
    """``show_card`` says about which unit; it asks only while it is on show.

    Signals: ``opened(Route)`` the record that a row rests on; ``details_asked()``, ``files_asked()`` where that is a
    record of this very card.
    """

    opened = Signal(object)
    details_asked = Signal()
    files_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: AssetCard | None = None
        self._job: Job | None = None
        self.found: Why | None = None
        self._stale = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.day = DayField("day", _("Covered on this day?"), desk.ctx.clock, hint=_("Empty: today."))
        self.day.setMinimumWidth(210)
        self.day.changed.connect(self._pause.start)
        self.status = Chip("", Meaning.OFF)
        self.answer = words("", wrap=True)
        self.spares = words("", "muted", wrap=True)
        self.steps = Records(
            [
                Field("", self._number, 44),
                Field(_("Step"), _text, tip=_text),
                Field(_("Rests on"), _source, quiet=True, tip=_source),
            ],
            _("The cover step by step"),
            lines=2,
        )
        self.steps.opened.connect(self._open_step)
        self.spans = Records(
            [
                Field(_("First day"), lambda span: show_day(span.first), 112),
                Field(_("Last day"), lambda span: show_day(span.last), 112),
                Field(_("Length"), lambda span: str(Days(span.days)), 92, right=True),
                Field(_("Kind"), _kind, 206, chip=self._holds),
                Field(_("Source"), _number_of, 150, tip=_number_of),
                Field(_("Proof"), self._proof, tip=self._proof),
                Field(_("Note"), _note, quiet=True, tip=_note),
            ],
            _("Covered days and gaps"),
        )
        self.spans.opened.connect(self._open_span)
        self.proposals = Proposals()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(self._sheet(), margin=14))

    def _sheet(self) -> QWidget:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.day)
        said = QVBoxLayout()
        said.setSpacing(6)
        chips = QHBoxLayout()
        chips.addWidget(self.status)
        chips.addStretch(1)
        said.addLayout(chips)
        said.addWidget(self.answer)
        said.addWidget(self.spares)
        said.addStretch(1)
        head.addLayout(said, 1)
        column.addLayout(head)
        column.addWidget(words(_("Covered days and gaps"), "heading"))
        column.addWidget(self.spans)
        column.addWidget(words(_("Step by step"), "heading"))
        column.addWidget(self.steps)
        column.addWidget(self.proposals)
        return sheet

    def show_card(self, card: AssetCard, proposals: Sequence[ProposalLine] = ()) -> None:
        """About another unit, or the same one as it is now."""
        self.proposals.show_lines(proposals)
        if self._card is not None and self._card.id != card.id:
            self.day.clear()
            self.found = None
        self._card = card
        self._stale = True
        if self.isVisible():
            self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again where something has changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._ask()

    @Slot()
    def _ask(self) -> None:
        if self._card is None:
            return
        try:
            day: date = self.day.value() or self._desk.ctx.clock.today()
        except InvalidInput as error:
            self.day.complain(str(error))
            return
        if self._job is not None:
            self._job.cancel()
        self._stale = False
        self._job = self._desk.jobs.query(why, self._desk.ctx, self._card.id, day, done=self._show)

    @Slot(object)
    def _show(self, found: Why) -> None:
        self._job = None
        if self._card is None or found.asset_id != self._card.id:
            return
        self.found = found
        self.status.say(str(status_of(found.cover)), cover_meaning(found.cover))
        self.answer.setText(str(found.answer))
        self.spares.setText(_spares(found))
        self.spares.setVisible(bool(self.spares.text()))
        self.steps.show_records(found.steps)
        self.steps.setFixedHeight((ROW + LINE) * max(1, len(found.steps)) + ROW + 4)
        self.spans.show_records(found.spans)
        self.spans.setFixedHeight(ROW * max(1, len(found.spans)) + ROW + 4)

    # what stands in the rows

    def _number(self, step: Step) -> str:
        return "" if self.found is None else str(self.found.steps.index(step) + 1)

    def _holds(self, span: Span) -> Meaning | None:
        if self.found is None or not span.holds(self.found.day):
            return None
        return Meaning.OFF if span.segment is None else Meaning.OK

    def _proof(self, span: Span) -> str:
        return "" if span.segment is None or self._card is None else proof_words(span.segment, self._card)

    # going on

    @Slot(object)
    def _open_step(self, step: Step) -> None:
        if self._card is not None:
            source = step.source
            self._go(source.proof, route_of(source.proof, source.proof_id, self._card))

    @Slot(object)
    def _open_span(self, span: Span) -> None:
        if span.segment is None:
            self._desk.toast(_("Nothing covers these days: there is no record to open."), meaning=Meaning.INFO)
        elif self._card is not None:
            self._go(span.segment.proof, proof_route(span.segment, self._card))

    def _go(self, proof: str, route: object) -> None:
        if route is not None:
            self.opened.emit(route)
        elif proof == "maker_cover":
            self.files_asked.emit()
        else:
            self.details_asked.emit()


def _text(step: Step) -> str:
    return str(step.text)


def _source(step: Step) -> str:
    return str(step.source.words)


def _kind(span: Span) -> str:
    return _("Gap: nothing covers it") if span.segment is None else str(KIND[span.segment.kind])


def _number_of(span: Span) -> str:
    segment = span.segment
    return segment.source if segment is not None and segment.source != segment.kind.value else ""


def _note(span: Span) -> str:
    if span.lost:
        return _("the unit had left before: {note}").format(note=span.note)
    return "" if span.note is None else str(span.note)


def _spares(found: Why) -> str:
    if found.spares_last is None:
        return ""
    return _("Spares are promised until {day}.").format(day=show_day(found.spares_last))
