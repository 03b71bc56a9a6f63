"""Sixteen workstations take the last pieces: exactly the stock goes out, and without the guard it would not.

``DEPOT_STOCK_RACES=200`` in the environment runs 200 rounds; the suite runs fewer.
"""

from __future__ import annotations

import os
import uuid
from contextlib import contextmanager

from inventory.errors import DatabaseBusy, RuleBroken
from inventory.stock import papers
from inventory.stock.papers import Goods, Paper, issue, receive, scrap
from inventory.stock.posting import Posted
from inventory.stock.replay import differences
from models import connect
from models.base import database
from models.places import Place
from tests.races import race

ROUNDS = int(os.environ.get("DEPOT_STOCK_RACES", "2"))
STATIONS = 16
LEFT = 11


def ask(part, shelf, quantity, **line):
    goods = Goods(part_id=part.id, place_id=shelf.id, quantity=quantity, **line)
    return Paper(act=str(uuid.uuid4()), lines=(goods,))


def rush(opened, ctx, part, shelf):
    """One round: ``LEFT`` pieces come in, and every workstation takes one at the same moment.

    Half of them issue and half of them scrap: papers of one kind would wait for each other's number already.
    """
    receive(ctx, ask(part, shelf, LEFT, unit_cost=100))
    return race(opened, STATIONS, lambda number: (issue, scrap)[number % 2](opened, ask(part, shelf, 1)))


def fair(outcomes, part) -> bool:
    """Whether exactly the stock went out, and everybody else was told that nothing is left."""
    went = [outcome for outcome in outcomes if isinstance(outcome, Posted)]
    told = [outcome for outcome in outcomes if isinstance(outcome, RuleBroken) and part.part_no in str(outcome)]
    lying = connect.rows("SELECT sum(quantity) FROM stock_balance WHERE part_id = ? AND internal", (part.id,))[0][0]
    worth = connect.rows("SELECT sum(quantity), sum(value) FROM stock_value WHERE part_id = ?", (part.id,))[0]
    return (len(went), len(told), lying, tuple(worth)) == (LEFT, STATIONS - LEFT, 0, (0, 0))


def patient(outcomes) -> bool:
    """SQLite may send somebody away who waited too long, and says so."""
    return not any(isinstance(outcome, DatabaseBusy) for outcome in outcomes)


def test_of_sixteen_workstations_exactly_the_stock_goes_out(opened, ctx, make_part):
    part, shelf = make_part("PSU-24"), Place.get(Place.name == "A-01")
    for _round in range(ROUNDS):
        outcomes = rush(opened, ctx, part, shelf)
        assert patient(outcomes)
        assert fair(outcomes, part)
    assert list(differences()) == []


@contextmanager
def _unguarded():
    """A transaction that takes no lock at its beginning."""
    with database.atomic():
        yield


def test_without_the_guard_it_would_not(opened, ctx, make_part, monkeypatch):
    """On a server the row of the part is locked, on SQLite the whole file: take both away and somebody loses.

    What is left are the guards of the database. They never let a balance fall below zero, but they cannot say who was
    first: a piece stays although somebody wanted it, or somebody is refused who could have had one.
    """
    part, shelf = make_part("PSU-24"), Place.get(Place.name == "A-01")
    monkeypatch.setattr(papers, "lock", lambda _parts: None)
    monkeypatch.setattr(connect, "transaction", _unguarded)
    connect.rows("INSERT INTO stock_chain (part_id, sequence, chain) VALUES (?, 0, '') RETURNING id", (part.id,))
    judged = []
    for _round in range(10):
        judged.append(fair(rush(opened, ctx, part, shelf), part))
        if not judged[-1]:
            break
    assert not all(judged), "the race would be won without the guard: it tests nothing"
    below = connect.rows("SELECT count(*) FROM stock_balance WHERE internal AND quantity < 0")
    assert below == [(0,)], "the CHECK has the last word"
