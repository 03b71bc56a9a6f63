"""What is done with places, from the tree and from the page of one: each is one command."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from inventory.choices import Choice
from inventory.i18n import _, ngettext
from inventory.people.queries import UserLine
from inventory.places import commands
from inventory.places.outline import Spot
from inventory.places.queries import PlaceCard, PlaceLine, WarehouseLine, card, warehouses
from inventory.places.words import PlaceKind
from ui.desk import Desk
from ui.editing.step_dialog import StepDialog
from ui.navigation import Route
from ui.places import dialogs
from ui.places.loaded import branches, without_van
from ui.theme import Meaning


class PlaceKeeping(QObject):
    """Signal: ``done()``: the depot has it."""

    done = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._known: WarehouseLine | None = None
        self._under: Spot | WarehouseLine | None = None
        self.dialog: StepDialog | None = None

    # new ones

    @Slot()
    def add_warehouse(self) -> None:
        """Ask for a new warehouse."""
        self.edit_warehouse(None)

    def edit_warehouse(self, known: WarehouseLine | None) -> None:
        """Ask for a warehouse, or for what is wrong about one."""
        self._known = known
        self._desk.jobs.query(branches, self._desk.ctx, done=self._ask_warehouse)

    @Slot(object)
    def _ask_warehouse(self, found: Sequence[Choice]) -> None:
        self._show(dialogs.warehouse_dialog(self._desk, found, self._known, self._page))

    def add_bins(self, under: Spot | WarehouseLine | None = None) -> None:
        """Ask for bins, under a place where one is chosen."""
        self._under = under
        self._desk.jobs.query(warehouses, self._desk.ctx, done=self._ask_bins)

    @Slot(object)
    def _ask_bins(self, found: Sequence[WarehouseLine]) -> None:
        above, warehouse_id = self._under, None
        under = None
        if isinstance(above, WarehouseLine):
            warehouse_id = above.id
        elif above is not None and above.warehouse_id is not None:
            warehouse_id = above.warehouse_id
            under = Choice(above.id, above.name) if above.kind is PlaceKind.BIN else None
        self._show(
            dialogs.BinsDialog(self._desk, found, under=under, warehouse_id=warehouse_id, parent=self._page),
            self._added,
        )

    @Slot(object)
    def _added(self, ids: Sequence[int]) -> None:
        said = ngettext("{count} bin is there.", "{count} bins are there.", len(ids))
        self._desk.toast(said.format(count=f"{len(ids):,}"))
        self.done.emit()

    @Slot()
    def add_van(self) -> None:
        """Ask whose van it is."""
        self._desk.jobs.query(without_van, self._desk.ctx, done=self._ask_van)

    @Slot(object)
    def _ask_van(self, people: Sequence[UserLine]) -> None:
        if people:
            self._show(dialogs.van_dialog(self._desk, people, self._page))
        else:
            said = _("Everybody who is entered under Settings → People has a van already.")
            self._desk.toast(said, meaning=Meaning.INFO)

    # those that are there

    def edit(self, place: PlaceLine) -> None:
        """Ask for another name or another place in the tree."""
        self._desk.jobs.query(card, self._desk.ctx, place.id, done=self._ask_edit)

    @Slot(object)
    def _ask_edit(self, found: PlaceCard) -> None:
        self._show(dialogs.place_dialog(self._desk, found, self._page))

    def retire(self, place: PlaceLine | WarehouseLine) -> None:
        """Use it no more."""
        command = commands.retire_warehouse if isinstance(place, WarehouseLine) else commands.retire_place
        self._send(command, place)

    def reopen(self, place: PlaceLine | WarehouseLine) -> None:
        """Use it again."""
        command = commands.reopen_warehouse if isinstance(place, WarehouseLine) else commands.reopen_place
        self._send(command, place)

    def labels(self, place_ids: Sequence[int]) -> None:
        """Print the labels of some places."""
        from ui.assets.label_dialog import LabelDialog
        from ui.assets.label_subject import PLACES

        LabelDialog(self._desk, place_ids, subject=PLACES, parent=self._page).open()

    def count(self, places: Sequence[Choice]) -> None:
        """Plan a stocktake of some places with what is under them."""
        from ui.stocktake.plan_dialog import PlanDialog

        dialog = PlanDialog(self._desk, places=places, parent=self._page)
        dialog.filed.connect(self._planned)
        dialog.open()

    @Slot(object)
    def _planned(self, stocktake_id: int) -> None:
        self._desk.open(Route("stocktake", stocktake_id))

    def _send(self, command: Any, place: PlaceLine | WarehouseLine) -> None:
        self._desk.jobs.command(command, self._desk.ctx, place.id, place.version, done=self._saved)

    def _show(self, dialog: StepDialog, done: Any = None) -> None:
        self.dialog = dialog
        dialog.filed.connect(done or self._saved)
        dialog.open()

    @Slot(object)
    def _saved(self, _result: object) -> None:
        self._desk.toast(_("Saved."))
        self.done.emit()
