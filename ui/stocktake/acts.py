"""What can be done with stocktakes."""

from __future__ import annotations

from typing import Final

from inventory.access.rights import Right
from inventory.i18n import N_
from ui.actions import Act, declare

_RIGHT: Final = (Right.KEEP_STOCK,)
NEW: Final = declare(Act("stocktake_new", N_("New stocktake"), icon="scan", keys="Ctrl+Shift+T", needs=_RIGHT))
START: Final = declare(Act("stocktake_start", N_("Begin to count"), icon="scan", keys="Ctrl+B", needs=_RIGHT))
FINISH: Final = declare(Act("stocktake_finish", N_("All is counted"), icon="ok", needs=_RIGHT))
EMPTY: Final = declare(Act("stocktake_empty", N_("The rest is empty"), icon="empty", needs=_RIGHT))
REVIEW: Final = declare(Act("stocktake_review", N_("Review the differences"), icon="preview", needs=_RIGHT))
SUBMIT: Final = declare(Act("stocktake_submit", N_("Ask for approval"), icon="approvals", needs=_RIGHT))
REOPEN: Final = declare(Act("stocktake_reopen", N_("Go on counting"), icon="undo", needs=_RIGHT))
PAPER: Final = declare(
    Act("stocktake_paper", N_("Sheet to print"), icon="print", keys="Ctrl+P", of="print", needs=_RIGHT)
)
EXPLAIN: Final = declare(
    Act("stocktake_explain", N_("Reason of the differences"), icon="edit", keys="Ctrl+R", needs=_RIGHT)
)
CANCEL: Final = declare(Act("stocktake_cancel", N_("Give the stocktake up"), icon="remove", needs=_RIGHT))
