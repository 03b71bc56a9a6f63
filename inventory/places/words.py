"""What the kinds of places are called."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, _
from models.places import PlaceKind

__all__ = ["PlaceKind", "kind_word"]

_KINDS: Final = {
    PlaceKind.BIN: N_("Bin"),
    PlaceKind.VAN: N_("Van"),
    PlaceKind.TRANSIT: N_("On the way"),
    PlaceKind.QUARANTINE: N_("Quarantine"),
    PlaceKind.SUPPLIER: N_("Supplier"),
    PlaceKind.CUSTOMER: N_("Customer"),
    PlaceKind.OEM_REPAIR: N_("Repair by the maker"),
    PlaceKind.ADJUSTMENT: N_("Stocktake differences"),
    PlaceKind.SCRAP: N_("Scrap"),
}


def kind_word(kind: PlaceKind) -> str:
    """The kind of a place, in the reader's language."""
    return _(_KINDS[kind])
