"""Running numbers and label codes."""

from __future__ import annotations

import pytest

from inventory import numbering
from inventory.errors import RuleBroken
from inventory.numbering import free_code, next_number
from inventory.scanning.payload import Kind
from inventory.work import command
from models.assets import Asset
from tests.races import race


@command
def draw(ctx, prefix="WX", period="202611"):
    with ctx.work() as work:
        return next_number(work, prefix, period, 4)


def test_each_series_and_period_counts_for_itself(ctx):
    assert [draw(ctx), draw(ctx), draw(ctx, period="202612"), draw(ctx, "JY"), draw(ctx)] == [
        "WX2026110001", "WX2026110002", "WX2026120001", "JY2026110001", "WX2026110003",
    ]  # fmt: skip


def test_an_act_that_fails_gives_its_number_back(ctx):
    with pytest.raises(RuleBroken), ctx.work() as work:
        next_number(work, "WX", "202611")
        raise RuleBroken("no")
    assert draw(ctx) == "WX2026110001"


def test_a_number_may_outgrow_its_width(ctx):
    with ctx.work() as work:
        assert [next_number(work, "X", width=1) for _ in range(11)][-1] == "X11"


def test_many_workstations_draw_every_number_once_without_a_gap(opened, ctx):
    outcomes = race(opened, 8, lambda _n: [draw(opened) for _ in range(10)])
    drawn = sorted(number for outcome in outcomes for number in outcome)
    assert drawn == [f"WX202611{number:04d}" for number in range(1, 81)]


def test_a_label_code_that_is_taken_is_drawn_again(ctx, make_asset, monkeypatch):
    taken = make_asset().code
    offered = iter([taken, taken, "A0000000X"])
    monkeypatch.setattr(numbering, "new_code", lambda _kind: next(offered))
    assert free_code(Asset, Kind.ASSET) == "A0000000X"
