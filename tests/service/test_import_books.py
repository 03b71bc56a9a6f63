"""A book on its way in: its headings and mapping, its refused rows on their way out and back, the JSON it gives."""

from __future__ import annotations

import json
from datetime import datetime

import openpyxl
import pytest

from inventory import i18n
from inventory.errors import InvalidInput
from inventory.imports.batches import batches
from inventory.imports.commit import commit
from inventory.imports.document import result_document
from inventory.imports.inspection import inspect
from inventory.imports.rejects import write_rejects
from inventory.imports.undo import undo
from inventory.jobs import Quiet
from models.assets import Asset
from models.imports import ImportKind, ImportMapping
from tests.service.import_books import REGISTER, UNIT, counts, looked_at, part_list, register, repair_log, write_book

ASSETS = ImportKind.ASSETS


def test_a_book_shows_its_sheets_headings_and_what_they_seem_to_mean(ctx, tmp_path):
    seen = inspect(ctx, ASSETS, register(tmp_path / "a.xlsx", {}), Quiet())

    assert (seen.sheet, seen.header, seen.headings) == ("Sheet", 2, REGISTER)
    assert seen.mapping["出厂编号"] == "serial_no"
    assert seen.mapping["用户/单位名称"] == "customer"
    assert "序号" not in seen.mapping
    assert (seen.unknown, seen.missing, seen.remembered, seen.likely) == ((), (), False, ASSETS)
    assert seen.samples[0][4] == "2024082400001"


def test_the_sheet_that_fits_is_chosen_and_hidden_ones_are_passed_over(ctx, tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["请勿修改", "版本"])
    book.active.append(["x", "1"])
    for title, state in (("旧台账", "hidden"), ("设备台账", "visible")):
        sheet = book.create_sheet(title)
        sheet.append(list(REGISTER))
        sheet.append([UNIT.get(heading) for heading in REGISTER])
        sheet.sheet_state = state
    book.save(path)

    assert inspect(ctx, ASSETS, path, Quiet()).sheet == "设备台账"
    assert inspect(ctx, ASSETS, path, Quiet(), "旧台账").sheet == "旧台账"
    with pytest.raises(InvalidInput, match="没有工作表“无”") as refusal:
        inspect(ctx, ASSETS, path, Quiet(), "无")
    assert refusal.value.field == "sheet"


def test_a_book_without_headings_gets_a_sentence(ctx, tmp_path):
    with pytest.raises(InvalidInput, match="没有找到表头") as refusal:
        inspect(ctx, ASSETS, write_book(tmp_path / "a.xlsx", (), [[1, 2.5], [3, 4]], titles=()), Quiet())
    assert refusal.value.field == "sheet"


def test_the_wrong_kind_of_book_gets_a_sentence_that_names_the_right_one(ctx, tmp_path):
    with pytest.raises(InvalidInput, match="备件清单") as refusal:
        looked_at(ctx, ASSETS, part_list(tmp_path / "a.xlsx", {}))
    assert refusal.value.field == "mapping"
    assert "出厂编号" in str(refusal.value)


STRANGE = ("机器身份", "款式", "谁造的", "给了谁", "啥时候")


def strange_book(path, *rows):
    return write_book(path, STRANGE, rows, titles=())


def test_a_person_maps_strange_headings_and_the_mapping_is_remembered(ctx, tmp_path):
    path = strange_book(tmp_path / "a.xlsx", ["S-1", "BP-900", "鱼跃", "青岛热力公司", "2025-01-02"])
    seen = inspect(ctx, ASSETS, path, Quiet())
    assert (seen.header, seen.mapping, seen.unknown) == (1, {}, STRANGE)
    assert [field.key for field in seen.missing] == ["serial_no", "model_code"]

    mapping = {"机器身份": "serial_no", "款式": "model_code", "谁造的": "maker", "给了谁": "customer", "啥时候": ""}
    commit(ctx, looked_at(ctx, ASSETS, path, mapping=mapping), Quiet())

    assert Asset.get().serial_no == "S-1"
    assert ImportMapping.select().count() == 1
    other = strange_book(tmp_path / "b.xlsx", ["S-2", "BP-900", "鱼跃", "青岛热力公司", None])
    again = inspect(ctx, ASSETS, other, Quiet())
    assert again.remembered
    assert dict(again.mapping) == {heading: key for heading, key in mapping.items() if key}
    assert counts(looked_at(ctx, ASSETS, other)) == (1, 0, 0, 0)
    commit(ctx, looked_at(ctx, ASSETS, other, mapping={**mapping, "啥时候": "sold_on"}), Quiet())
    assert inspect(ctx, ASSETS, other, Quiet()).mapping["啥时候"] == "sold_on"
    assert ImportMapping.select().count() == 1


@pytest.mark.parametrize(
    "mapping",
    [
        {"没有这列": "serial_no"},
        {"机器身份": "serial_no", "款式": "serial_no"},
        {"机器身份": "nonsense"},
        {"机器身份": "serial_no"},
    ],
)
def test_a_mapping_that_cannot_be_is_refused(ctx, tmp_path, mapping):
    with pytest.raises(InvalidInput) as refusal:
        looked_at(ctx, ASSETS, strange_book(tmp_path / "a.xlsx", ["S-1", "BP-900", "鱼跃", "x", None]), mapping=mapping)
    assert refusal.value.field == "mapping"


def test_columns_of_one_name_and_of_none_can_be_told_apart(ctx, tmp_path):
    path = write_book(
        tmp_path / "a.xlsx", ("出厂编号", "规格型号", "备注", "备注", ""), [["S-1", "X", "一", "二", "三"]], titles=()
    )

    seen = inspect(ctx, ASSETS, path, Quiet())

    assert seen.headings == ("出厂编号", "规格型号", "备注", "备注 (2)", "(E)")
    assert seen.mapping["备注"] == "remark"
    assert seen.unknown == ("备注 (2)", "(E)")


def test_refused_rows_come_out_with_their_reasons_and_go_in_again_when_mended(ctx, tmp_path):
    rows = ({}, {"出厂编号": "000123", "售出日期": "2023-02-30"}, {"出厂编号": None, "售出日期": datetime(2024, 1, 2)})
    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", *rows))
    commit(ctx, found, Quiet())
    out = tmp_path / "退回.xlsx"

    assert write_rejects(found, out, Quiet()) == 2

    book = openpyxl.load_workbook(out)
    sheet = book.active
    headings = [cell.value for cell in sheet[1]]
    assert headings[2:] == list(REGISTER)
    assert [sheet.cell(row, 1).value for row in (2, 3)] == [4, 5]
    assert "售出日期" in sheet.cell(2, 2).value
    assert "日期" in sheet.cell(2, 2).value.split("应填")[1]
    column = {heading: number for number, heading in enumerate(headings, 1)}
    assert sheet.cell(2, column["出厂编号"]).value == "000123"
    assert sheet.cell(3, column["售出日期"]).value == datetime(2024, 1, 2)
    sheet.cell(2, column["售出日期"]).value = "2025-02-28"
    sheet.cell(3, column["出厂编号"]).value = "B"
    book.save(out)

    mended = looked_at(ctx, ASSETS, out)
    assert counts(mended) == (2, 0, 0, 0)
    commit(ctx, mended, Quiet())
    assert {unit.serial_no for unit in Asset.select()} == {"2024082400001", "000123", "B"}


def test_the_json_has_the_keys_that_others_rely_on(ctx, tmp_path):
    i18n.use("en")
    rows = ({}, {"出厂编号": "B", "售出日期": "2023-02-30"}, {"序号": 2})
    found = looked_at(ctx, ASSETS, register(tmp_path / "台账.xlsx", *rows))

    before = json.loads(json.dumps(result_document(found), ensure_ascii=False))
    result = commit(ctx, found, Quiet())
    after = json.loads(json.dumps(result_document(result), ensure_ascii=False))

    assert (before["batch"], after["batch"]) == (None, result.batch_id)
    for document in (before, after):
        assert [document[key] for key in ("read", "accepted", "warned", "rejected", "already_there")] == [3, 1, 0, 1, 1]
        assert {"kind": "customer", "name": "青岛热力公司", "detail": "", "rows": 1} in document["created"]
        refusal = next(row for row in document["rows"] if row["row"] == 4)
        assert (refusal["column"], refusal["value"]) == ("售出日期", "2023-02-30")
        assert (
            refusal["message_id"]
            == "The day {day} does not exist: that month has {days} days. Look it up and write the right day."
        )
        assert refusal["message"].startswith("The day 2023-02-30 does not exist: that month has 28 days.")
    assert result_document(undo(ctx, result.batch_id))["removed"]["asset"] == 1


def test_books_that_were_taken_in_are_listed_newest_first(ctx, tmp_path, make_user):
    commit(ctx, looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", {})), Quiet())
    ctx.actor = make_user("王芳").id
    commit(ctx, looked_at(ctx, ImportKind.REPAIRS, repair_log(tmp_path / "b.xlsx", {})), Quiet())

    newest, oldest = batches(ctx)

    assert (newest.file_name, newest.kind, newest.who, newest.accepted) == ("b.xlsx", ImportKind.REPAIRS, "王芳", 1)
    assert (oldest.file_name, oldest.who, oldest.at) == ("a.xlsx", "", ctx.clock.now())


def test_a_file_that_is_no_workbook_gets_a_sentence_and_nothing_happens(ctx, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"not a workbook")

    with pytest.raises(InvalidInput) as refusal:
        looked_at(ctx, ASSETS, path)
    assert refusal.value.field == "file"
