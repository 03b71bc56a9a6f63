"""What is scanned is kept by itself, gone on with anywhere, posted once; and two who write one draft lose nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from inventory.access.rights import allowed
from inventory.choices import Choice
from inventory.errors import DatabaseBusy
from inventory.people.commands import choose_user
from inventory.stock import drafting
from inventory.stock.drafting import KeepDraft, KeptLine, keep
from inventory.stock.papers import Goods, Paper
from inventory.stock.transfers import send
from models.access import Right, RightGrant
from models.drafts import StockDraft, StockDraftLine, Task
from models.organisation import Role
from models.parts import PartKind
from models.places import Place, Warehouse
from models.stock import Condition, DocKind, StockDoc, StockLine, StockValue
from models.suppliers import Supplier
from tests.ui.paper_desks import psu, rest, scan, shelf, show
from ui.navigation import Route
from ui.page_area import PageArea
from ui.pages import PAGES
from ui.stock import keeping
from ui.stock.drafts_tab import DraftsTab
from ui.stock.kinds import KINDS
from ui.stock.page import StockPage
from ui.stock.paper_desk import PaperDesk

__all__ = ["psu", "scan", "shelf", "show"]


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def settle(desk, qtbot):
    """Until everything on the page is kept, by itself."""

    def wait(page):
        qtbot.waitUntil(lambda: page.drafting.keeper.quiet)
        rest(desk, qtbot)

    return wait


@pytest.fixture
def post(desk, qtbot):
    def enter(page):
        page.box.code.line.setFocus()
        qtbot.keyClick(page.box.code.line, Qt.Key.Key_Return)
        rest(desk, qtbot)

    return enter


@pytest.fixture
def told(qtbot, desk):
    """The banner that asks what becomes of two versions."""

    def wait(page):
        qtbot.waitUntil(lambda: any(banner.buttons for banner in page.banners.shown))
        rest(desk, qtbot)
        return next(banner for banner in page.banners.shown if banner.buttons)

    return wait


def written():
    return [(line.part.part_no, line.quantity) for line in StockDraftLine.select().order_by(StockDraftLine.id)]


def type_into(page, place, name, text):
    field = page.lines.rows[place].fields[name]
    field.line.setText(text)
    field.line.textEdited.emit(text)


def test_every_scan_is_kept_by_itself_and_gone_on_with_on_another_workstation(
    desk, psu, make_case, show, scan, settle, post
):
    case = make_case(case_no="WX-0001")
    page = show("issue")
    scan(page, "WX-0001", "PSU-24")
    settle(page)
    assert written() == [("PSU-24", "1")]
    scan(page, "PSU-24")
    settle(page)
    assert written() == [("PSU-24", "2")] and StockDraft.select().count() == 1
    assert "存为草稿" in page.subtitle.text() and not page.dirty() and page.in_hand()

    other = show("draft", StockDraft.get().id)
    assert (other.draft.task, other.head.case_id()) == (Task.ISSUE, case.id)
    assert [(line.quantity, line.start.name) for line in other.draft.lines] == [("2", "A-01-01")]
    settle(other)
    assert StockDraft.get().version == 2, "looking at it is no change"
    post(other)
    doc = StockDoc.select().order_by(StockDoc.id.desc()).get()
    assert (doc.kind, doc.case_id, StockLine.get(StockLine.doc == doc.id).quantity) == (DocKind.ISSUE, case.id, 2)
    assert not StockDraft.select().exists()
    settle(page)
    assert not page.draft.lines and page.banners.shown, "the window that wrote it first hears of it"


def test_nothing_is_kept_of_an_empty_paper_and_a_paper_that_was_emptied_is_no_draft(desk, psu, show, scan, settle):
    page = show("scrap")
    settle(page)
    assert not StockDraft.select().exists()
    scan(page, "PSU-24")
    settle(page)
    page.lines.rows[0].remove.click()
    settle(page)
    assert not StockDraft.select().exists()
    scan(page, "PSU-24")
    settle(page)
    assert written() == [("PSU-24", "1")]


def test_a_paper_is_put_aside_and_another_one_begun(desk, psu, show, scan, settle, qtbot):
    page = show("scrap")
    page.aside.trigger()
    assert page.box.code.complaint, "there is nothing to keep"
    scan(page, "PSU-24")
    with qtbot.waitSignal(desk.toasted):
        page.aside.trigger()
    assert not page.draft.lines and written() == [("PSU-24", "1")]
    scan(page, "PSU-24", "PSU-24")
    settle(page)
    assert sorted(written()) == [("PSU-24", "1"), ("PSU-24", "2")]
    assert StockDraft.select().count() == 2


def test_a_posted_paper_leaves_no_draft(psu, show, scan, settle, post):
    page = show("scrap")
    scan(page, "PSU-24")
    settle(page)
    post(page)
    settle(page)
    assert not StockDraft.select().exists() and not page.draft.lines
    assert StockDoc.select().where(StockDoc.kind == DocKind.SCRAP).count() == 1


def test_a_refused_paper_is_still_kept_and_what_is_mended_is_kept_too(psu, show, scan, settle, post):
    page = show("scrap")
    scan(page, "PSU-24")
    type_into(page, 0, "quantity", "9")
    post(page)
    assert page.lines.rows[0].complaint.text()
    settle(page)
    assert written() == [("PSU-24", "9")]
    type_into(page, 0, "quantity", "2")
    settle(page)
    assert written() == [("PSU-24", "2")]


def elsewhere(ctx, page, psu, quantity):
    """Somebody else saves the draft of the page."""
    seen = page.drafting.keeper.seen
    line = KeptLine(part_id=psu.id, quantity=quantity, start_id=Place.get(Place.name == "A-01-01").id)
    bus, ctx.bus = ctx.bus, type(ctx.bus)()  # on another workstation: nobody here hears of it
    try:
        return keep(ctx, KeepDraft(act=f"other-{quantity}", task=Task.SCRAP, lines=(line,), seen=seen))
    finally:
        ctx.bus = bus


def test_the_second_to_save_is_told_and_keeps_theirs_as_a_draft_of_its_own(ctx, psu, show, scan, settle, post, told):
    page = show("scrap")
    scan(page, "PSU-24")
    settle(page)
    elsewhere(ctx, page, psu, "4")
    scan(page, "PSU-24")
    page.drafting.keeper.flush()
    told(page)
    assert page.dirty(), "nothing of it is kept until somebody decides"
    assert written() == [("PSU-24", "4")] and page.draft.lines[0].quantity == "2"
    post(page)
    assert not StockDoc.select().where(StockDoc.kind == DocKind.SCRAP).exists(), "nor is it posted over the other one"

    banner = told(page)
    banner.buttons[0].click()
    settle(page)
    assert sorted(written()) == [("PSU-24", "2"), ("PSU-24", "4")] and not page.dirty()


def test_or_looks_at_the_other_one(ctx, psu, show, scan, settle, told):
    page = show("scrap")
    scan(page, "PSU-24")
    settle(page)
    elsewhere(ctx, page, psu, "4")
    scan(page, "PSU-24")
    page.drafting.keeper.flush()
    banner = told(page)
    banner.buttons[1].click()
    settle(page)
    assert [line.quantity for line in page.draft.lines] == ["4"] and written() == [("PSU-24", "4")]


def test_a_page_on_which_nothing_was_changed_shows_what_somebody_else_made_of_it(ctx, psu, show, scan, settle, qtbot):
    page = show("scrap")
    scan(page, "PSU-24")
    settle(page)
    elsewhere(ctx, page, psu, "4")
    page.refresh()
    settle(page)
    assert [line.quantity for line in page.draft.lines] == ["4"]
    drafting.discard(ctx, page.drafting.keeper.seen)
    qtbot.waitUntil(lambda: not page.draft.lines)
    assert page.banners.shown


def test_what_could_not_be_kept_is_said_and_tried_again(psu, show, scan, settle, monkeypatch, qtbot):
    monkeypatch.setattr(keeping, "AGAIN_MS", 50)
    failures = [DatabaseBusy("busy")]

    def busy(ctx, asked):
        if failures:
            raise failures.pop()
        return keep(ctx, asked)

    monkeypatch.setattr(keeping, "keep", busy)
    page = show("scrap")
    scan(page, "PSU-24")
    page.drafting.keeper.flush()
    qtbot.waitUntil(lambda: not failures)
    settle(page)
    assert written() == [("PSU-24", "1")] and not page.banners.shown and not page.dirty()


def test_throwing_a_paper_away_is_asked_first(desk, psu, show, scan, settle, qtbot):
    page = show("scrap")
    scan(page, "PSU-24")
    settle(page)
    page.again.trigger()
    page.drafting.question.answer("")
    assert page.draft.lines and StockDraft.select().exists()
    page.again.trigger()
    page.drafting.question.answer("throw")
    rest(desk, qtbot)
    assert not page.draft.lines and not StockDraft.select().exists()


def test_who_may_not_keep_the_stock_is_asked_before_scans_are_lost(desk, ctx, psu, make_user, show, scan):
    make_user()
    choose_user(ctx, make_user(role=Role.ENGINEER).id)
    with ctx.reading():
        desk.permits.know(allowed(ctx))
    page = show("scrap")
    scan(page, "PSU-24")
    page.drafting.keeper.flush()
    assert page.dirty() and not StockDraft.select().exists()


def test_a_cost_that_one_may_not_see_is_posted_as_it_was_typed(
    desk, ctx, psu, shelf, make_user, show, scan, settle, post
):
    page = show("receive")
    scan(page, shelf.code, "PSU-24")
    type_into(page, 0, "cost", "30")
    settle(page)
    RightGrant.delete().where((RightGrant.role == Role.KEEPER) & (RightGrant.right == Right.SEE_COST)).execute()
    choose_user(ctx, make_user().id)
    page.draft.begin_again()

    other = show("draft", StockDraft.get().id)
    cost = other.lines.rows[0].fields["cost"]
    assert not cost.line.text() and cost.line.placeholderText() == "已填写"
    scan(other, "PSU-24")
    settle(other)
    assert StockDraftLine.get().cost == "30"
    post(other)
    # 5 at 20.00 lay there, 2 at 30.00 came
    assert StockValue.get(StockValue.part == psu.id).value == 16000


def test_costs_are_hidden_when_somebody_who_may_not_see_them_sits_down(
    desk, ctx, psu, shelf, make_user, show, scan, settle, qtbot
):
    page = show("receive")
    scan(page, shelf.code, "PSU-24")
    type_into(page, 0, "cost", "30")
    RightGrant.delete().where((RightGrant.role == Role.KEEPER) & (RightGrant.right == Right.SEE_COST)).execute()
    choose_user(ctx, make_user().id)
    with ctx.reading():
        desk.permits.know(allowed(ctx))
    qtbot.waitUntil(lambda: not page.lines.rows[0].fields["cost"].line.text())
    settle(page)
    assert StockDraftLine.get().cost == "30"


def test_what_was_thrown_away_elsewhere_can_still_be_kept_by_whoever_wrote_on_it(
    ctx, psu, show, scan, settle, told, qtbot
):
    page = show("scrap")
    scan(page, "PSU-24")
    settle(page)
    seen, bus = page.drafting.keeper.seen, ctx.bus
    ctx.bus = type(bus)()  # on another workstation
    drafting.discard(ctx, seen)
    ctx.bus = bus
    scan(page, "PSU-24")
    page.drafting.keeper.flush()
    told(page).buttons[1].click()
    qtbot.waitUntil(lambda: len(told(page).buttons) == 1)
    assert page.draft.lines[0].quantity == "2"
    told(page).buttons[0].click()
    settle(page)
    assert written() == [("PSU-24", "2")] and not page.dirty()


def test_the_head_of_a_draft_stands_there_again(ctx, psu, shelf, make_user, make_part, desk, show, scan, settle):
    ctx.actor = make_user("王芳").id
    engineer = make_user("张伟", Role.ENGINEER)
    supplier = Supplier.create(name="万和", name_key="万和")
    there = Warehouse.create(code="CK9", name="济宁")
    make_part("T-1", kind=PartKind.TOOL, on_hand=1)
    sent = send(ctx, Paper(act="go", lines=(Goods(part_id=psu.id, place_id=shelf.id, quantity=1),)), there.id)
    for task, head, text in (
        (Task.RECEIVE, {"supplier_id": supplier.id, "paper_no": "FP-1", "tax_rate_bp": 1300}, "supplier_id"),
        (Task.TOOL_OUT, {"engineer_id": engineer.id}, "engineer_id"),
        (Task.SEND, {"warehouse_id": there.id}, "warehouse_id"),
        (Task.ARRIVE, {"transfer_id": sent.doc_id, "closes": True, "remark": "缺一"}, "transfer_id"),
    ):
        source = StockLine.get(StockLine.doc == sent.doc_id).id if task is Task.ARRIVE else None
        line = KeptLine(part_id=psu.id, quantity="1", start_id=shelf.id, source_id=source, condition=Condition.NEW)
        kept = keep(ctx, KeepDraft(act=f"head-{task}", task=task, lines=(line,), **head))
        page = show("draft", kept.draft_id)
        said = page.head.said()
        assert page.draft.kind is KINDS[task] and said[text] == head[text], task
        assert [one.quantity for one in page.draft.lines] == ["1"], task
        settle(page)
        assert StockDraft.get(StockDraft.id == kept.draft_id).version == 1, f"{task}: nothing of it has changed"


def write(page, name, text):
    """Type into a field above the lines."""
    line = page.head.fields[name].line
    line.setText(text)
    line.textEdited.emit(text)


def test_half_a_head_is_kept_as_it_was_typed_and_written_to_its_end_elsewhere(psu, show, settle, post, scan, shelf):
    supplier = Supplier.create(name="万和", name_key="万和")
    page = show("receive")
    write(page, "supplier_id", "万")
    write(page, "happened_on", "2026-1")
    write(page, "remark", "缺一张发票")
    settle(page)
    draft = StockDraft.get()
    assert (draft.happened_on, draft.supplier_id, draft.remark) == (None, None, "缺一张发票")

    other = show("draft", draft.id)
    fields = other.head.fields
    assert [fields[name].line.text() for name in ("supplier_id", "happened_on", "remark")] == [
        "万", "2026-1", "缺一张发票",
    ]  # fmt: skip
    settle(other)
    assert StockDraft.get().version == draft.version, "looking at it is no change"
    scan(other, shelf.code, "PSU-24")
    type_into(other, 0, "cost", "30")
    post(other)
    assert fields["happened_on"].complaint and StockDraft.get().happened_on is None
    fields["supplier_id"].pick(Choice(supplier.id, supplier.name))
    write(other, "happened_on", "2026-11-02")
    settle(other)
    draft = StockDraft.get()
    assert (draft.supplier_id, draft.happened_on, draft.typed) == (supplier.id, date(2026, 11, 2), "{}")
    post(other)
    doc = StockDoc.get(StockDoc.supplier == supplier)
    assert (doc.happened_on, doc.remark) == (date(2026, 11, 2), "缺一张发票")
    settle(other)
    assert not StockDraft.select().exists(), "the supplier that stays for the next paper is no paper yet"


def test_a_head_alone_is_a_draft_until_it_is_emptied_again(desk, psu, show, settle, qtbot):
    page = show("scrap")
    write(page, "remark", "进水")
    settle(page)
    assert StockDraft.get().remark == "进水" and page.in_hand() and not page.dirty()
    write(page, "remark", " ")
    settle(page)
    assert not StockDraft.select().exists() and not page.in_hand()

    write(page, "remark", "进水")
    with qtbot.waitSignal(desk.toasted):
        page.aside.trigger()
    settle(page)
    assert StockDraft.get().remark == "进水" and not page.head.fields["remark"].line.text()
    other = show("draft", StockDraft.get().id)
    other.again.trigger()
    assert "表头" in other.drafting.question.text.text()
    other.drafting.question.answer("throw")
    rest(desk, qtbot)
    assert not StockDraft.select().exists()


def test_what_a_paper_was_opened_with_is_no_draft(psu, make_case, show, settle):
    case = make_case(case_no="WX-0001")
    page = show("issue", "case", case.id)
    settle(page)
    assert page.head.case_id() == case.id and not page.in_hand() and not StockDraft.select().exists()


def test_a_draft_whose_pieces_are_gone_says_where_they_lay(ctx, psu, shelf, show):
    line = KeptLine(part_id=psu.id, quantity="1", start_id=shelf.id, condition=Condition.GOOD)
    kept = keep(ctx, KeepDraft(act="gone", task=Task.MOVE, lines=(line,)))
    page = show("draft", kept.draft_id)
    start = page.lines.rows[0].fields["start"]
    assert start.box.currentText() == "A-01-01" and page.draft.lines[0].condition is Condition.GOOD


def test_a_draft_that_is_gone_says_so(show):
    page = show("draft", 99)
    assert page.banners.shown and not page.draft.lines


@pytest.fixture
def stock(desk, qtbot):
    page = StockPage(desk, Route("stock", "drafts"))
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    rest(desk, qtbot)
    assert isinstance(page.tab, DraftsTab)
    return page


def shown(stock):
    model = stock.tab.panel.view.model()
    columns = range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in range(model.rowCount())]


def test_the_tab_says_how_many_wait_and_opens_them(ctx, desk, psu, make_user, stock, qtbot):
    assert stock.strip.text(1) == "草稿" and not shown(stock)
    ctx.actor = make_user("李梅").id
    kept = keep(ctx, KeepDraft(act="a", task=Task.SCRAP, lines=(KeptLine(part_id=psu.id, quantity="3"),), remark="锈"))
    qtbot.waitUntil(lambda: stock.strip.text(1) == "草稿 1")
    stock.refresh()
    rest(desk, qtbot)
    ((task, _other, lines, _at, by, *rest_of),) = shown(stock)
    assert (task, lines, by) == ("报废", "1", "李梅") and "锈" in rest_of
    with qtbot.waitSignal(desk.opened) as went:
        stock.tab.panel.opened.emit(kept.draft_id)
    assert went.args == [Route("paper_desk", "draft", kept.draft_id)]
    with qtbot.waitSignal(desk.opened) as went:
        stock.tab.begin_new()
    assert went.args == [Route("paper_desk")]


def test_drafts_are_thrown_away_from_the_list_after_a_question(ctx, desk, psu, stock, qtbot):
    for act in ("a", "b", "c"):
        keep(ctx, KeepDraft(act=act, task=Task.SCRAP, lines=(KeptLine(part_id=psu.id, quantity="3"),)))
    stock.refresh()
    rest(desk, qtbot)
    view = stock.tab.panel.view
    view.choose([0, 1], None)
    stock.tab._read(stock.tab.panel.selection())
    rest(desk, qtbot)
    assert "2" in stock.tab.question.text.text()
    stock.tab.question.answer("throw")
    rest(desk, qtbot)
    assert StockDraft.select().count() == 1
    qtbot.waitUntil(lambda: len(shown(stock)) == 1 and stock.strip.text(1) == "草稿 1")


def test_a_paper_in_hand_stays_on_its_page_whatever_else_is_opened(desk, psu, scan, qtbot):
    area = PageArea(desk)
    qtbot.addWidget(area)
    area.resize(1176, 800)
    area.show()
    desk.open(Route("paper_desk", "scrap"))
    rest(desk, qtbot)
    page = area.page
    scan(page, "PSU-24")
    desk.open(Route("paper_desk", "move"))
    rest(desk, qtbot)
    assert area.page is not page, "a page with lines is not turned"
    area.rebuild(None)
    desk.open(Route("paper_desk", "scrap"))
    rest(desk, qtbot)
    assert area.page is page and page.draft.lines
    assert not area.unsaved() and written() == [("PSU-24", "1")], "leaving the page keeps it at once"


def test_one_comes_back_to_a_draft_that_was_set_aside_on_its_own_page(ctx, desk, psu, shelf, scan, settle, qtbot):
    line = KeptLine(part_id=psu.id, quantity="1", start_id=shelf.id)
    kept = keep(ctx, KeepDraft(act="a", task=Task.SCRAP, lines=(line,)))
    area = PageArea(desk)
    qtbot.addWidget(area)
    area.show()
    route = Route("paper_desk", "draft", kept.draft_id)
    desk.open(route)
    rest(desk, qtbot)
    page = area.page
    assert isinstance(page, PaperDesk)
    page.aside.trigger()
    rest(desk, qtbot)
    assert not page.draft.lines
    desk.open(Route("stock"))
    rest(desk, qtbot)
    desk.open(route)
    rest(desk, qtbot)
    assert [one.quantity for one in page.draft.lines] == ["1"]
    assert StockDraft.select().count() == 1


def test_what_was_read_before_this_window_saved_takes_nothing_away(desk, psu, show, scan, settle):
    page = show("issue")
    scan(page, "PSU-24")
    settle(page)
    scan(page, "PSU-24")
    settle(page)
    seen = page.drafting.keeper.seen

    page.drafting._stands(replace(seen, version=seen.version - 1))

    assert not desk.jobs.running(), "nothing is fetched again"
    assert [line.quantity for line in page.draft.lines] == ["2"]


def test_what_is_scanned_while_the_others_draft_is_fetched_stays(desk, qtbot, psu, show, scan, settle):
    page = show("issue")
    scan(page, "PSU-24")
    settle(page)
    seen = page.drafting.keeper.seen

    page.drafting._stands(replace(seen, version=seen.version + 1))
    page.draft.lines[0].quantity = "7"
    rest(desk, qtbot)

    assert [line.quantity for line in page.draft.lines] == ["7"]
