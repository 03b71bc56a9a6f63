"""The warranty clause of an acceptance certificate, printed from the policy (documents.md 4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from inventory.cover.rules import CountRule, Window
from inventory.cover.words import Months
from inventory.documents.parties import written_day
from inventory.i18n import N_, Message
from inventory.policies.terms import Terms
from inventory.policies.words import EVENT, FREE_LABEL
from models.policies import AnchorEvent

_KNOWN: Final[Mapping[CountRule, str]] = {
    CountRule.DAY_COUNTED: N_(
        "The {label} runs from {event} on {first}, that day counted as the first, until {last}, this day included."
    ),
    CountRule.STATUTORY: N_("The {label} runs from {event} on {first} until {last}, this day included."),
    CountRule.NEXT_DAY: N_("The {label} runs from the day after {event}, {first}, until {last}, this day included."),
}
_OPEN: Final[Mapping[CountRule, str]] = {
    CountRule.DAY_COUNTED: N_("The {label} lasts {term} from {event}, that day counted as the first."),
    CountRule.STATUTORY: N_("The {label} lasts {term} from {event}; that day is covered too, but not counted."),
    CountRule.NEXT_DAY: N_("The {label} lasts {term}, counted from the day after {event}."),
}
_NONE: Final = N_("No {label} is promised.")
_MAKER: Final = N_("The manufacturer's warranty covers until {last}: {units}.")
_OF_UNITS: Final = N_("{units}: {clause}")


@dataclass(frozen=True, slots=True)
class Promised:
    """What was promised for a unit: our own window, None while nothing is signed, and the manufacturer's last day."""

    serial_no: str
    months: int
    window: Window | None
    maker_last: date | None = None


def warranty_clauses(terms: Terms, anchor: AnchorEvent | None, units: tuple[Promised, ...]) -> tuple[Message, ...]:
    """The clause, once where all units have one window, else once for each group of them by their serials.

    The manufacturer's cover has a line for each group of units whose last day differs, where it reaches further.
    """
    groups: dict[tuple[int, Window | None], list[str]] = {}
    makers: dict[date, list[str]] = {}
    for unit in units:
        groups.setdefault((unit.months, unit.window), []).append(unit.serial_no)
        if unit.maker_last is not None and (unit.window is None or unit.maker_last > unit.window.last):
            makers.setdefault(unit.maker_last, []).append(unit.serial_no)
    clauses = []
    for (months, window), serials in groups.items():
        clause = _clause(terms, anchor, months, window)
        if len(groups) > 1:
            clause = Message(_OF_UNITS, {"units": _Serials(tuple(serials)), "clause": clause})
        clauses.append(clause)
    for last, serials in sorted(makers.items()):
        clauses.append(Message(_MAKER, {"last": _Day(last), "units": _Serials(tuple(serials))}))
    return tuple(clauses)


def _clause(terms: Terms, anchor: AnchorEvent | None, months: int, window: Window | None) -> Message:
    label, event = Message(FREE_LABEL[terms.free_label]), Message(EVENT[anchor])
    if not months:
        return Message(_NONE, {"label": label})
    if window is None:
        return Message(_OPEN[terms.count_rule], {"label": label, "event": event, "term": Months(months)})
    days = {"first": _Day(window.first), "last": _Day(window.last)}
    return Message(_KNOWN[terms.count_rule], {"label": label, "event": event, **days})


@dataclass(frozen=True, slots=True)
class _Day:
    """A day inside a sentence, written when it is read."""

    day: date

    def __str__(self) -> str:
        return written_day(self.day)


@dataclass(frozen=True, slots=True)
class _Serials:
    """Serial numbers inside a sentence."""

    serials: tuple[str, ...]

    def __str__(self) -> str:
        return str(Message(N_(", "))).join(self.serials)
