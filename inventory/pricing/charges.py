"""Who pays for what: the charge matrix of rules.md C-08 as a table, read through the contract's policy.

The table says on what ground a line is priced; how much that is, is for the rules of ``inventory.pricing.rules``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from inventory.cover.rules import CoverStatus
from models.cases import UserDamage


class LineKind(StrEnum):
    """What is charged; the goods are named like the kinds of parts (R-104)."""

    SPARE_UNIT = "spare_unit"  # 备品
    SPARE_PART = "spare_part"  # 备件
    FITTING = "fitting"  # 配件
    TOOL = "tool"  # 专用工具
    CONSUMABLE = "consumable"  # 易耗材料
    LABOUR = "labour"
    TRAVEL = "travel"
    SOFTWARE_UPGRADE = "software_upgrade"
    HARDWARE_UPGRADE = "hardware_upgrade"
    LOANER = "loaner"


class DamageRule(StrEnum):
    """Setting ``warranty.user_damage``: S1 excludes it, S2c repairs unconditionally (R-037, R-038)."""

    EXCLUDED = "EXCLUDED"
    COVERED = "COVERED"


class PriceRule(StrEnum):
    """On what ground a line is priced."""

    FREE = "FREE"
    COST = "COST"
    """Moving average without tax or overhead (R-104, requirements.md 1.10, 4)."""
    LIST = "LIST"
    CONTRACT = "CONTRACT"
    """The rate that the contract names."""
    NEGOTIATED = "NEGOTIATED"
    """Agreed with the customer for this case (R-041)."""
    NOT_SUPPLIED = "NOT_SUPPLIED"
    """Never handed over on this ground: our tools stay ours."""
    UNDECIDED = "UNDECIDED"
    """The damage is disputed and it matters: work may begin, the decision comes before the case is closed (INV-10)."""


class CapScope(StrEnum):
    """Setting ``price.cap_scope``: when a price must not exceed the initial one (R-101)."""

    NONE = "NONE"
    IN_WARRANTY = "IN_WARRANTY"
    IN_WARRANTY_AND_OBLIGATION = "IN_WARRANTY_AND_OBLIGATION"
    ALWAYS = "ALWAYS"


CAPPED_KINDS: Final = frozenset({
    LineKind.SPARE_UNIT, LineKind.SPARE_PART, LineKind.FITTING, LineKind.LABOUR, LineKind.TRAVEL,
})  # fmt: skip
"""R-101 names 备品 and 服务; which goods that means is a setting (``price.cap_kinds``)."""


@dataclass(frozen=True, slots=True)
class ChargePolicy:
    """What a policy profile says about prices (requirements.md 1.9); the defaults are those of a silent contract."""

    user_damage: DamageRule = DamageRule.EXCLUDED
    damage_price: PriceRule = PriceRule.COST
    """Parts after damage by the user, where it is excluded: COST or LIST."""
    post_price: PriceRule = PriceRule.NEGOTIATED
    """``price.post_rule``, parts after the warranty: COST, NEGOTIATED or LIST."""
    service_price: PriceRule = PriceRule.NEGOTIATED
    """``post.service``, labour and travel: CONTRACT or NEGOTIATED."""
    loaner_after_damage: PriceRule = PriceRule.FREE
    loaner_after_warranty: PriceRule = PriceRule.FREE
    cap_scope: CapScope = CapScope.NONE
    cap_kinds: frozenset[LineKind] = CAPPED_KINDS


@dataclass(frozen=True, slots=True)
class Charge:
    """How a line is charged: on what ground, and whether the initial price is its ceiling (R-101)."""

    rule: PriceRule
    capped: bool = False


class Situation(StrEnum):
    """The columns of the matrix."""

    OURS = "OURS"
    """Before the acceptance or in warranty, and not the user's doing."""
    DAMAGE_EXCLUDED = "DAMAGE_EXCLUDED"
    DAMAGE_COVERED = "DAMAGE_COVERED"
    AFTER = "AFTER"


class BySetting(StrEnum):
    """A cell of the matrix that a setting of the policy fills."""

    DAMAGE = "damage_price"
    POST = "post_price"
    SERVICE = "service_price"
    LOANER_DAMAGE = "loaner_after_damage"
    LOANER_POST = "loaner_after_warranty"


_FREE, _COST, _NEVER = PriceRule.FREE, PriceRule.COST, PriceRule.NOT_SUPPLIED
_Cell = PriceRule | BySetting
_Row = tuple[_Cell, _Cell, _Cell, _Cell]
_PARTS: Final[_Row] = (_FREE, BySetting.DAMAGE, _FREE, BySetting.POST)
_SERVICES: Final[_Row] = (_FREE, BySetting.SERVICE, _FREE, BySetting.SERVICE)

MATRIX: Final[Mapping[LineKind, _Row]] = MappingProxyType({
    # ours                                    user damage: excluded, covered   after warranty
    LineKind.SPARE_UNIT: _PARTS,
    LineKind.SPARE_PART: _PARTS,
    LineKind.FITTING: _PARTS,
    LineKind.TOOL:             (_FREE, _NEVER, _NEVER, BySetting.POST),  # free to use, stays ours; sold if bought
    LineKind.CONSUMABLE:       (_FREE, _COST, _FREE, BySetting.POST),
    LineKind.LABOUR: _SERVICES,
    LineKind.TRAVEL: _SERVICES,
    LineKind.SOFTWARE_UPGRADE: (_FREE, _FREE, _FREE, _FREE),  # for life
    LineKind.HARDWARE_UPGRADE: (_COST, _COST, _COST, _COST),
    LineKind.LOANER:           (_FREE, BySetting.LOANER_DAMAGE, _FREE, BySetting.LOANER_POST),
})  # fmt: skip
"""C-08, one row a kind, its cells in the order of Situation."""

_COLUMNS: Final = tuple(Situation)
_COVERED: Final = frozenset({CoverStatus.PRE_ACCEPTANCE, CoverStatus.IN_WARRANTY, CoverStatus.EXTENDED})
_CHARGED: Final = frozenset({PriceRule.COST, PriceRule.LIST, PriceRule.CONTRACT, PriceRule.NEGOTIATED})


def charge(
    kind: LineKind, cover: CoverStatus, damage: UserDamage, policy: ChargePolicy, *, spares_owed: bool = False
) -> Charge:
    """How a line of ``kind`` is charged for a unit whose cover was ``cover`` when the fault was reported (C-08).

    EXTENDED counts as warranty for what the extension contract covers: pass POST_WARRANTY for what it leaves out.
    ``spares_owed`` says that the obligation for spares (C-06) still runs after the warranty.
    """
    if damage is UserDamage.DISPUTED:
        ours, theirs = (
            charge(kind, cover, answer, policy, spares_owed=spares_owed) for answer in (UserDamage.NO, UserDamage.YES)
        )
        return ours if ours == theirs else Charge(PriceRule.UNDECIDED)
    cell = MATRIX[kind][_COLUMNS.index(situation(cover, damage, policy.user_damage))]
    rule = cell if isinstance(cell, PriceRule) else PriceRule(getattr(policy, cell.value))
    capped = kind in policy.cap_kinds and _in_scope(policy.cap_scope, cover, spares_owed)
    return Charge(rule, capped and rule in _CHARGED)


def situation(cover: CoverStatus, damage: UserDamage, rule: DamageRule) -> Situation:
    """The column of the matrix; disputed damage has none."""
    if cover not in _COVERED:
        return Situation.AFTER
    if damage is UserDamage.NO:
        return Situation.OURS
    return Situation.DAMAGE_COVERED if rule is DamageRule.COVERED else Situation.DAMAGE_EXCLUDED


def _in_scope(scope: CapScope, cover: CoverStatus, spares_owed: bool) -> bool:
    if scope in (CapScope.NONE, CapScope.ALWAYS):
        return scope is CapScope.ALWAYS
    if cover in _COVERED:
        return True
    return scope is CapScope.IN_WARRANTY_AND_OBLIGATION and spares_owed
