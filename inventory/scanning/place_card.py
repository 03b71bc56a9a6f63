"""What a scan of a bin's label shows: where the bin is, and what lies there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from inventory.found import Found
from inventory.i18n import _
from inventory.places import queries as places
from inventory.places.words import kind_word
from inventory.stock.words import condition_word
from inventory.values.quantities import show_quantity
from inventory.work import Context


def place_document(ctx: Context, place_id: int) -> dict[str, Any]:
    """A place with what lies there, JSON-ready. Raises NotFound."""
    card = places.card(ctx, place_id)
    place = card.row
    return {
        "kind": Found.PLACE.value,
        "id": place.id,
        "code": place.code,
        "place_kind": place.kind.value,
        "name": place.name,
        "warehouse": place.warehouse or None,
        "engineer": place.engineer or None,
        "path": list(card.path),
        "lying": [
            {
                "part_no": each.part_no,
                "name": each.name,
                "spec": each.spec,
                "quantity": each.quantity if not each.decimals else float(each.quantity / 10**each.decimals),
                "unit": each.unit,
                "condition": each.condition.value,
                "owner": each.owner.value,
                "serial": each.serial or None,
                "lot": each.lot or None,
            }
            for each in card.lying
        ],
    }


def place_lines(ctx: Context, place_id: int) -> Iterator[str]:
    """A place with what lies there, in lines for people. Raises NotFound."""
    card = places.card(ctx, place_id)
    where = (card.row.warehouse, *card.path, card.row.name)
    yield f"{kind_word(card.row.kind)}  {' / '.join(word for word in where if word)}  {card.row.code}"
    if not card.lying:
        yield _("Nothing lies here.")
    for each in card.lying:
        quantity = f"{show_quantity(each.quantity, each.decimals)} {each.unit}"
        words = (each.part_no, each.name, each.spec, quantity, condition_word(each.condition), each.serial, each.lot)
        yield "  " + "  ".join(word for word in words if word)
