"""Calendars, their hours and their days are entered, corrected and removed; a year's list is confirmed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from inventory.calendars.commands import (
    AddCalendar,
    EditCalendar,
    RemoveCalendar,
    add_calendar,
    edit_calendar,
    remove_calendar,
)
from inventory.calendars.day_commands import (
    REPLACE,
    ConfirmYear,
    CopyRegion,
    EditDay,
    RemoveDay,
    SetDays,
    WriteDays,
    confirm_year,
    copy_region,
    edit_day,
    remove_day,
    set_days,
    write_days,
)
from inventory.calendars.days import DayKind, DayLayer
from inventory.calendars.entries import Owner
from inventory.calendars.events import CalendarsChanged
from inventory.calendars.plans import Outcome, Standing
from inventory.calendars.previews import NoticeRequest, preview_notice
from inventory.calendars.queries import work_calendar
from inventory.errors import InvalidInput, NeedsConfirmation, NotFound, NotPermitted, RuleBroken, StaleRecord
from models.calendars import Calendar, CalendarDay, CalendarYear
from models.organisation import Role
from models.policies import Milestone, SlaTarget, TargetBase, TargetUnit

OFF, MADE_UP, WORKED = DayKind.HOLIDAY, DayKind.MAKEUP, DayKind.WORKDAY
NEW_YEAR = date(2027, 1, 1)
XINJIANG = Owner(DayLayer.REGION, "新疆")
COMPANY = Owner(DayLayer.COMPANY)
NOTICE = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。二、春节：2月6日（周六）至12日（周五）放假调休，共7天。2月14日（周日）上班。"


def rows(year=2027, layer=DayLayer.STATE):
    found = CalendarDay.select().where(
        (CalendarDay.layer == layer) & CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))
    )
    return [(row.day.strftime("%m-%d"), row.kind) for row in found.order_by(CalendarDay.day)]


# calendars and hours


def own(**changes):
    return {"code": " cal-6x9 ", "name_zh": "周六班", "hours": "8:30－12:00，13：00～18：30", **changes}


def test_a_calendar_of_ones_own_keeps_its_hours_as_they_are_written(ctx, announced):
    row = Calendar.get_by_id(add_calendar(ctx, AddCalendar(**own())))
    assert (row.code, row.hours, row.every_day, row.standard) == ("CAL-6X9", "08:30-12:00 13:00-18:30", False, False)
    assert CalendarsChanged() in announced


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "六天"}, "code"),
        ({"code": ""}, "code"),
        ({"code": "A" * 21}, "code"),
        ({"name_zh": " "}, "name_zh"),
        ({"name_en": "x" * 61}, "name_en"),
        ({"hours": ""}, "hours"),
        ({"hours": "17:00-08:00"}, "hours"),
        ({"hours": " ".join(f"{hour:02}:{minute:02}-{hour:02}:{minute + 5:02}" for hour in range(5) for minute in (0, 15, 30))},
         "hours"),
    ],
)  # fmt: skip
def test_a_calendar_that_cannot_be_meant_is_refused_at_its_field(ctx, changes, field):
    with pytest.raises(InvalidInput) as refused:
        add_calendar(ctx, AddCalendar(**own(**changes)))
    assert refused.value.field == field


def test_a_code_is_given_once(ctx):
    with pytest.raises(RuleBroken, match="代码"):
        add_calendar(ctx, AddCalendar(**own(code="CAL_5X8")))


def standard(code="CAL_5X8"):
    return Calendar.get(Calendar.code == code)


def test_the_hours_of_a_standard_calendar_may_be_adjusted_and_due_times_follow(ctx):
    row = standard()
    before = work_calendar(ctx, "CAL_5X8").add(datetime(2026, 11, 23, 9), timedelta(hours=5)).at
    edit_calendar(ctx, EditCalendar(
        calendar_id=row.id, seen_version=row.version, code="CAL_5X8", name_zh="新疆工时", hours="10:00-14:00 15:30-19:30",
    ))  # fmt: skip
    after = work_calendar(ctx, "CAL_5X8").add(datetime(2026, 11, 23, 9), timedelta(hours=5)).at
    assert before == datetime(2026, 11, 23, 15)  # three hours until noon, two after it
    assert after == datetime(2026, 11, 23, 16, 30)  # four until 14:00, one after 15:30
    assert Calendar.get_by_id(row.id).standard


@pytest.mark.parametrize("changes", [{"code": "CAL_9X5"}, {"every_day": True}])
def test_the_code_and_the_days_of_a_standard_calendar_stay(ctx, changes):
    row = standard()
    values = {"code": row.code, "name_zh": row.name_zh, "hours": row.hours, **changes}
    with pytest.raises(RuleBroken, match="CAL_5X8"):
        edit_calendar(ctx, EditCalendar(calendar_id=row.id, seen_version=row.version, **values))


def test_of_two_who_edit_a_calendar_the_second_is_told(ctx):
    calendar_id = add_calendar(ctx, AddCalendar(**own()))
    edit_calendar(ctx, EditCalendar(calendar_id=calendar_id, seen_version=1, **own(name_zh="甲")))
    with pytest.raises(StaleRecord):
        edit_calendar(ctx, EditCalendar(calendar_id=calendar_id, seen_version=1, **own(name_zh="乙")))


def test_a_standard_calendar_and_one_in_use_stay_and_any_other_goes(ctx, make_policy):
    row = standard()
    with pytest.raises(RuleBroken):
        remove_calendar(ctx, RemoveCalendar(row.id, row.version))
    used = add_calendar(ctx, AddCalendar(**own()))
    SlaTarget.create(
        policy_version=make_policy(), position=1, milestone=Milestone.RESPONSE, base=TargetBase.REPORT, amount=1,
        unit=TargetUnit.HOUR, calendar=used,
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="CAL-6X9"):
        remove_calendar(ctx, RemoveCalendar(used, 1))
    free = add_calendar(ctx, AddCalendar(**own(code="CAL_X")))
    remove_calendar(ctx, RemoveCalendar(free, 1))
    assert Calendar.get_or_none(Calendar.id == free) is None
    with pytest.raises(NotFound):
        remove_calendar(ctx, RemoveCalendar(free, 1))


# days


def test_a_day_and_a_stretch_are_entered_for_whoever_they_hold(ctx, make_customer, announced):
    customer = Owner(DayLayer.CUSTOMER, customer_id=make_customer().id)
    assert set_days(ctx, SetDays(NEW_YEAR, OFF, name="元旦")) == Outcome(added=1)
    assert set_days(ctx, SetDays(date(2027, 3, 19), OFF, date(2027, 3, 21), XINJIANG, "肉孜节")) == Outcome(added=3)
    assert set_days(ctx, SetDays(date(2027, 5, 8), MADE_UP, owner=COMPANY)) == Outcome(added=1)
    assert set_days(ctx, SetDays(NEW_YEAR, WORKED, owner=customer)) == Outcome(added=1)
    found = {
        (row.layer, row.region, row.customer_id, row.kind)
        for row in CalendarDay.select().where(CalendarDay.day >= NEW_YEAR)
    }
    assert found == {
        (DayLayer.STATE, "", None, OFF), (DayLayer.REGION, "新疆", None, OFF), (DayLayer.COMPANY, "", None, MADE_UP),
        (DayLayer.CUSTOMER, "", customer.customer_id, WORKED),
    }  # fmt: skip
    assert announced.count(CalendarsChanged()) == 4


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (SetDays(date(2027, 1, 4), MADE_UP), "kind"),  # a Monday
        (SetDays(NEW_YEAR, OFF, date(2026, 12, 31)), "last"),
        (SetDays(NEW_YEAR, OFF, date(2028, 1, 2)), "last"),
        (SetDays(date(1900, 1, 1), OFF), "day"),
        (SetDays(NEW_YEAR, OFF, owner=Owner(DayLayer.REGION)), "region"),
        (SetDays(NEW_YEAR, OFF, owner=Owner(DayLayer.CUSTOMER)), "customer_id"),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused_and_nothing_is_written(ctx, order, field):
    with pytest.raises(InvalidInput) as refused:
        set_days(ctx, order)
    assert refused.value.field == field
    assert rows() == []


def test_a_customer_who_is_gone_has_no_days(ctx):
    with pytest.raises(NotFound):
        set_days(ctx, SetDays(NEW_YEAR, OFF, owner=Owner(DayLayer.CUSTOMER, customer_id=99_999)))


def test_a_holiday_that_is_already_there_is_named(ctx):
    set_days(ctx, SetDays(NEW_YEAR, OFF, name="元旦"))
    with pytest.raises(RuleBroken, match="2027-01-01") as refused:
        set_days(ctx, SetDays(NEW_YEAR, OFF))
    assert refused.value.values["existing"] == CalendarDay.get(CalendarDay.day == NEW_YEAR).id


def test_a_region_written_in_another_width_is_the_same_region(ctx):
    set_days(ctx, SetDays(NEW_YEAR, OFF, owner=Owner(DayLayer.REGION, "ＸＪ")))
    with pytest.raises(RuleBroken):
        set_days(ctx, SetDays(NEW_YEAR, OFF, owner=Owner(DayLayer.REGION, "xj ")))


def test_days_that_are_something_else_are_replaced_only_by_whoever_insists(ctx):
    set_days(ctx, SetDays(date(2027, 1, 2), MADE_UP, name="旧"))
    order = SetDays(NEW_YEAR, OFF, date(2027, 1, 3), name="元旦")
    with pytest.raises(NeedsConfirmation, match="2027-01-02") as asked:
        set_days(ctx, order)
    assert asked.value.key == REPLACE and rows() == [("01-02", MADE_UP)]
    insisted = SetDays(NEW_YEAR, OFF, date(2027, 1, 3), name="元旦", confirmed=frozenset({REPLACE}))
    assert set_days(ctx, insisted) == Outcome(added=2, changed=1)
    assert rows() == [("01-01", OFF), ("01-02", OFF), ("01-03", OFF)]


def test_a_day_is_corrected_and_removed_by_whoever_saw_it_last(ctx, announced):
    set_days(ctx, SetDays(NEW_YEAR, OFF))
    row = CalendarDay.get(CalendarDay.day == NEW_YEAR)
    assert edit_day(ctx, EditDay(row.id, 1, OFF, "元旦", expected=True)) == row.id
    changed = CalendarDay.get_by_id(row.id)
    assert (changed.name, changed.confirmed) == ("元旦", False)
    with pytest.raises(InvalidInput):
        edit_day(ctx, EditDay(row.id, 2, MADE_UP))  # a Friday
    for act in (lambda: edit_day(ctx, EditDay(row.id, 1, WORKED)), lambda: remove_day(ctx, RemoveDay(row.id, 1))):
        with pytest.raises(StaleRecord):
            act()
    remove_day(ctx, RemoveDay(row.id, 2))
    assert rows() == []
    assert announced.count(CalendarsChanged()) == 3


def test_a_copied_region_has_the_days_of_the_other_beside_its_own(ctx):
    set_days(ctx, SetDays(date(2027, 3, 19), OFF, date(2027, 3, 20), XINJIANG, "肉孜节"))
    set_days(ctx, SetDays(date(2026, 3, 20), OFF, owner=XINJIANG))
    set_days(ctx, SetDays(date(2027, 3, 19), WORKED, owner=Owner(DayLayer.REGION, "宁夏")))
    assert copy_region(ctx, CopyRegion("新疆", " 宁夏 ", 2027)) == Outcome(added=1, already_there=1)
    there = CalendarDay.select().where(CalendarDay.region == "宁夏").order_by(CalendarDay.day)
    assert [(str(row.day), row.kind, row.name) for row in there] == [
        ("2027-03-19", WORKED, ""), ("2027-03-20", OFF, "肉孜节"),
    ]  # fmt: skip
    with pytest.raises(RuleBroken, match="西藏"):
        copy_region(ctx, CopyRegion("西藏", "青海"))
    for to in ("新疆", " "):
        with pytest.raises(InvalidInput):
            copy_region(ctx, CopyRegion("新疆", to))


# a year


def firm(ctx):
    return work_calendar(ctx, "CAL_5X8").add(datetime(2026, 12, 31, 17), timedelta(hours=1)).firm


def test_a_year_without_a_day_off_is_not_confirmed(ctx):
    with pytest.raises(RuleBroken, match="2027"):
        confirm_year(ctx, ConfirmYear(2027))
    with pytest.raises(InvalidInput):
        confirm_year(ctx, ConfirmYear(1900))


def test_confirming_a_year_makes_its_days_certain_and_due_times_firm(ctx, announced):
    set_days(ctx, SetDays(NEW_YEAR, OFF, expected=True))
    assert not firm(ctx)
    confirm_year(ctx, ConfirmYear(2027, source="国办发明电〔2026〕9号"))
    assert CalendarDay.get(CalendarDay.day == NEW_YEAR).confirmed
    assert firm(ctx)
    assert work_calendar(ctx, "CAL_5X8").add(datetime(2026, 12, 31, 17), timedelta(hours=1)).at == datetime(
        2027, 1, 4, 9
    )
    confirm_year(ctx, ConfirmYear(2027, seen_version=1, confirmed=False))
    row = CalendarYear.get(CalendarYear.year == 2027)
    assert (row.confirmed, row.source) == (False, "国办发明电〔2026〕9号")
    assert not firm(ctx)


def test_of_two_who_confirm_a_year_the_second_is_told(ctx):
    set_days(ctx, SetDays(NEW_YEAR, OFF))
    confirm_year(ctx, ConfirmYear(2027))
    with pytest.raises(StaleRecord):
        confirm_year(ctx, ConfirmYear(2027))


# a notice


def test_a_typed_notice_is_shown_first_and_then_written_with_its_year(ctx, announced):
    seen = preview_notice(ctx, NoticeRequest(2027, NOTICE, source="国办发明电〔2026〕9号"))
    assert {line.standing for line in seen.lines} == {Standing.NEW}
    assert rows() == []
    outcome = write_days(ctx, WriteDays(seen.lines, (2027,), "国办发明电〔2026〕9号"))
    assert outcome == Outcome(added=11)
    assert rows()[0] == ("01-01", OFF) and rows()[-1] == ("02-14", MADE_UP)
    assert firm(ctx)
    assert announced.count(CalendarsChanged()) == 1
    again = preview_notice(ctx, NoticeRequest(2027, NOTICE))
    assert {line.standing for line in again.lines} == {Standing.SAME}


def test_a_notice_settles_what_was_expected(ctx):
    set_days(ctx, SetDays(NEW_YEAR, OFF, expected=True))  # it bears this one out
    set_days(ctx, SetDays(date(2027, 1, 4), OFF, expected=True))  # it does not name this one
    set_days(ctx, SetDays(date(2027, 2, 14), OFF))  # it says otherwise
    set_days(ctx, SetDays(date(2027, 6, 9), OFF))  # it does not name this one, but somebody was sure
    lines = preview_notice(ctx, NoticeRequest(2027, NOTICE, complete=True)).lines
    told = {line.entry.day.strftime("%m-%d"): line.standing for line in lines if line.standing is not Standing.NEW}
    assert told == {"01-01": Standing.CHANGED, "01-04": Standing.GONE, "02-14": Standing.CHANGED}
    assert write_days(ctx, WriteDays(lines)) == Outcome(added=9, changed=2, removed=1)
    assert ("01-04", OFF) not in rows() and ("06-09", OFF) in rows() and ("02-14", MADE_UP) in rows()


def test_a_notice_of_a_region_leaves_the_list_of_the_state_alone(ctx):
    set_days(ctx, SetDays(date(2027, 1, 4), OFF, expected=True))
    seen = preview_notice(ctx, NoticeRequest(2027, "3月19日放假", XINJIANG))
    write_days(ctx, WriteDays(seen.lines))
    assert rows() == [("01-04", OFF)]
    assert rows(layer=DayLayer.REGION) == [("03-19", OFF)]


def test_what_changed_after_the_preview_is_not_overwritten(ctx):
    seen = preview_notice(ctx, NoticeRequest(2027, NOTICE))
    set_days(ctx, SetDays(date(2027, 2, 14), OFF))
    with pytest.raises(StaleRecord):
        write_days(ctx, WriteDays(seen.lines, (2027,)))
    assert rows() == [("02-14", OFF)]
    assert CalendarYear.get_or_none(CalendarYear.year == 2027) is None


def test_who_may_not_edit_policies_may_not_edit_calendars(ctx, make_user):
    row = standard()
    ctx.actor = make_user(role=Role.VIEWER).id
    for act in (
        lambda: add_calendar(ctx, AddCalendar(**own())),
        lambda: edit_calendar(ctx, EditCalendar(calendar_id=row.id, seen_version=1, **own(code="CAL_5X8"))),
        lambda: remove_calendar(ctx, RemoveCalendar(row.id, 1)),
        lambda: set_days(ctx, SetDays(NEW_YEAR, OFF)),
        lambda: edit_day(ctx, EditDay(1, 1, OFF)),
        lambda: remove_day(ctx, RemoveDay(1, 1)),
        lambda: write_days(ctx, WriteDays(())),
        lambda: confirm_year(ctx, ConfirmYear(2027)),
        lambda: copy_region(ctx, CopyRegion("新疆", "宁夏")),
    ):
        with pytest.raises(NotPermitted):
            act()
