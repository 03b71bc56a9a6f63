"""Paints the rows of a table: all that a frame needs in one go, with one look at each row for all of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter

from inventory.values.records import record
from ui import theme
from ui.tables.chip_grounds import ChipGrounds
from ui.tables.model import AnyIndex, LazyTableModel
from ui.tables.source import ChipCell, Kind
from ui.theme import Meaning
from ui.widgets import paint
from ui.widgets.chips import SYMBOLS

PAD: Final = 12
LINE: Final = 1
"""Height of the line below a row, which is part of it."""
RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@record
class Stretch:
    """A column as it lies on the screen, in pixels."""

    section: int
    left: int
    width: int


class _Inks:
    """The colours of a theme, ready for the painter."""

    def __init__(self, look: theme.Tokens) -> None:
        self.look = look
        self.selected = QColor(look.accent_soft)
        self.hover = QColor(look.hover)
        self.border = QColor(look.border)
        self.text = QColor(look.text)
        self.muted = QColor(look.muted)
        self.meaning = {meaning: QColor(look.meaning(meaning).ink) for meaning in Meaning}


class _Letters(dict[str, float]):
    """How wide the letters of a font are, in pixels: the sum over a text is found sooner than Qt lays the text out."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self.key = font.key()
        self.metrics = QFontMetrics(font)
        self._exact = QFontMetricsF(font)
        line = self._exact.ascent() + self._exact.descent()
        self.baseline = (theme.ROW - LINE - line) / 2 + self._exact.ascent()
        """Of a text in the middle of a row, from the row's top."""

    def __missing__(self, letter: str) -> float:
        self[letter] = width = self._exact.horizontalAdvance(letter)
        return width

    def fitted(self, text: str, room: float) -> str:
        """The text, cut if it needs more room; Qt measures it only where that is near."""
        if sum(map(self.__getitem__, text)) <= room:
            return text
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))


class RowPainter:
    """Ground, texts, chips and the line below; a row that is not here yet shows quiet bars.

    The view paints by it instead of a delegate: Qt would call one for each cell, some hundred times a frame, and each
    time prepare a style option, of which these cells need nothing.
    """

    def __init__(self, model: LazyTableModel) -> None:
        self._model = model
        self.marked_row = -1
        self._grounds = ChipGrounds()
        self._inks = _Inks(theme.tokens())
        self._letters = _Letters(QFont())

    def begin(self, painter: QPainter, ratio: float) -> None:
        """Before the rows of a frame; ``ratio``: pixels of the screen to one of ours."""
        if self._inks.look is not theme.tokens():
            self._inks = _Inks(theme.tokens())
        font = painter.font()
        if font.key() != self._letters.key:
            self._letters = _Letters(font)
        self._grounds.dress(ratio)

    def row(self, painter: QPainter, place: int, top: int, stretches: Sequence[Stretch], selected: bool) -> None:
        """A row, or some neighbouring ones of its cells."""
        inks, row = self._inks, self._model.ready_row(place)
        left = stretches[0].left
        width = stretches[-1].left + stretches[-1].width - left
        if selected:
            painter.fillRect(left, top, width, theme.ROW, inks.selected)
        elif place == self.marked_row:
            painter.fillRect(left, top, width, theme.ROW, inks.hover)
        painter.setPen(Qt.PenStyle.NoPen)  # as paint.fill
        painter.setBrush(inks.border)
        painter.drawRect(left, top + theme.ROW - LINE, width, LINE)
        if row is None:
            for stretch in stretches:
                bar = min(56, stretch.width - 2 * PAD)
                painter.fillRect(stretch.left + PAD, top + theme.ROW // 2 - 3, bar, 6, inks.hover)
            return
        columns = self._model.columns
        for stretch in stretches:
            cell, text = row.cells[stretch.section], row.texts[stretch.section]
            if isinstance(cell, ChipCell):
                self._chip(painter, cell, stretch.left + PAD, top, stretch.width - 2 * PAD)
            elif text:
                kind = columns[stretch.section].kind
                painter.setPen(inks.muted if kind is Kind.QUIET else inks.text)
                room = stretch.width - 2 * PAD
                self._text(painter, self._letters.fitted(text, room), stretch.left + PAD, top, room, kind.right)

    def _chip(self, painter: QPainter, cell: ChipCell, left: int, top: int, room: int) -> None:
        """As ``paint.draw_chip``, with a ground that is at hand."""
        symbol, letters = _symbol(cell), self._letters
        width = min(paint.chip_width(cell.text, symbol, letters.metrics), room)
        self._grounds.draw(painter, left, top + 2, width, theme.ROW - 5, cell.meaning, symbol)
        begin, space = paint.chip_words(left, width, symbol)
        painter.setPen(self._inks.meaning[cell.meaning])
        self._text(painter, letters.fitted(cell.text, int(space) + 1), begin, top, space, False)

    def _text(self, painter: QPainter, text: str, left: float, top: int, room: float, right: bool) -> None:
        """Laid out in a rectangle only if it is more than letters from left to right: that takes twice as long."""
        if right or not text.isprintable():
            box = QRectF(left, top, room, theme.ROW - LINE)
            painter.drawText(box, RIGHT if right else LEFT, text)
        else:
            painter.drawText(QPointF(left, top + self._letters.baseline), text)

    def wanted_width(self, place: int, section: int, metrics: QFontMetrics) -> int:
        """How wide a column must be to show all of a row's cell; 0 where the row is not here."""
        row = self._model.ready_row(place)
        if row is None:
            return 0
        cell, text = row.cells[section], row.texts[section]
        if isinstance(cell, ChipCell):
            return paint.chip_width(text, _symbol(cell), metrics) + 2 * PAD
        return metrics.horizontalAdvance(text) + 1 + 2 * PAD  # Qt has rounded

    def tip(self, index: AnyIndex, metrics: QFontMetrics, width: int) -> str:
        """What a cell has no room for in ``width`` pixels: a chip's longer words, or its whole text; "" for nothing."""
        row = self._model.ready_row(index.row())
        if row is None:
            return ""
        cell = row.cells[index.column()]
        if isinstance(cell, ChipCell) and cell.tip:
            return cell.tip
        wanted = self.wanted_width(index.row(), index.column(), metrics)
        return row.texts[index.column()] if wanted > width else ""


def _symbol(cell: ChipCell) -> str:
    return SYMBOLS[cell.meaning] if cell.symbol is None else cell.symbol
