"""What can be done with a unit, and which right it needs."""

from __future__ import annotations

from typing import Final

from inventory.access.approvals import ASKING
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
WHY: Final = declare(Act("asset_why", N_("Why covered, and until when"), icon="question", keys="Ctrl+Shift+Y"))
CORRECT: Final = declare(
    Act("asset_correct", N_("Correct the acceptance date"), icon="today", keys="Ctrl+Shift+A", needs=ASKING)
)
MAKER: Final = declare(
    Act("asset_maker", N_("Manufacturer's warranty of the unit"), icon="file", keys="Ctrl+Shift+M",
        needs=(Right.EDIT_REGISTER,))
)  # fmt: skip
GRANT: Final = declare(Act("asset_grant", N_("Grant cover"), icon="approvals", keys="Ctrl+Shift+G", needs=ASKING))
WITHDRAW: Final = declare(
    Act("asset_withdraw", N_("Withdraw granted cover"), icon="undo", keys="Ctrl+Shift+W", needs=ASKING)
)
TAKE_IN: Final = declare(
    Act("asset_take_in", N_("Take the unit in"), icon="import", keys="Ctrl+Shift+I", needs=(Right.RECORD_SERVICE,))
)
HAND_BACK: Final = declare(
    Act("asset_hand_back", N_("Hand the unit back"), icon="export", keys="Ctrl+Shift+B", needs=(Right.RECORD_SERVICE,))
)
REPLACE: Final = declare(
    Act("asset_replace", N_("Replace it by another unit"), icon="loaners", keys="Ctrl+Shift+R",
        needs=(Right.RECORD_SERVICE,))
)  # fmt: skip
LEAVE: Final = declare(
    Act("asset_leave", N_("Retire or scrap it"), icon="remove", keys="Ctrl+Shift+L", needs=(Right.EDIT_REGISTER,))
)
