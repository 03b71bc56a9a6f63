"""What still stands between a delivery and its acceptance, all of it, in sentences (R-010 … R-014, INV-15).

``lot_rules.check_acceptance`` refuses by the first of these; here a person sees how much there is to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from inventory.contracts.deliveries import LotCard
from inventory.contracts.lot_rules import OPEN_STATES, Appearance, CheckResult, Counted, LotState
from inventory.contracts.words import check_word
from inventory.i18n import N_, Message

_NAMED: Final = 3
"""So many serials or checks are named; the rest is counted."""


def hindrances(card: LotCard) -> tuple[Message, ...]:
    """What has to be done before the delivery can be accepted; empty when only the signatures are missing."""
    line, found = card.line, []
    if line.state not in OPEN_STATES:
        return ()
    if not card.units:
        found.append(Message(N_("No unit is in this delivery yet.")))
    if line.state in (LotState.PLANNED, LotState.NOTIFIED):
        found.append(Message(N_("The goods have not arrived yet.")))
    missing = [unit.serial_no for unit in card.units if unit.counted is Counted.MISSING]
    damaged = [unit.serial_no for unit in card.units if unit.appearance is Appearance.DAMAGED]
    if missing:
        found.append(
            _told(N_("Missing: {names}. Correct the count, or move them to a delivery of their own."), missing)
        )
    if damaged:
        found.append(
            _told(N_("Damaged: {names}. Correct the count, or move them to a delivery of their own."), damaged)
        )
    away = {*missing, *damaged}
    waiting = [unit.serial_no for unit in card.units if unit.installed_on is None and unit.serial_no not in away]
    if waiting:
        found.append(_told(N_("Not installed yet: {names}."), waiting))
    failed = [check_word(check.item) for check in card.checks if check.result is CheckResult.FAILED]
    open_ = [check_word(check.item) for check in card.checks if check.result is CheckResult.OPEN]
    if failed:
        found.append(_told(N_("Failed: {names}. Mend what is wrong and enter the new result."), failed))
    if open_:
        found.append(_told(N_("No result yet: {names}."), open_))
    if line.completed_on is None:
        found.append(Message(N_("The day of completion is not entered yet.")))
    return tuple(found)


def _told(sentence: str, names: Sequence[str]) -> Message:
    return Message(sentence, {"names": _Names(tuple(names))})


@dataclass(frozen=True, slots=True)
class _Names:
    """Some names inside a sentence; of many, the first and how many more."""

    names: tuple[str, ...]

    def __str__(self) -> str:
        shown = str(Message(N_(", "))).join(self.names[:_NAMED])
        more = len(self.names) - _NAMED
        if more <= 0:
            return shown
        return str(Message(N_("{names} and {count} more"), {"names": shown, "count": more}))
