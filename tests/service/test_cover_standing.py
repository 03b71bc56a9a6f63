"""Where units stand today, as a list filters and counts them: the same as the rule says of each (C-04), by index."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from inventory.assets.queries import listing
from inventory.cover.rules import CoverStatus, SegmentKind
from inventory.cover.standing import case, unpacked
from inventory.customers.queries import card as customer_card
from inventory.paging import Sort
from models import connect
from models.assets import Asset, AssetState
from models.cover import WarrantySegment

TODAY = date(2026, 11, 22)


@pytest.fixture
def drawn(ctx, make_asset, make_model, make_customer):
    """Units with any segments around today, of one customer; what belongs to each is drawn, the same every time."""
    chance, model, customer = random.Random(3), make_model(), make_customer()
    for number in range(120):
        unit = make_asset(
            f"U{number}", model, customer, state=chance.choice([AssetState.IN_SERVICE] * 5 + [AssetState.RETIRED])
        )
        own, lasts = [], []
        for _ in range(chance.randrange(4)):
            kind, first = chance.choice(list(SegmentKind)), TODAY + timedelta(days=chance.randrange(-60, 20))
            last = first + timedelta(days=chance.randrange(60))
            WarrantySegment.create(asset=unit, kind=kind, first_day=first, last_day=last, source="x y")
            lasts.append(last)
            if kind is not SegmentKind.MANUFACTURER:
                own.append(first)
        begins = min(own, default=chance.choice([None, TODAY - timedelta(days=5)]))
        Asset.update(cover_first=begins, cover_last=max(lasts, default=None)).where(Asset.id == unit.id).execute()
    return customer


def test_filters_counts_and_rows_agree_with_the_rule_for_every_unit(ctx, drawn):
    rows = listing(ctx).first({}, Sort("id"), limit=120)
    assert len(rows) == 120
    by_rule = Counter(row.cover.status for row in rows)
    assert set(by_rule) == set(CoverStatus)

    for status in CoverStatus:
        wanted = [row.id for row in rows if row.cover.status is status]
        assert list(listing(ctx).ids({"cover": status}, Sort("id"))) == wanted
        assert listing(ctx).count({"cover": status.value}) == len(wanted)
    assert customer_card(ctx, drawn.id).cover == dict(by_rule)
    status = case("asset", TODAY)
    said = dict(connect.rows(f"SELECT id, {status.sql} FROM asset", status.values))
    assert said == {row.id: row.cover.status.value for row in rows}


@pytest.mark.parametrize("days", [30, 60, 90])
def test_what_ends_soon_is_found_by_its_last_day(ctx, make_asset, days):
    for offset in (-1, 0, 30, 31, 60, 61, 90, 91):
        end = TODAY + timedelta(days=offset)
        make_asset(f"E{offset}", accepted_on=date(end.year - 2, end.month, end.day), warranty_months=24)
    make_asset("GONE", accepted_on=date(2024, 11, 30), warranty_months=24, state=AssetState.SCRAPPED)
    rows = listing(ctx).first({"ends_within": days}, Sort("cover_last"))
    assert [row.serial_no for row in rows] == [f"E{offset}" for offset in (0, 30, 31, 60, 61, 90) if offset <= days]
    assert [row.cover.days_left for row in rows] == sorted(row.cover.days_left for row in rows)
    backwards = listing(ctx).first({"ends_within": days}, Sort("cover_last", descending=True))
    assert [row.id for row in backwards] == [row.id for row in rows][::-1]


def test_a_sort_by_the_last_day_has_units_without_one_first(ctx, make_asset):
    make_asset("B", accepted_on=date(2026, 1, 1), warranty_months=12)
    make_asset("A", accepted_on=date(2025, 1, 1), warranty_months=12)
    make_asset("C")
    assert [row.serial_no for row in listing(ctx).first({}, Sort("cover_last"))] == ["C", "A", "B"]
    assert [row.serial_no for row in listing(ctx).first({}, Sort("cover_last", descending=True))] == ["B", "A", "C"]


def test_nothing_kept_is_an_empty_cover():
    kept = unpacked(None, None, None)
    assert (kept.begins, kept.spares_last, kept.segments) == (None, None, ())
    assert kept.on(TODAY).status is CoverStatus.PRE_ACCEPTANCE
