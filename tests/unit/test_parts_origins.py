"""Which part may be fitted in warranty, from plain values (R-046, INV-08)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.errors import RuleBroken
from inventory.parts.origins import Approved, Fitting, check_fitting
from inventory.policies.terms import PartsOrigin
from models.parts import Origin

DAY = date(2026, 11, 22)
HOLDS = Approved("认可函 1", DAY, DAY)
OVER = Approved("认可函 0", date(2026, 1, 1), date(2026, 11, 21))


def fitting(origin, *approvals):
    return Fitting("PSU-24", "HEM-1", "欧姆龙", origin, approvals)


@pytest.mark.parametrize(
    ("origin", "approvals", "allowed"),
    [
        (Origin.OEM, (), True),
        (Origin.APPROVED, (HOLDS,), True),
        (Origin.APPROVED, (OVER, HOLDS), True),
        (Origin.APPROVED, (Approved("长期", date(2020, 1, 1)),), True),
        (Origin.APPROVED, (), False),
        (Origin.APPROVED, (OVER,), False),
        (Origin.COMPATIBLE, (HOLDS,), False),
        (None, (), False),
    ],
)  # fmt: skip
def test_in_warranty_the_promise_asks_for_the_makers_own_or_an_approval_of_the_day(origin, approvals, allowed):
    try:
        check_fitting(PartsOrigin.OEM_OR_APPROVED, True, fitting(origin, *approvals), DAY)
    except RuleBroken:
        assert not allowed
    else:
        assert allowed


@given(
    st.sampled_from([*Origin, None]),
    st.sampled_from([(PartsOrigin.FREE, True), (PartsOrigin.OEM_OR_APPROVED, False), (PartsOrigin.FREE, False)]),
)
def test_without_the_promise_or_after_the_warranty_any_part_may_be_fitted(origin, asked):
    assert not check_fitting(*asked, fitting(origin), DAY).asked
