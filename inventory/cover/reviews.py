"""Cases that were decided under other dates or terms: listed for a person, and left as they are (INV-09)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, cast

from inventory.clock import day_of
from inventory.cover.reckoning import Reckoned
from inventory.cover.rules import Cover, CoverStatus, cover_on
from inventory.errors import InvalidInput
from inventory.events import RecordsChanged
from inventory.i18n import N_
from inventory.paging import Condition, Listing
from inventory.search import LAST, by_serial
from inventory.values.codes import normalise
from inventory.work import Context, Work, command, needs
from models import bulk, connect
from models.access import Right
from models.cases import CaseState
from models.cover import CoverReview, ReviewState

_CHUNK: Final = 2_000
_DECIDED: Final = (
    "SELECT k.id, k.asset_id, k.case_no, k.reported_at, k.cover_status, k.cover_last_day, v.id, v.version, "
    "v.now_status, v.now_last_day FROM service_case k "
    "LEFT JOIN cover_review v ON v.case_id = k.id AND v.state = 'open' "
    "WHERE k.asset_id IN ({ids}) AND k.cover_status <> '' AND k.state <> ? ORDER BY k.id"
)
_NEW: Final = (
    "case_id", "version", "state", "found_at", "found_by_id", "reason", "was_status", "was_last_day", "now_status",
    "now_last_day", "decision",
)  # fmt: skip
_CHANGED: Final = (("now_status", "varchar"), ("now_last_day", "date"), ("version", "integer"))


def review(work: Work, changed: Mapping[int, Reckoned]) -> None:
    """List the cases of these units that would be decided otherwise by their cover as it is now.

    The status decides what is charged, so another last day alone is no other decision. A case that is listed already
    shows what would hold now; one that agrees again leaves the list. Written all at once and not journalled line by
    line: other terms of the house may concern a hundred thousand cases, and each entry says itself who, when and why.
    """
    found_at = work.ctx.clock.now().astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    of_act = (1, ReviewState.OPEN.value, found_at, work.ctx.actor, work.reason)
    new: list[tuple[Any, ...]] = []
    other: list[tuple[Any, ...]] = []
    agree: list[int] = []
    for cover, row in _decided(changed):
        case_id, _unit, _case_no, _reported, was, was_last, review_id, version, *shown = row
        now = (cover.status.value, cover.last.isoformat() if cover.last else None)
        if review_id is not None and now[0] == was:
            agree.append(review_id)
        elif review_id is not None and now != (shown[0], shown[1] and str(shown[1])):
            other.append((*now, version + 1, review_id))
        elif review_id is None and now[0] != was:
            new.append((case_id, *of_act, was, was_last and str(was_last), *now, ""))
    bulk.insert("cover_review", _NEW, new)
    bulk.update("cover_review", _CHANGED, other)
    bulk.delete("cover_review", "id", agree)
    if new or other or agree:
        work.announce(RecordsChanged("cover_review"))


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A case that would be decided otherwise: how it was decided, and what would hold on the day of its report."""

    case_id: int
    case_no: str
    reported_on: date
    was: CoverStatus
    now: CoverStatus


def otherwise(changed: Mapping[int, Reckoned]) -> list[Otherwise]:
    """The cases that ``review`` would put on the list or leave there, were the cover of these units as given."""
    return [
        Otherwise(row[0], row[2], day_of(cast(datetime, connect.as_instant(row[3]))), CoverStatus(row[4]), cover.status)
        for cover, row in _decided(changed)
        if cover.status.value != row[4]
    ]


def _decided(changed: Mapping[int, Reckoned]) -> Iterator[tuple[Cover, tuple[Any, ...]]]:
    """The decided cases of these units, each with the cover that it would be decided by now."""
    ids = list(changed)
    for start in range(0, len(ids), _CHUNK):
        listed = ", ".join(map(str, ids[start : start + _CHUNK]))
        for row in connect.rows(_DECIDED.replace("{ids}", listed), (CaseState.CANCELLED.value,)):
            kept, reported = changed[row[1]], cast(datetime, connect.as_instant(row[3]))
            yield cover_on(day_of(reported), kept.segments, begins=kept.first), row


@dataclass(frozen=True, slots=True)
class SettleReview:
    """What a person decided about a case on the review list, and the version of the entry that they saw."""

    review_id: int
    seen_version: int
    decision: str


@command
@needs(Right.APPROVE)
def settle(ctx: Context, request: SettleReview) -> int:
    """Take a case off the review list with the ``decision`` of a manager; the case itself stays as it was decided."""
    decision = _words(request.decision)
    with ctx.work(decision) as work:
        _settle(work, request.review_id, request.seen_version, decision)
    return request.review_id


@dataclass(frozen=True, slots=True)
class SettleReviews:
    """One decision about several cases on the review list: (id, version) of each entry as the person saw it."""

    entries: tuple[tuple[int, int], ...]
    decision: str


@command
@needs(Right.APPROVE)
def settle_all(ctx: Context, request: SettleReviews) -> int:
    """Take all of these cases off the review list with one decision, or none of them; how many they were."""
    decision = _words(request.decision)
    with ctx.work(decision) as work:
        for review_id, seen_version in request.entries:
            _settle(work, review_id, seen_version, decision)
    return len(request.entries)


def _words(text: str) -> str:
    if not text.strip():
        raise InvalidInput(N_("Write what was decided: for example that the customer is paid back."), field="decision")
    return text.strip()


def _settle(work: Work, review_id: int, seen_version: int, decision: str) -> None:
    row = work.lock(CoverReview, review_id)
    work.check_seen(row, seen_version)
    now, actor = work.ctx.clock.now(), work.ctx.actor
    work.change(row, state=ReviewState.SETTLED, settled_at=now, settled_by=actor, decision=decision)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A case on the review list: how it was decided, and how it would be now."""

    id: int
    version: int
    case_id: int
    case_no: str
    asset_id: int
    serial_no: str
    product_name: str
    model_code: str
    customer: str
    reported_at: datetime
    was: CoverStatus
    was_last: date | None
    now: CoverStatus
    now_last: date | None
    charged: bool
    reason: str
    found_at: datetime
    found_by: str
    state: ReviewState
    decision: str


def _row(review_id: int, *values: Any) -> ReviewRow:
    version, case_id, case_no, asset_id, serial, product, model, customer, reported, was, was_last = values[:11]
    now, now_last, charged, reason, found_at, found_by, state, decision = values[11:]
    return ReviewRow(
        review_id, version, case_id, case_no, asset_id, serial, product, model, customer,
        cast(datetime, connect.as_instant(reported)), CoverStatus(was), connect.as_day(was_last), CoverStatus(now),
        connect.as_day(now_last), bool(charged), reason, cast(datetime, connect.as_instant(found_at)), found_by or "",
        ReviewState(state), decision,
    )  # fmt: skip


def _by_text(text: str) -> Condition:
    norm = normalise(text)
    if not norm:
        return Condition("1 = 1")
    serial = by_serial(text)
    return Condition(
        "cover_review.case_id IN (SELECT id FROM service_case WHERE case_norm >= ? AND case_norm < ? UNION ALL "
        f"SELECT id FROM service_case WHERE asset_id IN (SELECT asset.id FROM asset WHERE {serial.sql}))",
        (norm, norm + LAST, *serial.values),
    )


LISTING: Final[Listing[ReviewRow]] = Listing(
    table="cover_review",
    source=(
        "cover_review JOIN service_case k ON k.id = cover_review.case_id JOIN asset a ON a.id = k.asset_id "
        "JOIN product_model m ON m.id = a.model_id JOIN customer c ON c.id = k.customer_id "
        "LEFT JOIN depot_user f ON f.id = cover_review.found_by_id"
    ),
    columns=(
        "cover_review.version, k.id, k.case_no, a.id, a.serial_no, m.product_name, m.model_code, c.name, "
        "k.reported_at, cover_review.was_status, cover_review.was_last_day, cover_review.now_status, "
        "cover_review.now_last_day, k.charged, cover_review.reason, cover_review.found_at, f.name, cover_review.state, "
        "cover_review.decision"
    ),
    row=_row,
    sorts={"found_at": "cover_review.found_at", "id": "cover_review.id"},
    filters={
        "state": lambda state: Condition("cover_review.state = ?", (ReviewState(state).value,)),
        "customer": lambda customer_id: Condition(
            "cover_review.case_id IN (SELECT id FROM service_case WHERE customer_id = ?)", (customer_id,)
        ),
        "text": _by_text,
    },
)
"""The review list. Filters: state, customer, text (case numbers by their beginning, fragments of a serial)."""


def of_case(case_id: int) -> Sequence[ReviewRow]:
    """What is or was on the review list about a case, the latest first."""
    ids = [row[0] for row in connect.rows("SELECT id FROM cover_review WHERE case_id = ? ORDER BY id DESC", (case_id,))]
    return LISTING.rows(ids)
