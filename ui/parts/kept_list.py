"""A short list that is kept by hand: its records, what can be done with the chosen one, and a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from inventory.i18n import _
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState, either
from ui.widgets.flow import FlowLayout
from ui.widgets.records import Field, Records
from ui.widgets.words import rule, words


class KeptList(QWidget):
    """Signals, each with a record: ``asked(object)``: a form is wanted, None for a new one; ``removal_asked(object)``;
    ``opened(object)``; ``done(str, object)``: another act was pressed, by its key.
    """

    asked = Signal(object)
    removal_asked = Signal(object)
    opened = Signal(object)
    done = Signal(str, object)

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        nothing: EmptyState,
        *,
        add: str,
        more: Sequence[tuple[str, str]] = (),
        edits: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``add``: the word on the button of a new one; ``more``: keys and words of other acts. All translated."""
        super().__init__(parent)
        self.records = Records(fields, title)
        self.add_button = button(add, self._new, symbol="add")
        self.edit_button = button(_("Edit"), self._edit)
        self.remove_button = button(_("Remove"), self._remove)
        self.more = {key: button(word, self._more(key)) for key, word in more}
        self._needing = [self.edit_button, self.remove_button, *self.more.values()]
        self.editing: list[QPushButton] = [self.add_button, self.edit_button, self.remove_button]
        head = QWidget()
        row = FlowLayout(head)
        row.addWidget(words(title, "heading"))
        for made in (self.add_button, self.edit_button, *self.more.values(), self.remove_button):
            row.addWidget(made)
        self.edit_button.setVisible(edits)
        holder = QVBoxLayout()
        holder.setContentsMargins(14, 8, 8, 8)
        holder.addWidget(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(holder)
        column.addWidget(rule())
        self._stack = either(self.records, nothing)
        column.addWidget(self._stack, 1)
        self.records.opened.connect(self.opened)
        self.records.chosen.connect(self._wake)
        self._wake()

    def show_records(self, records: Sequence[Any]) -> None:
        """Show other records; what was chosen stays chosen where it is still there."""
        chosen = self.current()
        self.records.show_records(records)
        self._stack.setCurrentIndex(0 if records else 1)
        if chosen is not None:
            self.records.select(lambda one: bool(_key(one) == _key(chosen)))
        self._wake()

    def current(self) -> Any:
        """The record that is chosen, or None."""
        row = self.records.currentIndex().row()
        return self.records.records[row] if 0 <= row < len(self.records.records) else None

    @Slot()
    def _wake(self) -> None:
        for made in self._needing:
            made.setEnabled(self.current() is not None)

    def _new(self) -> None:
        self.asked.emit(None)

    def _edit(self) -> None:
        if (record := self.current()) is not None:
            self.asked.emit(record)

    def _remove(self) -> None:
        if (record := self.current()) is not None:
            self.removal_asked.emit(record)

    def _more(self, key: str) -> Callable[[], None]:
        def press() -> None:
            if (record := self.current()) is not None:
                self.done.emit(key, record)

        return press


def _key(record: Any) -> Any:
    """What a record is known by: its id, or that of the model."""
    return getattr(record, "id", None) or getattr(record, "model_id", None)
