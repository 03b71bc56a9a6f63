"""The page of one place: a scan of its label opens it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from inventory.choices import Choice
from inventory.i18n import _
from inventory.places.queries import PlaceCard, card
from inventory.places.words import PlaceKind
from ui.desk import Desk
from ui.navigation import Route
from ui.places import acts
from ui.places.detail import PlaceDetail
from ui.places.keeping import PlaceKeeping
from ui.places.tab import BELONGS, RETIRABLE
from ui.widgets.cards import Card
from ui.widgets.page_frame import Crumb, PageFrame


class PlacePage(PageFrame):
    """``Route("place", id)``."""

    def __init__(self, desk: Desk, route: Route, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Place"), self._way(), parent)
        self._place_id = int(str(route.args[0]))
        self.loaded: PlaceCard | None = None
        self.keeping = PlaceKeeping(desk, self)
        self.keeping.done.connect(self.refresh)
        self.detail = PlaceDetail()
        self.detail.part_opened.connect(self._open_part)
        sheet = Card(flush=True)
        sheet.body.addWidget(self.detail)
        self.body.addWidget(sheet, 1)
        self.add_action(acts.COUNT, self._count, button=True)
        self.add_action(acts.EDIT, self._edit, button=True)
        self._labels = self.add_action(acts.LABELS, self._print)
        self._retire = self.add_action(acts.RETIRE, self._leave)
        self._reopen = self.add_action(acts.REOPEN, self._use)
        desk.bridge.records_changed.connect(self._changed)
        self.setFocusProxy(self.detail.lying)
        self.refresh()

    @staticmethod
    def _way() -> list[Crumb]:
        return [(_("Stock"), Route("stock")), (_("Places"), Route("stock", "places"))]

    def refresh(self) -> None:
        """Fetch the place again."""
        self.desk.jobs.query(card, self.desk.ctx, self._place_id, done=self._show)

    def turn_to(self, route: Route) -> bool:
        """Another place was scanned."""
        self._place_id = int(str(route.args[0]))
        self.refresh()
        return True

    @Slot(str, object)
    def _changed(self, entity: str, _ids: tuple[int, ...]) -> None:
        if entity in BELONGS:
            self.refresh()

    @Slot(object)
    def _show(self, found: PlaceCard) -> None:
        self.loaded = found
        row = found.row
        self.set_title(row.name, row.code)
        self.set_crumbs([*self._way(), (row.name, None)])
        retirable = row.kind in RETIRABLE
        self._retire.setVisible(row.active and retirable)
        self._reopen.setVisible(not row.active)
        self._labels.setVisible(row.kind is not PlaceKind.TRANSIT)
        self.detail.show_card(found)

    @Slot()
    def _edit(self) -> None:
        if self.loaded is not None:
            self.keeping.edit(self.loaded.row)

    @Slot()
    def _print(self) -> None:
        self.keeping.labels([self._place_id])

    @Slot()
    def _count(self) -> None:
        if self.loaded is not None:
            row = self.loaded.row
            self.keeping.count([Choice(row.id, row.name, row.warehouse)])

    @Slot()
    def _leave(self) -> None:
        if self.loaded is not None:
            self.keeping.retire(self.loaded.row)

    @Slot()
    def _use(self) -> None:
        if self.loaded is not None:
            self.keeping.reopen(self.loaded.row)

    @Slot(object)
    def _open_part(self, part_id: int) -> None:
        self.desk.open(Route("part", part_id))
