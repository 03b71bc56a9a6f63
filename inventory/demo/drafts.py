"""Papers that somebody of the demonstration depot left half-written: an issue being scanned, a receipt being typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from inventory.clock import FixedClock
from inventory.stock.drafting import KeepDraft, KeptLine, keep
from inventory.values.money import Money
from inventory.work import Context
from models import connect
from models.drafts import Task
from models.stock import IssuePurpose

_LYING: Final = (
    "SELECT part_id, place_id FROM (SELECT b.part_id, b.place_id, row_number() OVER (PARTITION BY b.part_id "
    "ORDER BY b.quantity DESC, b.id) AS place FROM stock_balance b JOIN place p ON p.id = b.place_id "
    "JOIN part q ON q.id = b.part_id WHERE p.kind = 'bin' AND b.owner = 'us' AND b.condition = 'new' "
    "AND b.quantity > 3 AND q.active AND NOT q.serialised) lying WHERE place = 1 ORDER BY part_id LIMIT 4"
)
_MINUTES: Final = (25, 12)
"""So long ago each was touched last."""


def leave(keeper: Context, case_id: int, supplier_id: int) -> None:
    """Two papers wait for their keeper: one for a case, the other of which the second cost is still missing."""
    with keeper.reading():
        lying = connect.rows(_LYING)
        costs = dict(connect.rows("SELECT id, coalesce(reference_cost, 5000) FROM part"))
    (fan, fan_bin), (cuff, cuff_bin), (pump, pump_bin), (board, board_bin) = lying
    issue = KeepDraft(
        act="demonstration-issue", task=Task.ISSUE, purpose=IssuePurpose.CASE, case_id=case_id,
        lines=(
            KeptLine(part_id=fan, quantity="1", start_id=fan_bin),
            KeptLine(part_id=cuff, quantity="2", start_id=cuff_bin),
        ),
    )  # fmt: skip
    receipt = KeepDraft(
        act="demonstration-receipt", task=Task.RECEIVE, supplier_id=supplier_id, tax_rate_bp=1300,
        paper_no=f"SH{keeper.clock.today():%y%m%d}8", remark="第二件的单价待供方补发票", place_id=board_bin,
        lines=(
            KeptLine(part_id=pump, quantity="5", end_id=pump_bin, cost=str(Money(costs[pump]))),
            KeptLine(part_id=board, quantity="3", end_id=board_bin),
        ),
    )  # fmt: skip
    for asked, minutes, where in zip((issue, receipt), _MINUTES, ("库房窗口", "收货台"), strict=True):
        then = FixedClock(keeper.clock.now() - timedelta(minutes=minutes))
        keep(replace(keeper, clock=then, workstation=where), asked)
