"""Places on screen: the tree, what lies there, ranges of bins, labels, a count; a scan opens the place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt

from inventory.access.rights import allowed
from inventory.choices import Choice
from inventory.found import Found
from inventory.people.commands import choose_user
from inventory.places.commands import AddBins, add_bins, add_van
from inventory.places.outline import Outline, Spot, outline
from models.organisation import Role
from models.places import Place, PlaceKind, Warehouse
from models.stocktakes import Stocktake
from tests.factories import stock_up
from ui.assets.label_dialog import LabelDialog
from ui.editing.step_dialog import StepDialog
from ui.navigation import Route
from ui.pages import KINDS, PAGES
from ui.places import acts, model
from ui.places.dialogs import BinsDialog, names_said
from ui.places.model import PARTS
from ui.places.page import PlacePage
from ui.places.tab import PlacesTab
from ui.stock.page import StockPage
from ui.stocktake.plan_dialog import PlanDialog


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def cuff(make_part):
    return make_part("BP-0001", "袖带", on_hand=2)


@pytest.fixture
def shelf(cuff):
    return Place.get(Place.name == "A-01-01")


def rest(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.jobs.running())


def only_dialog(qtbot, page, kind=StepDialog):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(kind)))
    return next(one for one in page.findChildren(kind) if one.isVisible())


@pytest.fixture
def tab(desk, cuff, qtbot) -> PlacesTab:
    page = StockPage(desk, Route("stock", "places"))
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    rest(desk, qtbot)
    assert isinstance(page.tab, PlacesTab)
    return page.tab


@pytest.fixture
def place_page(desk, shelf, qtbot) -> PlacePage:
    page = PlacePage(desk, Route("place", shelf.id))
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    rest(desk, qtbot)
    return page


def names(tab) -> list[str]:
    found, model = [], tab.tree.places

    def walk(above):
        for row in range(model.rowCount(above)):
            below = model.index(row, 0, above)
            found.append(below.data())
            walk(below)

    walk(QModelIndex())
    return found


def go(desk, qtbot, tab, place):
    tab.tree.choose("place", place.id)
    rest(desk, qtbot)


def test_the_tree_shows_each_warehouse_with_its_places_and_the_vans(desk, ctx, tab, make_user, qtbot):
    assert names(tab)[0] == "总仓" and {"A-01", "A-01-01"} <= set(names(tab))
    driver = make_user("张伟", Role.ENGINEER)
    choose_user(ctx, make_user("王芳", Role.KEEPER).id)
    add_van(ctx, driver.id)
    rest(desk, qtbot)
    tab.refresh()
    rest(desk, qtbot)
    assert "服务车" in names(tab)


def test_a_bin_shows_what_lies_there_and_leads_to_the_part(desk, tab, shelf, cuff, qtbot):
    go(desk, qtbot, tab, shelf)
    model = tab.detail.lying.model()
    assert [model.index(0, column).data() for column in (0, 1, 3)] == ["BP-0001", "袖带", "2 个"]
    with qtbot.waitSignal(desk.opened) as went:
        tab.detail.lying.opened.emit(tab.detail.lying.records[0])
    assert went.args == [Route("part", cuff.id)]
    with qtbot.waitSignal(desk.opened) as went:
        tab.tree.opened.emit(shelf.id)
    assert went.args == [Route("place", shelf.id)]


def test_how_many_parts_lie_in_a_place_is_seen_in_the_tree_and_follows_what_is_moved(
    desk, ctx, tab, shelf, make_part, qtbot
):
    where = tab.tree.places.at(("place", shelf.id), PARTS)
    qtbot.waitUntil(lambda: where.data() == "1")
    stock_up(ctx, make_part("PSU"), 3)
    qtbot.waitUntil(lambda: tab.tree.places.at(("place", shelf.id), PARTS).data() == "2")


def test_a_warehouse_of_twenty_thousand_bins_is_one_tree_and_only_what_is_seen_is_asked_for(
    desk, ctx, tab, shelf, monkeypatch, qtbot
):
    asked = []
    monkeypatch.setattr(model, "parts_in", lambda ctx, ids: asked.extend(ids) or {})
    there = outline(ctx)
    bins = [Spot(100_000 + n, PlaceKind.BIN, f"X-{n:05}", shelf.warehouse_id, None, True) for n in range(20_000)]
    tab.tree.show_outline(Outline(there.warehouses, {shelf.warehouse_id: bins}, ()))
    rest(desk, qtbot)
    top = tab.tree.places.at(("warehouse", shelf.warehouse_id))
    assert tab.tree.isExpanded(top) and tab.tree.places.rowCount(top) == 20_000
    qtbot.waitUntil(lambda: bool(asked))
    rest(desk, qtbot)
    assert len(set(asked)) < 100, "what is on the screen"
    tab.tree.choose("place", 119_999)
    assert [spot.name for spot in tab.tree.spots()] == ["X-19999"]
    qtbot.waitUntil(lambda: 119_999 in asked)
    tab.seek.setText("x-1234")
    assert names(tab)[1:] == [f"X-1234{n}" for n in range(10)], "X-12340 to X-12349 have it in their names"
    tab.seek.clear()
    assert tab.tree.places.rowCount(tab.tree.places.at(("warehouse", shelf.warehouse_id))) == 20_000


def test_what_was_folded_and_chosen_stays_so_when_places_are_added(desk, ctx, tab, shelf, qtbot):
    add_bins(ctx, AddBins(warehouse_id=shelf.warehouse_id, first="C-01-01", last="C-01-02", nested=True))
    rest(desk, qtbot)
    tab.tree.choose("place", Place.get(Place.name == "C-01-02").id)
    tab.tree.collapse(tab.tree.places.at(("place", Place.get(Place.name == "C").id)))
    tab.tree.choose("place", shelf.id)
    rest(desk, qtbot)
    add_bins(ctx, AddBins(warehouse_id=shelf.warehouse_id, first="D-01"))
    qtbot.waitUntil(lambda: "D-01" in names(tab))
    assert [spot.id for spot in tab.tree.spots()] == [shelf.id]
    assert not tab.tree.isExpanded(tab.tree.places.at(("place", Place.get(Place.name == "C").id)))
    with qtbot.waitSignal(tab.tree.opened) as opened:
        qtbot.keyClick(tab.tree, Qt.Key.Key_Return)
    assert opened.args == [shelf.id]


def test_a_range_of_bins_says_its_names_before_it_is_made(desk, ctx, tab, qtbot):
    tab.add_bins()
    dialog = only_dialog(qtbot, tab, BinsDialog)
    dialog.first.set_raw("C-01")
    dialog.last.set_raw("X")
    dialog.preview()
    assert dialog.last.complaint
    dialog.last.set_raw("C-02-03")
    dialog.preview()
    assert not dialog.last.complaint and "C-01-01" in dialog.last._remark.text() and "6" in dialog.last._remark.text()
    dialog.form["nested"].set_raw(True)
    dialog.form.submit()
    rest(desk, qtbot)
    made = Place.get(Place.name == "C-02-03")
    assert made.parent.name == "C-02" and made.parent.parent.name == "C"
    rest(desk, qtbot)
    assert "C-02-03" in names(tab)
    tab.seek.setText("c-02-03")
    assert [name for name in names(tab) if name.startswith("C")] == ["C", "C-02", "C-02-03"]


def test_many_names_are_told_by_the_first_and_the_last():
    assert names_said(["A1", "A2"]) == "2 个库位：A1, A2"
    assert names_said([f"A{n}" for n in range(1, 10)]) == "9 个库位：A1, A2, A3, …, A7, A8, A9"


def test_a_bin_is_renamed_and_hung_elsewhere(desk, ctx, tab, shelf, qtbot):
    (rack,) = add_bins(ctx, AddBins(warehouse_id=shelf.warehouse_id, first="R"))
    rest(desk, qtbot)
    go(desk, qtbot, tab, shelf)
    tab.edit_button.click()
    dialog = only_dialog(qtbot, tab)
    dialog.form["name"].set_raw("R")
    dialog.form.submit()
    rest(desk, qtbot)
    assert dialog.form.banners.shown  # the name is taken
    dialog.form["name"].set_raw("R-01")
    dialog.form["parent_id"].set_value(Choice(rack, "R"))
    dialog.form.submit()
    rest(desk, qtbot)
    found = Place.get_by_id(shelf.id)
    assert (found.name, found.parent_id, found.code) == ("R-01", rack, shelf.code)


def test_a_bin_with_goods_is_not_retired_and_an_empty_one_is(desk, ctx, tab, shelf, qtbot):
    go(desk, qtbot, tab, shelf)
    with qtbot.waitSignal(desk.troubled) as told:
        tab.retire_button.click()
    assert "2 × BP-0001" in str(told.args[0].error)
    (empty,) = add_bins(ctx, AddBins(warehouse_id=shelf.warehouse_id, first="Z-9"))
    rest(desk, qtbot)
    tab.refresh()
    rest(desk, qtbot)
    tab.tree.choose("place", empty)
    rest(desk, qtbot)
    tab.retire_button.click()
    rest(desk, qtbot)
    assert not Place.get_by_id(empty).active and "Z-9" not in names(tab)
    tab.all.setChecked(True)
    rest(desk, qtbot)
    tab.tree.choose("place", empty)
    rest(desk, qtbot)
    tab.reopen_button.click()
    rest(desk, qtbot)
    assert Place.get_by_id(empty).active


def test_a_warehouse_is_added_corrected_and_a_code_is_used_once(desk, tab, qtbot):
    tab.add_warehouse()
    dialog = only_dialog(qtbot, tab)
    dialog.form["code"].set_raw("CK1")
    dialog.form["name"].set_raw("分仓")
    dialog.form.submit()
    rest(desk, qtbot)
    assert dialog.form.banners.shown
    dialog.form["code"].set_raw("CK2")
    dialog.form.submit()
    rest(desk, qtbot)
    made = Warehouse.get(Warehouse.code == "CK2")
    assert {"分仓", "在途", "待检区"} <= set(names(tab))
    tab.tree.choose("warehouse", made.id)
    tab.edit_button.click()
    dialog = only_dialog(qtbot, tab)
    dialog.form["address"].set_raw("经十路 1 号")
    dialog.form.submit()
    rest(desk, qtbot)
    assert Warehouse.get_by_id(made.id).address == "经十路 1 号"


def test_a_van_is_made_for_who_has_none(desk, ctx, tab, make_user, qtbot):
    with qtbot.waitSignal(desk.toasted):
        tab.add_van()  # nobody is entered
    driver, keeper = make_user("张伟", Role.ENGINEER), make_user("王芳", Role.KEEPER)
    choose_user(ctx, keeper.id)
    tab.add_van()
    dialog = only_dialog(qtbot, tab)
    dialog.form["engineer_id"].set_value(driver.id)
    dialog.form.submit()
    rest(desk, qtbot)
    assert [van.engineer_id for van in Place.select().where(Place.kind == PlaceKind.VAN)] == [driver.id]
    assert "服务车" in names(tab)


def test_several_bins_are_counted_and_labelled_together(desk, ctx, tab, shelf, qtbot):
    add_bins(ctx, AddBins(warehouse_id=shelf.warehouse_id, first="B-1", last="B-3"))
    rest(desk, qtbot)
    tab.refresh()
    rest(desk, qtbot)
    both = QItemSelection()
    for name in ("B-1", "B-2"):
        where = tab.tree.places.at(("place", Place.get(Place.name == name).id))
        both.select(where, where)
    flag = QItemSelectionModel.SelectionFlag
    tab.tree.selectionModel().select(both, flag.ClearAndSelect | flag.Rows)
    assert [spot.name for spot in tab.tree.spots()] == ["B-1", "B-2"]
    assert "B-1, B-2" in tab.detail.where.text()
    tab.label_button.click()
    dialog = only_dialog(qtbot, tab, LabelDialog)
    rest(desk, qtbot)
    dialog.close()
    tab.count_button.click()
    plan = only_dialog(qtbot, tab, PlanDialog)
    with qtbot.waitSignal(desk.opened) as went:
        plan.form.submit()
    assert went.args == [Route("stocktake", Stocktake.get().id)]


def test_labels_of_bins_go_into_a_file_and_are_remembered(desk, place_page, shelf, qtbot, tmp_path):
    place_page._print()
    dialog = only_dialog(qtbot, place_page, LabelDialog)
    rest(desk, qtbot)
    dialog._to_file(str(tmp_path / "bin.pdf"))
    rest(desk, qtbot)
    assert (tmp_path / "bin.pdf").stat().st_size > 500
    assert Place.get_by_id(shelf.id).label_printed_at is not None


def test_the_page_of_a_place_turns_to_the_next_scan(desk, ctx, place_page, shelf, qtbot):
    assert place_page.title.text() == "A-01-01" and place_page.subtitle.text() == shelf.code
    (other,) = add_bins(ctx, AddBins(warehouse_id=shelf.warehouse_id, first="Q-7"))
    assert place_page.turn_to(Route("place", other))
    rest(desk, qtbot)
    assert place_page.title.text() == "Q-7"


def test_a_scan_of_a_bin_label_leads_to_its_page():
    kind = next(kind for kind in KINDS if kind.name == Found.PLACE.value)
    assert kind.page in {page.name for page in PAGES}


def test_who_may_only_look_finds_every_act_grey(desk, ctx, place_page, tab, shelf, make_user, qtbot):
    choose_user(ctx, make_user("访客", Role.VIEWER).id)
    desk.permits.know(allowed(ctx))
    go(desk, qtbot, tab, shelf)
    for made in (tab.edit_button, tab.count_button, tab.retire_button, tab.label_button):
        assert not made.isEnabled()
    named = {action.objectName(): action for action in place_page.actions()}
    for which in (acts.EDIT, acts.COUNT, acts.RETIRE, acts.LABELS):
        assert not named[which.name].isEnabled()
