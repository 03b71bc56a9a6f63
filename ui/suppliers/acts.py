"""What can be done with suppliers."""

from __future__ import annotations

from typing import Final

from inventory.access.rights import Right
from inventory.i18n import N_
from ui.actions import Act, declare

_KEEP: Final = (Right.KEEP_STOCK,)
NEW: Final = declare(Act("supplier_new", N_("New supplier"), icon="add", needs=_KEEP))
EDIT: Final = declare(
    Act("supplier_edit", N_("Edit this supplier"), icon="edit", keys="Ctrl+Shift+E", of="edit", needs=_KEEP)
)
