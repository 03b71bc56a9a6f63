"""A delivery taken along its way, step by step, as far as a test needs it."""

from __future__ import annotations

from datetime import date

from inventory.contracts import deliveries
from inventory.contracts.acceptance import AcceptLot, accept
from inventory.contracts.checks import Outcome, RecordChecks, record_checks
from inventory.contracts.lot_rules import NOT_NOTIFIED, CheckResult
from inventory.contracts.lots import PlanLot, plan
from inventory.contracts.steps import Arrive, Complete, Install, arrive, complete, install

ARRIVED, INSTALLED, COMPLETED, SIGNED = date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 10), date(2026, 3, 15)


def version(ctx, lot_id):
    """The version of the delivery as somebody sees it now."""
    return deliveries.lot(ctx, lot_id).line.version


def planned(ctx, contract, units, **values):
    """A delivery of these units."""
    return plan(ctx, PlanLot(contract_id=contract.id, asset_ids=tuple(unit.id for unit in units), **values))


def arrived(ctx, lot_id, on=ARRIVED, counts=(), reason=""):
    """Everything is there, unless ``counts`` says otherwise. ``reason``: why there was no notice."""
    told = frozenset({NOT_NOTIFIED}) if reason else frozenset()
    arrive(ctx, Arrive(lot_id=lot_id, seen_version=version(ctx, lot_id), arrived_on=on, counted_by="张伟",
                       witnessed_by="王芳", counts=tuple(counts), confirmed=told, reason=reason))  # fmt: skip


def installed(ctx, lot_id, on=INSTALLED, units=None):
    """All units, or these, stand in their places."""
    ids = [unit.asset_id for unit in deliveries.lot(ctx, lot_id).units] if units is None else [unit.id for unit in units]
    install(ctx, Install(lot_id=lot_id, seen_version=version(ctx, lot_id), installed_on=on, asset_ids=tuple(ids),
                         places=dict.fromkeys(ids, "门诊三楼")))  # fmt: skip


def passed(ctx, lot_id, result=CheckResult.PASSED):
    """All checks came out so."""
    card = deliveries.lot(ctx, lot_id)
    outcomes = tuple(Outcome(check.id, result) for check in card.checks)
    record_checks(ctx, RecordChecks(lot_id=lot_id, seen_version=card.line.version, outcomes=outcomes))


def completed(ctx, lot_id, on=COMPLETED):
    """Installed, adjusted and started up."""
    complete(ctx, Complete(lot_id=lot_id, seen_version=version(ctx, lot_id), completed_on=on))


def signed(ctx, lot_id, on=SIGNED, **values):
    """Both sides sign; the number of the certificate."""
    names = {"customer_signer": "李院长", "our_signer": "陈工"} | values
    return accept(ctx, AcceptLot(lot_id=lot_id, seen_version=version(ctx, lot_id), accepted_on=on, **names))


def ready(ctx, contract, units, reason="", **values):
    """A delivery that only wants its signature. ``reason``: why there was no notice."""
    lot_id = planned(ctx, contract, units, **values)
    arrived(ctx, lot_id, reason=reason)
    installed(ctx, lot_id)
    passed(ctx, lot_id)
    completed(ctx, lot_id)
    return lot_id
