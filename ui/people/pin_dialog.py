"""A person sets, changes or gives up their PIN; whoever manages people gives somebody a new one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.errors import InvalidInput
from inventory.i18n import N_, _
from inventory.people.commands import ChangePin, change_pin
from inventory.people.pins import LONGEST, SHORTEST
from inventory.people.queries import UserLine
from ui.desk import Desk
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.people.pin import PinField


class PinDialog(FormDialog):
    """The PIN of ``user``: one's own is changed with the old one."""

    def __init__(self, desk: Desk, user: UserLine, parent: QWidget | None = None) -> None:
        form = Form()
        if user.has_pin and desk.ctx.actor == user.id:
            form.add(PinField("old", _("PIN until now"), required=True))
        hint = _("{shortest} to {longest} digits; empty: none is asked for.")
        form.add(PinField("pin", _("New PIN"), hint=hint.format(shortest=SHORTEST, longest=LONGEST)))
        form.add(PinField("again", _("New PIN once more")))
        super().__init__(desk, _("PIN of {name}").format(name=user.name), form, parent=parent)
        self._desk, self._user = desk, user
        self.submitted.connect(self._send)

    @Slot(object, bool)
    def _send(self, values: dict[str, Any], _another: bool) -> None:
        if values["pin"] != values["again"]:
            self.refuse(InvalidInput(N_("The two PINs differ. Type them again."), field="again"))
            return
        change = ChangePin(self._user.id, values["pin"] or "", values.get("old") or "")
        self._desk.jobs.command(change_pin, self._desk.ctx, change, done=self._done, failed=self.refuse)

    @Slot(object)
    def _done(self, _result: object) -> None:
        self._desk.toast(_("The PIN is changed."))
        self.saved()
