"""The life of a unit, drawn: what was promised when, what failed when, and where today is.

Stretches differ by colour and by pattern, so that they can be told apart without colours; every mark and
stretch says more in a tooltip.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from inventory.i18n import _
from ui import theme

HEIGHT: Final = 128
SIDE: Final = 14
BAR_TOP: Final = 44
BAR: Final = 24
AXIS: Final = 100
GAP: Final = 6


class Stretch(StrEnum):
    """What holds during a stretch of days."""

    FREE = "free"
    MAKER = "maker"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Bar:
    """Days of one kind, both ends included. ``words`` stand in the bar where they fit, ``tip`` says more."""

    kind: Stretch
    first: date
    last: date
    words: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that matters: sold, accepted, a case. ``key`` is emitted when a case's mark is clicked."""

    day: date
    words: str
    tip: str
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """All that is drawn. ``steps`` stand above the bars, the most important first; ``cases`` below."""

    today: date
    steps: Sequence[Mark] = ()
    bars: Sequence[Bar] = ()
    cases: Sequence[Mark] = ()

    def span(self) -> tuple[date, date]:
        """The days that must be visible, today among them, with a little room on both sides."""
        days = [self.today, *(mark.day for mark in (*self.steps, *self.cases))]
        days += [day for bar in self.bars for day in (bar.first, bar.last)]
        first, last = min(days), max(days)
        room = max(timedelta(days=20), (last - first) / 30)
        return first - room, last + room


def staggered(places: Sequence[tuple[float, float]], rows: int) -> list[int | None]:
    """A row for each label (left edge, width), the first ones first; None for one that fits in no row any more."""
    taken: list[list[tuple[float, float]]] = [[] for _row in range(rows)]
    found: list[int | None] = []
    for left, width in places:
        clear = (
            row
            for row, others in enumerate(taken)
            if all(left + width + GAP <= other or other + wide + GAP <= left for other, wide in others)
        )
        row = next(clear, None)
        if row is not None:
            taken[row].append((left, width))
        found.append(row)
    return found


def gathered(places: Sequence[tuple[float, str]], measure: Callable[[str], float]) -> list[tuple[float, str]]:
    """Labels (middle, words) from left to right; those that would run into each other become one: 1, 2, 3 → 1–3."""
    groups: list[list[tuple[float, str]]] = []

    def label(group: list[tuple[float, str]]) -> tuple[float, str]:
        (first, begin), (last, end) = group[0], group[-1]
        return (first + last) / 2, begin if len(group) == 1 else f"{begin}–{end}"

    def collide(left: list[tuple[float, str]], right: list[tuple[float, str]]) -> bool:
        (here, words), (there, others) = label(left), label(right)
        return there - here < (measure(words) + measure(others)) / 2 + GAP

    for place in places:
        groups.append([place])
        while len(groups) > 1 and collide(groups[-2], groups[-1]):
            last = groups.pop()
            groups[-1] += last
    return [label(group) for group in groups]


class TimelineView(QWidget):
    """Draws a Story. Signal: ``case_chosen(object)``: the key of the case whose mark was clicked."""

    case_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._story: Story | None = None
        self._spots: list[tuple[QRectF, str, int | None]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Timeline"))

    def tell(self, story: Story) -> None:
        """Draw another story."""
        self._story = story
        parts = [f"{mark.words} {mark.day.isoformat()}" for mark in story.steps]
        self.setAccessibleDescription("; ".join([*parts, *(bar.tip or bar.words for bar in story.bars)]))
        self.update()

    def sizeHint(self) -> QSize:
        """Any width, one height."""
        return QSize(720, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Narrower than this the words do not fit."""
        return QSize(320, HEIGHT)

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Years, bars, marks, today."""
        if self._story is None:
            return
        self._spots = []
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = QFont(self.font())
        small.setPixelSize(11)
        painter.setFont(small)
        self._first, last = self._story.span()
        self._scale = (self.width() - 2 * SIDE) / max(1, (last - self._first).days)
        self._years(painter, last)
        for bar in sorted(self._story.bars, key=lambda bar: bar.kind is not Stretch.PAID):
            self._bar(painter, bar)
        self._steps(painter)
        self._cases(painter)
        self._today(painter)
        painter.end()

    def _x(self, day: date) -> float:
        return SIDE + (day - self._first).days * self._scale

    def _years(self, painter: QPainter, last: date) -> None:
        look = theme.tokens()
        metrics = QFontMetricsF(painter.font())
        painter.setPen(QColor(look.muted))
        step = max(1, round(60 / max(1.0, 365 * self._scale)))
        for year in range(self._first.year, last.year + 1):
            x = self._x(date(year, 1, 1))
            if x < SIDE or (year - self._first.year) % step:
                continue
            painter.setPen(QPen(QColor(look.border), 1))
            painter.drawLine(QPointF(x, AXIS), QPointF(x, AXIS + 6))
            painter.setPen(QColor(look.muted))
            painter.drawText(QPointF(x - metrics.horizontalAdvance(str(year)) / 2, AXIS + 20), str(year))

    def _bar(self, painter: QPainter, bar: Bar) -> None:
        look = theme.tokens()
        right = self._x(bar.last + timedelta(days=1))
        box = QRectF(self._x(bar.first), BAR_TOP, max(3.0, right - self._x(bar.first)), BAR)
        ink, ground, pattern = {
            Stretch.FREE: (look.surface, look.ok.ink, Qt.BrushStyle.SolidPattern),
            Stretch.MAKER: (look.ok.ink, look.ok.ground, Qt.BrushStyle.BDiagPattern),
            Stretch.EXTENDED: (look.accent_ink, look.accent_soft, Qt.BrushStyle.FDiagPattern),
            Stretch.SUSPENDED: (look.soon.ink, look.soon.ground, Qt.BrushStyle.DiagCrossPattern),
            Stretch.PAID: (look.off.ink, look.off.ground, Qt.BrushStyle.Dense6Pattern),
        }[bar.kind]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, 3, 3)
        if pattern is not Qt.BrushStyle.SolidPattern:
            painter.setBrush(QBrush(QColor(ink), pattern))
            painter.setOpacity(0.5)
            painter.drawRoundedRect(box, 3, 3)
            painter.setOpacity(1)
        metrics = QFontMetricsF(painter.font())
        room = box.width() - 16
        shown = metrics.elidedText(bar.words, Qt.TextElideMode.ElideRight, room)
        if room > 40 and len(shown) > 3:
            self._words_in(painter, box, shown, QColor(ink), QColor(ground) if bar.kind is not Stretch.FREE else None)
        self._spots.append((box, bar.tip or bar.words, None))

    def _words_in(self, painter: QPainter, box: QRectF, text: str, ink: QColor, ground: QColor | None) -> None:
        metrics = QFontMetricsF(painter.font())
        place = QRectF(box.left() + 8, box.top() + 4, metrics.horizontalAdvance(text) + 1, box.height() - 8)
        if ground is not None:  # words on a pattern need a quiet ground
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRect(place.adjusted(-3, 0, 3, 0))
        painter.setPen(ink)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)

    def _steps(self, painter: QPainter) -> None:
        assert self._story is not None
        look = theme.tokens()
        metrics = QFontMetricsF(painter.font())
        steps = list(self._story.steps)
        widths = [metrics.horizontalAdvance(mark.words) for mark in steps]
        lefts = [max(2.0, self._x(mark.day) - width / 2) for mark, width in zip(steps, widths, strict=True)]
        rows = staggered(list(zip(lefts, widths, strict=True)), 2)
        for mark, left, width, row in zip(steps, lefts, widths, rows, strict=True):
            x = self._x(mark.day)
            top = 32.0 if row == 0 else 18.0
            painter.setPen(QPen(QColor(look.muted), 1.4))
            painter.drawLine(QPointF(x, 36 if row is None else top + 4), QPointF(x, BAR_TOP + BAR + 6))
            if row is not None:
                painter.setPen(QColor(look.muted))
                painter.drawText(QPointF(left, top), mark.words)
            self._spots.append(
                (QRectF(min(left, x - 4), top - 12, max(width, 8), BAR_TOP + BAR - top + 18), mark.tip, None)
            )

    def _cases(self, painter: QPainter) -> None:
        assert self._story is not None
        look = theme.tokens()
        metrics = QFontMetricsF(painter.font())
        marks = sorted(self._story.cases, key=lambda mark: mark.day)
        top = BAR_TOP + BAR + 4.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        for mark in marks:
            x = self._x(mark.day)
            painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(x - 5, top + 9), QPointF(x + 5, top + 9)]))
            self._spots.append((QRectF(x - 8, top - 2, 16, 24), mark.tip, mark.key))
        painter.setPen(QColor(look.text))
        for middle, said in gathered([(self._x(mark.day), mark.words) for mark in marks], metrics.horizontalAdvance):
            width = metrics.horizontalAdvance(said)
            left = min(max(2.0, middle - width / 2), self.width() - width - 2)
            painter.drawText(QPointF(left, top + 21), said)

    def _today(self, painter: QPainter) -> None:
        assert self._story is not None
        look = theme.tokens()
        x, word = self._x(self._story.today), _("Today")
        painter.setPen(QPen(QColor(look.late.ink), 2))
        painter.drawLine(QPointF(x, 20), QPointF(x, BAR_TOP + BAR + 8))
        bold = QFont(painter.font())
        bold.setBold(True)
        painter.setFont(bold)
        width = QFontMetricsF(bold).horizontalAdvance(word)
        left = x + 5 if x + 5 + width < self.width() else x - 5 - width
        painter.drawText(QPointF(left, 13), word)
        self._spots.append((QRectF(x - 3, 4, 6, BAR_TOP + BAR), f"{word} {self._story.today.isoformat()}", None))

    # touching

    def _under(self, point: QPointF) -> tuple[str, int | None] | None:
        """What is drawn there; of cases that stand close together all tips, the one on top first."""
        found = [(tip, key) for box, tip, key in reversed(self._spots) if box.contains(point)]
        if not found or found[0][1] is None:
            return found[0] if found else None
        return "\n\n".join(tip for tip, key in found if key is not None), found[0][1]

    def event(self, event: QEvent) -> bool:
        """Tooltips of what is drawn."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._under(QPointF(event.pos()))
            if found is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), found[0], self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A case's mark can be clicked."""
        found = self._under(event.position())
        clickable = found is not None and found[1] is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the case under the pointer."""
        found = self._under(event.position())
        if event.button() is Qt.MouseButton.LeftButton and found is not None and found[1] is not None:
            self.case_chosen.emit(found[1])
