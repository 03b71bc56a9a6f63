"""What was promised for a unit, as far as its own record and the depot's settings tell (rules.md C-01, C-04, C-06).

The base case: the months of the unit, or else what the maker usually gives for its model, from the unit's acceptance.
A unit without an acceptance is never given one. An accepted unit of which nobody recorded any months has no covered
days that could be shown: C-04 leaves POST_WARRANTY for it, and the explanation says that the months are missing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from inventory.cover.rules import (
    CountRule,
    Cover,
    Promise,
    Segment,
    base_segments,
    cover_on,
    effective_last,
    obligation_last,
)
from inventory.cover.words import Months, reasons
from inventory.i18n import N_, Message
from inventory.settings import COUNT_RULE, SPARES_MONTHS, Setting
from models.assets import AssetState

ENDED: Final = frozenset({AssetState.RETIRED, AssetState.SCRAPPED})
"""States in which nothing is owed any more (C-04)."""

TERMS: Final = (
    f"(SELECT value FROM setting WHERE scope = 'depot' AND name = '{COUNT_RULE.name}'), "
    f"(SELECT value FROM setting WHERE scope = 'depot' AND name = '{SPARES_MONTHS.name}')"
)
"""Columns of a raw query that carry the depot's terms along with a unit; ``terms`` reads them."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How this depot counts months, and how long it promises spares after the cover."""

    rule: CountRule
    spares_months: int


@dataclass(frozen=True, slots=True)
class Promised:
    """What is recorded of one unit's cover. Months are None where nobody wrote any."""

    accepted_on: date | None
    unit_months: int | None
    model_months: int | None
    state: AssetState
    terms: Terms

    @property
    def months(self) -> int | None:
        """The months that count: the unit's own, else the model's usual ones."""
        return self.model_months if self.unit_months is None else self.unit_months

    def promise(self) -> Promise:
        """The base promise; unknown months promise nothing that could be shown."""
        return Promise(self.accepted_on, self.months or 0, self.terms.rule)

    def segments(self) -> tuple[Segment, ...]:
        """The covered stretches of days; none without acceptance or months."""
        return base_segments(self.promise())

    def cover(self, day: date) -> Cover:
        """Where the unit stands on a civil day."""
        return cover_on(day, self.segments(), retired=self.state in ENDED, accepted_on=self.accepted_on)

    def spares_until(self) -> date | None:
        """The last day on which spares are owed; None where no cover is known to have an end."""
        last = effective_last(self.segments())
        if last is None or self.state in ENDED:
            return None
        return obligation_last(last, self.terms.spares_months)


@cache
def terms(rule: str | None, spares_months: str | None) -> Terms:
    """The terms from two stored settings (JSON, None for the default)."""
    return Terms(CountRule(_value(COUNT_RULE, rule)), _value(SPARES_MONTHS, spares_months))


def _value(setting: Setting[Any], stored: str | None) -> Any:
    if stored is None:
        return setting.default
    value = json.loads(stored)
    return value if setting.check(value) else setting.default


def explain(promised: Promised, cover: Cover) -> tuple[Message, ...]:
    """Why a unit's ``cover`` is as it is, step by step, for the person who is asked."""
    known = promised.state in ENDED or promised.accepted_on is None or promised.months is not None
    lines = list(reasons(cover, promised.promise())) if known else [
        Message(N_("It was accepted on {day}."), {"day": promised.accepted_on})
    ]  # fmt: skip
    if promised.state in ENDED:
        return tuple(lines)
    if promised.months is None:
        lines.append(Message(N_("Nobody has recorded its warranty months. Enter what the contract says.")))
    elif promised.unit_months is None:
        lines.append(
            Message(
                N_("The unit's own months are not recorded; the manufacturer usually gives {months} for its model."),
                {"months": Months(promised.months)},
            )
        )
    if (until := promised.spares_until()) is not None:
        lines.append(
            Message(
                N_("Spares are promised until {day}, {months} after the free warranty."),
                {"day": until, "months": Months(promised.terms.spares_months)},
            )
        )
    return tuple(lines)
