"""What the demonstration depot has sold, what it keeps itself, and the parts on its shelf."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from dateutil.relativedelta import relativedelta

from inventory.demo.draw import Draw
from inventory.demo.goods import GOODS, Good
from inventory.demo.places import House, Standing
from inventory.places.furnishing import home
from inventory.places.rules import sort_key
from inventory.scanning.payload import Kind
from inventory.values.codes import name_key, normalise
from inventory.work import Work
from models import connect
from models.assets import Asset, AssetEvent, AssetOwner, AssetRole, AssetState, EventKind
from models.labels import LabelPrint
from models.parts import OpeningStock, Origin, Part, PartFit
from models.places import Place, PlaceKind
from models.products import Manufacturer, ProductModel

LOT: Final = 2
"""Units of a model that a customer buys at once."""
ENDS_SOON: Final = (3, 12, 25, 41, 58, 80)
"""Days until the warranty ends, for units that somebody should write an offer for."""


@dataclass(slots=True)
class Stocked:
    """A model with the parts that fit it."""

    good: Good
    model_id: int
    parts: list[Any] = field(default_factory=list)
    made: int = 0


@dataclass(frozen=True, slots=True)
class Sold:
    """A unit as the repairs need it."""

    row: Any
    stocked: Stocked
    standing: Standing


def furnish_goods(work: Work, draw: Draw) -> list[Stocked]:
    """Makers, models and parts; some parts below their safety stock, some gone, some without a known cost."""
    makers: dict[str, int] = {}
    stocked: list[Stocked] = []
    number = 0
    for good in GOODS:
        if good.maker not in makers:
            maker = work.create(Manufacturer, name=good.maker, name_key=name_key(good.maker), phone="400-800-0000")
            makers[good.maker] = maker.id
        model = work.create(
            ProductModel, manufacturer=makers[good.maker], product_name=good.product, model_code=good.model,
            model_norm=normalise(good.model), warranty_months=good.months, function_group=good.group,
        )  # fmt: skip
        goods = Stocked(good, model.id)
        for name, spec, kind, cost in good.parts:
            number += 1
            goods.parts.append(_part(work, draw, number, makers[good.maker], name, spec, kind, cost))
        stocked.append(goods)
        for part in goods.parts:
            work.create(PartFit, part=part.id, model_id=model.id, origin=Origin.OEM if part.id % 4 else Origin.APPROVED)
    _shelve(work, draw)
    for earlier, later in ((0, 3), (6, 9), (8, 7)):  # a part of one model that fits another one, too
        shared = stocked[earlier].parts[1]
        work.create(PartFit, part=shared.id, model_id=stocked[later].model_id, origin=Origin.COMPATIBLE)
        stocked[later].parts.append(shared)
    return stocked


def _shelve(work: Work, draw: Draw) -> None:
    """The bins of the room, and what lies in them as the first papers of the ledger."""
    for place in Place.select().order_by(Place.id):  # made when the depot was, with codes drawn by real chance
        Place.update(code=draw.code(Kind.BIN)).where(Place.id == place.id).execute()
    depot = home(work)
    for (name,) in connect.rows("SELECT DISTINCT bin FROM opening_stock ORDER BY bin"):
        work.create(
            Place, code=draw.code(Kind.BIN), kind=PlaceKind.BIN, name=name, name_norm=name_key(name),
            sort_key=sort_key(name), warehouse=depot.id,
        )  # fmt: skip


def _part(work: Work, draw: Draw, number: int, maker: int, name: str, spec: str, kind: Any, cost: int) -> Any:
    text = f"BP-{number:04}"
    part = work.create(
        Part, code=draw.code(Kind.PART), part_no=text, part_norm=normalise(text), name=name, spec=spec,
        manufacturer=maker, kind=kind, unit="套" if "套" in spec else "个",
        safety_stock=draw.chance.choice((0, 2, 3, 5)), reference_cost=None if number % 17 == 0 else cost,
        initial_price=None if number % 3 == 0 else round(cost * draw.chance.choice((0.95, 1.1, 1.3))),
    )  # fmt: skip
    work.create(
        OpeningStock, part=part.id, bin=f"{'ABC'[number % 3]}-{number % 12 + 1:02}-{number % 5 + 1:02}",
        quantity=0 if number % 11 == 0 else draw.chance.randint(1, 20), unit_cost=part.reference_cost,
    )  # fmt: skip
    return part


class Units:
    """The register: units in every state, labelled and not yet."""

    def __init__(self, work: Work, draw: Draw, standing: list[Standing], goods: list[Stocked], house: House) -> None:
        self.work = work
        self.draw = draw
        self.standing = standing
        self.goods = goods
        self.house = house
        self.sold: list[Sold] = []

    def sell(self) -> None:
        """What the customers bought: most in service, some delivered and not accepted, some about to run out."""
        soon = iter(ENDS_SOON)
        for place, standing in enumerate(self.standing):
            for turn in range(8):
                stocked = self.goods[(place * 5 + turn * 7) % len(self.goods)]
                accepted = self._accepted(stocked.good, turn, soon)
                for _each in range(LOT):
                    self._sell_one(standing, stocked, turn, accepted)
        for sold, state in zip(self.sold[5::9], _LATER_STATES, strict=False):
            self.work.change(sold.row, state=state)

    def _accepted(self, good: Good, turn: int, soon: Any) -> date | None:
        if turn == 7:
            return None
        if turn == 3 and (days := next(soon, None)) is not None:  # STATUTORY counts to the same day of the month
            return self.draw.today + timedelta(days=days) - relativedelta(months=good.months)
        months = self.draw.chance.choice((2, 5, 9, 13, 17, 22, 27, 31, 38))
        return self.draw.before(months, self.draw.chance.randrange(28))

    def _sell_one(self, standing: Standing, stocked: Stocked, turn: int, accepted: date | None) -> Sold:
        draw = self.draw
        delivered = (accepted or draw.before(0, draw.chance.randint(4, 40))) - timedelta(days=draw.chance.randint(2, 9))
        signed = [contract for contract, day in standing.contracts if day <= delivered]
        installed = accepted or (delivered + timedelta(days=1) if len(self.sold) % 2 else None)
        state = AssetState.IN_SERVICE if accepted else AssetState.INSTALLED if installed else AssetState.DELIVERED
        return self.add(
            standing, stocked, state=state, contract=signed[-1] if signed else None,
            made_on=delivered - timedelta(days=draw.chance.randint(60, 200)), sold_on=delivered - timedelta(days=10),
            delivered_on=delivered, installed_on=installed, completed_on=accepted, accepted_on=accepted,
            warranty_months=None if turn == 5 else stocked.good.months,
        )  # fmt: skip

    def add(self, standing: Standing, stocked: Stocked, **values: Any) -> Sold:
        """A unit at a customer's."""
        site = self.draw.chance.choice(standing.sites)
        row = self._unit(stocked, customer=standing.customer.id, site=site.id, location_text=site.name, **values)
        self.sold.append(Sold(row, stocked, standing))
        return self.sold[-1]

    def _unit(self, stocked: Stocked, **values: Any) -> Any:
        made = values.get("made_on") or self.draw.today
        stocked.made += self.draw.chance.randint(1, 60)
        serial = stocked.good.serial.format(year=made.year, month=made.month, n=stocked.made)
        return self.work.create(
            Asset, code=self.draw.code(Kind.ASSET), model_id=stocked.model_id, serial_no=serial,
            serial_norm=normalise(serial), **values,
        )  # fmt: skip

    def buy_in(self, stocked: Stocked, made: date) -> Any:
        """A unit on our own shelf that waits for somebody who needs it."""
        return self._unit(
            stocked, owner=AssetOwner.US, state=AssetState.IN_STOCK, made_on=made, location_text="备件库 A 区"
        )

    def keep_some_ourselves(self) -> None:
        """Loaners, spare units and one for demonstrations on our own shelf."""
        roles = [AssetRole.LOANER] * 7 + [AssetRole.SPARE_UNIT] * 4 + [AssetRole.DEMO]
        for role, stocked in zip(roles, self.goods, strict=True):
            made = self.draw.before(20, stocked.made)
            self._unit(
                stocked, role=role, owner=AssetOwner.US, state=AssetState.IN_STOCK, made_on=made,
                location_text="备件库 B 区",
            )  # fmt: skip

    def print_labels(self, at: datetime) -> None:
        """Labels for what was sold more than half a year ago; the rest waits for the printer."""
        for sold in self.sold:
            if sold.row.sold_on and sold.row.sold_on < self.draw.before(6):
                values = {"asset": sold.row.id, "at": at, "by": self.house.keeper}
                LabelPrint.create(template="roll-50x30", generation=1, **values)
                AssetEvent.create(kind=EventKind.LABEL_PRINTED, note="roll-50x30", **values)
                Asset.update(label_printed_at=at).where(Asset.id == sold.row.id).execute()


_LATER_STATES: Final = (
    AssetState.RETIRED,
    AssetState.AT_OEM,
    AssetState.SCRAPPED,
    AssetState.AT_DEPOT,
    AssetState.RETIRED,
    AssetState.RETURNED_FAULTY,
    AssetState.AT_DEPOT,
    AssetState.AT_OEM,
)
"""What became of some of the units."""
