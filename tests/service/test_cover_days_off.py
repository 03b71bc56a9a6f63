"""An end that may not fall on a day off moves with the calendar (Civil Code Art. 203; C-01, 三包)."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.calendars.day_commands import (
    EditDay,
    RemoveDay,
    SetDays,
    WriteDays,
    edit_day,
    remove_day,
    set_days,
    write_days,
)
from inventory.calendars.days import DayKind
from inventory.calendars.entries import STATE, Entry
from inventory.calendars.plans import compare
from inventory.care.integrity import check
from models.assets import Asset
from models.calendars import CalendarDay
from models.cover import WarrantySegment

SATURDAY = date(2027, 2, 6)
"""Of a year that nobody has announced yet: by the weekday the next working day is Monday the 8th."""


@pytest.fixture
def unit(ctx, make_policy, make_contract, make_asset):
    contract = make_contract(policy_version=make_policy(holiday_moves_end=True, warranty_months=12))
    return make_asset(customer=contract.customer, contract=contract, accepted_on=date(2026, 2, 6))


@pytest.fixture
def other(ctx, make_policy, make_contract, make_asset):
    contract = make_contract(policy_version=make_policy(warranty_months=12))
    return make_asset(customer=contract.customer, contract=contract, accepted_on=date(2026, 2, 6))


def last(unit):
    return (Asset.get_by_id(unit.id).cover_last, WarrantySegment.get(WarrantySegment.asset == unit).last_day)


def off(first, until):
    return SetDays(first, DayKind.HOLIDAY, until, name="春节")


def test_days_off_that_are_entered_move_the_end_and_it_comes_back_with_them(ctx, unit, other):
    assert last(unit) == (date(2027, 2, 8), date(2027, 2, 8))
    set_days(ctx, off(date(2027, 2, 8), date(2027, 2, 12)))
    assert last(unit) == (date(2027, 2, 15), date(2027, 2, 15))
    assert last(other) == (SATURDAY, SATURDAY)
    assert check(ctx).findings == ()

    row = CalendarDay.get(CalendarDay.day == date(2027, 2, 8))
    edit_day(ctx, EditDay(row.id, row.version, DayKind.WORKDAY))
    assert last(unit) == (date(2027, 2, 8), date(2027, 2, 8))
    edit_day(ctx, EditDay(row.id, row.version + 1, DayKind.HOLIDAY))
    assert last(unit) == (date(2027, 2, 15), date(2027, 2, 15))
    remove_day(ctx, RemoveDay(row.id, row.version + 2))
    assert last(unit) == (date(2027, 2, 8), date(2027, 2, 8))


def test_a_working_saturday_of_a_notice_takes_the_end_back(ctx, unit):
    lines = compare([(STATE, Entry(SATURDAY, DayKind.MAKEUP, "调休"))])
    write_days(ctx, WriteDays(tuple(lines)))

    assert last(unit) == (SATURDAY, SATURDAY)


def test_under_house_terms_it_moves_as_well(ctx, house_terms, make_asset):
    house_terms(holiday_moves_end=True, warranty_months=12)
    unit = make_asset(accepted_on=date(2026, 2, 6))
    set_days(ctx, off(date(2027, 2, 8), date(2027, 2, 12)))

    assert last(unit) == (date(2027, 2, 15), date(2027, 2, 15))


def test_days_far_from_the_end_move_nothing_and_ask_for_nothing(ctx, unit):
    set_days(ctx, off(date(2027, 10, 1), date(2027, 10, 7)))

    assert last(unit) == (date(2027, 2, 8), date(2027, 2, 8))
