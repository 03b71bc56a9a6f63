"""Pictures of the calendars: a year, the hours with a try-out, and how new days come in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from docs.scene import number, scene
from docs.studio import Studio
from inventory.calendars.day_commands import SetDays, set_days
from inventory.calendars.days import DayKind, DayLayer
from inventory.calendars.entries import Owner
from ui.calendars.notice_dialog import NoticeDialog
from ui.calendars.page import CalendarsPage
from ui.settings.page import SettingsPage

NOTICE = (
    "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n"
    "二、春节：2月6日（周六）至12日（周五）放假调休，共7天。2月14日（周日）上班。\n"
    "三、清明节：4月3日（周六）至5日（周一）放假，共3天。"
)
"""Of the usual wording; the days are not those of a real notice."""


def _page(studio: Studio, *args: object) -> CalendarsPage:
    studio.open("calendars", *args)
    return studio.page(CalendarsPage)


@scene("calendars", "calendars")
def _calendars(studio: Studio) -> None:
    page = _page(studio)
    page.days.show_day(date(2026, 10, 10))


@scene("calendars-hours")
def _calendars_hours(studio: Studio) -> None:
    page = _page(studio)
    page.strip.choose(1)
    page.hours.tried.start.set_raw("2026-12-31 17:00")
    page.hours.tried.ask()


@scene("calendars-layers")
def _calendars_layers(studio: Studio) -> None:
    """Next year as it is expected, with days of a region, the company and a customer."""
    may = "SELECT min(u.id) FROM depot_user u JOIN right_grant g ON g.role = u.role WHERE right_name = 'edit_policies'"
    ctx = replace(studio.ctx, actor=number(studio, may))
    customer = Owner(DayLayer.CUSTOMER, customer_id=number(studio, "SELECT min(id) FROM customer"))
    region = Owner(DayLayer.REGION, "新疆")
    for order in (
        SetDays(date(2027, 1, 1), DayKind.HOLIDAY, date(2027, 1, 3), name="元旦", expected=True),
        SetDays(date(2027, 3, 10), DayKind.HOLIDAY, owner=region, name="肉孜节"),
        SetDays(date(2027, 5, 8), DayKind.MAKEUP, owner=Owner(DayLayer.COMPANY), name="补班"),
        SetDays(date(2027, 5, 20), DayKind.HOLIDAY, date(2027, 5, 21), Owner(DayLayer.COMPANY), name="年会"),
        SetDays(date(2027, 7, 5), DayKind.HOLIDAY, owner=customer, name="院庆"),
        SetDays(date(2027, 1, 2), DayKind.WORKDAY, owner=customer, name="门诊开放"),
    ):
        set_days(ctx, order)
    page = _page(studio, 2027)
    page.whom.setCurrentIndex(page.whom.count() - 1)


@scene("calendars-new-days")
def _calendars_new_days(studio: Studio) -> None:
    page = _page(studio)
    page.enter()


@scene("calendars-notice")
def _calendars_notice(studio: Studio) -> None:
    page = _page(studio)
    page.type_notice()
    studio.rest()
    dialog = studio.dialog(NoticeDialog)
    dialog.text.set_raw(NOTICE)


@scene("calendars-notice-preview")
def _calendars_notice_preview(studio: Studio) -> None:
    _calendars_notice(studio)
    dialog = studio.dialog(NoticeDialog)
    dialog.form.submit()
    studio.rest(lambda: dialog.preview is not None)


@scene("calendars-edit-hours")
def _calendars_edit_hours(studio: Studio) -> None:
    page = _page(studio)
    page.strip.choose(1)
    page.hours.edit(page.hours.list.records[0])


@scene("settings-calendars")
def _settings_calendars(studio: Studio) -> None:
    studio.open("settings")
    studio.page(SettingsPage).show_section("calendars")
