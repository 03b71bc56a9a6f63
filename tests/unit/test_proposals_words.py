"""How a proposal stands: an answer holds for good, silence only until the proposal is no longer valid (R-043)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.i18n import speaking
from inventory.proposals.words import Answer, ProposalStanding, Proposed, proposal_word, standing_of

VALID = date(2026, 12, 22)


@pytest.mark.parametrize(
    ("answer", "days", "standing"),
    [
        (Answer.OPEN, -1, ProposalStanding.OPEN),
        (Answer.OPEN, 0, ProposalStanding.OPEN),
        (Answer.OPEN, 1, ProposalStanding.LAPSED),
        (Answer.ACCEPTED, 1, ProposalStanding.ACCEPTED),
        (Answer.DECLINED, -1, ProposalStanding.DECLINED),
    ],
)
def test_the_last_day_of_a_proposal_still_counts(answer, days, standing):
    assert standing_of(answer, VALID, VALID + timedelta(days=days)) is standing


@given(st.sampled_from(Answer), st.integers(-4000, 4000))
def test_what_is_answered_never_lapses_and_what_has_lapsed_stays_so(answer, days):
    now = standing_of(answer, VALID, VALID + timedelta(days=days))
    later = standing_of(answer, VALID, VALID + timedelta(days=days + 1))
    if answer is not Answer.OPEN:
        assert now is later and now.value == answer.value
    if now is ProposalStanding.LAPSED:
        assert later is ProposalStanding.LAPSED


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (ProposalStanding.OPEN, "Proposed 2026-11-22"),
        (ProposalStanding.LAPSED, "Lapsed 2026-12-22"),
        (ProposalStanding.ACCEPTED, "Accepted 2026-12-01"),
        (ProposalStanding.DECLINED, "Declined 2026-12-01"),
    ],
)
def test_the_day_that_matters_stands_beside_the_word(standing, said):
    answered = date(2026, 12, 1) if standing in (ProposalStanding.ACCEPTED, ProposalStanding.DECLINED) else None
    proposed = Proposed(1, 1, date(2026, 11, 22), "刘洋", 12, VALID, standing, answered, "")
    with speaking("en"):
        assert str(proposal_word(proposed)) == said
