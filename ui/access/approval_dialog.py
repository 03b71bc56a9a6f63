"""Asks for what needs a second person: the reason, and perhaps a manager who approves at this computer now.

dialog = ApprovalDialog(desk, _("Correct the acceptance date"), RequestKind.ACCEPTANCE, "asset", 17, payload)
dialog.asked.connect(self._waits)
dialog.approved.connect(self._done)
dialog.open()
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from inventory.access.approvals import ApproveHere, approve_here, ask
from inventory.access.requests import Approver, RequestKind, RequestState, approvers, request
from inventory.access.rights import anybody
from inventory.errors import InvalidInput, NotPermitted
from inventory.i18n import N_, _
from inventory.work import Context
from ui.desk import Desk
from ui.forms.choosing import ChoiceField
from ui.forms.field import FILL_IN
from ui.forms.fields import CheckField, NotesField
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.people.pin import PinField

__all__ = ["ApprovalDialog", "HereDialog", "RequestKind"]


def chances(ctx: Context) -> tuple[bool, Sequence[Approver]]:
    """Whether people are entered at all, and who of them could approve here now. Asks the database."""
    return anybody(), [person for person in approvers(ctx) if person.has_pin]


def asked_for(ctx: Context, *what: Any) -> tuple[int, bool]:
    """Ask; the request's id, and whether it is done already because nobody is entered who works here."""
    number = ask(ctx, *what)
    with ctx.reading():
        return number, request(ctx, number).state is RequestState.APPROVED


class ApprovalDialog(FormDialog):
    """Signals: ``asked(int)``: it waits for somebody; ``approved(int)``: it is done. Both with the request's id."""

    asked = Signal(int)
    approved = Signal(int)

    def __init__(
        self,
        desk: Desk,
        title: str,
        kind: RequestKind,
        entity: str,
        entity_id: int,
        payload: Mapping[str, Any],
        effects: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """``title`` and ``effects`` (what would change) translated; ``payload`` plain values of JSON."""
        self.reason = NotesField("reason", _("Reason"), required=True, lines=3)
        super().__init__(
            desk, title, Form([self.reason]), save=_("Ask for it"), remark="\n".join(effects), parent=parent
        )
        self._desk = desk
        self._what = (kind, entity, entity_id, dict(payload))
        self._number = 0
        self._told = False
        self._now: CheckField | None = None
        self._who: ChoiceField | None = None
        self._pin: PinField | None = None
        self.submitted.connect(self._send)
        self.finished.connect(self._gone)
        desk.jobs.query(chances, desk.ctx, done=self._offer)

    @Slot(object)
    def _offer(self, found: tuple[bool, Sequence[Approver]]) -> None:
        people, ready = found
        if not people:
            self.sheet.save_button.setText(_("Do it"))
            self.reason.remark(_("It is done at once: nobody is entered who could approve it."))
        elif not ready:
            self.reason.remark(_("It waits under Approvals until somebody who may approve has decided."))
        else:
            self._now = CheckField("now", _("Somebody approves it here and now"))
            self._who, self._pin = approver_fields(ready)
            for field in (self._now, self._who, self._pin):
                self.form.add(field)
            self._now.changed.connect(self._show_fields)
            self._show_fields()
        self.resize(self.sizeHint())

    def _show_fields(self) -> None:
        if self._now is not None and self._who is not None and self._pin is not None:
            here = self._now.raw()
            self._who.setVisible(here)
            self._pin.setVisible(here)
            self.resize(self.width(), max(self.height(), self.sizeHint().height()))

    @property
    def _here(self) -> bool:
        return self._now is not None and self._now.raw()

    @Slot(object, bool)
    def _send(self, values: dict[str, Any], _another: bool) -> None:
        if self._here and not values["pin"]:
            self.refuse(InvalidInput(FILL_IN, field="pin"))
        elif self._number:  # it was asked for already, and the PIN was wrong
            self._approve()
        else:
            what = (*self._what, values["reason"])
            self._desk.jobs.command(asked_for, self._desk.ctx, *what, done=self._is_asked, failed=self.refuse)

    @Slot(object)
    def _is_asked(self, found: tuple[int, bool]) -> None:
        self._number, done = found
        self.reason.area.setReadOnly(True)
        self.reason.settle()
        if done:
            self._finish(True)
        elif self._here:
            self._approve()
        else:
            self._finish(False)

    def _approve(self) -> None:
        assert self._who is not None
        assert self._pin is not None
        if not self._here:
            self._finish(False)
            return
        approval = ApproveHere(self._number, 1, self._who.raw(), self._pin.raw())
        self._desk.jobs.command(approve_here, self._desk.ctx, approval, done=self._is_approved, failed=self.refuse)

    @Slot(object)
    def _is_approved(self, _result: object) -> None:
        self._finish(True)

    @Slot(int)
    def _gone(self, _result: int) -> None:
        """Whoever gives up at the PIN has asked all the same."""
        if self._number and not self._told:
            self._tell(False)

    def _finish(self, done: bool) -> None:
        self._tell(done)
        self.saved()

    def _tell(self, done: bool) -> None:
        self._told = True
        if done:
            self._desk.toast(_("It is approved and done."))
            self.approved.emit(self._number)
        else:
            self._desk.toast(_("It is asked for and waits under Approvals."))
            self.asked.emit(self._number)


class HereDialog(FormDialog):
    """Somebody approves a request that waits, at this computer, with their PIN."""

    def __init__(self, desk: Desk, request_id: int, version: int, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            _("Approve here"),
            Form(),
            save=_("Approve"),
            remark=_("Whoever may approve chooses their name and types their PIN. Who is at work here stays."),
            parent=parent,
        )
        self._desk = desk
        self._request = (request_id, version)
        self.sheet.save_button.setEnabled(False)
        self.submitted.connect(self._send)
        desk.jobs.query(chances, desk.ctx, done=self._offer)

    @Slot(object)
    def _offer(self, found: tuple[bool, Sequence[Approver]]) -> None:
        ready = found[1]
        if not ready:
            self.refuse(NotPermitted(N_("Nobody who may approve has a PIN; they approve at their own computer.")))
            self.sheet.save_button.setEnabled(False)
            return
        for field in approver_fields(ready):
            self.form.add(field)
        self.sheet.save_button.setEnabled(True)
        self.form.focus_first()
        self.resize(self.sizeHint())

    @Slot(object, bool)
    def _send(self, values: dict[str, Any], _another: bool) -> None:
        approval = ApproveHere(*self._request, values["approver"], values["pin"] or "")
        self._desk.jobs.command(approve_here, self._desk.ctx, approval, done=self._done, failed=self.refuse)

    @Slot(object)
    def _done(self, _result: object) -> None:
        self._desk.toast(_("It is approved and done."))
        self.saved()


def approver_fields(ready: Sequence[Approver]) -> tuple[ChoiceField, PinField]:
    """Who approves, and their PIN."""
    people = [(person.id, person.name) for person in ready]
    return ChoiceField("approver", _("Who approves"), people, required=True), PinField("pin", _("PIN"))
