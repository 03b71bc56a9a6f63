"""A stocktake from the plan to the posting, while work goes on (C-17)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from inventory.access import requests
from inventory.access.approvals import approve
from inventory.errors import InvalidInput, NeedsConfirmation, NotFound, NotPermitted, RuleBroken, StaleRecord
from inventory.paging import Sort
from inventory.scanning.payload import Kind, new_code
from inventory.stock.papers import issue, move, receive, reverse
from inventory.stock.replay import differences as ledger_differences
from inventory.stocktake import queries, reading
from inventory.stocktake.approval import submit
from inventory.stocktake.commands import PlanStocktake, cancel, finish, plan, reopen, review, start
from inventory.stocktake.counting import COUNTED_ALREADY, Explain, explain, nothing_there
from inventory.stocktake.differences import found
from inventory.stocktake.rules import Scope, StocktakeMode, StocktakeState, Verdict
from models.access import ApprovalRequest, Right, RightGrant
from models.assets import AssetOwner
from models.organisation import Role
from models.parts import Part
from models.places import Place, PlaceKind
from models.stock import Condition, StockBalance, StockDoc
from models.stocktakes import Stocktake, StocktakeLine
from tests.races import race
from tests.service.stocktake_steps import (
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


def test_posting_adds_the_difference_of_the_counting_moment_and_overwrites_nothing(ctx, psu, shelves, clock):
    receive(ctx, paper(psu, shelves[0], 50, unit_cost=1000))
    sheet = begun(ctx, shelves[0])
    clock.move(timedelta(minutes=75))
    issue(ctx, paper(psu, shelves[0], 2))
    clock.move(timedelta(minutes=45))
    assert counted(ctx, sheet, psu, shelves[0], 47).book_at_count == 48
    clock.move(timedelta(minutes=90))
    receive(ctx, paper(psu, shelves[0], 10, unit_cost=1000))

    closed(ctx, sheet)
    submit(ctx, sheet, "年终盘点")

    row = Stocktake.get_by_id(sheet)
    assert (lying(psu, shelves[0]), worth(psu)) == (57, (57, 57000))
    assert (row.state, row.doc.kind.value, row.doc.number[:2]) == (StocktakeState.POSTED, "adjust", "TZ")
    assert list(ledger_differences()) == []


def test_a_count_typed_in_later_from_paper_is_compared_with_the_book_of_its_own_time(ctx, psu, shelves, clock):
    receive(ctx, paper(psu, shelves[0], 50, unit_cost=1000))
    sheet = begun(ctx, shelves[0])
    clock.move(timedelta(minutes=15))
    issue(ctx, paper(psu, shelves[0], 2))
    clock.move(timedelta(minutes=45))
    at_the_shelf = clock.now()
    clock.move(timedelta(minutes=90))
    receive(ctx, paper(psu, shelves[0], 10, unit_cost=1000))

    assert counted(ctx, sheet, psu, shelves[0], 47, at=at_the_shelf).book_at_count == 48
    for wrong in (at_the_shelf - timedelta(hours=2), clock.now() + timedelta(minutes=1)):
        with pytest.raises(InvalidInput) as refused:
            counted(ctx, sheet, psu, shelves[0], 47, at=wrong, seen_version=2)
        assert refused.value.field == "at"


def test_the_sheet_holds_what_lies_in_the_places_and_under_them(ctx, psu, shelves, make_part):
    inner = Place.create(
        code=new_code(Kind.BIN), kind=PlaceKind.BIN, name="S-01-1", name_norm="S-01-1", sort_key="S-01-1",
        warehouse=shelves[0].warehouse, parent=shelves[0],
    )  # fmt: skip
    other = make_part("FUSE", "保险丝")
    for shelf, part in ((shelves[0], psu), (inner, psu), (inner, other), (shelves[1], psu)):
        receive(ctx, paper(part, shelf, 3, unit_cost=100))

    everything = begun(ctx, shelves[0])
    rows = queries.LINES.first({"stocktake": everything}, Sort("place"))
    assert [(row.place, row.part_no) for row in rows] == [("S-01", "PSU-24"), ("S-01-1", "PSU-24"), ("S-01-1", "FUSE")]
    cancel(ctx, everything, version(everything), "范围选错")
    one_part = begun(ctx, shelves[0], parts=(other,))
    assert [row.part_no for row in queries.LINES.first({"stocktake": one_part}, Sort("part"))] == ["FUSE"]


def test_what_is_being_counted_is_not_begun_on_a_second_sheet(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 3, unit_cost=100))
    first = begun(ctx, shelves[0])
    number = Stocktake.get_by_id(first).number

    second = plan(ctx, PlanStocktake(scope=Scope((shelves[0].id, shelves[1].id))))
    with pytest.raises(RuleBroken, match=number):
        start(ctx, second, version(second))
    assert Stocktake.get_by_id(second).state is StocktakeState.DRAFT
    empty_bin = begun(ctx, shelves[1])
    counted(ctx, empty_bin, psu, shelves[1], 1)
    with pytest.raises(RuleBroken, match=number):
        counted(ctx, empty_bin, psu, shelves[0], 1)


def test_a_stocktake_of_nothing_is_refused(ctx, psu):
    sheet = plan(ctx, PlanStocktake(scope=Scope((), (psu.id,))))

    with pytest.raises(RuleBroken, match="无可盘点"):
        start(ctx, sheet, version(sheet))


def test_a_place_outside_the_depot_cannot_be_counted(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 3, unit_cost=100))
    supplier = Place.get(Place.kind == PlaceKind.SUPPLIER)

    with pytest.raises(InvalidInput):
        plan(ctx, PlanStocktake(scope=Scope((supplier.id,))))
    with pytest.raises(NotFound):
        plan(ctx, PlanStocktake(scope=Scope((999_999,))))
    with pytest.raises(InvalidInput):
        plan(ctx, PlanStocktake(warehouse_id=999_999))
    sheet = begun(ctx, shelves[0])
    with pytest.raises(InvalidInput):
        counted(ctx, sheet, psu, supplier, 3)


def test_the_counting_closes_only_when_every_line_is_counted(ctx, psu, shelves, make_part):
    fuse = make_part("FUSE", "保险丝")
    receive(ctx, paper(psu, shelves[0], 3, unit_cost=100))
    receive(ctx, paper(fuse, shelves[0], 9, unit_cost=10))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, psu, shelves[0], 3)

    with pytest.raises(RuleBroken, match=r"1 行未盘点.*S-01"):
        finish(ctx, sheet, version(sheet))
    assert nothing_there(ctx, sheet, shelves[0].id) == 1
    finish(ctx, sheet, version(sheet))
    assert [(one.part_no, one.quantity) for one in found(sheet)] == [("FUSE", -9)]


def test_pieces_are_added_scan_by_scan_and_a_move_in_between_is_pointed_out(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(ctx, shelves[0])

    for number in (1, 2, 3):
        assert counted(ctx, sheet, psu, shelves[0], adding=True).counted == number
    issue(ctx, paper(psu, shelves[0], 1))
    last = counted(ctx, sheet, psu, shelves[0], adding=True)

    assert (last.counted, last.book_at_count, last.disturbed) == (4, 4, True)
    again = counted(ctx, sheet, psu, shelves[0], 4, confirmed=frozenset({COUNTED_ALREADY}))
    assert (again.counted, again.disturbed) == (4, False)


def test_a_count_that_somebody_took_is_replaced_only_on_purpose(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(ctx, shelves[0])
    line = counted(ctx, sheet, psu, shelves[0], 5).line_id

    with pytest.raises(NeedsConfirmation, match=r"PSU-24.*5.*4") as asked:
        counted(ctx, sheet, psu, shelves[0], 4)
    assert asked.value.key == COUNTED_ALREADY
    with pytest.raises(StaleRecord):
        counted(ctx, sheet, psu, shelves[0], 4, seen_version=1)
    assert counted(ctx, sheet, psu, shelves[0], 4, seen_version=StocktakeLine.get_by_id(line).version).counted == 4


@pytest.mark.parametrize("quantity", ["1.5", -1, "viele"])
def test_a_count_that_is_no_count_is_refused_under_its_field(ctx, psu, shelves, quantity):
    sheet = begun(ctx, shelves[0])

    with pytest.raises(InvalidInput) as refused:
        counted(ctx, sheet, psu, shelves[0], quantity)
    assert refused.value.field == "quantity"


def test_a_surplus_comes_in_at_the_average_and_a_shortage_goes_at_it(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 10, unit_cost=20000))
    receive(ctx, paper(psu, shelves[1], 5, unit_cost=21850))  # 15 pieces, 3092.50
    sheet = begun(ctx, *shelves)
    counted(ctx, sheet, psu, shelves[0], 9)
    counted(ctx, sheet, psu, shelves[1], 6)

    closed(ctx, sheet)
    submit(ctx, sheet, "年终盘点")

    # the surplus first: 3092.50 / 15 = 206.1666… → 206.17, 16 pieces worth 3298.67; then one goes: 206.1668… → 206.17
    assert worth(psu) == (15, 309250)
    assert (lying(psu, shelves[0]), lying(psu, shelves[1])) == (9, 6)
    assert list(ledger_differences()) == []


def test_what_is_found_where_nothing_gives_an_average_needs_a_cost(ctx, psu, shelves):
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, psu, shelves[0], 2)
    closed(ctx, sheet)

    with pytest.raises(InvalidInput) as refused:
        submit(ctx, sheet, "年终盘点")
    assert refused.value.field == "unit_cost"
    (one,) = found(sheet)
    because(ctx, one, "漏记入库", 1550)
    submit(ctx, sheet, "年终盘点")
    assert worth(psu) == (2, 3100)


def test_a_cost_that_was_entered_gives_way_to_the_average_where_there_is_one(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, psu, shelves[0], 7)
    closed(ctx, sheet)
    (one,) = found(sheet)
    because(ctx, one, "漏记入库", 999999)
    submit(ctx, sheet, "年终盘点")
    assert worth(psu) == (7, 700)


def test_whoever_approves_reads_amounts_only_where_they_may_see_costs(ctx, psu, shelves, make_user):
    keeper = replace(ctx, actor=make_user("王芳").id)
    receive(keeper, paper(psu, shelves[0], 5, unit_cost=12345))
    sheet = begun(keeper, shelves[0])
    counted(keeper, sheet, psu, shelves[0], 4)
    closed(keeper, sheet)
    request = submit(keeper, sheet, "年终盘点")
    RightGrant.create(role=Role.ENGINEER, right=Right.APPROVE)

    told = {}
    for role in (Role.MANAGER, Role.ENGINEER):
        reader = replace(ctx, actor=make_user(f"批准人{role.value}", role).id)
        told[role] = " ".join(map(str, requests.request(reader, request).effects))
    assert "123.45" in told[Role.MANAGER] and "123.45" not in told[Role.ENGINEER]
    assert all("PSU-24" in words for words in told.values())


def test_a_difference_without_a_reason_is_not_posted(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, psu, shelves[0], 4)
    closed(ctx, sheet, reason="")

    with pytest.raises(InvalidInput) as refused:
        submit(ctx, sheet, "年终盘点")
    assert refused.value.field == "reason"
    assert lying(psu, shelves[0]) == 5


def test_serials_found_missing_elsewhere_and_unknown(ctx, board, shelves):
    for serial, shelf in (("A1", 0), ("A2", 0), ("A3", 0), ("B1", 1)):
        receive(ctx, paper(board, shelves[shelf], serial=serial, unit_cost=50000))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, board, shelves[0], serial="a1")
    counted(ctx, sheet, board, shelves[0], serial="B1")
    counted(ctx, sheet, board, shelves[0], serial="Z9")
    nothing_there(ctx, sheet)

    finish(ctx, sheet, version(sheet))
    review(ctx, sheet, version(sheet))
    counted(ctx, sheet, board, shelves[0], serial="A3", seen_version=2)  # found under the table at the recount
    said = {one.serial: one.verdict for one in found(sheet)}
    assert said == {"A2": Verdict.MISSING, "B1": Verdict.ELSEWHERE, "Z9": Verdict.UNKNOWN}
    for one in found(sheet):
        because(ctx, one, "已核实", 40000 if one.serial == "Z9" else None)
    submit(ctx, sheet, "年终盘点")

    here = {
        row.serial
        for row in StockBalance.select().where((StockBalance.place == shelves[0]) & (StockBalance.quantity > 0))
    }
    assert (here, lying(board, shelves[1])) == ({"A1", "A3", "B1", "Z9"}, 0)
    assert worth(board) == (4, 3 * 50000 + 40000)
    assert list(ledger_differences()) == []


def test_one_piece_that_was_counted_in_two_places_is_counted_again_before_anything_is_posted(ctx, board, shelves):
    receive(ctx, paper(board, shelves[0], serial="A1", unit_cost=50000))
    sheet = begun(ctx, *shelves)
    counted(ctx, sheet, board, shelves[0], serial="A1")
    counted(ctx, sheet, board, shelves[1], serial="A1")
    for shelf in shelves:
        counted(ctx, sheet, board, shelf, serial="Z9")
    closed(ctx, sheet)

    said = {(one.serial, one.place): (one.verdict, one.also) for one in found(sheet)}
    assert said == {
        ("A1", "S-02"): (Verdict.TWICE, ("S-01",)), ("Z9", "S-01"): (Verdict.TWICE, ("S-02",)),
        ("Z9", "S-02"): (Verdict.TWICE, ("S-01",)),
    }  # fmt: skip
    with pytest.raises(RuleBroken, match=r"MB-7.*Z9.*S-01.*S-02"):
        submit(ctx, sheet, "年终盘点")
    for serial in ("A1", "Z9"):
        line = StocktakeLine.get((StocktakeLine.serial == serial) & (StocktakeLine.place == shelves[1]))
        counted(ctx, sheet, board, shelves[1], 0, serial=serial, seen_version=line.version)
    (left,) = found(sheet)
    assert (left.serial, left.place, left.verdict) == ("Z9", "S-01", Verdict.UNKNOWN)
    because(ctx, left, "漏记入库", 40000)
    submit(ctx, sheet, "年终盘点")
    assert worth(board) == (2, 90000)


def test_several_differences_share_one_reason_and_what_was_found_in_addition_one_cost(ctx, board, psu, shelves):
    for serial in ("A1", "A2", "A3"):
        receive(ctx, paper(board, shelves[0], serial=serial, unit_cost=50000))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, psu, shelves[0], 2)
    nothing_there(ctx, sheet)
    finish(ctx, sheet, version(sheet))
    seen = tuple((one.line_id, one.version) for one in found(sheet))
    assert len(seen) == 4

    explain(ctx, Explain(lines=seen, reason="整箱借出未登记", unit_cost=1550))
    with pytest.raises(StaleRecord):
        explain(ctx, Explain(lines=seen, reason="再写一次"))
    with pytest.raises(InvalidInput):
        explain(ctx, Explain(lines=(), reason="没有行"))
    with pytest.raises(InvalidInput):
        explain(ctx, Explain(lines=seen, reason="负数", unit_cost=-1))

    assert [(one.reason, one.unit_cost) for one in found(sheet) if one.serial] == [("整箱借出未登记", None)] * 3
    assert [one.unit_cost for one in found(sheet) if not one.serial] == [1550]
    review(ctx, sheet, version(sheet))
    submit(ctx, sheet, "年终盘点")
    assert (worth(board), worth(psu)) == ((0, 0), (2, 3100))


def test_lots_and_what_belongs_to_a_customer_are_counted_by_themselves(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100, lot="L1"))
    receive(ctx, paper(psu, shelves[0], 3, unit_cost=100, lot="L2"))
    receive(ctx, paper(psu, shelves[0], 2, owner=AssetOwner.CUSTOMER))
    sheet = begun(ctx, shelves[0])

    seen = reading.read(ctx, sheet, psu.code, standing=shelves[0].id)
    assert [(mark.owner.value, mark.lot) for mark in seen.marks] == [("us", "L1"), ("us", "L2"), ("customer", "")]
    for mark, quantity in zip(seen.marks, (5, 2, 1), strict=True):
        counted(ctx, sheet, psu, shelves[0], quantity, owner=mark.owner, lot=mark.lot)
    closed(ctx, sheet)
    submit(ctx, sheet, "年终盘点")

    left = {(row.owner.value, row.lot): row.quantity for row in StockBalance.select().where(StockBalance.internal)}
    assert left == {("us", "L1"): 5, ("us", "L2"): 2, ("customer", ""): 1}
    assert worth(psu) == (7, 700), "what is the customer's was never worth anything"


def test_a_serial_that_lies_in_another_condition_changes_its_condition(ctx, board, shelves):
    receive(ctx, paper(board, shelves[0], serial="A1", unit_cost=50000))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, board, shelves[0], serial="A1", condition=Condition.FAULTY)
    nothing_there(ctx, sheet)

    closed(ctx, sheet)
    submit(ctx, sheet, "年终盘点")

    assert (lying(board, shelves[0]), lying(board, shelves[0], Condition.FAULTY), worth(board)) == (0, 1, (1, 50000))


def test_a_serial_that_went_out_on_a_paper_is_not_posted_before_the_paper_is_reversed(ctx, board, shelves, clock):
    receive(ctx, paper(board, shelves[0], serial="A1", unit_cost=50000))
    out = issue(ctx, paper(board, shelves[0], serial="A1"))
    clock.move(timedelta(minutes=1))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, board, shelves[0], serial="A1")
    closed(ctx, sheet)

    with pytest.raises(RuleBroken, match=out.number):
        submit(ctx, sheet, "年终盘点")
    clock.move(timedelta(minutes=1))
    reverse(ctx, str(uuid.uuid4()), out.doc_id)
    assert [one.verdict for one in found(sheet)] == [Verdict.SETTLED]
    submit(ctx, sheet, "年终盘点")
    assert (lying(board, shelves[0]), Stocktake.get_by_id(sheet).doc_id) == (1, None)


def test_each_serial_is_counted_once(ctx, board, shelves):
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, board, shelves[0], serial="A1", adding=True)

    with pytest.raises(RuleBroken, match="A1 已在 S-01"):
        counted(ctx, sheet, board, shelves[0], serial="A1", adding=True)
    with pytest.raises(InvalidInput):
        counted(ctx, sheet, board, shelves[0])
    with pytest.raises(InvalidInput):
        counted(ctx, sheet, board, shelves[0], 2, serial="A2")


def test_a_serial_of_a_part_that_is_counted_in_pieces_is_refused(ctx, psu, shelves):
    sheet = begun(ctx, shelves[0])

    with pytest.raises(InvalidInput) as refused:
        counted(ctx, sheet, psu, shelves[0], serial="A1")
    assert refused.value.field == "serial"


def test_a_blind_sheet_keeps_the_book_to_itself_until_the_counting_is_closed(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(ctx, shelves[0], mode=StocktakeMode.BLIND)
    counted(ctx, sheet, psu, shelves[0], 4)

    (line,) = queries.LINES.first({"stocktake": sheet}, Sort("place"))
    assert (line.snapshot, line.book, line.difference, line.counted) == (None, None, None, 4)
    for answer in ("yes", "no"):
        assert not queries.LINES.first({"stocktake": sheet, "agrees": answer}, Sort("place")), "nor by asking"
    assert (queries.card(ctx, sheet).differences, queries.card(ctx, sheet).agreeing) == ((), None)
    assert queries.LISTING.rows([sheet])[0].different is None
    finish(ctx, sheet, version(sheet))
    (line,) = queries.LINES.first({"stocktake": sheet, "agrees": "no"}, Sort("place"))
    assert (line.snapshot, line.book, line.difference) == (5, 5, -1)
    shown = queries.card(ctx, sheet)
    assert [(one.difference.quantity, one.worth.fen) for one in shown.differences] == [(-1, -100)]
    assert shown.agreeing == 0


def test_the_card_says_how_far_it_is(ctx, psu, shelves):
    for shelf in shelves:
        receive(ctx, paper(psu, shelf, 5, unit_cost=100))
    sheet = begun(ctx, *shelves)
    counted(ctx, sheet, psu, shelves[0], 5)

    shown = queries.card(ctx, sheet)
    assert (shown.row.lines, shown.row.counted, shown.row.different, shown.agreeing) == (2, 1, 0, 10_000)
    assert shown.places == ("S-01", "S-02")
    with pytest.raises(NotFound):
        queries.card(ctx, 999_999)


def test_somebody_who_did_not_count_approves(ctx, psu, shelves, make_user):
    keeper, boss = make_user("王芳"), make_user("赵敏", Role.MANAGER)
    at = {who.id: replace(ctx, actor=who.id) for who in (keeper, boss)}
    receive(at[keeper.id], paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(at[keeper.id], shelves[0])
    counted(at[keeper.id], sheet, psu, shelves[0], 4)
    closed(at[keeper.id], sheet)
    request = submit(at[keeper.id], sheet, "年终盘点")

    assert lying(psu, shelves[0]) == 5, "asking posts nothing"
    with pytest.raises(NotPermitted):
        approve(at[keeper.id], request, 1)
    approve(at[boss.id], request, 1)
    row = Stocktake.get_by_id(sheet)
    assert (row.state, row.approved_by_id, lying(psu, shelves[0])) == (StocktakeState.POSTED, boss.id, 4)


def test_whoever_counted_a_line_does_not_approve_even_if_somebody_counted_it_again(ctx, psu, shelves, make_user):
    keeper, boss = make_user("王芳"), make_user("赵敏", Role.MANAGER)
    by_keeper, by_boss = replace(ctx, actor=keeper.id), replace(ctx, actor=boss.id)
    receive(by_keeper, paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(by_keeper, shelves[0])
    counted(by_boss, sheet, psu, shelves[0], 3)
    counted(by_keeper, sheet, psu, shelves[0], 4, confirmed=frozenset({COUNTED_ALREADY}))
    closed(by_keeper, sheet)
    request = submit(by_keeper, sheet, "年终盘点")

    with pytest.raises(NotPermitted, match="参与盘点"):
        approve(by_boss, request, 1)


def test_a_sheet_that_was_counted_again_is_submitted_anew(ctx, psu, shelves, make_user):
    keeper, boss = make_user("王芳"), make_user("赵敏", Role.MANAGER)
    by_keeper, by_boss = replace(ctx, actor=keeper.id), replace(ctx, actor=boss.id)
    receive(by_keeper, paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(by_keeper, shelves[0])
    line = counted(by_keeper, sheet, psu, shelves[0], 4).line_id
    closed(by_keeper, sheet)
    request = submit(by_keeper, sheet, "年终盘点")
    with pytest.raises(RuleBroken, match="已提交审批"):
        submit(by_keeper, sheet, "年终盘点")
    counted(by_keeper, sheet, psu, shelves[0], 3, seen_version=StocktakeLine.get_by_id(line).version)

    with pytest.raises(RuleBroken, match="重新盘点"):
        approve(by_boss, request, 1)
    assert (lying(psu, shelves[0]), ApprovalRequest.get_by_id(request).state.value) == (5, "open")


def test_a_shortage_that_is_no_longer_there_is_refused_with_its_numbers(ctx, psu, shelves, clock):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, psu, shelves[0], 1)
    clock.move(timedelta(minutes=5))
    issue(ctx, paper(psu, shelves[0], 3))
    closed(ctx, sheet)

    with pytest.raises(RuleBroken, match=r"\b2\b.*PSU-24"):
        submit(ctx, sheet, "年终盘点")
    assert lying(psu, shelves[0]) == 2


def test_a_bin_that_was_forgotten_is_counted_after_all(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, psu, shelves[0], 5)
    finish(ctx, sheet, version(sheet))
    with pytest.raises(RuleBroken, match="已盘完"):
        counted(ctx, sheet, psu, shelves[1], 1)

    reopen(ctx, sheet, version(sheet))
    counted(ctx, sheet, psu, shelves[1], 1)
    assert Stocktake.get_by_id(sheet).counted_at is None


def test_a_stocktake_is_given_up_with_a_reason_and_posts_nothing(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, psu, shelves[0], 4)
    papers = StockDoc.select().count()

    with pytest.raises(InvalidInput):
        cancel(ctx, sheet, version(sheet), "  ")
    with pytest.raises(StaleRecord):
        cancel(ctx, sheet, 1, "没有时间")
    cancel(ctx, sheet, version(sheet), "没有时间")
    assert (Stocktake.get_by_id(sheet).state, StockDoc.select().count()) == (StocktakeState.CANCELLED, papers)
    assert StocktakeLine.get(StocktakeLine.stocktake == sheet).counted == 4


def test_what_is_typed_in_after_the_count_but_dated_before_it_is_pointed_out(ctx, psu, shelves, clock):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    clock.move(timedelta(days=2))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, psu, shelves[0], 3)
    clock.move(timedelta(hours=1))
    late = issue(ctx, replace(paper(psu, shelves[0], 2), happened_on=clock.today() - timedelta(days=1)))

    assert [one.late for one in found(sheet)] == [(late.number,)]


def test_a_day_before_a_posted_stocktake_is_closed(ctx, psu, shelves, clock):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    clock.move(timedelta(days=2))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, psu, shelves[0], 4)
    closed(ctx, sheet)
    before = replace(paper(psu, shelves[0], 1), happened_on=clock.today() - timedelta(days=1))
    issue(ctx, before)  # still open
    submit(ctx, sheet, "年终盘点")

    with pytest.raises(RuleBroken, match=Stocktake.get_by_id(sheet).number):
        issue(ctx, replace(before, act=str(uuid.uuid4())))
    issue(ctx, replace(before, act=str(uuid.uuid4()), happened_on=clock.today()))
    receive(ctx, replace(paper(psu, shelves[1], 1, unit_cost=100), happened_on=before.happened_on))  # not counted there
    assert lying(psu, shelves[0]) == 2


def test_a_part_that_a_stocktake_of_the_bin_did_not_find_was_not_there(ctx, psu, shelves, make_part, clock):
    other = make_part("FUSE", "保险丝")
    under = Place.create(
        code=new_code(Kind.BIN), kind=PlaceKind.BIN, name="S-01-1", name_norm="S-01-1", sort_key="S-01-1",
        warehouse=shelves[0].warehouse, parent=shelves[0],
    )  # fmt: skip
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    clock.move(timedelta(days=2))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, psu, shelves[0], 5)
    closed(ctx, sheet)
    submit(ctx, sheet, "年终盘点")
    number, yesterday = Stocktake.get_by_id(sheet).number, clock.today() - timedelta(days=1)

    def late(part, shelf):
        return replace(paper(part, shelf, 1, unit_cost=100), happened_on=yesterday)

    for shelf in (shelves[0], under):
        with pytest.raises(RuleBroken, match=rf"{number}.*2026-11-24.*{shelf.name}.*2026-11-23"):
            receive(ctx, late(other, shelf))
    receive(ctx, late(other, shelves[1]))  # nobody looked there
    receive(ctx, replace(late(other, shelves[0]), happened_on=clock.today()))

    one_part = begun(ctx, shelves[1], parts=(psu,))
    closed(ctx, one_part)
    submit(ctx, one_part, "抽盘")
    receive(ctx, late(other, shelves[1]))  # nor for this part
    with pytest.raises(RuleBroken, match=Stocktake.get_by_id(one_part).number):
        receive(ctx, late(psu, shelves[1]))


def test_many_laptops_count_at_once_while_goods_go_out(ctx, shelves, make_part):
    parts = [make_part(f"P-{number}", "件") for number in range(4)]
    for part in parts:
        receive(ctx, paper(part, shelves[0], 20, unit_cost=100))
    sheet = begun(ctx, shelves[0])

    def work(number):
        part = parts[number % 4]
        if number % 8 < 4:
            return counted(ctx, sheet, part, shelves[0], adding=True)
        return issue(ctx, paper(part, shelves[0], 1))

    outcomes = race(ctx, 16, work)

    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert [row.counted for row in StocktakeLine.select().order_by(StocktakeLine.part)] == [2, 2, 2, 2]
    assert [lying(part, shelves[0]) for part in parts] == [18, 18, 18, 18]


def test_of_two_sheets_of_one_bin_that_begin_at_once_one_waits(ctx, psu, shelves):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    sheets = [plan(ctx, PlanStocktake(scope=Scope((shelves[0].id,)))) for _sheet in range(4)]

    outcomes = race(ctx, 4, lambda number: start(ctx, sheets[number], version(sheets[number])))

    assert [one for one in outcomes if not isinstance(one, RuleBroken)] == [1], "else each difference is posted twice"


def test_only_who_keeps_the_stock_counts_it(ctx, psu, shelves, make_user):
    viewer = replace(ctx, actor=make_user("访客", Role.VIEWER).id)

    for act in (
        lambda: plan(viewer, PlanStocktake()),
        lambda: counted(viewer, 1, psu, shelves[0], 1),
        lambda: nothing_there(viewer, 1),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_a_part_that_is_gone_is_said_to_be(ctx, shelves, psu):
    sheet = begun(ctx, shelves[0])
    gone = Part(id=999_999)

    with pytest.raises(NotFound):
        counted(ctx, sheet, gone, shelves[0], 1)
    with pytest.raises(NotFound):
        counted(ctx, 999_999, psu, shelves[0], 1)


def test_a_move_between_bins_after_the_count_does_not_disturb_the_difference(ctx, psu, shelves, clock):
    receive(ctx, paper(psu, shelves[0], 5, unit_cost=100))
    sheet = begun(ctx, shelves[0])
    counted(ctx, sheet, psu, shelves[0], 4)
    clock.move(timedelta(minutes=1))
    move(ctx, paper(psu, shelves[0], 2, to_place_id=shelves[1].id))
    closed(ctx, sheet)
    submit(ctx, sheet, "年终盘点")

    assert (lying(psu, shelves[0]), lying(psu, shelves[1]), worth(psu)) == (2, 2, (4, 400))
