"""Workbooks leave through one door: read back here by another program's reader and, for the promises, as XML."""

from __future__ import annotations

import errno
import re
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory import excel
from inventory.errors import DiskFull, EnvironmentTrouble, RuleBroken
from inventory.excel import cells, pages, tables
from inventory.excel.cells import MAX_TEXT, Column, Kind, Shown, clean
from inventory.excel.door import BookWriter, big_table, read_back
from inventory.excel.sheets import open_book
from inventory.i18n import speaking
from inventory.jobs import Cancelled, Quiet
from inventory.values.money import Money
from tests.unit.excel_parts import part_of, sheet_of

Column1 = Callable[..., list[openpyxl.cell.Cell]]


def document(path: Path, kind: Kind, *values: object) -> list[openpyxl.cell.Cell]:
    """The cells of a document's sheet with one column of this kind, as another reader sees them."""
    with BookWriter(path) as book:
        sheet = book.sheet("数据", [Column("列", kind)])
        for value in values:
            sheet.row([value])
    return cells_of(path, len(values))


def long_table(path: Path, kind: Kind, *values: object) -> list[openpyxl.cell.Cell]:
    """The same of a long table."""
    big_table(path, [Column("列", kind)], [[value] for value in values], Quiet(), sheet="数据")
    return cells_of(path, len(values))


def cells_of(path: Path, rows: int) -> list[openpyxl.cell.Cell]:
    (column,) = openpyxl.load_workbook(path).worksheets[0].iter_cols(min_row=2, max_row=1 + rows)
    return list(column)


@pytest.fixture(params=[document, long_table])
def one_column(request: pytest.FixtureRequest) -> Column1:
    """The rules of cells hold whichever library writes them."""
    return request.param


def table(path: Path, rows: int = 3, **options: object) -> None:
    with BookWriter(path) as book:
        sheet = book.sheet(
            "维修明细", [Column("单号"), Column("说明", wrap=True), Column("数量", Kind.INTEGER)], **options
        )
        for number in range(rows):
            sheet.row([f"WX{number:04}", "更换电源板", number])


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-已过保", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")', "http://a.b", "mailto:a@b"]
)
def test_no_text_is_a_formula_or_a_link(one_column: Column1, tmp_path: Path, text: str) -> None:
    (cell,) = one_column(tmp_path / "a.xlsx", Kind.TEXT, text)

    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(sheet_of(tmp_path / "a.xlsx")).iter()}
    assert not tags & {"f", "hyperlink", "hyperlinks"}


@pytest.mark.parametrize("serial", ["000123", "1E10", "20240315000000001", "0", "1/2", "TRUE", "１２３"])
def test_serials_stay_as_they_are(one_column: Column1, tmp_path: Path, serial: str) -> None:
    (cell,) = one_column(tmp_path / "a.xlsx", Kind.TEXT, serial)

    assert (cell.value, cell.data_type, cell.number_format) == (serial, "s", "@")


def test_numbers_in_a_column_of_text_are_text(one_column: Column1, tmp_path: Path) -> None:
    cells = one_column(
        tmp_path / "a.xlsx", Kind.TEXT, 123, 20240315000000001, date(2024, 3, 5), datetime(2024, 3, 5, 8, 0)
    )

    assert [cell.value for cell in cells] == ["123", "20240315000000001", "2024-03-05", "2024-03-05 08:00"]


@pytest.mark.parametrize(
    ("fen", "written"),
    [
        (0, "0.00"),
        (1, "0.01"),
        (-5, "-0.05"),
        (10, "0.10"),
        (123456, "1234.56"),
        (-100, "-1.00"),
        (99999999999999, "999999999999.99"),
    ],
)
def test_amounts_are_numbers_without_a_rounding_error(
    one_column: Column1, tmp_path: Path, fen: int, written: str
) -> None:
    plain, value = one_column(tmp_path / "a.xlsx", Kind.MONEY, fen, Money(fen))

    assert plain.number_format == value.number_format == "#,##0.00"
    assert plain.value == value.value == float(written)
    digits = re.findall(r"<v>([^<]*)</v>", sheet_of(tmp_path / "a.xlsx"))
    assert [Decimal(number) for number in digits] == [Decimal(written)] * 2


def test_days_and_moments_are_real_ones_by_the_wall_clock(one_column: Column1, tmp_path: Path) -> None:
    late = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)  # 02:05 of the 23rd in China

    day, its_day = one_column(tmp_path / "a.xlsx", Kind.DATE, date(2024, 2, 29), late)
    moment, naive, midnight = one_column(
        tmp_path / "b.xlsx", Kind.INSTANT, late, datetime(2024, 2, 29, 23, 59, 59), date(2024, 1, 1)
    )

    assert (day.value, day.number_format, day.is_date) == (datetime(2024, 2, 29), "yyyy-mm-dd", True)
    assert its_day.value == datetime(2026, 11, 23)
    assert (moment.value, moment.number_format) == (datetime(2026, 11, 23, 2, 5), "yyyy-mm-dd hh:mm")
    assert naive.value == datetime(2024, 2, 29, 23, 59, 59)
    assert midnight.value == datetime(2024, 1, 1)


def test_days_before_excels_calendar_is_right_are_text(one_column: Column1, tmp_path: Path) -> None:
    first, before = one_column(tmp_path / "a.xlsx", Kind.DATE, date(1900, 3, 1), date(1900, 2, 28))

    assert first.value == datetime(1900, 3, 1)
    assert (before.value, before.data_type) == ("1900-02-28", "s")


def test_hours_have_two_decimals(one_column: Column1, tmp_path: Path) -> None:
    cells = one_column(tmp_path / "a.xlsx", Kind.HOURS, timedelta(hours=1, minutes=20), 2.5, Decimal("0.25"), 3)

    assert [cell.value for cell in cells] == [1.33, 2.5, 0.25, 3]
    assert {cell.number_format for cell in cells} == {"0.00"}


def test_what_a_column_of_numbers_cannot_hold_is_text(one_column: Column1, tmp_path: Path) -> None:
    cells = one_column(
        tmp_path / "a.xlsx", Kind.INTEGER, 10**15 - 1, 10**15, float("nan"), float("inf"), "未知", True, None
    )

    assert [(cell.value, cell.data_type) for cell in cells] == [
        (999999999999999, "n"),
        ("1000000000000000", "s"),
        ("nan", "s"),
        ("inf", "s"),
        ("未知", "s"),
        ("True", "s"),
        (None, "n"),
    ]


def test_a_sheet_of_names_and_values_shows_each_as_it_is(tmp_path: Path) -> None:
    cells = document(
        tmp_path / "a.xlsx",
        Kind.AS_IT_IS,
        Shown(Money(123450), Kind.MONEY),
        Shown(0.955, number_format="0.0%"),
        datetime(2026, 1, 2, 8, 5),
        date(2026, 1, 2),
        5,
        True,
        "=5",
        Money(5),
        2.5,
    )

    assert [(cell.value, cell.number_format) for cell in cells] == [
        (1234.5, "#,##0.00"),
        (0.955, "0.0%"),
        (datetime(2026, 1, 2, 8, 5), "yyyy-mm-dd hh:mm"),
        (datetime(2026, 1, 2), "yyyy-mm-dd"),
        (5, "General"),
        (True, "General"),
        ("=5", "@"),
        (0.05, "#,##0.00"),
        (2.5, "General"),
    ]


def test_what_a_cell_cannot_hold_is_replaced_where_everybody_sees_it(one_column: Column1, tmp_path: Path) -> None:
    dirty = "a\x00b\x0bc\x1fd\x7fe\x85f\ud800g\ufffeh\uffffi\ufdd0j\U0001fffek\r\nl\rm\tn"

    (cell,) = one_column(tmp_path / "a.xlsx", Kind.TEXT, dirty)

    assert cell.value == "a�b�c�d�e�f�g�h�i�j�k\nl\nm\tn"


def test_a_text_that_is_too_long_says_so(one_column: Column1, tmp_path: Path) -> None:
    fits, longer, astral = "长" * MAX_TEXT, "长" * (MAX_TEXT + 1), "😀" * 17_000

    cells = one_column(tmp_path / "a.xlsx", Kind.TEXT, fits, longer, astral)
    with speaking("en"):
        english = clean(longer)

    assert cells[0].value == fits
    for cell, whole in zip(cells[1:], (longer, astral), strict=True):
        text, mark, count = re.fullmatch(r"(.*)(…\[已截去 (\d+) 个字符\])", cell.value, re.DOTALL).groups()
        assert whole == text + whole[len(text) :]
        assert len(text) + int(count) == len(whole)
        assert len(cell.value.encode("utf-16-le")) // 2 <= MAX_TEXT
        assert mark
    assert re.fullmatch(r"长+…\[truncated \d+ characters\]", english)


def test_texts_too_long_for_the_text_format_of_old_excels_are_general(tmp_path: Path) -> None:
    short, long = document(tmp_path / "a.xlsx", Kind.TEXT, "=" * 255, "=" * 256)

    assert (short.number_format, long.number_format) == ("@", "General")
    assert long.data_type == "s"


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(codec=None), max_size=300), min_size=1, max_size=20), st.booleans())
def test_any_text_makes_a_workbook_that_opens_and_says_the_same(tmp_path: Path, texts: list[str], long: bool) -> None:
    path = tmp_path / "any.xlsx"
    columns, wanted = [Column("".join(texts)), Column("末")], [[text, "end"] for text in texts]
    if long:
        big_table(path, columns, wanted, Quiet(), sheet="".join(texts))
    else:
        with BookWriter(path) as book:
            sheet = book.sheet("".join(texts), columns)
            for row in wanted:
                sheet.row(row)

    ElementTree.fromstring(sheet_of(path))
    with open_book(path, Quiet()) as opened:
        rows = list(opened.rows(opened.sheets[0].name))
    assert [row[0] for row in rows[1:]] == [clean(text) or None for text in texts]
    assert openpyxl.load_workbook(path).worksheets[0].max_row == len(texts) + 1


def test_text_of_blanks_stays_text(one_column: Column1, tmp_path: Path) -> None:
    one_column(tmp_path / "a.xlsx", Kind.TEXT, "\t", " \n ", "　")

    with open_book(tmp_path / "a.xlsx", Quiet()) as book:
        assert [row[0] for row in book.rows("数据")][1:] == ["\t", " \n ", "　"]


def test_text_that_looks_like_an_escape_of_xml_stays_text(one_column: Column1, tmp_path: Path) -> None:
    one_column(tmp_path / "a.xlsx", Kind.TEXT, "_x000D_", " 两边 ", "a&b<c>\"'")

    with open_book(tmp_path / "a.xlsx", Quiet()) as book:
        assert [row[0] for row in book.rows("数据")] == ["列", "_x000D_", " 两边 ", "a&b<c>\"'"]
    assert "_x005F_x000D_" in sheet_of(tmp_path / "a.xlsx")


def test_a_sheet_lies_on_paper_and_on_the_screen_as_documents_ask(tmp_path: Path) -> None:
    table(tmp_path / "a.xlsx", title_rows=["维修历史", "2025-01-01 至 2025-12-31"], freeze_columns=2)

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]

    assert [sheet["A1"].value, sheet["A2"].value] == ["维修历史", "2025-01-01 至 2025-12-31"]
    assert [cell.value for cell in sheet[3]] == ["单号", "说明", "数量"]
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:C6"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A1:C1", "A2:C2"}
    assert sheet["A3"].font.bold
    assert sheet["B4"].alignment.wrap_text
    assert sheet["A1"].font.size > sheet["A2"].font.size


def test_a_sheet_may_stand_upright_without_a_filter(tmp_path: Path) -> None:
    table(tmp_path / "a.xlsx", landscape=False, filtered=False)

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]

    assert sheet.page_setup.orientation == "portrait"
    assert sheet.auto_filter.ref is None
    assert sheet.freeze_panes == "A2"
    assert not sheet.merged_cells.ranges


def test_a_form_has_its_title_in_the_middle_rows_as_high_as_their_words_and_lines_across_below(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with BookWriter(path) as book:
        columns = [Column("序号", Kind.INTEGER, 5), Column("说明", width=21, wrap=True)]
        sheet = book.sheet("报价单", columns, title_rows=("报价单", "甲公司"), filtered=False, form=True)
        sheet.row([1, "短"])
        sheet.row([2, "长" * 25])  # 50 columns of a terminal in 20: three lines
        sheet.line("按成本价。")
        sheet.line("字" * 40)  # 80 in 25: four lines

    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet["A1"].alignment.horizontal == "center" and sheet["A2"].alignment.horizontal is None
    assert [sheet.row_dimensions[row].height for row in range(1, 8)] == [27, 18, 18, 18, 54, 18, 72]
    assert sheet["A6"].value == "按成本价。" and sheet["A7"].alignment.wrap_text
    assert {str(range_) for range_ in sheet.merged_cells.ranges} == {"A1:B1", "A2:B2", "A6:B6", "A7:B7"}
    assert sheet.max_row == 7


def test_columns_are_as_wide_as_what_stands_in_them_and_chinese_is_twice_as_wide(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with BookWriter(path) as book:
        sheet = book.sheet(
            "宽",
            [
                Column("a"),
                Column("b"),
                Column("c", wrap=True),
                Column("d", width=33),
                Column("e", Kind.INSTANT),
                Column("很长的表头"),
            ],
        )
        sheet.row(["1234567890" * 2, "一二三四五六七八九十", "长" * 500, "x", datetime(2024, 1, 1), 1])
        for _ in range(cells.MEASURED):
            sheet.row(["x" * 50, None, None, None, None, None])

    widths = [dimension.width for dimension in openpyxl.load_workbook(path).worksheets[0].column_dimensions.values()]

    assert widths[0] == widths[1] + 30  # the last of the measured rows has 50 letters
    assert widths[1] == 21.5
    assert widths[2] == 40
    assert widths[3] == 33
    assert widths[4] == 17.5
    assert widths[5] == 14.5


def test_sums_are_strong(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with BookWriter(path) as book:
        sheet = book.sheet("a", [Column("名称"), Column("金额", Kind.MONEY)])
        sheet.row(["电源板", 5])
        sheet.row(["合计", 5], strong=True)

    rows = openpyxl.load_workbook(path).worksheets[0]

    assert [rows[f"A{row}"].font.bold for row in (2, 3)] == [False, True]
    assert rows["B3"].number_format == "#,##0.00"


@pytest.mark.parametrize(
    ("names", "fit"),
    [
        (["维修/明细?[1]"], ["维修_明细__1_"]),
        (["x" * 40], ["x" * 31]),
        (["明细", "明细", "明细"], ["明细", "明细 (2)", "明细 (3)"]),
        (["Parts", "PARTS"], ["Parts", "PARTS (2)"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 27 + " (2)"]),
        (["'quoted'"], ["quoted"]),
        (["O'Neil"], ["O'Neil"]),
        ([""], ["工作表"]),
        (["History"], ["History_"]),
        (["a\x00b\ud800c"], ["a_b_c"]),
    ],
)
def test_names_of_sheets_fit_excel(tmp_path: Path, names: list[str], fit: list[str]) -> None:
    with BookWriter(tmp_path / "a.xlsx") as book:
        for name in names:
            book.sheet(name, [Column("a")])

    opened = openpyxl.load_workbook(tmp_path / "a.xlsx")

    assert opened.sheetnames == fit
    assert [sheet.print_title_rows for sheet in opened.worksheets] == ["$1:$1"] * len(names)


def test_the_properties_name_the_company_and_nobody_else(tmp_path: Path) -> None:
    made = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
    with BookWriter(tmp_path / "a.xlsx", creator="上海<某某>有限公司", title="维修历史", made=made) as book:
        book.sheet("a", [Column("a")])

    properties = openpyxl.load_workbook(tmp_path / "a.xlsx").properties

    assert (properties.creator, properties.title) == ("上海<某某>有限公司", "维修历史")
    assert properties.lastModifiedBy is None
    assert properties.created == datetime(2026, 11, 22, 18, 5)
    assert "<Company>" not in part_of(tmp_path / "a.xlsx", "docProps/app.xml")


def test_a_list_names_nobody_in_its_properties(tmp_path: Path) -> None:
    big_table(tmp_path / "a.xlsx", [Column("a")], [["1"]], Quiet())

    properties = openpyxl.load_workbook(tmp_path / "a.xlsx").properties

    assert not properties.creator
    assert not properties.lastModifiedBy
    assert "<Company></Company>" in part_of(tmp_path / "a.xlsx", "docProps/app.xml")


def test_a_row_with_too_few_values_is_a_mistake_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2 values for 3"), BookWriter(tmp_path / "a.xlsx") as book:
        book.sheet("a", [Column("a"), Column("b"), Column("c")]).row([1, 2])

    assert list(tmp_path.iterdir()) == []


def test_a_workbook_without_a_sheet_is_a_mistake_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs a sheet"), BookWriter(tmp_path / "a.xlsx"):
        pass

    assert list(tmp_path.iterdir()) == []


def test_a_sheet_takes_no_more_rows_than_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_ROWS", 300)

    with pytest.raises(RuleBroken, match="300"):
        table(tmp_path / "a.xlsx", rows=300)

    assert list(tmp_path.iterdir()) == []


def test_a_long_table_goes_on_in_the_next_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_DATA_ROWS", 250)

    columns, rows = [Column("序号", Kind.INTEGER)], ([n] for n in range(600))
    count = big_table(tmp_path / "a.xlsx", columns, rows, Quiet(), sheet="设备", expected_rows=600)

    opened = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert count == 600
    assert [(sheet.title, sheet.max_row) for sheet in opened.worksheets] == [
        ("设备", 251),
        ("设备 (2)", 251),
        ("设备 (3)", 101),
    ]
    assert [sheet["A2"].value for sheet in opened.worksheets] == [0, 250, 500]


def test_more_rows_than_were_expected_are_not_cut_off_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MAX_DATA_ROWS", 250)

    with pytest.raises(RuleBroken, match="最多"):
        big_table(tmp_path / "a.xlsx", [Column("a")], ([n] for n in range(251)), Quiet(), expected_rows=250)

    assert list(tmp_path.iterdir()) == []


def test_a_list_lies_on_paper_and_on_the_screen_as_documents_do(tmp_path: Path) -> None:
    rows = [["WX0001", "一二三四五六七八九十", 5]]

    big_table(
        tmp_path / "a.xlsx", [Column("单号"), Column("说明", wrap=True), Column("数量", Kind.INTEGER)], rows, Quiet()
    )

    (sheet,) = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert sheet["A1"].font.bold
    assert sheet["B2"].alignment.wrap_text
    assert [round(sheet.column_dimensions[letter].width) for letter in "ABC"] == [9, 22, 9]


def test_two_columns_of_the_same_name_are_both_in_the_list(tmp_path: Path) -> None:
    big_table(tmp_path / "a.xlsx", [Column("状态"), Column("状态"), Column("")], [["在用", "正常", "x"]], Quiet())

    (sheet,) = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    assert [[cell.value for cell in row] for row in sheet] == [["状态", "状态 (2)", None], ["在用", "正常", "x"]]


def test_a_row_that_says_nothing_is_not_missed(tmp_path: Path) -> None:
    big_table(tmp_path / "a.xlsx", [Column("a"), Column("b")], [["1", None], [None, ""], ["3", "4"]], Quiet())

    (sheet,) = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    assert [cell.value for cell in sheet["A"]] == ["a", "1", None, "3"]


def test_a_list_with_columns_of_no_kind_is_a_mistake_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one kind"):
        big_table(tmp_path / "a.xlsx", [Column("a", Kind.AS_IT_IS)], [["1"]], Quiet())


def test_an_empty_table_is_a_workbook_with_headings(tmp_path: Path) -> None:
    assert big_table(tmp_path / "a.xlsx", [Column("序号"), Column("客户")], [], Quiet()) == 0

    (sheet,) = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    assert [cell.value for cell in sheet[1]] == ["序号", "客户"]
    assert sheet.title == "表格"


class Stop:
    """A person who cancels when a word of the work is heard for the n-th time."""

    def __init__(self, word: str, after: int) -> None:
        self.word, self.left = word, after

    def report(self, done: int, total: int | None, what: str) -> None:
        self.left -= what == self.word
        if self.left < 0:
            raise Cancelled


@pytest.mark.parametrize(("word", "after"), [("正在写工作簿", 0), ("正在写工作簿", 3), ("正在核对写出的内容", 0)])
def test_a_cancelled_export_leaves_the_old_file_and_nothing_else(tmp_path: Path, word: str, after: int) -> None:
    target = tmp_path / "a.xlsx"
    target.write_text("old", encoding="utf-8")

    with pytest.raises(Cancelled):
        big_table(target, [Column("a")], ([n] for n in range(2000)), Stop(word, after))

    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_document_given_up_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    away = tmp_path / "temporary"
    away.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(away))
    target = tmp_path / "a.xlsx"
    target.write_text("old", encoding="utf-8")

    with (
        pytest.raises(Cancelled),
        BookWriter(target, progress=Stop("正在写工作簿", 3)) as book,
    ):
        book.sheet("一", [Column("a")]).row(["1"])
        sheet = book.sheet("二", [Column("a")])
        for number in range(2000):
            sheet.row([str(number)])

    assert target.read_text(encoding="utf-8") == "old"
    assert list(away.iterdir()) == []
    assert sorted(tmp_path.iterdir()) == [target, away]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size there")
@pytest.mark.parametrize("written", ["list", "document"])
def test_no_room_for_temporary_files_is_told_by_the_number_of_the_system(tmp_path: Path, written: str) -> None:
    script = (
        "import resource, sys\nfrom pathlib import Path\nfrom inventory.excel.door import BookWriter, big_table\n"
        "from inventory.excel.cells import Column\nfrom inventory.jobs import Quiet\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
        "rows, target = [[str(n) * 9] for n in range(20_000)], Path(sys.argv[1])\n"
        "def document():\n    with BookWriter(target) as book:\n        sheet = book.sheet('a', [Column('a')])\n"
        "        for row in rows:\n            sheet.row(row)\n"
        "try:\n    big_table(target, [Column('a')], rows, Quiet()) if sys.argv[2] == 'list' else document()\n"
        "except OSError as error:\n    print(error.errno)\n"
    )

    ended = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a.xlsx"), written],
        cwd=Path(excel.__file__).parents[2],
        check=False,
        capture_output=True,
        text=True,
    )

    assert ended.stdout == f"{errno.EFBIG}\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_a_full_disk_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = tables.write_worksheets
    monkeypatch.setattr(tables, "write_worksheets", lambda sheets, _path, **more: write(sheets, "/dev/full", **more))

    with pytest.raises(DiskFull):
        big_table(tmp_path / "a.xlsx", [Column("a")], [["1"]], Quiet())

    assert list(tmp_path.iterdir()) == []


def test_an_export_killed_in_the_middle_leaves_the_old_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_text("old", encoding="utf-8")
    script = (
        "import os, signal\nfrom pathlib import Path\nfrom inventory.excel.door import big_table\n"
        "from inventory.excel.cells import Column\nfrom inventory.jobs import Quiet\n"
        "def rows():\n    for n in range(60_000):\n        yield [str(n)]\n"
        "    os.kill(os.getpid(), signal.SIGKILL if os.name == 'posix' else signal.SIGTERM)\n"
        f"big_table(Path({str(target)!r}), [Column('a')], rows(), Quiet())\n"
    )

    ended = subprocess.run([sys.executable, "-c", script], cwd=Path(excel.__file__).parents[2], check=False)

    assert ended.returncode != 0
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.glob("*.xlsx")) == [target]


def test_what_was_lost_on_the_way_to_the_disk_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    table(path, rows=2000)
    content = path.read_bytes()

    read_back(path, [2001], Quiet())
    with pytest.raises(EnvironmentTrouble):
        read_back(path, [2002], Quiet())
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(EnvironmentTrouble):
        read_back(path, [2001], Quiet())
    flipped = bytearray(content)
    flipped[len(content) // 3] ^= 0x40
    path.write_bytes(flipped)
    with pytest.raises(EnvironmentTrouble):
        read_back(path, [2001], Quiet())


@pytest.mark.parametrize("written", ["document", "list"])
def test_memory_does_not_grow_with_the_rows(tmp_path: Path, written: str) -> None:
    columns = [Column("编号"), Column("客户"), Column("数量", Kind.INTEGER), Column("日期", Kind.DATE)]

    def rows(count: int) -> Iterator[list[object]]:
        for number in range(count):
            yield [f"SN{number}", "南京实验中学", number, date(2024, 1, 1)]

    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            if written == "list":
                big_table(tmp_path / "a.xlsx", columns, rows(count), Quiet())
            else:
                with BookWriter(tmp_path / "a.xlsx") as book:
                    sheet = book.sheet("a", columns)
                    for row in rows(count):
                        sheet.row(row)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    few = 8_000 if written == "list" else 2_000
    peak(100)
    assert peak(3 * few) < peak(few) + 500_000
