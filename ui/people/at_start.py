"""When this workstation asks who works here, among the settings. What is chosen holds at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from inventory.i18n import _, ngettext
from inventory.settings import ASK_AT_START, LOCK_AFTER_MINUTES
from ui.desk import Desk
from ui.forms.choosing import Chooser
from ui.widgets.cards import Section
from ui.widgets.words import words

MINUTES: Final = (0, 2, 5, 10, 15, 30, 60)


class AtStartSection(Section):
    """At every start, and after a while without a key or a click."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Signing in"), flush=False, parent=parent)
        self._desk = desk
        self.box = QCheckBox(_("Ask at every start, also where nobody has a PIN"))
        self.box.setAccessibleName(self.box.text())
        self.box.setChecked(desk.settings.value(ASK_AT_START))
        self.box.toggled.connect(self._ask_at_start)
        self.inside.addWidget(self.box)
        self.minutes = Chooser()
        kept = desk.settings.value(LOCK_AFTER_MINUTES)
        self._values = sorted({*MINUTES, kept})
        for minutes in self._values:
            some = ngettext("after {count} minute", "after {count} minutes", minutes).format(count=minutes)
            self.minutes.addItem(some if minutes else _("never ask"))
        self.minutes.setCurrentIndex(self._values.index(kept))
        label = words(_("Ask again when nobody has touched a key or the mouse"), wrap=True)
        label.setBuddy(self.minutes)
        self.minutes.setAccessibleName(label.text())
        self.minutes.currentIndexChanged.connect(self._lock_after)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label, 1)
        row.addWidget(self.minutes)
        self.inside.addLayout(row)
        remark = _("Whoever has a PIN is asked for it at every start. What is being typed stays when it asks again.")
        self.inside.addWidget(words(remark, "small", wrap=True))

    def _ask_at_start(self, ask: bool) -> None:
        self._desk.settings.keep(ASK_AT_START, ask)

    def _lock_after(self, place: int) -> None:
        self._desk.settings.keep(LOCK_AFTER_MINUTES, self._values[place])
