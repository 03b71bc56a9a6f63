"""Headings of old books mean what their columns hold, and what they may mean otherwise is left to the person."""

from __future__ import annotations

import pytest

from inventory.imports.fields import CATALOGUES
from inventory.imports.headings import KNOWN, heading_key, likeliest, missing, propose, unknown
from inventory.imports.words import CHANNELS, ORIGINS, fold
from models.cases import Channel
from models.imports import ImportKind
from models.parts import Origin
from tests.service.import_books import CUSTOMERS, PARTS, REGISTER, REPAIRS


@pytest.mark.parametrize(
    ("kind", "headings", "left"),
    [
        (ImportKind.ASSETS, REGISTER, {"序号"}),
        (ImportKind.PARTS, PARTS, set()),
        (ImportKind.REPAIRS, REPAIRS, set()),
        (ImportKind.CUSTOMERS, CUSTOMERS, set()),
    ],
)
def test_the_headings_of_the_depots_old_books_are_all_understood(kind, headings, left):
    mapping = propose(kind, headings)

    assert set(headings) - set(mapping) == left
    assert len(set(mapping.values())) == len(mapping)
    assert unknown(headings, mapping) == []
    assert missing(kind, mapping) == []
    assert likeliest(headings) is kind


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("出厂编号", "serial_no"), ("S/N", "serial_no"), ("Serial Number", "serial_no"), ("  序 列 号 ", "serial_no"), ("*出厂编号:", "serial_no"),
        ("质保期（月）", "months"), ("质保期(年)", "years"), ("保修期", "months"), ("Warranty (months)", "months"), ("合同号", "contract_no"),
        ("用户/单位名称", "customer"), ("品牌", "maker"), ("安装位置", "location_text"), ("ＳＮ", "serial_no"), ("设备编号", "serial_no"),
    ],
)  # fmt: skip
def test_a_heading_of_a_register_is_known_however_it_is_written(heading, field):
    assert propose(ImportKind.ASSETS, [heading]) == {heading: field}


def test_another_unit_of_measure_is_not_taken_for_the_usual_one():
    assert propose(ImportKind.PARTS, ["成本价(元)"]) == {"成本价(元)": "cost"}
    assert propose(ImportKind.PARTS, ["成本价(万元)"]) == {}
    assert propose(ImportKind.PARTS, ["成本价(含税)"]) == {}


def test_the_columns_beside_it_decide_what_a_word_means():
    assets = ImportKind.ASSETS
    assert propose(assets, ["Model"]) == {"Model": "model_code"}
    assert propose(assets, ["Model", "Model No."]) == {"Model": "model_name", "Model No.": "model_code"}
    assert propose(assets, ["设备编号", "出厂编号"]) == {"设备编号": "old_code", "出厂编号": "serial_no"}
    assert propose(assets, ["Checked Out To"]) == {"Checked Out To": "customer"}
    assert propose(assets, ["Checked Out To", "Company"]) == {"Checked Out To": "contact", "Company": "customer"}


SNIPE_IT = (
    "Company", "Asset Name", "Asset Tag", "Model", "Model No.", "Category", "Manufacturer", "Serial", "Purchase Date", "Purchase Cost", "EOL",
    "Order Number", "Supplier", "Location", "Default Location", "Checked Out To", "Type", "Username", "Employee No.", "Department", "Status",
    "Warranty", "Warranty Expires", "Value", "Diff", "Checkout Date", "Expected Checkin Date", "Created At", "Updated at", "Last Audit",
    "Next Audit Date", "Notes",
)  # fmt: skip


def test_the_columns_of_snipe_its_export_ask_nobody():
    mapping = propose(ImportKind.ASSETS, SNIPE_IT)

    assert mapping == {
        "Company": "customer", "Asset Tag": "old_code", "Model": "model_name", "Model No.": "model_code", "Category": "product_name",
        "Manufacturer": "maker", "Serial": "serial_no", "Purchase Date": "sold_on", "Location": "location_text", "Checked Out To": "contact",
        "Status": "state", "Warranty": "months", "Notes": "remark",
    }  # fmt: skip
    assert set(unknown(SNIPE_IT, mapping)) <= {"Asset Name", "Default Location"}


def test_the_columns_of_a_workbook_of_refused_rows_are_passed_over():
    headings = ["文件中的行", "需要更正", *REGISTER]

    assert unknown(["Row in the file", "What to mend"], {}) == []
    assert likeliest(headings) is ImportKind.ASSETS


def test_a_second_column_of_the_same_meaning_is_left_to_the_person():
    mapping = propose(ImportKind.ASSETS, ["出厂编号", "序列号"])

    assert mapping == {"出厂编号": "serial_no"}
    assert unknown(["出厂编号", "序列号"], mapping) == ["序列号"]


def test_every_alias_names_a_field_and_no_alias_names_two():
    for kind, known in KNOWN.items():
        keys = {field.key for field in CATALOGUES[kind]}
        assert set(known.values()) <= keys
        assert "" not in known
    assert heading_key("质保期()") == heading_key("质保期")


def test_words_of_old_books_have_their_kinds():
    assert CHANNELS[fold("巡检发现")] is Channel.INSPECTION
    assert CHANNELS[fold("E-Mail")] is Channel.EMAIL
    assert [ORIGINS[fold(word)] for word in ("是", "认可", "否")] == [Origin.OEM, Origin.APPROVED, Origin.COMPATIBLE]
