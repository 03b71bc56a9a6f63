"""The cover that is kept beside the units: reckoned from rows, for many at once, chained, told of (rules.md C-01 … C-06)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from inventory.assets.queries import card, listing
from inventory.cover import keeping, records
from inventory.cover.extensions import ExtensionStart, MakerRule
from inventory.cover.keeping import reckon, reckon_all, refresh_open
from inventory.cover.replacement import ReplacementRule
from inventory.cover.rules import CountRule, CoverStatus
from inventory.cover.suspension import SuspendRule
from inventory.events import RecordsChanged
from inventory.furnish import furnish
from inventory.imports.commit import commit
from inventory.imports.undo import undo
from inventory.jobs import Quiet
from inventory.paging import Sort
from inventory.policies.terms import SparesDuty
from models import connect
from models.assets import Asset, AssetEvent, AssetState, EventKind
from models.base import database
from models.cover import Custody, MakerCover, ManualCover, OldDisposition, SerialSwap, WarrantySegment
from models.imports import ImportKind
from models.policies import AnchorEvent
from tests.factories import covered
from tests.service.import_books import looked_at, register

day = date.fromisoformat


def spans(unit: Asset) -> list[tuple[str, str, str]]:
    rows = WarrantySegment.select().where(WarrantySegment.asset == unit.id)
    return sorted((row.kind.value, str(row.first_day), str(row.last_day)) for row in rows)


def last(unit: Asset) -> date | None:
    return Asset.get_by_id(unit.id).cover_last


def renew(ctx, *units: Asset) -> frozenset[int]:
    with ctx.work() as work:
        return reckon(work, [unit.id for unit in units])


@pytest.fixture
def under(make_policy, make_contract, make_asset):
    """A unit under a contract with a policy; keywords with a _ in front are of the unit, the others of the terms."""

    def make(contract=None, **values):
        of_unit = {name[1:]: value for name, value in values.items() if name.startswith("_")}
        terms = {name: value for name, value in values.items() if not name.startswith("_")}
        contract = make_contract(policy_version=make_policy(**terms), **(contract or {}))
        return make_asset(customer=contract.customer, contract=contract, **of_unit)

    return make


@pytest.mark.parametrize(
    ("event", "first"),
    [
        (AnchorEvent.EX_WORKS, "2024-01-01"), (AnchorEvent.INVOICED, "2024-01-02"), (AnchorEvent.DELIVERED, "2024-01-03"),
        (AnchorEvent.INSTALLED, "2024-01-04"), (AnchorEvent.EQUIPMENT_SIGNED, "2024-01-06"),
        (AnchorEvent.PROJECT_SIGNED, "2024-02-01"), (AnchorEvent.CONTRACT_ACCEPTED, "2024-02-01"),
        (AnchorEvent.PROJECT_ACCEPTED, "2024-02-01"),
    ],
)  # fmt: skip
def test_each_anchor_is_found_where_it_is_recorded(ctx, under, event, first):
    unit = under(
        {"accepted_on": day("2024-02-01")}, anchor_event=event, warranty_months=12, _ex_works_on=day("2024-01-01"),
        _sold_on=day("2024-01-02"), _delivered_on=day("2024-01-03"), _installed_on=day("2024-01-04"),
        _completed_on=day("2024-01-05"), _accepted_on=day("2024-01-06"),
    )  # fmt: skip
    segment = WarrantySegment.get(WarrantySegment.asset == unit.id)
    assert segment.first_day == day(first)
    assert (segment.source, segment.proof, segment.proof_id) == (unit.contract.number, "contract", unit.contract_id)
    assert (unit.cover_first, unit.cover_last) == (segment.first_day, segment.last_day)


@pytest.mark.parametrize(
    ("rule", "end"), [(CountRule.DAY_COUNTED, "2027-03-14"), (CountRule.STATUTORY, "2027-03-15"), (CountRule.NEXT_DAY, "2027-03-15")]
)  # fmt: skip
def test_the_policy_says_how_months_are_counted(ctx, under, rule, end):
    unit = under(warranty_months=36, count_rule=rule, _accepted_on=day("2024-03-15"))
    assert last(unit) == day(end)
    assert card(ctx, unit.id).cover.last == day(end)


@pytest.mark.parametrize(
    ("rule", "months", "end"),
    [  # C-02: ours 2024-03-15, 12 months, NEXT_DAY; the manufacturer's from ex works 2023-05-20
        (MakerRule.OWN_WINDOW, 24, "2025-05-20"), (MakerRule.OWN_WINDOW, 18, "2025-03-15"),
        (MakerRule.DURATION_ON_OUR_ANCHOR, 24, "2026-03-15"), (MakerRule.DURATION_ON_OUR_ANCHOR, 18, "2025-09-15"),
        (MakerRule.IGNORE, 24, "2025-03-15"),
    ],
)  # fmt: skip
def test_the_manufacturers_warranty_counts_by_its_last_day(ctx, under, make_model, rule, months, end):
    unit = under(
        warranty_months=12, count_rule=CountRule.NEXT_DAY, maker_rule=rule, _accepted_on=day("2024-03-15"),
        _ex_works_on=day("2023-05-20"), _model=make_model(warranty_months=months),
    )  # fmt: skip
    assert last(unit) == day(end)


def test_a_paper_of_the_manufacturer_for_the_unit_overrules_its_model(ctx, under, make_model):
    unit = under(
        warranty_months=12, maker_rule=MakerRule.OWN_WINDOW, _accepted_on=day("2024-03-15"),
        _ex_works_on=day("2023-05-20"), _model=make_model(warranty_months=12),
    )  # fmt: skip
    paper = MakerCover.create(asset=unit, last_day=day("2026-06-30"), document="FW-9")
    covered(ctx, unit)
    segment = WarrantySegment.get(WarrantySegment.kind == "MANUFACTURER")
    assert (segment.last_day, segment.source, segment.proof, segment.proof_id) == (
        day("2026-06-30"), "FW-9", "maker_cover", paper.id,
    )  # fmt: skip


def test_extensions_follow_or_leave_a_gap_that_is_shown(ctx, under, make_extension):
    contiguous = under(warranty_months=12, count_rule=CountRule.NEXT_DAY, _accepted_on=day("2024-05-20"))
    signed = under(warranty_months=12, count_rule=CountRule.NEXT_DAY, _accepted_on=day("2024-03-15"))
    fixed = under(warranty_months=12, count_rule=CountRule.NEXT_DAY, _accepted_on=day("2024-03-15"))
    first = make_extension("XB-1", [contiguous])
    make_extension("XB-2", [signed], start=ExtensionStart.FROM_SIGNATURE, signed_on=day("2025-04-28"))
    make_extension("XB-3", [fixed], start=ExtensionStart.FIXED_DATE, effective_from=day("2026-01-01"))

    # C-02: 2025-05-20 + 12 months contiguous: 2025-05-21 … 2026-05-20; signed on 2025-04-28: a gap of 44 days
    assert spans(contiguous)[1] == ("EXTENSION", "2025-05-21", "2026-05-20")
    assert spans(signed) == [("BASE", "2024-03-16", "2025-03-15"), ("EXTENSION", "2025-04-29", "2026-04-28")]
    assert spans(fixed)[1] == ("EXTENSION", "2026-01-01", "2026-12-31")
    segment = WarrantySegment.get(WarrantySegment.proof == "extension_contract")
    assert (segment.source, segment.proof_id) == ("XB-1", first.id)
    assert any("44" in str(line) for line in card(ctx, signed.id).explanation)
    assert card(ctx, fixed.id).cover.status is CoverStatus.EXTENDED


STAYS = [("2025-06-02", "2025-06-12"), ("2025-11-20", "2025-12-15"), ("2025-12-01", "2025-12-20")]
APRIL = ("2026-04-15", "2026-04-25")


@pytest.mark.parametrize(
    ("rule", "stays", "loaner", "end"),
    [  # C-03
        (SuspendRule.NONE, [*STAYS, APRIL], None, "2026-03-10"),
        (SuspendRule.REPAIR_DAYS, STAYS, None, "2026-04-19"),
        (SuspendRule.REPAIR_DAYS, [*STAYS, APRIL], None, "2026-04-29"),
        (SuspendRule.REPAIR_DAYS_EXCEPT_LOANER, [*STAYS, APRIL], ("2025-11-21", "2025-12-20"), "2026-03-21"),
    ],
)
def test_repair_days_are_given_back(ctx, under, rule, stays, loaner, end):
    unit = under(
        warranty_months=12, count_rule=CountRule.NEXT_DAY, suspend=rule, _accepted_on=day("2025-03-10"),
        spares_duty=SparesDuty.MONTHS,
    )  # fmt: skip
    for number, (taken, back) in enumerate(stays):
        lent = (day(loaner[0]), day(loaner[1])) if loaner and number == 1 else (None, None)
        Custody.create(asset=unit, taken_on=day(taken), returned_on=day(back), loaner_from=lent[0], loaner_back=lent[1])
    covered(ctx, unit)
    assert last(unit) == day(end)
    spares = Asset.get_by_id(unit.id).spares_last
    assert (spares.year, spares.month, spares.day) == (day(end).year + 3, day(end).month, day(end).day)  # C-06


def test_a_repair_of_the_users_damage_gives_no_days_back(ctx, under, make_case):
    unit = under(warranty_months=12, suspend=SuspendRule.REPAIR_DAYS, _accepted_on=day("2025-03-10"))
    Custody.create(
        asset=unit, case=make_case(unit, user_damage="yes"), taken_on=day("2025-06-02"), returned_on=day("2025-06-12")
    )
    Custody.create(
        asset=unit, case=make_case(unit, charged=True), taken_on=day("2025-07-02"), returned_on=day("2025-07-12")
    )
    covered(ctx, unit)
    assert last(unit) == day("2026-03-10")


def test_a_unit_with_us_gains_a_day_every_day_and_is_not_told_of(ctx, clock, under):
    unit = under(warranty_months=12, suspend=SuspendRule.REPAIR_DAYS, _accepted_on=day("2026-03-10"))
    idle = under(warranty_months=12, _accepted_on=day("2026-03-10"))
    Custody.create(asset=unit, taken_on=day("2026-11-20"))
    Custody.create(asset=idle, taken_on=day("2026-11-20"))
    assert refresh_open(ctx) == 1
    assert last(unit) == day("2027-03-12")
    clock.move(timedelta(days=5))
    assert refresh_open(ctx) == 1
    assert refresh_open(ctx) == 0
    assert (last(unit), last(idle)) == (day("2027-03-17"), day("2027-03-10"))
    assert AssetEvent.select().count() == 0


@pytest.mark.parametrize(
    ("rule", "first", "end"),
    [  # C-05
        (ReplacementRule.INHERIT, "2026-02-26", "2026-03-15"),
        (ReplacementRule.INHERIT_MIN_DAYS, "2026-02-26", "2026-05-27"),
        (ReplacementRule.RESTART, "2026-02-27", "2027-02-26"),
    ],
)
def test_a_successor_has_what_the_swap_gives_and_follows_its_predecessor(ctx, under, make_asset, rule, first, end):
    old = under(warranty_months=12, count_rule=CountRule.NEXT_DAY, _accepted_on=day("2025-03-15"))
    new = make_asset(customer=old.customer, contract=old.contract, accepted_on=day("2026-02-26"))
    newest = make_asset(customer=old.customer, contract=old.contract, accepted_on=day("2026-03-01"))
    for number, (before, after) in enumerate(((new, newest), (old, new))):
        SerialSwap.create(
            old=before, new=after, swapped_on=day("2026-03-01" if number == 0 else "2026-02-26"), rule=rule, rule_days=90,
            rule_months=12, rule_count="NEXT_DAY", disposition=OldDisposition.RETURN_TO_US, reason="x", at=ctx.clock.now(),
        )  # fmt: skip
    covered(ctx, newest, new, old)  # whatever the order, a successor comes after the unit before it
    assert (Asset.get_by_id(new.id).cover_first, last(new)) == (day(first), day(end))
    if rule is ReplacementRule.INHERIT:
        assert last(newest) == last(new) == last(old)  # INV-13

    Asset.update(accepted_on=day("2025-03-20")).where(Asset.id == old.id).execute()
    assert renew(ctx, old) >= {old.id}
    if rule is ReplacementRule.INHERIT:
        assert last(newest) == last(new) == day("2026-03-20")


@pytest.mark.parametrize(
    ("duty", "months", "owed_until"),
    [(SparesDuty.MONTHS, 36, "2028-03-15"), (SparesDuty.NONE, 36, None), (SparesDuty.LIFETIME, 36, None)],
)
def test_the_end_of_the_obligation_is_kept(ctx, under, duty, months, owed_until):
    unit = under(warranty_months=12, spares_duty=duty, spares_months=months, _accepted_on=day("2024-03-15"))
    assert unit.spares_last == (owed_until and day(owed_until))
    assert card(ctx, unit.id).spares_until == unit.spares_last


def test_an_end_on_a_day_off_moves_by_the_calendar_of_the_depot(ctx, under):
    # 2025-10-01, 12 months STATUTORY: 2026-10-01 is a holiday until 10-07 (C-09)
    unit = under(warranty_months=12, holiday_moves_end=True, _accepted_on=day("2025-10-01"))
    assert last(unit) == day("2026-10-08")


def test_granted_days_count_until_they_are_withdrawn(ctx, under):
    unit = under(warranty_months=12, _accepted_on=day("2025-03-10"))
    granted = ManualCover.create(
        asset=unit, first_day=day("2026-03-11"), last_day=day("2026-12-31"), reason="客诉", granted_at=ctx.clock.now()
    )
    covered(ctx, unit)
    assert last(unit) == day("2026-12-31")
    granted.withdrawn_at = ctx.clock.now()
    granted.save()
    covered(ctx, unit)
    assert last(unit) == day("2026-03-10")


def test_the_house_terms_of_the_day_of_the_acceptance_hold(ctx, make_asset, house_terms):
    unit = make_asset(accepted_on=day("2024-03-15"), warranty_months=12)
    policy = records.read([unit.id])[unit.id].policy
    assert (policy.code, policy.is_house) == ("HOUSE", True)
    house_terms(count_rule=CountRule.DAY_COUNTED)
    assert last(unit) == day("2025-03-14")


def test_who_changes_a_fact_names_the_units_it_concerns(ctx, under, make_asset, make_extension):
    unit = under(warranty_months=12, _accepted_on=day("2025-03-10"))
    house, fresh = make_asset(accepted_on=day("2024-01-01")), make_asset()
    extension = make_extension(None, [unit])
    assert keeping.of_contract(unit.contract_id) == keeping.of_model(unit.model_id) == [unit.id]
    assert keeping.of_extension(extension.id) == [unit.id]
    assert sorted(keeping.under_house_terms()) == [house.id, fresh.id]
    assert keeping.under_house_terms(day("2025-01-01")) == [fresh.id]


def test_a_moved_last_day_is_an_event_of_a_unit_that_had_cover(ctx, make_asset, announced):
    unit, fresh = make_asset(accepted_on=day("2026-01-10"), warranty_months=12), make_asset(warranty_months=12)
    Asset.update(warranty_months=24).where(Asset.id == unit.id).execute()
    Asset.update(accepted_on=day("2026-01-10")).where(Asset.id == fresh.id).execute()
    assert renew(ctx, unit, fresh) == {unit.id, fresh.id}
    assert [(event.asset_id, event.kind, event.note) for event in AssetEvent.select()] == [
        (unit.id, EventKind.WARRANTY_CHANGED, "2027-01-10 → 2028-01-10")
    ]
    assert announced == [RecordsChanged("asset", (unit.id, fresh.id))]
    assert renew(ctx, unit, fresh) == frozenset()


def test_what_does_not_differ_is_not_written_again(ctx, make_asset, counted):
    units = [make_asset(accepted_on=day("2026-01-10"), warranty_months=12) for _ in range(5)]
    ids = {row.id for row in WarrantySegment.select()}
    counted.statements.clear()
    renew(ctx, *units)
    assert not [sql for sql in counted.statements if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert {row.id for row in WarrantySegment.select()} == ids


def test_many_units_take_as_many_statements_as_one(ctx, make_asset, make_model, make_customer, counted):
    model, customer = make_model(), make_customer()
    units = [make_asset(f"A{n}", model, customer, accepted_on=day("2026-01-10")) for n in range(60)]
    Asset.update(warranty_months=24).execute()
    counted.statements.clear()
    renew(ctx, units[0])
    one = len(counted.statements)
    counted.statements.clear()
    renew(ctx, *units[1:])
    assert len(counted.statements) == one


def test_a_whole_depot_is_reckoned_in_pieces_without_events(ctx, make_asset, monkeypatch):
    units = [make_asset(accepted_on=day("2026-01-10"), warranty_months=12) for _ in range(7)]
    database.execute_sql("DELETE FROM warranty_segment")
    Asset.update(cover_first=None, cover_last=None, spares_last=None).execute()
    monkeypatch.setattr(keeping, "PIECE", 3)
    monkeypatch.setattr(keeping, "CHUNK", 2)
    assert reckon_all(ctx) == 7
    assert {last(unit) for unit in units} == {day("2027-01-10")}
    assert WarrantySegment.select().count() == 7
    assert AssetEvent.select().count() == 0
    assert reckon_all(ctx) == 0


def test_facts_of_a_unit_that_is_gone_are_left_out(ctx):
    assert records.read([999_999]) == {}
    with ctx.work() as work:
        assert reckon(work, [999_999]) == frozenset()


def test_a_list_shows_the_kept_cover_in_one_statement(ctx, under, make_extension, counted):
    unit = under(warranty_months=12, _accepted_on=day("2025-03-10"))
    make_extension("XB 1 · 续", [unit])
    ids = listing(ctx).ids({}, Sort("id"))
    counted.statements.clear()
    (row,) = listing(ctx).rows(ids)
    assert len(counted.statements) == 1
    # 2026-03-10 + 12 months; from 2026-11-22 that is 8+31+31+28+10 days
    assert (row.cover.status, row.cover.last, row.cover.days_left, row.cover.source) == (
        CoverStatus.EXTENDED, day("2027-03-10"), 108, "XB 1 · 续",
    )  # fmt: skip


def test_a_replaced_unit_owes_nothing_and_its_past_stays(ctx, make_asset):
    new = make_asset()
    old = make_asset(accepted_on=day("2026-01-10"), warranty_months=36, state=AssetState.REPLACED, replaced_by=new)
    assert card(ctx, old.id).cover.status is CoverStatus.NO_OBLIGATION
    assert old.cover_last == day("2029-01-10")
    assert connect.rows("SELECT spares_last FROM asset WHERE id = ?", (old.id,)) == [(None,)]


def test_a_unit_with_us_is_reckoned_when_the_program_starts(ctx, clock, under):
    unit = under(warranty_months=12, suspend=SuspendRule.REPAIR_DAYS, _accepted_on=day("2026-03-10"))
    Custody.create(asset=unit, taken_on=day("2026-11-20"))
    furnish(ctx)
    assert last(unit) == day("2027-03-12")
    clock.move(timedelta(days=1))
    furnish(ctx)
    assert last(unit) == day("2027-03-13")


def test_imported_units_have_their_cover_and_an_undo_takes_it_back(ctx, tmp_path):
    first = commit(ctx, looked_at(ctx, ImportKind.ASSETS, register(tmp_path / "a.xlsx", {})), Quiet())
    unit = Asset.get()
    assert spans(unit) == [("BASE", "2025-05-07", "2026-05-07")]
    assert (unit.cover_first, unit.cover_last, unit.spares_last) == (
        day("2025-05-07"), day("2026-05-07"), day("2029-05-07"),
    )  # fmt: skip
    undo(ctx, first.batch_id)
    assert WarrantySegment.select().count() == 0
