"""Acceptance dates come in: the signature puts a unit into service and begins its cover (R-013, R-014, INV-15)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inventory.contracts.extensions import AddExtension, add_extension
from inventory.contracts.lots import PlanLot, plan
from inventory.cover import records
from inventory.errors import NotPermitted, RuleBroken, StaleRecord
from inventory.imports.commit import commit
from inventory.imports.notes import Weight
from inventory.imports.undo import undo
from inventory.jobs import Quiet
from inventory.scanning.payload import Kind, new_code
from models.assets import Asset, AssetEvent, AssetState, EventKind
from models.cover import CoverReview
from models.imports import ImportKind
from models.journal import Change
from models.organisation import Role
from tests.service import contract_way as way
from tests.service.import_books import CASE, REPAIRS, counts, looked_at, refused, said, warned, write_book

ACCEPTANCES = ImportKind.ACCEPTANCES
HEADINGS = ("出厂编号", "标签码", "规格型号", "生产厂家", "客户名称", "合同编号", "到货日期", "安装日期", "完工日期", "验收日期",
            "安装位置", "验收合格书编号")  # fmt: skip
ROW: dict[str, Any] = {"出厂编号": "SN-0001", "验收日期": "2026年3月15日"}


def book(path, *rows):
    return write_book(path, HEADINGS, [{**ROW, **row} for row in rows], titles=("验收日期一览",))


def take(ctx, path, **how):
    return commit(ctx, looked_at(ctx, ACCEPTANCES, path, **how), Quiet())


@pytest.fixture
def unit(make_asset, make_model, make_maker):
    """Delivered on 2 March 2026, with 12 months of warranty."""
    return make_asset(
        "SN-0001", model=make_model("BP-900", maker=make_maker("鱼跃医疗")), delivered_on=date(2026, 3, 2),
        state=AssetState.DELIVERED, warranty_months=12,
    )  # fmt: skip


def again(unit) -> Any:
    return Asset.get_by_id(unit.id)


def test_the_signature_puts_the_unit_into_service_and_begins_its_cover(ctx, tmp_path, unit):
    told = {"安装日期": "2026-03-05", "完工日期": "2026/3/10", "安装位置": "门诊三楼", "验收合格书编号": "YS-0315"}
    found = looked_at(ctx, ACCEPTANCES, book(tmp_path / "a.xlsx", told))

    assert (counts(found), found.creations) == ((0, 1, 0, 0), ())
    assert [column for column, _s in said(found, 3, Weight.CHANGES)] == ["验收日期", "安装日期", "完工日期", "安装位置"]
    commit(ctx, found, Quiet())
    row = again(unit)
    assert (row.accepted_on, row.installed_on, row.completed_on) == (
        date(2026, 3, 15),
        date(2026, 3, 5),
        date(2026, 3, 10),
    )
    assert (row.delivered_on, row.location_text, row.state) == (date(2026, 3, 2), "门诊三楼", AssetState.IN_SERVICE)
    # C-01, STATUTORY: 12 months from the signature, whose day is covered too
    assert (row.cover_first, row.cover_last) == (date(2026, 3, 15), date(2027, 3, 15))
    assert records.read([unit.id])[unit.id].days.accepted_on == date(2026, 3, 15)
    events = [(event.kind, event.note) for event in AssetEvent.select().where(AssetEvent.asset == unit.id)]
    assert events == [(EventKind.ACCEPTED, "YS-0315")]
    change = Change.select().where((Change.entity == "asset") & (Change.field == "accepted_on")).get()
    assert (change.entity_id, change.old, change.new) == (unit.id, None, "2026-03-15")


def test_the_same_book_again_adds_nothing_and_is_taken_back_as_one_step(ctx, tmp_path, unit):
    path = book(tmp_path / "a.xlsx", {"安装日期": "2026-03-05", "安装位置": "门诊三楼"})
    batch = take(ctx, path).batch_id

    there = looked_at(ctx, ACCEPTANCES, path)
    assert (counts(there), there.known_batch) == ((0, 0, 0, 1), batch)
    assert commit(ctx, there, Quiet()).batch_id is None

    back = undo(ctx, batch)
    row = again(unit)
    assert (back.removed, back.reverted) == ({}, 4)
    assert (row.accepted_on, row.installed_on, row.location_text, row.state) == (None, None, "", AssetState.DELIVERED)
    assert (row.cover_first, row.cover_last) == (None, None)
    events = [(event.kind, event.note) for event in AssetEvent.select().order_by(AssetEvent.id)]
    assert events == [(EventKind.ACCEPTED, ""), (EventKind.WARRANTY_CHANGED, "2027-03-15 → –")]
    assert counts(looked_at(ctx, ACCEPTANCES, path)) == (0, 1, 0, 0)


def test_an_acceptance_that_is_recorded_is_corrected_by_two_people_and_never_overwritten(ctx, tmp_path, unit):
    take(ctx, book(tmp_path / "a.xlsx", {}))
    other = book(tmp_path / "b.xlsx", {"验收日期": "2026-03-16"})

    for overwrite in (False, True):
        found = looked_at(ctx, ACCEPTANCES, other, overwrite=overwrite)
        assert counts(found) == (0, 0, 1, 0)
        ((column, sentence),) = refused(found, 3)
        assert (column, "2026-03-15" in sentence, "设备卡片" in sentence, "第二人" in sentence) == (
            "验收日期",
            True,
            True,
            True,
        )
        commit(ctx, found, Quiet())
    assert again(unit).accepted_on == date(2026, 3, 15)


def test_a_register_overwrites_no_acceptance_that_is_in_force(ctx, tmp_path, unit, make_case):
    take(ctx, book(tmp_path / "a.xlsx", {}))
    told = {"出厂编号": "SN-0001", "规格型号": "BP-900", "生产厂家": "鱼跃医疗", "验收日期": "2026-03-16"}
    path = write_book(tmp_path / "b.xlsx", tuple(told), [told])
    assert counts(looked_at(ctx, ImportKind.ASSETS, path, overwrite=True)) == (0, 1, 0, 0), "nothing rests on it yet"

    make_case(unit, "WX-1", cover_status="IN_WARRANTY")

    found = looked_at(ctx, ImportKind.ASSETS, path, overwrite=True)
    assert (counts(found), [column for column, _s in refused(found, 3)]) == ((0, 0, 1, 0), ["验收日期"])


def test_a_register_overwrites_no_months_that_count_from_such_an_acceptance(ctx, tmp_path, unit, make_case):
    take(ctx, book(tmp_path / "a.xlsx", {}))
    told = {"出厂编号": "SN-0001", "规格型号": "BP-900", "生产厂家": "鱼跃医疗", "质保期（月）": 24}
    path = write_book(tmp_path / "b.xlsx", tuple(told), [told])
    assert counts(looked_at(ctx, ImportKind.ASSETS, path, overwrite=True)) == (0, 1, 0, 0), "nothing rests on it yet"

    make_case(unit, "WX-1", cover_status="IN_WARRANTY")

    found = looked_at(ctx, ImportKind.ASSETS, path, overwrite=True)
    assert (counts(found), [column for column, _s in refused(found, 3)]) == ((0, 0, 1, 0), ["质保期（月）"])


def test_other_days_are_filled_in_and_only_replaced_where_a_person_says_so(ctx, tmp_path, unit):
    path = book(tmp_path / "a.xlsx", {"到货日期": "2026-03-01"})
    assert [column for column, _s in refused(looked_at(ctx, ACCEPTANCES, path), 3)] == ["到货日期"]

    take(ctx, path, overwrite=True)
    assert again(unit).delivered_on == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"验收日期": "2026-02-30"}, "验收日期"),
        ({"验收日期": "2026-11-23"}, "验收日期"),  # tomorrow
        ({"验收日期": "2026-03-01"}, "验收日期"),  # the day before the delivery
        ({"验收日期": "3/4/2026"}, "验收日期"),
        ({"验收日期": "15.3.26"}, "验收日期"),
        ({"验收日期": None}, "验收日期"),
        ({"验收日期": "未验收"}, "验收日期"),
        ({"验收日期": "=A1"}, "验收日期"),
        ({"完工日期": "2026-03-16"}, "验收日期"),  # completed after the signature
        ({"安装日期": "2026-03-01"}, "安装日期"),  # installed before the delivery
        ({"安装日期": "2026-03-10", "完工日期": "2026-03-09"}, "完工日期"),
        ({"出厂编号": None}, "出厂编号"),
        ({"出厂编号": "SN-9"}, "出厂编号"),
        ({"规格型号": "BP-901"}, "规格型号"),
        ({"生产厂家": "欧姆龙"}, "生产厂家"),
        ({"标签码": "A7K3M9Q2Y"}, "标签码"),
        ({"标签码": "SN-0001"}, "标签码"),
        ({"安装位置": "楼" * 121}, "安装位置"),
        ({"出厂编号": 2.1028474421826697e19}, "出厂编号"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_column(ctx, tmp_path, unit, row, column):
    found = looked_at(ctx, ACCEPTANCES, book(tmp_path / "a.xlsx", row))

    assert counts(found) == (0, 0, 1, 0)
    assert column in {name for name, _sentence in refused(found, 3)}
    commit(ctx, found, Quiet())
    assert again(unit).accepted_on is None


def test_one_serial_on_two_units_is_told_apart_by_model_maker_contract_or_label(
    ctx, tmp_path, unit, make_asset, make_model, make_contract
):
    contract = make_contract("HT-1")
    other = make_asset(
        "sn-0001", model=make_model("BP-800"), customer=contract.customer, contract=contract, code=new_code(Kind.ASSET)
    )

    assert [c for c, _s in refused(looked_at(ctx, ACCEPTANCES, book(tmp_path / "a.xlsx", {})), 3)] == ["出厂编号"]
    for told, meant in (
        ({"规格型号": "bp900"}, unit), ({"生产厂家": "鱼跃医疗"}, unit), ({"合同编号": "ht-1"}, other), ({"标签码": other.code}, other),
        ({"客户名称": unit.customer.name}, unit), ({"出厂编号": None, "标签码": other.code.lower()}, other),
    ):  # fmt: skip
        found = looked_at(ctx, ACCEPTANCES, book(tmp_path / "b.xlsx", told))
        assert counts(found) == (0, 1, 0, 0), told
        assert list(found.plan[1].accepted) == [meant.id]
    wrong = looked_at(ctx, ACCEPTANCES, book(tmp_path / "c.xlsx", {"出厂编号": "SN-7", "标签码": other.code}))
    assert [column for column, _s in refused(wrong, 3)] == ["出厂编号"]
    wrong = looked_at(ctx, ACCEPTANCES, book(tmp_path / "d.xlsx", {"规格型号": "BP-800", "合同编号": "HT-2"}))
    assert [column for column, _s in refused(wrong, 3)] == ["合同编号"]


def test_a_serial_that_became_a_number_finds_its_unit(ctx, tmp_path, make_asset):
    make_asset("000390")

    found = looked_at(ctx, ACCEPTANCES, book(tmp_path / "a.xlsx", {"出厂编号": 390}))

    assert (counts(found), [column for column, _s in warned(found, 3)]) == ((0, 1, 0, 0), ["出厂编号"])


def test_a_unit_that_stands_twice_is_taken_once_or_refused(ctx, tmp_path, unit):
    found = looked_at(
        ctx, ACCEPTANCES, book(tmp_path / "a.xlsx", {}, {"出厂编号": " sn-0001 "}, {"验收日期": "2026-03-16"})
    )

    assert counts(found) == (0, 1, 1, 1)
    assert [column for column, _s in refused(found, 5)] == ["验收日期"]


def test_what_was_delivered_together_is_accepted_together(ctx, tmp_path, make_contract, make_asset):
    contract = make_contract("HT-1")
    units = [make_asset(serial, customer=contract.customer, state="in_stock") for serial in ("SN-0001", "SN-0002")]
    lot = way.planned(ctx, contract, units)

    def sentences():
        return [text for _column, text in refused(looked_at(ctx, ACCEPTANCES, book(tmp_path / "a.xlsx", {})), 3)]

    whole, missing = sentences()
    assert ("第 1 批" in whole, "HT-1" in whole, "2 台" in missing) == (True, True, True)
    way.arrived(ctx, lot)
    way.installed(ctx, lot, units=units[:1])
    assert "SN-0002" in sentences()[1]  # one unit is not installed yet
    way.installed(ctx, lot, units=units[1:])
    way.passed(ctx, lot)
    assert len(sentences()) == 2  # not completed
    way.completed(ctx, lot)
    (only,) = sentences()
    assert "合同卡片" in only
    assert Asset.select().where(Asset.accepted_on.is_null(False)).count() == 0

    way.signed(ctx, lot)
    assert counts(looked_at(ctx, ACCEPTANCES, book(tmp_path / "b.xlsx", {}, {"出厂编号": "SN-0002"}))) == (0, 0, 0, 2)


def test_a_unit_that_became_part_of_a_delivery_meanwhile_is_not_accepted_alone(
    ctx, tmp_path, make_contract, make_asset
):
    contract = make_contract("HT-1")
    unit = make_asset("SN-0001", customer=contract.customer, contract=contract, state="in_stock")
    found = looked_at(ctx, ACCEPTANCES, book(tmp_path / "a.xlsx", {}))
    plan(ctx, PlanLot(contract_id=contract.id, asset_ids=(unit.id,)))

    with pytest.raises(StaleRecord):
        commit(ctx, found, Quiet())
    assert again(unit).accepted_on is None


def test_a_contract_that_was_signed_later_or_stands_with_another_customer_is_pointed_out(
    ctx, tmp_path, make_contract, make_asset, make_customer
):
    contract = make_contract("HT-1", signed_on=date(2026, 4, 1))
    make_asset("SN-0001", customer=contract.customer, contract=contract)
    make_customer("市图书馆")
    make_asset("SN-0002")

    found = looked_at(
        ctx,
        ACCEPTANCES,
        book(tmp_path / "a.xlsx", {"客户名称": "市图书馆"}, {"出厂编号": "SN-0002", "合同编号": "HT-1"}),
    )

    assert (counts(found), found.warned) == ((0, 2, 0, 0), 2)
    assert [column for column, _s in warned(found, 3)] == ["验收日期", "客户名称"]
    assert [column for column, _s in warned(found, 4)] == ["合同编号"]


def test_a_case_that_was_decided_before_comes_on_the_review_list(ctx, tmp_path, unit, make_case):
    case = make_case(unit, "WX-1", cover_status="PRE_ACCEPTANCE")

    take(ctx, book(tmp_path / "a.xlsx", {}))

    # reported today, 22 November 2026: within the twelve months now
    review = CoverReview.get()
    assert (review.case_id, review.was_status, review.now_status) == (case.id, "PRE_ACCEPTANCE", "IN_WARRANTY")


def test_a_unit_in_repair_stays_there(ctx, tmp_path, make_asset):
    unit = make_asset("SN-0001", state=AssetState.AT_DEPOT)

    take(ctx, book(tmp_path / "a.xlsx", {}))

    assert (again(unit).state, again(unit).accepted_on) == (AssetState.AT_DEPOT, date(2026, 3, 15))


def test_what_was_decided_on_an_acceptance_keeps_it_from_being_taken_back(ctx, tmp_path, unit):
    batch = take(ctx, book(tmp_path / "a.xlsx", {})).batch_id
    log = write_book(
        tmp_path / "b.xlsx", REPAIRS,
        [{**CASE, "出厂编号": "SN-0001", "报修时间": "2026-10-14 15:21", "响应时间": None, "到场时间": None, "恢复时间": None}],
    )  # fmt: skip
    case = commit(ctx, looked_at(ctx, ImportKind.REPAIRS, log), Quiet())

    with pytest.raises(RuleBroken, match="已判定的设备服务单：1"):
        undo(ctx, batch)
    undo(ctx, case.batch_id)
    add_extension(
        ctx, AddExtension(number="XB-1", customer_id=unit.customer_id, months=12, asset_ids=(unit.id,))
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="维保合同：1"):
        undo(ctx, batch)


def test_an_acceptance_that_was_corrected_since_is_not_taken_back(ctx, tmp_path, unit):
    batch = take(ctx, book(tmp_path / "a.xlsx", {})).batch_id
    later = take(ctx, book(tmp_path / "b.xlsx", {"安装日期": "2026-03-05"})).batch_id
    undo(ctx, later)
    with ctx.work() as work:
        work.change(work.lock(Asset, unit.id), accepted_on=date(2026, 3, 16))

    with pytest.raises(RuleBroken):
        undo(ctx, batch)


def test_who_may_import_and_not_edit_contracts_takes_no_acceptances_in(ctx, tmp_path, unit, make_user):
    ctx.actor = make_user("李敏", Role.KEEPER).id
    with pytest.raises(NotPermitted):
        take(ctx, book(tmp_path / "a.xlsx", {}))
    ctx.actor = make_user("陈工", Role.DISPATCHER).id
    take(ctx, book(tmp_path / "a.xlsx", {}))
    assert again(unit).accepted_on == date(2026, 3, 15)
