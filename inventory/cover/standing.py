"""Where units stand on a day, answered from the segments that are kept: for one, for a list, and as a filter by index.

``standing`` says of one unit what ``rules.cover_on`` says; ``CASE`` says its status inside a statement, the same by a
test. The status itself is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from inventory.cover.proven import GONE, Proven, in_order
from inventory.cover.rules import Cover, CoverStatus, SegmentKind, cover_on
from inventory.cover.termless import without_term
from inventory.paging import Condition
from inventory.values.records import record
from models import connect
from models.kinds import ENDING, AssetState

_BETWEEN: Final = "\x1e"
NO_TERM: Final = "NO_TERM"
"""What the filter ``cover`` takes besides a CoverStatus: the units whose term nobody recorded."""
_TERMLESS: Final = "-"
_PACKED: Final = (
    "coalesce((SELECT group_concat(g.first_day || ' ' || g.last_day || ' ' || g.kind || ' ' || g.proof || ' ' || "
    f"coalesce(g.proof_id, 0) || ' ' || g.source, '{_BETWEEN}') FROM warranty_segment g "
    f"WHERE g.asset_id = {{unit}}.id), CASE WHEN {without_term('{unit}')} THEN '{_TERMLESS}' END)"
)


def columns(unit: str) -> str:
    """The columns of a statement from which ``unpacked`` has the kept cover; ``unit``: its name of the asset table."""
    return f"{unit}.cover_first, {unit}.spares_last, {_PACKED.replace('{unit}', unit)}"


@record
class Kept:
    """The cover of a unit as it is kept. ``begins``: from when our promise counts; ``spares_last`` as in Reckoned.

    ``term_missing``: nobody recorded for how long it is covered (``reckoning.term_missing``).
    """

    begins: date | None = None
    spares_last: date | None = None
    segments: tuple[Proven, ...] = ()
    term_missing: bool = False

    def on(self, day: date, *, gone: bool = False) -> Cover:
        """Where the unit stands on a civil day; ``gone``: nothing is owed for it any more."""
        return cover_on(day, self.segments, retired=gone, begins=self.begins, term_missing=self.term_missing)

    def now(self, day: date, state: AssetState) -> Cover:
        """Where a unit in this ``state`` stands today."""
        return _standing(self, day, state in GONE)


def of_row(begins: Any, spares_last: Any, packed: str | None, day: date, state: AssetState) -> Cover:
    """Where a unit in this ``state`` stands, from the values of ``columns``: all that a long list asks."""
    return _of_row(begins, spares_last, packed or "", day, state in GONE)


@lru_cache(maxsize=8192)
def _of_row(begins: Any, spares_last: Any, packed: str, day: date, gone: bool) -> Cover:
    return _unpacked(begins, spares_last, packed).on(day, gone=gone)


def unpacked(begins: Any, spares_last: Any, packed: str | None) -> Kept:
    """From the values of ``columns``."""
    return _unpacked(begins, spares_last, packed or "")


@lru_cache(maxsize=8192)
def _unpacked(begins: Any, spares_last: Any, packed: str) -> Kept:
    if packed == _TERMLESS:
        return Kept(connect.as_day(begins), connect.as_day(spares_last), term_missing=True)
    segments = in_order(_segment(line) for line in packed.split(_BETWEEN) if line)
    return Kept(connect.as_day(begins), connect.as_day(spares_last), segments)


def _segment(line: str) -> Proven:
    first, last, kind, proof, proof_id, source = line.split(" ", 5)
    return Proven(
        SegmentKind(kind), date.fromisoformat(first), date.fromisoformat(last), source, proof, int(proof_id) or None
    )


@lru_cache(maxsize=8192)
def _standing(kept: Kept, day: date, gone: bool) -> Cover:
    """Units come in deliveries that were accepted on one day: a long list asks the same question again and again."""
    return kept.on(day, gone=gone)


_GONE: Final = ", ".join(f"'{state.value}'" for state in sorted(GONE))
_COVERED: Final = (
    "EXISTS (SELECT 1 FROM warranty_segment g WHERE g.asset_id = {unit}.id AND g.last_day >= ? AND g.first_day <= ? "
    "AND g.kind {kind})"
)
_WARRANTY: Final = _COVERED.replace("{kind}", "<> 'EXTENSION'")
_EXTENSION: Final = _COVERED.replace("{kind}", "= 'EXTENSION'")
_ANY: Final = _COVERED.replace(" AND g.kind {kind}", "")


def case(unit: str, today: date) -> Condition:
    """An expression that says the status of a unit today, with the values it needs."""
    day = today.isoformat()
    sql = (
        f"CASE WHEN {unit}.state IN ({_GONE}) THEN '{CoverStatus.NO_OBLIGATION.value}' "
        f"WHEN {unit}.cover_first IS NULL OR {unit}.cover_first > ? THEN '{CoverStatus.PRE_ACCEPTANCE.value}' "
        f"WHEN {unit}.cover_last IS NULL OR {unit}.cover_last < ? THEN '{CoverStatus.POST_WARRANTY.value}' "
        f"WHEN {_WARRANTY} THEN '{CoverStatus.IN_WARRANTY.value}' "
        f"WHEN {_EXTENSION} THEN '{CoverStatus.EXTENDED.value}' "
        f"ELSE '{CoverStatus.POST_WARRANTY.value}' END"
    )
    return Condition(sql.replace("{unit}", unit), (day,) * 6)


def _of_list(sql: str) -> str:
    return sql.replace("{unit}", "asset")


_BASE: Final = SegmentKind.BASE.value
_UNUSUAL: Final = f"asset.id IN (SELECT g.asset_id FROM warranty_segment g WHERE g.kind <> '{_BASE}')"
"""Units with more than a base window; what a base window alone covers is said by the unit's own days."""
_EXTENDED_NOW: Final = (
    f"asset.id IN (SELECT g.asset_id FROM warranty_segment g WHERE g.kind <> '{_BASE}' AND g.kind = 'EXTENSION' "
    "AND g.first_day <= ? AND g.last_day >= ?)"
)
_BEGUN: Final = "asset.cover_first <= ?"
_HERE: Final = f"asset.state NOT IN ({_GONE})"
_STANDS: Final[Mapping[CoverStatus, str]] = {
    # the second half lets the partial index of unusual states do
    CoverStatus.NO_OBLIGATION: f"asset.state IN ({_GONE}) AND asset.state <> 'in_service'",
    CoverStatus.PRE_ACCEPTANCE: (
        "asset.id IN (SELECT id FROM asset WHERE cover_first IS NULL UNION ALL "
        f"SELECT id FROM asset WHERE cover_first > ?) AND {_HERE}"
    ),
    CoverStatus.IN_WARRANTY: (
        f"asset.cover_last >= ? AND {_BEGUN} AND {_HERE} AND (NOT {_UNUSUAL} OR {_of_list(_WARRANTY)})"
    ),
    CoverStatus.EXTENDED: f"{_EXTENDED_NOW} AND {_BEGUN} AND {_HERE} AND NOT {_of_list(_WARRANTY)}",
    CoverStatus.POST_WARRANTY: (
        f"{_HERE} AND ((asset.cover_last < ? AND {_BEGUN}) OR (asset.cover_last IS NULL AND {_BEGUN}) "
        f"OR (asset.cover_last >= ? AND {_BEGUN} AND {_UNUSUAL} AND NOT {_of_list(_ANY)}))"
    ),
}


def stands(status: CoverStatus, today: date) -> Condition:
    """The units of the register that stand so today, by the indexes of the days between which they are covered."""
    return _for(_STANDS[status], today)


def termless(today: date) -> Condition:
    """The units of the register that are accepted while nobody recorded for how long they are covered."""
    return _for(f"asset.cover_last IS NULL AND {_BEGUN} AND {_HERE} AND {without_term('asset')}", today)


def _for(sql: str, today: date) -> Condition:
    return Condition(sql, (today.isoformat(),) * sql.count("?"))


def ends_within(days: int, today: date) -> Condition:
    """The units whose last covered day is today or one of the next ``days`` (R-043), and for which we stand in."""
    until = today + timedelta(days=days)
    return Condition(
        f"asset.cover_last >= ? AND asset.cover_last <= ? AND {ENDING}", (today.isoformat(), until.isoformat())
    )


def filters(today: Callable[[], date]) -> Mapping[str, Callable[[Any], Condition]]:
    """The filters of a list of units that depend on the day."""
    return {
        "cover": lambda status: termless(today()) if status == NO_TERM else stands(CoverStatus(status), today()),
        "ends_within": lambda days: ends_within(int(days), today()),
    }
