"""How a proposal stands, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from inventory.i18n import N_, Message
from models.proposals import Answer

__all__ = ["ANSWERS", "Answer", "ProposalStanding", "Proposed", "proposal_word", "standing_of"]


class ProposalStanding(StrEnum):
    """How a proposal stands on a day."""

    OPEN = "open"
    """The customer has not answered yet."""
    LAPSED = "lapsed"
    """Nor has an answer come while it was valid."""
    ACCEPTED = "accepted"
    DECLINED = "declined"


ANSWERS: Final[Mapping[Answer, str]] = {
    Answer.ACCEPTED: N_("The customer accepts"),
    Answer.DECLINED: N_("The customer declines"),
    Answer.OPEN: N_("No answer yet"),
}
"""What a customer can say to a proposal, as message ids."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as the list of units shows it. ``by``: who made it, "" where nobody had said who they are."""

    id: int
    version: int
    made_on: date
    by: str
    months: int
    valid_until: date
    standing: ProposalStanding
    answered_on: date | None
    note: str


def standing_of(answer: Answer, valid_until: date, today: date) -> ProposalStanding:
    """How a proposal stands today: an answer holds for good, silence until the proposal is no longer valid."""
    if answer is Answer.OPEN:
        return ProposalStanding.OPEN if today <= valid_until else ProposalStanding.LAPSED
    return ProposalStanding(answer.value)


_SAID: Final[Mapping[ProposalStanding, str]] = {
    ProposalStanding.OPEN: N_("Proposed {day}"),
    ProposalStanding.LAPSED: N_("Lapsed {day}"),
    ProposalStanding.ACCEPTED: N_("Accepted {day}"),
    ProposalStanding.DECLINED: N_("Declined {day}"),
}


def proposal_word(proposed: Proposed) -> Message:
    """In few words, with the day that matters: "Proposed 2026-11-02", "Declined 2026-11-09"."""
    days = {ProposalStanding.OPEN: proposed.made_on, ProposalStanding.LAPSED: proposed.valid_until}
    return Message(
        _SAID[proposed.standing], {"day": days.get(proposed.standing, proposed.answered_on or proposed.made_on)}
    )
