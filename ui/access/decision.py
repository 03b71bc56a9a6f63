"""One request in words, and what the person at work may do with it."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inventory.access.approvals import approve, decline, withdraw
from inventory.access.requests import RequestLine, RequestState
from inventory.access.rights import Right
from inventory.access.words import kind_word, state_word
from inventory.errors import InvalidInput
from inventory.i18n import _
from inventory.values.days import show_instant
from ui.access.approval_dialog import HereDialog
from ui.desk import Desk
from ui.forms.fields import NotesField
from ui.widgets.banners import Banners
from ui.widgets.buttons import button
from ui.widgets.cards import KeyValues
from ui.widgets.flow import FlowLayout
from ui.widgets.words import selectable, words

MOST_EFFECTS: Final = 12


class Decision(QWidget):
    """Shows ``line``; approves, declines or withdraws it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.line: RequestLine | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.title = words("", "heading", wrap=True)
        self.effects = selectable(words("", wrap=True))
        self.facts = KeyValues()
        self.banners = Banners()
        self.answer = NotesField("answer", _("Answer"), lines=3, hint=_("Needed where it is declined."))
        self.approve_button = button(_("Approve"), self._approve, "primary", "ok")
        self.decline_button = button(_("Decline"), self._decline)
        self.withdraw_button = button(_("Withdraw"), self._withdraw)
        self.here_button = button(_("Approve here with a PIN …"), self._here, symbol="lock")
        self.here_button.setToolTip(_("Somebody who may approve does it at this computer, with their PIN."))
        desk.permits.guard(self.approve_button, Right.APPROVE)
        desk.permits.guard(self.decline_button, Right.APPROVE)
        self._buttons = QWidget()
        feet = FlowLayout(self._buttons)
        for made in (self.approve_button, self.decline_button, self.withdraw_button, self.here_button):
            feet.addWidget(made)
        for widget in (self.title, self.effects, self.facts, self.banners, self.answer, self._buttons):
            column.addWidget(widget)
        column.addStretch(1)
        self.show_line(None)

    def dirty(self) -> bool:
        """An answer was typed and nothing is decided."""
        return self.answer.isVisibleTo(self) and self.answer.dirty()

    def show_line(self, line: RequestLine | None) -> None:
        """Show another request; an answer that is being typed to the same one stays."""
        if line is None or self.line is None or line.id != self.line.id:
            self.answer.clear()
            self.banners.clear()
        self.line = line
        self.setVisible(line is not None)
        if line is None:
            return
        self.title.setText(_("{what}: {about}").format(what=kind_word(line.kind), about=line.about))
        self.effects.setText("\n".join(str(effect) for effect in line.effects[:MOST_EFFECTS]))
        self.effects.setVisible(bool(line.effects))
        self.facts.show_facts(_facts(line))
        waits = line.state is RequestState.OPEN
        self.answer.setVisible(waits and not line.mine)
        self.approve_button.setVisible(waits and not line.mine)
        self.decline_button.setVisible(waits and not line.mine)
        self.withdraw_button.setVisible(waits and line.mine)
        self.here_button.setVisible(waits and not line.decidable)
        self._wake(True)

    # what is done with it

    def _approve(self) -> None:
        self._send(approve, self.answer.raw())

    def _decline(self) -> None:
        self._send(decline, self.answer.raw())

    def _withdraw(self) -> None:
        self._send(withdraw)

    def _here(self) -> None:
        if self.line is not None:
            HereDialog(self._desk, self.line.id, self.line.version, self.window()).open()

    def _send(self, command: Any, *answer: str) -> None:
        if self.line is not None:
            self._wake(False)
            given = (self._desk.ctx, self.line.id, self.line.version, *answer)
            self._desk.jobs.command(command, *given, done=self._done, failed=self._refused)

    @Slot(object)
    def _done(self, _result: object) -> None:
        self.answer.clear()
        self._wake(True)
        self._desk.toast(_("Saved."))

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self._wake(True)
        if isinstance(error, InvalidInput) and error.field == "answer":
            self.answer.complain(str(error))
        else:
            self._desk.show_error(error)

    def _wake(self, awake: bool) -> None:
        for made in (self.approve_button, self.decline_button, self.withdraw_button):
            made.setEnabled(awake)


def _facts(line: RequestLine) -> list[tuple[str, str]]:
    facts = [
        (_("Reason"), line.reason),
        (_("Asked by"), " · ".join(word for word in (line.asked_by, show_instant(line.asked_at)) if word)),
        (_("State"), state_word(line.state)),
    ]
    if line.decided_at is not None:
        decided = (line.decided_by, show_instant(line.decided_at))
        facts.append((_("Decided by"), " · ".join(word for word in decided if word)))
        if line.answer:
            facts.append((_("Answer"), line.answer))
    return facts
