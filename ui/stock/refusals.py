"""Where a refusal of a paper belongs: at its line, at a field above the lines, at the scan, or across the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from inventory.errors import DepotError, InvalidInput
from ui.stock.draft import DraftLine
from ui.theme import Meaning

if TYPE_CHECKING:
    from ui.stock.paper_desk import PaperDesk

_FIELDS: Final = {
    "place_id": ("end", "start"), "to_place_id": ("end",), "unit_cost": ("cost",), "to_condition": ("becomes",),
    "condition": ("condition", "becomes"), "order_id": ("order",), "quantity": ("quantity",), "serial": ("serial",),
    "start": ("start",), "end": ("end",), "becomes": ("becomes",),
}  # fmt: skip
"""What a refusal's field is called in a line."""


def say(page: PaperDesk, error: DepotError, chosen: Sequence[DraftLine]) -> None:
    """Say it there; ``chosen``: the lines that were sent, in order."""
    name = error.field if isinstance(error, InvalidInput) else ""
    if error.line is not None and error.line <= len(chosen):
        row = page.lines.row(chosen[error.line - 1])
        if row is not None:
            meant = next((field for field in _FIELDS.get(name, ()) if field in row.fields), "")
            row.complain(str(error), meant)
            return
    if name in ("code", "lines"):
        page.box.refuse(str(error))
    elif not (isinstance(error, InvalidInput) and page.head.refuse(error)):
        page.banners.say(str(error), Meaning.LATE)
