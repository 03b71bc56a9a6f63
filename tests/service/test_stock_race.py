"""Sixteen workstations take the last pieces: exactly the stock goes out, and without the guard it would not.

``DEPOT_STOCK_RACES=200`` in the environment runs 200 rounds; the suite runs fewer.
"""

from __future__ import annotations

import os

import pytest

from inventory.stock.papers import receive
from inventory.stock.replay import differences
from models import connect
from models.places import Place
from tests.service.stock_station import STATIONS, Wanted, paper, stations

ROUNDS = int(os.environ.get("DEPOT_STOCK_RACES", "20"))
UNGUARDED = 10
LEFT = 11


@pytest.fixture
def psu(make_part):
    return make_part("PSU-24")


@pytest.fixture
def shelf(ctx):
    return Place.get(Place.name == "A-01")


def fair(outcomes, part) -> bool:
    """Whether exactly the stock went out, and everybody else was told that nothing is left."""
    told = [each for each in outcomes if each.kind == "RuleBroken" and part.part_no in each.sentence]
    lying = connect.rows("SELECT sum(quantity) FROM stock_balance WHERE part_id = ? AND internal", (part.id,))[0][0]
    worth = connect.rows("SELECT sum(quantity), sum(value) FROM stock_value WHERE part_id = ?", (part.id,))[0]
    went = sum(each.kind == "posted" for each in outcomes)
    return (went, len(told), lying, tuple(worth)) == (LEFT, STATIONS - LEFT, 0, (0, 0))


@pytest.mark.timeout(180 + 5 * ROUNDS)
def test_of_sixteen_workstations_exactly_the_stock_goes_out(ctx, depot_url, psu, shelf):
    with stations(Wanted(depot_url, psu.id, shelf.id, ROUNDS)) as rush:
        for _round in range(ROUNDS):
            receive(ctx, paper(psu.id, shelf.id, LEFT, unit_cost=100))
            outcomes = rush.once()
            assert {each.kind for each in outcomes} == {"posted", "RuleBroken"}, "nobody was sent away as too late"
            assert fair(outcomes, psu), outcomes
    assert list(differences()) == []
    papers = "SELECT count(*) FROM stock_doc WHERE kind IN ('issue', 'scrap') AND state = 'posted'"
    assert connect.rows(papers) == [(ROUNDS * LEFT,)]


def test_without_the_guard_it_would_not(ctx, depot_url, psu, shelf):
    """On a server the row of the part is locked, on SQLite the whole file: take both away and somebody loses.

    What is left are the guards of the database. They never let a balance fall below zero, but they cannot say who was
    first: a piece stays although somebody wanted it, or somebody is refused who could have had one.
    """
    judged = []
    receive(ctx, paper(psu.id, shelf.id, LEFT, unit_cost=100))
    with stations(Wanted(depot_url, psu.id, shelf.id, UNGUARDED, guarded=False)) as rush:
        for _round in range(UNGUARDED):
            judged.append(fair(rush.once(), psu))
            if not judged[-1]:
                break
            receive(ctx, paper(psu.id, shelf.id, LEFT, unit_cost=100))
    assert not all(judged), "the race would be won without the guard: it tests nothing"
    below = connect.rows("SELECT count(*) FROM stock_balance WHERE internal AND quantity < 0")
    assert below == [(0,)], "the CHECK has the last word"
