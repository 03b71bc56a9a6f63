"""What a row says of a maintenance contract becomes the only terms that fit, or a sentence (rules.md C-02)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.cover.extensions import Extension, ExtensionStart, extension_segments
from inventory.cover.rules import Segment, SegmentKind
from inventory.i18n import Message
from inventory.imports.extension_terms import Terms, Wanted, terms_of

CONTIGUOUS, SIGNED, FIXED = ExtensionStart.CONTIGUOUS, ExtensionStart.FROM_SIGNATURE, ExtensionStart.FIXED_DATE


def day(text):
    return date.fromisoformat(text) if text else None


def until(last):
    """The free warranty of a unit, up to a day."""
    return [Segment(SegmentKind.BASE, date(2024, 3, 16), day(last))]


@pytest.mark.parametrize(
    ("reached", "months", "signed", "first", "last", "terms"),
    [
        ("2025-05-20", 12, None, None, None, Terms(12, CONTIGUOUS)),
        ("2025-05-20", None, None, None, "2026-05-20", Terms(12, CONTIGUOUS)),
        ("2025-03-15", 12, "2025-04-28", None, None, Terms(12, SIGNED)),
        ("2025-03-15", None, "2025-04-28", None, "2026-04-28", Terms(12, SIGNED)),
        ("2025-05-20", 12, "2025-04-28", None, None, Terms(12, CONTIGUOUS)),
        ("2025-05-20", None, None, "2025-06-01", "2026-05-31", Terms(12, FIXED, date(2025, 6, 1))),
        ("2025-05-20", 6, None, "2025-06-01", None, Terms(6, FIXED, date(2025, 6, 1))),
        ("2025-05-20", 12, None, None, "2026-12-31", Terms(12, FIXED, date(2026, 1, 1))),
        ("2025-05-20", 1, None, None, "2026-02-28", Terms(1, FIXED, date(2026, 2, 1))),
        ("2025-08-31", None, None, None, "2026-02-28", Terms(6, CONTIGUOUS)),
    ],
)
def test_what_is_said_becomes_terms(reached, months, signed, first, last, terms):
    assert terms_of(Wanted(months, day(signed), day(first), day(last)), until(reached)) == terms


def test_a_unit_that_is_not_accepted_can_have_months_that_wait():
    assert terms_of(Wanted(12), []) == Terms(12, CONTIGUOUS)
    assert isinstance(terms_of(Wanted(until=date(2026, 12, 31)), []), Message)


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (Wanted(), "How long"),
        (Wanted(signed_on=date(2025, 4, 28)), "How long"),
        (Wanted(first=date(2025, 6, 1)), "How long"),
        (Wanted(until=date(2025, 12, 31)), "not whole months"),
        (Wanted(until=date(2025, 5, 20)), "already"),
        (Wanted(first=date(2025, 6, 1), until=date(2026, 6, 1)), "not whole months"),
        (Wanted(12, first=date(2025, 6, 1), until=date(2026, 6, 30)), "are not {months}"),
    ],
)
def test_what_leaves_something_open_is_a_sentence_and_no_guess(wanted, says):
    found = terms_of(wanted, until("2025-05-20"))

    assert isinstance(found, Message)
    assert says in found.message_id


@given(
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.integers(1, 120),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.booleans(),
)
def test_the_terms_end_on_the_day_that_was_said(reached, months, signed, named):
    """Whatever a row says: where terms are found for a last day, they end on it."""
    before = [Segment(SegmentKind.BASE, date(1999, 1, 1), reached)]
    (whole,) = extension_segments(before, [Extension(CONTIGUOUS, months)])
    wanted = Wanted(months if named else None, signed, None, whole.last)

    found = terms_of(wanted, before)

    assert isinstance(found, Terms)
    at = {SIGNED: signed, FIXED: found.effective_from}.get(found.start)
    (given_days,) = extension_segments(before, [Extension(found.start, found.months, at)])
    assert given_days.last == whole.last
    assert not named or found.months == months
