"""What the states, roles, owners and events of a unit are called (glossary 2.1, 2.2)."""

from __future__ import annotations

from typing import Final

from inventory.i18n import N_, _
from models.kinds import AssetOwner, AssetRole, AssetState, EventKind, OldDisposition

__all__ = [
    "AssetOwner",
    "AssetRole",
    "AssetState",
    "EventKind",
    "OldDisposition",
    "disposition_word",
    "event_word",
    "owner_word",
    "role_ids",
    "role_word",
    "roles",
    "state_ids",
    "state_word",
]

_STATES: Final = {
    AssetState.IN_STOCK: N_("In stock"),
    AssetState.DELIVERED: N_("Delivered"),
    AssetState.INSTALLED: N_("Installed"),
    AssetState.IN_SERVICE: N_("In service"),
    AssetState.FAULTY: N_("Faulty"),
    AssetState.AT_DEPOT: N_("At our depot"),
    AssetState.AT_OEM: N_("At the manufacturer"),
    AssetState.REPLACED: N_("Replaced"),
    AssetState.RETURNED_FAULTY: N_("Faulty unit returned to us"),
    AssetState.SCRAPPED: N_("Scrapped"),
    AssetState.RETIRED: N_("Retired by the customer"),
}
_ROLES: Final = {
    AssetRole.CUSTOMER_UNIT: N_("Customer's unit"),
    AssetRole.LOANER: N_("Loaner unit"),
    AssetRole.SPARE_UNIT: N_("Spare unit"),
    AssetRole.DEMO: N_("Demonstration unit"),
}
_OWNERS: Final = {
    AssetOwner.US: N_("Ours"),
    AssetOwner.CUSTOMER: N_("The customer's"),
    AssetOwner.SUPPLIER: N_("The supplier's"),
}
_EVENTS: Final = {
    EventKind.RECEIVED: N_("Received"),
    EventKind.SOLD: N_("Sold"),
    EventKind.DELIVERED: N_("Delivered"),
    EventKind.INSTALLED: N_("Installed"),
    EventKind.ACCEPTED: N_("Accepted"),
    EventKind.LABEL_PRINTED: N_("Label printed"),
    EventKind.SCANNED: N_("Scanned"),
    EventKind.REPORTED: N_("Fault reported"),
    EventKind.REPAIRED: N_("Repaired"),
    EventKind.PART_FITTED: N_("Part fitted"),
    EventKind.PART_REMOVED: N_("Part removed"),
    EventKind.SWAPPED_OUT: N_("Replaced by another unit"),
    EventKind.SWAPPED_IN: N_("Put in for another unit"),
    EventKind.LOANED: N_("Lent"),
    EventKind.RETURNED: N_("Given back"),
    EventKind.MOVED: N_("Moved"),
    EventKind.OWNER_CHANGED: N_("Owner changed"),
    EventKind.WARRANTY_CHANGED: N_("Warranty changed"),
    EventKind.SCRAPPED: N_("Scrapped"),
    EventKind.RETIRED: N_("Retired by the customer"),
    EventKind.NOTE: N_("Note"),
}

_DISPOSITIONS: Final = {
    OldDisposition.RETURN_TO_US: N_("It comes back to us"),
    OldDisposition.CUSTOMER_KEEPS: N_("The customer keeps it"),
    OldDisposition.SCRAPPED_ON_SITE: N_("It is scrapped on site"),
    OldDisposition.LOST: N_("It is lost"),
}


def state_word(state: AssetState) -> str:
    """A unit's state in the reader's language."""
    return _(_STATES[state])


def role_word(role: AssetRole) -> str:
    """What a unit is for, in the reader's language."""
    return _(_ROLES[role])


def owner_word(owner: AssetOwner) -> str:
    """Whose a unit is, in the reader's language."""
    return _(_OWNERS[owner])


def event_word(kind: EventKind) -> str:
    """What happened to a unit, in the reader's language."""
    return _(_EVENTS[kind])


def disposition_word(disposition: OldDisposition) -> str:
    """What becomes of a unit that is replaced, in the reader's language."""
    return _(_DISPOSITIONS[disposition])


def roles() -> list[tuple[AssetRole, str]]:
    """Every role with its word, to choose from."""
    return [(role, role_word(role)) for role in AssetRole]


def role_ids() -> list[tuple[str, str]]:
    """Every role with the message id of its word, for a filter, which translates where it is read."""
    return [(role.value, message_id) for role, message_id in _ROLES.items()]


def state_ids() -> list[tuple[str, str]]:
    """Every state with the message id of its word."""
    return [(state.value, message_id) for state, message_id in _STATES.items()]
