"""The register as it is read: the list of units and the card of one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from inventory.assets.queries import LISTING, brief, card, listing
from inventory.assets.words import AssetRole, AssetState
from inventory.attachments.commands import AddFile, add_file
from inventory.cases.words import CaseState
from inventory.cover.rules import CountRule, CoverStatus, SegmentKind
from inventory.errors import NotFound
from inventory.i18n import speaking
from inventory.labels.commands import mark_printed
from inventory.paging import Sort
from inventory.values.money import Money

TODAY = date(2026, 11, 22)


def test_a_row_of_the_list_says_all_that_its_columns_show(
    ctx, make_asset, make_customer, make_contract, make_model, make_maker
):
    customer = make_customer("青岛热力公司")
    model = make_model("BP-900", "电子血压计", make_maker("鱼跃医疗"))
    unit = make_asset(
        "2024082400001", model=model, customer=customer, contract=make_contract("HT2025-001", customer),
        sold_on=date(2025, 3, 27), accepted_on=date(2025, 5, 7), warranty_months=24, label_printed_at=ctx.clock.now(),
    )  # fmt: skip

    (row,) = listing(ctx).first({}, Sort("serial"))

    assert (row.id, row.code, row.serial_no, row.version) == (unit.id, unit.code, "2024082400001", 1)
    assert (row.product_name, row.model_code, row.maker) == ("电子血压计", "BP-900", "鱼跃医疗")
    assert (row.customer, row.customer_id, row.contract_no) == ("青岛热力公司", customer.id, "HT2025-001")
    assert (row.sold_on, row.accepted_on, row.months) == (date(2025, 3, 27), date(2025, 5, 7), 24)
    assert (row.state, row.role, row.label_printed) == (AssetState.IN_SERVICE, AssetRole.CUSTOMER_UNIT, True)
    # C-01, STATUTORY: 2025-05-07 and 24 months end on 2027-05-07; from 2026-11-22 that is 8+31+31+28+31+30+7 days
    assert (row.cover.status, row.cover.last, row.cover.days_left) == (CoverStatus.IN_WARRANTY, date(2027, 5, 7), 166)


def test_a_unit_without_customer_contract_and_dates_is_listed_too(ctx, make_asset):
    unit = make_asset()
    unit.customer = None
    unit.save()
    (row,) = listing(ctx).first({}, Sort("id"))
    assert (row.customer, row.customer_id, row.contract_no, row.sold_on, row.label_printed) == (
        "",
        None,
        "",
        None,
        False,
    )
    assert row.cover.status is CoverStatus.PRE_ACCEPTANCE


def serials(ctx, sort="serial", descending=False, **filters):
    return [row.serial_no for row in listing(ctx).first(filters, Sort(sort, descending))]


def test_the_list_sorts_by_serial_code_and_dates(ctx, make_asset):
    make_asset("B", code="A0000001X", sold_on=date(2026, 1, 2), accepted_on=date(2026, 3, 1))
    make_asset("C", code="A0000003X", sold_on=date(2026, 1, 1), accepted_on=date(2026, 3, 3))
    make_asset("A", code="A0000002X", sold_on=date(2026, 1, 3), accepted_on=date(2026, 3, 2))
    assert serials(ctx) == ["A", "B", "C"]
    assert serials(ctx, descending=True) == ["C", "B", "A"]
    assert serials(ctx, "code") == ["B", "A", "C"]
    assert serials(ctx, "sold_on") == ["C", "B", "A"]
    assert serials(ctx, "accepted_on", descending=True) == ["C", "A", "B"]
    assert serials(ctx, "id") == ["B", "C", "A"]


def test_each_filter_keeps_what_it_names(ctx, make_asset, make_customer, make_model, make_maker, make_contract):
    maker, customer = make_maker("欧姆龙"), make_customer("市第二人民医院")
    model = make_model("HEM-7136", "电子血压计", maker)
    contract = make_contract("HT2024-017", customer)
    make_asset(
        "A1", model=model, customer=customer, contract=contract, state=AssetState.FAULTY, role=AssetRole.DEMO,
        sold_on=date(2026, 1, 5), accepted_on=date(2026, 2, 5), label_printed_at=ctx.clock.now(), code="A1111111K",
    )  # fmt: skip
    make_asset("B1", sold_on=date(2026, 1, 8))
    make_asset("C1", sold_on=None, accepted_on=date(2026, 2, 6))

    assert serials(ctx, customer=customer.id) == ["A1"]
    assert serials(ctx, model=model.id) == ["A1"]
    assert serials(ctx, maker=maker.id) == ["A1"]
    assert serials(ctx, contract=contract.id) == ["A1"]
    assert serials(ctx, state=AssetState.FAULTY) == serials(ctx, state="faulty") == ["A1"]
    assert serials(ctx, role=AssetRole.DEMO) == ["A1"]
    assert serials(ctx, label="unprinted") == ["B1", "C1"]
    assert serials(ctx, label="printed") == ["A1"]
    assert serials(ctx, accepted="missing") == ["B1"]
    assert serials(ctx, accepted="there") == ["A1", "C1"]
    assert serials(ctx, sold_from=date(2026, 1, 6)) == ["B1"]
    assert serials(ctx, sold_to=date(2026, 1, 5)) == ["A1"]
    assert serials(ctx, sold_from=date(2026, 1, 5), sold_to=date(2026, 1, 8), accepted="missing") == ["B1"]


@pytest.mark.parametrize("text", ["a1", "二人民", "hem-7", "7136", "血压", "ht2024", "A1111111K", "ａ１"])
def test_typed_text_finds_by_serial_customer_model_contract_or_code(
    ctx, make_asset, make_customer, make_model, make_contract, text
):
    customer = make_customer("市第二人民医院")
    make_asset(
        "A1", model=make_model("HEM-7136", "电子血压计"), customer=customer, code="A1111111K",
        contract=make_contract("HT2024-017", customer),
    )  # fmt: skip
    make_asset("Z9", model=make_model("DJ-860", "对讲主机"), customer=make_customer("青岛热力公司"))

    assert serials(ctx, text=text) == ["A1"]


def test_typed_white_space_filters_nothing_and_signs_are_no_jokers(ctx, make_asset):
    make_asset("A1")
    assert serials(ctx, text="  ") == ["A1"]
    assert serials(ctx, text="%") == serials(ctx, text="_") == serials(ctx, text='"') == []


def test_the_constant_list_is_as_of_the_computers_day(ctx, make_asset):
    make_asset(accepted_on=date(2020, 1, 1), warranty_months=600)
    assert LISTING.first({}, Sort("id"))[0].cover.status is CoverStatus.IN_WARRANTY


def test_the_counting_rule_of_the_house_decides_the_last_day(ctx, make_asset, house_terms):
    # C-01: 2024-03-15 and 36 months: DAY_COUNTED until 2027-03-14, STATUTORY and NEXT_DAY until 2027-03-15
    unit = make_asset(accepted_on=date(2024, 3, 15), warranty_months=36)
    assert card(ctx, unit.id).cover.last == date(2027, 3, 15)
    house_terms(count_rule=CountRule.DAY_COUNTED)
    assert card(ctx, unit.id).cover.last == date(2027, 3, 14)
    assert listing(ctx).first({}, Sort("id"))[0].cover.last == date(2027, 3, 14)
    house_terms(count_rule=CountRule.NEXT_DAY)
    assert card(ctx, unit.id).cover.first == date(2024, 3, 16)


def test_the_model_months_count_where_the_unit_has_none_of_its_own(ctx, make_asset, make_model):
    model = make_model(warranty_months=12)
    usual = card(ctx, make_asset(model=model, accepted_on=date(2026, 1, 10)).id)
    own = card(ctx, make_asset(model=model, accepted_on=date(2026, 1, 10), warranty_months=24).id)

    assert (usual.cover.last, own.cover.last) == (date(2027, 1, 10), date(2028, 1, 10))
    with speaking("en"):
        assert "The unit's own months are not recorded; the manufacturer usually gives 12 months for its model." in [
            str(line) for line in usual.explanation
        ]


def test_a_unit_that_nobody_accepted_is_never_given_an_acceptance(ctx, make_asset):
    unit = make_asset(
        sold_on=date(2020, 1, 1), delivered_on=date(2020, 1, 2), installed_on=date(2020, 1, 3), warranty_months=12
    )
    shown = card(ctx, unit.id)
    assert (shown.cover.status, shown.cover.last, shown.segments, shown.spares_until) == (
        CoverStatus.PRE_ACCEPTANCE, None, (), None,
    )  # fmt: skip
    assert "验收" in str(shown.explanation[0])


def test_an_accepted_unit_without_months_says_that_they_are_missing(ctx, make_asset):
    shown = card(ctx, make_asset(accepted_on=date(2026, 1, 10)).id)
    assert (shown.cover.status, shown.cover.last, shown.spares_until) == (CoverStatus.POST_WARRANTY, None, None)
    with speaking("en"):
        assert str(shown.explanation[1]) == "Nobody has recorded its warranty months. Enter what the contract says."


def test_no_months_agreed_is_not_the_same_as_months_unknown(ctx, make_asset):
    shown = card(ctx, make_asset(accepted_on=date(2026, 1, 10), warranty_months=0).id)
    with speaking("en"):
        assert [str(line) for line in shown.explanation] == [
            "It was accepted on 2026-01-10, and no free warranty was promised.",
            "No contract names a policy: the house terms hold, version 1.",
        ]


@pytest.mark.parametrize("state", [AssetState.RETIRED, AssetState.SCRAPPED, AssetState.RETURNED_FAULTY])
def test_nothing_is_owed_for_a_unit_that_is_gone_for_good(ctx, make_asset, state):
    shown = card(ctx, make_asset(accepted_on=date(2026, 1, 10), warranty_months=36, state=state).id)
    assert (shown.cover.status, shown.spares_until) == (CoverStatus.NO_OBLIGATION, None)


@pytest.mark.parametrize(
    ("accepted", "months", "spares_until"),
    [  # C-06 with C-01 STATUTORY: the cover's last day and 36 months on
        (date(2024, 3, 15), 12, date(2028, 3, 15)),
        (date(2023, 2, 28), 12, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2031, 2, 28)),
    ],
)
def test_spares_are_owed_for_three_years_after_the_cover(ctx, make_asset, accepted, months, spares_until):
    assert card(ctx, make_asset(accepted_on=accepted, warranty_months=months).id).spares_until == spares_until


def test_how_long_spares_are_owed_is_a_term_of_the_house(ctx, make_asset, house_terms):
    unit = make_asset(accepted_on=date(2024, 3, 15), warranty_months=12)
    house_terms(spares_months=60)
    assert card(ctx, unit.id).spares_until == date(2030, 3, 15)


@pytest.fixture
def a_full_unit(ctx, make_asset, make_customer, make_site, make_contact, make_contract, make_model, make_maker, make_case,
                make_part, make_part_use, make_user, tmp_path):  # fmt: skip
    ctx.actor = make_user("王芳").id
    customer = make_customer("市第二人民医院")
    make_site(customer, "仓库", address="别处")
    site = make_site(customer, "门诊三楼", address="友好北路428号", post_code="266000")
    make_contact(customer, "李四", is_default=False)
    make_contact(customer, "张伟", "0531-88662143")
    model = make_model("HEM-7136", "电子血压计", make_maker("欧姆龙"), warranty_months=12)
    unit = make_asset(
        "2024031500012", model=model, customer=customer, site=site, contract=make_contract("HT2024-017", customer, title="采购"),
        sold_on=date(2024, 3, 1), delivered_on=date(2024, 3, 5), installed_on=date(2024, 3, 8), accepted_on=date(2024, 3, 15),
        warranty_months=36, location_text="护士站",
    )  # fmt: skip
    part = make_part("BP-0006", "电源板", model=model, on_hand=8, reference_cost=9075, initial_price=10879)
    old = make_case(unit, "WX1", datetime(2025, 1, 3, 1, 0, tzinfo=UTC), state=CaseState.CLOSED, symptom="无法开机")
    make_part_use(old, part, 2, name="电源板")
    make_part_use(old, None, 1, part_no="X-9", name="螺丝")
    make_case(unit, "WX2", datetime(2026, 11, 20, 1, 0, tzinfo=UTC), loaner_no="BJ-007")
    mark_printed(ctx, [unit.id], "roll-50x30")
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"x")
    add_file(ctx, AddFile("asset", unit.id, file))
    return unit


def test_the_card_holds_everything_that_a_visitor_of_the_unit_asks(ctx, a_full_unit):
    shown = card(ctx, a_full_unit.id)

    assert (shown.serial_no, shown.product_name, shown.model_code, shown.maker) == (
        "2024031500012", "电子血压计", "HEM-7136", "欧姆龙",
    )  # fmt: skip
    who = shown.customer
    assert who is not None
    assert (who.name, who.site, who.address, who.post_code) == ("市第二人民医院", "门诊三楼", "友好北路428号", "266000")
    assert (who.contact, who.phone, shown.location_text) == ("张伟", "0531-88662143", "护士站")
    assert (shown.contract_no, shown.contract_title) == ("HT2024-017", "采购")
    assert (shown.sold_on, shown.delivered_on, shown.installed_on, shown.accepted_on, shown.made_on) == (
        date(2024, 3, 1), date(2024, 3, 5), date(2024, 3, 8), date(2024, 3, 15), None,
    )  # fmt: skip
    assert (shown.months, shown.usual_months, shown.today) == (36, 12, TODAY)
    # 2024-03-15 and 36 months, STATUTORY: until 2027-03-15, 8+31+31+28+15 = 113 days from 2026-11-22
    assert (shown.cover.status, shown.cover.first, shown.cover.last, shown.cover.days_left) == (
        CoverStatus.IN_WARRANTY, date(2024, 3, 15), date(2027, 3, 15), 113,
    )  # fmt: skip
    assert [(s.kind, s.first, s.last) for s in shown.segments] == [
        (SegmentKind.BASE, date(2024, 3, 15), date(2027, 3, 15))
    ]
    assert shown.spares_until == date(2030, 3, 15)
    assert (shown.label_generation, shown.label_printed_at, shown.attachments) == (1, ctx.clock.now(), 1)
    assert [(event.kind, event.by, event.note) for event in shown.events] == [("label_printed", "王芳", "roll-50x30")]


def test_the_card_lists_the_cases_newest_first_with_their_parts(ctx, a_full_unit):
    cases = card(ctx, a_full_unit.id).cases
    assert [(case.case_no, case.is_open) for case in cases] == [("WX2", True), ("WX1", False)]
    assert [(used.part_no, used.name, used.quantity) for used in cases[1].parts] == [
        ("BP-0006", "电源板", 2), ("X-9", "螺丝", 1),
    ]  # fmt: skip
    assert cases[0].parts == ()
    assert [case.case_no for case in card(ctx, a_full_unit.id).open_cases] == ["WX2"]


def test_the_card_prices_the_parts_that_fit_for_this_unit_today(ctx, a_full_unit, clock):
    (part,) = card(ctx, a_full_unit.id).parts
    assert (part.part_no, part.on_hand, part.price) == ("BP-0006", 8, Money(0))
    clock.move(timedelta(days=114))
    (part,) = card(ctx, a_full_unit.id).parts
    assert part.price == Money(9075)


def test_the_card_takes_few_statements_however_much_happened_to_the_unit(
    ctx, a_full_unit, make_case, make_part, counted
):
    for number in range(30):
        make_case(a_full_unit, f"WX9{number}")
        make_part(f"P{number}", model=a_full_unit.model)
    counted.statements.clear()

    shown = card(ctx, a_full_unit.id)

    assert len(counted.statements) == 5
    assert (len(shown.cases), len(shown.parts)) == (32, 31)


def test_a_replaced_unit_and_its_successor_lead_to_each_other(ctx, make_asset):
    new = make_asset("NEW")
    old = make_asset("OLD", state=AssetState.REPLACED, replaced_by=new)
    older = make_asset("OLDER", state=AssetState.REPLACED, replaced_by=new)

    successor = card(ctx, old.id).replaced_by
    assert successor is not None
    assert (successor.id, successor.serial_no) == (new.id, "NEW")
    assert [unit.id for unit in card(ctx, new.id).replaces] == [old.id, older.id]
    assert card(ctx, new.id).replaced_by is None


def test_a_unit_without_a_site_shows_the_first_one_of_its_customer(ctx, make_asset, make_customer, make_site):
    customer = make_customer()
    make_site(customer, "一号楼", address="甲路1号")
    make_site(customer, "二号楼", address="乙路2号")
    who = card(ctx, make_asset(customer=customer).id).customer
    assert who is not None
    assert (who.site, who.address, who.contact) == ("一号楼", "甲路1号", "")


def test_a_unit_that_is_gone_is_named_as_gone(ctx):
    with pytest.raises(NotFound):
        card(ctx, 999_999)


def test_units_in_one_line_keep_the_order_that_was_asked(ctx, make_asset):
    first, second = make_asset("A1"), make_asset("A2")
    assert [unit.serial_no for unit in brief([second.id, 999_999, first.id])] == ["A2", "A1"]
