"""Suppliers on screen: the list, a new one, the card with usual parts, open orders and what came."""

from __future__ import annotations

import pytest

from inventory.access.rights import allowed
from inventory.people.commands import choose_user
from inventory.stock.papers import Goods, Paper, receive
from inventory.suppliers.commands import AddSupplier, add
from inventory.supply.orders import PlaceOrder, Wanted, place_order
from models.organisation import Role
from models.places import Place
from models.suppliers import Supplier
from ui.navigation import Route
from ui.pages import PAGES
from ui.stock.page import StockPage
from ui.suppliers import acts
from ui.suppliers.page import SupplierPage
from ui.suppliers.tab import SuppliersTab


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def seller(ctx):
    return add(ctx, AddSupplier(name="济南正大电子有限公司", contact="刘敏", phone="0531-1", lead_time_days=7))


@pytest.fixture
def cuff(make_part, seller):
    return make_part("BP-0001", "袖带", on_hand=2, supplier=seller)


def rest(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.jobs.running())


@pytest.fixture
def tab(desk, qtbot) -> SuppliersTab:
    page = StockPage(desk, Route("stock", "suppliers"))
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    rest(desk, qtbot)
    assert isinstance(page.tab, SuppliersTab)
    return page.tab


@pytest.fixture
def page(desk, seller, cuff, qtbot) -> SupplierPage:
    shown = SupplierPage(desk, Route("supplier", seller))
    qtbot.addWidget(shown)
    shown.resize(1176, 800)
    shown.show()
    rest(desk, qtbot)
    return shown


def test_a_supplier_is_entered_once(desk, tab, seller, qtbot):
    tab.begin_new()
    form = tab.drawer.sheet.form
    form["name"].set_raw("济南正大电子有限公司")
    form["lead_time_days"].set_raw("5000")
    form.submit()
    rest(desk, qtbot)
    assert form["lead_time_days"].complaint
    form["lead_time_days"].set_raw("14")
    form.submit()
    rest(desk, qtbot)
    (banner,) = form.banners.shown
    with qtbot.waitSignal(desk.opened) as went:
        banner.buttons[0].click()
    assert went.args == [Route("supplier", seller)]
    form["name"].set_raw("上海医联配件有限公司")
    with qtbot.waitSignal(desk.opened):
        form.submit()
    assert Supplier.get(Supplier.name == "上海医联配件有限公司").lead_time_days == 14


def test_the_card_shows_usual_parts_open_orders_and_what_came(desk, ctx, page, seller, cuff, qtbot):
    shelf = Place.get(Place.name == "A-01-01")
    place_order(ctx, PlaceOrder(supplier_id=seller, lines=(Wanted(part_id=cuff.id, quantity=5),)))
    goods = Goods(part_id=cuff.id, place_id=shelf.id, quantity=3, unit_cost=9000)
    receive(ctx, Paper(act="a", supplier_id=seller, paper_no="SH-1", lines=(goods,)))
    page.refresh()
    rest(desk, qtbot)
    assert [(line.part_no, line.open) for line in page.orders.records] == [("BP-0001", 5)]
    assert [part.part_no for part in page.parts.records] == ["BP-0001"]
    (came,) = page.deliveries.records
    assert (came.paper_no, str(came.value)) == ("SH-1", "270.00")
    with qtbot.waitSignal(desk.opened) as went:
        page.orders.opened.emit(page.orders.records[0])
    assert went.args == [Route("part", cuff.id)]


def test_what_came_cost_is_hidden_from_those_who_may_not_see_it(desk, ctx, page, seller, cuff, make_user, qtbot):
    shelf = Place.get(Place.name == "A-01-01")
    goods = Goods(part_id=cuff.id, place_id=shelf.id, quantity=3, unit_cost=9000)
    receive(ctx, Paper(act="a", supplier_id=seller, lines=(goods,)))
    choose_user(ctx, make_user("张伟", Role.ENGINEER).id)
    desk.permits.know(allowed(ctx))
    rest(desk, qtbot)
    assert [one.value for one in page.deliveries.records] == [None]


def test_a_supplier_is_corrected_and_of_two_the_second_sees_what_the_first_did(desk, ctx, page, seller, qtbot):
    page.edit()
    form = page.drawer.sheet.form
    Supplier.update(phone="0531-2", version=Supplier.version + 1).where(Supplier.id == seller).execute()
    form["contact"].set_raw("王磊")
    form.submit()
    rest(desk, qtbot)
    (banner,) = form.banners.shown
    banner.buttons[0].click()
    rest(desk, qtbot)
    assert form["phone"].value() == "0531-2"
    form.submit()
    rest(desk, qtbot)
    found = Supplier.get_by_id(seller)
    assert (found.contact, found.phone) == ("王磊", "0531-2")


def test_who_may_only_look_finds_every_act_grey(desk, ctx, page, make_user):
    choose_user(ctx, make_user("访客", Role.VIEWER).id)
    desk.permits.know(allowed(ctx))
    named = {action.objectName(): action for action in page.actions()}
    assert not named[acts.EDIT.name].isEnabled()
