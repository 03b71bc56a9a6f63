"""What is short, what is on order, and the spares that the promises of the next years need (C-13, R-102)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import openpyxl
import pytest

from inventory.errors import InvalidInput, NotFound, NotPermitted, RuleBroken, StaleRecord
from inventory.jobs import Quiet
from inventory.journal import changes
from inventory.paging import Sort
from inventory.stock.papers import Goods, Paper, receive
from inventory.supply import queries
from inventory.supply.order_book import file_name, write_orders
from inventory.supply.orders import PlaceOrder, SeenLine, Wanted, give_up, place_order, put_off
from inventory.supply.promised import RateSource, Standing, coverage, of_part
from models import connect
from models.assets import Asset, AssetState
from models.cases import PartUse, UserDamage
from models.organisation import Role
from models.parts import PartFit
from models.places import Place, PlaceKind
from models.stock import Condition
from models.suppliers import Supplier
from models.supply import OrderLine, Reservation

TODAY = date(2026, 11, 22)
HALF_INTO_THE_SECOND_YEAR = date(2028, 5, 23)
"""A year to 22 November 2027, then 183 of the 366 days of the next."""


@pytest.fixture
def supplier(ctx):
    return Supplier.create(name="济南电子", name_key="济南电子")


@pytest.fixture
def owed(ctx, make_asset):
    """Units of a model whose obligation ends on a day, in service since another."""

    def make(model, number, until, since=TODAY, **values):
        for _n in range(number):
            unit = make_asset(model=model, **values)
            Asset.update(spares_last=until, cover_first=since, cover_last=until).where(Asset.id == unit.id).execute()

    return make


def short(**filters):
    return queries.SHORTAGE.first({"short": True, **filters}, Sort("part_no"))


def on_order(ctx, part, quantity, **more):
    return place_order(ctx, PlaceOrder(lines=(Wanted(part.id, quantity),), **more))


def test_the_worked_last_time_buy_of_the_rules(ctx, make_model, make_part, owed):
    model = make_model()
    fan = make_part("FAN-80", "风扇", on_hand=5, failures_ppm=50_000, discontinued_on=TODAY)
    PartFit.create(part=fan, model=model, quantity=2)
    owed(model, 40, HALF_INTO_THE_SECOND_YEAR)
    owed(model, 20, date(2029, 11, 22))
    Reservation.create(part=fan, quantity=1, reserved_at=ctx.clock.now())
    on_order(ctx, fan, 2)

    (found,) = coverage(ctx)

    assert (found.units, found.part_years, found.until) == (60, 240, date(2029, 11, 22))
    assert (found.rate, found.source) == (Fraction(1, 20), RateSource.ENTERED)
    assert dict(found.needed) == {90: 17, 95: 18, 99: 21}
    assert (found.good, found.reserved, found.on_order) == (5, 1, 2)
    assert (found.to_order(), found.to_order(90), found.to_order(99)) == (12, 11, 15)
    assert (found.standing(), found.last_chance) == (Standing.SHORT, True)
    assert of_part(ctx, fan.id) == found


def test_faulty_pieces_do_not_keep_a_promise(ctx, make_model, make_part, owed):
    model = make_model()
    fan = make_part("FAN-80", "风扇", model=model, failures_ppm=1_000_000)
    shelf = Place.get(Place.kind == PlaceKind.BIN)
    faulty = Goods(part_id=fan.id, place_id=shelf.id, quantity=9, condition=Condition.FAULTY, unit_cost=100)
    receive(ctx, Paper(act="nine faulty fans", lines=(faulty,)))
    owed(model, 1, date(2027, 11, 22))

    found = of_part(ctx, fan.id)

    # one part-year at one failure a year: P(X <= 2) = 2.5/e = 0.9197, P(X <= 3) = 0.9810, P(X <= 4) = 0.9963
    assert (found.good, dict(found.needed), found.to_order()) == (0, {90: 2, 95: 3, 99: 4}, 3)


def test_the_rate_comes_from_the_repairs_where_nobody_entered_one(
    ctx, make_model, make_part, make_case, make_asset, owed
):
    model = make_model()
    fan = make_part("FAN-80", "风扇", model=model)
    owed(model, 10, date(2027, 11, 22), since=date(2022, 11, 22))
    unit = Asset.select().first()
    for damage, pieces in ((UserDamage.NO, 2), (UserDamage.NO, 1), (UserDamage.YES, 5)):
        case = make_case(unit, user_damage=damage)
        PartUse.create(case=case, part=fan, part_no="FAN-80", quantity=pieces)

    found = of_part(ctx, fan.id)

    assert (found.failures, found.served, found.rate) == (3, 40, Fraction(3, 40)), "damage by the user is no failure"
    assert found.source is RateSource.HISTORY
    # ten part-years at 3/40: 0.75; P(X <= 2) = e^-0.75 × (1 + 0.75 + 0.28125) = 0.95949…
    assert dict(found.needed) == {90: 2, 95: 2, 99: 3}


def test_without_a_failure_the_rate_is_an_assumption_and_without_service_it_is_unknown(
    ctx, make_model, make_part, owed
):
    seen, unseen, idle = make_model(), make_model(), make_model()
    quiet = make_part("A", model=seen)
    new = make_part("B", model=unseen)
    make_part("C", model=idle)
    owed(seen, 7, date(2027, 11, 22), since=date(2025, 11, 22))
    owed(unseen, 1, date(2027, 11, 22))

    first, second, third = coverage(ctx)

    assert (first.part_id, first.rate, first.source) == (quiet.id, Fraction(7, 10) / 7, RateSource.ASSUMED)
    assert (second.part_id, second.rate, second.source) == (new.id, None, RateSource.UNKNOWN)
    assert (second.standing(), second.to_order()) == (Standing.UNKNOWN, 0)
    assert third.standing() is Standing.UNPROMISED


@pytest.mark.parametrize("state", [AssetState.RETIRED, AssetState.SCRAPPED, AssetState.RETURNED_FAULTY])
def test_for_units_that_are_gone_and_obligations_that_are_over_nothing_is_promised(
    ctx, make_model, make_part, owed, state
):
    model = make_model()
    make_part("A", model=model, failures_ppm=50_000)
    owed(model, 3, date(2029, 11, 22), state=state)
    owed(model, 3, TODAY)

    (found,) = coverage(ctx)

    assert (found.units, found.part_years, found.standing()) == (0, 0, Standing.UNPROMISED)


def test_a_part_that_fits_nothing_is_not_in_the_report(ctx, make_part):
    part = make_part("A")

    assert coverage(ctx) == []
    assert of_part(ctx, part.id) is None
    with pytest.raises(NotFound):
        of_part(ctx, 999_999)


def test_the_report_asks_as_often_for_many_parts_as_for_one(ctx, make_model, make_part, owed, monkeypatch):
    asked = []
    original = connect.rows

    def counting(sql, parameters=()):
        asked.append(sql)
        return original(sql, parameters)

    for number in range(4):
        model = make_model()
        make_part(f"A{number}", model=model)
        owed(model, 1, date(2029, 11, 22))
    monkeypatch.setattr(connect, "rows", counting)

    assert len(coverage(ctx)) == 4
    assert len(asked) == 6


def test_what_is_below_its_safety_stock_and_not_on_its_way_is_short(ctx, make_part, supplier):
    low = make_part("A", on_hand=2, safety_stock=5, supplier=supplier)
    make_part("B", on_hand=5, safety_stock=5)
    coming = make_part("C", on_hand=2, safety_stock=5)
    on_order(ctx, coming, 3)
    partly = make_part("D", on_hand=2, safety_stock=5)
    on_order(ctx, partly, 1)

    assert [(one.part_no, one.missing, one.below_safety) for one in short()] == [("A", 3, True), ("D", 2, True)]
    assert [one.id for one in short(supplier=supplier.id)] == [low.id]
    assert [one.id for one in short(supplier=None)] == [partly.id]
    assert [one.id for one in short(text="D")] == [partly.id]
    assert queries.shortages(ctx) == 2


def test_at_the_reorder_point_it_is_time_to_order_one_piece_above_it(ctx, make_part):
    make_part("A", on_hand=4, reorder_point=4)
    make_part("B", on_hand=5, reorder_point=4)
    kept = make_part("C", on_hand=5, reorder_point=4)
    Reservation.create(part=kept, quantity=2, reserved_at=ctx.clock.now())
    make_part("D", on_hand=1, reorder_point=3, safety_stock=8)

    assert [(one.part_no, one.available, one.missing) for one in short()] == [("A", 4, 1), ("C", 3, 2), ("D", 1, 7)]


def test_an_order_is_written_down_and_counts_as_on_its_way(ctx, make_part, supplier):
    part, cable = make_part("A"), make_part("CABLE", unit="米", decimals=1)
    number = place_order(
        ctx,
        PlaceOrder(
            lines=(Wanted(part.id, 3), Wanted(cable.id, "12.5", " 黑色 ")), supplier_id=supplier.id,
            expected_on=date(2026, 12, 1),
        ),
    )  # fmt: skip

    rows = queries.ORDERS.first({"open": True}, Sort("id"))
    assert number == "DD2026110001"
    assert [(row.order_no, row.part_no, row.open, row.note, row.supplier) for row in rows] == [
        (number, "A", 3, "", "济南电子"), (number, "CABLE", 125, "黑色", "济南电子"),
    ]  # fmt: skip
    assert not rows[0].is_late(TODAY)
    assert rows[0].is_late(date(2026, 12, 2))


def test_an_order_that_cannot_be_is_refused_under_its_field(ctx, make_part):
    part = make_part("A")
    whole = PlaceOrder(lines=(Wanted(part.id, 1),))
    for wrong, field in (
        (PlaceOrder(lines=()), "lines"),
        (replace(whole, ordered_on=TODAY + timedelta(days=1)), "ordered_on"),
        (replace(whole, expected_on=TODAY - timedelta(days=1)), "expected_on"),
        (PlaceOrder(lines=(Wanted(part.id, 0),)), "quantity"),
        (PlaceOrder(lines=(Wanted(part.id, "1.5"),)), "quantity"),
    ):
        with pytest.raises(InvalidInput) as refused:
            place_order(ctx, wrong)
        assert refused.value.field == field
    for gone in (replace(whole, supplier_id=999_999), PlaceOrder(lines=(Wanted(999_999, 1),))):
        with pytest.raises(NotFound):
            place_order(ctx, gone)
    assert OrderLine.select().count() == 0


def test_goods_are_put_off_and_given_up(ctx, make_part):
    part = make_part("A", safety_stock=3)
    on_order(ctx, part, 3, order_no="PO-7")
    line = OrderLine.get()
    put_off(ctx, [line.id], date(2027, 1, 5))
    assert OrderLine.get().expected_on == date(2027, 1, 5)
    assert [row.id for row in queries.ORDERS.first({"late": date(2027, 1, 6)}, Sort("id"))] == [line.id]
    assert short() == []

    with pytest.raises(InvalidInput):
        give_up(ctx, [SeenLine(line.id, 2)], " ")
    with pytest.raises(StaleRecord):
        give_up(ctx, [SeenLine(line.id, 1)], "停产")
    give_up(ctx, [SeenLine(line.id, 2)], "停产")
    assert [one.part_no for one in short()] == ["A"]
    with pytest.raises(RuleBroken, match="PO-7"):
        put_off(ctx, [line.id], None)


def test_the_rest_of_a_whole_order_is_given_up_in_one_act_or_none_of_it(ctx, make_part, supplier):
    fan, psu, fuse = (make_part(number) for number in ("FAN", "PSU", "FUSE"))
    lines = (Wanted(fan.id, 3), Wanted(psu.id, 2), Wanted(fuse.id, 5))
    place_order(ctx, PlaceOrder(lines=lines, supplier_id=supplier.id, order_no="PO-7"))
    on_order(ctx, fan, 9, order_no="PO-7")  # the same number, from nobody we know
    first, second, third, _other = OrderLine.select().order_by(OrderLine.id)
    shelf = make_part("ANY", on_hand=1) and Place.get(Place.kind == PlaceKind.BIN)
    came = Goods(part_id=psu.id, place_id=shelf.id, quantity=2, unit_cost=100, order_id=second.id)
    receive(ctx, Paper(act="all power supplies", lines=(came,), supplier_id=supplier.id))

    rest = queries.still_expected("PO-7", supplier.id)
    assert [row.id for row in rest] == [first.id, third.id], "what has come is not expected"
    with pytest.raises(StaleRecord):
        give_up(ctx, [SeenLine(first.id, 1), SeenLine(third.id, 9)], "停产")
    assert queries.still_expected("PO-7", supplier.id) == rest
    give_up(ctx, [SeenLine(row.id, row.version) for row in rest], "停产")

    assert queries.still_expected("PO-7", supplier.id) == []
    assert [row.open for row in queries.still_expected("PO-7", None)] == [9]
    assert {line.reason for line in changes("order_line", third.id) if line.field == "cancelled"} == {"停产"}
    with pytest.raises(RuleBroken, match="PO-7"):
        give_up(ctx, [SeenLine(second.id, 2)], "停产")


def test_the_order_list_has_a_sheet_for_each_supplier_and_no_cost(ctx, make_part, supplier, tmp_path):
    make_part("A", "电源", on_hand=2, safety_stock=5, supplier=supplier, reference_cost=98765)
    make_part("B", "保险丝", safety_stock=1)
    path = tmp_path / file_name(ctx)

    made = write_orders(ctx, path, Quiet())

    book = openpyxl.load_workbook(path)
    assert (made.sheets, made.parts, book.sheetnames[0]) == (2, 2, "济南电子")
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert {"A", "电源", 3, "B", "保险丝", 1} <= set(cells)
    assert not any("987" in str(cell) for cell in cells)
    one = write_orders(ctx, tmp_path / "one.xlsx", Quiet(), supplier.id)
    assert (one.sheets, one.parts) == (1, 1)


def test_with_nothing_short_no_order_list_is_written(ctx, make_part, tmp_path):
    make_part("A", on_hand=5, safety_stock=5)

    with pytest.raises(RuleBroken):
        write_orders(ctx, tmp_path / "list.xlsx", Quiet())
    assert list(tmp_path.glob("*.xlsx")) == []


def test_only_who_keeps_the_stock_orders(ctx, make_part, make_user, tmp_path):
    part = make_part("A", safety_stock=5)
    viewer = replace(ctx, actor=make_user("访客", Role.VIEWER).id)

    with pytest.raises(NotPermitted):
        on_order(viewer, part, 1)
    with pytest.raises(NotPermitted):
        write_orders(viewer, tmp_path / "list.xlsx", Quiet())
