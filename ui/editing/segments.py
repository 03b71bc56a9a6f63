"""A few choices beside each other, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme

HEIGHT: Final = 32
PAD: Final = 16
ICON: Final = 16
GAP: Final = 8


@dataclass(frozen=True, slots=True)
class Segment:
    """A choice: ``key`` is told, ``word`` translated, ``icon`` one of ``icons.ICONS`` or "" for none."""

    key: str
    word: str
    icon: str = ""


class Segments(QWidget):
    """Signal: ``chosen(str)``: somebody chose another one, by click or arrow key."""

    chosen = Signal(str)

    def __init__(self, name: str, segments: Sequence[Segment], key: str, parent: QWidget | None = None) -> None:
        """``name``, translated, says what is chosen here."""
        super().__init__(parent)
        self._name = name
        self._segments = list(segments)
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_key(key)

    @property
    def key(self) -> str:
        """What is chosen."""
        return self._segments[self._at].key

    def show_key(self, key: str) -> None:
        """Show a choice that was made elsewhere; one that is not offered shows the first."""
        self._at = next((place for place, segment in enumerate(self._segments) if segment.key == key), 0)
        self.setAccessibleName(f"{self._name}: {self._segments[self._at].word}")
        self.update()

    def choose(self, key: str) -> None:
        """Choose, as a person does."""
        if key != self.key:
            self.show_key(key)
            self.chosen.emit(key)

    def rename(self, key: str, word: str) -> None:
        """Write another word, translated, for a choice: with a count behind it, say."""
        for place, segment in enumerate(self._segments):
            if segment.key == key and segment.word != word:
                self._segments[place] = replace(segment, word=word)
                self.show_key(self.key)
                self.updateGeometry()

    def sizeHint(self) -> QSize:
        """All words in one row."""
        return QSize(round(self._boxes()[-1].right()) + 1, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Nothing is cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A field with the chosen part in the soft accent."""
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.fillPath(frame, QColor(look.surface))
        painter.setClipPath(frame)
        boxes = self._boxes()
        painter.fillRect(boxes[self._at], QColor(look.accent_soft))
        painter.setClipping(False)
        for place, (segment, box) in enumerate(zip(self._segments, boxes, strict=True)):
            on = place == self._at
            ink = look.accent_ink if on else look.text
            left = box.left() + PAD
            if segment.icon:
                icon = QRectF(left, box.center().y() - ICON / 2, ICON, ICON)
                icons.draw(painter, icon, segment.icon, ink if on else look.rail_icon)
                left += ICON + GAP
            painter.setFont(self._bold() if on else self.font())
            painter.setPen(QColor(ink))
            room = QRectF(left, box.top(), box.right() - left, box.height())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), segment.word)
            if place:
                painter.setPen(QColor(look.edge))
                painter.drawLine(box.topLeft(), box.bottomLeft())
        painter.setPen(QColor(look.accent if self.hasFocus() else look.edge))
        painter.drawPath(frame)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a word."""
        if event.button() is Qt.MouseButton.LeftButton:
            for segment, box in zip(self._segments, self._boxes(), strict=True):
                if box.contains(event.position()):
                    self.choose(segment.key)
                    return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        place = self._at + step
        if step and 0 <= place < len(self._segments):
            self.choose(self._segments[place].key)
        else:
            super().keyPressEvent(event)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _boxes(self) -> list[QRectF]:
        metrics = QFontMetrics(self._bold())
        boxes, x = [], 0.0
        for segment in self._segments:
            icon = ICON + GAP if segment.icon else 0
            width = float(metrics.horizontalAdvance(segment.word) + 2 * PAD + icon)
            boxes.append(QRectF(x, 0, width, HEIGHT))
            x += width
        return boxes
