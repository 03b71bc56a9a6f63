"""Keeps the cover of units beside them: reckoned anew, in the same transaction, whenever a fact it rests on changes.

Whoever changes such a fact calls ``reckon`` with the units it concerns; ``of_contract``, ``of_model``,
``of_extension`` and ``under_house_terms`` name them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from inventory.calendars.days import WorkingDays
from inventory.calendars.queries import working_days
from inventory.cover import records, reviews, store
from inventory.cover.facts import UnitFacts
from inventory.cover.proven import GONE
from inventory.cover.reckoning import Reckoned
from inventory.cover.reckoning import reckon as cover_of
from inventory.cover.rules import Segment
from inventory.events import RecordsChanged
from inventory.i18n import _
from inventory.jobs import Progress, Quiet
from inventory.work import Context, Work, command
from models import connect
from models.assets import Asset, AssetEvent, EventKind

CHUNK: Final = 1_000
"""Units that are reckoned at once, some 70 ms: memory stays flat however many there are, and a cancel is heard."""
PIECE: Final = 20_000
"""Units of one transaction where all are reckoned."""
_TOLD: Final = 1_000
"""More units than that are told of as "many"."""
_CACHED: Final = 20_000
_AT_ONCE: Final = 500
_GONE: Final = frozenset(state.value for state in GONE)


def reckon(work: Work, ids: Iterable[int], *, tell: bool = True, progress: Progress | None = None) -> frozenset[int]:
    """Reckon the cover of these units and of those that took their place, keep it, and return which ones differ.

    A unit that had cover and whose last day moves has this among its events, unless ``tell`` is false. Cases that
    were decided otherwise before come on the review list; they themselves stay as they are (INV-09).
    """
    differing: set[int] = set()
    for renewed in Reckoner(work.ctx).through(ids, progress or Quiet()):
        differing |= renewed.after.keys()
        if tell:
            _tell(work, renewed)
        reviews.review(work, renewed.after)
    if len(differing) > _TOLD:
        work.announce(RecordsChanged("asset"))
    else:
        for unit in differing:
            work.touch(Asset, unit)
    return frozenset(differing)


@command
def reckon_all(ctx: Context, progress: Progress | None = None) -> int:
    """Reckon every unit anew, in transactions of some thousand each, and return how many differed.

    For a depot that has just been upgraded: no events and no reviews, because nobody changed anything. Broken off and
    begun again, it does what is left.
    """
    progress = progress or Quiet()
    reckoner = Reckoner(ctx)
    differed = done = last = 0
    with ctx.reading():
        total = connect.rows("SELECT count(*) FROM asset")[0][0]
        while ids := _ids("SELECT id FROM asset WHERE id > ? ORDER BY id LIMIT ?", last, PIECE):
            with ctx.work():
                for renewed in reckoner.through(ids, Quiet()):
                    differed += len(renewed.after)
                    progress.report(done, total, _("Reckoning the cover"))
            last, done = ids[-1], done + len(ids)
    if differed:
        ctx.bus.announce(RecordsChanged("asset"))
    return differed


@command
def refresh_open(ctx: Context) -> int:
    """Reckon the units that are with us: each day more is given back under terms that say so (C-03).

    At the start of the program and when a day begins; returns how many differed.
    """
    with ctx.work() as work:
        ids = _ids("SELECT asset_id FROM custody WHERE returned_on IS NULL")
        return len(reckon(work, ids, tell=False))


def of_contract(contract_id: int) -> list[int]:
    """The units of a contract."""
    return _ids("SELECT id FROM asset WHERE contract_id = ?", contract_id)


def of_model(model_id: int) -> list[int]:
    """The units of a model."""
    return _ids("SELECT id FROM asset WHERE model_id = ?", model_id)


def of_extension(extension_id: int) -> list[int]:
    """The units under a maintenance contract."""
    return _ids("SELECT asset_id FROM extension_unit WHERE extension_id = ?", extension_id)


def of_batch(batch_id: int) -> list[int]:
    """The units that an import has added."""
    return _ids("SELECT id FROM asset WHERE batch_id = ?", batch_id)


def under_house_terms(since: date | None = None) -> list[int]:
    """The units whose contract names no policy: all, or those accepted on or after ``since`` and the unaccepted."""
    sql = "SELECT a.id FROM asset a LEFT JOIN contract k ON k.id = a.contract_id WHERE k.policy_version_id IS NULL"
    if since is None:
        return _ids(sql)
    return _ids(f"{sql} AND (a.accepted_on >= ? OR a.accepted_on IS NULL)", since.isoformat())


class Reckoner:
    """Reckons units in chunks. Units of one delivery rest on the same facts, so each answer is reused."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._today = ctx.clock.today()
        self._known: dict[tuple[Any, ...], Reckoned] = {}
        self._working: WorkingDays | None = None

    def through(self, ids: Iterable[int], progress: Progress) -> Iterator[store.Renewed]:
        """Reckon and keep these units, then those that took their place, and so on; what differed, chunk by chunk.

        A successor waits for the unit before it, whose segments it inherits.
        """
        wave = set(ids)
        wave -= _successors(wave, progress)
        while wave:
            successors: set[int] = set()
            in_order = sorted(wave)
            for start in range(0, len(in_order), CHUNK):
                chunk = in_order[start : start + CHUNK]
                progress.report(start, len(in_order), _("Reckoning the cover"))
                _lock(chunk)
                yield store.keep(self.reckoned(chunk))
                successors |= _successors(chunk, Quiet())
            wave = successors

    def of(self, facts: UnitFacts, predecessor: Sequence[Segment] | None = None) -> Reckoned:
        """The cover of one unit with these facts, as it would be.

        ``predecessor``: the segments of the unit whose place it took, as they would be; None: as they are kept.
        """
        if predecessor is None:
            swap = facts.swap
            predecessor = store.segments([swap.old_id]).get(swap.old_id, ()) if swap else ()
        return self._reckoned(facts, predecessor)

    def reckoned(self, chunk: Sequence[int]) -> dict[int, Reckoned]:
        """The cover of these units, those before them in a chain being kept already."""
        beside = records.beside(chunk)
        predecessors = store.segments([swap.old_id for swap in beside.swaps.values()])
        found = {}
        for row in records.rows(chunk):
            unit = row[0]
            if unit in beside.concerned:
                facts = records.facts(row, beside)
                found[unit] = self._reckoned(facts, predecessors.get(facts.swap.old_id, ()) if facts.swap else ())
                continue
            named = row[12:14] if records.rests_on_contract(row) else ()
            key = row[2:12] + named + row[14:] + (row[1] in _GONE,)
            known = self._known.get(key)
            if known is None:
                if len(self._known) >= _CACHED:
                    self._known.clear()
                known = self._known[key] = self._reckoned(records.facts(row, beside), ())
            found[unit] = known
        return found

    def _reckoned(self, facts: UnitFacts, predecessor: Sequence[Any]) -> Reckoned:
        if facts.policy.terms.holiday_moves_end and self._working is None:
            self._working = working_days(self._ctx)
        return cover_of(facts, self._today, predecessor=predecessor, working=self._working)


def _tell(work: Work, renewed: store.Renewed) -> None:
    now = work.ctx.clock.now()
    events = [
        {
            "asset": unit, "at": now, "kind": EventKind.WARRANTY_CHANGED, "by": work.ctx.actor,
            "note": f"{_shown(renewed.before[unit].last)} → {_shown(renewed.after[unit].last)}",
        }
        for unit in renewed.moved()
    ]  # fmt: skip
    for start in range(0, len(events), _AT_ONCE):
        AssetEvent.insert_many(events[start : start + _AT_ONCE]).execute()


def _shown(day: date | None) -> str:
    return day.isoformat() if day else "–"


def _lock(chunk: Sequence[int]) -> None:
    """Two acts that change facts of one unit wait for each other; SQLite has one writer anyway."""
    if not connect.is_sqlite():
        connect.rows(f"SELECT id FROM asset WHERE id IN ({', '.join(map(str, chunk))}) ORDER BY id FOR UPDATE")


def _successors(ids: Iterable[int], progress: Progress) -> set[int]:
    """The units that took the place of these."""
    found: set[int] = set()
    in_order = sorted(ids)
    for start in range(0, len(in_order), CHUNK):
        progress.report(0, None, _("Reckoning the cover"))
        listed = ", ".join(map(str, in_order[start : start + CHUNK]))
        found.update(_ids(f"SELECT new_id FROM serial_swap WHERE old_id IN ({listed})"))
    return found


def _ids(sql: str, *values: Any) -> list[int]:
    return [row[0] for row in connect.rows(sql, values)]
