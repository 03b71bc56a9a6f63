"""The papers of the depot as they are listed and read, and what a scan means while one writes them."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.errors import DepotError, NotFound, RuleBroken
from inventory.paging import Sort
from inventory.stock import reading
from inventory.stock.papers import Back, Goods, Paper, issue, receive, reverse, take_back
from inventory.stock.queries import LISTING, card, unused
from inventory.stock.reservations import LISTING as RESERVATIONS
from inventory.stock.reservations import Reserve, release, reserve
from inventory.stock.transfers import send
from inventory.values.money import Money
from models.assets import AssetOwner
from models.cases import CaseState, ServiceCase
from models.organisation import Role
from models.parts import PartKind
from models.places import Place, PlaceKind, Warehouse
from models.stock import Condition, DocKind, DocState, IssuePurpose, StockLine
from models.suppliers import Supplier
from models.supply import OrderLine

TODAY = date(2026, 11, 22)


@pytest.fixture
def shelf(make_part):
    make_part("ANY", on_hand=1)
    return Place.get(Place.name == "A-01-01")


@pytest.fixture
def issued(ctx, shelf, make_part, make_case):
    """Three of five pieces at 20.00 went out to a case."""
    part, case = make_part("PSU-24", on_hand=5, reference_cost=2000), make_case(case_no="WX-0001")
    goods = (Goods(part_id=part.id, place_id=shelf.id, quantity=3),)
    posted = issue(ctx, Paper(act="out", lines=goods, purpose=IssuePurpose.CASE, case_id=case.id))
    return posted, part, case


def listed(sort="id", **filters):
    return [row.id for row in LISTING.first(filters, Sort(sort))]


def test_the_list_finds_papers_by_kind_state_day_part_and_case(ctx, issued, shelf, make_part):
    posted, part, case = issued
    other = make_part()
    bought = receive(
        ctx,
        Paper(
            act="in", lines=(Goods(part_id=other.id, place_id=shelf.id, unit_cost=5),), happened_on=date(2026, 11, 2)
        ),
    )

    assert listed(kind="issue") == [posted.doc_id]
    assert listed(part=part.id, kind=("issue", "receipt")) == [posted.doc_id]
    assert listed(case=case.id) == [posted.doc_id]
    assert listed(text=posted.number[:4].lower()) == [posted.doc_id]
    assert listed(day_from=date(2026, 11, 2), day_to=date(2026, 11, 2)) == [bought.doc_id]
    back = reverse(ctx, "back", bought.doc_id, "wrong")
    assert listed(state="reversed") == [bought.doc_id]
    assert listed("day", kind=("receipt", "issue")) == [bought.doc_id, posted.doc_id]
    (row,) = LISTING.rows([posted.doc_id])
    assert (row.case_no, row.customer, row.lines, row.purpose) == ("WX-0001", case.customer.name, 1, IssuePurpose.CASE)
    assert card(ctx, bought.doc_id).reversed_by.id == back.doc_id
    assert card(ctx, back.doc_id).reverses.id == bought.doc_id


def test_a_paper_shows_its_lines_with_what_came_back_and_what_they_were_worth(ctx, issued, shelf):
    posted, _part, case = issued
    line = StockLine.get(StockLine.doc == posted.doc_id)
    back = take_back(ctx, "unused", (Back(line_id=line.id, place_id=shelf.id, quantity=1),))

    found = card(ctx, posted.doc_id)

    assert [(one.part_no, one.quantity, one.from_place, one.left, one.amount) for one in found.lines] == [
        ("PSU-24", 3, "A-01-01", 2, Money(-6000))
    ]
    assert found.value == Money(-6000)
    assert found.may_come_back
    assert [other.id for other in found.followers] == [back.doc_id]
    assert card(ctx, back.doc_id).origin.id == posted.doc_id
    assert [(one.id, one.left) for one in unused(ctx, case.id)] == [(line.id, 2)]
    with pytest.raises(NotFound):
        card(ctx, 999)


def test_costs_are_for_those_who_may_see_them(ctx, issued, make_user):
    posted, *_rest = issued
    ctx.actor = make_user(role=Role.ENGINEER).id

    found = card(ctx, posted.doc_id)

    assert (found.costs, found.value, found.lines[0].amount, found.lines[0].unit_cost) == (False, None, None, None)


def test_a_transfer_is_on_the_way_to_a_warehouse(ctx, shelf, make_part):
    part, other = make_part(on_hand=4), Warehouse.create(code="CK9", name="济宁")
    posted = send(ctx, Paper(act="go", lines=(Goods(part_id=part.id, place_id=shelf.id, quantity=4),)), other.id)

    found = card(ctx, posted.doc_id)

    assert (found.is_on_the_way, found.home_id, found.may_come_back) == (True, other.id, False)


def test_a_scan_is_a_bin_a_part_a_case_or_the_case_of_a_unit(ctx, shelf, make_part, make_case):
    make_part("PSU-24", on_hand=5)
    case = make_case(case_no="WX-0002", state=CaseState.REPORTED)

    assert reading.read(ctx, shelf.code).bin.name == "A-01-01"
    assert reading.read(ctx, "a-01-01").bin.id == shelf.id
    assert reading.read(ctx, "WX-0002").case.id == case.id
    assert reading.read(ctx, case.asset.serial_no).case.case_no == "WX-0002"
    found = reading.read(ctx, "psu-24").article
    assert [(spot.bin.name, spot.quantity, spot.good) for spot in found.spots] == [("A-01-01", 5, True)]
    assert found.free(None) == 5
    with pytest.raises(DepotError):
        reading.read(ctx, "nothing like it")
    assert [choice.title for choice in reading.pick_cases("wx-00")] == ["WX-0002"]
    ServiceCase.update(state=CaseState.CLOSED).where(ServiceCase.id == case.id).execute()
    with pytest.raises(RuleBroken):
        reading.read(ctx, case.asset.serial_no)


def test_a_bin_of_two_warehouses_is_asked_for_by_its_label(ctx, shelf):
    other = Warehouse.create(code="CK9", name="济宁")
    twin = Place.create(
        code="BTWIN", kind=PlaceKind.BIN, name="A-01-01", name_norm=shelf.name_norm, sort_key="x", warehouse=other.id
    )

    with pytest.raises(RuleBroken, match="A-01-01"):
        reading.read(ctx, "A-01-01")
    assert reading.place(twin.id).warehouse_id == other.id
    with pytest.raises(NotFound):
        reading.place(999)


def test_a_serial_number_is_known_or_fills_the_part_in_hand(ctx, shelf, make_part):
    part = make_part("MON-1", serialised=True)
    goods = Goods(part_id=part.id, place_id=shelf.id, unit_cost=100, serial="s-77")
    receive(ctx, Paper(act="in", lines=(goods,)))

    known = reading.read(ctx, "S-77")
    new = reading.read(ctx, "s-78", (), part.id)

    assert (known.article.id, known.serial) == (part.id, "S-77")
    assert (new.article.id, new.serial) == (part.id, "S-78")
    assert [spot.serial for spot in reading.articles(ctx, [part.id])[part.id].spots] == ["S-77"]
    with pytest.raises(NotFound):
        reading.article(999)


def test_a_part_says_what_of_it_is_free_faulty_or_on_order(ctx, shelf, make_part, make_case):
    part, case = make_part(on_hand=5), make_case()
    reserve(ctx, Reserve(part_id=part.id, case_id=case.id, quantity=2))
    OrderLine.create(part=part.id, order_no="DD-1", ordered_on=TODAY, quantity=9, received=4)
    OrderLine.create(part=part.id, order_no="DD-2", ordered_on=TODAY, quantity=9, received=9)
    receive(
        ctx,
        Paper(act="in", lines=(Goods(part_id=part.id, place_id=shelf.id, unit_cost=1, condition=Condition.FAULTY),)),
    )

    found = reading.article(part.id)

    assert (found.free(None), found.free(case.id)) == (3, 5)
    assert [(order.order_no, order.open) for order in found.orders] == [("DD-1", 5)]
    assert sorted((spot.condition.value, spot.good) for spot in found.spots) == [("faulty", False), ("new", True)]
    assert found.kind is PartKind.SPARE_PART
    assert all(spot.owner is AssetOwner.US for spot in found.spots)


def test_open_reservations_are_listed_by_case_and_part(ctx, shelf, make_part, make_case):
    part, case = make_part(on_hand=5), make_case(case_no="WX-0003")
    held = reserve(ctx, Reserve(part_id=part.id, case_id=case.id, quantity=2))
    gone = reserve(ctx, Reserve(part_id=part.id, case_id=case.id, quantity=1))
    release(ctx, gone, 1)

    def found(**filters):
        return [row.id for row in RESERVATIONS.first(filters, Sort("id", descending=True))]

    assert found() == [gone, held]
    assert found(state="open") == [held]
    assert found(text="wx-0003", state="released") == [gone]
    assert found(part=part.id + 1) == []
    assert found(case=case.id) == [gone, held]


def test_a_receipt_names_its_supplier(ctx, shelf, make_part):
    part, supplier = make_part(), Supplier.create(name="济南电子", name_key="济南电子")
    goods = (Goods(part_id=part.id, place_id=shelf.id, quantity=2, unit_cost=885, tax_rate_bp=1300),)

    posted = receive(ctx, Paper(act="in", lines=goods, supplier_id=supplier.id, paper_no=" SH-9 "))

    found = card(ctx, posted.doc_id)
    assert (found.row.kind, found.row.state, found.row.supplier) == (DocKind.RECEIPT, DocState.POSTED, "济南电子")
    assert (found.row.other, found.row.paper_no, found.lines[0].unit_cost) == ("济南电子", "SH-9", Money(885))
    assert listed(supplier=supplier.id) == [posted.doc_id]
    assert StockLine.get(StockLine.doc == posted.doc_id).tax_rate_bp == 1300
