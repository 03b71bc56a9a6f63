"""What the depot refuses, and that each sentence names the number that a keeper needs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from peewee import PeeweeException

from inventory.errors import InvalidInput, RuleBroken
from inventory.places.furnishing import bin_named
from inventory.stock.lending import lend
from inventory.stock.papers import (
    Back,
    Goods,
    Paper,
    change_condition,
    issue,
    move,
    receive,
    reverse,
    scrap,
    take_back,
)
from inventory.stock.replay import differences
from inventory.stock.reservations import Reserve, release, reserve
from inventory.stock.reserved import standing
from inventory.stock.transfers import send
from inventory.stocktake.approval import submit
from inventory.stocktake.commands import PlanStocktake, finish, plan, review, start
from inventory.stocktake.counting import Count, count
from inventory.stocktake.rules import Scope
from models import connect
from models.base import database
from models.parts import PartKind
from models.places import Place
from models.stock import Condition, IssuePurpose, StockDoc, StockLine
from models.stocktakes import Stocktake
from tests.service.stock_shelves import act, far, shelf

__all__ = ["far", "shelf"]


def paper(part, shelf, quantity=1, *, on=None, case=None, **line):
    goods = Goods(part_id=part.id, place_id=shelf.id, quantity=quantity, **line)
    purpose = None if case is None else IssuePurpose.CASE
    return Paper(act=act(), lines=(goods,), happened_on=on, purpose=purpose, case_id=case and case.id)


@pytest.fixture
def second(ctx, shelf):
    """Another bin of the same warehouse."""
    with ctx.work() as work:
        return bin_named(work, shelf.warehouse_id, "A-02")


@pytest.fixture
def psu(ctx, make_part, shelf):
    """Five pieces in the first bin."""
    part = make_part("PSU-24", "电源")
    receive(ctx, paper(part, shelf, 5, unit_cost=20000))
    return part


@pytest.fixture
def unchanged(psu):
    """A refusal leaves everything as it was: no paper, no move, no other balance or value."""

    def kept():
        tables = ("stock_doc", "stock_line", "stock_move", "reservation")
        counts = [connect.rows(f"SELECT count(*) FROM {table}") for table in tables]
        balances = connect.rows(
            "SELECT place_id, condition, quantity FROM stock_balance WHERE quantity <> 0 ORDER BY id"
        )
        return counts, balances, connect.rows("SELECT quantity, value FROM stock_value ORDER BY id")

    before = kept()
    yield
    assert kept() == before
    assert list(differences()) == []


WAYS = {
    "issue": lambda ctx, part, shelf, second, far, quantity: issue(ctx, paper(part, shelf, quantity)),
    "scrap": lambda ctx, part, shelf, second, far, quantity: scrap(ctx, paper(part, shelf, quantity)),
    "move": lambda ctx, part, shelf, second, far, quantity: move(
        ctx, paper(part, shelf, quantity, to_place_id=second.id)
    ),
    "condition": lambda ctx, part, shelf, second, far, quantity: change_condition(
        ctx, paper(part, shelf, quantity, to_condition=Condition.FAULTY)
    ),
    "send": lambda ctx, part, shelf, second, far, quantity: send(ctx, paper(part, shelf, quantity), far.warehouse_id),
}
"""Every way out of a bin."""


def test_more_than_is_available_is_refused_and_both_numbers_are_named(ctx, psu, shelf, second, far, unchanged):
    for way in WAYS.values():
        with pytest.raises(RuleBroken, match=r"5 .*PSU-24.*6"):
            way(ctx, psu, shelf, second, far, 6)


@pytest.mark.parametrize(("quantity", "named"), [(0, "0"), (-1, "-1"), ("1.5", r"1\.5"), (10**13, str(10**13))])
def test_a_quantity_that_cannot_be_is_refused_by_its_number(ctx, psu, shelf, second, far, unchanged, quantity, named):
    for way in WAYS.values():
        with pytest.raises(InvalidInput, match=named) as told:
            way(ctx, psu, shelf, second, far, quantity)
        assert told.value.field == "quantity"


@pytest.mark.parametrize("quantity", [0, "1.5"])
def test_a_quantity_that_cannot_be_does_not_come_in_either(ctx, psu, shelf, unchanged, quantity):
    with pytest.raises(InvalidInput, match=str(quantity)):
        receive(ctx, paper(psu, shelf, quantity, unit_cost=100))


def test_a_part_with_decimals_takes_as_many_and_no_more(ctx, make_part, shelf):
    cable = make_part("KAB-1", "电缆", decimals=2)
    receive(ctx, paper(cable, shelf, "2.5", unit_cost=1000))

    with pytest.raises(InvalidInput, match=r"1\.505"):
        issue(ctx, paper(cable, shelf, "1.505"))
    with pytest.raises(RuleBroken, match=r"2\.5 .*KAB-1.*2\.51"):
        issue(ctx, paper(cable, shelf, "2.51"))
    assert issue(ctx, paper(cable, shelf, "1.5")).amounts == (-1500,)


def test_more_than_went_out_does_not_come_back_and_the_number_is_as_people_count(ctx, make_part, shelf):
    cable = make_part("KAB-1", "电缆", decimals=2)
    receive(ctx, paper(cable, shelf, "5", unit_cost=1000))
    out = issue(ctx, paper(cable, shelf, "2.5"))
    line = StockLine.get(StockLine.doc == out.doc_id).id
    take_back(ctx, act(), (Back(line_id=line, place_id=shelf.id, quantity=1),))

    with pytest.raises(RuleBroken, match=r"(?=.*\b1\.5\b)(?=.*\b2\.5\b)(?=.*\b1\.6\b)"):
        take_back(ctx, act(), (Back(line_id=line, place_id=shelf.id, quantity="1.6"),))


@pytest.mark.parametrize("way", [way for way in WAYS if way != "move"])
def test_a_reserved_piece_is_refused_and_what_is_free_is_named(ctx, psu, shelf, second, far, make_case, way):
    """Five lie there and three of them are kept for WX001: two can be taken, from bin to bin all of them."""
    case = make_case(case_no="WX001")
    reserve(ctx, Reserve(part_id=psu.id, case_id=case.id, quantity=3))

    with pytest.raises(RuleBroken, match=r"(?=.*\b5\b)(?=.*PSU-24)(?=.*\b2\b)(?=.*\b3\b)(?=.*WX001)"):
        WAYS[way](ctx, psu, shelf, second, far, 3)
    WAYS["move"](ctx, psu, shelf, second, far, 5)
    move(ctx, paper(psu, second, 5, to_place_id=shelf.id))
    WAYS[way](ctx, psu, shelf, second, far, 2)
    with pytest.raises(RuleBroken, match="3"):
        reverse(ctx, act(), StockDoc.get(StockDoc.kind == "receipt").id)


def test_more_than_is_available_is_not_reserved(ctx, psu, make_case, unchanged):
    with pytest.raises(RuleBroken, match=r"(?=.*\b5\b)(?=.*PSU-24)(?=.*\b6\b)"):
        reserve(ctx, Reserve(part_id=psu.id, case_id=make_case().id, quantity=6))


def test_what_a_case_reserved_elsewhere_stays_reserved_when_it_takes_from_here(ctx, psu, shelf, far, make_case):
    """Five here are kept for WX001, three in the other warehouse for WX002: WX001 cannot take those three, too."""
    mine, theirs = make_case(case_no="WX001"), make_case(case_no="WX002")
    receive(ctx, paper(psu, far, 3, unit_cost=20000))
    reserve(ctx, Reserve(part_id=psu.id, case_id=mine.id, quantity=5, warehouse_id=shelf.warehouse_id))
    reserve(ctx, Reserve(part_id=psu.id, case_id=theirs.id, quantity=3))

    with pytest.raises(RuleBroken, match="WX002"):
        issue(ctx, paper(psu, far, 3, case=mine))
    assert standing(psu.id).free(None) == 0
    issue(ctx, paper(psu, shelf, 5, case=mine))
    issue(ctx, paper(psu, far, 3, case=theirs))
    assert standing(psu.id).free(None) == 0


def test_what_is_kept_again_after_a_reversal_is_never_more_than_came_back(ctx, psu, shelf, make_case):
    """What a released reservation had used stays used; only what this issue took is kept for the case again."""
    case = make_case()
    receive(ctx, paper(psu, shelf, 15, unit_cost=20000))
    first = reserve(ctx, Reserve(part_id=psu.id, case_id=case.id, quantity=4))
    out = issue(ctx, paper(psu, shelf, 3, case=case))
    release(ctx, first, 2)
    reverse(ctx, act(), out.doc_id)
    for _turn in range(2):
        reserve(ctx, Reserve(part_id=psu.id, case_id=case.id, quantity=4))
        out = issue(ctx, paper(psu, shelf, 4, case=case))
    issue(ctx, paper(psu, shelf, 12))

    reverse(ctx, act(), out.doc_id)

    now = standing(psu.id)
    assert (now.good, sum(kept.quantity for kept in now.kept)) == ({shelf.warehouse_id: 4}, 4)


def test_what_an_issue_took_from_a_van_is_not_kept_again_in_the_bins(ctx, psu, shelf, make_case, make_part):
    van = Place.create(code="BVAN0001X", kind="van", name="鲁A1", name_norm="鲁A1", sort_key="鲁A1")
    case = make_case()
    issue(ctx, Paper(act=act(), purpose=IssuePurpose.VAN, lines=(
        Goods(part_id=psu.id, place_id=shelf.id, quantity=2, to_place_id=van.id),
    )))  # fmt: skip
    reserve(ctx, Reserve(part_id=psu.id, case_id=case.id, quantity=3))
    issue(ctx, paper(psu, shelf, 3, case=case))
    out = issue(ctx, paper(psu, van, 2, case=case))

    reverse(ctx, act(), out.doc_id)

    assert (standing(psu.id).free(None), standing(psu.id).kept) == (0, ())


def test_a_posted_paper_is_reversed_once_and_never_edited(ctx, psu, shelf):
    out = issue(ctx, paper(psu, shelf, 2))
    back = reverse(ctx, act(), out.doc_id)

    for doc, number in ((out, out.number), (back, back.number)):
        with pytest.raises(RuleBroken, match=number):
            reverse(ctx, act(), doc.doc_id)
    line = StockLine.get(StockLine.doc == out.doc_id).id
    for statement in (
        f"UPDATE stock_doc SET happened_on = '2026-01-01' WHERE id = {out.doc_id}",
        f"DELETE FROM stock_doc WHERE id = {out.doc_id}",
        f"UPDATE stock_line SET quantity = 1 WHERE id = {line}",
        f"DELETE FROM stock_line WHERE id = {line}",
        f"UPDATE stock_move SET quantity = 1 WHERE line_id = {line}",
        f"DELETE FROM stock_move WHERE line_id = {line}",
    ):
        with pytest.raises(PeeweeException), database.atomic():
            database.execute_sql(statement)
    assert list(differences()) == []


def test_a_reversal_that_would_have_left_too_little_is_refused_by_number_and_day(ctx, make_part, shelf):
    """Of the 5 that came on the 2nd, 1 was there before the receipt of the 20th."""
    part = make_part("PSU-24")
    came = receive(ctx, paper(part, shelf, 5, unit_cost=100, on=date(2026, 11, 2)))
    issue(ctx, paper(part, shelf, 4, on=date(2026, 11, 10)))
    receive(ctx, paper(part, shelf, 10, unit_cost=100, on=date(2026, 11, 20)))

    with pytest.raises(RuleBroken, match=r"(?=.*\b1\b)(?=.*PSU-24)(?=.*2026-11-20)(?=.*\b5\b)"):
        reverse(ctx, act(), came.doc_id)


def test_a_day_before_the_last_approved_stocktake_is_refused_by_both_days_and_its_number(ctx, psu, shelf, clock):
    sheet = plan(ctx, PlanStocktake(scope=Scope((shelf.id,), (psu.id,))))
    start(ctx, sheet, 1)
    count(ctx, Count(stocktake_id=sheet, part_id=psu.id, place_id=shelf.id, quantity=5))
    for step in (finish, review):
        step(ctx, sheet, Stocktake.get_by_id(sheet).version)
    submit(ctx, sheet, "盘点")
    number = Stocktake.get_by_id(sheet).number
    clock.move(timedelta(days=3))

    for ask in (
        lambda: issue(ctx, paper(psu, shelf, 1, on=date(2026, 11, 21))),
        lambda: scrap(ctx, paper(psu, shelf, 1, on=date(2026, 11, 21))),
        lambda: receive(ctx, paper(psu, shelf, 1, unit_cost=1, on=date(2026, 11, 21))),
    ):
        with pytest.raises(RuleBroken, match=rf"PSU-24.*2026-11-22.*{number}.*2026-11-21"):
            ask()
    issue(ctx, paper(psu, shelf, 1, on=date(2026, 11, 22)))


@pytest.mark.parametrize("condition", [Condition.FAULTY, Condition.PENDING, Condition.SCRAP])
def test_a_piece_that_is_not_good_is_not_issued(ctx, psu, shelf, make_user, condition):
    change_condition(ctx, paper(psu, shelf, 2, to_condition=condition))

    with pytest.raises(RuleBroken, match=r"2 件 PSU-24"):
        issue(ctx, paper(psu, shelf, 2, condition=condition))
    with pytest.raises(RuleBroken, match=r"3 .*PSU-24.*4"):
        issue(ctx, paper(psu, shelf, 4))


def test_a_tool_that_is_not_good_is_not_lent(ctx, make_part, shelf, make_user):
    tool = make_part("T-1", "示波器", kind=PartKind.TOOL)
    receive(ctx, paper(tool, shelf, 1, unit_cost=1, condition=Condition.FAULTY))
    goods = Goods(part_id=tool.id, place_id=shelf.id, condition=Condition.FAULTY)
    with pytest.raises(RuleBroken, match="T-1"):
        lend(ctx, Paper(act=act(), lines=(goods,), engineer_id=_engineer(ctx, make_user)))


def _engineer(ctx, make_user):
    from models.organisation import Role

    ctx.actor = make_user("保管员", Role.KEEPER).id
    return make_user("刘静", Role.ENGINEER).id


def test_a_serial_number_lies_in_one_place_and_there_once(ctx, make_part, shelf, second):
    """INV-04: neither in another bin nor a second time in the same one."""
    drive = make_part("HDD-4", serialised=True)
    receive(ctx, paper(drive, shelf, 1, serial="S1", unit_cost=50000))

    for there in (shelf, second):
        with pytest.raises(RuleBroken):
            receive(ctx, paper(drive, there, 1, serial="S1", unit_cost=50000))
    assert connect.rows("SELECT quantity, value FROM stock_value WHERE part_id = ?", (drive.id,)) == [(1, 50000)]
