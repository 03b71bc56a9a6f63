"""What was changed on a contract, its price list and its deliveries, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from inventory.contracts.card import ContractCard
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


def record(found: ContractCard) -> list[Changed]:
    """The change record of a contract with its lines and deliveries, newest first. Asks the database."""
    subjects = [("contract", found.contract.id, found.contract.number)]
    subjects += [("contract_line", line.id, line.name) for line in found.lines]
    subjects += [("delivery_lot", lot.id, str(lot.number)) for lot in found.lots]
    lines = [Changed(name, line) for entity, row_id, name in subjects for line in changes(entity, row_id, MOST)]
    return sorted(lines, key=lambda change: change.line.at, reverse=True)[:MOST]


def fields() -> list[Field]:
    """The columns of the change record."""
    return [
        Field(_("When"), lambda change: show_instant(change.line.at), 140),
        Field(_("Who"), lambda change: change.line.who or "—", 90),
        Field(_("Of what"), lambda change: f"{entity_word(change.line.entity)} {change.about}", 190),
        Field(_("Field"), lambda change: field_word(change.line), 130),
        Field(_("From"), lambda change: before_word(change.line)),
        Field(_("To"), lambda change: after_word(change.line)),
        Field(_("Reason"), lambda change: change.line.reason, quiet=True, tip=lambda change: change.line.reason),
    ]
