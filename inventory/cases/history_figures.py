"""The figures above a repair history: how often, how fast, how satisfied (rules.md C-14, C-15)."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from inventory.cases.history_facts import CHUNK, GONE, Period, Scope, Unit, units
from inventory.cases.reliability import NONE, Reliability, Span, down_time
from inventory.values.money import share
from models import connect
from models.cases import Satisfaction, UserDamage


@dataclass(slots=True)
class Figures:
    """What was counted over all cases of a history. Amounts in fen."""

    cases: int = 0
    charged: int = 0
    fee: int = 0
    part_lines: int = 0
    part_amount: int = 0
    loans: int = 0
    units: int = 0
    counted_units: int = 0
    marks: Counter[Satisfaction] = field(default_factory=Counter)
    of_unit: Counter[int] = field(default_factory=Counter)
    reliability: Reliability = field(default_factory=Reliability)


@dataclass(frozen=True, slots=True)
class _Failure:
    """A case as far as the reliability needs it. ``relevant``: not broken by the user."""

    reported_at: datetime
    restored_at: datetime | None
    relevant: bool


def figures(about: Scope, now: datetime) -> Figures:
    """Count the cases and units of ``about`` up to ``now``."""
    counted = Figures()
    failures: dict[int, list[_Failure]] = defaultdict(list)
    for chunk in _chunks(about.cases):
        _count_parts(counted, chunk)
        for asset_id, reported, restored, damage, charged, fee, loaner, mark in connect.rows(
            "SELECT asset_id, reported_at, restored_at, user_damage, charged, fee, loaner_no, satisfaction "
            f"FROM service_case WHERE id IN ({_marks(chunk)})",
            chunk,
        ):
            counted.cases += 1
            counted.charged += bool(charged)
            counted.fee += fee
            counted.loans += loaner != ""
            counted.of_unit[asset_id] += 1
            if mark is not None:
                counted.marks[Satisfaction(mark)] += 1
            failures[asset_id].append(_failure(reported, restored, damage))
    counted.reliability = _restoring([failure for of_unit in failures.values() for failure in of_unit])
    for unit in units(about):
        counted.units += 1
        service = service_span(unit, about.period, now)
        if service is not None:
            counted.counted_units += 1
            counted.reliability += _of_unit(service, failures.get(unit.id, []))
    return counted


def service_span(unit: Unit, period: Period, now: datetime) -> Span | None:
    """When a unit was in service within the period, from its acceptance until it was taken out, at most until now.

    None where that is not known: no acceptance, another customer's by now, or taken out on a day nobody recorded.
    """
    if unit.promised is None or unit.promised.accepted_on is None:
        return None
    gone = unit.promised.state in GONE
    if gone and unit.left_at is None:
        return None
    accepted = Period(unit.promised.accepted_on, unit.promised.accepted_on).span().begin
    end = min(now, unit.left_at) if gone and unit.left_at is not None else now
    span = Span(accepted, end).within(period.span())
    return span if span.length else None


def amount(price: int | None, quantity: int, decimals: int) -> int | None:
    """What ``quantity`` (in units of 10**-``decimals``) costs at ``price`` for one, both in fen."""
    return None if price is None else share(price, quantity, 10**decimals)


def _of_unit(service: Span, failures: Sequence[_Failure]) -> Reliability:
    down = down_time([Span(one.reported_at, one.restored_at or service.end) for one in failures], service)
    relevant = sum(one.relevant and service.begin <= one.reported_at < service.end for one in failures)
    return Reliability(in_service=service.length, down=down, failures=relevant)


def _restoring(failures: Sequence[_Failure]) -> Reliability:
    times = [one.restored_at - one.reported_at for one in failures if one.relevant and one.restored_at is not None]
    return Reliability(restored=len(times), restoring=sum(times, NONE))


def _failure(reported: Any, restored: Any, damage: str) -> _Failure:
    reported_at = connect.as_instant(reported)
    assert reported_at is not None  # the column takes no NULL
    return _Failure(reported_at, connect.as_instant(restored), UserDamage(damage) is not UserDamage.YES)


def _count_parts(counted: Figures, chunk: Sequence[int]) -> None:
    for quantity, decimals, charged, price in connect.rows(
        "SELECT u.quantity, coalesce(p.decimals, 0), u.charged, u.unit_price FROM part_use u "
        f"LEFT JOIN part p ON p.id = u.part_id WHERE u.case_id IN ({_marks(chunk)})",
        tuple(chunk),
    ):
        counted.part_lines += 1
        counted.part_amount += (amount(price, quantity, decimals) or 0) if charged else 0


def _chunks(ids: array[int]) -> list[tuple[int, ...]]:
    return [tuple(ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK)]


def _marks(chunk: Sequence[int]) -> str:
    return ", ".join("?" * len(chunk))


def hours(length: timedelta) -> float:
    """Hours with two decimals, a half up."""
    return share(round(length.total_seconds()), 100, 3600) / 100
