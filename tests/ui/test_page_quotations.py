"""Quotations on screen: priced while one types, sent, answered, billed from the bins, exported (C-08, INV-17)."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import openpyxl
import pytest

from inventory.access.rights import allowed
from inventory.choices import Choice
from inventory.pricing.charges import CapScope, LineKind, PriceRule
from inventory.quotations.commands import DraftQuotation, accept, draft, send
from inventory.quotations.lines import QuoteLine
from inventory.quotations.rules import QuotationBasis, QuotationState
from inventory.stock.papers import Goods, Paper, receive
from inventory.values.money import Money
from models.contracts import ContractLineKind
from models.organisation import Role
from models.places import Place, PlaceKind
from models.quotations import Quotation, QuotationLine
from models.stock import StockBalance
from tests.ui.contract_room import answer, closed, dialog, fill, idle, shown
from ui.assets.card import AssetPage
from ui.customers.card import CustomerPage
from ui.midnight import Midnight
from ui.navigation import Route
from ui.pages import PAGES
from ui.quotations import acts
from ui.quotations.bill_dialog import BillDialog
from ui.quotations.card import QuotationPage
from ui.quotations.list_page import QuotationsPage
from ui.quotations.quote_dialog import QuoteDialog
from ui.scan.burst import Scan
from ui.widgets.dialogs import Question

TODAY = date(2026, 11, 22)


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def shelf(ctx):
    return Place.get(Place.kind == PlaceKind.BIN)


@pytest.fixture
def unit(make_policy, make_contract, make_asset, make_customer):
    """A unit after its warranty, whose policy says cost price, never above the contract's price list."""
    policy = make_policy(post_price=PriceRule.COST, cap_scope=CapScope.ALWAYS)
    contract = make_contract(customer=make_customer("市第二人民医院"), policy_version=policy)
    return make_asset("SN-1", customer=contract.customer, contract=contract, accepted_on=date(2020, 1, 1))


@pytest.fixture
def supply(ctx, unit, make_part, make_line, shelf):
    """C-08: 20 pieces worth 4,322.00 cost 216.10 each; the price list caps one at 237.30 with tax, 210.00 without."""
    part = make_part("PSU-24", "电源", model=unit.model, unit="块")
    make_line(
        unit.contract, ContractLineKind.SPARE_PART, part=part, unit_price=23730, tax_included=True, tax_rate_bp=1300
    )
    come(ctx, part, shelf, 20, 21610)
    return part


def come(ctx, part, shelf, quantity, unit_cost):
    goods = Goods(part_id=part.id, place_id=shelf.id, quantity=quantity, unit_cost=unit_cost)
    receive(ctx, Paper(act=str(uuid.uuid4()), lines=(goods,)))


def quoted(ctx, unit, *lines, **more):
    return draft(ctx, DraftQuotation(customer_id=unit.customer_id, asset_id=unit.id, lines=lines, **more))


def two_of(part):
    return QuoteLine(kind=LineKind.SPARE_PART, part_id=part.id, quantity=2)


def version(quotation):
    return Quotation.get_by_id(quotation).version


def state(quotation):
    return Quotation.get_by_id(quotation).state


def page_of(desk, qtbot, quotation):
    page = shown(desk, qtbot, QuotationPage(desk, Route("quotation", quotation)))
    qtbot.waitUntil(lambda: page.loaded is not None, timeout=20_000)
    return page


def reads(qtbot, page, wanted):
    qtbot.waitUntil(lambda: page.loaded.row.stands_on(TODAY) is wanted, timeout=20_000)


def possible(page):
    return {act for act, action in page._actions.items() if action.isVisible()}


def typed(over, row, **cells):
    """Type into cells of a line by their columns."""
    model = over.fields.quoted.grid.cells
    for place, column in enumerate(model.columns):
        if column.key in cells:
            model.setData(model.index(row, place), cells[column.key])


def nets(over):
    seen = [one.seen for one in over.fields.quoted.entries]
    return [None if one is None or one.priced is None else one.priced.net.fen for one in seen]


def told(over, qtbot, *amounts):
    qtbot.waitUntil(lambda: nets(over) == list(amounts), timeout=20_000)


def test_the_price_of_each_line_follows_while_one_types_and_the_draft_is_kept(desk, ctx, unit, supply, qtbot):
    page = shown(desk, qtbot, QuotationsPage(desk, Route("quotations")))
    page.begin_new()
    over = dialog(qtbot, QuoteDialog)
    over.fields.customer.pick(Choice(unit.customer_id, "市第二人民医院"))
    over.fields.unit.pick(Choice(unit.id, "SN-1"))
    over.fields.add_part.pick(Choice(supply.id, "PSU-24"))
    told(over, qtbot, 210_00)  # 216.10 capped
    assert over.fields.quoted.entries[0].what == "电源" and over.fields.add_part.raw() == ("", None)
    typed(over, 0, quantity="2")
    told(over, qtbot, 420_00)
    # 420.00 and 13 % of it: 54.60; two pieces cost 432.20, 12.20 more than the ceiling
    qtbot.waitUntil(lambda: "474.60" in over.fields.total.text(), timeout=20_000)
    assert "54.60" in over.fields.total.text() and "12.20" in over.fields.total.text()

    typed(over, 0, quantity="1.5")
    qtbot.waitUntil(lambda: bool(over.fields.quoted.complaint), timeout=20_000)
    assert over.fields.quoted.complaint.startswith("第 1 行") and nets(over) == [None]
    typed(over, 0, quantity="3")
    told(over, qtbot, 630_00)
    assert not over.fields.quoted.complaint and over.sheet.dirty()

    with qtbot.waitSignal(desk.opened) as went:
        over.form.submit()
    kept = Quotation.get()
    assert went.args == [Route("quotation", kept.id)] and kept.state is QuotationState.DRAFT
    assert QuotationLine.get().net == 630_00
    idle(desk, qtbot)


def test_a_scan_adds_a_part_and_the_second_scan_one_piece_more(desk, ctx, unit, supply, qtbot):
    page = shown(desk, qtbot, QuotationsPage(desk, Route("quotations")))
    page.begin_new()
    over = dialog(qtbot, QuoteDialog)
    over.fields.customer.pick(Choice(unit.customer_id, "市第二人民医院"))
    over.fields.unit.pick(Choice(unit.id, "SN-1"))
    for pieces in (1, 2):
        assert over.take_scan(Scan("PSU-24"))
        told(over, qtbot, pieces * 210_00)
    assert len(over.fields.quoted.entries) == 1
    over.take_scan(Scan("SN-1"))
    qtbot.waitUntil(lambda: bool(over.fields.add_part.complaint), timeout=20_000)
    over.fields.settle()
    over.close()
    idle(desk, qtbot)


def test_without_a_unit_a_person_says_how_a_line_is_priced_and_services_are_put_in_words(
    desk, ctx, unit, supply, qtbot
):
    page = shown(desk, qtbot, QuotationsPage(desk, Route("quotations")))
    page.begin_new()
    over = dialog(qtbot, QuoteDialog)
    form = over.fields
    form.submit()
    assert form.customer.complaint and form.quoted.complaint  # nobody, nothing
    form.customer.pick(Choice(unit.customer_id, "市第二人民医院"))
    form.add_part.pick(Choice(supply.id, "PSU-24"))
    told(over, qtbot, 216_10)  # at cost, and no contract caps it
    typed(over, 0, rule=PriceRule.NEGOTIATED)
    qtbot.waitUntil(lambda: bool(form.quoted.complaint), timeout=20_000)  # the price is missing
    typed(over, 0, price="250")
    told(over, qtbot, 250_00)
    form._service(form.services[LineKind.LABOUR])
    typed(over, 1, what="上门更换", price="300", tax="6")
    told(over, qtbot, 250_00, 300_00)
    typed(over, 1, price="abc")
    qtbot.waitUntil(lambda: form.quoted.complaint.startswith("第 2 行"), timeout=20_000)
    form.submit()
    assert over.isVisible() and Quotation.select().count() == 0
    typed(over, 1, price="300")
    form.quoted.shift(-1)
    told(over, qtbot, 300_00, 250_00)
    form.submit()
    closed(qtbot, QuoteDialog)
    idle(desk, qtbot)
    lines = list(QuotationLine.select().order_by(QuotationLine.position))
    assert [(line.description, line.net, line.tax) for line in lines] == [
        ("上门更换", 300_00, 18_00),
        ("电源", 250_00, 32_50),
    ]


def test_a_service_is_held_to_a_price_of_the_contract_that_a_person_chooses(desk, ctx, unit, make_line, qtbot):
    visit = make_line(
        unit.contract, ContractLineKind.LABOUR, description="上门", unit="次", unit_price=31800, tax_rate_bp=600
    )  # 300.00 without its 6 %
    make_line(unit.contract, ContractLineKind.TRAVEL, description="路途", unit_price=10000, tax_included=False)
    page = shown(desk, qtbot, QuotationsPage(desk, Route("quotations")))
    page.begin_new()
    over = dialog(qtbot, QuoteDialog)
    form = over.fields
    assert not form.ceiling.isVisible() and not form.listed
    form.customer.pick(Choice(unit.customer_id, "市第二人民医院"))
    form.unit.pick(Choice(unit.id, "SN-1"))
    qtbot.waitUntil(lambda: form.ceiling.isVisible() and not form.ceiling.isEnabled(), timeout=20_000)
    assert [action.text() for action in form.listed] == ["上门  ¥318.00", "路途  ¥100.00"]

    form._service(form.services[LineKind.LABOUR])
    typed(over, 0, price="350", tax="6")
    told(over, qtbot, 350_00)
    box = form.ceiling.box
    assert [box.itemText(place) for place in range(box.count())] == ["不在价目表中", "上门  ¥318.00"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    told(over, qtbot, 300_00)
    assert "合同 " in form.ceiling._remark.text() and "300.00" in form.ceiling._remark.text()
    assert over.sheet.dirty()
    box.setCurrentIndex(0)
    box.activated.emit(0)
    told(over, qtbot, 350_00)
    next(iter(form.listed)).trigger()  # the same from the menu, with its unit and its tax
    told(over, qtbot, 350_00, 300_00)
    entry = form.quoted.entries[1]
    assert (entry.what, entry.unit, entry.tax, box.currentText()) == ("上门", "次", "6", "上门  ¥318.00")
    form.quoted.grid.setCurrentIndex(form.quoted.grid.cells.index(0, 2))
    assert box.currentText() == "不在价目表中"

    form.submit()
    closed(qtbot, QuoteDialog)
    idle(desk, qtbot)
    lines = list(QuotationLine.select().order_by(QuotationLine.position))
    assert [line.contract_line_id for line in lines] == [None, visit.id]
    page = page_of(desk, qtbot, lines[0].quotation_id)
    assert "¥300.00：合同 " in page.lines.model().index(1, 9).data()
    page.edit()
    over = dialog(qtbot, QuoteDialog)
    told(over, qtbot, 350_00, 300_00)
    assert not over.sheet.dirty() and over.fields.quoted.entries[1].contract_line_id == visit.id
    other = Choice(unit.customer_id, "市第二人民医院")
    over.fields.customer.pick(other)  # the unit goes, and with it its contract
    assert over.fields.quoted.entries[1].contract_line_id is None and not over.fields.ceiling.isVisible()
    over.fields.settle()
    over.close()
    idle(desk, qtbot)


def test_what_no_ledger_says_is_told_under_the_lines(desk, ctx, unit, make_part, shelf, qtbot):
    part = make_part("FAN", "风扇", reference_cost=150_00)
    page = shown(desk, qtbot, QuotationsPage(desk, Route("quotations")))
    page.begin_new()
    over = dialog(qtbot, QuoteDialog)
    over.fields.customer.pick(Choice(unit.customer_id, "市第二人民医院"))
    over.fields.unit.pick(Choice(unit.id, "SN-1"))
    over.fields.add_part.pick(Choice(part.id, "FAN"))
    told(over, qtbot, 150_00)
    assert over.fields.notes.text().startswith("第 1 行") and "参考成本" in over.fields.notes.text()
    come(ctx, part, shelf, 5, 120_00)
    typed(over, 0, quantity="2")
    told(over, qtbot, 240_00)
    assert not over.fields.notes.isVisible()
    over.fields.settle()
    over.close()
    idle(desk, qtbot)


def test_a_quotation_goes_from_draft_to_billed_with_the_goods_from_the_fullest_bin(
    desk, ctx, unit, supply, shelf, qtbot
):
    quotation = quoted(ctx, unit, two_of(supply))
    page = page_of(desk, qtbot, quotation)
    assert possible(page) == {acts.SEND, acts.EDIT, acts.DISCARD, acts.EXPORT, acts.COPY}
    page.send()
    reads(qtbot, page, QuotationState.SENT)
    assert possible(page) == {acts.ACCEPT, acts.DECLINE, acts.PROLONG, acts.TAKE_BACK, acts.EXPORT, acts.COPY}
    page.accept()
    over = dialog(qtbot)
    over.form.submit()
    assert over.form["confirmed_by"].complaint
    fill(over.form, confirmed_by="张主任", decided_on="2026-11-23")
    over.form.submit()
    qtbot.waitUntil(lambda: bool(over.form["decided_on"].complaint), timeout=20_000)  # tomorrow
    fill(over.form, decided_on="2026-11-22")
    over.form.submit()
    reads(qtbot, page, QuotationState.ACCEPTED)
    closed(qtbot)

    page.bill()
    over = dialog(qtbot, BillDialog)
    assert [(one.place, one.there, one.proposed) for one in over.picks.records] == [(shelf.name, 20, 2)]
    model = over.picks.grid.cells
    model.setData(model.index(0, 6), "1")
    over.form.submit()
    qtbot.waitUntil(lambda: bool(over.picks.complaint), timeout=20_000)  # two were quoted
    model.setData(model.index(0, 6), "2")
    over.form.submit()
    reads(qtbot, page, QuotationState.BILLED)
    closed(qtbot, BillDialog)
    idle(desk, qtbot)
    assert page.loaded.doc_no and possible(page) == {acts.EXPORT, acts.COPY}
    assert StockBalance.get((StockBalance.part == supply.id) & (StockBalance.place == shelf.id)).quantity == 18


def test_a_higher_price_at_the_issue_asks_whether_the_customer_has_agreed(
    desk, ctx, make_policy, make_contract, make_asset, make_part, shelf, qtbot
):
    contract = make_contract(policy_version=make_policy(post_price=PriceRule.COST))
    unit = make_asset(customer=contract.customer, contract=contract, accepted_on=date(2020, 1, 1))
    part = make_part("FAN", "风扇")
    come(ctx, part, shelf, 10, 100_00)
    quotation = quoted(ctx, unit, two_of(part), basis=QuotationBasis.AT_ISSUE)
    send(ctx, quotation, version(quotation))
    accept(ctx, quotation, version(quotation), "张主任")
    come(ctx, part, shelf, 10, 120_00)  # 20 pieces worth 2,200.00: 110.00 each
    page = page_of(desk, qtbot, quotation)
    page.bill()
    over = dialog(qtbot, BillDialog)
    asked = []
    desk.troubled.connect(asked.append)
    over.form.submit()
    qtbot.waitUntil(lambda: bool(asked), timeout=20_000)
    assert "220.00" in str(asked[0].error) and state(quotation) is QuotationState.ACCEPTED
    asked[0].confirm(asked[0].error.key)
    reads(qtbot, page, QuotationState.BILLED)
    idle(desk, qtbot)
    assert QuotationLine.get(QuotationLine.quotation == quotation).net == 220_00


def test_an_expired_one_is_prolonged_and_a_declined_one_is_copied(desk, ctx, unit, supply, qtbot):
    quotation = quoted(ctx, unit, two_of(supply))
    send(ctx, quotation, version(quotation))
    Quotation.update(valid_until=TODAY, dated_on=TODAY).execute()
    page = page_of(desk, qtbot, quotation)
    ctx.clock.move(timedelta(days=1))
    page.refresh()
    qtbot.waitUntil(lambda: acts.ACCEPT not in possible(page), timeout=20_000)
    assert possible(page) == {acts.PROLONG, acts.EXPORT, acts.COPY}
    page.prolong()
    over = dialog(qtbot)
    assert over.form["valid_until"].value() == date(2026, 12, 23)  # thirty days from the 23rd
    over.form.submit()
    closed(qtbot)
    qtbot.waitUntil(lambda: acts.DECLINE in possible(page), timeout=20_000)
    page.decline()
    over = dialog(qtbot)
    fill(over.form, reason="太贵")
    over.form.submit()
    closed(qtbot)
    qtbot.waitUntil(lambda: possible(page) == {acts.EXPORT, acts.COPY}, timeout=20_000)
    page.copy()
    over = dialog(qtbot, QuoteDialog)
    told(over, qtbot, 420_00)
    over.form.submit()
    closed(qtbot, QuoteDialog)
    idle(desk, qtbot)
    assert [one.state for one in Quotation.select().order_by(Quotation.id)] == [
        QuotationState.DECLINED, QuotationState.DRAFT,
    ]  # fmt: skip


def test_a_draft_is_corrected_taken_back_and_thrown_away(desk, ctx, unit, supply, qtbot):
    quotation = quoted(ctx, unit, two_of(supply))
    page = page_of(desk, qtbot, quotation)
    page.edit()
    over = dialog(qtbot, QuoteDialog)
    told(over, qtbot, 420_00)
    assert not over.sheet.dirty()
    typed(over, 0, quantity="4", delivery="现货")
    assert over.sheet.dirty()
    over.form.submit()
    closed(qtbot, QuoteDialog)
    qtbot.waitUntil(lambda: page.loaded.total.net == Money(840_00), timeout=20_000)
    assert page.loaded.lines[0].delivery == "现货"

    page.send()
    reads(qtbot, page, QuotationState.SENT)
    page.take_back()
    reads(qtbot, page, QuotationState.DRAFT)
    assert acts.DISCARD not in possible(page)  # the customer has seen it

    other = quoted(ctx, unit, two_of(supply))
    page = page_of(desk, qtbot, other)
    page.discard()
    with qtbot.waitSignal(desk.opened) as went:
        answer(qtbot, "discard")
    closed(qtbot, Question)
    assert went.args == [Route("quotations")] and Quotation.get_or_none(Quotation.id == other) is None
    idle(desk, qtbot)


def test_cost_and_loss_are_for_those_who_may_see_costs(desk, ctx, unit, supply, make_user, qtbot):
    quotation = quoted(ctx, unit, two_of(supply))
    page = page_of(desk, qtbot, quotation)
    assert "我方成本" in page.totals.texts and "432.20" in page.totals.texts and "12.20" in page.totals.texts
    assert "肆佰柒拾肆元陆角" in "".join(page.totals.texts)  # 474.60
    make_user("赵敏", Role.ADMIN)
    ctx.actor = make_user("李工", Role.ENGINEER).id
    page = page_of(desk, qtbot, quotation)
    assert "我方成本" not in page.totals.texts and not {"432.20", "12.20"} & set(page.totals.texts)
    assert "474.60" in page.totals.texts  # what the customer pays is no secret


def test_who_may_not_finds_the_acts_grey_and_the_command_refuses_all_the_same(
    desk, ctx, unit, supply, make_user, qtbot
):
    quotation = quoted(ctx, unit, two_of(supply))
    make_user("赵敏", Role.ADMIN)
    ctx.actor = make_user("访客", Role.VIEWER).id
    with ctx.reading():
        desk.permits.know(allowed(ctx))
    page = page_of(desk, qtbot, quotation)
    assert not any(page._actions[act].isEnabled() for act in (acts.SEND, acts.EDIT, acts.COPY, acts.EXPORT))
    refused = []
    desk.troubled.connect(refused.append)
    page.send()
    qtbot.waitUntil(lambda: bool(refused), timeout=20_000)
    assert type(refused[0].error).__name__ == "NotPermitted" and state(quotation) is QuotationState.DRAFT
    idle(desk, qtbot)


def test_the_list_shows_how_each_stands_today_and_filters_by_it(desk, ctx, unit, supply, qtbot):
    late, open_still = quoted(ctx, unit, two_of(supply)), quoted(ctx, unit, two_of(supply))
    for quotation in (late, open_still):
        send(ctx, quotation, version(quotation))
    Quotation.update(valid_until=TODAY - timedelta(days=1), dated_on=TODAY - timedelta(days=9)).where(
        Quotation.id == late
    ).execute()
    page = shown(desk, qtbot, QuotationsPage(desk, Route("quotations", "expired")))
    qtbot.waitUntil(lambda: page.panel.model.complete and list(page.panel.model.ids) == [late], timeout=20_000)
    page.turn_to(Route("quotations", "sent"))
    qtbot.waitUntil(lambda: list(page.panel.model.ids) == [open_still], timeout=20_000)
    model = page.panel.model
    qtbot.waitUntil(lambda: model.index(0, 3).data() == "已发出", timeout=20_000)
    assert [model.index(0, place).data() for place in (1, 2, 6, 7)] == ["市第二人民医院", "SN-1", "420.00", "474.60"]
    with qtbot.waitSignal(desk.opened) as went:
        page.panel.opened.emit(late)
    assert went.args == [Route("quotation", late)]
    idle(desk, qtbot)


def test_a_quotation_is_exported_as_a_workbook_without_our_cost(desk, ctx, unit, supply, tmp_path, qtbot):
    page = page_of(desk, qtbot, quoted(ctx, unit, two_of(supply)))
    page.export.write(str(tmp_path / "bj.xlsx"), page.loaded.row.id)
    qtbot.waitUntil(lambda: bool(page.banners.shown), timeout=20_000)
    book = openpyxl.load_workbook(tmp_path / "bj.xlsx")
    texts = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert "420.0" in texts and not {"432.2", "216.1", "12.2"} & set(texts)
    assert "计量单位" in texts


def test_parts_are_quoted_from_the_card_of_a_unit_and_the_page_of_a_customer(desk, ctx, unit, supply, qtbot):
    card = shown(desk, qtbot, AssetPage(desk, Route("asset", unit.id)))
    card.quoting.begin()
    over = dialog(qtbot, QuoteDialog)
    qtbot.waitUntil(lambda: over.fields.unit.choice is not None, timeout=20_000)
    assert over.fields.customer.choice.id == unit.customer_id and not over.sheet.dirty()
    over.close()
    closed(qtbot, QuoteDialog)
    customer = shown(desk, qtbot, CustomerPage(desk, Route("customer", unit.customer_id)))
    qtbot.waitUntil(lambda: customer.loaded is not None, timeout=20_000)
    customer.quoting.begin()
    over = dialog(qtbot, QuoteDialog)
    assert over.fields.customer.choice == Choice(unit.customer_id, "市第二人民医院")
    over.fields.customer.pick(None)
    assert over.fields.unit.choice is None
    over.fields.settle()
    over.close()
    closed(qtbot, QuoteDialog)
    idle(desk, qtbot)


def test_what_was_not_answered_in_time_expires_when_a_day_begins(desk, ctx, clock, unit, supply, qtbot):
    quotation = quoted(ctx, unit, two_of(supply), valid_until=TODAY)
    send(ctx, quotation, version(quotation))
    renewed = []
    desk.refreshed.connect(lambda: renewed.append(1))
    midnight = Midnight(desk, desk)
    clock.move(timedelta(days=1))
    midnight.look()
    qtbot.waitUntil(lambda: bool(renewed), timeout=20_000)
    midnight.stop()
    assert state(quotation) is QuotationState.EXPIRED
