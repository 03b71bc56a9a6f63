"""A unit takes the place of another one (SerialSwap, rules.md C-05, INV-13, INV-14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.assets import rules
from inventory.cover import keeping, records
from inventory.cover.replacement import ReplacementTerms
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.numbering import free_code
from inventory.scanning.payload import Kind
from inventory.work import Context, Work, command, needs
from models.access import Right
from models.assets import Asset, AssetEvent, AssetOwner, AssetRole, AssetState, EventKind
from models.cases import ServiceCase
from models.cover import Custody, OldDisposition, SerialSwap

REPLACEABLE: Final = frozenset(
    {
        AssetState.DELIVERED, AssetState.INSTALLED, AssetState.IN_SERVICE, AssetState.FAULTY, AssetState.AT_DEPOT,
        AssetState.AT_OEM,
    }
)  # fmt: skip
"""States of a unit that a customer has, or that we have for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceUnit:
    """Another unit for ``asset_id``: a registered one in stock (``successor_id``), or a new ``serial_no``.

    A new one is of the same model unless ``model_id`` names another one. ``disposition``: what becomes of the old one.
    """

    asset_id: int
    seen_version: int
    swapped_on: date
    reason: str
    successor_id: int | None = None
    serial_no: str = ""
    model_id: int | None = None
    disposition: OldDisposition = OldDisposition.RETURN_TO_US
    case_id: int | None = None


@command
@needs(Right.RECORD_SERVICE)
def replace(ctx: Context, swap: ReplaceUnit) -> int:
    """Put another unit in the place of one and return the new one's id.

    The old one leaves service in the same transaction in which the new one enters it, at the same customer, place and
    contract. What the new one is covered by follows from the policy: what was left, some days at least, or a new
    period. Both keep their histories and lead to each other.
    """
    reason = swap.reason.strip()
    if not reason:
        raise InvalidInput(N_("Say why the unit is replaced."), field="reason")
    with ctx.work(reason) as work:
        old: Any = work.lock(Asset, swap.asset_id)
        work.check_seen(old, swap.seen_version)
        _check_old(old, swap, ctx.clock.today())
        terms = records.read([old.id])[old.id].policy.terms.replaced
        new = _registered(work, old, swap) if swap.successor_id is not None else _added(work, old, swap)
        _end_stay(work, old.id, swap.swapped_on)
        work.change(old, state=AssetState.REPLACED, replaced_by=new.id)
        _record(work, old, new, swap, terms)
        keeping.reckon(work, [old.id, new.id])
    return int(new.id)


def check_swapped_on(swapped_on: date, today: date, *handed_over: date | None) -> None:
    """Not in the future, and not before the unit was handed over. Raises InvalidInput."""
    if swapped_on > today:
        raise InvalidInput(N_("This cannot be in the future. Enter it when it has happened."), field="swapped_on")
    since = max((day for day in handed_over if day is not None), default=None)
    if since is not None and swapped_on < since:
        raise InvalidInput(
            N_("The unit was handed over on {day}; it cannot be replaced before that."), field="swapped_on", day=since
        )


def _check_old(old: Any, swap: ReplaceUnit, today: date) -> None:
    if old.state not in REPLACEABLE:
        raise RuleBroken(N_("Only a unit that a customer has can be replaced; this one is not in use there."))
    check_swapped_on(swap.swapped_on, today, old.delivered_on, old.accepted_on)
    of_unit = (ServiceCase.id == swap.case_id) & (ServiceCase.asset == old.id)
    if swap.case_id is not None and not ServiceCase.select().where(of_unit).exists():
        raise InvalidInput(N_("This case is about another unit. Choose one of this unit's."), field="case_id")


def _registered(work: Work, old: Any, swap: ReplaceUnit) -> Any:
    new: Any = work.lock(Asset, swap.successor_id or 0)
    if new.id == old.id:
        raise InvalidInput(N_("A unit cannot replace itself. Choose another one."), field="successor_id")
    if new.state is not AssetState.IN_STOCK:
        raise RuleBroken(
            N_("{serial} is not in stock, so it cannot take the place of another unit."), serial=new.serial_no
        )
    for name in ("made_on", "ex_works_on", "sold_on"):
        if (day := getattr(new, name)) is not None and day > swap.swapped_on:
            raise InvalidInput(
                N_("{serial} came to us on {day} only; check the day of the replacement."),
                field="swapped_on", serial=new.serial_no, day=day,
            )  # fmt: skip
    work.change(new, **_place(old, swap, new.warranty_months))
    return new


def _added(work: Work, old: Any, swap: ReplaceUnit) -> Any:
    typed, compared = rules.check_serial(swap.serial_no)
    model_id = swap.model_id or old.model_id
    there = Asset.get_or_none((Asset.model == model_id) & (Asset.serial_norm == compared))
    if there is not None:
        raise RuleBroken(
            N_("{serial} of this model is already in the register. Choose it as the successor."),
            serial=there.serial_no,
            existing=there.id,
        )
    return work.create(
        Asset, code=free_code(Asset, Kind.ASSET), model=model_id, serial_no=typed, serial_norm=compared,
        **_place(old, swap, None),
    )  # fmt: skip


def has_begun(accepted_on: date | None, cover_first: date | None) -> bool:
    """Whether the promise for a unit has begun, so that whoever takes its place has accepted it."""
    return accepted_on is not None or cover_first is not None


def _place(old: Any, swap: ReplaceUnit, months: int | None) -> dict[str, Any]:
    """Where the old one stood, on which terms; a promise that has begun goes on, so its taker has accepted it."""
    begun = has_begun(old.accepted_on, old.cover_first)
    return {
        "customer": old.customer_id, "site": old.site_id, "contract": old.contract_id,
        "contract_line": old.contract_line_id, "location_text": old.location_text, "role": AssetRole.CUSTOMER_UNIT,
        "owner": AssetOwner.CUSTOMER if old.customer_id is not None else AssetOwner.US,
        "delivered_on": swap.swapped_on, "installed_on": swap.swapped_on, "completed_on": None,
        "accepted_on": swap.swapped_on if begun else None,
        "state": AssetState.IN_SERVICE if begun else AssetState.INSTALLED,
        "warranty_months": old.warranty_months if months is None else months,
    }  # fmt: skip


def _end_stay(work: Work, asset_id: int, swapped_on: date) -> None:
    """A unit that was with us for repair does not go back."""
    stay: Any = Custody.get_or_none((Custody.asset == asset_id) & Custody.returned_on.is_null())
    if stay is not None:
        if swapped_on < stay.taken_on:
            raise InvalidInput(
                N_("The unit was taken in on {day}; check the day of the replacement."),
                field="swapped_on",
                day=stay.taken_on,
            )
        work.change(work.lock(Custody, stay.id), returned_on=swapped_on)


def _record(work: Work, old: Any, new: Any, swap: ReplaceUnit, terms: ReplacementTerms) -> None:
    now, actor = work.ctx.clock.now(), work.ctx.actor
    work.create(
        SerialSwap, old=old.id, new=new.id, case=swap.case_id, swapped_on=swap.swapped_on, rule=terms.rule.value,
        rule_days=terms.days, rule_months=terms.months, rule_count=terms.count.value, disposition=swap.disposition,
        reason=work.reason, at=now, by=actor,
    )  # fmt: skip
    for asset_id, kind, other in (
        (old.id, EventKind.SWAPPED_OUT, new.serial_no),
        (new.id, EventKind.SWAPPED_IN, old.serial_no),
    ):
        AssetEvent.insert(asset=asset_id, at=now, kind=kind, by=actor, note=other).execute()
