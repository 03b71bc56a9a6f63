"""Which loaner may stand in for a failed unit, and which of them first (rules.md C-12, R-090 to R-094, INV-07)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from inventory.values.codes import name_key

Value = Decimal | str | frozenset[str]
"""What a specification says: a number, a word, or a set of words (interfaces, protocols)."""


class Direction(StrEnum):
    """When a loaner's value is not below that of the failed unit."""

    HIGHER = "HIGHER"
    LOWER = "LOWER"
    EQUAL = "EQUAL"
    SUPERSET = "SUPERSET"
    """All that the failed unit has, or more."""
    INFO = "INFO"
    """Only told, never compared."""


class MatchRule(StrEnum):
    """Setting ``loaner.match`` (requirements.md 1.9)."""

    ANY = "ANY"
    SAME_FUNCTION = "SAME_FUNCTION"
    NOT_BELOW_SPEC = "NOT_BELOW_SPEC"
    SAME_MODEL_OR_HIGHER = "SAME_MODEL_OR_HIGHER"


@dataclass(frozen=True, slots=True)
class Device:
    """A model as far as matching goes: what it is, what it is for, and its values by the key of the attribute."""

    model_id: int
    function_group: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """An attribute in which a loaner is below the failed unit, or not proven to reach it (``offered`` is None)."""

    key: str
    wanted: Value
    offered: Value | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A loaner on the shelf."""

    id: int
    device: Device
    same_warehouse: bool
    idle_days: int


def shortfalls(failed: Device, loaner: Device, directions: Mapping[str, Direction]) -> tuple[Shortfall, ...]:
    """Where ``loaner`` is below ``failed``; empty: not below in anything. An unrecorded value proves nothing."""
    found = []
    for key, wanted in failed.values.items():
        offered = loaner.values.get(key)
        if not _reaches(directions.get(key, Direction.INFO), wanted, offered):
            found.append(Shortfall(key, wanted, offered))
    return tuple(found)


def matches(rule: MatchRule, failed: Device, loaner: Device, directions: Mapping[str, Direction]) -> bool:
    """Whether ``loaner`` may be offered for ``failed``; what may not, a manager can still lend with a reason."""
    if rule is MatchRule.ANY:
        return True
    if rule is MatchRule.SAME_FUNCTION:
        return bool(failed.function_group) and failed.function_group == loaner.function_group
    if rule is MatchRule.SAME_MODEL_OR_HIGHER and failed.model_id == loaner.model_id:
        return True
    return not shortfalls(failed, loaner, directions)


def ranked(
    rule: MatchRule, failed: Device, candidates: Iterable[Candidate], directions: Mapping[str, Direction]
) -> list[Candidate]:
    """Those that match, the best first: same model, least excess, same warehouse, longest idle."""
    return sorted(
        (one for one in candidates if matches(rule, failed, one.device, directions)),
        key=lambda one: (
            one.device.model_id != failed.model_id,
            excess(failed, one.device, directions),
            not one.same_warehouse,
            -one.idle_days,
            one.id,
        ),
    )


def excess(failed: Device, loaner: Device, directions: Mapping[str, Direction]) -> Fraction:
    """How much more ``loaner`` is than needed, so that the big one stays for whoever needs it.

    Each number by its share of what is wanted, since attributes have different units; each further word of a set as 1.
    """
    total = Fraction(0)
    for key, wanted in failed.values.items():
        offered, direction = loaner.values.get(key), directions.get(key, Direction.INFO)
        if direction is Direction.SUPERSET and isinstance(wanted, frozenset) and isinstance(offered, frozenset):
            total += len(_words(offered) - _words(wanted))
        elif (
            direction in (Direction.HIGHER, Direction.LOWER)
            and isinstance(wanted, Decimal)
            and isinstance(offered, Decimal)
            and offered != wanted
        ):
            total += abs(Fraction(offered) - Fraction(wanted)) / abs(Fraction(wanted)) if wanted else 1
    return total


def _reaches(direction: Direction, wanted: Value, offered: Value | None) -> bool:
    if direction is Direction.INFO:
        return True
    if isinstance(wanted, Decimal) and isinstance(offered, Decimal):
        if direction is Direction.HIGHER:
            return offered >= wanted
        if direction is Direction.LOWER:
            return offered <= wanted
        return offered == wanted
    if isinstance(wanted, frozenset) and isinstance(offered, frozenset):
        if direction is Direction.SUPERSET:
            return _words(wanted) <= _words(offered)
        return direction is Direction.EQUAL and _words(wanted) == _words(offered)
    if isinstance(wanted, str) and isinstance(offered, str):
        return direction is Direction.EQUAL and name_key(wanted) == name_key(offered)
    return False


def _words(values: frozenset[str]) -> frozenset[str]:
    return frozenset(map(name_key, values))
