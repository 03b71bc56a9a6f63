"""A workstation as a process of its own, and sixteen of them that want the same goods at the same moment."""

from __future__ import annotations

import multiprocessing
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from peewee import PeeweeException

from inventory import bootstrap
from inventory.clock import FixedClock
from inventory.errors import DepotError
from inventory.stock import papers
from inventory.stock.papers import Goods, Paper, issue, scrap
from models import connect
from models.base import database
from tests.databases import NOW

STATIONS = 16
PATIENCE = 120
"""Seconds after which a workstation counts as stuck."""


@dataclass(frozen=True)
class Wanted:
    """What every workstation takes in each round: one piece. ``guarded``: False takes the locks away."""

    url: str
    part: int
    place: int
    rounds: int
    guarded: bool = True


@dataclass(frozen=True)
class Outcome:
    """What came of it: ``kind`` "posted" or the name of the error, and its sentence."""

    kind: str
    sentence: str = ""


def paper(part: int, place: int, quantity: int, **line: Any) -> Paper:
    """A paper of one line."""
    return Paper(act=str(uuid.uuid4()), lines=(Goods(part_id=part, place_id=place, quantity=quantity, **line),))


@contextmanager
def _unguarded() -> Iterator[None]:
    """A transaction that takes no lock at its beginning."""
    with database.atomic():
        yield


def station(number: int, wanted: Wanted, gate: Any, answers: Any) -> None:
    """The life of a process: it opens the depot, and takes one piece whenever the gate opens.

    Half of them issue and half of them scrap: papers of one kind would wait for each other's number already.
    """
    if not wanted.guarded:
        papers.lock = lambda _parts: None
        connect.transaction = _unguarded
    ctx = bootstrap.open_context(wanted.url, clock=FixedClock(NOW))
    take = (issue, scrap)[number % 2]
    with ctx.reading():
        for _round in range(wanted.rounds):
            gate.wait(PATIENCE)
            try:
                take(ctx, paper(wanted.part, wanted.place, 1))
                answers.put(Outcome("posted"))
            except (DepotError, PeeweeException) as error:
                answers.put(Outcome(type(error).__name__, str(error)))


class Rush:
    """The sixteen. ``once()`` opens the gate and returns what came of each."""

    def __init__(self, gate: Any, answers: Any) -> None:
        self._gate, self._answers = gate, answers

    def once(self) -> list[Outcome]:
        """One round. A workstation that fell over with another error answers nothing, and that is an error here."""
        self._gate.wait(PATIENCE)
        return [self._answers.get(timeout=PATIENCE) for _station in range(STATIONS)]


@contextmanager
def stations(wanted: Wanted) -> Iterator[Rush]:
    """Sixteen processes until the end of the block; what they import is loaded once where the system can fork."""
    way = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    processes = multiprocessing.get_context(way)
    if way == "forkserver":
        processes.set_forkserver_preload([__name__])
    gate, answers = processes.Barrier(STATIONS + 1), processes.Queue()
    made = [
        processes.Process(target=station, args=(number, wanted, gate, answers), daemon=True)
        for number in range(STATIONS)
    ]
    for each in made:
        each.start()
    try:
        yield Rush(gate, answers)
    finally:
        gate.abort()  # whoever waits for another round goes home
        for each in made:
            each.join(10)
            each.kill()
            each.join()
