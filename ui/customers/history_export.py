"""Writes a customer's repair history while people go on working, and says where it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from inventory.cases.history import HistoryRequest, HistorySummary, write_history
from inventory.i18n import _, ngettext
from ui.desk import Desk
from ui.editing.saving import file_choices
from ui.jobs import Job
from ui.theme import Meaning
from ui.widgets.page_frame import PageFrame


class HistoryExport(QObject):
    """One export: shown in the status line, where it can be stopped; then a banner on the page it was asked from."""

    def __init__(self, desk: Desk, page: PageFrame | None) -> None:
        super().__init__(desk)
        self._desk = desk
        self._page = page
        if page is not None:
            page.destroyed.connect(self._page_gone)

    def start(self, request: HistoryRequest, path: Path) -> Job:
        """Begin to write."""
        job = self._desk.jobs.work(
            write_history,
            self._desk.ctx,
            request,
            path,
            title=_("Exporting the repair history"),
            done=self._written,
            failed=self._failed,
        )
        job.ended.connect(self.deleteLater)
        return job

    @Slot(object)
    def _written(self, summary: HistorySummary) -> None:
        cases = ngettext("{count} case", "{count} cases", summary.cases).format(count=f"{summary.cases:,}")
        units = ngettext("{count} unit", "{count} units", summary.units).format(count=f"{summary.units:,}")
        text = _("The repair history is written: {units}, {cases}.").format(units=units, cases=cases)
        self._desk.toast(text)
        if self._page is not None:
            said = _("{sentence} It is called {name}.").format(sentence=text, name=summary.path.name)
            self._page.banners.say(said, Meaning.OK, file_choices(summary.path))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._desk.show_error(error)

    @Slot()
    def _page_gone(self) -> None:
        self._page = None
