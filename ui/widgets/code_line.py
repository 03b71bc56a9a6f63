"""A line for codes, serials and quantities, which no input method may touch.

An input method takes what a scanner types for syllables and destroys it. Switching the attribute
``WA_InputMethodEnabled`` off does not help on a QLineEdit; answering the system's question does.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget


class CodeLine(QLineEdit):
    """Says no when the system asks whether an input method may be used; ``allow`` changes its mind."""

    def __init__(self, parent: QWidget | None = None, allowed: bool = False) -> None:
        super().__init__(parent)
        self._allowed = allowed

    def allow(self, input_method: bool) -> None:
        """Let an input method in, or keep it out."""
        if input_method != self._allowed:
            self._allowed = input_method
            if self.hasFocus():
                QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None) -> Any:
        """No, to whether it may be used; the rest as usual."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return self._allowed and self.isEnabled()
        return super().inputMethodQuery(query) if argument is None else super().inputMethodQuery(query, argument)
