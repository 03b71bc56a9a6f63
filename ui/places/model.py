"""The places as a model of a tree: names are there at once, how many parts lie in a place is asked for what is seen."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QBrush, QColor

from inventory.i18n import _
from inventory.places.outline import Spot, parts_in
from inventory.work import Context
from ui import theme
from ui.icons import icon
from ui.jobs import Job, Lanes
from ui.places.shape import ROOT, Key, Node, Shape

AnyIndex = QModelIndex | QPersistentModelIndex
GATHER_MS: Final = 15
NAME, PARTS = range(2)
NOTHING: Final = QModelIndex()


class PlaceModel(QAbstractItemModel):
    """Shows a shape, that is replaced whole."""

    def __init__(self, ctx: Context, jobs: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._jobs = ctx, jobs
        self.shape = Shape()
        self._parts: dict[int, int] = {}
        self._doubtful: set[int] = set()
        self._wanted: set[int] = set()
        self._job: Job | None = None
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(GATHER_MS)
        self._gather.timeout.connect(self._ask)

    def show_shape(self, shape: Shape) -> None:
        """Another tree."""
        self.beginResetModel()
        self.shape = shape
        self.endResetModel()

    def doubt(self) -> None:
        """Goods were moved: ask again what lies in the places that are seen. Until then the old numbers stand."""
        self._doubtful = set(self._parts)

    # the tree

    def node(self, index: AnyIndex) -> Node:
        """What stands at an index."""
        return self.shape.nodes[self._number(index)]

    def at(self, key: Key, column: int = NAME) -> QModelIndex:
        """Where something stands; an invalid index where it is not shown."""
        number = self.shape.numbers.get(key)
        return QModelIndex() if number is None else self.createIndex(self.shape.nodes[number].row, column, number)

    def _number(self, index: AnyIndex) -> int:
        return int(index.internalId()) if index.isValid() else ROOT

    def index(self, row: int, column: int, parent: AnyIndex = NOTHING) -> QModelIndex:
        """Where the row of a parent stands."""
        below = self.shape.below.get(parent.internalId() if parent.isValid() else ROOT, ())
        return self.createIndex(row, column, below[row]) if 0 <= row < len(below) else QModelIndex()

    def parent(self, index: AnyIndex = NOTHING) -> QModelIndex:  # type: ignore[override]  # QObject has one, too
        """What it stands under."""
        above = self.node(index).parent
        return QModelIndex() if above == ROOT else self.createIndex(self.shape.nodes[above].row, 0, above)

    def rowCount(self, parent: AnyIndex = NOTHING) -> int:
        """How much stands under it."""
        return 0 if parent.column() > 0 else len(self.shape.below.get(self._number(parent), ()))

    def hasChildren(self, parent: AnyIndex = NOTHING) -> bool:
        """Whether it can be unfolded."""
        return (parent.internalId() if parent.isValid() else ROOT) in self.shape.below

    def columnCount(self, parent: AnyIndex = NOTHING) -> int:
        """The name, and how many different parts lie there."""
        return 2

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is painted."""
        node = self.node(index)
        if index.column() == PARTS:
            return self._about_parts(node, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return node.name
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(node.symbol)
        if node.active:
            return None
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(theme.tokens().disabled))
        return _("no longer used") if role == Qt.ItemDataRole.ToolTipRole else None

    def _about_parts(self, node: Node, role: int) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(theme.tokens().muted))
        if not isinstance(node.what, Spot):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            count = self._lying(node.what.id)
            return f"{count:,}" if count else None
        if role == Qt.ItemDataRole.ToolTipRole and self._parts.get(node.what.id):
            return _("Different parts that lie there")
        return None

    # how many parts lie there

    def _lying(self, place_id: int) -> int:
        if place_id not in self._parts or place_id in self._doubtful:
            self._wanted.add(place_id)
            if self._job is None and not self._gather.isActive():
                self._gather.start()
        return self._parts.get(place_id, 0)

    def _ask(self) -> None:
        ids = tuple(sorted(self._wanted))
        self._wanted.clear()
        self._job = self._jobs.query(_counted, self._ctx, ids, done=self._told, failed=self._not_told)

    def _told(self, answer: tuple[tuple[int, ...], dict[int, int]]) -> None:
        self._job = None
        ids, found = answer
        self._doubtful.difference_update(ids)
        for place_id in ids:
            had, there = self._parts.get(place_id), found.get(place_id, 0)
            self._parts[place_id] = there
            if (had or 0) != there:
                seen = self.at(("place", place_id), PARTS)
                if seen.isValid():
                    self.dataChanged.emit(seen, seen)
        if self._wanted:
            self._gather.start()

    def _not_told(self, _error: Exception) -> None:
        self._job = None  # what is seen asks again when it is painted next


def _counted(ctx: Context, ids: tuple[int, ...]) -> tuple[tuple[int, ...], dict[int, int]]:
    return ids, parts_in(ctx, ids)
