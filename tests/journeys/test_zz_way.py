"""A contract from its signature to the certificate: price list, units, delivery, steps, acceptance, cover."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from inventory.assets.queries import card as asset_card
from inventory.choices import Choice
from inventory.contracts import deliveries
from inventory.contracts.lot_rules import CheckResult, LotState
from inventory.cover.rules import CoverStatus
from models.assets import Asset
from models.contracts import Contract
from models.policies import PolicyProfile
from tests.ui.contract_room import closed, dialog, fill
from ui.assets.card import AssetPage
from ui.contracts.card import LOTS, PRICES, ContractPage
from ui.contracts.certificate_dialog import CertificateDialog
from ui.contracts.list_page import ContractsPage
from ui.contracts.units_dialog import LineUnitsDialog
from ui.navigation import Route


def on_show(program, qtbot, kind, holds=lambda page: True):
    """The page on show, once it is of this kind and has what is expected."""

    def there():
        page = program.window.area.page
        return isinstance(page, kind) and holds(page) and not program.desk.jobs.running()

    qtbot.waitUntil(there, timeout=20_000)
    return program.window.area.page


def act(program, name):
    """Do what the menu of the page on show calls ``name``."""
    next(action for action in program.window.area.page.findChildren(QAction, name) if action.isEnabled()).trigger()


def loaded(page):
    return page.loaded is not None


def step(program, qtbot, page, state, **values):
    """Go on with the delivery, fill in what the step asks for, save with the keyboard, and wait until the delivery is so far."""
    act(program, "lot_step")
    over = dialog(qtbot)
    fill(over.form, **values)
    QTest.keyClick(over, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    closed(qtbot)
    on_show(program, qtbot, ContractPage, lambda page: page.lots.panel.card.line.state is state)


def test_a_contract_from_the_signature_to_the_certificate(ctx, program, qtbot, make_customer, make_model, make_asset):
    customer, model = make_customer("市第二人民医院"), make_model("HEM-7136", "电子血压计")
    bought = [make_asset(serial, model, customer, state="in_stock", owner="us") for serial in ("000261", "000262")]

    # the contract
    program.desk.open(Route("contracts"))
    page = on_show(program, qtbot, ContractsPage)
    act(program, "contract_new")
    qtbot.waitUntil(lambda: page.drawer.sheet is not None, timeout=20_000)
    form = page.drawer.sheet.form
    fill(form, number="HT2026-017", title="血压计采购", signed_on="2026-10-10")
    form["customer_id"].set_value(Choice(customer.id, customer.name))
    form["policy_profile_id"].set_value(PolicyProfile.get(PolicyProfile.code == "P-S2A").id)
    form.submit()
    qtbot.wait(4000)
    from PySide6.QtWidgets import QApplication
    assert 0, (type(program.window.area.page), [f.complaint for f in form.fields()], [b.text for b in form.banners.shown], [(type(w).__name__, w.accessibleName()) for w in QApplication.topLevelWidgets() if w.isVisible()], program.desk.jobs.running(), Contract.select().count())
    contract = Contract.get()

    # its price list, and the units of a line
    page.strip.choose(PRICES)
    act(program, "contract_add")
    form = page.drawer.sheet.form
    form["model_id"].set_value(Choice(model.id, "HEM-7136"))
    fill(form, quantity="2", unit_price="480")
    form.submit()
    on_show(program, qtbot, ContractPage, lambda page: len(page.prices.list.records) == 1)
    page.prices.list.selectRow(0)
    page.prices.units_button.click()
    over = dialog(qtbot, LineUnitsDialog)
    qtbot.waitUntil(lambda: len(over.units.records) == 2, timeout=20_000)
    QTest.keyClick(over.units.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    over.form.submit()
    closed(qtbot)
    on_show(program, qtbot, ContractPage, lambda page: page.loaded.card.units == 2)

    # the delivery: planned, arrived, installed, tested, completed
    page.strip.choose(LOTS)
    act(program, "contract_add")
    over = dialog(qtbot)
    over.form["units"].tick(lambda unit: True)
    fill(over.form, planned_on="2026-11-02")
    over.form.submit()
    closed(qtbot)
    on_show(program, qtbot, ContractPage, lambda page: page.lots.panel.card is not None)
    step(program, qtbot, page, LotState.ARRIVED, counted_by="赵敏华", witnessed_by="张伟")
    act(program, "lot_step")
    over = dialog(qtbot)
    grid = over.form["units"].grid
    for row, place in enumerate(("门诊三楼", "住院部五楼")):
        grid.cells.setData(grid.cells.index(row, 3), place)
    fill(over.form, installed_on="2026-11-03")
    over.form.submit()
    closed(qtbot)
    on_show(program, qtbot, ContractPage, lambda page: page.lots.panel.card.line.state is LotState.INSTALLED)
    act(program, "lot_step")
    over = dialog(qtbot)
    grid = over.form["checks"].grid
    for row in range(len(over.form["checks"].records)):
        grid.setCurrentIndex(grid.cells.index(row, 2))
        QTest.keyClick(grid, Qt.Key.Key_Space)
    over.form.submit()
    closed(qtbot)
    on_show(program, qtbot, ContractPage, lambda page: page.lots.panel.card.line.checks_open == 0)
    results = {check.result for check in page.lots.panel.card.checks}
    assert results == {CheckResult.PASSED}
    step(program, qtbot, page, LotState.COMPLETED, completed_on="2026-11-05")
    assert {Asset.get_by_id(unit.id).cover_last for unit in bought} == {None}  # nothing is signed yet

    # both sides sign, and the cover begins the day after (P-S2A)
    step(
        program, qtbot, page, LotState.ACCEPTED, accepted_on="2026-11-09", customer_signer="赵敏华", our_signer="张伟"
    )
    assert Contract.get_by_id(contract.id).accepted_on == date(2026, 11, 9)
    page.lots.panel.certificate_button.click()
    over = dialog(qtbot, CertificateDialog)
    qtbot.waitUntil(lambda: over.paper is not None, timeout=20_000)
    assert over.paper.number == "YS2026110001"
    assert over.paper.warranty == (
        "免费维修期自设备完成并验收签字次日2026年11月10日起至2027年11月9日止（含当日）。",
    )
    assert [(unit.serial_no, unit.place) for unit in over.paper.units] == [
        ("000261", "门诊三楼"), ("000262", "住院部五楼"),
    ]  # fmt: skip
    over.close()

    # and the unit's own card says so
    program.desk.open(Route("asset", bought[0].id))
    on_show(program, qtbot, AssetPage)
    shown = asset_card(ctx, bought[0].id)
    assert shown.cover.status is CoverStatus.IN_WARRANTY and shown.cover.last == date(2027, 11, 9)
    assert deliveries.due(ctx) == []
