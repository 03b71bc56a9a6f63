"""A stocktake on screen: planned, counted by scan, explained, handed in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from inventory.access.rights import allowed
from inventory.paging import Sort
from inventory.places.queries import warehouses
from inventory.stock.papers import Goods, Paper, receive
from inventory.stocktake.commands import PlanStocktake, plan, start
from inventory.stocktake.counting import COUNTED_ALREADY, Count, count, nothing_there
from inventory.stocktake.queries import LISTING
from inventory.stocktake.reading import Mark
from inventory.stocktake.rules import Scope, StocktakeMode, StocktakeState
from models.organisation import Role
from models.places import Place, PlaceKind
from models.stock import StockBalance
from models.stocktakes import Stocktake, StocktakeLine
from ui.editing.step_dialog import StepDialog
from ui.navigation import Route
from ui.pages import PAGES
from ui.scan.burst import Scan
from ui.stock.page import StockPage
from ui.stocktake.acts import CANCEL, EMPTY, EXPLAIN, FINISH, REVIEW, START, SUBMIT
from ui.stocktake.difference_fields import DECISION
from ui.stocktake.mark_field import ANOTHER
from ui.stocktake.plan_dialog import PlanDialog
from ui.stocktake.sheet_page import DIFFERENCES, StocktakePage
from ui.stocktake.source import cells


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def shelf(ctx):
    return Place.get(Place.kind == PlaceKind.BIN)


@pytest.fixture
def psu(ctx, make_part, shelf):
    part = make_part("PSU-24", "电源")
    goods = Goods(part_id=part.id, place_id=shelf.id, quantity=5, unit_cost=1000)
    receive(ctx, Paper(act="five power supplies", lines=(goods,)))
    return part


@pytest.fixture
def board(ctx, make_part, shelf):
    part = make_part("MB-7", "主板", serialised=True)
    goods = Goods(part_id=part.id, place_id=shelf.id, serial="A1", unit_cost=50000)
    receive(ctx, Paper(act="a board", lines=(goods,)))
    return part


@pytest.fixture
def sheet(ctx, psu, shelf):
    made = plan(ctx, PlanStocktake(scope=Scope((shelf.id,))))
    start(ctx, made, 1)
    return made


@pytest.fixture
def show(desk, qtbot):
    def open_(stocktake_id) -> StocktakePage:
        page = StocktakePage(desk, Route("stocktake", stocktake_id))
        qtbot.addWidget(page)
        page.resize(1176, 800)
        page.show()
        rest(desk, qtbot)
        return page

    return open_


def rest(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.jobs.running())


def act(page, which):
    return page._actions[which]


def scan(desk, qtbot, page, *texts):
    for text in texts:
        assert page.take_scan(Scan(text))
        rest(desk, qtbot)


def line_of(part):
    return StocktakeLine.get(StocktakeLine.part == part)


def only_dialog(qtbot, page, kind=StepDialog):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(kind)))
    return next(one for one in page.findChildren(kind) if one.isVisible())


def test_a_stocktake_is_planned_from_the_stock_page_and_opens(desk, ctx, psu, qtbot):
    page = StockPage(desk, Route("stock", "stocktakes"))
    qtbot.addWidget(page)
    page.show()
    rest(desk, qtbot)
    page.tab.begin_new()
    dialog = only_dialog(qtbot, page, PlanDialog)
    dialog.form["mode"].set_value(StocktakeMode.BLIND)

    with qtbot.waitSignal(desk.opened) as went:
        dialog.form.submit()

    made = Stocktake.get()
    assert (went.args[0], made.mode, made.state) == (
        Route("stocktake", made.id), StocktakeMode.BLIND, StocktakeState.DRAFT,
    )  # fmt: skip


def test_the_list_says_what_is_counted(ctx, psu, shelf):
    depot = shelf.warehouse
    for asked in (
        PlanStocktake(),
        PlanStocktake(warehouse_id=depot.id),
        PlanStocktake(scope=Scope((shelf.id,), (psu.id,))),
    ):
        plan(ctx, asked)

    with ctx.reading():
        rows = LISTING.first({}, Sort("id"))
    assert [cells(row)[2] for row in rows] == ["全部", depot.name, "1 个库位 · 1 种备件"]


def test_the_warehouses_in_use_are_offered(desk, ctx, qtbot):
    with ctx.reading():
        found = warehouses(ctx)
    dialog = PlanDialog(desk, found)
    qtbot.addWidget(dialog)

    box = dialog.form["warehouse_id"].box
    assert [box.itemText(index) for index in range(box.count())][1:] == [one.name for one in found]


def test_bin_by_bin_each_scan_of_a_part_is_one_piece(desk, ctx, sheet, psu, shelf, show, qtbot):
    page = show(sheet)

    scan(desk, qtbot, page, psu.code)
    assert "库位" in page.box.code.complaint, "first the bin"
    scan(desk, qtbot, page, shelf.code, psu.code, psu.code, "PSU-24")

    assert line_of(psu).counted == 3
    assert page.box.here.text() == shelf.name
    assert "3" in page.box.said.text()


def test_a_typed_quantity_is_all_that_lies_there_and_asks_before_it_takes_the_place_of_a_count(
    desk, ctx, sheet, psu, shelf, show, qtbot
):
    page = show(sheet)
    scan(desk, qtbot, page, shelf.code, psu.code)
    page.box.quantity.line.setText("4")
    with qtbot.waitSignal(desk.troubled) as asked:
        page.box.count_all()
    trouble = asked.args[0]
    assert line_of(psu).counted == 1
    trouble.confirm(COUNTED_ALREADY)
    rest(desk, qtbot)

    assert line_of(psu).counted == 4


@pytest.mark.parametrize(("typed", "field"), [("", "quantity"), ("1.5", "quantity"), ("many", "quantity")])
def test_a_quantity_that_is_none_is_refused_under_its_field(desk, sheet, psu, shelf, show, qtbot, typed, field):
    page = show(sheet)
    scan(desk, qtbot, page, shelf.code, psu.code)
    page.box.quantity.line.setText(typed)
    page.box.count_all()
    rest(desk, qtbot)

    assert page.box.quantity.complaint
    assert line_of(psu).counted == 1


def test_a_serial_number_is_found_by_its_own_scan(desk, ctx, board, shelf, show, qtbot):
    made = plan(ctx, PlanStocktake(scope=Scope((shelf.id,))))
    start(ctx, made, 1)
    page = show(made)

    scan(desk, qtbot, page, shelf.code, "a1")
    assert line_of(board).counted == 1
    scan(desk, qtbot, page, board.code, "Z9")
    found = StocktakeLine.get(StocktakeLine.serial == "Z9")
    assert (found.counted, found.snapshot) == (1, 0)
    scan(desk, qtbot, page, "Z9")
    assert "Z9" in page.box.code.complaint


def test_a_scan_that_means_nothing_here_says_so_and_counts_nothing(desk, sheet, psu, shelf, show, qtbot):
    page = show(sheet)
    scan(desk, qtbot, page, shelf.code, "NOBODY-KNOWS")

    assert "NOBODY-KNOWS" in page.box.code.complaint
    assert line_of(psu).counted is None


def test_only_what_may_follow_is_offered(desk, ctx, psu, shelf, show, qtbot):
    made = plan(ctx, PlanStocktake(scope=Scope((shelf.id,))))
    page = show(made)
    assert [which for which in (START, FINISH, REVIEW, SUBMIT, EMPTY) if act(page, which).isVisible()] == [START]
    assert not page.box.isVisible()
    assert not page.take_scan(Scan(psu.code)), "a scan opens the card as ever"

    act(page, START).trigger()
    rest(desk, qtbot)
    assert [which for which in (START, FINISH, REVIEW, SUBMIT, EMPTY) if act(page, which).isVisible()] == [
        FINISH,
        EMPTY,
    ]
    assert page.box.isVisible()


def test_from_the_count_to_the_posting(desk, ctx, sheet, psu, shelf, show, qtbot):
    page = show(sheet)
    scan(desk, qtbot, page, shelf.code, *[psu.code] * 4)
    act(page, FINISH).trigger()
    rest(desk, qtbot)
    act(page, REVIEW).trigger()
    rest(desk, qtbot)
    assert page.strip.current == DIFFERENCES
    (shown,) = page.differences.model().records
    page.differences.opened.emit(shown)
    dialog = only_dialog(qtbot, page)
    dialog.form["reason"].line.setText("发货漏记")
    dialog.form.submit()
    rest(desk, qtbot)
    act(page, SUBMIT).trigger()
    only_dialog(qtbot, page).form.submit()
    rest(desk, qtbot)

    row = Stocktake.get_by_id(sheet)
    assert (row.state, row.doc.remark) == (StocktakeState.POSTED, "盘点单")
    assert StockBalance.get(StockBalance.place == shelf).quantity == 4


def test_a_line_is_counted_by_hand(desk, ctx, sheet, psu, board, shelf, show, qtbot):
    """By mouse or keyboard: what lies there, and for a serial number whether it does."""
    page = show(sheet)
    scan(desk, qtbot, page, shelf.code, board.code, "A1")
    qtbot.waitUntil(lambda: page.panel.model.complete)

    page.panel.opened.emit(line_of(psu).id)
    rest(desk, qtbot)
    dialog = only_dialog(qtbot, page)
    assert "PSU-24" in dialog.windowTitle()
    dialog.form["quantity"].line.setText("3")
    dialog.form.submit()
    rest(desk, qtbot)
    page.panel.opened.emit(line_of(board).id)
    rest(desk, qtbot)
    dialog = only_dialog(qtbot, page)
    dialog.form["quantity"].set_value(0)
    dialog.form.submit()
    rest(desk, qtbot)

    assert (line_of(psu).counted, line_of(board).counted) == (3, 0)


def test_a_count_that_somebody_else_took_meanwhile_is_not_lost(desk, ctx, sheet, psu, shelf, show, qtbot):
    page = show(sheet)
    page.panel.opened.emit(line_of(psu).id)
    rest(desk, qtbot)
    dialog = only_dialog(qtbot, page)
    count(ctx, Count(stocktake_id=sheet, part_id=psu.id, place_id=shelf.id, quantity=5))
    dialog.form["quantity"].line.setText("3")
    dialog.form.submit()
    rest(desk, qtbot)

    assert dialog.isVisible() and line_of(psu).counted == 5


def test_which_lot_one_holds_is_asked_where_several_lie(desk, ctx, psu, shelf, show, qtbot):
    for lot in ("L1", "L2"):
        goods = Goods(part_id=psu.id, place_id=shelf.id, quantity=2, unit_cost=1000, lot=lot)
        receive(ctx, Paper(act=lot, lines=(goods,)))
    made = plan(ctx, PlanStocktake(scope=Scope((shelf.id,))))
    start(ctx, made, 1)
    page = show(made)

    scan(desk, qtbot, page, shelf.code, psu.code)
    assert page.box.mark.isVisible() and page.box.mark.choice.complaint
    page.box.mark.choice.set_value(Mark(lot="L2"))
    scan(desk, qtbot, page, psu.code, psu.code)
    page.box.mark.choice.set_value(ANOTHER)
    assert page.box.mark.lot.isVisible()
    scan(desk, qtbot, page, psu.code)
    page.box.mark.lot.line.setText("L9")
    scan(desk, qtbot, page, psu.code)

    counted = {row.lot: row.counted for row in StocktakeLine.select()}
    assert counted == {"": None, "L1": None, "L2": 2, "L9": 1}


def test_many_differences_have_one_reason(desk, ctx, board, psu, shelf, show, qtbot):
    for serial in ("A2", "A3"):
        goods = Goods(part_id=board.id, place_id=shelf.id, serial=serial, unit_cost=50000)
        receive(ctx, Paper(act=serial, lines=(goods,)))
    made = plan(ctx, PlanStocktake(scope=Scope((shelf.id,), (board.id,))))
    start(ctx, made, 1)
    nothing_there(ctx, made)
    page = show(made)
    for which in (FINISH, REVIEW):
        act(page, which).trigger()
        rest(desk, qtbot)
    page.differences.selectRow(0)
    act(page, EXPLAIN).trigger()
    only = only_dialog(qtbot, page)
    only.form["reason"].line.setText("送检")
    only.form.submit()
    rest(desk, qtbot)
    page.differences.clearSelection()
    act(page, EXPLAIN).trigger()
    dialog = only_dialog(qtbot, page)
    assert "A2, A3" in [label.text() for label in dialog.findChildren(QLabel)], "what they share it with is named"
    dialog.form["reason"].line.setText("整箱借出")
    dialog.form["decision"].line.setText("追回")
    dialog.form.submit()
    rest(desk, qtbot)
    page.differences.selectAll()  # their decisions differ: a field that stays empty leaves each as it is
    act(page, EXPLAIN).trigger()
    every = only_dialog(qtbot, page)
    assert not every.form["decision"].line.text()
    every.form["reason"].line.setText("已核实")
    every.form.submit()
    rest(desk, qtbot)

    shown = [page.differences.model().index(row, DECISION).data() for row in range(3)]
    assert shown == ["盘亏出账", "追回", "追回"], "what posting does stands where nothing was decided"
    reasons = {row.serial: row.reason for row in StocktakeLine.select()}
    assert reasons == dict.fromkeys(("A1", "A2", "A3"), "已核实")


def test_the_rest_is_empty_only_after_one_was_told_what_that_means(desk, sheet, psu, show, qtbot):
    page = show(sheet)
    act(page, EMPTY).trigger()
    dialog = only_dialog(qtbot, page)
    assert line_of(psu).counted is None
    dialog.form.submit()
    rest(desk, qtbot)

    assert line_of(psu).counted == 0


def test_giving_up_needs_a_reason(desk, sheet, psu, show, qtbot):
    page = show(sheet)
    act(page, CANCEL).trigger()
    dialog = only_dialog(qtbot, page)
    dialog.form.submit()
    assert dialog.form["reason"].complaint
    dialog.form["reason"].line.setText("没有时间")
    dialog.form.submit()
    rest(desk, qtbot)

    assert Stocktake.get_by_id(sheet).state is StocktakeState.CANCELLED


def test_a_blind_sheet_does_not_show_the_book(desk, ctx, psu, shelf, show, qtbot):
    made = plan(ctx, PlanStocktake(mode=StocktakeMode.BLIND, scope=Scope((shelf.id,))))
    start(ctx, made, 1)
    page = show(made)
    scan(desk, qtbot, page, shelf.code, psu.code)

    model = page.panel.view.model()
    qtbot.waitUntil(lambda: page.panel.model.complete and model.index(0, 6).data() == "1")
    assert model.index(0, 5).data() in (None, ""), "by the book"
    assert not page.differences.model().records


def test_somebody_without_the_right_may_look_and_nothing_else(desk, ctx, make_user, sheet, psu, show, qtbot):
    viewer = make_user("访客", Role.VIEWER)
    desk.ctx.actor = viewer.id
    with ctx.reading():
        desk.permits.know(allowed(replace(ctx, actor=viewer.id)))
    page = show(sheet)

    assert not act(page, FINISH).isEnabled()
