"""What a register says of the manufacturer's warranty, by its columns or its remark, as it is recorded (C-02)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from inventory.cover.anchors import event_day
from inventory.cover.extensions import MakerRule
from inventory.cover.facts import MakerFacts, UnitDays, UnitFacts
from inventory.cover.rules import corresponding
from inventory.cover.steps import EVENTS
from inventory.cover.words import Months
from inventory.i18n import N_, Message
from inventory.imports.ledger import Ledger, listed
from inventory.imports.lookups import found_in
from inventory.imports.notes import Verdict
from inventory.imports.promised import MakerPaper
from inventory.imports.remarks import MakerNote
from inventory.jobs import Progress
from models.policies import AnchorEvent

if TYPE_CHECKING:
    from inventory.imports.registered import Known
    from inventory.imports.units import Unit

Doubt = Callable[[str, Message], None]
"""Says something about the words of a remark."""
_VERSIONS: Final = "SELECT asset_id, id, version FROM maker_cover WHERE asset_id IN ({})"
_LONGEST: Final = 120
_IN_ORDER: Final = (
    AnchorEvent.EX_WORKS, AnchorEvent.INVOICED, AnchorEvent.DELIVERED, AnchorEvent.INSTALLED,
    AnchorEvent.EQUIPMENT_SIGNED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Said:
    """Months from an event, or a last day. ``event`` None: the book does not say from when."""

    key: str
    months: int | None = None
    event: AnchorEvent | None = None
    last: date | None = None
    document: str = ""


class MakerWindows:
    """Judges the manufacturer's warranty of rows."""

    def __init__(self, ledger: Ledger, *, overwrite: bool) -> None:
        self._ledger = ledger
        self._overwrite = overwrite
        self._kept: dict[int, tuple[int, int]] = {}
        self.papers: list[MakerPaper] = []

    def load(self, units: Sequence[int], progress: Progress) -> None:
        """Read which units have a record already."""
        for asset_id, row_id, version in found_in(_VERSIONS, units, progress):
            self._kept[asset_id] = row_id, version

    def judge(
        self, unit: Unit, known: Known | None, facts: UnitFacts, notes: Sequence[MakerNote], doubt: Doubt
    ) -> UnitFacts:
        """Judge a row; the facts of its unit with what is recorded now."""
        said = self._of_columns(unit, facts)
        noted = _of_notes(notes, doubt)
        if unit.line.verdict is Verdict.REFUSED or (said is None and noted is None):
            return facts
        if said is not None and noted is not None:
            if (said.months, said.last) != (noted.months, noted.last):
                doubt(
                    noted.document,
                    Message(
                        N_(
                            "This says {other} of the manufacturer's warranty, and the columns of the row say {one}. "
                            "The columns count; correct what is wrong."
                        ),
                        {"other": _term(noted.months, noted.last), "one": _term(said.months, said.last)},
                    ),
                )
            noted = None
        return self._record(unit, known, facts, said or noted or _Said("remark"), noted, doubt)

    def _of_columns(self, unit: Unit, facts: UnitFacts) -> _Said | None:
        record, ledger, line = unit.record, self._ledger, unit.line
        months = record.maker_months if record.maker_years is None else record.maker_years
        key = "maker_months" if record.maker_years is None else "maker_years"
        until = date.fromisoformat(record.maker_until) if record.maker_until else None
        begins = record.maker_from
        if months is None and until is None:
            if begins is not None or record.maker_paper is not None:
                ledger.warn(
                    line,
                    "maker_from" if begins is not None else "maker_paper",
                    N_(
                        "The manufacturer's warranty needs its months or its last day; nothing is recorded of it. "
                        "Write one of them in this row."
                    ),
                )
            return None
        document = record.maker_paper or ""
        event: AnchorEvent | None
        if isinstance(begins, AnchorEvent):
            event, day = begins, event_day(begins, facts.days, None).day
        elif begins is not None:
            day = date.fromisoformat(begins)
            event = _event_on(day, facts.days)
        else:
            event, day = None, None
        if months is None:
            if day is not None and until is not None and until < day:
                ledger.refuse(
                    line,
                    "maker_until",
                    N_("The manufacturer's warranty would end on {last}, before it begins on {first}. Correct one."),
                    first=day,
                    last=until,
                )
            return _Said("maker_until", None, event, until, document)
        if day is not None and months:
            last = corresponding(day, months)
            if until is not None and until != last:
                ledger.refuse(
                    line,
                    "maker_until",
                    N_("{months} from {first} end on {last}, and this row says {until}. Correct one of the three."),
                    months=Months(months),
                    first=day,
                    last=last,
                    until=until,
                )
            if event is None:  # a day of no event that the unit knows: only the last day can be kept
                return _Said(key, None, None, last, document)
        elif until is not None:
            event = next((one for one in _IN_ORDER if _ends(one, months, facts.days) == until), None)
            if event is None:
                return _Said("maker_until", None, None, until, document)
        return _Said(key, months, event, None, document)

    def _record(
        self, unit: Unit, known: Known | None, facts: UnitFacts, said: _Said, noted: _Said | None, doubt: Doubt
    ) -> UnitFacts:
        line, there = unit.line, facts.maker
        if (
            there is not None
            and (there.months, there.last) == (said.months, said.last)
            and (said.months is None or said.event in (None, there.anchor))
        ):
            return facts
        anchor, fallen_back = _anchor(said, facts)
        kept = self._kept.get(known.id) if known is not None and there is not None else None
        new = _shown(said.months, anchor, said.last)
        if there is not None:
            old = _shown(there.months, there.anchor, there.last)
            if noted is not None:
                doubt(
                    noted.document,
                    Message(
                        N_("The depot has {old} of the manufacturer's warranty, this says {new}; nothing is changed."),
                        {"old": old, "new": new},
                    ),
                )
                return facts
            if not self._overwrite:
                self._ledger.differs(line, said.key, old, new)
                return facts
            self._ledger.changes(line, said.key, old, new)
        elif known is not None:
            self._ledger.changes(line, said.key, None, new)
        if known is not None and line.verdict is Verdict.ALREADY_THERE:
            line.verdict = Verdict.CHANGED
        before = None if there is None else (there.months, there.anchor, there.last)
        self.papers.append(
            MakerPaper(unit, known, said.months, anchor, said.last, said.document[:_LONGEST], kept, before)
        )
        recorded = MakerFacts(0, said.months, anchor, said.last, said.document[:_LONGEST])
        if noted is not None:
            doubt(noted.document, _told(said, anchor, facts))
        elif fallen_back and facts.policy.terms.maker_rule is MakerRule.OWN_WINDOW:
            self._ledger.tell(
                line,
                said.key,
                N_("It counts from {event} on {day}, because {usual} is not recorded."),
                event=Message(EVENTS[anchor]),
                day=event_day(anchor, facts.days, None).day,
                usual=Message(EVENTS[facts.usual_anchor]),
            )
        return replace(facts, maker=recorded)


def _of_notes(notes: Sequence[MakerNote], doubt: Doubt) -> _Said | None:
    """What the remark says, where it says one thing."""
    if not notes:
        return None
    if len(notes) > 1:
        doubt(
            str(listed([note.phrase for note in notes])),
            Message(N_("These contradict each other, so nothing is recorded. Correct the remark.")),
        )
        return None
    (note,) = notes
    if note.months is None and note.until is None:
        doubt(
            note.phrase,
            Message(
                N_(
                    "Neither months nor a last day of the manufacturer's warranty can be read here, so nothing is "
                    "recorded. Write for example 24个月 or 2026-05-20."
                )
            ),
        )
        return None
    return _Said("remark", note.months, note.event, note.until, note.phrase)


def _anchor(said: _Said, facts: UnitFacts) -> tuple[AnchorEvent, bool]:
    """From when it counts: as the book says, else as usual for the model, else from the ex-works day or the sale.

    True behind it: the usual day is not known, so another one had to do.
    """
    if said.event is not None:
        return said.event, False
    usual = facts.usual_anchor
    if said.months is None:
        return usual, False
    for event in (usual, AnchorEvent.EX_WORKS, AnchorEvent.INVOICED):
        if event_day(event, facts.days, None).day is not None:
            return event, event is not usual
    return usual, False


def _told(said: _Said, anchor: AnchorEvent, facts: UnitFacts) -> Message:
    """What becomes of the words of a remark under the terms of the unit."""
    rule, values = facts.policy.terms.maker_rule, dict[str, Any](policy=facts.policy.code)
    if said.months is None:
        values["last"] = said.last
        if rule is MakerRule.IGNORE:
            return Message(
                N_("The manufacturer's warranty until {last} is recorded; the terms {policy} do not count it."),
                values,
            )
        return Message(N_("The manufacturer's warranty until {last} is recorded."), values)
    day = event_day(anchor, facts.days, None).day
    values |= {"months": Months(said.months), "event": Message(EVENTS[anchor]), "day": day}
    if rule is MakerRule.IGNORE:
        return Message(
            N_("The manufacturer's warranty of {months} from {event} is recorded; the terms {policy} do not count it."),
            values,
        )
    if rule is MakerRule.DURATION_ON_OUR_ANCHOR:
        return Message(
            N_(
                "The manufacturer's warranty of {months} is recorded; by the terms {policy} it counts from our own day."
            ),
            values,
        )
    if day is None:
        return Message(
            N_(
                "The manufacturer's warranty of {months} from {event} is recorded, but that day is not. Enter it, so "
                "that the end can be reckoned."
            ),
            values,
        )
    values["last"] = corresponding(day, said.months) if said.months else day
    return Message(
        N_("The manufacturer's warranty of {months} from {event} on {day} is recorded; it ends on {last}."), values
    )


def _event_on(day: date, days: UnitDays) -> AnchorEvent | None:
    """The event of the unit that happened on this day."""
    return next((event for event in _IN_ORDER if event_day(event, days, None).day == day), None)


def _ends(event: AnchorEvent, months: int, days: UnitDays) -> date | None:
    day = event_day(event, days, None).day
    return None if day is None else corresponding(day, months)


def _term(months: int | None, last: date | None) -> object:
    return Months(months) if months is not None else last


def _shown(months: int | None, anchor: AnchorEvent, last: date | None) -> Message:
    if months is None:
        return Message(N_("until {last}"), {"last": last})
    return Message(N_("{months} from {event}"), {"months": Months(months), "event": Message(EVENTS[anchor])})
