"""The manufacturer's warranty of single units: recorded, corrected, forgotten."""

from __future__ import annotations

from datetime import date

import pytest

from inventory import journal
from inventory.attachments.queries import files_of
from inventory.cover.extensions import MakerRule
from inventory.cover.maker import MakerRecord, RecordMaker, forget, of_unit, record
from inventory.errors import InvalidInput, NotFound, RuleBroken, StaleRecord
from models.assets import Asset
from models.cover import MakerCover
from models.policies import AnchorEvent

day = date.fromisoformat


@pytest.fixture
def unit(make_asset, make_contract, make_policy, make_model):
    """In warranty until 2025-03-15; the manufacturer's counts besides."""
    contract = make_contract(policy_version=make_policy(warranty_months=12, maker_rule=MakerRule.OWN_WINDOW))
    return make_asset(
        model=make_model(warranty_months=12), customer=contract.customer, contract=contract,
        accepted_on=day("2024-03-15"), ex_works_on=day("2023-05-20"),
    )  # fmt: skip


def last(unit: Asset) -> date | None:
    return Asset.get_by_id(unit.id).cover_last


def test_a_paper_is_recorded_corrected_and_forgotten_and_the_cover_follows(ctx, unit):
    assert last(unit) == day("2025-03-15")
    row_id = record(ctx, RecordMaker(asset_id=unit.id, months=24, document=" FW-9 "))
    assert last(unit) == day("2025-05-20")  # C-02
    assert (
        record(ctx, RecordMaker(asset_id=unit.id, last_day=day("2026-01-31"), document="FW-9", seen_version=1))
        == row_id
    )
    assert last(unit) == day("2026-01-31")
    with pytest.raises(StaleRecord):
        record(ctx, RecordMaker(asset_id=unit.id, months=36, seen_version=1))
    assert [line.field for line in journal.changes("maker_cover", row_id)] == ["last_day", "months", "+"]

    with pytest.raises(StaleRecord):
        forget(ctx, unit.id, 1)
    forget(ctx, unit.id, 2)
    assert last(unit) == day("2025-03-15")
    assert MakerCover.select().count() == 0
    with pytest.raises(RuleBroken):
        forget(ctx, unit.id, 2)


def test_its_months_count_from_the_event_that_the_paper_names(ctx, unit):
    record(ctx, RecordMaker(asset_id=unit.id, months=24, anchor=AnchorEvent.EQUIPMENT_SIGNED))
    assert last(unit) == day("2026-03-15")


@pytest.mark.parametrize("values", [{}, {"months": 12, "last_day": day("2026-01-31")}, {"months": 601}, {"months": -1}])
def test_months_or_a_last_day_are_asked_for_and_not_both(ctx, unit, values):
    with pytest.raises(InvalidInput) as refused:
        record(ctx, RecordMaker(asset_id=unit.id, **values))
    assert refused.value.field == "months"


def test_a_unit_that_is_gone_has_no_paper(ctx):
    with pytest.raises(NotFound):
        record(ctx, RecordMaker(asset_id=999_999, months=12))


def test_what_is_recorded_is_shown_with_its_version_and_what_is_usual(ctx, unit):
    assert of_unit(ctx, unit.id) == MakerRecord(unit.id, usual_months=12)
    row_id = record(ctx, RecordMaker(asset_id=unit.id, months=24, anchor=AnchorEvent.DELIVERED, document="FW-9"))
    assert of_unit(ctx, unit.id) == MakerRecord(
        unit.id, row_id, 1, 24, AnchorEvent.DELIVERED, None, "FW-9", 12, AnchorEvent.EX_WORKS
    )
    record(ctx, RecordMaker(asset_id=unit.id, last_day=day("2026-01-31"), seen_version=1))
    assert (of_unit(ctx, unit.id).version, of_unit(ctx, unit.id).last_day) == (2, day("2026-01-31"))
    with pytest.raises(NotFound):
        of_unit(ctx, 999_999)


def test_the_paper_itself_is_kept_with_the_unit_or_nothing_is_recorded(ctx, unit, tmp_path):
    paper = tmp_path / "保修卡.pdf"
    with pytest.raises(NotFound):
        record(ctx, RecordMaker(asset_id=unit.id, months=24, paper=paper))
    assert MakerCover.select().count() == 0
    paper.write_bytes(b"%PDF-1.4 card")
    record(ctx, RecordMaker(asset_id=unit.id, months=24, paper=paper))
    assert [file.name for file in files_of(ctx, "asset", unit.id)] == ["保修卡.pdf"]
    record(ctx, RecordMaker(asset_id=unit.id, months=36, paper=paper, seen_version=1))
    assert len(files_of(ctx, "asset", unit.id)) == 1
