"""What rows choose from where the first page of the window shows it: kinds, states and rights, without the tables.

The tables that hold them name them too; peewee is not loaded for a word.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a person does here (model.md User)."""

    KEEPER = "keeper"
    DISPATCHER = "dispatcher"
    ENGINEER = "engineer"
    MANAGER = "manager"
    FINANCE = "finance"
    ADMIN = "admin"
    VIEWER = "viewer"


class Right(StrEnum):
    """What not everybody may do (rules.md 3.6, Rights)."""

    SEE_COST = "see_cost"
    APPROVE = "approve"
    """Lets another person's correction or exception pass, with a reason; never one's own."""
    EDIT_REGISTER = "edit_register"
    """Units, customers, products and parts."""
    EDIT_CONTRACTS = "edit_contracts"
    """Contracts, their price lists, extension contracts, and the way from the delivery to the acceptance."""
    RECORD_SERVICE = "record_service"
    """What happens to a unit at work: taken in, handed back, replaced."""
    IMPORT = "import"
    PRINT_LABELS = "print_labels"
    EXPORT_TO_CUSTOMER = "export_to_customer"
    EDIT_POLICIES = "edit_policies"
    """Policies, calendars and the settings of the whole depot."""
    MANAGE_PEOPLE = "manage_people"
    KEEP_STOCK = "keep_stock"
    """Receive, issue, move, count and scrap parts."""
    CARE = "care"
    """Backup, restore and moving the depot."""


class RequestKind(StrEnum):
    """What needs a second person."""

    ACCEPTANCE = "acceptance"
    """An acceptance date that is already in force is corrected (INV-09)."""
    MANUAL_COVER = "manual_cover"
    """Cover beyond what was promised."""
    WITHDRAW_COVER = "withdraw_cover"
    STOCKTAKE = "stocktake"
    """The differences of a stocktake are posted (C-17)."""


class RequestState(StrEnum):
    """How far a request is."""

    OPEN = "open"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class AssetState(StrEnum):
    """Where a unit is in its life (model.md 3.3)."""

    IN_STOCK = "in_stock"
    DELIVERED = "delivered"
    INSTALLED = "installed"
    IN_SERVICE = "in_service"
    FAULTY = "faulty"
    AT_DEPOT = "at_depot"
    AT_OEM = "at_oem"
    REPLACED = "replaced"
    RETURNED_FAULTY = "returned_faulty"
    SCRAPPED = "scrapped"
    RETIRED = "retired"


class AssetRole(StrEnum):
    """What a unit is for."""

    CUSTOMER_UNIT = "customer_unit"
    LOANER = "loaner"
    SPARE_UNIT = "spare_unit"
    DEMO = "demo"


class AssetOwner(StrEnum):
    """Whose it is."""

    US = "us"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"


class EventKind(StrEnum):
    """What can happen to a unit."""

    RECEIVED = "received"
    SOLD = "sold"
    DELIVERED = "delivered"
    INSTALLED = "installed"
    ACCEPTED = "accepted"
    LABEL_PRINTED = "label_printed"
    SCANNED = "scanned"
    REPORTED = "reported"
    REPAIRED = "repaired"
    PART_FITTED = "part_fitted"
    PART_REMOVED = "part_removed"
    SWAPPED_OUT = "swapped_out"
    SWAPPED_IN = "swapped_in"
    LOANED = "loaned"
    RETURNED = "returned"
    MOVED = "moved"
    OWNER_CHANGED = "owner_changed"
    WARRANTY_CHANGED = "warranty_changed"
    SCRAPPED = "scrapped"
    RETIRED = "retired"
    NOTE = "note"


class SegmentKind(StrEnum):
    """What kind of promise covers a stretch of days (model.md WarrantySegment)."""

    BASE = "BASE"
    MANUFACTURER = "MANUFACTURER"
    EXTENSION = "EXTENSION"
    SUSPENSION = "SUSPENSION"
    INHERITED = "INHERITED"
    MIN_AFTER_REPLACEMENT = "MIN_AFTER_REPLACEMENT"
    MANUAL = "MANUAL"


class OldDisposition(StrEnum):
    """What becomes of a unit that was replaced (model.md SerialSwap)."""

    RETURN_TO_US = "return_to_us"
    CUSTOMER_KEEPS = "customer_keeps"
    SCRAPPED_ON_SITE = "scrapped_on_site"
    LOST = "lost"


_LEFT: Final = "state <> 'replaced' AND state <> 'retired' AND state <> 'returned_faulty' AND state <> 'scrapped'"
ENDING: Final = f"cover_first IS NOT NULL AND {_LEFT}"
"""Units whose cover can end, as a piece of WHERE: the index ``asset_ending`` has all its columns."""
WAITING: Final = (
    "accepted_on IS NULL AND customer_id IS NOT NULL AND role = 'customer_unit' AND state <> 'in_stock' AND " + _LEFT
)
"""Units that a customer has and has not accepted, likewise in ``asset_waiting``."""
