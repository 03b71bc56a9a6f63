"""What can be done on the worklists of cover, and which right it needs."""

from __future__ import annotations

from typing import Final

from inventory.access.rights import Right
from inventory.i18n import N_
from ui.actions import Act, declare

_CUSTOMERS: Final = (Right.EXPORT_TO_CUSTOMER,)
PROPOSE: Final = declare(
    Act("cover_propose", N_("Propose a contract"), icon="export", keys="Ctrl+Shift+P", needs=_CUSTOMERS)
)
ANSWER: Final = declare(
    Act("cover_answer", N_("Customer's answer"), icon="edit", keys="Ctrl+Shift+H", needs=_CUSTOMERS)
)
SETTLE: Final = declare(Act("cover_settle", N_("Settle"), icon="ok", keys="Ctrl+Shift+D", needs=(Right.APPROVE,)))
