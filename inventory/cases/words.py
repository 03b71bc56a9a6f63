"""What channels, states, marks and damage of a case are called (glossary 2.3, documents.md 4.5)."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, _
from models.cases import CaseState, Channel, Satisfaction, UserDamage

__all__ = [
    "CaseState", "Channel", "Satisfaction", "UserDamage", "case_state_word", "channel_word", "damage_word",
    "satisfaction_word", "yes_no",
]  # fmt: skip

_CHANNELS: Final = {
    Channel.PHONE: N_("Phone"),
    Channel.FAX: N_("Fax"),
    Channel.WEB: N_("Web"),
    Channel.EMAIL: N_("E-mail"),
    Channel.LETTER: N_("Letter"),
    Channel.ON_SITE: N_("On site"),
    Channel.INSPECTION: N_("Found on inspection"),
}
_STATES: Final = {
    CaseState.REPORTED: N_("Reported"),
    CaseState.RESPONDED: N_("Responded to"),
    CaseState.ON_SITE: N_("Engineer on site"),
    CaseState.RESTORED: N_("Working again"),
    CaseState.CLOSED: N_("Closed"),
    CaseState.CANCELLED: N_("Cancelled"),
}
_DAMAGE: Final = {
    UserDamage.NO: N_("No"),
    UserDamage.YES: N_("Yes"),
    UserDamage.DISPUTED: N_("Disputed"),
}
_SATISFACTION: Final = {
    Satisfaction.VERY_SATISFIED: N_("Very satisfied"),
    Satisfaction.SATISFIED: N_("Satisfied"),
    Satisfaction.FAIR: N_("Fair"),
    Satisfaction.DISSATISFIED: N_("Dissatisfied"),
}


def channel_word(channel: Channel) -> str:
    """How a fault reached us, in the reader's language."""
    return _(_CHANNELS[channel])


def case_state_word(state: CaseState) -> str:
    """How far a case is, in the reader's language."""
    return _(_STATES[state])


def damage_word(damage: UserDamage) -> str:
    """Whether the customer broke it, in the reader's language."""
    return _(_DAMAGE[damage])


def satisfaction_word(mark: Satisfaction | None) -> str:
    """The customer's mark in the reader's language; nothing where none was given."""
    return "" if mark is None else _(_SATISFACTION[mark])


def yes_no(fact: bool) -> str:
    """A fact in the reader's language."""
    return _("Yes") if fact else _("No")
