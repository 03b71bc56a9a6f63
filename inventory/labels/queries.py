"""What the labels of units say, and which units have none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inventory.access.rights import Right, require
from inventory.company.queries import header
from inventory.i18n import language
from inventory.labels.layout import LabelContent, compose
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


def unprinted(ctx: Context, customer_id: int | None = None) -> list[int]:
    """The units without a valid label, by serial; of one customer or of the whole depot."""
    where, values = ("", ()) if customer_id is None else ("customer_id = ? AND ", (customer_id,))
    found = connect.rows(f"SELECT id FROM asset WHERE {where}label_printed_at IS NULL ORDER BY serial_norm, id", values)
    return [row[0] for row in found]
