"""A repair log: each row finds its unit, however its serial was typed, and keeps the case as it was (INV-09)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any, Final, NamedTuple

from inventory.clock import LOCAL
from inventory.i18n import N_, _
from inventory.imports.fitted import Fitted, fitted
from inventory.imports.ledger import Ledger
from inventory.imports.lookups import Client, Depot, found_in
from inventory.imports.notes import Request, Verdict
from inventory.imports.pace import watched
from inventory.imports.parsing import compared, utc_text
from inventory.imports.reading import Line
from inventory.imports.recorded import KnownCase, Recorded
from inventory.imports.subjects import Subject, Subjects
from inventory.jobs import Progress
from models.cases import CaseState, Channel, Satisfaction, UserDamage


class RepairRecord(NamedTuple):
    """A row of a repair log, as read: the fields of ``fields.REPAIRS`` in their order. Instants are UTC text."""

    case_no: str | None
    serial_no: Any
    model_code: str | None
    customer: str | None
    reported_at: str | None
    channel: Channel | None
    reporter: str | None
    level: str | None
    symptom: str | None
    responded_at: str | None
    arrived_at: str | None
    restored_at: str | None
    cause: str | None
    user_damage: UserDamage | None
    action: str | None
    part_no: str | None
    part_name: str | None
    part_quantity: str | None
    removed_serial: str | None
    fitted_serial: str | None
    charged: bool | None
    fee: int | None
    loaner_no: str | None
    engineer: str | None
    confirmed_by: str | None
    satisfaction: Satisfaction | None
    contact: str | None
    phone: str | None
    address: str | None
    location_text: str | None
    remark: str | None


_PART: Final = ("part_no", "part_name", "part_quantity", "removed_serial", "fitted_serial")
_LATER: Final = ("responded_at", "arrived_at", "restored_at")


@dataclass(slots=True)
class Case:
    """A row that becomes a case. Further rows with its number may add parts."""

    line: Line
    record: RepairRecord
    norm: str
    subject: Subject
    client: Client
    state: CaseState
    parts: list[Fitted] = field(default_factory=list)


@dataclass(slots=True)
class RepairPlan:
    """What the commit writes: new cases, and fields and parts of cases that are there."""

    cases: list[Case] = field(default_factory=list)
    changes: list[KnownCase] = field(default_factory=list)


class Log:
    """Judges the rows of a repair log."""

    def __init__(self, depot: Depot, ledger: Ledger, request: Request, now: datetime, progress: Progress) -> None:
        self._depot = depot
        self._ledger = ledger
        self._request = request
        self._now = utc_text(now.astimezone(LOCAL).replace(tzinfo=None))
        self._progress = progress
        self._part_ids: dict[str, int] = {}

    def judge(self, lines: Sequence[Line]) -> RepairPlan:
        """Give every row its verdict."""
        records = []
        for line in watched(lines, self._progress, _("Checking the rows")):
            self._ledger.take(line)
            line.record = RepairRecord._make(line.record)
            records.append(line.record)
        subjects = Subjects(self._ledger, self._depot, self._progress)
        subjects.load([record.serial_no for record in records])
        recorded = Recorded(self._ledger, self._request.overwrite)
        recorded.load([compared(record.case_no) for record in records if record.case_no], self._progress)
        self._load_parts(records)
        plan, first = RepairPlan(), dict[str, Case]()
        for line, record in zip(watched(lines, self._progress, _("Checking the rows")), records, strict=True):
            case = self._case(line, record, subjects)
            if case is None:
                continue
            earlier = first.get(case.norm)
            if earlier is not None and earlier.line.verdict is not Verdict.REFUSED:
                self._again(plan, case, earlier, recorded)
                continue
            first[case.norm] = case
            there = recorded.case(case.norm)
            if there is None:
                line.verdict = Verdict.NEW
                plan.cases.append(case)
                case.client.rows += 1
            elif recorded.compare(case, there):
                plan.changes.append(there)
        self._depot.load_people([case.client for case in plan.cases])  # the customer's block as it is
        return plan

    def _load_parts(self, records: Sequence[RepairRecord]) -> None:
        numbers = {part.norm for record in records if record.part_no for part in fitted(record.part_no, None)}
        self._part_ids = {
            norm: row_id
            for row_id, norm in found_in(
                "SELECT id, part_norm FROM part WHERE part_norm IN ({})", sorted(numbers), self._progress
            )
        }

    def _case(self, line: Line, record: RepairRecord, subjects: Subjects) -> Case | None:
        ledger = self._ledger
        ledger.require(
            line, "case_no", record.case_no, N_("The case number is missing. Write the number of its paper.")
        )
        ledger.require(
            line,
            "reported_at",
            record.reported_at,
            N_("The time of the report is missing. Write when it was reported."),
        )
        self._check_times(line, record)
        subject = subjects.of(line, record.serial_no, record.model_code, record.customer)
        parts = self._parts(line, record)
        if line.verdict is not None or subject is None or record.case_no is None:
            return None
        client = self._client(line, record, subject)
        if client is None:
            return None
        state = (
            CaseState.CLOSED
            if record.restored_at
            else CaseState.ON_SITE
            if record.arrived_at
            else CaseState.RESPONDED
            if record.responded_at
            else CaseState.REPORTED
        )
        return Case(line, record, compared(record.case_no), subject, client, state, parts)

    def _check_times(self, line: Line, record: RepairRecord) -> None:
        ledger, reported = self._ledger, record.reported_at
        for key in ("reported_at", *_LATER):
            at = getattr(record, key)
            if at is not None and at > self._now:
                ledger.refuse(line, key, N_("This time lies in the future. Correct it."))
            elif at is not None and reported is not None and at < reported:
                ledger.refuse(
                    line,
                    key,
                    N_("This is before the report at {reported}. Correct one of the two times."),
                    reported=_cell(ledger, line, "reported_at"),
                )
        steps = [key for key in _LATER if getattr(record, key)]
        for earlier, later in pairwise(steps):
            if getattr(record, later) < getattr(record, earlier) and line.verdict is None:
                ledger.warn(
                    line,
                    later,
                    N_("This is before “{heading}” at {time}. Check both times."),
                    heading=ledger.table.heading(earlier),
                    time=_cell(ledger, line, earlier),
                )

    def _parts(self, line: Line, record: RepairRecord) -> list[Fitted]:
        ledger = self._ledger
        if not record.part_no and not record.part_name:
            if record.part_quantity not in (None, "0"):
                ledger.warn(line, "part_quantity", N_("A quantity stands here without a part; it is not taken over."))
            return []
        parts = fitted(record.part_no or record.part_name or "", record.part_quantity)
        for part in parts:
            if part.fault is not None:
                ledger.refuse(line, part.fault_in, part.fault.message_id, **part.fault.values)
            part.part_id = self._part_ids.get(part.norm) if record.part_no else None
            part.name = record.part_name or ""
            part.removed_serial, part.fitted_serial = record.removed_serial or "", record.fitted_serial or ""
            if part.part_id is None and part.fault is None:
                ledger.warn(
                    line,
                    "part_no" if record.part_no else "part_name",
                    N_("The depot has no part {part}; it is kept as text. Import the parts first to have it linked."),
                    part=part.number,
                )
        return parts

    def _client(self, line: Line, record: RepairRecord, subject: Subject) -> Client | None:
        """Whose unit it was then: the row's word where the depot knows it, else the unit's customer."""
        named = self._depot.known_client(record.customer) if record.customer else None
        owner = self._depot.clients_by_id.get(subject.customer_id) if subject.customer_id is not None else None
        if named is not None and owner is not None and named is not owner:
            self._ledger.warn(
                line,
                "customer",
                N_("The unit {serial} is with {owner} today; the case is kept for {customer}."),
                serial=subject.serial_no,
                owner=owner.name,
                customer=named.name,
            )
        elif named is None and record.customer and owner is not None:
            self._ledger.warn(
                line,
                "customer",
                N_(
                    "The depot does not know {customer}; the case is kept for {owner}, whose unit it is, with "
                    "the name as written."
                ),
                customer=record.customer,
                owner=owner.name,
            )
        if named or owner:
            return named or owner
        if not record.customer:
            self._ledger.refuse(
                line, "customer", N_("Neither this row nor the unit says whose it was. Write the customer.")
            )
        elif not self._request.create:
            self._ledger.refuse(
                line,
                "customer",
                N_("The depot does not know {names} yet. Add it first, or allow new ones when importing."),
                names=record.customer,
            )
        else:
            return self._depot.client(record.customer)
        return None

    def _again(self, plan: RepairPlan, case: Case, earlier: Case, recorded: Recorded) -> None:
        """A case number that stands twice: the same row, a further part of the case, or a contradiction."""
        blank = dict.fromkeys(_PART)
        one, other = case.record._replace(**blank, case_no=None), earlier.record._replace(**blank, case_no=None)
        if one != other:
            differing = next(key for key, a, b in zip(RepairRecord._fields, one, other, strict=True) if a != b)
            self._ledger.refuse(
                case.line,
                differing,
                N_("Row {row} has the same case number and says otherwise. Correct one of the two rows."),
                row=earlier.line.row,
            )
            return
        known = {part.key for part in earlier.parts}
        further = [part for part in case.parts if part.key not in known]
        there = recorded.case(case.norm)
        if not further:
            self._ledger.same_as(case.line, "case_no", earlier.line.row)
        elif there is None:
            earlier.parts.extend(further)
            case.line.verdict = Verdict.NEW
        else:
            earlier.parts.extend(further)
            if recorded.compare_parts(case, there) and there not in plan.changes:
                plan.changes.append(there)


def _cell(ledger: Ledger, line: Line, key: str) -> str:
    cell = ledger.table.cell(line, key)
    return f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else str(cell)
