"""Working time: due times, working days, the loaner's deadline, and what is not firm (rules.md C-09, C-10, C-11)."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.calendars.days import DayKind, DayLayer, DayRule, WorkingDays, YearRules
from inventory.calendars.hours import Hours, Opening
from inventory.calendars.published import published_days
from inventory.calendars.rules import (
    Due,
    Pause,
    WorkCalendar,
    WorkdayCount,
    loaner_due,
    standard_calendar,
)
from inventory.calendars.standard import DAY_HOURS, STANDARD
from inventory.errors import InvalidInput

EXCL, INCL, ELAPSED = WorkdayCount.EXCL_START, WorkdayCount.INCL_START, WorkdayCount.ELAPSED_HOURS
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
OFFICE = standard_calendar("CAL_5X8")

MOMENTS = st.datetimes(datetime(2005, 1, 1), datetime(2026, 6, 30)).map(lambda moment: moment.replace(microsecond=0))
AMOUNTS = st.integers(0, 3 * 365 * 24 * 3600).map(lambda seconds: timedelta(seconds=seconds))
SHORT_AMOUNTS = st.integers(1, 40 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
CODES = st.sampled_from(sorted(STANDARD))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def span(first: str, last: str) -> set[date]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return {begin + timedelta(days=number) for number in range((end - begin).days + 1)}


# --- C-09: which days are worked ---


def test_the_days_off_of_2026_are_those_of_the_notice() -> None:
    announced = published_days(2026)
    assert announced is not None
    assert {rule.day for rule in announced if rule.kind is DayKind.HOLIDAY} == (
        span("2026-01-01", "2026-01-03")
        | span("2026-02-15", "2026-02-23")
        | span("2026-04-04", "2026-04-06")
        | span("2026-05-01", "2026-05-05")
        | span("2026-06-19", "2026-06-21")
        | span("2026-09-25", "2026-09-27")
        | span("2026-10-01", "2026-10-07")
    )
    assert [rule.day for rule in announced] == sorted(rule.day for rule in announced)
    assert {rule.name for rule in announced if rule.day.month == 2} == {"春节"}
    assert all(rule.confirmed and rule.layer is DayLayer.STATE for rule in announced)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2026, ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]),
        (2025, ["01-26", "02-08", "04-27", "09-28", "10-11"]),
    ],
)
def test_the_make_up_days_are_those_of_the_notice(year: int, days: list[str]) -> None:
    announced = published_days(year)
    assert announced is not None
    assert [rule.day for rule in announced if rule.kind is DayKind.MAKEUP] == [
        date.fromisoformat(f"{year}-{day}") for day in days
    ]


@pytest.mark.parametrize("year", [2003, 2027, 2100])
def test_a_year_without_a_notice_has_no_published_days(year: int) -> None:
    assert published_days(year) is None


def test_the_package_of_holidays_is_loaded_when_a_year_is_asked_for_and_not_before() -> None:
    program = (
        "import sys; from inventory.calendars.rules import standard_calendar as c; from datetime import *; "
        "cal = c('CAL_5X8'); before = 'chinese_calendar' in sys.modules; "
        "cal.add(datetime(2026, 1, 5, 9), timedelta(hours=1)); print(before, 'chinese_calendar' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_the_four_standard_calendars_are_open_when_they_say() -> None:
    opened = {
        code: (standard_calendar(code).open_time(at("2026-11-23"), at("2026-11-24")),  # a Monday
               standard_calendar(code).open_time(at("2026-11-22"), at("2026-11-23")),  # a Sunday
               standard_calendar(code).open_time(at("2026-10-01"), at("2026-10-02")),  # National Day, a Thursday
               standard_calendar(code).open_time(at("2026-10-10"), at("2026-10-11")))  # a Saturday to make up for it
        for code in STANDARD
    }  # fmt: skip
    none, day, all_day = timedelta(), timedelta(hours=8), timedelta(hours=24)
    assert opened == {
        "CAL_5X8": (day, none, none, day),
        "CAL_7X8": (day, day, day, day),
        "CAL_5X24": (all_day, none, none, all_day),
        "CAL_7X24": (all_day, all_day, all_day, all_day),
    }


def test_an_unknown_calendar_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        standard_calendar("CAL_6X10")


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23 08:29", False),
        ("2026-11-23 08:30", True),
        ("2026-11-23 12:00", False),
        ("2026-11-23 12:59", False),
        ("2026-11-23 17:29", True),
        ("2026-11-23 17:30", False),
        ("2026-11-21 10:00", False),
    ],
)
def test_the_office_is_closed_at_noon_at_night_and_on_saturday(moment: str, is_open: bool) -> None:
    assert OFFICE.is_open(at(moment)) is is_open


# --- C-10: due times ---


@pytest.mark.parametrize(
    ("calendar", "reported", "hours", "due"),
    [
        ("CAL_5X8", "2026-09-30 17:00", 1, "2026-10-08 09:00"),  # half an hour before the holiday, half after it
        ("CAL_5X8", "2026-09-30 17:00", 4, "2026-10-08 12:00"),
        ("CAL_7X24", "2026-09-30 17:00", 1, "2026-09-30 18:00"),
        ("CAL_7X24", "2026-09-30 17:00", 4, "2026-09-30 21:00"),
        ("CAL_5X24", "2026-09-30 17:00", 8, "2026-10-08 01:00"),  # seven hours until midnight, one after the holiday
        ("CAL_5X8", "2026-10-10 09:00", 8, "2026-10-12 09:00"),  # Saturday is a make-up day
        ("CAL_5X8", "2026-11-24 12:20", 1, "2026-11-24 14:00"),  # in the break
        ("CAL_5X8", "2026-11-24 17:30", 1, "2026-11-25 09:30"),  # at close: starts with the next opening
        ("CAL_5X8", "2026-11-23 09:00", 8, "2026-11-24 09:00"),
        ("CAL_5X8", "2026-11-23 09:00", 3, "2026-11-23 12:00"),  # ends with the morning: not 13:00
        ("CAL_5X8", "2026-11-23 13:00", 4.5, "2026-11-23 17:30"),
        ("CAL_5X8", "2026-11-20 17:30", 8, "2026-11-23 17:30"),  # a whole day ends with that day
        ("CAL_5X24", "2026-11-20 16:00", 8, "2026-11-21 00:00"),  # Friday 24:00
        ("CAL_5X24", "2026-11-20 16:00", 9, "2026-11-23 01:00"),
        ("CAL_7X8", "2026-10-01 09:00", 8, "2026-10-02 09:00"),  # holidays do not close it
        ("CAL_7X24", "2026-11-20 10:00", 12, "2026-11-20 22:00"),  # S2a: then a loaner is due at once
    ],
)
def test_the_worked_due_times(calendar: str, reported: str, hours: float, due: str) -> None:
    assert standard_calendar(calendar).add(at(reported), hours * HOUR) == Due(at(due), firm=True)


def test_a_calendar_of_weekdays_only_would_call_the_make_up_day_closed() -> None:
    weekdays = WorkCalendar(DAY_HOURS, WorkingDays.of((), {2026}))
    assert weekdays.add(at("2026-10-10 09:00"), 8 * HOUR).at == at("2026-10-12 17:30")


def test_nothing_to_wait_for_is_due_when_somebody_is_there() -> None:
    assert OFFICE.add(at("2026-11-23 10:00"), timedelta()).at == at("2026-11-23 10:00")
    assert OFFICE.add(at("2026-11-23 12:00"), timedelta()).at == at("2026-11-23 13:00")
    assert OFFICE.add(at("2026-11-20 18:00"), timedelta()).at == at("2026-11-23 08:30")


def test_the_seconds_of_a_report_are_kept() -> None:
    assert OFFICE.add(at("2026-11-23 11:55:30"), 10 * MINUTE).at == at("2026-11-23 13:05:30")


def test_ten_minutes_each_for_many_years_are_reckoned_without_walking_the_days() -> None:
    read: list[int] = []

    def source(year: int) -> YearRules:
        read.append(year)
        return YearRules(confirmed=True)

    calendar = WorkCalendar(DAY_HOURS, WorkingDays(source))
    for start in range(200):
        calendar.add(datetime(2010, 1, 4, 9) + start * DAY, 2_000 * 8 * HOUR)  # some eight years of Mondays to Fridays
    assert len(read) == len(set(read))
    assert set(read) <= set(range(2010, 2020))


@given(CODES, MOMENTS, AMOUNTS)
def test_adding_open_time_and_measuring_it_gives_it_back(code: str, start: datetime, amount: timedelta) -> None:
    calendar = standard_calendar(code)
    due = calendar.add(start, amount).at
    assert due >= start
    assert calendar.open_time(start, due) == amount
    assert calendar.open_time(due, start) == -amount
    if amount:  # the earliest such moment: a second before, a second is missing
        assert calendar.open_time(start, due - timedelta(seconds=1)) == amount - timedelta(seconds=1)


def walked(code: str, start: datetime, amount: timedelta) -> datetime:
    """The due time by going through the openings one after the other: slow, and not the way the calendar does it."""
    office = [(time(8, 30), timedelta(hours=3.5)), (time(13), timedelta(hours=4.5))]
    openings = office if code.endswith("X8") else [(time(0), timedelta(hours=24))]
    day, left = start.date(), amount
    while True:
        if code.startswith("CAL_7") or chinese_calendar.is_workday(day):
            for first, size in openings:
                begin = datetime.combine(day, first)
                usable = begin + size - max(begin, start)
                if usable >= left:
                    return max(begin, start) + left
                left -= max(usable, timedelta())
        day += DAY


@given(CODES, MOMENTS, SHORT_AMOUNTS)
def test_the_due_time_is_that_of_a_walk_through_all_openings(code: str, start: datetime, amount: timedelta) -> None:
    assert standard_calendar(code).add(start, amount).at == walked(code, start, amount)


@given(CODES, MOMENTS, AMOUNTS, AMOUNTS)
def test_more_time_and_a_later_report_are_never_due_earlier(
    code: str, start: datetime, amount: timedelta, more: timedelta
) -> None:
    calendar = standard_calendar(code)
    due = calendar.add(start, amount).at
    assert calendar.add(start, amount + more).at >= due
    if amount:  # no amount at all waits for the next opening, at noon longer than a minute from before
        assert calendar.add(start + more, amount).at >= due


@given(CODES, MOMENTS, st.tuples(AMOUNTS, AMOUNTS))
def test_open_time_of_two_stretches_is_that_of_both(
    code: str, start: datetime, lengths: tuple[timedelta, timedelta]
) -> None:
    calendar = standard_calendar(code)
    middle = start + lengths[0]
    end = middle + lengths[1]
    whole = calendar.open_time(start, end)
    assert whole == calendar.open_time(start, middle) + calendar.open_time(middle, end)
    assert timedelta() <= whole <= end - start


@pytest.mark.parametrize("amount", [-MINUTE, timedelta(days=40_000)])
def test_an_amount_that_cannot_be_meant_is_refused(amount: timedelta) -> None:
    with pytest.raises(InvalidInput) as refused:
        OFFICE.add(at("2026-11-23 09:00"), amount)
    assert refused.value.field == "amount"


@pytest.mark.parametrize("code", ["CAL_5X8", "CAL_7X24"])
def test_a_due_time_past_the_last_year_is_refused(code: str) -> None:
    calendar = standard_calendar(code)
    for reckon in (lambda: calendar.add(datetime(9999, 12, 31, 20), 8 * HOUR),
                   lambda: calendar.add_workdays(datetime(9999, 12, 31, 20), 1, EXCL)):  # fmt: skip
        with pytest.raises(InvalidInput):
            reckon()


def test_an_instant_with_a_zone_is_not_taken_for_wall_time() -> None:
    with pytest.raises(ValueError, match="wall time"):
        OFFICE.add(datetime(2026, 11, 23, 9, tzinfo=UTC), HOUR)


# --- C-10: pauses ---

MONDAY = at("2026-11-23 09:00")


def pause(first: str, until: str | None) -> Pause:
    return Pause(at(first), None if until is None else at(until))


def test_open_time_in_a_pause_is_not_consumed() -> None:
    waiting = pause("2026-11-23 10:30", "2026-11-24 14:00")  # 1.5 h used, 6.5 h left
    assert OFFICE.add_paused(MONDAY, 8 * HOUR, [waiting]) == Due(at("2026-11-25 11:30"), firm=True)
    assert OFFICE.add_paused(MONDAY, 8 * HOUR, []) == Due(at("2026-11-24 09:00"), firm=True)


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([("2026-11-23 12:00", "2026-11-23 13:00")], "2026-11-24 09:00"),  # over the break: nothing was open
        ([("2026-11-24 09:00", "2026-11-25 09:00")], "2026-11-24 09:00"),  # begins when all is used up
        ([("2026-11-20 09:00", "2026-11-23 10:00")], "2026-11-24 10:00"),  # began before the report
        ([("2026-11-20 09:00", "2026-11-22 10:00")], "2026-11-24 09:00"),  # and ended before it
        ([("2026-11-23 10:00", "2026-11-23 11:00"), ("2026-11-23 10:30", "2026-11-23 11:30")], "2026-11-24 10:30"),
        ([("2026-11-23 10:00", "2026-11-23 11:30"), ("2026-11-23 10:30", "2026-11-23 11:00")], "2026-11-24 10:30"),
        # the second one begins after the first due time, but before the one that the first pause led to
        ([("2026-11-24 09:30", "2026-11-24 10:00"), ("2026-11-23 10:00", "2026-11-23 12:00")], "2026-11-24 11:30"),
    ],
)
def test_pauses_count_once_and_only_while_the_clock_runs(pauses: list[tuple[str, str]], due: str) -> None:
    found = OFFICE.add_paused(MONDAY, 8 * HOUR, [pause(*one) for one in pauses])
    assert found == Due(at(due), firm=True)


def test_while_a_pause_lasts_nothing_is_due() -> None:
    assert OFFICE.add_paused(MONDAY, 8 * HOUR, [pause("2026-11-23 10:30", None)]) is None
    assert OFFICE.add_paused(MONDAY, 8 * HOUR, [pause("2026-11-24 09:00", None)]) is not None


def test_a_pause_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        pause("2026-11-24 10:00", "2026-11-24 09:00")


@given(MOMENTS, SHORT_AMOUNTS, st.lists(st.tuples(SHORT_AMOUNTS, SHORT_AMOUNTS), max_size=4))
def test_the_open_time_outside_the_pauses_is_the_amount(
    start: datetime, amount: timedelta, offsets: list[tuple[timedelta, timedelta]]
) -> None:
    pauses = [Pause(start + first, start + first + length) for first, length in offsets]
    due = OFFICE.add_paused(start, amount, pauses)
    assert due is not None
    counted, reached = timedelta(), start
    for one in sorted(pauses, key=lambda one: one.first):
        assert one.until is not None
        counted += max(OFFICE.open_time(reached, min(one.first, due.at)), timedelta())
        reached = max(reached, min(one.until, due.at))
    assert counted + OFFICE.open_time(reached, due.at) == amount


@given(MOMENTS, SHORT_AMOUNTS, st.lists(st.tuples(SHORT_AMOUNTS, SHORT_AMOUNTS), max_size=4), SHORT_AMOUNTS)
def test_a_pause_and_more_time_never_make_anything_due_earlier(
    start: datetime, amount: timedelta, offsets: list[tuple[timedelta, timedelta]], more: timedelta
) -> None:
    pauses = [Pause(start + first, start + first + length) for first, length in offsets]
    plain, paused = OFFICE.add(start, amount), OFFICE.add_paused(start, amount, pauses)
    longer = OFFICE.add_paused(start, amount + more, pauses)
    assert paused is not None and longer is not None
    assert plain.at <= paused.at <= longer.at


# --- C-11: working days and the loaner's deadline ---

REPORTS = [  # report, then for each count: limit of one working day, loaner due
    ("2026-11-20 10:00", {
        EXCL: ("2026-11-23 17:30", "2026-11-24 17:30"),
        INCL: ("2026-11-20 17:30", "2026-11-23 17:30"),
        ELAPSED: ("2026-11-23 10:00", "2026-11-24 17:30"),
    }),
    ("2026-11-21 14:00", {
        EXCL: ("2026-11-23 17:30", "2026-11-24 17:30"),
        INCL: ("2026-11-23 17:30", "2026-11-24 17:30"),
        ELAPSED: ("2026-11-23 17:30", "2026-11-24 17:30"),
    }),
    ("2026-09-30 10:00", {
        EXCL: ("2026-10-08 17:30", "2026-10-09 17:30"),
        INCL: ("2026-09-30 17:30", "2026-10-08 17:30"),
        ELAPSED: ("2026-10-08 10:00", "2026-10-09 17:30"),
    }),
    ("2026-02-14 16:00", {  # Saturday, a make-up day
        EXCL: ("2026-02-24 17:30", "2026-02-25 17:30"),
        INCL: ("2026-02-14 17:30", "2026-02-24 17:30"),
        ELAPSED: ("2026-02-24 16:00", "2026-02-25 17:30"),
    }),
]  # fmt: skip


@pytest.mark.parametrize("count", WorkdayCount)
@pytest.mark.parametrize(("reported", "expected"), REPORTS)
def test_the_worked_limits_and_loaner_deadlines(
    reported: str, expected: dict[WorkdayCount, tuple[str, str]], count: WorkdayCount
) -> None:
    limit, loaner = expected[count]
    assert OFFICE.add_workdays(at(reported), 1, count) == Due(at(limit), firm=True)
    assert loaner_due(OFFICE, at(reported), count) == Due(at(loaner), firm=True)


def test_a_spare_within_three_working_days_over_the_spring_festival() -> None:
    assert OFFICE.add_workdays(at("2026-02-14 16:00"), 3, EXCL) == Due(at("2026-02-26 17:30"), firm=True)


@pytest.mark.parametrize(
    ("reported", "count", "limit"),
    [
        ("2026-11-20 17:29", INCL, "2026-11-20 17:30"),
        ("2026-11-20 17:30", INCL, "2026-11-23 17:30"),  # at close the day is over
        ("2026-11-20 07:00", INCL, "2026-11-20 17:30"),  # before opening it has not begun
        ("2026-11-20 19:00", EXCL, "2026-11-23 17:30"),
        ("2026-11-20 07:00", EXCL, "2026-11-23 17:30"),
    ],
)
def test_whether_the_day_of_the_report_is_the_first(reported: str, count: WorkdayCount, limit: str) -> None:
    assert OFFICE.add_workdays(at(reported), 1, count).at == at(limit)


def test_a_day_of_24_hours_ends_at_midnight_and_midnight_is_its_own() -> None:
    calendar = standard_calendar("CAL_5X24")
    friday = at("2026-11-20 10:00")
    assert calendar.add_workdays(friday, 1, EXCL).at == at("2026-11-24 00:00")  # Monday 24:00
    assert loaner_due(calendar, friday, EXCL).at == at("2026-11-25 00:00")  # Tuesday 24:00
    assert calendar.add_workdays(at("2026-11-20 16:00"), 1, ELAPSED).at == at("2026-11-21 00:00")  # Friday 24:00
    assert loaner_due(calendar, at("2026-11-20 16:00"), ELAPSED).at == at("2026-11-24 00:00")


def test_a_working_day_is_one_of_the_state_even_where_somebody_always_answers() -> None:
    always = standard_calendar("CAL_7X24")
    assert always.add_workdays(at("2026-11-20 10:00"), 1, EXCL).at == at("2026-11-24 00:00")  # Monday 24:00
    assert always.add_workdays(at("2026-11-20 10:00"), 1, ELAPSED).at == at("2026-11-20 18:00")


def test_a_contract_may_give_more_days_for_the_repair() -> None:
    assert loaner_due(OFFICE, at("2026-11-20 10:00"), EXCL, repair_days=3).at == at("2026-11-26 17:30")


@given(CODES, MOMENTS, st.integers(1, 60))
def test_counting_the_day_of_the_report_is_never_later(code: str, start: datetime, days: int) -> None:
    calendar = standard_calendar(code)
    strict, usual = (calendar.add_workdays(start, days, count).at for count in (INCL, EXCL))
    assert start < strict <= usual
    following = calendar.add_workdays(start, days + 1, INCL).at
    assert strict < following
    assert usual in (strict, following)


@given(MOMENTS, st.integers(1, 60))
def test_the_last_day_is_worked_and_as_many_working_days_have_passed(start: datetime, days: int) -> None:
    end = OFFICE.add_workdays(start, days, EXCL).at
    passed = [start.date() + number * DAY for number in range(1, (end.date() - start.date()).days + 1)]
    assert chinese_calendar.is_workday(end.date())
    assert sum(map(chinese_calendar.is_workday, passed)) == days


@pytest.mark.parametrize("days", [0, -1, 40_000])
def test_a_number_of_days_that_cannot_be_meant_is_refused(days: int) -> None:
    with pytest.raises(InvalidInput) as refused:
        OFFICE.add_workdays(at("2026-11-23 09:00"), days, EXCL)
    assert refused.value.field == "days"


# --- what is not firm (INV-22) ---


@pytest.mark.parametrize(
    ("code", "start", "minutes", "due", "firm"),
    [
        ("CAL_5X8", "2026-12-31 17:00", 30, "2026-12-31 17:30", True),  # the last minute of the last known day
        ("CAL_5X8", "2026-12-31 17:00", 31, "2027-01-01 08:31", False),  # a Friday, as far as is known
        ("CAL_5X8", "2027-03-06 10:00", 60, "2027-03-08 09:30", False),  # a Saturday may yet become a make-up day
        ("CAL_5X24", "2026-12-31 23:00", 60, "2027-01-01 00:00", True),  # 24:00 is the end of the old year
        ("CAL_5X24", "2026-12-31 23:00", 61, "2027-01-01 00:01", False),
        ("CAL_7X24", "2027-10-01 10:00", 60, "2027-10-01 11:00", True),  # nobody asked whether it is a holiday
        ("CAL_7X8", "2027-10-01 10:00", 60, "2027-10-01 11:00", True),
        ("CAL_5X8", "2003-12-31 18:00", 60, "2004-01-02 09:30", True),  # after close: 2003 was not asked for
        ("CAL_5X8", "2003-12-31 17:30", 60, "2004-01-02 09:30", True),
        ("CAL_5X8", "2003-12-31 17:00", 60, "2004-01-02 09:00", False),
    ],
)
def test_a_due_time_is_firm_unless_it_needed_a_year_that_is_not_known(
    code: str, start: str, minutes: int, due: str, firm: bool
) -> None:
    assert standard_calendar(code).add(at(start), minutes * MINUTE) == Due(at(due), firm)


@pytest.mark.parametrize(
    ("start", "count", "limit", "firm"),
    [
        ("2026-12-30 10:00", EXCL, "2026-12-31 17:30", True),
        ("2026-12-31 10:00", INCL, "2026-12-31 17:30", True),
        ("2026-12-31 10:00", EXCL, "2027-01-01 17:30", False),
        ("2003-12-31 10:00", INCL, "2003-12-31 17:30", False),  # now it does
        ("2003-12-31 18:00", INCL, "2004-01-02 17:30", True),
        ("2003-12-31 10:00", EXCL, "2004-01-02 17:30", True),  # the day of the report does not matter
    ],
)
def test_working_days_are_firm_unless_they_needed_such_a_year(
    start: str, count: WorkdayCount, limit: str, firm: bool
) -> None:
    assert OFFICE.add_workdays(at(start), 1, count) == Due(at(limit), firm)


def test_a_loaner_deadline_in_the_new_year_is_not_firm_though_the_limit_was() -> None:
    assert OFFICE.add_workdays(at("2026-12-30 10:00"), 1, EXCL).firm
    assert loaner_due(OFFICE, at("2026-12-30 10:00"), EXCL) == Due(at("2027-01-01 17:30"), firm=False)


def test_a_loaner_deadline_after_a_limit_that_was_not_firm_is_not_either() -> None:
    assert loaner_due(OFFICE, at("2003-12-30 10:00"), EXCL) == Due(at("2004-01-02 17:30"), firm=False)


def test_a_pause_into_the_new_year_makes_the_due_time_not_firm() -> None:
    waiting = pause("2026-12-31 10:00", "2027-01-04 09:00")
    assert OFFICE.add_paused(at("2026-12-31 09:00"), 2 * HOUR, [waiting]) == Due(at("2027-01-04 10:00"), firm=False)


# --- rows and layers ---


def row(day: str, kind: DayKind, layer: DayLayer = DayLayer.STATE, *, confirmed: bool = True) -> DayRule:
    return DayRule(date.fromisoformat(day), kind, layer, "", confirmed)


def test_typed_rows_of_the_next_year_make_it_firm() -> None:
    rows = [row("2027-01-01", DayKind.HOLIDAY), row("2027-01-02", DayKind.MAKEUP)]
    calendar = WorkCalendar(DAY_HOURS, WorkingDays.of(rows, {2026, 2027}))
    assert calendar.add(at("2026-12-31 17:00"), HOUR) == Due(at("2027-01-02 09:00"), firm=True)


def test_a_single_confirmed_row_is_firm_and_the_days_beside_it_are_not() -> None:
    days = WorkingDays.of([row("2027-01-01", DayKind.HOLIDAY)], {2026})
    assert days.is_firm(date(2027, 1, 1), date(2027, 1, 1))
    assert not days.is_firm(date(2027, 1, 1), date(2027, 1, 2))


def test_a_provisional_row_is_followed_and_not_firm() -> None:
    days = WorkingDays.of([row("2026-12-31", DayKind.HOLIDAY, confirmed=False)], {2026})
    assert not days.holds(date(2026, 12, 31))
    assert days.is_firm(date(2026, 12, 1), date(2026, 12, 30))
    assert not days.is_firm(date(2026, 12, 30), date(2026, 12, 31))


def test_the_higher_layer_overrules_the_lower_one_in_whatever_order_they_come() -> None:
    day = date(2026, 10, 1)
    layers = [
        row("2026-10-01", DayKind.HOLIDAY, DayLayer.STATE),
        row("2026-10-01", DayKind.WORKDAY, DayLayer.REGION),
        row("2026-10-01", DayKind.HOLIDAY, DayLayer.COMPANY),
        row("2026-10-01", DayKind.WORKDAY, DayLayer.CUSTOMER),
    ]
    for known in range(1, 5):
        for rows in (layers[:known], layers[:known][::-1]):
            days = WorkingDays.of(rows, {2026})
            assert days.holds(day) is (known % 2 == 0)
            assert days.deciding(day) == layers[known - 1]


def test_a_regions_own_holiday_closes_the_office_there_only() -> None:
    festival = [row("2026-03-20", DayKind.HOLIDAY, DayLayer.REGION)]  # a Friday
    there = WorkCalendar(DAY_HOURS, WorkingDays.of([*(published_days(2026) or ()), *festival], {2026}))
    assert there.add(at("2026-03-19 17:00"), HOUR).at == at("2026-03-23 09:00")
    assert OFFICE.add(at("2026-03-19 17:00"), HOUR).at == at("2026-03-20 09:00")


def test_a_customer_with_other_hours_has_its_own_due_times() -> None:
    shifted = WorkCalendar(Hours.parse("10:00-14:00 15:30-19:30"), WorkingDays.of((), {2026}))
    assert shifted.add(at("2026-11-23 13:30"), HOUR).at == at("2026-11-23 16:00")
    assert shifted.add_workdays(at("2026-11-23 13:30"), 1, EXCL).at == at("2026-11-24 19:30")


@given(
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(DayKind), st.sampled_from(DayLayer)), max_size=20),
    st.integers(0, 60),
    st.integers(1, 40),
)
def test_counting_days_agrees_with_looking_at_each(
    marks: list[tuple[int, DayKind, DayLayer]], offset: int, number: int
) -> None:
    first = date(2025, 12, 1)
    days = WorkingDays.of([DayRule(first + n * DAY, kind, layer) for n, kind, layer in marks], {2025, 2026})
    start = first + offset * DAY
    end = days.after(start, number)
    assert days.holds(end)
    assert sum(days.holds(start + n * DAY) for n in range(1, (end - start).days + 1)) == number
    assert days.between(start + DAY, end) == number
    assert days.between(end, start) == (1 if end == start else 0)


# --- hours ---


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("08:30-12:00 13:00-17:30", "08:30-12:00 13:00-17:30"),
        (" 8:30－12:00，13：00～17：30 ", "08:30-12:00 13:00-17:30"),
        ("13:00至17:30、8:30至12:00", "08:30-12:00 13:00-17:30"),
        ("08:00-12:00, 12:00-16:00", "08:00-16:00"),
        ("00:00-24:00", "00:00-24:00"),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str, hours: str) -> None:
    assert str(Hours.parse(typed)) == hours


@pytest.mark.parametrize(
    "typed",
    ["", "8-17", "08:30-12:00 and more", "12:00-08:00", "09:00-09:00", "22:00-25:00", "08:00-12:00 11:00-15:00"],
)
def test_hours_that_make_no_sense_are_refused(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Hours.parse(typed)
    assert refused.value.field == "hours"


def test_a_day_of_eight_hours_has_a_break_of_one() -> None:
    assert (DAY_HOURS.length, DAY_HOURS.close) == (8 * HOUR, timedelta(hours=17, minutes=30))
    assert DAY_HOURS.openings == (Opening(510, 720), Opening(780, 1050))
    with pytest.raises(ValueError, match="more than a day"):
        DAY_HOURS.reached(9 * HOUR)
