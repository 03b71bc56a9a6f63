"""Handing out a proposal, so that everybody sees it was made, and entering the answer (R-043)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from inventory.documents.parties import reader_language
from inventory.documents.proposal import MaintenanceProposal, ProposalRequest, proposal
from inventory.documents.proposal_book import ProposalSummary, file_name, write_book
from inventory.errors import InvalidInput
from inventory.events import RecordsChanged
from inventory.i18n import N_, _
from inventory.jobs import Progress, Quiet
from inventory.proposals.words import Answer
from inventory.work import Context, command, needs
from models import bulk, connect
from models.access import Right
from models.proposals import MaintenanceProposal as Row


@command
@needs(Right.EXPORT_TO_CUSTOMER)
def propose(ctx: Context, request: ProposalRequest, path: Path, progress: Progress) -> ProposalSummary:
    """Write the proposal to ``path`` and remember for each unit that it was proposed, when and by whom.

    Both or neither: a workbook that nobody remembers would be proposed a second time. Raises NotFound, InvalidInput,
    Cancelled, DiskFull.
    """
    with ctx.reading():
        request = replace(request, language=reader_language(request.customer_id, request.language))
        made = proposal(ctx, request)
        summary = write_book(ctx, made, path, progress)
    remembered = False
    try:
        _remember(ctx, made)
        remembered = True
    finally:
        if not remembered:
            path.unlink(missing_ok=True)
    return summary


def _remember(ctx: Context, made: MaintenanceProposal) -> None:
    with ctx.work() as work:
        row = work.create(
            Row, customer=made.customer.id, made_at=ctx.clock.now(), made_by=ctx.actor, valid_until=made.valid_until,
            months=made.months, covers_parts=made.covers_parts, covers_labour=made.covers_labour,
            visit_months=made.visit_months, unit_price=None if made.unit_price is None else made.unit_price.fen,
            tax_included=made.tax_included, tax_rate_bp=made.tax_rate_bp, language=made.language,
        )  # fmt: skip
        units = [
            (row.id, unit.asset_id, None if unit.covered_until is None else unit.covered_until.isoformat())
            for unit in made.units
        ]
        bulk.insert("proposed_unit", ("proposal_id", "asset_id", "covered_until"), units)
        work.announce(RecordsChanged("asset", tuple(unit.asset_id for unit in made.units)))


def propose_each(
    ctx: Context, requests: Sequence[ProposalRequest], folder: Path, progress: Progress
) -> list[ProposalSummary]:
    """A proposal for each customer into ``folder``, under the name it should have; done so far stays done."""
    summaries = []
    for done, request in enumerate(requests):
        progress.report(done, len(requests), _("Writing the proposals"))
        with ctx.reading():
            path = folder / file_name(ctx, request)
        summaries.append(propose(ctx, request, path, Quiet()))
    return summaries


@dataclass(frozen=True, slots=True)
class AnswerProposals:
    """What the customer said to some proposals: the (id, version) of each as the person saw it.

    ``answered_on`` None: there is no answer after all.
    """

    proposals: tuple[tuple[int, int], ...]
    answer: Answer
    answered_on: date | None = None
    note: str = ""


@command
@needs(Right.EXPORT_TO_CUSTOMER)
def answer(ctx: Context, request: AnswerProposals) -> None:
    """Enter what the customer said; an answer that was entered by mistake is taken back with Answer.OPEN."""
    open_again = request.answer is Answer.OPEN
    day = None if open_again else request.answered_on or ctx.clock.today()
    if day is not None and day > ctx.clock.today():
        raise InvalidInput(N_("This cannot be in the future. Enter it when it has happened."), field="answered_on")
    if not request.proposals:
        raise InvalidInput(N_("None of these units was proposed to its customer yet."), field="answer")
    with ctx.work() as work:
        for proposal_id, seen_version in request.proposals:
            row = work.lock(Row, proposal_id)
            work.check_seen(row, seen_version)
            work.change(
                row, answer=request.answer, answered_on=day, answered_by=None if open_again else ctx.actor,
                answer_note=request.note.strip(),
            )  # fmt: skip
        ids = tuple(proposal_id for proposal_id, _seen in request.proposals)
        marks = ", ".join("?" * len(ids))
        units = connect.rows(f"SELECT asset_id FROM proposed_unit WHERE proposal_id IN ({marks})", ids)
        work.announce(RecordsChanged("asset", tuple(sorted({unit for (unit,) in units}))))
