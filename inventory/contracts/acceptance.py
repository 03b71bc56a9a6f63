"""Both sides sign for a delivery: the act with which the cover of its units begins (R-013, R-014, INV-15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from peewee import fn

from inventory.attachments.copies import keep, read
from inventory.contracts import lot_rules as rules
from inventory.contracts.lot_rules import LotState
from inventory.contracts.lots import locked
from inventory.contracts.many import change_rows, happened, lock_units
from inventory.contracts.rules import check_dates
from inventory.contracts.steps import check_states, states
from inventory.cover import keeping
from inventory.errors import InvalidInput, RuleBroken
from inventory.events import Event
from inventory.i18n import N_, Message
from inventory.naming import line
from inventory.numbering import next_number
from inventory.work import Context, Work, command, needs
from models import connect
from models.access import Right
from models.assets import AssetState, EventKind
from models.contracts import Contract, ContractLineKind, DeliveryLot

CERTIFICATE: Final = "YS"
"""验收: the series of the certificates, by month."""
_STILL_TO_COME: Final = (
    "SELECT EXISTS (SELECT 1 FROM contract_line l WHERE l.contract_id = ? AND l.kind = ? AND l.quantity > "
    "(SELECT count(*) FROM asset a WHERE a.contract_line_id = l.id AND a.accepted_on IS NOT NULL))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptLot:
    """The signature under the acceptance certificate: its day, and who signed. ``conclusion`` "": the usual one.

    ``paper``: a scan of the signed certificate, a file on this computer that is kept with the delivery.
    """

    lot_id: int
    seen_version: int
    accepted_on: date
    customer_signer: str
    our_signer: str
    conclusion: str = ""
    paper: Path | None = None


@dataclass(frozen=True, slots=True)
class SeenLot:
    """A delivery as the person saw it."""

    lot_id: int
    seen_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptLots:
    """One signature under several deliveries of a contract, each with a certificate of its own."""

    lots: tuple[SeenLot, ...]
    accepted_on: date
    customer_signer: str
    our_signer: str
    conclusion: str = ""


@dataclass(frozen=True, slots=True)
class LotAccepted(Event):
    """A delivery was accepted; ``contract_accepted``: and with it the contract as a whole."""

    lot_id: int
    contract_id: int
    contract_accepted: bool


@command
@needs(Right.EDIT_CONTRACTS)
def accept(ctx: Context, acceptance: AcceptLot) -> str:
    """Accept all units of a delivery at once and return the number of the certificate.

    The units are in service from this day, completed on the day of the delivery's completion. When nothing of the
    contract is still to come, the contract is accepted with its last delivery. Raises RuleBroken for what has to be
    done first and InvalidInput for days and names.
    """
    copy = None if acceptance.paper is None else read(acceptance.paper)
    with ctx.work() as work:
        row, contract = locked(work, acceptance.lot_id, acceptance.seen_version)
        number, units = _accept(work, row, contract, acceptance)
        if copy is not None:
            keep(work, row, copy)
        _begin_cover(work, contract, [row], units)
    return number


@command
@needs(Right.EDIT_CONTRACTS)
def accept_several(ctx: Context, acceptance: AcceptLots) -> tuple[str, ...]:
    """Accept several deliveries of one contract in one act, and return the numbers of their certificates.

    What is asked of one is asked of each: where one cannot be accepted, none is, and the refusal names it. Raises as
    ``accept`` does.
    """
    if not acceptance.lots:
        raise InvalidInput(N_("Tick the deliveries that are signed."), field="lots")
    numbers: list[str] = []
    with ctx.work() as work:
        rows: list[Any] = []
        units: list[int] = []
        contract: Any = None
        for seen in sorted(set(acceptance.lots), key=lambda seen: seen.lot_id):
            row, of = locked(work, seen.lot_id, seen.seen_version)
            if contract is not None and of.id != contract.id:
                raise RuleBroken(N_("These deliveries belong to different contracts. Accept those of one at a time."))
            contract = contract or of
            try:
                number, its = _accept(work, row, contract, acceptance)
            except RuleBroken as error:
                raise RuleBroken(
                    N_("Delivery {number}: {why}"), number=row.number, why=Message(error.message_id, error.values)
                ) from error
            rows.append(row)
            numbers.append(number)
            units += its
        _begin_cover(work, contract, rows, units)
    return tuple(numbers)


def _accept(work: Work, row: Any, contract: Any, acceptance: AcceptLot | AcceptLots) -> tuple[str, list[int]]:
    """Write the signature into a delivery and its units; the number of the certificate, and the units."""
    customer_signer, our_signer = line(acceptance.customer_signer), line(acceptance.our_signer)
    today = work.ctx.clock.today()
    check_dates(contract.signed_on, acceptance.accepted_on, today)
    members = states(row)
    rules.check_acceptance(
        row.state,
        members,
        check_states(row),
        arrived_on=row.arrived_on,
        completed_on=row.completed_on,
        accepted_on=acceptance.accepted_on,
        customer_signer=customer_signer,
        our_signer=our_signer,
        today=today,
    )
    number = next_number(work, CERTIFICATE, f"{acceptance.accepted_on:%Y%m}")
    work.change(
        row,
        state=LotState.ACCEPTED,
        accepted_on=acceptance.accepted_on,
        certificate_no=number,
        customer_signer=customer_signer,
        our_signer=our_signer,
        conclusion=acceptance.conclusion.strip(),
    )
    units = lock_units(work, [unit.asset_id for unit in members])
    change_rows(work, units, completed_on=row.completed_on, accepted_on=acceptance.accepted_on)
    waiting = (AssetState.IN_STOCK, AssetState.DELIVERED, AssetState.INSTALLED)
    change_rows(work, [unit for unit in units if unit.state in waiting], state=AssetState.IN_SERVICE)
    ids = [unit.id for unit in units]
    happened(work, ids, EventKind.ACCEPTED, number)
    return number, ids


def _begin_cover(work: Work, contract: Any, rows: Sequence[Any], units: Sequence[int]) -> None:
    """The cover of the units begins; with the last delivery, that of the whole contract."""
    whole = _accept_contract(work, contract)
    keeping.reckon(work, keeping.of_contract(contract.id) if whole else units)
    work.touch(Contract, contract.id)
    for row in rows:
        work.announce(LotAccepted(row.id, contract.id, whole))


def _accept_contract(work: Work, contract: Any) -> bool:
    """The contract is accepted with the last of its deliveries, once all that it orders has been accepted."""
    if contract.accepted_on is not None:
        return False
    of_contract = DeliveryLot.contract == contract.id
    if DeliveryLot.select().where(of_contract & DeliveryLot.state.in_(sorted(rules.OPEN_STATES))).exists():
        return False
    if connect.rows(_STILL_TO_COME, (contract.id, ContractLineKind.EQUIPMENT.value))[0][0]:
        return False
    last = DeliveryLot.select(fn.max(DeliveryLot.accepted_on)).where(of_contract).scalar()
    work.change(contract, accepted_on=connect.as_day(last))
    return True
