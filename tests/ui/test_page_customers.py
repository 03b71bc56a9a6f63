"""Customers on screen: the list leads to the page, the forms beside it lose nothing, the history is handed out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from inventory.customers.commands import EditContact, edit_contact
from inventory.errors import DepotError
from models.assets import AssetState
from models.cases import CaseState
from models.contracts import Contract
from models.customers import Contact, Customer, CustomerKind, CustomerSite
from ui.customers.card import CASES, CHANGES, CONTRACTS, PEOPLE, UNITS, CustomerPage
from ui.customers.history_dialog import HistoryDialog, Period, days_of
from ui.customers.list_page import CustomersPage
from ui.editing import saving
from ui.navigation import Route
from ui.pages import PAGES
from ui.theme import Meaning
from ui.widgets.chips import Chip


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def hospital(make_customer, make_contact, make_site, make_contract, make_asset, make_model, make_case):
    """A customer with four units (covered, ended, not accepted, retired), a closed case and an open one."""
    customer = make_customer("市第二人民医院", code="KH00007", level="A")
    site = make_site(customer, "门诊三楼", address="泉城路 1 号")
    make_contact(customer, "张伟", "0531-88662143", site=site)
    model = make_model("HEM-7136", "电子血压计")
    contract = make_contract("HT2024-017", customer)
    # today is 2026-11-22: 36 months from 2024-03-15 are running, 12 months from 2024-03-15 are over
    covered = make_asset(
        "SN-1", model, customer, contract=contract, accepted_on=date(2024, 3, 15), warranty_months=36,
        label_printed_at=datetime(2024, 3, 16, tzinfo=UTC),
    )  # fmt: skip
    make_asset("SN-2", model, customer, accepted_on=date(2024, 3, 15), warranty_months=12)
    make_asset("SN-3", model, customer)
    make_asset("SN-4", model, customer, state=AssetState.RETIRED)
    make_case(
        covered, "WX-1", datetime(2025, 9, 10, tzinfo=UTC), symptom="显示屏花屏", state=CaseState.CLOSED,
        restored_at=datetime(2025, 9, 10, 4, tzinfo=UTC),
    )  # fmt: skip
    make_case(covered, "WX-2", datetime(2026, 11, 19, tzinfo=UTC), symptom="袖带漏气")
    return customer


def show(page, qtbot, ready):
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    qtbot.waitUntil(ready)
    return page


def show_list(desk, qtbot):
    page = CustomersPage(desk, Route("customers"))
    return show(page, qtbot, lambda: not desk.jobs.running())


def show_card(desk, qtbot, customer):
    page = CustomerPage(desk, Route("customer", customer.id))
    return show(page, qtbot, lambda: page.loaded is not None and page.units.model.complete)


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def cells(view, row: int) -> list[str]:
    model = view.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


# the list


def test_the_list_says_whom_to_call_where_and_what_is_open(desk, hospital, make_customer, qtbot):
    make_customer("阿里山小学")
    page = show_list(desk, qtbot)

    rows = {cells(page.panel.view, row)[0]: cells(page.panel.view, row) for row in range(2)}
    name, code, contact, phone, address, units, waiting, _kind = rows["市第二人民医院"]
    assert (name, code, contact, phone, address) == (
        "市第二人民医院",
        "KH00007",
        "张伟",
        "0531-88662143",
        "泉城路 1 号",
    )
    assert (units, waiting) == ("4", "1")
    assert rows["阿里山小学"][5:7] == ["0", ""]


def test_a_row_opens_the_customer(desk, hospital, qtbot):
    page = show_list(desk, qtbot)
    with qtbot.waitSignal(desk.opened) as went:
        page.panel.view.doubleClicked.emit(page.panel.model.index(0, 0))
    assert went.args == [Route("customer", hospital.id)]


def test_the_kinds_of_customers_can_be_filtered(desk, hospital, make_customer, qtbot):
    from ui.tables.criteria import Criteria

    person = make_customer("李雷", kind=CustomerKind.PERSON)
    page = show_list(desk, qtbot)
    page.panel.load(Criteria().having("kind", ("person",)))
    qtbot.waitUntil(lambda: list(page.panel.model.ids) == [person.id])
    page.panel.load(Criteria().having("kind", ("person", "organisation")))
    qtbot.waitUntil(lambda: set(page.panel.model.ids) == {person.id, hospital.id})


def test_space_previews_without_leaving_the_list(desk, hospital, qtbot):
    page = show_list(desk, qtbot)
    page.panel.previewed.emit(hospital.id)
    qtbot.waitUntil(page.panel.drawer.isVisible)
    assert "泉城路 1 号" in texts(page.panel.drawer) and "HT2024-017" in texts(page.panel.drawer)


def test_a_new_customer_gets_the_next_code_and_is_opened(desk, qtbot):
    page = show_list(desk, qtbot)
    page.begin_new()
    form = page.drawer.sheet.form
    form["name"].set_raw("锦绣大厦业主委员会")
    form["remark"].set_raw("B1 监控室")
    assert page.dirty()
    with qtbot.waitSignal(desk.opened) as went:
        form.submit()

    saved = Customer.get(Customer.name == "锦绣大厦业主委员会")
    assert went.args == [Route("customer", saved.id)]
    assert saved.code == "KH00001" and saved.kind is CustomerKind.ORGANISATION and saved.remark == "B1 监控室"
    assert not page.drawer.isVisible() and not page.dirty()


def test_ctrl_n_begins_a_new_customer(desk, qtbot):
    page = show_list(desk, qtbot)
    page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.drawer.isVisible()


def test_save_and_add_another_stays_in_the_form(desk, qtbot):
    page = show_list(desk, qtbot)
    page.begin_new()
    sheet = page.drawer.sheet
    for name in ("甲公司", "乙公司"):
        sheet.form["name"].set_raw(name)
        sheet.another_button.click()
        qtbot.waitUntil(lambda: sheet.form["name"].raw() == "")
    assert page.drawer.sheet is sheet
    assert {customer.name for customer in Customer.select()} == {"甲公司", "乙公司"}


def test_a_name_that_is_there_already_is_refused_and_leads_to_it(desk, hospital, qtbot):
    page = show_list(desk, qtbot)
    page.begin_new()
    form = page.drawer.sheet.form
    form["name"].set_raw("市第二 人民医院")
    form["tax_no"].set_raw("91370100")
    form.submit()
    qtbot.waitUntil(lambda: bool(form.banners.shown))

    assert "KH00007" in form.banners.shown[0].text
    assert (form["name"].raw(), form["tax_no"].raw()) == ("市第二 人民医院", "91370100")
    with qtbot.waitSignal(desk.opened) as went:
        form.banners.shown[0].buttons[0].click()
    assert went.args == [Route("customer", hospital.id)]
    form.settle()


def test_a_customer_without_a_name_is_complained_of_under_the_field(desk, qtbot):
    page = show_list(desk, qtbot)
    page.begin_new()
    form = page.drawer.sheet.form
    form.submit()
    assert form["name"].complaint and Customer.select().count() == 0


def test_closing_a_form_with_typing_asks_first(desk, qtbot):
    from ui.widgets.dialogs import Question

    page = show_list(desk, qtbot)
    page.begin_new()
    page.drawer.sheet.form["name"].set_raw("半个名字")
    page.drawer.close_button.click()
    (question,) = page.window().findChildren(Question)
    assert page.drawer.isVisible()
    question.answer("leave")
    qtbot.waitUntil(lambda: not page.drawer.isVisible())


# the page of one customer


def test_the_page_says_who_where_and_how_the_units_stand(desk, hospital, qtbot):
    page = show_card(desk, qtbot, hospital)

    said = texts(page)
    assert "市第二人民医院" in said and "KH00007" in said and "泉城路 1 号" in said and "张伟 0531-88662143" in said
    row = page.chips.layout()
    found = [row.itemAt(place).widget() for place in range(row.count())]
    assert {chip.text: chip.meaning for chip in found} == {
        "1 台在质保期内": Meaning.OK,
        "1 台已过质保期": Meaning.OFF,
        "1 台尚未验收": Meaning.INFO,
        "1 台已停用或报废": Meaning.OFF,
        "1 张服务单未恢复": Meaning.SOON,
        "3 台待贴标签": Meaning.INFO,
    }


def test_the_units_are_those_of_this_customer_and_open_their_card(desk, hospital, make_asset, qtbot):
    make_asset("SN-OTHER")
    page = show_card(desk, qtbot, hospital)

    assert [cells(page.units.view, row)[0] for row in range(page.units.model.rowCount())] == [
        "SN-1",
        "SN-2",
        "SN-3",
        "SN-4",
    ]
    with qtbot.waitSignal(desk.opened) as went:
        page.units.opened.emit(page.units.model.ids[0])
    assert went.args == [Route("asset", page.units.model.ids[0])]


def test_a_click_on_the_chip_shows_the_units_without_a_label(desk, hospital, qtbot):
    page = show_card(desk, qtbot, hospital)
    page.strip.choose(CASES)
    next(chip for chip in page.chips.findChildren(Chip) if "待贴" in chip.text).clicked.emit()
    qtbot.waitUntil(lambda: len(page.units.model.ids) == 3)
    assert page.strip.current == UNITS


def test_a_case_opens_its_unit_with_the_case_marked(desk, hospital, qtbot):
    page = show_card(desk, qtbot, hospital)
    newest = page.cases.records[0]
    assert newest.case_no == "WX-2"
    with qtbot.waitSignal(desk.opened) as went:
        page.cases.opened.emit(newest)
    assert went.args == [Route("case", newest.id)]


def test_the_customer_is_corrected_beside_the_tabs(desk, hospital, qtbot):
    page = show_card(desk, qtbot, hospital)
    page.edit()
    form = page.drawer.sheet.form
    form["name"].set_raw("市第二人民医院(东院)")
    form["language"].set_value("en")
    form.submit()
    qtbot.waitUntil(lambda: "东院" in page.title.text())
    saved = Customer.get_by_id(hospital.id)
    assert saved.language == "en" and saved.version == 2 and saved.code == "KH00007"


def test_a_contact_is_added_corrected_and_removed(desk, hospital, qtbot):
    page = show_card(desk, qtbot, hospital)
    page.strip.choose(PEOPLE)
    page.ask_contact(None)
    form = page.drawer.sheet.form
    form["name"].set_raw("赵敏")
    form["mobile"].set_raw("13808471240")
    form["is_default"].box.click()
    form.submit()
    qtbot.waitUntil(lambda: [contact.name for contact in page.people.contacts.records] == ["赵敏", "张伟"])
    assert [contact.name for contact in Contact.select().where(Contact.is_default)] == ["赵敏"]

    page.ask_contact(page.people.contacts.records[1])
    page.drawer.sheet.form["title"].set_raw("设备科长")
    page.drawer.sheet.form.submit()
    qtbot.waitUntil(lambda: page.people.contacts.records[1].title == "设备科长")

    page.ask_removal(page.people.contacts.records[0])
    page.question.answer("remove")
    qtbot.waitUntil(lambda: [contact.name for contact in page.people.contacts.records] == ["张伟"])
    assert Contact.get().is_default  # somebody must be called first


def test_no_answer_removes_nobody(desk, hospital, qtbot):
    page = show_card(desk, qtbot, hospital)
    page.ask_removal(page.people.contacts.records[0])
    page.question.answer("")
    qtbot.waitUntil(lambda: not desk.jobs.running())
    assert Contact.select().count() == 1


def test_a_stale_contact_is_refused_and_keeps_what_was_typed(desk, opened, hospital, qtbot):
    page = show_card(desk, qtbot, hospital)
    contact = page.people.contacts.records[0]
    page.ask_contact(contact)
    form = page.drawer.sheet.form
    form["title"].set_raw("院长")
    changed = EditContact(
        contact_id=contact.id, seen_version=contact.version, name="张伟", phone="010-1", is_default=True
    )
    edit_contact(opened, changed)
    form.submit()
    qtbot.waitUntil(lambda: bool(form.banners.shown))
    assert form["title"].raw() == "院长" and Contact.get().title == ""

    form.banners.shown[0].buttons[0].click()  # show the current state, keep what was typed
    qtbot.waitUntil(lambda: form["phone"].raw() == "010-1")
    form.submit()
    qtbot.waitUntil(lambda: Contact.get().title == "院长")
    assert Contact.get().phone == "010-1"


def test_a_site_is_added_and_corrected(desk, hospital, qtbot):
    page = show_card(desk, qtbot, hospital)
    page.ask_site(None)
    page.drawer.sheet.form["name"].set_raw("住院部")
    page.drawer.sheet.form.submit()
    qtbot.waitUntil(lambda: len(page.people.sites.records) == 2)
    site = next(site for site in page.people.sites.records if site.name == "住院部")
    page.ask_site(site)
    page.drawer.sheet.form["rules_note"].set_raw("进门登记")
    page.drawer.sheet.form.submit()
    qtbot.waitUntil(lambda: CustomerSite.get_by_id(site.id).rules_note == "进门登记")


def test_a_contract_signed_tomorrow_is_refused_under_the_date(desk, hospital, qtbot):
    page = show_card(desk, qtbot, hospital)
    page.strip.choose(CONTRACTS)
    page.ask_contract()
    qtbot.waitUntil(lambda: page.drawer.sheet is not None)
    form = page.drawer.sheet.form
    assert form["customer_id"].choice.title == hospital.name and not page.dirty()
    form["number"].set_raw("HT2026-001")
    form["signed_on"].set_raw("+1d")
    form.submit()
    qtbot.waitUntil(lambda: bool(form["signed_on"].complaint))
    assert form["number"].raw() == "HT2026-001"

    form["signed_on"].set_raw("20261120")
    form.submit()
    qtbot.waitUntil(lambda: len(page.contracts.list.records) == 2)
    assert Contract.get(Contract.number == "HT2026-001").signed_on == date(2026, 11, 20)


def test_a_contract_of_the_customer_opens_on_its_own_page(desk, hospital, qtbot):
    page = show_card(desk, qtbot, hospital)
    page.strip.choose(CONTRACTS)
    assert not page.contracts.open_button.isEnabled()
    line = page.contracts.list.records[0]
    with qtbot.waitSignal(desk.opened) as went:
        page.contracts.list.opened.emit(line)
    assert went.args == [Route("contract", line.id)]
    page.contracts.list.select(lambda contract: contract.id == line.id)
    with qtbot.waitSignal(desk.opened) as went:
        page.contracts.open_button.click()
    assert went.args == [Route("contract", line.id)]


def test_every_change_is_listed_with_what_it_was_about(desk, hospital, qtbot):
    page = show_card(desk, qtbot, hospital)
    page.ask_contact(page.people.contacts.records[0])
    page.drawer.sheet.form["phone"].set_raw("0531-1")
    page.drawer.sheet.form.submit()
    qtbot.waitUntil(lambda: len(page.changes.records) == 1)
    page.strip.choose(CHANGES)
    when, _who, about, field, old, new = cells(page.changes, 0)
    assert (when, about, field, old, new) == ("2026-11-22 10:00", "联系人 张伟", "电话", "0531-88662143", "0531-1")


def test_a_customer_without_anything_says_what_to_do_next(desk, make_customer, qtbot):
    page = show_card(desk, qtbot, make_customer("空白公司"))
    assert not page.chips.isVisible()
    assert "这里还没有设备" in texts(page.units)
    page.strip.choose(CONTRACTS)
    assert "还没有合同" in texts(page.contracts)


def test_a_customer_that_is_gone_is_said_to_be_gone(desk, qtbot):
    page = CustomerPage(desk, Route("customer", 999_999))
    qtbot.addWidget(page)
    with qtbot.waitSignal(desk.troubled) as told:
        page.refresh()
    assert str(told.args[0].error)


# the history


def test_ctrl_e_asks_which_history(desk, hospital, qtbot):
    page = show_card(desk, qtbot, hospital)
    page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert len(page.findChildren(HistoryDialog)) == 1


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.ALL, None, None),
        (Period.THIS_YEAR, date(2026, 1, 1), None),
        (Period.LAST_YEAR, date(2025, 1, 1), date(2025, 12, 31)),
        (Period.TWELVE_MONTHS, date(2025, 11, 22), None),
    ],
)
def test_the_periods_are_counted_from_today(period, first, last):
    assert days_of(period, date(2026, 11, 22)) == (first, last)


def test_twelve_months_before_a_leap_day_are_the_last_day_of_february():
    assert days_of(Period.TWELVE_MONTHS, date(2028, 2, 29)) == (date(2027, 2, 28), None)


@pytest.fixture
def dialog(desk, hospital, qtbot):
    page = show_card(desk, qtbot, hospital)
    dialog = HistoryDialog(desk, hospital.id, hospital.name, parent=page)
    dialog.open()
    return dialog


def ask_place(dialog, qtbot):
    """Press the button and put the system's dialog away, as somebody does who has chosen."""
    dialog.form.submit()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QFileDialog)))
    (system,) = dialog.findChildren(QFileDialog)
    return system


def test_the_history_of_last_year_is_written_and_offered(desk, dialog, qtbot, tmp_path, monkeypatch):
    shown: list[str] = []
    monkeypatch.setattr(
        saving, "QDesktopServices", SimpleNamespace(openUrl=lambda url: shown.append(url.toLocalFile()))
    )
    dialog.period.set_value(Period.LAST_YEAR)
    dialog.period.changed.emit()
    assert dialog.first.value() == date(2025, 1, 1)
    system = ask_place(dialog, qtbot)
    assert (
        system.selectedFiles()[0].endswith(".xlsx") and "市第二人民医院_20250101-20251231" in system.selectedFiles()[0]
    )

    place, page = tmp_path / "维修历史.xlsx", dialog._page
    system.close()
    with qtbot.waitSignal(desk.toasted, timeout=20_000):
        dialog.write_to(str(place))
    banner = page.banners.shown[0]
    assert place.name in banner.text and [made.text() for made in banner.buttons] == ["打开工作簿", "打开文件夹"]
    book = openpyxl.load_workbook(place, read_only=True)
    said = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    book.close()
    assert "WX-1" in said and "WX-2" not in said  # reported in 2026
    banner.buttons[1].click()
    assert shown == [str(tmp_path)]


def test_the_system_dialog_put_away_leaves_the_form_awake(dialog, qtbot):
    ask_place(dialog, qtbot).reject()
    assert dialog.isVisible() and dialog.sheet.save_button.isEnabled()


def test_days_the_wrong_way_round_are_refused_under_the_field(dialog):
    dialog.first.set_raw("2026-03-01")
    dialog.last.set_raw("2026-02-01")
    dialog.form.submit()
    assert dialog.last.complaint and dialog.sheet.save_button.isEnabled()


def test_days_typed_by_hand_are_called_other_days(dialog, qtbot):
    qtbot.keyClicks(dialog.first.line, "2026-03-01")
    assert Period(dialog.period.value()) is Period.OTHER


def test_a_history_that_cannot_be_written_is_told(desk, dialog, qtbot, tmp_path):
    ask_place(dialog, qtbot).close()
    with qtbot.waitSignal(desk.troubled, timeout=20_000) as told:
        dialog.write_to(str(tmp_path / "nowhere" / "h.xlsx"))
    assert isinstance(told.args[0].error, DepotError) and "nowhere" in str(told.args[0].error)
    assert not list(tmp_path.rglob("*.xlsx"))
