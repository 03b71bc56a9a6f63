"""A new day begins while the window is open: what is reckoned for a day is reckoned again, and shown again.

Under terms that give repair days back, the cover of units that are with us grows from day to day (C-03); quotations
that nobody has answered in time expire; every list says how many days are left. A computer that slept has no timer
that ran, so the clock is looked at again and again and not waited for once.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

from inventory.errors import EnvironmentTrouble
from inventory.i18n import _

if TYPE_CHECKING:
    from ui.desk import Desk

LOOK_MS: Final = 30_000
"""So often the clock is looked at: a comparison of two days."""


class Midnight(QObject):
    """Watches the clock of the desk as long as the window is open."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.day: date = desk.ctx.clock.today()
        self._before = self.day
        self.timer = QTimer(self)
        self.timer.setInterval(LOOK_MS)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    @Slot()
    def look(self) -> None:
        """See whether another day has begun."""
        today = self._desk.ctx.clock.today()
        if today != self.day:
            from inventory.cover.keeping import refresh_open  # a start should not wait for what midnight needs

            self._before, self.day = self.day, today
            self._desk.jobs.command(
                refresh_open, self._desk.ctx, done=self._reckoned, failed=self._failed,
                title=_("Reckoning the cover of the new day"),
            )  # fmt: skip

    @Slot(object)
    def _reckoned(self, _count: object) -> None:
        from inventory.quotations.lapsing import expire  # a start should not wait for what midnight needs

        self._desk.jobs.command(expire, self._desk.ctx, done=self._refreshed, failed=self._failed)

    @Slot(object)
    def _refreshed(self, _count: object) -> None:
        self._desk.refresh()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        """A database that cannot be written to at the moment is tried again; anything else is shown."""
        if isinstance(error, EnvironmentTrouble):
            self.day = self._before
        else:
            self._desk.show_error(error)

    def stop(self) -> None:
        """The window is closed."""
        self.timer.stop()
