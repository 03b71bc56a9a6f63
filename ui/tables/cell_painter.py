"""Paints the cells of a table: one look at the row for everything that a cell needs."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.tables.model import LazyTableModel
from ui.tables.source import ChipCell, Kind
from ui.widgets import paint
from ui.widgets.chips import SYMBOLS

AnyIndex = QModelIndex | QPersistentModelIndex

PAD: Final = 12


SELECTED: Final = QStyle.StateFlag.State_Selected.value
ASCII_PX: Final = 9
"""Hardly a Latin letter is wider; a Chinese character is as wide as the font is high."""
LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class _Inks:
    """The colours of a theme, ready for the painter."""

    def __init__(self, look: theme.Tokens) -> None:
        self.look = look
        self.selected = QColor(look.accent_soft)
        self.hover = QColor(look.hover)
        self.border = QColor(look.border)
        self.text = QColor(look.text)
        self.muted = QColor(look.muted)
        self.disabled = QColor(look.disabled)


class CellPainter(QStyledItemDelegate):
    """Text, chips and the line below; a row that is not here yet is a quiet bar."""

    def __init__(self, model: LazyTableModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.marked_row = -1
        self._kept: _Inks | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """All rows are equally high."""
        return QSize(80, theme.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """One cell, a few hundred times a frame: colours are kept, a text is measured only if it may not fit."""
        inks, box = self._inks(), option.rect
        place, section = index.row(), index.column()
        row = self._model.ready_row(place)
        if option.state.value & SELECTED:
            painter.fillRect(box, inks.selected)
        elif place == self.marked_row:
            painter.fillRect(box, inks.hover)
        left, top, width, height = box.left(), box.top(), box.width(), box.height()
        painter.fillRect(left, top + height - 1, width, 1, inks.border)
        room = width - 2 * PAD
        if row is None:
            painter.fillRect(left + PAD, top + height // 2 - 3, min(56, room), 6, inks.hover)
            return
        cell = row.cells[section]
        if isinstance(cell, ChipCell):
            symbol = SYMBOLS[cell.meaning] if cell.symbol is None else cell.symbol
            paint.draw_chip(painter, QRect(left + PAD, top + 2, room, height - 5), cell.text, cell.meaning, symbol)
            return
        text = row.texts[section]
        if not text:
            return
        kind = self._model.columns[section].kind
        if len(text) * (ASCII_PX if text.isascii() else theme.FONT_PX) > room:
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.setPen(inks.disabled if row.gone else inks.muted if kind is Kind.QUIET else inks.text)
        painter.drawText(left + PAD, top, room, height - 1, RIGHT if kind.right else LEFT, text)

    def _inks(self) -> _Inks:
        look = theme.tokens()
        if self._kept is None or self._kept.look is not look:
            self._kept = _Inks(look)
        return self._kept

    def tip(self, index: AnyIndex, metrics: QFontMetrics, width: int) -> str:
        """What a cell has no room for in ``width`` pixels: a chip's longer words, or its whole text; "" for nothing."""
        row = self._model.ready_row(index.row())
        if row is None:
            return ""
        cell, text = row.cells[index.column()], row.texts[index.column()]
        if isinstance(cell, ChipCell) and cell.tip:
            return cell.tip
        return text if metrics.horizontalAdvance(text) > width - 2 * PAD else ""
