"""The card of a part as it is kept: edited, fitted, succeeded, approved; its moves, its chart, its promises."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton

from inventory.access.rights import allowed
from inventory.choices import Choice
from inventory.parts.succession import Supersede, supersede
from inventory.parts.words import Origin, SupersessionKind
from inventory.people.commands import choose_user
from inventory.stock.papers import Goods, Paper, issue, receive
from models.assets import Asset
from models.organisation import Role
from models.parts import Part, PartFit
from models.places import Place
from models.stock import StockValue
from models.stocktakes import Stocktake
from models.supply import MakerApproval, Supersession
from tests.factories import stock_up
from ui.assets.label_dialog import LabelDialog
from ui.editing.step_dialog import StepDialog
from ui.navigation import Route
from ui.pages import PAGES
from ui.parts import acts, lists
from ui.parts.card import FITS, HISTORY, KIN, MOVES, PROMISED, PartPage
from ui.parts.list_page import PartsPage
from ui.stocktake.plan_dialog import PlanDialog
from ui.tables.selection import Selection


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def cuff(make_part):
    return make_part("BP-0001", "袖带", on_hand=2, safety_stock=5, reference_cost=8600)


def rest(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.jobs.running())


@pytest.fixture
def show(desk, qtbot):
    def open_(page):
        qtbot.addWidget(page)
        page.resize(1176, 800)
        page.show()
        rest(desk, qtbot)
        return page

    return open_


@pytest.fixture
def card(desk, cuff, show):
    return show(PartPage(desk, Route("part", cuff.id)))


def only_dialog(qtbot, page, kind=StepDialog):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(kind)))
    return next(one for one in page.findChildren(kind) if one.isVisible())


def act(page, which):
    return next(action for action in page.actions() if action.objectName() == which.name)


def test_a_part_is_entered_on_the_list_and_the_same_number_leads_to_it(desk, cuff, show, qtbot):
    page = show(PartsPage(desk, Route("parts")))
    page.begin_new()
    sheet = page.drawer.sheet
    sheet.form["part_no"].set_raw("bp-0001")
    sheet.form["name"].set_raw("袖带")
    sheet.form["safety_stock"].set_raw("2.5")
    sheet.form.submit()
    rest(desk, qtbot)
    assert "2.5" in sheet.form["safety_stock"].complaint and Part.select().count() == 1
    sheet.form["safety_stock"].set_raw("3")
    sheet.form.submit()
    rest(desk, qtbot)
    (banner,) = sheet.form.banners.shown
    with qtbot.waitSignal(desk.opened) as went:
        banner.buttons[0].click()
    assert went.args == [Route("part", cuff.id)]
    sheet.form["part_no"].set_raw("BP-0002")
    with qtbot.waitSignal(desk.opened) as went:
        sheet.form.submit()
    made = Part.get(Part.part_no == "BP-0002")
    assert went.args == [Route("part", made.id)] and (made.safety_stock, made.unit) == (3, "个")


def test_a_part_is_corrected_and_how_it_is_counted_stands_once_it_was_moved(desk, card, cuff, qtbot):
    card.keeping.edit()
    form = card.drawer.sheet.form
    assert not form["decimals"].isEnabled() and not form["serialised"].isEnabled()
    assert form["reference_cost"].value().fen == 8600
    form["reorder_point"].set_raw("6")
    form["discontinued_on"].set_raw("20261231")
    form.submit()
    rest(desk, qtbot)
    found = Part.get_by_id(cuff.id)
    assert (found.reorder_point, found.discontinued_on, found.reference_cost) == (6, date(2026, 12, 31), 8600)
    assert card.loaded.card.row.reorder_point == 6


def test_who_may_not_see_the_cost_corrects_a_part_and_leaves_it(desk, ctx, cuff, make_user, show, qtbot):
    dispatcher = make_user("赵强", Role.DISPATCHER)
    make_user("管理员", Role.ADMIN)
    choose_user(ctx, dispatcher.id)
    desk.permits.know(allowed(ctx))
    page = show(PartPage(desk, Route("part", cuff.id)))
    page.keeping.edit()
    form = page.drawer.sheet.form
    assert "reference_cost" not in [field.name for field in form.fields]
    form["spec"].set_raw("22–42 cm")
    form.submit()
    rest(desk, qtbot)
    found = Part.get_by_id(cuff.id)
    assert (found.spec, found.reference_cost) == ("22–42 cm", 8600)


def test_a_part_that_lies_here_is_not_retired_and_says_where(desk, card, qtbot):
    with qtbot.waitSignal(desk.troubled) as told:
        act(card, acts.RETIRE).trigger()
    assert "2 × A-01-01" in str(told.args[0].error)


def test_a_retired_part_says_so_and_is_used_again(desk, make_part, show, qtbot):
    part = make_part("OLD-1")
    page = show(PartPage(desk, Route("part", part.id)))
    act(page, acts.RETIRE).trigger()
    rest(desk, qtbot)
    assert not Part.get_by_id(part.id).active
    assert [banner.text for banner in page.banners.shown] == ["此备件已停用，历史记录保留。"]
    act(page, acts.USE_AGAIN).trigger()
    rest(desk, qtbot)
    assert Part.get_by_id(part.id).active and not page.banners.shown


def test_models_are_added_corrected_and_taken_off(desk, card, cuff, make_model, qtbot):
    model = make_model("HEM-7136", "电子血压计")
    card.strip.choose(FITS)
    card.models.add_button.click()
    dialog = only_dialog(qtbot, card)
    dialog.form["model_id"].set_value(Choice(model.id, "HEM-7136"))
    dialog.form["quantity"].set_raw("0")
    dialog.form.submit()
    rest(desk, qtbot)
    assert dialog.form["quantity"].complaint and not PartFit.select().exists()
    dialog.form["quantity"].set_raw("2")
    dialog.form["origin"].set_value(Origin.APPROVED)
    dialog.form.submit()
    rest(desk, qtbot)
    fit = PartFit.get()
    assert (fit.quantity, fit.origin) == (2, Origin.APPROVED)
    card.fits.selectRow(0)
    card.models.edit_button.click()
    dialog = only_dialog(qtbot, card)
    assert dialog.form["quantity"].value() == 2
    dialog.form["position"].set_raw("P1")
    dialog.form.submit()
    rest(desk, qtbot)
    assert PartFit.get().position == "P1"
    card.fits.selectRow(0)
    card.models.remove_button.click()
    card.keeping.question.answer("remove")
    rest(desk, qtbot)
    assert not PartFit.select().exists()


def test_a_successor_is_recorded_and_the_old_part_leads_to_it(desk, card, cuff, make_part, qtbot):
    newer = make_part("BP-0009", "新袖带")
    card.strip.choose(KIN)
    card.relations.add_button.click()
    dialog = only_dialog(qtbot, card)
    dialog.form["other_id"].set_value(Choice(newer.id, "BP-0009"))
    dialog.form["newer"].set_value(True)
    dialog.form.submit()
    rest(desk, qtbot)
    pair = Supersession.get()
    assert (pair.old_id, pair.new_id, pair.kind) == (cuff.id, newer.id, SupersessionKind.ONE_WAY)
    (banner,) = card.banners.shown
    assert "BP-0009" in banner.text
    with qtbot.waitSignal(desk.opened) as went:
        banner.buttons[0].click()
    assert went.args == [Route("part", newer.id)]


def test_the_new_part_shows_whose_place_it_takes_and_no_ring_is_closed(desk, ctx, cuff, make_part, show, qtbot):
    newer = make_part("BP-0009", "新袖带")
    supersede(ctx, Supersede(old_id=cuff.id, new_id=newer.id))
    page = show(PartPage(desk, Route("part", newer.id, "kin")))
    assert page.strip.current == KIN and not page.banners.shown
    (one,) = page.relations.records.records
    assert (one.part_no, one.newer, lists.direction(one)) == ("BP-0001", False, "被本备件替代")
    page.keeping.ask_relation(None)
    dialog = only_dialog(qtbot, page)
    dialog.form["other_id"].set_value(Choice(cuff.id, "BP-0001"))
    dialog.form["newer"].set_value(True)
    dialog.form.submit()
    rest(desk, qtbot)
    assert dialog.form.banners.shown and Supersession.select().count() == 1
    dialog.close()


def test_an_approval_is_recorded_with_its_paper(desk, card, cuff, make_maker, qtbot):
    maker = make_maker("欧姆龙")
    card.approvals.add_button.click()
    dialog = only_dialog(qtbot, card)
    dialog.form["manufacturer_id"].set_value(Choice(maker.id, "欧姆龙"))
    dialog.form["document"].set_raw("OM-2026-7")
    dialog.form["valid_from"].set_raw("20260101")
    dialog.form["valid_to"].set_raw("20251231")
    dialog.form.submit()
    rest(desk, qtbot)
    assert dialog.form["valid_to"].complaint
    dialog.form["valid_to"].set_raw("20261231")
    dialog.form.submit()
    rest(desk, qtbot)
    row = MakerApproval.get()
    assert (row.document, row.valid_to, row.part_id) == ("OM-2026-7", date(2026, 12, 31), cuff.id)
    card.approvals.records.selectRow(0)
    card.approvals.more[lists.FILES].click()
    (papers,) = [one for one in card.findChildren(QPushButton) if one.text() == "添加文件" and one.isVisible()]
    assert papers.isEnabled()


def test_the_stock_card_shows_each_move_with_the_balance_and_its_cost_to_those_who_may(
    desk, ctx, cuff, make_user, show, qtbot
):
    """Two lay there at 86; three at 90 come, one goes out at the average (172 + 270) / 5."""
    shelf = Place.get(Place.name == "A-01-01")
    keeper, engineer = make_user("王芳", Role.KEEPER), make_user("张伟", Role.ENGINEER)
    choose_user(ctx, keeper.id)
    desk.permits.know(allowed(ctx))
    receive(ctx, Paper(act="a", lines=(Goods(part_id=cuff.id, place_id=shelf.id, quantity=3, unit_cost=9000),)))
    issue(ctx, Paper(act="b", lines=(Goods(part_id=cuff.id, place_id=shelf.id),)))
    page = show(PartPage(desk, Route("part", cuff.id, "moves")))
    assert page.strip.current == MOVES

    def rows():
        model = page.moves.panel.view.model()
        heads = [column.key for column in page.moves.panel.model.columns]
        return [
            {key: model.index(row, place).data() for place, key in enumerate(heads)} for row in range(model.rowCount())
        ]

    found = rows()
    assert [(row["came"], row["went"], row["balance"]) for row in found] == [
        ("", "1", "4"),
        ("3", "", "5"),
        ("2", "", "2"),
    ]
    assert found[0]["amount"] == "-88.40" and found[1]["amount"] == "270.00"
    choose_user(ctx, engineer.id)
    desk.permits.know(allowed(ctx))
    rest(desk, qtbot)
    assert "amount" not in rows()[0] and rows()[0]["balance"] == "4"


def test_a_move_opens_its_paper(desk, ctx, card, qtbot):
    move_id = card.moves.panel.model.ids[0]
    with qtbot.waitSignal(desk.opened) as went:
        card.moves.panel.opened.emit(move_id)
    assert went.args[0].page == "stock_paper"


def test_the_history_is_drawn_when_it_is_looked_at_and_goes_out_as_picture_and_data(
    desk, ctx, cuff, show, qtbot, tmp_path, monkeypatch
):
    shelf = Place.get(Place.name == "A-01-01")
    receive(ctx, Paper(act="a", lines=(Goods(part_id=cuff.id, place_id=shelf.id, quantity=3, unit_cost=9000),)))
    page = show(PartPage(desk, Route("part", cuff.id)))
    tab = page.history
    assert tab.chart is None and not tab.picture_button.isEnabled()
    page.strip.choose(HISTORY)
    rest(desk, qtbot)
    today = ctx.clock.today()
    assert tab.chart is not None and tab.picture_button.isEnabled()
    seconds = tab.chart._days[-1]
    assert tab.chart.at(seconds) == (today, 5)
    assert tab.chart.at(tab.chart._days[0] - 10 * 86_400) is None
    assert "5" in tab.chart.accessibleDescription()
    opened = []
    monkeypatch.setattr("ui.parts.history_tab.show_file", opened.append)
    tab.write_picture(str(tmp_path / "chart.png"))
    rest(desk, qtbot)
    assert not QImage(str(tmp_path / "chart.png")).isNull()
    tab.write_data(str(tmp_path / "chart.xlsx"))
    rest(desk, qtbot)
    assert (tmp_path / "chart.xlsx").stat().st_size > 1000 and [path.name for path in opened] == [
        "chart.png",
        "chart.xlsx",
    ]


def test_promised_spares_say_where_the_rate_comes_from_and_what_to_order(
    desk, ctx, make_part, make_model, make_asset, show
):
    model = make_model("HEM-7136")
    part = make_part("BP-7", "泵", model, failures_ppm=20_000)
    last = ctx.clock.today() + timedelta(days=365)
    for _unit in range(10):
        make_asset(model=model)
    Asset.update(spares_last=last, cover_first=ctx.clock.today(), cover_last=last).execute()
    page = show(PartPage(desk, Route("part", part.id, "promised")))
    assert page.strip.current == PROMISED
    told = dict(zip(page.promise.facts.texts[::2], page.promise.facts.texts[1::2], strict=True))
    assert told["故障率"] == "每年 2.00 %" and told["故障率来源"] == "在此备件中填写的数值。"
    assert told["仍有供应义务的设备"] == "10" and told["承诺量（件·年）"] == "10.0"
    assert [page.promise.levels.model().index(row, 1).data() for row in range(3)] == ["1", "1", "2"]
    (banner,) = page.promise.banners.shown
    assert banner.text == "应订购 1 件。"


def test_a_part_that_fits_nothing_promises_nothing(card):
    assert card.promise._stack.currentIndex() == 1


def test_several_parts_are_counted_and_labelled_from_the_list(desk, cuff, make_part, show, qtbot):
    make_part("BP-0002")
    page = show(PartsPage(desk, Route("parts")))
    page.panel.view.selectAll()
    rest(desk, qtbot)
    chosen = page.panel.selection()
    assert isinstance(chosen, Selection) and chosen.count == 2
    page._count(chosen)
    dialog = only_dialog(qtbot, page, PlanDialog)
    with qtbot.waitSignal(desk.opened) as went:
        dialog.form.submit()
    assert went.args == [Route("stocktake", Stocktake.get().id)]
    page._labels(chosen)
    only_dialog(qtbot, page, LabelDialog)
    rest(desk, qtbot)


def test_the_level_of_stock_is_a_filter_and_a_route(desk, cuff, make_part, show):
    make_part("BP-0002", on_hand=9)
    page = show(PartsPage(desk, Route("parts", "short")))
    assert [page.panel.view.model().index(row, 0).data() for row in range(page.panel.view.model().rowCount())] == [
        "BP-0001"
    ]


def test_the_value_of_a_stock_that_the_old_books_did_not_say_is_corrected_with_a_reason(
    desk, ctx, make_part, show, qtbot
):
    part, empty = make_part("BP-0009"), make_part("BP-0010")
    stock_up(ctx, part, 4, cost=0)
    page = show(PartPage(desk, Route("part", part.id)))
    act(page, acts.VALUE).trigger()
    dialog = only_dialog(qtbot, page)
    assert dialog.form["stock"].box.currentText() == "4 个，现值 0.00"
    dialog.form["unit_cost"].set_raw("150")
    dialog.form.submit()
    rest(desk, qtbot)
    assert dialog.form["reason"].complaint and StockValue.get(StockValue.part == part.id).value == 0
    dialog.form["reason"].set_raw("按采购发票")
    dialog.form.submit()
    qtbot.waitUntil(lambda: StockValue.get(StockValue.part == part.id).value == 600_00)
    rest(desk, qtbot)
    assert any("600.00" in text for text in page.facts.texts)
    assert not act(show(PartPage(desk, Route("part", empty.id))), acts.VALUE).isVisible()


def test_who_may_only_look_finds_every_act_grey(desk, ctx, cuff, make_user, show):
    choose_user(ctx, make_user("访客", Role.VIEWER).id)
    desk.permits.know(allowed(ctx))
    page = show(PartPage(desk, Route("part", cuff.id)))
    for which in (acts.EDIT, acts.COUNT, acts.RETIRE, acts.LABELS):
        assert not act(page, which).isEnabled()
    for kept in (page.models, page.relations, page.approvals):
        assert not kept.add_button.isEnabled()
