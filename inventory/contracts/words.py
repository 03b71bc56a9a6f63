"""What lines, deliveries, checks and maintenance contracts are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from inventory.i18n import N_, _
from models.contracts import CheckResult, ContractLineKind, ExtensionStart, LotCheckArea, LotState
from models.cover import Appearance, Counted

__all__ = [
    "Appearance", "CheckResult", "ContractLineKind", "Counted", "ExtensionStart", "LotCheckArea", "LotState",
    "appearance_word", "area_word", "check_word", "counted_word", "line_kind_word", "lot_state_word", "result_word",
    "start_word",
]  # fmt: skip

_KINDS: Final[Mapping[ContractLineKind, str]] = {
    ContractLineKind.EQUIPMENT: N_("Equipment"),
    ContractLineKind.SPARE_UNIT: N_("Spare unit"),
    ContractLineKind.SPARE_PART: N_("Spare part"),
    ContractLineKind.FITTING: N_("Fitting"),
    ContractLineKind.TOOL: N_("Special tool"),
    ContractLineKind.CONSUMABLE: N_("Consumable"),
    ContractLineKind.LABOUR: N_("Labour"),
    ContractLineKind.TRAVEL: N_("Travel"),
    ContractLineKind.SERVICE: N_("Service"),
    ContractLineKind.SOFTWARE: N_("Software"),
    ContractLineKind.UPGRADE: N_("Upgrade"),
}
_STATES: Final[Mapping[LotState, str]] = {
    LotState.PLANNED: N_("Planned"),
    LotState.NOTIFIED: N_("Customer notified"),
    LotState.ARRIVED: N_("Arrived"),
    LotState.INSTALLED: N_("Installed"),
    LotState.COMPLETED: N_("Completed"),
    LotState.ACCEPTED: N_("Accepted"),
    LotState.CANCELLED: N_("Cancelled"),
}
_AREAS: Final[Mapping[LotCheckArea, str]] = {
    LotCheckArea.TEST: N_("Test"),
    LotCheckArea.DOCUMENT: N_("Document handed over"),
}
_RESULTS: Final[Mapping[CheckResult, str]] = {
    CheckResult.OPEN: N_("Not done yet"),
    CheckResult.PASSED: N_("Passed"),
    CheckResult.FAILED: N_("Failed"),
    CheckResult.NOT_APPLICABLE: N_("Does not apply"),
}
_CHECKS: Final[Mapping[str, str]] = {
    "in_place": N_("Everything is installed in its place"),
    "hardware": N_("Hardware test"),
    "software": N_("Software test"),
    "functions": N_("Basic functions"),
    "performance": N_("Technical performance"),
    "training": N_("Training is done"),
    "manual": N_("Manual"),
    "maintenance_handbook": N_("Maintenance handbook"),
}
_COUNTED: Final[Mapping[Counted, str]] = {
    Counted.OPEN: N_("Not counted yet"),
    Counted.PRESENT: N_("Present"),
    Counted.MISSING: N_("Missing"),
}
_APPEARANCES: Final[Mapping[Appearance, str]] = {
    Appearance.OPEN: N_("Not looked at yet"),
    Appearance.GOOD: N_("Undamaged"),
    Appearance.DAMAGED: N_("Damaged"),
}
_STARTS: Final[Mapping[ExtensionStart, str]] = {
    ExtensionStart.CONTIGUOUS: N_("The day after the cover before it"),
    ExtensionStart.FROM_SIGNATURE: N_("The day after the signature"),
    ExtensionStart.FIXED_DATE: N_("On a fixed day"),
}


def line_kind_word(kind: ContractLineKind) -> str:
    """What a line is about, in the reader's language."""
    return _(_KINDS[kind])


def lot_state_word(state: LotState) -> str:
    """How far a delivery is, in the reader's language."""
    return _(_STATES[state])


def area_word(area: LotCheckArea) -> str:
    """What a check is about, in the reader's language."""
    return _(_AREAS[area])


def result_word(result: CheckResult) -> str:
    """How a check came out, in the reader's language."""
    return _(_RESULTS[result])


def check_word(item: str) -> str:
    """The name of a check: a standard one in the reader's language, another one as a person wrote it."""
    return _(_CHECKS[item]) if item in _CHECKS else item


def counted_word(counted: Counted) -> str:
    """Whether a unit was there, in the reader's language."""
    return _(_COUNTED[counted])


def appearance_word(appearance: Appearance) -> str:
    """How a unit looked, in the reader's language."""
    return _(_APPEARANCES[appearance])


def start_word(start: ExtensionStart) -> str:
    """Where a maintenance contract begins, in the reader's language."""
    return _(_STARTS[start])
