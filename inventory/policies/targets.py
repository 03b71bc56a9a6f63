"""A due time that a policy promises, as a value (model.md SlaTarget), and the text in which its conditions are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from inventory.errors import InvalidInput
from inventory.i18n import N_
from models.policies import Milestone, TargetBase, TargetCondition, TargetUnit

__all__ = ["EXCLUSIVE", "Milestone", "Target", "TargetBase", "TargetCondition", "TargetUnit", "read_conditions"]

EXCLUSIVE: Final = (
    (TargetCondition.IN_WARRANTY, TargetCondition.AFTER_WARRANTY),
    (TargetCondition.HARDWARE, TargetCondition.NON_HARDWARE),
    (TargetCondition.SPECIAL, TargetCondition.NORMAL),
    (TargetCondition.PROJECT_PROMISE, TargetCondition.GENERAL_PROMISE),
)
"""Conditions that can never hold together."""
HAPPENS: Final = {
    TargetBase.RESPONSE: Milestone.RESPONSE, TargetBase.ARRIVAL: Milestone.ON_SITE, TargetBase.PLAN: Milestone.PLAN,
}  # fmt: skip
"""The milestone with which a base comes; the others are moments of their own."""
ORDER: Final = {milestone: place for place, milestone in enumerate(Milestone)}
MOST: Final = {TargetUnit.MINUTE: 60_000, TargetUnit.HOUR: 10_000, TargetUnit.WORKDAY: 1_000}
LONGEST_LEVEL: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """``amount`` of ``unit`` on the calendar with the code ``calendar``, from ``base``, while all conditions hold.

    ``level`` is a word of the policy (R-082), "" for any. ``assumed`` names the fields that the source leaves open.
    Raises InvalidInput with the name of the field for what could never be kept.
    """

    milestone: Milestone
    amount: int = 0
    unit: TargetUnit = TargetUnit.HOUR
    calendar: str = "CAL_7X24"
    base: TargetBase = TargetBase.REPORT
    conditions: frozenset[TargetCondition] = frozenset()
    level: str = ""
    assumed: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        least, most = (0, 0) if self.unit is TargetUnit.ETA else (1, MOST[self.unit])
        if not least <= self.amount <= most:
            raise InvalidInput(
                N_("Enter a number from {least} to {most}, not {value}."),
                field="amount", least=least, most=most, value=self.amount,
            )  # fmt: skip
        if any(one in self.conditions and other in self.conditions for one, other in EXCLUSIVE):
            raise InvalidInput(
                N_("Two of these conditions can never hold together. Take one of them away."), field="conditions"
            )
        begins = HAPPENS.get(self.base)
        if begins is not None and ORDER[begins] >= ORDER[self.milestone]:
            raise InvalidInput(
                N_("This time would run from a step that comes with it or after it. Choose an earlier beginning."),
                field="base",
            )
        if len(self.level) > LONGEST_LEVEL:
            raise InvalidInput(
                N_("At most {limit} characters fit here; shorten the text."), field="level", limit=LONGEST_LEVEL
            )

    @property
    def kept_conditions(self) -> str:
        """The conditions as the table keeps them: with commas, in the order of the enum."""
        return ",".join(one.value for one in TargetCondition if one in self.conditions)


def read_conditions(text: str) -> frozenset[TargetCondition]:
    """What ``kept_conditions`` wrote."""
    return frozenset(TargetCondition(one) for one in text.split(",") if one)


def levels(targets: Iterable[Target]) -> tuple[str, ...]:
    """The fault levels that ``targets`` tell apart, in the order in which they are named first."""
    return tuple(dict.fromkeys(target.level for target in targets if target.level))
