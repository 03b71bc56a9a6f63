"""A list of acceptance dates: which units it puts into service, and which rows cannot be right (INV-15, R-013)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from inventory.assets.deliveries import TOGETHER
from inventory.assets.rules import FOLLOWS_DATES, check_dates, state_of
from inventory.contracts.lot_rules import CheckState, LotState, UnitState, check_acceptance
from inventory.contracts.steps import check_states, states
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_, _
from inventory.imports.dated import DAYS, unit_dates
from inventory.imports.delivered import Delivered, Deliveries, Lot
from inventory.imports.ledger import Ledger
from inventory.imports.lookups import Depot
from inventory.imports.notes import Request, Verdict
from inventory.imports.pace import watched
from inventory.imports.reading import Line
from inventory.imports.registered import IN_FORCE
from inventory.jobs import Progress
from models.contracts import DeliveryLot


class AcceptanceRecord(NamedTuple):
    """A row as read: the fields of ``fields.ACCEPTANCES`` in their order. Days are ISO text."""

    serial_no: Any
    code: str | None
    model_code: str | None
    maker: str | None
    customer: str | None
    contract_no: str | None
    delivered_on: str | None
    installed_on: str | None
    completed_on: str | None
    accepted_on: str | None
    location_text: str | None
    certificate_no: str | None


_BEFORE: Final = ("delivered_on", "installed_on", "completed_on", "location_text")
"""What a row may tell besides: filled in where the register has nothing, and replaced where a person says so."""
_TOLD: Final = (*_BEFORE, "accepted_on", "certificate_no")


@dataclass(slots=True)
class AcceptancePlan:
    """What the commit writes: units with their changes, and those accepted now with the number of the certificate."""

    units: list[Delivered] = field(default_factory=list)
    accepted: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Way:
    """How far a delivery is: what its guard asks for."""

    row: Any
    units: list[UnitState]
    checks: list[CheckState]


class Signatures:
    """Judges the rows of a list of acceptance dates.

    A unit that is part of a delivery under way is accepted with all of it, by two signatures, on the contract's card
    (R-013): its row is refused, and told what the delivery still waits for. An acceptance that is recorded is never
    overwritten, whatever ``Request.overwrite`` says: it is corrected by two people on the unit's card (INV-09).
    """

    def __init__(self, depot: Depot, ledger: Ledger, request: Request, today: date, progress: Progress) -> None:
        self._depot = depot
        self._ledger = ledger
        self._request = request
        self._today = today
        self._progress = progress
        self._ways: dict[int, _Way] = {}

    def judge(self, lines: Sequence[Line]) -> AcceptancePlan:
        """Give every row its verdict."""
        records = []
        for line in watched(lines, self._progress, _("Checking the rows")):
            self._ledger.take(line)
            line.record = AcceptanceRecord._make(line.record)
            records.append(line.record)
        deliveries = Deliveries(self._ledger, self._depot)
        deliveries.load(records, self._progress)
        plan, first = AcceptancePlan(), dict[int, tuple[Line, AcceptanceRecord]]()
        for line, record in zip(watched(lines, self._progress, _("Checking the rows")), records, strict=True):
            self._ledger.require(
                line,
                "accepted_on",
                record.accepted_on,
                N_("The acceptance date is missing. Write the day of the signature, or leave the row out."),
            )
            unit = deliveries.of(line, record)
            if line.verdict is not None or unit is None:
                continue
            earlier = first.get(unit.id)
            if earlier is not None and earlier[0].verdict is not Verdict.REFUSED:
                self._again(line, record, *earlier)
                continue
            first[unit.id] = line, record
            if self._compare(line, record, unit):
                plan.units.append(unit)
                if "accepted_on" in unit.changes:
                    plan.accepted[unit.id] = record.certificate_no or ""
        return plan

    def _compare(self, line: Line, record: AcceptanceRecord, unit: Delivered) -> bool:
        """Judge a row about a unit. True: it has changes to write."""
        ledger, day = self._ledger, record.accepted_on
        was = unit.days["accepted_on"]
        if was is None:
            self._check_delivery(line, day or "", unit)
            if line.verdict is None:
                ledger.changes(line, "accepted_on", None, day)
                unit.changes["accepted_on"] = (None, day)
        elif was != day:
            ledger.refuse(line, "accepted_on", IN_FORCE, old=was, new=day)
        for column in _BEFORE:
            self._fill(line, record, unit, column)
        self._check_whole(line, unit)
        if line.verdict is Verdict.REFUSED:
            unit.changes.clear()
            return False
        self._doubts(line, record, unit)
        line.verdict = Verdict.CHANGED if unit.changes else Verdict.ALREADY_THERE
        return bool(unit.changes)

    def _fill(self, line: Line, record: AcceptanceRecord, unit: Delivered, column: str) -> None:
        new = getattr(record, column)
        old = unit.location_text if column == "location_text" else unit.days[column]
        if not new or new == old:
            return
        if not old or self._request.overwrite:
            self._ledger.changes(line, column, old, new)
            unit.changes[column] = (old, new)
        else:
            self._ledger.differs(line, column, old, new)

    def _check_whole(self, line: Line, unit: Delivered) -> None:
        """The unit as it would be keeps the rules of the register, and its state follows its dates (INV-15)."""
        if not unit.changes.keys() - {"location_text"}:
            return
        days = [unit.changes[day][1] if day in unit.changes else unit.days[day] for day in DAYS]
        dates = unit_dates(days)
        try:
            check_dates(dates, self._today)
        except InvalidInput as error:
            self._ledger.refuse_error(line, error.field if error.field in self._ledger.fields else "accepted_on", error)
        if unit.state in FOLLOWS_DATES and (state := state_of(dates)) is not unit.state:
            unit.changes["state"] = (unit.state.value, state.value)

    def _check_delivery(self, line: Line, day: str, unit: Delivered) -> None:
        """The guard of the unit's delivery: what was delivered together is accepted together (R-013)."""
        lot = unit.lot
        if lot is None or lot.state is LotState.CANCELLED:
            return
        if lot.state is LotState.ACCEPTED:
            self._ledger.refuse(
                line,
                "accepted_on",
                N_(
                    "Delivery {number} of this unit was accepted on {day}, and the unit was taken out of it by a "
                    "correction. Correct its acceptance on the unit's card."
                ),
                number=lot.number,
                day=lot.accepted_on,
            )
            return
        self._ledger.refuse(
            line,
            "accepted_on",
            TOGETHER,
            number=lot.number,
            contract=unit.contract,
        )
        way = self._way(lot)
        try:
            check_acceptance(
                way.row.state, way.units, way.checks, arrived_on=way.row.arrived_on, completed_on=way.row.completed_on,
                accepted_on=date.fromisoformat(day), customer_signer="+", our_signer="+", today=self._today,
            )  # fmt: skip
        except InvalidInput as error:
            self._ledger.refuse_error(line, "accepted_on", error)
        except RuleBroken as error:
            self._ledger.refuse(line, "accepted_on", error.message_id, **error.values)

    def _way(self, lot: Lot) -> _Way:
        if lot.id not in self._ways:
            row: Any = DeliveryLot.get_by_id(lot.id)
            self._ways[lot.id] = _Way(row, states(row), check_states(row))
        return self._ways[lot.id]

    def _doubts(self, line: Line, record: AcceptanceRecord, unit: Delivered) -> None:
        """What a person should look at although the row is taken."""
        ledger, day = self._ledger, record.accepted_on or ""
        if unit.signed_on is not None and day < unit.signed_on and "accepted_on" in unit.changes:
            ledger.warn(
                line,
                "accepted_on",
                N_("The contract {contract} was signed on {day}, after this acceptance. Check both dates."),
                contract=unit.contract,
                day=unit.signed_on,
            )
        if record.contract_no and not unit.contract:
            ledger.warn(
                line,
                "contract_no",
                N_("The unit {serial} stands under no contract; {number} is not taken over. Record it on the unit."),
                serial=unit.serial_no,
                number=record.contract_no,
            )
        named = self._depot.known_client(record.customer) if record.customer else None
        owner = self._depot.clients_by_id[unit.customer_id] if unit.customer_id is not None else None
        if record.customer and (named is None or named is not owner):
            ledger.warn(
                line,
                "customer",
                N_("The unit {serial} is with {owner}, and this row names {customer}. Compare them."),
                serial=unit.serial_no,
                owner=owner.name if owner is not None else "–",
                customer=record.customer,
            )

    def _again(self, line: Line, record: AcceptanceRecord, earlier: Line, other: AcceptanceRecord) -> None:
        """A unit that stands twice: the same row, or a contradiction."""
        differing = next((key for key in _TOLD if getattr(record, key) != getattr(other, key)), None)
        if differing is None:
            self._ledger.same_as(line, "serial_no", earlier.row)
            return
        self._ledger.refuse(
            line,
            differing,
            N_(
                "Row {row} is the same unit and says otherwise. Delete one of the two rows, or correct the "
                "serial number."
            ),
            row=earlier.row,
        )
