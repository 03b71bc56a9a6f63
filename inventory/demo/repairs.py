"""What failed in the demonstration depot during two years, and what is open today."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from peewee import fn

from inventory.clock import day_of, local
from inventory.cover.rules import CountRule, CoverStatus, Promise, base_segments, cover_on
from inventory.demo import content
from inventory.demo.covers import Exchange
from inventory.demo.draw import Draw
from inventory.demo.places import House
from inventory.demo.units import Sold, Units
from inventory.scanning.payload import Kind
from inventory.work import Work
from models import connect
from models.assets import AssetState
from models.cases import CaseState, Channel, PartUse, Satisfaction, ServiceCase, UserDamage
from models.numbering import NumberSeries

PAST: Final = 80
"""Cases that are closed, over two years."""
REPLACED: Final = 4
OPEN: Final = (
    (CaseState.REPORTED, 0), (CaseState.REPORTED, 0), (CaseState.RESPONDED, 0), (CaseState.RESPONDED, 1),
    (CaseState.ON_SITE, 0), (CaseState.RESTORED, 2),
)  # fmt: skip
"""Cases that somebody has to do something about, and how many days ago they were reported."""


class Repairs:
    """Cases in the order in which they were reported, numbered as a depot numbers them."""

    def __init__(self, work: Work, draw: Draw, units: Units, house: House) -> None:
        self.work = work
        self.draw = draw
        self.units = units
        self.house = house
        self._last: dict[str, int] = {}
        self._leaving: set[int] = set()
        self._now: datetime = work.ctx.clock.now()

    def _at_work(self) -> list[Sold]:
        there = (sold for sold in self.units.sold if sold.row.state is AssetState.IN_SERVICE)
        return [sold for sold in there if sold.row.id not in self._leaving]

    def past(self) -> None:
        """Closed cases; some units come back again and again."""
        accepted = self._at_work()
        moments: list[tuple[datetime, Sold]] = []
        for place in range(PAST):
            sold = accepted[(place * 7) % len(accepted)] if place % 4 else accepted[place % 12]
            first = max(sold.row.accepted_on + timedelta(days=3), self.draw.before(24))
            span = (self.draw.today - timedelta(days=6) - first).days
            if span > 0:
                later = max(self.draw.chance.randrange(span), self.draw.chance.randrange(span))  # old units fail more
                day = first + timedelta(days=later)
                moments.append((self.draw.at(day), sold))
        for place, (at, sold) in enumerate(sorted(moments, key=lambda moment: moment[0])):
            self._closed(sold, at, place)

    def _closed(self, sold: Sold, at: datetime, place: int) -> Any:
        chance = self.draw.chance
        symptom, cause, action = chance.choice(sold.stocked.good.faults)
        cover = self._cover(sold.row, day_of(at))
        broken_by_user = place % 13 == 5
        charged = cover.status is CoverStatus.POST_WARRANTY or broken_by_user
        responded = at + timedelta(minutes=chance.randint(4, 70))
        arrived = responded + timedelta(minutes=chance.randint(60, 420))
        restored = arrived + timedelta(minutes=chance.randint(25, 300)) + timedelta(days=chance.choice((0, 0, 0, 1, 3)))
        case = self._case(
            sold, at, symptom, CaseState.CLOSED, responded_at=responded, arrived_at=arrived, restored_at=restored,
            cause=cause, action=action, user_damage=UserDamage.YES if broken_by_user else UserDamage.NO,
            charged=charged, level=chance.choice(("Ⅰ级", "Ⅱ级", "一般")),
            loaner_no=f"BJ-{place % 7 + 1:03}" if place % 9 == 4 else "", engineer=chance.choice(content.ENGINEERS),
            confirmed_by=sold.standing.contact.name, satisfaction=chance.choice(_MARKS),
            remark=chance.choice(content.REMARKS),
        )  # fmt: skip
        parts = self._fit(case, sold, action, charged) if place % 3 else 0
        if charged:
            ServiceCase.update(fee=parts + chance.choice(content.CHARGES)).where(ServiceCase.id == case.id).execute()
        return case

    def _fit(self, case: Any, sold: Sold, action: str, charged: bool) -> int:
        """Parts of a case; what they cost the customer, in fen."""
        named = [part for part in sold.stocked.parts if part.name in action]
        part = named[0] if named else self.draw.chance.choice(sold.stocked.parts)
        quantity = 2 if part.unit == "个" and case.id % 11 == 0 else 1
        price = (part.reference_cost or part.initial_price or 0) if charged else 0
        PartUse.create(
            case=case.id, part=part.id, part_no=part.part_no, name=part.name, quantity=quantity, charged=charged,
            unit_price=price,
        )  # fmt: skip
        return price * quantity

    def replacements(self) -> list[Exchange]:
        """Units beyond repair: the last case of each ends with another unit from our shelf in its place."""
        ready = self._at_work()
        exchanges = []
        for place, sold in enumerate(ready[7 :: len(ready) // REPLACED][:REPLACED]):
            last = ServiceCase.select(fn.MAX(ServiceCase.reported_at)).where(ServiceCase.asset == sold.row.id).scalar()
            day = max(self.draw.before(2 + 3 * place), sold.row.accepted_on + timedelta(days=5))
            if last is not None:
                day = max(day, day_of(connect.as_instant(last) or self._now) + timedelta(days=1))
            case = self._closed(sold, self.draw.at(day), 0)
            ServiceCase.update(action="无法修复，更换整机").where(ServiceCase.id == case.id).execute()
            heir = self.units.buy_in(sold.stocked, made=min(day - timedelta(days=60), self.draw.before(1)))
            exchanges.append(Exchange(sold.row.id, heir.id, case.id, day_of(case.restored_at)))
            self._leaving.add(sold.row.id)
        return exchanges

    def open_today(self) -> None:
        """Faults of these days, at different steps."""
        ready = self._at_work()
        for place, (state, days) in enumerate(OPEN):
            sold = ready[(place * 23 + 11) % len(ready)]
            at = self._now - timedelta(days=days, minutes=35 + 50 * place)
            symptom, _cause, _action = sold.stocked.good.faults[place % len(sold.stocked.good.faults)]
            times = {
                "responded_at": at + timedelta(minutes=12),
                "arrived_at": at + timedelta(minutes=30),
                "restored_at": at + timedelta(minutes=34),
            }
            known = _KNOWN[state]
            self._case(
                sold, at, symptom, state, **{name: times[name] for name in known},
                level="一般" if place else "Ⅰ级", engineer=content.ENGINEERS[place % 2] if known else "",
                loaner_no="BJ-007" if state is CaseState.ON_SITE else "",
            )  # fmt: skip
            if state is not CaseState.RESTORED:
                self.work.change(sold.row, state=AssetState.FAULTY)

    def _case(self, sold: Sold, at: datetime, symptom: str, state: CaseState, **values: Any) -> Any:
        unit, contact = sold.row, sold.standing.contact
        cover = self._cover(unit, day_of(at))
        number = self._number(at)
        return self.work.create(
            ServiceCase, code=self.draw.code(Kind.CASE), case_no=number, case_norm=number, asset=unit.id,
            customer=sold.standing.customer.id, customer_name=sold.standing.customer.name, contact_name=contact.name,
            contact_phone=contact.phone, address=sold.standing.sites[0].address, location_text=unit.location_text,
            channel=self.draw.chance.choice(_CHANNELS), reporter=contact.name, symptom=symptom, state=state,
            reported_at=at, recorded_at=at + timedelta(minutes=3), cover_status=cover.status.value,
            cover_last_day=cover.last, **values,
        )  # fmt: skip

    def _number(self, at: datetime) -> str:
        period = f"{local(at):%Y%m}"
        self._last[period] = self._last.get(period, 0) + 1
        return f"WX{period}{self._last[period]:04}"

    def number_on(self) -> None:
        """The next case gets the next number."""
        for period, last in self._last.items():
            self.work.create(NumberSeries, prefix="WX", period=period, last=last)

    def _cover(self, unit: Any, day: date) -> Any:
        months = unit.warranty_months
        if months is None:
            months = next(goods.good.months for goods in self.units.goods if goods.model_id == unit.model_id)
        segments = base_segments(Promise(unit.accepted_on, months, CountRule.STATUTORY))
        return cover_on(day, segments, accepted_on=unit.accepted_on)


_CHANNELS: Final = (
    Channel.PHONE, Channel.PHONE, Channel.PHONE, Channel.WEB, Channel.EMAIL, Channel.FAX, Channel.ON_SITE,
)  # fmt: skip
_MARKS: Final = (
    Satisfaction.VERY_SATISFIED, Satisfaction.VERY_SATISFIED, Satisfaction.SATISFIED, Satisfaction.SATISFIED,
    Satisfaction.SATISFIED, Satisfaction.FAIR, Satisfaction.DISSATISFIED, None,
)  # fmt: skip
_KNOWN: Final = {
    CaseState.REPORTED: (),
    CaseState.RESPONDED: ("responded_at",),
    CaseState.ON_SITE: ("responded_at", "arrived_at"),
    CaseState.RESTORED: ("responded_at", "arrived_at", "restored_at"),
}
"""Which moments of a case are known in a state."""
