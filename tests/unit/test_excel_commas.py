"""Text files: every encoding an office uses, every divider, and no zero lost on the way in or out."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.excel.cells import Column, Kind, Shown, clean
from inventory.excel.commas import write_csv
from inventory.excel.sheets import SheetInfo, UnreadableBook, open_book
from inventory.jobs import Cancelled, Quiet
from inventory.values.money import Money


def rows_of(path: Path) -> list[tuple[object, ...]]:
    with open_book(path, Quiet()) as book:
        return list(book.rows(book.sheets[0].name))


def written(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


REGISTER = '设备台账\r\n出厂编号,客户,备注\r\n000123,南京实验中学,\r\n1E10,"济南,第一医院","第一行\n第二行"\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_every_encoding_of_an_office_is_known(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path / "台账.csv", REGISTER, encoding)

    with open_book(path, Quiet()) as book:
        assert book.sheets == [SheetInfo("台账", 4, 3)]
        assert list(book.rows("台账")) == [
            ("设备台账",),
            ("出厂编号", "客户", "备注"),
            ("000123", "南京实验中学", None),
            ("1E10", "济南,第一医院", "第一行\n第二行"),
        ]
        assert book.number_formats("台账", [0, 1]) == {}


def test_rare_characters_of_names_are_no_reason_to_refuse(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "姓名,单位\n张喆,南京市栖霞区人民医院\n王堃,济南市高新区管委会\n", "gb18030")

    assert rows_of(path)[1] == ("张喆", "南京市栖霞区人民医院")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Seriennummer;Gerät;Stück\n1;Prüfgerät;2\n", "cp1252"),
        ("序號,產品,備註\n1,電子血壓計,過保\n", "big5"),
        ("序号,备注\n1,機器の故障です\n", "shift_jis"),
    ],
)
def test_an_unknown_encoding_is_refused_and_not_guessed(tmp_path: Path, text: str, encoding: str) -> None:
    path = written(tmp_path / "a.csv", text.encode(encoding, "replace"))

    with pytest.raises(UnreadableBook, match="无法识别此文件的文字编码"):
        rows_of(path)


@pytest.mark.parametrize("content", [b"a,b\n1,\x002\n", b"\x00\x01\x02\x03", "a\0b".encode("utf-16")])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableBook, match="这不是文本文件"):
        rows_of(written(tmp_path / "a.csv", content))


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_the_divider_is_found_whatever_stands_in_the_cells(tmp_path: Path, divider: str) -> None:
    others = "".join({",", ";", "\t"} - {divider})
    lines = ["台账, 截至 2026 年; 全部", divider.join(["编号", "客户", "备注"])]
    lines += [divider.join([f"00{n}", f"客户{others * (n % 3)}甲", "-"]) for n in range(20)]

    rows = rows_of(written(tmp_path / "a.csv", "\n".join(lines)))

    assert rows[1] == ("编号", "客户", "备注")
    assert rows[2][0] == "000"
    assert {len(row) for row in rows[1:]} == {3}


def test_excels_own_line_about_the_divider_is_obeyed_and_counts_as_a_row(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path / "a.csv", "sep=|\r\na|b\r\n1|2\r\n")) == [(), ("a", "b"), ("1", "2")]


def test_marks_that_keep_a_text_a_text_are_taken_off(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", 'a,b,c,d\n\'000123,="000123","=""000123""",\'\'quoted\'\n')

    assert rows_of(path)[1] == ("000123", "000123", "000123", "'quoted'")


def test_all_values_are_text_and_empty_cells_are_none(tmp_path: Path) -> None:
    rows = rows_of(written(tmp_path / "a.csv", "a,b,c\n00123,2024-03-15,\n,,\nx,1.50,TRUE\n,,\n"))

    assert rows == [("a", "b", "c"), ("00123", "2024-03-15", None), (None, None, None), ("x", "1.50", "TRUE")]


def test_a_quotation_mark_that_is_never_closed_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", 'a,b\n1,"' + "x\n" * 80_000)

    with pytest.raises(UnreadableBook, match="引号没有配对"):
        rows_of(path)


def test_a_row_of_ten_thousand_cells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableBook) as caught:
        rows_of(written(tmp_path / "a.csv", "a,b\n1,2\n" + "x," * 10_000))

    assert "第 3 行" in str(caught.value)


def test_the_reading_of_a_long_file_can_be_stopped(tmp_path: Path) -> None:
    class Stop:
        def report(self, done: int, total: int | None, what: str) -> None:
            if done >= 5000:
                raise Cancelled

    with pytest.raises(Cancelled):
        open_book(written(tmp_path / "a.csv", "a,b\n" * 6000), Stop())


COLUMNS = [
    Column("编号"),
    Column("数量", Kind.INTEGER),
    Column("金额", Kind.MONEY),
    Column("日期", Kind.DATE),
    Column("时刻", Kind.INSTANT),
    Column("小时", Kind.HOURS),
    Column("其他", Kind.AS_IT_IS),
]


def test_a_table_goes_out_so_that_excel_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    late = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
    rows = [
        ["000123", 5, 123456, date(2024, 2, 29), late, timedelta(hours=1, minutes=20), -5],
        [None, -3, Money(-50), late, date(2024, 2, 29), Decimal("0.50"), Shown(Money(10), Kind.MONEY)],
    ]

    assert write_csv(path, COLUMNS, rows, Quiet()) == 2

    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").split("\r\n") == [
        "编号,数量,金额,日期,时刻,小时,其他",
        "000123,5,1234.56,2024-02-29,2026-11-23 02:05,1.33,-5",
        ",-3,-0.50,2026-11-23,2024-02-29,0.50,0.10",
        "",
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 10", "-已过保", "@SUM(A1)", "\tx", "\nx", "'quoted", "＝1+1", "＋x", "－x", "＠x"]
)
def test_no_text_becomes_a_formula_and_every_one_comes_back(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"

    write_csv(path, [Column("a"), Column("b")], [[text, "x"]], Quiet())

    with path.open(encoding="utf-8-sig", newline="") as handle:
        assert list(csv.reader(handle))[1] == [f"'{text}", "x"]
    assert rows_of(path)[1] == (text, "x")


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=5))
def test_any_text_that_goes_out_comes_back(tmp_path: Path, pairs: list[tuple[str, str]]) -> None:
    path = tmp_path / "any.csv"

    write_csv(path, [Column("列一"), Column("列二")], pairs, Quiet())

    rows = rows_of(path)
    expected = [(clean(first) or None, clean(second) or None) for first, second in pairs]
    while expected and expected[-1] == (None, None):
        expected.pop()
    assert rows[1:] == expected
