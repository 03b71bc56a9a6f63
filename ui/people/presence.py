"""Who is at work at this workstation: written at the foot of the rail, changed by a click on it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

from inventory.i18n import _
from inventory.people.queries import Standing, UserLine, begins, standing
from inventory.people.words import role_word
from inventory.settings import LOCK_AFTER_MINUTES
from inventory.work import Context
from ui.access.waiting import Waiting
from ui.desk import Desk
from ui.people.idle import IdleWatch
from ui.people.picker import PersonPicker


def at_start(ctx: Context) -> Standing:
    """Who begins: whoever is at work already, or did last and need not be asked for. Asks the database."""
    return standing(ctx if ctx.actor is not None else replace(ctx, actor=begins(ctx)))


class Presence(QObject):
    """Keeps the desk told who is at work and what they may do. Made once, beside the window.

    Asks who works here when the program starts and nobody may begin unasked, when somebody clicks on the name, and
    when nobody has touched anything for as long as this workstation allows.
    """

    def __init__(self, desk: Desk, window: QWidget | None = None) -> None:
        super().__init__(desk)
        self._desk = desk
        self._window = window
        self._picker: PersonPicker | None = None
        self._actor = desk.ctx.actor
        self._asks = True
        self.person: UserLine | None = None
        desk.person_asked.connect(self.ask)
        desk.language_changed.connect(self._speak)
        desk.bridge.records_changed.connect(self._changed)
        self.idle = IdleWatch(desk.ctx.clock, self)
        self.idle.idle.connect(self.lock)
        desk.settings.kept.connect(self._setting_kept)
        self.idle.watch(desk.settings.value(LOCK_AFTER_MINUTES))
        self.waiting = Waiting(desk, self)
        desk.jobs.query(at_start, desk.ctx, done=self._begin)

    def refresh(self) -> None:
        """Look up who is at work, and what they may do."""
        self._desk.jobs.query(standing, self._desk.ctx, done=self._show)

    @Slot()
    def ask(self) -> None:
        """Ask who works here."""
        if self._picker is None:
            self._picker = PersonPicker(self._desk, self.person, self._window or QApplication.activeWindow())
            self._picker.chosen.connect(self.refresh)
            self._picker.destroyed.connect(self._closed)
            self._picker.open()

    @Slot()
    def lock(self) -> None:
        """Nobody is at work any more until somebody says that they are. What is being typed stays."""
        if self.person is not None:
            self._desk.ctx.actor = None
            self._asks = True
            self.refresh()

    @Slot(object)
    def _begin(self, found: Standing) -> None:
        if self._desk.ctx.actor is None:
            self._desk.ctx.actor = found.actor
        self._show(found)

    @Slot(object)
    def _show(self, found: Standing) -> None:
        if found.actor != self._desk.ctx.actor:
            return  # somebody else was chosen meanwhile, and is being looked up
        known = self._desk.permits.allowed
        self.person = found.person
        if found.person is None:
            self._desk.ctx.actor = None
        self._speak()
        self._desk.permits.know(found.allowed)
        if self._desk.ctx.actor != self._actor or (known.roles and known.rights != found.allowed.rights):
            self._actor = self._desk.ctx.actor
            self._desk.refresh()
        if self.person is not None:
            self._asks = False
        elif found.people and self._asks:
            self._asks = False
            self.ask()

    @Slot()
    def _speak(self) -> None:
        if self.person is None:
            self._desk.set_person(_("Who works here?"))
        else:
            self._desk.set_person(self.person.name, role_word(self.person.role))

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity in ("depot_user", "right_grant"):
            self.refresh()

    @Slot(object, object)
    def _setting_kept(self, setting: object, value: int) -> None:
        if setting is LOCK_AFTER_MINUTES:
            self.idle.watch(value)

    @Slot()
    def _closed(self) -> None:
        self._picker = None
