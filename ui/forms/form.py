"""A form: fields in one column; it checks, complains under the fields, and loses nothing that was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.errors import DepotError, InvalidInput
from ui.forms.field import Field
from ui.theme import Meaning
from ui.widgets.banners import Banners
from ui.widgets.words import words


class Form(QWidget):
    """Fields under each other, or beside. Enter goes to the next field, Ctrl+Enter submits, Esc gives up.

    Signals: ``submitted(dict)``: all fields are right, these are their values by name; ``given_up()``; ``changed()``.
    """

    submitted = Signal(object)
    given_up = Signal()
    changed = Signal()

    def __init__(self, fields: Sequence[Field | str] = (), parent: QWidget | None = None) -> None:
        """A string among the fields is a translated heading."""
        super().__init__(parent)
        self._fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.banners = Banners()
        self._column.addWidget(self.banners)
        for field in fields:
            if isinstance(field, str):
                self._column.addSpacing(4)
                self._column.addWidget(words(field, "heading"))
            else:
                self.add(field)
        self._column.addStretch(1)

    def add(self, field: Field) -> Field:
        """Put a field at the end. Two fields of one name are a mistake."""
        if field.name in self._fields:
            raise ValueError(field.name)
        self._fields[field.name] = field
        end = self._column.count()
        last = self._column.itemAt(end - 1)
        self._column.insertWidget(end - 1 if last is not None and last.spacerItem() is not None else end, field)
        field.changed.connect(self.changed)
        return field

    def beside(self, *names: str) -> None:
        """Put short fields that stand under each other into one row; Enter still goes from one to the next."""
        place = self._column.indexOf(self._fields[names[0]])
        row = QHBoxLayout()
        row.setSpacing(12)
        for name in names:
            self._column.removeWidget(self._fields[name])
            row.addWidget(self._fields[name], 1, Qt.AlignmentFlag.AlignTop)
        self._column.insertLayout(place, row)

    def __getitem__(self, name: str) -> Field:
        return self._fields[name]

    @property
    def fields(self) -> list[Field]:
        """The fields in order."""
        return list(self._fields.values())

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show values by the names of their fields; the form is clean afterwards."""
        for name, value in values.items():
            self._fields[name].set_value(value)
        self.settle()

    def values(self) -> dict[str, Any] | None:
        """The values by name; None if a field is wrong, which then says so, and the first such has the focus."""
        found: dict[str, Any] = {}
        wrong: list[Field] = []
        for name, field in self._fields.items():
            try:
                found[name] = field.value()
                field.complain("")
            except InvalidInput as error:
                field.complain(str(error))
                wrong.append(field)
        if wrong:
            self._focus(wrong[0])
            return None
        return found

    def submit(self) -> None:
        """Check and emit ``submitted``."""
        self.banners.clear()
        values = self.values()
        if values is not None:
            self.submitted.emit(values)

    def refuse(self, error: DepotError) -> None:
        """Show what the depot said: under its field, or above the form where it belongs to none."""
        field = self._fields.get(error.field) if isinstance(error, InvalidInput) else None
        if field is None:
            self.banners.say(str(error), Meaning.LATE)
        else:
            field.complain(str(error))
            self._focus(field)

    def dirty(self) -> bool:
        """Something was typed."""
        return any(field.dirty() for field in self._fields.values())

    def settle(self) -> None:
        """What stands here is saved."""
        for field in self._fields.values():
            field.settle()

    def next_one(self) -> None:
        """Make room for another record; fields that repeat keep their content."""
        self.banners.clear()
        for field in self._fields.values():
            if field.repeats:
                field.settle()
            else:
                field.clear()
        self.focus_first()

    def focus_first(self) -> None:
        """Put the cursor into the first field that is empty, else the first."""
        usable = [field for field in self._fields.values() if field.isEnabled() and not field.isHidden()]
        empty = [field for field in usable if field.raw() == field.empty()]
        for field in (empty or usable)[:1]:
            self._focus(field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Ctrl+Enter, Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.submit()
            else:
                self.focusNextChild()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _focus(field: Field) -> None:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
