"""Cover: windows, segments, status and its words (rules.md C-01, C-02 dates, C-04, C-06)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.clock import LOCAL, day_of
from inventory.cover.rules import (
    CountRule,
    Cover,
    CoverStatus,
    Promise,
    Segment,
    SegmentKind,
    Window,
    base_segments,
    corresponding,
    cover_on,
    cover_window,
    effective_last,
    obligation_last,
)
from inventory.cover.words import KIND, RULE, STATUS, headline, short
from inventory.errors import InvalidInput
from inventory.i18n import LANGUAGES, speaking

DAY_COUNTED, STATUTORY, NEXT_DAY = CountRule.DAY_COUNTED, CountRule.STATUTORY, CountRule.NEXT_DAY
BASE, MANUFACTURER, EXTENSION = SegmentKind.BASE, SegmentKind.MANUFACTURER, SegmentKind.EXTENSION
ACCEPTED = date(2024, 3, 15)
ONE_DAY = timedelta(days=1)

ANCHORS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
MONTHS = st.integers(1, 600)
RULES = st.sampled_from(CountRule)

# anchor, months, last day by DAY_COUNTED, last day by STATUTORY, last and first day by NEXT_DAY: the table of C-01
WORKED = [
    ("2024-03-15", 12, "2025-03-14", "2025-03-15", "2025-03-15", "2024-03-16"),
    ("2024-03-15", 36, "2027-03-14", "2027-03-15", "2027-03-15", "2024-03-16"),
    ("2024-02-29", 12, "2025-02-28", "2025-02-28", "2025-02-28", "2024-03-01"),
    ("2024-02-29", 48, "2028-02-28", "2028-02-29", "2028-02-29", "2024-03-01"),
    ("2023-02-28", 12, "2024-02-27", "2024-02-28", "2024-02-28", "2023-03-01"),
    ("2024-08-31", 6, "2025-02-28", "2025-02-28", "2025-02-28", "2024-09-01"),
    ("2023-03-01", 12, "2024-02-29", "2024-03-01", "2024-03-01", "2023-03-02"),
    ("2024-12-31", 6, "2025-06-30", "2025-06-30", "2025-06-30", "2025-01-01"),
]


def day(text: str) -> date:
    return date.fromisoformat(text)


def segment(kind: SegmentKind, first: str, last: str, source: str = "") -> Segment:
    return Segment(kind, day(first), day(last), source)


@pytest.mark.parametrize(("anchor", "months", "day_counted", "statutory", "next_day", "next_first"), WORKED)
def test_the_worked_windows_of_the_rules(
    anchor: str, months: int, day_counted: str, statutory: str, next_day: str, next_first: str
) -> None:
    assert cover_window(day(anchor), months, DAY_COUNTED) == Window(day(anchor), day(day_counted))
    assert cover_window(day(anchor), months, STATUTORY) == Window(day(anchor), day(statutory))
    assert cover_window(day(anchor), months, NEXT_DAY) == Window(day(next_first), day(next_day))


def test_one_year_from_an_invoice_of_1995_ends_on_the_same_day_of_1996() -> None:
    assert cover_window(day("1995-12-01"), 12, STATUTORY).last == day("1996-12-01")


@pytest.mark.parametrize(
    ("anchor", "months", "rule", "last"),
    [
        ("2023-02-28", 12, NEXT_DAY, "2024-02-29"),  # what a customer may argue for
        ("2023-02-28", 12, STATUTORY, "2024-02-29"),
        ("2023-02-28", 12, DAY_COUNTED, "2024-02-28"),  # the day before the corresponding day
        ("2024-06-30", 6, NEXT_DAY, "2024-12-31"),
        ("2024-08-31", 6, NEXT_DAY, "2025-02-28"),
        ("2024-12-31", 6, DAY_COUNTED, "2025-06-30"),
        ("2024-02-28", 12, NEXT_DAY, "2025-02-28"),  # no month's last day in a leap year
        ("2024-03-15", 12, NEXT_DAY, "2025-03-15"),
    ],
)
def test_sticky_month_ends_lead_from_month_end_to_month_end(
    anchor: str, months: int, rule: CountRule, last: str
) -> None:
    assert cover_window(day(anchor), months, rule, month_end_sticky=True).last == day(last)


def test_month_ends_do_not_stick_unless_the_depot_says_so() -> None:
    assert cover_window(day("2023-02-28"), 12, NEXT_DAY).last == day("2024-02-28")


@given(ANCHORS, MONTHS, RULES, st.booleans())
def test_a_window_contains_its_first_and_its_last_day(anchor: date, months: int, rule: CountRule, sticky: bool) -> None:
    window = cover_window(anchor, months, rule, month_end_sticky=sticky)
    assert anchor <= window.first <= window.last
    segments = (Segment(BASE, window.first, window.last),)
    for inside in (window.first, window.last):
        assert cover_on(inside, segments).status is CoverStatus.IN_WARRANTY
    assert cover_on(window.first - ONE_DAY, segments).status is CoverStatus.PRE_ACCEPTANCE
    assert cover_on(window.last + ONE_DAY, segments).status is CoverStatus.POST_WARRANTY


@given(ANCHORS, MONTHS, MONTHS, RULES, st.booleans())
def test_more_months_never_end_earlier(anchor: date, one: int, other: int, rule: CountRule, sticky: bool) -> None:
    months, longer = sorted((one, other))
    assert (
        cover_window(anchor, months, rule, month_end_sticky=sticky).last
        <= cover_window(anchor, longer, rule, month_end_sticky=sticky).last
    )


@given(ANCHORS, MONTHS, RULES)
def test_a_sticky_month_end_never_shortens_a_window(anchor: date, months: int, rule: CountRule) -> None:
    plain = cover_window(anchor, months, rule)
    sticky = cover_window(anchor, months, rule, month_end_sticky=True)
    assert sticky.first == plain.first
    assert plain.last <= sticky.last <= plain.last + timedelta(days=3)


@given(ANCHORS, MONTHS)
def test_the_customer_gets_the_most_by_the_statutory_count(anchor: date, months: int) -> None:
    counted, statutory, following = (cover_window(anchor, months, rule) for rule in CountRule)
    assert counted.last <= statutory.last == following.last
    assert counted.first == statutory.first == following.first - ONE_DAY


@given(ANCHORS, MONTHS)
def test_the_corresponding_day_has_the_same_number_or_ends_its_month(anchor: date, months: int) -> None:
    end = corresponding(anchor, months)
    assert (end.year * 12 + end.month) - (anchor.year * 12 + anchor.month) == months
    assert end.day == anchor.day or (end.day < anchor.day and (end + ONE_DAY).day == 1)


@pytest.mark.parametrize("months", [0, -1, 601])
def test_a_window_without_months_is_refused(months: int) -> None:
    with pytest.raises(InvalidInput) as refused:
        cover_window(ACCEPTED, months, STATUTORY)
    assert refused.value.field == "months"


def test_a_window_that_leaves_the_calendar_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        cover_window(date(9999, 1, 1), 12, STATUTORY)
    assert refused.value.field == "anchor"


def test_a_segment_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="INV-16"):
        segment(BASE, "2024-03-15", "2024-03-14")


def test_a_unit_without_acceptance_is_before_acceptance_whatever_the_day() -> None:
    assert base_segments(Promise(None, 36, STATUTORY)) == ()
    assert cover_on(ACCEPTED, ()) == Cover(CoverStatus.PRE_ACCEPTANCE)


def test_a_makers_window_alone_is_no_acceptance() -> None:
    maker = segment(MANUFACTURER, "2023-05-20", "2025-05-20")
    assert cover_on(ACCEPTED, (maker,)).status is CoverStatus.PRE_ACCEPTANCE


def test_a_unit_accepted_without_any_months_is_out_of_warranty_from_that_day() -> None:
    assert base_segments(Promise(ACCEPTED, 0, STATUTORY)) == ()
    assert cover_on(ACCEPTED, (), accepted_on=ACCEPTED) == Cover(CoverStatus.POST_WARRANTY)
    assert cover_on(ACCEPTED - ONE_DAY, (), accepted_on=ACCEPTED) == Cover(CoverStatus.PRE_ACCEPTANCE)


@pytest.mark.parametrize(
    ("on", "status", "days_left"),
    [
        ("2024-03-14", CoverStatus.PRE_ACCEPTANCE, None),
        ("2024-03-15", CoverStatus.IN_WARRANTY, 1095),  # three years, no 29 February in them
        ("2027-03-14", CoverStatus.IN_WARRANTY, 1),
        ("2027-03-15", CoverStatus.IN_WARRANTY, 0),
        ("2027-03-16", CoverStatus.POST_WARRANTY, None),
    ],
)
def test_three_years_from_the_acceptance(on: str, status: CoverStatus, days_left: int | None) -> None:
    cover = cover_on(day(on), base_segments(Promise(ACCEPTED, 36, STATUTORY)), accepted_on=ACCEPTED)
    assert (cover.status, cover.days_left) == (status, days_left)
    assert (cover.first, cover.last, cover.kind, cover.source) == (ACCEPTED, day("2027-03-15"), BASE, "BASE")


def test_cover_that_begins_the_day_after_has_not_begun_on_the_evening_of_acceptance() -> None:
    segments = base_segments(Promise(ACCEPTED, 12, NEXT_DAY))
    assert cover_on(ACCEPTED, segments, accepted_on=ACCEPTED).status is CoverStatus.PRE_ACCEPTANCE
    assert cover_on(day("2024-03-16"), segments, accepted_on=ACCEPTED).status is CoverStatus.IN_WARRANTY


def test_the_last_day_lasts_until_midnight_in_china() -> None:
    segments = base_segments(Promise(ACCEPTED, 12, STATUTORY))
    last_second = datetime(2025, 3, 15, 23, 59, 59, tzinfo=LOCAL)
    midnight = datetime(2025, 3, 16, 0, 0, 0, tzinfo=LOCAL)
    assert cover_on(day_of(last_second), segments).status is CoverStatus.IN_WARRANTY
    assert cover_on(day_of(midnight), segments).status is CoverStatus.POST_WARRANTY
    assert cover_on(day_of(datetime(2025, 3, 15, 15, 59, 59, tzinfo=UTC)), segments).status is CoverStatus.IN_WARRANTY
    assert cover_on(day_of(datetime(2025, 3, 15, 16, 0, tzinfo=UTC)), segments).status is CoverStatus.POST_WARRANTY


def test_nothing_is_owed_for_a_retired_unit_even_within_its_window() -> None:
    cover = cover_on(ACCEPTED, base_segments(Promise(ACCEPTED, 36, STATUTORY)), retired=True)
    assert cover == Cover(CoverStatus.NO_OBLIGATION)


OURS = segment(BASE, "2024-03-16", "2025-03-15", "HT2024-017")
MAKERS = segment(MANUFACTURER, "2023-05-20", "2025-05-20", "maker's card")


def test_a_makers_longer_window_reaches_further_than_ours() -> None:
    cover = cover_on(day("2025-04-01"), (OURS, MAKERS))
    assert cover == Cover(
        CoverStatus.IN_WARRANTY, day("2024-03-16"), day("2025-05-20"), "maker's card", 49, MANUFACTURER
    )
    assert effective_last((OURS, MAKERS)) == day("2025-05-20")


def test_a_makers_shorter_window_changes_nothing() -> None:
    shorter = segment(MANUFACTURER, "2023-05-20", "2024-11-20")
    assert cover_on(day("2025-03-15"), (OURS, shorter)) == cover_on(day("2025-03-15"), (OURS,))
    assert effective_last((OURS, shorter)) == day("2025-03-15")


def test_a_contiguous_extension_takes_over_the_day_after() -> None:
    extension = segment(EXTENSION, "2025-05-21", "2026-05-20", "WB-1")
    segments = (OURS, MAKERS, extension)
    assert cover_on(day("2025-05-20"), segments).status is CoverStatus.IN_WARRANTY
    assert cover_on(day("2025-05-20"), segments).days_left == 0
    assert cover_on(day("2025-05-21"), segments) == Cover(
        CoverStatus.EXTENDED, day("2025-05-21"), day("2026-05-20"), "WB-1", 364, EXTENSION
    )
    assert effective_last(segments) == day("2026-05-20")
    assert effective_last(segments, extensions=False) == day("2025-05-20")


def test_a_gap_before_a_later_extension_is_44_days_out_of_warranty() -> None:
    late = segment(EXTENSION, "2025-04-29", "2026-04-28")
    days = [day("2025-03-01") + timedelta(days=n) for n in range(90)]
    gap = [one for one in days if cover_on(one, (OURS, late)).status is CoverStatus.POST_WARRANTY]
    assert (gap[0], gap[-1], len(gap)) == (day("2025-03-16"), day("2025-04-28"), 44)
    in_the_gap = cover_on(day("2025-04-01"), (OURS, late))
    assert (in_the_gap.last, in_the_gap.days_left) == (day("2025-03-15"), None)


def test_days_added_for_repairs_belong_to_the_warranty() -> None:
    base = segment(BASE, "2025-03-11", "2026-03-10")
    added = segment(SegmentKind.SUSPENSION, "2026-03-11", "2026-04-29")
    cover = cover_on(day("2026-03-10"), (base, added))
    assert (cover.status, cover.first, cover.last) == (
        CoverStatus.IN_WARRANTY,
        day("2025-03-11"),
        day("2026-04-29"),
    )
    assert (cover.days_left, cover.kind) == (50, SegmentKind.SUSPENSION)


def test_a_replacement_inherits_what_was_left() -> None:
    inherited = segment(SegmentKind.INHERITED, "2026-02-26", "2026-03-15")
    assert cover_on(day("2026-02-25"), (inherited,)).status is CoverStatus.PRE_ACCEPTANCE
    assert cover_on(day("2026-02-26"), (inherited,)).days_left == 17
    assert cover_on(day("2026-03-16"), (inherited,)).status is CoverStatus.POST_WARRANTY


@st.composite
def some_segments(draw: st.DrawFn) -> tuple[Segment, ...]:
    first = draw(st.dates(date(2020, 1, 1), date(2022, 1, 1)))
    segments = [Segment(BASE, first, first + timedelta(days=draw(st.integers(0, 400))), "base")]
    for kind in draw(st.lists(st.sampled_from(SegmentKind), max_size=4)):
        start = first + timedelta(days=draw(st.integers(-100, 600)))
        segments.append(Segment(kind, start, start + timedelta(days=draw(st.integers(0, 400))), kind.value))
    return tuple(segments)


@given(some_segments())
def test_the_effective_last_day_is_never_before_that_of_any_segment(segments: tuple[Segment, ...]) -> None:
    effective = effective_last(segments)
    assert effective is not None
    assert all(one.last <= effective for one in segments)
    assert any(one.last == effective for one in segments)
    assert cover_on(effective, segments).status in (CoverStatus.IN_WARRANTY, CoverStatus.EXTENDED)
    assert cover_on(effective + ONE_DAY, segments).status is CoverStatus.POST_WARRANTY


@given(some_segments(), st.integers(-200, 1200))
def test_a_day_is_covered_exactly_when_a_segment_holds_it(segments: tuple[Segment, ...], offset: int) -> None:
    on = segments[0].first + timedelta(days=offset)
    cover = cover_on(on, segments)
    begins = min(one.first for one in segments if one.kind is not MANUFACTURER)
    holding = [one for one in segments if one.first <= on <= one.last]
    covered = cover.status in (CoverStatus.IN_WARRANTY, CoverStatus.EXTENDED)
    assert covered == (on >= begins and bool(holding))
    assert (cover.status is CoverStatus.PRE_ACCEPTANCE) == (on < begins)
    if covered:
        assert cover.first is not None
        assert cover.last is not None
        assert cover.first <= on <= cover.last
        assert cover.days_left == (cover.last - on).days
        assert (cover.status is CoverStatus.EXTENDED) == all(one.kind is EXTENSION for one in holding)
        if cover.status is CoverStatus.IN_WARRANTY:  # and so on each day of the stretch that it names
            stretch = [cover.first + timedelta(days=n) for n in range((cover.last - cover.first).days + 1)]
            assert {cover_on(one, segments).status for one in stretch} == {CoverStatus.IN_WARRANTY}
    else:
        assert cover.days_left is None


def test_no_promise_has_no_effective_last_day() -> None:
    assert effective_last(()) is None
    assert effective_last((segment(EXTENSION, "2025-01-01", "2025-12-31"),), extensions=False) is None


@pytest.mark.parametrize(
    ("effective", "owed_until"),
    [("2025-03-15", "2028-03-15"), ("2024-02-29", "2027-02-28"), ("2026-04-29", "2029-04-29")],
)
def test_spares_are_owed_for_three_years_after_the_cover(effective: str, owed_until: str) -> None:
    assert obligation_last(day(effective)) == day(owed_until)


def test_how_long_spares_are_owed_is_a_setting() -> None:
    assert obligation_last(day("2025-03-15"), 60) == day("2030-03-15")
    assert obligation_last(day("2025-03-15"), 0) == day("2025-03-15")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_kind_and_rule_has_its_word_and_none_is_the_ambiguous_one(language: str) -> None:
    assert set(STATUS) == set(CoverStatus)
    assert set(KIND) == set(SegmentKind)
    assert set(RULE) == set(CountRule)
    with speaking(language):
        words = [str(word) for table in (STATUS, KIND, RULE) for word in table.values()]
    assert len(set(words)) == len(words)
    assert not any("保修期" in word for word in words)
    assert all(word.isascii() == (language == "en") for word in words)


@pytest.mark.parametrize(
    ("on", "english", "chinese"),
    [
        ("2024-03-14", "Free warranty begins on 2024-03-15", "质保期自 2024-03-15 开始"),
        ("2026-11-23", "In warranty, 112 days left", "质保期内，还剩 112 天"),
        ("2027-03-14", "In warranty, 1 day left", "质保期内，还剩 1 天"),
        ("2027-03-15", "In warranty, today is the last day", "质保期内，今天是最后一天"),
        ("2027-03-16", "Out of warranty since the end of 2027-03-15", "已过质保期（已于 2027-03-15 期满）"),
    ],
)
def test_the_card_says_in_one_line_how_the_unit_stands(on: str, english: str, chinese: str) -> None:
    line = headline(cover_on(day(on), base_segments(Promise(ACCEPTED, 36, STATUTORY)), accepted_on=ACCEPTED))
    with speaking("en"):
        assert str(line) == english
    with speaking("zh_CN"):
        assert str(line) == chinese


@pytest.mark.parametrize(
    ("on", "english", "chinese"),
    [
        ("2024-03-14", "Begins 2024-03-15", "2024-03-15 起保"),
        ("2026-11-23", "112 days left", "还剩 112 天"),
        ("2027-03-14", "1 day left", "还剩 1 天"),
        ("2027-03-15", "Last day today", "今天到期"),
        ("2027-03-16", "Ended 2027-03-15", "2027-03-15 已过保"),
    ],
)
def test_a_list_says_in_few_words_how_the_unit_stands(on: str, english: str, chinese: str) -> None:
    line = short(cover_on(day(on), base_segments(Promise(ACCEPTED, 36, STATUTORY)), accepted_on=ACCEPTED))
    with speaking("en"):
        assert str(line) == english
    with speaking("zh_CN"):
        assert str(line) == chinese


@pytest.mark.parametrize("status", [CoverStatus.PRE_ACCEPTANCE, CoverStatus.POST_WARRANTY, CoverStatus.NO_OBLIGATION])
def test_a_list_says_the_status_where_there_are_no_days_to_tell(status: CoverStatus) -> None:
    assert short(Cover(status)) == STATUS[status]
