"""The lines of a paper that is being written, under the names of their columns."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.stock.draft import Draft, DraftLine
from ui.stock.line_row import LineHead, LineRow, columns
from ui.widgets.words import rule


class LineList(QWidget):
    """Rows are kept where they can be, so that a scan does not disturb what is being typed in another line.

    Signals: ``changed()``; ``left()`` Enter in a line; ``removed(line)``.
    """

    changed = Signal()
    left = Signal()
    removed = Signal(object)

    def __init__(self, desk: Desk, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._draft = desk, draft
        self._shown: list[str] = []
        self._case_id: int | None = None
        self.rows: list[LineRow] = []
        self._head: QWidget | None = None
        self._holder = QWidget()
        self._holder.setProperty("role", "plain")
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(14, 8, 14, 8)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self._holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    def show_lines(self, touched: DraftLine | None = None, case_id: int | None = None, *, anew: bool = False) -> None:
        """Show the draft's lines; ``touched`` has changed, ``anew`` all may have."""
        shown = columns(self._draft.kind, self._draft.lines)
        if shown != self._shown or case_id != self._case_id or anew:
            self._empty()
            self._shown, self._case_id = shown, case_id
            self._head = LineHead(shown)
            self._column.insertWidget(0, self._head)
            self._column.insertWidget(1, rule())
        for row in [row for row in self.rows if row.line not in self._draft.lines]:
            self._drop(row)
        for position, line in enumerate(self._draft.lines):
            known = self.rows[position] if position < len(self.rows) else None
            if known is None:
                self._add(position, line)
            elif line is touched:
                self._drop(known)
                self._add(position, line)
        if touched is not None:
            current = self.row(touched)
            if current is not None:
                self._area.ensureWidgetVisible(current)

    def row(self, line: DraftLine) -> LineRow | None:
        """The row of a line."""
        return next((row for row in self.rows if row.line is line), None)

    def has_focus(self) -> bool:
        """Whether somebody types in a line."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _add(self, position: int, line: DraftLine) -> None:
        row = LineRow(self._desk, self._draft, line, self._shown, self._case_id)
        row.changed.connect(self.changed)
        row.left.connect(self.left)
        row.removed.connect(self._remove)
        self.rows.insert(position, row)
        self._column.insertWidget(position + 2, row, 0, Qt.AlignmentFlag.AlignTop)

    def _drop(self, row: LineRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _empty(self) -> None:
        self.rows.clear()
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    @Slot(object)
    def _remove(self, line: DraftLine) -> None:
        self._draft.remove(line)
        self.show_lines(case_id=self._case_id)
        self.removed.emit(line)
