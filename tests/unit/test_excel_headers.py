"""The row of headings is found below titles, in Chinese or English, and what is not known is left to the person."""

from __future__ import annotations

import pytest

from inventory.excel.headers import (
    DEPTH,
    REJECT_REASON_HEADING,
    REJECT_ROW_HEADING,
    find_header,
    header_at,
    is_empty_row,
    is_reject_heading,
    is_total_row,
    normalised,
)
from inventory.i18n import LANGUAGES, _, speaking

KNOWN = {
    "serial": ["出厂编号", "序列号", "Serial number", "SN"],
    "product": ["产品名称", "Product"],
    "model": ["规格型号", "Model"],
    "customer": ["用户/单位名称", "客户", "Customer"],
    "months": ["质保期(月)", "质保期", "Warranty (months)"],
    "cost": ["成本价", "Cost"],
    "name": ["名称", "Name"],
    "english_name": ["名称(英文)"],
}


def test_the_headings_are_found_below_a_title() -> None:
    rows = [
        ("售后服务设备台账(截至2026年11月)", None, None, None, None),
        (None, None, None, None, None),
        ("序号", "产品名称", "规格型号", "出厂编号", "用户/单位名称"),
        (1, "电子血压计", "BP-900", "000123", "青岛热力公司"),
    ]

    header = find_header(rows, KNOWN)

    assert header is not None
    assert header.row_index == 2
    assert header.columns == {0: "序号", 1: "产品名称", 2: "规格型号", 3: "出厂编号", 4: "用户/单位名称"}
    assert header.mapping == {1: "product", 2: "model", 3: "serial", 4: "customer"}
    assert header.unknown == [0]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("成本价(元)", "cost"),
        ("成本价（元）", "cost"),
        ("成 本 价", "cost"),
        ("*成本价*", "cost"),
        ("★ 成本价:", "cost"),
        ("成本价【含税】", "cost"),
        ("质保期（月）", "months"),
        ("质保期[个月]", "months"),
        ("质保期", "months"),
        ("ＳＮ", "serial"),
        ("serial_number", "serial"),
        ("SERIAL  NUMBER", "serial"),
        ("Serial-Number", "serial"),
        ("序列号\n", "serial"),
        ("用户／单位名称", "customer"),
        ("warranty (months)", "months"),
        ("Warranty", "months"),
    ],
)
def test_a_heading_is_known_however_it_is_typed(heading: str, field: str) -> None:
    assert header_at(0, [heading], KNOWN).mapping == {0: field}


def test_what_stands_in_brackets_counts_where_it_makes_the_difference() -> None:
    header = header_at(0, ["名称", "名称(英文)"], KNOWN)
    turned = header_at(0, ["名称(英文)", "名称"], KNOWN)

    assert header.mapping == {0: "name", 1: "english_name"}
    assert turned.mapping == {0: "english_name", 1: "name"}


def test_of_two_columns_with_one_meaning_the_first_is_taken() -> None:
    header = header_at(3, ["出厂编号", "SN", "客户"], KNOWN)

    assert header.row_index == 3
    assert header.mapping == {0: "serial", 2: "customer"}
    assert header.unknown == [1]


def test_the_row_that_knows_most_is_the_header_and_the_first_of_equals() -> None:
    rows = [("客户", "名称"), ("出厂编号", "客户", "规格型号"), ("客户", "Model", "SN")]

    header = find_header(rows, KNOWN)

    assert header is not None
    assert header.row_index == 1


def test_one_known_word_in_a_wide_table_is_a_title_and_no_header() -> None:
    assert find_header([("客户",), ("甲", "乙", "丙"), ("1", "2", "3")], KNOWN) is None


def test_a_list_of_one_column_has_a_header_of_one_word() -> None:
    header = find_header([("客户",), ("青岛热力公司",)], KNOWN)

    assert header is not None
    assert header.mapping == {0: "customer"}


def test_nothing_known_means_that_the_person_maps() -> None:
    assert find_header([], KNOWN) is None
    assert find_header([(None, None)], KNOWN) is None
    assert find_header([("甲", "乙"), ("丙", "丁")], KNOWN) is None
    assert header_at(0, ("甲", "乙", None), KNOWN).unknown == [0, 1]


def test_headings_far_down_are_not_searched_for() -> None:
    below = [("出厂编号", "客户")]

    found = find_header([(None,)] * (DEPTH - 1) + below, KNOWN)

    assert found is not None
    assert found.row_index == DEPTH - 1
    assert find_header([(None,)] * DEPTH + below, KNOWN) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_columns_of_refused_rows_are_passed_over_in_any_language(language: str) -> None:
    with speaking(language):
        row, reason = _(REJECT_ROW_HEADING), _(REJECT_REASON_HEADING)

    header = header_at(0, [row, reason, "客户", "甲"], KNOWN)

    assert is_reject_heading(row)
    assert is_reject_heading(reason)
    assert header.mapping == {2: "customer"}
    assert header.unknown == [3]


def test_other_headings_are_not_taken_for_those_of_refused_rows() -> None:
    assert not any(is_reject_heading(heading) for heading in ("行号", "Row", "序号", "备注", "原因", ""))


@pytest.mark.parametrize(
    "values",
    [
        ("合计", None, "2118 台"),
        (None, "合 计：", 5),
        ("  总计", 1),
        ("小计(元)", 12.5),
        ("本页合计", 1),
        ("合计 2118 台", None),
        ("Total", 3),
        ("GRAND TOTAL:", 3),
        ("Sub-total", 1),
    ],
)
def test_sums_are_no_records(values: tuple[object, ...]) -> None:
    assert is_total_row(values)


@pytest.mark.parametrize(
    "values",
    [(1, "合计"), ("合计科技有限公司", 1), ("总计算机房", 1), ("Totalenergies", 1), (None, None), (), (2118, None)],
)
def test_records_are_no_sums(values: tuple[object, ...]) -> None:
    assert not is_total_row(values)


def test_spaces_do_not_fill_a_row() -> None:
    assert is_empty_row((None, "", "  ", "\u3000", "\n"))
    assert is_empty_row(())
    assert not is_empty_row((None, 0))
    assert not is_empty_row((False,))


def test_units_can_be_kept_or_left_out() -> None:
    assert normalised("*成本价 （元）") == "成本价(元)"
    assert normalised("*成本价 （元）", units=False) == "成本价"
