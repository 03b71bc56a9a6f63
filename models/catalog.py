"""All tables, and the name of the guard behind an integrity error."""

from __future__ import annotations

import re
from typing import Final

from peewee import Context, IntegrityError

from models.access import ApprovalRequest, RightGrant
from models.assets import Asset, AssetEvent
from models.attachments import Attachment, AttachmentContent
from models.base import BaseModel
from models.calendars import Calendar, CalendarDay, CalendarYear
from models.cases import PartUse, ServiceCase
from models.contracts import Contract, ContractLine, DeliveryLot, ExtensionContract, LotCheck
from models.cover import (
    CoverReview,
    Custody,
    ExtensionUnit,
    LotUnit,
    MakerCover,
    ManualCover,
    SerialSwap,
    WarrantySegment,
)
from models.customers import Contact, Customer, CustomerSite
from models.drafts import StockDraft, StockDraftLine
from models.imports import ImportBatch, ImportMapping
from models.journal import Change
from models.labels import LabelPrint
from models.numbering import NumberSeries
from models.organisation import Branch, Company, User
from models.parts import OpeningStock, Part, PartFit
from models.places import Place, Warehouse
from models.policies import PolicyProfile, PolicyVersion, SlaTarget
from models.products import Manufacturer, ProductModel
from models.proposals import MaintenanceProposal, ProposedUnit
from models.quotations import Quotation, QuotationLine
from models.settings import SavedView, Setting
from models.stock import ReservationUse, StockBalance, StockChain, StockDoc, StockLine, StockMove, StockValue
from models.stocktakes import Stocktake, StocktakeLine
from models.suppliers import Supplier
from models.supply import MakerApproval, OrderLine, Reservation, Supersession

MODELS: Final[tuple[type[BaseModel], ...]] = (
    Company, Branch, User, RightGrant, ApprovalRequest,
    ImportBatch, ImportMapping,
    Customer, CustomerSite, Contact,
    Calendar, CalendarDay, CalendarYear,
    PolicyProfile, PolicyVersion, SlaTarget,
    Manufacturer, ProductModel,
    Supplier, Part, PartFit, OpeningStock,
    Contract, ContractLine, DeliveryLot, LotCheck, ExtensionContract,
    Asset, AssetEvent,
    ServiceCase, PartUse,
    WarrantySegment, MakerCover, ManualCover, ExtensionUnit, LotUnit, Custody, SerialSwap, CoverReview,
    MaintenanceProposal, ProposedUnit,
    Warehouse, Place, Supersession, MakerApproval,
    OrderLine, StockDoc, StockLine, StockMove, StockBalance, StockValue, StockChain, Reservation, ReservationUse,
    StockDraft, StockDraftLine,
    Stocktake, StocktakeLine, Quotation, QuotationLine,
    LabelPrint, Attachment, AttachmentContent,
    Change, Setting, SavedView, NumberSeries,
)  # fmt: skip
"""Every table, parents before children."""

APPEND_ONLY: Final = ("asset_event", "change", "label_print", "serial_swap", "stock_move", "reservation_use")
"""Tables whose rows are added and never edited: triggers refuse UPDATE on both databases."""

FROZEN_POLICY: Final = "frozen_policy"
"""What the triggers say that keep a used policy version as it is."""

FURNISHED: Final = (
    "right_grant", "calendar", "calendar_day", "calendar_year", "policy_profile", "policy_version", "sla_target",
    "warehouse", "place",
)  # fmt: skip
"""Tables that are filled before anybody has worked in a depot, and nothing of it is journalled."""

FROZEN: Final = {
    "policy_version": ("update", "delete"), "sla_target": ("insert", "update", "delete"),
    "stock_doc": ("update", "delete"), "stock_line": ("insert", "update", "delete"),
}  # fmt: skip
"""Tables, and the acts on them, that triggers refuse once the policy version is frozen or the paper posted."""


def _unique_columns() -> dict[str, str]:
    """SQLite names a broken UNIQUE only by its columns: columns → guard."""
    names = {}
    for model in MODELS:
        table = model._meta.table_name
        for field in model._meta.sorted_fields:
            if field.unique:
                names[f"{table}.{field.column_name}"] = f"{table}_{field.column_name}"
        for index in model._meta.indexes:
            if getattr(index, "_unique", False):
                columns = ", ".join(f"{table}.{field.column_name}" for field in index._expressions)
                names[columns] = index._name
    return names


UNIQUE_BY_COLUMNS: Final = _unique_columns()

_POSTGRES = re.compile(r'constraint "([^"]+)"')
_SQLITE_CHECK = re.compile(r"CHECK constraint failed: (\w+)")
_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: ([\w., ]+)")
FOREIGN_KEY: Final = "foreign_key"


def broken_guard(error: IntegrityError) -> str:
    """The name of the guard that refused, or FOREIGN_KEY, or "" where the database does not tell."""
    text = str(error)
    if found := _SQLITE_UNIQUE.search(text):
        return UNIQUE_BY_COLUMNS.get(found[1].strip(), "")
    if found := _SQLITE_CHECK.search(text):
        return found[1]
    if "FOREIGN KEY constraint failed" in text or "violates foreign key constraint" in text:
        return FOREIGN_KEY
    if found := _POSTGRES.search(text):
        return found[1]
    return ""


def guards() -> dict[str, str]:
    """Every explicitly named guard → its table: unique indexes and CHECKs that must be in the catalogue."""
    named = {}
    for model in MODELS:
        table = model._meta.table_name
        for index in model._meta.indexes:
            if getattr(index, "_unique", False):
                named[index._name] = table
        for constraint in model._meta.constraints or ():
            sql, _ = Context().sql(constraint).query()
            if found := re.search(r'CONSTRAINT "?(\w+)"? CHECK', sql):
                named[found[1]] = table
    return named
