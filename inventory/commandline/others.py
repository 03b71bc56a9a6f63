"""Labels of what is not a unit, for the command line: bins by name or code, parts by number or code."""

from __future__ import annotations

from argparse import Namespace

from inventory.errors import InvalidInput, NotFound
from inventory.found import Found
from inventory.i18n import N_, Listed
from inventory.labels.layout import LabelContent
from inventory.labels.queries import of_parts, of_places
from inventory.places.commands import mark_labelled
from inventory.scanning.resolve import resolve
from inventory.values.codes import name_key
from inventory.work import Context
from models import connect


def others(ctx: Context, typed: Namespace) -> list[LabelContent]:
    """The labels that ``--bin`` or ``--part`` ask for. Raises NotFound and InvalidInput."""
    if typed.bin:
        return of_places(ctx, _bins(ctx, typed))
    return of_parts(ctx, list(dict.fromkeys(_part(ctx, text) for text in typed.part)))


def mark_bins(ctx: Context, typed: Namespace) -> None:
    """The bins whose labels were written have one now."""
    with ctx.reading():
        bins = _bins(ctx, typed)
    mark_labelled(ctx, bins)


def _bins(ctx: Context, typed: Namespace) -> list[int]:
    return list(dict.fromkeys(_place(ctx, text) for text in typed.bin))


def _place(ctx: Context, text: str) -> int:
    found = connect.rows(
        "SELECT p.id, coalesce(w.name, '') FROM place p LEFT JOIN warehouse w ON w.id = p.warehouse_id "
        "WHERE p.name_norm = ? AND p.active AND p.kind IN ('bin', 'van', 'quarantine') ORDER BY p.id",
        (name_key(text),),
    )
    if len(found) > 1:
        raise InvalidInput(
            N_("{text} is a bin of several warehouses: {names}. Name the code on the label instead."), field="--bin",
            text=text, names=Listed(tuple(row[1] for row in found)),
        )  # fmt: skip
    if found:
        return int(found[0][0])
    return _of_kind(ctx, text, Found.PLACE, N_("{text} is not a bin. Name a bin or the code on its label."))


def _part(ctx: Context, text: str) -> int:
    return _of_kind(ctx, text, Found.PART, N_("{text} is not a part. Name a part number or the code on its label."))


def _of_kind(ctx: Context, text: str, kind: Found, sentence: str) -> int:
    found = [hit for hit in resolve(ctx, text) if hit.kind is kind]
    if not found:
        raise NotFound(sentence, text=text)
    return found[0].id
