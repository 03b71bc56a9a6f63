"""Models and their manufacturers on screen: listed, entered, corrected; one made on the way while the other is typed."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.choices import Choice
from inventory.products.commands import EditModel, edit_model
from models.products import Manufacturer, ProductModel
from ui.navigation import Route
from ui.pages import PAGES
from ui.products.page import MAKERS, MODELS, ProductsPage


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def monitor(make_model, make_maker):
    return make_model("HEM-7136", "电子血压计", make_maker("欧姆龙健康医疗", phone="400-770-9988"), warranty_months=36)


def show(desk, qtbot, *args):
    page = ProductsPage(desk, Route("products", *args))
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    qtbot.waitUntil(lambda: not desk.jobs.running())
    return page


def cells(view, row: int) -> list[str]:
    model = view.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_models_and_manufacturers_stand_in_two_lists(desk, monitor, make_maker, qtbot):
    make_maker("鱼跃医疗")
    page = show(desk, qtbot)
    assert cells(page.models.view, 0)[:4] == ["HEM-7136", "电子血压计", "欧姆龙健康医疗", "36"]
    qtbot.waitUntil(lambda: len(page.makers.records) == 2)
    assert [page.strip.text(MODELS)[-1], page.strip.text(MAKERS)[-1]] == ["1", "2"]


def test_a_new_model_is_saved_with_its_months_and_days(desk, monitor, qtbot):
    page = show(desk, qtbot)
    page.new_model()
    form = page.drawer.sheet.form
    form["manufacturer_id"].pick(Choice(monitor.manufacturer_id, "欧姆龙健康医疗"))
    form["product_name"].set_raw("医用全自动血压计")
    form["model_code"].set_raw("HBP-9030")
    form["warranty_months"].set_raw("3年")
    form["spares_until"].set_raw("2031-12-31")
    with qtbot.waitSignal(desk.toasted):
        form.submit()
    saved = ProductModel.get(ProductModel.model_code == "HBP-9030")
    assert (saved.warranty_months, saved.unit, saved.spares_until) == (36, "台", date(2031, 12, 31))


def test_a_manufacturer_can_be_made_while_its_model_is_typed(desk, qtbot):
    page = show(desk, qtbot)
    page.new_model()
    form = page.drawer.sheet.form
    form["model_code"].set_raw("9F-5")
    form["manufacturer_id"].new_asked.emit("鱼跃医疗")
    dialog = page.dialog
    assert dialog.form["name"].raw() == "鱼跃医疗"
    with qtbot.waitSignal(dialog.sheet.closed):
        dialog.form.submit()

    maker = Manufacturer.get()
    qtbot.waitUntil(lambda: form["manufacturer_id"].choice is not None)
    assert form["manufacturer_id"].value() == maker.id and form["model_code"].raw() == "9F-5"
    form.settle()


def test_the_same_model_again_is_refused_and_leads_to_it(desk, monitor, qtbot):
    page = show(desk, qtbot)
    page.new_model()
    form = page.drawer.sheet.form
    form["manufacturer_id"].pick(Choice(monitor.manufacturer_id, "欧姆龙健康医疗"))
    form["product_name"].set_raw("血压计")
    form["model_code"].set_raw("hem-7136")
    form.submit()
    qtbot.waitUntil(lambda: bool(form.banners.shown))
    assert form.banners.shown[0].buttons and ProductModel.select().count() == 1
    form.settle()


def test_a_route_with_a_model_opens_its_form(desk, monitor, qtbot):
    page = show(desk, qtbot, monitor.id)
    qtbot.waitUntil(lambda: page.drawer.sheet is not None)
    assert page.drawer.sheet.form["model_code"].raw() == "HEM-7136"


def test_a_model_corrected_by_two_keeps_both_corrections(desk, opened, monitor, qtbot):
    page = show(desk, qtbot, monitor.id)
    qtbot.waitUntil(lambda: page.drawer.sheet is not None)
    form = page.drawer.sheet.form
    form["function_group"].set_raw("血压测量")
    values = {"manufacturer_id": monitor.manufacturer_id, "product_name": "电子血压计", "model_code": "HEM-7136"}
    edit_model(opened, EditModel(**values, warranty_months=24, model_id=monitor.id, seen_version=1))
    form.submit()
    qtbot.waitUntil(lambda: bool(form.banners.shown))
    form.banners.shown[0].buttons[0].click()
    qtbot.waitUntil(lambda: form["warranty_months"].value() == 24)
    form.submit()
    qtbot.waitUntil(lambda: ProductModel.get().function_group == "血压测量")
    assert ProductModel.get().warranty_months == 24


def test_a_manufacturer_is_corrected(desk, monitor, qtbot):
    page = show(desk, qtbot)
    qtbot.waitUntil(lambda: len(page.makers.records) == 1)
    page.edit_maker(page.makers.records[0])
    form = page.drawer.sheet.form
    form["rma_address"].set_raw("大连市开发区")
    form.submit()
    qtbot.waitUntil(lambda: page.makers.records[0].rma_address == "大连市开发区")
    assert Manufacturer.get().phone == "400-770-9988"


def test_the_models_of_one_manufacturer_can_be_shown(desk, monitor, make_model, qtbot):
    make_model("OTHER-1")
    page = show(desk, qtbot)
    qtbot.waitUntil(lambda: len(page.makers.records) == 2)
    maker = next(maker for maker in page.makers.records if maker.name == "欧姆龙健康医疗")
    page.show_models_of(maker)
    qtbot.waitUntil(lambda: list(page.models.model.ids) == [monitor.id])


def test_a_form_with_typing_in_it_is_not_replaced_by_another(desk, monitor, qtbot):
    from ui.widgets.dialogs import Question

    page = show(desk, qtbot)
    page.new_model()
    sheet = page.drawer.sheet
    sheet.form["product_name"].set_raw("血")
    page.new_maker()
    assert page.drawer.sheet is sheet and page.window().findChildren(Question)
    sheet.form.settle()
