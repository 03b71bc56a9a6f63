"""Where a form is filled in: a sheet with its buttons, in the drawer beside a list or in a dialog of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from inventory.errors import EnvironmentTrouble, InvalidInput, NeedsConfirmation, NotFound, NotPermitted, RuleBroken
from inventory.errors import StaleRecord as Stale
from inventory.i18n import _
from ui.desk import Desk
from ui.forms.form import Form
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.dialogs import Answer, Question
from ui.widgets.flow import FlowLayout
from ui.widgets.words import rule, words

ON_THE_FORM = (InvalidInput, RuleBroken, NotFound, NotPermitted, Stale)


class FormSheet(QWidget):
    """A form over its buttons.

    Whoever listens to ``submitted(values, another)`` sends the command and calls ``saved()`` or ``refuse(error)``.
    Signals: ``closed()``: saved or given up, the sheet may go.
    """

    submitted = Signal(object, bool)
    closed = Signal()

    def __init__(
        self, desk: Desk, form: Form, *, save: str = "", another: str = "", parent: QWidget | None = None
    ) -> None:
        """``save`` and ``another`` are translated; ``another`` offers to save and begin the next one."""
        super().__init__(parent)
        self._desk = desk
        self.form = form
        self._another = False
        self._sending = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QWidget()
        holder.setProperty("role", "plain")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(20, 16, 20, 16)
        inner.addWidget(form)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(holder)
        column.addWidget(area, 1)
        column.addWidget(rule())
        buttons = QWidget()
        feet = FlowLayout(buttons)  # in a narrow drawer and a long-worded language they take a second line
        self.save_button = button(save or _("Save"), self._save, "primary")
        self.save_button.setToolTip(_("{action} ({keys})").format(action=self.save_button.text(), keys="Ctrl+Enter"))
        self.cancel_button = button(_("Cancel"), self.give_up)
        self.cancel_button.setToolTip(_("{action} ({keys})").format(action=_("Cancel"), keys="Esc"))
        feet.addWidget(self.save_button)
        self.another_button = button(another or _("Save and add another"), self._save_another)
        self.another_button.setVisible(bool(another))
        feet.addWidget(self.another_button)
        feet.addWidget(self.cancel_button)
        below = QVBoxLayout()
        below.setContentsMargins(20, 12, 20, 12)
        below.addWidget(buttons)
        column.addLayout(below)
        form.submitted.connect(self._checked)
        form.given_up.connect(self.give_up)

    def dirty(self) -> bool:
        """Something was typed that is not saved."""
        return self.form.dirty()

    def saved(self) -> None:
        """The depot has it: close, or make room for the next one."""
        self._wait(False)
        self.form.settle()
        if self._another:
            self.form.next_one()
        else:
            self.closed.emit()

    def wake(self) -> None:
        """What was asked for is shown and not saved: the form can be sent again."""
        self._wait(False)

    def refuse(
        self,
        error: Exception,
        retry: Callable[[], object] | None = None,
        confirm: Callable[[str], object] | None = None,
    ) -> None:
        """The depot said no: the form stays as it is and says why."""
        self._wait(False)
        if isinstance(error, ON_THE_FORM):
            self.form.refuse(error)
        elif isinstance(error, (NeedsConfirmation, EnvironmentTrouble)):
            self._desk.show_error(error, retry or self._again, confirm)
        else:
            self._desk.show_error(error)

    def give_up(self) -> None:
        """Close; ask first if something was typed."""
        if not self.form.dirty():
            self.closed.emit()
            return
        question = Question(
            _("What you typed here is not saved yet."),
            [Answer("leave", _("Throw it away"), "danger"), Answer("", _("Keep editing"))],
            _("Throw it away?"),
            Meaning.SOON,
            self.window(),
        )
        question.answered.connect(self._left)
        question.open()

    def _left(self, key: str) -> None:
        if key == "leave":
            self.form.settle()
            self.closed.emit()

    def _save(self) -> None:
        self._another = False
        self.form.submit()

    def _save_another(self) -> None:
        self._another = True
        self.form.submit()

    def _again(self) -> None:
        self.form.submit()

    def _checked(self, values: dict[str, Any]) -> None:
        if not self._sending:
            self._wait(True)
            self.submitted.emit(values, self._another)

    def _wait(self, sending: bool) -> None:
        self._sending = sending
        self.save_button.setEnabled(not sending)
        self.another_button.setEnabled(not sending)


class FormDialog(QDialog):
    """A sheet in a dialog of its own; shown with ``open()``, which does not wait."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        form: Form,
        *,
        save: str = "",
        another: str = "",
        remark: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """All words translated; ``remark`` stands under the title."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._leaving = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(20, 16, 20, 12)
        head.setSpacing(4)
        head.addWidget(words(title, "title"))
        if remark:
            head.addWidget(words(remark, "muted", wrap=True))
        column.addLayout(head)
        column.addWidget(rule())
        self.sheet = FormSheet(desk, form, save=save, another=another)
        self.submitted = self.sheet.submitted
        self.saved = self.sheet.saved
        self.refuse = self.sheet.refuse
        self.sheet.closed.connect(self._close)
        column.addWidget(self.sheet, 1)
        form.focus_first()

    @property
    def form(self) -> Form:
        """The form."""
        return self.sheet.form

    def sizeHint(self) -> QSize:
        """One column of fields, as high as they need, within reason."""
        return QSize(480, min(720, self.sheet.form.sizeHint().height() + 190))

    def showEvent(self, event: QShowEvent) -> None:
        """As high as it wants to be: with a remark that wraps, Qt asks the layout alone, which lets the form scroll."""
        if not event.spontaneous() and not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.resize(self.size().expandedTo(self.sizeHint()).boundedTo(self.screen().availableSize()))
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter alone presses nothing, because a scanner sends it; Esc gives up, with a question if needed."""
        if event.key() == Qt.Key.Key_Escape:
            self.sheet.give_up()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.sheet.form.submit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's ✕ gives up as Esc does."""
        if self._leaving or not self.sheet.dirty():
            super().closeEvent(event)
        else:
            event.ignore()
            self.sheet.give_up()

    def _close(self) -> None:
        self._leaving = True
        self.close()
