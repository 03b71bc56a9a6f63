"""The start page among the pages of the program."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_
from ui.navigation import PageSpec
from ui.start.page import StartPage

PAGES: Final[tuple[PageSpec, ...]] = (PageSpec("start", N_("Start"), "start", StartPage, rail=False),)
