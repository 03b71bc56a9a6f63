"""A quotation as a workbook for the customer (documents.md 4.10): prices and their rules, nothing of our cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from inventory.access.rights import Right, require
from inventory.clock import local
from inventory.documents.parties import customer, named, reader_language, signatures, supplier, written_day
from inventory.excel.cells import Column, Kind, Shown
from inventory.excel.door import BookWriter
from inventory.files import safe_file_name
from inventory.i18n import _, language, pgettext, speaking
from inventory.jobs import Progress
from inventory.pricing.charges import PriceRule
from inventory.pricing.words import KINDS
from inventory.quotations.queries import QuotationCard, QuotedLine, card
from inventory.quotations.rules import QuotationBasis
from inventory.quotations.words import rule_words
from inventory.values.capitals import capital_amount
from inventory.values.money import Money
from inventory.work import Context


@dataclass(frozen=True, slots=True)
class QuotationSummary:
    """What was written where."""

    path: Path
    number: str
    lines: int
    gross: Money


def file_name(ctx: Context, quotation_id: int, spoken: str = "") -> str:
    """The name that the workbook should have: 备件报价单_BJ2026110001_<now>.xlsx."""
    made = card(ctx, quotation_id)
    with speaking(reader_language(made.row.customer_id, spoken)):
        title = _("Quotation for spare parts")
    return safe_file_name(f"{title}_{made.row.number}_{local(ctx.clock.now()):%Y%m%d%H%M}.xlsx")


def write_quotation(
    ctx: Context, quotation_id: int, path: Path, progress: Progress, spoken: str = ""
) -> QuotationSummary:
    """Write a quotation to ``path``, whole or not at all, in the language of its reader.

    Raises NotPermitted, NotFound, Cancelled, DiskFull.
    """
    require(ctx, Right.EXPORT_TO_CUSTOMER)
    made = card(ctx, quotation_id)
    with speaking(reader_language(made.row.customer_id, spoken)):
        us, them = supplier(ctx), customer(ctx, made.row.customer_id)
        title = _("Quotation for spare parts")
        heads = [title, *([us.name] if us.name else ())]
        heads += [
            named((pgettext("quotation", "No."), made.row.number), (_("Date"), written_day(made.row.dated_on)),
                  (_("Valid until"), written_day(made.row.valid_until))),
            named((_("Customer"), them.name), (_("Contact"), " ".join(filter(None, (them.contact, them.phone))))),
        ]  # fmt: skip
        if made.row.serial_no:
            heads.append(
                named((_("Unit"), f"{made.product_name} {made.model_code}"), (_("Serial no."), made.row.serial_no),
                      (pgettext("quotation", "Cover ends"), written_day(made.covered_until)),
                      (pgettext("quotation", "Spares secured until"), written_day(made.spares_until)))
            )  # fmt: skip
        with BookWriter(path, creator=us.name, title=title, made=ctx.clock.now(), progress=progress) as book:
            sheet = book.sheet(
                title, _columns(), title_rows=tuple(heads), filtered=False, form=True, expected_rows=len(made.lines)
            )
            for line in made.lines:
                sheet.row(_row(line))
            sheet.row(_total(made), strong=True)
            for text in _below(made):
                sheet.line(text)
    return QuotationSummary(path, made.row.number, len(made.lines), made.total.gross)


def _columns() -> list[Column]:
    return [
        Column(_("No."), Kind.AS_IT_IS, 5),
        Column(_("Kind"), width=12),
        Column(_("Code"), width=14),
        Column(_("Name"), width=24, wrap=True),
        Column(_("Specification"), width=16, wrap=True),
        Column(_("Unit of count"), width=8),
        Column(_("Quantity"), Kind.AS_IT_IS, 9),
        Column(_("Unit price without tax"), Kind.AS_IT_IS, 12),
        Column(_("Amount"), Kind.MONEY, 12),
        Column(_("Tax rate"), width=7),
        Column(pgettext("quotation", "Tax"), Kind.MONEY, 11),
        Column(_("Amount with tax"), Kind.MONEY, 13),
        Column(_("Price rule"), width=34, wrap=True),
        Column(_("Delivery time"), width=11, wrap=True),
        Column(_("Remark"), width=14, wrap=True),
    ]


def _row(line: QuotedLine) -> tuple[object, ...]:
    quantity = Decimal(line.priced.quantity).scaleb(-line.priced.decimals)
    return (
        line.position, str(KINDS[line.kind]), line.part_no, line.description, line.spec, line.unit, quantity,
        _unit_price(line), line.priced.net, f"{line.tax_rate_bp / 100:g} %", line.priced.tax, line.priced.gross,
        rule_words(line), line.delivery, line.note,
    )  # fmt: skip


def _unit_price(line: QuotedLine) -> object:
    """In whole fen as an amount; else with the four decimals that give the amount of the line."""
    fen = line.priced.unit_price.scaleb(2)
    return Shown(Money(int(fen)), Kind.MONEY) if fen == fen.to_integral_value() else line.priced.unit_price


def _total(made: QuotationCard) -> tuple[object, ...]:
    total = made.total
    return ("", "", "", _("Total"), "", "", "", "", total.net, "", total.tax, total.gross, "", "", "")


def _below(made: QuotationCard) -> list[str]:
    """What stands under the table: the amount in words, what binds, a remark, and room for three signatures."""
    said = []
    if language() == "zh_CN":
        said.append((pgettext("quotation", "Total in words"), capital_amount(made.total.gross.fen)))
    binding = _("These prices are fixed until {day}.").format(day=written_day(made.row.valid_until))
    if made.row.basis is QuotationBasis.AT_ISSUE and any(line.ground is PriceRule.COST for line in made.lines):
        binding = _("Parts at cost price are billed at the cost of the day on which they are issued.")
    said += [(_("Terms"), binding), (_("Remark"), made.remark)]
    rooms = signatures(_("Quoted by"), _("Checked by"), _("Customer (signature and seal)"))
    return [*(named(one) for one in said if one[1]), "", rooms]


__all__ = ["QuotationSummary", "file_name", "write_quotation"]
