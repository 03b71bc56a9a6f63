"""What is short, what is on order, and the promised spares on screen (C-13, R-100, R-102)."""

from __future__ import annotations

from datetime import date, timedelta

import openpyxl
import pytest

from inventory.access.rights import allowed
from inventory.choices import Choice
from inventory.supply.orders import PlaceOrder, Wanted, place_order
from inventory.supply.promised import Standing
from inventory.supply.queries import Standing as OrderStanding
from models.assets import Asset
from models.organisation import Role
from models.parts import PartFit
from models.suppliers import Supplier
from models.supply import OrderLine, Reservation
from tests.ui.contract_room import closed, dialog, fill, idle, shown
from ui.assets.list import AssetsPage
from ui.navigation import Route
from ui.pages import PAGES
from ui.scan.burst import Scan
from ui.stock.page import StockPage
from ui.supply.order_dialog import OrderDialog
from ui.tables.criteria import Criteria

TODAY = date(2026, 11, 22)


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def supplier(ctx):
    return Supplier.create(name="济南电子", name_key="济南电子")


@pytest.fixture
def short(make_part, supplier):
    """Two below their safety stock, by 3 and by 2 pieces, and one with enough."""
    first = make_part("FAN-80", "风扇", safety_stock=5, on_hand=2, supplier=supplier, lead_time_days=14)
    second = make_part("PSU-24", "电源", safety_stock=2, supplier=supplier)
    make_part("FUSE", "保险丝", safety_stock=1, on_hand=4)
    return first, second


def tab_of(desk, qtbot, name):
    page = shown(desk, qtbot, StockPage(desk, Route("stock", name)))
    qtbot.waitUntil(lambda: page.tab.panel.model.complete, timeout=20_000)
    idle(desk, qtbot)
    return page.tab


def ids(tab):
    return list(tab.panel.model.ids)


def test_what_is_short_is_chosen_and_ordered_with_the_quantities_that_are_missing(desk, ctx, short, supplier, qtbot):
    fan, psu = short
    tab = tab_of(desk, qtbot, "to_order")
    assert ids(tab) == [fan.id, psu.id]
    tab.panel.view.selectAll()
    tab.order(tab.panel.selection())
    over = dialog(qtbot, OrderDialog)
    assert [(one.part_no, one.proposed) for one in over.parts.records] == [("FAN-80", "3"), ("PSU-24", "2")]
    form = over.form
    assert form["supplier_id"].choice == Choice(supplier.id, "济南电子")
    assert form["expected_on"].value() == TODAY + timedelta(days=14)  # the longest delivery time of the chosen
    model = over.parts.grid.cells
    model.setData(model.index(0, 3), "1.5")
    form.submit()
    qtbot.waitUntil(lambda: bool(form.banners.shown), timeout=20_000)  # a fan is a whole piece
    model.setData(model.index(0, 3), "6")
    model.setData(model.index(1, 3), "")
    form.submit()
    closed(qtbot, OrderDialog)
    qtbot.waitUntil(lambda: ids(tab) == [psu.id], timeout=20_000)
    idle(desk, qtbot)
    line = OrderLine.get()
    assert (line.order_no, line.quantity, line.supplier_id) == ("DD2026110001", 6, supplier.id)


def test_an_order_takes_parts_that_are_scanned_and_needs_at_least_one(desk, ctx, short, make_part, qtbot):
    other = make_part("BP-9", "线缆")
    tab = tab_of(desk, qtbot, "on_order")
    tab.begin_new()
    over = dialog(qtbot, OrderDialog)
    over.form.submit()
    assert over.parts.complaint
    for _twice in range(2):
        over.take_scan(Scan("BP-9"))
        idle(desk, qtbot)
    qtbot.waitUntil(lambda: [one.part_id for one in over.parts.records] == [other.id], timeout=20_000)
    fill(over.form, order_no="PO-7", ordered_on="2026-11-23")
    over.form.submit()
    qtbot.waitUntil(lambda: bool(over.form["ordered_on"].complaint), timeout=20_000)  # tomorrow
    fill(over.form, ordered_on="2026-11-20", expected_on="2026-11-19")
    over.form.submit()
    qtbot.waitUntil(lambda: bool(over.form["expected_on"].complaint), timeout=20_000)
    fill(over.form, expected_on="")
    over.form.submit()
    closed(qtbot, OrderDialog)
    idle(desk, qtbot)
    assert (OrderLine.get().order_no, OrderLine.get().quantity) == ("PO-7", 1)


def test_the_order_list_is_written_for_the_suppliers(desk, ctx, short, tmp_path, qtbot):
    tab = tab_of(desk, qtbot, "to_order")
    tab.export.write(str(tmp_path / "dd.xlsx"))
    qtbot.waitUntil(lambda: bool(tab.banners.shown), timeout=20_000)
    book = openpyxl.load_workbook(tmp_path / "dd.xlsx")
    assert book.sheetnames == ["济南电子"]
    tab.panel.opened.emit(short[0].id)


def test_late_lines_are_marked_put_off_or_given_up(desk, ctx, short, qtbot):
    fan, psu = short
    place_order(ctx, PlaceOrder(lines=(Wanted(fan.id, 3), Wanted(psu.id, 2)), ordered_on=date(2026, 11, 1),
                                expected_on=date(2026, 11, 20)))  # fmt: skip
    first, second = OrderLine.select().order_by(OrderLine.id)
    tab = tab_of(desk, qtbot, "on_order")
    assert ids(tab) == [second.id, first.id]
    assert tab.panel.model.index(0, 4).data() == "逾期 2 天"
    tab.panel.view.selectAll()
    tab.put_off(tab.panel.selection())
    over = dialog(qtbot)
    fill(over.form, expected_on="2026-10-31")
    over.form.submit()
    qtbot.waitUntil(lambda: bool(over.form["expected_on"].complaint), timeout=20_000)  # before it was ordered
    fill(over.form, expected_on="2026-12-01")
    over.form.submit()
    closed(qtbot)
    qtbot.waitUntil(lambda: tab.panel.model.index(0, 4).data() == "预计到货", timeout=20_000)
    idle(desk, qtbot)

    tab.panel.view.selectRow(0)
    tab.give_up(tab.panel.selection())
    over = dialog(qtbot)
    assert fan.part_no in over.form["all"]._remark.text(), "the other line of the order can go with it"
    over.form.submit()
    assert over.form["reason"].complaint
    fill(over.form, reason="停产")
    over.form.submit()
    closed(qtbot)
    qtbot.waitUntil(lambda: ids(tab) == [first.id], timeout=20_000)
    tab.panel.load(Criteria().having("standing", (OrderStanding.GIVEN_UP.value, OrderStanding.LATE.value)))
    qtbot.waitUntil(lambda: ids(tab) == [second.id], timeout=20_000)
    with qtbot.waitSignal(desk.opened) as went:
        tab.panel.opened.emit(second.id)
    assert went.args == [Route("part", psu.id)]
    idle(desk, qtbot)


@pytest.fixture
def promised(ctx, make_model, make_part, make_asset):
    """C-13: 240 part-years at 0.05 need 17, 18 or 21; 5 are there, one is reserved: at 95 % 14 are missing."""
    model = make_model()
    fan = make_part("FAN-80", "风扇", on_hand=5, failures_ppm=50_000, discontinued_on=TODAY)
    PartFit.create(part=fan, model=model, quantity=2)
    for number, until in ((40, date(2028, 5, 23)), (20, date(2029, 11, 22))):
        for _n in range(number):
            unit = make_asset(model=model)
            Asset.update(spares_last=until, cover_first=TODAY, cover_last=until).where(Asset.id == unit.id).execute()
    Reservation.create(part=fan, quantity=1, reserved_at=ctx.clock.now())
    return fan, make_part("OLD-1", "旧件", model=make_model(), on_hand=3)


def test_the_spares_that_the_promises_need_follow_the_certainty(desk, ctx, promised, tmp_path, qtbot):
    fan, old = promised
    tab = tab_of(desk, qtbot, "promised")
    qtbot.waitUntil(lambda: ids(tab) == [fan.id, old.id], timeout=20_000)
    model = tab.panel.model
    place = [column.key for column in model.columns].index

    def reads(row, *keys):
        return [model.index(row, place(key)).data() for key in keys]

    qtbot.waitUntil(lambda: model.index(0, 0).data() == "FAN-80", timeout=20_000)
    assert reads(0, "standing", "ends", "to_order", "units", "years", "needed_90", "needed_95", "needed_99") == [
        "不足", "2026-11-22", "14", "60", "240.0", "17", "18", "21",
    ]  # fmt: skip
    assert reads(1, "standing", "units") == ["已无承诺", "0"]
    assert "1 种已停产但仍有承诺" in tab.sum.text()
    tab.levels.chosen.emit("99")
    qtbot.waitUntil(lambda: reads(0, "to_order") == ["17"], timeout=20_000)
    tab.panel.load(Criteria().having("standing", (Standing.UNPROMISED.value,)))
    qtbot.waitUntil(lambda: ids(tab) == [old.id], timeout=20_000)
    tab.panel.load(Criteria().having("made", ("ended",)).having("text", "fan"))
    qtbot.waitUntil(lambda: ids(tab) == [fan.id], timeout=20_000)
    with qtbot.waitSignal(desk.opened) as went:
        tab.panel.opened.emit(fan.id)
    assert went.args == [Route("part", fan.id)]

    tab.export.write(str(tmp_path / "cn.xlsx"), tab.source.level)
    qtbot.waitUntil(lambda: bool(tab.banners.shown), timeout=20_000)
    rows = list(openpyxl.load_workbook(tmp_path / "cn.xlsx").active.iter_rows(values_only=True))
    (line,) = [row for row in rows if row[0] == "FAN-80"]
    assert line[5:7] == (60, 240) and line[12:15] == (17, 18, 21) and line[18:21] == (13, 14, 17)
    assert any("不变的故障率" in str(row[0]) for row in rows)  # the warning stands above the figures
    idle(desk, qtbot)


def test_what_the_promises_lack_is_ordered_from_their_list(desk, ctx, promised, qtbot):
    """17, 18 or 21 are needed and 4 are free: at 99 % 17 are ordered, and nothing of what nobody was promised."""
    fan, old = promised
    tab = tab_of(desk, qtbot, "promised")
    qtbot.waitUntil(lambda: ids(tab) == [fan.id, old.id], timeout=20_000)
    tab.levels.chosen.emit("99")
    tab.panel.view.selectAll()
    tab.order(tab.panel.selection())
    over = dialog(qtbot)
    assert [(one.part_no, one.proposed) for one in over.parts.records] == [("FAN-80", "17")]
    over.form.submit()
    closed(qtbot)
    qtbot.waitUntil(lambda: bool(tab.found) and tab.found[0].on_order == 17, timeout=20_000)
    assert OrderLine.get().quantity == 17 and tab.found[0].to_order(99) == 0
    said = []
    desk.toasted.connect(said.append)
    qtbot.waitUntil(lambda: tab.panel.model.complete, timeout=20_000)
    tab.panel.view.selectAll()
    tab.order(tab.panel.selection())
    assert said and "无需" in said[-1].text
    idle(desk, qtbot)


def test_the_first_page_counts_what_is_to_be_ordered_and_leads_there(desk, ctx, short, make_asset, qtbot):
    make_asset()
    page = shown(desk, qtbot, AssetsPage(desk, Route("assets")))
    qtbot.waitUntil(lambda: "short" in page.outlook.chips, timeout=20_000)
    assert page.outlook.chips["short"].isVisible()
    assert page.outlook.chips["short"].text == "待订备件：2" and desk.counts["stock"].number == 2
    with qtbot.waitSignal(desk.opened) as went:
        page.outlook.chips["short"].clicked.emit()
    assert went.args == [Route("stock", "to_order")]
    idle(desk, qtbot)


def test_who_may_not_keep_stock_finds_the_acts_grey_and_is_refused(desk, ctx, short, make_user, tmp_path, qtbot):
    make_user("赵敏", Role.ADMIN)
    ctx.actor = make_user("访客", Role.VIEWER).id
    with ctx.reading():
        desk.permits.know(allowed(ctx))
    tab = tab_of(desk, qtbot, "to_order")
    assert not tab.list_action.isEnabled() and ids(tab)  # it may be read
    refused = []
    desk.troubled.connect(refused.append)
    tab.export.write(str(tmp_path / "dd.xlsx"))
    qtbot.waitUntil(lambda: bool(refused), timeout=20_000)
    assert type(refused[0].error).__name__ == "NotPermitted" and not list(tmp_path.glob("*.xlsx"))
    idle(desk, qtbot)
