"""The tree of a depot: warehouses with their bins, and the engineers' vans."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from inventory.i18n import _
from inventory.places.queries import PlaceLine, WarehouseLine
from inventory.places.words import PlaceKind
from ui import theme
from ui.icons import icon
from ui.places.loaded import Depot

_ICONS = {
    PlaceKind.BIN: "parts", PlaceKind.VAN: "visits", PlaceKind.TRANSIT: "loaners", PlaceKind.QUARANTINE: "preview",
}  # fmt: skip
_KEY = Qt.ItemDataRole.UserRole


class PlaceTree(QTreeWidget):
    """Signals: ``went()``: another place, or another choice of several; ``opened(int)``: the page of one is wanted."""

    went = Signal()
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setAccessibleName(_("Places"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, self.header().ResizeMode.ResizeToContents)
        self._depot: Depot | None = None
        self._items: dict[tuple[str, int], QTreeWidgetItem] = {}
        self.itemSelectionChanged.connect(self.went)
        self.itemDoubleClicked.connect(self._open_item)

    def show_depot(self, depot: Depot) -> None:
        """Show the places anew; what was chosen and opened stays so where it is still there."""
        known = bool(self._items)
        chosen = [item.data(0, _KEY) for item in self.selectedItems()]
        unfolded = {key for key, item in self._items.items() if item.isExpanded()}
        self.blockSignals(True)
        self.clear()
        self._items.clear()
        self._depot = depot
        for line in depot.warehouses:
            top = self._item(self.invisibleRootItem(), ("warehouse", line.id), line.name, "site", line.active)
            self._hang(top, depot.trees[line.id])
            top.setExpanded(not known or ("warehouse", line.id) in unfolded)
        if depot.vans:
            vans = self._item(self.invisibleRootItem(), ("vans", 0), _("Vans"), "visits", active=True)
            for van in depot.vans:
                self._place(vans, van)
            vans.setExpanded(not known or ("vans", 0) in unfolded)
        for key in unfolded & self._items.keys():
            self._items[key].setExpanded(True)
        for key in chosen:
            if key in self._items:
                self._items[key].setSelected(True)
        if not self.selectedItems() and (first := self.topLevelItem(0)) is not None:
            self.setCurrentItem(first)
        self.blockSignals(False)
        self.went.emit()

    def _hang(self, top: QTreeWidgetItem, lines: Sequence[PlaceLine]) -> None:
        """Each place under what it stands under; whatever the order is, the parent is hung first."""
        by_id = {line.id: line for line in lines}

        def hung(line: PlaceLine) -> QTreeWidgetItem:
            found = self._items.get(("place", line.id))
            if found is None:
                above = by_id.get(line.parent_id) if line.parent_id is not None else None
                found = self._place(top if above is None else hung(above), line)
            return found

        for line in lines:
            hung(line)

    def _place(self, above: QTreeWidgetItem, line: PlaceLine) -> QTreeWidgetItem:
        item = self._item(above, ("place", line.id), line.name, _ICONS.get(line.kind, "parts"), line.active)
        if line.parts:
            item.setText(1, f"{line.parts:,}")
            item.setToolTip(1, _("Different parts that lie there"))
        return item

    def _item(
        self, above: QTreeWidgetItem, key: tuple[str, int], name: str, symbol: str, active: bool
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem(above, [name, ""])
        item.setData(0, _KEY, key)
        item.setIcon(0, icon(symbol))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setForeground(1, QBrush(QColor(theme.tokens().muted)))
        if not active:
            item.setForeground(0, QBrush(QColor(theme.tokens().disabled)))
            item.setToolTip(0, _("no longer used"))
        self._items[key] = item
        return item

    # what is chosen

    def places(self) -> list[PlaceLine]:
        """The places that are chosen; of a warehouse, those at its top."""
        if self._depot is None:
            return []
        found = (self._depot.places.get(number) for kind, number in self._chosen() if kind == "place")
        return [place for place in found if place is not None]

    def warehouse(self) -> WarehouseLine | None:
        """The warehouse that alone is chosen."""
        chosen = self._chosen()
        if self._depot is None or len(chosen) != 1 or chosen[0][0] != "warehouse":
            return None
        return self._depot.warehouse(chosen[0][1])

    def choose(self, kind: str, number: int) -> None:
        """Go to a place (``place``) or a warehouse (``warehouse``)."""
        if (item := self._items.get((kind, number))) is not None:
            self.setCurrentItem(item)
            self.scrollToItem(item)

    def _chosen(self) -> list[tuple[str, int]]:
        return [tuple(item.data(0, _KEY)) for item in self.selectedItems()]

    def seek(self, text: str) -> None:
        """Show only places whose name has ``text``, with what they stand under."""
        wanted = text.strip().casefold()

        def fits(item: QTreeWidgetItem | None) -> bool:
            assert item is not None  # the tree counts its own
            below = [fits(item.child(place)) for place in range(item.childCount())]
            seen = any(below) or not wanted or wanted in item.text(0).casefold()
            item.setHidden(not seen)
            if wanted and any(below):
                item.setExpanded(True)
            return seen

        root = self.invisibleRootItem()
        for place in range(root.childCount()):
            fits(root.child(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the place."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if (item := self.currentItem()) is not None:
                self._open_item(item)
            return
        super().keyPressEvent(event)

    def _open_item(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        kind, number = item.data(0, _KEY)
        if kind == "place":
            self.opened.emit(number)
