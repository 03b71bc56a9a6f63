"""What is no workbook, or one built to do harm, is refused with a sentence before any reader of workbooks sees it."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from inventory.excel import package, survey, xlsx
from inventory.excel.sheets import UnreadableBook, open_book
from inventory.jobs import Quiet
from tests.unit.excel_parts import MAIN, OFFICE, STYLES, build, sheet_xml

ONE = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')


def refusal(path: Path) -> str:
    """The sentence with which the file is refused, at the latest when its rows are asked for."""
    with pytest.raises(UnreadableBook) as caught, open_book(path, Quiet()) as book:
        for sheet in book.sheets:
            list(book.rows(sheet.name))
    assert caught.value.field == "file"
    return str(caught.value)


@pytest.fixture(autouse=True)
def _no_native_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The native reader cannot be stopped: whoever gives it a hostile file fails here."""
    monkeypatch.setattr(xlsx, "CalamineWorkbook", None)


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    path.write_bytes(b"")

    assert refusal(path) == "“空.xlsx”是空文件。请重新获取文件。"


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    assert "已不存在" in refusal(tmp_path / "gone.xlsx")


def test_a_folder(tmp_path: Path) -> None:
    assert "是文件夹" in refusal(tmp_path)


def test_a_text_with_the_name_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("出厂编号,客户\n1,2\n", encoding="utf-8")

    assert ".csv" in refusal(path)


def test_an_old_or_encrypted_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2000)

    assert "去掉密码并另存为 .xlsx" in refusal(path)


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("notes.txt", "hello")

    assert "不是工作簿" in refusal(tmp_path / "a.zip")


@pytest.mark.parametrize("part", ["xl/workbook.bin", "content.xml"])
def test_workbooks_of_another_kind(tmp_path: Path, part: str) -> None:
    with ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(part, "x")

    assert "另存为 .xlsx" in refusal(tmp_path / "a.xlsx")


def test_an_encrypted_part(tmp_path: Path) -> None:
    path = build(tmp_path / "a.xlsx", ONE)
    content = bytearray(path.read_bytes())
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)

    assert "密码" in refusal(path)


@pytest.mark.parametrize("kept", [3, 30, 500, 0.5, 0.95])
def test_a_truncated_workbook(tmp_path: Path, kept: float) -> None:
    path = build(
        tmp_path / "a.xlsx",
        sheet_xml("".join(f'<row r="{n}"><c r="A{n}"><v>{n * 7919}</v></c></row>' for n in range(1, 900))),
    )
    content = path.read_bytes()
    path.write_bytes(content[: int(kept if kept > 1 else len(content) * kept)])

    sentence = refusal(path)

    assert "已损坏或不完整" in sentence or "不是 .xlsx 工作簿" in sentence


def test_a_flipped_bit_in_a_sheet(tmp_path: Path) -> None:
    path = build(
        tmp_path / "a.xlsx",
        sheet_xml("".join(f'<row r="{n}"><c r="A{n}"><v>{n * 7919}</v></c></row>' for n in range(1, 900))),
    )
    content = bytearray(path.read_bytes())
    content[content.find(b"xl/worksheets/sheet1.xml") + 600] ^= 0x10
    path.write_bytes(content)

    assert "已损坏或不完整" in refusal(path)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as handle:
        handle.truncate(package.MAX_FILE + 1)

    assert "21 MB" in refusal(path)


def test_a_bomb_that_says_how_large_it_is(tmp_path: Path) -> None:
    path = build(tmp_path / "a.xlsx", ONE, more={"xl/media/image1.png": b""})
    with ZipFile(path, "a", ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet2.xml", "w") as part:
        for _ in range(220):
            part.write(b" " * 2**20)

    assert path.stat().st_size < 300_000
    assert "200 MB" in refusal(path)


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' * 100_000
    path = build(tmp_path / "a.xlsx", sheet_xml(rows))
    content = bytearray(path.read_bytes())
    entry = content.rfind(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<L", content, entry + 24, 1000)
    path.write_bytes(content)

    assert "为安全起见" in refusal(path)


def test_a_directory_with_a_hundred_thousand_parts(tmp_path: Path) -> None:
    path = build(tmp_path / "a.xlsx", ONE, more={f"x{number}": b"" for number in range(package.MAX_PARTS)})

    assert "为安全起见" in refusal(path)


@pytest.mark.parametrize(
    "name", ["../../evil.xml", "/etc/passwd", "xl\\worksheets\\sheet2.xml", "C:evil.xml", "XL/Workbook.xml"]
)
def test_parts_with_names_that_lead_astray(tmp_path: Path, name: str) -> None:
    buffer = io.BytesIO(build(tmp_path / "a.xlsx", ONE).read_bytes())
    with ZipFile(buffer, "a") as archive:
        archive.writestr("N" * len(name), "x")
    path = tmp_path / "b.xlsx"
    path.write_bytes(buffer.getvalue().replace(b"N" * len(name), name.encode()))

    assert "为安全起见" in refusal(path)


LAUGHS = "<!DOCTYPE x [" + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "哈"}">' for n in range(10)) + "]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY outside SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("dtd", [LAUGHS, OUTSIDE, '<!DOCTYPE x SYSTEM "file:///x.dtd">'])
@pytest.mark.parametrize("place", ["sheet", "strings", "styles", "workbook"])
def test_entities_that_grow_or_reach_outside(tmp_path: Path, dtd: str, place: str) -> None:
    workbook = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="&l9;" sheetId="1" r:id="rId1"/></sheets></workbook>'
    cell = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;&outside;</t></is></c></row>')
    path = build(
        tmp_path / "a.xlsx",
        dtd + cell if place == "sheet" else ONE,
        styles=dtd + STYLES if place == "styles" else STYLES,
        workbook=dtd + workbook if place == "workbook" else "",
        more={"xl/sharedStrings.xml": f'{dtd}<sst xmlns="{MAIN}"><si><t>&l9;</t></si></sst>'.encode()}
        if place == "strings"
        else {},
    )

    assert "为安全起见" in refusal(path)


def test_a_document_type_hidden_in_another_encoding(tmp_path: Path) -> None:
    path = build(tmp_path / "a.xlsx", (LAUGHS + ONE).encode("utf-16"))

    assert "为安全起见" in refusal(path)


def test_one_cell_at_the_end_of_the_world(tmp_path: Path) -> None:
    path = build(
        tmp_path / "a.xlsx",
        sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    )

    sentence = refusal(path)

    assert "XFD1048576" in sentence
    assert "“台账”" in sentence


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="GS1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1048576"><v>1</v></c><c r="T1"><v>1</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        "<row>" + "<c><v>1</v></c>" * 201 + "</row>",
        '<row r="1"><c r="gs1"><v>1</v></c></row>',
    ],
    ids=["column", "block", "row", "placeless", "lower case"],
)
def test_every_way_to_reach_too_far(tmp_path: Path, rows: str) -> None:
    assert "请删除远离表格的内容" in refusal(build(tmp_path / "a.xlsx", sheet_xml(rows)))


def test_a_far_cell_in_a_comment_is_no_cell(tmp_path: Path) -> None:
    path = build(
        tmp_path / "a.xlsx", sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><!-- <c r="XFD1048576"><v>1</v></c> -->')
    )

    with open_book(path, Quiet()) as book:
        assert [(sheet.rows, sheet.columns) for sheet in book.sheets] == [(1, 1)]


def test_more_cells_than_a_register_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "MAX_CELLS", 1000)

    assert "请删除" in refusal(
        build(tmp_path / "a.xlsx", sheet_xml('<row r="1">' + '<c r="A1"><v>1</v></c>' * 1001 + "</row>"))
    )


def test_more_shared_texts_than_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_CELLS", 1000)

    assert "为安全起见" in refusal(build(tmp_path / "a.xlsx", ONE, strings="<si/>" * 1001))


def test_errors_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "_MOST_NOTES", 10)
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>#REF!</v></c></row>' for n in range(1, 13))

    assert "按数值粘贴" in refusal(build(tmp_path / "a.xlsx", sheet_xml(cells)))


def test_one_text_without_end(tmp_path: Path) -> None:
    path = build(tmp_path / "a.xlsx", ONE, strings="<si><t>" + "a" * 2_000_000 + "</t></si>")

    assert "为安全起见" in refusal(path)


def test_elements_without_end_where_every_one_must_be_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(survey, "_MOST_ELEMENTS", 1000)

    assert "为安全起见" in refusal(build(tmp_path / "a.xlsx", sheet_xml("<row><c/>" + "<a/>" * 1000 + "</row>")))


def test_a_list_of_styles_larger_than_any_real_one(tmp_path: Path) -> None:
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs>' + "<xf/>" * 70_000 + "</cellXfs></styleSheet>"

    assert "为安全起见" in refusal(build(tmp_path / "a.xlsx", ONE, styles=styles))


def test_a_part_of_lists_that_fills_the_memory(tmp_path: Path) -> None:
    path = build(tmp_path / "a.xlsx", ONE, styles=STYLES + " " * package.MAX_LISTS)

    assert "为安全起见" in refusal(path)


def test_two_sheets_in_one_part(tmp_path: Path) -> None:
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/>'
        '<sheet name="b" sheetId="2" r:id="rId1"/></sheets></workbook>'
    )

    assert "为安全起见" in refusal(build(tmp_path / "a.xlsx", ONE, workbook=workbook))


def test_a_sheet_whose_part_is_missing(tmp_path: Path) -> None:
    path = build(tmp_path / "a.xlsx", ONE)
    path.write_bytes(path.read_bytes().replace(b"sheet1.xml", b"sheet7.xml"))

    assert "已损坏" in refusal(path) or "没有可读的工作表" in refusal(path)


def test_a_workbook_without_sheets(tmp_path: Path) -> None:
    path = build(tmp_path / "a.xlsx", ONE, workbook=f'<workbook xmlns="{MAIN}"><sheets/></workbook>')

    assert "没有可读的工作表" in refusal(path)


@pytest.mark.parametrize("xml", ["<", "not xml", "<worksheet>", "<worksheet><sheetData>"])
def test_xml_that_is_none(tmp_path: Path, xml: str) -> None:
    path = build(tmp_path / "a.xlsx", f'{xml}<c r="A1"><v>1</v></c>')

    assert "已损坏" in refusal(path)
