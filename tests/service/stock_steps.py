"""Papers as a keeper posts them, done in the depot and in the model at once: what the one refuses the other refuses."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from inventory.errors import DepotError
from inventory.stock.papers import (
    Back,
    Goods,
    Paper,
    change_condition,
    inspect,
    issue,
    move,
    receive,
    reverse,
    scrap,
    take_back,
)
from inventory.stock.posting import Posted
from inventory.stock.reservations import Reserve, release, reserve
from inventory.stock.transfers import Arrived, ReceiveTransfer, receive_transfer, send
from inventory.stocktake.approval import submit
from inventory.stocktake.commands import PlanStocktake, finish, plan, review, start
from inventory.stocktake.counting import Count, Explain, count, explain
from inventory.stocktake.differences import found
from inventory.stocktake.rules import Scope
from inventory.values.money import round_half_up
from inventory.work import Context
from models import connect
from models.assets import AssetOwner
from models.places import PlaceKind
from models.stock import Condition, IssuePurpose, StockLine
from models.stocktakes import Stocktake, StocktakeLine
from tests.service.stock_model import USABLE, Item, Kept, Refused, Shelves, Side, Spot, Step

ACTS = (
    "receive", "receive", "receive", "issue", "issue", "two", "back", "send", "arrive", "move", "alter", "look",
    "scrap", "reserve", "reserve", "release", "count", "undo", "undo",
)  # fmt: skip
PURPOSES = (
    IssuePurpose.CASE,
    IssuePurpose.SALE,
    IssuePurpose.CASE,
    IssuePurpose.VAN,
    IssuePurpose.CASE,
    IssuePurpose.VISIT,
)
STATES = ("new", "good", "pending", "faulty", "scrap")


@dataclass
class Papered:
    """A paper that was posted: what it moved, and what came back of each line."""

    doc: int
    kind: str
    steps: tuple[Step, ...]
    results: tuple[tuple[int, int], ...]
    numbers: tuple[int, ...]
    day: date
    lines: tuple[int, ...]
    case: int | None = None
    origin: Papered | None = None
    origins: tuple[int, ...] = ()
    """Which line of ``origin`` each line brings back."""
    back: list[int] = field(default_factory=list)
    stands: bool = True


@dataclass
class Depot:
    """A depot, its model, and the papers so far."""

    ctx: Context
    items: tuple[Item, ...]
    spots: tuple[Spot, ...]
    """Where goods can be put: two bins, a bin of another warehouse, a quarantine, a van."""
    way: dict[int, Spot]
    """By warehouse, what is on the way to it."""
    outer: dict[PlaceKind, Spot]
    cases: tuple[int, ...]
    model: Shelves
    papers: list[Papered] = field(default_factory=list)

    def step(self, act: str, a: int, b: int, c: int) -> None:
        """One act; three numbers say which goods, which place and how much."""
        getattr(self, act)(a, b, c)

    def late(self, number: int) -> date:
        """Today, and now and then one of the two days before it."""
        return self.model.today - timedelta(days=max(0, number % 9 - 6))

    def picked(self, number: int, states: Sequence[str] = ()) -> Side | None:
        """Some goods that lie here, other than on the way; mostly in one of ``states``."""
        lying = [side for side in self.model.internal() if self.model.spots[side.place].kind is not PlaceKind.TRANSIT]
        if number % 7:
            lying = [side for side in lying if side.condition in states] or lying
        return lying[number % len(lying)] if lying else None

    def bin_for(self, side: Side, number: int) -> Spot:
        """Another place to put goods: mostly one that they may go to."""
        here = self.model.spots[side.place]
        near = [spot for spot in self.spots if spot.warehouse == here.warehouse and spot.id != here.id]
        among = near if near and number % 5 else self.spots
        return among[number % len(among)]

    def item(self, side: Side) -> Item:
        return next(item for item in self.items if item.id == side.part)

    def goods(self, item: Item, side: Side, units: int, **more: Any) -> Goods:
        return Goods(
            part_id=item.id, place_id=side.place, quantity=Decimal(units).scaleb(-item.decimals),
            condition=Condition(side.condition), owner=AssetOwner(side.owner), serial=side.serial, lot=side.lot, **more,
        )  # fmt: skip

    def leaving(self, side: Side, units: int, end: Spot, becomes: str | None = None) -> Step:
        return Step(
            self.item(side), units, self.model.spots[side.place], end, side.condition, becomes or side.condition,
            side.owner, side.serial, side.lot,
        )  # fmt: skip

    def some(self, side: Side, number: int) -> int:
        """A part of the goods, all of them, or one more than there are; of a serial number the one piece."""
        there = self.model.lying[side]
        return 1 if side.serial else there + 1 if number % 9 == 8 else 1 + number % there

    def refused(self, why: Refused, ask: Callable[[], object]) -> None:
        """The depot refuses it too, with a sentence that names the same numbers, and nothing is changed."""
        with pytest.raises(DepotError) as told:
            ask()
        sentence = str(told.value)
        assert all(name in sentence for name in why.named), (why.named, sentence)

    def post(
        self, kind: str, ask: Callable[[], Posted], steps: Sequence[Step], day: date, case: int | None = None,
        wrong: Refused | None = None, origin: Papered | None = None, origins: Sequence[int] = (),
        first: Callable[[Shelves], None] | None = None, then: Callable[[Shelves, list[int]], None] | None = None,
    ) -> Papered | None:  # fmt: skip
        """Do it in the model; then the depot posts the same amounts, or refuses.

        ``first`` and ``then``: what the model does besides, before the steps and with their numbers after them.
        """
        trial, results, numbers = self.model.copy(), [], []
        try:
            if wrong is not None:
                raise wrong
            if first is not None:
                first(trial)
            for step in steps:
                trial.check(step, day)
            for step in steps:
                results.append(trial.apply(step, day, case, adjusting=kind == "adjust"))
                numbers.append(trial.number)
        except Refused as why:
            self.refused(why, ask)
            return None
        if then is not None:
            then(trial, numbers)
        posted = ask()
        assert posted.amounts == tuple(amount for amount, _carried in results)
        self.model = trial
        return self.keep(kind, posted.doc_id, steps, results, numbers, day, case, origin, origins)

    def keep(
        self, kind: str, doc: int, steps: Sequence[Step], results: Sequence[tuple[int, int]], numbers: Sequence[int],
        day: date, case: int | None = None, origin: Papered | None = None, origins: Sequence[int] = (),
    ) -> Papered:  # fmt: skip
        lines = tuple(line.id for line in StockLine.select().where(StockLine.doc == doc).order_by(StockLine.position))
        made = Papered(
            doc, kind, tuple(steps), tuple(results), tuple(numbers), day, lines, case, origin, tuple(origins),
            [0] * len(lines),
        )  # fmt: skip
        if origin is not None:
            for index, each in zip(origins, steps, strict=True):
                origin.back[index] += each.quantity
        self.papers.append(made)
        return made

    def receive(self, a: int, b: int, c: int) -> None:
        item, spot = self.items[a % len(self.items)], (*self.spots[:3], *self.spots)[b % (len(self.spots) + 3)]
        theirs = c % 7 == 0
        state = ("new", "new", "new", "good", "faulty")[a // 7 % 5]
        state = "pending" if spot.kind is PlaceKind.QUARANTINE and state == "new" else state
        units = 1 if item.serialised else (1 + c % 12) * (37 if item.decimals else 1)
        cost = None if theirs else 1000 + 13 * c + b
        side = Side(
            item.id, spot.id, state, "customer" if theirs else "us", f"S{a % 5}" if item.serialised else "",
            "L1" if b % 3 == 0 else "",
        )  # fmt: skip
        outer = self.outer[PlaceKind.CUSTOMER if theirs else PlaceKind.SUPPLIER]
        made = Step(item, units, outer, spot, state, state, side.owner, side.serial, side.lot, cost)
        day = self.late(a + b)
        paper = Paper(act=_act(), lines=(self.goods(item, side, units, unit_cost=cost),), happened_on=day)
        self.post("receipt", lambda: receive(self.ctx, paper), [made], day)

    def issue(self, a: int, b: int, c: int) -> None:
        side = self.picked(a, USABLE)
        if side is not None:
            self._issue((side,), (self.some(side, c),), b)

    def two(self, a: int, b: int, c: int) -> None:
        """A paper of two lines: both go out, or neither."""
        first, second = self.picked(a, USABLE), self.picked(b, USABLE)
        if first is not None and second is not None:
            self._issue((first, second), (self.some(first, c), self.some(second, c // 7)), a + c)

    def _issue(self, sides: Sequence[Side], units: Sequence[int], b: int) -> None:
        purpose = PURPOSES[b % len(PURPOSES)]
        case = self.cases[b // 10 % 2] if purpose is IssuePurpose.CASE else None
        van = next(spot for spot in self.spots if spot.kind is PlaceKind.VAN)
        end = van if purpose is IssuePurpose.VAN else self.outer[PlaceKind.CUSTOMER]
        bad = next((side for side in sides if side.condition not in ("new", "good")), None)
        wrong = None if bad is None else Refused()
        if any(side.place == end.id for side in sides):
            wrong = Refused()
        day = self.late(b)
        paper = Paper(
            act=_act(), happened_on=day, purpose=purpose, case_id=case,
            lines=tuple(
                self.goods(self.item(side), side, quantity, to_place_id=van.id if end == van else None)
                for side, quantity in zip(sides, units, strict=True)
            ),
        )  # fmt: skip
        steps = [self.leaving(side, quantity, end) for side, quantity in zip(sides, units, strict=True)]
        self.post("issue", lambda: issue(self.ctx, paper), steps, day, case, wrong)

    def back(self, a: int, b: int, c: int) -> None:
        """Unused goods come back at the cost at which they went out, the last with the rest."""
        open_ones = [
            (paper, index)
            for paper in self.papers
            if paper.stands and paper.kind == "issue"
            for index in range(len(paper.lines))
            if paper.back[index] < paper.steps[index].quantity
        ]
        if not open_ones:
            return
        paper, index = open_ones[a % len(open_ones)]
        out, spot = paper.steps[index], self.spots[b % len(self.spots)]
        before, cost = paper.back[index], -paper.results[index][0]
        left = out.quantity - before
        units = left + 1 if c % 9 == 8 else 1 + c % left
        wrong = Refused(out.item.shown(left), out.item.shown(units)) if before + units > out.quantity else None
        known = sum(
            each.results[place][0]
            for each in self.papers
            if each.stands and each.origin is paper
            for place, origin in enumerate(each.origins)
            if origin == index
        )
        share = max(0, round_half_up(Fraction(cost * (before + units), out.quantity)) - known)
        made = replace(
            out, quantity=units, start=out.end, end=spot, was=out.becomes, becomes=out.becomes,
            amount=share,
        )  # fmt: skip
        lines = (
            Back(line_id=paper.lines[index], place_id=spot.id, quantity=Decimal(units).scaleb(-out.item.decimals)),
        )

        def then(model: Shelves, numbers: list[int]) -> None:
            model.came_back(paper.numbers[index], made, left - units, numbers[0])

        self.post(
            "return_unused", lambda: take_back(self.ctx, _act(), lines), [made], self.model.today, None, wrong, paper,
            (index,), then=then,
        )  # fmt: skip

    def send(self, a: int, b: int, c: int) -> None:
        side = self.picked(a)
        if side is None:
            return
        spot, units = self.model.spots[side.place], self.some(side, c)
        warehouse = next((each for each in self.way if b % 5 and each != spot.warehouse), spot.warehouse)
        warehouse = sorted(self.way)[0] if warehouse is None else warehouse
        wrong = Refused() if spot.kind is PlaceKind.VAN or spot.warehouse == warehouse else None
        paper = Paper(act=_act(), lines=(self.goods(self.item(side), side, units),))
        steps = [self.leaving(side, units, self.way[warehouse])]
        self.post("transfer_out", lambda: send(self.ctx, paper, warehouse), steps, self.model.today, None, wrong)

    def arrive(self, a: int, b: int, c: int) -> None:
        """Something of a transfer arrives; every third time nothing more will come of it."""
        sent = [
            paper
            for paper in self.papers
            if paper.stands and paper.kind == "transfer_out" and paper.back[0] < paper.steps[0].quantity
        ]
        if not sent:
            return
        paper, closing = sent[a % len(sent)], c % 3 == 0
        out = paper.steps[0]
        spot = self.bin_for(out.given, b)
        left = out.quantity - paper.back[0]
        units = c % (left + 2)
        becomes = "faulty" if c % 4 == 0 else out.becomes
        wrong = Refused(out.item.number, out.item.shown(left)) if units > left else None
        if units and wrong is None and spot.warehouse != out.end.warehouse:
            wrong = Refused(spot.name)
        came = replace(out, quantity=units, start=out.end, end=spot, was=out.becomes, becomes=becomes)
        lost = replace(came, quantity=left - units, end=self.outer[PlaceKind.ADJUSTMENT], becomes=out.becomes)
        line = Arrived(
            line_id=paper.lines[0], place_id=spot.id, quantity=Decimal(units).scaleb(-out.item.decimals),
            condition=Condition(becomes),
        )  # fmt: skip
        asked = ReceiveTransfer(act=_act(), doc_id=paper.doc, lines=(line,), close=closing, reason="少了")
        trial, day, done = self.model.copy(), self.model.today, []
        try:
            if wrong is not None:
                raise wrong
            for kind, each in (("transfer_in", came if units else None), ("adjust", lost if closing else None)):
                if each is not None and each.quantity > 0:
                    done.append((kind, each, trial.apply(each, day, adjusting=kind == "adjust"), trial.number))
        except Refused as why:
            self.refused(why, lambda: receive_transfer(self.ctx, asked))
            return
        answer = receive_transfer(self.ctx, asked)
        self.model = trial
        told = [posted for posted in (answer.arrival, answer.difference) if posted is not None]
        assert [posted.amounts for posted in told] == [(result[0],) for _kind, _step, result, _number in done]
        for posted, (kind, each, result, number) in zip(told, done, strict=True):
            self.keep(kind, posted.doc_id, [each], [result], [number], day, None, paper, (0,))

    def move(self, a: int, b: int, c: int) -> None:
        side = self.picked(a)
        if side is None:
            return
        here, there, units = self.model.spots[side.place], self.bin_for(side, b), self.some(side, c)
        elsewhere = here.kind is not PlaceKind.VAN and here.warehouse != there.warehouse
        wrong = Refused() if there.kind is PlaceKind.VAN or elsewhere else None
        day = self.late(b)
        line = self.goods(self.item(side), side, units, to_place_id=there.id)
        paper = Paper(act=_act(), lines=(line,), happened_on=day)
        self.post("move", lambda: move(self.ctx, paper), [self.leaving(side, units, there)], day, None, wrong)

    def alter(self, a: int, b: int, c: int) -> None:
        """Goods stay where they are in another condition."""
        side = self.picked(a)
        if side is None:
            return
        here, becomes, units = self.model.spots[side.place], STATES[b % 5], self.some(side, c)
        paper = Paper(act=_act(), lines=(self.goods(self.item(side), side, units, to_condition=Condition(becomes)),))
        steps = [self.leaving(side, units, here, becomes)]
        self.post("condition", lambda: change_condition(self.ctx, paper), steps, self.model.today)

    def look(self, a: int, b: int, c: int) -> None:
        """What waits in quarantine is inspected."""
        side = self.picked(a, ("pending",))
        if side is None:
            return
        here, there, units = self.model.spots[side.place], self.bin_for(side, b), self.some(side, c)
        becomes = ("new", "good", "faulty")[c % 3]
        fits = here.kind is PlaceKind.QUARANTINE and here.warehouse == there.warehouse
        line = self.goods(self.item(side), side, units, to_place_id=there.id, to_condition=Condition(becomes))
        paper = Paper(act=_act(), lines=(line,))
        self.post(
            "condition", lambda: inspect(self.ctx, paper), [self.leaving(side, units, there, becomes)],
            self.model.today, None, None if fits else Refused(),
        )  # fmt: skip

    def scrap(self, a: int, b: int, c: int) -> None:
        side = self.picked(a)
        if side is None:
            return
        day, units = self.late(b), self.some(side, c)
        paper = Paper(act=_act(), lines=(self.goods(self.item(side), side, units),), happened_on=day)
        steps = [self.leaving(side, units, self.outer[PlaceKind.SCRAP])]
        self.post("scrap", lambda: scrap(self.ctx, paper), steps, day)

    def reserve(self, a: int, b: int, c: int) -> None:
        warehouse, case = (None, *sorted(self.way))[c % 3], self.cases[b % 2]
        among = [item for item in self.items if a % 7 and self.model.free(item.id, warehouse) > 0] or self.items
        item = among[a % len(among)]
        free = self.model.free(item.id, warehouse)
        units = max(0, free) + 1 if free < 1 or b % 9 == 8 else 1 + b % free
        wanted = Reserve(
            part_id=item.id, case_id=case, quantity=Decimal(units).scaleb(-item.decimals), warehouse_id=warehouse
        )
        if units > free:
            why = Refused(item.number, item.shown(max(0, free)), item.shown(units))
            self.refused(why, lambda: reserve(self.ctx, wanted))
        else:
            self.model.kept.append(Kept(reserve(self.ctx, wanted), item.id, case, warehouse, units))

    def release(self, a: int, _b: int, _c: int) -> None:
        holding = [kept for kept in self.model.kept if kept.left]
        if holding:
            kept = holding[a % len(holding)]
            self.model.kept.remove(kept)
            seen = connect.rows("SELECT version FROM reservation WHERE id = ?", (kept.id,))[0][0]
            release(self.ctx, kept.id, seen)

    def count(self, a: int, b: int, c: int) -> None:
        """A part in a place is counted, approved and posted: some are missing that nobody reserved, or some are more."""
        side = self.picked(a)
        if side is None or side.serial:
            return
        item, here = self.item(side), self.model.spots[side.place]
        less = min(self.model.lying[side], c % 4)
        if here.kind is PlaceKind.BIN and side.condition in ("new", "good") and side.owner == "us":
            less = min(less, max(0, self.model.free(item.id, here.warehouse)))
        change = b % 3 if c % 2 else -less
        outer = self.outer[PlaceKind.ADJUSTMENT]
        step = self.leaving(side, abs(change), outer)
        if change > 0:
            step = replace(step, start=outer, end=here, was=side.condition, becomes=side.condition)
        trial = self.model.copy()
        result = [trial.apply(step, self.model.today, adjusting=True)] if change else []
        doc = self._counted(side, change)
        assert (doc is None) == (change == 0)
        self.model = trial
        self.model.counted.add((side.part, side.place))
        if doc is not None:
            self.keep("adjust", doc, [step], result, [trial.number], self.model.today)

    def _counted(self, side: Side, change: int) -> int | None:
        """The paper that a stocktake of one part in one place posted; the others of its lines are as in the book."""
        sheet = plan(self.ctx, PlanStocktake(scope=Scope((side.place,), (side.part,))))
        start(self.ctx, sheet, 1)
        for line in StocktakeLine.select().where(StocktakeLine.stocktake == sheet):
            mine = (line.condition.value, line.owner.value, line.lot) == (side.condition, side.owner, side.lot)
            units = line.snapshot + (change if mine else 0)
            counted = Count(
                stocktake_id=sheet, part_id=side.part, place_id=side.place, condition=line.condition, owner=line.owner,
                lot=line.lot, quantity=Decimal(units).scaleb(-self.item(side).decimals),
            )  # fmt: skip
            count(self.ctx, counted)
        for step in (finish, review):
            step(self.ctx, sheet, Stocktake.get_by_id(sheet).version)
        for one in found(sheet):
            explain(self.ctx, Explain(lines=((one.line_id, one.version),), reason="盘点差异"))
        submit(self.ctx, sheet, "盘点")
        return Stocktake.get_by_id(sheet).doc_id

    def undo(self, a: int, _b: int, _c: int) -> None:
        """Any paper that stands is reversed, unless something came back of it or would have been missing since."""
        standing = [paper for paper in self.papers if paper.stands]
        if not standing:
            return
        paper = standing[-1 - a % len(standing)]
        steps = [
            replace(
                step, start=step.end, end=step.start, was=step.becomes, becomes=step.was, amount=-amount,
                carried=carried, since=(paper.day, number), undoes=number,
            )
            for step, (amount, carried), number in reversed(
                list(zip(paper.steps, paper.results, paper.numbers, strict=True))
            )
        ]  # fmt: skip
        wrong = Refused() if any(paper.back) else None

        def first(model: Shelves) -> None:
            for number in paper.numbers:
                model.taken_again(number)

        def then(model: Shelves, numbers: list[int]) -> None:
            if paper.kind == "issue":
                for issued, step, number in zip(reversed(paper.numbers), steps, numbers, strict=True):
                    model.came_back(issued, step, 0, number)

        done = self.post(
            "reversal", lambda: reverse(self.ctx, _act(), paper.doc), steps, self.model.today, None, wrong,
            first=first, then=then,
        )  # fmt: skip
        if done is None:
            return
        done.stands = paper.stands = False
        if paper.origin is not None:
            for index, step in zip(paper.origins, paper.steps, strict=True):
                paper.origin.back[index] -= step.quantity


def _act() -> str:
    return str(uuid.uuid4())
