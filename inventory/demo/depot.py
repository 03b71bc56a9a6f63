"""What went on in the demonstration depot's stock: bought, issued, lent, sent on, counted, ordered and quoted.

Everything is done by the commands that people use, on the days on which they would have. The old books were taken over
more than a year ago, so that the stock of a part has a history.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final

from inventory.access import approvals
from inventory.clock import FixedClock, day_of, instant
from inventory.demo import assortment, drafts
from inventory.demo.draw import Draw
from inventory.demo.offers import offer
from inventory.places.commands import AddBins, AddWarehouse, add_bins, add_warehouse
from inventory.places.furnishing import home, within
from inventory.scanning.payload import Kind
from inventory.stock import lending, opening, papers, transfers
from inventory.stock.entry import Goods, Paper
from inventory.stock.reservations import Reserve, reserve
from inventory.stocktake import approval, counting
from inventory.stocktake import commands as stocktakes
from inventory.stocktake.differences import found
from inventory.stocktake.rules import Scope, StocktakeMode
from inventory.suppliers.commands import AddSupplier
from inventory.suppliers.commands import add as add_supplier
from inventory.supply.orders import PlaceOrder, Wanted, place_order
from inventory.work import Context
from models import connect
from models.organisation import Role
from models.parts import Part
from models.places import Place, PlaceKind
from models.stock import Condition, IssuePurpose
from models.stocktakes import Stocktake

BEGUN: Final = 400
"""Days ago on which the books were taken over."""
_BOUGHT: Final = (330, 240, 150, 75, 20)
"""Days ago on which goods came in."""
_MOST_CASES: Final = 45
_GOOD_BIN: Final = (
    "SELECT b.place_id, b.quantity FROM stock_balance b JOIN place p ON p.id = b.place_id WHERE b.part_id = ? "
    "AND p.kind = 'bin' AND p.warehouse_id = ? AND b.owner = 'us' AND b.condition = 'new' AND b.quantity > 0 "
    "ORDER BY b.quantity DESC, b.id LIMIT 1"
)
_USED: Final = (
    "SELECT k.id, k.restored_at, u.part_id, sum(u.quantity) FROM part_use u JOIN service_case k ON k.id = u.case_id "
    "WHERE u.part_id IS NOT NULL AND k.restored_at > ? GROUP BY k.id, k.restored_at, u.part_id "
    "ORDER BY k.restored_at DESC, k.id LIMIT ?"
)


def go_on(ctx: Context) -> None:
    """Let all of it happen, the oldest first."""
    _Story(ctx).run()


class _Story:
    """The acts by their days, each by somebody who may do it."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.today = ctx.clock.today()
        self.draw = Draw(self.today, seed=400)
        self._acts = 0
        self._days: list[tuple[date, int, Callable[[date], None]]] = []
        with ctx.reading():
            self.people = dict(connect.rows("SELECT role, min(id) FROM depot_user GROUP BY role"))
            self.parts = [row[0] for row in connect.rows("SELECT DISTINCT part_id FROM opening_stock ORDER BY part_id")]
            self.old_cuff = Part.get(Part.part_no == assortment.OLD_CUFF).id
            self.costs = dict(connect.rows("SELECT id, coalesce(reference_cost, 5000) FROM part"))
            self.places = max(row[0] for row in connect.rows("SELECT id FROM place"))
            begun = instant(datetime.combine(self._ago(BEGUN - 5), time(12)))
            self.used = connect.rows(_USED, (connect.instant(begun), _MOST_CASES))
            self.waiting = connect.rows(
                "SELECT id FROM service_case WHERE state NOT IN ('closed', 'cancelled') ORDER BY id LIMIT 2"
            )

    def run(self) -> None:
        """The plan of the days, then day after day."""
        self._take_over()
        self._on(BEGUN - 10, self._buy_old_cuffs)
        for days in _BOUGHT:
            self._on(days, self._buy)
        for case_id, restored_at, part_id, quantity in self.used:
            moment = connect.as_instant(restored_at)
            assert moment is not None  # asked for above
            self._plan(day_of(moment), partial(self._issue, case_id, part_id, int(quantity)))
        self._on(60, self._count_all_of_a_shelf)
        self._on(45, self._open_a_branch)
        self._on(30, self._send_and_receive)
        self._on(12, self._load_a_van)
        self._on(9, self._find_faulty)
        self._on(6, self._order)
        self._on(2, self._receive_for_inspection)
        self._on(1, self._send_on)
        self._on(0, self._reserve)
        self._on(0, self._begin_to_count)
        for on, _number, act in sorted(self._days, key=lambda each: each[:2]):
            act(on)
        house = assortment.House(dict(zip(self.suppliers, self.days, strict=True)))
        assortment.settle(self._as(Role.KEEPER, self.today), house)
        offer(self.ctx, self.people)
        drafts.leave(self._as(Role.KEEPER, self.today), self.waiting[-1][0], self.suppliers[1])
        self._code_again()

    # the days

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def _on(self, days: int, act: Callable[[date], None]) -> None:
        self._plan(self._ago(days), act)

    def _plan(self, on: date, act: Callable[[date], None]) -> None:
        self._days.append((on, len(self._days), act))

    def _as(self, role: Role, on: date, hour: int = 9) -> Context:
        """Somebody of that role in the course of a day; today no later than now."""
        moment = min(instant(datetime.combine(on, time(hour, 15))), self.ctx.clock.now())
        return replace(self.ctx, actor=self.people[role.value], clock=FixedClock(moment))

    def _paper(self, *lines: Goods, **head: Any) -> Paper:
        self._acts += 1
        return Paper(act=f"demonstration-{self._acts:04}", lines=lines, **head)

    def _bin(self, part_id: int, least: int) -> int | None:
        """The bin of the first warehouse where most of a part lies, if that is enough."""
        with self.ctx.reading():
            lying = connect.rows(_GOOD_BIN, (part_id, self.home))
        return lying[0][0] if lying and lying[0][1] >= least else None

    # what happens

    def _take_over(self) -> None:
        opening.take_over(self._as(Role.KEEPER, self._ago(BEGUN)))
        with self.ctx.reading(), self.ctx.work() as work:
            self.home = home(work).id
        keeper = self._as(Role.KEEPER, self._ago(BEGUN))
        self.suppliers, self.days = [], []
        for name, who, dialling, days in (
            ("济南正大电子有限公司", "刘敏", "0531", 7), ("上海医联配件有限公司", "陈立", "021", 14),
            (assortment.APPROVED_MAKER, "林晓峰", "0755", 21),
        ):  # fmt: skip
            asked = AddSupplier(name=name, contact=who, phone=self.draw.phone(dialling), lead_time_days=days)
            self.suppliers.append(add_supplier(keeper, asked))
            self.days.append(days)

    def _buy(self, on: date) -> None:
        """A dozen parts come in, each a little dearer or cheaper than the last time."""
        chosen = sorted(self.draw.chance.sample(self.parts, 12))
        for place, supplier in enumerate(self.suppliers[:2]):
            lines = []
            for part_id in chosen[place::2]:
                cost = round(self.costs[part_id] * self.draw.chance.uniform(0.95, 1.08))
                with self.ctx.reading():
                    shelf = connect.rows(
                        "SELECT p.id FROM place p JOIN opening_stock o ON o.bin = p.name WHERE o.part_id = ?",
                        (part_id,),
                    )[0][0]
                lines.append(
                    Goods(part_id=part_id, place_id=shelf, quantity=self.draw.chance.randint(2, 8), unit_cost=cost)
                )
            number = f"SH{on:%y%m%d}{place + 1}"
            papers.receive(self._as(Role.KEEPER, on), self._paper(*lines, supplier_id=supplier, paper_no=number))

    def _buy_old_cuffs(self, on: date) -> None:
        """Half a dozen for the last units of an old model, which have gone since."""
        goods = Goods(part_id=self.old_cuff, place_id=self._bins("C")[0], quantity=6, unit_cost=7_200)
        number = f"SH{on:%y%m%d}3"
        papers.receive(
            self._as(Role.KEEPER, on), self._paper(goods, supplier_id=self.suppliers[1], paper_no=number)
        )  # fmt: skip

    def _issue(self, case_id: int, part_id: int, quantity: int, on: date) -> None:
        shelf = self._bin(part_id, quantity)
        if shelf is not None:
            goods = Goods(part_id=part_id, place_id=shelf, quantity=quantity)
            paper = self._paper(goods, purpose=IssuePurpose.CASE, case_id=case_id)
            papers.issue(self._as(Role.KEEPER, on, 15), paper)

    def _load_a_van(self, on: date) -> None:
        """An engineer takes parts and a tool along."""
        engineer = self.people[Role.ENGINEER.value]
        keeper = self._as(Role.KEEPER, on)
        lines = [
            Goods(part_id=part_id, place_id=shelf, quantity=1)
            for part_id in self.parts[:12] if (shelf := self._bin(part_id, 3)) is not None
        ][:3]  # fmt: skip
        papers.issue(keeper, self._paper(*lines, purpose=IssuePurpose.VAN, engineer_id=engineer))
        with self.ctx.reading():
            tools = [row[0] for row in connect.rows("SELECT id FROM part WHERE kind = 'tool' ORDER BY id")]
        for tool in tools:
            if (shelf := self._bin(tool, 1)) is not None:
                lending.lend(keeper, self._paper(Goods(part_id=tool, place_id=shelf), engineer_id=engineer))
                return

    def _find_faulty(self, on: date) -> None:
        part_id, shelf = self._plenty(3)
        goods = Goods(part_id=part_id, place_id=shelf, to_condition=Condition.FAULTY, note="通电自检不通过")
        papers.change_condition(self._as(Role.KEEPER, on), self._paper(goods))

    def _plenty(self, least: int) -> tuple[int, int]:
        """A part of which at least so many lie in one bin, never the same twice."""
        for part_id in self.draw.chance.sample(self.parts, len(self.parts)):
            if (shelf := self._bin(part_id, least)) is not None:
                return part_id, shelf
        raise LookupError("the demonstration depot keeps too little of everything")

    def _open_a_branch(self, on: date) -> None:
        keeper = self._as(Role.KEEPER, on)
        self.branch = add_warehouse(keeper, AddWarehouse(code="CK2", name="青岛分库"))
        self.branch_bins = add_bins(keeper, AddBins(warehouse_id=self.branch, first="Q-01", last="Q-04"))

    def _send_and_receive(self, on: date) -> None:
        part_id, shelf = self._plenty(4)
        keeper = self._as(Role.KEEPER, on)
        sent = transfers.send(keeper, self._paper(Goods(part_id=part_id, place_id=shelf, quantity=2)), self.branch)
        with self.ctx.reading():
            line = connect.rows("SELECT id FROM stock_line WHERE doc_id = ?", (sent.doc_id,))[0][0]
        arrived = transfers.Arrived(line_id=line, place_id=self.branch_bins[0], quantity=2)
        transfers.receive_transfer(
            self._as(Role.KEEPER, min(on + timedelta(days=2), self.today)),
            transfers.ReceiveTransfer(act="demonstration-arrival", doc_id=sent.doc_id, lines=(arrived,), close=True),
        )

    def _send_on(self, on: date) -> None:
        """Still on the way today."""
        part_id, shelf = self._plenty(4)
        goods = Goods(part_id=part_id, place_id=shelf, quantity=2)
        transfers.send(self._as(Role.KEEPER, on), self._paper(goods), self.branch)

    def _receive_for_inspection(self, on: date) -> None:
        keeper = self._as(Role.KEEPER, on)
        with keeper.work() as work:
            waiting = within(work, self.home, PlaceKind.QUARANTINE).id
        part_id = self.parts[4]
        goods = Goods(part_id=part_id, place_id=waiting, quantity=4, unit_cost=self.costs[part_id], note="外箱破损")
        papers.receive(keeper, self._paper(goods, supplier_id=self.suppliers[0], paper_no=f"SH{on:%y%m%d}9"))

    def _order(self, on: date) -> None:
        keeper = self._as(Role.KEEPER, on)
        with self.ctx.reading():
            low = [
                row[0]
                for row in connect.rows(
                    "SELECT p.id FROM part p WHERE p.safety_stock > 0 AND NOT EXISTS (SELECT 1 FROM stock_balance b "
                    "WHERE b.part_id = p.id AND b.internal AND b.quantity >= p.safety_stock) ORDER BY p.id"
                )
            ]
        for supplier, some in zip(self.suppliers, (low[:1], low[1:3]), strict=False):  # the second is late
            expected = self.today + timedelta(days=8) if supplier == self.suppliers[0] else self._ago(1)
            lines = tuple(Wanted(part_id, 5) for part_id in some)
            if lines:
                place_order(
                    keeper, PlaceOrder(lines=lines, supplier_id=supplier, ordered_on=on, expected_on=expected)
                )  # fmt: skip

    def _reserve(self, on: date) -> None:
        for (case_id,) in self.waiting:
            part_id, _shelf = self._plenty(3)
            reserve(self._as(Role.KEEPER, on), Reserve(part_id=part_id, case_id=case_id, quantity=1))

    # what is counted

    def _sheet(self, on: date, places: list[int], mode: StocktakeMode) -> tuple[int, list[Any]]:
        keeper = self._as(Role.KEEPER, on)
        sheet = stocktakes.plan(keeper, stocktakes.PlanStocktake(mode=mode, scope=Scope(tuple(places))))
        stocktakes.start(keeper, sheet, 1)
        with self.ctx.reading():
            lines = connect.rows(
                "SELECT part_id, place_id, condition, snapshot FROM stocktake_line "
                "WHERE stocktake_id = ? AND serial = '' ORDER BY id",
                (sheet,),
            )
        return sheet, lines

    def _bins(self, letter: str) -> list[int]:
        """The bins of a rack, in their order."""
        with self.ctx.reading():
            return [
                row[0]
                for row in connect.rows(
                    "SELECT id FROM place WHERE kind = 'bin' AND warehouse_id = ? AND name LIKE ? ORDER BY sort_key",
                    (self.home, f"{letter}-%"),
                )
            ]

    def _count(self, on: date, sheet: int, line: Any, quantity: int) -> None:
        part_id, place_id, condition, _book = line
        asked = counting.Count(
            stocktake_id=sheet, part_id=part_id, place_id=place_id, quantity=quantity, condition=Condition(condition)
        )
        counting.count(self._as(Role.KEEPER, on, 10), asked)

    def _count_all_of_a_shelf(self, on: date) -> None:
        """One piece is missing; the manager lets it be posted."""
        sheet, lines = self._sheet(on, self._bins("A"), StocktakeMode.OPEN)
        short = next(place for place, line in enumerate(lines) if line[3] > 1)
        for place, line in enumerate(lines):
            self._count(on, sheet, line, line[3] - (place == short))
        keeper = self._as(Role.KEEPER, on, 16)
        for step in (stocktakes.finish, stocktakes.review):
            with self.ctx.reading():
                version = Stocktake.get_by_id(sheet).version
            step(keeper, sheet, version)
        with self.ctx.reading():
            different = found(sheet)
        for one in different:
            counting.explain(keeper, counting.Explain(lines=((one.line_id, one.version),), reason="上月发货漏记"))
        request = approval.submit(keeper, sheet, "季度盘点")
        approvals.approve(self._as(Role.MANAGER, on, 17), request, 1)

    def _begin_to_count(self, on: date) -> None:
        """Half of the bins are counted, one piece too many and one too few; work goes on."""
        sheet, lines = self._sheet(on, self._bins("B"), StocktakeMode.OPEN)
        for place, line in enumerate(lines[: len(lines) // 2]):
            wrong = {1: 1, 3: -1}.get(place, 0)
            self._count(on, sheet, line, max(0, line[3] + wrong))

    def _code_again(self) -> None:
        """The codes of new places fall the same way every time."""
        with self.ctx.work() as work:
            work.journalled = False
            for place in Place.select().where(Place.id > self.places).order_by(Place.id):
                Place.update(code=self.draw.code(Kind.BIN)).where(Place.id == place.id).execute()
