"""The settings among the pages of the program."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_
from ui.navigation import PageSpec
from ui.settings.page import SettingsPage

PAGES: Final[tuple[PageSpec, ...]] = (PageSpec("settings", N_("Settings"), "settings", SettingsPage, foot=True),)
