"""Deliveries as they are read: how far each is, what comes next, and the worklist of all that are under way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from inventory.calendars.queries import working_days
from inventory.contracts.lot_rules import BACK, OPEN_STATES, CheckResult, LotCheckArea, LotState
from inventory.contracts.notice_rules import Notice, notice
from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.policies.terms import load
from inventory.work import Context
from models import connect
from models.assets import AssetState
from models.cover import Appearance, Counted


class NextStep(StrEnum):
    """What has to be done next for a delivery."""

    PLAN = "plan"
    """Say when we come."""
    FILL = "fill"
    """Put units into it."""
    NOTIFY = "notify"
    ARRIVE = "arrive"
    SPLIT = "split"
    """Missing or damaged units stand in the way: correct the count, or move them to a delivery of their own."""
    INSTALL = "install"
    CHECK = "check"
    """Checks are open or have failed."""
    COMPLETE = "complete"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class LotLine:
    """A delivery of a contract and how many of its units are how far.

    ``notice`` None: no day is planned, or the contract promises no notice. ``last_installed``: the latest of its units.
    """

    id: int
    version: int
    contract_id: int
    contract_no: str
    customer_id: int
    customer: str
    number: int
    state: LotState
    site_id: int | None
    site: str
    planned_on: date | None
    notified_on: date | None
    arrived_on: date | None
    counted_by: str
    witnessed_by: str
    completed_on: date | None
    accepted_on: date | None
    certificate_no: str
    customer_signer: str
    our_signer: str
    conclusion: str
    remark: str
    units: int
    present: int
    missing: int
    damaged: int
    installed: int
    last_installed: date | None
    checks: int
    checks_open: int
    checks_failed: int
    notice_days: int
    notice: Notice | None

    @property
    def installed_on(self) -> date | None:
        """The day on which the last of its units was installed; None while one is not."""
        return self.last_installed if self.units and self.installed == self.units else None

    @property
    def is_ready(self) -> bool:
        """Whether only the signatures are missing."""
        return self.step is NextStep.ACCEPT

    @property
    def step(self) -> NextStep | None:
        """What comes next; None for a delivery that is accepted or cancelled."""
        if self.state not in OPEN_STATES:
            return None
        if not self.units:
            return NextStep.FILL
        if self.state is LotState.PLANNED and self.planned_on is None:
            return NextStep.PLAN
        if self.state is LotState.PLANNED and self.notice_days:
            return NextStep.NOTIFY
        if self.state in (LotState.PLANNED, LotState.NOTIFIED):
            return NextStep.ARRIVE
        if self.missing or self.damaged:
            return NextStep.SPLIT
        if self.installed < self.units or self.state is LotState.ARRIVED:
            return NextStep.INSTALL
        if self.checks_open or self.checks_failed:
            return NextStep.CHECK
        return NextStep.COMPLETE if self.state is LotState.INSTALLED else NextStep.ACCEPT

    @property
    def goes_back(self) -> bool:
        """Whether its last step could be taken back, as far as its state tells."""
        return self.state in BACK

    def is_due(self, today: date) -> bool:
        """Whether it wants action today: the notice must go out, the planned day has come, or goods wait on site."""
        if self.step is NextStep.NOTIFY:
            return self.notice is None or self.notice.remind_on <= today
        if self.step is NextStep.ARRIVE:
            return self.planned_on is not None and self.planned_on <= today
        return self.step is not None


@dataclass(frozen=True, slots=True)
class LotUnitLine:
    """A unit of a delivery, and how it arrived."""

    asset_id: int
    serial_no: str
    product_name: str
    model_code: str
    unit: str
    line_id: int | None
    state: AssetState
    counted: Counted
    appearance: Appearance
    note: str
    location_text: str
    delivered_on: date | None
    installed_on: date | None
    accepted_on: date | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the count stands in the way of its installation."""
        return self.counted is Counted.PRESENT and self.appearance is Appearance.GOOD


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check of a delivery. ``item``: the key of a standard one, or a person's words (``words.check_word``)."""

    id: int
    area: LotCheckArea
    item: str
    result: CheckResult
    remark: str


@dataclass(frozen=True, slots=True)
class LotCard:
    """A delivery with its units by serial and its checks in their order."""

    line: LotLine
    units: tuple[LotUnitLine, ...]
    checks: tuple[CheckLine, ...]


_LINES: Final = (
    "SELECT t.id, t.version, t.contract_id, k.number, k.customer_id, c.name, t.number, t.state, t.site_id, s.name, "
    "t.planned_on, t.notified_on, t.arrived_on, t.counted_by, t.witnessed_by, t.completed_on, t.accepted_on, "
    "t.certificate_no, t.customer_signer, t.our_signer, t.conclusion, t.remark, v.terms "
    "FROM delivery_lot t JOIN contract k ON k.id = t.contract_id JOIN customer c ON c.id = k.customer_id "
    "LEFT JOIN customer_site s ON s.id = t.site_id LEFT JOIN policy_version v ON v.id = k.policy_version_id "
)
_UNITS: Final = (
    "SELECT u.lot_id, count(*), sum(CASE WHEN u.counted = 'present' THEN 1 ELSE 0 END), "
    "sum(CASE WHEN u.counted = 'missing' THEN 1 ELSE 0 END), "
    "sum(CASE WHEN u.appearance = 'damaged' THEN 1 ELSE 0 END), count(a.installed_on), "
    "max(a.installed_on) FROM lot_unit u JOIN asset a ON a.id = u.asset_id WHERE u.lot_id IN ({marks}) "
    "GROUP BY u.lot_id"
)
_CHECKS: Final = (
    "SELECT h.lot_id, count(*), sum(CASE WHEN h.result = 'open' THEN 1 ELSE 0 END), "
    "sum(CASE WHEN h.result = 'failed' THEN 1 ELSE 0 END) FROM lot_check h "
    "WHERE h.lot_id IN ({marks}) GROUP BY h.lot_id"
)
_UNIT_LINES: Final = (
    "SELECT a.id, a.serial_no, m.product_name, m.model_code, m.unit, a.contract_line_id, a.state, u.counted, "
    "u.appearance, u.note, a.location_text, a.delivered_on, a.installed_on, a.accepted_on "
    "FROM lot_unit u JOIN asset a ON a.id = u.asset_id JOIN product_model m ON m.id = a.model_id "
    "WHERE u.lot_id = ? ORDER BY a.serial_norm"
)


def of_contract(ctx: Context, contract_id: int) -> list[LotLine]:
    """The deliveries of a contract by their numbers, in three statements."""
    return _lines(ctx, connect.rows(f"{_LINES}WHERE t.contract_id = ? ORDER BY t.number", (contract_id,)))


def under_way(ctx: Context, limit: int = 500) -> list[LotLine]:
    """All deliveries that are neither accepted nor cancelled, by the day that is planned."""
    states = tuple(sorted(state.value for state in OPEN_STATES))
    marks = ", ".join("?" * len(states))
    found = connect.rows(
        f"{_LINES}WHERE t.state IN ({marks}) ORDER BY t.planned_on IS NULL, t.planned_on, t.id LIMIT ?",
        (*states, limit),
    )
    return _lines(ctx, found)


def by_id(ctx: Context, lot_ids: Sequence[int]) -> list[LotLine]:
    """These deliveries, in no order."""
    if not lot_ids:
        return []
    marks = ", ".join("?" * len(lot_ids))
    return _lines(ctx, connect.rows(f"{_LINES}WHERE t.id IN ({marks})", tuple(lot_ids)))


def due(ctx: Context) -> list[LotLine]:
    """The deliveries that want action today (``LotLine.step`` says which), by the day that is planned."""
    today = ctx.clock.today()
    return [line for line in under_way(ctx) if line.is_due(today)]


def lot(ctx: Context, lot_id: int) -> LotCard:
    """A delivery with its units and checks. Raises NotFound."""
    found = _lines(ctx, connect.rows(f"{_LINES}WHERE t.id = ?", (lot_id,)))
    if not found:
        raise NotFound(N_("This delivery is no longer there. Refresh the page to see what is."))
    checks = connect.rows(
        "SELECT id, area, item, result, remark FROM lot_check WHERE lot_id = ? ORDER BY position", (lot_id,)
    )
    return LotCard(
        found[0],
        tuple(_unit(*row) for row in connect.rows(_UNIT_LINES, (lot_id,))),
        tuple(CheckLine(row[0], LotCheckArea(row[1]), row[2], CheckResult(row[3]), row[4]) for row in checks),
    )


def _lines(ctx: Context, found: Sequence[Sequence[Any]]) -> list[LotLine]:
    if not found:
        return []
    ids = tuple(row[0] for row in found)
    marks = ", ".join("?" * len(ids))
    units = {row[0]: row[1:] for row in connect.rows(_UNITS.format(marks=marks), ids)}
    checks = {row[0]: row[1:] for row in connect.rows(_CHECKS.format(marks=marks), ids)}
    return [_line(ctx, row, units, checks) for row in found]


def _line(
    ctx: Context, row: Sequence[Any], units: Mapping[int, Sequence[Any]], checks: Mapping[int, Sequence[int]]
) -> LotLine:
    planned, notified, arrived = (connect.as_day(day) for day in row[10:13])
    days = load(row[22]).notice_days if row[22] else 0
    told = None
    if planned is not None and days:
        told = notice(planned, days, working_days(ctx, customer_id=row[4]))
    *here, installed = units.get(row[0], (0, 0, 0, 0, 0, None))
    counts = [*map(int, here), connect.as_day(installed), *map(int, checks.get(row[0], (0, 0, 0)))]
    completed, accepted = connect.as_day(row[15]), connect.as_day(row[16])
    dates = [planned, notified, arrived, *row[13:15], completed, accepted]
    return LotLine(*[*row[:7], LotState(row[7]), row[8], row[9] or "", *dates, *row[17:22], *counts, days, told])


def _unit(
    asset_id: int, serial_no: str, product: str, model: str, unit: str, line_id: int | None, state: str, counted: str,
    appearance: str, note: str, place: str, delivered: Any, installed: Any, accepted: Any,
) -> LotUnitLine:  # fmt: skip
    return LotUnitLine(
        asset_id, serial_no, product, model, unit, line_id, AssetState(state), Counted(counted),
        Appearance(appearance), note, place, connect.as_day(delivered), connect.as_day(installed),
        connect.as_day(accepted),
    )  # fmt: skip
