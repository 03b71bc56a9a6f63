"""A register of units is taken in: what is read, completed, refused, known already, and what it brings along."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest

from inventory import i18n
from inventory.imports.commit import commit
from inventory.imports.notes import Created, Verdict, Weight
from inventory.jobs import Quiet
from models.assets import Asset, AssetEvent, AssetOwner, AssetState
from models.contracts import Contract
from models.customers import Contact, Customer, CustomerSite
from models.imports import ImportBatch, ImportKind
from models.journal import Change
from models.products import Manufacturer, ProductModel
from tests.service.import_books import (
    REGISTER,
    UNIT,
    counts,
    looked_at,
    refused,
    register,
    said,
    verdict,
    warned,
    write_book,
)

ASSETS = ImportKind.ASSETS


def take(ctx, path, **how):
    found = looked_at(ctx, ASSETS, path, **how)
    return commit(ctx, found, Quiet())


def test_a_row_becomes_a_unit_with_its_customer_model_and_contract(ctx, tmp_path):
    found = looked_at(ctx, ASSETS, register(tmp_path / "台账.xlsx", {}))

    assert Asset.select().count() == Customer.select().count() == ImportBatch.select().count() == 0
    result = commit(ctx, found, Quiet())

    unit = Asset.get()
    assert (unit.serial_no, unit.serial_norm) == ("2024082400001", "2024082400001")
    assert (unit.sold_on, unit.accepted_on, unit.warranty_months) == (date(2025, 3, 27), date(2025, 5, 7), 12)
    assert (unit.state, unit.owner, unit.version) == (AssetState.IN_SERVICE, AssetOwner.CUSTOMER, 1)
    assert (unit.model.model_code, unit.model.product_name, unit.model.manufacturer.name) == (
        "BP-900",
        "电子血压计",
        "鱼跃医疗",
    )
    assert (unit.customer.name, unit.customer.code) == ("青岛热力公司", "KH00001")
    assert (unit.contract.number, unit.contract.customer) == ("HT2025-001", unit.customer)
    assert (unit.site.address, unit.site.post_code) == ("青岛市友好北路428号", "266000")
    contact = Contact.get()
    assert (contact.name, contact.phone, contact.is_default, contact.customer) == (
        "高强",
        "0532-56521255",
        True,
        unit.customer,
    )
    assert unit.batch_id == result.batch_id == unit.customer.batch_id == unit.model.batch_id == unit.contract.batch_id
    assert AssetEvent.select().count() == 0


def test_what_is_new_is_listed_with_the_rows_that_need_it(ctx, tmp_path):
    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", {}, {"出厂编号": "2024082400002"}, {"出厂编号": None}))

    listed = {(each.kind, each.name): each.rows for each in found.creations}
    assert listed == {
        (Created.CUSTOMER, "青岛热力公司"): 2, (Created.MANUFACTURER, "鱼跃医疗"): 2, (Created.MODEL, "BP-900"): 2,
        (Created.CONTRACT, "HT2025-001"): 2, (Created.SITE, "青岛市友好北路428号"): 2, (Created.CONTACT, "高强"): 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    ["2025年3月27日", "2025.3.27", "2025-3-27", "2025/03/27 ", "20250327", datetime(2025, 3, 27), " 2025－03－27"],
    ids=str,
)
def test_dates_are_read_as_people_type_them(ctx, tmp_path, typed):
    take(ctx, register(tmp_path / "a.xlsx", {"售出日期": typed}))

    assert Asset.get().sold_on == date(2025, 3, 27)


@pytest.mark.parametrize(
    ("typed", "months"), [("12个月", 12), ("1年", 12), ("36 ", 36), (24, 24), ("三年", 36), (None, None)], ids=str
)
def test_months_are_read_as_people_type_them(ctx, tmp_path, typed, months):
    take(ctx, register(tmp_path / "a.xlsx", {"质保期(月)": typed}))

    assert Asset.get().warranty_months == months


@pytest.mark.parametrize("typed", ["未验收", None, "无", "-"])
def test_a_unit_without_acceptance_is_delivered_and_nothing_is_guessed(ctx, tmp_path, typed):
    take(ctx, register(tmp_path / "a.xlsx", {"验收日期": typed}))

    unit = Asset.get()
    assert (unit.accepted_on, unit.state) == (None, AssetState.DELIVERED)


def test_a_serial_that_lost_its_last_digits_is_refused_with_the_remedy(ctx, tmp_path):
    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", {"出厂编号": 21028474421826697344}))

    assert counts(found) == (0, 0, 1, 0)
    [(column, sentence)] = refused(found, 3)
    assert column == "出厂编号"
    assert "15" in sentence
    assert "文本" in sentence


def test_zeros_in_front_come_back_where_three_units_of_the_model_show_the_length(ctx, tmp_path):
    peers = [{"出厂编号": f"00039{n}"} for n in range(3)]
    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", *peers, {"出厂编号": 437}))

    assert counts(found) == (4, 0, 0, 0)
    [(column, sentence)] = warned(found, 6)
    assert column == "出厂编号"
    assert "437" in sentence
    assert "000437" in sentence
    assert found.warned == 1
    commit(ctx, found, Quiet())
    assert {unit.serial_no for unit in Asset.select()} == {"000390", "000391", "000392", "000437"}


def test_zeros_come_back_by_the_units_of_the_depot_too(ctx, tmp_path):
    take(ctx, register(tmp_path / "a.xlsx", *[{"出厂编号": f"00039{n}"} for n in range(3)]))

    take(ctx, register(tmp_path / "b.xlsx", {"出厂编号": 437}))

    assert Asset.select().where(Asset.serial_no == "000437").exists()


def test_with_two_peers_only_a_number_is_taken_as_it_is_and_pointed_out(ctx, tmp_path):
    found = looked_at(
        ctx, ASSETS, register(tmp_path / "a.xlsx", {"出厂编号": "000390"}, {"出厂编号": "000391"}, {"出厂编号": 437})
    )

    assert len(warned(found, 5)) == 1
    commit(ctx, found, Quiet())
    assert Asset.select().where(Asset.serial_no == "437").exists()


def test_a_number_as_long_as_its_peers_is_exact_and_needs_no_word(ctx, tmp_path):
    peers = [{"出厂编号": f"202408240000{n}"} for n in range(3)]
    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", *peers, {"出厂编号": 2024082400009}))

    assert found.rows == ()
    commit(ctx, found, Quiet())
    assert Asset.select().where(Asset.serial_no == "2024082400009").exists()


def test_a_number_shown_with_zeros_in_front_keeps_them(ctx, tmp_path):
    path = register(tmp_path / "a.xlsx", {"出厂编号": 46})
    book = openpyxl.load_workbook(path)
    book.active["E3"].number_format = "000000"
    book.save(path)

    found = looked_at(ctx, ASSETS, path)

    assert found.rows == ()
    commit(ctx, found, Quiet())
    assert Asset.get().serial_no == "000046"


def test_a_text_that_is_shorter_than_all_others_of_its_model_is_pointed_out(ctx, tmp_path):
    path = tmp_path / "a.csv"
    rows = "".join(f"{serial},ACS-4D,大华股份\n" for serial in ["000390", "000391", "000392", "437", "TJ-1"])
    path.write_text("出厂编号,规格型号,生产厂家\n" + rows, encoding="utf-8")

    found = looked_at(ctx, ASSETS, path)

    assert counts(found) == (5, 0, 0, 0)
    assert [row.row for row in found.rows] == [5]
    assert [column for column, _s in warned(found, 5)] == ["出厂编号"]


def test_typed_forms_of_one_serial_are_one_unit(ctx, tmp_path):
    found = looked_at(
        ctx, ASSETS, register(tmp_path / "a.xlsx", {"出厂编号": " ＴＪ／２４－７３２ "}, {"出厂编号": "tj/24-732"})
    )

    assert counts(found) == (1, 0, 0, 1)
    assert "3" in said(found, 4, Weight.TELLS)[0][1]
    commit(ctx, found, Quiet())
    assert (Asset.get().serial_no, Asset.get().serial_norm) == ("ＴＪ／２４－７３２", "TJ/24-732")


def test_a_second_row_that_says_otherwise_is_refused_and_names_the_first(ctx, tmp_path):
    found = looked_at(
        ctx,
        ASSETS,
        register(tmp_path / "a.xlsx", {"序号": 390}, {"序号": "390-1"}, {"序号": "390-2", "备注": "另一台"}),
    )

    assert counts(found) == (1, 0, 1, 1)
    [(column, sentence)] = refused(found, 5)
    assert column == "备注"
    assert "3" in sentence


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"售出日期": "2023-02-30"}, "售出日期"),
        ({"售出日期": "2027-01-01", "验收日期": None}, "售出日期"),
        ({"验收日期": "2025-03-01"}, "验收日期"),
        ({"验收日期": "2026-11-23"}, "验收日期"),
        ({"质保期(月)": "很久"}, "质保期(月)"),
        ({"质保期(月)": -3}, "质保期(月)"),
        ({"出厂编号": None}, "出厂编号"),
        ({"出厂编号": "无"}, "出厂编号"),
        ({"规格型号": None}, "规格型号"),
        ({"生产厂家": None}, "生产厂家"),
        ({"用户/单位名称": None}, "用户/单位名称"),
        ({"备注": "x", "联系人": "名" * 61}, "联系人"),
        ({"售出日期": "03/04/2025"}, "售出日期"),
    ],
    ids=str,
)
def test_a_row_that_cannot_be_right_is_refused_with_its_column_and_nothing_of_it_is_kept(ctx, tmp_path, change, column):
    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", change))

    assert counts(found) == (0, 0, 1, 0)
    assert [name for name, _sentence in refused(found, 3)] == [column]
    assert found.creations == ()
    assert commit(ctx, found, Quiet()).batch_id is None
    assert Asset.select().count() == Customer.select().count() == 0


def test_a_fault_in_a_cell_says_what_was_expected(ctx, tmp_path):
    i18n.use("en")
    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", {"售出日期": "2023-02-30"}))

    [note] = found.rows[0].notes
    assert (note.column, note.value) == ("售出日期", "2023-02-30")
    assert str(note.expected) == "a date, for example 2024-03-15 or 2024年3月15日"


def test_an_acceptance_on_the_day_of_the_sale_and_today_is_right(ctx, tmp_path):
    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", {"售出日期": "2026-11-22", "验收日期": "2026-11-22"}))

    assert counts(found) == (1, 0, 0, 0)


def test_model_codes_that_differ_in_case_and_width_are_one_model(ctx, tmp_path):
    take(
        ctx,
        register(
            tmp_path / "a.xlsx",
            {"规格型号": "GDH-150T"},
            {"规格型号": "gdh-150t", "出厂编号": "B"},
            {"规格型号": "ＧＤＨ－150T ", "出厂编号": "C"},
        ),
    )

    assert ProductModel.select().count() == 1
    assert Asset.select().count() == 3


def test_one_serial_of_two_makers_is_two_units_and_pointed_out(ctx, tmp_path):
    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", {}, {"生产厂家": "新华三", "规格型号": "R4900"}))

    assert counts(found) == (2, 0, 0, 0)
    assert "鱼跃医疗" in warned(found, 4)[0][1]
    commit(ctx, found, Quiet())
    assert Asset.select().count() == 2


def test_one_serial_of_two_models_of_a_maker_is_pointed_out_also_against_the_depot(ctx, tmp_path):
    take(ctx, register(tmp_path / "a.xlsx", {}))

    found = looked_at(ctx, ASSETS, register(tmp_path / "b.xlsx", {"规格型号": "BP-901"}))

    assert counts(found) == (1, 0, 0, 0)
    assert "BP-900" in warned(found, 3)[0][1]


def test_a_contract_belongs_to_one_customer(ctx, tmp_path):
    found = looked_at(
        ctx, ASSETS, register(tmp_path / "a.xlsx", {}, {"出厂编号": "B", "用户/单位名称": "南京实验中学"})
    )

    assert counts(found) == (1, 0, 1, 0)
    [(column, sentence)] = refused(found, 4)
    assert column == "合同编号"
    assert "青岛热力公司" in sentence
    assert "南京实验中学" in sentence


def test_a_refused_row_does_not_decide_whose_a_contract_is(ctx, tmp_path):
    rows = ({"用户/单位名称": "南京实验中学", "售出日期": "2023-02-30"}, {"出厂编号": "B"})
    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", *rows))

    assert counts(found) == (1, 0, 1, 0)
    commit(ctx, found, Quiet())
    assert Contract.get().customer.name == "青岛热力公司"


def test_rows_that_need_something_new_are_refused_where_nothing_new_is_allowed(ctx, tmp_path):
    take(ctx, register(tmp_path / "a.xlsx", {}))
    rows = (
        {"出厂编号": "B"},
        {"出厂编号": "C", "用户/单位名称": "新客户", "合同编号": None},
        {"出厂编号": "D", "规格型号": "X-1"},
    )

    found = looked_at(ctx, ASSETS, register(tmp_path / "b.xlsx", *rows), create=False)

    assert counts(found) == (1, 0, 2, 0)
    assert "新客户" in refused(found, 4)[0][1]
    assert refused(found, 5)[0][0] == "规格型号"


def test_a_model_known_to_one_maker_needs_no_maker_in_the_row(ctx, tmp_path):
    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", {}, {"出厂编号": "B", "生产厂家": None}))

    assert counts(found) == (2, 0, 0, 0)
    assert "鱼跃医疗" in warned(found, 4)[0][1]
    commit(ctx, found, Quiet())
    assert Manufacturer.select().count() == 1


def test_a_unit_without_customer_stands_in_our_stock(ctx, tmp_path):
    take(
        ctx,
        register(tmp_path / "a.xlsx", {"用户/单位名称": None, "合同编号": None, "售出日期": None, "验收日期": None}),
    )

    unit = Asset.get()
    assert (unit.owner, unit.state, unit.customer) == (AssetOwner.US, AssetState.IN_STOCK, None)


def test_a_customer_has_every_address_and_person_once(ctx, tmp_path):
    rows = (
        {},
        {"出厂编号": "B", "地址": "青岛市 友好北路428号"},
        {"出厂编号": "C", "地址": "崂山路1号", "联系人": "李敏", "电话": "13800000000"},
    )
    take(ctx, register(tmp_path / "a.xlsx", *rows))

    assert sorted(site.address for site in CustomerSite.select()) == ["崂山路1号", "青岛市友好北路428号"]
    assert [(c.name, c.is_default) for c in Contact.select().order_by(Contact.id)] == [("高强", True), ("李敏", False)]


def test_another_phone_of_the_same_person_is_pointed_out_and_not_taken_over(ctx, tmp_path):
    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", {}, {"出厂编号": "B", "电话": "0532-1"}))

    assert warned(found, 4)[0][0] == "电话"
    commit(ctx, found, Quiet())
    assert Contact.get().phone == "0532-56521255"


def test_post_codes_that_were_numbers_keep_their_zero(ctx, tmp_path):
    take(ctx, register(tmp_path / "a.xlsx", {"邮编": 50000}, {"出厂编号": "B", "邮编": 830000, "地址": "红山路2号"}))

    assert sorted(site.post_code for site in CustomerSite.select()) == ["050000", "830000"]


def test_remarks_that_begin_like_formulas_are_plain_text(ctx, tmp_path):
    take(ctx, register(tmp_path / "a.xlsx", {"备注": "-已过保"}, {"出厂编号": "B", "备注": "@质保期外"}))

    assert sorted(unit.remark for unit in Asset.select()) == ["-已过保", "@质保期外"]


def test_titles_blank_rows_repeated_headings_and_sums_are_not_rows(ctx, tmp_path):
    headings = (*REGISTER, "备注", "")
    rows = [
        UNIT,
        [None] * 16,
        headings,
        {**UNIT, "出厂编号": "B", "": "有值"},
        ["   "],
        ["合计", None, None, None, "2 台"],
        ["总 计：", 1, 2, 3, 4],
    ]
    found = looked_at(
        ctx, ASSETS, write_book(tmp_path / "a.xlsx", headings, rows, titles=("台账", "截至2026年11月", ""))
    )

    assert (found.lines, found.empty, found.read, found.new) == (11, 9, 2, 2)
    assert found.header == 4


def test_the_same_file_again_adds_nothing_and_is_recognised(ctx, tmp_path):
    path = register(
        tmp_path / "a.xlsx", {}, {"出厂编号": "B", "验收日期": "未验收", "联系人": "李敏"}, {"出厂编号": 12}
    )
    first = take(ctx, path)

    again = looked_at(ctx, ASSETS, path)

    assert counts(again) == (0, 0, 0, 3)
    assert (again.known_batch, again.creations) == (first.batch_id, ())
    assert str(first.batch_id) in str(again.banner)
    assert commit(ctx, again, Quiet()).batch_id is None
    assert (Asset.select().count(), ImportBatch.select().count()) == (3, 1)


def test_a_register_that_has_learned_something_fills_what_was_blank(ctx, tmp_path):
    take(ctx, register(tmp_path / "a.xlsx", {"验收日期": "未验收", "备注": None}))

    found = looked_at(ctx, ASSETS, register(tmp_path / "b.xlsx", {"备注": "含三年上门"}))

    assert counts(found) == (0, 1, 0, 0)
    assert [column for column, _s in said(found, 3, Weight.CHANGES)] == ["验收日期", "备注"]
    commit(ctx, found, Quiet())
    unit = Asset.get()
    assert (unit.accepted_on, unit.remark, unit.state, unit.version) == (
        date(2025, 5, 7),
        "含三年上门",
        AssetState.IN_SERVICE,
        2,
    )
    lines = {
        (c.field, c.old, c.new)
        for c in Change.select().where((Change.entity == "asset") & (Change.entity_id == unit.id))
    }
    assert lines == {
        ("accepted_on", None, "2025-05-07"),
        ("remark", "", "含三年上门"),
        ("state", "delivered", "in_service"),
    }


def test_what_the_depot_says_otherwise_is_refused_unless_rows_may_replace_it(ctx, tmp_path):
    take(ctx, register(tmp_path / "a.xlsx", {}))
    changed = register(tmp_path / "b.xlsx", {"售出日期": "2025-04-01", "质保期(月)": 24})

    asked = looked_at(ctx, ASSETS, changed)

    assert counts(asked) == (0, 0, 1, 0)
    assert [column for column, _s in refused(asked, 3)] == ["售出日期", "质保期(月)"]
    insisting = looked_at(ctx, ASSETS, changed, overwrite=True)
    assert counts(insisting) == (0, 1, 0, 0)
    commit(ctx, insisting, Quiet())
    assert (Asset.get().sold_on, Asset.get().warranty_months) == (date(2025, 4, 1), 24)


def test_blank_cells_never_erase_what_the_depot_knows(ctx, tmp_path):
    take(ctx, register(tmp_path / "a.xlsx", {}))

    found = looked_at(
        ctx,
        ASSETS,
        register(tmp_path / "b.xlsx", {"验收日期": None, "质保期(月)": None, "备注": None, "地址": None}),
        overwrite=True,
    )

    assert counts(found) == (0, 0, 0, 1)


def test_a_unit_may_go_to_another_customer_when_rows_may_replace(ctx, tmp_path):
    take(ctx, register(tmp_path / "a.xlsx", {}))
    moved = register(
        tmp_path / "b.xlsx", {"用户/单位名称": "南京实验中学", "合同编号": "HT2026-9", "地址": "南京路1号"}
    )

    found = looked_at(ctx, ASSETS, moved, overwrite=True)
    commit(ctx, found, Quiet())

    unit = Asset.get()
    assert (unit.customer.name, unit.contract.number, unit.site.address) == ("南京实验中学", "HT2026-9", "南京路1号")


def test_names_that_may_be_one_customer_are_pointed_out_and_kept_apart(ctx, tmp_path, make_customer):
    known = make_customer("山东省立医院")
    rows = ({"用户/单位名称": "山东省立医院有限公司", "合同编号": None}, {"出厂编号": "B", "用户/单位名称": "济南第一医院", "合同编号": None},
            {"出厂编号": "C", "用户/单位名称": "济南第二医院", "合同编号": None})  # fmt: skip

    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", *rows))

    assert [(n.kind, n.name, n.other, n.other_id) for n in found.near] == [
        (Created.CUSTOMER, "山东省立医院有限公司", "山东省立医院", known.id)
    ]
    commit(ctx, found, Quiet())
    assert Customer.select().count() == 4


def test_models_that_differ_by_a_hyphen_are_pointed_out(ctx, tmp_path):
    found = looked_at(
        ctx, ASSETS, register(tmp_path / "a.xlsx", {"规格型号": "BP-900"}, {"规格型号": "BP900", "出厂编号": "B"})
    )

    assert {(n.kind, frozenset((n.name, n.other))) for n in found.near} == {
        (Created.MODEL, frozenset(("BP-900", "BP900")))
    }


def test_the_export_of_snipe_it_is_understood_by_itself(ctx, tmp_path):
    path = tmp_path / "assets.csv"
    path.write_text(
        "Company,Asset Name,Asset Tag,Model,Model No.,Category,Manufacturer,Serial,Purchase Date,Purchase Cost,Order Number,Supplier,"
        "Location,Checked Out To,Status,Warranty,Warranty Expires,Notes\n"
        'Acme Clinic,mac-1,TAG-0001,Macbook Pro 13,A1234,Laptop,Apple,C02XK0AAJGH5,2023-05-01,"1,299.00",PO-77,Dealer,'
        "Room 4,Jane Doe,Ready to Deploy (deployed),36 months,2026-05-01,on loan contract\n"
        "Acme Clinic,mac-2,TAG-0002,Macbook Pro 13,,Laptop,Apple,C02XK0AAJGH6,2023-05-01,,,,,,Archived (archived),,,\n",
        encoding="utf-8",
    )
    found = looked_at(ctx, ASSETS, path)

    assert counts(found) == (2, 0, 0, 0)
    commit(ctx, found, Quiet())
    first, second = Asset.select().order_by(Asset.serial_no)
    assert (first.customer.name, first.model.model_code, first.model.product_name) == (
        "Acme Clinic",
        "A1234",
        "Macbook Pro 13",
    )
    assert (first.sold_on, first.warranty_months, first.location_text) == (date(2023, 5, 1), 36, "Room 4")
    assert (first.state, first.remark) == (AssetState.DELIVERED, "on loan contract\nAsset Tag: TAG-0001")
    assert Contact.get().name == "Jane Doe"
    assert (second.model.model_code, second.state) == ("Macbook Pro 13", AssetState.RETIRED)


def test_a_unit_of_the_depot_that_stands_twice_in_the_book_is_changed_once(ctx, tmp_path):
    take(ctx, register(tmp_path / "a.xlsx", {"验收日期": None}))

    found = looked_at(ctx, ASSETS, register(tmp_path / "b.xlsx", {}, {}))

    assert counts(found) == (0, 1, 0, 1)
    assert verdict(found, 4) is Verdict.ALREADY_THERE
