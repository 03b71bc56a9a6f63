"""A small form in a dialog sends one command; what the rules allow only with a reason asks for one there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QWidget

from inventory.errors import NeedsConfirmation
from inventory.i18n import _
from ui.desk import Desk
from ui.editing.filing import Values
from ui.forms.field import TextField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.theme import Meaning

WIDE: Final = 860
NARROW: Final = 480
MakeOrder = Callable[[Values], Any]
"""Makes the request of a command, or a tuple of its arguments, from what the form says."""


class StepDialog(FormDialog):
    """Sends ``command(ctx, *make(values))``.

    ``reasoned``: a request with ``confirmed`` and ``reason``. Where the depot allows it only if one insists, the
    dialog says so, asks for the reason and then sends the same with what was confirmed.
    Signal: ``filed(object)``: it is recorded, with the command's result.
    """

    filed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        title: str,
        form: Form,
        command: Callable[..., object],
        make: MakeOrder,
        *,
        save: str = "",
        remark: str = "",
        reasoned: bool = False,
        wide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._desk = desk
        self._command = command
        self._make = make
        self._wide = wide
        self._confirmed: frozenset[str] = frozenset()
        self._order: Any = None
        self.reason: TextField | None = None
        if reasoned:
            self.reason = TextField("reason", _("Reason"))
            form.add(self.reason)
            self.reason.hide()
        super().__init__(desk, title, form, save=save, remark=remark, parent=parent)
        self.submitted.connect(self._send)

    def sizeHint(self) -> QSize:
        """Wider where it holds a list."""
        hint = super().sizeHint()
        return QSize(WIDE if self._wide else NARROW, hint.height())

    @Slot(object, bool)
    def _send(self, values: Values, _another: bool) -> None:
        self._order = self._make(values)
        if self.reason is not None:
            self._order = replace(self._order, confirmed=self._confirmed, reason=values["reason"] or "")
        self._go()

    def _go(self) -> None:
        arguments = self._order if isinstance(self._order, tuple) else (self._order,)
        self._desk.jobs.command(self._command, self._desk.ctx, *arguments, done=self._done, failed=self._failed)

    @Slot(object)
    def _done(self, result: object) -> None:
        self.saved()
        self.filed.emit(result)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, NeedsConfirmation):
            self.refuse(error)
        elif self.reason is None:
            self.refuse(error, confirm=self._insist)
        else:
            self._confirmed |= {error.key}
            self.sheet.wake()
            self.sheet.save_button.setText(_("Go on all the same"))
            self.form.banners.say(str(error), Meaning.SOON, closable=False)
            self.reason.required = True
            self.reason.heading.setText(_("{field} *").format(field=self.reason.label))
            self.reason.show()
            self.reason.setFocus()
            self.resize(self.width(), max(self.height(), self.sizeHint().height()))

    def _insist(self, key: str) -> None:
        self._order = replace(self._order, confirmed=self._order.confirmed | {key})
        self._go()
