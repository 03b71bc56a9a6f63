"""Working time by the rows of the database, in layers; what is kept is dropped when a row changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from inventory.calendars.commands import AddCalendar, EditCalendar, add_calendar, edit_calendar
from inventory.calendars.day_commands import ConfirmYear, RemoveDay, SetDays, confirm_year, remove_day, set_days
from inventory.calendars.days import DayKind, DayLayer
from inventory.calendars.entries import Owner
from inventory.calendars.previews import NoticeRequest, TryOut, preview_notice, try_out
from inventory.calendars.queries import (
    calendars,
    customers_with_days,
    missing_year,
    regions,
    work_calendar,
    working_days,
    year_view,
    years,
)
from inventory.calendars.rules import Due, WorkdayCount, loaner_due
from inventory.calendars.words import YearState
from inventory.errors import InvalidInput, NotFound
from models import connect
from models.calendars import Calendar, CalendarDay

OFF, MADE_UP, WORKED = DayKind.HOLIDAY, DayKind.MAKEUP, DayKind.WORKDAY
HOUR = timedelta(hours=1)
XINJIANG, COMPANY = Owner(DayLayer.REGION, "新疆"), Owner(DayLayer.COMPANY)
FRIDAY = date(2026, 11, 27)


def due(ctx, **whose):
    """Of an hour that is reported on the Thursday at 17:00: half of it is left for the next working day."""
    return work_calendar(ctx, "CAL_5X8", **whose).add(datetime(2026, 11, 26, 17), HOUR).at


def test_the_worked_examples_hold_by_the_rows_of_the_database(ctx):
    office = work_calendar(ctx, "CAL_5X8")
    assert office.add(datetime(2026, 9, 30, 17), HOUR) == Due(datetime(2026, 10, 8, 9), firm=True)  # rules.md C-10
    assert office.add(datetime(2026, 10, 10, 9), 8 * HOUR).at == datetime(2026, 10, 12, 9)
    friday = datetime(2026, 11, 20, 10)
    assert loaner_due(office, friday, WorkdayCount.EXCL_START).at == datetime(2026, 11, 24, 17, 30)  # C-11
    assert loaner_due(office, friday, WorkdayCount.INCL_START).at == datetime(2026, 11, 23, 17, 30)


def test_each_layer_overrules_those_below_it_for_whom_it_concerns(ctx, make_customer):
    hospital, other = make_customer(), make_customer()
    customer = Owner(DayLayer.CUSTOMER, customer_id=hospital.id)
    friday, monday = datetime(2026, 11, 27, 9), datetime(2026, 11, 30, 9)
    assert due(ctx) == friday
    set_days(ctx, SetDays(FRIDAY, OFF, owner=XINJIANG))
    assert (due(ctx), due(ctx, region="新疆"), due(ctx, region="新 疆")) == (friday, monday, monday)
    set_days(ctx, SetDays(FRIDAY, WORKED, owner=COMPANY))
    assert due(ctx, region="新疆") == friday
    set_days(ctx, SetDays(FRIDAY, OFF, owner=customer))
    assert due(ctx, region="新疆", customer_id=hospital.id) == monday
    assert due(ctx, region="新疆", customer_id=other.id) == friday
    assert due(ctx) == friday


def test_a_make_up_day_of_a_layer_is_worked(ctx):
    saturday = date(2026, 11, 28)
    set_days(ctx, SetDays(saturday, MADE_UP, owner=XINJIANG))
    assert working_days(ctx, region="新疆").holds(saturday)
    assert not working_days(ctx).holds(saturday)


def test_a_calendar_is_made_once_and_asked_for_with_one_statement(ctx, counted):
    first = work_calendar(ctx, "CAL_7X8")
    counted.statements.clear()
    assert work_calendar(ctx, "CAL_7X8") is first
    assert len(counted.statements) == 1


def test_what_is_kept_is_dropped_when_a_day_comes_or_goes(ctx):
    before = due(ctx)
    set_days(ctx, SetDays(FRIDAY, OFF))
    assert due(ctx) == datetime(2026, 11, 30, 9)
    row = CalendarDay.get(CalendarDay.day == FRIDAY)
    remove_day(ctx, RemoveDay(row.id, 1))
    assert due(ctx) == before
    set_days(ctx, SetDays(FRIDAY, OFF, owner=COMPANY))  # may get the very number of the row that is gone
    assert due(ctx) == datetime(2026, 11, 30, 9)


def test_another_workstation_s_change_is_seen(ctx):
    before = due(ctx)
    CalendarDay.create(day=FRIDAY, kind=OFF, layer=DayLayer.STATE)  # nobody here was told
    assert due(ctx) > before


def test_other_hours_hold_at_once(ctx):
    row = Calendar.get(Calendar.code == "CAL_5X8")
    work_calendar(ctx, "CAL_5X8")
    edit_calendar(ctx, EditCalendar(
        calendar_id=row.id, seen_version=row.version, code="CAL_5X8", name_zh="上班", hours="10:00-14:00 15:30-19:30",
    ))  # fmt: skip
    assert due(ctx) == datetime(2026, 11, 26, 18)


def test_a_calendar_that_is_not_there_is_named(ctx):
    with pytest.raises(NotFound, match="CAL_6X9"):
        work_calendar(ctx, "CAL_6X9")


def test_a_due_time_in_a_year_without_its_list_is_not_firm_until_it_is_confirmed(ctx):
    start = datetime(2026, 12, 31, 17)
    assert work_calendar(ctx, "CAL_5X8").add(start, HOUR) == Due(datetime(2027, 1, 1, 9), firm=False)  # a Friday
    assert work_calendar(ctx, "CAL_7X24").add(start, 20 * HOUR).firm
    set_days(ctx, SetDays(date(2027, 1, 1), OFF, date(2027, 1, 3), name="元旦"))
    assert work_calendar(ctx, "CAL_5X8").add(start, HOUR) == Due(datetime(2027, 1, 4, 9), firm=False)
    confirm_year(ctx, ConfirmYear(2027))
    assert work_calendar(ctx, "CAL_5X8").add(start, HOUR) == Due(datetime(2027, 1, 4, 9), firm=True)


def test_the_standard_calendars_come_first_and_say_whether_they_are_used(ctx):
    add_calendar(ctx, AddCalendar(code="A", name_zh="甲", name_en="", hours="08:00-20:00"))
    found = calendars(ctx)
    assert [line.code for line in found] == ["CAL_5X8", "CAL_7X8", "CAL_5X24", "CAL_7X24", "A"]
    assert [line.standard for line in found] == [True] * 4 + [False]
    assert found[-1].used == 0 and found[-1].name == "甲"


def test_years_are_known_expected_or_missing(ctx):
    found = {line.year: line for line in years(ctx)}
    assert list(found) == list(range(2027, 2003, -1))
    assert (found[2026].state, found[2026].days_off, found[2026].made_up) == (YearState.CONFIRMED, 33, 6)
    assert (found[2027].state, found[2027].version) == (YearState.MISSING, 0)
    set_days(ctx, SetDays(date(2028, 1, 3), OFF))
    found = {line.year: line.state for line in years(ctx)}
    assert (found[2028], found[2027]) == (YearState.PROVISIONAL, YearState.MISSING)


@pytest.mark.parametrize(
    ("today", "missing"), [(date(2026, 10, 31), None), (date(2026, 11, 1), 2027), (date(2026, 12, 31), 2027)]
)
def test_next_year_is_missed_from_november_on(ctx, clock, today, missing):
    clock.instant = datetime(today.year, today.month, today.day, 2, tzinfo=UTC)
    assert missing_year(ctx) == missing
    set_days(ctx, SetDays(date(2027, 1, 1), OFF, expected=True))
    assert missing_year(ctx) == missing
    confirm_year(ctx, ConfirmYear(2027))
    assert missing_year(ctx) is None


def test_a_year_shows_who_decides_each_of_its_days(ctx, make_customer):
    hospital = make_customer("市立医院")
    customer = Owner(DayLayer.CUSTOMER, customer_id=hospital.id)
    set_days(ctx, SetDays(date(2026, 10, 1), WORKED, owner=customer, name="门诊"))
    set_days(ctx, SetDays(date(2026, 3, 20), OFF, owner=XINJIANG))
    plain = year_view(ctx, 2026)
    assert (len(plain.lines), plain.line.days_off, plain.line.state) == (39, 33, YearState.CONFIRMED)
    # 261 weekdays of 2026; of the 33 days off 19 are weekdays; 6 days are made up for: 248
    assert plain.working_days == 248
    theirs = year_view(ctx, 2026, "新疆", hospital.id)
    day = theirs.deciding[date(2026, 10, 1)]
    assert (day.owner, day.entry.kind, day.customer) == (customer, WORKED, "市立医院")
    assert [line.decides for line in theirs.lines if line.entry.day == date(2026, 10, 1)] == [False, True]
    assert theirs.working_days == 248 + 1 - 1
    assert year_view(ctx, 2027).line.state is YearState.MISSING


def test_regions_are_those_of_sites_and_of_days(ctx, make_site, make_customer):
    make_site(region="西藏")
    make_site(region="")
    set_days(ctx, SetDays(FRIDAY, OFF, owner=XINJIANG))
    assert regions(ctx) == sorted(["新疆", "西藏"])
    assert customers_with_days(ctx) == []
    hospital = make_customer("市立医院")
    set_days(ctx, SetDays(FRIDAY, OFF, owner=Owner(DayLayer.CUSTOMER, customer_id=hospital.id)))
    assert [(choice.id, choice.title) for choice in customers_with_days(ctx)] == [(hospital.id, "市立医院")]


def test_a_calendar_can_be_tried(ctx):
    start = datetime(2026, 9, 30, 17)
    assert try_out(ctx, TryOut("CAL_5X8", start, 4 * HOUR)) == Due(datetime(2026, 10, 8, 12), firm=True)
    assert try_out(ctx, TryOut("CAL_5X8", start, workdays=1)).at == datetime(2026, 10, 8, 17, 30)
    included = TryOut("CAL_5X8", start, workdays=1, count=WorkdayCount.INCL_START)
    assert try_out(ctx, included).at == datetime(2026, 9, 30, 17, 30)
    with pytest.raises(InvalidInput):
        try_out(ctx, TryOut("CAL_5X8", start, workdays=0))


def test_a_notice_of_few_days_is_not_taken_for_the_whole_year(ctx):
    few = preview_notice(ctx, NoticeRequest(2027, "1月1日放假"))
    many = preview_notice(ctx, NoticeRequest(2027, "1月1日至11日放假"))
    region = preview_notice(ctx, NoticeRequest(2027, "1月1日至11日放假", XINJIANG))
    assert (few.complete, many.complete, region.complete) == (False, True, False)


def test_the_stamp_reads_the_journal_by_its_index(ctx):
    from inventory.calendars.queries import _STAMP

    explain = "EXPLAIN QUERY PLAN " if connect.is_sqlite() else "EXPLAIN "
    plan = "\n".join(str(row) for row in connect.rows(explain + _STAMP))
    if connect.is_sqlite():
        assert "change_of" in plan and "SCAN change " not in plan
    else:
        assert "Backward" not in plan  # counting and looking for the last at once: no walk from the end
