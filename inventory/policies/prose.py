"""A policy as readable prose: what it promises, a paragraph for each matter, with what nobody stated marked.

Sentences are worded when they are read, so the same prose serves both languages.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from inventory.cover.extensions import MakerRule
from inventory.cover.replacement import ReplacementRule
from inventory.cover.rules import CountRule
from inventory.cover.suspension import SuspendRule
from inventory.cover.words import Days, Months
from inventory.i18n import N_, Message
from inventory.policies import words
from inventory.policies.targets import Target, TargetUnit
from inventory.policies.terms import (
    LoanerDue,
    LoanerMatch,
    LoanerTrigger,
    PartsOrigin,
    PostService,
    SparesDuty,
    Terms,
    target_key,
)
from inventory.policies.words import Amount, Listed
from inventory.pricing.charges import CapScope, DamageRule, LineKind


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is promised. ``assumed``: the names of the settings behind it that are invented defaults."""

    text: Message
    assumed: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What belongs together, under a heading."""

    title: Message
    sentences: tuple[Sentence, ...]


_COUNTED: Final[Mapping[CountRule, str]] = {
    CountRule.DAY_COUNTED: N_("The {label} lasts {term} from {event}, that day counted as the first."),
    CountRule.STATUTORY: N_("The {label} lasts {term} from {event}; that day is covered too, but not counted."),
    CountRule.NEXT_DAY: N_("The {label} lasts {term}, counted from the day after {event}."),
}
_COUNTED_OF_UNIT: Final[Mapping[CountRule, str]] = {
    CountRule.DAY_COUNTED: N_(
        "The {label} lasts as many months as are recorded for the unit, from {event}, that day counted as the first."
    ),
    CountRule.STATUTORY: N_(
        "The {label} lasts as many months as are recorded for the unit, from {event}; that day is covered too, but not "
        "counted."
    ),
    CountRule.NEXT_DAY: N_(
        "The {label} lasts as many months as are recorded for the unit, counted from the day after {event}."
    ),
}
_MAKER: Final[Mapping[MakerRule, str]] = {
    MakerRule.IGNORE: N_("The manufacturer's warranty does not lengthen it."),
    MakerRule.OWN_WINDOW: N_("Where the manufacturer's own warranty ends later, it covers the unit until then."),
    MakerRule.DURATION_ON_OUR_ANCHOR: N_(
        "Where the manufacturer gives more months, these count instead, from the same beginning."
    ),
}
_DAMAGE: Final[Mapping[DamageRule, str]] = {
    DamageRule.EXCLUDED: N_("Damage by the user is not covered."),
    DamageRule.COVERED: N_("Damage by the user is repaired free of charge too."),
}
_SUSPEND: Final[Mapping[SuspendRule, str]] = {
    SuspendRule.NONE: N_("Days in repair are not given back."),
    SuspendRule.REPAIR_DAYS: N_("Days in repair are added at its end."),
    SuspendRule.REPAIR_DAYS_EXCEPT_LOANER: N_(
        "Days in repair are added at its end, except those on which the customer had a loaner."
    ),
}
_REPLACED: Final[Mapping[ReplacementRule, str]] = {
    ReplacementRule.INHERIT: N_("A unit that replaces another one takes over the rest of its cover."),
    ReplacementRule.INHERIT_MIN_DAYS: N_(
        "A unit that replaces another one takes over the rest of its cover, and {days} at least."
    ),
    ReplacementRule.RESTART: N_("A unit that replaces another one begins a new period of {months}."),
}
_POST: Final[Mapping[PostService, str]] = {
    PostService.NEGOTIATED: N_("Afterwards, in the {label}, we repair or replace for a fee that is agreed each time."),
    PostService.LIFETIME_PAID: N_("Afterwards we keep repairing for pay as long as the unit lives ({label})."),
    PostService.CONTRACT_RATE: N_("Afterwards, in the {label}, we serve at the rates that the contract names."),
    PostService.MAINTENANCE_CONTRACT: N_("Before it ends we propose a maintenance contract ({label})."),
}
_SPARES: Final[Mapping[SparesDuty, str]] = {
    SparesDuty.NONE: N_("Spares after the cover are not promised."),
    SparesDuty.MONTHS: N_("The necessary spares are secured until {months} after the cover ends."),
    SparesDuty.LONG_TERM: N_("Spares are promised for the long term, without a last day."),
    SparesDuty.LIFETIME: N_("Spares are promised as long as the unit lives."),
}
_TRIGGER: Final[Mapping[LoanerTrigger, str]] = {
    LoanerTrigger.MANUAL: N_("Whether a loaner is given is decided case by case."),
    LoanerTrigger.ON_SLA_BREACH: N_("A loaner is owed when the time for the repair is missed."),
    LoanerTrigger.WORKDAYS: N_("A loaner is owed when a repair takes longer than {days}."),
}
_MATCH: Final[Mapping[LoanerMatch, str]] = {
    LoanerMatch.ANY: N_("Any unit that helps will do as one."),
    LoanerMatch.SAME_FUNCTION: N_("It must have the same function."),
    LoanerMatch.NOT_BELOW_SPEC: N_("It must not be below the failed unit in any value."),
    LoanerMatch.SAME_MODEL_OR_HIGHER: N_("It must be of the same model or a higher one."),
}
_DUE: Final[Mapping[LoanerDue, str]] = {
    LoanerDue.NONE: N_("There is no deadline for it."),
    LoanerDue.IMMEDIATE: N_("It must be there at once."),
    LoanerDue.WORKDAYS: N_("It must be there within {days} after that."),
}


def prose(
    terms: Terms, targets: Sequence[Target], calendars: Mapping[str, object], assumed: Collection[str] = ()
) -> tuple[Paragraph, ...]:
    """The paragraphs of a policy. ``calendars``: what each calendar is called, by its code."""
    told = _Telling(assumed)
    return (
        Paragraph(Message(N_("The free period")), _free(terms, told)),
        Paragraph(Message(N_("After it")), _afterwards(terms, told)),
        Paragraph(Message(N_("Prices")), _prices(terms, told)),
        Paragraph(Message(N_("Loaners")), _loaners(terms, told)),
        Paragraph(Message(N_("Response times")), _times(targets, calendars, told)),
        Paragraph(Message(N_("Visits and calls")), _visits(terms, told)),
        Paragraph(Message(N_("Satisfaction")), _satisfaction(terms, told)),
    )


class _Telling:
    """Makes sentences, each with the assumed settings behind it."""

    def __init__(self, assumed: Collection[str]) -> None:
        self._assumed = assumed

    def __call__(self, text: str, *keys: str, **values: object) -> Sentence:
        marks = [Message(words.SETTING[key]) for key in keys if key in self._assumed]
        return Sentence(Message(text, values), tuple(marks))

    def of_line(self, text: str, position: int, **values: object) -> Sentence:
        """A sentence about the due time in line ``position``."""
        marks = [name for name in words.TARGET_FIELD if target_key(position, name) in self._assumed]
        return Sentence(Message(text, values), tuple(Message(words.TARGET_FIELD[name]) for name in marks))


def _free(terms: Terms, told: _Telling) -> tuple[Sentence, ...]:
    label = words.said(words.FREE_LABEL, terms.free_label)
    keys = ("warranty.months", "warranty.anchor_event", "warranty.count_rule")
    if terms.warranty_months == 0:
        first = told(N_("No free period is promised."), "warranty.months")
    else:
        event = words.said(words.EVENT, terms.anchor_event)
        if terms.warranty_months is None:
            first = told(_COUNTED_OF_UNIT[terms.count_rule], *keys, label=label, event=event)
        else:
            term = Months(terms.warranty_months)
            first = told(_COUNTED[terms.count_rule], *keys, label=label, term=term, event=event)
    more = [first]
    if terms.month_end_sticky:
        text = N_("From a month's last day it ends on a month's last day.")
        more.append(told(text, "warranty.month_end_sticky"))
    if terms.holiday_moves_end:
        text = N_("An end on a day off moves to the next working day.")
        more.append(told(text, "warranty.holiday_moves_end"))
    more += [
        told(_MAKER[terms.maker_rule], "warranty.mfr_rule"),
        told(_DAMAGE[terms.user_damage], "warranty.user_damage"),
        told(_SUSPEND[terms.suspend], "warranty.suspend"),
        _replaced(terms, told),
    ]
    if terms.parts_origin is PartsOrigin.OEM_OR_APPROVED:
        text = N_("Every part fitted in it comes from the manufacturer or is approved by it.")
    else:
        text = N_("Parts of any make may be fitted in it.")
    return (*more, told(text, "parts.origin_in_warranty"))


def _replaced(terms: Terms, told: _Telling) -> Sentence:
    values: dict[str, object] = {}
    keys = ["warranty.replacement"]
    if terms.replacement is ReplacementRule.INHERIT_MIN_DAYS:
        keys.append("warranty.replacement_days")
        values["days"] = Days(terms.replacement_days)
    elif terms.replacement is ReplacementRule.RESTART:
        keys.append("warranty.replacement_months")
        values["months"] = Months(terms.replacement_months)
    return told(_REPLACED[terms.replacement], *keys, **values)


def _afterwards(terms: Terms, told: _Telling) -> tuple[Sentence, ...]:
    label = words.said(words.PAID_LABEL, terms.paid_label)
    refuse = N_("A paid service may be refused.") if terms.may_refuse else N_("A paid service is never refused.")
    keys, values = ["obligation.spares"], {}
    if terms.spares_duty is SparesDuty.MONTHS:
        keys.append("obligation.months")
        values["months"] = Months(terms.spares_months)
    told_spares = [told(_SPARES[terms.spares_duty], *keys, **values)]
    if terms.spares_duty is SparesDuty.MONTHS:
        text = (
            N_("Maintenance contracts move this end with the cover.") if terms.spares_after_extension
            else N_("Maintenance contracts do not move this end.")
        )  # fmt: skip
        told_spares.append(told(text, "obligation.after_extension"))
    return (
        told(_POST[terms.post_service], "post.service", "label.paid_period", label=label),
        told(refuse, "post.may_refuse"),
        *told_spares,
    )


def _prices(terms: Terms, told: _Telling) -> tuple[Sentence, ...]:
    price = words.PRICE
    lines = [
        told(N_("Parts after the warranty: {price}."), "price.post_rule", price=words.said(price, terms.post_price))
    ]
    if terms.user_damage is DamageRule.EXCLUDED:
        text = N_("Parts after damage by the user: {price}.")
        lines.append(told(text, "price.damage_rule", price=words.said(price, terms.damage_price)))
        text = N_("A loaner after damage by the user: {price}.")
        rule = words.said(price, terms.loaner_after_damage)
        lines.append(told(text, "price.loaner_after_damage", price=rule))
    text = N_("A loaner after the warranty: {price}.")
    lines.append(told(text, "price.loaner_after_warranty", price=words.said(price, terms.loaner_after_warranty)))
    if terms.cap_scope is CapScope.NONE:
        lines.append(told(N_("No price is held at the initial one."), "price.cap_scope"))
    else:
        kinds = Listed(tuple(words.said(words.KIND, kind) for kind in LineKind if kind in terms.cap_kinds))
        text = N_("Never above the initial price of the contract, {scope}: {kinds}.")
        scope = words.said(words.CAP, terms.cap_scope)
        lines.append(told(text, "price.cap_scope", "price.cap_kinds", scope=scope, kinds=kinds))
    text = N_("A quotation binds {basis}.")
    lines.append(told(text, "price.basis", basis=words.said(words.BASIS, terms.price_basis)))
    return tuple(lines)


def _loaners(terms: Terms, told: _Telling) -> tuple[Sentence, ...]:
    keys, values = ["loaner.trigger"], {}
    if terms.loaner_trigger is LoanerTrigger.WORKDAYS:
        keys += ["loaner.trigger_days", "workday.count"]
        values["days"] = Amount(terms.loaner_trigger_days, TargetUnit.WORKDAY)
    due_keys, due_values = ["loaner.due"], {}
    if terms.loaner_due is LoanerDue.WORKDAYS:
        due_keys += ["loaner.due_days", "workday.count"]
        due_values["days"] = Amount(terms.loaner_due_days, TargetUnit.WORKDAY)
    back = N_("It comes back within {days} after the repaired unit is handed over.")
    return (
        told(_TRIGGER[terms.loaner_trigger], *keys, **values),
        told(_MATCH[terms.loaner_match], "loaner.match"),
        told(_DUE[terms.loaner_due], *due_keys, **due_values),
        told(back, "loaner.return_days", days=Amount(terms.loaner_return_days, TargetUnit.WORKDAY)),
    )


def _times(targets: Sequence[Target], calendars: Mapping[str, object], told: _Telling) -> tuple[Sentence, ...]:
    if not targets:
        return (told(N_("No times are promised; the contract may name some.")),)
    lines = []
    for position, target in enumerate(targets, 1):
        when = occasion(target)
        values: dict[str, object] = {"milestone": words.said(words.MILESTONE, target.milestone), "when": when}
        if target.unit is TargetUnit.ETA:
            text = N_("{milestone} when the spare arrives – {when}.")
        else:
            text = N_("{milestone} within {amount} from {base} – {when} ({calendar}).")
            values |= {
                "amount": Amount(target.amount, target.unit),
                "base": words.said(words.BASE, target.base),
                "calendar": calendars.get(target.calendar, target.calendar),
            }
        lines.append(told.of_line(text, position, **values))
    return tuple(lines)


def occasion(target: Target) -> object:
    """When a due time holds, in words: its level and its conditions."""
    level = [words.level_word(target.level)] if target.level else []
    conditions = list(words.conditions_word(target.conditions).words)
    return Listed((*level, *conditions)) if level or conditions else Message(N_("always"))


def _visits(terms: Terms, told: _Telling) -> tuple[Sentence, ...]:
    lines = []
    if terms.visit_months is None:
        lines.append(told(N_("No visits are planned."), "visit.every_months"))
    elif terms.visit_minutes is None:
        text = N_("A visit every month.") if terms.visit_months == 1 else N_("A visit every {months}.")
        lines.append(told(text, "visit.every_months", months=Months(terms.visit_months)))
    else:
        text = (
            N_("A visit every month, of {minutes}.") if terms.visit_months == 1
            else N_("A visit every {months}, of {minutes}.")
        )  # fmt: skip
        minutes = Amount(terms.visit_minutes, TargetUnit.MINUTE)
        months = Months(terms.visit_months)
        lines.append(told(text, "visit.every_months", "visit.minutes", months=months, minutes=minutes))
    if terms.call_months is None:
        lines.append(told(N_("No calls are planned."), "call.every_months"))
    else:
        text = N_("A call every month.") if terms.call_months == 1 else N_("A call every {months}.")
        lines.append(told(text, "call.every_months", months=Months(terms.call_months)))
    if terms.notice_days:
        text = N_("We say {days} ahead when we come.")
        lines.append(told(text, "notice.days", days=Days(terms.notice_days)))
    else:
        lines.append(told(N_("No notice before coming is promised."), "notice.days"))
    return tuple(lines)


def _satisfaction(terms: Terms, told: _Telling) -> tuple[Sentence, ...]:
    if terms.satisfaction_bp is None:
        return (told(N_("No rate of satisfaction is promised."), "satisfaction.target_bp"),)
    text = N_("At least {percent} % of the customers who answer are satisfied.")
    return (told(text, "satisfaction.target_bp", percent=f"{terms.satisfaction_bp / 100:.2f}"),)
