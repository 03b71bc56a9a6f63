"""A form that stands on a page by itself, its buttons below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inventory.errors import EnvironmentTrouble, InvalidInput, NotFound, NotPermitted, RuleBroken, StaleRecord
from inventory.i18n import _
from ui.desk import Desk
from ui.forms.form import Form
from ui.widgets.buttons import button

ON_THE_FORM = (InvalidInput, RuleBroken, NotFound, NotPermitted, StaleRecord)


class InlineSheet(QWidget):
    """Its buttons wake up when something is typed. Signal: ``submitted(values, False)``."""

    submitted = Signal(object, bool)

    def __init__(self, desk: Desk, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sending = False
        self._form = form
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(form)
        self.save_button = button(_("Save"), form.submit, "primary")
        self.save_button.setToolTip(_("{action} ({keys})").format(action=_("Save"), keys="Ctrl+Enter"))
        self.undo_button = button(_("Undo"), self._undo)
        self.undo_button.setToolTip(_("Go back to what is saved"))
        feet = QHBoxLayout()
        feet.setSpacing(8)
        feet.addWidget(self.save_button)
        feet.addWidget(self.undo_button)
        feet.addStretch(1)
        column.addLayout(feet)
        self._saved: dict[str, Any] = {}
        form.submitted.connect(self._send)
        form.given_up.connect(self._undo)
        form.changed.connect(self._wake)
        self._wake()

    @property
    def form(self) -> Form:
        """The form."""
        return self._form

    def dirty(self) -> bool:
        """Something was typed that is not saved."""
        return self._form.dirty()

    def fill(self, values: dict[str, Any]) -> None:
        """Show what is saved."""
        self._saved = dict(values)
        self._form.fill(values)
        self._wake()

    def saved(self) -> None:
        """The depot has it."""
        self._sending = False
        self._form.settle()
        self._wake()

    def refuse(
        self,
        error: Exception,
        retry: Callable[[], object] | None = None,
        confirm: Callable[[str], object] | None = None,
    ) -> None:
        """The depot said no: the form stays as it is and says why."""
        self._sending = False
        self._wake()
        if isinstance(error, ON_THE_FORM):
            self._form.refuse(error)
        elif isinstance(error, EnvironmentTrouble):
            self._desk.show_error(error, retry or self._form.submit, confirm)
        else:
            self._desk.show_error(error, confirm=confirm)

    def _send(self, values: dict[str, Any]) -> None:
        if not self._sending:
            self._sending = True
            self._wake()
            self.submitted.emit(values, False)

    def _undo(self) -> None:
        self._form.banners.clear()
        self._form.fill(self._saved)
        self._wake()

    def _wake(self) -> None:
        typed = self._form.dirty()
        self.save_button.setEnabled(typed and not self._sending)
        self.undo_button.setEnabled(typed and not self._sending)
