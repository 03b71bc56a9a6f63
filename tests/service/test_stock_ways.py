"""Goods on their ways through the depot: vans, tools, transfers, quarantine, reservations, averages by warehouse."""

from __future__ import annotations

import pytest

from inventory.access.rights import Right
from inventory.errors import InvalidInput, NotPermitted, RuleBroken
from inventory.parts.queries import card
from inventory.people.commands import EditUser, edit_user
from inventory.places.commands import AddWarehouse, add_warehouse, retire_place
from inventory.places.furnishing import bin_named, within
from inventory.stock import reservations
from inventory.stock.lending import bring_back, lend, lent
from inventory.stock.papers import (
    Back,
    Goods,
    Paper,
    change_condition,
    inspect,
    issue,
    move,
    receive,
    reverse,
    scrap,
    take_back,
)
from inventory.stock.replay import differences
from inventory.stock.reservations import Reserve, release, reserve
from inventory.stock.scope import ValuationScope, choose, valuation
from inventory.stock.transfers import Arrived, ReceiveTransfer, on_the_way, receive_transfer, send
from inventory.stocktake.approval import submit
from inventory.stocktake.commands import PlanStocktake, finish, plan, review, start
from inventory.stocktake.counting import Count, Explain, count, explain
from inventory.stocktake.differences import found
from inventory.stocktake.rules import Scope
from inventory.values.money import Money
from models import connect
from models.assets import AssetOwner
from models.organisation import Role
from models.parts import PartKind
from models.places import Place, PlaceKind
from models.stock import Condition, IssuePurpose, StockBalance, StockLine, StockValue
from models.stocktakes import Stocktake
from tests.races import race
from tests.service.stock_shelves import act, far, psu, shelf

__all__ = ["far", "psu", "shelf"]


def goods(part, shelf, quantity=1, **more):
    return Goods(part_id=part.id, place_id=shelf.id, quantity=quantity, **more)


def paper(*lines, **head):
    return Paper(act=act(), lines=lines, **head)


def lying(part, place, condition=Condition.NEW):
    found = StockBalance.get_or_none(part=part.id, place=place.id, condition=condition)
    return found.quantity if found else 0


def line_of(posted):
    return StockLine.get(StockLine.doc == posted.doc_id).id


@pytest.fixture
def engineer(ctx, make_user):
    who = make_user("刘静", Role.ENGINEER)
    ctx.actor = make_user("陈刚", Role.KEEPER).id
    return who


def worth(part):
    return {
        row.warehouse_id: (row.quantity, row.value) for row in StockValue.select().where(StockValue.part == part.id)
    }


def test_goods_go_onto_a_van_and_back_at_no_change_of_value(ctx, psu, shelf, engineer):
    out = issue(ctx, paper(goods(psu, shelf, 3), purpose=IssuePurpose.VAN, engineer_id=engineer.id))
    van = Place.get(Place.engineer == engineer.id)

    assert (out.amounts, lying(psu, shelf), lying(psu, van)) == ((0,), 7, 3)
    take_back(ctx, act(), (Back(line_id=line_of(out), place_id=shelf.id, quantity=1),))
    move(ctx, paper(goods(psu, van, 1, to_place_id=shelf.id)))
    assert (lying(psu, shelf), lying(psu, van), worth(psu)) == (9, 1, {None: (10, 200000)})
    assert issue(ctx, paper(goods(psu, van, 1), purpose=IssuePurpose.OTHER)).amounts == (-20000,)
    row = card(ctx, psu.id).row
    assert (row.on_hand, row.available) == (9, 9)
    for wrong in (
        paper(goods(psu, shelf), purpose=IssuePurpose.VAN),
        paper(goods(psu, shelf), purpose=IssuePurpose.CASE),
    ):
        with pytest.raises(InvalidInput):
            issue(ctx, wrong)
    with pytest.raises(InvalidInput, match=van.name):
        move(ctx, paper(goods(psu, shelf, 1, to_place_id=van.id)))


def test_a_tool_is_lent_and_whoever_has_one_cannot_leave(ctx, shelf, make_part, engineer, make_user):
    """R-107, INV-19."""
    tool, part = make_part("T-1", "示波器", kind=PartKind.TOOL), make_part("P-1")
    receive(ctx, paper(goods(tool, shelf, 2, unit_cost=500000), goods(part, shelf, 1, unit_cost=1)))
    lend(ctx, paper(goods(tool, shelf, 2), engineer_id=engineer.id))

    assert [(each.engineer, each.part_no, each.quantity) for each in lent(ctx, engineer.id)] == [("刘静", "T-1", 2)]
    assert worth(tool) == {None: (2, 1000000)}, "it stays ours"
    with pytest.raises(RuleBroken, match="P-1"):
        lend(ctx, paper(goods(part, shelf), engineer_id=engineer.id))
    keeper, ctx.actor = ctx.actor, make_user("管理员", Role.ADMIN).id
    leaving = EditUser(
        user_id=engineer.id, seen_version=1, name="刘静", role=Role.ENGINEER, login=engineer.login, active=False
    )
    with pytest.raises(RuleBroken, match="2 × T-1"):
        edit_user(ctx, leaving)
    ctx.actor = keeper
    with pytest.raises(RuleBroken, match="2"):
        bring_back(ctx, paper(goods(tool, shelf, 3, to_place_id=shelf.id), engineer_id=engineer.id))
    bring_back(ctx, paper(goods(tool, shelf, 2, to_place_id=shelf.id), engineer_id=engineer.id))
    assert lent(ctx) == []
    ctx.actor = leaving.user_id and make_user("管理员二", Role.ADMIN).id
    edit_user(ctx, leaving)
    for command in (lend, bring_back):
        ctx.actor = keeper
        with pytest.raises(InvalidInput):
            command(ctx, paper(goods(tool, shelf)))


def test_a_transfer_arrives_in_parts_and_what_is_lost_is_posted_off_with_a_reason(ctx, psu, shelf, far):
    sent = send(ctx, paper(goods(psu, shelf, 5)), far.warehouse_id)
    (way,) = on_the_way(ctx, far.warehouse_id)
    assert (way.number, way.sent, way.open, way.warehouse) == (sent.number, 5, 5, "新疆分仓")
    line = way.line_id

    def arrive(quantity, **more):
        return receive_transfer(
            ctx,
            ReceiveTransfer(
                act=act(),
                doc_id=sent.doc_id,
                lines=(Arrived(line_id=line, place_id=far.id, quantity=quantity),),
                **more,
            ),
        )

    with pytest.raises(RuleBroken, match=r"5 .*6|5 件.*6"):
        arrive(6)
    first = arrive(2)
    assert (lying(psu, far), on_the_way(ctx)[0].open) == (2, 3)
    with pytest.raises(RuleBroken, match="2"):
        reverse(ctx, act(), sent.doc_id)
    with pytest.raises(InvalidInput):
        arrive(1, close=True)
    done = arrive(1, close=True, reason="运输损坏两件")
    assert done.difference.amounts == (-40000,)
    assert (lying(psu, far), on_the_way(ctx), worth(psu)) == (3, [], {None: (8, 160000)})
    with pytest.raises(RuleBroken, match=sent.number):
        arrive(1)
    assert list(differences()) == []

    for posted in (done.difference, done.arrival, first.arrival):
        with pytest.raises(RuleBroken, match=sent.number):
            reverse(ctx, act(), sent.doc_id)
        reverse(ctx, act(), posted.doc_id)
    reverse(ctx, act(), sent.doc_id)  # nothing rests on it any more
    assert (lying(psu, shelf), lying(psu, far), worth(psu)) == (10, 0, {None: (10, 200000)})


def test_what_another_transfer_brings_is_no_part_of_this_one(ctx, psu, shelf, far):
    first, second = (send(ctx, paper(goods(psu, shelf, each)), far.warehouse_id) for each in (2, 3))
    of_first = next(each.line_id for each in on_the_way(ctx) if each.number == first.number)

    arrived = Arrived(line_id=of_first, place_id=far.id, quantity=3)
    with pytest.raises(RuleBroken, match=rf"2 .*{first.number}.*3|{first.number}.*2.*3"):
        receive_transfer(ctx, ReceiveTransfer(act=act(), doc_id=first.doc_id, lines=(arrived,)))
    with pytest.raises(InvalidInput, match=second.number):
        receive_transfer(ctx, ReceiveTransfer(act=act(), doc_id=second.doc_id, lines=(arrived,)))
    assert (lying(psu, far), [each.open for each in on_the_way(ctx)]) == (0, [2, 3])


def test_goods_are_issued_out_of_the_depot_or_onto_a_van_and_into_no_retired_place(ctx, psu, shelf, far):
    with ctx.work() as work:
        second = bin_named(work, shelf.warehouse_id, "A-02")
    with pytest.raises(InvalidInput, match="A-02"):
        issue(ctx, paper(goods(psu, shelf, 1, to_place_id=second.id)))
    retire_place(ctx, second.id, second.version)
    for ask in (
        lambda: receive(ctx, paper(goods(psu, second, 1, unit_cost=1))),
        lambda: move(ctx, paper(goods(psu, shelf, 1, to_place_id=second.id))),
    ):
        with pytest.raises(RuleBroken, match="A-02"):
            ask()
    assert lying(psu, shelf) == 10


def test_a_piece_that_arrives_broken_is_faulty_there_and_a_repeat_moves_nothing(ctx, psu, shelf, far):
    sent = send(ctx, paper(goods(psu, shelf, 1)), far.warehouse_id)
    asked = ReceiveTransfer(
        act=act(),
        doc_id=sent.doc_id,
        lines=(Arrived(line_id=line_of(sent), place_id=far.id, quantity=1, condition=Condition.FAULTY),),
    )
    assert receive_transfer(ctx, asked) == receive_transfer(ctx, asked)
    assert (lying(psu, far, Condition.FAULTY), card(ctx, psu.id).row.on_hand) == (1, 9)


def test_what_is_on_the_way_is_nobodys_to_move_and_bins_of_another_warehouse_need_a_transfer(ctx, psu, shelf, far):
    send(ctx, paper(goods(psu, shelf, 1)), far.warehouse_id)
    way = Place.get((Place.kind == PlaceKind.TRANSIT) & (Place.warehouse == far.warehouse_id))
    for command, line in (
        (issue, goods(psu, way)),
        (move, goods(psu, shelf, 1, to_place_id=far.id)),
        (scrap, goods(psu, way)),
    ):
        with pytest.raises(InvalidInput):
            command(ctx, paper(line))
    with pytest.raises(InvalidInput, match="总仓"):
        send(ctx, paper(goods(psu, shelf)), shelf.warehouse_id)


def test_what_comes_into_quarantine_is_inspected_before_it_is_good(ctx, make_part, shelf):
    """R-111."""
    part = make_part("PSU-24")
    add_warehouse(ctx, AddWarehouse(code="CK2", name="二仓"))
    with ctx.work() as work:
        waiting = within(work, shelf.warehouse_id, PlaceKind.QUARANTINE)
    receive(ctx, paper(goods(part, waiting, 5, unit_cost=100)))
    assert (lying(part, waiting, Condition.PENDING), card(ctx, part.id).row.on_hand) == (5, 0)
    with pytest.raises(RuleBroken, match="5"):
        issue(ctx, paper(goods(part, waiting, 5, condition=Condition.PENDING)))
    with pytest.raises(InvalidInput, match="待检"):
        change_condition(ctx, paper(goods(part, waiting, 1, condition=Condition.PENDING, to_condition=Condition.GOOD)))
    with pytest.raises(InvalidInput):
        inspect(ctx, paper(goods(part, shelf, 1, condition=Condition.PENDING, to_condition=Condition.GOOD)))

    inspect(
        ctx,
        paper(
            goods(part, waiting, 4, condition=Condition.PENDING, to_condition=Condition.NEW, to_place_id=shelf.id),
            goods(part, waiting, 1, condition=Condition.PENDING, to_condition=Condition.FAULTY, note="外壳开裂"),
        ),
    )
    assert (lying(part, shelf), lying(part, waiting, Condition.FAULTY), worth(part)) == (4, 1, {None: (5, 500)})


def test_goods_of_a_customer_are_kept_and_never_worth_anything(ctx, psu, shelf):
    """INV-23."""
    receive(ctx, paper(goods(psu, shelf, 2, owner=AssetOwner.CUSTOMER)))
    with pytest.raises(InvalidInput):
        receive(ctx, paper(goods(psu, shelf, 1, owner=AssetOwner.CUSTOMER, unit_cost=1)))
    assert (worth(psu), card(ctx, psu.id).row.on_hand) == ({None: (10, 200000)}, 10)
    assert issue(ctx, paper(goods(psu, shelf, 2, owner=AssetOwner.CUSTOMER))).amounts == (0,)
    with pytest.raises(RuleBroken, match="0"):
        issue(ctx, paper(goods(psu, shelf, 1, owner=AssetOwner.CUSTOMER)))


def test_what_is_reserved_for_a_case_is_not_taken_by_another_one(ctx, psu, shelf, make_case):
    mine, theirs = make_case(case_no="WX001"), make_case(case_no="WX002")
    row = reserve(ctx, Reserve(part_id=psu.id, case_id=mine.id, quantity=8))
    assert (card(ctx, psu.id).row.reserved, card(ctx, psu.id).row.available) == (8, 2)
    with pytest.raises(RuleBroken, match="2 "):
        reserve(ctx, Reserve(part_id=psu.id, case_id=theirs.id, quantity=3))
    for command, line, head in (
        (issue, goods(psu, shelf, 3), {"purpose": IssuePurpose.CASE, "case_id": theirs.id}),
        (scrap, goods(psu, shelf, 3), {}),
        (change_condition, goods(psu, shelf, 3, to_condition=Condition.FAULTY), {}),
    ):
        with pytest.raises(RuleBroken, match=r"10 .*2 .*3 .*WX001"):
            command(ctx, paper(line, **head))

    out = issue(ctx, paper(goods(psu, shelf, 5), purpose=IssuePurpose.CASE, case_id=mine.id))
    (line,) = reservations.of_case(ctx, mine.id)
    assert (line.quantity, line.open, card(ctx, psu.id).row.available) == (8, 3, 2)
    reverse(ctx, act(), out.doc_id)
    assert reservations.of_part(ctx, psu.id)[0].open == 8, "what is taken back is kept for the case again"
    issue(ctx, paper(goods(psu, shelf, 9), purpose=IssuePurpose.CASE, case_id=mine.id))
    assert reservations.of_part(ctx, psu.id) == []
    with pytest.raises(RuleBroken):
        release(ctx, row, reservations.of_case(ctx, mine.id)[0].version)


def test_a_reservation_is_released_and_one_of_a_warehouse_binds_only_there(ctx, psu, shelf, far, make_case):
    send_some = send(ctx, paper(goods(psu, shelf, 4)), far.warehouse_id)
    receive_transfer(
        ctx,
        ReceiveTransfer(
            act=act(),
            doc_id=send_some.doc_id,
            lines=(Arrived(line_id=line_of(send_some), place_id=far.id, quantity=4),),
        ),
    )
    row = reserve(ctx, Reserve(part_id=psu.id, case_id=make_case().id, quantity=4, warehouse_id=far.warehouse_id))

    issue(ctx, paper(goods(psu, shelf, 6)))
    with pytest.raises(RuleBroken, match="4 "):
        issue(ctx, paper(goods(psu, far, 1)))
    release(ctx, row, 1)
    issue(ctx, paper(goods(psu, far, 1)))


def test_of_many_reservations_for_the_last_pieces_only_as_many_hold(opened, ctx, psu, make_case):
    cases = [make_case() for _each in range(8)]
    outcomes = race(opened, 8, lambda n: reserve(opened, Reserve(part_id=psu.id, case_id=cases[n].id, quantity=3)))
    assert sum(isinstance(outcome, int) for outcome in outcomes) == 3
    assert all("PSU-24" in str(outcome) for outcome in outcomes if not isinstance(outcome, int))
    assert card(ctx, psu.id).row.available == 1


def test_an_average_of_each_warehouse_goes_along_with_a_transfer(ctx, make_part, shelf, far):
    """C-07, scope of a warehouse: 10 × 200.00 here, 2 × 300.00 there; 4 go there: 800.00 leave and arrive."""
    choose(ctx, ValuationScope.WAREHOUSE)
    part = make_part("PSU-24")
    receive(ctx, paper(goods(part, shelf, 10, unit_cost=20000)))
    receive(ctx, paper(goods(part, far, 2, unit_cost=30000)))

    sent = send(ctx, paper(goods(part, shelf, 4)), far.warehouse_id)
    assert (sent.amounts, worth(part)) == ((0,), {shelf.warehouse_id: (6, 120000), far.warehouse_id: (6, 140000)})
    receive_transfer(
        ctx,
        ReceiveTransfer(
            act=act(), doc_id=sent.doc_id, lines=(Arrived(line_id=line_of(sent), place_id=far.id, quantity=3),)
        ),
    )
    assert worth(part) == {shelf.warehouse_id: (6, 120000), far.warehouse_id: (6, 140000)}
    assert issue(ctx, paper(goods(part, far, 3))).amounts == (-70000,)
    assert issue(ctx, paper(goods(part, shelf, 1))).amounts == (-20000,)
    assert {each.warehouse: each.value for each in card(ctx, part.id).worth} == {
        "总仓": Money(100000),
        "新疆分仓": Money(70000),
    }
    back = send(ctx, paper(goods(part, far, 1)), shelf.warehouse_id)
    before = worth(part)
    reverse(ctx, act(), back.doc_id)
    assert worth(part)[shelf.warehouse_id] == (5, 100000) and before != worth(part)
    assert list(differences()) == []


def test_a_surplus_where_the_warehouse_has_none_comes_in_at_the_cost_that_was_entered(ctx, make_part, shelf, far):
    """C-07: there is an average in the one warehouse, but what is found in the other one has its own."""
    choose(ctx, ValuationScope.WAREHOUSE)
    part = make_part("PSU-24")
    receive(ctx, paper(goods(part, shelf, 10, unit_cost=20000)))
    sheet = plan(ctx, PlanStocktake(scope=Scope((far.id,))))
    start(ctx, sheet, 1)
    count(ctx, Count(stocktake_id=sheet, part_id=part.id, place_id=far.id, quantity=2))
    for step in (finish, review):
        step(ctx, sheet, Stocktake.get_by_id(sheet).version)
    (one,) = found(sheet)
    explain(ctx, Explain(lines=((one.line_id, one.version),), reason="未入账", unit_cost=15000))
    submit(ctx, sheet, "盘点")

    assert worth(part) == {shelf.warehouse_id: (10, 200000), far.warehouse_id: (2, 30000)}


def test_the_scope_stands_once_something_was_posted(ctx, psu, make_user):
    with pytest.raises(RuleBroken, match="1 "):
        choose(ctx, ValuationScope.WAREHOUSE)
    assert valuation() is ValuationScope.COMPANY
    ctx.actor = make_user(role=Role.KEEPER).id
    with pytest.raises(NotPermitted):
        choose(ctx, ValuationScope.WAREHOUSE)


def test_what_is_worth_what_is_shown_to_who_may_see_it(ctx, psu, make_user):
    for role in Role:
        ctx.actor = make_user(role=role).id
        shown = card(ctx, psu.id)
        may = connect.rows(
            "SELECT 1 FROM right_grant WHERE role = ? AND right_name = ?", (role.value, Right.SEE_COST.value)
        )
        assert bool(shown.worth) is bool(may) is shown.costs
