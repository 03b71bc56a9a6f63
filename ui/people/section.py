"""The people who work here, among the settings: add, correct, mark as gone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.access.rights import Right
from inventory.i18n import _, pgettext
from inventory.people.commands import add_user, edit_user
from inventory.people.queries import UserLine, users
from inventory.people.words import role_word
from inventory.work import Context
from ui.desk import Desk
from ui.editing.filing import Filing, Values
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.people.changes_dialog import PeopleChanges
from ui.people.form import add_request, edit_request, person_form
from ui.people.pin_dialog import PinDialog
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState, Section
from ui.widgets.records import ROW, Field, Records

MOST_ROWS = 10


def everybody(ctx: Context) -> list[UserLine]:
    """Those who work here, then those who did. Asks the database."""
    return sorted(users(ctx, all_of_them=True), key=lambda user: not user.active)


def renewed(user_id: int, ctx: Context) -> tuple[int, Values]:
    """A person as recorded now. Asks the database."""
    user = next(user for user in users(ctx, all_of_them=True) if user.id == user_id)
    return user.version, _values(user)


def _values(user: UserLine) -> Values:
    return {"name": user.name, "role": user.role, "login": user.login, "active": user.active}


class PeopleSection(Section):
    """A short list; Enter or a double click corrects. Everybody sets their own PIN, whoever manages people any."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("People"), parent=parent)
        self._desk = desk
        self.dialog: FormDialog | None = None
        self.pin_button = button(_("PIN …"), self._pin, symbol="lock")
        self.pin_button.setToolTip(_("Set, change or remove the PIN of the person marked in the list"))
        self.add_to_head(self.pin_button)
        self.changes_button = button(_("Changes …"), self._changes)
        self.changes_button.setToolTip(_("What was changed of the people here, by whom and why"))
        self.add_to_head(desk.permits.guard(self.changes_button, Right.MANAGE_PEOPLE))
        self.add_button = desk.permits.guard(button(_("Add a person"), self.add, symbol="add"), Right.MANAGE_PEOPLE)
        self.add_to_head(self.add_button)
        self.list = Records(
            [
                Field(pgettext("person", "Name"), lambda user: user.name),
                Field(pgettext("person", "Role"), lambda user: role_word(user.role), 160),
                Field(_("Login"), lambda user: user.login, 120, quiet=True),
                Field(_("PIN"), lambda user: _("set") if user.has_pin else "", 70, quiet=True),
                Field("", _standing, 120, chip=_meaning),
            ],
            _("People"),
        )
        self.list.opened.connect(self.edit)
        self.list.chosen.connect(self._wake)
        desk.permits.changed.connect(self._wake)
        self.inside.addWidget(self.list)
        self.nobody = EmptyState(
            _("Nobody is known yet"), _("Add yourself first: what you do carries your name."), "people"
        )
        self.nobody.setMinimumHeight(160)
        self.inside.addWidget(self.nobody)
        desk.bridge.records_changed.connect(self._changed)
        self._show([])
        self.refresh()

    def refresh(self) -> None:
        """Fetch the people again."""
        self._desk.jobs.query(everybody, self._desk.ctx, done=self._show)

    @Slot(object)
    def _show(self, found: Sequence[UserLine]) -> None:
        self.list.show_records(found)
        self.list.setVisible(bool(found))
        self.list.setFixedHeight(ROW * (min(len(found), MOST_ROWS) + 1) + 6)
        self.nobody.setVisible(not found)
        self._wake()

    def _marked(self) -> UserLine | None:
        row = self.list.currentIndex().row()
        return self.list.records[row] if 0 <= row < len(self.list.records) else None

    @Slot()
    def _wake(self) -> None:
        user = self._marked()
        own = user is not None and user.id == self._desk.ctx.actor
        self.pin_button.setEnabled(user is not None and (own or self._desk.permits.may(Right.MANAGE_PEOPLE)))

    def _pin(self) -> None:
        user = self._marked()
        if user is not None:
            PinDialog(self._desk, user, self.window()).open()

    def _changes(self) -> None:
        PeopleChanges(self._desk, self.window()).open()

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity == "depot_user":
            self.refresh()

    @Slot()
    def add(self) -> None:
        """Ask for a new person."""
        self._open(_("New person"), person_form())
        if self.dialog is not None:
            Filing(self._desk, self.dialog, add_user, add_request, parent=self.dialog)

    @Slot(object)
    def edit(self, user: UserLine) -> None:
        """Correct a person."""
        if not self._desk.permits.may(Right.MANAGE_PEOPLE):
            self._desk.toast(self._desk.permits.why_not(Right.MANAGE_PEOPLE), meaning=Meaning.LATE)
            return
        form = person_form(known=True)
        form.fill(_values(user))
        self._open(_("Edit {name}").format(name=user.name), form)
        if self.dialog is not None:
            Filing(
                self._desk,
                self.dialog,
                edit_user,
                partial(edit_request, user.id),
                seen_version=user.version,
                renew=partial(renewed, user.id),
                parent=self.dialog,
            )

    def _open(self, title: str, form: Form) -> None:
        self.dialog = FormDialog(self._desk, title, form, parent=self.window())
        self.dialog.destroyed.connect(self._closed)
        self.dialog.open()

    @Slot()
    def _closed(self) -> None:
        self.dialog = None


def _standing(user: UserLine) -> str:
    return "" if user.active else _("has left")


def _meaning(user: UserLine) -> Meaning | None:
    return None if user.active else Meaning.OFF
