"""Days, moments and terms as people type them."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inventory.errors import InvalidInput
from inventory.i18n import LANGUAGES, speaking
from inventory.values.days import (
    from_excel_serial,
    is_absent,
    parse_day,
    parse_instant,
    parse_months,
    show_day,
    show_instant,
)
from inventory.values.excerpt import excerpt
from inventory.values.numerals import in_digits

TODAY = date(2026, 11, 22)  # a Sunday
THE_IDES = date(2024, 3, 15)  # a Friday
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "2024-03-15", "2024-3-15", "2024/03/15", "2024/3/15", "2024/03/15 ", " 2024.3.15", "2024.03.15", "2024。3。15",
        "2024年3月15日", "2024年03月15日", "2024 年 3 月 15 日", "2024年3月15号", "2024年3月15", "20240315", "2024 3 15",
        "２０２４年３月１５日", "２０２４－０３－１５", "2024−03−15", "2024–03–15",
        "二〇二四年三月十五日", "二零二四年三月十五日", "二○二四年三月十五日",
        "15.3.2024", "15.03.2024", "15. 3. 2024", "15/3/2024", "3/15/2024", "15-03-2024",
        "15 Mar 2024", "15-Mar-2024", "March 15, 2024", "Mar 15 2024", "Fri Mar 15, 2024",
        "2024年3月15日 星期五", "2024-03-15(周五)", "2024-03-15 10:30", "2024-03-15T00:00:00", "2024年3月15日15时21分",
        "\u200b2024-03-15\ufeff",
    ],
)  # fmt: skip
def test_one_day_is_read_from_every_way_of_writing_it(typed: str) -> None:
    assert parse_day(typed, TODAY, relative=False) == THE_IDES


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2025/03/27 ", date(2025, 3, 27)), ("2026年11月15日", date(2026, 11, 15)), ("2026.10.16", date(2026, 10, 16)),
        ("2026.9.22", date(2026, 9, 22)), ("2021.12.4", date(2021, 12, 4)), ("2023年11月4日", date(2023, 11, 4)),
        ("2026-10-13", date(2026, 10, 13)), (datetime(2026, 9, 18), date(2026, 9, 18)),
        (date(2026, 9, 18), date(2026, 9, 18)), (45366, THE_IDES), (45366.75, THE_IDES), (20240315, THE_IDES),
        (20240315.0, THE_IDES), (datetime(2024, 3, 14, 17, 0, tzinfo=UTC), THE_IDES),
    ],
)  # fmt: skip
def test_the_cells_of_old_registers_are_days(cell: str | datetime | date | float, day: date) -> None:
    assert parse_day(cell, TODAY, relative=False) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("15.3.", date(2026, 3, 15)), ("3月15日", date(2026, 3, 15)), ("三月十五日", date(2026, 3, 15)),
        ("today", TODAY), ("今天", TODAY), ("昨天", date(2026, 11, 21)), ("明天", date(2026, 11, 23)),
        ("+10d", date(2026, 12, 2)), ("-10d", date(2026, 11, 12)), ("+2w", date(2026, 12, 6)),
        ("+3m", date(2027, 2, 22)), ("+3个月", date(2027, 2, 22)), ("+1y", date(2027, 11, 22)), ("+1年", date(2027, 11, 22)),
    ],
)  # fmt: skip
def test_a_form_understands_short_days_and_a_workbook_does_not(typed: str, day: date) -> None:
    assert parse_day(typed, TODAY) == day
    with pytest.raises(InvalidInput):
        parse_day(typed, TODAY, relative=False)


def test_three_months_from_the_end_of_november_is_the_end_of_february() -> None:
    assert parse_day("+3m", date(2026, 11, 30)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ("2023-02-30", "2023-02-30"), ("2023年2月29日", "2023-02-29"), ("2024.4.31", "2024-04-31"),
        ("20230230", "2023-02-30"), ("31.6.2024", "2024-06-31"), ("2024-01-00", "2024-01-00"), ("29.2.", "2026-02-29"),
    ],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_refused_as_such(typed: str, missing: str) -> None:
    with speaking("en"), pytest.raises(InvalidInput) as refused:
        parse_day(typed, TODAY)
    with speaking("en"):
        assert str(refused.value).startswith(f"The day {missing} does not exist")
    with speaking("zh_CN"):
        assert f"{missing} 这一天不存在" in str(refused.value)


def test_the_29th_of_february_exists_in_a_leap_year() -> None:
    assert parse_day("2024年2月29日", TODAY) == date(2024, 2, 29)


@pytest.mark.parametrize("typed", ["03/04/2024", "3-4-2024", "12/11/2024"])
def test_day_and_month_that_may_be_exchanged_are_not_guessed(typed: str) -> None:
    with speaking("en"), pytest.raises(InvalidInput) as refused:
        parse_day(typed, TODAY)
    with speaking("en"):
        assert "may be" in str(refused.value)
        assert "Write the year first" in str(refused.value)


def test_both_readings_of_an_ambiguous_day_are_named() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_day("03/04/2024", TODAY)
    assert refused.value.values["one"] == "2024-04-03"
    assert refused.value.values["other"] == "2024-03-04"


def test_the_same_number_twice_is_not_ambiguous() -> None:
    assert parse_day("04/04/2024", TODAY) == date(2024, 4, 4)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("24-3-15", "four digits"), ("15.3.24", "four digits"), ("24年3月15日", "four digits"), ("240315", "four digits"),
        ("1949-12-31", "between 1950 and 2100"), ("2101-01-01", "between 1950 and 2100"), ("0024-03-15", "between"),
        ("+999y", "between 1950 and 2100"), ("+9999y", "between 1950 and 2100"), ("2024-13-01", "month 13"),
        ("3.15.2024", "month 15"), ("2024年3月", "no day"), ("2024-03", "no day"), ("2024年", "no day"),
        ("2024-03-15 星期一", "weekday"), ("未验收", "not a date"), ("", "not a date"), ("abc", "not a date"),
        ("2024-03-15x", "not a date"), ("2024-03-15-16", "not a date"), ("45366", "not a date"), ("15 Foo 2024", "not a"),
        ("十百年三月一日", "not a date"), ("2024-03-15 25:00x", "not a date"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_what_was_expected(typed: str, expected: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_day(typed, TODAY)
    with speaking("en"):
        assert expected in str(refused.value)


@pytest.mark.parametrize("number", [0, 36, 19_999, 80_001, -45366, math.nan, math.inf, 1e300, True, 20241315.5])
def test_a_number_that_is_no_day_number_is_refused(number: float) -> None:
    with pytest.raises(InvalidInput):
        parse_day(number, TODAY)
    with pytest.raises(InvalidInput):
        from_excel_serial(number)


def test_excel_counts_its_days_from_the_end_of_1899() -> None:
    assert from_excel_serial(25569) == date(1970, 1, 1)
    assert from_excel_serial(36526) == date(2000, 1, 1)
    assert from_excel_serial(20_000) == date(1954, 10, 3)


def test_an_excel_day_past_the_year_2100_is_refused() -> None:
    with pytest.raises(InvalidInput):
        from_excel_serial(80_000)


@given(DAYS)
def test_a_day_shown_is_read_back(day: date) -> None:
    assert parse_day(show_day(day), TODAY, relative=False) == day
    assert parse_day(f"{day.year}年{day.month}月{day.day}日", TODAY, relative=False) == day
    assert parse_day(f"{day.day}.{day.month}.{day.year}", TODAY, relative=False) == day


@given(st.text(max_size=40))
@example("+9999999999y")
@example("2024-03-15 12:00+99:99")
@example("²⁰²⁴-⁰³-¹⁵")
@example("٢٠٢٤-٠٣-١٥")
def test_no_text_brings_the_reading_of_days_down(text: str) -> None:
    for read in (parse_day, parse_instant):
        try:
            found = read(text, TODAY)
        except InvalidInput as refusal:
            for language in LANGUAGES:
                with speaking(language):
                    assert str(refusal)
        else:
            assert 1950 <= found.year <= 2100


@pytest.mark.parametrize(
    "cell", [None, "", "  ", "未验收", " 未验收 ", "无", "-", "—", "——", "/", "N/A", "n/a", "None", "NULL", "待定", "空", "(空)", "暂无", "?"]
)  # fmt: skip
def test_a_cell_can_say_that_there_is_nothing(cell: str | None) -> None:
    assert is_absent(cell)


@pytest.mark.parametrize("cell", ["2024-03-15", "0", "无锡", "36", "已验收", "A-"])
def test_a_cell_that_says_something_is_not_absent(cell: str) -> None:
    assert not is_absent(cell)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2020-03-14 15:21", datetime(2020, 3, 14, 15, 21)), ("2020-03-14 15:21:09", datetime(2020, 3, 14, 15, 21, 9)),
        ("2020-03-14T15:21:09", datetime(2020, 3, 14, 15, 21, 9)), ("2020/3/14 9:05", datetime(2020, 3, 14, 9, 5)),
        ("2020年3月14日15时21分", datetime(2020, 3, 14, 15, 21)), ("2020年3月14日 15时", datetime(2020, 3, 14, 15)),
        ("2020年3月14日15时21分30秒", datetime(2020, 3, 14, 15, 21, 30)), ("2020年3月14日15：21", datetime(2020, 3, 14, 15, 21)),
        ("2020/3/14 下午3:21", datetime(2020, 3, 14, 15, 21)), ("2020/3/14 上午3:21", datetime(2020, 3, 14, 3, 21)),
        ("2020/3/14 下午12:30", datetime(2020, 3, 14, 12, 30)), ("2020/3/14 凌晨12:30", datetime(2020, 3, 14, 0, 30)),
        ("2020/3/14 中午1:15", datetime(2020, 3, 14, 13, 15)), ("2020/3/14 晚上9点", datetime(2020, 3, 14, 21)),
        ("2020-03-14 3:21 PM", datetime(2020, 3, 14, 15, 21)), ("2020-03-14 3pm", datetime(2020, 3, 14, 15)),
        ("2020-03-14 12:05 am", datetime(2020, 3, 14, 0, 5)), ("2020-03-14 23:59:59.7", datetime(2020, 3, 14, 23, 59, 59)),
        ("2020-03-14T07:21:00Z", datetime(2020, 3, 14, 15, 21)), ("2020-03-14 20:00+00:00", datetime(2020, 3, 15, 4)),
        ("2020-03-14T15:21:00+0800", datetime(2020, 3, 14, 15, 21)), ("2020-03-14", datetime(2020, 3, 14)),
        (date(2020, 3, 14), datetime(2020, 3, 14)), (datetime(2020, 3, 14, 15, 21), datetime(2020, 3, 14, 15, 21)),
        (datetime(2020, 3, 14, 7, 21, tzinfo=UTC), datetime(2020, 3, 14, 15, 21)),
        (datetime(2019, 6, 21, 10, 46, 59, 999997), datetime(2019, 6, 21, 10, 47)),
        (43904.5, datetime(2020, 3, 14, 12)), (43904.639583333, datetime(2020, 3, 14, 15, 21)),
    ],
)  # fmt: skip
def test_a_moment_is_the_wall_clock_of_the_depot(typed: str | float | date | datetime, moment: datetime) -> None:
    assert parse_instant(typed, TODAY) == moment


def test_a_moment_may_name_today() -> None:
    assert parse_instant("今天 8:30", TODAY) == datetime(2026, 11, 22, 8, 30)


@pytest.mark.parametrize(
    "typed", ["2020-03-14 24:00", "2020-03-14 25:10", "2020-03-14 12:60", "2020/3/14 晚上12:10", "2020/3/14 上午15:00"]
)
def test_a_time_that_does_not_exist_or_has_two_readings_is_refused(typed: str) -> None:
    with speaking("en"), pytest.raises(InvalidInput, match="no possible time of day"):
        parse_instant(typed, TODAY)


def test_a_moment_on_a_day_that_does_not_exist_is_refused() -> None:
    with speaking("en"), pytest.raises(InvalidInput, match="does not exist"):
        parse_instant("2023-02-30 10:00", TODAY)


def test_days_and_moments_are_shown_alike_in_both_languages() -> None:
    for language in LANGUAGES:
        with speaking(language):
            assert show_day(THE_IDES) == "2024-03-15"
            assert show_instant(datetime(2020, 3, 14, 7, 21, tzinfo=UTC)) == "2020-03-14 15:21"
            assert show_instant(datetime(2020, 3, 14, 15, 21)) == "2020-03-14 15:21"
            assert show_day(None) == show_instant(None) == ""


@pytest.mark.parametrize(
    ("written", "months"),
    [
        (36, 36), (36.0, 36), ("36", 36), ("36 ", 36), ("３６", 36), ("36个月", 36), ("36 个月", 36), ("36月", 36),
        ("三十六个月", 36), ("3年", 36), ("三年", 36), ("3 年", 36), ("3y", 36), ("3 years", 36), ("36 months", 36),
        ("36m", 36), ("36 Months", 36), ("1 year", 12), ("两年", 24), ("一年", 12), ("十年", 120), ("半年", 6),
        ("一年半", 18), ("2年半", 30), ("1.5年", 18), ("1年6个月", 18), ("一年零六个月", 18), ("1y6m", 18),
        ("1 year, 6 months", 18), ("十二个月", 12), ("二十四个月", 24), (0, 0), ("0", 0), ("0个月", 0), (600, 600),
    ],
)  # fmt: skip
def test_a_term_is_a_whole_number_of_months(written: str | float, months: int) -> None:
    assert parse_months(written) == months


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (-1, "negative"), ("-12", "negative"), (601, "more than 600"), ("51年", "more than 600"), (2.5, "whole number"),
        ("2.5个月", "whole number"), ("1.3年", "whole number"), ("abc", "not a number of months"),
        ("", "not a number of months"), ("90天", "not a number of months"), (True, "not a number of months"),
        (math.nan, "not a number of months"), ("1..5年", "not a number of months"), ("未验收", "not a number of months"),
    ],
)  # fmt: skip
def test_what_is_no_term_is_refused_with_what_was_expected(written: str | float, expected: str) -> None:
    with speaking("en"), pytest.raises(InvalidInput, match=expected):
        parse_months(written)


@given(st.text(max_size=30) | st.floats())
def test_no_cell_brings_the_reading_of_terms_down(cell: str | float) -> None:
    try:
        months = parse_months(cell)
    except InvalidInput:
        return
    assert 0 <= months <= 600


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("十", "10"), ("十五", "15"), ("二十", "20"), ("三十一", "31"), ("廿一", "21"), ("卅", "30"), ("一百", "100"),
        ("一百零五", "105"), ("一百二十", "120"), ("二〇二四", "2024"), ("两", "2"), ("十百", "十百"), ("三三十", "三三十"),
        ("二廿", "二廿"), ("没有数", "没有数"),
    ],
)  # fmt: skip
def test_chinese_numerals_become_digits_and_nonsense_stays(written: str, read: str) -> None:
    assert in_digits(written) == read


def test_a_long_cell_is_cut_where_a_sentence_quotes_it() -> None:
    assert excerpt("短") == "短"
    assert excerpt("a\n b") == "a b"
    assert len(excerpt("x" * 32_767)) == 40
    assert excerpt("x" * 41).endswith("…")
