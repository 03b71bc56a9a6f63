"""The manufacturer's cover and extension contracts (rules.md C-02)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.cover.extensions import (
    Extension,
    ExtensionStart,
    MakerRule,
    extension_segments,
    first_own_day,
    gaps,
    maker_segments,
)
from inventory.cover.rules import (
    CountRule,
    CoverStatus,
    Promise,
    Segment,
    SegmentKind,
    Window,
    base_segments,
    cover_on,
    effective_last,
    obligation_last,
)
from inventory.errors import InvalidInput

STATUTORY, NEXT_DAY = CountRule.STATUTORY, CountRule.NEXT_DAY
OWN, DURATION, IGNORE = MakerRule.OWN_WINDOW, MakerRule.DURATION_ON_OUR_ANCHOR, MakerRule.IGNORE
CONTIGUOUS, SIGNED, FIXED = ExtensionStart.CONTIGUOUS, ExtensionStart.FROM_SIGNATURE, ExtensionStart.FIXED_DATE
EX_WORKS = date(2023, 5, 20)
OURS = Promise(date(2024, 3, 15), 12, NEXT_DAY)
ONE_DAY = timedelta(days=1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def covered(ours: Promise, maker: Promise, rule: MakerRule) -> tuple[Segment, ...]:
    return (*base_segments(ours), *maker_segments(ours, maker, rule))


@pytest.mark.parametrize(
    ("months", "rule", "last"),
    [
        (24, OWN, "2025-05-20"),
        (18, OWN, "2025-03-15"),  # its 18 months end on 2024-11-20: dates are compared, not durations
        (24, DURATION, "2026-03-15"),
        (18, DURATION, "2025-09-15"),
        (12, DURATION, "2025-03-15"),
        (6, DURATION, "2025-03-15"),
        (24, IGNORE, "2025-03-15"),
    ],
)
def test_the_worked_effective_last_days_with_a_manufacturer(months: int, rule: MakerRule, last: str) -> None:
    segments = covered(OURS, Promise(EX_WORKS, months, STATUTORY), rule)
    assert effective_last(segments) == day(last)


def test_a_makers_own_window_is_kept_even_where_it_ends_before_ours() -> None:
    (kept,) = maker_segments(OURS, Promise(EX_WORKS, 18, STATUTORY), OWN, "maker's card")
    assert kept == Segment(SegmentKind.MANUFACTURER, EX_WORKS, day("2024-11-20"), "maker's card")


def test_as_many_months_as_ours_on_our_anchor_add_nothing() -> None:
    assert maker_segments(OURS, Promise(EX_WORKS, 12, STATUTORY), DURATION) == ()


def test_months_on_our_anchor_are_counted_as_ours_are() -> None:
    (segment,) = maker_segments(OURS, Promise(EX_WORKS, 24, STATUTORY), DURATION)
    assert (segment.first, segment.last) == (day("2024-03-16"), day("2026-03-15"))
    sticky = Promise(day("2023-02-28"), 6, NEXT_DAY, month_end_sticky=True)
    (segment,) = maker_segments(sticky, Promise(EX_WORKS, 12, STATUTORY), DURATION)
    assert segment.last == day("2024-02-29")


@pytest.mark.parametrize("rule", MakerRule)
def test_what_nobody_knows_of_the_maker_adds_nothing(rule: MakerRule) -> None:
    assert maker_segments(OURS, Promise(EX_WORKS, 0, STATUTORY), rule) == ()
    assert maker_segments(Promise(None, 12, NEXT_DAY), Promise(None, 24, STATUTORY), rule) == ()


def test_a_makers_cover_does_not_make_a_unit_accepted() -> None:
    segments = covered(Promise(None, 12, NEXT_DAY), Promise(EX_WORKS, 24, STATUTORY), OWN)
    assert cover_on(day("2024-05-01"), segments).status is CoverStatus.PRE_ACCEPTANCE


# --- extension contracts ---


def test_a_contiguous_extension_continues_the_effective_last_day() -> None:
    before = covered(OURS, Promise(EX_WORKS, 24, STATUTORY), OWN)
    (added,) = extension_segments(before, [Extension(CONTIGUOUS, 12, source="WB-1")])
    assert added == Segment(SegmentKind.EXTENSION, day("2025-05-21"), day("2026-05-20"), "WB-1")
    assert gaps((*before, added)) == ()


def test_an_extension_from_its_signature_leaves_a_gap_of_44_days() -> None:
    before = base_segments(OURS)
    (added,) = extension_segments(before, [Extension(SIGNED, 12, day("2025-04-28"))])
    assert (added.first, added.last) == (day("2025-04-29"), day("2026-04-28"))
    (gap,) = gaps((*before, added))
    assert gap == Window(day("2025-03-16"), day("2025-04-28"))
    assert (gap.last - gap.first).days + 1 == 16 + 28 == 44
    for inside in (gap.first, gap.last):
        assert cover_on(inside, (*before, added)).status is CoverStatus.POST_WARRANTY
    assert obligation_last(effective_last((*before, added)) or gap.last) == day("2029-04-28")


def test_an_extension_with_a_fixed_date_begins_on_it() -> None:
    (added,) = extension_segments(base_segments(OURS), [Extension(FIXED, 12, day("2025-06-01"))])
    assert (added.first, added.last) == (day("2025-06-01"), day("2026-05-31"))


def test_extensions_follow_one_another() -> None:
    years = [Extension(CONTIGUOUS, 12, source="1"), Extension(CONTIGUOUS, 12, source="2")]
    first, second = extension_segments(base_segments(OURS), years)
    assert (first.first, first.last) == (day("2025-03-16"), day("2026-03-15"))
    assert (second.first, second.last, second.source) == (day("2026-03-16"), day("2027-03-15"), "2")


def test_each_extension_is_a_contract_of_its_own_counted_from_the_last_day_before_it() -> None:
    leap = Promise(day("2024-02-29"), 12, STATUTORY)  # until 2025-02-28
    added = extension_segments(base_segments(leap), [Extension(CONTIGUOUS, 36)])
    assert added[0].last == day("2028-02-28")


def test_there_is_nothing_to_continue_before_the_acceptance() -> None:
    assert extension_segments((), [Extension(CONTIGUOUS, 12)]) == ()
    assert len(extension_segments((), [Extension(SIGNED, 12, day("2025-04-28"))])) == 1


@pytest.mark.parametrize("start", [SIGNED, FIXED])
def test_an_extension_that_begins_on_a_day_needs_that_day(start: ExtensionStart) -> None:
    with pytest.raises(ValueError, match="without its day"):
        Extension(start, 12)


def test_an_extension_lasts_at_least_a_month() -> None:
    with pytest.raises(InvalidInput) as refused:
        extension_segments(base_segments(OURS), [Extension(CONTIGUOUS, 0)])
    assert refused.value.field == "months"


# --- laws ---

DAYS = st.dates(date(2015, 1, 1), date(2035, 1, 1))
MONTHS = st.integers(1, 120)
RULES = st.sampled_from(CountRule)
EXTENSIONS = st.lists(
    st.builds(Extension, st.just(CONTIGUOUS), MONTHS) | st.builds(Extension, st.sampled_from([SIGNED, FIXED]), MONTHS, DAYS),
    max_size=4,
)  # fmt: skip


@given(DAYS, MONTHS, DAYS, MONTHS, RULES, RULES, st.sampled_from(MakerRule))
def test_a_manufacturer_never_shortens_our_cover(
    ours: date, months: int, made: date, theirs: int, one: CountRule, other: CountRule, rule: MakerRule
) -> None:
    promise = Promise(ours, months, one)
    before = effective_last(base_segments(promise))
    after = effective_last(covered(promise, Promise(made, theirs, other), rule))
    longer = effective_last(covered(promise, Promise(made, min(theirs + 1, 600), other), rule))
    assert before is not None
    assert after is not None
    assert longer is not None
    assert before <= after <= longer  # more months never end earlier


@given(DAYS, MONTHS, EXTENSIONS)
def test_the_effective_last_day_is_never_before_any_segment_and_gaps_are_what_is_left(
    anchor: date, months: int, extensions: list[Extension]
) -> None:
    before = base_segments(Promise(anchor, months, NEXT_DAY))
    segments = (*before, *extension_segments(before, extensions))
    effective = effective_last(segments)
    assert effective is not None
    assert all(one.last <= effective for one in segments)
    begins = first_own_day(segments)
    assert begins is not None
    uncovered = {
        begins + number * ONE_DAY
        for number in range((effective - begins).days + 1)
        if not any(one.first <= begins + number * ONE_DAY <= one.last for one in segments)
    }
    shown = [
        gap.first + number * ONE_DAY for gap in gaps(segments) for number in range((gap.last - gap.first).days + 1)
    ]
    assert sorted(uncovered) == shown


@given(DAYS, st.lists(MONTHS, max_size=5))
def test_contiguous_extensions_leave_no_gap(anchor: date, lengths: list[int]) -> None:
    before = base_segments(Promise(anchor, 12, STATUTORY))
    added = extension_segments(before, [Extension(CONTIGUOUS, months) for months in lengths])
    assert gaps((*before, *added)) == ()
    assert all(one.last + ONE_DAY == other.first for one, other in pairwise(added))


def test_a_gap_before_our_own_promise_is_none_of_ours() -> None:
    maker = Segment(SegmentKind.MANUFACTURER, day("2023-01-01"), day("2023-06-30"))
    assert gaps((maker, *base_segments(OURS))) == ()
    assert gaps((maker,)) == ()
