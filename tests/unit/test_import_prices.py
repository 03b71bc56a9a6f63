"""Prices, what is said about tax beside them, and the titles above a price list are read as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.errors import InvalidInput
from inventory.imports.cells import Doubt
from inventory.imports.headings import likeliest, misplaced, missing, propose
from inventory.imports.priced import Priced, Taxed, price, rate, taxed
from inventory.imports.titles import Titled, titled
from inventory.imports.words import LINE_KINDS, TAXED, fold
from inventory.values.money import Money
from models.contracts import ContractLineKind
from models.imports import ImportKind

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("1,234.50", Priced(123_450)),
        (1234.5, Priced(123_450)),
        ("¥1,234.50（含税）", Priced(123_450, True)),
        ("1200 不含税", Priced(120_000, False)),
        ("113元(含13%增值税)", Priced(11_300, True, 1300)),
        ("100元（不含 13% 税）", Priced(10_000, False, 1300)),
        ("100 (excl. VAT)", Priced(10_000, False)),
        ("RMB 100 net", Priced(10_000, False)),
        ("价税合计113.00元", Priced(11_300, True)),
        ("含税 1,130", Priced(113_000, True)),
        ("赠送", Priced(0)),
        (0, Priced(0)),
        ("面议", None),
        ("-", None),
        ("无", None),
    ],
)
def test_a_price_says_its_amount_and_its_tax(cell, read):
    assert price(cell, TODAY) == read


def test_a_price_of_a_part_of_a_fen_is_rounded_and_pointed_out():
    found = price("12.345（含税）", TODAY)

    assert isinstance(found, Doubt)
    assert found.value == Priced(1235, True)


@pytest.mark.parametrize(
    "cell",
    ["-5", "$5", "1.2万", "100元/台", "=1+1", "1e5", "含税", "见附件", True, date(2026, 1, 1), "1,23.00", 10**14],
)
def test_what_is_no_price_is_refused(cell):
    with pytest.raises(InvalidInput):
        price(cell, TODAY)


@given(fen=st.integers(0, 10**12), mark=st.sampled_from(["", "（含税）", " 不含税", "(incl. tax)", "元"]))
def test_every_amount_comes_back_whatever_is_said_of_tax(fen, mark):
    assert price(f"{Money(fen)}{mark}", TODAY).fen == fen


@pytest.mark.parametrize(
    ("cell", "bp"),
    [(13, 1300), ("13%", 1300), (0.13, 1300), ("１３％", 1300), ("0.5%", 50), ("免税", 0), (0, 0), (6.5, 650), (1, 100), ("无", None)],
)  # fmt: skip
def test_a_tax_rate_is_read_in_per_cent(cell, bp):
    assert rate(cell, TODAY) == bp


@pytest.mark.parametrize("cell", ["101", 13.005, -1, "专票", date(2026, 1, 13), "13%%"])
def test_what_is_no_tax_rate_is_refused(cell):
    with pytest.raises(InvalidInput):
        rate(cell, TODAY)


@given(bp=st.integers(100, 10_000))
def test_every_rate_that_is_shown_is_read_again(bp):
    assert rate(f"{bp / 100:g}%", TODAY) == bp


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("单价", Taxed()),
        ("单价(不含税)", Taxed(False)),
        ("含税单价", Taxed(True)),
        ("单价（含13%增值税）", Taxed(True, 1300)),
        ("Unit price incl. 13% VAT", Taxed(True, 1300)),
        ("Unit price (excl. tax)", Taxed(False)),
        ("Net price", Taxed(False)),
        ("税率(%)", Taxed()),
    ],
)
def test_a_heading_says_whether_tax_is_in_its_prices(heading, said):
    assert taxed(heading) == said


@pytest.mark.parametrize(
    "heading",
    ["单价", "单价(元)", "单价（含税）", "不含税单价", "单价(含13%税)", "合同初始价", "Unit price", "Price of one"],
)
def test_a_heading_of_prices_is_known_however_it_is_written(heading):
    assert propose(ImportKind.PRICES, [heading]) == {heading: "unit_price"}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([("备件价格表",)], Titled()),
        ([("合同编号：HT2026-001    签订日期：2026-01-05",)], Titled("HT2026-001")),
        ([("合同编号:", None, "HT-7/2"), ("甲方：市第二人民医院  乙方：我公司",)], Titled("HT-7/2", "市第二人民医院")),
        ([("Contract No.: A-17 (draft)", "Customer: City Library")], Titled("A-17", "City Library")),
        ([("合同编号：待定",)], Titled()),
        ([("合同号" + "9" * 61,)], Titled()),
        ([("需方（盖章）：济南热力",)], Titled("", "济南热力")),
    ],
)
def test_titles_name_the_contract_and_its_customer(rows, found):
    assert titled(rows) == found


def test_every_kind_of_line_has_its_words():
    assert {LINE_KINDS[fold(word)] for word in ("设备", "备品", "备件", "配件", "专用工具", "易耗材料")} == set(
        list(ContractLineKind)[:6]
    )
    assert set(LINE_KINDS.values()) == set(ContractLineKind)
    assert [TAXED[fold(word)] for word in ("含税", "不含税", "是", "否", "incl. tax", "Net")] == [
        True, False, True, False, True, False,
    ]  # fmt: skip


PRICE_LIST = ["序号", "名称", "规格型号", "品牌", "单位", "数量", "单价", "总价", "税率", "备注"]
SIGNED = ["出厂编号", "安装日期", "验收日期", "安装地点", "验收单号"]


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (PRICE_LIST, ImportKind.PRICES),
        (SIGNED, ImportKind.ACCEPTANCES),
        (["标签码", "验收日期"], ImportKind.ACCEPTANCES),
        (["物料编码", "名称", "单位", "库位", "数量", "单价"], ImportKind.PARTS),
        (["出厂编号", "规格型号", "生产厂家", "验收日期"], ImportKind.ASSETS),
    ],
)
def test_a_book_is_known_for_what_it_lists(headings, kind):
    assert likeliest(headings) is kind
    assert missing(kind, propose(kind, headings)) == []


def test_a_book_of_prices_or_acceptances_given_as_another_kind_is_pointed_out():
    assert misplaced(ImportKind.PARTS, PRICE_LIST) is ImportKind.PRICES
    assert misplaced(ImportKind.REPAIRS, SIGNED) is ImportKind.ACCEPTANCES
    assert misplaced(ImportKind.PRICES, SIGNED) is ImportKind.ACCEPTANCES
    assert misplaced(ImportKind.PRICES, PRICE_LIST) is None
