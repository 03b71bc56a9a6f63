"""Tabs as words above a card, the one on show underlined."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets import paint

HEIGHT: Final = 38
EDGE: Final = 14
GAP: Final = 22
WIDEST: Final = 16_000
"""So wide is no screen: before the strip is shown it wants one row."""


class TabStrip(QWidget):
    """A row of translated words, each with a count or none.

    Signal: ``chosen(int)``: another tab is on show, by click, arrow key or ``choose``.
    """

    chosen = Signal(int)

    def __init__(self, titles: list[str] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: list[str] = []
        self._counts: list[int | None] = []
        self._at = 0
        self._under = -1
        self._widths: list[int] = []
        self._heights: dict[int, int] = {}
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        for title in titles or []:
            self.add(title)

    def add(self, title: str, count: int | None = None) -> int:
        """Add a tab; its index."""
        self._titles.append(title)
        self._counts.append(count)
        self._named()
        return len(self._titles) - 1

    def set_count(self, index: int, count: int | None) -> None:
        """Write a count behind a tab's word."""
        if self._counts[index] != count:
            self._counts[index] = count
            self._named()

    @property
    def current(self) -> int:
        """The index of the tab on show."""
        return self._at

    def choose(self, index: int) -> None:
        """Show a tab; one that is not there is ignored."""
        if 0 <= index < len(self._titles) and index != self._at:
            self._at = index
            self._named()
            self.chosen.emit(index)

    def text(self, index: int) -> str:
        """A tab's word with its count."""
        count = self._counts[index]
        return self._titles[index] if count is None else f"{self._titles[index]} {count}"

    def _measure_again(self) -> None:
        """A layout asks for heights a hundred times for one frame: what was measured is kept until it changes."""
        self._widths = []
        self._heights.clear()

    def _named(self) -> None:
        self._measure_again()
        if self._titles:
            self.setAccessibleName(self.text(self._at))
        self.updateGeometry()
        self.update()

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _boxes(self, room: int = 0) -> list[QRectF]:
        """Where the words stand; those that do not fit beside the others go on in the next row."""
        if not self._widths:
            bold = QFontMetrics(self._bold())
            self._widths = [bold.horizontalAdvance(self.text(index)) for index in range(len(self._titles))]
        room = room or self.width()
        boxes: list[QRectF] = []
        x, y = float(EDGE), 0.0
        for width in self._widths:
            if boxes and x + width + EDGE > room:
                x, y = float(EDGE), y + HEIGHT
            boxes.append(QRectF(x, y, width, HEIGHT))
            x += width + GAP
        return boxes

    def hasHeightForWidth(self) -> bool:
        """A narrow strip has several rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many rows as the words need."""
        if width not in self._heights:
            boxes = self._boxes(width)
            self._heights[width] = int(boxes[-1].bottom()) + 1 if boxes else HEIGHT + 1
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        """Another font has other widths."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure_again()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may want other rows."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _at_point(self, point: QPointF) -> int:
        return next(
            (i for i, box in enumerate(self._boxes()) if box.adjusted(-GAP / 2, 0, GAP / 2, 0).contains(point)), -1
        )

    def sizeHint(self) -> QSize:
        """All words in one row, or in the rows it has."""
        boxes = self._boxes() if self.isVisible() else self._boxes(WIDEST)
        right = max((box.right() for box in boxes), default=0.0)
        return QSize(int(right) + EDGE if boxes else 0, int(boxes[-1].bottom()) + 1 if boxes else HEIGHT + 1)

    def minimumSizeHint(self) -> QSize:
        """Narrower than this no word fits."""
        return QSize(120, HEIGHT + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words, the line below, the mark under the one on show."""
        look = theme.tokens()
        painter = QPainter(self)
        bottom = self.height() - 1
        paint.draw_rule(painter, QPointF(0, bottom), QPointF(self.width(), bottom))
        for index, box in enumerate(self._boxes()):
            on = index == self._at
            painter.setFont(self._bold() if on else self.font())
            painter.setPen(QColor(look.text if on or index == self._under else look.muted))
            painter.drawText(
                box.adjusted(0, 0, 4, 0),
                int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
                self.text(index),
            )
            if on:
                painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 2), QColor(look.accent))
                if self.hasFocus():
                    painter.setPen(QColor(look.accent))
                    painter.drawRoundedRect(box.adjusted(-6, 6, 6, -7), 4, 4)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a word."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.choose(self._at_point(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The word under the pointer stands out."""
        under = self._at_point(event.position())
        if under != self._under:
            self._under = under
            self.setCursor(Qt.CursorShape.PointingHandCursor if under >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has gone."""
        self._under = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.choose(self._at + step)
