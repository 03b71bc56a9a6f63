"""The order list as a workbook, a sheet for each supplier: what to order, with nothing internal on it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from inventory.access.rights import Right, require
from inventory.clock import local
from inventory.documents.parties import supplier, written_day
from inventory.errors import RuleBroken
from inventory.excel.cells import Column, Kind
from inventory.excel.door import BookWriter
from inventory.i18n import N_, _, pgettext
from inventory.jobs import Progress
from inventory.paging import Sort
from inventory.supply.queries import SHORTAGE, ShortPart
from inventory.work import Context

ALL: Final = object()
"""Every supplier, and the parts that have none."""


@dataclass(frozen=True, slots=True)
class OrderBook:
    """What was written where."""

    path: Path
    sheets: int
    parts: int


def file_name(ctx: Context) -> str:
    """The name that the workbook should have: 订货清单_<now>.xlsx."""
    return _("Order list") + f"_{local(ctx.clock.now()):%Y%m%d%H%M}.xlsx"


def write_orders(ctx: Context, path: Path, progress: Progress, supplier_id: int | object | None = ALL) -> OrderBook:
    """Write what is short to ``path``, whole or not at all, a sheet for each supplier; or for one supplier alone.

    Raises NotPermitted, RuleBroken where nothing is short, Cancelled, DiskFull.
    """
    require(ctx, Right.KEEP_STOCK)
    filters: dict[str, object] = {"short": True}
    if supplier_id is not ALL:
        filters["supplier"] = supplier_id
    by_supplier: dict[str, list[ShortPart]] = defaultdict(list)
    for chunk in SHORTAGE.walk(filters, Sort("part_no")):
        for part in chunk:
            by_supplier[part.supplier].append(part)
    if not by_supplier:
        raise RuleBroken(N_("Nothing is short, so there is nothing to order."))
    us, made = supplier(ctx), ctx.clock.now()
    with BookWriter(path, creator=us.name, title=_("Order list"), made=made, progress=progress) as book:
        for name in sorted(by_supplier, key=lambda each: (not each, each)):
            to = name or _("Without a supplier")
            heads = (_("Order list"), to, *([us.name] if us.name else ()), written_day(local(made).date()))
            sheet = book.sheet(to, _columns(), title_rows=heads, expected_rows=len(by_supplier[name]))
            for number, part in enumerate(by_supplier[name], 1):
                sheet.row(_row(number, part))
    return OrderBook(path, len(by_supplier), sum(len(parts) for parts in by_supplier.values()))


def _columns() -> list[Column]:
    return [
        Column(pgettext("order list", "No."), Kind.INTEGER),
        Column(_("Part no.")),
        Column(_("Name")),
        Column(_("Specification")),
        Column(_("Unit of count")),
        Column(_("To order"), Kind.NUMBER),
        Column(_("Wanted by"), Kind.DATE),
        Column(_("Remark"), wrap=True),
    ]


def _row(number: int, part: ShortPart) -> tuple[object, ...]:
    wanted = Decimal(part.missing).scaleb(-part.decimals)
    return number, part.part_no, part.name, part.spec, part.unit, wanted, None, ""
