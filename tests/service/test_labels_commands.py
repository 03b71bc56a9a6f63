"""That labels were printed is recorded, and what they say comes from the record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from inventory.assets.commands import EditAsset, edit
from inventory.company.commands import EditCompany
from inventory.company.commands import edit as edit_company
from inventory.errors import InvalidInput
from inventory.events import RecordsChanged
from inventory.i18n import speaking
from inventory.labels.commands import mark_printed
from inventory.labels.queries import contents, unprinted
from inventory.scanning.payload import decode
from models.assets import Asset, AssetEvent, EventKind
from models.labels import LabelPrint
from tests.races import race


def test_a_printed_label_is_logged_with_its_generation_and_who_printed_it(ctx, make_asset, make_user, clock, announced):
    ctx.actor = make_user("王芳").id
    unit, other = make_asset("A1"), make_asset("A2")

    mark_printed(ctx, [unit.id, other.id], "roll-50x30")
    clock.move(timedelta(days=1))
    mark_printed(ctx, [unit.id], "a4-3x8")

    prints = [
        (row.asset_id, row.template, row.generation, row.by_id) for row in LabelPrint.select().order_by(LabelPrint.id)
    ]
    assert prints == [
        (unit.id, "roll-50x30", 1, ctx.actor),
        (other.id, "roll-50x30", 1, ctx.actor),
        (unit.id, "a4-3x8", 2, ctx.actor),
    ]
    assert Asset.get_by_id(unit.id).label_printed_at == clock.now()
    assert {event.kind for event in AssetEvent.select()} == {EventKind.LABEL_PRINTED}
    assert announced == [RecordsChanged("asset", (unit.id, other.id)), RecordsChanged("asset", (unit.id,))]


def test_a_unit_named_twice_was_printed_once(ctx, make_asset):
    unit = make_asset()
    mark_printed(ctx, [unit.id, unit.id], "roll-50x30")
    assert LabelPrint.select().count() == 1


def test_when_a_unit_of_the_sheet_is_gone_nothing_is_recorded(ctx, make_asset):
    unit = make_asset()
    with pytest.raises(InvalidInput):
        mark_printed(ctx, [unit.id, 999_999], "roll-50x30")
    assert Asset.get_by_id(unit.id).label_printed_at is None
    assert LabelPrint.select().count() == 0


def test_printing_nothing_records_nothing(ctx, announced):
    mark_printed(ctx, [], "roll-50x30")
    assert announced == []


def test_whoever_edits_a_unit_while_its_label_is_printed_can_still_save(ctx, make_asset):
    unit = make_asset("A1")
    mark_printed(ctx, [unit.id], "roll-50x30")
    edit(
        ctx,
        EditAsset(
            unit.id, unit.version, model_id=unit.model_id, serial_no="A1", remark="x", customer_id=unit.customer_id
        ),
    )
    now = Asset.get_by_id(unit.id)
    assert (now.remark, now.label_printed_at is not None) == ("x", True)


def test_two_printers_at_once_give_two_generations(opened, ctx, make_asset):
    units = [make_asset().id for _ in range(5)]
    race(opened, 4, lambda number: mark_printed(opened, units if number % 2 else units[::-1], "roll-50x30"))
    for asset_id in units:
        generations = [row.generation for row in LabelPrint.select().where(LabelPrint.asset == asset_id)]
        assert sorted(generations) == [1, 2, 3, 4]


def test_a_long_run_is_recorded_whole(ctx, make_asset, make_model, make_customer):
    model, customer = make_model(), make_customer()
    units = [make_asset(model=model, customer=customer).id for _ in range(1100)]
    mark_printed(ctx, units, "a4-3x8")
    assert LabelPrint.select().count() == 1100
    assert unprinted(ctx) == []


def test_units_without_a_label_are_listed_by_serial(ctx, make_asset, make_customer):
    customer = make_customer()
    second, first = make_asset("B", customer=customer), make_asset("A", customer=customer)
    other, printed = make_asset("C"), make_asset("D")
    mark_printed(ctx, [printed.id], "roll-50x30")

    assert unprinted(ctx) == [first.id, second.id, other.id]
    assert unprinted(ctx, customer.id) == [first.id, second.id]


def test_a_label_says_what_stands_on_the_unit_and_whom_to_call(ctx, make_asset, make_model):
    edit_company(ctx, EditCompany(seen_version=1, name_zh="天域信息", hotline="400-000-1234"))
    model = make_model("HEM-7136", product_name="电子血压计")
    unit, bare = make_asset("0012", model=model, sold_on=date(2025, 3, 27)), make_asset("0013", model=model)

    labels = contents(ctx, [bare.id, 999_999, unit.id])

    assert [label.code for label in labels] == [bare.code, unit.code]
    assert labels[1].grouped == decode(unit.code).grouped
    texts = [line.text for line in labels[1].lines]
    assert texts == ["电子血压计", "HEM-7136", "0012", "2025-03-27", "天域信息", "400-000-1234"]
    assert "2025-03-27" not in [line.text for line in labels[0].lines]


def test_labels_speak_the_language_that_is_spoken(ctx, make_asset):
    unit = make_asset()
    chinese = [line.caption for line in contents(ctx, [unit.id])[0].lines]
    with speaking("en"):
        english = [line.caption for line in contents(ctx, [unit.id])[0].lines]
    assert "S/N" in english
    assert chinese != english
