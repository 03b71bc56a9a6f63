"""Maintenance contracts of which a book says the terms and no number: 续保12个月.

Rows of one customer and contract that say the same are one of them. It gets a number of our own when it is written,
which a person replaces by that of the paper.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from inventory.cover.facts import ExtensionFacts
from inventory.cover.rules import Segment
from inventory.i18n import N_, Message
from inventory.imports.bulk import Bulk
from inventory.imports.extension_terms import Terms, Wanted
from inventory.imports.parsing import compared
from inventory.imports.promised import Pact
from inventory.numbering import next_number
from models import connect

if TYPE_CHECKING:
    from inventory.imports.units import Unit

SERIES: Final = "XB"
"""续保: the series of the numbers that we give, by month."""
_LONGEST: Final = 120

Key = tuple[int, int, int, str, date | None, date | None]


class Unnumbered:
    """Those of one book."""

    def __init__(self) -> None:
        self._pacts: dict[Key, Pact] = {}

    def of(self, unit: Unit, terms: Terms, signed_on: date | None, phrase: str) -> Pact:
        """The one that a row with these terms is about."""
        key = (id(unit.client), id(unit.deal), terms.months, terms.start.value, signed_on, terms.effective_from)
        if key not in self._pacts:
            assert unit.client is not None
            self._pacts[key] = Pact(
                client=unit.client, months=terms.months, start=terms.start, signed_on=signed_on,
                effective_from=terms.effective_from, phrase=phrase[:_LONGEST],
            )  # fmt: skip
        return self._pacts[key]


def says_the_same(wanted: Wanted, one: ExtensionFacts, given: Segment | None) -> bool:
    """Whether a maintenance contract that covers a unit is what a row without a number means."""
    if wanted.months not in (None, one.extension.months):
        return False
    if wanted.signed_on is not None and one.signed_on not in (None, wanted.signed_on):
        return False
    if given is None:
        return wanted.first is None and wanted.until is None
    return wanted.first in (None, given.first) and wanted.until in (None, given.last)


def is_ours(number: str) -> bool:
    """Whether a number looks like one that we gave."""
    return number.startswith(SERIES) and number.removeprefix(SERIES).isdigit()


def told(given: Segment | None) -> Message:
    """What becomes of a row without a number. ``given``: the days of its unit, None until they have begun."""
    if given is None:
        return Message(
            N_(
                "The number of the maintenance contract is missing. It is recorded under a number of ours, and covers "
                "this unit once it is accepted. Enter the right number on its page."
            )
        )
    return Message(
        N_(
            "The number of the maintenance contract is missing. It is recorded under a number of ours, and covers this "
            "unit from {first} to {last}. Enter the right number on its page."
        ),
        {"first": given.first, "last": given.last},
    )


def number(bulk: Bulk, pact: Pact) -> None:
    """Give it the next free number of our series."""
    period = f"{bulk.work.ctx.clock.today():%Y%m}"
    while not pact.number:
        drawn = next_number(bulk.work, SERIES, period)
        if not connect.rows("SELECT 1 FROM extension_contract WHERE number_norm = ?", (compared(drawn),)):
            pact.number, pact.norm = drawn, compared(drawn)
