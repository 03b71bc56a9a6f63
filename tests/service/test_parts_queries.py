"""Parts as they are read: what fits, what lies there, what it costs today."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from inventory.cover.rules import Cover, CoverStatus
from inventory.errors import NotFound
from inventory.paging import Sort
from inventory.parts.queries import LISTING, card, fits
from inventory.parts.words import Origin, PartKind
from inventory.policies.terms import SparesDuty
from inventory.pricing.charges import CapScope, PriceRule
from inventory.stock.papers import Goods, Paper, receive
from inventory.values.money import Money
from models.assets import Asset
from models.contracts import ContractLineKind
from models.cover import SegmentKind, WarrantySegment
from models.organisation import Role
from models.parts import PartFit
from models.places import Place, PlaceKind
from tests.factories import stock_up

AFTER = Cover(CoverStatus.POST_WARRANTY)


def test_the_parts_of_a_model_come_by_number_with_what_lies_in_all_bins(ctx, make_model, make_part, make_asset):
    model = make_model()
    unit = make_asset(model=model)
    part = make_part("BP-0002", "硬盘 4TB", model=model, spec="C7", unit="块", on_hand=20, reference_cost=818)
    stock_up(ctx, part, 5, shelf="B-03-04")
    PartFit.create(
        part=make_part("BP-0001", "电源模块", on_hand=3), model=model, quantity=2, position="A1", origin=Origin.APPROVED
    )
    make_part("BP-0003", model=make_model())

    found = fits(ctx, unit.id, AFTER)

    assert [(part.part_no, part.name, part.on_hand, part.price) for part in found] == [
        ("BP-0001", "电源模块", 3, None),
        ("BP-0002", "硬盘 4TB", 25, Money(818)),
    ]
    assert (found[0].per_unit, found[0].position, found[0].origin) == (2, "A1", Origin.APPROVED)
    assert (found[1].spec, found[1].unit, found[1].decimals) == ("C7", "块", 0)


def test_a_part_that_never_lay_here_is_offered_with_none_on_hand(ctx, make_asset, make_part):
    unit = make_asset()
    make_part(model=unit.model)
    assert [part.on_hand for part in fits(ctx, unit.id, AFTER)] == [0]


def price(ctx, unit, cover=AFTER):
    (part,) = fits(ctx, unit.id, cover)
    return part.price and part.price.fen


def bought(ctx, part, quantity, unit_cost):
    shelf = Place.get(Place.kind == PlaceKind.BIN)
    goods = Goods(part_id=part.id, place_id=shelf.id, quantity=quantity, unit_cost=unit_cost)
    receive(ctx, Paper(act=str(uuid.uuid4()), lines=(goods,)))


@pytest.fixture
def psu(ctx, make_model, make_part):
    """The PSU-24 of C-08: it cost 216.10 on average."""
    part = make_part("PSU-24", model=make_model(), reference_cost=216_10)
    part.fitted = PartFit.get(PartFit.part == part).model
    return part


def test_a_part_is_priced_by_the_policy_and_the_price_list_of_the_units_contract(
    ctx, psu, make_asset, make_contract, make_line, make_policy
):
    """C-08: 237.30 with 13 % caps at 210.00."""
    policy = make_policy(post_price=PriceRule.COST, cap_scope=CapScope.ALWAYS)
    contract = make_contract(policy_version=policy)
    unit = make_asset(model=psu.fitted, customer=contract.customer, contract=contract)
    assert price(ctx, unit) == 216_10

    make_line(contract, ContractLineKind.SPARE_PART, part=psu, unit_price=237_30, quantity=5)
    assert price(ctx, unit) == 210_00
    make_line(contract, ContractLineKind.SPARE_PART, part=psu, unit_price=209_00, tax_included=False)
    assert price(ctx, unit) == 209_00  # of two prices of one list the lower one holds
    make_line(contract, ContractLineKind.SPARE_PART, part=psu, unit_price=None)
    assert price(ctx, unit) == 209_00
    assert price(ctx, unit, Cover(CoverStatus.IN_WARRANTY)) == 0

    other = make_asset(model=psu.fitted, contract=make_contract(policy_version=make_policy()))
    assert price(ctx, other) is None  # by agreement


def test_cost_price_is_the_moving_average_of_what_lies_there_and_only_else_the_recorded_cost(ctx, psu, make_asset):
    """C-07: 20 at 216.10 and 5 at 230.00 are 25 pieces worth 5,472.00: 218.88 apiece."""
    unit = make_asset(model=psu.fitted)
    bought(ctx, psu, 20, 216_10)
    bought(ctx, psu, 5, 230_00)
    psu.reference_cost = 999_00
    psu.save()
    assert price(ctx, unit) == 218_88


def test_the_cost_price_of_a_part_counted_in_fractions_is_that_of_one_whole_unit(
    ctx, make_model, make_part, make_asset
):
    """2.5 m that are worth 31.25 yuan: 12.50 for a metre."""
    model = make_model()
    cable = make_part("CABLE", model=model, decimals=1, unit="米")
    bought(ctx, cable, "2.5", 12_50)
    assert price(ctx, make_asset(model=model)) == 12_50


def test_without_a_contract_the_house_terms_hold_and_the_parts_own_initial_price(ctx, psu, make_asset):
    unit = make_asset(model=psu.fitted)
    assert price(ctx, unit) == 216_10
    psu.initial_price = 200_00
    psu.save()
    assert price(ctx, unit) == 200_00


def test_the_initial_price_binds_while_spares_are_owed(ctx, psu, make_asset, make_contract, make_line, make_policy):
    """R-101, R-102; today is 2026-11-22."""
    policy = make_policy(
        post_price=PriceRule.COST, cap_scope=CapScope.IN_WARRANTY_AND_OBLIGATION, warranty_months=12,
        spares_duty=SparesDuty.MONTHS, spares_months=1,
    )  # fmt: skip
    contract = make_contract(policy_version=policy)
    make_line(contract, ContractLineKind.SPARE_PART, part=psu, unit_price=237_30)
    last_day = make_asset(model=psu.fitted, contract=contract, accepted_on=date(2025, 10, 22))
    over = make_asset(model=psu.fitted, contract=contract, accepted_on=date(2025, 10, 21))
    assert [Asset.get_by_id(unit.id).spares_last for unit in (last_day, over)] == [
        date(2026, 11, 22), date(2026, 11, 21),
    ]  # fmt: skip
    assert (price(ctx, last_day), price(ctx, over)) == (210_00, 216_10)


def test_parts_are_free_under_a_maintenance_contract_that_covers_them(ctx, psu, make_asset, make_extension):
    extended = Cover(CoverStatus.EXTENDED)
    for covers_parts, first, expected in (
        (True, date(2026, 1, 1), 0), (False, date(2026, 1, 1), 216_10), (True, date(2026, 11, 23), 216_10),
    ):  # fmt: skip
        unit = make_asset(model=psu.fitted)
        extension = make_extension(units=[unit], covers_parts=covers_parts)
        WarrantySegment.create(
            asset=unit, kind=SegmentKind.EXTENSION, first_day=first, last_day=date(2027, 1, 1),
            source=extension.number, proof="extension_contract", proof_id=extension.id,
        )  # fmt: skip
        assert price(ctx, unit, extended) == expected


def test_a_maintenance_contract_taken_over_with_the_place_of_another_unit_covers_the_same(
    ctx, psu, make_asset, make_extension
):
    for covers_parts, expected in ((True, 0), (False, 216_10)):
        unit = make_asset(model=psu.fitted)
        extension = make_extension(covers_parts=covers_parts)
        WarrantySegment.create(
            asset=unit, kind=SegmentKind.EXTENSION, first_day=date(2026, 1, 1), last_day=date(2027, 1, 1),
            source=extension.number, proof="serial_swap", proof_id=1,
        )  # fmt: skip
        assert price(ctx, unit, Cover(CoverStatus.EXTENDED)) == expected


def test_parts_and_their_prices_are_one_statement(ctx, psu, make_asset, make_part, counted):
    make_part(model=psu.fitted)
    unit = make_asset(model=psu.fitted)
    counted.statements.clear()
    assert len(fits(ctx, unit.id, AFTER)) == 2
    assert len(counted.statements) == 1


def test_the_list_of_parts_filters_and_sorts(ctx, make_model, make_part):
    model = make_model()
    make_part("BP-0002", "热敏打印纸", kind=PartKind.CONSUMABLE, on_hand=3, safety_stock=5, initial_price=1172)
    make_part("BP-0001", "Power board", model=model, on_hand=5, safety_stock=5, spec="HEM-7136/A3")

    def numbers(**filters):
        return [row.part_no for row in LISTING.first(filters, Sort("part_no"))]

    assert numbers() == ["BP-0001", "BP-0002"]
    assert numbers(kind=PartKind.CONSUMABLE) == ["BP-0002"]
    assert numbers(model=model.id) == ["BP-0001"]
    for text in ("bp-0001", "POWER", "board", "7136/a"):
        assert numbers(text=text) == ["BP-0001"]
    assert numbers(text="打印") == ["BP-0002"]
    assert numbers(text="100%") == []
    rows = LISTING.first({}, Sort("part_no"))
    assert [row.is_short for row in rows] == [False, True]
    assert rows[1].initial_price == Money(1172)


def test_the_card_of_a_part_names_its_models_and_bins(ctx, make_model, make_maker, make_part):
    model = make_model("HEM-7136", "电子血压计", make_maker("欧姆龙"))
    part = make_part("BP-0001", model=model, on_hand=8, reference_cost=9075, remark="小心静电")

    shown = card(ctx, part.id)

    assert [(fit.product_name, fit.model_code, fit.maker, fit.origin) for fit in shown.fits] == [
        ("电子血压计", "HEM-7136", "欧姆龙", Origin.OEM)
    ]
    assert [(shelf.bin, shelf.quantity) for shelf in shown.shelves] == [("A-01-01", 8)]
    assert (shown.reference_cost, shown.remark, shown.row.on_hand) == (Money(9075), "小心静电", 8)
    with pytest.raises(NotFound):
        card(ctx, 999_999)


def test_what_the_customer_would_pay_is_told_to_everybody(ctx, psu, make_asset, make_user):
    """It is said to the customer; what stays hidden is the cost itself, even where both are the same amount."""
    unit = make_asset(model=psu.fitted)
    for role in (None, *Role):
        ctx.actor = None if role is None else make_user(role=role).id
        assert price(ctx, unit) == 216_10
    ctx.actor = None  # people are entered, and nobody has said who they are
    assert price(ctx, unit) == 216_10


def test_pieces_whose_cost_nobody_knows_are_not_given_away(ctx, make_model, make_part, make_asset):
    """They came into the ledger at 0.00: the recorded cost holds, and without one there is no cost price."""
    model = make_model()
    part = make_part("GIFT", model=model, on_hand=3)
    unit = make_asset(model=model)
    assert price(ctx, unit) is None
    part.reference_cost = 50_00
    part.save()
    assert price(ctx, unit) == 50_00
