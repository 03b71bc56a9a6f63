"""Frames that hold what belongs together: cards, key and value, the empty page that says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.theme import Meaning
from ui.widgets.chips import Badge
from ui.widgets.symbols import Symbol
from ui.widgets.words import rule, selectable, words

PAD: Final = 14
ROOM_FOR_SYMBOL: Final = 170
"""Below this height an empty list shows its words without the picture above them."""


class Card(QFrame):
    """A white sheet with a border. Put the content into ``body``; ``flush`` for content that goes to the edges."""

    def __init__(self, flush: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        pad = 1 if flush else PAD
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(0 if flush else 8)


class Section(Card):
    """A card with a heading, a count and things to do at its right end. Put the content into ``inside``."""

    def __init__(
        self,
        title: str,
        number: int = 0,
        meaning: Meaning = Meaning.INFO,
        flush: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(flush=True, parent=parent)
        head = QWidget(self)
        self._head = QHBoxLayout(head)
        self._head.setContentsMargins(PAD, 8, PAD, 8)
        self._head.setSpacing(10)
        head.setMinimumHeight(44)
        self.title = words(title, "heading")
        self.badge = Badge(number, meaning, round_ends=False)
        self._head.addWidget(self.title)
        self._head.addWidget(self.badge)
        self._head.addStretch(1)
        self.body.addWidget(head)
        self.body.addWidget(rule())
        holder = QWidget(self)
        self.inside = QVBoxLayout(holder)
        pad = 0 if flush else PAD
        self.inside.setContentsMargins(pad, pad, pad, pad)
        self.inside.setSpacing(0 if flush else 8)
        self.body.addWidget(holder, 1)
        self.setAccessibleName(title)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a link or a button at the right end of the heading."""
        self._head.addWidget(widget)


class KeyValues(QWidget):
    """Facts, each with its name above (``beside`` True: to its left). Values can be marked and copied."""

    def __init__(
        self,
        facts: Sequence[tuple[str, str]] = (),
        columns: int = 1,
        beside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._beside = beside
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4 if beside else 0)
        self._labels: list[QLabel] = []
        self.show_facts(facts)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Translated names and texts; an empty text is shown as a dash. The same names keep their labels."""
        if [name for name, _value in facts] == [label.text() for label in self._labels[::2]]:
            for label, (_name, value) in zip(self._labels[1::2], facts, strict=True):
                label.setText(value or "—")
            return
        for label in self._labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels.clear()
        for place, (name, value) in enumerate(facts):
            row, column = divmod(place, self._columns)
            key, text = words(name, "muted"), selectable(words(value or "—", wrap=True))
            text.setAccessibleName(name)
            if self._beside:
                self._grid.addWidget(key, row, 2 * column, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(text, row, 2 * column + 1)
                self._grid.setColumnStretch(2 * column + 1, 1)
            else:
                text.setContentsMargins(0, 0, 0, 8)
                self._grid.addWidget(key, 2 * row, column)
                self._grid.addWidget(text, 2 * row + 1, column)
                self._grid.setColumnStretch(column, 1)
            self._labels += [key, text]

    @property
    def texts(self) -> list[str]:
        """The names and values in order."""
        return [label.text() for label in self._labels]


def either(first: QWidget, second: QWidget) -> QStackedWidget:
    """One of two in the same place: a list (0), and what stands there while it is empty (1)."""
    stack = QStackedWidget()
    stack.addWidget(first)
    stack.addWidget(second)
    return stack


class EmptyState(QWidget):
    """Stands where a list is empty and says what to do next. All texts translated.

    Most lists are not empty: what stands in it is made when it is seen, or asked for, for the first time.
    """

    def __init__(
        self,
        title: str,
        remark: str = "",
        symbol: str = "empty",
        buttons: Sequence[QPushButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._said = title, remark
        self._symbol_name = symbol
        self._buttons = tuple(buttons)

    @cached_property
    def _parts(self) -> tuple[Symbol, QLabel, QLabel]:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        symbol = Symbol(self._symbol_name, 40, "disabled", self)
        column.addWidget(symbol, 0, Qt.AlignmentFlag.AlignHCenter)
        title, remark = words(self._said[0], "heading", wrap=True), words(self._said[1], "muted", wrap=True)
        for label in (title, remark):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        remark.setVisible(bool(remark.text()))
        row = QHBoxLayout()
        row.addStretch(1)
        for made in self._buttons:
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        return symbol, title, remark

    @property
    def title(self) -> QLabel:
        """What it says."""
        return self._parts[1]

    @property
    def remark(self) -> QLabel:
        """And what to do next."""
        return self._parts[2]

    def showEvent(self, event: QShowEvent) -> None:
        """There is nothing in the list."""
        if not event.spontaneous():
            self._fit_symbol(self.height())
        super().showEvent(event)

    def say(self, title: str, remark: str = "") -> None:
        """Say something else."""
        self.title.setText(title)
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))

    def minimumSizeHint(self) -> QSize:
        """Small enough for a drawer."""
        return QSize(160, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the words have it alone."""
        super().resizeEvent(event)
        if self.isVisible():
            self._fit_symbol(event.size().height())

    def _fit_symbol(self, height: int) -> None:
        self._parts[0].setVisible(height >= ROOM_FOR_SYMBOL)
