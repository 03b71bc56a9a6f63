"""The cover of a unit that replaces another one (rules.md C-05, INV-13)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.cover.extensions import gaps
from inventory.cover.replacement import ReplacementRule, ReplacementTerms, replacement_segments
from inventory.cover.rules import (
    CountRule,
    CoverStatus,
    Segment,
    SegmentKind,
    cover_on,
    effective_last,
)

BASE, EXTENSION, MANUFACTURER = SegmentKind.BASE, SegmentKind.EXTENSION, SegmentKind.MANUFACTURER
INHERITED, LEAST = SegmentKind.INHERITED, SegmentKind.MIN_AFTER_REPLACEMENT
INHERIT = ReplacementTerms(ReplacementRule.INHERIT)
NINETY_DAYS = ReplacementTerms(ReplacementRule.INHERIT_MIN_DAYS, days=90)
RESTART = ReplacementTerms(ReplacementRule.RESTART, months=12, count=CountRule.NEXT_DAY)
REPLACED = date(2026, 2, 26)
ONE_DAY = timedelta(days=1)


def day(text: str) -> date:
    return date.fromisoformat(text)


UNIT_A = (Segment(BASE, day("2025-03-16"), day("2026-03-15"), "HT-1"),)


def test_a_successor_inherits_the_18_days_that_were_left() -> None:
    (inherited,) = replacement_segments(UNIT_A, REPLACED, INHERIT)
    assert inherited == Segment(INHERITED, REPLACED, day("2026-03-15"), "HT-1")
    assert (inherited.last - inherited.first).days + 1 == 18
    assert effective_last((inherited,)) == effective_last(UNIT_A)
    assert ReplacementTerms() == INHERIT  # the default


def test_it_gets_at_least_90_days_where_the_maker_says_so() -> None:
    segments = replacement_segments(UNIT_A, REPLACED, NINETY_DAYS, "GH-7")
    assert effective_last(segments) == day("2026-05-27")
    assert segments[-1] == Segment(LEAST, REPLACED, day("2026-05-27"), "GH-7")
    assert cover_on(day("2026-05-27"), segments).kind is LEAST


def test_90_days_do_not_shorten_what_was_left() -> None:
    young = (Segment(BASE, day("2026-01-01"), day("2027-01-01")),)
    assert effective_last(replacement_segments(young, REPLACED, NINETY_DAYS)) == day("2027-01-01")


def test_a_new_warranty_begins_the_day_after_the_replacement() -> None:
    (restarted,) = replacement_segments(UNIT_A, REPLACED, RESTART, "GH-7")
    assert restarted == Segment(BASE, day("2026-02-27"), day("2027-02-26"), "GH-7")


def test_after_the_warranty_there_is_nothing_to_inherit_but_the_least_days() -> None:
    late = day("2026-03-16")
    assert replacement_segments(UNIT_A, late, INHERIT) == ()
    assert effective_last(replacement_segments(UNIT_A, late, NINETY_DAYS)) == late + timedelta(days=90)
    (last_day,) = replacement_segments(UNIT_A, day("2026-03-15"), INHERIT)
    assert last_day.first == last_day.last


def test_an_extension_contract_stays_one_and_a_gap_stays_a_gap() -> None:
    extended = (*UNIT_A, Segment(EXTENSION, day("2026-04-01"), day("2027-03-31"), "WB-1"))
    inherited = replacement_segments(extended, REPLACED, INHERIT)
    assert inherited[1] == extended[1]
    assert cover_on(REPLACED, inherited).status is CoverStatus.IN_WARRANTY
    assert cover_on(day("2026-03-20"), inherited).status is CoverStatus.POST_WARRANTY
    assert cover_on(day("2026-05-01"), inherited).status is CoverStatus.EXTENDED


def test_a_makers_window_is_inherited_with_our_own_and_not_without() -> None:
    maker = Segment(MANUFACTURER, day("2024-06-01"), day("2026-05-31"), "maker's card")
    segments = replacement_segments((*UNIT_A, maker), REPLACED, INHERIT)
    assert effective_last(segments) == day("2026-05-31")
    assert {one.kind for one in segments} == {INHERITED}
    for terms in (INHERIT, NINETY_DAYS):
        assert replacement_segments((maker,), REPLACED, terms) == ()


def test_a_unit_replaced_before_its_cover_began_inherits_it_from_its_beginning() -> None:
    maker = Segment(MANUFACTURER, day("2024-06-01"), day("2026-05-31"))
    (inherited, makers) = replacement_segments((*UNIT_A, maker), day("2025-01-10"), INHERIT)
    assert (inherited.first, makers.first) == (day("2025-03-16"), day("2025-03-16"))
    assert cover_on(day("2025-02-01"), (inherited, makers)).status is CoverStatus.PRE_ACCEPTANCE


# --- laws ---

SEGMENTS = st.builds(
    lambda kind, start, length: Segment(
        kind, date(2024, 1, 1) + start * ONE_DAY, date(2024, 1, 1) + (start + length) * ONE_DAY
    ),
    st.sampled_from(SegmentKind),
    st.integers(0, 900),
    st.integers(0, 500),
)
PREDECESSORS = st.lists(SEGMENTS, min_size=1, max_size=5).map(tuple)
SWAPS = st.integers(-50, 1500).map(lambda days: date(2024, 1, 1) + days * ONE_DAY)


@given(PREDECESSORS, SWAPS, st.integers(0, 100))
def test_the_successor_stands_each_day_as_the_predecessor_would_have(
    predecessor: tuple[Segment, ...], replaced: date, later: int
) -> None:
    inherited = replacement_segments(predecessor, replaced, INHERIT)
    on = replaced + later * ONE_DAY
    before, after = cover_on(on, predecessor).status, cover_on(on, inherited).status
    covered = (CoverStatus.IN_WARRANTY, CoverStatus.EXTENDED)
    assert (after if after in covered else None) == (before if before in covered else None)


@given(PREDECESSORS, SWAPS, st.integers(1, 400))
def test_least_days_never_end_earlier_than_what_was_left(
    predecessor: tuple[Segment, ...], replaced: date, days: int
) -> None:
    left = replacement_segments(predecessor, replaced, INHERIT)
    least = replacement_segments(predecessor, replaced, ReplacementTerms(ReplacementRule.INHERIT_MIN_DAYS, days=days))
    if not any(one.kind is not MANUFACTURER for one in predecessor):
        assert left == least == ()
        return
    last = effective_last(least)
    assert last is not None
    assert last >= replaced + timedelta(days=days)
    assert all(one.last <= last for one in left)


@pytest.mark.parametrize("terms", [INHERIT, NINETY_DAYS, RESTART])
def test_a_chain_of_replacements_has_no_gap_of_its_own(terms: ReplacementTerms) -> None:
    second = replacement_segments(UNIT_A, REPLACED, terms)
    third = replacement_segments(second, day("2026-03-10"), terms)
    assert gaps(third) == ()
    if terms is INHERIT:
        assert effective_last(third) == day("2026-03-15")
