"""The words of supply: how a promise stands, where a failure rate comes from, how an order stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from inventory.i18n import N_, Message
from inventory.supply.promised import RateSource, Standing
from inventory.supply.queries import Standing as OrderStanding

STANDING: Final[Mapping[Standing, Message]] = {
    Standing.SHORT: Message(N_("Too few")),
    Standing.UNKNOWN: Message(N_("Rate not known")),
    Standing.COVERED: Message(N_("Promise is covered")),
    Standing.UNPROMISED: Message(N_("Not promised any more")),
}
SOURCE: Final[Mapping[RateSource, Message]] = {
    RateSource.ENTERED: Message(N_("entered")),
    RateSource.HISTORY: Message(N_("from the repairs")),
    RateSource.ASSUMED: Message(N_("assumed")),
    RateSource.UNKNOWN: Message(N_("not known")),
}
ORDER: Final[Mapping[OrderStanding, Message]] = {
    OrderStanding.OPEN: Message(N_("Expected")),
    OrderStanding.LATE: Message(N_("Late")),
    OrderStanding.DONE: Message(N_("Has come")),
    OrderStanding.GIVEN_UP: Message(N_("Given up")),
}
CONSTANT_RATE: Final = N_(
    "Reckoned with a rate that stays the same. For parts that wear out it is wrong: they fail little at "
    "first and all at once later. Look at the age of the units then."
)
"""What must be said beside every figure of C-13."""
