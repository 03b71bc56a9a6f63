"""How much there is on each worklist of cover, each counted in an index that holds little else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from inventory.cover import standing
from inventory.cover.ending import WINDOWS
from inventory.work import Context
from models import connect
from models.assets import ENDING, WAITING


@dataclass(frozen=True, slots=True)
class Outlook:
    """``ending``: units whose cover ends within each of WINDOWS; ``customers``: whose, of the longest.

    ``termless``: accepted units of which nobody recorded for how long they are covered.
    """

    ending: tuple[int, ...]
    customers: int
    waiting: int
    reviews: int
    with_us: int
    termless: int = 0

    def within(self, days: int) -> int:
        """The units whose cover ends within so many days, one of WINDOWS."""
        return self.ending[WINDOWS.index(days)]


_OTHERS: Final = (
    f"SELECT (SELECT count(*) FROM asset WHERE {WAITING}), "
    "(SELECT count(*) FROM cover_review WHERE state = 'open'), "
    "(SELECT count(*) FROM custody WHERE returned_on IS NULL)"
)


def outlook(ctx: Context) -> Outlook:
    """What is on the worklists today, in two statements."""
    today = ctx.clock.today()
    ends = [(today + timedelta(days=days)).isoformat() for days in WINDOWS]
    within = ", ".join("coalesce(sum(CASE WHEN cover_last <= ? THEN 1 ELSE 0 END), 0)" for _days in WINDOWS)
    *ending, customers = connect.rows(
        f"SELECT {within}, count(DISTINCT customer_id) FROM asset "
        f"WHERE cover_last >= ? AND cover_last <= ? AND {ENDING}",
        (*ends, today.isoformat(), ends[-1]),
    )[0]
    unsaid = standing.termless(today)
    waiting, reviews, with_us, termless = connect.rows(
        f"{_OTHERS}, (SELECT count(*) FROM asset WHERE {unsaid.sql})", unsaid.values
    )[0]
    return Outlook(tuple(int(units) for units in ending), int(customers), waiting, reviews, with_us, termless)
