"""What a remark of a register promises: only what stands there, with the words that say it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.imports.remarks import Remark, read_remark
from models.policies import AnchorEvent


@pytest.mark.parametrize(
    ("text", "months", "until", "event"),
    [
        ("厂家保修24个月", 24, None, None),
        ("厂保3年", 36, None, None),
        ("厂保一年半", 18, None, None),
        ("２４个月原厂质保", 24, None, None),
        ("厂家质保：两年", 24, None, None),
        ("厂家质保自出厂之日起24个月", 24, None, AnchorEvent.EX_WORKS),
        ("厂保两年（从发票日期起）", 24, None, AnchorEvent.INVOICED),
        ("出厂保修12个月", 12, None, AnchorEvent.EX_WORKS),
        ("原厂质保到2026年5月20日", None, date(2026, 5, 20), None),
        ("厂保至2026.5.20，备机在用", None, date(2026, 5, 20), None),
        ("厂家质保2024-05-21至2026-05-20", None, date(2026, 5, 20), None),
        ("manufacturer's warranty 24 months", 24, None, None),
        ("Manufacturer warranty until 2026-05-20", None, date(2026, 5, 20), None),
        ("OEM warranty for 2 years from ex-works date", 24, None, AnchorEvent.EX_WORKS),
    ],
)
def test_the_manufacturers_warranty_is_read_however_it_is_written(text, months, until, event):
    (note,) = read_remark(text).makers

    assert (note.months, note.until, note.event) == (months, until, event)
    assert read_remark(text).extensions == ()


@pytest.mark.parametrize(
    ("text", "number", "months", "signed_on", "first", "until"),
    [
        ("续保至2025-12-31", "", None, None, None, date(2025, 12, 31)),
        ("延保一年", "", 12, None, None, None),
        ("续保12个月", "", 12, None, None, None),
        ("续保合同XB2025-001，续保至2025-12-31", "XB2025-001", None, None, None, date(2025, 12, 31)),
        ("续保合同号：XB-2025-7，期限12个月，2025年4月28日签订", "XB-2025-7", 12, date(2025, 4, 28), None, None),
        ("2025-04-28续签维保合同XB2025-03一年", "XB2025-03", 12, date(2025, 4, 28), None, None),
        ("延保2025-01-01至2026-12-31", "", None, None, date(2025, 1, 1), date(2026, 12, 31)),
        ("续保合同编号20250001234，自2025-05-21起12个月", "20250001234", 12, None, date(2025, 5, 21), None),
        ("续保1年（合同号HT-XB-2025-11）", "HT-XB-2025-11", 12, None, None, None),
        ("maintenance contract MC-7 signed on 2025-04-28 for 12 months", "MC-7", 12, date(2025, 4, 28), None, None),
        ("Extended warranty contract EW-2025-9 until 2026-12-31", "EW-2025-9", None, None, None, date(2026, 12, 31)),
    ],
)
def test_a_maintenance_contract_is_read_with_all_that_is_said_of_it(text, number, months, signed_on, first, until):
    (note,) = read_remark(text).extensions

    assert (note.number, note.months, note.signed_on) == (number, months, signed_on)
    assert (note.first, note.until) == (first, until)
    assert read_remark(text).makers == ()


def test_both_may_stand_in_one_remark():
    found = read_remark("厂保2年，续保12个月；备机在用")

    assert [note.months for note in found.makers] == [24]
    assert [note.months for note in found.extensions] == [12]


@pytest.mark.parametrize(
    "text",
    [
        "客户不续保",
        "建议续保",
        "待续保",
        "备机在用",
        "客户要求季度巡检",
        "质保三年",
        "出厂日期不详",
        "",
        "保险丝已换",
        "售后上门",
    ],
)
def test_what_is_no_promise_says_nothing(text):
    assert not read_remark(text)


def test_two_notes_that_differ_are_both_kept_and_two_that_agree_are_one():
    assert [note.months for note in read_remark("厂保3年；厂保2年").makers] == [36, 24]
    (one,) = read_remark("厂保3年；原厂质保36个月（从发票日期起）").makers
    assert (one.months, one.event) == (36, AnchorEvent.INVOICED)
    assert len(read_remark("厂保2年（从出厂起）；厂保2年（从发票日期起）").makers) == 2
    assert [note.until for note in read_remark("续保至2025-12-31；延保至2026-12-31").extensions] == [
        date(2025, 12, 31),
        date(2026, 12, 31),
    ]


@pytest.mark.parametrize("text", ["厂保至2026-02-30", "续保至2025年12月"])
def test_a_day_that_is_none_is_no_day_but_its_words_are_told(text):
    found = read_remark(text)

    assert [note.until for note in (*found.makers, *found.extensions)] == [None]


@pytest.mark.parametrize(
    ("text", "over", "within"),
    [
        ("-已过保", "已过保", ""),
        ("@质保期外", "质保期外", ""),
        ("保外维修", "保外", ""),
        ("质保已到期", "质保已到期", ""),
        ("out of warranty", "out of warranty", ""),
        ("not under warranty", "not under warranty", ""),
        ("仍在保", "", "在保"),
        ("未过保", "", "未过保"),
        ("still under warranty", "", "still under warranty"),
        ("即将过保", "", ""),
        ("厂家已过保", "", ""),
    ],
)
def test_on_which_side_of_its_last_day_a_unit_is_said_to_be(text, over, within):
    found = read_remark(text)

    assert (found.over, found.within) == (over, within)


@pytest.mark.parametrize("text", ["含三年上门", "2年上门保修", "3年免费上门服务"])
def test_visits_are_noticed(text):
    assert read_remark(text).visits == text
    assert read_remark(text).makers == read_remark(text).extensions == ()


@given(st.text(alphabet="厂家原质保修期续延签合同至到年月日自起0123456789-，；（） ABx\n已过内外未上门", max_size=60))
def test_no_remark_is_too_odd_to_be_read(text):
    found = read_remark(text)

    assert isinstance(found, Remark)
    for note in found.extensions:
        assert note.months is None or 0 <= note.months <= 600
