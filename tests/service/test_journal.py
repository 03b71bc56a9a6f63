"""The change record says what was meant, not how it was kept."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from inventory import journal
from inventory.values.quantities import Quantity
from models.assets import AssetState
from models.journal import Change
from models.supply import OrderLine


def lines(entity, row_id):
    return {line.field: (line.before, line.after) for line in journal.changes(entity, row_id)}


def change(ctx, row, **values):
    with ctx.work() as work:
        work.change(work.lock(type(row), row.id), **values)


def test_a_reference_is_told_by_the_name_of_the_record(ctx, make_asset, make_customer, make_model):
    unit = make_asset("A1", make_model("HEM-7136"), make_customer("甲医院"))
    change(ctx, unit, customer=make_customer("乙医院"), model=make_model("HEM-8102"))

    assert lines("asset", unit.id) == {"customer": ("甲医院", "乙医院"), "model": ("HEM-7136", "HEM-8102")}


def test_states_days_and_moments_are_values_again(ctx, make_asset):
    unit = make_asset("A1", sold_on=date(2024, 3, 15))
    printed = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
    change(ctx, unit, state=AssetState.FAULTY, sold_on=date(2024, 3, 16), label_printed_at=printed)

    assert lines("asset", unit.id) == {
        "state": (AssetState.IN_SERVICE, AssetState.FAULTY),
        "sold_on": (date(2024, 3, 15), date(2024, 3, 16)),
        "label_printed_at": (None, printed),
    }


def test_yes_and_no_are_told_from_what_a_command_and_an_import_keep(ctx, make_customer, make_contact):
    person = make_contact(make_customer("甲"), "张伟")
    change(ctx, person, is_default=not person.is_default)

    assert lines("contact", person.id) == {"is_default": (person.is_default, not person.is_default)}


def test_quantities_are_told_as_people_write_them(ctx, make_part):
    cable = make_part("CABLE", unit="米", decimals=3)
    change(ctx, cable, safety_stock=1500, reorder_point=20_000)
    ordered = OrderLine.create(part=cable, ordered_on=date(2026, 11, 1), quantity=12_500)
    change(ctx, ordered, received=500)

    assert lines("part", cable.id) == {
        "safety_stock": (Quantity(0, 3), Quantity(1500, 3)), "reorder_point": (None, Quantity(20_000, 3)),
    }  # fmt: skip
    assert [str(value) for value in lines("order_line", ordered.id)["received"]] == ["0", "0.5"]
    assert str(lines("part", cable.id)["safety_stock"][1]) == "1.5"


def test_a_quantity_of_a_row_that_is_gone_is_told_as_it_was_kept(ctx, make_part):
    ordered = OrderLine.create(part=make_part(decimals=1), ordered_on=date(2026, 11, 1), quantity=25)
    change(ctx, ordered, quantity=30)
    with ctx.work() as work:
        work.delete(ordered)

    assert lines("order_line", ordered.id)["quantity"] == ("25", "30")


@pytest.mark.parametrize(
    ("field", "kept", "told"),
    [
        ("customer_id", "999999", ("customer", "#999999")),
        ("state", "on_the_moon", ("state", "on_the_moon")),
        ("sold_on", "soon", ("sold_on", "soon")),
        ("a column of long ago", "x", ("a column of long ago", "x")),
    ],
)
def test_what_is_no_longer_known_is_told_as_it_was_kept(ctx, make_asset, field, kept, told):
    unit = make_asset("A1")
    with ctx.reading():
        Change.insert(at=ctx.clock.now(), act="1", entity="asset", entity_id=unit.id, field=field, new=kept).execute()

    with ctx.reading():
        (line,) = journal.changes("asset", unit.id)
    assert (line.field, line.after) == told


def test_columns_that_follow_from_others_are_not_listed(ctx, make_asset):
    unit = make_asset("A1")
    change(ctx, unit, serial_no="A2", serial_norm="A2")

    assert lines("asset", unit.id) == {"serial_no": ("A1", "A2")}


def test_a_hundred_references_are_named_by_one_statement_for_each_table(ctx, make_asset, make_customer, counted):
    unit = make_asset("A1", customer=make_customer("甲"))
    for number in range(3):
        change(ctx, unit, customer=make_customer(f"乙{number}"))

    with ctx.reading():
        counted.statements.clear()
        assert len(journal.changes("asset", unit.id)) == 3
    assert len(counted.statements) == 2
