"""A clerk's day: the old books come in, a label goes out, a scan shows the unit, the customer gets the history."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pypdfium2
import zxingcpp
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from models.assets import Asset
from models.cases import ServiceCase
from models.labels import LabelPrint
from ui.assets.card import AssetPage
from ui.assets.label_dialog import LabelDialog
from ui.customers.history_dialog import HistoryDialog
from ui.imports.page import COLUMNS, DONE, PREVIEW, ImportPage
from ui.navigation import Route

REGISTER = [
    ["售后服务设备台账(截至2026年11月)"],
    ["序号", "产品名称", "规格型号", "生产厂家", "出厂编号", "售出日期", "合同编号", "验收日期", "质保期(月)", "用户/单位名称", "联系人", "电话"],
    [1, "电子血压计", "BP-900", "鱼跃医疗", "2024082400001", "2025年3月27日", "HT2025-001", datetime(2025, 5, 7), "36个月", "青岛热力公司", "高强", "0532-56521255"],
    [2, "门禁控制器", "ACS-4D", "大华股份", "000261", "2022.5.22", "HT2022-029", "2022/05/29 ", 12, "西安实验中学", "萧丽涛", "029-10892400"],
    [3, "门禁控制器", "ACS-4D", "大华股份", "000262", "2023-02-30", "HT2022-029", "未验收", 12, "西安实验中学", "萧丽涛", "029-10892400"],
    ["合计", None, None, None, "3 台"],
]  # fmt: skip
REPAIRS = [
    ["维修记录"],
    ["单号", "报修时间", "报修方式", "用户/单位名称", "出厂编号", "规格型号", "故障现象", "恢复时间", "处理措施", "费用(元)"],
    ["WX2026010001", datetime(2026, 1, 5, 9, 0), "电话", "西安实验中学", " ０００２６１ ", "acs-4d", "=1+1 无显示", datetime(2026, 1, 5, 17, 30), "更换电源板", 200.85],
]  # fmt: skip


def book(path: Path, rows: list[list[object]]) -> Path:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    for line in workbook.active.iter_rows():
        for cell in line:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    workbook.save(path)
    return path


def paper(path: Path, dpi: int) -> QImage:
    """The first page as a printer's driver makes it."""
    with pypdfium2.PdfDocument(path) as document:
        dots = document[0].render(scale=dpi / 72, grayscale=True)
        return QImage(bytes(dots.buffer), dots.width, dots.height, dots.stride, QImage.Format.Format_Grayscale8).copy()


def import_book(program, qtbot, path: Path, kind: str) -> None:
    program.desk.open(Route("import", kind))
    page = program.window._page()
    assert isinstance(page, ImportPage)
    page.open_book(path)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == COLUMNS, timeout=15_000)
    page.look_through(page.columns.request())
    qtbot.waitUntil(lambda: page.stack.currentIndex() == PREVIEW, timeout=15_000)
    page.preview._commit()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == DONE, timeout=30_000)


def page_on_show(program):
    return program.window._page()


def test_from_the_old_books_to_the_history_in_the_customers_hands(ctx, program, scanner, qtbot, tmp_path):
    import_book(program, qtbot, book(tmp_path / "台账.xlsx", REGISTER), "assets")
    import_book(program, qtbot, book(tmp_path / "维修.xlsx", REPAIRS), "repairs")
    assert sorted(asset.serial_no for asset in Asset.select()) == ["000261", "2024082400001"]  # 30 February is refused
    unit = Asset.get(Asset.serial_no == "000261")
    assert ServiceCase.get().asset_id == unit.id

    # a label goes out as a PDF and is read back from the paper
    dialog = LabelDialog(program.desk, [unit.id], program.window)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog._preview.pixmap().isNull(), timeout=15_000)
    with qtbot.waitSignal(dialog.finished, timeout=15_000):
        dialog._to_file(str(tmp_path / "label.pdf"))
    for dpi in (203, 300):
        assert [found.text for found in zxingcpp.read_barcodes(paper(tmp_path / "label.pdf", dpi))] == [unit.code]
    assert LabelPrint.select().count() == 1

    # the label is scanned on another page, with no field focused
    program.desk.open(Route("customers"))
    if (focused := QApplication.focusWidget()) is not None:
        focused.clearFocus()
    scanner(unit.code)
    qtbot.waitUntil(lambda: isinstance(page_on_show(program), AssetPage), timeout=15_000)
    card = page_on_show(program)
    qtbot.waitUntil(lambda: card._loaded is not None, timeout=15_000)
    assert card._loaded.card.serial_no == "000261"
    assert [case.symptom for case in card._loaded.card.cases] == ["=1+1 无显示"]

    # the history goes to the customer
    asked = HistoryDialog(program.desk, unit.customer_id, "西安实验中学", None, card)
    asked.show()
    asked.form.submit()
    qtbot.waitUntil(lambda: asked._request is not None)
    asked.write_to(str(tmp_path / "history.xlsx"))
    qtbot.waitUntil((tmp_path / "history.xlsx").exists, timeout=15_000)
    sheet = openpyxl.load_workbook(tmp_path / "history.xlsx")["维修明细"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    serial = next(cell for cell in cells if cell.value == "000261")
    assert (serial.data_type, serial.number_format) == ("s", "@")
    symptom = next(cell for cell in cells if cell.value == "=1+1 无显示")
    assert symptom.data_type == "s"
    assert any(cell.value == datetime(2026, 1, 5, 9, 0) for cell in cells)


def test_a_damaged_scan_gets_a_sentence_and_opens_nothing(program, scanner, make_asset, qtbot):
    unit = make_asset("2024082400001")
    program.desk.open(Route("assets"))
    wrong = unit.code[:-1] + ("2" if unit.code[-1] != "2" else "3")
    with qtbot.waitSignal(program.window.scans.refused, timeout=15_000) as told:
        scanner(wrong)
    assert wrong in told.args[0]
    assert not isinstance(page_on_show(program), AssetPage)
    assert Asset.select().count() == 1


def test_two_makers_with_one_serial_are_a_choice(program, scanner, make_asset, qtbot):
    make_asset("2024082400001")
    make_asset("2024082400001")
    program.desk.open(Route("customers"))
    with qtbot.waitSignal(program.window.scans.choice, timeout=15_000) as asked:
        scanner("2024082400001")
    assert len(asked.args[0]) == 2
    assert not isinstance(page_on_show(program), AssetPage)
