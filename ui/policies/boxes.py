"""Fields of yes and no, and of several that may be ticked, whose words may take a second line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from inventory.i18n import _
from ui.forms.choosing import ChoiceField
from ui.forms.field import Field

F = TypeVar("F", bound=Field)


def wrapped(field: F) -> F:
    """Let the name above a field take a second line."""
    field.heading.setWordWrap(True)
    field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # a fixed height would cut that line
    return field


def yes_or_no(name: str, label: str) -> ChoiceField:
    """A field whose value is a bool."""
    return wrapped(ChoiceField(name, label, [(False, _("no")), (True, _("yes"))], required=True))


class _Words(QLabel):
    """Beside a box; a click on the words ticks it."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text)
        self._box = box
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """As on the box itself."""
        if event.button() is Qt.MouseButton.LeftButton and self._box.isEnabled():
            self._box.toggle()


class BoxesField(Field):
    """Several that may be ticked, by what each is called (message ids). The value is a frozenset."""

    def __init__(self, name: str, label: str, named: Mapping[Any, str], *, hint: str = "") -> None:
        super().__init__(name, label, hint=hint)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.boxes: dict[Any, QCheckBox] = {}
        for value, word in named.items():
            box = QCheckBox()
            box.setAccessibleName(_(word))
            box.toggled.connect(self._touched)
            row = QHBoxLayout()
            row.setSpacing(6)
            row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(_Words(_(word), box), 1)
            column.addLayout(row)
            self.boxes[value] = box
        holder.setFocusProxy(next(iter(self.boxes.values())))
        self.finish(holder)
        wrapped(self)

    def raw(self) -> frozenset[Any]:
        """What is ticked."""
        return frozenset(value for value, box in self.boxes.items() if box.isChecked())

    def set_raw(self, raw: Any) -> None:
        """Tick these."""
        for value, box in self.boxes.items():
            box.setChecked(value in raw)

    def empty(self) -> frozenset[Any]:
        """None of them."""
        return frozenset()
