"""Whom to call at a customer, and where the units stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inventory.customers.queries import ContactLine, CustomerCard, SiteLine
from inventory.i18n import _, pgettext
from ui.theme import Meaning
from ui.widgets.buttons import button
from ui.widgets.records import Field, Records
from ui.widgets.words import rule, words


class PeopleTab(QWidget):
    """Contacts above, sites below.

    Signals: ``site_asked(SiteLine or None)``, ``contact_asked(ContactLine or None)``: a form is wanted, None for a new
    one; ``removal_asked(ContactLine)``.
    """

    site_asked = Signal(object)
    contact_asked = Signal(object)
    removal_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sites: dict[int, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.contacts = Records(
            [
                Field(pgettext("person", "Name"), lambda contact: contact.name, 100),
                Field(_("First"), _first, 110, chip=_called_first),
                Field(_("Job title"), lambda contact: contact.title, 110, quiet=True),
                Field(_("Site"), self._site_of, 130),
                Field(_("Phone"), lambda contact: contact.phone, 130),
                Field(_("Mobile"), lambda contact: contact.mobile, 120),
                Field(_("E-mail"), lambda contact: contact.email),
            ],
            _("Contacts"),
        )
        self.sites = Records(
            [
                Field(_("Site"), lambda site: site.name, 140),
                Field(_("Address"), lambda site: site.address),
                Field(_("Post code"), lambda site: site.post_code, 90),
                Field(_("Region"), lambda site: site.region, 110),
                Field(_("Rules of the place"), lambda site: " ".join(site.rules_note.split()), quiet=True),
                Field(_("Units"), lambda site: f"{site.units:,}", 70, right=True),
            ],
            _("Sites"),
        )
        self.edit_contact = button(_("Edit"), self._edit_contact)
        self.remove_contact = button(_("Remove"), self._remove_contact)
        self.edit_site = button(_("Edit"), self._edit_site)
        new_contact = button(_("Add a contact"), self._new_contact, symbol="add")
        new_site = button(_("Add a site"), self._new_site, symbol="add")
        self.editing = (self.edit_contact, self.remove_contact, self.edit_site, new_contact, new_site)
        column.addLayout(_head(_("Contacts"), (self.edit_contact, self.remove_contact, new_contact)))
        column.addWidget(self.contacts, 1)
        column.addWidget(rule())
        column.addLayout(_head(_("Sites"), (self.edit_site, new_site)))
        column.addWidget(self.sites, 1)
        self.contacts.opened.connect(self.contact_asked)
        self.contacts.chosen.connect(self._wake)
        self.sites.opened.connect(self.site_asked)
        self.sites.chosen.connect(self._wake)
        self._wake()

    def show_card(self, card: CustomerCard) -> None:
        """Show a customer's people and places."""
        self._sites = {site.id: site.name for site in card.sites}
        self._show_again(self.contacts, card.contacts)
        self._show_again(self.sites, card.sites)
        self._wake()

    @staticmethod
    def _show_again(list_: Records, records: Sequence[ContactLine] | Sequence[SiteLine]) -> None:
        chosen = _current(list_)
        list_.show_records(records)
        if chosen is not None:
            list_.select(lambda record: bool(record.id == chosen.id))

    def _site_of(self, contact: ContactLine) -> str:
        return self._sites.get(contact.site_id or 0, "—")

    @Slot()
    def _wake(self) -> None:
        for made in (self.edit_contact, self.remove_contact):
            made.setEnabled(_current(self.contacts) is not None)
        self.edit_site.setEnabled(_current(self.sites) is not None)

    def _new_contact(self) -> None:
        self.contact_asked.emit(None)

    def _new_site(self) -> None:
        self.site_asked.emit(None)

    def _edit_contact(self) -> None:
        self.contact_asked.emit(_current(self.contacts))

    def _edit_site(self) -> None:
        self.site_asked.emit(_current(self.sites))

    def _remove_contact(self) -> None:
        self.removal_asked.emit(_current(self.contacts))


def _current(list_: Records) -> ContactLine | SiteLine | None:
    row = list_.currentIndex().row()
    return list_.records[row] if 0 <= row < len(list_.records) else None


def _first(contact: ContactLine) -> str:
    return _("called first") if contact.is_default else ""


def _called_first(contact: ContactLine) -> Meaning | None:
    return Meaning.INFO if contact.is_default else None


def _head(title: str, buttons: Sequence[QPushButton]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(14, 8, 8, 8)
    row.setSpacing(8)
    row.addWidget(words(title, "heading"))
    row.addStretch(1)
    for made in buttons:
        row.addWidget(made)
    return row
