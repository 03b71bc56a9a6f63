"""Quotations are drafted, corrected, sent, prolonged and answered here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from inventory.errors import InvalidInput, NotFound, RuleBroken
from inventory.i18n import N_
from inventory.naming import line as one_line
from inventory.numbering import next_number
from inventory.quotations import grounds
from inventory.quotations.lines import QuoteLine, reckoned
from inventory.quotations.rules import QuotationBasis, QuotationState, check_step, stands
from inventory.work import Context, Work, command, needs
from models.access import Right
from models.assets import Asset
from models.cases import ServiceCase
from models.customers import Customer
from models.quotations import Quotation, QuotationLine

SERIES: Final = "BJ"
VALID_DAYS: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationFields:
    """What a person enters of a quotation.

    ``valid_until`` None: thirty days from today. ``basis`` None: as the unit's policy says, else the price at issue.
    """

    customer_id: int
    lines: tuple[QuoteLine, ...]
    asset_id: int | None = None
    case_id: int | None = None
    basis: QuotationBasis | None = None
    valid_until: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftQuotation(QuotationFields):
    """A quotation that is not there yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditQuotation(QuotationFields):
    """A draft as it should be now, all of its lines."""

    quotation_id: int
    seen_version: int


@command
@needs(Right.RECORD_SERVICE)
def draft(ctx: Context, asked: DraftQuotation) -> int:
    """Price the lines by the rules of today, keep them as a draft, and return its id."""
    with ctx.work() as work:
        head = _head(ctx, asked)
        made = work.create(
            Quotation, number=next_number(work, SERIES, f"{ctx.clock.today():%Y%m}"), dated_on=ctx.clock.today(),
            created_at=ctx.clock.now(), created_by=ctx.actor, **head,
        )  # fmt: skip
        _write_lines(work, made.id, asked)
        return int(made.id)


@command
@needs(Right.RECORD_SERVICE)
def edit(ctx: Context, asked: EditQuotation) -> None:
    """Replace a draft by what was entered, priced anew by the rules of today. What was sent is taken back first."""
    with ctx.work() as work:
        row: Any = work.lock(Quotation, asked.quotation_id)
        work.check_seen(row, asked.seen_version)
        if row.state is not QuotationState.DRAFT:
            raise RuleBroken(
                N_("{number} is no draft any more. Take it back first, or copy it into a new one."), number=row.number
            )
        work.change(row, dated_on=ctx.clock.today(), **_head(ctx, asked))
        for kept in list(QuotationLine.select().where(QuotationLine.quotation == row.id)):
            work.delete(kept)
        _write_lines(work, row.id, asked)
        row.version += 1  # its lines are part of what the next person sees
        row.save(only=[Quotation.version])


@command
@needs(Right.RECORD_SERVICE)
def discard(ctx: Context, quotation_id: int, seen_version: int) -> None:
    """Throw a draft away that never left the house."""
    with ctx.work() as work:
        row: Any = work.lock(Quotation, quotation_id)
        work.check_seen(row, seen_version)
        if row.state is not QuotationState.DRAFT or row.sent_on is not None:
            raise RuleBroken(N_("{number} was sent to the customer. Decline it instead."), number=row.number)
        for kept in list(QuotationLine.select().where(QuotationLine.quotation == row.id)):
            work.delete(kept)
        work.delete(row)


@command
@needs(Right.EXPORT_TO_CUSTOMER)
def send(ctx: Context, quotation_id: int, seen_version: int) -> None:
    """The quotation goes to the customer; from now on its lines stand."""
    with ctx.work() as work:
        row = _step(work, quotation_id, seen_version, QuotationState.SENT)
        if row.valid_until < ctx.clock.today():
            raise RuleBroken(
                N_("{number} was valid until {day}. Prolong it before it is sent."),
                number=row.number, day=row.valid_until.isoformat(),
            )  # fmt: skip
        work.change(row, state=QuotationState.SENT, sent_on=ctx.clock.today())


@command
@needs(Right.EXPORT_TO_CUSTOMER)
def take_back(ctx: Context, quotation_id: int, seen_version: int) -> None:
    """A quotation that was sent becomes a draft again, to be corrected; the customer has not answered."""
    with ctx.work() as work:
        row = _step(work, quotation_id, seen_version, QuotationState.DRAFT)
        work.change(row, state=QuotationState.DRAFT)


@command
@needs(Right.EXPORT_TO_CUSTOMER)
def prolong(ctx: Context, quotation_id: int, seen_version: int, valid_until: date) -> None:
    """A quotation that is open, or has expired, is valid until a later day."""
    with ctx.work() as work:
        row: Any = work.lock(Quotation, quotation_id)
        work.check_seen(row, seen_version)
        if row.state not in (QuotationState.SENT, QuotationState.EXPIRED):
            check_step(row.number, row.state, QuotationState.SENT)
        if valid_until < max(row.valid_until, ctx.clock.today()):
            raise InvalidInput(N_("Enter a day after {day}."), field="valid_until", day=row.valid_until.isoformat())
        work.change(row, state=QuotationState.SENT, valid_until=valid_until)


@command
@needs(Right.RECORD_SERVICE)
def accept(
    ctx: Context, quotation_id: int, seen_version: int, confirmed_by: str, decided_on: date | None = None
) -> None:
    """The customer takes the offer; ``confirmed_by``: who of theirs said so. Refused once it has expired."""
    who, day = one_line(confirmed_by), decided_on or ctx.clock.today()
    if not who:
        raise InvalidInput(N_("Enter who of the customer accepted it."), field="confirmed_by")
    if day > ctx.clock.today():
        raise InvalidInput(
            N_("{day} is still to come. Enter a day up to today, {today}."),
            field="decided_on", day=day.isoformat(), today=ctx.clock.today().isoformat(),
        )  # fmt: skip
    with ctx.work() as work:
        row = _step(work, quotation_id, seen_version, QuotationState.ACCEPTED)
        if stands(row.state, row.valid_until, day) is QuotationState.EXPIRED:
            raise RuleBroken(
                N_("{number} was valid until {day}. Prolong it first, or quote anew."),
                number=row.number, day=row.valid_until.isoformat(),
            )  # fmt: skip
        if row.sent_on is not None and day < row.sent_on:
            raise InvalidInput(
                N_("It cannot be answered before it was sent, on {day}."),
                field="decided_on", day=row.sent_on.isoformat(),
            )  # fmt: skip
        work.change(row, state=QuotationState.ACCEPTED, confirmed_by=who, decided_on=day)


@command
@needs(Right.RECORD_SERVICE)
def decline(ctx: Context, quotation_id: int, seen_version: int, reason: str) -> None:
    """The customer does not take the offer, or takes their word back. Raises InvalidInput without a reason."""
    why = one_line(reason)
    if not why:
        raise InvalidInput(N_("Say why: whoever asks later reads it."), field="reason")
    with ctx.work(why) as work:
        row = _step(work, quotation_id, seen_version, QuotationState.DECLINED)
        work.change(row, state=QuotationState.DECLINED, decided_on=ctx.clock.today())


def _step(work: Work, quotation_id: int, seen_version: int, wanted: QuotationState) -> Any:
    row: Any = work.lock(Quotation, quotation_id)
    work.check_seen(row, seen_version)
    check_step(row.number, row.state, wanted)
    return row


def _head(ctx: Context, asked: QuotationFields) -> dict[str, Any]:
    today = ctx.clock.today()
    until = asked.valid_until or today + timedelta(days=VALID_DAYS)
    if until < today:
        raise InvalidInput(N_("A quotation cannot end before its date. Check both dates."), field="valid_until")
    if not asked.lines:
        raise InvalidInput(N_("A quotation needs at least one line. Add a part or a service."), field="lines")
    if Customer.get_or_none(Customer.id == asked.customer_id) is None:
        raise NotFound(N_("This customer is no longer there. Refresh the page to see who is."))
    if asked.asset_id is not None:
        unit: Any = Asset.get_or_none(Asset.id == asked.asset_id)
        if unit is None or unit.customer_id != asked.customer_id:
            raise InvalidInput(N_("This unit does not belong to the customer. Choose one of theirs."), field="asset_id")
    if asked.case_id is not None:
        case: Any = ServiceCase.get_or_none(ServiceCase.id == asked.case_id)
        if case is None or case.customer_id != asked.customer_id:
            raise InvalidInput(N_("This case is not the customer's. Choose one of theirs."), field="case_id")
    return {
        "customer": asked.customer_id, "asset": asked.asset_id, "case": asked.case_id, "basis": _basis(ctx, asked),
        "valid_until": until, "remark": asked.remark.strip(),
    }  # fmt: skip


def _basis(ctx: Context, asked: QuotationFields) -> QuotationBasis:
    if asked.basis is not None:
        return asked.basis
    if asked.asset_id is None:
        return QuotationBasis.AT_ISSUE
    return QuotationBasis(grounds.unit(ctx, asked.asset_id).standing.terms.price_basis.value)


def _write_lines(work: Work, quotation_id: int, asked: QuotationFields) -> None:
    about = None if asked.asset_id is None else grounds.unit(work.ctx, asked.asset_id, asked.case_id)
    for position, wanted in enumerate(asked.lines, 1):
        work.create(QuotationLine, quotation=quotation_id, position=position, **reckoned(wanted, about).columns())
