"""The paper desk: everything by scan, refusals at the line, undo from the toast, rights."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from inventory.access.rights import allowed
from inventory.choices import Choice
from inventory.scanning.payload import Kind, new_code
from inventory.stock.papers import Goods, Paper, issue, receive
from inventory.stock.reservations import Reserve, reserve
from inventory.stock.transfers import send
from inventory.supply.orders import PlaceOrder, Wanted, place_order
from models.assets import AssetOwner
from models.cases import CaseState
from models.organisation import Role
from models.parts import PartKind
from models.places import Place, PlaceKind, Warehouse
from models.stock import Condition, DocKind, DocState, IssuePurpose, StockBalance, StockDoc, StockLine
from models.suppliers import Supplier
from models.supply import OrderLine
from tests.ui.paper_desks import psu, rest, scan, shelf, show
from ui.assets.label_dialog import LabelDialog
from ui.pages import PAGES
from ui.scan.burst import Scan
from ui.stock.acts import POST
from ui.stock.kinds import KINDS, Task

__all__ = ["psu", "scan", "shelf", "show"]


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def other(shelf):
    return Place.create(
        code=new_code(Kind.BIN),
        kind=PlaceKind.BIN,
        name="B-02",
        name_norm="B-02",
        sort_key="B0202",
        warehouse=shelf.warehouse_id,
    )


@pytest.fixture
def board(make_part):
    return make_part("MB-7", "主板", serialised=True)


@pytest.fixture
def engineer(ctx, make_user):
    ctx.actor = make_user("王芳", Role.KEEPER).id
    return make_user("张伟", Role.ENGINEER)


@pytest.fixture
def van(engineer):
    return Place.create(
        code=new_code(Kind.BIN),
        kind=PlaceKind.VAN,
        name="张伟的车",
        name_norm="张伟的车",
        sort_key="VAN",
        engineer=engineer.id,
    )


@pytest.fixture
def post(desk, qtbot):
    """Enter, as a keeper posts; the paper that came of it."""

    def enter(page):
        page.box.code.line.setFocus()
        qtbot.keyClick(page.box.code.line, Qt.Key.Key_Return)
        rest(desk, qtbot)
        return StockDoc.select().order_by(StockDoc.id.desc()).get()

    return enter


def type_into(page, place, name, text):
    field = page.lines.rows[place].fields[name]
    field.line.setText(text)
    field.line.textEdited.emit(text)


def lies(part, place, condition=Condition.NEW, **more):
    row = StockBalance.get_or_none(part=part.id, place=place.id, condition=condition, **more)
    return 0 if row is None else row.quantity


def lines_of(doc):
    return list(StockLine.select().where(StockLine.doc == doc.id).order_by(StockLine.position))


def test_scan_scan_enter_issues_to_the_case_from_where_most_lie(desk, ctx, psu, other, make_case, show, scan, post):
    case = make_case(case_no="WX-0001")
    receive(ctx, Paper(act="few", lines=(Goods(part_id=psu.id, place_id=other.id, quantity=2, unit_cost=1),)))
    page = show("issue")

    scan(page, "WX-0001", "PSU-24", "PSU-24")

    (row,) = page.lines.rows
    assert (row.line.quantity, row.line.start.name, row.free.text()) == ("2", "A-01-01", "7 / 5")
    doc = post(page)
    assert (doc.kind, doc.purpose, doc.case_id, doc.state) == (
        DocKind.ISSUE, IssuePurpose.CASE, case.id, DocState.POSTED,
    )  # fmt: skip
    assert lies(psu, Place.get(Place.name == "A-01-01")) == 3
    assert not page.draft.lines and not page.dirty()


def test_a_bin_that_was_scanned_first_is_where_the_pieces_are_taken(ctx, psu, other, make_case, show, scan, post):
    receive(ctx, Paper(act="few", lines=(Goods(part_id=psu.id, place_id=other.id, quantity=2, unit_cost=1),)))
    make_case(case_no="WX-0001")
    page = show("issue")

    scan(page, "WX-0001", other.code, "PSU-24")
    post(page)

    assert lies(psu, other) == 1


def test_a_units_label_means_its_open_case(make_case, psu, show, scan, post):
    case = make_case(case_no="WX-0001", state=CaseState.REPORTED)
    page = show("issue")

    scan(page, case.asset.code, "PSU-24")

    assert post(page).case_id == case.id


def test_more_than_lies_there_is_said_at_the_line_and_nothing_typed_is_lost(psu, shelf, make_case, show, scan, post):
    make_case(case_no="WX-0001")
    page = show("issue")
    scan(page, "WX-0001", "PSU-24", "ANY")
    type_into(page, 0, "quantity", "9")

    before = StockDoc.select().count()
    post(page)

    assert StockDoc.select().count() == before
    first, second = page.lines.rows
    assert "5" in first.complaint.text() and "9" in first.complaint.text() and not second.complaint.text()
    assert [line.quantity for line in page.draft.lines] == ["9", "1"]
    type_into(page, 0, "quantity", "5")
    assert not first.complaint.text()
    doc = post(page)
    assert [line.quantity for line in lines_of(doc)] == [5, 1]


def test_what_is_reserved_for_another_case_is_not_available_and_is_refused(ctx, psu, make_case, show, scan, post):
    reserve(ctx, Reserve(part_id=psu.id, case_id=make_case(case_no="WX-0009").id, quantity=4))
    make_case(case_no="WX-0001")
    page = show("issue")

    scan(page, "WX-0001", "PSU-24", "PSU-24")
    assert page.lines.rows[0].free.text() == "1 / 5"
    post(page)

    assert "WX-0009" in page.lines.rows[0].complaint.text()


def test_an_issue_without_its_case_says_so_at_the_field(psu, show, scan, post):
    page = show("issue")
    scan(page, "PSU-24")
    post(page)
    assert page.head.fields["case_id"].complaint
    assert page.draft.lines


def test_undo_in_the_toast_posts_the_reversal(desk, psu, make_case, show, scan, post, qtbot):
    make_case(case_no="WX-0001")
    page = show("issue")
    scan(page, "WX-0001", "PSU-24")
    with qtbot.waitSignal(desk.toasted) as told:
        doc = post(page)

    told.args[0].undo()
    rest(desk, qtbot)
    told.args[0].undo()  # a second click reverses nothing
    rest(desk, qtbot)

    reversal = StockDoc.get(StockDoc.reverses == doc.id)
    assert reversal.kind is DocKind.REVERSAL
    assert StockDoc.select().where(StockDoc.kind == DocKind.REVERSAL).count() == 1
    assert lies(psu, Place.get(Place.name == "A-01-01")) == 5


def test_goods_are_received_into_the_scanned_bin_with_tax_taken_off_and_labels_offered(
    desk, psu, other, show, scan, post, qtbot
):
    page = show("receive")
    scan(page, other.code, "PSU-24", "PSU-24")
    page.head.fields["tax"].set_value(1300)
    post(page)
    assert page.lines.rows[0].complaint.text(), "the cost is missing"
    type_into(page, 0, "cost", "11.30")

    doc = post(page)

    (line,) = lines_of(doc)
    assert (line.quantity, line.unit_cost, line.tax_rate_bp, line.to_place_id) == (2, 1000, 1300, other.id)
    (banner,) = page.banners.shown
    banner.buttons[0].click()
    rest(desk, qtbot)
    dialog = page.findChild(LabelDialog)
    assert dialog is not None
    dialog.close()


def test_a_bin_after_the_parts_is_where_they_go(psu, other, show, scan, post):
    page = show("receive")
    scan(page, "PSU-24", other.code)
    type_into(page, 0, "cost", "5")
    post(page)
    assert lies(psu, other) == 1


def test_a_receipt_of_the_suppliers_order_counts_as_received(ctx, psu, other, show, scan, post):
    supplier = Supplier.create(name="济南电子", name_key="济南电子")
    place_order(ctx, PlaceOrder(lines=(Wanted(psu.id, 10),), supplier_id=supplier.id, order_no="DD-7"))
    page = show("receive")
    page.head.fields["supplier_id"].pick(Choice(supplier.id, supplier.name))
    scan(page, other.code, "PSU-24")
    assert "DD-7" in page.lines.rows[0].fields["order"].box.currentText()
    type_into(page, 0, "quantity", "4")
    type_into(page, 0, "cost", "5")

    post(page)

    assert OrderLine.get().received == 4


def test_more_than_was_ordered_is_asked_about_and_received_when_somebody_insists(
    desk, ctx, psu, other, show, scan, qtbot
):
    supplier = Supplier.create(name="济南电子", name_key="济南电子")
    place_order(ctx, PlaceOrder(lines=(Wanted(psu.id, 10),), supplier_id=supplier.id, order_no="DD-7"))
    page = show("receive")
    page.head.fields["supplier_id"].pick(Choice(supplier.id, supplier.name))
    scan(page, other.code, "PSU-24")
    type_into(page, 0, "quantity", "12")
    type_into(page, 0, "cost", "5")

    with qtbot.waitSignal(desk.troubled) as asked:
        page.post()
    question = asked.args[0]
    assert all(word in str(question.error) for word in ("DD-7", "10", "12", "2")), str(question.error)
    assert OrderLine.get().received == 0 and len(page.lines.rows) == 1
    question.confirm(question.error.key)
    rest(desk, qtbot)

    assert OrderLine.get().received == 12


def test_customers_own_goods_come_in_without_a_cost(psu, other, show, scan, post):
    page = show("receive")
    page.head.fields["owner"].set_raw(AssetOwner.CUSTOMER)
    scan(page, other.code, "PSU-24")
    post(page)
    assert lies(psu, other, owner=AssetOwner.CUSTOMER) == 1


def test_serial_numbers_fill_the_part_in_hand_and_one_scan_issues_a_known_one(
    board, other, make_case, show, scan, post
):
    page = show("receive")
    scan(page, other.code, "MB-7", "S-1", "MB-7", "S-2")
    assert [line.serial for line in page.draft.lines] == ["S-1", "S-2"]
    for place in (0, 1):
        type_into(page, place, "cost", "100")
    post(page)

    make_case(case_no="WX-0001")
    page = show("issue")
    scan(page, "WX-0001", "S-2")

    doc = post(page)
    assert [line.serial for line in lines_of(doc)] == ["S-2"]


def test_parts_move_to_the_bin_that_is_scanned_after_them(psu, other, show, scan, post):
    page = show("move")
    scan(page, "PSU-24", "PSU-24", other.code)
    assert post(page).kind is DocKind.MOVE
    assert lies(psu, other) == 2


def test_unused_goods_come_back_by_scan_of_the_case(ctx, psu, shelf, make_case, show, scan, post):
    case = make_case(case_no="WX-0001")
    goods = (Goods(part_id=psu.id, place_id=shelf.id, quantity=3),)
    issue(ctx, Paper(act="out", lines=goods, purpose=IssuePurpose.CASE, case_id=case.id))
    page = show("return")

    scan(page, "WX-0001", shelf.code, "PSU-24", "PSU-24")
    assert "3" in page.lines.rows[0].free.text()

    assert post(page).kind is DocKind.RETURN_UNUSED
    assert lies(psu, shelf) == 4


def test_a_transfer_is_sent_and_received_with_what_is_missing(desk, ctx, psu, shelf, show, scan, post, qtbot):
    there = Warehouse.create(code="CK9", name="济宁")
    bin_there = Place.create(
        code=new_code(Kind.BIN), kind=PlaceKind.BIN, name="Z-01", name_norm="Z-01", sort_key="Z", warehouse=there.id
    )
    page = show("send")
    scan(page, "PSU-24", "PSU-24")
    post(page)
    assert page.draft.lines, "the warehouse was not chosen"
    page.head.show_choice("warehouse_id", there.id)
    sent = post(page)
    assert sent.kind is DocKind.TRANSFER_OUT

    page = show("arrive", "paper", sent.id)
    scan(page, bin_there.code, "PSU-24")
    page.head.fields["close"].set_raw(True)
    page.head.fields["remark"].set_raw("lost")
    post(page)

    assert lies(psu, bin_there) == 1
    kinds = [doc.kind for doc in StockDoc.select().where(StockDoc.receives == sent.id).order_by(StockDoc.id)]
    assert kinds == [DocKind.TRANSFER_IN, DocKind.ADJUST]


def test_all_of_a_transfer_arrives_with_one_press(desk, ctx, psu, shelf, show, scan, post, qtbot):
    there = Warehouse.create(code="CK9", name="济宁")
    bin_there = Place.create(
        code=new_code(Kind.BIN), kind=PlaceKind.BIN, name="Z-01", name_norm="Z-01", sort_key="Z", warehouse=there.id
    )
    send(ctx, Paper(act="go", lines=(Goods(part_id=psu.id, place_id=shelf.id, quantity=5),)), there.id)
    page = show("arrive")
    transfer = page.head.fields["transfer_id"]
    transfer.box.setCurrentIndex(1)
    rest(desk, qtbot)
    scan(page, bin_there.code)
    page.all_of_it.click()
    post(page)
    assert lies(psu, bin_there) == 5


def test_the_label_of_a_van_says_whose_it_is_and_what_goes_there_comes_back(psu, shelf, van, show, scan, post):
    page = show("van_out")
    scan(page, van.code, "PSU-24", "PSU-24")
    doc = post(page)
    assert (doc.kind, doc.purpose, doc.engineer_id) == (DocKind.ISSUE, IssuePurpose.VAN, van.engineer_id)
    assert lies(psu, van) == 2

    page = show("van_in")
    scan(page, van.code, shelf.code, "PSU-24")
    post(page)
    assert (lies(psu, van), lies(psu, shelf)) == (1, 4)


def test_tools_are_lent_and_come_back(make_part, shelf, van, psu, show, scan, post):
    tool = make_part("TOOL-1", "扭力扳手", kind=PartKind.TOOL, on_hand=1)
    page = show("tool_out")
    scan(page, van.code, "PSU-24")
    post(page)
    assert page.lines.rows[0].complaint.text(), "a power supply is no tool"
    page.lines.rows[0].remove.click()
    scan(page, "TOOL-1")
    assert post(page).kind is DocKind.TOOL_OUT

    page = show("tool_in")
    scan(page, van.code, shelf.code, "TOOL-1")
    assert post(page).kind is DocKind.TOOL_IN
    assert (lies(tool, van), lies(tool, shelf)) == (0, 1)


def test_a_condition_is_changed_where_the_pieces_lie(psu, shelf, show, scan, post):
    page = show("condition")
    scan(page, "PSU-24")
    post(page)
    assert page.lines.rows[0].complaint.text(), "nobody said what it is now"
    page.lines.rows[0].fields["becomes"].box.setCurrentIndex(3)  # after nothing, good and pending: it is new now
    assert page.draft.lines[0].becomes is Condition.FAULTY
    post(page)
    assert (lies(psu, shelf), lies(psu, shelf, Condition.FAULTY)) == (4, 1)


def test_quarantined_goods_are_inspected_into_a_bin(ctx, psu, shelf, other, show, scan, post):
    quarantine = Place.create(
        code=new_code(Kind.BIN),
        kind=PlaceKind.QUARANTINE,
        name="待检",
        name_norm="待检",
        sort_key="Q",
        warehouse=shelf.warehouse_id,
    )
    goods = Goods(part_id=psu.id, place_id=quarantine.id, quantity=2, unit_cost=5)
    receive(ctx, Paper(act="to quarantine", lines=(goods,)))
    page = show("inspect")
    scan(page, "PSU-24", "PSU-24", other.code)
    post(page)
    assert (lies(psu, quarantine, Condition.PENDING), lies(psu, other)) == (0, 2)


def test_scrap_takes_the_faulty_ones_first(ctx, psu, shelf, show, scan, post):
    goods = Goods(part_id=psu.id, place_id=shelf.id, condition=Condition.FAULTY, unit_cost=5)
    receive(ctx, Paper(act="a faulty one", lines=(goods,)))
    page = show("scrap")
    scan(page, "PSU-24")
    assert post(page).kind is DocKind.SCRAP
    assert (lies(psu, shelf, Condition.FAULTY), lies(psu, shelf)) == (0, 5)


def test_an_unknown_code_is_said_at_the_field_and_is_not_posted_over(psu, make_case, show, scan, post):
    make_case(case_no="WX-0001")
    page = show("issue")
    scan(page, "WX-0001", "PSU-24", "nobody knows this")
    assert page.box.code.complaint
    assert len(page.draft.lines) == 1


def test_enter_right_after_a_scan_waits_for_the_answer(desk, psu, make_case, show, scan, qtbot):
    make_case(case_no="WX-0001")
    page = show("issue")
    scan(page, "WX-0001")
    page.take_scan(Scan("PSU-24"))
    page.box.code.line.clear()
    qtbot.keyClick(page.box.code.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: StockDoc.get_or_none(StockDoc.kind == DocKind.ISSUE) is not None)
    rest(desk, qtbot)


def test_another_kind_keeps_what_was_scanned(psu, other, show, scan):
    page = show("receive")
    scan(page, "PSU-24", "PSU-24")
    page.head.turn_into(Task.SCRAP)
    assert [(line.quantity, line.start.name) for line in page.draft.lines] == [("2", "A-01-01")]
    page.head.turn_into(Task.RETURN)
    assert not page.draft.lines


def test_every_kind_says_how_it_is_scanned(show):
    page = show()
    for task in KINDS:
        page.head.turn_into(task)
        assert page.box.said.text()


def test_who_may_not_keep_stock_finds_the_act_grey_and_enter_says_who_may(
    desk, ctx, psu, make_case, make_user, show, scan, post
):
    make_case(case_no="WX-0001")
    ctx.actor = make_user(role=Role.VIEWER).id
    desk.permits.know(allowed(ctx))
    page = show("issue")
    scan(page, "WX-0001", "PSU-24")
    before = StockDoc.select().count()
    post(page)
    assert StockDoc.select().count() == before
    assert not page.action.isEnabled()
    assert [banner.text for banner in page.banners.shown] == [desk.permits.why_not(*POST.needs)]


def test_a_paper_begins_with_the_case_of_a_unit_a_part_or_a_bin(psu, other, make_case, show):
    case = make_case(case_no="WX-0001", state=CaseState.REPORTED)

    assert show("issue", "unit", case.asset_id).head.case_id() == case.id
    assert show("issue", "case", case.id).head.case_id() == case.id
    assert [line.article.id for line in show("move", "part", psu.id).draft.lines] == [psu.id]
    assert show("receive", "place", other.id).draft.bin.name == "B-02"


def test_a_paper_that_is_thrown_away_begins_again_and_scans_may_be_typed(desk, psu, show, scan, qtbot):
    page = show("scrap")
    qtbot.keyClicks(page.box.code.line, "PSU-24")
    qtbot.keyClick(page.box.code.line, Qt.Key.Key_Return)
    rest(desk, qtbot)
    assert page.in_hand()
    act = page.draft.act
    page.again.trigger()
    assert page.lines.rows, "it is asked first"
    page.drafting.question.answer("throw")
    assert not page.dirty() and not page.in_hand() and not page.lines.rows and page.draft.act != act
