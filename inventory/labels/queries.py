"""What the labels of units, bins and parts say, and which units have none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inventory.access.rights import Right, require
from inventory.company.queries import header
from inventory.i18n import language
from inventory.labels.layout import LabelContent, compose, compose_other
from inventory.scanning.payload import decode
from inventory.work import Context
from models import connect

_CHUNK: Final = 500


def contents(ctx: Context, asset_ids: Sequence[int]) -> list[LabelContent]:
    """The labels of units in the order of ``asset_ids``, in the language spoken now; units that are gone are left out.

    No cover on them: a warranty date can change after printing (rules.md C-19). Raises NotPermitted.
    """
    require(ctx, Right.PRINT_LABELS)
    company = header(ctx)
    there: dict[int, LabelContent] = {}
    for start in range(0, len(asset_ids), _CHUNK):
        chunk = tuple(asset_ids[start : start + _CHUNK])
        found = connect.rows(
            "SELECT a.id, a.code, m.product_name, m.model_code, a.serial_no, a.sold_on FROM asset a "
            f"JOIN product_model m ON m.id = a.model_id WHERE a.id IN ({', '.join('?' * len(chunk))})",
            chunk,
        )
        for asset_id, code, product, model, serial, sold_on in found:
            there[asset_id] = compose(
                code,
                decode(code).grouped,
                product=product,
                model=model,
                serial=serial,
                sold_on=connect.as_day(sold_on),
                company=company.name(language()),
                hotline=company.hotline,
            )
    return [there[asset_id] for asset_id in asset_ids if asset_id in there]


def of_places(ctx: Context, place_ids: Sequence[int]) -> list[LabelContent]:
    """The labels of bins and vans in the order of ``place_ids``: name, and where it is. Raises NotPermitted."""
    return _composed(
        ctx, place_ids,
        "SELECT p.id, p.code, p.name, coalesce(w.name, u.name, ''), '' FROM place p "
        "LEFT JOIN warehouse w ON w.id = p.warehouse_id LEFT JOIN depot_user u ON u.id = p.engineer_id WHERE p.id",
    )  # fmt: skip


def of_parts(ctx: Context, part_ids: Sequence[int]) -> list[LabelContent]:
    """The labels of parts in the order of ``part_ids``: name, specification and number, no price and no cost.

    A part that is named twice gets two labels. Raises NotPermitted.
    """
    return _composed(ctx, part_ids, "SELECT p.id, p.code, p.name, p.spec, p.part_no FROM part p WHERE p.id")


def _composed(ctx: Context, ids: Sequence[int], sql: str) -> list[LabelContent]:
    require(ctx, Right.PRINT_LABELS)
    company = header(ctx)
    there: dict[int, LabelContent] = {}
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _CHUNK):
        chunk = tuple(wanted[start : start + _CHUNK])
        for row_id, code, name, detail, number in connect.rows(f"{sql} IN ({', '.join('?' * len(chunk))})", chunk):
            there[row_id] = compose_other(code, decode(code).grouped, name, detail, number, company.name(language()))
    return [there[row_id] for row_id in ids if row_id in there]


def unprinted(ctx: Context, customer_id: int | None = None) -> list[int]:
    """The units without a valid label, by serial; of one customer or of the whole depot."""
    where, values = ("", ()) if customer_id is None else ("customer_id = ? AND ", (customer_id,))
    found = connect.rows(f"SELECT id FROM asset WHERE {where}label_printed_at IS NULL ORDER BY serial_norm, id", values)
    return [row[0] for row in found]
