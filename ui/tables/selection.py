"""What is selected in a list: some ids, or everything that the filter lets through."""

from __future__ import annotations

from inventory.paging import Sort
from inventory.values.records import record
from ui.tables.criteria import Criteria


@record
class Selection:
    """``everything``: all rows of ``criteria``, and ``ids`` is empty, because a million ids need not travel."""

    ids: tuple[int, ...]
    everything: bool
    criteria: Criteria
    count: int

    def __bool__(self) -> bool:
        return self.count > 0


@record
class Wanted:
    """A list as it is seen, to be exported: the keys of its columns in order, filter, sort, and what is selected."""

    columns: tuple[str, ...]
    criteria: Criteria
    sort: Sort
    selection: Selection
