"""The settings of a policy, each under the name that requirements.md 1.9 gives it.

A policy version is one ``Terms``, kept as JSON: ``dump`` and ``load``. What the source plans leave open is None.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from inventory.calendars.rules import WorkdayCount
from inventory.cover.extensions import MakerRule
from inventory.cover.replacement import ReplacementRule, ReplacementTerms
from inventory.cover.rules import CountRule
from inventory.cover.suspension import SuspendRule
from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.pricing.charges import CAPPED_KINDS, CapScope, ChargePolicy, DamageRule, LineKind, PriceRule
from models.policies import AnchorEvent


class PostService(StrEnum):
    """``post.service``: what is owed after the free period."""

    NEGOTIATED = "NEGOTIATED"
    LIFETIME_PAID = "LIFETIME_PAID"
    CONTRACT_RATE = "CONTRACT_RATE"
    MAINTENANCE_CONTRACT = "MAINTENANCE_CONTRACT"


class PeriodLabel(StrEnum):
    """How papers for this customer call a period: 保修期 means the free one in one plan and the paid one in another."""

    FREE_WARRANTY = "FREE_WARRANTY"  # 质保期
    FREE_REPAIR = "FREE_REPAIR"  # 免费维修期
    FREE_MAINTENANCE = "FREE_MAINTENANCE"  # 免费维护期
    REPAIR_PERIOD = "REPAIR_PERIOD"  # 保修期
    PAID_SERVICE = "PAID_SERVICE"  # 有偿服务期
    LIFETIME_REPAIR = "LIFETIME_REPAIR"  # 终身保修
    MAINTENANCE = "MAINTENANCE"  # 维护合约期
    THREE_GUARANTEES = "THREE_GUARANTEES"  # 三包期


class SparesDuty(StrEnum):
    """What is owed in spares after the cover (presets, "obligation after expiry")."""

    NONE = "NONE"
    MONTHS = "MONTHS"
    """For ``obligation.months`` (R-102, C-06)."""
    LONG_TERM = "LONG_TERM"
    """Long-term, without an end that could be reckoned (S2c)."""
    LIFETIME = "LIFETIME"
    """As long as the unit lives (S2a, S2d)."""


class PartsOrigin(StrEnum):
    """Which parts may be fitted in warranty (R-046, INV-08)."""

    FREE = "FREE"
    OEM_OR_APPROVED = "OEM_OR_APPROVED"


class LoanerTrigger(StrEnum):
    """``loaner.trigger``: when a loaner is owed."""

    MANUAL = "MANUAL"
    ON_SLA_BREACH = "ON_SLA_BREACH"
    WORKDAYS = "WORKDAYS"


class LoanerDue(StrEnum):
    """``loaner.due``: by when it must be there."""

    NONE = "NONE"
    IMMEDIATE = "IMMEDIATE"
    WORKDAYS = "WORKDAYS"


class LoanerMatch(StrEnum):
    """``loaner.match``: how it must compare with the failed unit (C-12)."""

    ANY = "ANY"
    SAME_FUNCTION = "SAME_FUNCTION"
    NOT_BELOW_SPEC = "NOT_BELOW_SPEC"
    SAME_MODEL_OR_HIGHER = "SAME_MODEL_OR_HIGHER"


class PriceBasis(StrEnum):
    """Which price a quotation binds to (C-08)."""

    AT_ISSUE = "AT_ISSUE"
    FIXED = "FIXED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """One wording of a policy. Months and days are whole numbers, rates basis points; None: left to the contract."""

    # the free period
    warranty_months: int | None = 12
    anchor_event: AnchorEvent | None = AnchorEvent.EQUIPMENT_SIGNED
    count_rule: CountRule = CountRule.STATUTORY
    month_end_sticky: bool = False
    holiday_moves_end: bool = False
    """Art. 203: a last day that is no working day moves to the next working day (C-01)."""
    maker_rule: MakerRule = MakerRule.IGNORE
    user_damage: DamageRule = DamageRule.EXCLUDED
    suspend: SuspendRule = SuspendRule.NONE
    replacement: ReplacementRule = ReplacementRule.INHERIT
    replacement_days: int = 90
    replacement_months: int = 12
    free_label: PeriodLabel = PeriodLabel.FREE_WARRANTY
    paid_label: PeriodLabel = PeriodLabel.PAID_SERVICE
    # after it
    post_service: PostService = PostService.NEGOTIATED
    may_refuse: bool = True
    spares_duty: SparesDuty = SparesDuty.NONE
    spares_months: int = 36
    spares_after_extension: bool = True
    """C-06: extension contracts move the end of the obligation."""
    parts_origin: PartsOrigin = PartsOrigin.FREE
    # prices
    post_price: PriceRule = PriceRule.NEGOTIATED
    damage_price: PriceRule = PriceRule.COST
    loaner_after_damage: PriceRule = PriceRule.FREE
    loaner_after_warranty: PriceRule = PriceRule.FREE
    cap_scope: CapScope = CapScope.NONE
    cap_kinds: frozenset[LineKind] = CAPPED_KINDS
    price_basis: PriceBasis = PriceBasis.AT_ISSUE
    # loaners
    loaner_trigger: LoanerTrigger = LoanerTrigger.MANUAL
    loaner_trigger_days: int = 1
    loaner_due: LoanerDue = LoanerDue.NONE
    loaner_due_days: int = 1
    loaner_match: LoanerMatch = LoanerMatch.ANY
    loaner_return_days: int = 3
    workday_count: WorkdayCount = WorkdayCount.EXCL_START
    # visits, notices, satisfaction
    visit_months: int | None = None
    visit_minutes: int | None = None
    call_months: int | None = None
    notice_days: int = 0
    satisfaction_bp: int | None = None

    def __post_init__(self) -> None:
        for name, value in ((one.name, getattr(self, one.name)) for one in fields(self)):
            if isinstance(value, bool) or not isinstance(value, int):
                continue
            least, most = BOUNDS.get(name, (0, 600))
            if not least <= value <= most:
                raise InvalidInput(
                    N_("Enter a number from {least} to {most}, not {value}."),
                    field=name, least=least, most=most, value=value,
                )  # fmt: skip

    @property
    def charges(self) -> ChargePolicy:
        """What it says about prices, as the charge matrix reads it."""
        return ChargePolicy(
            user_damage=self.user_damage,
            damage_price=self.damage_price,
            post_price=self.post_price,
            service_price=(
                PriceRule.CONTRACT if self.post_service is PostService.CONTRACT_RATE else PriceRule.NEGOTIATED
            ),
            loaner_after_damage=self.loaner_after_damage,
            loaner_after_warranty=self.loaner_after_warranty,
            cap_scope=self.cap_scope,
            cap_kinds=self.cap_kinds,
        )

    @property
    def replaced(self) -> ReplacementTerms:
        """What a unit gets that takes the place of another one (C-05)."""
        return ReplacementTerms(self.replacement, self.replacement_days, self.replacement_months, self.count_rule)


BOUNDS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType({
    "replacement_days": (1, 3650),
    "replacement_months": (1, 600),
    "loaner_trigger_days": (1, 60),
    "loaner_due_days": (1, 60),
    "loaner_return_days": (0, 365),
    "visit_months": (1, 60),
    "visit_minutes": (1, 1440),
    "call_months": (1, 60),
    "notice_days": (0, 90),
    "satisfaction_bp": (1, 10_000),
})  # fmt: skip
"""The least and the largest value of the numbers that are not 0 to 600."""

KEYS: Final[Mapping[str, str]] = MappingProxyType({
    "warranty_months": "warranty.months",
    "anchor_event": "warranty.anchor_event",
    "count_rule": "warranty.count_rule",
    "month_end_sticky": "warranty.month_end_sticky",
    "holiday_moves_end": "warranty.holiday_moves_end",
    "maker_rule": "warranty.mfr_rule",
    "user_damage": "warranty.user_damage",
    "suspend": "warranty.suspend",
    "replacement": "warranty.replacement",
    "replacement_days": "warranty.replacement_days",
    "replacement_months": "warranty.replacement_months",
    "free_label": "label.free_period",
    "paid_label": "label.paid_period",
    "post_service": "post.service",
    "may_refuse": "post.may_refuse",
    "spares_duty": "obligation.spares",
    "spares_months": "obligation.months",
    "spares_after_extension": "obligation.after_extension",
    "parts_origin": "parts.origin_in_warranty",
    "post_price": "price.post_rule",
    "damage_price": "price.damage_rule",
    "loaner_after_damage": "price.loaner_after_damage",
    "loaner_after_warranty": "price.loaner_after_warranty",
    "cap_scope": "price.cap_scope",
    "cap_kinds": "price.cap_kinds",
    "price_basis": "price.basis",
    "loaner_trigger": "loaner.trigger",
    "loaner_trigger_days": "loaner.trigger_days",
    "loaner_due": "loaner.due",
    "loaner_due_days": "loaner.due_days",
    "loaner_match": "loaner.match",
    "loaner_return_days": "loaner.return_days",
    "workday_count": "workday.count",
    "visit_months": "visit.every_months",
    "visit_minutes": "visit.minutes",
    "call_months": "call.every_months",
    "notice_days": "notice.days",
    "satisfaction_bp": "satisfaction.target_bp",
})  # fmt: skip
"""Field → the name of its setting in requirements.md 1.9, under which it is kept."""
_TYPES: Final = get_type_hints(Terms)


ASSUMED: Final = "assumed"
"""Beside the settings: the names of those that nobody stated."""


def dump(terms: Terms, assumed: Collection[str] = ()) -> str:
    """The terms as JSON, every setting under its name, so that a later default changes no old promise.

    ``assumed``: the names of the settings (and ``target_key`` of due times) that are invented defaults.
    """
    kept: dict[str, Any] = {key: _plain(getattr(terms, name)) for name, key in KEYS.items()}
    if assumed:
        kept[ASSUMED] = sorted(assumed)
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=512)
def load(text: str) -> Terms:
    """The terms that ``dump`` wrote; a setting that is not there has its default. Raises ValueError for others."""
    kept = json.loads(text)
    return Terms(**{name: _typed(_TYPES[name], kept[key]) for name, key in KEYS.items() if key in kept})


@lru_cache(maxsize=512)
def assumed(text: str) -> frozenset[str]:
    """The names of the settings that ``dump`` was told are assumed."""
    return frozenset(json.loads(text).get(ASSUMED, ()))


def target_key(position: int, field: str) -> str:
    """The name of a field of the due time in line ``position``, from 1, among the settings."""
    return f"sla.{position}.{field}"


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def _typed(kind: Any, value: Any) -> Any:
    if get_origin(kind) is UnionType:
        if value is None:
            return None
        kind = next(one for one in get_args(kind) if one is not NoneType)
    if get_origin(kind) is frozenset:
        (member,) = get_args(kind)
        return frozenset(member(one) for one in value)
    return kind(value) if issubclass(kind, StrEnum) else value
