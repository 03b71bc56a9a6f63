"""The covered days of the example, drawn: one line for each promise, on one scale of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inventory.i18n import _
from inventory.policies.example import Outcome
from inventory.values.days import show_day
from ui import theme
from ui.theme import Meaning
from ui.widgets import paint

ROW: Final = 46
BAR: Final = 12
AXIS: Final = 22
SIDE: Final = 4
GAP: Final = 8
PATTERNS: Final = {
    Meaning.OK: Qt.BrushStyle.SolidPattern,
    Meaning.INFO: Qt.BrushStyle.BDiagPattern,
    Meaning.OFF: Qt.BrushStyle.Dense6Pattern,
}
"""Lines differ by pattern too, so that they can be told apart without colours."""


@dataclass(frozen=True, slots=True)
class Line:
    """Days of one promise, both ends included; ``words`` say whose."""

    words: str
    first: date
    last: date
    meaning: Meaning

    @property
    def days(self) -> str:
        """The first and the last day."""
        return _("{first} to {last}").format(first=show_day(self.first), last=show_day(self.last))


def lines(outcome: Outcome) -> tuple[Line, ...]:
    """Ours, the manufacturer's, and the spares after both."""
    found = []
    if outcome.ours is not None:
        found.append(Line(_("Our free period"), outcome.ours.first, outcome.ours.last, Meaning.OK))
    if outcome.maker is not None:
        found.append(Line(_("Manufacturer's warranty"), outcome.maker.first, outcome.maker.last, Meaning.INFO))
    if outcome.spares_last is not None and outcome.last is not None and outcome.spares_last > outcome.last:
        begin = outcome.last + timedelta(days=1)
        found.append(Line(_("Spares after the cover"), begin, outcome.spares_last, Meaning.OFF))
    return tuple(found)


class WindowBars(QWidget):
    """Each promise as words, days and a bar below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Covered days of the example"))

    def tell(self, found: Sequence[Line]) -> None:
        """Draw other promises."""
        self.lines = tuple(found)
        self.setAccessibleDescription("; ".join(f"{line.words}: {line.days}" for line in self.lines))
        self.setVisible(bool(self.lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row for each, and the years below."""
        return QSize(320, ROW * len(self.lines) + AXIS)

    def minimumSizeHint(self) -> QSize:
        """As high, and narrow enough for a column."""
        return QSize(220, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, then the years."""
        if not self.lines:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        begin = min(line.first for line in self.lines) - timedelta(days=20)
        end = max(line.last for line in self.lines) + timedelta(days=20)
        scale = (self.width() - 2 * SIDE) / max(1, (end - begin).days)
        for row, line in enumerate(self.lines):
            self._line(painter, row * ROW, line, begin, scale)
        self._years(painter, begin, end, scale)
        painter.end()

    def _line(self, painter: QPainter, top: int, line: Line, begin: date, scale: float) -> None:
        look = theme.tokens()
        metrics = painter.fontMetrics()
        days_wide = metrics.horizontalAdvance(line.days) + 4
        room = QRectF(SIDE, top, self.width() - 2 * SIDE - days_wide - GAP, 22)
        paint.draw_lines(painter, room, line.words, look.muted)
        painter.setPen(QColor(look.text))
        right = QRectF(self.width() - SIDE - days_wide, top, days_wide, 22)
        painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), line.days)
        left = SIDE + (line.first - begin).days * scale
        width = max(3.0, ((line.last - line.first).days + 1) * scale)
        box = QRectF(left, top + 24, width, BAR)
        pair = look.meaning(line.meaning)
        pattern = PATTERNS[line.meaning]
        painter.setPen(QPen(QColor(pair.ink), 1))
        painter.setBrush(QColor(pair.ink if pattern is Qt.BrushStyle.SolidPattern else pair.ground))
        painter.drawRoundedRect(box, 3, 3)
        if pattern is not Qt.BrushStyle.SolidPattern:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(QColor(pair.ink), pattern))
            painter.drawRoundedRect(box, 3, 3)

    def _years(self, painter: QPainter, begin: date, end: date, scale: float) -> None:
        look = theme.tokens()
        small = QFont(painter.font())
        small.setPixelSize(11)
        painter.setFont(small)
        metrics = QFontMetricsF(small)
        top = ROW * len(self.lines)
        step = max(1, round(56 / max(1.0, 365 * scale)))
        for year in range(begin.year + 1, end.year + 1):
            if (year - begin.year - 1) % step:
                continue
            x = SIDE + (date(year, 1, 1) - begin).days * scale
            painter.setPen(QPen(QColor(look.edge), 1))
            painter.drawLine(QPointF(x, top - 6), QPointF(x, top - 1))
            wide = metrics.horizontalAdvance(str(year))
            painter.setPen(QColor(look.muted))
            painter.drawText(QPointF(min(max(0.0, x - wide / 2), self.width() - wide), top + 12), str(year))
