"""The proposal of a maintenance contract as a workbook for the customer (R-043): nothing internal is in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from inventory.access.rights import Right, require
from inventory.clock import local
from inventory.cover.words import KIND, Days, Months
from inventory.documents.parties import customer, reader_language
from inventory.documents.proposal import MaintenanceProposal, ProposalRequest, proposal
from inventory.excel.cells import Column, Kind
from inventory.excel.door import BookWriter
from inventory.files import MAX_NAME, MAX_NAME_BYTES, safe_file_name
from inventory.i18n import _, language, ngettext, pgettext, speaking
from inventory.jobs import Progress
from inventory.values.capitals import capital_amount
from inventory.values.money import Money
from inventory.work import Context

_Row = tuple[str, object, str]


@dataclass(frozen=True, slots=True)
class ProposalSummary:
    """What was written where. ``gross`` None where no price is named."""

    path: Path
    units: int
    gross: Money | None


def file_name(ctx: Context, request: ProposalRequest) -> str:
    """The name that the workbook should have: 维保合同建议_<customer>_<now>.xlsx."""
    with speaking(reader_language(request.customer_id, request.language)):
        name = customer(ctx, request.customer_id).name
        begin, end = _("Maintenance proposal") + "_", f"_{local(ctx.clock.now()):%Y%m%d%H%M}.xlsx"
        room = MAX_NAME - len(begin + end)
        while len((begin + name[:room] + end).encode()) > MAX_NAME_BYTES:
            room -= 1
        return safe_file_name(begin + name[:room] + end)


def write_proposal(ctx: Context, request: ProposalRequest, path: Path, progress: Progress) -> ProposalSummary:
    """Write the proposal to ``path``, whole or not at all, in the language of its reader.

    Raises NotPermitted, NotFound, InvalidInput, Cancelled, DiskFull.
    """
    require(ctx, Right.EXPORT_TO_CUSTOMER)
    made = proposal(ctx, replace(request, language=reader_language(request.customer_id, request.language)))
    return write_book(ctx, made, path, progress)


def write_book(ctx: Context, made: MaintenanceProposal, path: Path, progress: Progress) -> ProposalSummary:
    """Write what is proposed to ``path``, whole or not at all. Raises Cancelled, DiskFull."""
    with speaking(made.language):
        title = _("Maintenance proposal")
        with BookWriter(
            path,
            creator=made.supplier.name,
            title=f"{title} {made.customer.name}",
            made=ctx.clock.now(),
            progress=progress,
        ) as book:
            _write_letter(book, made, title)
            _write_units(book, made)
    return ProposalSummary(path, len(made.units), None if made.priced is None else made.priced.gross)


def _write_letter(book: BookWriter, made: MaintenanceProposal, title: str) -> None:
    columns = [
        Column(pgettext("maintenance proposal", "Item")),
        Column(pgettext("maintenance proposal", "Content"), Kind.AS_IT_IS),
        Column(pgettext("maintenance proposal", "Note"), wrap=True),
    ]
    opening = _(
        "The cover of the units listed here ends soon. So that they stay looked after, we propose a maintenance "
        "contract."
    )
    sheet = book.sheet(
        pgettext("maintenance proposal", "Proposal"), columns, title_rows=(title, made.customer.name, opening),
        filtered=False, landscape=False,
    )  # fmt: skip
    for row in (*_parties(made), *_terms(made), *_price(made), *_signing()):
        sheet.row(row)


def _parties(made: MaintenanceProposal) -> list[_Row]:
    us, them = made.supplier, made.customer
    reach = [text for text in (us.hotline, us.mobile, us.email) if text]
    rows: list[_Row] = [
        (pgettext("maintenance proposal", "Customer"), them.name, them.code),
        (pgettext("maintenance proposal", "Contact"), _joined(them.contact, them.phone), them.address),
    ]
    if us.name:
        rows.append((pgettext("maintenance proposal", "Proposed by"), us.name, _joined(us.address, *reach)))
    return [
        *rows,
        (pgettext("maintenance proposal", "Date"), made.made_on, ""),
        (pgettext("maintenance proposal", "Valid until"), made.valid_until, ""),
    ]


def _terms(made: MaintenanceProposal) -> list[_Row]:
    gaps = sum(1 for unit in made.units if unit.offered.gap)
    note = _("For each unit from the day after its cover ends; the days stand in the list of units.")
    if gaps:
        note = ngettext(
            "For each unit from the day after its cover ends. Of {count} unit it is over already: there it begins the "
            "day after the signature.",
            "For each unit from the day after its cover ends. Of {count} units it is over already: there it begins the "
            "day after the signature.",
            gaps,
        ).format(count=gaps)
    rows: list[_Row] = [
        (pgettext("maintenance proposal", "Units"), len(made.units), ""),
        (pgettext("maintenance proposal", "Term"), str(Months(made.months)), note),
        (pgettext("maintenance proposal", "Parts"), _included(made.covers_parts), ""),
        (pgettext("maintenance proposal", "Labour and travel"), _included(made.covers_labour), ""),
    ]
    if made.visit_months is None:
        rows.append((pgettext("maintenance proposal", "Visits"), _included(False), ""))
    else:
        often = ngettext("Every {count} month", "Every {count} months", made.visit_months)
        visits = ngettext("{count} visit in the term", "{count} visits in the term", made.visits)
        rows.append((
            pgettext("maintenance proposal", "Visits"),
            often.format(count=made.visit_months),
            visits.format(count=made.visits),
        ))  # fmt: skip
    return rows


def _price(made: MaintenanceProposal) -> list[_Row]:
    if made.priced is None or made.unit_price is None:
        return [(pgettext("maintenance proposal", "Price"), _("By agreement"), "")]
    rate = f"{made.tax_rate_bp / 100:g} %"
    basis = _("with {rate} VAT") if made.tax_included else _("without VAT, {rate}")
    rows: list[_Row] = [
        (pgettext("maintenance proposal", "Price per unit (yuan)"), made.unit_price, basis.format(rate=rate)),
        (pgettext("maintenance proposal", "Net (yuan)"), made.priced.net, ""),
        (pgettext("maintenance proposal", "VAT (yuan)"), made.priced.tax, rate),
        (pgettext("maintenance proposal", "Total (yuan)"), made.priced.gross, ""),
    ]
    if language() == "zh_CN":
        rows.append((pgettext("maintenance proposal", "Total in words"), capital_amount(made.priced.gross.fen), ""))
    return rows


def _signing() -> list[_Row]:
    line = _("Representative (signature and seal):")
    return [(_("Party A (customer)"), line, _("Date:")), (_("Party B (supplier)"), line, _("Date:"))]


def _write_units(book: BookWriter, made: MaintenanceProposal) -> None:
    columns = [
        Column(pgettext("maintenance proposal", "No."), Kind.INTEGER),
        Column(pgettext("maintenance proposal", "Product")),
        Column(pgettext("maintenance proposal", "Model")),
        Column(pgettext("maintenance proposal", "Serial no.")),
        Column(pgettext("maintenance proposal", "Place")),
        Column(pgettext("maintenance proposal", "Contract")),
        Column(pgettext("maintenance proposal", "Covered by")),
        Column(pgettext("maintenance proposal", "Covered until"), Kind.DATE),
        Column(pgettext("maintenance proposal", "Proposed from"), Kind.DATE),
        Column(pgettext("maintenance proposal", "Proposed until"), Kind.DATE),
        Column(pgettext("maintenance proposal", "Remark"), wrap=True),
    ]
    sheet = book.sheet(
        pgettext("maintenance proposal", "List of units"), columns, freeze_columns=4, expected_rows=len(made.units)
    )
    for number, unit in enumerate(made.units, 1):
        window = unit.offered.window
        sheet.row((
            number,
            unit.product_name,
            unit.model_code,
            unit.serial_no,
            unit.place,
            unit.contract_no,
            "" if unit.kind is None else str(KIND[unit.kind]),
            unit.covered_until,
            None if window is None else window.first,
            None if window is None else window.last,
            _remark(unit.offered.gap, begins=window is not None),
        ))  # fmt: skip


def _remark(gap: int, *, begins: bool) -> str:
    if not begins:
        return _("It begins when the unit is accepted.")
    return _("Not covered for {days} before it begins.").format(days=Days(gap)) if gap else ""


def _included(covered: bool) -> str:
    return _("Included") if covered else _("Not included")


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)


__all__ = ["ProposalRequest", "ProposalSummary", "file_name", "write_book", "write_proposal"]
