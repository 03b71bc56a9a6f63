"""Codes and names as they are compared."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inventory.errors import InvalidInput
from inventory.i18n import speaking
from inventory.values.codes import digits_of, lost_digits, name_key, natural, near, normalise, similar


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        (" 2020080400033 ", "2020080400033"), ("２０２４０４０６０００６２", "2024040600062"), ("ＴＪ／２３－１２５８", "TJ/23-1258"),
        ("210235a2000013a", "210235A2000013A"), (" 000263 ", "000263"), ("s5735-l24t", "S5735-L24T"), ("N16 0199", "N160199"),
        ("KH\u00a021030048", "KH21030048"), ("KH\u300021030048", "KH21030048"), ("\ufeffKH21030048\u200b", "KH21030048"),
        ("KH2103\t0048\r\n", "KH21030048"), ("", ""),
    ],
)  # fmt: skip
def test_a_serial_is_compared_by_its_normal_form(typed: str, compared: str) -> None:
    assert normalise(typed) == compared


def test_leading_zeros_and_hyphens_tell_serials_apart() -> None:
    assert normalise("000046") != normalise("46")
    assert normalise("N16-0015") != normalise("N160015")


@given(st.text(max_size=40))
@example("ß")
@example("ΐ")
@example("ŉ")
@example("K¸")
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert name_key(name_key(text)) == name_key(text)
    assert not any(char.isspace() for char in normalise(text) + name_key(text))


@given(st.text(st.characters(codec="ascii"), max_size=20))
def test_case_does_not_tell_serials_apart(text: str) -> None:
    assert normalise(text.upper()) == normalise(text.lower()) == normalise(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("山东大学齐鲁医院", "山东大学齐鲁 医院"), ("山东大学齐鲁医院", " 山东大学齐鲁医院\u3000"), ("OMRON", "Omron"),
        ("欧姆龙(中国)", "欧姆龙（中国）"), ("西门子，上海", "西门子,上海"), ("路桥·一局", "路桥・一局"), ("ABC—1", "abc-1"),
    ],
)  # fmt: skip
def test_names_that_differ_in_case_white_space_or_width_are_one(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)
    assert near(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("欧姆龙健康医疗", "欧姆龙健康医疗(中国)有限公司"), ("欧姆龙健康医疗", "欧姆龙健康医疗（中国）有限公司"),
        ("青岛热力公司", "青岛热力有限公司"), ("青岛热力公司", "青岛热力集团有限公司"), ("鱼跃医疗", "鱼跃医疗股份有限公司"),
        ("Omron", "OMRON Co., Ltd."), ("Siemens", "Siemens AG"), ("Bosch", "BOSCH GmbH"), ("Bosch", "Bosch GmbH & Co. KG"),
        ("Acme Medical", "ACME Medical, Inc."), ("西安中心医院", "西安市中心医院"), ("山东大学第2医院", "山东大学第二医院"),
        ("乌鲁木齐高新区管委会", "乌鲁木齐市高新区管委会"), ("Hikvision", "Hikvison"),
    ],
)  # fmt: skip
def test_names_that_may_be_one_firm_are_pointed_out(one: str, other: str) -> None:
    assert near(one, other)
    assert near(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("济南市第一人民医院", "济南市第二人民医院"), ("济南市第1人民医院", "济南市第2人民医院"), ("济南市人民医院", "济南市第一人民医院"),
        ("济南东机务段运营分公司", "济南西机务段运营分公司"), ("南京地铁运营分公司", "济南地铁运营分公司"), ("南京市图书馆", "北京市图书馆"),
        ("国际会展中心A座", "国际会展中心B座"), ("甲级中心医院管理处", "乙级中心医院管理处"), ("西安车辆段", "西安机务段"),
        ("青岛市公安局交警支队车辆管理所", "济南市公安局交警支队车辆管理所"), ("华为技术", "华三技术"), ("Plant 1 Munich", "Plant 2 Munich"),
        ("山东大学", "山东大学齐鲁医院"), ("有限公司", "青岛热力有限公司"), ("", "青岛热力"),
    ],
)  # fmt: skip
def test_sister_institutions_are_not_taken_for_one(one: str, other: str) -> None:
    assert not near(one, other)
    assert not near(other, one)


REGISTER = [
    city + institution
    for city in ("乌鲁木齐", "南京", "喀什", "济南", "西安", "郑州", "青岛")
    for institution in (
        "地铁运营分公司", "市图书馆", "市第一人民医院", "市第二人民医院", "物业服务中心", "职业技术学院", "高新区管委会", "实验中学",
        "热力公司", "疾控中心", "中心血站", "国际会展中心", "机务段", "车辆段", "区人民法院",
    )
]  # fmt: skip


def test_a_whole_register_of_different_customers_raises_no_question() -> None:
    assert [pair for pair in itertools.combinations(REGISTER, 2) if near(*pair)] == []


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_lies_between_0_and_1_and_is_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= similar(one, other) <= 1
    assert similar(one, other) == similar(other, one)
    assert near(one, other) == near(other, one)
    assert similar(one, one) == 1
    assert near(one, one)


@pytest.mark.parametrize("number", [2.10284744218267e19, 10**15, 21028474421826700000, -(10**15), math.inf, math.nan])
def test_a_number_of_more_than_15_digits_has_lost_digits(number: float) -> None:
    assert lost_digits(number)
    with speaking("en"), pytest.raises(InvalidInput, match="more than 15 digits"):
        digits_of(number)


@pytest.mark.parametrize("number", [0, 46, 2026042500003, 999_999_999_999_999, 1e14, -5])
def test_a_number_of_15_digits_has_kept_them(number: float) -> None:
    assert not lost_digits(number)


@pytest.mark.parametrize(
    ("number", "number_format", "code"),
    [
        (2026042500003, "General", "2026042500003"), (2026042500003.0, "General", "2026042500003"), (46, "000000", "000046"),
        (46.0, "000000", "000046"), (46, "000000;-000000", "000046"), (46, "0", "46"), (46, "0.00", "46"), (46, "@", "46"),
        (1234567, "000000", "1234567"), (210000, "General", "210000"), (1e12, "0.00E+00", "1000000000000"), (0, "000", "000"),
        (-7, "General", "-7"),
    ],
)  # fmt: skip
def test_a_serial_kept_as_a_number_gets_its_digits_back(number: float, number_format: str, code: str) -> None:
    assert digits_of(number, number_format) == code


def test_a_number_with_decimals_is_no_code() -> None:
    with speaking("en"), pytest.raises(InvalidInput, match="with decimals"):
        digits_of(12.5)


def test_bins_and_codes_sort_as_people_read_them() -> None:
    assert sorted(["A10", "A2", "A1-10", "A1-9", "B1", "a3", "10", "9"], key=natural) == [
        "9", "10", "A1-9", "A1-10", "A2", "a3", "A10", "B1",
    ]  # fmt: skip
    assert natural("Ａ２") == natural("a2")


@given(st.lists(st.text(max_size=8), max_size=8))
def test_any_codes_can_be_sorted_and_the_order_they_came_in_does_not_matter(codes: list[str]) -> None:
    assert sorted(map(natural, codes)) == sorted(map(natural, reversed(codes)))
