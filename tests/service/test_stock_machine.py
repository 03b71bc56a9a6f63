"""Any sequence of papers, against a model of a few lines: balances, values and chain are what the model says.

``DEPOT_STOCK_STEPS=500x50`` in the environment runs 500 sequences of 50 papers; the suite runs fewer.
"""

from __future__ import annotations

import os
import uuid
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.errors import RuleBroken
from inventory.scanning.payload import Kind, new_code
from inventory.stock.papers import Goods, Paper, issue, move, receive, reverse, scrap
from inventory.stock.replay import differences
from inventory.values.money import round_half_up
from models import connect
from models.places import Place, PlaceKind, Warehouse

RUNS, STEPS = (int(number) for number in os.environ.get("DEPOT_STOCK_STEPS", "30x25").split("x"))

STEP = st.tuples(
    st.sampled_from(["receive", "issue", "move", "scrap", "reverse"]),
    st.integers(0, 1),
    st.integers(1, 9),
    st.integers(100, 5000),
)


class Shelves:
    """What the depot should hold: pieces by bin, and the value of all of them."""

    def __init__(self) -> None:
        self.pieces = [0, 0]
        self.value = 0
        self.issues: list[tuple[int, int, int, int]] = []

    def take(self, shelf: int, quantity: int) -> int:
        """Pieces leave at the average, the last with the rest."""
        cost = round_half_up(Fraction(self.value * quantity, sum(self.pieces)))
        self.pieces[shelf] -= quantity
        self.value -= cost
        return cost


@pytest.fixture
def shelves(ctx):
    depot = Warehouse.create(code="W1", name="总仓")
    return [
        Place.create(
            code=new_code(Kind.BIN), kind=PlaceKind.BIN, name=name, name_norm=name, sort_key=name, warehouse=depot
        )
        for name in ("A-01", "A-02")
    ]


def ask(ctx, act, part, shelves, shelf, quantity, **line):
    goods = Goods(part_id=part.id, place_id=shelves[shelf].id, quantity=quantity, **line)
    return act(ctx, Paper(act=str(uuid.uuid4()), lines=(goods,)))


def run(ctx, model, part, shelves, step):
    """One step of the machine and of the model; what the model does not have is refused."""
    what, shelf, quantity, cost = step
    if what == "receive":
        ask(ctx, receive, part, shelves, shelf, quantity, unit_cost=cost)
        model.pieces[shelf] += quantity
        model.value += quantity * cost
    elif what == "reverse":
        if model.issues:
            doc, shelf, quantity, cost = model.issues.pop()
            reverse(ctx, str(uuid.uuid4()), doc)
            model.pieces[shelf] += quantity
            model.value += cost
    elif quantity > model.pieces[shelf]:
        with pytest.raises(RuleBroken, match=part.part_no):
            ask(ctx, issue, part, shelves, shelf, quantity)
    elif what == "move":
        ask(ctx, move, part, shelves, shelf, quantity, to_place_id=shelves[1 - shelf].id)
        model.pieces[shelf] -= quantity
        model.pieces[1 - shelf] += quantity
    else:
        posted = ask(ctx, {"issue": issue, "scrap": scrap}[what], part, shelves, shelf, quantity)
        taken = model.take(shelf, quantity)
        assert posted.amounts == (-taken,)
        model.issues.append((posted.doc_id, shelf, quantity, taken))


def test_the_depot_holds_what_the_model_says_after_every_paper(ctx, make_part, shelves):
    @settings(
        max_examples=RUNS, deadline=None, derandomize=True, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )  # fmt: skip
    @given(st.lists(STEP, min_size=STEPS, max_size=STEPS))
    def sequence(steps):
        part, model = make_part(), Shelves()
        for step in steps:
            run(ctx, model, part, shelves, step)
            kept = [
                connect.rows(
                    "SELECT coalesce(sum(quantity), 0) FROM stock_balance WHERE part_id = ? AND place_id = ?",
                    (part.id, place.id),
                )[0][0]
                for place in shelves
            ]
            (worth,) = connect.rows(
                "SELECT coalesce(sum(quantity), 0), coalesce(sum(value), 0) FROM stock_value WHERE part_id = ?",
                (part.id,),
            )
            assert (kept, worth) == (model.pieces, (sum(model.pieces), model.value))
            assert (worth[0] == 0) == (worth[1] == 0), "nothing is worth nothing, and something is worth something"
        assert connect.rows("SELECT coalesce(sum(quantity), 0) FROM stock_balance WHERE part_id = ?", (part.id,)) == [
            (0,)
        ]

    sequence()
    assert list(differences()) == []
