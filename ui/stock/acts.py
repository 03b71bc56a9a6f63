"""What can be done with papers of the depot and with reservations."""

from __future__ import annotations

from typing import Final

from inventory.access.rights import Right
from inventory.i18n import N_
from ui.actions import Act, declare

_RIGHT: Final = (Right.KEEP_STOCK,)
WRITE: Final = declare(Act("stock_paper", N_("New paper"), icon="add", keys="Ctrl+N", of="new", needs=_RIGHT))
POST: Final = declare(
    Act("stock_post", N_("Post the paper"), icon="ok", keys="Ctrl+Return", of="form_save", needs=_RIGHT)
)
SET_ASIDE: Final = declare(Act("stock_set_aside", N_("Keep as a draft"), icon="file", keys="Ctrl+S", needs=_RIGHT))
AGAIN: Final = declare(Act("stock_again", N_("Throw this paper away"), icon="remove"))
REVERSE: Final = declare(Act("stock_reverse", N_("Reverse this paper"), icon="undo", needs=_RIGHT))
UNUSED: Final = declare(Act("stock_unused", N_("Take unused goods back"), icon="import", needs=_RIGHT))
ARRIVED: Final = declare(Act("stock_arrived", N_("Receive this transfer"), icon="import", needs=_RIGHT))
RELEASE: Final = declare(Act("stock_release", N_("Release the reservation"), icon="undo", needs=_RIGHT))
ISSUE: Final = declare(Act("asset_issue", N_("Issue parts for this unit"), icon="parts", needs=_RIGHT))
RESERVE: Final = declare(Act("stock_reserve", N_("Reserve parts"), icon="tag", needs=_RIGHT))
DISCARD: Final = declare(Act("stock_discard", N_("Throw the drafts away"), icon="remove", needs=_RIGHT))
