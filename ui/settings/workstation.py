"""How this workstation looks, speaks and sounds. What is chosen here holds at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QCheckBox, QWidget

from inventory.i18n import LANGUAGES, N_, _, language
from inventory.settings import THEME
from ui.desk import Desk
from ui.editing.segments import Segment, Segments
from ui.main_window import LANGUAGE_NAMES, THEME_NAMES
from ui.widgets.cards import Section
from ui.widgets.words import words

THEME_ICONS: Final = {"system": "theme", "light": "light", "dark": "dark"}
HERE: Final = N_("Holds for this workstation.")


class LanguageSection(Section):
    """Chinese or English."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Language"), flush=False, parent=parent)
        spoken = [Segment(key, LANGUAGE_NAMES[key]) for key in LANGUAGES]
        self.choice = Segments(_("Language"), spoken, language())
        self.choice.chosen.connect(desk.speak)
        self.inside.addWidget(self.choice)
        remark = _("Of the window on this workstation. Papers and workbooks are written in their receiver's language.")
        self.inside.addWidget(words(remark, "small", wrap=True))


class AppearanceSection(Section):
    """Light, dark, or as the system."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Appearance"), flush=False, parent=parent)
        looks = [Segment(key, _(word), THEME_ICONS[key]) for key, word in THEME_NAMES.items()]
        self.choice = Segments(_("Theme"), looks, desk.settings.value(THEME))
        self.choice.chosen.connect(desk.dress)
        self.inside.addWidget(self.choice)
        self.inside.addWidget(words(_(HERE), "small", wrap=True))


class SoundsSection(Section):
    """Whether a scan is heard."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Sounds"), flush=False, parent=parent)
        self._desk = desk
        self.box = QCheckBox(_("One tone when a scan is found, another when it is refused"))
        self.box.setAccessibleName(self.box.text())
        self.box.setChecked(desk.sounds)
        self.box.toggled.connect(self._switch)
        self.inside.addWidget(self.box)
        self.inside.addWidget(words(_(HERE), "small", wrap=True))

    def _switch(self, audible: bool) -> None:
        self._desk.set_sounds(audible)
