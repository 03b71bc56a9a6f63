"""Headings of old books mean what their columns hold, and what they may mean otherwise is left to the person."""

from __future__ import annotations

import pytest

from inventory.imports.aliases import STRONG
from inventory.imports.fields import CATALOGUES
from inventory.imports.headings import KNOWN, heading_key, likeliest, misplaced, missing, propose, unknown
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


REPAIR_LOG = ["单号", "报修时间", "客户单位", "出厂编号", "型号", "故障现象", "处理措施", "更换配件"]


@pytest.mark.parametrize(
    ("kind", "headings", "other"),
    [
        (ImportKind.ASSETS, REPAIR_LOG, ImportKind.REPAIRS),
        (ImportKind.ASSETS, [heading for heading in REPAIR_LOG if heading != "单号"], ImportKind.REPAIRS),
        (ImportKind.CUSTOMERS, list(REGISTER), ImportKind.ASSETS),
        (ImportKind.PARTS, REPAIR_LOG, ImportKind.REPAIRS),
        (ImportKind.REPAIRS, REPAIR_LOG, None),
        (ImportKind.ASSETS, list(REGISTER), None),
        (ImportKind.ASSETS, ["出厂编号", "型号"], None),
        (ImportKind.ASSETS, ["A", "B"], None),
        (ImportKind.CUSTOMERS, ["单位名称", "联系人", "电话", "地址"], None),
        (ImportKind.PARTS, ["物料编码", "名称", "规格型号", "单位", "数量", "备注"], None),
    ],
)
def test_a_book_that_clearly_lists_something_else_is_noticed(kind, headings, other):
    assert misplaced(kind, headings) is other


@pytest.mark.parametrize(
    ("kind", "heading", "field"),
    [
        (ImportKind.ASSETS, "客户单位", "customer"),
        (ImportKind.ASSETS, "最终用户名称", "customer"),
        (ImportKind.ASSETS, "S/N码", "serial_no"),
        (ImportKind.ASSETS, "机身序列号", "serial_no"),
        (ImportKind.ASSETS, "保修期限（月）", "months"),
        (ImportKind.ASSETS, "质保期限(年)", "years"),
        (ImportKind.ASSETS, "质保月数", "months"),
        (ImportKind.ASSETS, "生产厂商", "maker"),
        (ImportKind.REPAIRS, "客户单位", "customer"),
        (ImportKind.REPAIRS, "机身编号", "serial_no"),
        (ImportKind.REPAIRS, "维修完成时间", "restored_at"),
        (ImportKind.REPAIRS, "维修技师", "engineer"),
        (ImportKind.PARTS, "货架号", "bin"),
        (ImportKind.PARTS, "库存量", "quantity"),
        (ImportKind.CUSTOMERS, "使用单位", "name"),
        (ImportKind.CUSTOMERS, "社会信用代码", "tax_no"),
    ],
)
def test_what_other_books_call_a_field_is_known_too(kind, heading, field):
    assert propose(kind, [heading]) == {heading: field}


@pytest.mark.parametrize("kind", list(ImportKind))
def test_no_heading_is_listed_under_two_fields(kind):
    listed = [(heading_key(alias), field) for field, words in STRONG[kind].items() for alias in words.split("|")]
    assert {key for key, _field in listed if len({field for other, field in listed if other == key}) > 1} == set()
