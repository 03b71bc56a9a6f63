"""The people who work here, among the settings: add, correct, mark as gone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.i18n import _, pgettext
from inventory.people.commands import add_user, edit_user
from inventory.people.queries import UserLine, users
from inventory.people.words import role_word
from inventory.work import Context
from ui.desk import Desk
from ui.editing.filing import Filing, Values
from ui.forms.form import Form
from ui.forms.sheet import FormDialog
from ui.people.form import add_request, edit_request, person_form
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
    """A short list; Enter or a double click corrects."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("People"), parent=parent)
        self._desk = desk
        self.dialog: FormDialog | None = None
        self.add_to_head(button(_("Add a person"), self.add, symbol="add"))
        self.list = Records(
            [
                Field(pgettext("person", "Name"), lambda user: user.name),
                Field(pgettext("person", "Role"), lambda user: role_word(user.role), 160),
                Field(_("Login"), lambda user: user.login, 140, quiet=True),
                Field("", _standing, 140, chip=_meaning),
            ],
            _("People"),
        )
        self.list.opened.connect(self.edit)
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
