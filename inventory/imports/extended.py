"""Maintenance contracts that a register names, by its columns or its remark, and the units they cover (C-02, R-043)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from inventory.contracts import extension_rules as rules
from inventory.cover.extensions import ExtensionStart
from inventory.cover.facts import ExtensionFacts, UnitFacts
from inventory.cover.proven import GONE
from inventory.cover.rules import Segment
from inventory.cover.words import Months
from inventory.errors import InvalidInput
from inventory.i18n import N_, Message
from inventory.imports.extension_said import Said, said_of, written
from inventory.imports.extension_terms import Terms, terms_of
from inventory.imports.foreseen import Foreseen
from inventory.imports.ledger import Ledger
from inventory.imports.lookups import Depot, found_in
from inventory.imports.maker_windows import Doubt
from inventory.imports.notes import Verdict, Weight
from inventory.imports.parsing import compared
from inventory.imports.promised import Covered, Pact
from inventory.imports.remarks import ExtensionNote
from inventory.imports.unnumbered import Unnumbered, is_ours, says_the_same, told
from inventory.jobs import Progress
from models import connect

if TYPE_CHECKING:
    from inventory.imports.registered import Known
    from inventory.imports.units import Unit

_PACTS: Final = (
    "SELECT id, version, number, number_norm, customer_id, months, start, signed_on, effective_from "
    "FROM extension_contract WHERE number_norm IN ({})"
)
_COLUMNS: Final = {
    "months": "extension_months", "signed_on": "extension_signed_on", "effective_from": "extension_from",
    "number": "extension_no",
}  # fmt: skip


class Extended:
    """Judges the maintenance contract of rows; ``allowed``: whether the person may edit contracts."""

    def __init__(
        self, depot: Depot, ledger: Ledger, foreseen: Foreseen, today: date, *, create: bool, allowed: bool
    ) -> None:
        self._depot = depot
        self._ledger = ledger
        self._foreseen = foreseen
        self._today = today
        self._create = create
        self._allowed = allowed
        self._pacts: dict[str, Pact] = {}
        self._unnumbered = Unnumbered()
        self.covered: list[Covered] = []

    def load(self, numbers: Iterable[str], progress: Progress) -> None:
        """Ask the depot once for all numbers."""
        wanted = sorted({compared(number) for number in numbers if number})
        for row_id, seen, number, norm, customer, months, start, signed, effective in found_in(
            _PACTS, wanted, progress
        ):
            self._pacts[norm] = Pact(
                row_id, seen=seen, number=number, norm=norm, client=self._depot.clients_by_id[customer], months=months,
                start=ExtensionStart(start), signed_on=connect.as_day(signed), effective_from=connect.as_day(effective),
            )  # fmt: skip

    def judge(
        self, unit: Unit, known: Known | None, facts: UnitFacts, notes: Sequence[ExtensionNote], doubt: Doubt
    ) -> UnitFacts:
        """Judge a row; the facts of its unit with the maintenance contract that covers it now."""
        said = said_of(unit.record, notes, doubt)
        if said is None:
            return facts
        if not said.number:
            return self._without_number(unit, known, facts, said, doubt)
        if not self._allowed:
            self._complain(
                unit,
                said,
                doubt,
                N_(
                    "Only somebody who may edit contracts brings in a maintenance contract; {number} is not taken over."
                ),
                number=said.number,
            )
        else:
            return self._put_under(unit, known, facts, said, doubt)
        return facts

    def _without_number(self, unit: Unit, known: Known | None, facts: UnitFacts, said: Said, doubt: Doubt) -> UnitFacts:
        """A row that says for how long and names no number: its unit is under one already, or gets one of ours."""
        if any(self._alike(facts, said)):
            return facts
        if not self._allowed or not self._create or unit.client is None or facts.state in GONE:
            self._complain(
                unit,
                said,
                doubt,
                N_(
                    "The number of the maintenance contract is missing, so nothing is recorded of it. Write it in a "
                    "column “{column}” and import the row again."
                ),
                column=Message(self._ledger.fields["extension_no"].title),
            )
            return facts
        found = self._terms(unit, facts, said, doubt)
        if found is None:
            return facts
        pact = self._unnumbered.of(unit, found, said.wanted.signed_on, said.noted or written(unit.record, self._ledger))
        covered = _with(facts, pact)
        days = self._given(covered, pact)
        self.covered.append(Covered(unit, known, pact))
        if known is not None:
            self._ledger.changes(unit.line, said.key, None, pact.phrase)
            if unit.line.verdict is Verdict.ALREADY_THERE:
                unit.line.verdict = Verdict.CHANGED
        sentence = told(days)
        if said.noted:
            doubt(said.noted, sentence)
        else:
            self._ledger.note(unit.line, said.key, Weight.WARNS, sentence)
        self._look_back(unit, said, pact, days)
        return covered

    def _look_back(self, unit: Unit, said: Said, pact: Pact, given: Segment | None) -> None:
        """One that follows cover that ended long ago may be over already, without anybody having written its days.

        What a remark yields is told with its days anyhow.
        """
        if said.noted or given is None or given.last >= self._today or pact.start is not ExtensionStart.CONTIGUOUS:
            return
        if said.wanted.first is None and said.wanted.until is None:
            self._ledger.tell(
                unit.line,
                said.key,
                N_(
                    "It follows the cover before it, so that it lasted from {first} to {last} and is over. If it began "
                    "later, write its signature or its first day."
                ),
                first=given.first,
                last=given.last,
            )

    def _put_under(self, unit: Unit, known: Known | None, facts: UnitFacts, said: Said, doubt: Doubt) -> UnitFacts:
        if unit.client is None or facts.state in GONE:
            self._complain(
                unit,
                said,
                doubt,
                N_("The maintenance contract {number} needs its customer. Write the customer in this row.")
                if unit.client is None
                else N_("The unit is no longer in use, so the maintenance contract {number} cannot cover it."),
                number=said.number,
            )
            return facts
        norm = compared(said.number)
        pact = self._pacts.get(norm)
        if pact is None:
            pact = self._new(unit, facts, said, norm, doubt)
            if pact is None:
                return facts
        elif pact.client is not unit.client:
            self._complain(
                unit,
                said,
                doubt,
                N_(
                    "The maintenance contract {number} is with {customer}, not with {other}. Correct the number or the "
                    "customer."
                ),
                number=pact.number,
                customer=pact.client.name,
                other=unit.client.name,
            )
            return facts
        under = any(one.id == pact.id for one in facts.extensions)
        covered = facts if under else _with(facts, pact)
        given = self._given(covered, pact)
        if not self._agrees(unit, said, pact, given, doubt):
            return facts
        self._pacts[norm] = pact
        if under:
            return facts
        self.covered.append(Covered(unit, known, pact))
        if known is not None:
            self._ledger.changes(unit.line, said.key, None, pact.number)
            if unit.line.verdict is Verdict.ALREADY_THERE:
                unit.line.verdict = Verdict.CHANGED
        self._look_back(unit, said, pact, given)
        if said.noted:
            doubt(said.noted, _told(pact, given))
        elif given is None:
            self._ledger.tell(unit.line, said.key, _told(pact, given).message_id, number=pact.number)
        return covered

    def _new(self, unit: Unit, facts: UnitFacts, said: Said, norm: str, doubt: Doubt) -> Pact | None:
        """A maintenance contract by the terms of its first row; None where these are not known or cannot be."""
        if not self._create:
            self._complain(
                unit,
                said,
                doubt,
                N_("The depot does not know {names} yet. Add it first, or allow new ones when importing."),
                names=said.number,
            )
            return None
        if (ours := self._same(facts, said)) is not None:
            self._ledger.refuse(
                unit.line,
                said.key if unit.record.extension_no is None else "extension_no",
                N_(
                    "This unit is under the maintenance contract {ours}, which says the same and was recorded without "
                    "its number. Enter {number} on its page."
                ),
                ours=ours,
                number=said.number,
            )
            return None
        found = self._terms(unit, facts, said, doubt)
        if found is None:
            return None
        try:
            typed, _norm = rules.check_number(said.number)
        except InvalidInput as error:
            key = "remark" if said.noted else "extension_no"
            self._complain(unit, replace(said, key=key), doubt, error.message_id, **error.values)
            return None
        return _pact(said, typed, norm, unit, found)

    def _same(self, facts: UnitFacts, said: Said) -> str | None:
        """The number that we gave to a maintenance contract of the unit which says what this row says, if there is."""
        sources = (one.extension.source for one in self._alike(facts, said))
        return next((source for source in sources if is_ours(source)), None)

    def _alike(self, facts: UnitFacts, said: Said) -> Iterator[ExtensionFacts]:
        """The maintenance contracts over the unit that are what a row without a number means."""
        given = {
            part.proof_id: part
            for part in self._foreseen.reckoned(facts).segments
            if part.proof == "extension_contract"
        }
        return (one for one in facts.extensions if says_the_same(said.wanted, one, given.get(one.id)))

    def _terms(self, unit: Unit, facts: UnitFacts, said: Said, doubt: Doubt) -> Terms | None:
        """The terms that a row says, checked; None where they are not known or cannot be."""
        found = terms_of(said.wanted, self._foreseen.reckoned(facts).segments)
        if isinstance(found, Message):
            self._complain(unit, said, doubt, found.message_id, **found.values)
            return None
        try:
            rules.check_terms(
                months=found.months, start=found.start, signed_on=said.wanted.signed_on,
                effective_from=found.effective_from, covers=(True,), priority=1, price=None, today=self._today,
            )  # fmt: skip
        except InvalidInput as error:
            key = "remark" if said.noted else _COLUMNS.get(error.field, "extension_no")
            self._complain(unit, replace(said, key=key), doubt, error.message_id, **error.values)
            return None
        return found

    def _given(self, facts: UnitFacts, pact: Pact) -> Segment | None:
        """The days that the contract gives a unit; None as long as it has not begun."""
        segments = self._foreseen.reckoned(facts).segments
        wanted = pact.id or 0
        return next(
            (one for one in segments if one.proof == "extension_contract" and (one.proof_id or 0) == wanted), None
        )

    def _agrees(self, unit: Unit, said: Said, pact: Pact, given: Segment | None, doubt: Doubt) -> bool:
        """Whether the row says what the contract gives its unit."""
        wanted, differing = said.wanted, ""
        old: object = None
        new: object = None
        if wanted.months is not None and wanted.months != pact.months:
            differing, old, new = "extension_months", Months(pact.months), Months(wanted.months)
        elif wanted.signed_on is not None and pact.signed_on is not None and wanted.signed_on != pact.signed_on:
            differing, old, new = "extension_signed_on", pact.signed_on, wanted.signed_on
        elif given is not None and wanted.first is not None and wanted.first != given.first:
            differing, old, new = "extension_from", given.first, wanted.first
        elif given is not None and wanted.until is not None and wanted.until != given.last:
            differing, old, new = "extension_until", given.last, wanted.until
        if not differing:
            return True
        key = "remark" if said.noted else differing
        self._complain(
            unit,
            replace(said, key=key),
            doubt,
            N_(
                "The maintenance contract {number} says “{old}” for this unit, and this row “{new}”. Correct the row, "
                "or the maintenance contract itself."
            ),
            number=pact.number,
            old=old,
            new=new,
        )
        return False

    def _complain(self, unit: Unit, said: Said, doubt: Doubt, message_id: str, **values: object) -> None:
        """Columns that cannot be taken refuse their row; words of a remark only warn, and so does a missing number."""
        if said.noted:
            doubt(said.noted, Message(message_id, dict(values)))
        elif not said.number or not self._allowed:
            self._ledger.warn(unit.line, said.key, message_id, **values)
        else:
            self._ledger.refuse(unit.line, said.key, message_id, **values)


def _pact(said: Said, number: str, norm: str, unit: Unit, found: Terms) -> Pact:
    assert unit.client is not None
    return Pact(
        number=number, norm=norm, client=unit.client, months=found.months, start=found.start,
        signed_on=said.wanted.signed_on, effective_from=found.effective_from,
    )  # fmt: skip


def _with(facts: UnitFacts, pact: Pact) -> UnitFacts:
    """The facts with one more maintenance contract, in the order in which they are reckoned."""
    one = ExtensionFacts(pact.id or 0, pact.extension, pact.signed_on)
    several = sorted(
        (*facts.extensions, one),
        key=lambda each: (each.extension.day or each.signed_on or date.max, each.id or 1 << 60),
    )
    return replace(facts, extensions=tuple(several))


def _told(pact: Pact, given: Segment | None) -> Message:
    if given is None:
        return Message(
            N_("The maintenance contract {number} covers this unit once it is accepted."), {"number": pact.number}
        )
    return Message(
        N_("The maintenance contract {number} covers this unit from {first} to {last}."),
        {"number": pact.number, "first": given.first, "last": given.last},
    )
