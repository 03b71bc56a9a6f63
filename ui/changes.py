"""The change record in the reader's words: what was changed, from what, to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from inventory.assets.words import AssetOwner, AssetRole, AssetState, owner_word, role_word, state_word
from inventory.contracts.words import (
    ContractLineKind,
    ExtensionStart,
    LotState,
    line_kind_word,
    lot_state_word,
    start_word,
)
from inventory.customers.words import CustomerKind, kind_word
from inventory.i18n import N_, _, pgettext
from inventory.journal import CREATED, DELETED, ChangeLine, Value
from inventory.parts.words import PartKind
from inventory.parts.words import kind_word as part_kind_word
from inventory.people.words import Role
from inventory.people.words import role_word as person_role_word
from inventory.values.days import show_day, show_instant
from ui.main_window import LANGUAGE_NAMES

ENTITIES: Final[Mapping[str, str]] = {
    "asset": N_("Unit"),
    "customer": N_("Customer"),
    "customer_site": N_("Site"),
    "contact": N_("Contact"),
    "contract": N_("Contract"),
    "contract_line": N_("Contract line"),
    "delivery_lot": N_("Delivery"),
    "extension_contract": N_("Maintenance contract"),
    "depot_user": N_("Person"),
}
"""Records whose changes are shown on a card."""

_FIELDS: Final[Mapping[str, str]] = {
    CREATED: N_("created"),
    DELETED: N_("removed"),
    "accepted_on": N_("Accepted on"),
    "active": N_("In use"),
    "address": N_("Address"),
    "anchor_event": N_("Warranty counts from"),
    "arrived_on": N_("Arrived on"),
    "batch": N_("Import"),
    "branch": N_("Branch"),
    "certificate_no": N_("Certificate"),
    "code": N_("Code"),
    "completed_on": N_("Completed on"),
    "conclusion": N_("Conclusion"),
    "contract": N_("Contract"),
    "contract_line": N_("Contract line"),
    "counted_by": N_("Counted by"),
    "covers_labour": N_("Covers labour"),
    "covers_parts": N_("Covers parts"),
    "covers_visits": N_("Covers visits"),
    "customer": N_("Customer"),
    "customer_signer": N_("Signed for the customer"),
    "delivered_on": N_("Delivered on"),
    "decimals": N_("Smallest quantity"),
    "description": N_("Description"),
    "discontinued_on": N_("No longer made since"),
    "effective_from": N_("First day"),
    "email": N_("E-mail"),
    "ex_works_on": N_("Ex works on"),
    "failures_ppm": N_("Failure rate"),
    "fax": N_("Fax"),
    "initial_price": N_("Initial price (yuan)"),
    "installed_on": N_("Installed on"),
    "is_default": N_("Is called first"),
    "kind": N_("Kind"),
    "label_printed_at": N_("Label printed"),
    "language": N_("Language of papers"),
    "lead_time_days": N_("Delivery time in days"),
    "level": N_("Level"),
    "list_price": N_("List price (yuan)"),
    "login": N_("Login"),
    "location_text": N_("Installation place"),
    "made_on": N_("Made on"),
    "manufacturer": N_("Manufacturer"),
    "mobile": N_("Mobile"),
    "model": N_("Model"),
    "months": N_("Term (months)"),
    "name": N_("Name"),
    "notified_on": N_("Customer notified on"),
    "number": N_("Contract number"),
    "our_signer": N_("Signed for us"),
    "owner": N_("Owner"),
    "part": N_("Part"),
    "part_no": N_("Part no."),
    "phone": N_("Phone"),
    "pin": N_("PIN (not shown)"),
    "pin_failures": N_("Wrong PINs in a row"),
    "pin_hash": N_("PIN (not shown)"),
    "pin_locked_until": N_("PIN locked until"),
    "planned_on": N_("Planned for"),
    "policy_version": N_("Policy"),
    "position": N_("Place in the list"),
    "post_code": N_("Post code"),
    "price": N_("Price"),
    "priority": N_("Priority of its cases"),
    "project_promise": N_("Promise for the project"),
    "quantity": N_("Quantity"),
    "reference_cost": N_("Usual cost"),
    "region": N_("Region"),
    "remark": N_("Remark"),
    "reorder_point": N_("Reorder point"),
    "replaced_by": N_("Replaced by"),
    "role": N_("Role"),
    "rules_note": N_("Rules of the place"),
    "safety_stock": N_("Safety stock"),
    "serial_no": N_("Serial number"),
    "serialised": N_("Has serial numbers"),
    "service_agreement_no": N_("Service agreement"),
    "signed_on": N_("Signed on"),
    "shelf_life_days": N_("Shelf life in days"),
    "site": N_("Site"),
    "sold_on": N_("Sold on"),
    "spec": N_("Specification"),
    "start": N_("Begins"),
    "state": N_("State"),
    "supplier": N_("Usual supplier"),
    "tax_included": N_("The price includes the tax"),
    "tax_no": N_("Tax number"),
    "tax_rate_bp": N_("Tax rate"),
    "title": N_("Title"),
    "unit": N_("Unit of count"),
    "unit_price": N_("Price of one"),
    "warranty_months": N_("Warranty (months)"),
    "witnessed_by": N_("Counted in the presence of"),
}
_FIELDS_OF: Final[Mapping[tuple[str, str], str]] = {
    ("asset", "code"): N_("Label code"),
    ("contact", "title"): N_("Job title"),
    ("delivery_lot", "number"): N_("Number"),
    ("extension_contract", "number"): N_("Number"),
}
"""Where a field is called otherwise than its namesakes."""

_MEMBERS: Final[Mapping[type[Enum], Callable[[Any], str]]] = {
    AssetState: state_word,
    AssetRole: role_word,
    AssetOwner: owner_word,
    ContractLineKind: line_kind_word,
    CustomerKind: kind_word,
    PartKind: part_kind_word,
    ExtensionStart: start_word,
    LotState: lot_state_word,
    Role: person_role_word,
}


def _of_person(field: str) -> str | None:
    """Of a person some fields are called otherwise than of a thing."""
    words = {"name": pgettext("person", "Name"), "role": pgettext("person", "Role")}
    return words.get(field)


def entity_word(entity: str) -> str:
    """What sort of record was changed."""
    return _(ENTITIES[entity]) if entity in ENTITIES else entity


def field_word(line: ChangeLine) -> str:
    """What was changed; a field that is no longer there goes by its own name."""
    if line.entity == "depot_user" and (word := _of_person(line.field)) is not None:
        return word
    message_id = _FIELDS_OF.get((line.entity, line.field)) or _FIELDS.get(line.field)
    return line.field if message_id is None else _(message_id)


def before_word(line: ChangeLine) -> str:
    """What stood there."""
    return _value_word(line.field, line.before)


def after_word(line: ChangeLine) -> str:
    """What stands there since."""
    return _value_word(line.field, line.after)


def _value_word(field: str, value: Value) -> str:
    if value is None or value == "":
        return "—"
    if field == "language":
        return LANGUAGE_NAMES.get(str(value), str(value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Enum):
        return _MEMBERS[type(value)](value) if type(value) in _MEMBERS else _policy_word(value)
    if isinstance(value, datetime):
        return show_instant(value)
    if isinstance(value, date):
        return show_day(value)
    return str(value)


def _policy_word(value: Enum) -> str:
    """A choice that policies name too; one that has no word goes by its own name."""
    from inventory.policies.words import EVENT  # only contracts need it

    return next((_(word) for event, word in EVENT.items() if event is value), str(value.value))
