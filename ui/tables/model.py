"""The one model of all lists: a million ids, the rows on screen, and no question to the database while painting.

The first rows are painted at once; the ids of all follow, and the scroll bar is honest. ``data`` answers from the
cache; what is missing on screen is fetched with one query. After a jump what lies around it comes later, when the rows
that somebody is waiting for are there; whoever scrolls on has it at once. While an answer is awaited nothing else is
asked: the next question is for what is on screen then.
"""

from __future__ import annotations

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

PAINT_FIRST_MS: Final = 20
AROUND_MS: Final = 40
"""After a jump somebody may jump again; when they stay for so long, they may scroll on."""
MARGIN: Final = 30
"""So many rows above and below the screen are fetched too, so that whoever scrolls on finds them."""


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
        self._around: Job | None = None
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(0)  # when the frame is painted that found rows missing
        self._gather.timeout.connect(self._fetch_window)
        self._surround = QTimer(self)
        self._surround.setSingleShot(True)
        self._surround.setInterval(AROUND_MS)
        self._surround.timeout.connect(self._fetch_around)
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
        for job in self._running:
            job.cancel()
        self._drop_windows()
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
        self._drop_windows()  # what is on its way may have been read before
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
        if row_id not in self._cache and self._window is None and not self._gather.isActive():
            self._gather.start()
        return self._cache.get(row_id)

    def _drop_windows(self) -> None:
        for job in (self._window, self._around):
            if job is not None:
                job.cancel()
        self._window, self._around, self._asked = None, None, frozenset()
        self._surround.stop()

    def _missing(self, margin: int) -> list[int]:
        """The ids of the rows on screen, and so many above and below, that are not at hand."""
        first, last = self.on_screen()
        wanted = self.ids[max(0, first - margin) : last + 1 + margin]
        return [row_id for row_id in wanted if row_id not in self._cache]

    def _fetch_window(self) -> None:
        wanted = self._missing(0)
        if not wanted or self._window is not None:  # when it is there, we see what is missing then
            return
        first, last = self.on_screen()
        if 2 * len(wanted) <= last - first:  # most of the screen is there: somebody scrolls
            wanted = self._missing(MARGIN)
        self._asked = frozenset(wanted)
        question = (self.source, wanted, self._turn)
        self._window = self._jobs.query(_some, *question, done=self._show_window, failed=self._not_shown)

    def _show_window(self, found: _Window) -> None:
        if found.turn != self._turn:
            return
        self._window, self._asked = None, frozenset()
        self._put(found.rows)
        self._surround.start()
        if self._missing(0):  # somebody was faster
            self._gather.start()

    def _not_shown(self, error: Exception) -> None:
        asked, self._window, self._asked = self._asked, None, frozenset()
        if not asked.issuperset(self._missing(0)):
            self._gather.start()
        self.failed.emit(error)

    def _fetch_around(self) -> None:
        if self._window is not None or self._around is not None:
            return  # either comes back here
        wanted = self._missing(MARGIN)
        if wanted:
            question = (self.source, wanted, self._turn)
            self._around = self._jobs.query(_some, *question, done=self._keep_around, failed=self._none_around)

    def _keep_around(self, found: _Window) -> None:
        if found.turn == self._turn:
            self._around = None
            self._put(found.rows)
            self._surround.start()  # somebody may have scrolled on

    def _none_around(self, _error: Exception) -> None:
        """Nobody has looked for these yet; who does hears of the trouble then."""
        self._around = None

    def _put(self, rows: Sequence[ReadyRow]) -> None:
        """Keep rows, and paint those of them that are on screen."""
        self._cache.put(rows)
        first, last = self.on_screen()
        came, seen = {row.id for row in rows}, self.ids[first : last + 1]
        if not came.isdisjoint(seen):
            self.dataChanged.emit(self.index(first, 0), self.index(first + len(seen) - 1, len(self.columns) - 1))

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
