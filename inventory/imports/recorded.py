"""Cases that are recorded already: what a row would fill in, what it contradicts, and what it says again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from inventory.cases.rules import OPEN
from inventory.i18n import N_
from inventory.imports.fitted import Fitted
from inventory.imports.ledger import Ledger
from inventory.imports.lookups import found_in
from inventory.imports.notes import Verdict
from inventory.imports.parsing import compared
from inventory.jobs import Progress
from models.cases import CaseState

if TYPE_CHECKING:
    from inventory.imports.repairs import Case

COMPARED: Final = (
    "reported_at",
    "channel",
    "reporter",
    "level",
    "symptom",
    "responded_at",
    "arrived_at",
    "restored_at",
    "cause",
    "user_damage",
    "action",
    "charged",
    "fee",
    "loaner_no",
    "engineer",
    "confirmed_by",
    "satisfaction",
    "remark",
)
"""Columns of a case that a row may speak about; the customer's block is kept as it was (R-002)."""
_LATER: Final = ("responded_at", "arrived_at", "restored_at")
_CASES: Final = (
    f"SELECT id, version, case_norm, asset_id, state, {', '.join(COMPARED)} FROM service_case WHERE case_norm IN ({{}})"
)


@dataclass(slots=True)
class KnownCase:
    """A case of the depot and what is to be changed on it: column → from, to; ``parts`` are added."""

    id: int
    version: int
    asset_id: int
    state: CaseState
    values: dict[str, Any]
    fitted: dict[tuple[str, str, str], int] = field(default_factory=dict)
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    parts: list[Fitted] = field(default_factory=list)


class Recorded:
    """The cases of the depot whose numbers stand in the book."""

    def __init__(self, ledger: Ledger, overwrite: bool) -> None:
        self._ledger = ledger
        self._overwrite = overwrite
        self._cases: dict[str, KnownCase] = {}

    def load(self, norms: Iterable[str], progress: Progress) -> None:
        """Ask the depot once for all case numbers."""
        by_id: dict[int, KnownCase] = {}
        for row_id, version, norm, asset_id, state, *values in found_in(_CASES, sorted(set(norms)), progress):
            plain = {name: _plain(name, value) for name, value in zip(COMPARED, values, strict=True)}
            by_id[row_id] = self._cases[norm] = KnownCase(row_id, version, asset_id, CaseState(state), plain)
        for case_id, number, removed, put_in, quantity in found_in(
            "SELECT case_id, part_no, removed_serial, fitted_serial, quantity FROM part_use WHERE case_id IN ({})",
            by_id,
            progress,
        ):
            by_id[case_id].fitted[compared(number), removed, put_in] = quantity

    def case(self, norm: str) -> KnownCase | None:
        """The case with this number."""
        return self._cases.get(norm)

    def compare(self, case: Case, there: KnownCase) -> bool:
        """Judge a row about a case that is there. True: it has changes to write."""
        ledger, line = self._ledger, case.line
        if there.asset_id != case.subject.id:
            ledger.refuse(
                line,
                "serial_no",
                N_("The depot keeps the case {case} for another unit. Correct the case number or the serial number."),
                case=case.record.case_no,
            )
            return False
        for name, new in values_of(case).items():
            old = there.values[name]
            if new in (None, "") or new == old:
                continue
            if old in (None, "") or self._overwrite:
                ledger.changes(line, name, old, new)
                there.changes[name] = (old, new)
            else:
                ledger.differs(line, name, old, new)
        return self.compare_parts(case, there, changed=bool(there.changes))

    def compare_parts(self, case: Case, there: KnownCase, *, changed: bool = False) -> bool:
        """The parts of a row against those of the case; settles its verdict. ``changed``: the row changes fields."""
        ledger, line = self._ledger, case.line
        added = []
        for part in case.parts:
            quantity = there.fitted.get(part.key)
            if quantity is None:
                ledger.changes(line, "part_no", "", part.number)
                added.append(part)
            elif quantity != part.quantity:
                ledger.refuse(
                    line,
                    "part_quantity",
                    N_("The depot keeps {old} pieces of {part} on this case, not {new}. Correct the case itself."),
                    old=quantity,
                    part=part.number,
                    new=part.quantity,
                )
        self._check_times(case, there)
        if line.verdict is Verdict.REFUSED:
            there.changes.clear()
            return False
        there.parts.extend(added)
        if there.changes and there.state in OPEN and there.changes.get("restored_at"):
            there.changes["state"] = (there.state.value, CaseState.CLOSED.value)
        changed = changed or bool(added)
        line.verdict = Verdict.CHANGED if changed else Verdict.ALREADY_THERE
        return changed

    def _check_times(self, case: Case, there: KnownCase) -> None:
        """The case as it would be still has the report before everything else."""
        at = {name: there.changes.get(name, (None, there.values[name]))[1] for name in ("reported_at", *_LATER)}
        for name in _LATER:
            if there.changes and at[name] is not None and at[name] < at["reported_at"]:
                self._ledger.refuse(
                    case.line,
                    name,
                    N_("With this row, the case would have a time before its report. Correct the case itself."),
                )


def values_of(case: Case) -> dict[str, Any]:
    """What a row says of a case, as the columns hold it; None where it says nothing."""
    record = case.record
    values: dict[str, Any] = {name: getattr(record, name) for name in COMPARED}
    if record.charged is None and record.fee is not None:
        values["charged"] = record.fee > 0
    return {name: value.value if isinstance(value, Enum) else value for name, value in values.items()}


def _plain(name: str, value: Any) -> Any:
    if name == "charged":
        return bool(value)
    return str(value) if name.endswith("_at") and value is not None else value
