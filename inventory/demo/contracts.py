"""Contracts of the demonstration depot: one of each ready-made policy, deliveries in every state, what goes on.

Everything but the goods on our shelf is done by the commands that people use, on the days on which they would have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from inventory.clock import FixedClock, instant
from inventory.contracts import acceptance, checks, commands, deliveries, extensions, lines, lots, steps
from inventory.contracts.extension_rules import ExtensionStart
from inventory.contracts.lot_rules import NOT_NOTIFIED, CheckResult, Counted, LotState
from inventory.demo.draw import Draw
from inventory.demo.places import Standing
from inventory.demo.units import Stocked
from inventory.scanning.payload import Kind
from inventory.values.codes import normalise
from inventory.values.money import Money
from inventory.work import Context, Work
from models import connect
from models.assets import Asset, AssetOwner, AssetState
from models.contracts import ContractLineKind
from models.organisation import Role

OURS: Final = "张伟"
"""Our engineer, who is there when goods are counted and signs for us."""
_WAY: Final = (LotState.PLANNED, LotState.NOTIFIED, LotState.ARRIVED, LotState.INSTALLED, LotState.COMPLETED,
               LotState.ACCEPTED)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Delivery:
    """Goods (place in GOODS, how many) that come ``on`` days from today, and how far that is by now.

    ``missing``: units that were not there when it was counted; ``waiting``: units that are not installed yet.
    """

    goods: tuple[tuple[int, int], ...]
    on: int
    state: LotState
    missing: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a price list about a model or a part of it (places in GOODS), else in words; ``price`` in fen."""

    kind: ContractLineKind
    quantity: int
    price: int | None
    good: int | None = None
    part: int | None = None
    words: str = ""
    tax_bp: int = 1300
    tax_included: bool = True


@dataclass(frozen=True, slots=True)
class Going:
    """A maintenance contract that goes on: ``signed`` days from today; a gap lies before one that begins with it."""

    start: ExtensionStart
    signed: int
    units: slice
    price: int
    visits: bool = False


@dataclass(frozen=True, slots=True)
class Deal:
    """A contract: with whom (place among the customers), by which policy, when it was signed (days from today)."""

    client: int
    policy: str
    title: str
    signed: int
    lines: tuple[Line, ...]
    deliveries: tuple[Delivery, ...]
    project: bool = False
    months: int | None = None
    going_on: tuple[Going, ...] = field(default=())


_EQUIPMENT, _PART, _FITTING = ContractLineKind.EQUIPMENT, ContractLineKind.SPARE_PART, ContractLineKind.FITTING
_CONSUMABLE, _LABOUR, _SERVICE = ContractLineKind.CONSUMABLE, ContractLineKind.LABOUR, ContractLineKind.SERVICE

DEALS: Final = (
    Deal(
        5, "P-S1", "采血区血压计采购", -75,
        (
            Line(_EQUIPMENT, 6, 48_000, good=0),
            Line(_FITTING, 12, 8_600, good=0, part=0),
            Line(_SERVICE, 1, 120_000, words="安装、调试与使用培训", tax_bp=600),
        ),
        (
            Delivery(((0, 2),), -20, LotState.COMPLETED),
            Delivery(((0, 2),), -14, LotState.COMPLETED),
            Delivery(((0, 2),), -6, LotState.ARRIVED, missing=1, waiting=1),
        ),
    ),
    Deal(
        0, "P-S2A", "重症监护室监护仪采购", -190,
        (
            Line(_EQUIPMENT, 5, 2_680_000, good=1),
            Line(_FITTING, 10, 42_000, good=1, part=0),
            Line(_PART, 5, 49_560, good=1, part=1, tax_included=False),
            Line(_LABOUR, 1, None, words="质保期外工时"),
        ),
        (
            Delivery(((1, 3),), -170, LotState.ACCEPTED),
            Delivery(((1, 2),), -4, LotState.ARRIVED, waiting=1),
        ),
    ),
    Deal(
        2, "P-S2B", "换热站供电系统", -520,
        (Line(_EQUIPMENT, 4, 866_000, good=6), Line(_PART, 4, 88_000, good=6, part=0)),
        (Delivery(((6, 4),), -505, LotState.ACCEPTED),),
        going_on=(
            Going(ExtensionStart.CONTIGUOUS, -160, slice(0, 2), 480_000, visits=True),
            Going(ExtensionStart.FROM_SIGNATURE, -40, slice(2, 4), 360_000),
        ),
    ),
    Deal(
        1, "P-S2C", "实训楼多媒体教学系统", -420,
        (
            Line(_EQUIPMENT, 4, 559_000, good=7),
            Line(_CONSUMABLE, 8, 62_000, good=7, part=0),
            Line(_SERVICE, 1, 300_000, words="吊装与布线", tax_bp=900),
        ),
        (Delivery(((7, 4),), -400, LotState.ACCEPTED),),
        months=24,
    ),
    Deal(
        4, "P-S2D", "审判庭安防与供电改造", -60,
        (
            Line(_EQUIPMENT, 3, 312_000, good=8),
            Line(_EQUIPMENT, 2, 866_000, good=6),
            Line(_SERVICE, 1, 450_000, words="施工与并网", tax_bp=900),
        ),
        (
            Delivery(((8, 2),), -9, LotState.INSTALLED),
            Delivery(((8, 1),), 3, LotState.PLANNED),
            Delivery(((6, 2),), 10, LotState.NOTIFIED),
        ),
    ),
    Deal(
        6, "P-S3", "仓储控制系统备品备件项目", -430,
        (
            Line(_EQUIPMENT, 2, 389_000, good=10),
            Line(_PART, 4, 112_000, good=10, part=1),
            Line(_FITTING, 2, 31_000, good=10, part=2),
        ),
        (Delivery(((10, 2),), -410, LotState.ACCEPTED),),
        project=True,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a deal needs of the depot: the customer, models with their parts, and the units of each delivery."""

    deal: Deal
    standing: Standing
    goods: Sequence[Stocked]
    units: tuple[tuple[int, ...], ...]


def shelve(work: Work, draw: Draw, standing: Sequence[Standing], goods: Sequence[Stocked]) -> list[Ordered]:
    """Units that were bought in for the contracts and lie on our shelf."""
    return [
        Ordered(
            deal, standing[deal.client], goods,
            tuple(
                tuple(_unit(work, draw, goods[place], one) for place, count in one.goods for _each in range(count))
                for one in deal.deliveries
            ),
        )
        for deal in DEALS
    ]  # fmt: skip


def _unit(work: Work, draw: Draw, stocked: Stocked, delivery: Delivery) -> int:
    made = draw.today + timedelta(days=min(delivery.on, 0) - 45 - draw.chance.randrange(90))
    stocked.made += draw.chance.randint(1, 60)
    serial = stocked.good.serial.format(year=made.year, month=made.month, n=stocked.made)
    row = work.create(
        Asset, code=draw.code(Kind.ASSET), model_id=stocked.model_id, serial_no=serial, serial_norm=normalise(serial),
        owner=AssetOwner.US, state=AssetState.IN_STOCK, made_on=made, location_text="备件库 A 区",
    )  # fmt: skip
    return int(row.id)


def sign(ctx: Context, ordered: Sequence[Ordered]) -> None:
    """Sign the contracts and take each delivery as far as it is."""
    with ctx.reading():
        manager = connect.rows("SELECT id FROM depot_user WHERE role = ? ORDER BY id", (Role.MANAGER.value,))[0][0]
        policies = {code: number for number, code in connect.rows("SELECT id, code FROM policy_profile")}
    today = ctx.clock.today()
    for number, one in enumerate(ordered, 1):
        _Signing(replace(ctx, actor=manager), today, one, policies[one.deal.policy], number).run()


class _Signing:
    """One contract, from its signature to how it is today."""

    def __init__(self, ctx: Context, today: date, ordered: Ordered, policy: int, number: int) -> None:
        self.ctx = ctx
        self.today = today
        self.ordered = ordered
        self.policy = policy
        self.signed_on = self._day(ordered.deal.signed)
        self.number = f"SH{self.signed_on.year}-{number:03}"
        self.contract = 0

    def run(self) -> None:
        """Contract, price list, deliveries, what goes on from it."""
        deal, signed = self.ordered.deal, self._on(self.signed_on)
        terms = commands.ContractTerms(
            policy_profile_id=self.policy, warranty_months=deal.months, project_promise=deal.project
        )
        self.contract = commands.add(
            signed,
            commands.AddContract(
                number=self.number, customer_id=self.ordered.standing.customer.id, title=deal.title,
                signed_on=self.signed_on, terms=terms,
            ),
        )  # fmt: skip
        for line in deal.lines:
            lines.add_line(signed, self._line(line))
        for place, (delivery, units) in enumerate(zip(deal.deliveries, self.ordered.units, strict=True)):
            self._deliver(delivery, units, place)
        for place, going in enumerate(deal.going_on, 1):
            self._go_on(going, place)

    def _line(self, line: Line) -> lines.AddLine:
        stocked = None if line.good is None else self.ordered.goods[line.good]
        part = None if stocked is None or line.part is None else stocked.parts[line.part].id
        return lines.AddLine(
            contract_id=self.contract, kind=line.kind, quantity=line.quantity, part_id=part,
            model_id=stocked.model_id if stocked is not None and part is None else None, description=line.words,
            unit_price=None if line.price is None else Money(line.price), tax_rate_bp=line.tax_bp,
            tax_included=line.tax_included,
        )  # fmt: skip

    def _deliver(self, delivery: Delivery, units: Sequence[int], place: int) -> None:
        comes = self._day(delivery.on)
        site = self.ordered.standing.sites[place % len(self.ordered.standing.sites)]
        lot = lots.plan(
            self._on(self.signed_on + timedelta(days=2)),
            lots.PlanLot(contract_id=self.contract, planned_on=comes, site_id=site.id, asset_ids=tuple(units)),
        )
        reached = _WAY.index(delivery.state)
        if reached >= _WAY.index(LotState.NOTIFIED) and (told := comes - timedelta(days=12)) >= self.signed_on:
            ctx = self._on(told)
            steps.notify(ctx, steps.Notify(lot_id=lot, seen_version=self._seen(ctx, lot), notified_on=told))
        if reached >= _WAY.index(LotState.ARRIVED):
            self._arrive(lot, delivery, units, comes)
            if standing := units[: len(units) - delivery.missing - delivery.waiting]:
                self._install(lot, standing, comes + timedelta(days=1), site.name)
        if reached >= _WAY.index(LotState.INSTALLED):
            self._test(lot, comes + timedelta(days=2), done=reached > _WAY.index(LotState.INSTALLED))
        if reached >= _WAY.index(LotState.COMPLETED):
            day = comes + timedelta(days=3)
            ctx = self._on(day)
            steps.complete(ctx, steps.Complete(lot_id=lot, seen_version=self._seen(ctx, lot), completed_on=day))
        if delivery.state is LotState.ACCEPTED:
            self._accept(lot, comes + timedelta(days=5))

    def _arrive(self, lot: int, delivery: Delivery, units: Sequence[int], day: date) -> None:
        ctx = self._on(day)
        away = units[len(units) - delivery.missing :] if delivery.missing else ()
        steps.arrive(
            ctx,
            steps.Arrive(
                lot_id=lot, seen_version=self._seen(ctx, lot), arrived_on=day,
                counted_by=self.ordered.standing.contact.name, witnessed_by=OURS,
                counts=tuple(steps.UnitCount(unit, Counted.MISSING, note="装箱单有，箱内无") for unit in away),
                confirmed=frozenset({NOT_NOTIFIED}), reason="客户急用，电话约定当日送货",
            ),
        )  # fmt: skip

    def _install(self, lot: int, units: Sequence[int], day: date, place: str) -> None:
        ctx = self._on(day)
        places = {unit: f"{place} {number} 号位" for number, unit in enumerate(units, 1)}
        steps.install(
            ctx,
            steps.Install(
                lot_id=lot, seen_version=self._seen(ctx, lot), installed_on=day, asset_ids=tuple(units), places=places
            ),
        )

    def _test(self, lot: int, day: date, *, done: bool) -> None:
        """All checks, or all but the last three: the training and the documents wait."""
        ctx = self._on(day)
        with ctx.reading():
            card = deliveries.lot(ctx, lot)
        looked_at = card.checks if done else card.checks[:-3]
        outcomes = tuple(checks.Outcome(check.id, CheckResult.PASSED) for check in looked_at)
        checks.record_checks(ctx, checks.RecordChecks(lot_id=lot, seen_version=card.line.version, outcomes=outcomes))

    def _accept(self, lot: int, day: date) -> None:
        ctx = self._on(day)
        acceptance.accept(
            ctx,
            acceptance.AcceptLot(
                lot_id=lot, seen_version=self._seen(ctx, lot), accepted_on=day,
                customer_signer=self.ordered.standing.contact.name, our_signer=OURS,
            ),
        )  # fmt: skip

    def _go_on(self, going: Going, place: int) -> None:
        day = self._day(going.signed)
        units = [unit for delivery in self.ordered.units for unit in delivery]
        extensions.add_extension(
            self._on(day),
            extensions.AddExtension(
                number=f"WB{day.year}-{place:03}", customer_id=self.ordered.standing.customer.id, months=12,
                start=going.start, signed_on=day, covers_visits=going.visits, price=Money(going.price),
                contract_id=self.contract, asset_ids=tuple(units[going.units]),
            ),
        )  # fmt: skip

    def _day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def _on(self, day: date) -> Context:
        """The morning of a day, as the commands see it."""
        return replace(self.ctx, clock=FixedClock(instant(datetime.combine(day, time(9, 30)))))

    @staticmethod
    def _seen(ctx: Context, lot: int) -> int:
        with ctx.reading():
            return int(connect.rows("SELECT version FROM delivery_lot WHERE id = ?", (lot,))[0][0])
