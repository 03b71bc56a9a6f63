"""What a second person lets pass: correcting an acceptance that is in force, granting and withdrawing cover.

The functions ask and are asked through ``inventory.access``: a request is tried when it is asked for, and done in the
transaction of whoever approves it. Cases that were decided before stay as they are and come on the
review list (INV-09).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final

from inventory.access.approvals import ask
from inventory.access.executors import Asked
from inventory.assets.rules import FOLLOWS_DATES, UnitDates, check_dates, check_months, state_of
from inventory.cover import keeping, trials
from inventory.cover.proven import GONE
from inventory.cover.trials import GRANT_ENDS_FIRST
from inventory.errors import InvalidInput, NotFound, RuleBroken
from inventory.i18n import N_, Message
from inventory.naming import line
from inventory.work import Context, Work
from models import connect
from models.access import RequestKind
from models.assets import Asset
from models.contracts import Contract, DeliveryLot
from models.cover import ManualCover

_TABLES: Final[dict[str, Any]] = {"asset": Asset, "delivery_lot": DeliveryLot, "contract": Contract}


class Unchanged(Enum):
    """Said instead of a value: it is not touched."""

    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class CorrectAcceptance:
    """The acceptance of a unit, a delivery or a contract as it should be; None: there was none.

    ``entity``: the table, ``entity_id``: the row. ``months``: of a unit, its own as they should be (None: it has none
    of its own); left out, they stay.
    """

    entity: str
    entity_id: int
    accepted_on: date | None
    months: int | Unchanged | None = Unchanged.UNCHANGED


@dataclass(frozen=True, slots=True)
class GrantCover:
    """Days of cover beyond what was promised, both included. ``document``: what it was agreed in."""

    asset_id: int
    first_day: date
    last_day: date
    document: str = ""


def correct_acceptance(ctx: Context, correction: CorrectAcceptance, reason: str) -> int:
    """Ask for the correction of an acceptance that is in force, and return the request's id."""
    with ctx.reading():
        row = _row(correction.entity, correction.entity_id)
    payload: dict[str, Any] = {"accepted_on": _text(correction.accepted_on), "was": _text(row.accepted_on)}
    if correction.entity == "asset" and not isinstance(correction.months, Unchanged):
        payload |= {"months": correction.months, "months_were": row.warranty_months}
    return ask(ctx, RequestKind.ACCEPTANCE, correction.entity, correction.entity_id, payload, reason)


def grant(ctx: Context, cover: GrantCover, reason: str) -> int:
    """Ask for cover beyond what was promised, and return the request's id."""
    payload = {
        "first_day": _text(cover.first_day), "last_day": _text(cover.last_day), "document": line(cover.document),
    }  # fmt: skip
    return ask(ctx, RequestKind.MANUAL_COVER, "asset", cover.asset_id, payload, reason)


def withdraw(ctx: Context, manual_id: int, reason: str) -> int:
    """Ask that granted cover is taken back, and return the request's id."""
    with ctx.reading():
        row: Any = ManualCover.get_or_none(ManualCover.id == manual_id)
    if row is None:
        raise NotFound(N_("This record is no longer there. Refresh the page to see what is."))
    payload = {"manual_id": manual_id, "first_day": _text(row.first_day), "last_day": _text(row.last_day)}
    return ask(ctx, RequestKind.WITHDRAW_COVER, "asset", row.asset_id, payload, reason)


def execute_acceptance(work: Work, request: Asked) -> None:
    """Correct the acceptance; units, delivery and contract that share the day are corrected together."""
    day = _day(request.payload["accepted_on"])
    row = work.lock(_TABLES[request.entity], request.entity_id)
    was = row.accepted_on
    months = request.payload.get("months", row.warranty_months) if request.entity == "asset" else None
    if was == day and (request.entity != "asset" or months == row.warranty_months):
        raise RuleBroken(N_("The acceptance is recorded so already. Refresh the page to see it."))
    if request.entity == "asset":
        check_months(months)
        work.change(row, warranty_months=months)
        keeping.reckon(work, _correct([row], day, work))
        return
    if day is None:
        raise InvalidInput(N_("Enter the day of the acceptance."), field="accepted_on")
    if day > work.ctx.clock.today():
        raise InvalidInput(
            N_("The acceptance cannot be in the future. Enter the day of the signature when it is signed."),
            field="accepted_on",
        )
    work.change(row, accepted_on=day)
    if request.entity == "contract":
        keeping.reckon(work, keeping.of_contract(row.id))
        return
    ids = [unit for (unit,) in connect.rows("SELECT asset_id FROM lot_unit WHERE lot_id = ?", (row.id,))]
    units = [unit for unit in (work.lock(Asset, asset_id) for asset_id in sorted(ids)) if unit.accepted_on == was]
    changed = _correct(units, day, work)
    contract: Any = work.lock(Contract, row.contract_id)
    if contract.accepted_on is not None and contract.accepted_on == was:
        latest = connect.rows("SELECT max(accepted_on) FROM delivery_lot WHERE contract_id = ?", (contract.id,))[0][0]
        work.change(contract, accepted_on=connect.as_day(latest))
        changed = keeping.of_contract(contract.id)
    keeping.reckon(work, changed)


def describe_acceptance(ctx: Context, request: Asked) -> Sequence[Message]:
    """The day as it is and as it should be; for a unit also what becomes of its cover."""
    was, day = _day(request.payload.get("was")), _day(request.payload["accepted_on"])
    lines = [Message(N_("Accepted on: {was} → {day}."), {"was": _shown(was), "day": _shown(day)})]
    if request.entity != "asset":
        return lines
    unit, payload = _row("asset", request.entity_id), request.payload
    if "months" in payload:
        said = {"was": _months(payload["months_were"]), "now": _months(payload["months"])}
        lines = [*(lines if was != day else ()), Message(N_("Warranty (months): {was} → {now}."), said)]
    months = payload.get("months", unit.warranty_months)
    if unit.accepted_on == was and (was, unit.warranty_months) != (day, months):
        lines += _moves(trials.with_acceptance(ctx, request.entity_id, day, months).unit)
    return lines


def _months(months: int | None) -> str:
    return "–" if months is None else str(months)


def _moves(effect: trials.Effect) -> list[Message]:
    """How the last covered day moves; nothing where it stays."""
    now, then = effect.before.last, effect.after.last
    if now == then:
        return []
    return [Message(N_("Covered until: {was} → {day}."), {"was": _shown(now), "day": _shown(then)})]


def execute_manual_cover(work: Work, request: Asked) -> None:
    """Grant the days."""
    first, last = _day(request.payload["first_day"]), _day(request.payload["last_day"])
    if first is None or last is None or last < first:
        raise InvalidInput(GRANT_ENDS_FIRST, field="last_day")
    unit: Any = work.lock(Asset, request.entity_id)
    if unit.state in GONE:
        raise RuleBroken(N_("This unit is no longer in use, so no cover is granted for it."))
    work.create(
        ManualCover, asset=unit.id, first_day=first, last_day=last, reason=request.reason,
        document=line(request.payload.get("document", "")), granted_at=work.ctx.clock.now(),
        granted_by=request.asked_by, approved_by=request.decided_by,
    )  # fmt: skip
    keeping.reckon(work, [unit.id])


def describe_manual_cover(ctx: Context, request: Asked) -> Sequence[Message]:
    """The days that are granted, and until they are what becomes of the cover."""
    payload = request.payload
    said = Message(
        N_("Cover from {first} to {last} beyond what was promised."),
        {"first": payload["first_day"], "last": payload["last_day"]},
    )
    first, last = _day(payload["first_day"]), _day(payload["last_day"])
    if request.decided_by is not None or first is None or last is None:
        return [said]
    return [said, *_moves(trials.granted(ctx, request.entity_id, first, last).unit)]


def execute_withdraw_cover(work: Work, request: Asked) -> None:
    """Take granted days back; the record of them stays."""
    row: Any = work.lock(ManualCover, int(request.payload["manual_id"]))
    if row.withdrawn_at is not None:
        raise RuleBroken(N_("This cover was withdrawn already."))
    work.change(row, withdrawn_at=work.ctx.clock.now(), withdrawn_by=request.asked_by, withdrawn_reason=request.reason)
    keeping.reckon(work, [row.asset_id])


def describe_withdraw_cover(ctx: Context, request: Asked) -> Sequence[Message]:
    """The days that are taken back, and until they are what becomes of the cover."""
    payload = request.payload
    said = Message(
        N_("The granted cover from {first} to {last} is taken back."),
        {"first": payload["first_day"], "last": payload["last_day"]},
    )
    if request.decided_by is not None:
        return [said]
    return [said, *_moves(trials.withdrawn(ctx, request.entity_id, int(payload["manual_id"])).unit)]


def _correct(units: Sequence[Any], day: date | None, work: Work) -> list[int]:
    for unit in units:
        dates = UnitDates(
            made_on=unit.made_on, ex_works_on=unit.ex_works_on, sold_on=unit.sold_on, delivered_on=unit.delivered_on,
            installed_on=unit.installed_on, completed_on=unit.completed_on, accepted_on=day,
        )  # fmt: skip
        check_dates(dates, work.ctx.clock.today())
        values: dict[str, Any] = {"accepted_on": day}
        if unit.state in FOLLOWS_DATES:
            values["state"] = state_of(dates)
        work.change(unit, **values)
    return [unit.id for unit in units]


def _row(entity: str, entity_id: int) -> Any:
    row = _TABLES[entity].get_or_none(_TABLES[entity].id == entity_id)
    if row is None:
        raise NotFound(N_("This record is no longer there. Refresh the page to see what is."))
    return row


def _day(text: str | None) -> date | None:
    return None if not text else date.fromisoformat(text)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _shown(day: date | None) -> str:
    return "–" if day is None else day.isoformat()
