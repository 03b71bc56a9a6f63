"""What can be done with parts."""

from __future__ import annotations

from typing import Final

from inventory.access.rights import Right
from inventory.i18n import N_
from ui.actions import Act, declare

_EDIT: Final = (Right.EDIT_REGISTER,)
NEW: Final = declare(Act("part_new", N_("New part"), icon="add", keys="Ctrl+N", of="new", needs=_EDIT))
EDIT: Final = declare(Act("part_edit", N_("Edit this part"), icon="edit", keys="Ctrl+Shift+E", of="edit", needs=_EDIT))
LABELS: Final = declare(
    Act("part_labels", N_("Print labels"), icon="label", keys="Ctrl+P", of="print", needs=(Right.PRINT_LABELS,))
)
COUNT: Final = declare(Act("part_count", N_("Count these"), icon="scan", needs=(Right.KEEP_STOCK,)))
VALUE: Final = declare(
    Act("part_value", N_("Correct the value"), icon="edit", needs=(Right.KEEP_STOCK, Right.SEE_COST))
)
RETIRE: Final = declare(Act("part_retire", N_("Use no longer"), icon="remove", needs=_EDIT))
USE_AGAIN: Final = declare(Act("part_use_again", N_("Use again"), icon="undo", needs=_EDIT))
