"""The words of policies in both languages: settings, their choices, due times.

保修期 alone means the free period in one plan and the paid one in another (glossary), so a policy says which word its
papers use (``PeriodLabel``), and nothing else uses it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from inventory.calendars.rules import WorkdayCount
from inventory.cover.extensions import MakerRule
from inventory.cover.replacement import ReplacementRule
from inventory.cover.rules import CountRule
from inventory.cover.suspension import SuspendRule
from inventory.i18n import N_, Message, language, ngettext
from inventory.i18n import Listed as Listed
from inventory.policies.targets import Milestone, TargetBase, TargetCondition, TargetUnit
from inventory.policies.terms import (
    LoanerDue,
    LoanerMatch,
    LoanerTrigger,
    PartsOrigin,
    PeriodLabel,
    PostService,
    PriceBasis,
    SparesDuty,
    Terms,
)
from inventory.pricing.charges import CapScope, DamageRule, LineKind, PriceRule
from models.policies import AnchorEvent

Choice = TypeVar("Choice")


@dataclass(frozen=True, slots=True)
class Named:
    """A record with a name in each language; the Chinese one stands in where there is no English one."""

    name_zh: str
    name_en: str = ""

    def __str__(self) -> str:
        return self.name_zh if language() == "zh_CN" or not self.name_en else self.name_en


@dataclass(frozen=True, slots=True)
class Amount:
    """How long a due time gives: "30 min", "2 h", "3 working days"; worded when it is read."""

    count: int
    unit: TargetUnit

    def __str__(self) -> str:
        if self.unit is TargetUnit.MINUTE:
            return ngettext("{count} minute", "{count} minutes", self.count).format(count=self.count)
        if self.unit is TargetUnit.HOUR:
            return ngettext("{count} hour", "{count} hours", self.count).format(count=self.count)
        return ngettext("{count} working day", "{count} working days", self.count).format(count=self.count)


SETTING: Final[Mapping[str, str]] = {
    "warranty.months": N_("Months of the free period"),
    "warranty.anchor_event": N_("Counted from"),
    "warranty.count_rule": N_("First day counted"),
    "warranty.month_end_sticky": N_("A month's last day corresponds to a month's last day"),
    "warranty.holiday_moves_end": N_("An end on a day off moves to the next working day"),
    "warranty.mfr_rule": N_("Manufacturer's warranty"),
    "warranty.user_damage": N_("Damage by the user"),
    "warranty.suspend": N_("Days in repair"),
    "warranty.replacement": N_("Cover after a replacement"),
    "warranty.replacement_days": N_("Days at least after a replacement"),
    "warranty.replacement_months": N_("Months from a replacement"),
    "label.free_period": N_("Papers call the free period"),
    "label.paid_period": N_("Papers call the time after it"),
    "post.service": N_("Service after the free period"),
    "post.may_refuse": N_("A paid service may be refused"),
    "obligation.spares": N_("Spares after the cover"),
    "obligation.months": N_("Months of spares"),
    "obligation.after_extension": N_("Spares count from the end of maintenance contracts too"),
    "parts.origin_in_warranty": N_("Parts fitted in warranty"),
    "price.post_rule": N_("Price of parts after the warranty"),
    "price.damage_rule": N_("Price of parts after damage by the user"),
    "price.loaner_after_damage": N_("Loaner after damage by the user"),
    "price.loaner_after_warranty": N_("Loaner after the warranty"),
    "price.cap_scope": N_("Never above the initial price"),
    "price.cap_kinds": N_("What the initial price limits"),
    "price.basis": N_("A quotation binds"),
    "loaner.trigger": N_("A loaner is owed"),
    "loaner.trigger_days": N_("Working days without repair"),
    "loaner.due": N_("The loaner is there"),
    "loaner.due_days": N_("Working days until it is there"),
    "loaner.match": N_("What serves as a loaner"),
    "loaner.return_days": N_("Working days to bring the loaner back"),
    "workday.count": N_("Counting of working days"),
    "visit.every_months": N_("Months between visits"),
    "visit.minutes": N_("Minutes of a visit"),
    "call.every_months": N_("Months between calls"),
    "notice.days": N_("Days of notice before coming"),
    "satisfaction.target_bp": N_("Satisfaction to be reached"),
}
"""What each setting of requirements.md 1.9 is called."""

TARGET_FIELD: Final[Mapping[str, str]] = {
    "level": N_("Fault level"),
    "milestone": N_("What must be done"),
    "conditions": N_("Holds when"),
    "base": N_("Counted from"),
    "amount": N_("Time allowed"),
    "unit": N_("Unit of time"),
    "calendar": N_("Calendar"),
}

EVENT: Final[Mapping[AnchorEvent | None, str]] = {
    AnchorEvent.CONTRACT_ACCEPTED: N_("the acceptance of the contract"),
    AnchorEvent.PROJECT_ACCEPTED: N_("the acceptance of the project"),
    AnchorEvent.EQUIPMENT_SIGNED: N_("the completion and signed acceptance of the equipment"),
    AnchorEvent.PROJECT_SIGNED: N_("the completion and signed acceptance of the project"),
    AnchorEvent.INSTALLED: N_("the installation"),
    AnchorEvent.DELIVERED: N_("the delivery"),
    AnchorEvent.INVOICED: N_("the invoice"),
    AnchorEvent.EX_WORKS: N_("the day it left the works"),
    None: N_("the event that the contract names"),
}
LABEL: Final[Mapping[PeriodLabel, str]] = {
    PeriodLabel.FREE_WARRANTY: N_("free warranty period"),
    PeriodLabel.FREE_REPAIR: N_("free repair period"),
    PeriodLabel.FREE_MAINTENANCE: N_("free maintenance period"),
    PeriodLabel.REPAIR_PERIOD: N_("repair period"),
    PeriodLabel.PAID_SERVICE: N_("paid service period"),
    PeriodLabel.LIFETIME_REPAIR: N_("lifetime repair"),
    PeriodLabel.MAINTENANCE: N_("maintenance contract period"),
    PeriodLabel.THREE_GUARANTEES: N_("three-guarantees period"),
}
"""What papers call a period."""
FREE_LABEL: Final = {**LABEL, PeriodLabel.REPAIR_PERIOD: N_("repair period free of charge")}
PAID_LABEL: Final = {**LABEL, PeriodLabel.REPAIR_PERIOD: N_("paid repair period")}
"""The same where it is the free one and where it is the paid one: 保修期 is either, so English says which (R-040)."""

COUNT: Final[Mapping[CountRule, str]] = {
    CountRule.DAY_COUNTED: N_("that day counted as the first"),
    CountRule.STATUTORY: N_("that day covered but not counted"),
    CountRule.NEXT_DAY: N_("from the day after it"),
}
MAKER: Final[Mapping[MakerRule, str]] = {
    MakerRule.IGNORE: N_("does not count"),
    MakerRule.OWN_WINDOW: N_("counts where it ends later than ours"),
    MakerRule.DURATION_ON_OUR_ANCHOR: N_("its months count from our beginning where they are more"),
}
DAMAGE: Final[Mapping[DamageRule, str]] = {
    DamageRule.EXCLUDED: N_("is charged"),
    DamageRule.COVERED: N_("is repaired free of charge too"),
}
SUSPEND: Final[Mapping[SuspendRule, str]] = {
    SuspendRule.NONE: N_("are not given back"),
    SuspendRule.REPAIR_DAYS: N_("are given back"),
    SuspendRule.REPAIR_DAYS_EXCEPT_LOANER: N_("are given back, except those with a loaner"),
}
REPLACEMENT: Final[Mapping[ReplacementRule, str]] = {
    ReplacementRule.INHERIT: N_("the rest of the replaced unit's cover"),
    ReplacementRule.INHERIT_MIN_DAYS: N_("the rest, and some days at least"),
    ReplacementRule.RESTART: N_("a new period from the replacement"),
}
POST: Final[Mapping[PostService, str]] = {
    PostService.NEGOTIATED: N_("for a fee agreed each time"),
    PostService.LIFETIME_PAID: N_("repair for pay as long as the unit lives"),
    PostService.CONTRACT_RATE: N_("at the rates of the contract"),
    PostService.MAINTENANCE_CONTRACT: N_("under a maintenance contract"),
}
SPARES: Final[Mapping[SparesDuty, str]] = {
    SparesDuty.NONE: N_("are not promised"),
    SparesDuty.MONTHS: N_("are promised for some months"),
    SparesDuty.LONG_TERM: N_("are promised for the long term"),
    SparesDuty.LIFETIME: N_("are promised as long as the unit lives"),
}
ORIGIN: Final[Mapping[PartsOrigin, str]] = {
    PartsOrigin.FREE: N_("may be of any make"),
    PartsOrigin.OEM_OR_APPROVED: N_("come from the manufacturer or are approved by it"),
}
PRICE: Final[Mapping[PriceRule, str]] = {
    PriceRule.FREE: N_("free of charge"),
    PriceRule.COST: N_("at cost price"),
    PriceRule.LIST: N_("at the list price"),
    PriceRule.CONTRACT: N_("at the rate of the contract"),
    PriceRule.NEGOTIATED: N_("by agreement with the customer"),
}
CAP: Final[Mapping[CapScope, str]] = {
    CapScope.NONE: N_("not promised"),
    CapScope.IN_WARRANTY: N_("during the warranty"),
    CapScope.IN_WARRANTY_AND_OBLIGATION: N_("during the warranty and while spares are promised"),
    CapScope.ALWAYS: N_("at all times"),
}
KIND: Final[Mapping[LineKind, str]] = {
    LineKind.SPARE_UNIT: N_("spare units"),
    LineKind.SPARE_PART: N_("spare parts"),
    LineKind.FITTING: N_("fittings"),
    LineKind.TOOL: N_("special tools"),
    LineKind.CONSUMABLE: N_("consumables"),
    LineKind.LABOUR: N_("labour"),
    LineKind.TRAVEL: N_("travel"),
    LineKind.SOFTWARE_UPGRADE: N_("software upgrades"),
    LineKind.HARDWARE_UPGRADE: N_("hardware upgrades"),
    LineKind.LOANER: N_("loaners"),
}
BASIS: Final[Mapping[PriceBasis, str]] = {
    PriceBasis.AT_ISSUE: N_("to the price on the day of issue"),
    PriceBasis.FIXED: N_("to the quoted price"),
}
TRIGGER: Final[Mapping[LoanerTrigger, str]] = {
    LoanerTrigger.MANUAL: N_("when somebody decides it"),
    LoanerTrigger.ON_SLA_BREACH: N_("when the time for the repair is missed"),
    LoanerTrigger.WORKDAYS: N_("when some working days were not enough"),
}
LOANER_DUE: Final[Mapping[LoanerDue, str]] = {
    LoanerDue.NONE: N_("without a deadline"),
    LoanerDue.IMMEDIATE: N_("at once"),
    LoanerDue.WORKDAYS: N_("within some working days"),
}
MATCH: Final[Mapping[LoanerMatch, str]] = {
    LoanerMatch.ANY: N_("any unit that helps"),
    LoanerMatch.SAME_FUNCTION: N_("one of equal function"),
    LoanerMatch.NOT_BELOW_SPEC: N_("one not below the failed unit in any value"),
    LoanerMatch.SAME_MODEL_OR_HIGHER: N_("one of the same model or a higher one"),
}
WORKDAYS: Final[Mapping[WorkdayCount, str]] = {
    WorkdayCount.EXCL_START: N_("the day of the report is not counted"),
    WorkdayCount.INCL_START: N_("the day of the report is the first"),
    WorkdayCount.ELAPSED_HOURS: N_("eight open hours each"),
}

MILESTONE: Final[Mapping[Milestone, str]] = {
    Milestone.RESPONSE: N_("Response"),
    Milestone.DISPATCH: N_("Engineer sent"),
    Milestone.ON_SITE: N_("On site"),
    Milestone.PLAN: N_("Repair plan handed over"),
    Milestone.SPARE_REPLACED: N_("Spare part replaced"),
    Milestone.RESTORED: N_("Working again"),
    Milestone.LOANER: N_("Loaner there"),
}
CONDITION: Final[Mapping[TargetCondition, str]] = {
    TargetCondition.IN_WARRANTY: N_("in warranty"),
    TargetCondition.AFTER_WARRANTY: N_("after the warranty"),
    TargetCondition.HARDWARE: N_("hardware must be replaced"),
    TargetCondition.NON_HARDWARE: N_("no hardware must be replaced"),
    TargetCondition.SPECIAL: N_("special circumstances"),
    TargetCondition.NORMAL: N_("no special circumstances"),
    TargetCondition.SITE_CANNOT_FIX: N_("the staff on site cannot mend it"),
    TargetCondition.PROJECT_PROMISE: N_("the project's own promise"),
    TargetCondition.GENERAL_PROMISE: N_("the general promise"),
}
BASE: Final[Mapping[TargetBase, str]] = {
    TargetBase.REPORT: N_("the report"),
    TargetBase.RESPONSE: N_("the response"),
    TargetBase.ARRIVAL: N_("the arrival"),
    TargetBase.PHONE_FAILED: N_("help by phone has failed"),
    TargetBase.PLAN: N_("the repair plan"),
    TargetBase.SITE_NOTICE: N_("the notice of the staff on site"),
}
UNIT: Final[Mapping[TargetUnit, str]] = {
    TargetUnit.MINUTE: N_("minutes"),
    TargetUnit.HOUR: N_("hours"),
    TargetUnit.WORKDAY: N_("working days"),
    TargetUnit.ETA: N_("until the spare arrives"),
}
_LEVELS: Final[Mapping[str, str]] = {
    "I级": N_("Level I"), "II级": N_("Level II"), "一般": N_("Minor fault"), "重大": N_("Major fault"),
}  # fmt: skip
"""The levels of the presets as the source plans write them; levels of one's own are written as they were typed."""


def said(words: Mapping[Choice, str], value: Choice) -> Message:
    """The word of a choice, translated when it is read."""
    return Message(words[value])


def level_word(level: str) -> object:
    """A fault level as the reader calls it."""
    return Message(_LEVELS[level]) if level in _LEVELS else level


def conditions_word(conditions: Collection[TargetCondition]) -> Listed:
    """Conditions one after the other, in their order."""
    return Listed(tuple(Message(CONDITION[one]) for one in TargetCondition if one in conditions))


_CHOICES: Final[Mapping[str, Mapping[Any, str]]] = {
    "anchor_event": EVENT, "count_rule": COUNT, "maker_rule": MAKER, "user_damage": DAMAGE, "suspend": SUSPEND,
    "replacement": REPLACEMENT, "free_label": LABEL, "paid_label": LABEL, "post_service": POST, "spares_duty": SPARES,
    "parts_origin": ORIGIN, "post_price": PRICE, "damage_price": PRICE, "loaner_after_damage": PRICE,
    "loaner_after_warranty": PRICE, "cap_scope": CAP, "price_basis": BASIS, "loaner_trigger": TRIGGER,
    "loaner_due": LOANER_DUE, "loaner_match": MATCH, "workday_count": WORKDAYS,
}  # fmt: skip
"""The words of each setting that chooses, by its field of Terms."""


def shown(name: str, terms: Terms) -> str:
    """What ``terms`` say in the field ``name``, as a comparison shows it."""
    value = getattr(terms, name)
    if name in _CHOICES:
        return str(Message(_CHOICES[name][value]))
    if name == "cap_kinds":
        return str(Listed(tuple(Message(KIND[kind]) for kind in LineKind if kind in value)))
    if name == "satisfaction_bp":
        return "–" if value is None else f"{value / 100:.2f} %"
    if isinstance(value, bool):
        return str(Message(N_("yes"))) if value else str(Message(N_("no")))
    return "–" if value is None else str(value)
