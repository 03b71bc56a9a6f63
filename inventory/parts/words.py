"""What the kinds and origins of parts are called (glossary 2.2, R-104, R-046)."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, _
from models.parts import Origin, PartKind
from models.supply import SupersessionKind

__all__ = ["Origin", "PartKind", "SupersessionKind", "kind_word", "origin_word"]

_KINDS: Final = {
    PartKind.SPARE_UNIT: N_("Spare unit"),
    PartKind.SPARE_PART: N_("Spare part"),
    PartKind.FITTING: N_("Fitting"),
    PartKind.TOOL: N_("Special tool"),
    PartKind.CONSUMABLE: N_("Consumable"),
}
_ORIGINS: Final = {
    Origin.OEM: N_("Original part"),
    Origin.APPROVED: N_("Approved by the manufacturer"),
    Origin.COMPATIBLE: N_("Compatible"),
}


def kind_word(kind: PartKind) -> str:
    """The kind of goods in the reader's language."""
    return _(_KINDS[kind])


def origin_word(origin: Origin) -> str:
    """Who stands behind a part, in the reader's language."""
    return _(_ORIGINS[origin])
