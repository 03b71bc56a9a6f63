"""The one model of all lists: a million ids, the rows on screen, and no question to the database while painting.

The first rows are painted at once; the ids of all follow, and the scroll bar is honest. ``data`` answers from the
cache; what is missing is noted, and at once after a jump, 15 ms later while somebody scrolls, the window that is then
on screen is fetched with one query.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from inventory.paging import FIRST, Sort
from inventory.values.records import record
from ui.jobs import Job, Lanes
from ui.tables.cache import ReadyRow, RowCache, fetch, ready
from ui.tables.criteria import Criteria
from ui.tables.source import Column, TableSource

AnyIndex = QModelIndex | QPersistentModelIndex

GATHER_MS: Final = 15
PAINT_FIRST_MS: Final = 20
CALM: Final = 0.03
"""Seconds without fetching after which a jump is answered at once; while somebody scrolls, windows are gathered."""
MARGIN: Final = 30
"""So many rows above and below the screen are fetched with it."""


@record
class _Beginning:
    """The first rows of a list."""

    turn: int
    rows: list[ReadyRow]


@record
class _Snapshot:
    """All ids in order, and where those stand that somebody had marked."""

    turn: int
    ids: array[int]
    places: dict[int, int]


@record
class _Window:
    """Some rows."""

    turn: int
    rows: list[ReadyRow]


def _begin(source: TableSource, criteria: Criteria, sort: Sort, turn: int) -> _Beginning:
    return _Beginning(turn, [ready(row) for row in source.first(criteria.filters, sort)])


def _all(source: TableSource, criteria: Criteria, sort: Sort, turn: int, wanted: frozenset[int]) -> _Snapshot:
    ids = source.ids(criteria.filters, sort)
    places = {row_id: place for place, row_id in enumerate(ids) if row_id in wanted} if wanted else {}
    return _Snapshot(turn, ids, places)


def _some(source: TableSource, ids: Sequence[int], turn: int) -> _Window:
    return _Window(turn, fetch(source.rows, ids, len(source.columns)))


def _counted(source: TableSource, criteria: Criteria, turn: int) -> tuple[int, int]:
    return turn, source.count(criteria.filters)


class LazyTableModel(QAbstractTableModel):
    """Shows a source.

    Signals: ``begun()`` the first rows are there; ``completed(places)`` all ids are there, with the places of the
    marked ones by id; ``counted(int)`` how many rows pass the filter, sooner than their ids; ``outdated(int)`` the
    depot holds so many more rows (negative: fewer) than are shown; ``failed(error)``.
    """

    begun = Signal()
    completed = Signal(object)
    counted = Signal(object)
    outdated = Signal(object)
    failed = Signal(object)

    def __init__(self, source: TableSource, jobs: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.columns: list[Column] = list(source.columns)
        self.criteria = Criteria()
        self.sort_order = source.first_sort
        self.ids: array[int] = array("q")
        self.complete = False
        self.loading = False
        self.on_screen: Callable[[], tuple[int, int]] = lambda: (0, FIRST)
        self.marked: Callable[[], Collection[int]] = tuple
        self._jobs = jobs
        self._cache = RowCache()
        self._turn = 0
        self._found_again: frozenset[int] = frozenset()
        self._running: list[Job] = []
        self._window: Job | None = None
        self._asked: frozenset[int] = frozenset()
        self._fetched_at = float("-inf")
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.timeout.connect(self._fetch_window)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAINT_FIRST_MS)
        self._rest.timeout.connect(self._fetch_rest)
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.setInterval(300)
        self._recount.timeout.connect(self._count_again)

    # asking

    def load(self, criteria: Criteria | None = None, sort: Sort | None = None) -> None:
        """Ask anew, with another filter or order; answers to earlier questions are dropped."""
        if criteria is not None:
            self.criteria = criteria
        if sort is not None:
            self.sort_order = sort
        self._turn += 1
        for job in (*self._running, *([self._window] if self._window is not None else [])):
            job.cancel()
        self._window, self._asked = None, frozenset()
        self._rest.stop()
        self.loading = True
        question = (self.source, self.criteria, self.sort_order, self._turn)
        self._running = [self._jobs.query(_begin, *question, done=self._show_first, failed=self._not_loaded)]

    def _show_first(self, found: _Beginning) -> None:
        if found.turn != self._turn:
            return
        marked = frozenset(self.marked())
        self.beginResetModel()
        self._cache.clear()
        self._cache.put(found.rows)
        self.ids = array("q", [row.id for row in found.rows])
        self.complete = len(found.rows) < FIRST
        self.loading = not self.complete
        self.endResetModel()
        self.begun.emit()
        if self.complete:
            self.counted.emit(len(self.ids))
        self._found_again = marked  # the selection ends with the reset
        self._rest.start()

    def _fetch_rest(self) -> None:
        """Count and fetch all ids, or say that they are there: once the first rows are painted.

        A million ids keep Python busy, and so may whoever waits for all of them.
        """
        marked = self._found_again
        if self.complete:
            self.completed.emit({row_id: place for place, row_id in enumerate(self.ids) if row_id in marked})
            return
        question = (self.source, self.criteria, self.sort_order, self._turn, marked)
        self._running = [
            self._jobs.query(_counted, self.source, self.criteria, self._turn, done=self._show_count),
            self._jobs.query(_all, *question, done=self._show_all, failed=self._not_loaded),
        ]

    def _show_count(self, answer: tuple[int, int]) -> None:
        turn, count = answer
        if turn == self._turn and not self.complete:
            self.counted.emit(count)

    def _show_all(self, found: _Snapshot) -> None:
        if found.turn != self._turn:
            return
        had = len(self.ids)
        self.complete, self.loading = True, False
        if found.ids[:had] == self.ids and len(found.ids) >= had:
            if len(found.ids) > had:
                self.beginInsertRows(QModelIndex(), had, len(found.ids) - 1)
                self.ids = found.ids
                self.endInsertRows()
        else:
            self.beginResetModel()
            self.ids = found.ids
            self.endResetModel()
        self.counted.emit(len(self.ids))
        self.completed.emit(found.places)

    def _not_loaded(self, error: Exception) -> None:
        self.loading = False
        self.failed.emit(error)

    # news

    def records_changed(self, ids: Sequence[int]) -> None:
        """Fetch those of ``ids`` again that are on screen, and see whether there are more rows now. Empty: many."""
        self._cache.doubt(ids or None)
        self._asked = frozenset()
        first, last = self.on_screen()
        if self.ids:
            top, bottom = self.index(first, 0), self.index(min(last, len(self.ids) - 1), len(self.columns) - 1)
            self.dataChanged.emit(top, bottom)
        self._recount.start()

    def _count_again(self) -> None:
        if self.complete:
            question = (self.source, self.criteria, self._turn)
            self._running = [self._jobs.query(_counted, *question, done=self._compare)]

    def _compare(self, answer: tuple[int, int]) -> None:
        turn, count = answer
        if turn == self._turn and self.complete:
            self.outdated.emit(count - len(self.ids))

    # rows

    def ready_row(self, place: int) -> ReadyRow | None:
        """The row at a place if it is at hand; if not, it is fetched soon and the view hears of it."""
        row_id = self.ids[place]
        if row_id not in self._cache and not self._gather.isActive():
            self._gather.start(GATHER_MS if time.monotonic() - self._fetched_at < CALM else 0)
        return self._cache.get(row_id)

    def _fetch_window(self) -> None:
        first, last = self.on_screen()
        first, last = max(0, first - MARGIN), min(len(self.ids), last + MARGIN + 1)
        wanted = [row_id for row_id in self.ids[first:last] if row_id not in self._cache]
        if not wanted or self._asked >= frozenset(wanted):
            return
        if self._window is not None:
            self._window.cancel()
        self._asked = frozenset(wanted)
        self._fetched_at = time.monotonic()
        self._window = self._jobs.query(
            _some, self.source, wanted, self._turn, done=self._show_window, failed=self._not_shown
        )

    def _show_window(self, found: _Window) -> None:
        self._window, self._asked = None, frozenset()
        if found.turn != self._turn:
            return
        self._cache.put(found.rows)
        first, last = self.on_screen()
        if self.ids:
            end = min(last, len(self.ids) - 1)
            self.dataChanged.emit(self.index(min(first, end), 0), self.index(end, len(self.columns) - 1))

    def _not_shown(self, error: Exception) -> None:
        self._window, self._asked = None, frozenset()
        self.failed.emit(error)

    # what Qt asks

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """As many as there are ids."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """All columns; the view hides some."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """From the cache only. The painter of the view asks ``ready_row`` instead, once for all roles."""
        if role == Qt.ItemDataRole.DisplayRole or role == Qt.ItemDataRole.AccessibleTextRole:
            row = self.ready_row(index.row())
            return row.texts[index.column()] if row is not None else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight if self.columns[index.column()].kind.right else Qt.AlignmentFlag.AlignLeft
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of the columns."""
        if way is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.kind.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
