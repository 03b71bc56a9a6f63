"""What kinds of customers are called."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, _
from models.customers import CustomerKind

__all__ = ["CustomerKind", "kind_word"]

_KINDS: Final = {
    CustomerKind.ORGANISATION: N_("Organisation"),
    CustomerKind.PERSON: N_("Private person"),
}


def kind_word(kind: CustomerKind) -> str:
    """Who buys, in the reader's language."""
    return _(_KINDS[kind])
