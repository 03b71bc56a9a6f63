"""Maintenance contracts (续保, 维护合约): added, corrected, and the units that they cover (R-043, C-02)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.contracts import extension_rules as rules
from inventory.contracts.extension_rules import ExtensionStart
from inventory.contracts.many import add_rows, lock_units, pieces
from inventory.cover import keeping
from inventory.errors import InvalidInput, NeedsConfirmation, RuleBroken
from inventory.i18n import N_
from inventory.values.money import Money
from inventory.work import Context, Work, command, needs
from models import connect
from models.access import Right
from models.contracts import Contract, ExtensionContract
from models.cover import ExtensionUnit
from models.customers import Customer

OVER: Final = "over"
"""What a person confirms: days that are over already, such as those of an old paper that is entered late."""
_OVER_FOR_ONE: Final = N_(
    "It follows the cover before it: for {serial} it would last from {first} to {last}, and be over today. To begin "
    "with the signature or on a day of its own, choose that under “Begins”. Is it meant so?"
)
_OVER_FOR_SEVERAL: Final = N_(
    "It follows the cover before it: for {count} of the units, such as {serial}, it would end on {last} or earlier, "
    "and be over today. To begin with the signature or on a day of its own, choose that under “Begins”. Is it meant so?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionFields:
    """What a person enters of a maintenance contract. ``contract_id``: the one that it goes on from, if any."""

    number: str
    customer_id: int
    months: int = 12
    start: ExtensionStart = ExtensionStart.CONTIGUOUS
    signed_on: date | None = None
    effective_from: date | None = None
    covers_parts: bool = True
    covers_labour: bool = True
    covers_visits: bool = False
    priority: int = 1
    price: Money | None = None
    contract_id: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddExtension(ExtensionFields):
    """A maintenance contract that is not there yet, for these units. ``confirmed``: OVER, where it is meant so."""

    asset_ids: tuple[int, ...] = ()
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditExtension(ExtensionFields):
    """All fields of a maintenance contract as they should be now. ``confirmed``: as in AddExtension."""

    extension_id: int
    seen_version: int
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionUnits:
    """Units to be put under a maintenance contract, or taken from under it. ``confirmed``: as in AddExtension."""

    extension_id: int
    seen_version: int
    asset_ids: tuple[int, ...]
    confirmed: frozenset[str] = frozenset()


@command
@needs(Right.EDIT_CONTRACTS)
def add_extension(ctx: Context, extension: AddExtension) -> int:
    """Add a maintenance contract with its units and return its id.

    Raises NeedsConfirmation(OVER) where it follows cover that ended so long ago that its own days are over already, and
    RuleBroken where the number is known (``values["existing"]``) and for units that are another customer's or
    no longer in use.
    """
    values = _values(ctx, extension)
    with ctx.work() as work:
        _check_new(extension, values["number_norm"])
        row = work.create(ExtensionContract, **values)
        _put_under(work, row, extension.asset_ids, extension.confirmed)
    return int(row.id)


@command
@needs(Right.EDIT_CONTRACTS)
def edit_extension(ctx: Context, extension: EditExtension) -> int:
    """Correct a maintenance contract and return its id; its units are reckoned anew. With units, its customer stays."""
    values = _values(ctx, extension)
    with ctx.work() as work:
        row = _locked(work, extension.extension_id, extension.seen_version)
        _check_new(extension, values["number_norm"], except_for=row.id)
        units = keeping.of_extension(row.id)
        if units and row.customer_id != extension.customer_id:
            raise RuleBroken(
                N_("Units stand under this maintenance contract, so it stays with its customer. Take them out first.")
            )
        before = row.months, row.start
        work.change(row, **values)
        keeping.reckon(work, units)
        if (row.months, row.start) != before:
            _check_ahead(work, row, units, extension.confirmed)
    return extension.extension_id


@command
@needs(Right.EDIT_CONTRACTS)
def put_under(ctx: Context, wanted: ExtensionUnits) -> int:
    """Put units under a maintenance contract and return its id."""
    with ctx.work() as work:
        row = _locked(work, wanted.extension_id, wanted.seen_version)
        _put_under(work, row, wanted.asset_ids, wanted.confirmed)
        _renew(work, row)
    return wanted.extension_id


@command
@needs(Right.EDIT_CONTRACTS)
def take_from(ctx: Context, wanted: ExtensionUnits) -> int:
    """Take units from under a maintenance contract and return its id; their cover ends without it."""
    with ctx.work() as work:
        row = _locked(work, wanted.extension_id, wanted.seen_version)
        ids = list(dict.fromkeys(wanted.asset_ids))
        found = list(ExtensionUnit.select().where((ExtensionUnit.extension == row.id) & ExtensionUnit.asset.in_(ids)))
        if len(found) < len(ids):
            raise RuleBroken(N_("One of these units is not under this maintenance contract. Look at it again."))
        for one in found:
            work.delete(one)
        keeping.reckon(work, ids)
        _renew(work, row)
    return wanted.extension_id


def _values(ctx: Context, extension: ExtensionFields) -> dict[str, Any]:
    typed, compared = rules.check_number(extension.number)
    price = None if extension.price is None else extension.price.fen
    rules.check_terms(
        months=extension.months,
        start=extension.start,
        signed_on=extension.signed_on,
        effective_from=extension.effective_from,
        covers=(extension.covers_parts, extension.covers_labour, extension.covers_visits),
        priority=extension.priority,
        price=price,
        today=ctx.clock.today(),
    )
    return {
        "number": typed,
        "number_norm": compared,
        "customer": extension.customer_id,
        "contract": extension.contract_id,
        "months": extension.months,
        "start": extension.start,
        "signed_on": extension.signed_on,
        "effective_from": extension.effective_from,
        "covers_parts": extension.covers_parts,
        "covers_labour": extension.covers_labour,
        "covers_visits": extension.covers_visits,
        "priority": extension.priority,
        "price": price,
        "remark": extension.remark.strip(),
    }


def _check_new(extension: ExtensionFields, compared: str, except_for: int = 0) -> None:
    """The friendly answers; the index ``extension_number`` gives the guarantee."""
    if not Customer.select().where(Customer.id == extension.customer_id).exists():
        raise InvalidInput(N_("Choose the customer of the contract."), field="customer_id")
    if extension.contract_id is not None:
        contract: Any = Contract.get_or_none(Contract.id == extension.contract_id)
        if contract is None or contract.customer_id != extension.customer_id:
            raise InvalidInput(
                N_("This contract is with another customer. Choose one of this customer's."), field="contract_id"
            )
    there: Any = ExtensionContract.get_or_none(ExtensionContract.number_norm == compared)
    if there is not None and there.id != except_for:
        raise RuleBroken(
            N_("The maintenance contract {number} is already there. Choose it from the list."),
            number=there.number,
            existing=there.id,
        )


def _locked(work: Work, extension_id: int, seen_version: int) -> Any:
    row = work.lock(ExtensionContract, extension_id)
    work.check_seen(row, seen_version)
    return row


def _renew(work: Work, row: Any) -> None:
    """Count a change of its units as a change of the contract."""
    row.version += 1
    row.save(only=[ExtensionContract.version])
    work.touch(ExtensionContract, row.id)


def _put_under(work: Work, row: Any, asset_ids: Sequence[int], confirmed: frozenset[str]) -> None:
    units = lock_units(work, asset_ids)
    for unit in units:
        rules.check_unit(unit.serial_no, unit.state, same_customer=unit.customer_id == row.customer_id)
    there = set(keeping.of_extension(row.id))
    if again := [unit for unit in units if unit.id in there]:
        raise RuleBroken(
            N_("{serial} is already under this maintenance contract. Leave it out."), serial=again[0].serial_no
        )
    add_rows(work, ExtensionUnit, [{"extension": row.id, "asset": unit.id} for unit in units])
    ids = [unit.id for unit in units]
    keeping.reckon(work, ids)
    _check_ahead(work, row, ids, confirmed)


def _check_ahead(work: Work, row: Any, asset_ids: Sequence[int], confirmed: frozenset[str]) -> None:
    """What follows cover that ended long ago may be over already, without anybody having typed its days."""
    if row.start is not ExtensionStart.CONTIGUOUS or OVER in confirmed or not asset_ids:
        return
    found = sorted(
        (over for piece in pieces(asset_ids) for over in _over(row.id, piece, work.ctx.clock.today())),
        key=lambda over: over[2],
    )
    if found:
        serial, first, _last = found[0]
        raise NeedsConfirmation(
            _OVER_FOR_ONE if len(found) == 1 else _OVER_FOR_SEVERAL,
            key=OVER,
            serial=serial,
            first=connect.as_day(first),
            last=connect.as_day(found[-1][2]),
            count=len(found),
        )


def _over(extension_id: int, asset_ids: Sequence[int], today: date) -> list[tuple[Any, ...]]:
    """Serial number and days of the units for which a maintenance contract is over by ``today``."""
    return connect.rows(
        "SELECT a.serial_no, g.first_day, g.last_day FROM warranty_segment g JOIN asset a ON a.id = g.asset_id "
        "WHERE g.kind = 'EXTENSION' AND g.proof = 'extension_contract' AND g.proof_id = ? AND g.last_day < ? "
        f"AND g.asset_id IN ({', '.join(map(str, asset_ids))}) ORDER BY g.last_day, a.id",
        (extension_id, today.isoformat()),
    )
