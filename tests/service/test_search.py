"""Free text finds by fragments, from one character, on both databases alike."""

from __future__ import annotations

import pytest

from inventory.found import Found
from inventory.search import find


def titles(text: str, kind: Found) -> list[str]:
    return [hit.title for hit in find(text) if hit.kind is kind]


@pytest.fixture
def some_customers(make_customer):
    for name in ("济南市第一人民医院", "济南市第二人民医院", "青岛热力公司", "Acme Instruments (Jinan)"):
        make_customer(name)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("二人", ["济南市第二人民医院"]),
        ("人民医院", ["济南市第一人民医院", "济南市第二人民医院"]),
        ("市第二人民", ["济南市第二人民医院"]),
        ("热", ["青岛热力公司"]),
        ("力公", ["青岛热力公司"]),
        ("INSTRU", ["Acme Instruments (Jinan)"]),
        ("医人", []),
        ("一民", []),
    ],
)
def test_a_customer_is_found_by_any_inner_part_of_the_name(some_customers, text, found):
    assert titles(text, Found.CUSTOMER) == found


def test_a_renamed_customer_is_found_by_the_new_name_only(ctx, make_customer):
    from inventory.search import grams
    from inventory.values.codes import name_key

    customer = make_customer("青岛热力公司")
    customer.name, customer.name_key, customer.name_grams = "青岛能源集团", name_key("青岛能源集团"), grams("青岛能源集团")
    customer.save()
    assert titles("能源", Found.CUSTOMER) == ["青岛能源集团"]
    assert titles("热力", Found.CUSTOMER) == []


@pytest.mark.parametrize("text", ["DS3355", "33558", "ds335583914", "ＤＳ３３５", " DS 3355 "])
def test_a_unit_is_found_by_any_three_characters_of_its_serial_however_typed(make_asset, text):
    make_asset("DS335583914")
    make_asset("KH19030932")
    assert titles(text, Found.ASSET) == ["DS335583914"]


def test_one_or_two_characters_find_serials_that_begin_with_them(make_asset):
    make_asset("KH19030932")
    make_asset("19KH030932")
    assert titles("KH", Found.ASSET) == ["KH19030932"]


@pytest.mark.parametrize("text", ["%", "_", "!", "''", '"', "' OR 1=1 --", "AND", "NEAR(", "*", "^", "  ", "\\", "100%"])
def test_signs_that_mean_something_to_a_database_are_only_text(make_asset, make_customer, text):
    make_asset("KH19030932")
    make_customer("青岛热力公司")
    assert find(text) == []


def test_a_sign_in_a_serial_is_found_as_that_sign(make_asset):
    make_asset("A_1%!B")
    make_asset("AX1YZB")
    assert titles("A_1%!", Found.ASSET) == ["A_1%!B"]


def test_a_case_is_found_by_the_beginning_of_its_number_and_a_part_by_number_or_name(make_case, make_part):
    make_case(case_no="WX2026112394", symptom="显示屏花屏")
    make_part("FAN-80-OEM", "风扇")
    assert titles("wx202611", Found.CASE) == ["WX2026112394"]
    assert titles("80-oem", Found.PART) == ["FAN-80-OEM"]
    assert titles("风扇", Found.PART) == ["FAN-80-OEM"]
