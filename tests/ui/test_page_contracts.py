"""Contracts on screen: the list, a new one, its promise and policy, its price list, its units, its changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from inventory.access.rights import allowed
from inventory.choices import Choice
from inventory.contracts.card import card as contract_card
from inventory.contracts.lines import MORE_THAN_ORDERED, AddLine, add_line
from inventory.contracts.rules import ContractLineKind
from inventory.policies.commands import EditVersion, edit_version
from inventory.policies.queries import version
from inventory.policies.targets import Milestone
from inventory.policies.versions import freeze
from inventory.values.money import Money
from models.assets import Asset
from models.contracts import Contract, ContractLine
from models.organisation import Role
from models.policies import PolicyProfile, PolicyVersion
from tests.service.contract_way import planned, ready, signed
from tests.ui.contract_room import answer, card, closed, dialog, fill, idle, shown
from ui.contracts.card import CHANGES, EXTENSIONS, LOTS, PRICES, UNITS
from ui.contracts.list_page import ContractsPage
from ui.contracts.policy_dialog import PolicyDialog
from ui.contracts.units_dialog import LineUnitsDialog
from ui.navigation import Route
from ui.pages import PAGES


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def s1(ctx):
    """The first version of the ready-made policy S1."""
    return PolicyVersion.select().join(PolicyProfile).where(PolicyProfile.code == "P-S1").get()


@pytest.fixture
def contract(make_contract, make_customer, s1):
    return make_contract(
        "HT2026-1", customer=make_customer("市第二人民医院"), title="血压计采购", policy_version=s1,
        signed_on=date(2026, 1, 5),
    )  # fmt: skip


def listed(desk, qtbot, *args):
    page = shown(desk, qtbot, ContractsPage(desk, Route("contracts", *args)))
    qtbot.waitUntil(lambda: page.panel.model.complete, timeout=20_000)
    return page


def cells(panel):
    model = panel.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def priced(ctx, contract, model, **values):
    usual = {"kind": ContractLineKind.EQUIPMENT, "model_id": model.id, "quantity": 2, "unit_price": Money(48_000)}
    return add_line(ctx, AddLine(contract_id=contract.id, **usual | values))


# the list


def test_a_list_without_contracts_says_what_to_do_and_takes_the_first(desk, make_customer, qtbot):
    customer = make_customer("市第二人民医院")
    page = listed(desk, qtbot)
    assert any("还没有合同" in label.text() for label in page.panel.findChildren(QLabel))
    page.begin_new()
    qtbot.waitUntil(lambda: page.drawer.sheet is not None, timeout=20_000)
    form = page.drawer.sheet.form
    form.submit()
    assert form["number"].complaint and form["customer_id"].complaint
    box = form["policy_profile_id"].box
    assert [box.itemText(place).split()[0] for place in range(1, 7)] == [
        "P-S1",
        "P-S2A",
        "P-S2B",
        "P-S2C",
        "P-S2D",
        "P-S3",
    ]
    fill(form, number="HT2026-9", signed_on="2026-11-23")
    form["customer_id"].set_value(Choice(customer.id, customer.name))
    form["policy_profile_id"].set_value(PolicyProfile.get(PolicyProfile.code == "P-S2D").id)
    form.submit()
    qtbot.waitUntil(lambda: bool(form["signed_on"].complaint), timeout=20_000)  # tomorrow
    assert page.dirty()
    fill(form, signed_on="2026-11-20")
    with qtbot.waitSignal(desk.opened, timeout=20_000) as went:
        form.submit()
    made = Contract.get()
    assert went.args == [Route("contract", made.id)]
    assert made.policy_version.profile.code == "P-S2D" and made.policy_version.frozen_at is not None


def test_a_number_that_is_known_leads_to_its_contract(desk, contract, qtbot):
    page = listed(desk, qtbot)
    page.begin_new()
    qtbot.waitUntil(lambda: page.drawer.sheet is not None, timeout=20_000)
    form = page.drawer.sheet.form
    fill(form, number="ht2026-1 ")
    form["customer_id"].set_value(Choice(contract.customer_id, "x"))
    form.submit()
    qtbot.waitUntil(lambda: bool(form.banners.shown), timeout=20_000)
    with qtbot.waitSignal(desk.opened, timeout=20_000) as went:
        form.banners.shown[0].buttons[0].click()
    assert went.args == [Route("contract", contract.id)]
    form.settle()


def test_the_list_says_how_far_each_contract_is(desk, ctx, contract, make_contract, make_asset, qtbot):
    other = make_contract("HT2026-2", customer=contract.customer, signed_on=date(2026, 2, 1))
    make_asset(customer=other.customer, contract=other)
    third = make_contract("HT2026-3", customer=contract.customer, signed_on=date(2026, 2, 10))
    signed(ctx, ready(ctx, third, [make_asset(customer=third.customer, state="in_stock", warranty_months=12)]))
    planned(ctx, contract, [make_asset(customer=contract.customer, state="in_stock")])
    page = listed(desk, qtbot)
    rows = {row[0]: row[6] for row in cells(page.panel)}
    assert rows == {"HT2026-3": "已验收", "HT2026-2": "1 台未验收", "HT2026-1": "1 个批次进行中"}


def test_the_list_turns_to_its_other_half_and_to_no_other_page(desk, contract, qtbot):
    page = listed(desk, qtbot)
    assert page.turn_to(Route("contracts", "maintenance"))
    assert page._stack.currentIndex() == 1
    assert page.turn_to(Route("contracts")) and page._stack.currentIndex() == 0
    assert not page.turn_to(Route("contract", contract.id)) and not page.turn_to(Route("customers"))
    idle(desk, qtbot)


@pytest.mark.usefixtures("dressed")
def test_long_words_are_cut_and_told_by_a_tooltip(desk, make_contract, make_customer, qtbot):
    make_contract("HT" + "9" * 58, customer=make_customer("很长名字的客户" * 12), title="采购" * 90)
    page = listed(desk, qtbot)
    index = page.panel.model.index(0, 1)
    assert index.data() == "很长名字的客户" * 12
    assert page.panel.view.columnWidth(1) <= 400


# the promise


def test_what_the_contract_promises_is_read_with_its_own_terms(desk, make_contract, s1, qtbot):
    contract = make_contract("HT2026-5", policy_version=s1, warranty_months=24, project_promise=True)
    page = card(desk, qtbot, contract)
    assert page.chips.shown[0].text.startswith("P-S1")
    labels = [label.text() for label in page.promise.facts.findChildren(QLabel)]
    assert {"质保期", "自始适用", "24 个月（合同自行约定）", "是"} <= set(labels)


def test_the_due_times_of_a_fault_are_those_of_the_rules(desk, contract, qtbot):
    """S1, level II reported on Friday 20 November 2026 at 10:00: response 12:00, on site 12:00, restored 18:00."""
    page = card(desk, qtbot, contract)
    panel = page.promise.due
    fill({"level": panel.level, "reported": panel.reported}, level="II级", reported="2026-11-20 10:00")
    qtbot.waitUntil(lambda: panel.shown is not None and len(panel.list.records) == 4, timeout=20_000)
    idle(desk, qtbot)
    due = {row.target.milestone: row.due.at if row.due else None for row in panel.list.records}
    assert due[Milestone.RESPONSE] == due[Milestone.ON_SITE] == datetime(2026, 11, 20, 12, 0)
    assert due[Milestone.RESTORED] == datetime(2026, 11, 20, 18, 0)
    fill({"reported": panel.reported}, reported="2026-11-31 10:00")
    qtbot.waitUntil(lambda: bool(panel.reported.complaint), timeout=20_000)
    panel.now()
    idle(desk, qtbot)
    assert panel.reported.raw() == "2026-11-22 10:00"


@pytest.mark.usefixtures("dressed")
def test_a_newer_version_is_offered_and_taken_with_what_it_changes(desk, ctx, contract, s1, make_asset, qtbot):
    make_asset(customer=contract.customer, contract=contract, accepted_on=date(2026, 3, 15))
    with ctx.work() as work:
        freeze(work, s1.id)
    seen = version(ctx, s1.id)
    edit_version(
        ctx, EditVersion(version_id=s1.id, seen_version=seen.version, terms=replace(seen.terms, warranty_months=24))
    )
    page = card(desk, qtbot, contract)
    assert "第 2 版" in page.promise.banners.shown[0].text
    page.promise.banners.shown[0].buttons[0].click()
    over = dialog(qtbot, PolicyDialog)
    qtbot.waitUntil(lambda: bool(over.differences.list.records), timeout=20_000)
    idle(desk, qtbot)
    line = over.differences.list.records[0]
    assert (line.one, line.other) == ("36", "24")
    assert over.height() >= 600  # its fields came later, and there is room for them
    over.form.submit()
    assert over.form["reason"].complaint
    fill(over.form, reason="补充协议")
    over.form.submit()
    closed(qtbot, PolicyDialog)
    idle(desk, qtbot)
    assert Contract.get_by_id(contract.id).policy_version.number == 2
    assert Asset.get().cover_last == date(2028, 3, 15)


def test_a_contract_is_corrected_and_of_two_the_second_sees_what_the_first_did(desk, ctx, contract, qtbot):
    page = card(desk, qtbot, contract)
    page.edit()
    qtbot.waitUntil(lambda: page.drawer.sheet is not None, timeout=20_000)
    form = page.drawer.sheet.form
    assert "policy_profile_id" not in form.values()
    fill(form, title="监护仪采购")
    with ctx.work() as work:
        work.change(work.lock(Contract, contract.id), remark="别人写的")
    form.submit()
    qtbot.waitUntil(lambda: bool(form.banners.shown), timeout=20_000)
    form.banners.shown[0].buttons[0].click()
    qtbot.waitUntil(lambda: form["remark"].raw() == "别人写的", timeout=20_000)
    assert form["title"].raw() == "监护仪采购"
    form.submit()
    qtbot.waitUntil(lambda: page.loaded.card.contract.title == "监护仪采购", timeout=20_000)
    page.strip.choose(CHANGES)
    assert "监护仪采购" in {change.line.new for change in page.changes.records}


# the price list


def test_lines_are_added_one_after_the_other_with_their_tax(desk, contract, make_model, make_part, qtbot):
    model, part = make_model("HEM-7136", "电子血压计"), make_part("BP-1", "袖带")
    page = card(desk, qtbot, contract)
    page.strip.choose(PRICES)
    assert page.prices.stack.currentIndex() == 1
    page.add_here()
    form = page.drawer.sheet.form
    form.submit()
    qtbot.waitUntil(lambda: bool(form["model_id"].complaint), timeout=20_000)
    assert not form["part_id"].isVisible()
    form["model_id"].set_value(Choice(model.id, "HEM-7136"))
    fill(form, quantity="2", unit_price="480", tax_rate_bp="101")
    form.submit()
    assert form["tax_rate_bp"].complaint
    fill(form, tax_rate_bp="13")
    form.submit()
    qtbot.waitUntil(lambda: len(page.prices.list.records) == 1, timeout=20_000)
    idle(desk, qtbot)
    page.add_here()
    form = page.drawer.sheet.form
    fill(form, kind=ContractLineKind.FITTING)
    assert form["part_id"].isVisible() and not form["model_id"].isVisible()
    form["part_id"].set_value(Choice(part.id, "袖带"))
    fill(form, quantity="10", unit_price="100", tax_rate_bp="13")
    form["tax_included"].set_value(False)
    form.submit()
    qtbot.waitUntil(lambda: len(page.prices.list.records) == 2, timeout=20_000)
    idle(desk, qtbot)
    # 2 × 480.00 with 13 % in it: net 849.56, tax 110.44; 10 × 100.00 plus 13 %: net 1,000.00, tax 130.00
    assert page.prices.total.text() == "不含税 1,849.56，税额 240.44，含税 2,090.00"


def test_lines_change_places_and_go(desk, ctx, contract, make_model, qtbot):
    model = make_model("HEM-7136")
    first = priced(ctx, contract, model)
    second = priced(
        ctx, contract, model, kind=ContractLineKind.SERVICE, model_id=None, description="安装", unit_price=None
    )
    page = card(desk, qtbot, contract)
    page.strip.choose(PRICES)
    assert "1 行没有价格" in page.prices.total.text() and not page.prices.edit_button.isEnabled()
    page.prices.list.selectRow(1)
    assert not page.prices.units_button.isEnabled() and not page.prices.down_button.isEnabled()
    page.prices.up_button.click()
    qtbot.waitUntil(lambda: [line.id for line in page.prices.list.records] == [second, first], timeout=20_000)
    idle(desk, qtbot)
    assert page.prices.current().id == second
    page.prices.remove_button.click()
    answer(qtbot, "")
    page.prices.remove_button.click()
    answer(qtbot, "remove")
    qtbot.waitUntil(lambda: [line.id for line in page.prices.list.records] == [first], timeout=20_000)
    idle(desk, qtbot)


def test_units_stand_on_a_line_and_more_than_it_orders_only_if_one_insists(
    desk, ctx, contract, make_model, make_asset, qtbot
):
    model = make_model("HEM-7136")
    units = [make_asset(model=model, customer=contract.customer, contract=contract) for _each in range(2)]
    line_id = priced(ctx, contract, model, quantity=1)
    page = card(desk, qtbot, contract)
    page.strip.choose(PRICES)
    assert "2 台" in page.prices.total.text()
    page.prices.list.selectRow(0)
    page.prices.units_button.click()
    over = dialog(qtbot, LineUnitsDialog)
    qtbot.waitUntil(lambda: len(over.units.records) == 2, timeout=20_000)
    qtbot.keyClick(over.units.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(desk.troubled, timeout=20_000) as asked:
        over.form.submit()
    assert not Asset.select().where(Asset.contract_line.is_null(False)).exists()
    asked.args[0].confirm(MORE_THAN_ORDERED)
    closed(qtbot, LineUnitsDialog)
    idle(desk, qtbot)
    assert {Asset.get_by_id(unit.id).contract_line_id for unit in units} == {line_id}
    with qtbot.waitSignal(desk.troubled, timeout=20_000):  # with units on it, it stays
        page.line_acts.ask_removal(page.prices.list.records[0])
        answer(qtbot, "remove")
    assert ContractLine.select().count() == 1


@pytest.mark.usefixtures("dressed")
def test_a_narrow_page_keeps_what_a_line_is_about(desk, ctx, contract, make_model, qtbot):
    priced(ctx, contract, make_model("HEM-7136", "电子血压计"))
    page = card(desk, qtbot, contract)
    page.strip.choose(PRICES)
    page.resize(840, 620)
    page.add_here()
    idle(desk, qtbot)
    table = page.prices.list
    qtbot.waitUntil(lambda: table.isColumnHidden(4))
    assert table.columnWidth(1) >= 140
    tip = table.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "480.00" in tip and "13 %" in tip
    page.drawer.sheet.form.settle()


# the rest of the card


def test_chips_and_tabs_lead_on(desk, ctx, contract, make_asset, qtbot):
    units = [make_asset(customer=contract.customer, state="in_stock") for _each in range(2)]
    planned(ctx, contract, units)
    page = card(desk, qtbot, contract)
    waiting, under_way = page.chips.shown[1:]
    waiting.clicked.emit()
    assert page.strip.current == UNITS
    under_way.clicked.emit()
    assert page.strip.current == LOTS
    assert not page._correct.isVisible()
    page.strip.choose(UNITS)
    qtbot.waitUntil(lambda: page.units.model.complete, timeout=20_000)
    with qtbot.waitSignal(desk.opened) as went:
        page.units.opened.emit(units[0].id)
    assert went.args == [Route("asset", units[0].id)]
    with qtbot.waitSignal(desk.opened) as went:
        page.customer.click()
    assert went.args == [Route("customer", contract.customer_id)]


@pytest.mark.parametrize(("role", "may"), [(Role.VIEWER, False), (Role.KEEPER, False), (Role.MANAGER, True)])
def test_acts_are_for_those_who_may_edit_contracts(desk, ctx, contract, make_user, qtbot, role, may):
    ctx.actor = make_user("某人", role).id
    desk.permits.know(allowed(ctx))
    page = card(desk, qtbot, contract)
    acts = {action.objectName(): action.isEnabled() for action in page.menu.actions() if action.objectName()}
    assert {
        name: acts[name] for name in ("contract_edit", "contract_add", "lot_step", "contract_policy")
    } == dict.fromkeys(("contract_edit", "contract_add", "lot_step", "contract_policy"), may)
    assert page.prices.add_button.isEnabled() is may and page.promise.change_button.isEnabled() is may
    page.strip.choose(EXTENSIONS)
    assert page.extensions.editing[0].isEnabled() is may
    assert contract_card(ctx, contract.id).contract.number == "HT2026-1"
