"""The demonstration depot: every state, the same on every computer, alive on whatever day it is made."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from inventory import bootstrap
from inventory.assets import queries as assets
from inventory.care.integrity import check
from inventory.clock import FixedClock
from inventory.company.queries import header
from inventory.cover.rules import CoverStatus
from inventory.demo import assortment
from inventory.demo.build import build
from inventory.demo.place import make
from inventory.errors import RuleBroken
from inventory.jobs import Cancelled, Quiet
from inventory.labels.queries import unprinted
from inventory.paging import Sort
from inventory.people.queries import remembered, users
from inventory.stock import drafts
from inventory.supply.promised import Standing, coverage
from inventory.supply.queries import ORDERS, SHORTAGE
from models import connect
from models.assets import Asset, AssetRole, AssetState
from models.attachments import Attachment
from models.base import database
from models.cases import CaseState, PartUse, ServiceCase
from models.customers import Contact, Customer
from models.organisation import Role
from models.parts import OpeningStock, Origin, Part, PartFit
from models.supply import MakerApproval


def test_it_shows_every_corner(demonstrate):
    ctx, built = demonstrate()

    assert (built.customers, built.units, built.parts, built.cases) == (8, 170, 62, 90)
    states = Counter(row.state for row in Asset.select())
    assert states.keys() == set(AssetState), "a unit in every state of its life"
    assert Counter(row.role for row in Asset.select()).keys() == set(AssetRole)
    assert {user.role for user in users(ctx)} == set(Role), "a person of every role"
    assert remembered(ctx).name == "陈刚"
    assert header(ctx).name_zh == "鲁北设备服务有限公司"
    assert Contact.select().where(Contact.is_default).count() == Customer.select().count() == 8
    cases = Counter(row.state for row in ServiceCase.select())
    assert cases[CaseState.CLOSED] > 80
    assert all(
        cases[state] for state in (CaseState.REPORTED, CaseState.RESPONDED, CaseState.ON_SITE, CaseState.RESTORED)
    )
    assert PartUse.select().count() > 50
    below = Part.select().join(OpeningStock).where(OpeningStock.quantity < Part.safety_stock).count()
    assert below, "a part below its safety stock"
    assert 0 < len(unprinted(ctx)) < 170, "labelled units and others"


def test_units_stand_in_every_kind_of_cover_and_some_run_out_soon(demonstrate):
    ctx, _built = demonstrate()

    rows = [row for chunk in assets.listing(ctx).walk({}, Sort("id")) for row in chunk]

    cover = Counter(row.cover.status for row in rows)
    wanted = (CoverStatus.IN_WARRANTY, CoverStatus.POST_WARRANTY, CoverStatus.PRE_ACCEPTANCE, CoverStatus.NO_OBLIGATION)
    assert all(cover[status] for status in wanted)
    left = [row.cover.days_left for row in rows if row.cover.status is CoverStatus.IN_WARRANTY]
    assert sum(days <= 30 for days in left) >= 4, "about to end"
    replaced = [row for row in rows if row.state is AssetState.REPLACED]
    assert len(replaced) == 4
    assert all(assets.card(ctx, row.id).replaced_by for row in replaced)


def test_it_is_sound_and_its_dates_are_possible(demonstrate, clock):
    ctx, _built = demonstrate()

    assert check(ctx).findings == ()
    now = clock.now()
    for case in ServiceCase.select(ServiceCase, Asset).join(Asset):
        moments = [case.reported_at, case.responded_at, case.arrived_at, case.restored_at]
        known = [moment for moment in moments if moment is not None]
        assert known == sorted(known) and known[-1] <= now, case.case_no
    for unit in Asset.select():
        days = [unit.made_on, unit.sold_on, unit.delivered_on, unit.installed_on, unit.accepted_on]
        known_days = [day for day in days if day is not None]
        assert known_days == sorted(known_days) and known_days[-1] <= clock.today(), unit.serial_no
    codes = [row[0] for row in connect.rows("SELECT case_no FROM service_case ORDER BY reported_at")]
    assert len(set(codes)) == len(codes)


def test_the_same_day_gives_the_same_depot(demonstrate, tmp_path, clock):
    demonstrate()
    mine = connect.rows("SELECT code, serial_no, state, accepted_on FROM asset ORDER BY id")
    database.close()

    other = bootstrap.open_context(bootstrap.url_of(tmp_path / "other.sqlite"), create=True, clock=clock)
    build(other)

    with other.reading():
        theirs = connect.rows("SELECT code, serial_no, state, accepted_on FROM asset ORDER BY id")
    assert [(row[0], row[1], row[2], connect.as_day(row[3])) for row in mine] == [
        (row[0], row[1], row[2], connect.as_day(row[3])) for row in theirs
    ]


def supplied(ctx):
    """Whether the parts tell their story."""
    short = SHORTAGE.first({"short": True}, Sort("part_no"))
    why = Counter(part.below_safety for part in short)
    assert why[True] >= 2 and why[False] >= 2, "below the safety stock, and at the reorder point"
    assert len({part.supplier for part in short}) >= 3, "of two suppliers, and of none"
    expected = ORDERS.first({"open": True}, Sort("id"))
    late = [line.order_no for line in expected if line.is_late(ctx.clock.today())]
    assert len(late) == 2 and len(set(late)) == 1, "an order of several lines is late"
    parts = {part.part_no: part for part in coverage(ctx)}
    ended = parts[assortment.ENDED]
    assert ended.last_chance and ended.successors == (assortment.FOLLOWS,) and ended.to_order() > 0
    assert parts[assortment.OLD_CUFF].standing() is Standing.UNPROMISED and parts[assortment.OLD_CUFF].good == 6
    today = ctx.clock.today()
    approvals = list(MakerApproval.select())
    assert {row.part_id for row in approvals} == {
        fit.part_id for fit in PartFit.select().where(PartFit.origin == Origin.APPROVED)
    }
    ends = [row.valid_to for row in approvals]
    assert None in ends and any(end and end < today for end in ends)
    assert any(end and today <= end < today + timedelta(days=30) for end in ends), "one has to be renewed"
    kept = {(file.entity, file.name.partition(" ")[0]) for file in Attachment.select()}
    assert {("part", assortment.ENDED), ("part", assortment.FOLLOWS)} <= kept, "a drawing and a specification"


def half_written(ctx):
    """Whether two papers wait for somebody to go on with them."""
    issue, receipt = (drafts.read(ctx, row.id) for row in drafts.LISTING.first({}, Sort("id")))
    assert (issue.task, receipt.task) == (drafts.Task.ISSUE, drafts.Task.RECEIVE)
    assert issue.case is not None and receipt.supplier is not None and receipt.paper_no and receipt.remark
    assert [line.costs for line in receipt.lines] == [True, False], "a cost is still missing"
    assert all(line.start is not None for line in issue.lines) and all(line.end is not None for line in receipt.lines)
    assert {row.workstation for row in drafts.rows(ctx, [issue.id, receipt.id])} == {"库房窗口", "收货台"}
    assert issue.saved_at < receipt.saved_at < ctx.clock.now()


@pytest.mark.parametrize("day", ["2024-02-29", "2026-12-31", "2027-01-01", "2031-08-31"])
def test_it_can_be_made_on_any_day(demonstrate, clock, day):
    clock.instant = datetime.fromisoformat(f"{day}T16:30:00").replace(tzinfo=UTC)

    ctx, built = demonstrate()

    assert built.units == 170
    supplied(ctx)
    half_written(ctx)
    assert ServiceCase.select().where(ServiceCase.reported_at > clock.now() - timedelta(days=1)).count() >= 3


@pytest.fixture
def place(tmp_path):
    return bootstrap.url_of(tmp_path / "data" / "demo.sqlite")


def test_a_fresh_one_replaces_an_older_one(place, clock):
    make(place, Quiet(), clock)
    ctx = bootstrap.open_context(place)
    with ctx.reading():
        database.execute_sql("UPDATE company SET name_zh = '试试看'")

    url, built = make(place, Quiet(), clock)

    assert (url, built.units) == (place, 170)
    with bootstrap.open_context(place).reading():
        assert connect.rows("SELECT name_zh FROM company") == [("鲁北设备服务有限公司",)]
    assert [path.name for path in connect.sqlite_path(place).parent.iterdir()] == ["demo.sqlite"]


def test_a_real_depot_is_never_replaced(tmp_path, clock):
    place = bootstrap.url_of(tmp_path / "depot.sqlite")
    bootstrap.open_context(place, create=True)
    before = (tmp_path / "depot.sqlite").read_bytes()

    with pytest.raises(RuleBroken):
        make(place, Quiet(), clock)

    assert (tmp_path / "depot.sqlite").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"a letter", b"SQLite format 3\x00 and no more"])
def test_a_file_of_something_else_is_left_alone(tmp_path, clock, content):
    path = tmp_path / "demo.sqlite"
    path.write_bytes(content)

    with pytest.raises(RuleBroken):
        make(bootstrap.url_of(path), Quiet(), clock)

    assert path.read_bytes() == content


def test_one_that_is_stopped_half_way_leaves_the_old_one(place, clock):
    class Stopping:
        def report(self, done: int, total: int | None, what: str) -> None:
            if done == 3:
                raise Cancelled

    make(place, Quiet(), clock)
    before = connect.sqlite_path(place).read_bytes()

    with pytest.raises(Cancelled):
        make(place, Stopping(), clock)

    assert connect.sqlite_path(place).read_bytes() == before
    assert [path.name for path in connect.sqlite_path(place).parent.iterdir()] == ["demo.sqlite"]


def test_on_a_server_only_an_empty_database_is_filled(depot_url, engine, clock):
    if engine == "sqlite":
        return
    assert make(depot_url, Quiet(), clock)[1].cases == 90

    with pytest.raises(RuleBroken):
        make(depot_url, Quiet(), clock)


def test_its_file_says_what_it_is(place, clock):
    make(place, Quiet(), clock)

    with closing(sqlite3.connect(connect.sqlite_path(place))) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (int.from_bytes(b"DEMO", "big"),)
        assert file.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"SPDP", "big"),)
    assert isinstance(clock, FixedClock)
