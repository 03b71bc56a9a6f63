"""Days from a workbook: shown first, row by row, with what to mend; then written as a whole."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from inventory.calendars.book import BookRequest, book_document, preview_book, write_rejects
from inventory.calendars.day_commands import SetDays, WriteDays, set_days, write_days
from inventory.calendars.days import DayKind, DayLayer
from inventory.calendars.entries import Owner
from inventory.calendars.plans import Outcome
from inventory.calendars.queries import years
from inventory.calendars.words import YearState
from inventory.errors import InvalidInput
from inventory.jobs import Quiet
from models.calendars import CalendarDay

OFF, MADE_UP, WORKED = DayKind.HOLIDAY, DayKind.MAKEUP, DayKind.WORKDAY
HEADINGS = ("日期", "类型", "名称")


def book(folder: Path, *rows, headings=HEADINGS, name="2027.xlsx", title=True) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    if title:
        sheet.append(["2027 年放假安排"])
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    path = folder / name
    made.save(path)
    return path


def seen(ctx, path, **how):
    return preview_book(ctx, BookRequest(path, **how), Quiet())


def refusals(found):
    return [(note.row, note.column, str(note.message)) for note in found.notes]


def rows():
    found = CalendarDay.select().where(CalendarDay.day >= date(2027, 1, 1)).order_by(CalendarDay.day)
    return [(str(row.day), row.kind, row.name) for row in found]


def test_a_workbook_is_shown_first_and_then_written(ctx, tmp_path):
    path = book(
        tmp_path, (datetime(2027, 1, 1), "放假", "元旦"), ("2027-1-2", "休", "元旦"), (),
        ("2027年2月14日", "上班", "春节"), ("合计", "", ""), ("20270501", "Holiday", None),
    )  # fmt: skip
    found = seen(ctx, path)
    assert (found.read, found.new, found.changed, found.already_there, found.rejected) == (4, 4, 0, 0, 0)
    assert found.years == (2027,) and rows() == []
    assert write_days(ctx, WriteDays(found.lines, found.years, found.file_name)) == Outcome(added=4)
    assert rows() == [
        ("2027-01-01", OFF, "元旦"), ("2027-01-02", OFF, "元旦"), ("2027-02-14", MADE_UP, "春节"), ("2027-05-01", OFF, ""),
    ]  # fmt: skip
    assert CalendarDay.get(CalendarDay.day == date(2027, 1, 1)).source == "2027.xlsx"
    assert next(line for line in years(ctx) if line.year == 2027).state is YearState.CONFIRMED
    again = seen(ctx, path)
    assert (again.new, again.already_there, again.lines) == (0, 4, ())


def test_stretches_and_layers_have_columns_of_their_own(ctx, tmp_path, make_customer):
    hospital = make_customer("市立医院")
    path = book(
        tmp_path,
        ("2027-03-19", "2027-03-21", "放假", "肉孜节", "地区", "新疆", None),
        ("2027-05-20", None, "休", "年会", "公司", None, None),
        ("2027-07-05", "2027-07-06", "上班", "", None, None, "市立医院"),
        ("2027-01-01", "2027-01-03", "放假", "元旦", "国家", None, None),
        headings=("开始", "结束", "类型", "名称", "层", "地区", "客户"),
    )
    found = seen(ctx, path)
    assert not found.notes and found.years == (2027,)
    write_days(ctx, WriteDays(found.lines))
    kept = {
        (row.layer, row.region, row.customer_id)
        for row in CalendarDay.select().where(CalendarDay.day >= date(2027, 1, 1))
    }
    assert kept == {
        (DayLayer.REGION, "新疆", None), (DayLayer.COMPANY, "", None), (DayLayer.CUSTOMER, "", hospital.id),
        (DayLayer.STATE, "", None),
    }  # fmt: skip
    assert len(rows()) == 3 + 1 + 2 + 3
    assert {row.kind for row in CalendarDay.select().where(CalendarDay.customer == hospital)} == {WORKED}  # weekdays


def test_a_refused_row_names_its_row_its_column_and_what_to_do(ctx, tmp_path):
    path = book(
        tmp_path,
        ("2027-02-30", "放假", ""),
        ("01/02/2027", "放假", ""),
        (None, "放假", "元旦"),
        ("2027-01-01", None, "元旦"),
        ("2027-01-01", "节", "元旦"),
        ("2027-01-04", "调休", "元旦"),
        ("2027-01-09", "调休", "元旦"),
    )
    found = seen(ctx, path)
    told = refusals(found)
    assert [(row, column) for row, column, _said in told] == [
        (3, "日期"), (4, "日期"), (5, "日期"), (6, "类型"), (7, "类型"), (8, "类型"),
    ]  # fmt: skip
    assert "2027-02-30" in told[0][2] and "“节”" in told[4][2] and "调休" in told[5][2]
    assert (found.new, found.rejected) == (1, 6)
    assert [line.entry.kind for line in found.lines] == [MADE_UP]  # 调休 on a Saturday
    document = book_document(found)
    assert (document["batch"], document["read"], document["accepted"], document["rejected"]) == (None, 7, 1, 6)
    assert document["rows"][0]["row"] == 3 and document["rows"][0]["value"] == "2027-02-30"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("2027-03-19", "2027-03-18", "放假", "地区", "新疆", ""), "结束"),
        (("2027-03-19", "2029-03-18", "放假", "地区", "新疆", ""), "结束"),
        (("2027-03-19", "", "放假", "地区", "", ""), "地区"),
        (("2027-03-19", "", "放假", "客户", "", ""), "客户"),
        (("2027-03-19", "", "放假", "客户", "", "没有的医院"), "客户"),
        (("2027-03-19", "", "放假", "国家", "新疆", ""), "层"),
        (("2027-03-19", "", "放假", "公司", "", "某医院"), "层"),
        (("2027-03-19", "", "放假", "街道", "", ""), "层"),
        (("=A1", "", "放假", "", "", ""), "开始"),
        ((True, "", "放假", "", "", ""), "开始"),
    ],
)
def test_whose_day_it_is_must_be_plain(ctx, tmp_path, row, column):
    found = seen(ctx, book(tmp_path, row, headings=("开始", "结束", "类型", "层", "地区", "客户")))
    assert [note.column for note in found.notes] == [column]
    assert found.lines == ()


def test_a_book_that_contradicts_itself_is_refused_in_its_second_row(ctx, tmp_path):
    path = book(tmp_path, ("2027-01-02", "放假", ""), ("2027-01-02", "上班", ""), ("2027-01-02", "休", ""))
    found = seen(ctx, path)
    assert [(row, column) for row, column, _said in refusals(found)] == [(4, "类型")]
    assert "3" in refusals(found)[0][2]
    assert (found.new, found.already_there, len(found.lines)) == (1, 1, 1)


def test_a_book_that_contradicts_the_list_needs_to_be_called_right(ctx, tmp_path):
    set_days(ctx, SetDays(date(2027, 1, 2), MADE_UP))
    path = book(tmp_path, ("2027-01-02", "放假", "元旦"))
    assert [column for _row, column, _said in refusals(seen(ctx, path))] == ["类型"]
    found = seen(ctx, path, overwrite=True)
    assert (found.changed, found.notes) == (1, ())
    write_days(ctx, WriteDays(found.lines))
    assert rows() == [("2027-01-02", OFF, "元旦")]


def test_refused_rows_are_written_out_and_can_be_imported_again(ctx, tmp_path):
    found = seen(ctx, book(tmp_path, ("2027-02-30", "放假", "春节"), ("2027-01-01", "放假", "元旦")))
    out = tmp_path / "refused.xlsx"
    assert write_rejects(found, out, Quiet()) == 1
    sheet = openpyxl.load_workbook(out).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    place = next(row for row in values if "2027-02-30" in row)
    assert place[0] == 3 and "2027-02-30" in place[1]
    assert seen(ctx, out).read == 1  # its two columns more are passed over


def test_a_csv_file_and_a_row_without_a_layer_are_of_whoever_asks(ctx, tmp_path):
    path = tmp_path / "新疆.csv"
    path.write_text("date,kind,name\n2027-03-19,off,肉孜节\n2027-03-20,working,\n", encoding="utf-8")
    found = seen(ctx, path, owner=Owner(DayLayer.REGION, "新疆"))
    assert {line.owner.region for line in found.lines} == {"新疆"}
    assert [line.entry.kind for line in found.lines] == [OFF, MADE_UP]
    assert found.years == ()


def test_a_workbook_without_such_headings_is_refused_with_those_it_needs(ctx, tmp_path):
    path = book(tmp_path, ("张三", "2027-01-01"), headings=("姓名", "生日"))
    with pytest.raises(InvalidInput, match="类型") as refused:
        seen(ctx, path)
    assert refused.value.field == "sheet"
    with pytest.raises(InvalidInput, match="没有的表"):
        seen(ctx, path, sheet="没有的表")
