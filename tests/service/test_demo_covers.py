"""The demonstration depot shows every state of cover, made by the acts that people use, on whatever day it is made."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inventory.clock import day_of
from inventory.cover import ending, with_us
from inventory.cover.outlook import outlook
from inventory.cover.rules import SegmentKind
from inventory.paging import Sort
from inventory.proposals.words import ProposalStanding
from models import connect
from models.assets import Asset, AssetState
from models.cases import ServiceCase
from models.cover import Custody, MakerCover, ManualCover, SerialSwap
from models.proposals import MaintenanceProposal


def kinds() -> set[SegmentKind]:
    """The kinds of cover that occur."""
    return {SegmentKind(row[0]) for row in connect.rows("SELECT DISTINCT kind FROM warranty_segment")}


def test_every_kind_of_cover_is_there(demonstrate):
    demonstrate()

    assert kinds() >= {
        SegmentKind.BASE, SegmentKind.MANUFACTURER, SegmentKind.EXTENSION, SegmentKind.SUSPENSION,
        SegmentKind.INHERITED, SegmentKind.MANUAL,
    }  # fmt: skip
    longer = connect.rows(
        "SELECT count(*) FROM warranty_segment m WHERE m.kind = 'MANUFACTURER' AND m.last_day > "
        "(SELECT max(b.last_day) FROM warranty_segment b WHERE b.asset_id = m.asset_id AND b.kind = 'BASE')"
    )
    assert longer[0][0] >= 1, "a manufacturer who stands in for longer than we do"
    assert MakerCover.select().count() == 2
    assert ManualCover.get().approved_by_id is not None
    gaps, seamless = 0, 0
    for first, before in connect.rows(
        "SELECT e.first_day, (SELECT max(b.last_day) FROM warranty_segment b WHERE b.asset_id = e.asset_id "
        "AND b.kind <> 'EXTENSION') FROM warranty_segment e WHERE e.kind = 'EXTENSION'"
    ):
        days = (connect.as_day(first) - connect.as_day(before)).days
        gaps, seamless = gaps + (days > 1), seamless + (days == 1)
    assert gaps and seamless, "maintenance contracts with a gap before them and without one"


def test_replaced_units_lead_to_each_other_and_have_no_case_afterwards(demonstrate):
    demonstrate()

    swaps = list(SerialSwap.select())
    assert len(swaps) == Asset.select().where(Asset.state == AssetState.REPLACED).count() == 4
    for swap in swaps:
        assert Asset.get_by_id(swap.old_id).replaced_by_id == swap.new_id
        assert Asset.get_by_id(swap.new_id).state is AssetState.IN_SERVICE
        reported = [day_of(case.reported_at) for case in ServiceCase.select().where(ServiceCase.asset == swap.old_id)]
        assert reported and max(reported) <= swap.swapped_on


def test_every_worklist_holds_something(demonstrate):
    ctx, _built = demonstrate()

    found = outlook(ctx)
    counts = (*found.ending, found.customers, found.waiting, found.termless, found.reviews, found.with_us)
    assert all(count > 0 for count in counts)
    rows = ending.listing(ctx).first({"within": 90}, Sort("last"))
    standings = {row.proposed.standing if row.proposed else None for row in rows}
    assert standings == {None, ProposalStanding.OPEN, ProposalStanding.LAPSED, ProposalStanding.DECLINED}
    days = [row.days for row in with_us.listing(ctx).first({"where": "with_us"}, Sort("taken_on"))]
    assert days[0] > 30 and min(days) < 30, "one has been with us for long"
    assert Custody.select().where(Custody.returned_on.is_null(False)).count() >= 1


@pytest.mark.parametrize("day", ["2024-02-29", "2031-08-31"])
def test_it_is_so_on_any_day(demonstrate, clock, day):
    clock.instant = datetime.fromisoformat(f"{day}T16:30:00").replace(tzinfo=UTC)
    ctx, _built = demonstrate()

    assert SegmentKind.INHERITED in kinds() and SegmentKind.SUSPENSION in kinds()
    assert MaintenanceProposal.select().count() == 3
    assert outlook(ctx).with_us >= 3
