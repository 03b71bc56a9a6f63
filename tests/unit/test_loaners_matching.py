"""Which loaner may stand in for a failed unit (rules.md C-12, INV-07)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from inventory.loaners.matching import (
    Candidate,
    Device,
    Direction,
    MatchRule,
    Shortfall,
    Value,
    excess,
    matches,
    ranked,
    shortfalls,
)

DIRECTIONS = {
    "watts": Direction.HIGHER,
    "noise": Direction.LOWER,
    "voltage": Direction.EQUAL,
    "ports": Direction.SUPERSET,
    "colour": Direction.INFO,
}
FAILED = Device(
    1,
    "UPS",
    {
        "watts": Decimal(1000),
        "noise": Decimal(40),
        "voltage": "220 V",
        "ports": frozenset({"RS232", "USB"}),
        "colour": "black",
    },
)


def loaner(model: int = 2, group: str = "UPS", **values: Value) -> Device:
    return Device(model, group, {**FAILED.values, **values})


@pytest.mark.parametrize(
    ("key", "value", "enough"),
    [
        ("watts", Decimal(1000), True),
        ("watts", Decimal(1500), True),
        ("watts", Decimal("999.9"), False),
        ("watts", "1500", False),  # words prove no number
        ("noise", Decimal(38), True),
        ("noise", Decimal(41), False),
        ("voltage", "220V", True),  # however it is written
        ("voltage", "110 V", False),
        ("ports", frozenset({"rs232", "USB", "LAN"}), True),
        ("ports", frozenset({"USB", "LAN"}), False),
        ("colour", "white", True),
    ],
)
def test_a_loaner_is_not_below_the_failed_unit(key: str, value: Value, enough: bool) -> None:
    found = shortfalls(FAILED, Device(2, "UPS", {**FAILED.values, key: value}), DIRECTIONS)
    assert bool(found) is not enough
    if found:
        assert found == (Shortfall(key, FAILED.values[key], value),)


def test_what_is_not_recorded_of_the_loaner_is_not_proven() -> None:
    bare = Device(2, "UPS", {"colour": "black"})
    assert {one.key for one in shortfalls(FAILED, bare, DIRECTIONS)} == {"watts", "noise", "voltage", "ports"}
    assert all(one.offered is None for one in shortfalls(FAILED, bare, DIRECTIONS))
    assert shortfalls(Device(3), bare, DIRECTIONS) == ()  # nothing is known of what failed


@pytest.mark.parametrize(
    ("rule", "same_model", "same_group", "better", "weaker", "other_group"),
    [
        (MatchRule.ANY, True, True, True, True, True),
        (MatchRule.SAME_FUNCTION, True, True, True, True, False),
        (MatchRule.NOT_BELOW_SPEC, False, False, True, False, True),
        (MatchRule.SAME_MODEL_OR_HIGHER, True, False, True, False, True),
    ],
)
def test_the_rules_of_a_match(
    rule: MatchRule, same_model: bool, same_group: bool, better: bool, weaker: bool, other_group: bool
) -> None:
    units = [
        (Device(1, "UPS"), same_model),  # its values are not recorded
        (Device(2, "UPS"), same_group),
        (loaner(watts=Decimal(2000)), better),
        (loaner(watts=Decimal(500)), weaker),
        (loaner(group="PDU"), other_group),
    ]
    for device, expected in units:
        assert matches(rule, FAILED, device, DIRECTIONS) is expected


def test_no_function_group_is_no_same_function() -> None:
    assert not matches(MatchRule.SAME_FUNCTION, Device(1), Device(2), DIRECTIONS)


def test_the_best_loaner_comes_first() -> None:
    same, near, big = loaner(model=1), loaner(watts=Decimal(1100)), loaner(watts=Decimal(3000))
    weak = loaner(watts=Decimal(900))
    shelf = [
        Candidate(1, big, same_warehouse=True, idle_days=99),
        Candidate(2, near, same_warehouse=False, idle_days=50),
        Candidate(3, near, same_warehouse=True, idle_days=2),
        Candidate(4, near, same_warehouse=True, idle_days=30),
        Candidate(5, same, same_warehouse=False, idle_days=0),
        Candidate(6, weak, same_warehouse=True, idle_days=200),
    ]
    assert [one.id for one in ranked(MatchRule.NOT_BELOW_SPEC, FAILED, shelf, DIRECTIONS)] == [5, 4, 3, 2, 1]


def test_excess_is_a_share_of_what_is_wanted_so_that_units_do_not_matter() -> None:
    more = loaner(watts=Decimal(1500), noise=Decimal(30), ports=frozenset({"RS232", "USB", "LAN"}))
    assert excess(FAILED, more, DIRECTIONS) == Fraction(1, 2) + Fraction(1, 4) + 1
    assert excess(FAILED, loaner(), DIRECTIONS) == 0
    assert excess(Device(1, "", {"noise": Decimal(0)}), loaner(noise=Decimal(-3)), DIRECTIONS) == 1
