"""Makes the demonstration depot: small and living, the same on every computer, two years old on whatever day it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from inventory.cover import keeping
from inventory.demo import assortment, content, contracts, covers, depot
from inventory.demo.draw import Draw
from inventory.demo.places import Standing, furnish_customers, furnish_house
from inventory.demo.repairs import Repairs
from inventory.demo.units import Units, furnish_goods
from inventory.i18n import _
from inventory.jobs import Progress, Quiet
from inventory.work import Context, Work, command
from models.assets import Asset
from models.cases import ServiceCase
from models.parts import Part


@dataclass(frozen=True, slots=True)
class Built:
    """How much there is to look at."""

    customers: int
    units: int
    parts: int
    cases: int


@command
def build(ctx: Context, progress: Progress | None = None) -> Built:
    """Fill an empty depot in one transaction; then contracts, cover and stock go on by the acts that people have."""
    progress = progress or Quiet()
    with ctx.reading():  # one connection for all acts: each new one reads the whole schema
        with ctx.work(reason=_("demonstration")) as work:
            ordered, exchanges = _build(work, progress)
        contracts.sign(ctx, ordered)
        covers.happen(ctx, exchanges)
        depot.go_on(ctx)
        return Built(len(content.CLIENTS), Asset.select().count(), Part.select().count(), ServiceCase.select().count())


def _build(work: Work, progress: Progress) -> tuple[list[contracts.Ordered], list[covers.Exchange]]:
    draw = Draw(work.ctx.clock.today())
    what = _("Making the demonstration depot")
    house = furnish_house(work, draw)
    standing: list[Standing] = furnish_customers(work, draw)
    goods = furnish_goods(work, draw)
    assortment.widen(work, draw.today)
    progress.report(1, 4, what)
    units = Units(work, draw, standing, goods, house)
    units.sell()
    units.keep_some_ourselves()
    progress.report(2, 4, what)
    repairs = Repairs(work, draw, units, house)
    repairs.past()
    exchanges = repairs.replacements()
    repairs.open_today()
    progress.report(3, 4, what)
    keeping.reckon(work, [row.id for row in Asset.select(Asset.id)], tell=False)
    units.print_labels(work.ctx.clock.now() - timedelta(days=40))
    repairs.number_on()
    ordered = contracts.shelve(work, draw, standing, goods)
    progress.report(4, 4, what)
    return ordered, exchanges
