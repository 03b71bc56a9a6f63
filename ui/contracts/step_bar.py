"""The way of a delivery, drawn: planned → notified → arrived → installed → completed → accepted, with their days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inventory.contracts.deliveries import LotLine
from inventory.contracts.words import LotState, lot_state_word
from inventory.i18n import _
from inventory.values.days import show_day
from ui import icons, theme

WAY: Final = (
    LotState.PLANNED, LotState.NOTIFIED, LotState.ARRIVED, LotState.INSTALLED, LotState.COMPLETED, LotState.ACCEPTED,
)  # fmt: skip
DOT: Final = 18
HEIGHT: Final = 66


@dataclass(frozen=True, slots=True)
class Step:
    """A step in words, with its day; ``done``: behind us, ``now``: where the delivery stands."""

    word: str
    day: date | None
    done: bool
    now: bool


def steps(lot: LotLine) -> tuple[Step, ...]:
    """The steps of a delivery. A notice that nobody promised or gave is not done, though the delivery is further."""
    days = {
        LotState.PLANNED: lot.planned_on, LotState.NOTIFIED: lot.notified_on, LotState.ARRIVED: lot.arrived_on,
        LotState.INSTALLED: lot.installed_on, LotState.COMPLETED: lot.completed_on, LotState.ACCEPTED: lot.accepted_on,
    }  # fmt: skip
    at = WAY.index(lot.state) if lot.state in WAY else -1
    found = []
    for place, state in enumerate(WAY):
        done = place <= at and not (state is LotState.NOTIFIED and lot.notified_on is None)
        found.append(Step(lot_state_word(state), days.get(state), done, place == at))
    return tuple(found)


class StepBar(QWidget):
    """Draws the steps; what is done has a tick, where the delivery stands is written bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps: Sequence[Step] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lot(self, lot: LotLine) -> None:
        """Draw another delivery."""
        self.steps = steps(lot)
        now = next((step.word for step in self.steps if step.now), lot_state_word(lot.state))
        self.setAccessibleName(_("How far the delivery is: {state}").format(state=now))
        told = [f"{step.word} {show_day(step.day)}".strip() for step in self.steps if step.done]
        self.setAccessibleDescription(" → ".join(told))
        self.setToolTip(" → ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        """Six dots with a word and a day below each."""
        return QSize(560, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Words are cut before the dots go."""
        return QSize(300, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line, dots, words, days."""
        if not self.steps:
            return
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        part = self.width() / len(self.steps)
        middle = DOT / 2 + 3
        for place, step in enumerate(self.steps):
            x = part * (place + 0.5)
            if place:
                colour = look.ok.ink if step.done else look.edge
                pen = QPen(QColor(colour), 2, Qt.PenStyle.SolidLine if step.done else Qt.PenStyle.DotLine)
                painter.setPen(pen)
                painter.drawLine(QPointF(x - part + DOT / 2 + 4, middle), QPointF(x - DOT / 2 - 4, middle))
            self._dot(painter, QRectF(x - DOT / 2, middle - DOT / 2, DOT, DOT), step)
            self._words(painter, QRectF(x - part / 2 + 2, middle + DOT / 2 + 4, part - 4, 18), step)
        painter.end()

    def _dot(self, painter: QPainter, box: QRectF, step: Step) -> None:
        look = theme.tokens()
        painter.setPen(QPen(QColor(look.ok.ink if step.done else look.edge), 1.5))
        painter.setBrush(QColor(look.ok.ground if step.done else look.surface))
        painter.drawEllipse(box)
        if step.done:
            icons.draw(painter, box.adjusted(4, 4, -4, -4), "ok", look.ok.ink)

    def _words(self, painter: QPainter, box: QRectF, step: Step) -> None:
        look = theme.tokens()
        font = QFont(self.font())
        font.setBold(step.now)
        self._line(painter, box, font, step.word, look.text if step.done else look.muted)
        small = QFont(self.font())
        small.setPixelSize(11)
        self._line(painter, box.translated(0, 17), small, show_day(step.day), look.muted)

    @staticmethod
    def _line(painter: QPainter, box: QRectF, font: QFont, text: str, ink: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter), shown)
