"""Refused rows come out as a workbook that can be mended and imported again."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl

from inventory.excel.headers import find_header
from inventory.excel.rejects import Reject, write_rejects
from inventory.excel.sheets import ErrorValue, FormulaText, open_book
from inventory.i18n import speaking
from inventory.jobs import Quiet

HEADER = ["出厂编号", "规格型号", "售出日期", "费用(元)", "备注"]
KNOWN = {"serial": ["出厂编号"], "model": ["规格型号"], "sold_on": ["售出日期"], "fee": ["费用"], "note": ["备注"]}
ROWS = [
    Reject(3, ("000123", "BP-900", "2025年2月31日", 126.32, None), ["C:二月没有 31 日。", "请改正日期。"]),
    Reject(5, (123, "HBP-9030", date(2025, 4, 25), -5, "=1+1"), ["D:不能为负。"]),
    Reject(
        9,
        (20260425000030000, True, datetime(2019, 6, 21, 10, 47), ErrorValue("#N/A"), FormulaText("=7号机")),
        ["A:丢了位数。"],
    ),
    Reject(12, ("短",), ["缺少型号。"]),
]


def test_every_cell_keeps_the_type_it_had(tmp_path: Path) -> None:
    path = tmp_path / "rejects.xlsx"

    assert (
        write_rejects(path, HEADER, ROWS, Quiet(), formats={(4, 0): "000000", (2, 3): "#,##0.00", (0, 0): "000"}) == 4
    )

    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["原表行号", "需改正之处", *HEADER]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [
        (3, "n"),
        ("C:二月没有 31 日。\n请改正日期。", "s"),
        ("000123", "s"),
        ("BP-900", "s"),
        ("2025年2月31日", "s"),
        (126.32, "n"),
        (None, "n"),
    ]
    assert (sheet["C2"].number_format, sheet["F2"].number_format) == ("@", "#,##0.00")
    assert (sheet["C3"].value, sheet["C3"].number_format) == (123, "000000")
    assert (sheet["E3"].value, sheet["E3"].number_format) == (datetime(2025, 4, 25), "yyyy-mm-dd")
    assert (sheet["G3"].value, sheet["G3"].data_type) == ("=1+1", "s")
    assert [(cell.value, cell.data_type) for cell in sheet[4]][2:] == [
        (20260425000030000, "n"),
        (True, "b"),
        (datetime(2019, 6, 21, 10, 47), "d"),
        ("#N/A", "e"),
        ("=7号机", "s"),
    ]
    assert sheet.freeze_panes == "C2"


def test_the_workbook_can_be_imported_again(tmp_path: Path) -> None:
    path = tmp_path / "rejects.xlsx"
    write_rejects(path, HEADER, ROWS, Quiet(), formats={(4, 0): "000000"})

    with open_book(path, Quiet()) as book:
        rows = list(book.rows("退回的行"))
        formats = book.number_formats("退回的行", [2])

    header = find_header(rows, KNOWN)
    assert header is not None
    assert header.mapping == {2: "serial", 3: "model", 4: "sold_on", 5: "fee", 6: "note"}
    assert header.unknown == []
    for reject, row in zip(ROWS, rows[1:], strict=True):
        assert row[2:] == (*reject.values, *[None] * (len(HEADER) - len(reject.values)))
    assert isinstance(rows[3][5], ErrorValue)
    assert formats == {(2, 2): "000000"}


def test_the_second_round_does_not_pile_up_columns(tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    with speaking("en"):
        write_rejects(first, HEADER, ROWS, Quiet())
    with open_book(first, Quiet()) as book:
        header, *rows = book.rows(book.sheets[0].name)

    write_rejects(second, [str(cell) for cell in header], [Reject(2, rows[0], ["还是不对。"])], Quiet())

    with open_book(second, Quiet()) as book:
        again = list(book.rows(book.sheets[0].name))
    assert header[:2] == ("Row in the file", "What to mend")
    assert again == [("原表行号", "需改正之处", *HEADER), (2, "还是不对。", *ROWS[0].values)]
