"""What can be done about supply, and which right it needs."""

from __future__ import annotations

from typing import Final

from inventory.access.rights import Right
from inventory.i18n import N_
from ui.actions import Act, declare

_KEEP: Final = (Right.KEEP_STOCK,)
ORDER: Final = declare(Act("supply_order", N_("Order these"), icon="import", needs=_KEEP))
NEW: Final = declare(Act("supply_new", N_("New order"), icon="import", needs=_KEEP))
ORDER_LIST: Final = declare(
    Act("supply_list", N_("Order list to Excel"), icon="export", keys="Ctrl+E", of="export", needs=_KEEP)
)
PUT_OFF: Final = declare(Act("supply_put_off", N_("Expected on another day"), icon="soon", needs=_KEEP))
GIVE_UP: Final = declare(Act("supply_give_up", N_("The rest will not come"), icon="remove", needs=_KEEP))
COVERAGE: Final = declare(
    Act("supply_coverage", N_("Coverage report to Excel"), icon="export", keys="Ctrl+E", of="export")
)
