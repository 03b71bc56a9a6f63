"""What happened to the cover of the demonstration depot's units: replaced, repaired with us, corrected, proposed …

Everything is done by the commands that people use, on the days on which they would have, by who may.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from inventory.access import approvals
from inventory.assets import replacing
from inventory.clock import FixedClock, day_of, instant
from inventory.contracts import commands
from inventory.cover import custody, deeds, keeping, maker
from inventory.documents.proposal import ProposalRequest
from inventory.jobs import Quiet
from inventory.proposals.commands import AnswerProposals, answer, propose
from inventory.proposals.words import Answer
from inventory.values.codes import normalise
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.assets import Asset
from models.organisation import Role
from models.policies import AnchorEvent
from models.products import ProductModel
from models.proposals import MaintenanceProposal

_GUARANTEES: Final = "SANBAO"
"""The ready-made policy under which days of a repair are given back (三包)."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A unit beyond repair, the one from our shelf that takes its place, the case that ended so, and the day."""

    old_id: int
    new_id: int
    case_id: int
    on: date


def happen(ctx: Context, exchanges: Sequence[Exchange]) -> None:
    """Let all of it happen."""
    _Story(ctx).run(exchanges)


class _Story:
    """The acts, each by somebody who may do it."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.today = ctx.clock.today()
        with ctx.reading():
            self.people = dict(connect.rows("SELECT role, min(id) FROM depot_user GROUP BY role"))
            free = connect.rows(
                "SELECT a.id, a.customer_id, a.delivered_on, a.cover_last FROM asset a WHERE a.state = 'in_service' "
                "AND a.role = 'customer_unit' AND a.accepted_on IS NOT NULL AND a.replaced_by_id IS NULL AND NOT "
                "EXISTS (SELECT 1 FROM service_case k WHERE k.asset_id = a.id AND k.state NOT IN ('closed', "
                "'cancelled')) AND NOT EXISTS (SELECT 1 FROM lot_unit u WHERE u.asset_id = a.id) ORDER BY a.id"
            )
        self.free = [(row[0], row[1], connect.as_day(row[2]), connect.as_day(row[3])) for row in free]

    def run(self, exchanges: Sequence[Exchange]) -> None:
        """First what is long ago."""
        self._replaced(exchanges)
        self._unsaid()
        self._promised_by_makers()
        self._repaired_with_us()
        self._granted()
        self._corrected()
        self._proposed()

    def _replaced(self, exchanges: Sequence[Exchange]) -> None:
        for one in exchanges:
            ctx = self._as(Role.KEEPER, one.on)
            replacing.replace(
                ctx,
                replacing.ReplaceUnit(
                    asset_id=one.old_id, seen_version=self._seen(one.old_id), swapped_on=one.on,
                    reason="无法修复，更换整机", successor_id=one.new_id, case_id=one.case_id,
                ),
            )  # fmt: skip

    def _unsaid(self) -> None:
        """A unit of an older model came in from a note on paper; nobody can find for how long it was promised."""
        with self.ctx.reading():
            found = connect.rows(
                "SELECT a.id FROM asset a WHERE a.contract_id IS NULL AND a.warranty_months IS NULL AND a.id IN "
                f"({', '.join(str(one[0]) for one in self.free)}) AND NOT EXISTS (SELECT 1 FROM service_case k "
                "WHERE k.asset_id = a.id) ORDER BY a.cover_last, a.id LIMIT 1"
            )
        with self._as(Role.KEEPER, self.today).work() as work:
            for (asset_id,) in found:
                unit: Any = work.lock(Asset, asset_id)
                code = f"{unit.model.model_code}-A"
                older = work.create(
                    ProductModel, manufacturer=unit.model.manufacturer_id, product_name=unit.model.product_name,
                    model_code=code, model_norm=normalise(code), function_group=unit.model.function_group,
                )  # fmt: skip
                work.change(unit, model=older, remark="按纸质记录补录，合同原件未找到。")
                keeping.reckon(work, [asset_id], tell=False)
                self.free = [one for one in self.free if one[0] != asset_id]

    def _promised_by_makers(self) -> None:
        """Under policies by which a maker's window counts: one names a later last day, one years from the works."""
        ctx = self._as(Role.KEEPER, self.today)
        with self.ctx.reading():
            units = connect.rows(
                "SELECT a.id, a.accepted_on FROM asset a JOIN contract c ON c.id = a.contract_id JOIN policy_version v "
                "ON v.id = c.policy_version_id JOIN policy_profile p ON p.id = v.profile_id "
                "WHERE p.code IN ('P-S2A', 'P-S2C') AND a.accepted_on IS NOT NULL ORDER BY a.id"
            )
        for place, (asset_id, accepted) in enumerate(units[:4:3]):
            paper = maker.RecordMaker(
                asset_id=asset_id, months=60, anchor=AnchorEvent.DELIVERED, document="厂家五年质保证书"
            )
            if place == 0:
                last = (connect.as_day(accepted) or self.today) + timedelta(days=900)
                paper = maker.RecordMaker(asset_id=asset_id, last_day=last, document="厂家保修卡 0117")
            maker.record(ctx, paper)

    def _repaired_with_us(self) -> None:
        """Under terms that give repair days back: a stay that is over, and two that go on; one waits for long."""
        here = [one for one in self.free if one[3] is not None and one[3] > self.today + timedelta(days=90)][5::7]
        chosen = here[:3]
        if len(chosen) < 3:
            return
        first = chosen[0]
        signed = (first[2] or self.today) - timedelta(days=1)
        with self.ctx.reading():
            policy = connect.rows("SELECT id FROM policy_profile WHERE code = ?", (_GUARANTEES,))[0][0]
        contract = commands.add(
            self._as(Role.MANAGER, signed),
            commands.AddContract(
                number=f"SB{signed.year}-001", customer_id=first[1], title="三包商品零售", signed_on=signed,
                terms=commands.ContractTerms(policy_profile_id=policy),
            ),
        )  # fmt: skip
        with self._as(Role.MANAGER, self.today).work() as work:
            work.change(work.lock(Asset, first[0]), contract=contract)
            keeping.reckon(work, [first[0]], tell=False)
        back = self.today - timedelta(days=25)
        stay = self._take_in(first[0], back - timedelta(days=16), "主机、电源线", "外壳完好，屏幕有划痕")
        custody.hand_back(
            self._as(Role.KEEPER, back),
            custody.HandBack(
                custody_id=stay, seen_version=1, returned_on=back, returned_by="王芳", received_by="设备科"
            ),
        )
        self._take_in(first[0], self.today - timedelta(days=6), "主机", "开机无显示")
        self._take_in(chosen[1][0], self.today - timedelta(days=37), "主机、电源线、说明书", "外壳有磕碰")
        self._take_in(chosen[2][0], self.today - timedelta(days=12), "主机", "完好", loaner=True)

    def _take_in(self, asset_id: int, day: date, accessories: str, condition: str, *, loaner: bool = False) -> int:
        return custody.take_in(
            self._as(Role.KEEPER, day),
            custody.TakeIn(
                asset_id=asset_id, seen_version=self._seen(asset_id), taken_on=day, taken_by="王芳",
                handed_over_by="设备科", accessories=accessories, condition=condition,
                loaner_from=day if loaner else None,
            ),
        )  # fmt: skip

    def _granted(self) -> None:
        """A manager gives days beyond what was promised; a dispatcher had asked for them."""
        ended = [one for one in self.free if one[3] is not None and one[3] < self.today - timedelta(days=30)]
        for asset_id, *_rest in ended[4:5]:
            cover = deeds.GrantCover(
                asset_id, self.today - timedelta(days=20), self.today + timedelta(days=70), "协议 06"
            )
            asked = deeds.grant(self._as(Role.DISPATCHER, self.today), cover, "长期客户，同一故障反复，延长三个月。")
            approvals.approve(self._as(Role.MANAGER, self.today), asked, 1, "同意")

    def _corrected(self) -> None:
        """The acceptance of a unit was later than recorded: a repair that was charged may have been free."""
        with self.ctx.reading():
            found = connect.rows(
                "SELECT k.id, k.asset_id, k.reported_at, k.cover_last_day, a.accepted_on FROM service_case k "
                "JOIN asset a ON a.id = k.asset_id WHERE k.cover_status = 'POST_WARRANTY' AND k.state = 'closed' "
                "AND a.state = 'in_service' AND a.accepted_on IS NOT NULL AND k.cover_last_day IS NOT NULL "
                "ORDER BY k.id"
            )
        late: list[tuple[int, int, date]] = []
        for _case, asset_id, reported, last, accepted in found:
            told, ended, was = connect.as_instant(reported), connect.as_day(last), connect.as_day(accepted)
            if told is not None and ended is not None and was is not None:
                days = (day_of(told) - ended).days
                late.append((days, asset_id, was + timedelta(days=days + 3)))
        for days, asset_id, day in sorted(late)[:1]:
            if days > 0 and day <= self.today:
                correction = deeds.CorrectAcceptance("asset", asset_id, day)
                asked = deeds.correct_acceptance(
                    self._as(Role.DISPATCHER, self.today), correction, "验收单日期录错，以纸质验收单为准。"
                )
                approvals.approve(self._as(Role.MANAGER, self.today), asked, 1, "已核对验收单")

    def _proposed(self) -> None:
        """To three customers: one has not answered, one declined, and one let it lapse."""
        soon = self.today + timedelta(days=85)
        customers = list(
            dict.fromkeys(
                customer
                for _unit, customer, _delivered, last in self.free
                if last is not None and self.today + timedelta(days=2) <= last <= soon
            )
        )
        with TemporaryDirectory() as folder:
            for place, (customer, ago) in enumerate(zip(customers, (4, 9, 45), strict=False)):
                ctx = self._as(Role.DISPATCHER, self.today - timedelta(days=ago))
                price = (None, Money(1_280_00), Money(860_00))[place]
                propose(
                    ctx,
                    ProposalRequest(customer_id=customer, within_days=140, visit_months=6, unit_price=price),
                    Path(folder) / f"{place}.xlsx",
                    Quiet(),
                )
        with self.ctx.reading():
            made: list[Any] = list(MaintenanceProposal.select().order_by(MaintenanceProposal.id))
        for row in made[1:2]:
            answer(
                self._as(Role.DISPATCHER, self.today - timedelta(days=3)),
                AnswerProposals(((row.id, row.version),), Answer.DECLINED, note="今年预算已用完，明年三月再联系。"),
            )

    def _as(self, role: Role, day: date) -> Context:
        """Somebody of that role on the morning of a day."""
        clock = FixedClock(instant(datetime.combine(day, time(9, 30))))
        return replace(self.ctx, actor=self.people[role.value], clock=clock)

    def _seen(self, asset_id: int) -> int:
        with self.ctx.reading():
            return int(connect.rows("SELECT version FROM asset WHERE id = ?", (asset_id,))[0][0])
