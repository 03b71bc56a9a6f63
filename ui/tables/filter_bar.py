"""The filters of a list: a box to type in, chips for what was chosen, and a menu of what else there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from inventory.i18n import _
from ui.actions import FILTER
from ui.desk import Desk
from ui.icons import icon
from ui.tables.criteria import TEXT, Criteria, Filter, TextFilter, Value, said
from ui.widgets.buttons import button, icon_button, menu_button
from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from ui.tables.filter_popup import FilterPopup

PAUSE_MS: Final = 150
"""Typing is filtered when it pauses for so long."""


class FilterChip(QFrame):
    """One filter that is set: a click changes it, ✕ takes it away. Signals: ``edit_asked()``, ``dropped()``."""

    edit_asked = Signal()
    dropped = Signal()

    def __init__(self, wanted: Filter, value: Value, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = wanted
        self.setProperty("role", "strip")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 2, 0)
        row.setSpacing(2)
        self.word = button(said(wanted, value), self.edit_asked, "link")
        self.word.setMaximumWidth(260)
        self.word.setToolTip(self.word.text())
        row.addWidget(self.word)
        drop = icon_button("close", _("Take the filter away"), self.dropped)
        drop.setFixedSize(22, 22)
        row.addWidget(drop)


class FilterBar(QWidget):
    """Signal: ``changed(Criteria)`` the person wants to see something else."""

    changed = Signal(object)

    def __init__(self, desk: Desk, filters: Sequence[Filter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._filters = {wanted.key: wanted for wanted in filters}
        self._popup: FilterPopup | None = None
        self.criteria = Criteria()
        self.chips: list[FilterChip] = []
        self._flow = FlowLayout(self, gap=6)
        self.line = QLineEdit()
        self.line.setFixedWidth(240)
        self.line.setClearButtonEnabled(True)
        self.line.setTextMargins(-6, 0, 0, 0)
        self.line.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        text = self._filters.get(TEXT)
        if text is None:
            self.line.hide()
        else:  # the flow shows it: what is shown without a parent is a window for a moment
            self.line.setPlaceholderText(text.words)
            self.line.setAccessibleName(text.words)
            self.line.setToolTip(FILTER.tip)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._typed)
        self.line.textEdited.connect(self._wait)
        self.line.returnPressed.connect(self._typed)
        self._flow.addWidget(self.line)
        self.menu = QMenu(self)
        for wanted in self._filters.values():
            if wanted.key != TEXT:
                action = QAction(wanted.words, self.menu)
                action.setData(wanted.key)
                action.triggered.connect(self._menu_chosen)
                self.menu.addAction(action)
        self.adder: QToolButton = menu_button(_("Filter"), self.menu, "filter")
        if not self.menu.actions():
            self.adder.hide()
        self._flow.addWidget(self.adder)
        self._clear = button(_("Clear all"), self.clear, "link")
        self._clear.hide()
        self._flow.addWidget(self._clear)

    def seek(self) -> None:
        """Put the cursor into the box, or open the menu where there is no box (Ctrl+F)."""
        if TEXT in self._filters:
            self.line.setFocus()
            self.line.selectAll()
        else:
            self.adder.showMenu()

    def show_criteria(self, criteria: Criteria) -> None:
        """Show what is chosen; tells nobody."""
        self.criteria = criteria
        text = criteria.get(TEXT)
        typed = text if isinstance(text, str) else ""
        if typed != self.line.text().strip():
            self.line.setText(typed)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips.clear()
        for key, value in criteria:
            if key != TEXT and key in self._filters:
                chip = FilterChip(self._filters[key], value, self)
                chip.edit_asked.connect(self._chip_clicked)
                chip.dropped.connect(self._chip_dropped)
                self._flow.insertWidget(self._flow.count() - 1, chip)
                chip.show()
                self.chips.append(chip)
        self._clear.setVisible(bool(self.chips))
        self.updateGeometry()

    def clear(self) -> None:
        """Take all filters away."""
        self._apply(Criteria())

    def edit(self, key: str, below: QWidget | None = None) -> FilterPopup:
        """Ask for a filter's value."""
        from ui.tables.filter_popup import FilterPopup  # its fields are loaded when somebody filters

        where = below or self.adder
        self._popup = FilterPopup(self._desk, self._filters[key], self.criteria.get(key), self)
        self._popup.chosen.connect(self._chosen)
        self._popup.move(where.mapToGlobal(QPoint(0, where.height() + 4)))
        self._popup.show()
        self._popup.begin()
        return self._popup

    def _apply(self, criteria: Criteria) -> None:
        if criteria != self.criteria:
            self.show_criteria(criteria)
            self.changed.emit(criteria)

    def _chosen(self, key: str, value: Value | None) -> None:
        self._apply(self.criteria.without(key) if value is None else self.criteria.having(key, value))

    def _wait(self) -> None:
        self._pause.start()

    def _typed(self) -> None:
        self._pause.stop()
        if isinstance(self._filters.get(TEXT), TextFilter):
            self._apply(self.criteria.having(TEXT, self.line.text().strip()))

    def _menu_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.edit(str(action.data()))

    def _chip_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, FilterChip):
            self.edit(chip.wanted.key, chip)

    def _chip_dropped(self) -> None:
        chip = self.sender()
        if isinstance(chip, FilterChip):
            self._apply(self.criteria.without(chip.wanted.key))
