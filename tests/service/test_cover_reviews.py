"""Cases that were decided otherwise before: listed, settled by a manager, and never changed (INV-09)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from inventory.assets.commands import EditAsset, edit
from inventory.cover import reviews
from inventory.cover.keeping import reckon
from inventory.cover.reviews import LISTING, SettleReview, SettleReviews, of_case, settle, settle_all
from inventory.cover.rules import CoverStatus
from inventory.errors import InvalidInput, NotPermitted, StaleRecord
from inventory.paging import Sort
from models.assets import Asset
from models.cases import ServiceCase
from models.cover import CoverReview, ReviewState
from models.organisation import Role

day = date.fromisoformat


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(hour=2, tzinfo=UTC)


@pytest.fixture
def unit(make_asset):
    """In warranty until 2026-03-15."""
    return make_asset("A1", accepted_on=day("2024-03-15"), warranty_months=24)


def correct(ctx, unit: Asset, **facts) -> None:
    Asset.update(**facts).where(Asset.id == unit.id).execute()
    with ctx.work("更正") as work:
        reckon(work, [unit.id])


def test_a_correction_lists_the_cases_that_it_would_decide_otherwise(ctx, unit, make_case, make_user):
    ctx.actor = make_user("王芳").id
    free = make_case(unit, "WX1", at("2026-03-10"), cover_status="IN_WARRANTY", cover_last_day=day("2026-03-15"))
    make_case(unit, "WX2", at("2026-05-10"), cover_status="POST_WARRANTY", cover_last_day=day("2026-03-15"))
    make_case(unit, "WX3", at("2025-01-10"), cover_status="IN_WARRANTY", cover_last_day=day("2026-03-15"))
    make_case(unit, "WX4", at("2026-03-11"))  # never decided
    make_case(unit, "WX5", at("2026-03-12"), cover_status="IN_WARRANTY", state="cancelled")

    correct(ctx, unit, accepted_on=day("2024-02-15"))

    (row,) = LISTING.first({"state": "open"}, Sort("found_at"))
    assert (row.case_no, row.case_id, row.serial_no, row.customer) == ("WX1", free.id, "A1", unit.customer.name)
    assert (row.was, row.was_last, row.now, row.now_last) == (
        CoverStatus.IN_WARRANTY, day("2026-03-15"), CoverStatus.POST_WARRANTY, day("2026-02-15"),
    )  # fmt: skip
    assert (row.reason, row.found_by, row.state) == ("更正", "王芳", ReviewState.OPEN)
    frozen = ServiceCase.get_by_id(free.id)
    assert (frozen.cover_status, frozen.cover_last_day, frozen.version) == ("IN_WARRANTY", day("2026-03-15"), 1)


def test_another_correction_brings_the_entry_up_to_date_or_takes_it_away(ctx, unit, make_case):
    make_case(unit, "WX1", at("2026-03-10"), cover_status="IN_WARRANTY")
    correct(ctx, unit, accepted_on=day("2024-02-15"))
    correct(ctx, unit, accepted_on=day("2024-02-10"))
    assert [row.now_last_day for row in CoverReview.select()] == [day("2026-02-10")]
    correct(ctx, unit, accepted_on=day("2024-03-15"))
    assert CoverReview.select().count() == 0


def test_the_day_of_the_report_counts_in_local_time(ctx, unit, make_case):
    # 2026-03-15 16:00 UTC is 00:00 of the 16th in China: the last day is over
    make_case(unit, "WX1", datetime(2026, 3, 15, 16, 0, tzinfo=UTC), cover_status="POST_WARRANTY")
    make_case(unit, "WX2", datetime(2026, 3, 15, 15, 59, 59, tzinfo=UTC), cover_status="IN_WARRANTY")
    correct(ctx, unit, remark="x", warranty_months=24)
    assert CoverReview.select().count() == 0
    correct(ctx, unit, accepted_on=day("2024-03-16"))
    assert [row.case_no for row in LISTING.first({}, Sort("id"))] == ["WX1"]


def test_a_first_acceptance_lists_cases_that_were_decided_before_it_was_known(ctx, make_asset, make_case):
    unit = make_asset("A1", warranty_months=12)
    make_case(unit, "WX1", at("2026-03-10"), cover_status="PRE_ACCEPTANCE")
    edit(
        ctx,
        EditAsset(unit.id, 1, model_id=unit.model_id, serial_no="A1", customer_id=unit.customer_id, warranty_months=12,
                  accepted_on=day("2026-01-10")),
    )  # fmt: skip
    assert [(row.case_no, row.now) for row in LISTING.first({}, Sort("id"))] == [("WX1", CoverStatus.IN_WARRANTY)]


def test_a_manager_settles_an_entry_with_a_decision(ctx, unit, make_case, make_user):
    case = make_case(unit, "WX1", at("2026-03-10"), cover_status="IN_WARRANTY")
    correct(ctx, unit, accepted_on=day("2024-02-15"))
    review = CoverReview.get()
    keeper, manager = make_user("王芳", Role.KEEPER), make_user("李经理", Role.MANAGER)
    ctx.actor = keeper.id
    with pytest.raises(NotPermitted):
        settle(ctx, SettleReview(review.id, review.version, "不追收"))
    ctx.actor = manager.id
    with pytest.raises(InvalidInput) as refused:
        settle(ctx, SettleReview(review.id, review.version, "  "))
    assert refused.value.field == "decision"
    settle(ctx, SettleReview(review.id, review.version, " 不追收 "))
    with pytest.raises(StaleRecord):
        settle(ctx, SettleReview(review.id, review.version, "又一次"))

    (row,) = of_case(case.id)
    assert (row.state, row.decision) == (ReviewState.SETTLED, "不追收")
    assert LISTING.count({"state": ReviewState.OPEN}) == 0
    assert ServiceCase.get_by_id(case.id).cover_status == "IN_WARRANTY"
    correct(ctx, unit, accepted_on=day("2024-02-14"))  # decided once, and another correction is another question
    assert [row.state for row in of_case(case.id)] == [ReviewState.OPEN, ReviewState.SETTLED]


def test_one_decision_settles_several_entries_or_none_of_them(ctx, make_asset, make_case, make_user):
    units = [make_asset(f"A{number}", accepted_on=day("2024-03-15"), warranty_months=24) for number in range(2)]
    for unit in units:
        make_case(unit, f"WX{unit.id}", at("2026-03-10"), cover_status="IN_WARRANTY")
        correct(ctx, unit, accepted_on=day("2024-02-15"))
    seen = tuple((row.id, row.version) for row in CoverReview.select().order_by(CoverReview.id))
    ctx.actor = make_user("王芳", Role.KEEPER).id
    with pytest.raises(NotPermitted):
        settle_all(ctx, SettleReviews(seen, "不追收"))
    ctx.actor = make_user("李经理", Role.MANAGER).id
    with pytest.raises(InvalidInput):
        settle_all(ctx, SettleReviews(seen, " "))
    with pytest.raises(StaleRecord):
        settle_all(ctx, SettleReviews((seen[0], (seen[1][0], 9)), "不追收"))
    assert LISTING.count({"state": ReviewState.OPEN}) == 2, "none of them, because one was seen otherwise"

    assert settle_all(ctx, SettleReviews(seen, "不追收")) == 2

    assert {(row.state, row.decision) for row in CoverReview.select()} == {(ReviewState.SETTLED, "不追收")}


def test_the_list_is_narrowed_to_a_customer_a_case_or_a_serial(ctx, unit, make_asset, make_case):
    other = make_asset("B7", accepted_on=day("2024-03-15"), warranty_months=24)
    for one in (unit, other):
        make_case(one, f"WX-{one.serial_no}", at("2026-03-10"), cover_status="IN_WARRANTY")
        correct(ctx, one, accepted_on=day("2024-02-15"))

    def found(**wanted) -> list[str]:
        return [row.serial_no for row in LISTING.first(wanted, Sort("id"))]

    assert found(customer=other.customer_id) == ["B7"]
    assert found(text="wx-a") == ["A1"]
    assert found(text="B7") == ["B7"]
    assert found(text="  ") == ["A1", "B7"]


def test_the_list_is_read_by_index(ctx):
    assert reviews.LISTING.first({"state": "open"}, Sort("found_at", descending=True)) == []
