"""An old book comes in through the page: looked at, understood, looked through, agreed, and taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from inventory.imports import ImportKind, Verdict
from models.assets import Asset
from models.contracts import ContractLine
from models.customers import Customer
from models.imports import BatchState, ImportBatch
from models.parts import Part
from models.products import ProductModel
from ui.contracts.card import ContractPage
from ui.imports.drop_zone import book_in
from ui.imports.note_lines import Shown
from ui.imports.page import BOOK, COLUMNS, DONE, PREVIEW, ImportPage
from ui.navigation import Route
from ui.pages import PAGES
from ui.theme import Meaning
from ui.widgets.chips import Chip

REGISTER = (
    ("设备台账",),
    ("产品名称", "规格型号", "生产厂家", "出厂编号", "售出日期", "验收日期", "质保期(月)", "用户/单位名称", "备注"),
    (
        "电子血压计",
        "HEM-7136",
        "欧姆龙健康医疗",
        "SN-0001",
        "2024-01-02",
        "2024年3月15日",
        "36个月",
        "市第二人民医院",
        "",
    ),
    ("电子血压计", "HEM-7136", "欧姆龙健康医疗", "SN-0002", "2024-01-02", "", "3年", "市第二人民医院", ""),
    ("电子血压计", "HEM-7136", "欧姆龙健康医疗", "SN-0003", "2024-02-31", "", "36", "市图书馆", ""),
    (None,) * 9,
    ("电子血压计", "HEM-7136", "欧姆龙健康医疗", "", "2024-01-02", "", "36", "市图书馆", "没有编号"),
)
"""Two good units, one sold on 31 February, one without a serial number; an empty row, a title and the headings."""


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def page(desk, qtbot):
    page = ImportPage(desk, Route("import"))
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    qtbot.waitUntil(lambda: not desk.jobs.running())
    return page


@pytest.fixture
def write(tmp_path):
    """Writes rows into a workbook."""

    def make(rows, name: str = "台账.xlsx") -> Path:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        path = tmp_path / name
        book.save(path)
        book.close()
        return path

    return make


@pytest.fixture
def register(write):
    return write(REGISTER)


def at(page, qtbot, step: int) -> None:
    qtbot.waitUntil(lambda: page.stack.currentIndex() == step and not page.busy.running, timeout=20_000)


def open_book(page, qtbot, path) -> None:
    page.open_book(path)
    at(page, qtbot, COLUMNS)


def look_through(page, qtbot, path) -> None:
    open_book(page, qtbot, path)
    page.columns.preview_button.click()
    at(page, qtbot, PREVIEW)
    qtbot.waitUntil(lambda: not page.desk.jobs.running())


def chips(step) -> dict[str, Meaning]:
    row = step.chips.layout()
    found = [row.itemAt(place).widget() for place in range(row.count())]
    return {chip.text: chip.meaning for chip in found if isinstance(chip, Chip)}


def said(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def column(records, number: int) -> list[str]:
    model = records.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


# the book and its columns


def test_the_program_finds_out_what_a_book_lists(page, register, write, qtbot):
    open_book(page, qtbot, register)
    assert page.columns.request().kind is ImportKind.ASSETS
    page.begin_again()
    parts = write((("备件编号", "名称", "数量"), ("BP-1", "袖带", 2)), "备件.xlsx")
    open_book(page, qtbot, parts)
    assert page.columns.request().kind is ImportKind.PARTS


def test_the_columns_are_mapped_by_their_headings_with_what_stands_in_them(page, register, qtbot):
    open_book(page, qtbot, register)
    mapping = page.columns.request().mapping
    assert (
        mapping["出厂编号"] == "serial_no"
        and mapping["质保期(月)"] == "months"
        and mapping["用户/单位名称"] == "customer"
    )
    assert "SN-0001  ·  SN-0002  ·  SN-0003" in said(page.columns.grid)
    assert "第 2 行" in page.columns.standing.text()


def test_a_column_nobody_could_place_is_mapped_by_hand(page, write, qtbot):
    path = write((("型号", "厂家", "钢印字样", "客户"), ("HEM-7136", "欧姆龙健康医疗", "SN-1", "市图书馆")))
    page.book.kinds.choose(ImportKind.ASSETS)
    open_book(page, qtbot, path)
    assert not page.columns.preview_button.isEnabled() and "出厂编号" in said(page.columns.banners)
    page.columns.grid.choose("钢印字样", "serial_no")
    assert page.columns.preview_button.isEnabled() and not page.columns.banners.shown
    assert page.columns.request().mapping == {
        "型号": "model_code",
        "厂家": "maker",
        "钢印字样": "serial_no",
        "客户": "customer",
    }


def test_a_book_of_another_kind_is_pointed_out_though_its_columns_would_do(page, write, qtbot):
    log = write(
        (
            ("单号", "报修时间", "客户单位", "出厂编号", "型号", "故障现象", "处理措施"),
            ("WX-1", "2026-05-01 09:30", "市图书馆", "SN-1", "HEM-7136", "不显示", "更换电池"),
        ),
        "维修.xlsx",
    )
    page.book.kinds.choose(ImportKind.ASSETS)
    open_book(page, qtbot, log)
    assert page.columns.preview_button.isEnabled(), "a serial number and a model are there"
    (banner,) = page.columns.banners.shown
    assert "维修记录" in said(banner)
    with qtbot.waitSignal(page.columns.kind_asked) as asked:
        next(link for link in banner.findChildren(QPushButton) if "维修记录" in link.text()).click()
    assert asked.args == [ImportKind.REPAIRS]


def test_a_field_stands_for_one_column_only(page, register, qtbot):
    open_book(page, qtbot, register)
    page.columns.grid.choose("备注", "serial_no")
    mapping = page.columns.request().mapping
    assert mapping["备注"] == "serial_no" and "出厂编号" not in mapping


def test_a_mapping_made_by_hand_is_remembered_for_the_next_book(page, write, qtbot):
    rows = (("型号", "厂家", "钢印字样", "客户"), ("HEM-7136", "欧姆龙健康医疗", "SN-1", "市图书馆"))
    page.book.kinds.choose(ImportKind.ASSETS)
    open_book(page, qtbot, write(rows))
    page.columns.grid.choose("钢印字样", "serial_no")
    page.columns.preview_button.click()
    at(page, qtbot, PREVIEW)
    page.preview.commit_button.click()
    at(page, qtbot, DONE)
    page.begin_again()
    open_book(page, qtbot, write((rows[0], ("HEM-7136", "欧姆龙健康医疗", "SN-2", "市图书馆")), "下一份.xlsx"))
    assert page.columns.request().mapping["钢印字样"] == "serial_no" and "沿用上次" in page.columns.standing.text()


def test_a_book_of_another_kind_is_offered_as_what_it_is(page, write, qtbot):
    path = write((("备件编号", "名称", "数量"), ("BP-1", "袖带", 2)))
    page.book.kinds.choose(ImportKind.ASSETS)
    open_book(page, qtbot, path)
    banner = next(banner for banner in page.columns.banners.shown if banner.buttons)
    banner.buttons[0].click()
    qtbot.waitUntil(lambda: page.columns.request().kind is ImportKind.PARTS and not page.busy.running, timeout=20_000)
    assert page.columns.preview_button.isEnabled()


def test_another_sheet_can_be_chosen(page, tmp_path, qtbot):
    book = openpyxl.Workbook()
    book.active.title = "设备"
    other = book.create_sheet("旧设备")
    for sheet, serial in ((book.active, "SN-1"), (other, "SN-9")):
        sheet.append(("出厂编号", "规格型号", "客户"))
        sheet.append((serial, "HEM-7136", "市图书馆"))
    path = tmp_path / "两张表.xlsx"
    book.save(path)
    open_book(page, qtbot, path)
    assert [page.columns.sheets.itemText(row) for row in range(page.columns.sheets.count())] == ["设备", "旧设备"]
    page.columns.sheet_asked.emit("旧设备")
    qtbot.waitUntil(lambda: page.columns.request().sheet == "旧设备" and not page.busy.running, timeout=20_000)
    assert "SN-9" in said(page.columns.grid)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [("x.xlsx", b"nothing", "x.xlsx"), ("empty.xlsx", b"", "empty.xlsx"), ("text.csv", b"", "text.csv")],
)
def test_what_is_no_book_is_refused_with_a_sentence_and_the_page_goes_on(
    page, register, tmp_path, name, content, word, qtbot
):
    path = tmp_path / name
    path.write_bytes(content)
    page.open_book(path)
    qtbot.waitUntil(lambda: bool(page.banners.shown) and not page.busy.running, timeout=20_000)
    assert page.banners.shown[0].meaning is Meaning.LATE and page.stack.currentIndex() == BOOK
    assert page.stack.isEnabled()
    open_book(page, qtbot, register)
    assert not page.banners.shown


def test_a_route_with_a_kind_has_it_chosen(desk, qtbot):
    page = ImportPage(desk, Route("import", "parts"))
    qtbot.addWidget(page)
    assert page.book.kinds.kind is ImportKind.PARTS


def test_one_file_of_this_computer_can_be_dropped(register):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(register))])
    assert book_in(data) == register
    data.setUrls([QUrl("https://example.org/a.xlsx")])
    assert book_in(data) is None
    data.setUrls([QUrl.fromLocalFile("a.xlsx"), QUrl.fromLocalFile("b.xlsx")])
    assert book_in(data) is None


# the preview


def test_the_preview_counts_every_row_and_writes_nothing(page, register, qtbot):
    look_through(page, qtbot, register)

    assert chips(page.preview) == {
        "新增 2 条": Meaning.OK,
        "0 行修改": Meaning.OFF,
        "0 行已存在": Meaning.OFF,
        "0 行需留意": Meaning.OFF,
        "2 行被拒绝": Meaning.LATE,
        "3 行空行或标题": Meaning.OFF,
    }
    assert page.preview.commit_button.text() == "导入 2 行"
    assert [model.select().count() for model in (Asset, Customer, ProductModel, ImportBatch)] == [0, 0, 0, 0]


def test_every_refused_row_names_row_column_value_and_remedy(page, register, qtbot):
    look_through(page, qtbot, register)
    assert page.preview.sort.key == Shown.REFUSED
    lines = page.preview.notes.records
    assert {(line.row, line.note.column, line.note.value) for line in lines} == {
        (5, "售出日期", "2024-02-31"),
        (7, "出厂编号", ""),
    }
    assert all(line.verdict is Verdict.REFUSED and line.message for line in lines)
    page.preview.notes.selectRow(0)
    assert "第 5 行" in page.preview.detail.text() and "售出日期" in page.preview.detail.text()


def test_the_notes_can_be_searched(page, register, qtbot):
    look_through(page, qtbot, register)
    page.preview.line.setText("售出")
    qtbot.waitUntil(lambda: [line.row for line in page.preview.notes.records] == [5])
    page.preview.line.setText("nowhere to be found")
    qtbot.waitUntil(lambda: not page.preview.notes.records)
    page.preview.line.clear()
    qtbot.waitUntil(lambda: len(page.preview.notes.records) == 2)


def test_what_comes_along_is_listed_with_the_rows_that_need_it(page, register, qtbot):
    look_through(page, qtbot, register)
    found = {
        (kind, name, rows)
        for kind, name, rows in zip(*(column(page.preview.creations, n) for n in (0, 1, 3)), strict=True)
    }
    assert ("客户", "市第二人民医院", "2") in found and ("规格型号", "HEM-7136", "2") in found
    assert not any(name == "市图书馆" for _kind, name, _rows in found)  # only refused rows need it


def test_a_name_nearly_the_same_is_pointed_out(page, write, make_customer, qtbot):
    make_customer("济南热力集团有限公司")
    rows = (("出厂编号", "规格型号", "厂家", "客户"), ("SN-1", "HEM-7136", "欧姆龙健康医疗", "济南热力集团公司"))
    look_through(page, qtbot, write(rows))
    assert column(page.preview.near, 1) == ["济南热力集团公司"] and column(page.preview.near, 2) == [
        "济南热力集团有限公司"
    ]


def test_without_leave_to_add_customers_their_rows_are_refused(page, register, qtbot):
    open_book(page, qtbot, register)
    page.columns.adds.setChecked(False)
    page.columns.preview_button.click()
    at(page, qtbot, PREVIEW)
    assert "4 行被拒绝" in chips(page.preview) and not page.preview.commit_button.isEnabled()


def test_back_to_the_columns_keeps_what_was_chosen(page, register, qtbot):
    open_book(page, qtbot, register)
    page.columns.grid.choose("备注", "")
    page.columns.preview_button.click()
    at(page, qtbot, PREVIEW)
    assert page.dirty()
    page.preview.back_asked.emit()
    assert page.stack.currentIndex() == COLUMNS and "备注" not in page.columns.request().mapping


def test_a_stopped_look_through_leaves_the_page_awake(page, register, qtbot):
    open_book(page, qtbot, register)
    page.columns.preview_button.click()
    page.busy.stop_button.click()
    qtbot.waitUntil(lambda: not page.busy.running and page.stack.isEnabled(), timeout=20_000)
    assert page.stack.currentIndex() in (COLUMNS, PREVIEW) and Asset.select().count() == 0


# taking it in, and back


def test_what_was_agreed_comes_in_and_can_be_taken_back(page, desk, register, qtbot):
    look_through(page, qtbot, register)
    page.preview.commit_button.click()
    at(page, qtbot, DONE)
    assert {asset.serial_no for asset in Asset.select()} == {"SN-0001", "SN-0002"}
    batch = ImportBatch.get()
    assert f"批次 {batch.id}" in page.done.remark.text() and "2 行已进入备件库" in page.done.title.text()
    assert chips(page.done)["2 行被拒绝"] is Meaning.LATE

    page.done.undo_button.click()
    page.question.answer("undo")
    qtbot.waitUntil(lambda: ImportBatch.get().state is BatchState.UNDONE, timeout=20_000)
    assert [model.select().count() for model in (Asset, Customer, ProductModel)] == [0, 0, 0]
    qtbot.waitUntil(page.done.undo_button.isHidden)


def test_nothing_is_undone_without_a_yes(page, register, qtbot):
    look_through(page, qtbot, register)
    page.preview.commit_button.click()
    at(page, qtbot, DONE)
    page.done.undo_button.click()
    page.question.answer("")
    assert Asset.select().count() == 2


def test_an_earlier_import_is_listed_and_undone_from_the_list(page, register, qtbot):
    look_through(page, qtbot, register)
    page.preview.commit_button.click()
    at(page, qtbot, DONE)
    page.begin_again()
    batches = page.book.batches
    qtbot.waitUntil(lambda: len(batches.list.records) == 1)
    batches.list.selectRow(0)
    assert batches.undo_button.isEnabled()
    batches.undo_button.click()
    page.question.answer("undo")
    qtbot.waitUntil(lambda: [batch.state for batch in batches.list.records] == [BatchState.UNDONE], timeout=20_000)
    batches.list.selectRow(0)
    assert not batches.undo_button.isEnabled()


def test_an_import_that_something_was_built_on_says_what(page, register, make_case, qtbot):
    look_through(page, qtbot, register)
    page.preview.commit_button.click()
    at(page, qtbot, DONE)
    make_case(Asset.get(Asset.serial_no == "SN-0001"))
    page.ask_undo(ImportBatch.get().id)
    page.question.answer("undo")
    qtbot.waitUntil(lambda: bool(page.banners.shown), timeout=20_000)
    assert page.banners.shown[0].meaning is Meaning.LATE and Asset.select().count() == 2


def test_the_same_book_again_adds_nothing(page, register, qtbot):
    look_through(page, qtbot, register)
    page.preview.commit_button.click()
    at(page, qtbot, DONE)
    page.begin_again()
    look_through(page, qtbot, register)
    assert "2 行已存在" in chips(page.preview) and not page.preview.commit_button.isEnabled()
    assert page.preview.banners.shown  # this very file came in already


def test_a_depot_changed_since_the_preview_asks_to_look_again(page, register, make_model, make_maker, qtbot):
    look_through(page, qtbot, register)
    make_model("HEM-7136", "电子血压计", make_maker("欧姆龙健康医疗"))
    page.preview.commit_button.click()
    qtbot.waitUntil(lambda: bool(page.banners.shown) and not page.busy.running, timeout=20_000)
    assert Asset.select().count() == 0
    page.banners.shown[0].buttons[0].click()
    qtbot.waitUntil(lambda: not page.busy.running and page.preview.commit_button.isEnabled(), timeout=20_000)
    page.preview.commit_button.click()
    at(page, qtbot, DONE)
    assert Asset.select().count() == 2


def test_the_refused_rows_come_out_as_a_workbook_to_mend(page, register, tmp_path, qtbot):
    look_through(page, qtbot, register)
    page.preview.rejects_button.click()
    (system,) = page.findChildren(QFileDialog)
    assert "被拒绝的行" in system.selectedFiles()[0]
    system.close()
    place = tmp_path / "改.xlsx"
    page.save_rejects(str(place))
    qtbot.waitUntil(lambda: bool(page.banners.shown), timeout=20_000)
    assert place.name in page.banners.shown[0].text and len(page.banners.shown[0].buttons) == 2
    book = openpyxl.load_workbook(place, read_only=True)
    rows = list(book.active.iter_rows(values_only=True))
    book.close()
    assert [row[0] for row in rows[1:]] == [5, 7]


def test_the_list_of_what_came_in_is_one_click_away(page, desk, write, qtbot):
    look_through(page, qtbot, write((("备件编号", "名称", "数量"), ("BP-1", "袖带", 2))))
    page.preview.commit_button.click()
    at(page, qtbot, DONE)
    assert Part.get().part_no == "BP-1"
    with qtbot.waitSignal(desk.opened) as went:
        page.done.show_button.click()
    assert went.args == [Route("parts")]


# price lists and acceptance dates


PRICES = (
    ("合同编号：HT2026-001",),
    ("类别", "物料编码", "名称", "数量", "单价(含税)"),
    ("备件", "BP-1", "袖带", 2, "45.00"),
    ("服务", "", "上门校准", 1, "无"),
)


def test_a_price_list_goes_into_the_contract_that_its_title_names(page, write, qtbot, make_contract, make_part):
    contract = make_contract("HT2026-001")
    make_part("BP-1", "袖带")
    open_book(page, qtbot, write(PRICES, "价格表.xlsx"))
    assert page.columns.request().kind is ImportKind.PRICES
    assert page.columns.contract.text() == "HT2026-001" and page.columns.of_contract.isVisible()
    page.columns.preview_button.click()
    at(page, qtbot, PREVIEW)
    page.preview.commit_button.click()
    at(page, qtbot, DONE)
    assert [(line.contract_id, line.unit_price) for line in ContractLine.select().order_by(ContractLine.position)] == [
        (contract.id, 4500), (contract.id, None),
    ]  # fmt: skip
    with qtbot.waitSignal(page.desk.opened) as went:
        page.done.show_button.click()
    assert went.args == [Route("contracts")]


def test_a_price_list_that_names_no_contract_asks_for_one(page, write, qtbot, make_contract):
    make_contract("HT2026-001")
    open_book(page, qtbot, write(PRICES[1:], "价格表.xlsx"))
    assert not page.columns.preview_button.isEnabled() and "合同编号" in said(page.columns.banners)
    page.columns.contract.setText("HT2026-001")
    assert page.columns.preview_button.isEnabled() and not page.columns.banners.shown
    assert page.columns.request().contract == "HT2026-001"


def test_the_contracts_card_opens_the_import_for_itself(desk, qtbot, write, make_contract):
    contract = make_contract("HT 2026/001")
    card = ContractPage(desk, Route("contract", contract.id))
    qtbot.addWidget(card)
    qtbot.waitUntil(lambda: card.loaded is not None and not desk.jobs.running())
    with qtbot.waitSignal(desk.opened) as went:
        card.prices.import_button.click()
    assert went.args == [Route("import", "prices", "HT 2026/001")]

    page = ImportPage(desk, went.args[0])
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: not desk.jobs.running())
    assert page.book.kinds.kind is ImportKind.PRICES and "HT 2026/001" in said(page.book)
    open_book(page, qtbot, write(PRICES, "价格表.xlsx"))
    assert page.columns.contract.text() == "HT 2026/001", "what the person has chosen, not what the title names"


def test_acceptance_dates_need_units_that_are_there(page, write, qtbot, make_asset):
    unit = make_asset("SN-0001")
    rows = (("出厂编号", "验收日期"), ("SN-0001", "2026-03-15"), ("SN-0002", "2026-03-15"))
    open_book(page, qtbot, write(rows, "验收.xlsx"))
    assert page.columns.request().kind is ImportKind.ACCEPTANCES
    assert not page.columns.adds.isVisible() and not page.columns.of_contract.isVisible()
    page.columns.preview_button.click()
    at(page, qtbot, PREVIEW)
    page.preview.commit_button.click()
    at(page, qtbot, DONE)
    assert Asset.get_by_id(unit.id).accepted_on == date(2026, 3, 15)
    assert set(chips(page.done)) == {"1 行修改", "1 行被拒绝"}


def test_a_column_of_label_codes_makes_up_for_the_serial_numbers(page, write, qtbot, make_asset):
    unit = make_asset("SN-0001")
    page.book.kinds.choose(ImportKind.ACCEPTANCES)
    open_book(page, qtbot, write((("标签码", "验收日期"), (unit.code, "2026-03-15")), "验收.xlsx"))
    assert page.columns.preview_button.isEnabled() and not page.columns.banners.shown
