"""Commands that write what is offered and what is needed: a quotation, the order list, the promised spares."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from inventory.commandline.depot import opened
from inventory.commandline.speech import Answer
from inventory.errors import InvalidInput
from inventory.i18n import N_, _, ngettext
from inventory.jobs import Progress


def export_quotation(typed: Namespace, progress: Progress) -> Answer:
    """A quotation as the workbook for its customer."""
    from inventory.documents.quotation_book import file_name, write_quotation
    from inventory.quotations.queries import find

    ctx = opened(typed)
    with ctx.reading():
        quotation, spoken = find(typed.number), typed.language or ""
        path = _path(typed, lambda: file_name(ctx, quotation, spoken))
        made = write_quotation(ctx, quotation, path, progress, spoken)
    document = {
        "file": str(made.path.absolute()), "number": made.number, "lines": made.lines, "total": float(made.gross.yuan),
    }  # fmt: skip
    words = _("The quotation {number} is written to {path}.").format(number=made.number, path=made.path)
    return Answer(document, (words,))


def export_orders(typed: Namespace, progress: Progress) -> Answer:
    """What is short as order lists, a sheet for each supplier."""
    from inventory.supply.order_book import ALL, file_name, write_orders

    ctx = opened(typed)
    with ctx.reading():
        supplier = ALL if typed.supplier is None else _supplier(typed.supplier)
        path = _path(typed, lambda: file_name(ctx))
        made = write_orders(ctx, path, progress, supplier)
    document = {"file": str(made.path.absolute()), "suppliers": made.sheets, "parts": made.parts}
    words = ngettext("{path} has {count} part to order.", "{path} has {count} parts to order.", made.parts)
    return Answer(document, (words.format(path=made.path, count=f"{made.parts:,}"),))


def export_coverage(typed: Namespace, progress: Progress) -> Answer:
    """What the promises of the next years need, part by part."""
    from inventory.supply.coverage_book import file_name, write_coverage

    ctx = opened(typed)
    with ctx.reading():
        path = _path(typed, lambda: file_name(ctx))
        made = write_coverage(ctx, path, progress, typed.level)
    document = {
        "file": str(made.path.absolute()), "parts": made.parts, "level": made.level, "short": made.short,
    }  # fmt: skip
    words = ngettext(
        "{path} has {parts} parts; {count} has too few at {level} %.",
        "{path} has {parts} parts; {count} have too few at {level} %.",
        made.short,
    )
    said = words.format(path=made.path, parts=f"{made.parts:,}", count=f"{made.short:,}", level=made.level)
    return Answer(document, (said,))


def _path(typed: Namespace, name: Callable[[], str]) -> Path:
    path: Path = typed.output or Path()
    return path / name() if path.is_dir() else path


def _supplier(name: str) -> int:
    from inventory.suppliers.queries import pick

    found = pick(name)
    same = [one for one in found if one.title.strip().lower() == name.strip().lower()]
    if not same:
        raise InvalidInput(
            N_("There is no supplier {name}. Check the name under Stock → Suppliers."), field="--supplier", name=name
        )
    return same[0].id
