"""The editor of a policy version, with an example beside it that shows what each change means."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.errors import DepotError, InvalidInput, StaleRecord
from inventory.i18n import _
from inventory.policies import HOUSE
from inventory.policies.commands import Edited, EditVersion, edit_version
from inventory.policies.queries import VersionCard, version
from inventory.policies.targets import Target
from inventory.policies.terms import Terms
from ui.desk import Desk
from ui.forms.fields import DayField
from ui.navigation import Route
from ui.policies.example import ExamplePanel
from ui.policies.form import mark_assumed, policy_form, show_what_matters, terms_of, values_of
from ui.policies.targets import TargetList
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.dialogs import Answer, Question
from ui.widgets.page_frame import PageFrame
from ui.widgets.tabs import TabStrip
from ui.widgets.words import rule, words

FORM_WIDTH: Final = 400
TERMS, TIMES = 0, 1


class PolicyEditorPage(PageFrame):
    """``Route("policy_edit", version_id)``. Ctrl+Enter saves, Esc leaves (with a question if something was typed)."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Edit a policy"), parent=parent)
        self._version_id = int(str(route.args[0]))
        self._card: VersionCard | None = None
        self._sending = False
        self.form = policy_form()
        self.targets = TargetList(desk)
        self.example = ExamplePanel(desk)
        self.valid_from = DayField("valid_from", _("The new version holds from"), desk.ctx.clock)
        self.body.addLayout(self._columns(), 1)
        self.form.changed.connect(self._changed)
        self.form.submitted.connect(self._send)
        self.form.given_up.connect(self.leave)
        self.targets.changed.connect(self._changed)
        self.desk.jobs.query(version, self.desk.ctx, self._version_id, done=self._show, failed=self._gone)
        self.setEnabled(False)

    def _columns(self) -> QHBoxLayout:
        card = Card(flush=True)
        card.setMinimumWidth(FORM_WIDTH)
        self.tabs = TabStrip([_("The terms"), _("Due times")])
        self.tabs.chosen.connect(self._turn)
        card.body.addWidget(self.tabs)
        card.body.addWidget(rule())
        self.stack = QStackedWidget()
        self.stack.addWidget(_scrolled(self.form, 16))
        self.stack.addWidget(self.targets)
        card.body.addWidget(self.stack, 1)
        card.body.addWidget(rule())
        card.body.addWidget(self._feet())
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(card, 1)
        row.addWidget(_scrolled(self.example, 0), 1)
        return row

    def _feet(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        self.where = words("", "muted", wrap=True)
        column.addWidget(self.where)
        column.addWidget(self.valid_from)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.save_button = button(_("Save"), self.form.submit, "primary")
        self.save_button.setToolTip(_("{action} ({keys})").format(action=_("Save"), keys="Ctrl+Enter"))
        self.desk.permits.guard(self.save_button, Right.EDIT_POLICIES)
        self.cancel_button = button(_("Cancel"), self.leave)
        self.cancel_button.setToolTip(_("{action} ({keys})").format(action=_("Cancel"), keys="Esc"))
        row.addWidget(self.save_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        column.addLayout(row)
        return holder

    # what is shown

    @Slot(object)
    def _show(self, card: VersionCard) -> None:
        self._card = card
        self.setEnabled(True)
        self.form.fill(values_of(card.terms))
        self.targets.show_targets(card.targets, card.calendars)
        self.set_title(str(card.name), _("{code}, version {number}").format(code=card.code, number=card.number))
        self.set_crumbs(
            [
                (_("Settings"), Route("settings", "warranty")),
                (_("Policies"), Route("policies", card.id)),
                (str(card.name), None),
            ]
        )
        self.where.setText(_where(card))
        self.valid_from.setVisible(card.used)
        self.valid_from.set_value(self.desk.ctx.clock.today() if card.used else None)
        self._changed()
        self.form.focus_first()

    @Slot(object)
    def _gone(self, error: Exception) -> None:
        if isinstance(error, DepotError):
            self.banners.say(str(error), Meaning.LATE)
        else:
            self.desk.show_error(error)

    @Slot(int)
    def _turn(self, place: int) -> None:
        self.stack.setCurrentIndex(place)

    @Slot()
    def _changed(self) -> None:
        if self._card is None:
            return
        show_what_matters(self.form)
        mark_assumed(self.form, self._card.assumed)
        self.tabs.set_count(TIMES, len(self.targets.targets))
        self.save_button.setEnabled(self.dirty() and not self._sending)
        if (found := terms_of(self.form)) is not None:
            self.example.try_out(found, self.targets.targets)

    def dirty(self) -> bool:
        """Something differs from what is saved."""
        return self._card is not None and (self.form.dirty() or self.targets.targets != self._card.targets)

    # saving and leaving

    @Slot(object)
    def _send(self, values: dict[str, Any]) -> None:
        if self._card is None or self._sending:
            return
        try:
            order = self._order(Terms(**values), self.targets.targets)
        except InvalidInput as error:
            self._refuse(error)
            return
        self._sending = True
        self.save_button.setEnabled(False)
        self.desk.jobs.work(
            edit_version, self.desk.ctx, order, title=_("Saving the policy"), writes=True,
            done=self._saved, failed=self._refused,
        )  # fmt: skip

    def _order(self, terms: Terms, targets: tuple[Target, ...]) -> EditVersion:
        assert self._card is not None
        return EditVersion(
            version_id=self._card.id, seen_version=self._card.version, terms=terms, targets=targets,
            valid_from=self.valid_from.value() if self._card.used else None,
        )  # fmt: skip

    @Slot(object)
    def _saved(self, done: Edited) -> None:
        self._sending = False
        self._settle()
        if done.new:
            self.desk.toast(_("Version {number} is made; contracts keep the one they have.").format(number=done.number))
        else:
            self.desk.toast(_("The policy is saved."))
        self.desk.open(Route("policies", done.version_id))

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self._sending = False
        self.save_button.setEnabled(self.dirty())
        if isinstance(error, StaleRecord):
            choice = (_("Show the current state, keep what I typed"), self._ask_again)
            self.form.banners.say(str(error), Meaning.LATE, [choice])
        elif isinstance(error, DepotError):
            self._refuse(error)
        else:
            self.desk.show_error(error)

    def _refuse(self, error: DepotError) -> None:
        if isinstance(error, InvalidInput) and error.field == self.valid_from.name:
            self.valid_from.complain(str(error))
            self.valid_from.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if isinstance(error, InvalidInput):
            self.tabs.choose(TERMS)
        self.form.refuse(error)

    def _ask_again(self) -> None:
        self.desk.jobs.query(version, self.desk.ctx, self._version_id, done=self._renewed, failed=self._gone)

    @Slot(object)
    def _renewed(self, card: VersionCard) -> None:
        before, self._card = self._card, card
        for name, value in values_of(card.terms).items():
            if not self.form[name].dirty():
                self.form[name].set_value(value)
        if before is not None and self.targets.targets == before.targets:
            self.targets.show_targets(card.targets, card.calendars)
        self.where.setText(_where(card))
        self.valid_from.setVisible(card.used)
        current = _("This is the current state with what you typed. Look it over and save again.")
        self.form.banners.say(current, Meaning.INFO)
        self._changed()

    @Slot()
    def leave(self) -> None:
        """Go back to what is saved; ask first if something was typed."""
        if not self.dirty():
            self.desk.open(Route("policies", self._version_id))
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

    @Slot(str)
    def _left(self, key: str) -> None:
        if key == "leave":
            self._settle()
            self.desk.open(Route("policies", self._version_id))

    def _settle(self) -> None:
        self.form.settle()
        self._card = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves and Esc leaves, wherever one is on the page."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.form.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def _where(card: VersionCard) -> str:
    """Whether saving changes this version or makes another one."""
    if not card.used:
        return _("Nothing rests on this version yet, so it is changed in place.")
    if card.code == HOUSE:
        return _(
            "Units are covered by this version, so saving makes a new one. It holds for the units accepted from the "
            "day below on, and their cover is reckoned again."
        )
    return _("This version is used, so saving makes a new one. Contracts keep the version they have.")


def _scrolled(widget: QWidget, pad: int) -> QScrollArea:
    holder = QWidget()
    holder.setProperty("role", "plain")
    column = QVBoxLayout(holder)
    column.setContentsMargins(pad, pad, pad, pad)
    column.addWidget(widget)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(holder)
    return area
