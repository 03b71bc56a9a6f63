"""Questions that cannot wait. Opened without a nested event loop; the answer comes as a signal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inventory.i18n import _
from inventory.values.records import record
from ui.theme import Meaning
from ui.widgets.buttons import Role, button
from ui.widgets.chips import SYMBOLS
from ui.widgets.symbols import Symbol
from ui.widgets.words import selectable, words


@record
class Answer:
    """A button of a question: ``key`` is told, ``text`` is translated. The primary one answers to Ctrl+Enter."""

    key: str
    text: str
    role: Role = "plain"


class Question(QDialog):
    """A translated sentence and a few answers; Esc answers "".

    Enter alone presses nothing, because a scanner sends it. Signal: ``answered(key)``, once.
    """

    answered = Signal(str)

    def __init__(
        self,
        text: str,
        answers: Sequence[Answer],
        title: str = "",
        meaning: Meaning = Meaning.INFO,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title or _("Spare Depot"))
        self.setAccessibleName(text)
        self.setMinimumWidth(420)
        self._key = ""
        self._primary = next((answer.key for answer in answers if answer.role == "primary"), "")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Symbol(SYMBOLS[meaning], 28, meaning.value), 0, Qt.AlignmentFlag.AlignTop)
        self.said = QVBoxLayout()
        self.said.setSpacing(8)
        if title:
            self.said.addWidget(words(title, "heading", wrap=True))
        self.text = selectable(words(text, wrap=True))
        self.said.addWidget(self.text)
        self.said.addStretch(0)
        row.addLayout(self.said, 1)
        column.addLayout(row)
        feet = QHBoxLayout()
        feet.setSpacing(8)
        feet.addStretch(1)
        self.buttons: dict[str, QPushButton] = {}
        for answer in answers:
            made = button(answer.text, self._pressed, answer.role, parent=self)
            made.setObjectName(answer.key)
            if answer.role == "primary":
                made.setToolTip(_("{action} ({keys})").format(action=answer.text, keys="Ctrl+Enter"))
            self.buttons[answer.key] = made
            feet.addWidget(made)
        column.addLayout(feet)
        self.finished.connect(self._finished)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter is the primary answer; Enter alone is not an answer."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._primary:
                self.answer(self._primary)
            return
        super().keyPressEvent(event)

    def answer(self, key: str) -> None:
        """Answer and close."""
        self._key = key
        self.close()

    def _pressed(self) -> None:
        pressed = self.sender()
        self.answer(pressed.objectName() if pressed is not None else "")

    def _finished(self) -> None:
        self.answered.emit(self._key)
