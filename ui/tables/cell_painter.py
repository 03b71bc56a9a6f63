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


class CellPainter(QStyledItemDelegate):
    """Text, chips and the line below; a row that is not here yet is a quiet bar."""

    def __init__(self, model: LazyTableModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.marked_row = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """All rows are equally high."""
        return QSize(80, theme.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """One cell."""
        look, box = theme.tokens(), QRect(option.rect)
        place, section = index.row(), index.column()
        row = self._model.ready_row(place)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(look.accent_soft))
        elif place == self.marked_row:
            painter.fillRect(box, QColor(look.hover))
        painter.setPen(QColor(look.border))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(PAD, 0, -PAD, -1)
        if row is None:
            painter.fillRect(QRect(inner.left(), inner.center().y() - 3, min(56, inner.width()), 6), QColor(look.hover))
            return
        cell = row.cells[section]
        if isinstance(cell, ChipCell):
            symbol = SYMBOLS[cell.meaning] if cell.symbol is None else cell.symbol
            paint.draw_chip(painter, inner.adjusted(0, 2, 0, -2), cell.text, cell.meaning, symbol)
            return
        text = row.texts[section]
        if not text:
            return
        column = self._model.columns[section]
        quiet = column.kind is Kind.QUIET
        painter.setPen(QColor(look.disabled if row.gone else look.muted if quiet else look.text))
        side = Qt.AlignmentFlag.AlignRight if column.kind.right else Qt.AlignmentFlag.AlignLeft
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(text) > inner.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), text)

    def is_cut(self, index: AnyIndex, metrics: QFontMetrics, width: int) -> str:
        """The whole text of a cell that does not fit into ``width`` pixels; "" if it does."""
        row = self._model.ready_row(index.row())
        text = row.texts[index.column()] if row is not None else ""
        return text if metrics.horizontalAdvance(text) > width - 2 * PAD else ""
