"""When somebody works: weekly hours, and the days that differ from their weekday (rules.md C-09)."""

from __future__ import annotations

from enum import StrEnum

from peewee import SQL, BooleanField, Check, DateField, ForeignKeyField, IntegerField

from models.base import Versioned
from models.customers import Customer
from models.fields import EnumField, LineField


class DayKind(StrEnum):
    """What a row says of its day."""

    WORKDAY = "WORKDAY"
    """It is worked, whatever a lower layer says."""
    HOLIDAY = "HOLIDAY"
    """It is not worked."""
    MAKEUP = "MAKEUP"
    """调休: a day of the weekend that is worked in exchange for another one."""


class DayLayer(StrEnum):
    """Who says it; each one overrules those before it."""

    STATE = "STATE"
    REGION = "REGION"
    COMPANY = "COMPANY"
    CUSTOMER = "CUSTOMER"


class Calendar(Versioned):
    """Opening hours by which due times are reckoned."""

    code = LineField(max_length=20, unique=True)
    name_zh = LineField(max_length=60)
    name_en = LineField(max_length=60, default="")
    hours = LineField(max_length=120)  # 08:30-12:00 13:00-17:30
    every_day = BooleanField(default=False)
    standard = BooleanField(default=False)  # one of the four that the presets name: it stays


class CalendarDay(Versioned):
    """A day that differs from its weekday, for all, a region, the company or one customer."""

    day = DateField()
    kind = EnumField(DayKind, max_length=10)
    layer = EnumField(DayLayer, max_length=10)
    region = LineField(max_length=60, default="")  # as it stands on a site; only of the layer REGION
    customer = ForeignKeyField(Customer, null=True, on_delete="RESTRICT", index=False)
    name = LineField(max_length=60, default="")
    confirmed = BooleanField(default=True)
    source = LineField(max_length=120, default="")  # where it comes from: the notice, a workbook, a person

    class Meta:
        constraints = [
            Check("(layer = 'REGION') = (region <> '')", "calendar_day_region"),
            Check("(layer = 'CUSTOMER') = (customer_id IS NOT NULL)", "calendar_day_customer"),
        ]


CalendarDay.add_index(
    CalendarDay.index(
        CalendarDay.layer, CalendarDay.region, CalendarDay.day,
        unique=True, name="calendar_day_once", where=SQL("customer_id IS NULL"),
    )
)  # fmt: skip
CalendarDay.add_index(
    CalendarDay.index(
        CalendarDay.customer, CalendarDay.day,
        unique=True, name="calendar_day_of_customer", where=SQL("customer_id IS NOT NULL"),
    )
)  # fmt: skip


class CalendarYear(Versioned):
    """A year whose list of the state is known, and whether it is complete."""

    year = IntegerField(unique=True)
    confirmed = BooleanField(default=False)
    source = LineField(max_length=120, default="")
