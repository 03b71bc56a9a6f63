"""The way of a delivery from the plan to the acceptance, and what each step asks for (R-010 … R-021, INV-15).

The guards decide from plain values, so that a form can ask them before anybody presses a button.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from inventory.errors import InvalidInput, NeedsConfirmation, RuleBroken
from inventory.i18n import N_
from models.assets import AssetState
from models.contracts import CheckResult, LotCheckArea, LotState
from models.cover import Appearance, Counted

__all__ = [
    "BACK", "EARLY_STATES", "NOT_NOTIFIED", "OPEN_STATES", "STANDARD_CHECKS", "TRANSITIONS",
    "Appearance", "CheckResult", "CheckState", "Counted", "LotCheckArea", "LotState", "UnitState",
    "check_acceptance", "check_arrival", "check_back", "check_checks", "check_completion", "check_deliverable",
    "check_installation", "check_reason", "check_step",
]  # fmt: skip

TRANSITIONS: Final[Mapping[LotState, frozenset[LotState]]] = MappingProxyType({
    LotState.PLANNED: frozenset({LotState.NOTIFIED, LotState.ARRIVED, LotState.CANCELLED}),
    LotState.NOTIFIED: frozenset({LotState.ARRIVED, LotState.PLANNED, LotState.CANCELLED}),
    LotState.ARRIVED: frozenset({LotState.INSTALLED, LotState.NOTIFIED, LotState.PLANNED, LotState.CANCELLED}),
    LotState.INSTALLED: frozenset({LotState.COMPLETED, LotState.ARRIVED}),
    LotState.COMPLETED: frozenset({LotState.ACCEPTED, LotState.INSTALLED}),
    LotState.ACCEPTED: frozenset(),
    LotState.CANCELLED: frozenset(),
})  # fmt: skip
"""Which state may follow which; a step back is one of them as long as nothing rests on it."""

BACK: Final[Mapping[LotState, LotState]] = MappingProxyType({
    LotState.NOTIFIED: LotState.PLANNED,
    LotState.ARRIVED: LotState.NOTIFIED,  # or PLANNED, where nobody was notified
    LotState.INSTALLED: LotState.ARRIVED,
    LotState.COMPLETED: LotState.INSTALLED,
})  # fmt: skip
"""The state before; what was accepted is only corrected (INV-09)."""

OPEN_STATES: Final = frozenset(LotState) - {LotState.ACCEPTED, LotState.CANCELLED}
EARLY_STATES: Final = frozenset({LotState.PLANNED, LotState.NOTIFIED, LotState.ARRIVED})
"""While units may still be put into the delivery."""

NOT_NOTIFIED: Final = "not_notified"
"""What a person confirms, with a reason."""

STANDARD_CHECKS: Final[tuple[tuple[LotCheckArea, str], ...]] = (
    (LotCheckArea.TEST, "in_place"),
    (LotCheckArea.TEST, "hardware"),
    (LotCheckArea.TEST, "software"),
    (LotCheckArea.TEST, "functions"),
    (LotCheckArea.TEST, "performance"),
    (LotCheckArea.TEST, "training"),
    (LotCheckArea.DOCUMENT, "manual"),
    (LotCheckArea.DOCUMENT, "maintenance_handbook"),
)
"""Table 2 of the acceptance certificate (documents.md 4.3; R-012, R-018), by the keys under which they are kept."""

_NOT_YET: Final[Mapping[LotState, str]] = MappingProxyType({
    LotState.PLANNED: N_("The goods have not arrived yet. Record the arrival first."),
    LotState.NOTIFIED: N_("The goods have not arrived yet. Record the arrival first."),
    LotState.ARRIVED: N_("Not all units of the delivery are installed yet. Install them first."),
    LotState.INSTALLED: N_("The delivery is not completed yet. Enter the day of completion first."),
    LotState.COMPLETED: N_("The acceptance is not signed yet."),
    LotState.ACCEPTED: N_("The delivery is accepted already. What was accepted can only be corrected on its units."),
    LotState.CANCELLED: N_("The delivery was cancelled. Plan another one."),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitState:
    """A unit of a delivery, as the guards look at it."""

    asset_id: int
    serial_no: str
    counted: Counted = Counted.OPEN
    appearance: Appearance = Appearance.OPEN
    delivered_on: date | None = None
    installed_on: date | None = None
    accepted_on: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class CheckState:
    """A check of a delivery, as the guards look at it."""

    item: str
    result: CheckResult


def check_step(now: LotState, wanted: LotState) -> None:
    """Raises RuleBroken, saying what comes first, unless ``wanted`` may follow ``now`` as a step forward.

    A step back is an act of its own (``check_back``): it takes back what the step wrote.
    """
    order = list(LotState)
    if now in OPEN_STATES and order.index(wanted) <= order.index(now):
        raise RuleBroken(N_("This step is recorded already. Take it back to enter it anew."))
    if wanted in TRANSITIONS[now]:
        return
    raise RuleBroken(_NOT_YET[now])


def check_arrival(
    now: LotState, arrived_on: date, counted_by: str, witnessed_by: str, notice_days: int, today: date, *,
    confirmed: frozenset[str], reason: str,
) -> None:  # fmt: skip
    """The goods are counted by the customer's staff in our presence (R-011), after the notice that was promised."""
    check_step(now, LotState.ARRIVED)
    if arrived_on > today:
        raise InvalidInput(
            N_("The delivery cannot be in the future. Enter it when it has happened."), field="arrived_on"
        )
    if not counted_by:
        raise InvalidInput(N_("Enter who of the customer's staff counted the goods."), field="counted_by")
    if not witnessed_by:
        raise InvalidInput(N_("Enter who of us was present when the goods were counted."), field="witnessed_by")
    if now is LotState.PLANNED and notice_days > 0:
        if NOT_NOTIFIED not in confirmed:
            raise NeedsConfirmation(
                N_(
                    "No notice to the customer is recorded, and the contract promises it {days} days ahead. "
                    "Go on, and say why?"
                ),
                key=NOT_NOTIFIED,
                days=notice_days,
            )
        check_reason(reason)


def check_deliverable(serial_no: str, state: AssetState, accepted_on: date | None, *, same_customer: bool) -> None:
    """Whether a unit may be part of a delivery: new for this customer, and not accepted. Raises RuleBroken."""
    if not same_customer:
        raise RuleBroken(
            N_("{serial} belongs to another customer or contract. Choose units of this contract."), serial=serial_no
        )
    if accepted_on is not None:
        raise RuleBroken(N_("{serial} was accepted on {day} already. Leave it out."), serial=serial_no, day=accepted_on)
    if state not in (AssetState.IN_STOCK, AssetState.DELIVERED, AssetState.INSTALLED):
        raise RuleBroken(N_("{serial} is in use or gone already. Leave it out of the delivery."), serial=serial_no)


def check_installation(unit: UnitState, installed_on: date, today: date) -> None:
    """A unit is installed after it arrived whole, and its place is named (R-015)."""
    if unit.counted is not Counted.PRESENT or unit.appearance is not Appearance.GOOD:
        raise _not_whole([unit])
    if not unit.place:
        raise InvalidInput(
            N_("Enter where {serial} is installed: every unit has its place."), field="place", serial=unit.serial_no
        )
    if installed_on > today:
        raise InvalidInput(
            N_("The installation cannot be in the future. Enter it when it has happened."), field="installed_on"
        )
    if unit.delivered_on is not None and installed_on < unit.delivered_on:
        raise InvalidInput(
            N_("The installation cannot be before the delivery on {day}. Check both dates."),
            field="installed_on",
            day=unit.delivered_on,
        )


def check_completion(now: LotState, units: Sequence[UnitState], completed_on: date, today: date) -> None:
    """Everything is installed and put into operation (R-010, R-013)."""
    check_step(now, LotState.COMPLETED)
    _check_installed(units)
    if completed_on > today:
        raise InvalidInput(
            N_("The completion cannot be in the future. Enter it when it has happened."), field="completed_on"
        )
    last = max((unit.installed_on for unit in units if unit.installed_on is not None), default=None)
    if last is not None and completed_on < last:
        raise InvalidInput(
            N_("The completion cannot be before the installation on {day}. Check both dates."),
            field="completed_on",
            day=last,
        )


def check_acceptance(
    now: LotState,
    units: Sequence[UnitState],
    checks: Iterable[CheckState],
    *,
    arrived_on: date | None,
    completed_on: date | None,
    accepted_on: date,
    customer_signer: str,
    our_signer: str,
    today: date,
) -> None:
    """Both sides sign for a whole delivery that is installed, tested and completed (R-013, R-014, INV-15).

    Raises InvalidInput for a day or a name, RuleBroken for what has to be done first.
    """
    if broken := [unit for unit in units if not _is_whole(unit)]:
        raise _not_whole(broken)
    if units:
        _check_installed(units)
    check_step(now, LotState.ACCEPTED)
    if not units:
        raise RuleBroken(N_("No unit is left in this delivery. Cancel it, or put units into it."))
    for unit in units:
        if unit.accepted_on is not None:
            raise RuleBroken(
                N_("{serial} was accepted on {day} already. Take it out of the delivery."),
                serial=unit.serial_no,
                day=unit.accepted_on,
            )
    check_checks(checks)
    if accepted_on > today:
        raise InvalidInput(
            N_("The acceptance cannot be in the future. Enter the day of the signature when it is signed."),
            field="accepted_on",
        )
    if arrived_on is not None and accepted_on < arrived_on:
        raise InvalidInput(
            N_("The acceptance cannot be before the delivery on {day}. Check both dates."),
            field="accepted_on",
            day=arrived_on,
        )
    if completed_on is not None and accepted_on < completed_on:
        raise InvalidInput(
            N_("The acceptance cannot be signed before the completion on {day}. Check both dates."),
            field="accepted_on",
            day=completed_on,
        )
    if not customer_signer:
        raise InvalidInput(N_("Enter who signed for the customer."), field="customer_signer")
    if not our_signer:
        raise InvalidInput(N_("Enter who signed for us."), field="our_signer")


def check_checks(checks: Iterable[CheckState]) -> None:
    """All functions and the performance meet the targets, and the documents are handed over (R-014, R-018)."""
    failed = open_ = 0
    for check in checks:
        failed += check.result is CheckResult.FAILED
        open_ += check.result is CheckResult.OPEN
    if failed:
        raise RuleBroken(
            N_("{count} checks have failed. Mend what is wrong and enter the new result before the acceptance."),
            count=failed,
        )
    if open_:
        raise RuleBroken(
            N_("{count} checks are still open. Enter their results, or that they do not apply."), count=open_
        )


def check_back(now: LotState, units: Sequence[UnitState], checks: Iterable[CheckState]) -> None:
    """A step may be taken back while nothing rests on it. Raises RuleBroken."""
    if now not in BACK:
        raise RuleBroken(_NOT_YET[now] if now is not LotState.PLANNED else N_("There is no step to take back."))
    if now is LotState.ARRIVED and any(unit.installed_on is not None for unit in units):
        raise RuleBroken(N_("Units are installed already, so the arrival stands. Take back the installation first."))
    if now is LotState.INSTALLED and any(
        check.result is CheckResult.FAILED or check.result is CheckResult.PASSED for check in checks
    ):
        raise RuleBroken(N_("Checks have results already, so the installation stands. Set them back to open first."))


def _check_installed(units: Sequence[UnitState]) -> None:
    """R-013: no acceptance while a unit of the delivery is not installed."""
    waiting = [unit for unit in units if unit.installed_on is None]
    if waiting:
        raise RuleBroken(
            N_("{count} units are not installed yet, {serial} among them. Install them first."),
            count=len(waiting),
            serial=waiting[0].serial_no,
        )


def _is_whole(unit: UnitState) -> bool:
    return unit.counted is not Counted.MISSING and unit.appearance is not Appearance.DAMAGED


def _not_whole(units: Sequence[UnitState]) -> RuleBroken:
    return RuleBroken(
        N_(
            "{count} units were not counted as present and undamaged, {serial} among them. Correct the count, or move "
            "them to a delivery of their own."
        ),
        count=len(units),
        serial=units[0].serial_no,
    )


def check_reason(reason: str) -> None:
    """What is confirmed against a promise needs a reason. Raises InvalidInput."""
    if not reason.strip():
        raise InvalidInput(N_("Say why."), field="reason")
