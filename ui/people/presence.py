"""Who is at work at this workstation: written at the foot of the rail, changed by a click on it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

from inventory.i18n import _
from inventory.people.queries import UserLine, at_work
from inventory.people.words import Role, role_word
from ui.desk import Desk
from ui.people.picker import PersonPicker

SEES_COSTS = frozenset({Role.KEEPER, Role.FINANCE, Role.MANAGER})
"""Roles that are shown what a part costs us, until rights say so."""


def sees_costs(person: UserLine | None) -> bool:
    """Whether a person is shown internal costs; nobody in particular is not."""
    return person is not None and person.role in SEES_COSTS


class Presence(QObject):
    """Keeps the desk told who is at work, and asks when somebody clicks on the name. Made once, beside the window."""

    def __init__(self, desk: Desk, window: QWidget | None = None) -> None:
        super().__init__(desk)
        self._desk = desk
        self._window = window
        self._picker: PersonPicker | None = None
        self.person: UserLine | None = None
        desk.person_asked.connect(self.ask)
        desk.language_changed.connect(self._speak)
        desk.bridge.records_changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Look up who is at work."""
        self._desk.jobs.query(at_work, self._desk.ctx, done=self._show)

    @Slot()
    def ask(self) -> None:
        """Ask who works here."""
        if self._picker is None:
            self._picker = PersonPicker(self._desk, self.person, self._window or QApplication.activeWindow())
            self._picker.chosen.connect(self.refresh)
            self._picker.destroyed.connect(self._closed)
            self._picker.open()

    @Slot(object)
    def _show(self, person: UserLine | None) -> None:
        self.person = person
        self._desk.ctx.actor = person.id if person is not None else None
        self._speak()

    @Slot()
    def _speak(self) -> None:
        if self.person is None:
            self._desk.set_person(_("Who works here?"))
        else:
            self._desk.set_person(self.person.name, role_word(self.person.role))

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity == "depot_user":
            self.refresh()

    @Slot()
    def _closed(self) -> None:
        self._picker = None
