"""What can be done with quotations, and which right it needs."""

from __future__ import annotations

from typing import Final

from inventory.access.rights import Right
from inventory.i18n import N_
from ui.actions import Act, declare

_WRITE: Final = (Right.RECORD_SERVICE,)
_SEND: Final = (Right.EXPORT_TO_CUSTOMER,)

NEW: Final = declare(Act("quotation_new", N_("New quotation"), icon="add", keys="Ctrl+N", of="new", needs=_WRITE))
QUOTE: Final = declare(Act("quotation_for", N_("Quote parts"), icon="quotations", keys="Ctrl+Shift+Q", needs=_WRITE))
EDIT: Final = declare(
    Act("quotation_edit", N_("Edit this quotation"), icon="edit", keys="Ctrl+Shift+E", of="edit", needs=_WRITE)
)
EXPORT: Final = declare(
    Act("quotation_export", N_("Export the quotation"), icon="export", keys="Ctrl+E", of="export", needs=_SEND)
)
COPY: Final = declare(Act("quotation_copy", N_("Copy into a new quotation"), icon="copy", needs=_WRITE))
SEND: Final = declare(Act("quotation_send", N_("It was sent"), icon="next", keys="F8", needs=_SEND))
TAKE_BACK: Final = declare(Act("quotation_back", N_("Take it back to correct it"), icon="undo", needs=_SEND))
PROLONG: Final = declare(Act("quotation_prolong", N_("Prolong it"), icon="soon", needs=_SEND))
ACCEPT: Final = declare(Act("quotation_accept", N_("The customer accepts"), icon="ok", needs=_WRITE))
DECLINE: Final = declare(Act("quotation_decline", N_("The customer declines"), icon="off", needs=_WRITE))
BILL: Final = declare(Act("quotation_bill", N_("Issue the goods and bill"), icon="parts", needs=(Right.KEEP_STOCK,)))
DISCARD: Final = declare(Act("quotation_discard", N_("Discard the draft"), icon="remove", needs=_WRITE))
