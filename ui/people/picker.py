"""Asks who works at this workstation: the people by name, one click or Enter, and the PIN of whoever has one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.errors import InvalidInput
from inventory.i18n import _, pgettext
from inventory.people.commands import add_user, choose_user
from inventory.people.queries import UserLine, users
from inventory.people.words import role_word
from ui.desk import Desk
from ui.editing.filing import Filing
from ui.forms.sheet import FormSheet
from ui.navigation import Route
from ui.people.form import add_request, person_form
from ui.people.pin import PinField
from ui.theme import Meaning
from ui.widgets.banners import Banners
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState
from ui.widgets.records import Field, Records
from ui.widgets.words import rule, words


class PersonPicker(QDialog):
    """Signal: ``chosen()``: somebody else is at work now. Shown with ``open()``, which does not wait."""

    chosen = Signal()

    def __init__(self, desk: Desk, person: UserLine | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person = person
        self._name = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Who works here?"))
        self.setAccessibleName(self.windowTitle())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(20, 16, 20, 12)
        head.setSpacing(4)
        head.addWidget(words(_("Who works here?"), "title"))
        head.addWidget(words(_("What is done at this workstation carries this name."), "muted", wrap=True))
        self.banners = Banners()
        head.addWidget(self.banners)
        column.addLayout(head)
        column.addWidget(rule())
        self.list = Records(
            [
                Field(pgettext("person", "Name"), lambda user: user.name),
                Field(pgettext("person", "Role"), lambda user: role_word(user.role), 140, quiet=True),
                Field(_("PIN"), lambda user: _("PIN") if user.has_pin else "", 70, quiet=True),
            ],
            _("People"),
        )
        self.list.horizontalHeader().hide()
        self.list.opened.connect(self.choose)
        self.list.clicked.connect(self._clicked)
        column.addWidget(self.list, 1)
        self.nobody = EmptyState(
            _("Nobody is known yet"), _("Enter your name; the role can be changed later."), "people"
        )
        column.addWidget(self.nobody, 1)
        self.nobody.hide()
        self._asked: UserLine | None = None
        self.pin = PinField("pin", "")
        self.pin.line.returnPressed.connect(self._prove)
        self.prove_button = button(_("Work here"), self._prove, "primary")
        self.pin_strip = QWidget()
        strip = QHBoxLayout(self.pin_strip)
        strip.setContentsMargins(20, 12, 20, 12)
        strip.setSpacing(8)
        strip.addWidget(self.pin, 1)
        strip.addWidget(self.prove_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.pin_strip.hide()
        column.addWidget(self.pin_strip)
        self.sheet: FormSheet | None = None
        self._form_place = QVBoxLayout()
        column.addLayout(self._form_place)
        column.addWidget(rule())
        feet = QHBoxLayout()
        feet.setContentsMargins(20, 12, 20, 12)
        feet.setSpacing(8)
        self.add_button = button(_("Add a person"), self._add, symbol="add")
        desk.permits.guard(self.add_button, Right.MANAGE_PEOPLE)
        feet.addWidget(self.add_button)
        feet.addWidget(button(_("All people …"), self._manage, "link"))
        feet.addStretch(1)
        feet.addWidget(button(_("Close"), self.close))
        column.addLayout(feet)
        self.resize(self.sizeHint())  # a wrapped label would make it only as high as its layout must be
        desk.jobs.query(users, desk.ctx, done=self._show)

    def sizeHint(self) -> QSize:
        """Ten names and the form."""
        return QSize(440, 520)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter alone presses nothing, because a scanner sends it."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    @Slot(object)
    def _show(self, found: Sequence[UserLine]) -> None:
        self.list.show_records(found)
        self.list.setVisible(bool(found))
        self.nobody.setVisible(not found)
        here = self._person.id if self._person is not None else 0
        self.list.select(lambda user: isinstance(user, UserLine) and user.id == here)
        if found and not self.list.currentIndex().isValid():
            self.list.selectRow(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if not found:
            self._add()

    def _clicked(self) -> None:
        self.choose(self.list.records[self.list.currentIndex().row()])

    @Slot(object)
    def choose(self, user: UserLine) -> None:
        """Say that a person is at work now; whoever has a PIN is asked for it."""
        self._asked = user
        self.banners.clear()
        if user.has_pin:
            self.pin.heading.setText(_("PIN of {name}").format(name=user.name))
            self.pin.line.setAccessibleName(self.pin.heading.text())
            self.pin.clear()
            self.pin_strip.show()
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.pin_strip.hide()
            self._send("")

    @Slot()
    def _prove(self) -> None:
        self._send(self.pin.raw())

    def _send(self, pin: str) -> None:
        if self._asked is not None:
            self.prove_button.setEnabled(False)
            jobs = self._desk.jobs
            jobs.command(choose_user, self._desk.ctx, self._asked.id, pin, done=self._chosen, failed=self._refused)

    @Slot(object)
    def _chosen(self, _result: object) -> None:
        self.chosen.emit()
        self.close()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self.prove_button.setEnabled(True)
        if isinstance(error, InvalidInput) and error.field == "pin":
            self.pin.clear()
            self.pin.complain(str(error))
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.banners.say(str(error), Meaning.LATE)

    def _add(self) -> None:
        if self.sheet is not None:
            return
        form = person_form()
        self.sheet = FormSheet(self._desk, form, save=_("Add and choose"))
        self.sheet.setFixedHeight(216)
        self.resize(self.width(), max(self.height(), 620))
        self.sheet.closed.connect(self._form_closed)
        filing = Filing(self._desk, self.sheet, add_user, add_request, parent=self.sheet)
        filing.filed.connect(self._added)
        self._form_place.addWidget(self.sheet)
        self.nobody.hide()
        self.add_button.setEnabled(False)
        form.focus_first()

    @Slot(object)
    def _added(self, user_id: int) -> None:
        self._desk.jobs.command(choose_user, self._desk.ctx, user_id, done=self._chosen, failed=self._refused)

    @Slot()
    def _form_closed(self) -> None:
        if self.sheet is not None:
            self.sheet.hide()
            self.sheet.deleteLater()
            self.sheet = None
            self.add_button.setEnabled(True)

    def _manage(self) -> None:
        self.close()
        self._desk.open(Route("settings", "people"))
