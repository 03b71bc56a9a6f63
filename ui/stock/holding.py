"""What is kept of a part for cases is decided on its page: reserve some, let some go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from inventory.choices import Choice
from inventory.parts.queries import PartRow
from inventory.stock.reservations import ReservationLine
from ui.desk import Desk
from ui.stock.acts import RELEASE, RESERVE
from ui.stock.reserve_dialog import release_dialog, reserve_dialog
from ui.widgets.page_frame import PageFrame
from ui.widgets.records import Records


class Holding(QObject):
    """Adds the two acts to a part's page."""

    def __init__(self, desk: Desk, page: PageFrame) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._row: PartRow | None = None
        self._held: Sequence[ReservationLine] = ()
        self._list: Records | None = None
        self.reserve = page.add_action(RESERVE, self._reserve)
        self.release = page.add_action(RELEASE, self._release)
        self.release.setVisible(False)

    def show_part(self, row: PartRow, held: Sequence[ReservationLine], shown: Records) -> None:
        """The part on the page, what is kept of it, and the list in which one of them may be chosen."""
        self._row, self._held, self._list = row, held, shown
        self.release.setVisible(bool(held))

    @Slot()
    def _reserve(self) -> None:
        if self._row is not None:
            part = Choice(self._row.id, self._row.part_no, f"{self._row.name} {self._row.spec}".strip())
            reserve_dialog(self._desk, part=part, parent=self._page).open()

    @Slot()
    def _release(self) -> None:
        """The one that is chosen in the list; else the oldest."""
        if self._held and self._list is not None:
            place = max(0, self._list.currentIndex().row())
            release_dialog(self._desk, self._held[min(place, len(self._held) - 1)], parent=self._page).open()
