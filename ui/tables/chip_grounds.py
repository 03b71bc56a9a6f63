"""The grounds of chips as pictures: a chip's words differ from row to row, what they stand on hardly ever does."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from ui import theme
from ui.theme import Meaning
from ui.widgets import paint

KEPT: Final = 200
"""Pictures; each takes about 10 kB, on a screen of twice the resolution 40."""


class ChipGrounds:
    """Paints a rounded ground with its icon once, and puts the picture wherever the same one is wanted again.

    A fiftieth of the time: both are outlines whose every edge is blended.
    """

    def __init__(self, limit: int = KEPT) -> None:
        self._limit = limit
        self._kept: dict[tuple[Meaning, str, int, int], QPixmap] = {}
        self._look: theme.Tokens | None = None
        self._ratio = 1.0

    def __len__(self) -> int:
        return len(self._kept)

    def dress(self, ratio: float) -> None:
        """For which screen; ``ratio``: its pixels to one of ours. Pictures of another theme or ratio are forgotten."""
        if (theme.tokens(), ratio) != (self._look, self._ratio):
            self._kept.clear()
            self._look, self._ratio = theme.tokens(), ratio

    def draw(
        self, painter: QPainter, left: int, top: int, width: int, height: int, meaning: Meaning, symbol: str
    ) -> None:
        """As ``paint.draw_chip_ground``."""
        if self._ratio != int(self._ratio):  # a picture would lie across the pixels, and its icon be less crisp
            paint.draw_chip_ground(painter, QRectF(left, top, width, height), meaning, symbol)
            return
        key = (meaning, symbol, width, height)
        made = self._kept.get(key)
        if made is None:
            if len(self._kept) >= self._limit:
                del self._kept[next(iter(self._kept))]
            made = self._kept[key] = self._painted(width, height, meaning, symbol)
        painter.drawPixmap(left, top, made)

    def _painted(self, width: int, height: int, meaning: Meaning, symbol: str) -> QPixmap:
        ratio = int(self._ratio)
        made = QPixmap(width * ratio, height * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        paint.draw_chip_ground(painter, QRectF(0, 0, width, height), meaning, symbol)
        painter.end()
        return made
