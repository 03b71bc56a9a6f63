"""The notice of the State Council, read as it is published; what is not understood is refused with its words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.calendars.days import DayKind, DayLayer
from inventory.calendars.entries import STATE, Entry, Owner, check_entry, check_owner, span
from inventory.calendars.notice import Notice, parse_notice, stretches
from inventory.calendars.published import published_days
from inventory.errors import InvalidInput

OFF, MADE_UP, WORKED = DayKind.HOLIDAY, DayKind.MAKEUP, DayKind.WORKDAY

NOTICE_2024 = """
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
"""
NOTICE_2025 = """
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
"""
NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置。
国务院办公厅
2025年11月4日
"""


def days(notice: Notice) -> list[tuple[str, DayKind]]:
    return [(entry.day.strftime("%m-%d"), entry.kind) for entry in notice.entries]


@pytest.mark.parametrize(("year", "text"), [(2024, NOTICE_2024), (2025, NOTICE_2025), (2026, NOTICE_2026)])
def test_the_notice_of_a_year_says_what_the_published_list_says(year: int, text: str) -> None:
    read = {(entry.day, entry.kind) for entry in parse_notice(text, year).entries}
    assert read == {(rule.day, rule.kind) for rule in published_days(year) or ()}


def test_a_heading_names_the_days_below_it_and_those_worked_for_it() -> None:
    named = {entry.day.strftime("%m-%d"): entry.name for entry in parse_notice(NOTICE_2026, 2026).entries}
    assert (named["01-02"], named["02-14"], named["10-10"]) == ("元旦", "春节", "国庆节")


def test_sentences_that_name_no_day_are_passed_over_and_told() -> None:
    passed = parse_notice(NOTICE_2026, 2026).passed_over
    assert len(passed) == 5
    assert passed[0] == "国务院办公厅关于2026年部分节假日安排的通知"
    assert "安排职工在除夕" in parse_notice(NOTICE_2024, 2024).passed_over[0]


@pytest.mark.parametrize(
    "typed",
    [
        "1月1日至3日放假，1月4日（周日）上班",
        "1月1日-3日放假；1月4日补班",
        "１月１日到１月３日休息。１月４日调休上班",
        "2026-01-01至2026-01-03 放假，2026/1/4 上班",
        "2026年1月1日、2日和3日放假，共3天，1月4日照常上班。",
        "元旦：1月1日、1月2日、1月3日休，1月4日（星期日）工作",
        "(1) 元旦: 1月1日(周四)—3日(周六)放假3天\n(2) 1月4日(周日)上班",
    ],
)
def test_a_notice_is_read_as_people_type_it(typed: str) -> None:
    assert days(parse_notice(typed, 2026)) == [("01-01", OFF), ("01-02", OFF), ("01-03", OFF), ("01-04", MADE_UP)]


def test_a_holiday_over_the_turn_of_the_year_names_both_years() -> None:
    read = parse_notice("一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。", 2023)
    assert [str(entry.day) for entry in read.entries] == ["2022-12-31", "2023-01-01", "2023-01-02"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "No day off is named"),
        ("大家节日快乐", "No day off is named"),
        ("1月1日大家都高兴", "1月1日大家都高兴"),
        ("元旦：1.1放假", "1.1放假"),
        ("1月1日至明天放假", "至明天放假"),
        ("1月1日放假，鼓励1月2日休息", "鼓励1月2日休息"),  # advice inside a sentence of days is not lost silently
        ("1月32日放假", "2026-1-32"),
        ("2月30日放假", "2026-2-30"),
        ("1月1日（周五）至3日放假", "not 周五"),  # the notice of another year
        ("1月1日至3日放假，共4天", "names 3 days but says 4"),
        ("1月1日至3日放假2天", "names 3 days but says 2"),
        ("12月31日至1月2日放假", "last day lies before the first"),
        ("1月5日上班", "only a Saturday or Sunday"),
        ("1月1日至4日放假，1月4日上班", "both as a day off and as worked"),
        ("2019年1月1日放假", "does not belong to the year 2026"),
        ("国务院办公厅关于2025年部分节假日安排的通知。1月1日放假", "about 2025, not 2026"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_words(typed: str, says: str) -> None:
    from inventory import i18n

    i18n.use("en")
    with pytest.raises(InvalidInput) as refused:
        parse_notice(typed, 2026)
    assert refused.value.field == "text"
    assert says in str(refused.value)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 1)), st.integers(0, 9))
def test_a_stretch_that_is_written_out_is_read_back(first: date, more: int) -> None:
    last = first + timedelta(days=more)
    text = f"{first.month}月{first.day}日至{last.month}月{last.day}日放假，共{more + 1}天。"
    read = parse_notice(text, 2026, "第1号")
    assert [entry.day for entry in read.entries] == list(span(first, last))
    assert {(entry.kind, entry.confirmed, entry.source) for entry in read.entries} == {(OFF, True, "第1号")}
    assert [(one, other) for one, other, _entry in stretches(read.entries)] == [(first, last)]


# what is entered day by day


def test_a_stretch_has_both_its_days_and_at_most_a_year() -> None:
    assert len(span(date(2026, 1, 1), date(2026, 12, 31))) == 365
    assert span(date(2026, 1, 1), None) == [date(2026, 1, 1)]
    for last in (date(2025, 12, 31), date(2027, 1, 2)):
        with pytest.raises(InvalidInput) as refused:
            span(date(2026, 1, 1), last)
        assert refused.value.field == "last"


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (Entry(date(2026, 10, 9), MADE_UP), "kind"),  # a Friday
        (Entry(date(1949, 10, 1), OFF), "day"),
        (Entry(date(2101, 1, 1), OFF), "day"),
        (Entry(date(2026, 10, 10), OFF, "国" * 61), "name"),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused_at_its_field(entry: Entry, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_entry(entry)
    assert refused.value.field == field


def test_a_holiday_may_fall_on_a_weekend_and_any_day_may_be_worked() -> None:
    for entry in (Entry(date(2026, 10, 3), OFF), Entry(date(2026, 10, 1), WORKED), Entry(date(2026, 10, 10), MADE_UP)):
        assert check_entry(entry) == entry


def test_a_region_and_a_customer_are_named_where_the_layer_is_theirs_and_nowhere_else() -> None:
    assert check_owner(Owner(DayLayer.REGION, " 新疆 ")) == Owner(DayLayer.REGION, "新疆")
    assert check_owner(Owner(DayLayer.COMPANY, "新疆", 7)) == Owner(DayLayer.COMPANY)
    assert check_owner(Owner(DayLayer.CUSTOMER, "新疆", 7)) == Owner(DayLayer.CUSTOMER, customer_id=7)
    assert check_owner(STATE) == STATE
    for owner, field in ((Owner(DayLayer.REGION), "region"), (Owner(DayLayer.CUSTOMER), "customer_id"),
                         (Owner(DayLayer.REGION, "疆" * 61), "region")):  # fmt: skip
        with pytest.raises(InvalidInput) as refused:
            check_owner(owner)
        assert refused.value.field == field
