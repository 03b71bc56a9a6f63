"""Commands that show or write what the depot knows: a scan, a customer's history, labels."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from inventory import settings
from inventory.commandline.depot import opened
from inventory.commandline.run import Screen
from inventory.commandline.speech import Answer
from inventory.errors import InvalidInput, NotFound
from inventory.i18n import N_, Listed, _, ngettext
from inventory.jobs import Progress
from inventory.values.money import Money
from inventory.work import Context


def scan(typed: Namespace, screen: Screen, progress: Progress) -> Answer:
    """What a scan means. Nothing is written."""
    from inventory.scanning.card import scan_document, scan_text

    ctx = opened(typed)
    with ctx.reading():
        if typed.json:
            return Answer(scan_document(ctx, typed.text), ())
        return Answer({}, scan_text(ctx, typed.text))


def export(typed: Namespace, screen: Screen, progress: Progress) -> Answer:
    """A workbook for a customer, a supplier, or the house."""
    if typed.what in ("stock", "movements", "valuation"):
        return export_stock(typed, progress)
    if typed.what in ("quotation", "orders", "coverage"):
        from inventory.commandline import supply_books

        written: Answer = getattr(supply_books, f"export_{typed.what}")(typed, progress)
        return written
    return export_proposal(typed, progress) if typed.what == "proposal" else export_history(typed, screen, progress)


def export_stock(typed: Namespace, progress: Progress) -> Answer:
    """The stock, its moves or its value as a workbook."""
    from inventory.stock.export import StockBook, StockRequest, file_name, write

    ctx = opened(typed)
    with ctx.reading():
        first, last = _day(ctx, typed.first, "--from"), _day(ctx, typed.last, "--to")
        request = StockRequest(StockBook(typed.what), first, last)
        path: Path = typed.output or Path()
        if path.is_dir():
            path = path / file_name(ctx, request)
        summary = write(ctx, request, path, progress)
    words = ngettext("{path} has {rows} row.", "{path} has {rows} rows.", summary.rows)
    document = {
        "file": str(summary.path.absolute()),
        "rows": summary.rows,
        "value": None if summary.value is None else float(summary.value.yuan),
    }
    return Answer(document, (words.format(path=summary.path, rows=summary.rows),))


def export_proposal(typed: Namespace, progress: Progress) -> Answer:
    """The proposal of a maintenance contract as a workbook; the depot remembers that it was made."""
    from inventory.cases.history import units_by_serial
    from inventory.customers.queries import find
    from inventory.documents.proposal import ProposalRequest
    from inventory.documents.proposal_book import file_name
    from inventory.proposals.commands import propose

    ctx = opened(typed)
    with ctx.reading():
        customer = find(ctx, typed.customer)
        request = ProposalRequest(
            customer_id=customer,
            within_days=typed.within,
            asset_ids=units_by_serial(ctx, customer, typed.serial) if typed.serial else None,
            months=typed.months,
            visit_months=typed.visits,
            unit_price=_yuan(typed.price, "--price"),
            language=typed.language or "",
        )
        path: Path = typed.output or Path()
        if path.is_dir():
            path = path / file_name(ctx, request)
        summary = propose(ctx, request, path, progress)
    words = ngettext(
        "The proposal {path} is for {units} unit.", "The proposal {path} is for {units} units.", summary.units
    )
    document = {
        "file": str(summary.path.absolute()),
        "units": summary.units,
        "total": None if summary.gross is None else float(summary.gross.yuan),
    }
    return Answer(document, (words.format(path=summary.path, units=summary.units),))


def _yuan(text: str | None, option: str) -> Money | None:
    if text is None:
        return None
    try:
        return Money.parse(text)
    except InvalidInput as error:
        raise InvalidInput(error.message_id, field=option, **error.values) from error


def export_history(typed: Namespace, screen: Screen, progress: Progress) -> Answer:
    """A customer's repair history as a workbook."""
    from inventory.cases.history import HistoryRequest, file_name, units_by_serial, write_history
    from inventory.customers.queries import find

    ctx = opened(typed)
    with ctx.reading():
        customer = find(ctx, typed.customer)
        request = HistoryRequest(
            customer,
            _day(ctx, typed.first, "--from"),
            _day(ctx, typed.last, "--to"),
            units_by_serial(ctx, customer, typed.serial) if typed.serial else None,
            typed.language or "",
        )
        path: Path = typed.output or Path()
        if path.is_dir():
            path = path / file_name(ctx, request)
        summary = write_history(ctx, request, path, progress)
    words = _("The history {path} has {cases} cases of {units} units.")
    document = {
        "file": str(summary.path.absolute()),
        "units": summary.units,
        "cases": summary.cases,
        "parts": summary.part_lines,
        "fee": float(summary.fee.yuan),
    }
    return Answer(document, (words.format(path=summary.path, cases=summary.cases, units=summary.units),))


def _day(ctx: Context, text: str | None, option: str) -> date | None:
    from inventory.values.days import parse_day

    if text is None:
        return None
    try:
        return parse_day(text, ctx.clock.today())
    except InvalidInput as error:
        raise InvalidInput(error.message_id, field=option, **error.values) from error


def labels(typed: Namespace, screen: Screen, progress: Progress) -> Answer:
    """Label sheets; the units are marked as labelled once the file is whole."""
    from inventory.commandline.others import mark_bins, others
    from inventory.labels import sheets, templates
    from inventory.labels.commands import mark_printed
    from inventory.labels.queries import contents

    ctx = opened(typed)
    with ctx.reading():
        template = templates.load(typed.template or settings.read(ctx, settings.LABEL_TEMPLATE))
        if typed.bin or typed.part:
            units, written = [], others(ctx, typed)
        else:
            units = _units(ctx, typed)
            written = contents(ctx, units)
    count = screen.write_labels(written, template, typed.output, start=typed.start, progress=progress)
    if units:
        mark_printed(ctx, units, template.key)
    if typed.bin:
        mark_bins(ctx, typed)
    paths = sheets.files(typed.output, sheets.pages(len(written), template, typed.start))
    words = ngettext("{count} label was written to {path}.", "{count} labels were written to {path}.", count)
    place = _("{first} … {last}").format(first=paths[0], last=paths[-1]) if len(paths) > 1 else str(paths[0])
    document = {
        "file": str(paths[0].absolute()),
        "files": [str(path.absolute()) for path in paths],
        "template": template.key,
        "labels": count,
        "codes": [content.code for content in written],
    }
    return Answer(document, (words.format(count=count, path=place),))


def _units(ctx: Context, typed: Namespace) -> list[int]:
    """The units whose labels are wanted, in the order of their serials or as they were named."""
    from inventory.assets.queries import LISTING
    from inventory.customers.queries import find
    from inventory.labels.queries import unprinted
    from inventory.paging import Sort

    customer = find(ctx, typed.customer) if typed.customer else None
    if typed.serial:
        return list(dict.fromkeys(_named(ctx, text) for text in typed.serial))
    if typed.unprinted:
        units = unprinted(ctx, customer)
        if not units:
            raise NotFound(N_("Every unit has its label already. Name units by --serial to print labels again."))
        return units
    return list(LISTING.ids({"customer": customer}, Sort("serial")))


def _named(ctx: Context, text: str) -> int:
    from inventory.found import Found
    from inventory.scanning.resolve import resolve

    units = [hit for hit in resolve(ctx, text) if hit.kind is Found.ASSET]
    if not units:
        raise NotFound(N_("{text} is not a unit. Name a serial number or the code on its label."), text=text)
    if len(units) > 1:
        raise InvalidInput(
            N_("{text} is the serial of several units: {units}. Name the code on the label instead."),
            field="--serial",
            text=text,
            units=Listed(tuple(hit.subtitle for hit in units)),
        )
    return units[0].id
