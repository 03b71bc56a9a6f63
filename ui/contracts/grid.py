"""A field with a row for each unit or check: ticked, chosen from a few words, or typed, all by keyboard.

Space ticks a box or takes the next word; a letter or F2 begins to type; Ctrl+A ticks all or none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme
from ui.forms.field import Field
from ui.theme import Meaning

Index = QModelIndex | QPersistentModelIndex
ROW: Final = 32
MOST_ROWS: Final = 9
"""A grid of more rows scrolls."""


class Manner(StrEnum):
    """What a person does in a column."""

    READ = "read"
    TICK = "tick"
    CHOOSE = "choose"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column. ``read`` gives the text of a record, or the value to begin with; ``options`` in the order of Space.

    ``width`` 0 takes what is left; ``late`` names the options that are shown as a warning.
    """

    key: str
    title: str
    read: Callable[[Any], Any]
    manner: Manner = Manner.READ
    width: int = 0
    options: Sequence[tuple[Any, str]] = ()
    late: frozenset[Any] = frozenset()


class _Model(QAbstractTableModel):
    def __init__(self, columns: Sequence[GridColumn], parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = columns
        self.records: list[Any] = []
        self.values: list[dict[str, Any]] = []

    def show(self, records: Sequence[Any]) -> None:
        self.beginResetModel()
        self.records = list(records)
        self.values = [{column.key: column.read(record) for column in self.columns} for record in records]
        self.endResetModel()

    def renew(self, records: Sequence[Any]) -> None:
        """Other readings of the same rows; what a person did stays, and what they are typing at the moment."""
        self.records = list(records)
        for place, column in enumerate(self.columns):
            if column.manner is Manner.READ and self.records:
                for record, one in zip(self.records, self.values, strict=True):
                    one[column.key] = column.read(record)
                self.dataChanged.emit(self.index(0, place), self.index(len(self.records) - 1, place))

    def put_back(self, values: Sequence[Mapping[str, Any]]) -> None:
        self.beginResetModel()
        for one, kept in zip(self.values, values, strict=True):
            one.update(kept)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.columns[index.column()].manner is Manner.TYPE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        value = self.values[index.row()][column.key]
        if column.manner is Manner.TICK:
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if value else Qt.CheckState.Unchecked
            return None
        if role == Qt.ItemDataRole.ForegroundRole and value in column.late:
            return QColor(theme.tokens().meaning(Meaning.LATE).ink)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            if column.manner is Manner.CHOOSE:
                return next((word for option, word in column.options if option == value), "")
            return str(value)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        self.values[index.row()][self.columns[index.column()].key] = value
        self.dataChanged.emit(index, index)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def turn(self, index: Index) -> None:
        """The next of what a cell can be."""
        column = self.columns[index.column()]
        value = self.values[index.row()][column.key]
        if column.manner is Manner.TICK:
            self.setData(index, not value)
        elif column.manner is Manner.CHOOSE:
            known = [option for option, _word in column.options]
            place = known.index(value) + 1 if value in known else 0
            self.setData(index, known[place % len(known)])

    def tick_all(self) -> None:
        """Tick all, or none where all are ticked."""
        places = [place for place, column in enumerate(self.columns) if column.manner is Manner.TICK]
        if not places or not self.values:
            return
        key = self.columns[places[0]].key
        wanted = not all(one[key] for one in self.values)
        for one in self.values:
            one[key] = wanted
        self.dataChanged.emit(self.index(0, places[0]), self.index(len(self.values) - 1, places[0]))


class Grid(QTableView):
    """The table of a GridField."""

    def __init__(self, columns: Sequence[GridColumn], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = _Model(columns, self)
        self.setModel(self.cells)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setStyleSheet("QHeaderView::section { padding: 0 3px; }")  # above the words of its cells
        for place, column in enumerate(columns):
            if column.width:
                self.setColumnWidth(place, column.width)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, Ctrl+A; Enter and Ctrl+Enter are the form's."""
        index = self.currentIndex()
        typed = index.isValid() and self.cells.columns[index.column()].manner is Manner.TYPE
        if event.key() == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.cells.tick_all()
        elif event.key() == Qt.Key.Key_Space and index.isValid() and not typed:
            self.cells.turn(self._meant(index))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _meant(self, index: Index) -> Index:
        """In a column that is only read, Space ticks the row."""
        columns = self.cells.columns
        if columns[index.column()].manner is Manner.READ:
            for place, column in enumerate(columns):
                if column.manner is Manner.TICK:
                    return self.cells.index(index.row(), place)
        return index

    def _clicked(self, index: QModelIndex) -> None:
        self.cells.turn(index)


class GridField(Field):
    """``show_records`` fills it. The value is a list of dictionaries by the columns' keys, in the records' order."""

    def __init__(self, name: str, label: str, columns: Sequence[GridColumn], *, hint: str = "") -> None:
        super().__init__(name, label, hint=hint)
        self.grid = Grid(columns)
        self.finish(self.grid)
        self.grid.cells.dataChanged.connect(self._touched)
        self.show_records(())

    @property
    def records(self) -> list[Any]:
        """What the rows are about."""
        return self.grid.cells.records

    def show_records(self, records: Sequence[Any]) -> None:
        """Show other records."""
        self.grid.cells.show(records)
        rows = min(max(len(records), 1), MOST_ROWS)
        self.grid.setFixedHeight(ROW * (rows + 1) + 6)
        if records:
            self.grid.setCurrentIndex(self.grid.cells.index(0, 0))
        self.settle()

    def renew(self, records: Sequence[Any]) -> None:
        """The same rows, of which more is known now."""
        self.grid.cells.renew(records)

    def raw(self) -> Any:
        """What a person did in all rows."""
        keys = [column.key for column in self.grid.cells.columns if column.manner is not Manner.READ]
        return [{key: one[key] for key in keys} for one in self.grid.cells.values]

    def set_raw(self, raw: Any) -> None:
        """Put values back; a grid that is emptied keeps its rows."""
        if raw:
            self.grid.cells.put_back(raw)

    def empty(self) -> Any:
        """It is never empty: rows come from the depot."""
        return None

    def ticked(self, key: str = "tick") -> list[Any]:
        """The records whose box is ticked."""
        return [record for record, one in zip(self.records, self.grid.cells.values, strict=True) if one[key]]

    def tick(self, wanted: Callable[[Any], bool], key: str = "tick") -> None:
        """Tick the rows that are wanted."""
        place = next(place for place, column in enumerate(self.grid.cells.columns) if column.key == key)
        for row, record in enumerate(self.records):
            self.grid.cells.setData(self.grid.cells.index(row, place), wanted(record))
