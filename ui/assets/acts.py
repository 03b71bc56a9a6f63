"""What can be done with a unit, and which right it needs."""

from __future__ import annotations

from typing import Final

from inventory.access.rights import Right
from inventory.i18n import N_
from ui.actions import Act, declare

EDIT: Final = declare(
    Act("asset_edit", N_("Edit this unit"), icon="edit", keys="Ctrl+Shift+E", of="edit", needs=(Right.EDIT_REGISTER,))
)
LABEL: Final = declare(
    Act("asset_label", N_("Print label"), icon="label", keys="Ctrl+P", of="print", needs=(Right.PRINT_LABELS,))
)
HISTORY: Final = declare(
    Act(
        "asset_history",
        N_("Export repair history"),
        icon="export",
        keys="Ctrl+E",
        of="export",
        needs=(Right.EXPORT_TO_CUSTOMER,),
    )
)
