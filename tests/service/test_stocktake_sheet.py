"""The sheet of a stocktake on paper says all that documents.md 4.9 asks, and costs only to those who may see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import takewhile

import openpyxl
import pytest

from inventory.access.approvals import approve
from inventory.documents.stocktake_book import file_name, write_sheet
from inventory.errors import NotPermitted
from inventory.jobs import Quiet
from inventory.stock.papers import issue, receive
from inventory.stocktake import queries
from inventory.stocktake.approval import submit
from inventory.stocktake.commands import PlanStocktake, finish, plan, review
from inventory.stocktake.counting import Explain, explain, nothing_there
from inventory.stocktake.differences import found
from inventory.stocktake.rules import Scope, StocktakeMode, Verdict
from models.access import Right, RightGrant
from models.assets import AssetOwner
from models.organisation import Role
from models.stocktakes import Stocktake
from tests.service.stocktake_steps import (
    a_shelf,
    because,
    begun,
    board,
    closed,
    counted,
    lying,
    paper,
    psu,
    shelves,
    version,
    worth,
)

__all__ = ["board", "psu", "shelves"]

COSTS = ("单位成本（元，内部）", "差异金额（元，内部）")
TABLE = (
    "序号", "库位", "物料编码", "名称", "规格型号", "批号", "单位", "状态", "账面数量", "实盘数量", "盘盈（+）/盘亏（−）",
    *COSTS, "差异原因", "处理意见", "盘点人",
)  # fmt: skip
SERIALS = (
    "序号", "库位", "物料编码", "名称", "规格型号", "出厂编号", "状态", "应在库位", "实际", "实际库位", *COSTS, "差异原因",
    "处理意见", "盘点人",
)  # fmt: skip


class Book:
    """A written sheet: what stands above the table, its rows by heading, and what stands below."""

    def __init__(self, path, page=0):
        self.sheet = openpyxl.load_workbook(path).worksheets[page]
        rows = [list(row) for row in self.sheet.iter_rows(values_only=True)]
        top = next(number for number, row in enumerate(rows) if row[0] == "序号")
        self.heads = " ".join(row[0] for row in rows[:top])
        self.columns = tuple(rows[top])
        table = list(takewhile(lambda row: isinstance(row[0], int), rows[top + 1 :]))
        self.rows = [dict(zip(self.columns, row, strict=True)) for row in table]
        self.below = " ".join(str(row[0]) for row in rows[top + 1 + len(table) :] if row[0])


def written(ctx, sheet, folder):
    return write_sheet(ctx, sheet, folder / f"{ctx.actor}.xlsx", Quiet()).path


def test_the_sheet_says_all_that_is_asked_of_it_bin_by_bin(ctx, psu, shelves, tmp_path):
    receive(ctx, paper(psu, shelves[1], 5, unit_cost=1250))
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=1250, lot="L1"))
    sheet = begun(ctx, *shelves)
    counted(ctx, sheet, psu, shelves[0], 4, lot="L1")
    counted(ctx, sheet, psu, shelves[1], 7)
    closed(ctx, sheet, reason="发货漏记")
    number = Stocktake.get_by_id(sheet).number

    made = write_sheet(ctx, sheet, tmp_path / file_name(ctx, number), Quiet())

    book = Book(made.path)
    assert made.lines == 2 and made.path.name.startswith(f"盘点表_{number}_")
    for said in (number, "S-01、S-02", "☑ 明盘 □ 盲盘", "账面截止：2026-", "盘点日期：2026年"):
        assert said in book.heads, said
    assert book.columns == TABLE
    first, second = book.rows
    assert [first[name] for name in ("序号", "库位", "物料编码", "名称", "批号", "单位", "状态")] == [
        1, "S-01", "PSU-24", "电源", "L1", "个", "全新",
    ]  # fmt: skip
    assert [first[name] for name in TABLE[8:15]] == [5, 4, -1, 12.5, -12.5, "发货漏记", "盘亏出账"]
    assert [second[name] for name in TABLE[8:15]] == [5, 7, 2, 12.5, 25, "发货漏记", "盘盈入账"]
    for said in ("项数：2", "差异项数：2", "盘盈金额（元）：25.00", "盘亏金额（元）：12.50", "账实相符率：0.00 %"):
        assert said in book.below, said
    for who in ("盘点人", "复核人", "监盘人", "批准人"):
        assert f"{who}：____" in book.below
    page = book.sheet
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToWidth) == (
        "landscape",
        9,
        None,
    )
    assert page.print_title_rows == "$4:$4" and "打印时间" in page.oddFooter.left.text
    assert page.oddFooter.center.text == "第 &P 页 共 &N 页"


def test_a_decision_that_was_written_down_takes_the_place_of_what_posting_does(ctx, psu, shelves, tmp_path):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, psu, shelves[0], 4)
    finish(ctx, sheet, version(sheet))

    def decide(decision):
        (one,) = found(sheet)
        asked = Explain(lines=((one.line_id, one.version),), reason="丢失", decision=decision)
        explain(ctx, asked)
        return Book(written(ctx, sheet, tmp_path)).rows[0]["处理意见"]

    assert decide("仓管员赔偿") == "仓管员赔偿"
    assert decide(None) == "仓管员赔偿", "another reason leaves the decision as it stands"
    assert decide("") == "盘亏出账"


def test_a_sheet_to_count_by_has_room_for_what_is_on_no_line_and_for_the_sums(ctx, psu, shelves, tmp_path):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(ctx, shelves[0])

    book = Book(written(ctx, sheet, tmp_path))

    assert [row["序号"] for row in book.rows] == list(range(1, 12))
    assert [row["物料编码"] for row in book.rows] == ["PSU-24", *[None] * 10]
    assert (book.rows[0]["账面数量"], book.rows[0]["实盘数量"], book.rows[0]["处理意见"]) == (5, None, None)
    assert "差异项数：____" in book.below and "盘点日期：____" in book.heads


def test_a_planned_stocktake_is_an_empty_form_with_both_tables(ctx, shelves, tmp_path):
    sheet = plan(ctx, PlanStocktake(scope=Scope((shelves[0].id,)), mode=StocktakeMode.BLIND))
    path = written(ctx, sheet, tmp_path)

    table, serials = Book(path), Book(path, 1)

    assert (table.columns, serials.columns) == (TABLE, SERIALS)
    assert "□ 明盘 ☑ 盲盘" in table.heads and "账面截止：____" in table.heads and "项数：____" in table.below
    assert (len(table.rows), len(serials.rows)) == (10, 10)
    assert {row["实际"] for row in serials.rows} == {"□ 在  □ 不在  □ 他处  □ 账外"}


def test_a_head_with_many_places_names_some_and_counts_the_rest(ctx, shelves, tmp_path):
    more = [a_shelf(f"T-{number:02}") for number in range(1, 8)]
    sheet = plan(ctx, PlanStocktake(scope=Scope((*(shelf.id for shelf in shelves), *(one.id for one in more)))))

    assert "S-01、S-02、T-01、T-02、T-03、T-04等，另有 3 项" in Book(written(ctx, sheet, tmp_path)).heads


BOXES = {
    "在": "☑ 在  □ 不在  □ 他处  □ 账外", "不在": "□ 在  ☑ 不在  □ 他处  □ 账外",
    "他处": "□ 在  □ 不在  ☑ 他处  □ 账外", "账外": "□ 在  □ 不在  □ 他处  ☑ 账外",
}  # fmt: skip


def serials_of(ctx, sheet, folder):
    return {
        (row["出厂编号"], row["库位"]): row for row in Book(written(ctx, sheet, folder), 1).rows if row["出厂编号"]
    }  # fmt: skip


def test_each_serial_has_its_boxes_where_it_should_lie_and_where_it_was_found(ctx, board, shelves, tmp_path):
    for serial, shelf in (("A1", 0), ("A2", 0), ("A3", 1), ("A4", 1)):
        receive(ctx, paper(board, shelves[shelf], serial=serial, unit_cost=50000))
    out = issue(ctx, paper(board, shelves[1], serial="A4"))
    sheet = begun(ctx, *shelves)
    assert {row["实际"] for row in serials_of(ctx, sheet, tmp_path).values()} == {"□ 在  □ 不在  □ 他处  □ 账外"}
    for serial in ("A1", "A3", "A4", "Z9"):
        counted(ctx, sheet, board, shelves[0], serial=serial)
    nothing_there(ctx, sheet)
    finish(ctx, sheet, version(sheet))

    said = serials_of(ctx, sheet, tmp_path)

    about = ("应在库位", "实际", "实际库位", "单位成本（元，内部）", "差异金额（元，内部）", "处理意见")
    assert {key: tuple(row[name] for name in about) for key, row in said.items()} == {
        ("A1", "S-01"): ("S-01", BOXES["在"], "S-01", 500, None, None),
        ("A2", "S-01"): ("S-01", BOXES["不在"], None, 500, -500, "盘亏出账"),
        ("A3", "S-01"): ("S-02", BOXES["他处"], "S-01", 500, 0, "账面由 S-02 移至实物所在"),
        ("A3", "S-02"): ("S-02", BOXES["他处"], "S-01", 500, 0, "无需处理"),
        ("A4", "S-01"): (None, BOXES["账外"], "S-01", None, 0, f"先冲销 {out.number}"),
        ("Z9", "S-01"): (None, BOXES["账外"], "S-01", None, 0, "盘盈入账"),
    }
    assert not Book(written(ctx, sheet, tmp_path)).rows, "they are on the other page"


def test_a_posted_sheet_says_what_was_posted_whatever_became_of_it_since(ctx, board, psu, shelves, clock, tmp_path):
    receive(ctx, paper(psu, shelves[0], 4, unit_cost=1000))
    for serial, shelf in (("A1", 0), ("A2", 1)):
        receive(ctx, paper(board, shelves[shelf], serial=serial, unit_cost=50000))
    sheet = begun(ctx, *shelves)
    counted(ctx, sheet, psu, shelves[0], 3)
    counted(ctx, sheet, board, shelves[0], serial="A2")
    counted(ctx, sheet, board, shelves[0], serial="Z9")
    nothing_there(ctx, sheet)
    finish(ctx, sheet, version(sheet))
    review(ctx, sheet, version(sheet))
    for one in found(sheet):
        because(ctx, one, "已核实", 40000 if one.serial == "Z9" else None)
    submit(ctx, sheet, "年终盘点")
    assert (lying(psu, shelves[0]), worth(psu)) == (3, (3, 3000))

    clock.move(timedelta(days=1))
    receive(ctx, paper(psu, shelves[0], 3, unit_cost=9000))  # the average is 60.00 now
    receive(ctx, paper(board, shelves[0], serial="A1", unit_cost=70000))  # what was missing came back after all

    said = {(one.serial, one.place): (one.verdict, one.posted) for one in found(sheet)}
    assert said == {
        ("", "S-01"): (Verdict.SHORTAGE, -1000), ("A1", "S-01"): (Verdict.MISSING, -50000),
        ("A2", "S-01"): (Verdict.ELSEWHERE, 0), ("A2", "S-02"): (Verdict.SETTLED, 0),
        ("Z9", "S-01"): (Verdict.UNKNOWN, 40000),
    }  # fmt: skip
    shown = queries.card(ctx, sheet)
    assert sum(one.worth.fen for one in shown.differences) == -1000 - 50000 + 40000
    book = Book(written(ctx, sheet, tmp_path))
    assert [book.rows[0][name] for name in COSTS] == [10, -10]
    assert "盘盈金额（元）：400.00" in book.below and "盘亏金额（元）：510.00" in book.below
    serials = serials_of(ctx, sheet, tmp_path)
    assert (serials["A2", "S-01"]["应在库位"], serials["A2", "S-01"]["实际"]) == ("S-02", BOXES["他处"])
    assert (serials["A1", "S-01"]["实际"], serials["Z9", "S-01"]["单位成本（元，内部）"]) == (BOXES["不在"], 400)


def test_whose_goods_they_are_stands_beside_their_state_where_they_are_not_ours(ctx, psu, shelves, tmp_path):
    receive(ctx, paper(psu, shelves[0], 2, owner=AssetOwner.CUSTOMER))
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(ctx, shelves[0])

    rows = Book(written(ctx, sheet, tmp_path)).rows[:2]

    assert {(row["状态"], row["账面数量"], row["单位成本（元，内部）"]) for row in rows} == {
        ("全新 · 客户", 2, None), ("全新", 5, 1),
    }  # fmt: skip


def test_a_part_that_is_measured_has_its_decimals_in_the_difference(ctx, make_part, shelves, tmp_path):
    cable = make_part("CABLE", "电缆", unit="米", decimals=2)
    receive(ctx, paper(cable, shelves[0], "10.50", unit_cost=300))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, cable, shelves[0], "10.25")
    finish(ctx, sheet, version(sheet))

    (row,) = Book(written(ctx, sheet, tmp_path)).rows

    # 10.50 m at 3.00: 0.25 m less are 0.75
    assert [row[name] for name in TABLE[8:13]] == [10.5, 10.25, -0.25, 3, -0.75]


def test_a_blind_sheet_on_paper_keeps_the_book_to_itself(ctx, psu, board, shelves, tmp_path):
    receive(ctx, paper(psu, shelves[0], 57, unit_cost=100))
    receive(ctx, paper(board, shelves[0], serial="A1", unit_cost=100))
    sheet = begun(ctx, shelves[0], mode=StocktakeMode.BLIND)
    counted(ctx, sheet, psu, shelves[0], 3)
    counted(ctx, sheet, board, shelves[0], serial="Z9")
    path = written(ctx, sheet, tmp_path)

    first = Book(path).rows[0]
    assert (first["账面数量"], first["实盘数量"], first["盘盈（+）/盘亏（−）"]) == (None, 3, None)
    assert not any(cell == 57 for row in Book(path).rows for cell in row.values())
    said = {row["出厂编号"]: (row["应在库位"], row["实际"]) for row in Book(path, 1).rows if row["出厂编号"]}
    assert said == {"A1": (None, "□ 在  □ 不在  □ 他处  □ 账外"), "Z9": (None, BOXES["在"])}


def test_values_are_on_the_sheet_for_those_who_may_see_costs_alone(ctx, psu, board, shelves, make_user, tmp_path):
    RightGrant.create(role=Role.ENGINEER, right=Right.KEEP_STOCK)
    keeper, engineer = make_user("王芳"), make_user("李强", Role.ENGINEER)
    by_keeper, by_engineer = replace(ctx, actor=keeper.id), replace(ctx, actor=engineer.id)
    receive(by_keeper, paper(psu, shelves[0], 5, unit_cost=12345))
    receive(by_keeper, paper(board, shelves[0], serial="A1", unit_cost=12345))
    sheet = begun(by_keeper, shelves[0])
    counted(by_keeper, sheet, psu, shelves[0], 4)
    nothing_there(by_keeper, sheet)
    finish(by_keeper, sheet, version(sheet))

    theirs, others = written(by_keeper, sheet, tmp_path), written(by_engineer, sheet, tmp_path)

    for page, columns in enumerate((TABLE, SERIALS)):
        assert Book(theirs, page).rows[0]["单位成本（元，内部）"] == 123.45
        assert "盘亏金额（元）：246.90" in Book(theirs, page).below
        book = Book(others, page)
        assert book.columns == tuple(name for name in columns if name not in COSTS)
        said = " ".join(map(str, (book.heads, book.below, *book.rows)))
        assert "123.45" not in said and "246.90" not in said and "金额" not in said
    assert "打印人：李强" in Book(others).sheet.oddFooter.left.text
    with pytest.raises(NotPermitted):
        written(replace(ctx, actor=make_user("访客", Role.VIEWER).id), sheet, tmp_path)


def test_the_posted_amounts_are_those_that_a_second_person_approved(ctx, psu, shelves, make_user, tmp_path):
    keeper, boss = make_user("王芳"), make_user("赵敏", Role.MANAGER)
    by_keeper, by_boss = replace(ctx, actor=keeper.id), replace(ctx, actor=boss.id)
    receive(by_keeper, paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(by_keeper, shelves[0])
    counted(by_keeper, sheet, psu, shelves[0], 4)
    closed(by_keeper, sheet)
    approve(by_boss, submit(by_keeper, sheet, "年终盘点"), 1)

    book = Book(written(by_boss, sheet, tmp_path))

    assert [book.rows[0][name] for name in COSTS] == [1, -1] and "打印人：赵敏" in book.sheet.oddFooter.left.text
