"""The policies that every depot begins with: those of the six service plans, 三包, and the house's own terms.

The values are those of requirements.md 1.9. What a plan does not say itself is an invented default: each preset names
what is ``stated``, and everything else is marked as assumed wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from inventory.cover.extensions import MakerRule
from inventory.cover.replacement import ReplacementRule
from inventory.cover.rules import CountRule
from inventory.cover.suspension import SuspendRule
from inventory.policies import HOUSE
from inventory.policies.targets import Milestone, Target, TargetBase, TargetCondition, TargetUnit
from inventory.policies.terms import (
    KEYS,
    LoanerDue,
    LoanerMatch,
    LoanerTrigger,
    PartsOrigin,
    PeriodLabel,
    PostService,
    SparesDuty,
    Terms,
    target_key,
)
from inventory.pricing.charges import CapScope, DamageRule, PriceRule
from models.policies import AnchorEvent

BEGINNING: Final = date(1950, 1, 1)
"""First versions hold for everything: the first day that a date here can be."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A policy that is loaded at the first start. ``stated``: the fields of Terms that its source says."""

    code: str
    name_zh: str
    name_en: str
    terms: Terms
    stated: frozenset[str]
    targets: tuple[Target, ...] = ()

    @property
    def assumed(self) -> frozenset[str]:
        """The settings, by name, that are invented defaults; those of due times as ``sla.1.base``."""
        settings = {key for name, key in KEYS.items() if name not in self.stated}
        rows = {
            target_key(position, name)
            for position, target in enumerate(self.targets, 1)
            for name in target.assumed
        }  # fmt: skip
        return frozenset(settings | rows)


_MINUTE, _HOUR, _WORKDAY = TargetUnit.MINUTE, TargetUnit.HOUR, TargetUnit.WORKDAY
_RESPONSE, _ON_SITE, _PLAN, _RESTORED = Milestone.RESPONSE, Milestone.ON_SITE, Milestone.PLAN, Milestone.RESTORED
_IN, _AFTER = TargetCondition.IN_WARRANTY, TargetCondition.AFTER_WARRANTY
_WORKDAYS: Final = "CAL_5X8"


def _row(
    milestone: Milestone, amount: int, unit: TargetUnit, *conditions: TargetCondition,
    level: str = "", base: TargetBase = TargetBase.REPORT, calendar: str = "CAL_7X24", assumed: str = "",
) -> Target:  # fmt: skip
    return Target(
        milestone=milestone, amount=amount, unit=unit, conditions=frozenset(conditions), level=level, base=base,
        calendar=calendar, assumed=frozenset(assumed.split()),
    )  # fmt: skip


def _said(*names: str) -> frozenset[str]:
    return frozenset(names)


_S1: Final = Preset(
    "P-S1", "三年质保，两级故障时限", "Three years free, two fault levels",
    Terms(
        warranty_months=36, anchor_event=AnchorEvent.CONTRACT_ACCEPTED, user_damage=DamageRule.EXCLUDED,
        free_label=PeriodLabel.FREE_WARRANTY, paid_label=PeriodLabel.REPAIR_PERIOD,
        post_service=PostService.NEGOTIATED, post_price=PriceRule.NEGOTIATED,
    ),
    _said("warranty_months", "anchor_event", "user_damage", "free_label", "paid_label", "post_service", "post_price",
          "cap_scope", "spares_duty"),
    (  # both a 5×8 and a 7×24 line are named
        _row(_RESPONSE, 1, _HOUR, level="I级", assumed="calendar"),
        _row(_PLAN, 30, _MINUTE, level="I级", base=TargetBase.RESPONSE, assumed="base calendar"),
        _row(_RESTORED, 4, _HOUR, level="I级", assumed="calendar"),
        _row(_RESPONSE, 2, _HOUR, level="II级", assumed="calendar"),
        _row(_ON_SITE, 2, _HOUR, level="II级", assumed="calendar"),
        _row(_PLAN, 1, _HOUR, level="II级", base=TargetBase.ARRIVAL, assumed="base calendar"),
        _row(_RESTORED, 8, _HOUR, level="II级", assumed="calendar"),
    ),
)  # fmt: skip

_S2A: Final = Preset(
    "P-S2A", "一年质保，次日起算，终身维修", "One year free from the next day, lifetime repair",
    Terms(
        warranty_months=12, anchor_event=AnchorEvent.EQUIPMENT_SIGNED, count_rule=CountRule.NEXT_DAY,
        maker_rule=MakerRule.OWN_WINDOW, free_label=PeriodLabel.FREE_REPAIR, paid_label=PeriodLabel.LIFETIME_REPAIR,
        post_service=PostService.LIFETIME_PAID, may_refuse=False, spares_duty=SparesDuty.LIFETIME,
        parts_origin=PartsOrigin.OEM_OR_APPROVED, loaner_trigger=LoanerTrigger.ON_SLA_BREACH,
        loaner_due=LoanerDue.IMMEDIATE, visit_months=6,
    ),
    _said("warranty_months", "anchor_event", "count_rule", "maker_rule", "free_label", "paid_label", "post_service",
          "cap_scope", "spares_duty", "parts_origin", "loaner_trigger", "loaner_due", "loaner_match"),
    (  # R-065 in warranty, R-064 after it
        _row(_ON_SITE, 1, _HOUR, _IN),
        _row(_RESTORED, 12, _HOUR, _IN),
        _row(_ON_SITE, 4, _HOUR, _AFTER),
        _row(_RESTORED, 24, _HOUR, _AFTER),
    ),
)  # fmt: skip

_S2B: Final = Preset(
    "P-S2B", "期满签维护合约，每季度现场服务", "Maintenance contract with a service each quarter",
    Terms(
        warranty_months=12, anchor_event=AnchorEvent.EQUIPMENT_SIGNED, free_label=PeriodLabel.REPAIR_PERIOD,
        paid_label=PeriodLabel.MAINTENANCE, post_service=PostService.MAINTENANCE_CONTRACT,
        loaner_trigger=LoanerTrigger.ON_SLA_BREACH, loaner_due=LoanerDue.IMMEDIATE,
        loaner_match=LoanerMatch.SAME_FUNCTION, visit_months=3,
    ),
    _said("free_label", "paid_label", "post_service", "cap_scope", "spares_duty", "loaner_trigger", "loaner_match",
          "visit_months"),
)  # fmt: skip

_S2C: Final = Preset(
    "P-S2C", "一年无条件免费维修，期满成本价", "One year without conditions, cost price afterwards",
    Terms(
        warranty_months=12, anchor_event=AnchorEvent.PROJECT_ACCEPTED, maker_rule=MakerRule.OWN_WINDOW,
        user_damage=DamageRule.COVERED, free_label=PeriodLabel.REPAIR_PERIOD, paid_label=PeriodLabel.PAID_SERVICE,
        post_service=PostService.CONTRACT_RATE, may_refuse=False, spares_duty=SparesDuty.LONG_TERM,
        post_price=PriceRule.COST, loaner_trigger=LoanerTrigger.WORKDAYS, loaner_due=LoanerDue.WORKDAYS,
        loaner_match=LoanerMatch.NOT_BELOW_SPEC, visit_months=3, satisfaction_bp=9900,
    ),
    _said("warranty_months", "anchor_event", "maker_rule", "user_damage", "free_label", "paid_label", "post_service",
          "may_refuse", "spares_duty", "post_price", "cap_scope", "loaner_trigger", "loaner_trigger_days",
          "loaner_due", "loaner_due_days", "loaner_match", "visit_months", "satisfaction_bp"),
    (  # R-070 …
        _row(_RESPONSE, 1, _HOUR),
        _row(_ON_SITE, 4, _HOUR, _IN, TargetCondition.SITE_CANNOT_FIX, base=TargetBase.SITE_NOTICE,
             calendar="CAL_5X24"),
        _row(Milestone.SPARE_REPLACED, 3, _WORKDAY, _IN, TargetCondition.HARDWARE, calendar=_WORKDAYS),
        _row(_RESTORED, 1, _WORKDAY, _IN, calendar=_WORKDAYS),
    ),
)  # fmt: skip

_S2D: Final = Preset(
    "P-S2D", "三年质保，次日起算，每季度上门", "Three years free from the next day, a visit each quarter",
    Terms(
        warranty_months=36, anchor_event=AnchorEvent.PROJECT_SIGNED, count_rule=CountRule.NEXT_DAY,
        maker_rule=MakerRule.OWN_WINDOW, free_label=PeriodLabel.FREE_MAINTENANCE,
        paid_label=PeriodLabel.LIFETIME_REPAIR, post_service=PostService.LIFETIME_PAID, may_refuse=False,
        spares_duty=SparesDuty.LIFETIME, parts_origin=PartsOrigin.OEM_OR_APPROVED, visit_months=3, call_months=1,
        notice_days=7,
    ),
    _said("warranty_months", "anchor_event", "count_rule", "maker_rule", "free_label", "paid_label", "post_service",
          "cap_scope", "spares_duty", "parts_origin", "loaner_trigger", "loaner_due", "loaner_match", "visit_months",
          "call_months", "notice_days"),
    (_row(Milestone.DISPATCH, 60, _MINUTE, assumed="milestone"),),  # sent within 60 minutes, or there?
)  # fmt: skip

_PROJECT, _GENERAL = TargetCondition.PROJECT_PROMISE, TargetCondition.GENERAL_PROMISE
_S3: Final = Preset(
    "P-S3", "十分钟响应，期满后备件保障三年", "Response in ten minutes, spares for three years",
    Terms(
        warranty_months=12, anchor_event=None, free_label=PeriodLabel.FREE_WARRANTY,
        post_service=PostService.NEGOTIATED, spares_duty=SparesDuty.MONTHS, spares_months=36,
        cap_scope=CapScope.IN_WARRANTY, visit_months=1, visit_minutes=120, satisfaction_bp=9800,
    ),
    _said("free_label", "spares_duty", "spares_months", "visit_months", "visit_minutes", "satisfaction_bp"),
    (
        # Variant c, the promise made for the project, where the contract names it …
        _row(_RESPONSE, 10, _MINUTE, _PROJECT),
        _row(_ON_SITE, 30, _MINUTE, _PROJECT),
        _row(_RESTORED, 30, _MINUTE, TargetCondition.NON_HARDWARE, _PROJECT, base=TargetBase.ARRIVAL, assumed="base"),
        # … else variant a for response and restoration. Variant b also names a response of 30 minutes
        # whoever keeps the ten minutes keeps it too, so it is no row of its own.
        _row(_RESPONSE, 10, _MINUTE, _GENERAL),
        _row(_RESTORED, 1, _HOUR, _GENERAL, level="一般"),
        _row(_RESTORED, 1, _WORKDAY, _GENERAL, level="重大", calendar=_WORKDAYS),
        # Variant b for the arrival.
        _row(_ON_SITE, 1, _HOUR, TargetCondition.NORMAL, _GENERAL),
        _row(_ON_SITE, 2, _HOUR, TargetCondition.SPECIAL, _GENERAL),
        # Where a spare must be replaced, its arrival decides.
        _row(_RESTORED, 0, TargetUnit.ETA, TargetCondition.HARDWARE),
    ),
)  # fmt: skip

_SANBAO: Final = Preset(
    "SANBAO", "三包（修理、更换、退货）", "Three guarantees (repair, exchange, refund)",
    Terms(  # C-01, C-03, C-05; the months differ by the kind of goods
        warranty_months=12, anchor_event=AnchorEvent.INVOICED, holiday_moves_end=True, suspend=SuspendRule.REPAIR_DAYS,
        replacement=ReplacementRule.RESTART, free_label=PeriodLabel.THREE_GUARANTEES,
    ),
    _said("anchor_event", "count_rule", "holiday_moves_end", "suspend", "replacement", "free_label"),
)  # fmt: skip


def house(
    rule: CountRule = CountRule.STATUTORY, spares_months: int = 36, *, decided: frozenset[str] = frozenset()
) -> Preset:
    """The terms of a unit whose contract names no policy: its own months, spares for ``spares_months`` (0: none).

    ``decided`` are the fields that somebody in this depot has chosen.
    """
    duty = SparesDuty.MONTHS if spares_months else SparesDuty.NONE
    terms = Terms(
        warranty_months=None, anchor_event=AnchorEvent.EQUIPMENT_SIGNED, count_rule=rule,
        spares_duty=duty, spares_months=spares_months, post_price=PriceRule.COST, cap_scope=CapScope.ALWAYS,
    )  # fmt: skip  # R-104, R-101: what a part cost here before there were policies
    return Preset(HOUSE, "本单位通用条款", "House terms", terms, decided)


PRESETS: Final[Mapping[str, Preset]] = MappingProxyType({
    preset.code: preset for preset in (_S1, _S2A, _S2B, _S2C, _S2D, _S3, _SANBAO)
})  # fmt: skip
"""The presets by their codes, without the house's own terms."""
