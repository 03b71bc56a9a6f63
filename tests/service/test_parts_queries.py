"""Parts as they are read: what fits, what lies there, what it costs today."""

from __future__ import annotations

import pytest

from inventory.cover.rules import Cover, CoverStatus
from inventory.errors import NotFound
from inventory.paging import Sort
from inventory.parts.queries import LISTING, card, fits
from inventory.parts.words import Origin, PartKind
from inventory.values.money import Money
from models.parts import OpeningStock, PartFit

AFTER = Cover(CoverStatus.POST_WARRANTY)


def test_the_parts_of_a_model_come_by_number_with_what_lies_in_all_bins(ctx, make_model, make_part):
    model = make_model()
    part = make_part("BP-0002", "硬盘 4TB", model=model, spec="C7", unit="块", on_hand=20, reference_cost=818)
    OpeningStock.create(part=part, bin="B-03-04", quantity=5)
    PartFit.create(
        part=make_part("BP-0001", "电源模块", on_hand=3), model=model, quantity=2, position="A1", origin=Origin.APPROVED
    )
    make_part("BP-0003", model=make_model())

    found = fits(ctx, model.id, AFTER)

    assert [(part.part_no, part.name, part.on_hand, part.price) for part in found] == [
        ("BP-0001", "电源模块", 3, None),
        ("BP-0002", "硬盘 4TB", 25, Money(818)),
    ]
    assert (found[0].per_unit, found[0].position, found[0].origin) == (2, "A1", Origin.APPROVED)
    assert (found[1].spec, found[1].unit, found[1].decimals) == ("C7", "块", 0)


def test_a_part_that_never_lay_here_is_offered_with_none_on_hand(ctx, make_model, make_part):
    model = make_model()
    make_part(model=model)
    assert [part.on_hand for part in fits(ctx, model.id, AFTER)] == [0]


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
