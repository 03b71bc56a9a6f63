"""A quotation as a workbook for the customer (documents.md 4.10): prices and their rules, nothing of our cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from inventory.access.rights import Right, require
from inventory.clock import local
from inventory.documents.parties import customer, reader_language, supplier, written_day
from inventory.excel.cells import Column, Kind
from inventory.excel.door import BookWriter
from inventory.files import safe_file_name
from inventory.i18n import _, language, pgettext, speaking
from inventory.jobs import Progress
from inventory.pricing.words import KINDS
from inventory.quotations.queries import QuotationCard, QuotedLine, card
from inventory.quotations.rules import QuotationBasis
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
            _pairs((pgettext("quotation", "No."), made.row.number), (_("Date"), written_day(made.row.dated_on)),
                   (_("Valid until"), written_day(made.row.valid_until))),
            _pairs((_("Customer"), them.name), (_("Contact"), " ".join(filter(None, (them.contact, them.phone))))),
        ]  # fmt: skip
        if made.row.serial_no:
            heads.append(
                _pairs((_("Unit"), f"{made.product_name} {made.model_code}"), (_("Serial no."), made.row.serial_no),
                       (pgettext("quotation", "Cover ends"), written_day(made.covered_until)),
                       (pgettext("quotation", "Spares secured until"), written_day(made.spares_until)))
            )  # fmt: skip
        with BookWriter(path, creator=us.name, title=title, made=ctx.clock.now(), progress=progress) as book:
            sheet = book.sheet(
                title, _columns(), title_rows=tuple(heads), filtered=False, expected_rows=len(made.lines)
            )
            for line in made.lines:
                sheet.row(_row(line))
            for row in _foot(made):
                sheet.row(row)
    return QuotationSummary(path, made.row.number, len(made.lines), made.total.gross)


def _columns() -> list[Column]:
    return [
        Column(_("No."), Kind.AS_IT_IS),
        Column(_("Kind")),
        Column(_("Code")),
        Column(_("Name"), wrap=True),
        Column(_("Specification")),
        Column(_("Unit of count")),
        Column(_("Quantity"), Kind.AS_IT_IS),
        Column(_("Unit price without tax"), Kind.AS_IT_IS),
        Column(_("Amount"), Kind.MONEY),
        Column(_("Tax rate")),
        Column(_("Tax"), Kind.MONEY),
        Column(_("Amount with tax"), Kind.MONEY),
        Column(_("Price rule"), wrap=True),
        Column(_("Delivery time")),
        Column(_("Remark"), wrap=True),
    ]


def _row(line: QuotedLine) -> tuple[object, ...]:
    quantity = Decimal(line.priced.quantity).scaleb(-line.priced.decimals)
    return (
        line.position, str(KINDS[line.kind]), line.part_no, line.description, line.spec, line.unit, quantity,
        line.priced.unit_price, line.priced.net, f"{line.tax_rate_bp / 100:g} %", line.priced.tax, line.priced.gross,
        _rule(line), line.delivery, line.note,
    )  # fmt: skip


def _rule(line: QuotedLine) -> str:
    if line.cap_net is None:
        return str(line.rule)
    return _("{rule} ({price})").format(rule=line.rule, price=f"¥{line.cap_net}")


def _foot(made: QuotationCard) -> list[tuple[object, ...]]:
    blank = ("",) * 2
    total = made.total
    rows: list[tuple[object, ...]] = [
        ("", "", "", _("Total"), "", "", "", "", total.net, "", total.tax, total.gross, "", *blank)
    ]
    texts = []
    if language() == "zh_CN":
        texts.append((pgettext("quotation", "Total in words"), capital_amount(total.gross.fen)))
    if made.row.basis is QuotationBasis.FIXED:
        binding = _("These prices are fixed until {day}.").format(day=written_day(made.row.valid_until))
    else:
        binding = _("Parts at cost price are billed at the cost of the day on which they are issued.")
    texts.append((_("Terms"), binding))
    if made.remark:
        texts.append((_("Remark"), made.remark))
    signing = (_("Quoted by"), _("Checked by"), _("Customer (signature and seal)"))
    texts += [(who, pgettext("signature line", "Date:")) for who in signing]
    return rows + [("", "", "", name, *("",) * 8, text, *blank) for name, text in texts]


def _pairs(*pairs: tuple[str, str]) -> str:
    return "    ".join(f"{name}: {value}" for name, value in pairs if value)


__all__ = ["QuotationSummary", "file_name", "write_quotation"]
