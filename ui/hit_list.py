"""The list under the omnibox: hits by kind, with a heading each, or a sentence where there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from inventory.values.records import record
from ui import icons, theme
from ui.hits import Hit, HitKind, grouped
from ui.theme import Meaning
from ui.widgets import paint
from ui.widgets.chips import SYMBOLS

HEADING: Final = 26
LINE: Final = 34
SENTENCE: Final = 56
MOST_HEIGHT: Final = 460
WRAPPED: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
"""A sentence says what to do at its end, so it takes a second line where it is long."""

AnyIndex = QModelIndex | QPersistentModelIndex


@record
class Line:
    """A line of the list: a heading (``hit`` None), a hit, or a sentence (``kind`` None)."""

    text: str
    kind: HitKind | None = None
    hit: Hit | None = None
    meaning: Meaning = Meaning.INFO


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show_lines(self, lines: list[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole and line.hit is not None and line.kind is not None:
            return f"{line.kind.words}: {line.hit.title}, {line.hit.subtitle}"
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usable if self.lines[index.row()].hit is not None else Qt.ItemFlag.ItemIsEnabled


class _LinePainter(QStyledItemDelegate):
    def __init__(self, model: _Lines, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        line = self._model.lines[index.row()]
        return QSize(200, LINE if line.hit is not None else HEADING if line.kind is not None else SENTENCE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line, box = self._model.lines[index.row()], QRect(option.rect)
        look = theme.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.hit is not None:
            self._paint_hit(painter, option, box, line.hit, line.kind)
        elif line.kind is not None:
            font = QFont(painter.font())
            font.setPixelSize(12)
            paint.draw_lines(painter, QRectF(box.adjusted(14, 4, -12, 0)), line.text, look.muted, font)
        else:
            ink = look.meaning(line.meaning).ink
            icons.draw(painter, QRectF(box.left() + 14, box.center().y() - 7, 16, 16), SYMBOLS[line.meaning], ink)
            painter.setPen(QColor(look.text))
            painter.drawText(box.adjusted(40, 4, -12, -4), WRAPPED, line.text)
        painter.restore()

    @staticmethod
    def _paint_hit(painter: QPainter, option: QStyleOptionViewItem, box: QRect, hit: Hit, kind: HitKind | None) -> None:
        look = theme.tokens()
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent_soft if chosen else look.hover))
            painter.drawRoundedRect(QRectF(box).adjusted(4, 1, -4, -1), 6, 6)
        ink = look.accent_ink if chosen else look.rail_icon
        icons.draw(painter, QRectF(box.left() + 14, box.center().y() - 7, 16, 16), kind.icon if kind else "tag", ink)
        bold = QFont(painter.font())
        bold.setBold(True)
        painter.setFont(bold)
        metrics = painter.fontMetrics()
        room = box.width() - 40 - 44
        width = min(metrics.horizontalAdvance(hit.title) + 2, int(room * 0.6) if hit.subtitle else room)
        paint.draw_lines(painter, QRectF(box.left() + 40, box.top(), width, box.height()), hit.title, look.text)
        bold.setBold(False)
        rest = QRectF(box.left() + 40 + width + 12, box.top(), room - width - 12, box.height())
        paint.draw_lines(painter, rest, hit.subtitle, look.muted, bold)
        if chosen:
            painter.setFont(bold)
            painter.setPen(QColor(look.muted))
            painter.drawText(
                QRectF(box.adjusted(0, 0, -16, 0)),
                int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
                "⏎",
            )


class HitList(QFrame):
    """Floats over the page, without taking the keyboard from the omnibox. Signal: ``chosen(Hit)``."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "floating")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 5, 1, 5)
        self._model = _Lines(self)
        self.view = QListView(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_LinePainter(self._model, self))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._clicked)
        column.addWidget(self.view)
        self.hide()

    def show_hits(self, hits: Sequence[Hit], kinds: Sequence[HitKind]) -> None:
        """Show hits by kind and mark the first."""
        lines: list[Line] = []
        for kind, members in grouped(hits, kinds):
            lines.append(Line(kind.words, kind))
            lines += [Line(hit.title, kind, hit) for hit in members]
        self._model.show_lines(lines)
        self._mark(self._after(-1, 1))

    def say(self, sentence: str, meaning: Meaning = Meaning.INFO) -> None:
        """Show a translated sentence instead."""
        self._model.show_lines([Line(sentence, meaning=meaning)])

    def open_below(self, box: QRect) -> None:
        """Show it under a rectangle of its parent."""
        lines = self._model.lines
        height = sum(LINE if line.hit else HEADING if line.kind else SENTENCE for line in lines) + 12
        self.setGeometry(QRect(box.bottomLeft() + QPoint(0, 5), QSize(box.width(), min(height, MOST_HEIGHT))))
        self.raise_()
        self.show()

    @property
    def hits(self) -> list[Hit]:
        """The hits in the order shown."""
        return [line.hit for line in self._model.lines if line.hit is not None]

    @property
    def texts(self) -> list[str]:
        """Every line as shown."""
        return [line.text for line in self._model.lines]

    @property
    def current(self) -> Hit | None:
        """The marked hit."""
        index = self.view.currentIndex()
        return self._model.lines[index.row()].hit if index.isValid() else None

    def move_mark(self, step: int) -> None:
        """Mark the next hit (1), the one before (-1) or several on; the ends hold."""
        row, way = self.view.currentIndex().row(), 1 if step > 0 else -1
        for _count in range(abs(step)):
            further = self._after(row, way)
            if further == row:
                break
            row = further
        self._mark(row)

    def _after(self, row: int, way: int) -> int:
        found = row + way
        while 0 <= found < len(self._model.lines):
            if self._model.lines[found].hit is not None:
                return found
            found += way
        return row

    def _mark(self, row: int) -> None:
        if row >= 0:
            index = self._model.index(row)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(self._model.index(0) if row <= 1 else index)

    def _clicked(self, index: QModelIndex) -> None:
        hit = self._model.lines[index.row()].hit
        if hit is not None:
            self.chosen.emit(hit)
