"""Papers and reservations on screen: the lists, a paper's page, what it is worth for those who may see it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from inventory.choices import Choice
from inventory.people.commands import choose_user
from inventory.stock.papers import Goods, Paper, issue
from inventory.stock.reservations import Reserve, reserve
from inventory.stock.transfers import send
from models.organisation import Role
from models.places import Warehouse
from models.stock import DocKind, IssuePurpose, StockDoc
from models.supply import Reservation, ReservationState
from tests.ui.paper_desks import psu, rest, shelf
from ui.assets.card import AssetPage
from ui.editing.step_dialog import StepDialog
from ui.navigation import Route
from ui.pages import PAGES
from ui.parts.card import PartPage
from ui.stock.page import StockPage
from ui.stock.paper_page import PaperPage, facts
from ui.stock.reserve_dialog import reserve_dialog

__all__ = ["psu", "shelf"]


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def issued(ctx, shelf, psu, make_case):
    case = make_case(case_no="WX-0001")
    goods = (Goods(part_id=psu.id, place_id=shelf.id, quantity=3),)
    return issue(ctx, Paper(act="out", lines=goods, purpose=IssuePurpose.CASE, case_id=case.id))


def show(page, qtbot, desk):
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    rest(desk, qtbot)
    return page


def said(panel, row=0):
    model = panel.view.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_the_papers_are_the_first_tab_and_open_by_enter(desk, issued, qtbot):
    page = show(StockPage(desk, Route("stock")), qtbot, desk)
    cells = said(page.tab.panel)
    assert cells[0] == issued.number and "WX-0001" in cells[4]
    with qtbot.waitSignal(desk.opened) as went:
        page.tab.panel.opened.emit(issued.doc_id)
    assert went.args == [Route("stock_paper", issued.doc_id)]


def test_a_new_paper_is_begun_from_the_list(desk, qtbot):
    page = show(StockPage(desk, Route("stock", "papers")), qtbot, desk)
    with qtbot.waitSignal(desk.opened) as went:
        page.tab.begin_new()
    assert went.args == [Route("paper_desk")]


def test_a_paper_says_what_was_moved_and_what_can_be_done_with_it(desk, issued, psu, qtbot):
    page = show(PaperPage(desk, Route("stock_paper", issued.doc_id)), qtbot, desk)
    model = page.records.model()
    cells = [model.index(0, column).data() for column in range(model.columnCount())]
    assert (cells[0], cells[2], cells[3], cells[8]) == ("PSU-24", "3 个", "A-01-01", "-60.00")
    assert page.unused.isVisible() and page.reverse.isVisible() and not page.arrived.isVisible()
    with qtbot.waitSignal(desk.opened) as went:
        page.unused.trigger()
    assert went.args == [Route("paper_desk", "return", "paper", issued.doc_id)]
    with qtbot.waitSignal(desk.opened) as went:
        page.records.opened.emit(page.records.records[0])
    assert went.args == [Route("part", psu.id)]
    link = next(made for made in page.chips.findChildren(QPushButton) if "WX-0001" in made.text())
    with qtbot.waitSignal(desk.opened) as went:
        link.click()
    assert went.args[0].page == "case"


def test_a_paper_is_reversed_with_a_reason_and_both_know_each_other(desk, issued, qtbot):
    page = show(PaperPage(desk, Route("stock_paper", issued.doc_id)), qtbot, desk)
    page.reverse.trigger()
    dialog = page.findChild(StepDialog)
    dialog.form.submit()
    assert dialog.form["reason"].complaint, "a reason is asked for"
    dialog.form["reason"].set_raw("wrong case")
    dialog.form.submit()
    rest(desk, qtbot)
    qtbot.waitUntil(lambda: not page.reverse.isVisible())
    reversal = StockDoc.get(StockDoc.kind == DocKind.REVERSAL)
    assert reversal.remark == "wrong case"
    link = next(made for made in page.chips.findChildren(QPushButton) if reversal.number in made.text())
    with qtbot.waitSignal(desk.opened) as went:
        link.click()
    assert went.args == [Route("stock_paper", reversal.id)]


@pytest.mark.parametrize(("role", "seen"), [(Role.KEEPER, True), (Role.FINANCE, True), (Role.ENGINEER, False)])
def test_the_value_is_for_those_who_may_see_costs(desk, ctx, issued, make_user, role, seen, qtbot):
    choose_user(ctx, make_user(role=role).id)
    page = show(PaperPage(desk, Route("stock_paper", issued.doc_id)), qtbot, desk)
    assert page.records.isColumnHidden(8) is not seen
    assert ("-60.00" in dict(facts(page._loaded)).values()) is seen


def test_a_transfer_on_the_way_is_received_from_its_page(desk, ctx, psu, shelf, qtbot):
    there = Warehouse.create(code="CK9", name="济宁")
    sent = send(ctx, Paper(act="go", lines=(Goods(part_id=psu.id, place_id=shelf.id, quantity=2),)), there.id)
    page = show(PaperPage(desk, Route("stock_paper", sent.doc_id)), qtbot, desk)
    with qtbot.waitSignal(desk.opened) as went:
        page.arrived.trigger()
    assert went.args == [Route("paper_desk", "arrive", "paper", sent.doc_id)]


def test_pieces_are_reserved_for_a_case_and_released_from_the_list(desk, psu, make_case, qtbot):
    case = make_case(case_no="WX-0001")
    dialog = reserve_dialog(desk, part=Choice(psu.id, "PSU-24"), case=Choice(case.id, "WX-0001"))
    qtbot.addWidget(dialog)
    dialog.form["quantity"].set_raw("9")
    dialog.form.submit()
    rest(desk, qtbot)
    assert dialog.form.banners.shown, "only five are there"
    dialog.form["quantity"].set_raw("2")
    dialog.form.submit()
    rest(desk, qtbot)
    held = Reservation.get()
    assert (held.quantity, held.state) == (2, ReservationState.OPEN)

    page = show(StockPage(desk, Route("stock", "reservations")), qtbot, desk)
    assert said(page.tab.panel)[:5] == ["WX-0001", "PSU-24", "电源", "2", "2"]
    page.tab.panel.opened.emit(held.id)
    rest(desk, qtbot)
    page.tab.findChild(StepDialog).form.submit()
    rest(desk, qtbot)
    assert Reservation.get().state is ReservationState.RELEASED
    with qtbot.waitSignal(desk.opened) as went:
        page.tab.panel.opened.emit(held.id)
    assert went.args == [Route("part", psu.id)], "nothing is left to release"


def test_a_reservation_is_begun_from_its_tab(desk, ctx, psu, make_case, qtbot):
    reserve(ctx, Reserve(part_id=psu.id, case_id=make_case().id, quantity=1))
    page = show(StockPage(desk, Route("stock", "reservations")), qtbot, desk)
    page.tab.begin_new()
    dialog = page.tab.findChild(StepDialog)
    assert dialog is not None
    dialog.form.settle()
    dialog.close()


def test_the_page_of_a_part_keeps_some_for_a_case_and_lets_them_go(desk, psu, make_case, qtbot):
    case = make_case(case_no="WX-0001")
    page = show(PartPage(desk, Route("part", psu.id)), qtbot, desk)
    assert not page.holding.release.isVisible()
    page.holding.reserve.trigger()
    dialog = page.findChild(StepDialog)
    assert dialog.form["part_id"].choice.title == "PSU-24"
    dialog.form["case_id"].pick(Choice(case.id, "WX-0001"))
    dialog.form.submit()
    rest(desk, qtbot)
    qtbot.waitUntil(page.holding.release.isVisible)
    page.holding.release.trigger()
    next(one for one in page.findChildren(StepDialog) if one is not dialog).form.submit()
    rest(desk, qtbot)
    assert Reservation.get().state is ReservationState.RELEASED


def test_parts_are_issued_from_a_units_card_and_from_a_case(desk, make_case, qtbot):
    case = make_case(case_no="WX-0001")
    for route, wanted in (
        (Route("asset", case.asset_id), Route("paper_desk", "issue", "unit", case.asset_id)),
        (Route("case", case.id), Route("paper_desk", "issue", "case", case.id)),
    ):
        page = AssetPage(desk, route)
        show(page, qtbot, desk)
        with qtbot.waitSignal(desk.opened) as went:
            page.issue_parts()
        assert went.args == [wanted]
