"""A quotation from the card of a unit over the customer's yes to the bill, and one that nobody answers."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from inventory.policies.terms import PostService
from inventory.pricing.charges import CapScope, PriceRule
from inventory.stock.papers import Goods, Paper, receive
from models.contracts import ContractLineKind
from models.places import Place, PlaceKind
from models.quotations import Quotation, QuotationLine
from models.stock import DocKind, StockBalance, StockDoc
from tests.ui.contract_room import closed, dialog, fill
from ui.assets.card import AssetPage
from ui.navigation import Route
from ui.quotations import acts
from ui.quotations.bill_dialog import BillDialog
from ui.quotations.card import QuotationPage
from ui.quotations.quote_dialog import QuoteDialog


def on_show(program, qtbot, kind, holds=lambda page: True):
    """The page on show, once it is of this kind and has what is expected."""

    def there():
        page = program.window.area.page
        return isinstance(page, kind) and holds(page) and not program.desk.jobs.running()

    qtbot.waitUntil(there, timeout=20_000)
    return program.window.area.page


def act(program, declared):
    """Do what the menu of the page on show offers."""
    action = next(
        one for one in program.window.area.page.findChildren(QAction, declared.name)
        if one.isEnabled() and one.isVisible()
    )  # fmt: skip
    action.trigger()


def saved(qtbot, over, kind=QuoteDialog):
    """Save with the keyboard."""
    QTest.keyClick(over, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    closed(qtbot, kind)


def stands(page, state):
    return page.loaded is not None and page.loaded.row.stands_on(page.desk.ctx.clock.today()).value == state


def test_from_the_card_of_a_unit_to_the_bill_and_past_the_last_day(
    ctx, clock, program, qtbot, make_policy, make_contract, make_line, make_asset, make_part
):
    policy = make_policy(post_price=PriceRule.COST, post_service=PostService.CONTRACT_RATE, cap_scope=CapScope.ALWAYS)
    contract = make_contract(policy_version=policy)
    unit = make_asset("SN-1", customer=contract.customer, contract=contract, accepted_on=date(2020, 1, 1))
    part, shelf = make_part("PSU-24", "电源"), Place.get(Place.kind == PlaceKind.BIN)
    listed = {"tax_included": True, "unit_price": 23730, "tax_rate_bp": 1300}
    make_line(contract, ContractLineKind.SPARE_PART, part=part, **listed)
    make_line(contract, ContractLineKind.LABOUR, description="上门", unit_price=31800, tax_rate_bp=600)
    receive(
        ctx,
        Paper(act=str(uuid.uuid4()), lines=(Goods(part_id=part.id, place_id=shelf.id, quantity=20, unit_cost=21610),)),
    )

    # from the card of the unit: two power supplies by scan, a visit from the contract's price list
    program.desk.open(Route("asset", unit.id))
    on_show(program, qtbot, AssetPage, lambda page: page._loaded is not None)
    act(program, acts.QUOTE)
    over = dialog(qtbot, QuoteDialog)
    form = over.fields
    qtbot.waitUntil(lambda: len(form.listed) == 1, timeout=20_000)
    for pieces in ("1", "2"):
        QTest.qWait(50)  # as the scanner of these journeys
        for character in part.code:
            QTest.keyClick(over.windowHandle(), character)
        QTest.keyClick(over.windowHandle(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda pieces=pieces: [one.quantity for one in form.quoted.entries] == [pieces], timeout=20_000)
    next(iter(form.listed)).trigger()
    # C-08: 216.10 each, held at 210.00: 420.00 and 54.60 tax; a visit at 300.00 and 18.00
    qtbot.waitUntil(lambda: "792.60" in form.total.text(), timeout=20_000)
    assert "318.00" in form.ceiling.box.currentText() and "300.00" in form.ceiling._remark.text()
    saved(qtbot, over)
    page = on_show(program, qtbot, QuotationPage, lambda page: stands(page, "draft"))
    quotation = Quotation.get()

    # it goes out, the customer accepts
    act(program, acts.SEND)
    on_show(program, qtbot, QuotationPage, lambda page: stands(page, "sent"))
    act(program, acts.ACCEPT)
    over = dialog(qtbot)
    fill(over.form, confirmed_by="张主任")
    saved(qtbot, over, type(over))
    on_show(program, qtbot, QuotationPage, lambda page: stands(page, "accepted"))

    # its goods are issued and it is billed, in one act
    act(program, acts.BILL)
    over = dialog(qtbot, BillDialog)
    saved(qtbot, over, BillDialog)
    page = on_show(program, qtbot, QuotationPage, lambda page: stands(page, "billed"))
    paper = StockDoc.get(StockDoc.kind == DocKind.ISSUE)
    assert page.loaded.doc_no == paper.number and paper.customer_id == contract.customer_id
    assert StockBalance.get((StockBalance.part == part.id) & (StockBalance.place == shelf.id)).quantity == 18
    lines = QuotationLine.select().where(QuotationLine.quotation == quotation.id).order_by(QuotationLine.position)
    assert [(line.net, line.tax, line.cost) for line in lines] == [(42000, 5460, 43220), (30000, 1800, None)]

    # the same once more, which nobody answers until its last day is over
    act(program, acts.COPY)
    over = dialog(qtbot, QuoteDialog)
    qtbot.waitUntil(lambda: "792.60" in over.fields.total.text(), timeout=20_000)
    saved(qtbot, over)
    page = on_show(program, qtbot, QuotationPage, lambda page: stands(page, "draft"))
    act(program, acts.SEND)
    on_show(program, qtbot, QuotationPage, lambda page: stands(page, "sent"))
    clock.move(timedelta(days=31))
    program.midnight.look()
    page = on_show(program, qtbot, QuotationPage, lambda page: page.loaded.row.state.value == "expired")
    possible = {one for one, action in page._actions.items() if action.isVisible()}
    assert possible == {acts.PROLONG, acts.EXPORT, acts.COPY}
