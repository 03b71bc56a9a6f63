"""The calendars: a year to walk through with the keyboard, days to enter, notices and workbooks to look through."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QDialog

from inventory.calendars.day_commands import SetDays, set_days
from inventory.calendars.days import DayKind, DayLayer
from inventory.calendars.entries import Owner
from inventory.i18n import use
from models.calendars import Calendar, CalendarDay, CalendarYear
from models.organisation import Role
from ui import theme
from ui.calendars.day_form import EditDayDialog, NewDays
from ui.calendars.lines_dialog import LinesDialog
from ui.calendars.notice_dialog import NoticeDialog
from ui.calendars.page import CalendarsPage
from ui.calendars.section import CalendarsSection
from ui.calendars.year_layout import YearLayout
from ui.calendars.year_sheet import DayMark, YearSheet
from ui.navigation import Route
from ui.pages import PAGES
from ui.theme import Meaning

OFF, MADE_UP, WORKED = DayKind.HOLIDAY, DayKind.MAKEUP, DayKind.WORKDAY
NEW_YEAR = date(2027, 1, 1)
NOTICE = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。二、春节：2月6日（周六）至13日（周六）放假调休，共8天。2月14日（周日）上班。"


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


def idle(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.jobs.running(), timeout=10_000)


@pytest.fixture
def page(desk, qtbot):
    page = CalendarsPage(desk, Route("calendars"))
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    idle(desk, qtbot)
    return page


def dialog(kind):
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())


def of_2027():
    found = CalendarDay.select().where(CalendarDay.day >= NEW_YEAR).order_by(CalendarDay.day)
    return [(str(row.day), row.kind) for row in found]


# the year as it is drawn


def test_every_day_has_a_place_of_its_own_and_is_found_there():
    places = YearLayout(2028, 800)
    days = [date.fromordinal(date(2028, 1, 1).toordinal() + number) for number in range(366)]
    boxes = [places.day(day) for day in days]
    assert [places.at(box.center()) for box in boxes] == days
    assert places.at(QPointF(places.month(2).right() + 3, 5)) is None
    assert all(box.right() < 800.5 and box.bottom() <= places.height for box in boxes)
    assert places.day(date(2028, 5, 1)).left() == places.month(5).left()  # a Monday


@pytest.mark.parametrize(("width", "beside"), [(820, 4), (640, 4), (560, 3), (400, 2), (200, 1)])
def test_as_many_months_stand_beside_each_other_as_can_be_read(width, beside):
    places = YearLayout(2027, width)
    assert places.beside == beside
    assert places.month(12).bottom() == places.height


def test_the_keyboard_goes_from_day_to_day_and_stays_in_its_year(qtbot):
    sheet = YearSheet(date(2026, 11, 22))
    qtbot.addWidget(sheet)
    sheet.show_year(2026, {})
    gone = []
    sheet.chosen.connect(gone.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Home):
        qtbot.keyClick(sheet, key)
    assert gone == [
        date(2026, 11, 23), date(2026, 11, 30), date(2026, 10, 30), date(2026, 10, 29), date(2026, 10, 22),
        date(2026, 11, 22),
    ]  # fmt: skip
    sheet.go(date(2026, 12, 31))
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    qtbot.keyClick(sheet, Qt.Key.Key_PageDown)
    assert sheet.current == date(2026, 12, 31)
    with qtbot.waitSignal(sheet.opened) as opened:
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert opened.args == [date(2026, 12, 31)]


@pytest.mark.usefixtures("dressed")
def test_a_click_makes_a_day_current_and_its_words_are_told_to_a_reader(qtbot):
    use("en")
    sheet = YearSheet(date(2026, 11, 22))
    qtbot.addWidget(sheet)
    sheet.resize(sheet.sizeHint())
    sheet.show_year(2026, {date(2026, 10, 10): DayMark(MADE_UP, DayLayer.STATE, "make-up day · 国庆节")})
    place = sheet.places.day(date(2026, 10, 10)).center().toPoint()
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=place)
    assert sheet.current == date(2026, 10, 10)
    assert sheet.accessibleDescription() == "2026-10-10, Saturday\nmake-up day · 国庆节"
    assert sheet.accessibleName() == "Calendar of 2026"


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("kind", DayKind)
def test_a_marked_day_differs_from_a_plain_one_and_one_that_is_not_certain_from_one_that_is(qtbot, kind):
    def picture(marks):
        sheet = YearSheet(date(2026, 1, 5))
        qtbot.addWidget(sheet)
        sheet.resize(820, 640)
        sheet.show_year(2026, marks)
        return sheet.grab(sheet.places.day(date(2026, 10, 10)).toRect()).toImage()

    day = date(2026, 10, 10)
    pictures = [picture({})] + [
        picture({day: DayMark(kind, layer, "", confirmed)}) for layer in DayLayer for confirmed in (True, False)
    ]
    assert all(one != other for number, one in enumerate(pictures) for other in pictures[:number])


# the page


def test_the_year_of_today_is_shown_and_next_year_is_asked_for(page, qtbot, desk):
    use("en")
    assert page.year_word.text() == "2026"
    assert page.state.meaning is Meaning.OK
    assert len(page.days.list.records) == 39  # 33 days off and 6 made up for
    assert [banner.meaning for banner in page.banners.shown] == [Meaning.SOON]
    assert "2027" in page.banners.shown[0].text
    page.banners.shown[0].buttons[0].click()
    idle(desk, qtbot)
    assert page.year_word.text() == "2027" and page.state.meaning is Meaning.LATE
    assert page.days.stack.currentWidget() is page.days.nothing


def test_the_day_that_is_current_is_current_in_the_list_too(page, qtbot):
    page.sheet.go(date(2026, 10, 10))
    assert page.days.current.entry.day == date(2026, 10, 10)
    page.days.list.selectRow(0)
    assert page.sheet.current == date(2026, 1, 1)


@pytest.mark.usefixtures("dressed")
def test_a_day_out_of_sight_is_scrolled_to(page, qtbot):
    page.resize(840, 500)
    qtbot.waitUntil(lambda: page.area.viewport().height() < 400 and page.sheet.height() > 600)
    page.sheet.go(date(2026, 1, 1))
    for day in (date(2026, 12, 31), date(2026, 1, 1)):
        page.sheet.go(day)
        box = page.sheet.places.day(day).toRect()
        seen = page.area.viewport().rect()
        assert seen.contains(page.sheet.mapTo(page.area.viewport(), box.center()))


def test_days_are_entered_for_a_region_and_looked_at_there(page, qtbot, desk):
    page.enter()
    form = dialog(NewDays).form
    form.fill({"first": date(2026, 3, 20), "kind": OFF, "layer": DayLayer.REGION, "name": "肉孜节"})
    assert form["region"].isVisible() and not form["customer_id"].isVisible()
    form.submit()
    qtbot.waitUntil(lambda: bool(form["region"].complaint))  # the region is missing
    form["region"].set_raw("新疆")
    with qtbot.waitSignal(desk.toasted):
        form.submit()
    idle(desk, qtbot)
    assert CalendarDay.get(CalendarDay.region == "新疆").day == date(2026, 3, 20)
    assert date(2026, 3, 20) not in page._shown.marks
    page.whom.setCurrentIndex(next(n for n in range(page.whom.count()) if "新疆" in page.whom.itemText(n)))
    idle(desk, qtbot)
    assert page._shown.marks[date(2026, 3, 20)].layer is DayLayer.REGION


def test_a_day_that_is_something_else_is_replaced_after_a_question(page, qtbot, desk, opened):
    asked = []
    desk.troubled.connect(asked.append)
    page.enter()
    form = dialog(NewDays).form
    form.fill({"first": date(2026, 10, 1), "kind": WORKED})
    form.submit()
    qtbot.waitUntil(lambda: bool(asked))
    with qtbot.waitSignal(desk.toasted):
        asked[0].confirm(asked[0].error.key)
    assert CalendarDay.get(CalendarDay.day == date(2026, 10, 1)).kind is WORKED


def test_enter_on_a_day_corrects_it_and_on_a_plain_one_enters_one(page, qtbot, desk):
    page.sheet.opened.emit(date(2026, 10, 7))
    form = dialog(EditDayDialog).form
    form["name"].set_raw("国庆")
    with qtbot.waitSignal(desk.toasted):
        form.submit()
    assert CalendarDay.get(CalendarDay.day == date(2026, 10, 7)).name == "国庆"
    idle(desk, qtbot)
    page.sheet.opened.emit(date(2026, 11, 4))
    new = dialog(NewDays)
    assert new.first.value() == date(2026, 11, 4)
    new.close()


def test_a_day_is_removed(page, qtbot, desk):
    page.days.show_day(date(2026, 10, 10))
    assert page.days.remove_button.isEnabled()
    with qtbot.waitSignal(desk.toasted):
        page.days.remove_button.click()
    idle(desk, qtbot)
    qtbot.waitUntil(lambda: len(page.days.list.records) == 38)


def test_a_notice_is_looked_through_and_then_written_and_its_year_confirmed(page, qtbot, desk):
    page.type_notice()
    notice = dialog(NoticeDialog)
    assert notice.year.value() == 2027  # the year that is missed
    notice.text.set_raw(NOTICE)
    notice.form.submit()
    qtbot.waitUntil(lambda: notice.preview is not None)
    assert notice.isHidden() and of_2027() == []
    preview = notice.preview
    assert len(preview.list.records) == 12 and preview.complete.isChecked()
    with qtbot.waitSignal(desk.toasted):
        preview.write_button.click()
    idle(desk, qtbot)
    assert len(of_2027()) == 12
    assert CalendarYear.get(CalendarYear.year == 2027).confirmed
    qtbot.waitUntil(lambda: page.banners.shown == [])  # nothing is missed any more


def test_what_a_notice_says_wrong_is_told_under_its_text_and_nothing_is_lost(page, qtbot, desk):
    page.type_notice()
    notice = dialog(NoticeDialog)
    notice.text.set_raw("1月1日（周四）放假")
    notice.form.submit()
    qtbot.waitUntil(lambda: bool(notice.text.complaint))
    assert notice.text.raw() == "1月1日（周四）放假"
    notice.text.set_raw("1月1日（周五）放假")
    notice.form.submit()
    qtbot.waitUntil(lambda: notice.preview is not None)
    assert not notice.preview.complete.isChecked()  # one day is not a year
    notice.preview.reject()
    qtbot.waitUntil(notice.isVisible)
    assert notice.text.raw() == "1月1日（周五）放假" and of_2027() == []
    notice.form.settle()
    notice.close()


@pytest.mark.parametrize("typed", ["27", "year", "1900"])
def test_a_year_that_cannot_be_meant_is_refused_under_its_field(page, typed):
    page.type_notice()
    notice = dialog(NoticeDialog)
    notice.year.set_raw(typed)
    notice.text.set_raw(NOTICE)
    notice.form.submit()
    assert notice.year.complaint
    notice.form.settle()
    notice.close()


def test_a_workbook_is_shown_with_the_rows_it_cannot_take(page, qtbot, desk, tmp_path):
    made = openpyxl.Workbook()
    for row in (("日期", "类型"), ("2027-01-01", "放假"), ("2027-02-30", "放假")):
        made.active.append(row)
    path = tmp_path / "2027.xlsx"
    made.save(path)
    page.open_book(str(path))
    idle(desk, qtbot)
    qtbot.waitUntil(
        lambda: any(isinstance(each, LinesDialog) and each.isVisible() for each in QApplication.topLevelWidgets())
    )
    preview = dialog(LinesDialog)
    assert [note.row for note in preview.notes.records] == [3]
    assert not preview.complete.isChecked()
    with qtbot.waitSignal(desk.toasted):
        preview.write_button.click()
    idle(desk, qtbot)
    assert of_2027() == [("2027-01-01", OFF)]


def test_a_preview_that_somebody_overtook_says_so_and_stays(page, qtbot, desk, opened):
    page.type_notice()
    notice = dialog(NoticeDialog)
    notice.text.set_raw(NOTICE)
    notice.form.submit()
    qtbot.waitUntil(lambda: notice.preview is not None)
    preview = notice.preview
    set_days(opened, SetDays(NEW_YEAR, OFF))
    preview.write_button.click()
    qtbot.waitUntil(lambda: bool(preview.banners.shown))
    assert len(of_2027()) == 1
    notice.form.settle()
    preview.reject()


def test_a_year_is_confirmed_and_taken_back(page, qtbot, desk, opened):
    set_days(opened, SetDays(NEW_YEAR, OFF, expected=True))
    page.show_year(2027)
    idle(desk, qtbot)
    assert page.state.meaning is Meaning.SOON
    assert page.confirm.isEnabled() and not page.reopen.isEnabled()
    page.confirm.trigger()
    qtbot.waitUntil(lambda: page.state.meaning is Meaning.OK)
    assert page.reopen.isEnabled() and not page.confirm.isEnabled()
    page.reopen.trigger()
    qtbot.waitUntil(lambda: page.state.meaning is Meaning.SOON)


def test_the_days_of_a_region_are_copied(page, qtbot, desk, opened):
    set_days(opened, SetDays(NEW_YEAR, OFF, owner=Owner(DayLayer.REGION, "新疆")))
    page.copy()
    form = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()).form
    form["region"].set_raw("新疆")
    form["to"].set_raw("宁夏")
    with qtbot.waitSignal(desk.toasted):
        form.submit()
    idle(desk, qtbot)
    assert CalendarDay.get(CalendarDay.region == "宁夏").day == NEW_YEAR


# hours


def test_a_calendar_is_tried_while_one_types(page, qtbot, desk):
    use("en")
    page.strip.choose(1)
    tried = page.hours.tried
    assert page.hours.current.code == "CAL_5X8"
    tried.start.set_raw("2026-09-30 17:00")
    tried.ask()
    idle(desk, qtbot)
    assert tried.due.text() == "Due 2026-10-08 12:00"  # rules.md C-10
    assert tried.firm.meaning is Meaning.OK and not tried.hint.isVisible()
    tried.start.set_raw("2026-12-31 17:00")
    tried.ask()
    idle(desk, qtbot)
    assert tried.due.text() == "Due 2027-01-01 12:00"
    assert tried.firm.meaning is Meaning.SOON and tried.hint.isVisible()
    tried.amount.set_raw("0")
    tried.ask()
    assert not tried.due.isVisible()


def test_hours_are_added_adjusted_and_removed(page, qtbot, desk):
    page.hours.add()
    form = page.hours.dialog.form
    form.fill({"code": "CAL_6X9", "name_zh": "周六班", "hours": "8-17"})
    form.submit()
    qtbot.waitUntil(lambda: bool(form["hours"].complaint))
    form["hours"].set_raw("08:30-18:30")
    with qtbot.waitSignal(desk.toasted):
        form.submit()
    idle(desk, qtbot)
    assert [line.code for line in page.hours.list.records][-1] == "CAL_6X9"
    page.hours.list.selectRow(4)
    assert page.hours.remove_button.isEnabled()
    with qtbot.waitSignal(desk.toasted):
        page.hours.remove_button.click()
    idle(desk, qtbot)
    assert Calendar.get_or_none(Calendar.code == "CAL_6X9") is None


def test_a_standard_calendar_keeps_its_code_and_says_so(page, qtbot, desk):
    page.hours.list.selectRow(0)
    assert page.hours.edit_button.isEnabled() and not page.hours.remove_button.isEnabled()
    page.hours.edit(page.hours.current)
    form = page.hours.dialog.form
    assert not form["code"].isEnabled() and not form["every_day"].isEnabled()
    form["hours"].set_raw("09:00-12:00 13:30-18:00")
    with qtbot.waitSignal(desk.toasted):
        form.submit()
    assert Calendar.get(Calendar.code == "CAL_5X8").hours == "09:00-12:00 13:30-18:00"


# who may, and where it is found


def test_who_may_not_edit_policies_looks_only(desk, qtbot, opened, make_user):
    from inventory.access.rights import allowed

    opened.actor = make_user(role=Role.VIEWER).id
    with opened.reading():
        desk.permits.know(allowed(opened))
    page = CalendarsPage(desk, Route("calendars", 2026))
    qtbot.addWidget(page)
    page.show()
    idle(desk, qtbot)
    assert len(page.days.list.records) == 39
    page.days.list.selectRow(0)
    assert not page.days.edit_button.isEnabled() and not page.hours.add_button.isEnabled()
    assert not page.confirm.isEnabled()


def test_the_settings_show_the_latest_years_and_lead_there(desk, qtbot):
    section = CalendarsSection(desk)
    qtbot.addWidget(section)
    idle(desk, qtbot)
    assert [line.year for line in section.list.records] == [2027, 2026, 2025, 2024]
    with qtbot.waitSignal(desk.opened) as gone:
        section.list.opened.emit(section.list.records[0])
    assert gone.args == [Route("calendars", 2027)]


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_year_is_drawn_in_both_themes(page, qapp, look):
    theme.apply(qapp, look)
    try:
        assert not page.sheet.grab().isNull()
    finally:
        theme.apply(qapp, "light")


def test_today_is_where_the_clock_says(page, clock):
    assert page.sheet.today == datetime(2026, 11, 22).date()
