"""What is tested before the acceptance, and what is handed over with the goods (R-012, R-014, R-018)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from inventory.contracts import lot_rules as rules
from inventory.contracts.lot_rules import CheckResult, LotCheckArea
from inventory.contracts.lots import locked, renew
from inventory.contracts.many import change_rows
from inventory.contracts.words import check_word
from inventory.errors import InvalidInput, NotFound, RuleBroken
from inventory.i18n import N_
from inventory.naming import line
from inventory.work import Context, Work, command, needs
from models.access import Right
from models.contracts import Contract, LotCheck

LONGEST_ITEM: Final = 80
_STANDARD: Final = frozenset(item for _area, item in rules.STANDARD_CHECKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCheck:
    """A check of one's own beside the standard ones; ``item`` in the words of whoever adds it."""

    lot_id: int
    seen_version: int
    area: LotCheckArea
    item: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check came out."""

    check_id: int
    result: CheckResult
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChecks:
    """Results of checks; those that are not named stay as they are."""

    lot_id: int
    seen_version: int
    outcomes: tuple[Outcome, ...]


@command
@needs(Right.EDIT_CONTRACTS)
def add_check(ctx: Context, check: AddCheck) -> int:
    """Add a check to a delivery that is not accepted, and return the check's id."""
    item = line(check.item)
    if not item:
        raise InvalidInput(N_("Say what is checked or handed over."), field="item")
    if len(item) > LONGEST_ITEM:
        raise InvalidInput(
            N_("At most {limit} characters fit here; shorten the text."), field="item", limit=LONGEST_ITEM
        )
    with ctx.work() as work:
        row, contract = _open(work, check.lot_id, check.seen_version)
        there = list(LotCheck.select().where(LotCheck.lot == row.id).order_by(LotCheck.position))
        if any(item in (one.item, check_word(one.item)) for one in there):
            raise InvalidInput(N_("This check is already in the list."), field="item")
        position = there[-1].position + 1 if there else 1
        added = work.create(LotCheck, lot=row.id, position=position, area=check.area, item=item)
        renew(work, row)
        work.touch(Contract, contract.id)
    return int(added.id)


@command
@needs(Right.EDIT_CONTRACTS)
def record_checks(ctx: Context, checks: RecordChecks) -> int:
    """Record results of checks, and return the delivery's id."""
    with ctx.work() as work:
        row, contract = _open(work, checks.lot_id, checks.seen_version)
        there = {one.id: one for one in LotCheck.select().where(LotCheck.lot == row.id)}
        for outcome in checks.outcomes:
            if outcome.check_id not in there:
                raise NotFound(N_("This check is no longer there. Refresh the page to see what is."))
            change_rows(work, [there[outcome.check_id]], result=outcome.result, remark=line(outcome.remark))
        renew(work, row)
        work.touch(Contract, contract.id)
    return checks.lot_id


@command
@needs(Right.EDIT_CONTRACTS)
def remove_check(ctx: Context, lot_id: int, seen_version: int, check_id: int) -> None:
    """Remove a check of one's own from a delivery that is not accepted; a standard one can only not apply."""
    with ctx.work() as work:
        row, contract = _open(work, lot_id, seen_version)
        check: Any = LotCheck.get_or_none((LotCheck.id == check_id) & (LotCheck.lot == row.id))
        if check is None:
            raise NotFound(N_("This check is no longer there. Refresh the page to see what is."))
        if check.item in _STANDARD:
            raise RuleBroken(N_("A standard check stays in the list. Say that it does not apply."))
        work.delete(check)
        renew(work, row)
        work.touch(Contract, contract.id)


def _open(work: Work, lot_id: int, seen_version: int) -> tuple[Any, Any]:
    row, contract = locked(work, lot_id, seen_version)
    if row.state not in rules.OPEN_STATES:
        raise RuleBroken(N_("This delivery is accepted or cancelled, so its checks stay as they were."))
    return row, contract
