"""Manufacturers and models are added, corrected and chosen."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.errors import InvalidInput, NotFound, RuleBroken, StaleRecord
from inventory.paging import Sort
from inventory.products import queries
from inventory.products.commands import (
    AddManufacturer,
    AddModel,
    EditManufacturer,
    EditModel,
    add_manufacturer,
    add_model,
    edit_manufacturer,
    edit_model,
)
from models.assets import Asset
from models.policies import AnchorEvent
from models.products import ProductModel


def test_a_manufacturer_is_there_once_whatever_the_writing(ctx):
    there = add_manufacturer(ctx, AddManufacturer(name="欧姆龙 Omron", phone="400-770-9988"))
    with pytest.raises(RuleBroken) as refused:
        add_manufacturer(ctx, AddManufacturer(name="欧姆龙ＯＭＲＯＮ"))
    assert refused.value.values["existing"] == there


def test_a_manufacturer_keeps_how_to_reach_them(ctx):
    maker_id = add_manufacturer(
        ctx, AddManufacturer(name="鱼跃医疗", phone="400-100-1234", rma_address="丹阳市云阳路1号")
    )
    edit_manufacturer(ctx, EditManufacturer(maker_id, 1, name="鱼跃医疗", phone="400-100-0000", hours="8:30–17:30"))

    maker = queries.maker(ctx, maker_id)
    assert (maker.phone, maker.hours, maker.rma_address, maker.version) == ("400-100-0000", "8:30–17:30", "", 2)
    with pytest.raises(StaleRecord):
        edit_manufacturer(ctx, EditManufacturer(maker_id, 1, name="鱼跃"))


def test_a_model_is_there_once_for_its_maker(ctx, make_maker):
    maker = make_maker()
    there = add_model(ctx, AddModel(manufacturer_id=maker.id, product_name="电子血压计", model_code="HEM-7136"))

    with pytest.raises(RuleBroken) as refused:
        add_model(ctx, AddModel(manufacturer_id=maker.id, product_name="血压计", model_code=" hem-7136 "))
    assert refused.value.values["existing"] == there
    assert add_model(ctx, AddModel(manufacturer_id=make_maker().id, product_name="电子血压计", model_code="HEM-7136"))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"model_code": " "}, "model_code"),
        ({"model_code": "x" * 81}, "model_code"),
        ({"product_name": ""}, "product_name"),
        ({"warranty_months": 601}, "warranty_months"),
        ({"discontinued_on": date(2026, 5, 1), "spares_until": date(2026, 4, 30)}, "spares_until"),
        ({"manufacturer_id": 999_999}, "manufacturer_id"),
    ],
)
def test_what_no_model_can_be_is_refused_under_its_field(ctx, make_maker, values, field):
    fields = {"manufacturer_id": make_maker().id, "product_name": "电子血压计", "model_code": "HEM-7136"}
    with pytest.raises(InvalidInput) as refused:
        add_model(ctx, AddModel(**{**fields, **values}))
    assert refused.value.field == field


def test_a_model_is_corrected_by_whoever_saw_it_last(ctx, make_model, make_maker):
    model = make_model("HEM-7136")
    other = make_model("HEM-8732", maker=model.manufacturer)
    fields = {"manufacturer_id": model.manufacturer_id, "product_name": "电子血压计"}

    edit_model(ctx, EditModel(model.id, 1, **fields, model_code="HEM-7136T", warranty_months=24))
    assert ProductModel.get_by_id(model.id).warranty_months == 24
    with pytest.raises(StaleRecord):
        edit_model(ctx, EditModel(model.id, 1, **fields, model_code="HEM-7136"))
    with pytest.raises(RuleBroken):
        edit_model(ctx, EditModel(other.id, 1, **fields, model_code="hem-7136t"))


def test_models_and_makers_are_offered_by_any_part_of_their_names(ctx, make_model, make_maker):
    maker = make_maker("欧姆龙健康医疗")
    model = make_model("HBP-9030", product_name="医用全自动血压计", maker=maker)
    make_model("DJ-860", product_name="对讲主机")

    for text in ("hbp", "9030", "血压", "ＨＢＰ"):
        assert [(choice.id, choice.title) for choice in queries.pick_models(text)] == [
            (model.id, "医用全自动血压计 HBP-9030")
        ]
    assert [choice.id for choice in queries.pick_manufacturers("健康")] == [maker.id]
    assert len(queries.pick_models("")) == 2
    assert queries.pick_models("%") == []


def test_the_list_of_models_filters_by_maker_and_sorts_by_code(ctx, make_model, make_maker):
    maker = make_maker()
    for code in ("B-2", "B-10", "A-1"):
        make_model(code, maker=maker)
    make_model("Z-1")

    rows = queries.LISTING.first({"maker": maker.id}, Sort("model"))
    assert [row.model_code for row in rows] == ["A-1", "B-10", "B-2"]
    assert [row.model_code for row in queries.LISTING.first({"text": "z-"}, Sort("id"))] == ["Z-1"]
    assert queries.model(ctx, rows[0].id).maker == maker.name
    assert next(line.id for line in queries.makers(ctx)) == maker.id


def test_what_is_gone_is_named_as_gone(ctx):
    with pytest.raises(NotFound):
        queries.model(ctx, 999_999)
    with pytest.raises(NotFound):
        queries.maker(ctx, 999_999)


def test_the_cover_of_its_units_follows_the_usual_warranty_of_a_model(ctx, make_model, make_asset):
    model = make_model(warranty_months=12)
    unit = make_asset(model=model, accepted_on=date(2026, 1, 10))
    own = make_asset(model=model, accepted_on=date(2026, 1, 10), warranty_months=6)
    fields = {"manufacturer_id": model.manufacturer_id, "product_name": "血压计", "model_code": model.model_code}

    edit_model(ctx, EditModel(model.id, 1, **fields, warranty_months=24))

    assert [Asset.get_by_id(one.id).cover_last for one in (unit, own)] == [date(2028, 1, 10), date(2026, 7, 10)]
    edit_model(ctx, EditModel(model.id, 2, **fields, warranty_months=24, warranty_anchor=AnchorEvent.DELIVERED))
    edit_model(ctx, EditModel(model.id, 3, **fields, warranty_months=24))
    assert ProductModel.get_by_id(model.id).warranty_anchor is AnchorEvent.DELIVERED
