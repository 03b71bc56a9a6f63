"""Who sells parts to us."""

from __future__ import annotations

import pytest

from inventory.errors import InvalidInput, NotFound, NotPermitted, RuleBroken, StaleRecord
from inventory.paging import Sort
from inventory.stock.papers import Goods, Paper, receive
from inventory.suppliers.commands import AddSupplier, EditSupplier, add, edit
from inventory.suppliers.queries import LISTING, card, pick
from inventory.values.money import Money
from models.organisation import Role
from models.places import Place
from models.suppliers import Supplier


def test_a_supplier_is_added_once_and_corrected(ctx):
    first = add(ctx, AddSupplier(name=" 山东  电源有限公司 ", contact="张伟", lead_time_days=14))
    row = Supplier.get_by_id(first)
    assert (row.name, row.lead_time_days) == ("山东 电源有限公司", 14)
    with pytest.raises(RuleBroken, match="山东 电源有限公司") as refused:
        add(ctx, AddSupplier(name="山东电源有限公司"))
    assert refused.value.values["existing"] == first
    edit(ctx, EditSupplier(supplier_id=first, seen_version=1, name="山东电源", email="a@b.cn"))
    assert (Supplier.get_by_id(first).name, Supplier.get_by_id(first).contact) == ("山东电源", "")
    with pytest.raises(StaleRecord):
        edit(ctx, EditSupplier(supplier_id=first, seen_version=1, name="山东电源"))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x", "email": "y"}, "email"),
        ({"name": "x", "lead_time_days": -1}, "lead_time_days"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(ctx, fields, field):
    with pytest.raises(InvalidInput) as refused:
        add(ctx, AddSupplier(**fields))
    assert refused.value.field == field


def test_the_list_and_the_card_show_parts_and_deliveries_and_their_value_to_who_may_see_it(ctx, make_part, make_user):
    one = add(ctx, AddSupplier(name="甲供应商", phone="0531-1"))
    add(ctx, AddSupplier(name="乙供应商"))
    part = make_part("PSU-24", supplier=one)
    shelf = Place.get(Place.name == "A-01")
    goods = Goods(part_id=part.id, place_id=shelf.id, quantity=5, unit_cost=20000)
    receive(ctx, Paper(act="a", lines=(goods,), supplier_id=one, paper_no="送货单 7"))

    assert [row.name for row in LISTING.first({"text": "0531"}, Sort("name"))] == ["甲供应商"]
    assert [choice.title for choice in pick("供应商")] == ["乙供应商", "甲供应商"]
    found = card(ctx, one)
    assert ([each.part_no for each in found.parts], found.row.parts) == (["PSU-24"], 1)
    assert [(each.paper_no, each.lines, each.value) for each in found.deliveries] == [("送货单 7", 1, Money(100000))]
    ctx.actor = make_user(role=Role.ENGINEER).id
    assert [each.value for each in card(ctx, one).deliveries] == [None]
    with pytest.raises(NotPermitted):
        add(ctx, AddSupplier(name="丙"))
    with pytest.raises(NotFound):
        card(ctx, 999)


def test_suppliers_whose_name_begins_with_what_is_typed_are_offered_first(ctx):
    for number in range(30):
        add(ctx, AddSupplier(name=f"A{number:02} 济南电子"))
    first = add(ctx, AddSupplier(name="济南正大"))

    offered = pick("济南", limit=5)

    assert offered[0].id == first and len(offered) == 5
    assert [choice.title for choice in offered][1:] == [f"A{number:02} 济南电子" for number in range(4)]
