"""The tree of a depot: warehouses with their bins, and the engineers' vans."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from inventory.i18n import _
from inventory.places.outline import Outline, Spot
from inventory.places.queries import WarehouseLine
from ui.desk import Desk
from ui.places.model import PlaceModel
from ui.places.shape import Key, Shape, shape

_WHOLE_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class PlaceTree(QTreeView):
    """Signals: ``went()``: another place, or another choice of several; ``opened(int)``: the page of one is wanted."""

    went = Signal()
    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.places = PlaceModel(desk.ctx, desk.jobs, self)
        self.setModel(self.places)
        self.setHeaderHidden(True)
        self.setAccessibleName(_("Places"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        header = self.header()
        header.setStretchLastSection(False)
        header.setResizeContentsPrecision(0)  # as wide as what is seen: the others are not asked for
        header.setSectionResizeMode(0, header.ResizeMode.Stretch)
        header.setSectionResizeMode(1, header.ResizeMode.ResizeToContents)
        self._found: Outline | None = None
        self._whole = Shape()
        self._text = ""
        self._unfolded: set[Key] = set()
        self._quiet = False
        self.selectionModel().selectionChanged.connect(self._others)
        self.expanded.connect(self._unfold)
        self.collapsed.connect(self._fold)
        self.doubleClicked.connect(self._open_index)

    def show_outline(self, found: Outline, whole: Shape | None = None) -> None:
        """Show the places anew; what was chosen and unfolded stays so where it is still there.

        ``whole``: the shape of the outline, where somebody has made it already.
        """
        if self._found is None:
            self._unfolded |= {("warehouse", line.id) for line in found.warehouses} | {("vans", 0)}
        else:
            known = {line.id for line in self._found.warehouses}
            self._unfolded |= {("warehouse", line.id) for line in found.warehouses if line.id not in known}
        self._found, self._whole = found, whole or shape(found)
        self._show()

    def seek(self, text: str) -> None:
        """Show only places whose name has ``text``, with what they stand under."""
        self._text = text.strip()
        if self._found is not None:
            self._show()

    def _show(self) -> None:
        assert self._found is not None  # whoever calls has it
        chosen, current = self._chosen(), self._current()
        top = self.indexAt(self.viewport().rect().topLeft())
        first = self.places.node(top).key if top.isValid() else None
        self._quiet = True
        self.places.show_shape(shape(self._found, self._text) if self._text else self._whole)
        if self._text:
            self.expandAll()
        else:
            for key in self._unfolded:
                if (index := self.places.at(key)).isValid():
                    self.setExpanded(index, True)
        self._choose_again(chosen, current)
        if first is not None and (index := self.places.at(first)).isValid():
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)
        self._quiet = False
        self.went.emit()

    def _choose_again(self, chosen: list[Key], current: Key | None) -> None:
        again = QItemSelection()
        for key in chosen:
            if (index := self.places.at(key)).isValid():
                again.select(index, index)
        model = self.selectionModel()
        where = self.places.at(current) if current is not None else QModelIndex()
        if again.isEmpty() and not where.isValid():
            where = self.places.index(0, 0)
            again.select(where, where)
        if where.isValid():
            model.setCurrentIndex(where, QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(again, _WHOLE_ROW)

    def look_again(self) -> None:
        """Goods were moved: what lies in the places that are seen is asked for again."""
        self.places.doubt()
        self.viewport().update()

    # what is chosen

    def spots(self) -> list[Spot]:
        """The places that are chosen."""
        found = (self.places.node(index).what for index in self._rows())
        return [what for what in found if isinstance(what, Spot)]

    def warehouse(self) -> WarehouseLine | None:
        """The warehouse that alone is chosen."""
        rows = self._rows()
        what = self.places.node(rows[0]).what if len(rows) == 1 else None
        return what if isinstance(what, WarehouseLine) else None

    def warehouse_of(self, spot: Spot) -> str:
        """What the warehouse of a place is called; "" for a van."""
        line = None if self._found is None else self._found.warehouse(spot.warehouse_id)
        return "" if line is None else line.name

    def choose(self, kind: str, number: int) -> None:
        """Go to a place (``place``) or a warehouse (``warehouse``)."""
        index = self.places.at((kind, number))
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _rows(self) -> list[QModelIndex]:
        return sorted(self.selectionModel().selectedRows(0), key=lambda index: int(index.internalId()))

    def _chosen(self) -> list[Key]:
        return [self.places.node(index).key for index in self._rows()]

    def _current(self) -> Key | None:
        index = self.currentIndex()
        return self.places.node(index).key if index.isValid() else None

    def _others(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        if not self._quiet:
            self.went.emit()

    # folding

    def _unfold(self, index: QModelIndex) -> None:
        if not self._quiet and not self._text:
            self._unfolded.add(self.places.node(index).key)

    def _fold(self, index: QModelIndex) -> None:
        if not self._quiet and not self._text:
            self._unfolded.discard(self.places.node(index).key)

    # opening

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the place."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open_index(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open_index(self, index: QModelIndex) -> None:
        what = self.places.node(index).what if index.isValid() else None
        if isinstance(what, Spot):
            self.opened.emit(what.id)
