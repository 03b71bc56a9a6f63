"""What was changed on a customer and on what belongs to it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from inventory.customers.queries import CustomerCard
from inventory.i18n import _
from inventory.journal import ChangeLine, changes
from inventory.values.days import show_instant
from ui.changes import after_word, before_word, entity_word, field_word
from ui.widgets.records import Field

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Changed:
    """A line of the change record, and what it is about."""

    about: str
    line: ChangeLine


def record(found: CustomerCard) -> list[Changed]:
    """The change record of a customer with its sites, contacts and contracts, newest first. Asks the database."""
    subjects = [("customer", found.id, found.name)]
    subjects += [("customer_site", site.id, site.name) for site in found.sites]
    subjects += [("contact", contact.id, contact.name) for contact in found.contacts]
    subjects += [("contract", contract.id, contract.number) for contract in found.contracts]
    lines = [Changed(name, line) for entity, row_id, name in subjects for line in changes(entity, row_id, MOST)]
    return sorted(lines, key=lambda change: change.line.at, reverse=True)[:MOST]


def fields() -> list[Field]:
    """The columns of the change record."""
    return [
        Field(_("When"), lambda change: show_instant(change.line.at), 140),
        Field(_("Who"), lambda change: change.line.who or "—", 110),
        Field(_("Of what"), lambda change: f"{entity_word(change.line.entity)} {change.about}", 220),
        Field(_("Field"), lambda change: field_word(change.line), 140),
        Field(_("From"), lambda change: before_word(change.line)),
        Field(_("To"), lambda change: after_word(change.line)),
    ]
