"""Painting of the small things that stand both alone and in the cells of a table."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from ui import icons, theme
from ui.theme import Meaning

ICON: Final = 14
PAD: Final = 8
GAP: Final = 6
HEIGHT: Final = 24
RADIUS: Final = 6.0


def chip_width(text: str, symbol: str, metrics: QFontMetrics) -> int:
    """How wide a chip wants to be."""
    return 2 * PAD + (ICON + GAP if symbol else 0) + metrics.horizontalAdvance(text) + 2


def chip_words(left: float, width: float, symbol: str) -> tuple[float, float]:
    """Where the words of a chip begin, and how much room they have there before they are cut."""
    begin = left + PAD + (ICON + GAP if symbol else 0)
    return begin, left + width - begin - PAD + 3


def draw_chip(painter: QPainter, box: QRect, text: str, meaning: Meaning, symbol: str) -> None:
    """Icon and word on the ground of a meaning, from the left of ``box``; a word that does not fit is cut."""
    metrics = painter.fontMetrics()
    width = min(chip_width(text, symbol, metrics), box.width())
    height = min(HEIGHT, box.height())
    area = QRectF(box.left(), box.center().y() - height / 2 + 0.5, width, height)
    draw_chip_ground(painter, area, meaning, symbol)
    left, room = chip_words(area.left(), area.width(), symbol)
    painter.setPen(QColor(theme.tokens().meaning(meaning).ink))
    word = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room) + 1)
    words = QRectF(left, area.top(), room, area.height())
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), word)


def draw_chip_ground(painter: QPainter, area: QRectF, meaning: Meaning, symbol: str) -> None:
    """What the word of a chip stands on: the ground of its meaning, and the icon at its left."""
    pair = theme.tokens().meaning(meaning)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.ground))
    painter.drawRoundedRect(area, RADIUS, RADIUS)
    if symbol:
        icon = QRectF(area.left() + PAD, area.center().y() - ICON / 2, ICON, ICON)
        icons.draw(painter, icon, symbol, pair.ink)
    painter.restore()


def fill(painter: QPainter, box: QRect, colour: str) -> None:
    """Fill a rectangle. ``fillRect`` would load Qt's presets of gradients to see that the colour is none of them."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRect(box)


def badge_width(text: str, metrics: QFontMetrics, height: int) -> int:
    """How wide a count wants to be: round for one figure."""
    return max(height, metrics.horizontalAdvance(text) + 12)


def draw_badge(painter: QPainter, box: QRectF, text: str, meaning: Meaning, radius: float | None = None) -> None:
    """A count on the ground of a meaning."""
    pair = theme.tokens().meaning(meaning)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.ground))
    rounding = box.height() / 2 if radius is None else radius
    painter.drawRoundedRect(box, rounding, rounding)
    painter.setPen(QColor(pair.ink))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


def draw_lines(painter: QPainter, box: QRectF, text: str, colour: str, font: QFont | None = None) -> None:
    """One line of text, cut with an ellipsis where it does not fit."""
    painter.save()
    if font is not None:
        painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    painter.restore()


def draw_rule(painter: QPainter, start: QPointF, end: QPointF) -> None:
    """A hair line in the colour of a border."""
    painter.setPen(QColor(theme.tokens().border))
    painter.drawLine(start, end)
