"""A list of parts is taken in: prices, bins, the models they fit, and what cannot be."""

from __future__ import annotations

import pytest

from inventory.imports.commit import commit
from inventory.imports.notes import Weight
from inventory.jobs import Quiet
from models.imports import ImportKind
from models.parts import OpeningStock, Origin, Part, PartFit, PartKind
from models.places import PlaceKind
from models.stock import Condition, StockBalance
from tests.service.import_books import counts, looked_at, part_list, refused, said, warned

PARTS = ImportKind.PARTS


def take(ctx, path, **how):
    return commit(ctx, looked_at(ctx, PARTS, path, **how), Quiet())


def test_a_row_becomes_a_part_with_its_bin_price_and_model(ctx, tmp_path, make_model):
    model = make_model("HEM-7136")
    take(
        ctx,
        part_list(
            tmp_path / "a.xlsx", {"适用机型": "hem-7136", "成本价(元)": "¥15.96", "合同初始价(元)": 408, "安全库存": 5}
        ),
    )

    part = Part.get()
    assert (part.part_no, part.name, part.spec, part.kind, part.unit) == (
        "BP-0001",
        "电源模块",
        "HEM-7136/A3",
        PartKind.SPARE_PART,
        "个",
    )
    assert (part.reference_cost, part.initial_price, part.safety_stock) == (1596, 40800, 5)
    assert [(fit.model_id, fit.origin) for fit in PartFit.select()] == [(model.id, Origin.APPROVED)]
    assert [(stock.bin, stock.quantity, stock.unit_cost) for stock in OpeningStock.select()] == [("A-11-01", 20, 1596)]
    assert len(part.code) == 9
    assert part.code.startswith("P")


@pytest.mark.parametrize(
    ("written", "kind"),
    [("备品", PartKind.SPARE_UNIT), ("配件", PartKind.FITTING), ("专用工具", PartKind.TOOL), ("易耗材料", PartKind.CONSUMABLE),
     ("Consumables", PartKind.CONSUMABLE), (None, PartKind.SPARE_PART)],
)  # fmt: skip
def test_the_kinds_of_goods_are_known_by_their_words(ctx, tmp_path, written, kind):
    take(ctx, part_list(tmp_path / "a.xlsx", {"类别": written}))

    assert Part.get().kind is kind


@pytest.mark.parametrize(
    ("written", "origin"), [("是", Origin.OEM), ("认可", Origin.APPROVED), ("否", Origin.COMPATIBLE)]
)
def test_who_stands_behind_a_part_is_kept_where_it_fits(ctx, tmp_path, make_model, written, origin):
    make_model("HEM-7136")
    take(ctx, part_list(tmp_path / "a.xlsx", {"适用机型": "HEM-7136", "是否原厂": written}))

    assert PartFit.get().origin is origin


def test_a_part_of_unsaid_origin_is_never_called_the_makers_own(ctx, tmp_path, make_model):
    make_model("HEM-7136")
    found = looked_at(ctx, PARTS, part_list(tmp_path / "a.xlsx", {"适用机型": "HEM-7136", "是否原厂": None}))

    assert [column for column, _s in warned(found, 3)] == ["是否原厂"]
    commit(ctx, found, Quiet())
    assert PartFit.get().origin is Origin.COMPATIBLE


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"库存数量": -1}, "库存数量"),
        ({"库存数量": 2.5}, "库存数量"),
        ({"安全库存": -1}, "安全库存"),
        ({"库存数量": 10**9}, "库存数量"),
        ({"库存数量": 10**8, "成本价(元)": 10**8}, "成本价(元)"),
        ({"库存数量": "1e3"}, "库存数量"),
        ({"库位": "在途"}, "库位"),
        ({"成本价(元)": "-3"}, "成本价(元)"),
        ({"成本价(元)": "$15"}, "成本价(元)"),
        ({"成本价(元)": "1.5万"}, "成本价(元)"),
        ({"类别": "什么"}, "类别"),
        ({"是否原厂": "大概"}, "是否原厂"),
        ({"物料编码": None}, "物料编码"),
        ({"名称": None}, "名称"),
    ],
    ids=str,
)
def test_a_row_that_cannot_be_right_is_refused_with_its_column(ctx, tmp_path, change, column):
    found = looked_at(ctx, PARTS, part_list(tmp_path / "a.xlsx", change))

    assert counts(found) == (0, 0, 1, 0)
    assert [name for name, _sentence in refused(found, 3)] == [column]
    assert commit(ctx, found, Quiet()).batch_id is None


def test_a_price_of_more_than_two_decimals_is_rounded_and_pointed_out(ctx, tmp_path):
    found = looked_at(ctx, PARTS, part_list(tmp_path / "a.xlsx", {"成本价(元)": 0.125}))

    assert "0.13" in warned(found, 3)[0][1]
    commit(ctx, found, Quiet())
    assert Part.get().reference_cost == 13


def test_a_model_that_is_not_known_yet_is_pointed_out_and_added_later(ctx, tmp_path, make_model):
    path = part_list(tmp_path / "a.xlsx", {"适用机型": "HEM-7136、BP-900"})
    first = looked_at(ctx, PARTS, path)
    assert [column for column, _s in warned(first, 3)] == ["适用机型", "适用机型"]
    commit(ctx, first, Quiet())
    assert PartFit.select().count() == 0
    make_model("HEM-7136")
    make_model("BP-900")

    again = looked_at(ctx, PARTS, path)

    assert counts(again) == (0, 1, 0, 0)
    commit(ctx, again, Quiet())
    assert PartFit.select().count() == 2


def test_a_model_of_two_makers_needs_the_maker_of_the_part(ctx, tmp_path, make_model, make_maker):
    first, second = make_maker("欧姆龙"), make_maker("鱼跃")
    make_model("X-1", maker=first)
    wanted = make_model("X-1", maker=second)
    found = looked_at(ctx, PARTS, part_list(tmp_path / "a.xlsx", {"适用机型": "X-1"}))
    assert "欧姆龙" in warned(found, 3)[0][1]

    path = tmp_path / "b.csv"
    path.write_text("物料编码,名称,适用机型,生产厂家,是否原厂\nBP-1,电源,X-1,鱼跃,是\n", encoding="utf-8")
    take(ctx, path)

    assert PartFit.get().model_id == wanted.id


def test_a_part_in_two_bins_stands_in_two_rows(ctx, tmp_path):
    rows = (
        {},
        {"库位": "B-01", "库存数量": 3},
        {"库位": "B-01", "库存数量": 3},
        {"库位": "B-01", "库存数量": 4},
        {"名称": "另一个", "库位": "C-01"},
    )
    found = looked_at(ctx, PARTS, part_list(tmp_path / "a.xlsx", *rows))

    assert counts(found) == (2, 0, 2, 1)
    assert [refused(found, row)[0][0] for row in (6, 7)] == ["库存数量", "名称"]
    commit(ctx, found, Quiet())
    assert {(stock.bin, stock.quantity) for stock in OpeningStock.select()} == {("A-11-01", 20), ("B-01", 3)}
    assert counts(looked_at(ctx, PARTS, part_list(tmp_path / "b.xlsx", *rows))) == (0, 0, 2, 3)


def test_a_bin_is_one_however_it_is_written(ctx, tmp_path):
    """Else the same five pieces come into the stock three times."""
    book = part_list(
        tmp_path / "a.xlsx", {"库位": "A-11-01", "库存数量": 5}, {"库位": "a-11-01", "库存数量": 5},
        {"库位": "Ａ-11-01", "库存数量": "５"}, {"物料编码": "BP-0002", "库位": None}, {"物料编码": "BP-0002", "库位": "待上架"},
        {"物料编码": "BP-0003", "库位": "A-01、A-02", "库存数量": 4},
    )  # fmt: skip
    found = looked_at(ctx, PARTS, book)
    assert counts(found) == (3, 0, 0, 3)
    assert [column for column, _s in warned(found, 8)] == ["库位"], "a row for each, if these are several"
    commit(ctx, found, Quiet())

    lying = {
        (row.part.part_no, row.place.name): row.quantity for row in StockBalance.select().where(StockBalance.internal)
    }
    assert lying == {("BP-0001", "A-11-01"): 5, ("BP-0002", "待上架"): 20, ("BP-0003", "A-01、A-02"): 4}
    assert counts(looked_at(ctx, PARTS, book)) == (0, 0, 0, 6)
    other = part_list(tmp_path / "b.xlsx", {"库位": "a-11-01", "库存数量": 7})
    assert "5" in refused(looked_at(ctx, PARTS, other), 3)[0][1], "it is known there, and counted otherwise"


def test_what_the_books_have_in_quarantine_waits_for_its_inspection_here_too(ctx, tmp_path):
    take(ctx, part_list(tmp_path / "a.xlsx", {"库位": "待检区", "库存数量": 5}))

    (row,) = StockBalance.select().where(StockBalance.internal)
    assert (row.place.kind, row.condition, row.quantity) == (PlaceKind.QUARANTINE, Condition.PENDING, 5)
    take(ctx, part_list(tmp_path / "b.xlsx", {"库位": "待检区", "库存数量": 3}), overwrite=True)
    assert StockBalance.get(StockBalance.internal).quantity == 3


def test_the_same_list_again_adds_nothing(ctx, tmp_path, make_model):
    make_model("HEM-7136")
    path = part_list(
        tmp_path / "a.xlsx",
        {"适用机型": "HEM-7136"},
        {"物料编码": "BP-0002", "安全库存": 0, "成本价(元)": None, "库存数量": None},
    )
    take(ctx, path)

    assert counts(looked_at(ctx, PARTS, path)) == (0, 0, 0, 2)


def test_blanks_are_filled_and_other_prices_need_a_word(ctx, tmp_path):
    take(ctx, part_list(tmp_path / "a.xlsx", {"合同初始价(元)": None, "安全库存": 0}))

    filled = looked_at(ctx, PARTS, part_list(tmp_path / "b.xlsx", {"合同初始价(元)": 99.5, "安全库存": 2}))
    assert counts(filled) == (0, 1, 0, 0)
    commit(ctx, filled, Quiet())
    assert (Part.get().initial_price, Part.get().safety_stock) == (9950, 2)

    other = part_list(tmp_path / "c.xlsx", {"成本价(元)": 170, "库存数量": 19, "安全库存": 2})
    asked = looked_at(ctx, PARTS, other)
    assert [column for column, _s in refused(asked, 3)] == ["成本价(元)", "库存数量"]
    insisting = looked_at(ctx, PARTS, other, overwrite=True)
    assert [column for column, _s in said(insisting, 3, Weight.CHANGES)] == ["成本价(元)", "库存数量"]
    commit(ctx, insisting, Quiet())
    assert (Part.get().reference_cost, OpeningStock.get().quantity) == (17000, 19)
