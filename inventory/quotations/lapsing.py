"""Quotations that nobody answered in time expire by themselves, at a start and when a day begins."""

from __future__ import annotations

from typing import Any

from inventory.quotations.rules import QuotationState
from inventory.work import Context, command
from models.quotations import Quotation


@command
def expire(ctx: Context) -> int:
    """What was sent and not answered in time is marked as expired; done when a day begins. Returns how many."""
    with ctx.work() as work:
        late: list[Any] = list(
            Quotation.select().where(
                (Quotation.state == QuotationState.SENT) & (Quotation.valid_until < ctx.clock.today())
            )
        )
        for seen in late:
            work.change(work.lock(Quotation, seen.id), state=QuotationState.EXPIRED)
        return len(late)
