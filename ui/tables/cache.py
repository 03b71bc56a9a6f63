"""The rows that were looked at last, ready to paint."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from inventory.values.records import record
from ui.tables.source import Cell, Row, shown

KEPT: Final = 2000


@record
class ReadyRow:
    """A row with its texts, so that painting asks for nothing. ``gone``: it is no longer in the depot."""

    id: int
    cells: tuple[Cell, ...]
    texts: tuple[str, ...]
    gone: bool = False


def ready(row: Row) -> ReadyRow:
    """Write a row's texts; done in the lane that fetched it."""
    return ReadyRow(row.id, row.cells, tuple(shown(cell) for cell in row.cells))


def fetch(rows: Callable[[Sequence[int]], Sequence[Row]], ids: Sequence[int], width: int) -> list[ReadyRow]:
    """The rows of ``ids``, ready to paint; those that are gone are marked, so that nobody asks for them again."""
    found = {row.id: ready(row) for row in rows(ids)}
    return [found.get(row_id) or ReadyRow(row_id, (None,) * width, ("",) * width, gone=True) for row_id in ids]


class RowCache:
    """So many rows by id; the one not looked at for longest goes first."""

    def __init__(self, limit: int = KEPT) -> None:
        self._limit = limit
        self._rows: OrderedDict[int, ReadyRow] = OrderedDict()
        self._stale: set[int] = set()

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, row_id: object) -> bool:
        return row_id in self._rows and row_id not in self._stale

    def get(self, row_id: int) -> ReadyRow | None:
        """A row, if it is there; an old one is better than none (``in`` says whether it is the current one)."""
        row = self._rows.get(row_id)
        if row is not None:
            self._rows.move_to_end(row_id)
        return row

    def put(self, rows: Iterable[ReadyRow]) -> None:
        """Keep rows."""
        for row in rows:
            self._rows[row.id] = row
            self._stale.discard(row.id)
            self._rows.move_to_end(row.id)
        while len(self._rows) > self._limit:
            gone, _row = self._rows.popitem(last=False)
            self._stale.discard(gone)

    def doubt(self, ids: Iterable[int] | None = None) -> None:
        """These rows have changed, or all may have: they are shown until they have been fetched again."""
        self._stale.update(self._rows if ids is None else (row_id for row_id in ids if row_id in self._rows))

    def clear(self) -> None:
        """Forget everything."""
        self._rows.clear()
        self._stale.clear()
