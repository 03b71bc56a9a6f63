"""A field that searches a record and has no room under it: what else is known of the record is in its tooltip."""

from __future__ import annotations

from inventory.choices import Choice
from ui.forms.choosing import PickField


class TersePick(PickField):
    """What is chosen stands in one line; that nothing was found is still said under it."""

    def _show(self, choice: Choice | None) -> None:
        super()._show(None if choice is None else Choice(choice.id, choice.title))
        self.choice = choice
        self.line.setToolTip("" if choice is None else f"{choice.title} {choice.subtitle}".strip())
