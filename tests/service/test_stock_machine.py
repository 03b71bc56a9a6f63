"""Any sequence of papers, against a model of a few lines: balances, values and chain are what the model says.

Two bins of one warehouse and one of another with goods on the way between them, our goods and a customer's, pieces
reserved for cases, and a part kept by serial number. ``DEPOT_STOCK_STEPS=500x50`` in the environment runs 500 sequences
of 50 papers; the suite runs fewer.
"""

from __future__ import annotations

import os
import uuid
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.errors import InvalidInput, RuleBroken
from inventory.places.commands import AddWarehouse, add_warehouse
from inventory.places.furnishing import bin_named, home, within
from inventory.stock.papers import Goods, Paper, issue, move, receive, reverse, scrap
from inventory.stock.replay import differences
from inventory.stock.reservations import Reserve, release, reserve
from inventory.stock.transfers import Arrived, ReceiveTransfer, receive_transfer, send
from inventory.values.money import round_half_up
from models import connect
from models.assets import AssetOwner
from models.places import PlaceKind
from models.stock import IssuePurpose, StockLine

RUNS, STEPS = (int(number) for number in os.environ.get("DEPOT_STOCK_STEPS", "20x25").split("x"))

ACTS = (
    "receive", "receive", "issue", "issue", "take", "move", "scrap", "reverse", "send", "arrive", "reserve", "release",
    "theirs in", "theirs out", "serial in", "serial out",
)  # fmt: skip
STEP = st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(1, 9), st.integers(100, 5000))
FAR = 2
"""The bin of the other warehouse."""


class Shelves:
    """What the depot should hold."""

    def __init__(self) -> None:
        self.pieces = [0, 0, 0]
        self.theirs = [0, 0, 0]
        self.way = 0
        self.value = 0
        self.issues: list[tuple[int, int, int, int]] = []
        self.sent: list[list[int]] = []
        self.reserved: list[list[int]] = []
        """Reservations of the one case: id, what is open."""
        self.serials: dict[str, tuple[int, int]] = {}
        self.drawn = 0

    def all(self) -> int:
        """Our pieces, with those on the way."""
        return sum(self.pieces) + self.way

    def free(self) -> int:
        """What others than the case may take."""
        return sum(self.pieces) - sum(left for _id, left in self.reserved)

    def take(self, shelf: int, quantity: int) -> int:
        """Pieces leave at the average, the last with the rest."""
        cost = round_half_up(Fraction(self.value * quantity, self.all()))
        self.pieces[shelf] -= quantity
        self.value -= cost
        return cost


class Depot:
    """The same steps, done in the depot and in the model."""

    def __init__(self, ctx, shelves, way, part, drive, case) -> None:
        self.ctx, self.shelves, self.way = ctx, shelves, way
        self.part, self.drive, self.case = part, drive, case
        self.model = Shelves()

    def ask(self, act, shelf, quantity, part=None, head=None, **line):
        """A paper of one line."""
        goods = Goods(part_id=(part or self.part).id, place_id=self.shelves[shelf].id, quantity=quantity, **line)
        return act(self.ctx, Paper(act=str(uuid.uuid4()), lines=(goods,), **(head or {})))

    def step(self, what, shelf, quantity, cost):
        """One step; what the model does not have is refused, naming the part."""
        getattr(self, what.replace(" ", "_"))(shelf, quantity, cost)

    def receive(self, shelf, quantity, cost):
        self.ask(receive, shelf, quantity, unit_cost=cost)
        self.model.pieces[shelf] += quantity
        self.model.value += quantity * cost

    def issue(self, shelf, quantity, _cost, act=issue):
        model = self.model
        if quantity > min(model.pieces[shelf], model.free()):
            with pytest.raises(RuleBroken, match=self.part.part_no):
                self.ask(act, shelf, quantity)
            return
        posted = self.ask(act, shelf, quantity)
        taken = model.take(shelf, quantity)
        assert posted.amounts == (-taken,)
        model.issues.append((posted.doc_id, shelf, quantity, taken))

    def scrap(self, shelf, quantity, cost):
        self.issue(shelf, quantity, cost, scrap)

    def take(self, shelf, quantity, _cost):
        """The case takes what was kept for it, and more if there is."""
        model = self.model
        head = {"purpose": IssuePurpose.CASE, "case_id": self.case.id}
        if quantity > model.pieces[shelf]:
            with pytest.raises(RuleBroken, match=self.part.part_no):
                self.ask(issue, shelf, quantity, head=head)
            return
        self.ask(issue, shelf, quantity, head=head)
        model.take(shelf, quantity)
        for kept in model.reserved:
            used = min(kept[1], quantity)
            kept[1] -= used
            quantity -= used
        model.reserved = [kept for kept in model.reserved if kept[1]]

    def move(self, shelf, quantity, _cost):
        model, there = self.model, 1 - shelf if shelf < FAR else 0
        if shelf == FAR:
            with pytest.raises(InvalidInput):
                self.ask(move, shelf, quantity, to_place_id=self.shelves[there].id)
        elif quantity > model.pieces[shelf]:
            with pytest.raises(RuleBroken, match=self.part.part_no):
                self.ask(move, shelf, quantity, to_place_id=self.shelves[there].id)
        else:
            self.ask(move, shelf, quantity, to_place_id=self.shelves[there].id)
            model.pieces[shelf] -= quantity
            model.pieces[there] += quantity

    def reverse(self, _shelf, _quantity, _cost):
        if self.model.issues:
            doc, shelf, quantity, cost = self.model.issues.pop()
            reverse(self.ctx, str(uuid.uuid4()), doc)
            self.model.pieces[shelf] += quantity
            self.model.value += cost

    def send(self, shelf, quantity, _cost):
        model, warehouse = self.model, self.shelves[FAR].warehouse_id
        goods = Goods(part_id=self.part.id, place_id=self.shelves[shelf].id, quantity=quantity)
        paper = Paper(act=str(uuid.uuid4()), lines=(goods,))
        if shelf == FAR or quantity > min(model.pieces[shelf], model.free()):
            with pytest.raises((RuleBroken, InvalidInput)):
                send(self.ctx, paper, warehouse)
            return
        doc = send(self.ctx, paper, warehouse).doc_id
        model.pieces[shelf] -= quantity
        model.way += quantity
        model.sent.append([doc, StockLine.get(StockLine.doc == doc).id, quantity])

    def arrive(self, _shelf, quantity, _cost):
        """What comes first arrives first; every third time nothing more will come of it."""
        model = self.model
        if not model.sent:
            return
        doc, line, left = model.sent[0]
        came, closing = min(quantity, left), quantity % 3 == 0
        lines = (Arrived(line_id=line, place_id=self.shelves[FAR].id, quantity=came),)
        receive_transfer(
            self.ctx, ReceiveTransfer(act=str(uuid.uuid4()), doc_id=doc, lines=lines, close=closing, reason="少了")
        )
        model.pieces[FAR] += came
        model.way -= came
        model.sent[0][2] -= came
        if closing and model.sent[0][2]:
            lost = model.sent[0][2]
            model.value -= round_half_up(Fraction(model.value * lost, model.all()))
            model.way -= lost
            model.sent[0][2] = 0
        if not model.sent[0][2]:
            model.sent.pop(0)

    def reserve(self, _shelf, quantity, _cost):
        wanted = Reserve(part_id=self.part.id, case_id=self.case.id, quantity=quantity)
        if quantity > self.model.free():
            with pytest.raises(RuleBroken, match=self.part.part_no):
                reserve(self.ctx, wanted)
        else:
            self.model.reserved.append([reserve(self.ctx, wanted), quantity])

    def release(self, _shelf, _quantity, _cost):
        if self.model.reserved:
            row, _left = self.model.reserved.pop()
            seen = connect.rows("SELECT version FROM reservation WHERE id = ?", (row,))[0][0]
            release(self.ctx, row, seen)

    def theirs_in(self, shelf, quantity, _cost):
        assert self.ask(receive, shelf, quantity, owner=AssetOwner.CUSTOMER).amounts == (0,)
        self.model.theirs[shelf] += quantity

    def theirs_out(self, shelf, quantity, _cost):
        if quantity > self.model.theirs[shelf]:
            with pytest.raises(RuleBroken, match=self.part.part_no):
                self.ask(issue, shelf, quantity, owner=AssetOwner.CUSTOMER)
        else:
            assert self.ask(issue, shelf, quantity, owner=AssetOwner.CUSTOMER).amounts == (0,)
            self.model.theirs[shelf] -= quantity

    def serial_in(self, shelf, _quantity, cost):
        self.model.drawn += 1
        serial = f"S{self.model.drawn}"
        self.ask(receive, shelf, 1, self.drive, serial=serial, unit_cost=cost)
        self.model.serials[serial] = (shelf, cost)
        with pytest.raises(RuleBroken):
            self.ask(receive, (shelf + 1) % 3, 1, self.drive, serial=serial, unit_cost=cost)

    def serial_out(self, shelf, quantity, _cost):
        serial = f"S{quantity}"
        if self.model.serials.get(serial, (None,))[0] != shelf:
            with pytest.raises(RuleBroken, match=self.drive.part_no):
                self.ask(issue, shelf, 1, self.drive, serial=serial)
        else:
            assert self.ask(issue, shelf, 1, self.drive, serial=serial).amounts == (-self.model.serials.pop(serial)[1],)

    def agree(self):
        """The depot holds what the model says."""
        model, sql = (
            self.model,
            "SELECT coalesce(sum(quantity), 0) FROM stock_balance WHERE part_id = ? AND place_id = ?",
        )
        for owner, lying in (("us", model.pieces), ("customer", model.theirs)):
            kept = [
                connect.rows(f"{sql} AND owner = ?", (self.part.id, shelf.id, owner))[0][0] for shelf in self.shelves
            ]
            assert kept == lying
        assert connect.rows(sql, (self.part.id, self.way.id)) == [(model.way,)]
        value = "SELECT coalesce(sum(quantity), 0), coalesce(sum(value), 0) FROM stock_value WHERE part_id = ?"
        ((pieces, worth),) = connect.rows(value, (self.part.id,))
        assert (pieces, worth) == (model.all(), model.value)
        assert (pieces == 0) == (worth == 0), "nothing is worth nothing, and something is worth something"
        (drives,) = connect.rows(value, (self.drive.id,))
        assert drives == (len(model.serials), sum(cost for _shelf, cost in model.serials.values()))
        kept = "SELECT coalesce(sum(quantity - used), 0) FROM reservation WHERE part_id = ? AND state = 'open'"
        assert connect.rows(kept, (self.part.id,)) == [(sum(left for _id, left in model.reserved),)]


@pytest.fixture
def places(ctx):
    """The three bins, and the place of what is on the way."""
    far = add_warehouse(ctx, AddWarehouse(code="CK2", name="新疆分仓"))
    with ctx.work() as work:
        here = home(work).id
        shelves = [bin_named(work, here, "A-01"), bin_named(work, here, "A-02"), bin_named(work, far, "B-01")]
        return shelves, within(work, far, PlaceKind.TRANSIT)


def test_the_depot_holds_what_the_model_says_after_every_paper(ctx, make_part, make_case, places):
    shelves, way = places
    case = make_case()

    @settings(
        max_examples=RUNS, deadline=None, derandomize=True, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )  # fmt: skip
    @given(st.lists(STEP, min_size=STEPS, max_size=STEPS))
    def sequence(steps):
        depot = Depot(ctx, shelves, way, make_part(), make_part(serialised=True), case)
        for step in steps:
            depot.step(*step)
            depot.agree()
        for part in (depot.part, depot.drive):
            sums = connect.rows("SELECT coalesce(sum(quantity), 0) FROM stock_balance WHERE part_id = ?", (part.id,))
            assert sums == [(0,)], "the sum of all moves is nothing"

    sequence()
    assert list(differences()) == []
