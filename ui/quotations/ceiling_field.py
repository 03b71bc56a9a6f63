"""Which price of the unit's contract the service in hand is held to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot

from inventory.i18n import _
from inventory.quotations.agreed import Agreed
from inventory.quotations.words import ceiling_words
from ui.forms.choosing import ChoiceField
from ui.quotations.entries import Entry


class CeilingField(ChoiceField):
    """Offers the services in the price list of a contract; gone where it has none.

    Signal: ``chosen(object)``: a person chose a line of the list by its id, or None.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        label = _("Price list of the contract, for the chosen service")
        super().__init__("contract_line_id", label, [(None, _("not in the list"))], required=True)
        self.heading.setText(label)  # it is never empty, and nobody has to choose another one
        self.box.activated.connect(self._activated)
        self._agreed: list[Agreed] = []
        self._fitting: list[Agreed] = []
        self.hide()

    def know(self, agreed: Sequence[Agreed]) -> None:
        """What the contract of the unit says."""
        self._agreed = list(agreed)
        self.setVisible(bool(agreed))

    def show_line(self, entry: Entry | None) -> None:
        """The line in hand; a part has its ceiling from the price list by itself."""
        service = entry if entry is not None and not entry.is_goods else None
        fitting = [] if service is None else [one for one in self._agreed if one.fits(service.kind)]
        if fitting != self._fitting:  # else the box may be open
            self._fitting = fitting
            listed = [(one.id, f"{one.name}  ¥{one.price.amount}") for one in fitting]
            self.offer([(None, _("not in the list")), *listed])
        self.set_value(None if service is None else service.contract_line_id)
        self.setEnabled(bool(fitting))
        self.remark(self._words(service))

    def _words(self, service: Entry | None) -> str:
        if service is None:
            return _("Choose a service among the lines. A part is held to its own price in the list.")
        if not self._fitting:
            return _("The list has no price for this kind of service.")
        held = next((one for one in self._fitting if one.id == service.contract_line_id), None)
        if held is None:
            return ""
        said = ceiling_words(held)
        if service.seen is not None and service.seen.priced is not None and service.seen.listed is None:
            said += " · " + _("The unit's policy does not hold this service to it.")
        return said

    @Slot()
    def _activated(self) -> None:
        self.chosen.emit(self.value())
