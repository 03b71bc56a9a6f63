"""Repair days that do not use up the cover (rules.md C-03)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.cover.extensions import Extension, ExtensionStart, extension_segments
from inventory.cover.rules import (
    CountRule,
    CoverStatus,
    Promise,
    Segment,
    SegmentKind,
    Window,
    base_segments,
    cover_on,
    cover_window,
    effective_last,
    obligation_last,
)
from inventory.cover.suspension import Absence, Repair, SuspendRule, suspended, suspension_segments

NONE, REPAIRS, EXCEPT_LOANER = SuspendRule.NONE, SuspendRule.REPAIR_DAYS, SuspendRule.REPAIR_DAYS_EXCEPT_LOANER
PROMISE = Promise(date(2025, 3, 10), 12, CountRule.NEXT_DAY)
COVER = cover_window(date(2025, 3, 10), 12, CountRule.NEXT_DAY)
TODAY = date(2026, 11, 23)


def day(text: str) -> date:
    return date.fromisoformat(text)


def repair(first: str, back: str | None, *, chargeable: bool = False, source: str = "") -> Repair:
    return Repair(day(first), None if back is None else day(back), chargeable, source)


JUNE = repair("2025-06-02", "2025-06-12", source="BX-1")
WINTER = [repair("2025-11-20", "2025-12-15", source="BX-2"), repair("2025-12-01", "2025-12-20", source="BX-3")]
APRIL = repair("2026-04-15", "2026-04-25", source="BX-4")


def test_the_worked_repairs_move_the_last_day() -> None:
    assert COVER.last == day("2026-03-10")
    one = suspended(COVER, [JUNE], REPAIRS, today=TODAY)
    assert (one.days, one.last) == (10, day("2026-03-20"))
    three = suspended(COVER, [JUNE, *WINTER], REPAIRS, today=TODAY)
    assert (three.days, three.last) == (40, day("2026-04-19"))  # the two of winter overlap: 30 days, not 44
    four = suspended(COVER, [JUNE, *WINTER, APRIL], REPAIRS, today=TODAY)
    assert (four.days, four.last) == (50, day("2026-04-29"))  # it began within the days that were added
    assert four.counted == (JUNE, *WINTER, APRIL)
    assert obligation_last(four.last) == day("2029-04-29")  # C-06


def test_days_with_a_loaner_are_not_given_back_and_then_april_is_too_late() -> None:
    loaner = Absence(day("2025-11-21"), day("2025-12-20"))
    found = suspended(COVER, [JUNE, *WINTER, APRIL], EXCEPT_LOANER, today=TODAY, loaners=[loaner])
    assert (found.days, found.last) == (11, day("2026-03-21"))
    assert found.too_late == (APRIL,)
    assert suspended(COVER, [JUNE, *WINTER], REPAIRS, today=TODAY, loaners=[loaner]).days == 40


def test_by_default_a_repair_changes_nothing() -> None:
    found = suspended(COVER, [JUNE, *WINTER], NONE, today=TODAY)
    assert (found.days, found.last, found.counted) == (0, COVER.last, ())


@pytest.mark.parametrize(
    ("first", "back", "days"),
    [
        ("2025-06-02", "2025-06-02", 0),  # in and out on one day
        ("2026-03-10", "2026-03-15", 5),  # taken in on the last day
        ("2026-03-11", "2026-03-15", 0),  # a day too late
        ("2025-03-01", "2025-03-15", 4),  # cover begins on 2025-03-11
        ("2025-03-01", "2025-03-05", 0),
        ("2026-03-01", None, 9),  # still in repair on 2026-03-10
    ],
)
def test_the_days_of_one_repair(first: str, back: str | None, days: int) -> None:
    assert suspended(COVER, [repair(first, back)], REPAIRS, today=day("2026-03-10")).days == days


def test_damage_by_the_user_gives_no_day_back() -> None:
    paid = repair("2025-11-20", "2025-12-15", chargeable=True)
    assert suspended(COVER, [paid], REPAIRS, today=TODAY).days == 0
    assert suspended(COVER, [paid, WINTER[1]], REPAIRS, today=TODAY).days == 19


def test_a_unit_is_not_back_before_it_went() -> None:
    with pytest.raises(ValueError, match="before it went"):
        repair("2025-06-12", "2025-06-02")


# --- as segments ---


def test_added_days_are_a_segment_that_says_which_repairs_it_rests_on() -> None:
    base = base_segments(PROMISE)
    (added,) = suspension_segments(base, [JUNE, *WINTER, APRIL], REPAIRS, today=TODAY)
    assert added == Segment(SegmentKind.SUSPENSION, day("2026-03-11"), day("2026-04-29"), "BX-1, BX-2, BX-3, BX-4")
    assert cover_on(day("2026-04-29"), (*base, added)).status is CoverStatus.IN_WARRANTY
    assert cover_on(day("2026-04-30"), (*base, added)).status is CoverStatus.POST_WARRANTY


def test_an_extension_contract_follows_the_added_days_and_gets_none_itself() -> None:
    base = base_segments(PROMISE)
    with_days = (*base, *suspension_segments(base, [JUNE], REPAIRS, today=TODAY))
    (extension,) = extension_segments(with_days, [Extension(ExtensionStart.CONTIGUOUS, 12)])
    assert (extension.first, extension.last) == (day("2026-03-21"), day("2027-03-20"))
    late = repair("2026-06-01", "2026-06-20")
    assert suspension_segments((*base, extension), [late], REPAIRS, today=TODAY) == ()


def test_no_segment_without_days_or_without_a_promise_of_ours() -> None:
    maker = (Segment(SegmentKind.MANUFACTURER, day("2024-01-01"), day("2026-12-31")),)
    assert suspension_segments(base_segments(PROMISE), [], REPAIRS, today=TODAY) == ()
    assert suspension_segments(base_segments(PROMISE), [JUNE], NONE, today=TODAY) == ()
    assert suspension_segments((), [JUNE], REPAIRS, today=TODAY) == ()
    assert suspension_segments(maker, [JUNE], REPAIRS, today=TODAY) == ()


def test_days_added_without_a_number_rest_on_their_kind() -> None:
    (added,) = suspension_segments(base_segments(PROMISE), [repair("2025-06-02", "2025-06-12")], REPAIRS, today=TODAY)
    assert added.source == "SUSPENSION"


# --- laws ---

OFFSETS = st.tuples(st.integers(-30, 600), st.integers(0, 90))
SPANS = st.lists(OFFSETS, max_size=8)


def absences(spans: list[tuple[int, int]]) -> list[Absence]:
    starts = [(COVER.first + timedelta(days=start), length) for start, length in spans]
    return [Absence(first, first + timedelta(days=length)) for first, length in starts]


def repairs_of(spans: list[tuple[int, int]]) -> list[Repair]:
    return [Repair(one.first, one.back) for one in absences(spans)]


def days_of(spans: Iterable[Absence]) -> set[date]:
    return {
        one.first + timedelta(days=number) for one in spans if one.back for number in range((one.back - one.first).days)
    }


@given(SPANS)
def test_no_day_is_counted_twice(spans: list[tuple[int, int]]) -> None:
    repairs = repairs_of(spans)
    found = suspended(COVER, repairs, REPAIRS, today=TODAY)
    assert found.days == len({one for one in days_of(found.counted) if one >= COVER.first})
    assert found.days <= sum(length for _, length in spans)
    assert found.last == COVER.last + timedelta(days=found.days)


@given(SPANS)
def test_the_last_day_is_the_stable_one_of_the_rules(spans: list[tuple[int, int]]) -> None:
    """Count what began on or before the last day, move the last day, and again until nothing changes."""
    repairs = repairs_of(spans)
    last = COVER.last
    while True:
        within = days_of([one for one in repairs if one.first <= last])
        moved = COVER.last + timedelta(days=len({one for one in within if one >= COVER.first}))
        if moved == last:
            break
        last = moved
    assert suspended(COVER, repairs, REPAIRS, today=TODAY).last == last


@given(SPANS, OFFSETS, SPANS)
def test_more_repairs_never_end_earlier_and_loaners_never_later(
    spans: list[tuple[int, int]], one_more: tuple[int, int], lent: list[tuple[int, int]]
) -> None:
    repairs, more = repairs_of(spans), repairs_of([*spans, one_more])
    loaners = absences(lent)
    last = suspended(COVER, repairs, REPAIRS, today=TODAY).last
    assert suspended(COVER, more, REPAIRS, today=TODAY).last >= last >= COVER.last
    with_loaners = suspended(COVER, repairs, EXCEPT_LOANER, today=TODAY, loaners=loaners)
    assert COVER.last <= with_loaners.last <= last


@given(SPANS)
def test_the_effective_last_day_is_that_of_the_suspension(spans: list[tuple[int, int]]) -> None:
    repairs = repairs_of(spans)
    base = base_segments(PROMISE)
    segments = (*base, *suspension_segments(base, repairs, REPAIRS, today=TODAY))
    assert effective_last(segments) == suspended(Window(COVER.first, COVER.last), repairs, REPAIRS, today=TODAY).last
