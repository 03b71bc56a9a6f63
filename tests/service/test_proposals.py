"""A proposal is handed out once: everybody sees that it was made, for which units, and what the customer said (R-043)."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import load_workbook

from inventory.contracts.extensions import AddExtension, add_extension
from inventory.documents.proposal import ProposalRequest
from inventory.errors import InvalidInput, NotFound, NotPermitted, StaleRecord
from inventory.i18n import speaking
from inventory.imports.unpromised import built_on_promises
from inventory.jobs import Cancelled, Quiet
from inventory.proposals.commands import AnswerProposals, answer, propose, propose_each
from inventory.proposals.queries import addressees, of_units
from inventory.proposals.words import Answer, ProposalStanding, proposal_word
from inventory.values.money import Money
from models.imports import ImportBatch
from models.organisation import Role
from models.proposals import MaintenanceProposal, ProposedUnit

day = date.fromisoformat


@pytest.fixture
def hospital(make_customer):
    return make_customer("市第二人民医院", language="en")


@pytest.fixture
def units(make_asset, hospital):
    """Today is 2026-11-22: their cover ends on 2026-12-15 and 2027-01-20."""
    return [
        make_asset("A1", customer=hospital, accepted_on=day("2024-12-15"), warranty_months=24),
        make_asset("A2", customer=hospital, accepted_on=day("2025-01-20"), warranty_months=24),
    ]


def wish(hospital, **values) -> ProposalRequest:
    return ProposalRequest(customer_id=hospital.id, unit_price=Money(980_00), **values)


def test_what_was_proposed_is_written_and_remembered(ctx, hospital, units, make_user, tmp_path, announced):
    ctx.actor = make_user("刘洋", Role.DISPATCHER).id
    path = tmp_path / "p.xlsx"

    summary = propose(ctx, wish(hospital, visit_months=6), path, Quiet())

    assert (summary.path, summary.units) == (path, 2)
    assert load_workbook(path).sheetnames == ["Proposal", "List of units"], "in the customer's language"
    (line,) = of_units(ctx, [unit.id for unit in units])
    assert (line.customer, line.units, line.price) == ("市第二人民医院", 2, Money(980_00))
    made = line.proposed
    assert (made.made_on, made.by, made.months, made.valid_until) == (day("2026-11-22"), "刘洋", 12, day("2026-12-22"))
    assert made.standing is ProposalStanding.OPEN
    with speaking("en"):
        assert str(proposal_word(made)) == "Proposed 2026-11-22"
    kept = MaintenanceProposal.get()
    assert (kept.visit_months, kept.unit_price, kept.language) == (6, 980_00, "en")
    assert [(row.asset_id, row.covered_until) for row in ProposedUnit.select().order_by(ProposedUnit.id)] == [
        (units[0].id, day("2026-12-15")), (units[1].id, day("2027-01-20")),
    ]  # fmt: skip
    assert {"asset", "maintenance_proposal"} <= {event.entity for event in announced}, "lists show it at once"


def test_nothing_is_remembered_where_no_workbook_was_written(ctx, hospital, units, tmp_path):
    class Stopped:
        def report(self, done: int, total: int | None, what: str) -> None:
            raise Cancelled

    path = tmp_path / "p.xlsx"
    with pytest.raises(Cancelled):
        propose(ctx, wish(hospital), path, Stopped())
    with pytest.raises(InvalidInput):
        propose(ctx, wish(hospital, months=0), path, Quiet())
    with pytest.raises(NotFound):
        propose(ctx, wish(hospital, within_days=3), path, Quiet())

    assert not path.exists()
    assert not MaintenanceProposal.select().count()


def test_a_workbook_that_cannot_be_remembered_is_taken_away_again(ctx, hospital, units, tmp_path, monkeypatch):
    def broken(*_wanted: object) -> None:
        raise StaleRecord("x")

    monkeypatch.setattr("inventory.proposals.commands._remember", broken)
    with pytest.raises(StaleRecord):
        propose(ctx, wish(hospital), tmp_path / "p.xlsx", Quiet())

    assert not (tmp_path / "p.xlsx").exists()


def test_only_who_may_hand_something_to_customers_proposes_and_answers(ctx, hospital, units, make_user, tmp_path):
    ctx.actor = make_user("张伟", Role.ENGINEER).id
    with pytest.raises(NotPermitted):
        propose(ctx, wish(hospital), tmp_path / "p.xlsx", Quiet())
    with pytest.raises(NotPermitted):
        answer(ctx, AnswerProposals(((1, 1),), Answer.DECLINED))


def test_each_customer_gets_a_workbook_of_its_own(ctx, hospital, units, make_asset, make_customer, tmp_path):
    school = make_customer("章丘区实验中学")
    other = make_asset("B1", customer=school, accepted_on=day("2024-12-15"), warranty_months=24)
    make_asset("C1", customer=school, accepted_on=day("2024-12-15"), warranty_months=24)
    wanted = addressees(ctx, [other.id, *(unit.id for unit in units)])
    assert sorted((one.name, one.language, one.asset_ids, one.known) for one in wanted) == [
        ("市第二人民医院", "en", (units[0].id, units[1].id), ()), ("章丘区实验中学", "", (other.id,), ()),
    ]  # fmt: skip

    requests = [ProposalRequest(customer_id=one.customer_id, asset_ids=one.asset_ids) for one in wanted]
    summaries = propose_each(ctx, requests, tmp_path, Quiet())

    assert sorted(summary.units for summary in summaries) == [1, 2]
    assert len(list(tmp_path.glob("*.xlsx"))) == 2
    known = {one.name: [proposed.standing for proposed in one.known] for one in addressees(ctx, [other.id])}
    assert known == {"章丘区实验中学": [ProposalStanding.OPEN]}, "who proposes again is told"


def test_units_of_nobody_have_nobody_to_propose_to(ctx, make_asset):
    unit = make_asset("X1")
    type(unit).update(customer=None).where(type(unit).id == unit.id).execute()
    with pytest.raises(NotFound):
        addressees(ctx, [unit.id])


def test_the_answer_is_entered_and_can_be_taken_back(ctx, hospital, units, make_user, tmp_path):
    propose(ctx, wish(hospital), tmp_path / "p.xlsx", Quiet())
    ctx.actor = make_user("刘洋", Role.DISPATCHER).id
    ids = [units[0].id]
    (line,) = of_units(ctx, ids)

    answer(ctx, AnswerProposals(((line.proposed.id, 1),), Answer.DECLINED, note=" 明年再谈 "))

    (line,) = of_units(ctx, ids)
    told = line.proposed
    assert (told.standing, told.answered_on, told.note) == (ProposalStanding.DECLINED, day("2026-11-22"), "明年再谈")
    assert MaintenanceProposal.get().answered_by_id == ctx.actor
    with pytest.raises(StaleRecord):
        answer(ctx, AnswerProposals(((told.id, 1),), Answer.ACCEPTED))
    with pytest.raises(InvalidInput):
        answer(ctx, AnswerProposals(((told.id, told.version),), Answer.ACCEPTED, day("2026-11-23")))
    with pytest.raises(InvalidInput):
        answer(ctx, AnswerProposals((), Answer.ACCEPTED))
    answer(ctx, AnswerProposals(((told.id, told.version),), Answer.OPEN))
    (line,) = of_units(ctx, ids)
    assert (line.proposed.standing, line.proposed.answered_on) == (ProposalStanding.OPEN, None)


def test_silence_lapses_the_day_after_the_proposal_was_valid(ctx, hospital, units, tmp_path, clock):
    propose(ctx, wish(hospital, valid_days=10), tmp_path / "p.xlsx", Quiet())
    standings = []
    for today in ("2026-12-02", "2026-12-03"):
        clock.instant = clock.instant.replace(month=12, day=int(today[-2:]))
        standings.append(of_units(ctx, [units[1].id])[0].proposed.standing)
    assert standings == [ProposalStanding.OPEN, ProposalStanding.LAPSED]


def test_a_proposal_is_about_the_cover_that_ended_then(ctx, hospital, units, tmp_path):
    """Once a maintenance contract goes on from it, the next end has not been proposed yet."""
    propose(ctx, wish(hospital), tmp_path / "p.xlsx", Quiet())
    add_extension(ctx, AddExtension(number="XB1", customer_id=hospital.id, months=12, asset_ids=(units[0].id,)))
    assert of_units(ctx, [units[0].id]) == []
    assert len(of_units(ctx, [units[1].id])) == 1


def test_an_import_whose_units_were_proposed_is_not_undone_silently(ctx, hospital, units, tmp_path):
    batch = ImportBatch.create(kind="assets", file_name="x.xlsx", sha256="0" * 64, at=ctx.clock.now())
    for row in (*units, hospital):
        type(row).update(batch=batch.id).where(type(row).id == row.id).execute()
    assert built_on_promises(batch.id, []) == []

    propose(ctx, wish(hospital), tmp_path / "p.xlsx", Quiet())

    with speaking("en"):
        assert [str(one) for one in built_on_promises(batch.id, [])] == [
            "its units in proposals of maintenance contracts: 2",
            "proposals of maintenance contracts to its customers: 1",
        ]
