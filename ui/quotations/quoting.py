"""“Quote parts” on the page of a customer or a unit: the form opens with them filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Slot

from inventory.choices import Choice
from inventory.customers.queries import CustomerCard
from ui.quotations.acts import QUOTE
from ui.widgets.page_frame import PageFrame

About = CustomerCard | int | None
"""A customer, the id of a unit, or nothing as long as the page shows none."""


class Quoting(QObject):
    """Adds the act to ``page``; ``about`` says for whom when it is done."""

    def __init__(self, page: PageFrame, about: Callable[[], About]) -> None:
        super().__init__(page)
        self._page = page
        self._about = about
        page.add_action(QUOTE, self.begin)

    @Slot()
    def begin(self) -> None:
        """Begin a quotation; once it is kept, its page opens."""
        from ui.quotations.quote_dialog import QuoteDialog  # most people look only

        about = self._about()
        if about is not None:
            named: dict[str, Any] = {"asset_id": about}
            if isinstance(about, CustomerCard):
                named = {"customer": Choice(about.id, about.name)}
            dialog = QuoteDialog(self._page.desk, parent=self._page, **named)
            dialog.filed.connect(dialog.lead_on)
            dialog.open()
