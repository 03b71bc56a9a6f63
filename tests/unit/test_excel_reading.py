"""Old books are read as they were typed: types, zeros, dates, errors, and the row numbers that Excel shows."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from inventory.excel.sheets import ErrorValue, FormulaText, SheetInfo, UnreadableBook, open_book
from inventory.excel.survey import column_letters, column_number
from inventory.jobs import Cancelled, Quiet
from tests.unit.excel_parts import MAIN, OFFICE, build, sheet_of, sheet_xml


class Stopped:
    """A person who cancels at the n-th report."""

    def __init__(self, at: int) -> None:
        self.left = at

    def report(self, done: int, total: int | None, what: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


class Listener:
    """Keeps the words of the work and how often each was heard."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()

    def report(self, done: int, total: int | None, what: str) -> None:
        self.words[what] += 1


def rows_of(path: Path) -> list[tuple[object, ...]]:
    with open_book(path, Quiet()) as book:
        return list(book.rows(book.sheets[0].name))


def test_an_untidy_register_is_read_as_it_was_typed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "设备台账"
    sheet.append(["售后服务设备台账(截至2026年11月)"])
    sheet.append(["序号", "出厂编号", "售出日期", "验收日期", "质保期(月)", "费用(元)"])
    sheet.append([1, "000123", "2025年3月23日", datetime(2025, 4, 25), "12个月", 126.32])
    sheet.append([])
    sheet.append([2, 2026042500003, "2025/03/27 ", None, 36, True])
    sheet.append([3, "１２３Ａ", datetime(2019, 6, 21, 10, 47), None, None, 0])
    path = tmp_path / "台账.xlsx"
    book.save(path)

    with open_book(path, Quiet()) as opened:
        assert opened.sheets == [SheetInfo("设备台账", 6, 6)]
        rows = list(opened.rows("设备台账"))

    assert rows == [
        ("售后服务设备台账(截至2026年11月)", None, None, None, None, None),
        ("序号", "出厂编号", "售出日期", "验收日期", "质保期(月)", "费用(元)"),
        (1, "000123", "2025年3月23日", date(2025, 4, 25), "12个月", 126.32),
        (None,) * 6,
        (2, 2026042500003, "2025/03/27 ", None, 36, True),
        (3, "１２３Ａ", datetime(2019, 6, 21, 10, 47), None, None, 0),
    ]
    assert [type(row[0]) for row in rows[4:]] == [int, int]


def test_rows_and_columns_count_from_the_first_cell_of_the_sheet_even_when_the_table_begins_elsewhere(
    tmp_path: Path,
) -> None:
    xml = sheet_xml(
        '<row r="3"><c r="C3"><v>7</v></c><c r="D3"><v>8</v></c></row><row r="5"><c r="D5"><v>9</v></c></row>'
    )

    rows = rows_of(build(tmp_path / "a.xlsx", xml))

    assert len(rows) == 5
    assert rows[2][2:] == (7, 8)
    assert rows[4][2:] == (None, 9)
    assert rows[2][:2] == (None, None)
    assert not any(any(row) for row in (rows[0], rows[1], rows[3]))


def test_leading_zeros_that_only_the_format_shows_are_told(tmp_path: Path) -> None:
    xml = sheet_xml(
        '<row r="1"><c r="A1" s="1"><v>123</v></c><c r="B1" s="4"><v>12.5</v></c><c r="C1" s="1" t="str"><v>x</v></c></row>'
        '<row r="2"><c r="A2" s="1"><v>7</v></c><c r="B2" s="2"><v>45000</v></c><c r="C2" s="1"/></row>'
        '<row r="3"><c r="A3"><v>9</v></c><c r="B3" s="5"><v>45000</v></c></row>'
        '<row r="4"><c t="n" s="1" r="A4"><v>42</v></c></row>'
    )

    with open_book(build(tmp_path / "a.xlsx", xml), Quiet()) as book:
        formats = book.number_formats("台账", [0, 1, 2])
        only_first = book.number_formats("台账", {0})

    assert formats == {(0, 0): "000000", (1, 0): "000000", (3, 0): "000000", (0, 1): "#,##0.00"}
    assert set(only_first) == {(0, 0), (1, 0), (3, 0)}


def test_usual_and_unusual_spellings_of_a_sheet_tell_the_same(tmp_path: Path) -> None:
    usual = sheet_xml(
        '<row r="1"><c r="A1" s="1"><v>123</v></c><c r="B1" t="e"><v>#N/A</v></c></row>'
        '<row r="2"><c r="A2"><f>1+1 无显示</f><v></v></c><c r="B2" s="2"><v>45000</v></c></row>'
    )
    prefixed = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" s="1"><x:v>123</x:v></x:c>'
        "<x:c r='B1' t='e'><x:v>#N/A</x:v></x:c></x:row><x:row r='2'><x:c r='A2'><x:f>1+1 无显示</x:f><x:v/></x:c>"
        '<x:c r="B2" s="2"><x:v>45000</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    placeless = sheet_xml(
        '<row><c s="1"><v>123</v></c><c t="e"><v>#N/A</v></c></row>'
        '<row><c><f>1+1 无显示</f></c><c s="2"><v>45000</v></c></row>'
    )
    for name, xml in (("usual", usual), ("prefixed", prefixed), ("placeless", placeless)):
        with open_book(build(tmp_path / f"{name}.xlsx", xml), Quiet()) as book:
            assert list(book.rows("台账")) == [(123, "#N/A"), ("=1+1 无显示", date(2023, 3, 15))], name
            assert book.number_formats("台账", [0, 1]) == {(0, 0): "000000"}, name
            assert [(sheet.rows, sheet.columns) for sheet in book.sheets] == [(2, 2)], name


def test_an_error_is_no_value_and_no_empty_cell(tmp_path: Path) -> None:
    xml = sheet_xml('<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c><c r="B1" t="str"><f>A1</f><v></v></c></row>')

    ((first, second),) = rows_of(build(tmp_path / "a.xlsx", xml))

    assert isinstance(first, ErrorValue)
    assert first == "#DIV/0!"
    assert second is None


def test_a_formula_gives_its_result_and_a_text_that_became_one_by_mistake_gives_its_text(tmp_path: Path) -> None:
    xml = sheet_xml(
        '<row r="1"><c r="A1"><f>SUM(B1:B2)</f><v>12</v></c><c r="B1"><f>1+1 &#26080;&amp;</f><v></v></c></row>'
        '<row r="9"><c r="C9"><f>7 号机</f></c></row>'
    )

    rows = rows_of(build(tmp_path / "a.xlsx", xml))

    assert rows[0][:2] == (12, "=1+1 无&")
    assert isinstance(rows[0][1], FormulaText)
    assert len(rows) == 9
    assert rows[8] == (None, None, "=7 号机")


def test_numbers_keep_what_is_left_of_them(tmp_path: Path) -> None:
    xml = sheet_xml(
        '<row r="1"><c r="A1"><v>12345678901234500000</v></c><c r="B1"><v>0.1</v></c><c r="C1"><v>1E3</v></c></row>'
    )

    assert rows_of(build(tmp_path / "a.xlsx", xml)) == [(12345678901234500000, 0.1, 1000)]


def test_times_without_a_day_are_text(tmp_path: Path) -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="[h]:mm"/></numFmts>'
        '<cellXfs count="2"><xf numFmtId="20"/><xf numFmtId="170"/></cellXfs></styleSheet>'
    )
    xml = sheet_xml('<row r="1"><c r="A1" s="0"><v>0.5</v></c><c r="B1" s="1"><v>1.5</v></c></row>')

    assert rows_of(build(tmp_path / "a.xlsx", xml, styles=styles)) == [("12:00:00", "36:00:00")]


def test_days_of_a_workbook_from_a_mac_of_1904_are_right(tmp_path: Path) -> None:
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="1"/>'
        '<sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    xml = sheet_xml('<row r="1"><c r="A1" s="2"><v>1</v></c><c r="B1" s="2"><v>366</v></c></row>')

    assert rows_of(build(tmp_path / "a.xlsx", xml, workbook=workbook)) == [(date(1904, 1, 2), date(1905, 1, 1))]


def test_shared_texts_and_runs_of_one_cell_are_put_together(tmp_path: Path) -> None:
    strings = '<si><t xml:space="preserve"> 电源 </t></si><si><r><t>HBP</t></r><rPh sb="0" eb="1"><t>读音</t></rPh><r><t>-9030</t></r></si>'
    xml = sheet_xml(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>0</v></c></row>'
    )

    assert rows_of(build(tmp_path / "a.xlsx", xml, strings=strings)) == [(" 电源 ", "HBP-9030", " 电源 ")]


def test_hidden_sheets_are_listed_as_hidden_and_charts_not_at_all(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["a"])
    hidden = book.create_sheet("旧")
    hidden.append(["b", "c"])
    hidden.sheet_state = "hidden"
    book.create_chartsheet("图")
    book.create_sheet("空")
    book.save(tmp_path / "a.xlsx")

    with open_book(tmp_path / "a.xlsx", Quiet()) as opened:
        assert opened.sheets == [SheetInfo("Sheet", 1, 1), SheetInfo("旧", 1, 2, visible=False), SheetInfo("空", 0, 0)]
        assert list(opened.rows("旧")) == [("b", "c")]
        assert list(opened.rows("空")) == []
        assert list(opened.rows("Sheet")) == [("a",)]


def test_a_sheet_that_only_claims_to_reach_to_the_end_of_the_world_is_read(tmp_path: Path) -> None:
    claim = '<dimension ref="A1:XFD1048576"/>'
    styled = (
        '<row r="1"><c r="A1"><v>5</v></c><c r="XFD1" s="1"/></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    )

    with open_book(build(tmp_path / "a.xlsx", sheet_xml(styled, before=claim)), Quiet()) as book:
        assert [(sheet.rows, sheet.columns) for sheet in book.sheets] == [(1, 1)]
        assert list(book.rows("台账")) == [(5,)]


def test_a_workbook_is_known_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    path = build(tmp_path / "export.csv", sheet_xml('<row r="1"><c r="A1"><v>5</v></c></row>'))

    assert rows_of(path) == [(5,)]


def test_the_file_can_be_replaced_while_the_book_is_open(tmp_path: Path) -> None:
    path = build(tmp_path / "a.xlsx", sheet_xml('<row r="1"><c r="A1"><v>5</v></c></row>'))

    with open_book(path, Quiet()) as book:
        path.unlink()
        assert list(book.rows("台账")) == [(5,)]
        assert list(book.rows("台账")) == [(5,)]


def big_sheet(rows: int) -> str:
    cells = "".join(f'<c r="{letters}%d" t="inlineStr"><is><t>南京实验中学</t></is></c>' for letters in "ABCDEFGH")
    return sheet_xml("".join(f'<row r="{number}">{cells % ((number,) * 8)}</row>' for number in range(1, rows + 1)))


def path_pieces(path: Path) -> int:
    """Pieces of a quarter of a megabyte in the sheet: each is a few milliseconds of work."""
    return len(sheet_of(path).encode()) // 2**18


def test_errors_and_formats_of_a_long_sheet_are_all_told(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"><v>{n}</v></c><c r="B{n}" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        f'<c r="C{n}" s="0"><f>无 {n}</f><v></v></c><c r="D{n}" s="{n % 2}"><v>5</v></c></row>'
        for n in range(1, 20_001)
    )

    with open_book(build(tmp_path / "a.xlsx", sheet_xml(rows)), Quiet()) as book:
        read = list(book.rows("台账"))
        formats = book.number_formats("台账", [0, 1, 2, 3])

    assert read == [(n, "#DIV/0!", f"=无 {n}", 5) for n in range(1, 20_001)]
    assert formats == {(n - 1, 0): "000000" for n in range(1, 20_001)} | {
        (n - 1, 3): "000000" for n in range(1, 20_001, 2)
    }


def test_the_person_hears_of_the_work_all_the_time(tmp_path: Path) -> None:
    path = build(tmp_path / "a.xlsx", big_sheet(20_000))
    listener = Listener()

    with open_book(path, listener) as book:
        count = sum(1 for _row in book.rows("台账"))

    assert count == 20_000
    assert listener.words.keys() == {"正在检查工作簿", "正在读取工作簿", "正在读取各行"}
    assert listener.words["正在检查工作簿"] > path_pieces(path)
    assert listener.words["正在读取各行"] == 20_000 // 500


@pytest.mark.parametrize("report", [0, 1, 5, 20, 45])
def test_a_person_can_stop_the_reading_at_any_report(tmp_path: Path, report: int) -> None:
    path = build(tmp_path / "a.xlsx", big_sheet(20_000))

    with pytest.raises(Cancelled), open_book(path, Stopped(report)) as book:
        list(book.rows("台账"))


def test_a_shared_text_that_is_missing_means_that_the_book_is_damaged(tmp_path: Path) -> None:
    path = build(tmp_path / "a.xlsx", sheet_xml('<row r="1"><c r="A1" t="s"><v>5</v></c></row>'))

    with open_book(path, Quiet()) as book, pytest.raises(UnreadableBook, match="已损坏"):
        list(book.rows("台账"))


@pytest.mark.parametrize(
    ("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (199, "GR"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_have_the_letters_that_excel_gives_them(number: int, letters: str) -> None:
    assert column_letters(number) == letters
    assert column_number(letters) == number
