"""What a worklist of cover says while nothing is on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from inventory.i18n import N_, _
from ui.widgets.cards import EmptyState

_SAID: Final[Mapping[str, tuple[str, str, str]]] = {
    "ending": (
        N_("No cover ends so soon"),
        N_("Units whose last covered day is near are listed here, so that a maintenance contract can be proposed."),
        "cover",
    ),
    "customers": (
        N_("Nobody has to be phoned"),
        N_("Customers with units whose cover ends soon are listed here, each once, with whom to call."),
        "cover",
    ),
    "waiting": (
        N_("Every unit is accepted"),
        N_("Units that a customer has and has not accepted are listed here with what is missing."),
        "ok",
    ),
    "termless": (
        N_("Every accepted unit has a term"),
        N_(
            "Units that are accepted while neither they nor their contract, policy or model say for how many months "
            "they are covered are listed here. Enter the months where the promise was made."
        ),
        "ok",
    ),
    "reviews": (
        N_("There is nothing to look at again"),
        N_("When a date is corrected, cases that would be decided otherwise by it are listed here."),
        "ok",
    ),
    "with_us": (
        N_("Nothing was taken in for repair"),
        N_("Customers' units that are with us are listed here with the days they have been in our hands."),
        "ok",
    ),
}


def nothing(name: str) -> EmptyState:
    """``name``: of the list, as a route calls it."""
    title, sentence, symbol = _SAID[name]
    return EmptyState(_(title), _(sentence), symbol)
