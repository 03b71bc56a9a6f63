"""What can be done with places."""

from __future__ import annotations

from typing import Final

from inventory.access.rights import Right
from inventory.i18n import N_
from ui.actions import Act, declare

_KEEP: Final = (Right.KEEP_STOCK,)
NEW_BINS: Final = declare(Act("bins_new", N_("New bins"), icon="add", needs=_KEEP))
NEW_WAREHOUSE: Final = declare(Act("warehouse_new", N_("New warehouse"), icon="site", needs=_KEEP))
NEW_VAN: Final = declare(Act("van_new", N_("New van"), icon="visits", needs=_KEEP))
EDIT: Final = declare(
    Act("place_edit", N_("Edit this place"), icon="edit", keys="Ctrl+Shift+E", of="edit", needs=_KEEP)
)
LABELS: Final = declare(
    Act("place_labels", N_("Print labels"), icon="label", keys="Ctrl+P", of="print", needs=(Right.PRINT_LABELS,))
)
COUNT: Final = declare(Act("place_count", N_("Count here"), icon="scan", needs=_KEEP))
RETIRE: Final = declare(Act("place_retire", N_("Use no longer"), icon="remove", needs=_KEEP))
REOPEN: Final = declare(Act("place_reopen", N_("Use again"), icon="undo", needs=_KEEP))
