"""The spares that the promises of the next years need, part by part (R-100, R-102, C-13).

What is owed is counted from the units whose obligation still runs; how often a part fails is taken from its own figure
or from the history of repairs. A constant rate is wrong for parts that wear out: whoever shows a figure says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from inventory.errors import NotFound
from inventory.i18n import N_, _
from inventory.jobs import Progress, Quiet
from inventory.kept import kept_day
from inventory.parts.on_hand import ON_HAND, ON_ORDER, RESERVED
from inventory.stock.rules import FailureRate, failure_rate, last_time_buy, poisson_stocks, years_left
from inventory.work import Context
from models import connect
from models.assets import ENDING
from models.cases import UserDamage

LEVELS: Final = (90, 95, 99)
"""Service levels in percent (C-13)."""
USUAL_LEVEL: Final = 95
_MILLION: Final = 1_000_000
_COUNTED: Final = 40
"""Hundredths of the way that are gone when everything is counted; the rest is the reckoning, part by part."""
_TOLD: Final = 50
"""After so many parts it is said how far it has come."""
_UNITS: Final = (
    f"SELECT model_id, spares_last, cover_first, count(*) FROM asset WHERE {ENDING}{{only}} "
    "GROUP BY model_id, spares_last, cover_first"
)
"""Along the index ``asset_owed``, which has all of it in this order: no row of a unit is read."""
_FITTED: Final = "SELECT part_id, sum(quantity) FROM part_use WHERE {only} GROUP BY part_id"
_BROKEN: Final = (
    "SELECT u.part_id, u.quantity FROM part_use u WHERE u.case_id IN "
    f"(SELECT k.id FROM service_case k WHERE k.user_damage = '{UserDamage.YES.value}') AND {{only}}"
)
"""What was fitted because the customer broke it; the few such cases have an index of their own."""
_PARTS: Final = (
    "SELECT p.id, p.part_no, p.name, p.spec, p.unit, p.decimals, p.failures_ppm, p.discontinued_on, "
    f"{ON_HAND.format(part='p')}, {RESERVED.format(part='p')}, {ON_ORDER.format(part='p')} FROM part p "
    "WHERE EXISTS (SELECT 1 FROM part_fit f WHERE f.part_id = p.id){only} ORDER BY p.part_norm"
)
_FITS: Final = "SELECT part_id, model_id, quantity FROM part_fit{only} ORDER BY part_id, model_id"
_NEXT: Final = (
    "SELECT s.old_id, p.part_no FROM supersession s JOIN part p ON p.id = s.new_id ORDER BY s.old_id, p.part_norm"
)


class RateSource(StrEnum):
    """Where a failure rate comes from."""

    ENTERED = "entered"
    """The figure that stands at the part."""
    HISTORY = "history"
    ASSUMED = "assumed"
    """No failure was seen: 0.7 ÷ part-years, an assumption (C-13)."""
    UNKNOWN = "unknown"
    """Nothing is in service that it could have failed in."""


class Standing(StrEnum):
    """What the depot can say about its promise for a part."""

    COVERED = "covered"
    SHORT = "short"
    """Less is there or on its way than the promises need."""
    UNKNOWN = "unknown"
    """Something is promised, but nobody can say how often the part fails: enter a figure."""
    UNPROMISED = "unpromised"
    """No unit with a running obligation needs it any more."""


@dataclass(frozen=True, slots=True)
class PromisedPart:
    """A part and what is promised of it. Stock counts units of 10**-``decimals``, needs count pieces.

    ``units``: those with a running obligation; ``part_years``: their exposure; ``until``: the last day of the longest
    obligation. ``failures`` of the history in ``served`` part-years. ``needed``: pieces by service level in percent.
    """

    part_id: int
    part_no: str
    name: str
    spec: str
    unit: str
    decimals: int
    discontinued_on: date | None
    successors: tuple[str, ...]
    units: int
    part_years: Fraction
    until: date | None
    failures: int
    served: Fraction
    rate: Fraction | None
    source: RateSource
    needed: Mapping[int, int]
    good: int
    reserved: int
    on_order: int

    def to_order(self, level: int = USUAL_LEVEL) -> int:
        """Pieces to buy so that the promises hold at a service level (last-time buy, C-13)."""
        if level not in self.needed:
            return 0
        good, reserved, coming = (self._pieces(number) for number in (self.good, self.reserved, self.on_order))
        return last_time_buy(self.needed[level], good=good, reserved=reserved, on_order=coming)

    def _pieces(self, quantity: int) -> int:
        """Whole pieces: half a metre is no spare of a metre."""
        return int(quantity // 10**self.decimals)

    def standing(self, level: int = USUAL_LEVEL) -> Standing:
        """How the depot stands to its promise."""
        if not self.units:
            return Standing.UNPROMISED
        if self.rate is None:
            return Standing.UNKNOWN
        return Standing.SHORT if self.to_order(level) else Standing.COVERED

    @property
    def last_chance(self) -> bool:
        """No longer made, though units with a running obligation need it (3.6: when the date is entered)."""
        return self.discontinued_on is not None and self.units > 0


def coverage(ctx: Context, progress: Progress | None = None) -> list[PromisedPart]:
    """Every part that fits a model, by part number. One statement a question, whatever the number of units.

    Raises Cancelled between two questions, and between two parts.
    """
    return _promised(ctx.clock.today(), None, progress or Quiet())


def of_part(ctx: Context, part_id: int) -> PromisedPart | None:
    """One part; None where it fits no model. Raises NotFound."""
    if not connect.rows("SELECT 1 FROM part WHERE id = ?", (part_id,)):
        raise NotFound(N_("This part is no longer there. Refresh the page to see what is."))
    found = _promised(ctx.clock.today(), part_id, Quiet())
    return found[0] if found else None


class _Years:
    """A sum of years: the few denominators that parts of a year have are added up apart, as whole numbers."""

    def __init__(self) -> None:
        self._parts: Counter[int] = Counter()

    def add(self, units: int, years: Fraction) -> None:
        """So many units, each with so many years."""
        self._parts[years.denominator] += units * years.numerator

    def total(self) -> Fraction:
        """All of it, exactly."""
        return sum((Fraction(part, whole) for whole, part in self._parts.items()), Fraction(0))


@dataclass(slots=True)
class _Model:
    """What a model's units come to, for one piece in each."""

    units: int = 0
    years: Fraction = Fraction(0)
    until: date | None = None
    served: Fraction = Fraction(0)


def _promised(today: date, part_id: int | None, progress: Progress) -> list[PromisedPart]:
    mine = () if part_id is None else (part_id,)
    progress.report(0, 100, _("Counting the units with a running obligation"))
    fits: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for part, model, quantity in connect.rows(_FITS.format(only=" WHERE part_id = ?" if mine else ""), mine):
        fits[part].append((model, quantity))
    models = _models(today, {model for pairs in fits.values() for model, _quantity in pairs} if mine else None)
    progress.report(_COUNTED // 2, 100, _("Counting the failures of the history"))
    failed = _failed(mine)
    following: dict[int, list[str]] = defaultdict(list)
    for old, number in connect.rows(_NEXT):
        following[old].append(number)
    found = []
    rows = connect.rows(_PARTS.format(only=" AND p.id = ?" if mine else ""), mine)
    for place, row in enumerate(rows):
        if place % _TOLD == 0:
            done = _COUNTED + (100 - _COUNTED) * place // len(rows)
            progress.report(done, 100, _("Reckoning what each part needs"))
        found.append(_part(row, fits[row[0]], models, failed.get(row[0], 0), following.get(row[0], ())))
    return found


def _failed(mine: tuple[int, ...]) -> Mapping[int, int]:
    """By part, how many were fitted because one had failed: all but what the customer broke."""
    only = "part_id = ?" if mine else "part_id IS NOT NULL"
    found = {part: int(number) for part, number in connect.rows(_FITTED.format(only=only), mine)}
    for part, number in connect.rows(_BROKEN.format(only=f"u.{only}"), mine):
        found[part] -= int(number)
    return found


def _models(today: date, only: Iterable[int] | None) -> dict[int, _Model]:
    """By model: asked for some models by index, or for all in one walk of an index."""
    ids = None if only is None else tuple(sorted(only))
    if ids == ():
        return {}
    narrowed = "" if ids is None else f" AND model_id IN ({', '.join('?' * len(ids))})"
    found: dict[int, _Model] = defaultdict(_Model)
    left = lru_cache(maxsize=None)(lambda day: years_left(today, day))
    served = lru_cache(maxsize=None)(lambda day: years_left(day, today))
    owed: dict[int, _Years] = defaultdict(_Years)
    stood: dict[int, _Years] = defaultdict(_Years)
    for model_id, last, since, units in connect.rows(_UNITS.format(only=narrowed), ids or ()):
        model = found[model_id]
        stood[model_id].add(units, served(kept_day(since)))
        until = connect.as_day(last)
        if until is not None and until > today:
            model.units += units
            owed[model_id].add(units, left(until))
            model.until = until if model.until is None else max(model.until, until)
    for model_id, model in found.items():
        model.years, model.served = owed[model_id].total(), stood[model_id].total()
    return found


def _part(
    row: Sequence[Any], fits: Sequence[tuple[int, int]], models: Mapping[int, _Model], failures: int,
    successors: Iterable[str],
) -> PromisedPart:  # fmt: skip
    part_id, part_no, name, spec, unit, decimals, ppm, discontinued, good, reserved, on_order = row
    found = [(models[model], quantity) for model, quantity in fits if model in models]
    years = sum((model.years * quantity for model, quantity in found), Fraction(0))
    served = sum((model.served * quantity for model, quantity in found), Fraction(0))
    history = failure_rate(failures, served)
    rate, source = _rate(ppm, history)
    levels = tuple(level / 100 for level in LEVELS)
    needed = {} if rate is None else dict(zip(LEVELS, poisson_stocks(float(years * rate), levels), strict=True))
    return PromisedPart(
        part_id, part_no, name, spec, unit, decimals, connect.as_day(discontinued), tuple(successors),
        sum(model.units for model, _quantity in found), years,
        max((model.until for model, _quantity in found if model.until is not None), default=None),
        failures, served, rate, source, needed, int(good), int(reserved), int(on_order),
    )  # fmt: skip


def _rate(ppm: int | None, history: FailureRate | None) -> tuple[Fraction | None, RateSource]:
    """A figure that somebody entered stands before the history: the maker knows more than a few years of repairs."""
    if ppm is not None:
        return Fraction(ppm, _MILLION), RateSource.ENTERED
    if history is None:
        return None, RateSource.UNKNOWN
    return history.per_year, RateSource.ASSUMED if history.assumed else RateSource.HISTORY
