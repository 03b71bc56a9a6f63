"""A price list comes in: each row one line of its contract, with its price, its tax, and what it is about."""

from __future__ import annotations

from typing import Any

import pytest

from inventory.contracts.lines import AddLine, AssignUnits, add_line, assign_units
from inventory.errors import InvalidInput, NotPermitted, RuleBroken, StaleRecord
from inventory.imports.commit import commit
from inventory.imports.inspection import inspect
from inventory.imports.notes import Created, Weight
from inventory.imports.undo import undo
from inventory.jobs import Quiet
from models.contracts import Contract, ContractLine, ContractLineKind
from models.customers import Customer
from models.imports import ImportKind
from models.journal import Change
from models.organisation import Role
from models.parts import Part, PartKind
from models.products import ProductModel
from tests.service.import_books import counts, looked_at, refused, said, warned, write_book

PRICES = ImportKind.PRICES
HEADINGS = ("序号", "类别", "物料编码", "名称", "规格型号", "品牌", "数量", "单位", "单价(元)", "总价", "税率", "备注")
UNIT: dict[str, Any] = {
    "类别": "设备", "名称": "电子血压计", "规格型号": "BP-900", "品牌": "鱼跃医疗", "数量": 3, "单位": "台",
    "单价(元)": "¥1,130.00（含税）", "税率": "13%",
}  # fmt: skip
SPARE: dict[str, Any] = {
    "类别": "备件", "物料编码": "BP-0001", "名称": "电源模块", "数量": 2, "单位": "个", "单价(元)": "100 不含税", "税率": 0.13,
}  # fmt: skip
VISIT: dict[str, Any] = {"类别": "服务", "名称": "上门校准", "数量": 1, "单价(元)": 500, "税率": 6}
TITLES = ("备品备件价格表", "合同编号：HT2026-001    签订日期：2026-01-05")


def book(path, *rows, titles=TITLES, headings=HEADINGS):
    return write_book(path, headings, list(rows), titles=titles)


def take(ctx, path, **how):
    return commit(ctx, looked_at(ctx, PRICES, path, **how), Quiet())


@pytest.fixture
def known(ctx, make_contract, make_customer, make_model, make_maker, make_part):
    """The contract HT2026-001 with the model and the part that the rows name."""
    make_model("BP-900", maker=make_maker("鱼跃医疗"))
    make_part("BP-0001", "电源模块")
    return make_contract("HT2026-001", make_customer("市第二人民医院"))


def lines() -> list[Any]:
    return list(ContractLine.select().order_by(ContractLine.contract, ContractLine.position))


def test_each_row_becomes_a_line_with_its_price_and_its_tax(ctx, tmp_path, known):
    found = looked_at(ctx, PRICES, book(tmp_path / "a.xlsx", UNIT, SPARE, VISIT, ["合计", None, None, None, 4090]))

    assert (counts(found), found.lines, found.empty) == ((3, 0, 0, 0), 7, 4)
    batch = commit(ctx, found, Quiet()).batch_id
    unit, spare, visit = lines()
    assert [line.position for line in (unit, spare, visit)] == [1, 2, 3]
    assert {line.contract_id for line in (unit, spare, visit)} == {known.id}
    assert {line.batch_id for line in (unit, spare, visit)} == {batch}
    assert (unit.kind, unit.model.model_code, unit.part_id) == (ContractLineKind.EQUIPMENT, "BP-900", None)
    assert (unit.quantity, unit.unit, unit.unit_price) == (3, "台", 113_000)
    assert (unit.tax_included, unit.tax_rate_bp) == (True, 1300)
    assert (spare.kind, spare.part.part_no, spare.unit_price) == (ContractLineKind.SPARE_PART, "BP-0001", 10_000)
    assert (spare.tax_included, spare.tax_rate_bp) == (False, 1300)
    assert (visit.kind, visit.description, visit.unit_price) == (ContractLineKind.SERVICE, "上门校准", 50_000)
    assert (visit.model_id, visit.part_id, visit.tax_rate_bp) == (None, None, 600)
    assert found.creations == ()


def test_the_same_list_again_adds_nothing_and_is_taken_back_as_one_step(ctx, tmp_path, known):
    path = book(tmp_path / "a.xlsx", UNIT, SPARE, VISIT)
    batch = take(ctx, path).batch_id

    again = looked_at(ctx, PRICES, path)
    assert (counts(again), again.known_batch) == ((0, 0, 0, 3), batch)
    assert commit(ctx, again, Quiet()).batch_id is None

    assert undo(ctx, batch).removed == {"contract_line": 3}
    assert (lines(), Contract.select().count(), Part.select().count()) == ([], 1, 1)


def test_what_the_depot_does_not_know_comes_along_and_goes_with_it(ctx, tmp_path):
    titles = ("合同编号:", "甲方：市第二人民医院  乙方：我公司")
    path = write_book(tmp_path / "a.xlsx", HEADINGS, [UNIT, SPARE], titles=())
    import openpyxl

    sheet = openpyxl.load_workbook(path)
    sheet.active.insert_rows(1, 2)
    sheet.active["A1"], sheet.active["B1"], sheet.active["A2"] = titles[0], "HT-NEW-7", titles[1]
    sheet.save(path)

    found = looked_at(ctx, PRICES, path)

    assert [(new.kind, new.name, new.rows) for new in found.creations] == [
        (Created.CUSTOMER, "市第二人民医院", 2), (Created.MANUFACTURER, "鱼跃医疗", 1), (Created.MODEL, "BP-900", 1),
        (Created.CONTRACT, "HT-NEW-7", 2), (Created.PART, "BP-0001", 1),
    ]  # fmt: skip
    batch = commit(ctx, found, Quiet()).batch_id
    part, model, contract = Part.get(), ProductModel.get(), Contract.get()
    assert (part.name, part.kind, part.unit, part.batch_id) == ("电源模块", PartKind.SPARE_PART, "个", batch)
    assert (model.product_name, model.manufacturer.name) == ("电子血压计", "鱼跃医疗")
    assert (contract.number, contract.customer.name) == ("HT-NEW-7", "市第二人民医院")
    undo(ctx, batch)
    assert [table.select().count() for table in (ContractLine, Contract, Part, ProductModel, Customer)] == [0] * 5

    strict = looked_at(ctx, PRICES, path, create=False)
    assert counts(strict) == (0, 0, 2, 0)
    assert [column for column, _s in refused(strict, 4)] == ["品牌", "合同编号"]
    assert [column for column, _s in refused(strict, 5)] == ["物料编码", "合同编号"]


def test_a_contract_is_named_by_its_rows_by_the_title_or_by_the_person(ctx, tmp_path, known, make_contract):
    other = make_contract("HT-2")
    of_rows = write_book(
        tmp_path / "a.xlsx", ("合同编号", "名称", "类别", "单价"), [["HT-2", "培训", "服务", 1]], titles=TITLES
    )
    take(ctx, of_rows)
    take(ctx, book(tmp_path / "b.xlsx", VISIT))
    take(ctx, book(tmp_path / "c.xlsx", {**VISIT, "名称": "年度保养"}, titles=()), contract="ht-2")

    assert {(line.contract_id, line.description) for line in lines()} == {
        (other.id, "培训"), (known.id, "上门校准"), (other.id, "年度保养"),
    }  # fmt: skip
    assert inspect(ctx, PRICES, tmp_path / "b.xlsx", Quiet()).contract == "HT2026-001"
    with pytest.raises(InvalidInput, match="哪个合同") as error:
        looked_at(ctx, PRICES, book(tmp_path / "d.xlsx", VISIT, titles=()))
    assert error.value.field == "contract"
    clash = looked_at(ctx, PRICES, of_rows, contract="HT2026-001")
    assert [column for column, _s in refused(clash, 4)] == ["合同编号"]


def test_another_price_of_the_same_item_contradicts_what_was_agreed(ctx, tmp_path, known):
    take(ctx, book(tmp_path / "a.xlsx", UNIT, SPARE))
    dearer = book(tmp_path / "b.xlsx", {**UNIT, "单价(元)": "1,200.00(含税)"}, {**SPARE, "数量": 5})

    found = looked_at(ctx, PRICES, dearer)
    assert counts(found) == (0, 0, 2, 0)
    assert [(column, "1,130.00" in text and "1,200.00" in text) for column, text in refused(found, 4)] == [
        ("单价(元)", True)
    ]
    assert [column for column, _s in refused(found, 5)] == ["数量"]

    later = take(ctx, dearer, overwrite=True)
    assert later.preview.changed == 2
    assert [(line.unit_price, line.quantity, line.version) for line in lines()] == [(120_000, 3, 2), (10_000, 5, 2)]
    change = Change.select().where((Change.entity == "contract_line") & (Change.field == "unit_price")).get()
    assert (change.old, change.new) == ("113000", "120000")

    undo(ctx, later.batch_id)
    assert [(line.unit_price, line.quantity) for line in lines()] == [(113_000, 3), (10_000, 2)]


def test_a_price_that_was_open_is_filled_in(ctx, tmp_path, known):
    take(ctx, book(tmp_path / "a.xlsx", {**SPARE, "单价(元)": "面议"}))
    assert (lines()[0].unit_price, lines()[0].tax_rate_bp) == (None, 1300)

    found = looked_at(ctx, PRICES, book(tmp_path / "b.xlsx", {**SPARE, "单价(元)": 100}))

    assert counts(found) == (0, 1, 0, 0)
    commit(ctx, found, Quiet())
    assert lines()[0].unit_price == 10_000


def test_units_on_a_line_keep_its_quantity_from_falling_below_them(ctx, tmp_path, known, make_asset):
    take(ctx, book(tmp_path / "a.xlsx", UNIT))
    line, customer = lines()[0], known.customer
    units = [make_asset(model=line.model, customer=customer) for _ in range(3)]
    assign_units(ctx, AssignUnits(line_id=line.id, asset_ids=tuple(unit.id for unit in units)))

    found = looked_at(ctx, PRICES, book(tmp_path / "b.xlsx", {**UNIT, "数量": 2}), overwrite=True)

    assert (counts(found), [column for column, _s in refused(found, 4)]) == ((0, 0, 1, 0), ["数量"])
    with pytest.raises(RuleBroken, match="价格表行上的设备：3"):
        undo(ctx, line.batch_id)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"单价(元)": "-5"}, "单价(元)"),
        ({"单价(元)": "$5"}, "单价(元)"),
        ({"单价(元)": "1.2万"}, "单价(元)"),
        ({"单价(元)": "=1+1"}, "单价(元)"),
        ({"单价(元)": "含税"}, "单价(元)"),
        ({"单价(元)": 10**14}, "单价(元)"),
        ({"单价(元)": "1e9"}, "单价(元)"),
        ({"数量": 0}, "数量"),
        ({"数量": -1}, "数量"),
        ({"数量": 1.5}, "数量"),
        ({"数量": 2**31}, "数量"),
        ({"数量": "若干"}, "数量"),
        ({"税率": "130%"}, "税率"),
        ({"税率": "13.005"}, "税率"),
        ({"税率": "专票"}, "税率"),
        ({"类别": "其他"}, "类别"),
        ({"名称": "x" * 121}, "名称"),
        ({"类别": None, "物料编码": None, "名称": "无此备件"}, "类别"),
        ({"物料编码": None, "名称": "无此备件"}, "物料编码"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_column(ctx, tmp_path, known, row, column):
    found = looked_at(ctx, PRICES, book(tmp_path / "a.xlsx", {**SPARE, **row}))

    assert counts(found) == (0, 0, 1, 0)
    assert [name for name, _sentence in refused(found, 4)] == [column]


def test_the_kind_of_a_line_is_known_from_its_number_and_never_guessed(ctx, tmp_path, known):
    unkind = [
        {**UNIT, "类别": None},
        {**SPARE, "类别": None},
        {**VISIT, "类别": None, "名称": "培训"},
        {**VISIT, "类别": None},
    ]
    found = looked_at(ctx, PRICES, book(tmp_path / "a.xlsx", *unkind))

    assert (counts(found), [column for column, _s in refused(found, 7)]) == ((3, 0, 1, 0), ["类别"])
    commit(ctx, found, Quiet())
    assert [line.kind for line in lines()] == [
        ContractLineKind.EQUIPMENT, ContractLineKind.SPARE_PART, ContractLineKind.SERVICE,
    ]  # fmt: skip


def test_numbered_titles_of_sections_say_the_kind_of_the_rows_below_them(ctx, tmp_path, known):
    unkind = {"类别": None}
    rows = [["一、设备"], {**UNIT, **unkind}, ["二", None, None, "备品备件部分"], {**SPARE, **unkind},
            ["（三）服务费用"], {**VISIT, **unkind}, {**SPARE, "类别": "易耗材料", "物料编码": "HC-1"}]  # fmt: skip
    found = looked_at(ctx, PRICES, book(tmp_path / "a.xlsx", *rows))

    assert (counts(found), found.lines, found.empty) == ((4, 0, 0, 0), 10, 6)
    commit(ctx, found, Quiet())
    assert [line.kind for line in lines()] == [
        ContractLineKind.EQUIPMENT, ContractLineKind.SPARE_PART, ContractLineKind.SERVICE, ContractLineKind.CONSUMABLE,
    ]  # fmt: skip
    plain = looked_at(ctx, PRICES, book(tmp_path / "b.xlsx", ["培训"], {**VISIT, **unkind}))
    assert plain.rejected == 2, "a word without a number may be an item, and is no title"


def test_a_part_is_found_by_its_name_where_only_one_has_it(ctx, tmp_path, known, make_part):
    make_part("BP-0002", "袖带")
    make_part("BP-0003", "袖带")
    by_name = [{**SPARE, "物料编码": None}, {**SPARE, "物料编码": None, "名称": "袖带"}, {**SPARE, "名称": "显示屏"}]

    found = looked_at(ctx, PRICES, book(tmp_path / "a.xlsx", *by_name))

    assert next(column for column, _s in warned(found, 4)) == "名称"
    assert [(column, "BP-0002、BP-0003" in text) for column, text in refused(found, 5)] == [("名称", True)]
    assert [column for column, _s in warned(found, 6)] == ["名称"], "another name than the depot's is pointed out"


def test_what_a_heading_says_of_tax_holds_for_its_column(ctx, tmp_path, known):
    headings = ("物料编码", "名称", "数量", "不含税单价", "税率")
    take(ctx, write_book(tmp_path / "a.xlsx", headings, [["BP-0001", "电源模块", 1, 100, 9]], titles=TITLES))
    assert (lines()[0].tax_included, lines()[0].tax_rate_bp) == (False, 900)

    clash = ("物料编码", "名称", "单价", "是否含税")
    found = looked_at(
        ctx, PRICES, write_book(tmp_path / "b.xlsx", clash, [["BP-0001", "电源模块", "100含税", "否"]], titles=TITLES)
    )
    assert [column for column, _s in refused(found, 4)] == ["是否含税"]


def test_prices_that_say_nothing_of_tax_are_taken_with_the_usual_one_and_that_is_said_once(ctx, tmp_path, known):
    plain = {"单价(元)": 100, "税率": None}
    found = looked_at(ctx, PRICES, book(tmp_path / "a.xlsx", {**UNIT, **plain}, {**SPARE, **plain}))

    assert [(column, "13 %" in text) for column, text in warned(found, 4)] == [("单价(元)", True)]
    assert (warned(found, 5), found.warned) == ([], 1)
    commit(ctx, found, Quiet())
    assert [(line.tax_included, line.tax_rate_bp) for line in lines()] == [(True, 1300), (True, 1300)]


def test_a_total_that_is_not_price_times_quantity_is_pointed_out(ctx, tmp_path, known):
    # 3 × 1,130 = 3,390 with tax, 3,000 without
    rows = [{**UNIT, "总价": 3390}, {**SPARE, "总价": 226}, {**VISIT, "总价": 400}]
    found = looked_at(ctx, PRICES, book(tmp_path / "a.xlsx", *rows))

    assert [[column for column, _s in warned(found, row)] for row in (4, 5, 6)] == [[], [], ["单价(元)", "总价"]]


def test_an_item_that_stands_twice_is_taken_once_or_refused(ctx, tmp_path, known):
    found = looked_at(ctx, PRICES, book(tmp_path / "a.xlsx", SPARE, SPARE, {**SPARE, "单价(元)": "90 不含税"}))

    assert counts(found) == (1, 0, 1, 1)
    assert len(said(found, 5, Weight.TELLS)) == 1
    assert [column for column, _s in refused(found, 6)] == ["单价(元)"]


def test_a_contract_of_another_customer_is_not_taken_for_this_one(ctx, tmp_path, known, make_customer):
    make_customer("市图书馆")
    headings = ("合同编号", "客户名称", "名称", "类别", "单价")
    rows = [["HT2026-001", "市图书馆", "培训", "服务", 1], ["HT-9", None, "培训", "服务", 1]]

    found = looked_at(ctx, PRICES, write_book(tmp_path / "a.xlsx", headings, rows))

    assert [column for column, _s in refused(found, 3)] == ["客户名称"]
    assert [column for column, _s in refused(found, 4)] == ["客户名称"]


def test_a_line_that_was_added_meanwhile_is_not_overlooked(ctx, tmp_path, known):
    found = looked_at(ctx, PRICES, book(tmp_path / "a.xlsx", SPARE))
    add_line(ctx, AddLine(contract_id=known.id, kind=ContractLineKind.SERVICE, description="培训"))

    with pytest.raises(StaleRecord):
        commit(ctx, found, Quiet())
    assert len(lines()) == 1
    take(ctx, book(tmp_path / "a.xlsx", SPARE))
    assert [line.position for line in lines()] == [1, 2]


def test_a_line_that_was_corrected_since_keeps_its_list_from_being_taken_back(ctx, tmp_path, known):
    batch = take(ctx, book(tmp_path / "a.xlsx", SPARE, VISIT)).batch_id
    dearer = take(ctx, book(tmp_path / "b.xlsx", {**VISIT, "单价(元)": 600}), overwrite=True)

    with pytest.raises(RuleBroken):
        undo(ctx, batch)
    undo(ctx, dearer.batch_id)
    undo(ctx, batch)
    assert lines() == []


def test_a_contract_that_came_with_a_list_stays_while_lines_were_added_to_it(ctx, tmp_path):
    headings = ("合同编号", "客户名称", "名称", "类别", "单价")
    path = write_book(tmp_path / "a.xlsx", headings, [["HT-9", "市图书馆", "培训", "服务", 1]])
    batch = take(ctx, path).batch_id
    add_line(ctx, AddLine(contract_id=Contract.get().id, kind=ContractLineKind.SERVICE, description="保养"))

    with pytest.raises(RuleBroken, match="另行添加的价格表行：1"):
        undo(ctx, batch)


def test_who_may_import_and_not_edit_contracts_takes_no_prices_in(ctx, tmp_path, known, make_user):
    path, keeper = book(tmp_path / "a.xlsx", SPARE), make_user("李敏", Role.KEEPER).id
    ctx.actor = keeper
    with pytest.raises(NotPermitted):
        looked_at(ctx, PRICES, path)
    ctx.actor = make_user("陈工", Role.DISPATCHER).id
    found = looked_at(ctx, PRICES, path)
    ctx.actor = keeper
    with pytest.raises(NotPermitted):
        commit(ctx, found, Quiet())
    ctx.actor = make_user("周平", Role.MANAGER).id
    batch = commit(ctx, found, Quiet()).batch_id
    ctx.actor = keeper
    with pytest.raises(NotPermitted):
        undo(ctx, batch)
    assert len(lines()) == 1


def test_what_one_row_says_of_a_contract_or_a_part_holds_for_the_rows_above_it_too(ctx, tmp_path):
    headings = ("合同编号", "客户名称", "类别", "物料编码", "名称", "单价")
    rows = [["HT-9", None, "备件", "BP-7", None, 5], ["HT-9", "市图书馆", "服务", None, "培训", 1],
            ["HT-8", "市图书馆", "备件", "BP-7", "袖带", 6]]  # fmt: skip
    path = write_book(tmp_path / "a.xlsx", headings, rows)

    found = looked_at(ctx, PRICES, path)

    assert counts(found) == (3, 0, 0, 0)
    commit(ctx, found, Quiet())
    assert (Part.get().name, {contract.customer.name for contract in Contract.select()}) == ("袖带", {"市图书馆"})
    assert counts(looked_at(ctx, PRICES, path)) == (0, 0, 0, 3)
