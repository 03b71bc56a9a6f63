"""The cover of units that a book brings, changes or gives back is reckoned with it (rules.md C-01, C-04, C-06)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inventory.cover import keeping
from inventory.cover.rules import CountRule
from inventory.imports.commit import commit
from inventory.imports.notes import Weight
from inventory.imports.undo import undo
from inventory.jobs import Quiet
from inventory.policies import HOUSE
from inventory.policies.commands import EditVersion, edit_version
from inventory.policies.terms import load
from models.assets import Asset
from models.cases import ServiceCase
from models.contracts import Contract
from models.cover import WarrantySegment
from models.imports import ImportKind
from models.organisation import Role
from models.policies import PolicyProfile, PolicyVersion
from tests.service.import_books import (
    REGISTER,
    UNIT,
    counts,
    looked_at,
    refused,
    register,
    repair_log,
    said,
    warned,
    write_book,
)

ASSETS, REPAIRS = ImportKind.ASSETS, ImportKind.REPAIRS


def take(ctx, path, kind=ASSETS, **how):
    return commit(ctx, looked_at(ctx, kind, path, **how), Quiet())


def kept():
    """By serial: the first and last covered day, until when spares are owed, and the segments as they are kept."""
    return {
        unit.serial_no: (
            unit.cover_first,
            unit.cover_last,
            unit.spares_last,
            sorted((row.kind.value, row.first_day, row.last_day) for row in unit.segments),
        )
        for unit in Asset.select()
    }


@pytest.mark.parametrize(
    ("accepted", "months", "last", "spares"),
    [
        ("2024-03-15", 12, "2025-03-15", "2028-03-15"),
        ("2024-03-15", 36, "2027-03-15", "2030-03-15"),
        ("2024-02-29", 12, "2025-02-28", "2028-02-28"),
        ("2024-02-29", 48, "2028-02-29", "2031-02-28"),
        ("2024-08-31", 6, "2025-02-28", "2028-02-28"),
        ("2023-03-01", 12, "2024-03-01", "2027-03-01"),
        ("2024-12-31", 6, "2025-06-30", "2028-06-30"),
    ],
)
def test_a_register_brings_the_windows_of_c01_and_c06(ctx, tmp_path, accepted, months, last, spares):
    row = {"售出日期": None, "验收日期": accepted, "质保期(月)": months}
    result = take(ctx, register(tmp_path / "a.xlsx", row))

    first, end = date.fromisoformat(accepted), date.fromisoformat(last)
    assert kept() == {"2024082400001": (first, end, date.fromisoformat(spares), [("BASE", first, end)])}
    undo(ctx, result.batch_id)
    assert WarrantySegment.select().count() == Asset.select().count() == 0


@pytest.mark.parametrize(
    ("rule", "first", "last"),
    [
        (CountRule.DAY_COUNTED, date(2024, 2, 29), date(2025, 2, 28)),
        (CountRule.STATUTORY, date(2024, 2, 29), date(2025, 2, 28)),
        (CountRule.NEXT_DAY, date(2024, 3, 1), date(2025, 2, 28)),
    ],
)
def test_the_windows_are_counted_as_the_house_counts(ctx, tmp_path, house_terms, rule, first, last):
    house_terms(count_rule=rule)

    take(ctx, register(tmp_path / "a.xlsx", {"售出日期": None, "验收日期": "2024-02-29", "质保期(月)": 12}))

    assert kept()["2024082400001"][3] == [("BASE", first, last)]


def test_a_unit_that_is_not_accepted_has_no_cover_until_a_later_book_says_when(ctx, tmp_path):
    take(ctx, register(tmp_path / "a.xlsx", {"验收日期": "未验收"}, {"出厂编号": "B"}))
    assert kept()["2024082400001"] == (None, None, None, [])
    before = kept()

    later = take(ctx, register(tmp_path / "b.xlsx", {"验收日期": "2026-05-07", "质保期(月)": 12}))

    first, last = date(2026, 5, 7), date(2027, 5, 7)
    assert kept()["2024082400001"] == (first, last, date(2030, 5, 7), [("BASE", first, last)])
    assert kept()["B"] == before["B"]
    undo(ctx, later.batch_id)
    assert kept() == before


def test_months_that_a_book_replaces_move_the_end_and_come_back_with_the_undo(ctx, tmp_path):
    first = take(ctx, register(tmp_path / "a.xlsx", {}))
    before = kept()

    later = take(ctx, register(tmp_path / "b.xlsx", {"质保期(月)": 24}), overwrite=True)

    assert kept()["2024082400001"][1:3] == (date(2027, 5, 7), date(2030, 5, 7))
    undo(ctx, later.batch_id)
    assert kept() == before
    undo(ctx, first.batch_id)
    assert Asset.select().count() == 0


def test_a_unit_that_comes_under_a_contract_goes_by_its_policy(
    ctx, tmp_path, make_policy, make_contract, make_customer
):
    policy = make_policy(count_rule=CountRule.NEXT_DAY, warranty_months=36)
    make_contract("HT2025-001", make_customer("青岛热力公司"), policy_version=policy)

    take(ctx, register(tmp_path / "a.xlsx", {"质保期(月)": None}))

    assert kept()["2024082400001"][3] == [("BASE", date(2025, 5, 8), date(2028, 5, 7))]


def test_what_is_kept_after_an_import_is_what_reckoning_again_says(ctx, tmp_path):
    rows = (
        {},
        {"出厂编号": "B", "验收日期": None},
        {"出厂编号": "C", "质保期(月)": None},
        {"出厂编号": "D", "质保期(月)": 0},
    )
    take(ctx, register(tmp_path / "a.xlsx", *rows))
    take(ctx, repair_log(tmp_path / "b.xlsx", {}), REPAIRS)

    assert keeping.reckon_all(ctx) == 0


def test_a_repair_log_leaves_the_cover_of_units_alone_and_so_does_its_undo(ctx, tmp_path):
    take(ctx, register(tmp_path / "a.xlsx", {}))
    before = kept()

    repairs = take(ctx, repair_log(tmp_path / "b.xlsx", {}), REPAIRS)

    assert kept() == before
    undo(ctx, repairs.batch_id)
    assert kept() == before


TIMES = dict.fromkeys(("响应时间", "到场时间", "恢复时间"))


@pytest.mark.parametrize(
    ("reported", "status"),
    [
        ("2025-05-06 23:59", "PRE_ACCEPTANCE"),
        ("2025-05-08 00:00", "IN_WARRANTY"),
        ("2026-05-07 23:59", "IN_WARRANTY"),
        ("2026-05-08 00:00", "POST_WARRANTY"),
    ],
)
def test_a_case_keeps_the_policy_of_its_contract_beside_its_cover(
    ctx, tmp_path, make_policy, make_contract, make_customer, reported, status
):
    policy = make_policy(count_rule=CountRule.NEXT_DAY)
    make_contract("HT2025-001", make_customer("青岛热力公司"), policy_version=policy)
    take(ctx, register(tmp_path / "a.xlsx", {}))

    take(ctx, repair_log(tmp_path / "b.xlsx", {"报修时间": reported, **TIMES}), REPAIRS)

    case = ServiceCase.get()
    assert (case.policy_version_id, case.cover_status, case.cover_last_day) == (policy.id, status, date(2026, 5, 7))


@pytest.mark.parametrize(
    ("accepted", "reported", "number"),
    [
        ("2025-05-07", "2026-10-01 10:00", 1),  # accepted under the first terms, whatever holds at the report
        ("2026-07-02", "2026-10-01 10:00", 2),
        (None, "2025-06-01 10:00", 1),
        (None, "2026-10-01 10:00", 2),
    ],
)
def test_a_case_under_the_terms_of_the_house_keeps_the_version_that_held(ctx, tmp_path, accepted, reported, number):
    house = PolicyVersion.select().join(PolicyProfile).where(PolicyProfile.code == HOUSE).get()
    take(ctx, register(tmp_path / "a.xlsx", {"出厂编号": "A", "验收日期": "2020-01-01", "售出日期": None}))
    changed = EditVersion(
        version_id=house.id,
        seen_version=house.version,
        terms=_with(house, spares_months=60),
        valid_from=date(2026, 7, 1),
    )
    assert edit_version(ctx, changed).new
    take(ctx, register(tmp_path / "b.xlsx", {"验收日期": accepted}))

    take(ctx, repair_log(tmp_path / "c.xlsx", {"报修时间": reported, **TIMES}), REPAIRS)

    assert ServiceCase.get().policy_version.number == number


def test_a_version_that_a_case_keeps_is_followed_by_another_and_never_changed(ctx, tmp_path):
    take(ctx, register(tmp_path / "a.xlsx", {"验收日期": None}))
    take(ctx, repair_log(tmp_path / "b.xlsx", {"报修时间": "2025-06-01 10:00", **TIMES}), REPAIRS)
    version = ServiceCase.get().policy_version

    done = edit_version(
        ctx, EditVersion(version_id=version.id, seen_version=version.version, terms=_with(version, spares_months=60))
    )

    assert (done.new, ServiceCase.get().policy_version_id) == (True, version.id)


def _with(version, **terms):
    return replace(load(version.terms), **terms)


@pytest.fixture
def under_contract(make_policy, make_contract, make_customer, make_asset, make_model, make_maker):
    """The unit of the register, accepted, and covered for the 12 months of its contract's policy."""
    customer = make_customer("青岛热力公司")
    contract = make_contract("HT2025-001", customer, policy_version=make_policy(warranty_months=12))
    model = make_model("BP-900", maker=make_maker("鱼跃医疗"))
    return make_asset("2024082400001", model, customer, contract=contract, accepted_on=date(2025, 5, 7),
                      sold_on=date(2025, 3, 27))  # fmt: skip


def test_months_of_its_own_move_no_cover_that_runs_by_the_contract_where_people_stand_in_for_each_other(
    ctx, tmp_path, under_contract, make_user
):
    before = kept()
    more = register(tmp_path / "a.xlsx", {"质保期(月)": 24})
    assert counts(looked_at(ctx, ASSETS, more)) == (0, 1, 0, 0), "nobody is entered yet"

    ctx.actor = make_user("刘洋", Role.MANAGER).id

    for overwrite in (False, True):
        found = looked_at(ctx, ASSETS, more, overwrite=overwrite)
        assert (counts(found), [column for column, _s in refused(found, 3)]) == ((0, 0, 1, 0), ["质保期(月)"])
        assert "第二人" in refused(found, 3)[0][1]
        commit(ctx, found, Quiet())
    assert kept() == before


def test_months_that_are_those_of_the_contract_are_filled_in_and_move_nothing(ctx, tmp_path, under_contract, make_user):
    before = kept()["2024082400001"][:3]
    ctx.actor = make_user("刘洋", Role.MANAGER).id

    take(ctx, register(tmp_path / "a.xlsx", {"质保期(月)": 12}))

    assert (Asset.get().warranty_months, kept()["2024082400001"][:3]) == (12, before)


def test_months_that_nobody_recorded_are_filled_in_by_whoever_imports(ctx, tmp_path, make_user):
    take(ctx, register(tmp_path / "a.xlsx", {"质保期(月)": None}))
    ctx.actor = make_user("王芳", Role.KEEPER).id
    assert kept()["2024082400001"][:2] == (date(2025, 5, 7), None)

    take(ctx, register(tmp_path / "b.xlsx", {"质保期(月)": 12}))

    assert kept()["2024082400001"][1] == date(2026, 5, 7)


def test_a_book_gives_no_policy_to_a_contract_whose_accepted_units_would_move(
    ctx, tmp_path, make_policy, make_contract, make_customer, make_user
):
    make_policy("T-36", warranty_months=36)
    contract = make_contract("HT2025-001", make_customer("青岛热力公司"))
    take(ctx, register(tmp_path / "a.xlsx", {}))
    before = kept()
    ctx.actor = make_user("刘洋", Role.MANAGER).id
    rows = [{**UNIT, "质保方案": "T-36", "出厂编号": serial} for serial in ("2024082400001", "B")]
    path = write_book(tmp_path / "b.xlsx", (*REGISTER, "质保方案"), rows)

    found = looked_at(ctx, ASSETS, path)
    assert "主管" in warned(found, 4)[0][1]
    commit(ctx, found, Quiet())

    assert Contract.get_by_id(contract.id).policy_version_id is None
    assert kept()["2024082400001"] == before["2024082400001"]


def test_a_refused_row_tells_nothing_of_what_it_would_have_filled_in(ctx, tmp_path):
    take(ctx, register(tmp_path / "a.xlsx", {"地址": None, "备注": None}))

    found = looked_at(ctx, ASSETS, register(tmp_path / "b.xlsx", {"备注": "新", "售出日期": "2025-04-01"}))

    assert counts(found) == (0, 0, 1, 0)
    assert said(found, 3, Weight.CHANGES) == []
    assert [column for column, _s in refused(found, 3)] == ["售出日期"]


def test_a_book_puts_no_accepted_unit_under_a_contract_that_moves_its_cover(
    ctx, tmp_path, make_policy, make_contract, make_customer, make_user
):
    customer = make_customer("青岛热力公司")
    take(ctx, register(tmp_path / "a.xlsx", {"合同编号": None}, {"合同编号": None, "出厂编号": "B"}))
    make_contract("HT-36", customer, policy_version=make_policy(warranty_months=36, count_rule=CountRule.NEXT_DAY))
    make_contract("HT-0", customer)
    ctx.actor = make_user("王芳", Role.KEEPER).id
    before = kept()

    found = looked_at(
        ctx, ASSETS, register(tmp_path / "b.xlsx", {"合同编号": "HT-36"}, {"合同编号": "HT-0", "出厂编号": "B"})
    )

    assert (counts(found), [column for column, _s in refused(found, 3)]) == ((0, 1, 1, 0), ["合同编号"])
    commit(ctx, found, Quiet())
    assert kept() == before, "a contract that says nothing of the cover moves nothing"
