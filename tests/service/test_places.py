"""Warehouses, bins and vans: made, named, hung into a tree, retired while nothing lies there."""

from __future__ import annotations

import pytest

from inventory.errors import InvalidInput, NotPermitted, RuleBroken, StaleRecord
from inventory.found import Found
from inventory.furnish import furnish
from inventory.places.commands import (
    AddBins,
    AddWarehouse,
    EditPlace,
    EditWarehouse,
    add_bins,
    add_van,
    add_warehouse,
    edit_place,
    edit_warehouse,
    mark_labelled,
    reopen_place,
    reopen_warehouse,
    retire_place,
    retire_warehouse,
)
from inventory.places.outline import outline, parts_in
from inventory.places.queries import card, home, pick, vans, warehouses
from inventory.scanning.card import scan_document, scan_text
from inventory.scanning.resolve import resolve
from models import connect
from models.organisation import Role
from models.places import Place, PlaceKind, Warehouse
from tests.factories import stock_up


def tree(ctx, warehouse_id, **which):
    return outline(ctx, **which).spots[warehouse_id]


def names(ctx, warehouse_id):
    return [row.name for row in tree(ctx, warehouse_id) if row.kind is PlaceKind.BIN]


@pytest.fixture
def second(ctx):
    return add_warehouse(ctx, AddWarehouse(code="ck2", name="新疆分仓"))


def test_a_depot_of_one_room_needs_no_set_up(ctx):
    there = home(ctx)
    assert (there.name, names(ctx, there.id)) == ("总仓", ["A-01"])
    furnish(ctx)
    assert Warehouse.select().count() == 1


def test_a_warehouse_has_places_for_what_is_on_the_way_and_for_inspection(ctx, second):
    assert {row.kind for row in tree(ctx, second)} == {PlaceKind.TRANSIT, PlaceKind.QUARANTINE}
    assert [(row.code, row.name) for row in warehouses(ctx)] == [("CK1", "总仓"), ("CK2", "新疆分仓")]
    with pytest.raises(RuleBroken, match="新疆分仓"):
        add_warehouse(ctx, AddWarehouse(code="CK2", name="另一个"))
    edit_warehouse(ctx, EditWarehouse(warehouse_id=second, seen_version=1, code="CK2", name="乌鲁木齐仓"))
    assert Warehouse.get_by_id(second).name == "乌鲁木齐仓"
    with pytest.raises(StaleRecord):
        edit_warehouse(ctx, EditWarehouse(warehouse_id=second, seen_version=1, code="CK2", name="x"))


def test_many_bins_at_once_stand_in_their_natural_order_and_in_a_tree(ctx, second):
    made = add_bins(ctx, AddBins(warehouse_id=second, first="A-01", last="A-12-04", nested=True))

    assert len(made) == 48
    found = names(ctx, second)
    assert len(found) == 48 + 12 + 1, "with the racks A-01 … A-12, and A"
    bins = [name for name in found if name.count("-") == 2]
    assert (bins[0], bins[4], bins[-1]) == ("A-01-01", "A-02-01", "A-12-04")
    shown = card(ctx, made[0])
    assert (shown.row.name, shown.path) == ("A-01-01", ("A", "A-01"))
    assert card(ctx, shown.row.parent_id).below == 4
    again = add_bins(ctx, AddBins(warehouse_id=second, first="A-01-01", last="A-01-05", nested=True))
    assert again[:4] == made[:4] and len(set(again)) == 5, "those that were there stay"


def test_a_bin_is_added_once_and_2_comes_before_10(ctx, second):
    for name in ("B10", "B2", "b1"):
        add_bins(ctx, AddBins(warehouse_id=second, first=name))
    assert names(ctx, second) == ["b1", "B2", "B10"]
    with pytest.raises(RuleBroken, match="b2"):
        add_bins(ctx, AddBins(warehouse_id=second, first=" b2 "))
    with pytest.raises(InvalidInput, match=r"5,?000|5000"):
        add_bins(ctx, AddBins(warehouse_id=second, first="1", last="9999"))


def test_a_place_is_renamed_and_hung_elsewhere_but_not_inside_itself(ctx, second):
    add_bins(ctx, AddBins(warehouse_id=second, first="A-01-01", nested=True))
    rows = {row.name: row for row in tree(ctx, second)}
    code = Place.get_by_id(rows["A-01-01"].id).code

    edit_place(ctx, EditPlace(place_id=rows["A-01-01"].id, seen_version=1, name="C-7", parent_id=rows["A"].id))
    assert (card(ctx, rows["A-01-01"].id).path, Place.get_by_id(rows["A-01-01"].id).code) == (("A",), code)
    with pytest.raises(RuleBroken):
        edit_place(ctx, EditPlace(place_id=rows["A"].id, seen_version=1, name="A", parent_id=rows["A-01"].id))
    with pytest.raises(RuleBroken, match="C-7"):
        edit_place(ctx, EditPlace(place_id=rows["A-01"].id, seen_version=1, name="c-7"))
    with pytest.raises(InvalidInput):
        edit_place(
            ctx,
            EditPlace(place_id=rows["A-01"].id, seen_version=1, name="A-01", parent_id=tree(ctx, home(ctx).id)[0].id),
        )


def test_what_lies_in_a_bin_must_leave_it_before_it_is_retired(ctx, make_part):
    part = make_part("PSU-24")
    stock_up(ctx, part, 3)
    shelf = Place.get(Place.name == "A-01-01")

    with pytest.raises(RuleBroken, match="3 × PSU-24"):
        retire_place(ctx, shelf.id, shelf.version)
    with pytest.raises(RuleBroken, match="3 × PSU-24"):
        retire_warehouse(ctx, shelf.warehouse_id, 1)
    empty = Place.get(Place.name == "A-01")
    retire_place(ctx, empty.id, empty.version)
    assert [row.name for row in pick(ctx, "a-01")] == ["A-01-01"]
    reopen_place(ctx, empty.id, 2)
    assert [row.name for row in pick(ctx, "a-01")] == ["A-01", "A-01-01"]
    with pytest.raises(RuleBroken, match="待检区"):
        waiting = Place.select().where(Place.kind == PlaceKind.QUARANTINE).first() or Place.get_by_id(
            add_warehouse(ctx, AddWarehouse(code="CK9", name="九")) and Place.get(Place.kind == PlaceKind.QUARANTINE).id
        )
        retire_place(ctx, waiting.id, waiting.version)


def test_an_empty_warehouse_is_retired_and_used_again_but_never_the_last(ctx, second):
    retire_warehouse(ctx, second, 1)
    assert [row.code for row in warehouses(ctx)] == ["CK1"]
    with pytest.raises(RuleBroken, match="新疆分仓"):
        add_bins(ctx, AddBins(warehouse_id=second, first="X"))
    with pytest.raises(RuleBroken):
        retire_warehouse(ctx, home(ctx).id, 1)
    reopen_warehouse(ctx, second, 2)
    assert len(warehouses(ctx)) == 2


def test_each_engineer_has_one_van(ctx, make_user):
    one, other = make_user("刘静"), make_user("刘静")
    ctx.actor = one.id
    assert add_van(ctx, one.id) == add_van(ctx, one.id) != add_van(ctx, other.id)
    assert {row.engineer_id for row in vans(ctx)} == {one.id, other.id}
    assert len({row.name for row in vans(ctx)}) == 2


def test_the_label_of_a_bin_says_what_lies_there(ctx, make_part):
    part = make_part("PSU-24", "电源")
    stock_up(ctx, part, 3)
    shelf = Place.get(Place.name == "A-01-01")

    (hit,) = resolve(ctx, shelf.code)
    assert (hit.kind, hit.id, hit.title) == (Found.PLACE, shelf.id, "A-01-01")
    document = scan_document(ctx, shelf.code)
    assert (document["kind"], document["warehouse"]) == ("place", "总仓")
    assert [(each["part_no"], each["quantity"], each["condition"]) for each in document["lying"]] == [
        ("PSU-24", 3, "new")
    ]
    assert any("PSU-24" in line and "3 个" in line for line in scan_text(ctx, shelf.code))
    mark_labelled(ctx, [shelf.id])
    assert Place.get_by_id(shelf.id).label_printed_at == ctx.clock.now()


def test_only_who_keeps_the_stock_changes_places(ctx, second, make_user):
    ctx.actor = make_user(role=Role.ENGINEER).id
    with pytest.raises(NotPermitted):
        add_bins(ctx, AddBins(warehouse_id=second, first="X"))
    assert connect.rows("SELECT count(*) FROM place WHERE name = 'X'") == [(0,)]


def test_the_outline_names_every_place_in_use_and_says_how_many_parts_lie_in_some(ctx, second, make_part, make_user):
    add_bins(ctx, AddBins(warehouse_id=second, first="B-01", last="B-02"))
    gone = Place.get(Place.name == "B-02")
    retire_place(ctx, gone.id, 1)
    ctx.actor = make_user("王芳", Role.KEEPER).id
    add_van(ctx, ctx.actor)
    stock_up(ctx, make_part("PSU"), 2)
    stock_up(ctx, make_part("FAN"), 2)
    shelf = Place.get(Place.name == "A-01-01")

    found = outline(ctx)
    assert [line.code for line in found.warehouses] == ["CK1", "CK2"]
    assert found.warehouse(second).name == "新疆分仓" and found.warehouse(None) is None
    assert [spot.name for spot in found.spots[second] if spot.kind is PlaceKind.BIN] == ["B-01"]
    assert [spot.kind for spot in found.vans] == [PlaceKind.VAN]
    with_gone = {spot.name: spot.active for spot in tree(ctx, second, all_of_them=True)}
    assert (with_gone["B-01"], with_gone["B-02"]) == (True, False)
    assert parts_in(ctx, [shelf.id, gone.id]) == {shelf.id: 2}


def test_of_many_places_those_that_begin_with_what_is_typed_are_offered_first(ctx, second):
    for name in ("1", "2"):
        add_bins(ctx, AddBins(warehouse_id=second, first=f"A{name}B-01", last=f"A{name}B-30"))
    add_bins(ctx, AddBins(warehouse_id=second, first="B-7"))

    assert [row.name for row in pick(ctx, "b", second, limit=3)] == ["B-7", "A1B-01", "A1B-02"]
    assert len(pick(ctx, "a1", second, limit=20)) == 20
    assert [row.name for row in pick(ctx, "%", second)] == []
