"""What was changed on a customer and on what belongs to it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from inventory.customers.queries import CustomerCard
from inventory.customers.words import CustomerKind, kind_word
from inventory.i18n import _
from inventory.journal import CREATED, DELETED, ChangeLine, changes
from inventory.values.days import show_instant
from ui.widgets.records import Field

MOST: Final = 200
HIDDEN: Final = frozenset({"name_key", "name_grams", "number_norm"})
"""Columns that follow from others: a person never changed them."""


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
    lines = [
        Changed(name, line)
        for entity, row_id, name in subjects
        for line in changes(entity, row_id, MOST)
        if line.field not in HIDDEN
    ]
    return sorted(lines, key=lambda change: change.line.at, reverse=True)[:MOST]


def fields() -> list[Field]:
    """The columns of the change record."""
    return [
        Field(_("When"), lambda change: show_instant(change.line.at), 140),
        Field(_("Who"), lambda change: change.line.who or "—", 110),
        Field(_("Of what"), lambda change: f"{entity_word(change.line.entity)} {change.about}", 220),
        Field(_("Field"), lambda change: field_word(change.line.field), 140),
        Field(_("From"), lambda change: value_word(change.line.field, change.line.old)),
        Field(_("To"), lambda change: value_word(change.line.field, change.line.new)),
    ]


def entity_word(entity: str) -> str:
    """What sort of record was changed."""
    names = {
        "customer": _("Customer"),
        "customer_site": _("Site"),
        "contact": _("Contact"),
        "contract": _("Contract"),
    }
    return names.get(entity, entity)


def field_word(field: str) -> str:
    """A field in the reader's language."""
    names = {
        CREATED: _("created"),
        DELETED: _("removed"),
        "name": _("Name"),
        "code": _("Code"),
        "kind": _("Kind"),
        "tax_no": _("Tax number"),
        "level": _("Level"),
        "language": _("Language of papers"),
        "remark": _("Remark"),
        "address": _("Address"),
        "post_code": _("Post code"),
        "region": _("Region"),
        "rules_note": _("Rules of the place"),
        "site": _("Site"),
        "phone": _("Phone"),
        "mobile": _("Mobile"),
        "fax": _("Fax"),
        "email": _("E-mail"),
        "is_default": _("Is called first"),
        "number": _("Contract number"),
        "title": _("Title"),
        "signed_on": _("Signed on"),
        "accepted_on": _("Accepted on"),
    }
    return names.get(field, field)


def value_word(field: str, value: str) -> str:
    """A recorded value as people read it."""
    if not value:
        return "—"
    if field == "kind" and value in set(CustomerKind):
        return kind_word(CustomerKind(value))
    if field == "is_default":
        return _("Yes") if value in ("True", "1") else _("No")
    return value
