"""Puts a field back as it was before a scanner typed into it."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid


def editor(widget: QWidget | None) -> QLineEdit | QPlainTextEdit | QTextEdit | None:
    """Where the typed characters of a focused widget end up; None if it takes no text."""
    if isinstance(widget, QComboBox):
        return widget.lineEdit() if widget.isEditable() else None
    if isinstance(widget, QAbstractSpinBox):
        return widget.findChild(QLineEdit)
    if isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit)) and not widget.isReadOnly():
        return widget
    return None


class FieldMemory:
    """The text, the cursor and the selection of one field at one moment."""

    def __init__(self, widget: QWidget | None) -> None:
        self._field = editor(widget)
        self._combo = widget if isinstance(widget, QComboBox) and self._field is None else None
        self._index = self._combo.currentIndex() if self._combo is not None else -1
        self._text = self._read()
        self._start, self._end = self._marked()

    @property
    def takes_text(self) -> bool:
        """Characters that go on to this field are text, not commands."""
        return self._field is not None

    def restore(self) -> None:
        """Take away what was typed since; earlier typing can still be undone."""
        if self._combo is not None and isValid(self._combo):
            self._combo.setCurrentIndex(self._index)
        if self._field is None or not isValid(self._field) or self._read() == self._text:
            return
        marked = self._text[self._start : self._end]
        typed = len(self._read()) - len(self._text) + len(marked)
        if isinstance(self._field, QLineEdit):
            self._restore_line(self._field, typed, marked)
        else:
            self._restore_text(self._field, typed, marked)

    def _restore_line(self, field: QLineEdit, typed: int, marked: str) -> None:
        field.setSelection(self._start, max(typed, 0))
        field.insert(marked)
        if field.text() != self._text:
            field.setText(self._text)
        if marked:
            field.setSelection(self._start, len(marked))
        else:
            field.setCursorPosition(self._start)

    def _restore_text(self, field: QPlainTextEdit | QTextEdit, typed: int, marked: str) -> None:
        cursor = field.textCursor()
        cursor.setPosition(self._start)
        cursor.setPosition(self._start + max(typed, 0), cursor.MoveMode.KeepAnchor)
        cursor.insertText(marked)
        if field.toPlainText() != self._text:
            field.setPlainText(self._text)
            cursor = field.textCursor()
        cursor.setPosition(self._start)
        cursor.setPosition(self._end, cursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)

    def _read(self) -> str:
        if self._field is None:
            return ""
        return self._field.text() if isinstance(self._field, QLineEdit) else self._field.toPlainText()

    def _marked(self) -> tuple[int, int]:
        if self._field is None:
            return 0, 0
        if isinstance(self._field, QLineEdit):
            start = self._field.selectionStart()
            return (start, self._field.selectionEnd()) if start >= 0 else (self._field.cursorPosition(),) * 2
        cursor = self._field.textCursor()
        return cursor.selectionStart(), cursor.selectionEnd()
