"""Any sequence of acts on the deliveries of a contract: nothing is accepted that is not whole, installed and tested.

``DEPOT_LOT_STEPS=200x60`` in the environment runs 200 sequences of 60 acts; the suite runs fewer.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from inventory.contracts import deliveries
from inventory.contracts.acceptance import AcceptLot, AcceptLots, SeenLot, accept, accept_several
from inventory.contracts.checks import Outcome, RecordChecks, record_checks
from inventory.contracts.lot_rules import Appearance, CheckResult, Counted
from inventory.contracts.lots import EditLot, LotUnits, PlanLot, add_units, cancel, edit_plan, plan, split, take_out
from inventory.contracts.steps import (
    Arrive,
    Complete,
    Install,
    LotStep,
    Notify,
    Recount,
    UnitCount,
    arrive,
    complete,
    install,
    notify,
    recount,
    step_back,
)
from inventory.errors import DepotError, StaleRecord
from models import connect

RUNS, STEPS = (int(number) for number in os.environ.get("DEPOT_LOT_STEPS", "8x25").split("x"))
FIRST = date(2026, 3, 1)
UNITS = 5
ACTS = (
    "plan", "plan", "add", "take out", "notify", "arrive", "arrive", "recount", "install", "install", "install", "back",
    "check", "check", "check", "complete", "complete", "accept", "accept", "accept several", "split", "cancel", "edit",
    "stale",
)  # fmt: skip
STEP = st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.integers(0, 9), st.integers(0, 12))
KEPT = (
    "SELECT id, version, state, arrived_on, completed_on, accepted_on, certificate_no FROM delivery_lot ORDER BY id",
    "SELECT lot_id, asset_id, counted, appearance FROM lot_unit ORDER BY asset_id",
    (
        "SELECT id, state, owner, delivered_on, installed_on, completed_on, accepted_on, cover_last, location_text "
        "FROM asset ORDER BY id"
    ),
    "SELECT id, result FROM lot_check ORDER BY id",
    "SELECT id, accepted_on FROM contract ORDER BY id",
)


class Site:
    """A contract with its units, on which people do this and that."""

    def __init__(self, ctx, contract, units):
        self.ctx = ctx
        self.contract = contract
        self.units = units

    def step(self, act, which, more, days):
        """Do it. What is refused has changed nothing."""
        before = self.kept()
        try:
            self.act(act, which, more, FIRST + timedelta(days=days))
        except DepotError:
            assert self.kept() == before, act

    def kept(self):
        return [connect.rows(sql) for sql in KEPT]

    def act(self, act, which, more, day):
        some = tuple(unit.id for place, unit in enumerate(self.units) if (more + 1) >> (place % 3) & 1)
        lots = deliveries.of_contract(self.ctx, self.contract.id)
        if act == "plan" or not lots:
            planned = PlanLot(contract_id=self.contract.id, planned_on=day, asset_ids=some)
            plan(self.ctx, planned)
            return
        line = lots[which % len(lots)]
        card = deliveries.lot(self.ctx, line.id)
        seen = {"lot_id": line.id, "seen_version": line.version}
        mine = tuple(unit.asset_id for unit in card.units)
        signed = {"accepted_on": day, "customer_signer": "赵", "our_signer": "张"}
        counts = tuple(self.count(asset_id, place, more) for place, asset_id in enumerate(mine))
        if act == "add":
            add_units(self.ctx, LotUnits(**seen, asset_ids=some))
        elif act == "take out":
            take_out(self.ctx, LotUnits(**seen, asset_ids=mine[:1]))
        elif act == "notify":
            notify(self.ctx, Notify(**seen, notified_on=day))
        elif act == "arrive":
            arrive(self.ctx, Arrive(**seen, arrived_on=day, counted_by="赵", witnessed_by="张", counts=counts))
        elif act == "recount":
            recount(self.ctx, Recount(**seen, counts=counts))
        elif act == "install":
            chosen = mine if more > 2 else mine[:1]
            install(self.ctx, Install(**seen, installed_on=day, asset_ids=chosen, places=dict.fromkeys(chosen, "三楼")))
        elif act == "back":
            step_back(self.ctx, LotStep(**seen))
        elif act == "check":
            result = (CheckResult.PASSED, CheckResult.PASSED, CheckResult.FAILED, CheckResult.NOT_APPLICABLE)[more % 4]
            outcomes = tuple(Outcome(check.id, result) for check in card.checks)
            record_checks(self.ctx, RecordChecks(**seen, outcomes=outcomes))
        elif act == "complete":
            complete(self.ctx, Complete(**seen, completed_on=day))
        elif act == "accept":
            accept(self.ctx, AcceptLot(**seen, **signed))
        elif act == "accept several":
            accept_several(self.ctx, AcceptLots(lots=tuple(SeenLot(one.id, one.version) for one in lots), **signed))
        elif act == "split":
            split(self.ctx, LotUnits(**seen, asset_ids=mine[: more % 3]))
        elif act == "cancel":
            cancel(self.ctx, line.id, line.version, "推迟")
        elif act == "edit":
            edit_plan(self.ctx, EditLot(**seen, planned_on=day))
        else:
            self.stale(AcceptLot(**seen, **signed))

    def stale(self, acceptance):
        """Whoever saw an older state signs nothing."""
        try:
            accept(self.ctx, replace(acceptance, seen_version=acceptance.seen_version - 1))
        except StaleRecord:
            return
        raise AssertionError("signed without having seen it")

    @staticmethod
    def count(asset_id, place, more):
        if more == 7 and place == 0:
            return UnitCount(asset_id, Counted.MISSING)
        return UnitCount(asset_id, appearance=Appearance.DAMAGED if more == 8 and place == 0 else Appearance.GOOD)

    def holds(self):
        """What must hold after every act."""
        for line in deliveries.of_contract(self.ctx, self.contract.id):
            card = deliveries.lot(self.ctx, line.id)
            further = line.state.value in ("installed", "completed", "accepted")
            if further:
                assert card.units, "an empty delivery has come no further than its arrival"
                assert all(unit.is_whole and unit.installed_on and unit.location_text for unit in card.units)
            if line.state.value in ("planned", "notified"):
                assert not any(unit.installed_on or unit.delivered_on for unit in card.units)
            assert (line.accepted_on is not None) == (line.state.value == "accepted") == bool(line.certificate_no)
            for unit in card.units:
                assert unit.accepted_on == line.accepted_on, "a unit is accepted with its delivery and not without it"
                days = [unit.delivered_on, unit.installed_on, line.completed_on, unit.accepted_on]
                known = [day for day in days if day is not None]
                assert known == sorted(known)
            if line.accepted_on is not None:
                results = {check.result for check in card.checks}
                assert results <= {CheckResult.PASSED, CheckResult.NOT_APPLICABLE}
        accepted = connect.rows("SELECT count(*) FROM asset WHERE (accepted_on IS NULL) <> (cover_last IS NULL)")
        assert accepted == [(0,)], "cover begins with the acceptance"
        loose = connect.rows(
            "SELECT count(*) FROM asset a WHERE a.accepted_on IS NOT NULL "
            "AND NOT EXISTS (SELECT 1 FROM lot_unit u WHERE u.asset_id = a.id)"
        )
        assert loose == [(0,)]
        numbers = [row[0] for row in connect.rows("SELECT certificate_no FROM delivery_lot WHERE certificate_no <> ''")]
        assert len(set(numbers)) == len(numbers)


def test_whatever_the_order_of_acts_only_whole_deliveries_are_accepted(ctx, make_contract, make_asset, make_policy):
    policy = make_policy(warranty_months=12)
    reached = set()

    @settings(
        max_examples=RUNS, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )  # fmt: skip
    @given(st.lists(STEP, min_size=STEPS, max_size=STEPS))
    def sequence(steps):
        contract = make_contract(policy_version=policy)
        units = [make_asset(customer=contract.customer, state="in_stock", owner="us") for _each in range(UNITS)]
        site = Site(ctx, contract, units)
        for step in steps:
            site.step(*step)
            site.holds()
        reached.update(line.state.value for line in deliveries.of_contract(ctx, contract.id))

    sequence()
    assert {"planned", "arrived", "cancelled"} <= reached


def test_a_way_that_leads_there_does_so_in_the_same_machine(ctx, make_contract, make_asset, make_policy):
    """The machine can reach an acceptance: its refusals are not all that it ever sees."""
    contract = make_contract(policy_version=make_policy(warranty_months=12))
    units = [make_asset(customer=contract.customer, state="in_stock", owner="us") for _each in range(UNITS)]
    site = Site(ctx, contract, units)
    for step in (
        ("plan", 0, 2, 0), ("accept", 0, 3, 9), ("arrive", 0, 7, 1), ("accept", 0, 3, 9), ("recount", 0, 0, 0),
        ("install", 0, 3, 2), ("complete", 0, 0, 3), ("accept several", 0, 0, 4), ("check", 0, 0, 0),
        ("accept several", 0, 0, 2), ("accept several", 0, 0, 4), ("back", 0, 0, 0), ("cancel", 0, 0, 0),
    ):  # fmt: skip
        site.step(*step)
        site.holds()
    line = deliveries.of_contract(ctx, contract.id)[0]
    assert (line.state.value, line.accepted_on) == ("accepted", FIRST + timedelta(days=4))
