"""Maintenance contracts on screen: what each unit would get follows while one types (C-02)."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from inventory.access.rights import allowed
from inventory.choices import Choice
from inventory.contracts.extension_queries import card as extension_card
from inventory.contracts.words import ExtensionStart
from models.assets import Asset
from models.contracts import ExtensionContract
from models.organisation import Role
from tests.ui.contract_room import answer, card, closed, dialog, fill, idle, shown
from ui.contracts.card import EXTENSIONS
from ui.contracts.extension_dialog import ExtensionDialog, MoreUnitsDialog
from ui.contracts.extension_form import gap_word, window_word
from ui.contracts.extension_page import ExtensionPage
from ui.contracts.list_page import ContractsPage
from ui.navigation import Route
from ui.pages import PAGES

TODAY = date(2026, 11, 22)


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def contract(make_contract, make_policy, make_customer):
    """One year from the day after the signature: accepted 2024-03-15, its units are covered until 2025-03-15."""
    policy = make_policy(warranty_months=12, count_rule="NEXT_DAY")
    return make_contract("HT2024-1", customer=make_customer("市第二人民医院"), policy_version=policy)


@pytest.fixture
def units(contract, make_asset, make_model):
    model = make_model("HEM-7136", "电子血压计")
    return [
        make_asset(serial, model, contract.customer, contract=contract, accepted_on=date(2024, 3, 15))
        for serial in ("SN-1", "SN-2", "SN-3")
    ]


def begun(desk, qtbot, contract):
    page = card(desk, qtbot, contract)
    page.strip.choose(EXTENSIONS)
    assert page.extensions.stack.currentIndex() == 1
    page.add_here()
    over = dialog(qtbot, ExtensionDialog)
    qtbot.waitUntil(lambda: len(over.fields.units.records) == 3, timeout=20_000)
    return page, over


def offers(over):
    return [(window_word(row, TODAY), gap_word(row)) for row in over.fields.units.records]


def insist(qtbot, desk, over, words):
    """Save, be asked whether days that are over are meant, and say yes."""
    with qtbot.waitSignal(desk.troubled, timeout=20_000) as asked:
        over.form.submit()
    assert words in asked.args[0].error.message_id.format_map(asked.args[0].error.values)
    asked.args[0].confirm(asked.args[0].error.key)


def test_one_that_goes_on_has_no_gap_and_one_from_its_signature_shows_it(desk, contract, units, qtbot):
    _page, over = begun(desk, qtbot, contract)
    qtbot.waitUntil(lambda: offers(over)[0][0] != "–", timeout=20_000)
    assert offers(over)[0] == ("2025-03-16 至 2026-03-15，已结束", "")  # rules.md C-02: contiguous
    fill(over.fields, start=ExtensionStart.FROM_SIGNATURE)
    qtbot.waitUntil(lambda: offers(over)[0][0] == "–", timeout=20_000)  # no day yet
    fill(over.fields, signed_on="2025-05-09")
    # from 10 May; 16 March to 9 May 2025 are 16 + 30 + 9 = 55 days that nothing covers
    qtbot.waitUntil(lambda: offers(over)[0] == ("2025-05-10 至 2026-05-09，已结束", "空档 55 天"), timeout=20_000)
    fill(over.fields, start=ExtensionStart.FIXED_DATE)
    assert over.fields["effective_from"].isVisible()
    fill(over.fields, effective_from="2025-04-01", months="24")
    qtbot.waitUntil(lambda: offers(over)[0] == ("2025-04-01 至 2027-03-31", "空档 16 天"), timeout=20_000)
    over.fields.settle()
    over.close()
    idle(desk, qtbot)


def test_it_is_saved_for_the_units_that_are_ticked_and_stands_on_the_card(desk, ctx, contract, units, qtbot):
    page, over = begun(desk, qtbot, contract)
    over.form.submit()
    assert over.fields["number"].complaint
    fill(over.fields, number="WB2026-1", signed_on="2026-11-23")
    over.fields.units.tick(lambda row: row.serial_no != "SN-3")
    over.form.submit()
    qtbot.waitUntil(lambda: bool(over.fields["signed_on"].complaint), timeout=20_000)  # tomorrow
    fill(over.fields, signed_on="2025-03-01")
    insist(qtbot, desk, over, "over today")
    closed(qtbot, ExtensionDialog)
    qtbot.waitUntil(lambda: len(page.extensions.list.records) == 1, timeout=20_000)
    idle(desk, qtbot)
    line = page.extensions.list.records[0]
    assert (line.number, line.units, line.last) == ("WB2026-1", 2, date(2026, 3, 15))
    with qtbot.waitSignal(desk.opened) as went:
        page.extensions.list.opened.emit(line)
    assert went.args == [Route("extension", line.id)]


def test_a_number_that_is_known_is_refused_and_nothing_is_lost(desk, contract, units, make_extension, qtbot):
    make_extension("WB2026-1", units[:1])
    page = card(desk, qtbot, contract)
    page.new_extension()
    over = dialog(qtbot, ExtensionDialog)
    qtbot.waitUntil(lambda: len(over.fields.units.records) == 3, timeout=20_000)
    fill(over.fields, number="wb2026-1")
    over.form.submit()
    qtbot.waitUntil(lambda: bool(over.form.banners.shown), timeout=20_000)
    assert ExtensionContract.select().count() == 1 and over.fields["number"].raw() == "wb2026-1"
    over.fields.settle()


def test_the_page_of_one_shows_the_days_of_each_unit_and_takes_more(desk, ctx, contract, units, make_extension, qtbot):
    row = make_extension("WB2026-1", units[:1], signed_on=date(2025, 3, 1), contract=contract)
    page = shown(desk, qtbot, ExtensionPage(desk, Route("extension", row.id)))
    qtbot.waitUntil(lambda: page.loaded is not None, timeout=20_000)
    assert [(unit.first, unit.last) for unit in page.units.records] == [(date(2025, 3, 16), date(2026, 3, 15))]
    page.add_units()
    over = dialog(qtbot, MoreUnitsDialog)
    qtbot.waitUntil(lambda: len(over.units.records) == 2, timeout=20_000)
    idle(desk, qtbot)
    assert window_word(over.units.records[0], TODAY) == "2025-03-16 至 2026-03-15，已结束"
    qtbot.keyClick(over.units.grid, Qt.Key.Key_Space)
    insist(qtbot, desk, over, "SN-2")
    qtbot.waitUntil(lambda: len(page.units.records) == 2, timeout=20_000)
    idle(desk, qtbot)

    page.units.selectRow(0)
    page._ask_take()
    answer(qtbot, "")
    page._ask_take()
    answer(qtbot, "take")
    qtbot.waitUntil(lambda: [unit.serial_no for unit in page.units.records] == ["SN-2"], timeout=20_000)
    idle(desk, qtbot)
    assert Asset.get_by_id(units[0].id).cover_last == date(2025, 3, 15)
    for made, route in (
        (page.customer, Route("customer", contract.customer_id)),
        (page.contract, Route("contract", contract.id)),
    ):
        with qtbot.waitSignal(desk.opened) as went:
            made.click()
        assert went.args == [route]


def test_of_two_who_correct_one_the_second_sees_what_the_first_did(desk, ctx, units, make_extension, qtbot):
    row = make_extension("WB2026-1", units[:1], signed_on=date(2025, 3, 1))
    page = shown(desk, qtbot, ExtensionPage(desk, Route("extension", row.id)))
    qtbot.waitUntil(lambda: page.loaded is not None, timeout=20_000)
    page.edit()
    over = dialog(qtbot, ExtensionDialog)
    fill(over.fields, months="24")
    with ctx.work() as work:
        work.change(work.lock(ExtensionContract, row.id), remark="别人写的")
    over.form.submit()
    qtbot.waitUntil(lambda: bool(over.form.banners.shown), timeout=20_000)
    over.form.banners.shown[0].buttons[0].click()
    qtbot.waitUntil(lambda: over.fields["remark"].raw() == "别人写的", timeout=20_000)
    over.form.submit()
    closed(qtbot, ExtensionDialog)
    idle(desk, qtbot)
    card_ = extension_card(ctx, row.id)
    assert (card_.line.months, card_.line.remark, card_.units[0].last) == (24, "别人写的", date(2027, 3, 15))


def test_the_list_says_what_ends_soon(desk, ctx, units, make_extension, qtbot):
    # 12 months from 2026-03-16 - in force; one that ended; today is 2026-11-22
    make_extension("WB-OLD", units[:1], signed_on=date(2025, 3, 1))
    make_extension("WB-NEW", units[1:2], start="FROM_SIGNATURE", signed_on=date(2026, 1, 10))
    page = shown(desk, qtbot, ContractsPage(desk, Route("contracts", "maintenance")))
    qtbot.waitUntil(lambda: page.extensions.model.complete, timeout=20_000)
    model = page.extensions.model
    said = {model.index(row, 0).data(): model.index(row, 7).data() for row in range(model.rowCount())}
    assert said == {"WB-NEW": "至 2027-01-10", "WB-OLD": "已于 2026-03-15 结束"}
    page.turn_to(Route("contracts", "maintenance", "ending"))
    qtbot.waitUntil(lambda: model.rowCount() == 1, timeout=20_000)  # within 90 days
    idle(desk, qtbot)


def test_a_list_without_any_says_what_to_do_and_who_may_not_cannot(desk, ctx, make_user, make_customer, qtbot):
    ctx.actor = make_user("某人", Role.VIEWER).id
    desk.permits.know(allowed(ctx))
    page = shown(desk, qtbot, ContractsPage(desk, Route("contracts", "maintenance")))
    qtbot.waitUntil(lambda: page.extensions.model.complete, timeout=20_000)
    assert any("还没有维保合同" in label.text() for label in page.extensions.findChildren(QLabel))
    acts = {action.objectName(): action.isEnabled() for action in page.menu.actions()}
    assert not acts["contract_new"] and not acts["extension_new"]


def test_units_of_another_customer_go_when_the_customer_changes(
    desk, contract, units, make_customer, make_asset, qtbot
):
    other = make_customer("章丘区实验中学")
    make_asset("XX-1", customer=other)
    page = shown(desk, qtbot, ContractsPage(desk, Route("contracts")))
    page.new_extension()
    over = dialog(qtbot, ExtensionDialog)
    assert not over.fields.units.isVisible()
    over.fields["customer_id"].set_value(Choice(contract.customer_id, "x"))
    over._customer_changed()
    qtbot.waitUntil(lambda: len(over.fields.units.records) == 3, timeout=20_000)
    over.fields["customer_id"].set_value(Choice(other.id, "y"))
    over._customer_changed()
    qtbot.waitUntil(lambda: [row.serial_no for row in over.fields.units.records] == ["XX-1"], timeout=20_000)
    qtbot.waitUntil(
        lambda: "验收" in window_word(over.fields.units.records[0], TODAY), timeout=20_000
    )  # nothing to go on from
    over.fields.settle()
    over.close()
    idle(desk, qtbot)
