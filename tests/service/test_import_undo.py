"""A batch is taken back as one step, exactly, and only while nothing was built on it."""

from __future__ import annotations

from datetime import date

import pytest

from inventory.errors import NotFound, RuleBroken
from inventory.imports.batches import batches
from inventory.imports.commit import commit
from inventory.imports.undo import undo
from inventory.jobs import Quiet
from inventory.parts.queries import card
from inventory.scanning.payload import Kind, new_code
from inventory.stock.papers import Goods, Paper, issue, reverse
from inventory.stock.replay import differences
from models import connect
from models.assets import Asset, AssetEvent, AssetState, EventKind
from models.attachments import Attachment
from models.cases import CaseState, PartUse, ServiceCase
from models.catalog import MODELS
from models.customers import Contact, Customer, CustomerSite
from models.imports import BatchState, ImportKind
from models.journal import Change
from models.labels import LabelPrint
from models.parts import OpeningStock, Part, PartFit
from models.places import Place
from models.stock import DocKind, DocState, StockDoc
from tests.service.import_books import counts, looked_at, part_list, register, repair_log

KEPT = {"change", "import_batch", "number_series"}
"""What an undo leaves: the record that it happened, and numbers once drawn."""
LEDGER = {"place", "part", "stock_doc", "stock_line", "stock_move", "stock_balance", "stock_value", "stock_chain"}
"""What an undo of stock leaves, too: papers that were posted and reversed, and what they name (INV-05)."""


def take(ctx, kind, path, **how):
    return commit(ctx, looked_at(ctx, kind, path, **how), Quiet())


def everything() -> dict[str, list[tuple[object, ...]]]:
    return {
        model._meta.table_name: sorted(model.select().order_by(model.id).tuples(), key=str)
        for model in MODELS
        if model._meta.table_name not in KEPT and model._meta.primary_key.name == "id"
    }


@pytest.fixture
def taken(ctx, tmp_path):
    """A register of two units, taken in."""
    return take(ctx, ImportKind.ASSETS, register(tmp_path / "a.xlsx", {}, {"出厂编号": "B", "联系人": "李敏"}))


def test_everything_a_batch_brought_along_goes_with_it(ctx, tmp_path, make_asset):
    make_asset()
    before = everything()
    result = take(ctx, ImportKind.ASSETS, register(tmp_path / "a.xlsx", {}, {"出厂编号": "B", "联系人": "李敏"}))

    undone = undo(ctx, result.batch_id)

    assert everything() == before
    assert undone.removed == {
        "asset": 2, "contract": 1, "product_model": 1, "manufacturer": 1, "contact": 2, "customer_site": 1, "customer": 1,
    }  # fmt: skip
    assert [line.state for line in batches(ctx)] == [BatchState.UNDONE]


def test_all_three_books_are_taken_back_in_turn(ctx, tmp_path):
    before = everything()
    assets = take(ctx, ImportKind.ASSETS, register(tmp_path / "a.xlsx", {}))
    parts = take(ctx, ImportKind.PARTS, part_list(tmp_path / "b.xlsx", {"适用机型": "BP-900"}))
    repairs = take(ctx, ImportKind.REPAIRS, repair_log(tmp_path / "c.xlsx", {"更换配件": "BP-0001"}))

    with pytest.raises(RuleBroken, match="服务单：1"):
        undo(ctx, assets.batch_id)
    with pytest.raises(RuleBroken, match="备件的使用：1"):
        undo(ctx, parts.batch_id)
    for result in (repairs, parts, assets):
        undo(ctx, result.batch_id)
    after = everything()
    assert {table: rows for table, rows in after.items() if table not in LEDGER} == {
        table: rows for table, rows in before.items() if table not in LEDGER
    }
    assert [(part.active, part.manufacturer_id) for part in Part.select()] == [(False, None)]
    assert list(differences()) == [] and worth() == (0, 0)


def test_changed_fields_have_their_old_values_again(ctx, tmp_path):
    take(
        ctx, ImportKind.ASSETS, register(tmp_path / "a.xlsx", {"验收日期": "未验收", "备注": None, "质保期(月)": None})
    )
    before = [
        (unit.accepted_on, unit.state, unit.remark, unit.warranty_months, unit.site_id) for unit in Asset.select()
    ]
    changed = take(
        ctx,
        ImportKind.ASSETS,
        register(tmp_path / "b.xlsx", {"备注": "含三年上门", "地址": "东海路1号"}),
        overwrite=True,
    )
    assert Asset.get().accepted_on == date(2025, 5, 7)

    undone = undo(ctx, changed.batch_id)

    assert [
        (unit.accepted_on, unit.state, unit.remark, unit.warranty_months, unit.site_id) for unit in Asset.select()
    ] == before
    assert undone.reverted == 5
    assert CustomerSite.select().count() == 1
    assert Asset.get().version > 2, "whoever saw the unit in between sees that it changed"
    last = Change.select().where(Change.field == "accepted_on").order_by(Change.id.desc()).first()
    assert (last.old, last.new) == ("2025-05-07", None)


def test_a_closed_case_is_open_again_and_its_added_part_is_gone(ctx, tmp_path):
    take(ctx, ImportKind.ASSETS, register(tmp_path / "a.xlsx", {}))
    take(ctx, ImportKind.REPAIRS, repair_log(tmp_path / "b.xlsx", {"恢复时间": None, "费用(元)": None}))
    path = repair_log(tmp_path / "c.xlsx", {"更换配件": "BP-1", "费用(元)": 12})
    later = take(ctx, ImportKind.REPAIRS, path, overwrite=True)
    assert (ServiceCase.get().state, ServiceCase.get().charged, PartUse.select().count()) == (CaseState.CLOSED, True, 1)

    undo(ctx, later.batch_id)

    case = ServiceCase.get()
    assert (case.state, case.restored_at, case.charged, case.fee) == (CaseState.ON_SITE, None, False, 0)
    assert PartUse.select().count() == 0


def test_stock_that_was_replaced_comes_back(ctx, tmp_path, make_model):
    make_model("BP-900")
    take(ctx, ImportKind.PARTS, part_list(tmp_path / "a.xlsx", {"适用机型": "BP-900"}))
    path = part_list(tmp_path / "b.xlsx", {"库存数量": 7, "成本价(元)": 1, "适用机型": "BP-900", "是否原厂": "是"})
    later = take(ctx, ImportKind.PARTS, path, overwrite=True)

    undo(ctx, later.batch_id)

    assert (OpeningStock.get().quantity, Part.get().reference_cost, PartFit.get().origin.value) == (
        20,
        16268,
        "approved",
    )


def worth() -> tuple[int, int]:
    rows = connect.rows("SELECT coalesce(sum(quantity), 0), coalesce(sum(value), 0) FROM stock_value")
    return int(rows[0][0]), int(rows[0][1])


def test_the_stock_of_a_list_is_in_the_ledger_with_it_and_out_of_it_when_it_is_undone(ctx, tmp_path):
    path = part_list(tmp_path / "a.xlsx", {})
    first = take(ctx, ImportKind.PARTS, path)

    (paper,) = StockDoc.select()
    assert (paper.kind, paper.state, paper.batch_id) == (DocKind.OPENING, DocState.POSTED, first.batch_id)
    assert worth() == (20, 20 * 16268)
    assert [(shelf.bin, shelf.quantity) for shelf in card(ctx, Part.get().id).shelves] == [("A-11-01", 20)]

    undone = undo(ctx, first.batch_id)
    assert (undone.retired, "part" in undone.removed) == (1, False)
    assert (worth(), StockDoc.get_by_id(paper.id).state, card(ctx, Part.get().id).shelves) == (
        (0, 0),
        DocState.REVERSED,
        (),
    )

    again = part_list(tmp_path / "b.xlsx", {"名称": "另一个名称", "库存数量": 3, "成本价(元)": 100})
    assert counts(looked_at(ctx, ImportKind.PARTS, again)) == (0, 1, 0, 0)
    second = take(ctx, ImportKind.PARTS, again)
    row = Part.get()
    assert (Part.select().count(), row.name, row.active, row.reference_cost, worth()) == (
        1,
        "另一个名称",
        True,
        10000,
        (3, 30000),
    )
    undo(ctx, second.batch_id)
    assert (Part.get().active, Part.get().name, worth()) == (False, "电源模块", (0, 0))


def test_a_part_of_which_none_is_there_goes_with_its_list(ctx, tmp_path):
    batch = take(ctx, ImportKind.PARTS, part_list(tmp_path / "p.xlsx", {}, {"物料编码": "BP-0002", "库存数量": 0})).batch_id

    undo(ctx, batch)

    assert [(part.part_no, part.active) for part in Part.select()] == [("BP-0001", False)]


def test_stock_that_was_moved_since_bars_the_way_back(ctx, tmp_path):
    first = take(ctx, ImportKind.PARTS, part_list(tmp_path / "a.xlsx", {}))
    part = Part.get()
    shelf = Place.get(Place.name == "A-11-01")
    out = issue(ctx, Paper(act="x", lines=(Goods(part_id=part.id, place_id=shelf.id, quantity=1),)))

    with pytest.raises(RuleBroken, match="1"):
        undo(ctx, first.batch_id)
    reverse(ctx, "y", out.doc_id)
    with pytest.raises(RuleBroken, match="2"):
        undo(ctx, first.batch_id)  # it was moved and came back: the ledger tells of both
    assert worth() == (20, 20 * 16268)


def test_a_book_that_counts_otherwise_is_posted_as_the_difference(ctx, tmp_path):
    """C-17: what was moved meanwhile stays moved."""
    take(ctx, ImportKind.PARTS, part_list(tmp_path / "a.xlsx", {}))
    part, shelf = Part.get(), Place.get(Place.name == "A-11-01")
    issue(ctx, Paper(act="x", lines=(Goods(part_id=part.id, place_id=shelf.id, quantity=4),)))

    less = take(ctx, ImportKind.PARTS, part_list(tmp_path / "b.xlsx", {"库存数量": 15}), overwrite=True)
    assert (OpeningStock.get().quantity, worth()) == (15, (11, 11 * 16268))
    undo(ctx, less.batch_id)
    assert (OpeningStock.get().quantity, worth()[0]) == (20, 16)
    found = looked_at(ctx, ImportKind.PARTS, part_list(tmp_path / "c.xlsx", {"库存数量": 3}), overwrite=True)
    with pytest.raises(RuleBroken, match=r"17.*16"):
        commit(ctx, found, Quiet())


def test_pieces_without_a_cost_come_in_at_nothing_and_are_pointed_out(ctx, tmp_path):
    found = looked_at(ctx, ImportKind.PARTS, part_list(tmp_path / "a.xlsx", {"成本价(元)": None}))
    assert found.warned == 1
    commit(ctx, found, Quiet())
    assert worth() == (20, 0)


def test_a_part_kept_by_serial_is_received_piece_by_piece(ctx, tmp_path, make_part):
    make_part("BP-0001", serialised=True)
    found = looked_at(ctx, ImportKind.PARTS, part_list(tmp_path / "a.xlsx", {}))
    assert found.rejected == 1


def test_an_undone_book_can_be_taken_in_again(ctx, tmp_path):
    path = register(tmp_path / "a.xlsx", {})
    undo(ctx, take(ctx, ImportKind.ASSETS, path).batch_id)

    again = looked_at(ctx, ImportKind.ASSETS, path)

    assert (counts(again), again.banner) == ((1, 0, 0, 0), None)
    commit(ctx, again, Quiet())
    assert Asset.select().count() == 1


def print_label(ctx):
    unit = Asset.select().first()
    LabelPrint.create(asset=unit, template="roll-50x30", generation=1, at=ctx.clock.now())


def open_case(ctx):
    unit = Asset.select().first()
    ServiceCase.create(
        code=new_code(Kind.CASE), case_no="WX1", case_norm="WX1", asset=unit, customer=unit.customer_id,
        reported_at=ctx.clock.now(), recorded_at=ctx.clock.now(),
    )  # fmt: skip


def edit_unit(ctx):
    with ctx.work() as work:
        work.change(work.lock(Asset, Asset.select().first().id), remark="改过")


def edit_contact(ctx):
    with ctx.work() as work:
        work.change(work.lock(Contact, Contact.select().first().id), phone="1")


def add_contact(ctx):
    with ctx.work() as work:
        work.create(Contact, customer=Customer.get().id, name="新人")


def add_unit(ctx):
    one = Asset.select().first()
    Asset.create(
        code=new_code(Kind.ASSET), model=one.model_id, serial_no="Z", serial_norm="Z", customer=one.customer_id
    )


def happen(ctx):
    AssetEvent.create(asset=Asset.select().first(), at=ctx.clock.now(), kind=EventKind.NOTE)


def attach(ctx):
    Attachment.create(
        entity="asset",
        entity_id=Asset.select().first().id,
        name="a.jpg",
        media_type="image/jpeg",
        size=1,
        sha256="0",
        added_at=ctx.clock.now(),
    )


def replace(ctx):
    one, other = Asset.select().order_by(Asset.id)
    old = Asset.create(
        code=new_code(Kind.ASSET),
        model=one.model_id,
        serial_no="Z",
        serial_norm="Z",
        state=AssetState.REPLACED,
        replaced_by=other,
    )
    assert old.id


@pytest.mark.parametrize(
    ("build", "named"),
    [
        (print_label, "标签：1"),
        (open_case, "服务单：1"),
        (edit_unit, "修改过的记录：1"),
        (edit_contact, "修改或新增的联系人和使用地点：1"),
        (add_contact, "修改或新增的联系人和使用地点：1"),
        (add_unit, "设备：1"),
        (happen, "设备的记录：1"),
        (attach, "附件：1"),
        (replace, "被其设备更换的设备：1"),
    ],
)
def test_what_was_built_on_a_batch_keeps_it_and_is_named(ctx, taken, build, named):
    build(ctx)
    before = everything()

    with pytest.raises(RuleBroken) as refusal:
        undo(ctx, taken.batch_id)

    assert named in str(refusal.value)
    assert everything() == before
    assert batches(ctx)[0].state is BatchState.DONE


def test_a_field_that_was_changed_again_is_not_taken_back(ctx, tmp_path):
    take(ctx, ImportKind.ASSETS, register(tmp_path / "a.xlsx", {"备注": None}))
    later = take(ctx, ImportKind.ASSETS, register(tmp_path / "b.xlsx", {"备注": "一"}))
    with ctx.work() as work:
        work.change(work.lock(Asset, Asset.get().id), remark="二")

    with pytest.raises(RuleBroken, match="字段：1"):
        undo(ctx, later.batch_id)


def test_another_batch_on_the_same_customer_keeps_the_first(ctx, tmp_path, taken):
    take(ctx, ImportKind.ASSETS, register(tmp_path / "b.xlsx", {"出厂编号": "C", "合同编号": "HT-2"}))

    with pytest.raises(RuleBroken):
        undo(ctx, taken.batch_id)
    undo(ctx, batches(ctx)[0].id)
    undo(ctx, taken.batch_id)
    assert Asset.select().count() == Customer.select().count() == 0


def test_a_book_that_was_taken_back_is_no_obstacle_to_the_one_before(ctx, tmp_path):
    first = take(ctx, ImportKind.ASSETS, register(tmp_path / "a.xlsx", {"备注": None}))
    later = take(ctx, ImportKind.ASSETS, register(tmp_path / "b.xlsx", {"备注": "一", "联系人": "李敏"}))
    with pytest.raises(RuleBroken, match="修改过的记录：1"):
        undo(ctx, first.batch_id)

    undo(ctx, later.batch_id)
    undo(ctx, first.batch_id)

    assert Asset.select().count() == Customer.select().count() == 0


def test_a_contact_that_a_batch_added_to_an_old_customer_goes_with_it(ctx, tmp_path, make_customer, make_contact):
    known = make_customer("青岛热力公司")
    make_contact(known, "王主任")
    result = take(ctx, ImportKind.ASSETS, register(tmp_path / "a.xlsx", {}))
    assert Contact.select().count() == 2

    undo(ctx, result.batch_id)

    assert [contact.name for contact in Contact.select()] == ["王主任"]
    assert CustomerSite.select().count() == 0


def test_twice_undone_is_refused_and_a_batch_that_never_was_is_not_found(ctx, taken):
    undo(ctx, taken.batch_id)

    with pytest.raises(RuleBroken, match="已经撤销"):
        undo(ctx, taken.batch_id)
    with pytest.raises(NotFound):
        undo(ctx, 4711)
