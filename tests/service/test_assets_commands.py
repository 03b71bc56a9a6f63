"""Registering and correcting units: what the record may say, and what it may not."""

from __future__ import annotations

from datetime import date

import pytest

from inventory import journal
from inventory.assets import commands
from inventory.assets.commands import SAME_SERIAL, EditAsset, RegisterAsset, edit, register, register_many
from inventory.assets.words import AssetOwner, AssetRole, AssetState
from inventory.errors import InvalidInput, NeedsConfirmation, NotFound, RuleBroken, StaleRecord
from inventory.events import RecordsChanged
from inventory.i18n import speaking
from inventory.scanning.payload import Kind, decode
from models.assets import Asset, AssetEvent, EventKind
from models.base import database
from tests.races import race

TODAY = date(2026, 11, 22)


def test_a_registered_unit_has_a_label_code_of_its_own_and_is_journalled(ctx, make_model, make_customer, make_user):
    ctx.actor = make_user("王芳").id

    asset_id = register(
        ctx, RegisterAsset(model_id=make_model().id, serial_no=" sn-0012 ", customer_id=make_customer().id)
    )

    unit = Asset.get_by_id(asset_id)
    assert decode(unit.code).kind is Kind.ASSET
    assert (unit.serial_no, unit.serial_norm) == ("sn-0012", "SN-0012")
    assert [(line.field, line.who) for line in journal.changes("asset", asset_id)] == [("+", "王芳")]


def test_a_serial_keeps_its_zeros_and_characters_and_is_compared_without_case_and_width(ctx, make_model):
    model = make_model()
    asset_id = register(ctx, RegisterAsset(model_id=model.id, serial_no="０００12ab"))

    assert Asset.get_by_id(asset_id).serial_no == "０００12ab"
    with pytest.raises(RuleBroken):
        register(ctx, RegisterAsset(model_id=model.id, serial_no="00012AB"))


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ({}, AssetState.IN_STOCK),
        ({"sold_on": date(2026, 1, 5)}, AssetState.DELIVERED),
        ({"delivered_on": date(2026, 1, 5)}, AssetState.DELIVERED),
        ({"delivered_on": date(2026, 1, 5), "installed_on": date(2026, 1, 6)}, AssetState.INSTALLED),
        ({"sold_on": date(2026, 1, 5), "completed_on": date(2026, 1, 7)}, AssetState.INSTALLED),
        ({"sold_on": date(2026, 1, 5), "accepted_on": date(2026, 1, 9)}, AssetState.IN_SERVICE),
    ],
)
def test_where_a_unit_stands_follows_from_its_dates(ctx, make_model, dates, state):
    asset_id = register(ctx, RegisterAsset(model_id=make_model().id, serial_no="A1", **dates))
    assert Asset.get_by_id(asset_id).state is state


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"accepted_on": date(2026, 11, 23)}, "accepted_on"),
        ({"sold_on": date(2026, 11, 23)}, "sold_on"),
        ({"made_on": date(2027, 1, 1)}, "made_on"),
        ({"delivered_on": date(2026, 3, 2), "accepted_on": date(2026, 3, 1)}, "accepted_on"),
        ({"installed_on": date(2026, 3, 2), "accepted_on": date(2026, 3, 1)}, "accepted_on"),
        ({"completed_on": date(2026, 3, 2), "accepted_on": date(2026, 3, 1)}, "accepted_on"),
        ({"sold_on": date(2026, 3, 2), "accepted_on": date(2026, 3, 1)}, "accepted_on"),
        ({"made_on": date(2026, 3, 2), "accepted_on": date(2026, 3, 1)}, "accepted_on"),
        ({"delivered_on": date(2026, 3, 2), "installed_on": date(2026, 3, 1)}, "installed_on"),
        ({"installed_on": date(2026, 3, 2), "completed_on": date(2026, 3, 1)}, "completed_on"),
        ({"made_on": date(2026, 3, 2), "ex_works_on": date(2026, 3, 1)}, "ex_works_on"),
        ({"sold_on": date(203, 1, 5)}, "sold_on"),
        ({"warranty_months": -1}, "warranty_months"),
        ({"warranty_months": 601}, "warranty_months"),
    ],
)
def test_what_cannot_have_happened_so_is_refused_under_its_field(ctx, make_model, dates, field):
    with pytest.raises(InvalidInput) as refused:
        register(ctx, RegisterAsset(model_id=make_model().id, serial_no="A1", **dates))

    assert refused.value.field == field
    assert Asset.select().count() == 0


def test_everything_may_happen_today_and_on_one_day(ctx, make_model):
    names = ("made_on", "ex_works_on", "sold_on", "delivered_on", "installed_on", "completed_on", "accepted_on")
    assert register(ctx, RegisterAsset(model_id=make_model().id, serial_no="A1", **dict.fromkeys(names, TODAY)))


@pytest.mark.parametrize("serial", ["", "   ", "\u3000", "x" * 81])
def test_a_serial_is_asked_for_and_has_a_limit(ctx, make_model, serial):
    with pytest.raises(InvalidInput) as refused:
        register(ctx, RegisterAsset(model_id=make_model().id, serial_no=serial))
    assert refused.value.field == "serial_no"


def test_a_serial_that_is_there_already_names_the_unit_that_has_it(ctx, make_asset, make_model, make_customer):
    model = make_model()
    unit = make_asset("N16-1627", model=model, customer=make_customer("郑州物业服务中心"))

    with pytest.raises(RuleBroken) as refused:
        register(ctx, RegisterAsset(model_id=model.id, serial_no="n16-1627"))

    assert refused.value.values["existing"] == unit.id
    assert "N16-1627" in str(refused.value)
    assert "郑州物业服务中心" in str(refused.value)


def test_another_maker_may_use_the_same_serial(ctx, make_asset, make_model):
    make_asset("0001", model=make_model())
    assert register(ctx, RegisterAsset(model_id=make_model().id, serial_no="0001"))


def test_two_models_of_one_maker_with_one_serial_are_asked_about(ctx, make_asset, make_model, make_maker):
    maker = make_maker("欧姆龙")
    there = make_asset("0001", model=make_model("HEM-7136", maker=maker))
    unit = RegisterAsset(model_id=make_model("HEM-8732", maker=maker).id, serial_no="0001")

    with pytest.raises(NeedsConfirmation) as asked:
        register(ctx, unit)
    assert (asked.value.key, asked.value.values["existing"]) == (SAME_SERIAL, there.id)

    confirmed = RegisterAsset(model_id=unit.model_id, serial_no="0001", confirmed=frozenset({SAME_SERIAL}))
    assert register(ctx, confirmed) != there.id


def test_confirming_never_overrules_that_the_same_model_has_the_serial(ctx, make_asset, make_model):
    model = make_model()
    make_asset("0001", model=model)
    with pytest.raises(RuleBroken):
        register(ctx, RegisterAsset(model_id=model.id, serial_no="0001", confirmed=frozenset({SAME_SERIAL})))


def test_a_unit_stands_at_a_site_and_under_a_contract_of_its_own_customer(
    ctx, make_model, make_customer, make_site, make_contract
):
    customer, model = make_customer(), make_model()
    for field, row in (("site_id", make_site()), ("contract_id", make_contract())):
        with pytest.raises(InvalidInput) as refused:
            register(ctx, RegisterAsset(model_id=model.id, serial_no="A1", customer_id=customer.id, **{field: row.id}))
        assert refused.value.field == field

    site, contract = make_site(customer), make_contract(customer=customer)
    fields = {"customer_id": customer.id, "site_id": site.id, "contract_id": contract.id}
    assert register(ctx, RegisterAsset(model_id=model.id, serial_no="A1", **fields))


@pytest.mark.parametrize("field", ["model_id", "customer_id", "site_id", "contract_id"])
def test_what_is_gone_cannot_be_chosen(ctx, make_model, field):
    chosen = {"model_id": make_model().id} | {field: 999_999}
    with pytest.raises(InvalidInput) as refused:
        register(ctx, RegisterAsset(serial_no="A1", **chosen))
    assert refused.value.field == field


def test_a_customers_unit_is_theirs_and_every_other_one_is_ours(ctx, make_model, make_customer):
    model, customer = make_model(), make_customer()
    sold = register(ctx, RegisterAsset(model_id=model.id, serial_no="1", customer_id=customer.id))
    shelf = register(ctx, RegisterAsset(model_id=model.id, serial_no="2"))
    loaner = register(
        ctx, RegisterAsset(model_id=model.id, serial_no="3", customer_id=customer.id, role=AssetRole.LOANER)
    )

    owners = [Asset.get_by_id(asset_id).owner for asset_id in (sold, shelf, loaner)]
    assert owners == [AssetOwner.CUSTOMER, AssetOwner.US, AssetOwner.US]


def test_many_units_come_in_with_one_act_or_none_of_them(ctx, make_model, make_customer, announced):
    model, customer = make_model(), make_customer()
    lot = RegisterAsset(model_id=model.id, customer_id=customer.id, sold_on=date(2026, 1, 5), warranty_months=36)

    ids = register_many(ctx, lot, ["A1", " A2", "A3", ""])
    assert [Asset.get_by_id(asset_id).serial_no for asset_id in ids] == ["A1", "A2", "A3"]
    assert announced == [RecordsChanged("asset", tuple(ids))]

    with pytest.raises(RuleBroken):
        register_many(ctx, lot, ["A4", "a3"])
    with pytest.raises(InvalidInput):
        register_many(ctx, lot, ["A5", "Ａ5"])
    with pytest.raises(InvalidInput):
        register_many(ctx, lot, ["", " "])
    assert Asset.select().count() == 3


def edited(unit: Asset, **values: object) -> EditAsset:
    fields = {"model_id": unit.model_id, "serial_no": unit.serial_no, "customer_id": unit.customer_id}
    return EditAsset(unit.id, unit.version, **{**fields, **values})


def test_a_correction_is_journalled_from_what_to_what_and_keeps_the_code(ctx, make_asset):
    unit = make_asset("A1", accepted_on=date(2026, 1, 9), warranty_months=12)

    edit(ctx, edited(unit, accepted_on=date(2026, 1, 10), warranty_months=36))

    now = Asset.get_by_id(unit.id)
    assert (now.code, now.version, now.state) == (unit.code, 2, AssetState.IN_SERVICE)
    changes = {line.field: (line.old, line.new) for line in journal.changes("asset", unit.id)}
    assert changes["accepted_on"] == ("2026-01-09", "2026-01-10")
    assert changes["warranty_months"] == ("12", "36")
    events = [(event.kind, event.note) for event in AssetEvent.select()]
    assert events == [(EventKind.WARRANTY_CHANGED, "2027-01-09 → 2029-01-10")]


def test_a_unit_that_moves_keeps_where_it_was(ctx, make_asset, make_customer, make_site):
    old, new = make_customer("老客户"), make_customer("新客户")
    site = make_site(new, "二楼")
    unit = make_asset("A1", customer=old)

    edit(ctx, edited(unit, customer_id=new.id, site_id=site.id))

    assert [(event.kind, event.note) for event in AssetEvent.select()] == [(EventKind.MOVED, "老客户 → 新客户 · 二楼")]


def test_whoever_saw_an_older_unit_overwrites_nothing(ctx, make_asset):
    unit = make_asset("A1")
    edit(ctx, edited(unit, remark="first"))
    with pytest.raises(StaleRecord):
        edit(ctx, edited(unit, remark="second"))
    assert Asset.get_by_id(unit.id).remark == "first"


def test_a_unit_that_is_gone_cannot_be_corrected(ctx, make_model):
    with pytest.raises(NotFound):
        edit(ctx, EditAsset(999_999, 1, model_id=make_model().id, serial_no="A1"))


def test_a_serial_can_be_corrected_but_not_into_one_that_is_there(ctx, make_asset, make_model):
    model = make_model()
    unit, other = make_asset("A1", model=model), make_asset("A2", model=model)
    with pytest.raises(RuleBroken) as refused:
        edit(ctx, edited(unit, serial_no="a2"))
    assert refused.value.values["existing"] == other.id

    edit(ctx, edited(unit, serial_no="a1"))  # its own serial in another writing
    assert Asset.get_by_id(unit.id).serial_no == "a1"


def test_service_decides_the_state_of_a_unit_in_repair_not_its_dates(ctx, make_asset):
    unit = make_asset("A1", state=AssetState.AT_DEPOT, accepted_on=date(2026, 1, 9))
    edit(ctx, edited(unit, accepted_on=None))
    assert Asset.get_by_id(unit.id).state is AssetState.AT_DEPOT


def test_a_replaced_unit_stays_with_its_customer(ctx, make_asset, make_customer):
    successor = make_asset("A2")
    unit = make_asset("A1", state=AssetState.REPLACED, replaced_by=successor)
    with pytest.raises(RuleBroken):
        edit(ctx, edited(unit, customer_id=make_customer().id))


@pytest.mark.parametrize(
    ("values", "still_labelled"),
    [({"remark": "x"}, True), ({"serial_no": "A9"}, False), ({"sold_on": date(2026, 1, 5)}, False)],
)
def test_a_label_that_would_read_differently_now_is_no_label(ctx, make_asset, clock, values, still_labelled):
    unit = make_asset("A1", label_printed_at=clock.now())
    edit(ctx, edited(unit, **values))
    assert (Asset.get_by_id(unit.id).label_printed_at is not None) is still_labelled


def test_the_refusals_are_sentences_in_both_languages(ctx, make_asset, make_model):
    model = make_model()
    make_asset("A1", model=model)
    with pytest.raises(RuleBroken) as refused:
        register(ctx, RegisterAsset(model_id=model.id, serial_no="A1"))
    assert "已在台账中" in str(refused.value)
    with speaking("en"):
        assert str(refused.value).startswith("A1 of this model is already in the register")


def the_same_serial_eight_times(opened, make_model, make_customer):
    unit = RegisterAsset(model_id=make_model().id, serial_no="A1", customer_id=make_customer().id)
    return race(opened, 8, lambda _n: register(opened, unit))


def test_of_eight_workstations_that_register_one_serial_exactly_one_does(opened, ctx, make_model, make_customer):
    outcomes = the_same_serial_eight_times(opened, make_model, make_customer)

    assert sum(isinstance(outcome, int) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, RuleBroken) for outcome in outcomes) == 7
    assert Asset.select().count() == 1


def test_without_its_guard_one_serial_gets_in_more_than_once(opened, ctx, make_model, make_customer, monkeypatch):
    """The race above proves the index, not luck: where the friendly question and the index are gone, it is lost."""
    monkeypatch.setattr(commands, "_check_serials_are_new", lambda *_args, **_more: None)
    guarded = the_same_serial_eight_times(opened, make_model, make_customer)
    assert sum(isinstance(outcome, int) for outcome in guarded) == 1  # the index alone holds

    database.execute_sql("DROP INDEX asset_serial")
    outcomes = the_same_serial_eight_times(opened, make_model, make_customer)
    assert sum(isinstance(outcome, int) for outcome in outcomes) > 1
