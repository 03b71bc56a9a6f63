"""What cover and supply want somebody to do, as chips that lead to the lists: for the page the day begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from inventory.i18n import _
from ui.desk import Desk
from ui.navigation import Route
from ui.theme import Meaning
from ui.widgets.chips import Chip
from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from inventory.cover.outlook import Outlook
    from inventory.work import Context

DAYS: Final = 60
"""So far ahead the day's first page looks."""
PAUSE_MS: Final = 400
"""After the last of many changes it counts once."""
_COUNTED: Final = frozenset({"asset", "cover_review", "part", "order_line", "stock_doc"})

_MEANINGS: Final = {
    "ending": Meaning.SOON, "waiting": Meaning.INFO, "termless": Meaning.SOON, "reviews": Meaning.LATE,
    "short": Meaning.SOON,
}  # fmt: skip


class OutlookStrip(QWidget):
    """Hidden while there is nothing to do. It counts when asked to, and when units, reviews or the stock change."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._flow = FlowLayout(self)
        self.chips: dict[str, Chip] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.count)
        self._stale = False
        desk.bridge.records_changed.connect(self._changed)
        self.hide()

    @Slot()
    def count(self) -> None:
        """Count again."""
        self._stale = False
        self._desk.jobs.query(_outlook, self._desk.ctx, done=self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while it was out of sight."""
        super().showEvent(event)
        if self._stale:
            self._pause.start()

    @Slot(object)
    def _show(self, counted: tuple[Outlook, int]) -> None:
        found, short = counted
        said = {
            "ending": (found.within(DAYS), _("Cover ends within 60 days: {count}")),
            "waiting": (found.waiting, _("Not accepted: {count}")),
            "termless": (found.termless, _("Accepted without a term: {count}")),
            "reviews": (found.reviews, _("Decisions to look at again: {count}")),
            "short": (short, _("Parts to order: {count}")),
        }
        for key, (count, words) in said.items():
            chip = self.chips.get(key) or self._chip(key)
            chip.say(words.format(count=f"{count:,}"), chip.meaning)
            chip.setVisible(count > 0)
        self.setVisible(any(count for count, _words in said.values()))
        self._desk.set_count("cover", found.reviews)
        self._desk.set_count("stock", short)

    def _chip(self, key: str) -> Chip:
        chip = Chip("", _MEANINGS[key], clickable=True, parent=self)
        chip.clicked.connect(self._clicked)
        self.chips[key] = chip
        self._flow.addWidget(chip)
        return chip

    @Slot()
    def _clicked(self) -> None:
        clicked = self.sender()
        for key, chip in self.chips.items():
            if chip is clicked:
                self._desk.open(_route(key))
                return

    @Slot(str, object)
    def _changed(self, entity: str, _ids: object) -> None:
        if entity in _COUNTED:
            page = self.parentWidget()
            if page is not None and page.isVisible():
                self._pause.start()
            else:
                self._stale = True


def _route(key: str) -> Route:
    if key == "short":
        return Route("stock", "to_order")
    return Route("cover", key, DAYS) if key == "ending" else Route("cover", key)


def _outlook(ctx: Context) -> tuple[Outlook, int]:
    from inventory.cover.outlook import outlook  # in the lane: it brings the tables, and the window should not wait
    from inventory.supply.queries import shortages

    return outlook(ctx), shortages(ctx)
