"""The life of a unit, drawn: what was promised when, what failed when, and where today is.

Stretches differ by colour and by pattern. A window that another one lies over is drawn whole in a thin row below. Every
mark and stretch says more in a tooltip: with the pointer, or with the arrow keys; Enter opens what it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from inventory.i18n import _, ngettext
from ui import theme
from ui.assets.stretches import Bar, Mark, Story, Stretch, gathered, hidden, pieces, staggered
from ui.navigation import Route

__all__ = ["Bar", "Mark", "Story", "Stretch", "TimelineView"]

HEIGHT: Final = 140
SIDE: Final = 14
BAR_TOP: Final = 44
BAR: Final = 24
THIN: Final = 12
"""The room of all thin rows together, which stand under the large one."""
AXIS: Final = 112
PATTERNS: Final = {
    Stretch.FREE: Qt.BrushStyle.SolidPattern,
    Stretch.INHERITED: Qt.BrushStyle.HorPattern,
    Stretch.SUSPENDED: Qt.BrushStyle.DiagCrossPattern,
    Stretch.LEAST: Qt.BrushStyle.VerPattern,
    Stretch.MAKER: Qt.BrushStyle.BDiagPattern,
    Stretch.MANUAL: Qt.BrushStyle.CrossPattern,
    Stretch.EXTENDED: Qt.BrushStyle.FDiagPattern,
    Stretch.PAID: Qt.BrushStyle.Dense6Pattern,
}


def colours(kind: Stretch) -> tuple[str, str]:
    """Ink and ground of a stretch in the theme of the moment."""
    look = theme.tokens()
    return {
        Stretch.FREE: (look.surface, look.ok.ink),
        Stretch.INHERITED: (look.ok.ink, look.ok.ground),
        Stretch.SUSPENDED: (look.soon.ink, look.soon.ground),
        Stretch.LEAST: (look.ok.ink, look.ok.ground),
        Stretch.MAKER: (look.ok.ink, look.ok.ground),
        Stretch.MANUAL: (look.accent_ink, look.accent_soft),
        Stretch.EXTENDED: (look.accent_ink, look.accent_soft),
        Stretch.PAID: (look.off.ink, look.off.ground),
    }[kind]


def fill(painter: QPainter, box: QRectF, kind: Stretch) -> None:
    """Paint a box in the colour and the pattern of a stretch."""
    ink, ground = colours(kind)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, 3, 3)
    if PATTERNS[kind] is not Qt.BrushStyle.SolidPattern:
        painter.setBrush(QBrush(QColor(ink), PATTERNS[kind]))
        painter.setOpacity(0.5)
        painter.drawRoundedRect(box, 3, 3)
        painter.setOpacity(1)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Something that was drawn, and what it says and opens."""

    box: QRectF
    tip: str
    key: int | None = None
    opens: Route | None = None


class TimelineView(QWidget):
    """Draws a Story.

    Signals: ``case_chosen(object)``: the key of the case whose mark was clicked; ``proof_chosen(object)``: the route to
    what a stretch rests on.
    """

    case_chosen = Signal(object)
    proof_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._story: Story | None = None
        self._spots: list[_Spot] = []
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Timeline"))

    def tell(self, story: Story) -> None:
        """Draw another story."""
        self._story = story
        self._at = -1
        self._pieces, self._hidden = pieces(story.bars), hidden(story.bars)
        self._describe()
        self.update()

    def _describe(self) -> None:
        """The whole story in words, for who does not see it."""
        assert self._story is not None
        parts = [mark.tip for mark in self._story.steps]
        parts += [bar.tip or bar.words for bar in self._story.bars]
        count = len(self._story.cases)
        parts.append(ngettext("{count} case", "{count} cases", count).format(count=count))
        self.setAccessibleDescription("; ".join(" ".join(part.split()) for part in parts))

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
        for bar in self._pieces:
            self._bar(painter, bar)
        self._thin_rows(painter)
        self._steps(painter)
        self._cases(painter)
        self._today(painter)
        self._ring(painter)
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
        box = self._box(bar, BAR_TOP, BAR)
        fill(painter, box, bar.kind)
        ink, ground = colours(bar.kind)
        metrics = QFontMetricsF(painter.font())
        room = box.width() - 16
        shown = metrics.elidedText(bar.words, Qt.TextElideMode.ElideRight, room)
        if shown == bar.words or (room > 40 and len(shown) > 3):
            self._words_in(painter, box, shown, QColor(ink), QColor(ground) if bar.kind is not Stretch.FREE else None)
        self._spots.append(_Spot(box, bar.tip or bar.words, opens=bar.opens))

    def _thin_rows(self, painter: QPainter) -> None:
        """Windows that others lie over, whole."""
        high = min(7.0, THIN / max(1, len(self._hidden)) - 1)
        for place, row in enumerate(self._hidden):
            for bar in row:
                box = self._box(bar, BAR_TOP + BAR + 2 + place * (high + 1), high)
                fill(painter, box, bar.kind)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(colours(bar.kind)[bar.kind is Stretch.FREE]), 1))
                painter.drawRoundedRect(box, 2, 2)
                self._spots.append(_Spot(box.adjusted(0, 0, 0, 1), bar.tip or bar.words, opens=bar.opens))

    def _box(self, bar: Bar, top: float, high: float) -> QRectF:
        left = self._x(bar.first)
        return QRectF(left, top, max(3.0, self._x(bar.last + timedelta(days=1)) - left), high)

    @property
    def _under_bars(self) -> float:
        return BAR_TOP + BAR + (THIN + 1 if self._hidden else 0)

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
            self._spots.append(_Spot(QRectF(min(left, x - 4), top - 12, max(width, 8), BAR_TOP - top + 10), mark.tip))

    def _cases(self, painter: QPainter) -> None:
        assert self._story is not None
        look = theme.tokens()
        metrics = QFontMetricsF(painter.font())
        marks = sorted(self._story.cases, key=lambda mark: mark.day)
        top = self._under_bars + 4.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        for mark in marks:
            x = self._x(mark.day)
            painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(x - 5, top + 9), QPointF(x + 5, top + 9)]))
            self._spots.append(_Spot(QRectF(x - 8, top - 2, 16, 24), mark.tip, mark.key))
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
        self._spots.append(_Spot(QRectF(x - 3, 4, 6, BAR_TOP - 4), f"{word} {self._story.today.isoformat()}"))

    def _ring(self, painter: QPainter) -> None:
        """Where the arrow keys have come to."""
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.tokens().accent), 2))
            spots = self._in_order()
            box = spots[self._at].box if 0 <= self._at < len(spots) else QRectF(self.rect())
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1) if self._at >= 0 else box.adjusted(1, 1, -1, -1), 4, 4)

    # touching

    def _under(self, point: QPointF) -> _Spot | None:
        """What is drawn there; of cases that stand close together all tips, the one on top first."""
        found = [spot for spot in reversed(self._spots) if spot.box.contains(point)]
        if not found or found[0].key is None:
            return found[0] if found else None
        tips = "\n\n".join(spot.tip for spot in found if spot.key is not None)
        return _Spot(found[0].box, tips, found[0].key)

    def _in_order(self) -> list[_Spot]:
        """From left to right, as the arrow keys go."""
        return sorted(self._spots, key=lambda spot: (spot.box.left(), spot.box.top()))

    def _open(self, spot: _Spot) -> None:
        if spot.key is not None:
            self.case_chosen.emit(spot.key)
        elif spot.opens is not None:
            self.proof_chosen.emit(spot.opens)

    def event(self, event: QEvent) -> bool:
        """Tooltips of what is drawn."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if found is None else found.tip, self)  # an empty one hides it
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A case's mark and a stretch with a proof can be clicked."""
        found = self._under(event.position())
        clickable = found is not None and (found.key is not None or found.opens is not None)
        self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what is under the pointer."""
        found = self._under(event.position())
        if event.button() is Qt.MouseButton.LeftButton and found is not None:
            self._open(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from one thing to the next and say what it is; Enter opens it."""
        spots = self._in_order()
        steps = {Qt.Key.Key_Right: self._at + 1, Qt.Key.Key_Left: self._at - 1, Qt.Key.Key_Home: 0}
        steps[Qt.Key.Key_End] = len(spots) - 1
        key = Qt.Key(event.key())
        if key in steps and spots:
            self._at = min(max(steps[key], 0), len(spots) - 1)
            spot = spots[self._at]
            self.setAccessibleDescription(spot.tip)
            place = QPoint(round(spot.box.center().x()), round(spot.box.bottom()) + 2)
            QToolTip.showText(self.mapToGlobal(place), spot.tip, self)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and 0 <= self._at < len(spots):
            self._open(spots[self._at])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring appears."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The whole story is said again."""
        super().focusOutEvent(event)
        self._at = -1
        if self._story is not None:
            self._describe()
        self.update()
