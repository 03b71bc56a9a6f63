"""Days as people type them: an explicit grammar that refuses what could mean two things.

dateutil's parser and dateparser were weighed and left: both exist to guess (``03/04/2024`` becomes the third of April
or the fourth of March by a setting, a missing part is filled from today), and here a guessed day decides who pays. So
the forms are listed below, and everything else is refused with a sentence that says what was expected. Only the
arithmetic of months is dateutil's: ``relativedelta`` clamps at the month's end as the law does.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from inventory.clock import local
from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.values.excerpt import excerpt
from inventory.values.numerals import in_digits
from inventory.values.shown import show_day as show_day
from inventory.values.shown import show_instant as show_instant
from inventory.values.terms import parse_months

__all__ = [
    "FIRST_YEAR", "LAST_YEAR", "from_excel_serial", "is_absent", "parse_day", "parse_instant", "parse_months",
    "show_day", "show_instant",
]  # fmt: skip

FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2100
_SERIALS: Final = range(20_000, 80_001)  # Excel's day numbers from 1954 to 2119
_SERIAL_ZERO: Final = date(1899, 12, 30)

_ABSENT: Final = frozenset({
    "", "未验收", "待验收", "未售", "未知", "不详", "无", "没有", "暂无", "待定", "未定", "空", "空白",
    "-", "--", "---", "/", "//", "\\", "?", "??", "*", ".", "...", "......",
    "n/a", "na", "#n/a", "nil", "none", "null", "tbd", "tba", "unknown",
})  # fmt: skip
_SIGNS: Final = str.maketrans("。−‐‑‒–—號點時", ".------号点时")
_MONTH_NAMES: Final = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY: Final = re.compile(
    r"[ ,(]*\b(?P<english>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day)?\b[,) ]*"
    r"|[ (]*(?:星期|礼拜|周)(?P<chinese>[1-6日天])[) ]*"
)
_YEAR_FIRST: Final = re.compile(r"(\d{4}) ?[-/. 年] ?(\d{1,2}) ?[-/. 月] ?(\d{1,2}) ?[日号.]?", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", re.ASCII)
_EITHER: Final = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})", re.ASCII)
_NAMED: Final = re.compile(r"(?:(\d{1,2})[-. ]+([a-z]{3,9})\.?|([a-z]{3,9})\.? (\d{1,2}))[-, ]+(\d{4})", re.ASCII)
_THIS_YEAR: Final = re.compile(r"(?:(\d{1,2})\. ?(\d{1,2})\.|(\d{1,2})月(\d{1,2})[日号])", re.ASCII)
_FROM_TODAY: Final = re.compile(
    r"([+-]) ?(\d{1,4}) ?(?:(d|days?|天|日)|(w|weeks?|周|星期)|(m|months?|个?月)|(y|years?|年))", re.ASCII
)
_WORDS: Final = {
    "yesterday": -1, "昨天": -1, "昨日": -1, "today": 0, "今天": 0, "今日": 0, "tomorrow": 1, "明天": 1, "明日": 1,
}  # fmt: skip
_NO_DAY: Final = re.compile(r"\d{4} ?(?:[-/.年] ?\d{1,2} ?月?|年)", re.ASCII)
_SHORT_YEAR: Final = re.compile(
    r"\d{2} ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?[日号]?|\d{1,2}([-/.])\d{1,2}\1\d{2}|\d{6}", re.ASCII
)
_TIMED: Final = re.compile(
    r"(?P<day>.+?)(?:(?<=[日号])|[ t]) ?(?P<half>上午|中午|下午|晚上|早上|凌晨)? ?(?P<hour>\d{1,2}) ?"
    r"(?:[:时点] ?(?:(?P<minute>\d{1,2}) ?(?:[:分] ?(?:(?P<second>\d{1,2})(?:\.\d+)? ?秒?)?)?)?|(?=[ap]m))"
    r" ?(?P<meridiem>[ap]m)? ?(?P<zone>z|[+-](?:0\d|1[0-4]):?[0-5]\d)?",
    re.ASCII,
)
_AFTERNOON: Final = frozenset({"下午", "晚上", "pm"})
_NOON: Final = {11: 11, 1: 13, 2: 14}
_TWELVE: Final = {None: 12, "下午": 12, "中午": 12, "pm": 12, "凌晨": 0, "am": 0}  # 晚上12点, 上午12点: two readings


def is_absent(text: str | None) -> bool:
    """Whether a cell says that there is nothing: empty, 未验收, 无, 待定, -, /, n/a, none …"""
    return text is None or _tidy(text).strip(" ()") in _ABSENT


def parse_day(value: str | date | datetime | int | float, today: date, *, relative: bool = True) -> date:
    """The civil day that a person typed or a cell holds.

    2024年3月15日, 二〇二四年三月十五日, 2024.3.15, 2024-3-15, 2024/03/15, 20240315, 15.3.2024 (dots with the year
    last are day, month, year), 15/3/2024 where one part is above 12, 15 Mar 2024, a weekday beside it that must agree,
    a time behind it (dropped), an Excel day number, a date. With ``relative`` also 15.3. and 3月15日 (of this year),
    +3m, +10d, +1y, today, 今天: right for a form, wrong for a workbook that may be read in another year, so imports
    pass ``relative=False``.

    Raises InvalidInput (field "") with what was expected: no date, a day that does not exist, day and month that may
    be exchanged, a year of two digits, a year outside 1950–2100.
    """
    if isinstance(value, datetime):
        return _in_range(local(value).date() if value.tzinfo else value.date())
    if isinstance(value, date):
        return _in_range(value)
    if isinstance(value, (int, float)):
        return _of_number(value)
    text = _tidy(value)
    timed = _TIMED.fullmatch(text)
    return _read(timed["day"] if timed else text, today, relative, excerpt(value))


def parse_instant(value: str | date | datetime | int | float, today: date, *, relative: bool = True) -> datetime:
    """The moment that a person typed or a cell holds, as the wall clock showed it (naive, local, whole seconds).

    The day as ``parse_day`` reads it, then 15:21, 15:21:30, 15时21分, 15点21, 下午3:21 or 3:21 pm; a day alone is its
    00:00. A zone or an aware datetime is brought to local time. Raises InvalidInput (field "").
    """
    if isinstance(value, datetime):
        return _whole_seconds(local(value) if value.tzinfo else value)
    if isinstance(value, (int, float)) and _is_serial(value):
        return _whole_seconds(_midnight(from_excel_serial(value)) + timedelta(days=float(value) % 1))
    timed = _TIMED.fullmatch(_tidy(value)) if isinstance(value, str) else None
    if timed is None:
        return _midnight(parse_day(value, today, relative=relative))
    day = _read(timed["day"], today, relative, excerpt(value))
    hour = _hour(int(timed["hour"]), timed["half"] or timed["meridiem"])
    minute, second = int(timed["minute"] or 0), int(timed["second"] or 0)
    if hour is None or minute > 59 or second > 59:
        raise InvalidInput(
            N_("“{text}” has no possible time of day. Write it with hours 0 to 23, for example 2024-03-15 15:21."),
            field="",
            text=excerpt(value),
        )
    wall = datetime.combine(day, time(hour, minute, second))
    zone = timed["zone"]
    return local(datetime.fromisoformat(f"{wall.isoformat()}{zone.upper()}")) if zone else wall


def from_excel_serial(number: int | float) -> date:
    """The day of an Excel day number (1900 system, 20,000 to 80,000; a fraction is the time of day and is dropped).

    Raises InvalidInput (field "") outside that range or where the year is past 2100.
    """
    if not _is_serial(number):
        raise _not_a_date(excerpt(number))
    return _in_range(_SERIAL_ZERO + timedelta(days=int(number)))


def _tidy(text: str) -> str:
    kept = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    return in_digits(" ".join(kept.casefold().translate(_SIGNS).split()))


def _read(tidy: str, today: date, relative: bool, text: str) -> date:
    plain, weekday = _without_weekday(tidy)
    day = _full(plain, text) or (_short(plain, today, text) if relative else None)
    if day is not None:
        if weekday is not None and weekday != day.weekday():
            raise InvalidInput(
                N_("“{text}” names a weekday on which {day} does not fall. Look it up and write the right day."),
                field="",
                text=text,
                day=show_day(day),
            )
        return _in_range(day)
    if _SHORT_YEAR.fullmatch(plain):
        raise InvalidInput(
            N_("“{text}” has a year of two digits. Write the year with four digits, for example 2024-03-15."),
            field="",
            text=text,
        )
    if _NO_DAY.fullmatch(plain):
        raise InvalidInput(
            N_("“{text}” has no day. Write year, month and day, for example 2024-03-15."), field="", text=text
        )
    raise _not_a_date(text)


def _full(plain: str, text: str) -> date | None:
    if found := _YEAR_FIRST.fullmatch(plain) or _COMPACT.fullmatch(plain):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(plain):
        day, month, year = map(int, found.groups())
    elif found := _NAMED.fullmatch(plain):
        day, year = int(found[1] or found[4]), int(found[5])
        month = _MONTH_NAMES.get(found[2] or found[3], 0)
        if not month:
            return None
    elif found := _EITHER.fullmatch(plain):
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        if one <= 12 and other <= 12 and one != other:
            raise InvalidInput(
                N_("“{text}” may be {one} or {other}. Write the year first, for example {one}."),
                field="",
                text=text,
                one=f"{year:04}-{other:02}-{one:02}",
                other=f"{year:04}-{one:02}-{other:02}",
            )
        day, month = (other, one) if other > 12 else (one, other)
    else:
        return None
    return _existing(year, month, day, text)


def _short(plain: str, today: date, text: str) -> date | None:
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    if found := _THIS_YEAR.fullmatch(plain):
        day, month = (int(found[1]), int(found[2])) if found[1] else (int(found[4]), int(found[3]))
        return _existing(today.year, month, day, text)
    if found := _FROM_TODAY.fullmatch(plain):
        amount = int(found[1] + found[2])
        days, weeks, months, years = (amount if unit else 0 for unit in found.groups()[2:])
        try:
            return today + relativedelta(days=days, weeks=weeks, months=months, years=years)
        except (ValueError, OverflowError):
            raise _year_out_of_range(today.year + years + months // 12) from None
    return None


def _without_weekday(tidy: str) -> tuple[str, int | None]:
    found = _WEEKDAY.search(tidy)
    if found is None or (found.start() > 0 and found.end() < len(tidy)):
        return tidy, None
    english, chinese = found["english"], found["chinese"]
    number = _WEEKDAYS.index(english) if english else 6 if chinese in "日天" else int(chinese) - 1
    return (tidy[: found.start()] + tidy[found.end() :]).strip(), number


def _is_serial(number: int | float) -> bool:
    return not isinstance(number, bool) and _SERIALS[0] <= number < _SERIALS[-1] + 1


def _of_number(value: int | float) -> date:
    written = str(value).removesuffix(".0")  # 20240315 typed into a cell is the number 20240315.0
    if found := _COMPACT.fullmatch(written):
        return _existing(int(found[1]), int(found[2]), int(found[3]), written)
    return from_excel_serial(value)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _existing(year: int, month: int, day: int, text: str) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _year_out_of_range(year)
    if not 1 <= month <= 12:
        raise InvalidInput(
            N_("“{text}” names month {month}, but a year has 12 months. Write it like 2024-03-15."),
            field="",
            text=text,
            month=month,
        )
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise InvalidInput(
            N_("The day {day} does not exist: that month has {days} days. Look it up and write the right day."),
            field="",
            day=f"{year:04}-{month:02}-{day:02}",
            days=days,
        )
    return date(year, month, day)


def _in_range(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _year_out_of_range(day.year)
    return day


def _hour(hour: int, half: str | None) -> int | None:
    if hour == 12:
        return _TWELVE.get(half)
    if half is None or hour > 23:
        return hour if hour <= 23 else None
    if half in _AFTERNOON:
        return hour + 12 if hour < 12 else hour
    if half == "中午":
        return _NOON.get(hour)
    return hour if hour < 12 else None


def _whole_seconds(moment: datetime) -> datetime:
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0)


def _not_a_date(text: str) -> InvalidInput:
    return InvalidInput(
        N_("“{text}” is not a date. Write it like 2024-03-15, 2024年3月15日 or 20240315."), field="", text=text
    )


def _year_out_of_range(year: int) -> InvalidInput:
    return InvalidInput(
        N_("The year {year} cannot be right: dates here lie between {first} and {last}. Correct the year."),
        field="",
        year=year,
        first=FIRST_YEAR,
        last=LAST_YEAR,
    )
