"""The table on the screen: quiet lines, rows of one height, keys for everything."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import cast

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolTip, QWidget

from ui import theme
from ui.tables.criteria import Criteria
from ui.tables.header import Header, give_viewport
from ui.tables.model import AnyIndex, LazyTableModel
from ui.tables.row_painter import RowPainter, Stretch
from ui.tables.selection import Selection


class TableView(QTableView):
    """Shows a LazyTableModel.

    Signals, ids as objects: ``opened(id)`` Enter or a double click; ``previewed(id)`` Space; ``moved(id)`` another row
    is current; ``copy_asked()``; ``chosen_changed()`` another selection.
    """

    opened = Signal(object)
    previewed = Signal(object)
    moved = Signal(object)
    copy_asked = Signal()
    chosen_changed = Signal()

    def __init__(self, model: LazyTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self, QPalette.ColorRole.Base)
        self.lazy = model
        self.header = Header(model, self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        self.header.laid_out.connect(self.doItemsLayout)
        self.header.lay_out()
        self.painter = RowPainter(model)
        self.setFont(theme.tabular(self.font()))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(theme.ROW)
        rows.setDefaultSectionSize(theme.ROW)
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        self.doubleClicked.connect(self._open)
        model.begun.connect(self._lay_out)
        model.on_screen = self.on_screen
        model.marked = self.marked

    # what is on screen and what is chosen

    def on_screen(self) -> tuple[int, int]:
        """The first and the last place on screen."""
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return first, last if last >= 0 else first + self.viewport().height() // theme.ROW + 1

    def current_id(self) -> int | None:
        """The id of the row with the cursor."""
        place = self.currentIndex().row()
        return self.lazy.ids[place] if 0 <= place < len(self.lazy.ids) else None

    def chosen_count(self) -> int:
        """How many rows are selected; ranges are counted, not rows."""
        return sum(bottom - top + 1 for top, bottom in self._ranges())

    def selection_of(self, criteria: Criteria) -> Selection:
        """What is selected: everything that the filter lets through, or some ids in the order of the list."""
        count = self.chosen_count()
        if count and count == len(self.lazy.ids) and self.lazy.complete:
            return Selection((), True, criteria, count)
        ids = array("q")
        for top, bottom in self._ranges():
            ids.extend(self.lazy.ids[top : bottom + 1])
        return Selection(tuple(ids), False, criteria, len(ids))

    def _ranges(self) -> list[tuple[int, int]]:
        chosen = self.selectionModel().selection()
        found: list[tuple[int, int]] = []
        for top, bottom in sorted((chosen.at(n).top(), chosen.at(n).bottom()) for n in range(chosen.count())):
            if found and top <= found[-1][1]:  # one row may lie in two ranges of columns
                found[-1] = (found[-1][0], max(bottom, found[-1][1]))
            else:
                found.append((top, bottom))
        return found

    def marked(self) -> Sequence[int]:
        """Ids that must be found again after a new question: the selection, if it is not everything, and the cursor."""
        current = self.current_id()
        some = [] if self.chosen_count() > 10_000 else list(self.selection_of(Criteria()).ids)
        return some if current is None else [*some, current]

    def choose(self, places: Sequence[int], current: int | None) -> None:
        """Select rows again by their places."""
        chosen = QItemSelection()
        last = len(self.lazy.columns) - 1
        for place in places:
            chosen.select(self.lazy.index(place, 0), self.lazy.index(place, last))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().select(chosen, flags)
        if current is not None:
            self.selectionModel().setCurrentIndex(
                self.lazy.index(current, self._first_column()), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def begin_at_top(self) -> None:
        """Put the cursor on the first row, so that the keyboard works at once."""
        if self.lazy.rowCount() and not self.currentIndex().isValid():
            index = self.lazy.index(0, self._first_column())
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _first_column(self) -> int:
        return next((section for section in self.header.in_order() if not self.isColumnHidden(section)), 0)

    def _lay_out(self) -> None:
        """Before the first frame: Qt shows a scroll bar an event later, and all would be painted again, narrower."""
        self.doItemsLayout()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every row that needs it, once, and of each the cells that need it."""
        first = self.rowAt(0)
        if first < 0:
            return
        top, stretches = self.rowViewportPosition(first), self._stretches()
        boxes = cast(Iterable[QRect], event.region())  # it is, though its stub does not say so
        chosen = self.selectionModel() if self.selectionModel().hasSelection() else None
        painter = QPainter(self.viewport())
        try:
            self.painter.begin(painter, self.devicePixelRatioF())
            for place, (left, right) in self._strips(boxes, first, top).items():
                some = [one for one in stretches if one.left <= right and one.left + one.width > left]
                if some:
                    selected = chosen is not None and chosen.isSelected(self.lazy.index(place, 0))
                    self.painter.row(painter, place, top + (place - first) * theme.ROW, some, selected)
        finally:
            painter.end()

    def _strips(self, boxes: Iterable[QRect], first: int, top: int) -> dict[int, tuple[int, int]]:
        """The rows in some boxes, each from where to where; the ``first`` one on screen begins at ``top``."""
        found: dict[int, tuple[int, int]] = {}
        last = self.lazy.rowCount() - 1
        for box in boxes:  # a row may lie in several of them, and letters painted twice are bolder
            begin, end = (first + (y - top) // theme.ROW for y in (box.top(), box.bottom()))
            for place in range(max(first, begin), min(end, last) + 1):
                left, right = found.get(place, (box.left(), box.right()))
                found[place] = min(left, box.left()), max(right, box.right())
        return found

    def _stretches(self) -> list[Stretch]:
        """The columns on show from left to right; a hidden one is 0 wide."""
        header = self.header
        return [
            Stretch(section, header.sectionViewportPosition(section), width)
            for section in header.in_order()
            if (width := header.sectionSize(section))
        ]

    def sizeHintForColumn(self, column: int) -> int:
        """As wide as what stands in it on screen: a double click between two headings asks for it."""
        first, last = self.on_screen()
        places = range(first, min(last + 1, self.lazy.rowCount()))
        return max((self.painter.wanted_width(place, column, self.fontMetrics()) for place in places), default=0)

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space previews, Ctrl+C copies."""
        current = self.current_id()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if current is not None:
                self.opened.emit(current)
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            if current is not None:
                self.previewed.emit(current)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.key() == Qt.Key.Key_Home and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._go(0)
        elif event.key() == Qt.Key.Key_End and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._go(len(self.lazy.ids) - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: walking a million rows in search of a letter would ask for each. The omnibox searches."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The row under the pointer stands out."""
        super().mouseMoveEvent(event)
        self._mark(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has gone."""
        super().leaveEvent(event)
        self._mark(-1)

    def viewportEvent(self, event: QEvent) -> bool:
        """A cell that is cut shows its whole text as a tooltip, a short word its sentence."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            text = (
                self.painter.tip(index, self.fontMetrics(), self.columnWidth(index.column())) if index.isValid() else ""
            )
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Tell which row has the cursor."""
        super().currentChanged(current, previous)
        if current.row() != previous.row() and (row_id := self.current_id()) is not None:
            self.moved.emit(row_id)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that another selection stands."""
        super().selectionChanged(selected, deselected)
        self.chosen_changed.emit()

    def _go(self, place: int) -> None:
        if place >= 0:
            self.setCurrentIndex(self.lazy.index(place, self._first_column()))

    def _mark(self, place: int) -> None:
        before, self.painter.marked_row = self.painter.marked_row, place
        if before != place:
            for row in (before, place):
                if row >= 0:
                    top = self.rowViewportPosition(row)
                    self.viewport().update(0, top, self.viewport().width(), theme.ROW)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.lazy.ids[index.row()])
