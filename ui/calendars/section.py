"""The calendars among the settings: which years are known, and the way to the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.calendars.queries import YearLine, years
from inventory.calendars.words import YearState, state_word
from inventory.i18n import _
from inventory.work import Context
from ui.calendars.page import TABLES
from ui.calendars.shown import YEAR_MEANINGS
from ui.desk import Desk
from ui.navigation import Route
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.cards import Section
from ui.widgets.records import ROW, Field, Records

SHOWN = 4
"""The latest years; the page has them all."""


def latest(ctx: Context) -> list[YearLine]:
    """The latest years. Asks the database."""
    return years(ctx)[:SHOWN]


class CalendarsSection(Section):
    """A short list of years; Enter or a double click opens one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Calendars"), parent=parent)
        self._desk = desk
        self.add_to_head(button(_("Open the calendars"), self._open_page, symbol="today"))
        self.list = Records(
            [
                Field(_("Year"), lambda line: str(line.year), 90),
                Field(_("List of the state"), lambda line: state_word(line.state), 160, chip=_meaning),
                Field(_("Days off"), lambda line: str(line.days_off or "—"), 100, right=True),
                Field(_("Made up for"), lambda line: str(line.made_up or "—"), 120, right=True),
                Field(_("Source"), lambda line: line.source, quiet=True),
            ],
            _("Years"),
        )
        self.list.opened.connect(self._open_year)
        self.inside.addWidget(self.list)
        desk.bridge.records_changed.connect(self._changed)
        self._show([])
        self.refresh()

    def refresh(self) -> None:
        """Fetch the years again."""
        self._desk.jobs.query(latest, self._desk.ctx, done=self._show)

    @Slot(object)
    def _show(self, found: Sequence[YearLine]) -> None:
        self.list.show_records(found)
        self.list.setFixedHeight(ROW * (max(len(found), 1) + 1) + 6)

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity in TABLES:
            self.refresh()

    def _open_page(self) -> None:
        self._desk.open(Route("calendars"))

    @Slot(object)
    def _open_year(self, line: YearLine) -> None:
        self._desk.open(Route("calendars", line.year))


def _meaning(line: YearLine) -> Meaning | None:
    return YEAR_MEANINGS[line.state] if line.state is not YearState.CONFIRMED else Meaning.OK
