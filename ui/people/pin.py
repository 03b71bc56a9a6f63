"""Where a PIN is typed: shown as dots, out of reach of the input method."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from inventory.people.pins import LONGEST
from ui.forms.field import LineField
from ui.widgets.code_line import CodeLine


class PinLine(CodeLine):
    """A line of dots for digits."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)


class PinField(LineField):
    """A PIN; the value is what was typed, None for nothing."""

    def __init__(self, name: str, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__(name, label, required=required, hint=hint, limit=LONGEST, line=PinLine())
