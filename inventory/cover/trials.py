"""What an act would make of a unit's cover, before anybody does it: reckoned from changed facts, nothing is written.

Every trial refuses what the act would refuse of its values, with the same sentence and under the same field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from inventory.assets.rules import UnitDates, check_dates, check_months
from inventory.cover import custody, keeping, maker, records, reviews, store
from inventory.cover.facts import CustodyFacts, MakerFacts, ManualFacts, UnitFacts
from inventory.cover.proven import Proven
from inventory.cover.reckoning import Reckoned
from inventory.cover.reviews import Otherwise
from inventory.cover.stays import Stay
from inventory.cover.suspension import Absence, Repair
from inventory.errors import InvalidInput, NotFound
from inventory.i18n import N_
from inventory.work import Context
from models import connect
from models.assets import Asset, AssetState

GRANT_ENDS_FIRST = N_("Cover cannot end before it begins. Check both dates.")


@dataclass(frozen=True, slots=True)
class Effect:
    """The cover of a unit as it is kept and as it would be. ``gone``: afterwards nothing is owed for it any more."""

    asset_id: int
    serial_no: str
    before: Reckoned
    after: Reckoned
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """What would become of the unit, of those that took its place, and of the cases decided before (INV-09)."""

    unit: Effect
    successors: tuple[Effect, ...] = ()
    cases: tuple[Otherwise, ...] = ()


def corrected(ctx: Context, asset_id: int, accepted_on: date | None, months: int | None) -> Trial:
    """The acceptance on another day, or none, and other months of the unit's own.

    Under house terms the day decides which version of them holds.
    """
    unit: Any = Asset.get_or_none(Asset.id == asset_id)
    if unit is None:
        raise _gone()
    if (unit.accepted_on, unit.warranty_months) == (accepted_on, months):
        raise InvalidInput(N_("This is what is recorded. Enter what is right."), field="accepted_on")
    check_months(months)
    days = UnitDates(**{one.name: getattr(unit, one.name) for one in fields(UnitDates)})
    check_dates(replace(days, accepted_on=accepted_on), ctx.clock.today())
    return with_acceptance(ctx, asset_id, accepted_on, months)


def with_acceptance(ctx: Context, asset_id: int, accepted_on: date | None, months: int | None) -> Trial:
    """The same without asking whether it can be."""
    row = list(records.rows([asset_id])[0])
    row[records.ACCEPTED_ON], row[records.OWN_MONTHS] = accepted_on, months
    return tried(ctx, records.facts(row, records.beside([asset_id])))


def granted(ctx: Context, asset_id: int, first: date, last: date) -> Trial:
    """Days beyond what was promised."""
    if last < first:
        raise InvalidInput(GRANT_ENDS_FIRST, field="last_day")
    facts = _facts(asset_id)
    return tried(ctx, replace(facts, manual=(*facts.manual, ManualFacts(0, first, last))))


def withdrawn(ctx: Context, asset_id: int, manual_id: int) -> Trial:
    """Without days that were granted."""
    facts = _facts(asset_id)
    return tried(ctx, replace(facts, manual=tuple(one for one in facts.manual if one.id != manual_id)))


def recorded(ctx: Context, paper: maker.RecordMaker) -> Trial:
    """With what a manufacturer's paper says."""
    maker.check(paper)
    facts = _facts(paper.asset_id)
    found = MakerFacts(facts.maker.id if facts.maker else 0, paper.months, paper.anchor, paper.last_day, paper.document)
    return tried(ctx, replace(facts, maker=found))


def forgotten(ctx: Context, asset_id: int) -> Trial:
    """Without the manufacturer's paper."""
    return tried(ctx, replace(_facts(asset_id), maker=None))


def taken_in(ctx: Context, stay: custody.TakeIn) -> Trial:
    """From the day on which it is taken in, as of today."""
    custody.check_taking(ctx, stay)
    unit: Any = Asset.get_or_none(Asset.id == stay.asset_id)
    if unit is None:
        raise _gone()
    custody.check_taken_on(unit.delivered_on, stay.taken_on)
    facts = _facts(stay.asset_id)
    loaner = None if stay.loaner_from is None else Absence(stay.loaner_from, None)
    added = CustodyFacts(0, Repair(stay.taken_on, None, _is_charged(stay.case_id)), loaner, stay.case_id)
    return tried(ctx, replace(facts, custodies=_by_day((*facts.custodies, added))))


def handed_back(ctx: Context, stay: Stay, back: custody.HandBack) -> Trial:
    """When the stay ends."""
    custody.check_handing(ctx, stay.taken_on, back)
    facts = _facts(stay.asset_id)
    loaner = None if back.loaner_from is None else Absence(back.loaner_from, back.loaner_back)
    ended = tuple(
        replace(one, repair=replace(one.repair, back=back.returned_on), loaner=loaner) if one.id == stay.id else one
        for one in facts.custodies
    )
    return tried(ctx, replace(facts, custodies=ended))


def left(ctx: Context, asset_id: int, state: AssetState) -> Trial:
    """When it leaves for good."""
    return tried(ctx, replace(_facts(asset_id), state=state))


def tried(ctx: Context, facts: UnitFacts, *, onwards: bool = True) -> Trial:
    """The cover of a unit with these facts, and what follows from it; ``onwards``: for its successors, too."""
    reckoner = keeping.Reckoner(ctx)
    unit = _effect(facts, reckoner.of(facts))
    others = tuple(_onwards(reckoner, facts.id, unit.after.segments)) if onwards else ()
    after = {one.asset_id: one.after for one in (unit, *others) if one.before != one.after}
    return Trial(unit, tuple(one for one in others if one.before != one.after), tuple(reviews.otherwise(after)))


def _effect(facts: UnitFacts, after: Reckoned) -> Effect:
    serial = connect.rows("SELECT serial_no FROM asset WHERE id = ?", (facts.id,))[0][0]
    return Effect(facts.id, str(serial), store.kept([facts.id])[facts.id], after, facts.is_gone)


def _onwards(reckoner: keeping.Reckoner, asset_id: int, segments: Sequence[Proven]) -> Iterator[Effect]:
    """Those that took its place, one after the other: each inherits from the one before."""
    while found := connect.rows("SELECT new_id FROM serial_swap WHERE old_id = ?", (asset_id,)):
        asset_id = found[0][0]
        facts = _facts(asset_id)
        effect = _effect(facts, reckoner.of(facts, segments))
        segments = effect.after.segments
        yield effect


def _facts(asset_id: int) -> UnitFacts:
    found = records.read([asset_id]).get(asset_id)
    if found is None:
        raise _gone()
    return found


def _gone() -> NotFound:
    return NotFound(N_("This unit is no longer there. Refresh the page to see what is."))


def _by_day(custodies: tuple[CustodyFacts, ...]) -> tuple[CustodyFacts, ...]:
    return tuple(sorted(custodies, key=lambda one: (one.repair.first, one.id)))


def _is_charged(case_id: int | None) -> bool:
    """Whether the repair is the user's damage, so that its days are not given back."""
    if case_id is None:
        return False
    found = connect.rows("SELECT charged, user_damage FROM service_case WHERE id = ?", (case_id,))
    return bool(found) and (bool(found[0][0]) or found[0][1] == "yes")
