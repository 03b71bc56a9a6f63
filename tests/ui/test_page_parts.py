"""Parts on screen: the list with what runs short, the card with what it costs, for those who may see it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from inventory.access.rights import allowed
from inventory.people.commands import choose_user
from models.organisation import Role
from ui.navigation import Route
from ui.pages import PAGES
from ui.parts.card import PartPage
from ui.parts.list_page import PartsPage
from ui.theme import Meaning
from ui.widgets.chips import Chip


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def cuff(make_part, make_model):
    """Two lie on the shelf where five should; it cost 86 yuan, and a contract caps it at 94.60."""
    model = make_model("HEM-7136", "电子血压计")
    return make_part(
        "BP-0001", "袖带", model, on_hand=2, spec="22–42 cm", safety_stock=5, reference_cost=8600, initial_price=9460
    )


def show(page, qtbot, desk):
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    qtbot.waitUntil(lambda: not desk.jobs.running())
    return page


def facts(page) -> dict[str, str]:
    shown = page.facts.texts
    return dict(zip(shown[::2], shown[1::2], strict=True))


def first_row(panel) -> list[str]:
    model = panel.view.model()
    return [model.index(0, column).data() for column in range(model.columnCount())]


def sit_down(desk, ctx, user) -> None:
    choose_user(ctx, user.id)
    desk.permits.know(allowed(ctx))


def said(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_the_list_shows_stock_with_its_unit_and_what_is_short(desk, cuff, make_part, qtbot):
    make_part("BP-0002", "电源板", on_hand=10)
    page = show(PartsPage(desk, Route("parts")), qtbot, desk)
    model = page.panel.view.model()
    rows = [[model.index(row, column).data() for column in range(model.columnCount())] for row in range(2)]
    assert rows[0][:9] == ["BP-0001", "袖带", "22–42 cm", "低于安全库存", "2 个", "", "2 个", "", "5 个"]
    assert rows[1][3:9] == ["", "10 个", "", "10 个", "", ""]


def test_the_list_shows_what_the_stock_cost_only_to_those_who_may_see_it(desk, ctx, cuff, make_user, qtbot):
    """Two pieces at 86 yuan."""
    keeper, engineer = make_user("王芳", Role.KEEPER), make_user("张伟", Role.ENGINEER)
    sit_down(desk, ctx, engineer)
    page = show(PartsPage(desk, Route("parts")), qtbot, desk)
    assert not {"86.0000", "172.00"} & set(first_row(page.panel))
    sit_down(desk, ctx, keeper)
    qtbot.waitUntil(lambda: not desk.jobs.running())
    assert {"86.0000", "172.00"} <= set(first_row(page.panel))
    sit_down(desk, ctx, engineer)
    qtbot.waitUntil(lambda: not desk.jobs.running())
    assert not {"86.0000", "172.00"} & set(first_row(page.panel))


def test_a_row_opens_the_card(desk, cuff, qtbot):
    page = show(PartsPage(desk, Route("parts")), qtbot, desk)
    with qtbot.waitSignal(desk.opened) as went:
        page.panel.opened.emit(cuff.id)
    assert went.args == [Route("part", cuff.id)]


def test_an_empty_list_leads_to_the_import(desk, qtbot):
    page = show(PartsPage(desk, Route("parts")), qtbot, desk)
    button = next(made for made in page.findChildren(QPushButton) if made.text() == "导入备件清单")
    with qtbot.waitSignal(desk.opened) as went:
        button.click()
    assert went.args == [Route("import", "parts")]


def test_the_card_says_where_it_lies_and_what_it_fits(desk, cuff, qtbot):
    page = show(PartPage(desk, Route("part", cuff.id)), qtbot, desk)
    chips = {chip.text: chip.meaning for chip in page.chips.findChildren(Chip)}
    assert chips == {"库存 2 个": Meaning.OK, "低于安全库存 5 个": Meaning.SOON, "适用 1 个型号": Meaning.INFO}
    shelves, fits = page.shelves.model(), page.fits.model()
    assert [shelves.index(0, column).data() for column in range(2)] == ["A-01-01", "2 个"]
    assert [fits.index(0, column).data() for column in range(2)] == ["HEM-7136", "电子血压计"]
    assert facts(page)["初始价格（元）"] == "94.60"


@pytest.mark.parametrize(
    ("role", "seen"),
    [(Role.KEEPER, True), (Role.FINANCE, True), (Role.MANAGER, True), (Role.ENGINEER, False), (Role.VIEWER, False)],
)
def test_the_cost_is_shown_to_those_who_may_see_it(desk, ctx, cuff, make_user, role, seen, qtbot):
    choose_user(ctx, make_user(role=role).id)
    page = show(PartPage(desk, Route("part", cuff.id)), qtbot, desk)
    assert ("86.00" in said(page)) is seen


def test_nobody_in_particular_sees_no_cost(desk, cuff, make_user, qtbot):
    make_user("王芳", Role.KEEPER)  # somebody is entered, and has not said that they are it
    page = show(PartPage(desk, Route("part", cuff.id)), qtbot, desk)
    assert "86.00" not in said(page) and "94.60" in said(page)


def test_the_cost_goes_when_somebody_else_sits_down(desk, ctx, cuff, make_user, qtbot):
    keeper, engineer = make_user("王芳", Role.KEEPER), make_user("张伟", Role.ENGINEER)
    choose_user(ctx, keeper.id)
    page = show(PartPage(desk, Route("part", cuff.id)), qtbot, desk)
    assert "86.00" in said(page)
    choose_user(ctx, engineer.id)
    desk.set_person("张伟", "工程师")
    qtbot.waitUntil(lambda: "86.00" not in facts(page).values())


def test_a_model_opens_its_form(desk, cuff, qtbot):
    page = show(PartPage(desk, Route("part", cuff.id)), qtbot, desk)
    with qtbot.waitSignal(desk.opened) as went:
        page.fits.opened.emit(page.fits.records[0])
    assert went.args == [Route("products", page.fits.records[0].model_id)]


def test_a_part_that_is_gone_is_said_to_be_gone(desk, qtbot):
    page = PartPage(desk, Route("part", 999_999))
    qtbot.addWidget(page)
    with qtbot.waitSignal(desk.troubled) as told:
        page.refresh()
    assert str(told.args[0].error)
