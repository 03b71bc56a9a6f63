"""A short list inside a card: all its rows are in hand. Long lists are the lazy table's (ui/tables)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import theme
from ui.theme import Meaning
from ui.widgets import paint
from ui.widgets.chips import SYMBOLS

ROW: Final = 34
LINE: Final = 19
"""What a second line of words adds to a row."""
PAD: Final = 12
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Field:
    """A column: ``title`` translated, ``text`` of a record, ``chip`` its meaning where it is shown as a chip.

    ``width`` in pixels; 0 takes what is left. ``quiet`` is for remarks. ``tip`` where the text alone is too short.
    """

    title: str
    text: Callable[[Any], str]
    width: int = 0
    right: bool = False
    quiet: bool = False
    chip: Callable[[Any], Meaning | None] | None = None
    tip: Callable[[Any], str] | None = None


class _Model(QAbstractTableModel):
    def __init__(self, fields: Sequence[Field], parent: QWidget) -> None:
        super().__init__(parent)
        self.fields = fields
        self.records: list[Any] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.TextAlignmentRole):
            return None
        field = self.fields[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if field.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        record = self.records[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole and field.tip is not None:
            return field.tip(record)
        return field.text(record)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.fields[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.fields[section].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class _Painter(QStyledItemDelegate):
    """Chips for states, quiet ink for remarks; words that need more than the lines of a row end in an ellipsis."""

    def __init__(self, lines: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = lines

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Model)
        field, record = model.fields[index.column()], model.records[index.row()]
        look, box = theme.tokens(), QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(look.accent_soft))
        paint.draw_rule(painter, QPointF(box.bottomLeft()), QPointF(box.bottomRight()))
        text, meaning = field.text(record), field.chip(record) if field.chip is not None else None
        if meaning is not None:
            paint.draw_chip(painter, box.adjusted(PAD - 4, 0, -4, 0), text, meaning, SYMBOLS[meaning])
            return
        room = box.adjusted(PAD, 0, -PAD, 0)
        painter.setPen(QColor(look.muted if field.quiet else look.text))
        shown = self._fitted(" ".join(text.split()), option, room.width())
        side = Qt.AlignmentFlag.AlignRight if field.right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _fitted(self, text: str, option: QStyleOptionViewItem, width: int) -> str:
        """The text in as many lines as there is room for."""
        if option.fontMetrics.horizontalAdvance(text) <= width:
            return text
        layout = QTextLayout(text, option.font)
        layout.beginLayout()
        said: list[str] = []
        begin = 0
        while len(said) < self._lines - 1 and (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            said.append(text[begin : begin + line.textLength()].rstrip())
            begin += line.textLength()
        layout.endLayout()
        return "\n".join([*said, option.fontMetrics.elidedText(text[begin:], Qt.TextElideMode.ElideRight, width)])

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), ROW + (self._lines - 1) * LINE)


class Records(QTableView):
    """Shows records in ``fields``, each in a row of one or more ``lines`` of words.

    ``several``: more than one can be selected.
    Signals: ``opened(object)`` a record by Enter or double click; ``chosen(object)`` another record is current.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self, fields: Sequence[Field], name: str, parent: QWidget | None = None, *, lines: int = 1,
        several: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._model = _Model(fields, self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(lines, self))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        one, more = QAbstractItemView.SelectionMode.SingleSelection, QAbstractItemView.SelectionMode.ExtendedSelection
        self.setSelectionMode(more if several else one)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW + (lines - 1) * LINE)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, field in enumerate(fields):
            if field.width:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(column, field.width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.activated.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._choose)

    @property
    def records(self) -> Sequence[Any]:
        """What is shown."""
        return self._model.records

    @property
    def selected(self) -> list[Any]:
        """The records that are selected, in their order."""
        return [
            self._model.records[row] for row in sorted(index.row() for index in self.selectionModel().selectedRows())
        ]

    def show_records(self, records: Sequence[Any]) -> None:
        """Show other records."""
        self._model.beginResetModel()
        self._model.records = list(records)
        self._model.endResetModel()

    def select(self, wanted: Callable[[Any], bool]) -> None:
        """Go to the first record that is wanted."""
        for row, record in enumerate(self._model.records):
            if wanted(record):
                self.selectRow(row)
                self.scrollTo(self._model.index(row, 0))
                return

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.records[index.row()])

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._model.records[current.row()])
