"""The places as a tab of the stock page: the tree, and beside it what lies there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from inventory.access.rights import Right
from inventory.choices import Choice
from inventory.i18n import _
from inventory.places.outline import Outline, Spot, outline
from inventory.places.queries import PlaceCard, PlaceLine, WarehouseLine, card
from inventory.places.words import PlaceKind
from inventory.work import Context
from ui.desk import Desk
from ui.jobs import Job
from ui.navigation import Route
from ui.places.detail import PlaceDetail
from ui.places.keeping import PlaceKeeping
from ui.places.shape import Shape, shape
from ui.places.tree import PlaceTree
from ui.widgets.buttons import button
from ui.widgets.cards import Card, Section
from ui.widgets.flow import FlowLayout
from ui.widgets.words import rule

BELONGS = frozenset({"place", "warehouse", "stock_doc", "depot_user"})
"""Tables whose changes may show here."""
GOODS = "stock_doc"
"""The table whose changes move goods, and no place."""
RETIRABLE = (PlaceKind.BIN, PlaceKind.VAN)


def drawn(ctx: Context, all_of_them: bool) -> tuple[Outline, Shape]:
    """The places, and the tree that they make. Asks the database; both are made in the read lane."""
    found = outline(ctx, all_of_them=all_of_them)
    return found, shape(found)


class PlacesTab(QWidget):
    """Several places are chosen with Ctrl or Shift; Enter opens the page of one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.keeping = PlaceKeeping(desk, self)
        self.keeping.done.connect(self.refresh)
        self._job: Job | None = None
        self._card: PlaceCard | None = None
        self._waiting: Callable[[PlaceLine], None] | None = None
        self.tree = PlaceTree(desk)
        self.tree.went.connect(self._went)
        self.tree.opened.connect(self._open)
        self.seek = QLineEdit()
        self.seek.setPlaceholderText(_("Find a place"))
        self.seek.setAccessibleName(_("Find a place"))
        self.seek.setClearButtonEnabled(True)
        self.seek.textChanged.connect(self.tree.seek)
        self.all = QCheckBox(_("Retired ones, too"))
        self.all.toggled.connect(self.refresh)
        self.detail = PlaceDetail()
        self.detail.part_opened.connect(self._open_part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._tree_card())
        row.addWidget(self._detail_card(), 1)
        self.setFocusProxy(self.tree)
        desk.bridge.records_changed.connect(self._changed)
        desk.theme_changed.connect(self._dressed)
        self.refresh()

    def _tree_card(self) -> Card:
        sheet = Card(flush=True)
        sheet.setFixedWidth(300)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(6)
        head.addWidget(self.seek)
        head.addWidget(self.all)
        sheet.body.addLayout(head)
        sheet.body.addWidget(rule())
        sheet.body.addWidget(self.tree, 1)
        return sheet

    def _detail_card(self) -> Section:
        self.section = Section(_("Place"))
        self.section.badge.hide()
        self.edit_button = button(_("Edit"), self._edit, symbol="edit")
        self.count_button = button(_("Count here"), self._count, symbol="scan")
        self.label_button = button(_("Print labels"), self._labels, symbol="label")
        self.retire_button = button(_("Use no longer"), self._retire)
        self.reopen_button = button(_("Use again"), self._reopen)
        acts = QWidget()
        row = FlowLayout(acts)
        permits = self.desk.permits
        for made in (self.edit_button, self.count_button, self.retire_button, self.reopen_button):
            permits.guard(made, Right.KEEP_STOCK)
        permits.guard(self.label_button, Right.PRINT_LABELS)
        for made in (
            self.edit_button, self.label_button, self.count_button, self.retire_button, self.reopen_button,
        ):  # fmt: skip
            row.addWidget(made)
        holder = QVBoxLayout()
        holder.setContentsMargins(14, 10, 14, 2)
        holder.addWidget(acts)
        self.section.inside.addLayout(holder)
        self.section.inside.addWidget(self.detail, 1)
        return self.section

    # showing

    @Slot()
    def refresh(self) -> None:
        """Fetch the tree again."""
        self.desk.jobs.query(drawn, self.desk.ctx, self.all.isChecked(), done=self._show)

    @Slot(str, object)
    def _changed(self, entity: str, _ids: tuple[int, ...]) -> None:
        if entity == GOODS:
            self.tree.look_again()
            self._went()
        elif entity in BELONGS:
            self.refresh()

    @Slot(str)
    def _dressed(self, _theme: str) -> None:
        self.tree.viewport().update()
        self._went()

    @Slot(object)
    def _show(self, found: tuple[Outline, Shape]) -> None:
        self.tree.show_outline(*found)

    @property
    def chosen(self) -> Spot | WarehouseLine | None:
        """The one place or warehouse that is chosen."""
        spots = self.tree.spots()
        return spots[0] if len(spots) == 1 else self.tree.warehouse()

    @Slot()
    def _went(self) -> None:
        spots = self.tree.spots()
        one = spots[0] if len(spots) == 1 else self.tree.warehouse()
        retirable = isinstance(one, WarehouseLine) or (one is not None and one.kind in RETIRABLE)
        self.edit_button.setVisible(one is not None)
        self.retire_button.setVisible(one is not None and one.active and retirable)
        self.reopen_button.setVisible(one is not None and not one.active)
        self.count_button.setVisible(bool(spots))
        self.label_button.setVisible(bool(_labelled(spots)))
        if self._job is not None:
            self._job.cancel()
        self._job = self._card = self._waiting = None
        if isinstance(one, WarehouseLine):
            self.section.title.setText(one.name)
            self.detail.show_warehouse(one)
        elif one is not None:
            self.section.title.setText(one.name)
            self._job = self.desk.jobs.query(card, self.desk.ctx, one.id, done=self._show_card)
        else:
            self.section.title.setText(_("Places"))
            self.detail.show_several(spots)

    @Slot(object)
    def _show_card(self, found: PlaceCard) -> None:
        self._job, self._card = None, found
        self.detail.show_card(found)
        if self._waiting is not None:
            self._waiting(found.row)
            self._waiting = None

    def _with_line(self, act: Callable[[PlaceLine], None]) -> None:
        """Do something with the place that is chosen, once it is there."""
        if self._card is None:
            self._waiting = act
        else:
            act(self._card.row)

    # acts

    @Slot()
    def add_bins(self) -> None:
        """Ask for new bins, under what is chosen."""
        self.keeping.add_bins(self.chosen)

    @Slot()
    def add_warehouse(self) -> None:
        """Ask for a new warehouse."""
        self.keeping.add_warehouse()

    @Slot()
    def add_van(self) -> None:
        """Ask whose van is new."""
        self.keeping.add_van()

    @Slot()
    def _edit(self) -> None:
        one = self.chosen
        if isinstance(one, WarehouseLine):
            self.keeping.edit_warehouse(one)
        elif one is not None:
            self._with_line(self.keeping.edit)

    @Slot()
    def _retire(self) -> None:
        one = self.chosen
        if isinstance(one, WarehouseLine):
            self.keeping.retire(one)
        elif one is not None:
            self._with_line(self.keeping.retire)

    @Slot()
    def _reopen(self) -> None:
        one = self.chosen
        if isinstance(one, WarehouseLine):
            self.keeping.reopen(one)
        elif one is not None:
            self._with_line(self.keeping.reopen)

    @Slot()
    def _labels(self) -> None:
        self.keeping.labels([spot.id for spot in _labelled(self.tree.spots())])

    @Slot()
    def _count(self) -> None:
        self.keeping.count([Choice(spot.id, spot.name, self.tree.warehouse_of(spot)) for spot in self.tree.spots()])

    @Slot(object)
    def _open(self, place_id: int) -> None:
        self.desk.open(Route("place", place_id))

    @Slot(object)
    def _open_part(self, part_id: int) -> None:
        self.desk.open(Route("part", part_id))


def _labelled(spots: Sequence[Spot]) -> list[Spot]:
    """What a label can be stuck to."""
    return [spot for spot in spots if spot.kind is not PlaceKind.TRANSIT]
