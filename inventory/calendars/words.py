"""What the kinds of days, the layers and the state of a year are called."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from inventory.i18n import N_, _
from models.calendars import DayKind, DayLayer

__all__ = [
    "KINDS",
    "LAYERS",
    "DayKind",
    "DayLayer",
    "YearState",
    "kind_word",
    "layer_word",
    "state_word",
    "weekday_word",
]


class YearState(StrEnum):
    """What is known of the days that the state has announced for a year."""

    CONFIRMED = "CONFIRMED"
    """The list is known and complete."""
    PROVISIONAL = "PROVISIONAL"
    """Some days are entered; what rests on the year is not firm."""
    MISSING = "MISSING"
    """Nothing is entered: Monday to Friday are reckoned with, and nothing is firm."""


KINDS: Final = {
    DayKind.HOLIDAY: N_("day off"),
    DayKind.MAKEUP: N_("make-up day"),
    DayKind.WORKDAY: N_("worked"),
}
LAYERS: Final = {
    DayLayer.STATE: N_("National"),
    DayLayer.REGION: N_("Region"),
    DayLayer.COMPANY: N_("Our company"),
    DayLayer.CUSTOMER: N_("Customer"),
}
_STATES: Final = {
    YearState.CONFIRMED: N_("confirmed"),
    YearState.PROVISIONAL: N_("not confirmed"),
    YearState.MISSING: N_("not known yet"),
}
_WEEKDAYS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def kind_word(kind: DayKind) -> str:
    """What a day is, in the reader's language."""
    return _(KINDS[kind])


def layer_word(layer: DayLayer) -> str:
    """Who says it, in the reader's language."""
    return _(LAYERS[layer])


def state_word(state: YearState) -> str:
    """What is known of a year, in the reader's language."""
    return _(_STATES[state])


def weekday_word(day: date) -> str:
    """The message id of the weekday: translate it where it is read."""
    return _WEEKDAYS[day.weekday()]
