"""Customers as they are read: the list, the card, and who is meant by a name."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from inventory.cases.words import CaseState
from inventory.cover.rules import CoverStatus
from inventory.customers.queries import LISTING, card, find, pick
from inventory.customers.words import CustomerKind
from inventory.errors import NotFound
from inventory.paging import Sort
from models.assets import AssetState

MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def test_a_row_of_the_list_says_whom_to_call_and_what_is_open(
    ctx, make_customer, make_contact, make_site, make_asset, make_case
):
    customer = make_customer("青岛热力公司", code="KH00007")
    make_contact(customer, "高强", "0532-56521255")
    make_site(customer, "总部", address="友好北路428号")
    unit = make_asset(customer=customer)
    make_asset(customer=customer)
    make_case(unit, state=CaseState.REPORTED)
    make_case(unit, state=CaseState.ON_SITE)
    make_case(unit, state=CaseState.RESTORED)
    make_case(unit, state=CaseState.CANCELLED)

    (row,) = LISTING.first({}, Sort("name"))

    assert (row.id, row.code, row.name, row.version) == (customer.id, "KH00007", "青岛热力公司", 1)
    assert (row.contact, row.phone, row.address) == ("高强", "0532-56521255", "友好北路428号")
    assert (row.units, row.open_cases) == (2, 2)


def test_the_mobile_number_serves_where_there_is_no_other(ctx, make_contact, make_customer):
    make_contact(make_customer(), "高强", "", mobile="13900000000")
    assert LISTING.first({}, Sort("id"))[0].phone == "13900000000"


def test_a_bare_customer_is_listed_too(ctx, make_customer):
    make_customer("甲")
    (row,) = LISTING.first({}, Sort("code"))
    assert (row.contact, row.phone, row.address, row.units, row.open_cases) == ("", "", "", 0, 0)


def test_the_list_sorts_and_filters(ctx, make_customer):
    make_customer("B公司", code="KH2")
    make_customer("A公司", code="KH3")
    make_customer("C先生", code="XX1", kind=CustomerKind.PERSON)

    def names(sort="name", descending=False, **filters):
        return [row.name for row in LISTING.first(filters, Sort(sort, descending))]

    assert names() == ["A公司", "B公司", "C先生"]
    assert names("code", descending=True) == ["C先生", "A公司", "B公司"]
    assert names(text="公司") == ["A公司", "B公司"]
    assert names(text="kh") == ["A公司", "B公司"]
    assert names(text="先") == ["C先生"]
    assert names(kind=CustomerKind.PERSON) == names(kind="person") == ["C先生"]
    assert names(text=" ") == ["A公司", "B公司", "C先生"]


def test_the_card_counts_the_units_by_where_they_stand_today(ctx, make_customer, make_asset, make_model):
    customer, model = make_customer(), make_model(warranty_months=12)
    for accepted, values in (
        (date(2026, 1, 10), {}),  # until 2027-01-10
        (date(2025, 11, 22), {}),  # its last day is today
        (date(2025, 11, 21), {}),  # ended yesterday
        (date(2025, 11, 21), {"warranty_months": 36}),
        (None, {}),
        (date(2026, 1, 10), {"state": AssetState.SCRAPPED, "label_printed_at": ctx.clock.now()}),
    ):
        make_asset(customer=customer, model=model, accepted_on=accepted, **values)
    make_asset()

    shown = card(ctx, customer.id)

    assert shown.cover == {
        CoverStatus.IN_WARRANTY: 3,
        CoverStatus.POST_WARRANTY: 1,
        CoverStatus.PRE_ACCEPTANCE: 1,
        CoverStatus.NO_OBLIGATION: 1,
    }
    assert (shown.units, shown.unlabelled) == (6, 5)


def test_the_card_holds_sites_contacts_contracts_and_the_latest_cases(
    ctx, make_customer, make_contact, make_site, make_contract, make_asset, make_case
):
    customer = make_customer("青岛热力公司", level="A", tax_no="9137", language="en", remark="先打电话")
    site = make_site(customer, "二号楼", address="乙路2号")
    make_site(customer, "一号楼")
    make_contact(customer, "李四", is_default=False, title="主任")
    make_contact(customer, "张伟", site=site)
    contract = make_contract("HT1", customer, title="采购", signed_on=date(2024, 3, 1))
    unit = make_asset(customer=customer, site=site, contract=contract)
    for number in range(60):
        make_case(unit, f"WX{number}", MORNING + timedelta(hours=number))
    make_case(make_asset(), "OTHER")

    shown = card(ctx, customer.id)

    assert (shown.name, shown.level, shown.tax_no, shown.language, shown.remark) == (
        "青岛热力公司",
        "A",
        "9137",
        "en",
        "先打电话",
    )
    assert {(site.name, site.address, site.units) for site in shown.sites} == {
        ("一号楼", "", 0),
        ("二号楼", "乙路2号", 1),
    }
    assert [(person.name, person.is_default, person.site_id) for person in shown.contacts] == [
        ("张伟", True, site.id),
        ("李四", False, None),
    ]
    assert [(line.number, line.title, line.signed_on, line.units) for line in shown.contracts] == [
        ("HT1", "采购", date(2024, 3, 1), 1)
    ]
    assert [case.case_no for case in shown.cases] == [f"WX{number}" for number in range(59, 9, -1)]


def test_cases_of_units_that_went_elsewhere_stay_with_the_customer_they_happened_at(
    ctx, make_customer, make_asset, make_case
):
    old = make_customer()
    make_case(make_asset(), "WX1", customer=old)
    assert [case.case_no for case in card(ctx, old.id).cases] == ["WX1"]


def test_a_customer_is_offered_while_typing(ctx, make_customer):
    first, second = make_customer("青岛热力公司", code="KH1"), make_customer("济南热力公司", code="KH2")
    assert [(choice.id, choice.title, choice.subtitle) for choice in pick("热力")] == [
        (second.id, "济南热力公司", "KH2"),
        (first.id, "青岛热力公司", "KH1"),
    ]
    assert [choice.id for choice in pick("kh1")] == [first.id]
    assert len(pick("", limit=1)) == 1
    assert pick("不存在") == []


def test_a_customer_is_found_by_name_or_code_however_typed(ctx, make_customer):
    customer = make_customer("ＡＢＢ(中国)公司", code="KH00012")
    assert find(ctx, " abb（中国）公司 ") == find(ctx, "kh00012") == customer.id


def test_an_unknown_name_is_answered_with_the_names_that_come_near(ctx, make_customer):
    make_customer("青岛市第一人民医院")
    make_customer("青岛热力公司")
    with pytest.raises(NotFound) as unknown:
        find(ctx, "青岛市第人民医院")
    assert "青岛市第一人民医院" in str(unknown.value)
    assert "热力" not in str(unknown.value)
    for name in ("完全不同", "x", "  ", '"'):
        with pytest.raises(NotFound):
            find(ctx, name)


def test_a_customer_who_is_gone_is_named_as_gone(ctx):
    with pytest.raises(NotFound):
        card(ctx, 999_999)
