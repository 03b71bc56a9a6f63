"""A depot begins with the four standard calendars and the announced days, as rows that people may edit."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from inventory.calendars import asked, loading
from inventory.calendars.commands import EditCalendar, edit_calendar
from inventory.calendars.day_commands import EditDay, edit_day
from inventory.calendars.days import DayKind, DayLayer, DayRule
from inventory.calendars.events import CalendarsChanged
from inventory.calendars.loading import is_loaded, load_published, load_standard, package
from inventory.calendars.published import published_days
from inventory.calendars.queries import work_calendar
from inventory.calendars.rules import standard_calendar
from inventory.calendars.standard import STANDARD
from models.calendars import Calendar, CalendarDay, CalendarYear
from models.policies import SlaTarget


def load(ctx):
    with ctx.work() as work:
        load_standard(work)
        load_published(work)


@pytest.fixture
def bare(ctx):
    """A depot that knows no calendar yet."""
    for table in (SlaTarget, CalendarDay, CalendarYear, Calendar):
        table.delete().execute()
    return ctx


@pytest.fixture
def published(monkeypatch):
    """A package that knows the years from 2025 on which a test says."""
    known: dict[int, tuple[DayRule, ...]] = {
        year: tuple(rule for rule in published_days(year) or ()) for year in (2025, 2026)
    }
    monkeypatch.setattr(loading, "FIRST_PUBLISHED", 2025)
    monkeypatch.setattr(loading, "published_days", known.get)
    return known


def test_a_depot_begins_with_four_calendars_that_are_open_as_the_rules_say(bare):
    load(bare)
    assert {row.code: (row.hours, row.every_day) for row in Calendar.select()} == {
        "CAL_5X8": ("08:30-12:00 13:00-17:30", False),
        "CAL_7X8": ("08:30-12:00 13:00-17:30", True),
        "CAL_5X24": ("00:00-24:00", False),
        "CAL_7X24": ("00:00-24:00", True),
    }
    assert all(row.standard and row.name_zh and row.name_en for row in Calendar.select())


def test_the_announced_days_become_rows_and_their_years_are_confirmed(bare):
    load(bare)
    off = CalendarDay.select().where(
        (CalendarDay.kind == DayKind.HOLIDAY) & CalendarDay.day.between(date(2026, 1, 1), date(2026, 12, 31))
    )
    assert off.count() == 3 + 9 + 3 + 5 + 3 + 3 + 7  # rules.md C-09: the days off of 2026
    spring = CalendarDay.get(CalendarDay.day == date(2026, 2, 17))
    assert (spring.layer, spring.name, spring.confirmed, spring.source) == (DayLayer.STATE, "春节", True, package())
    assert [
        row.year for row in CalendarYear.select().where(CalendarYear.confirmed).order_by(CalendarYear.year)
    ] == list(range(2004, 2027))


@pytest.mark.parametrize("code", STANDARD)
def test_the_loaded_rows_reckon_as_the_published_list_does(bare, code):
    load(bare)
    rows, known = work_calendar(bare, code), standard_calendar(code)
    for start in (
        datetime(2026, 9, 30, 17),
        datetime(2026, 2, 14, 16),
        datetime(2026, 12, 31, 17),
        datetime(2020, 1, 23, 9),
    ):
        for hours in (1, 4, 8, 100):
            assert rows.add(start, timedelta(hours=hours)) == known.add(start, timedelta(hours=hours))


def test_loading_again_changes_nothing(bare, announced):
    load(bare)
    assert is_loaded()
    before = [list(table.select().order_by(table.id).tuples()) for table in (Calendar, CalendarDay, CalendarYear)]
    announced.clear()
    load(bare)
    assert [
        list(table.select().order_by(table.id).tuples()) for table in (Calendar, CalendarDay, CalendarYear)
    ] == before
    assert announced == []


def test_a_depot_that_is_loaded_finds_out_with_one_statement_and_without_the_package(bare, counted, monkeypatch):
    load(bare)
    monkeypatch.setattr(loading, "published_days", None)
    counted.statements.clear()
    assert is_loaded()
    assert len(counted.statements) == 1


def test_what_a_person_has_edited_stays_as_it_is(bare):
    load(bare)
    calendar = Calendar.get(Calendar.code == "CAL_5X8")
    edit_calendar(bare, EditCalendar(
        calendar_id=calendar.id, seen_version=1, code="CAL_5X8", name_zh="上班时间", hours="09:00-12:00 13:30-18:00",
    ))  # fmt: skip
    day = CalendarDay.get(CalendarDay.day == date(2026, 10, 7))
    edit_day(bare, EditDay(day.id, 1, DayKind.WORKDAY, "加班"))
    CalendarYear.update(source="").execute()  # as after an update of the package: it is asked again
    load(bare)
    assert Calendar.get_by_id(calendar.id).hours == "09:00-12:00 13:30-18:00"
    kept = CalendarDay.get_by_id(day.id)
    assert (kept.kind, kept.name) == (DayKind.WORKDAY, "加班")


def test_a_year_that_a_later_package_knows_is_added(bare, published, announced, monkeypatch):
    load(bare)
    assert not CalendarYear.get_or_none(CalendarYear.year == 2027)
    published[2027] = (DayRule(date(2027, 1, 1), DayKind.HOLIDAY, DayLayer.STATE, "元旦"),)
    monkeypatch.setattr(asked, "package", lambda: "chinesecalendar 1.12.0")
    assert not is_loaded()
    announced.clear()
    load(bare)
    assert CalendarYear.get(CalendarYear.year == 2027).confirmed
    assert CalendarDay.get(CalendarDay.day == date(2027, 1, 1)).source == "chinesecalendar 1.12.0"
    assert CalendarsChanged() in announced
    assert is_loaded()


def test_a_later_package_without_a_new_year_is_asked_once(bare, published, monkeypatch):
    load(bare)
    monkeypatch.setattr(asked, "package", lambda: "chinesecalendar 1.11.1")
    load(bare)
    assert is_loaded()
    assert [row.source for row in CalendarYear.select().order_by(CalendarYear.year)] == [
        "chinesecalendar 1.11.0", "chinesecalendar 1.11.1",
    ]  # fmt: skip


def typed(day, kind=DayKind.HOLIDAY, *, confirmed=False):
    return CalendarDay.create(day=day, kind=kind, layer=DayLayer.STATE, confirmed=confirmed, source="电话")


def test_days_that_were_typed_before_the_notice_stay_and_the_year_is_confirmed_where_they_agree(
    bare, published, monkeypatch
):
    load(bare)
    typed(date(2027, 1, 1))
    published[2027] = (
        DayRule(date(2027, 1, 1), DayKind.HOLIDAY, DayLayer.STATE, "元旦"),
        DayRule(date(2027, 1, 2), DayKind.HOLIDAY, DayLayer.STATE, "元旦"),
    )
    monkeypatch.setattr(asked, "package", lambda: "chinesecalendar 1.12.0")
    load(bare)
    rows = CalendarDay.select().where(CalendarDay.day >= date(2027, 1, 1)).order_by(CalendarDay.day)
    assert [(row.day.day, row.source) for row in rows] == [(1, "电话"), (2, "chinesecalendar 1.12.0")]
    assert CalendarYear.get(CalendarYear.year == 2027).confirmed


@pytest.mark.parametrize("kind", [DayKind.HOLIDAY, DayKind.MAKEUP])
def test_where_a_typed_day_and_the_notice_disagree_a_person_must_confirm_the_year(bare, published, monkeypatch, kind):
    load(bare)
    if kind is DayKind.HOLIDAY:
        typed(date(2027, 1, 3))  # the notice does not know it
    else:
        typed(date(2027, 1, 2), kind)  # the notice has it off
    published[2027] = (DayRule(date(2027, 1, 2), DayKind.HOLIDAY, DayLayer.STATE, "元旦"),)
    monkeypatch.setattr(asked, "package", lambda: "chinesecalendar 1.12.0")
    load(bare)
    assert not CalendarYear.get(CalendarYear.year == 2027).confirmed


def test_a_year_that_a_person_confirmed_keeps_its_source_beside_the_package(bare, published, monkeypatch):
    load(bare)
    CalendarYear.create(year=2027, confirmed=True, source="国办发明电〔2026〕9号")
    published[2027] = (DayRule(date(2027, 1, 1), DayKind.HOLIDAY, DayLayer.STATE, "元旦"),)
    for version in ("1.12.0", "1.12.1"):
        monkeypatch.setattr(asked, "package", lambda version=version: f"chinesecalendar {version}")
        load(bare)
        assert (
            CalendarYear.get(CalendarYear.year == 2027).source == f"国办发明电〔2026〕9号 · chinesecalendar {version}"
        )
    assert not CalendarDay.select().where(CalendarDay.day >= date(2027, 1, 1)).exists()


def test_a_start_that_only_looks_knows_how_many_standard_calendars_there_are():
    assert len(STANDARD) == asked.STANDARD_CALENDARS
