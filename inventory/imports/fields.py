"""What a book of each kind can tell: the fields an import knows, and how each of them is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from inventory.i18n import N_, _
from models.imports import ImportKind


class Reading(StrEnum):
    """How the cells of a field are read."""

    TEXT = "text"  # as it stands
    LINE = "line"  # one line; "-", 无 and their like mean nothing
    SERIAL = "serial"
    CODE = "code"  # numbers of papers and parts: text, digits whole
    DAY = "day"
    INSTANT = "instant"
    MONTHS = "months"
    YEARS = "years"
    MONEY = "money"
    QUANTITY = "quantity"
    POST_CODE = "post_code"
    PHONE = "phone"
    CHANNEL = "channel"
    SATISFACTION = "satisfaction"
    DAMAGE = "damage"
    YES_NO = "yes_no"
    PART_KIND = "part_kind"
    ORIGIN = "origin"
    CUSTOMER_KIND = "customer_kind"
    STATE = "state"
    LINE_KIND = "line_kind"
    PRICE = "price"  # an amount that may say whether tax is in it
    TAXED = "taxed"
    RATE = "rate"
    BEGINNING = "beginning"  # a day, or the event that happened on it


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a book can tell. ``key``: its name in a mapping; ``limit``: characters that fit, 0 for any number."""

    key: str
    title: str  # message id
    reading: Reading = Reading.LINE
    limit: int = 0
    required: bool = False

    @property
    def label(self) -> str:
        """The field's name in the reader's language."""
        return _(self.title)


_CUSTOMER_BLOCK: Final = (
    Field("contact", N_("Contact"), limit=60),
    Field("phone", N_("Phone"), Reading.PHONE, 60),
    Field("mobile", N_("Mobile"), Reading.PHONE, 60),
    Field("fax", N_("Fax"), Reading.PHONE, 60),
    Field("email", N_("E-mail"), limit=120),
    Field("address", N_("Address"), limit=200),
    Field("post_code", N_("Post code"), Reading.POST_CODE, 20),
)

ASSETS: Final = (
    Field("serial_no", N_("Serial number"), Reading.SERIAL, 80, required=True),
    Field("model_code", N_("Model"), Reading.CODE, 80, required=True),
    Field("model_name", N_("Model name"), limit=80),
    Field("product_name", N_("Product"), limit=120),
    Field("maker", N_("Manufacturer"), limit=120),
    Field("customer", N_("Customer"), limit=120),
    Field("contract_no", N_("Contract number"), Reading.CODE, 60),
    Field("made_on", N_("Date of manufacture"), Reading.DAY),
    Field("ex_works_on", N_("Ex-works date"), Reading.DAY),
    Field("sold_on", N_("Sale date"), Reading.DAY),
    Field("delivered_on", N_("Delivery date"), Reading.DAY),
    Field("installed_on", N_("Installation date"), Reading.DAY),
    Field("completed_on", N_("Completion date"), Reading.DAY),
    Field("accepted_on", N_("Acceptance date"), Reading.DAY),
    Field("months", N_("Warranty months"), Reading.MONTHS),
    Field("years", N_("Warranty years"), Reading.YEARS),
    *_CUSTOMER_BLOCK,
    Field("location_text", N_("Place of installation"), limit=120),
    Field("state", N_("State"), Reading.STATE),
    Field("old_code", N_("Former asset number"), Reading.CODE, 80),
    Field("remark", N_("Remark"), Reading.TEXT),
    Field("policy", N_("Policy of the contract"), limit=80),
    Field("maker_months", N_("Manufacturer's warranty months"), Reading.MONTHS),
    Field("maker_years", N_("Manufacturer's warranty years"), Reading.YEARS),
    Field("maker_from", N_("Manufacturer's warranty from"), Reading.BEGINNING),
    Field("maker_until", N_("Manufacturer's warranty until"), Reading.DAY),
    Field("maker_paper", N_("Warranty card of the manufacturer"), limit=120),
    Field("extension_no", N_("Maintenance contract number"), Reading.CODE, 60),
    Field("extension_months", N_("Months of the maintenance contract"), Reading.MONTHS),
    Field("extension_years", N_("Years of the maintenance contract"), Reading.YEARS),
    Field("extension_signed_on", N_("Signature of the maintenance contract"), Reading.DAY),
    Field("extension_from", N_("Maintenance contract from"), Reading.DAY),
    Field("extension_until", N_("Maintenance contract until"), Reading.DAY),
)

PARTS: Final = (
    Field("part_no", N_("Part number"), Reading.CODE, 60, required=True),
    Field("name", N_("Name"), limit=120, required=True),
    Field("spec", N_("Specification"), limit=120),
    Field("kind", N_("Kind of part"), Reading.PART_KIND),
    Field("unit", N_("Unit of count"), limit=20),
    Field("models", N_("Fits models"), Reading.TEXT, 400),
    Field("origin", N_("From the manufacturer"), Reading.ORIGIN),
    Field("maker", N_("Manufacturer"), limit=120),
    Field("bin", N_("Bin"), limit=40),
    Field("quantity", N_("Stock"), Reading.QUANTITY),
    Field("cost", N_("Cost price"), Reading.MONEY),
    Field("price", N_("Initial price"), Reading.MONEY),
    Field("safety_stock", N_("Safety stock"), Reading.QUANTITY),
    Field("remark", N_("Remark"), Reading.TEXT),
)

REPAIRS: Final = (
    Field("case_no", N_("Case number"), Reading.CODE, 40, required=True),
    Field("serial_no", N_("Serial number"), Reading.SERIAL, 80, required=True),
    Field("model_code", N_("Model"), Reading.CODE, 80),
    Field("customer", N_("Customer"), limit=120),
    Field("reported_at", N_("Reported at"), Reading.INSTANT, required=True),
    Field("channel", N_("Way of reporting"), Reading.CHANNEL),
    Field("reporter", N_("Reported by"), limit=60),
    Field("level", N_("Fault level"), limit=20),
    Field("symptom", N_("Symptom"), Reading.TEXT),
    Field("responded_at", N_("Responded at"), Reading.INSTANT),
    Field("arrived_at", N_("Arrived at"), Reading.INSTANT),
    Field("restored_at", N_("Restored at"), Reading.INSTANT),
    Field("cause", N_("Cause"), Reading.TEXT),
    Field("user_damage", N_("Damaged by the user"), Reading.DAMAGE),
    Field("action", N_("Work done"), Reading.TEXT),
    Field("part_no", N_("Part used"), Reading.TEXT, 400),
    Field("part_name", N_("Name of the part"), limit=120),
    Field("part_quantity", N_("Quantity of the part"), Reading.TEXT, 60),
    Field("removed_serial", N_("Serial removed"), Reading.CODE, 80),
    Field("fitted_serial", N_("Serial fitted"), Reading.CODE, 80),
    Field("charged", N_("Charged"), Reading.YES_NO),
    Field("fee", N_("Fee"), Reading.MONEY),
    Field("loaner_no", N_("Loaner number"), Reading.CODE, 40),
    Field("engineer", N_("Engineer"), limit=60),
    Field("confirmed_by", N_("Confirmed by"), limit=60),
    Field("satisfaction", N_("Satisfaction"), Reading.SATISFACTION),
    Field("contact", N_("Contact"), limit=60),
    Field("phone", N_("Phone"), Reading.PHONE, 60),
    Field("address", N_("Address"), limit=200),
    Field("location_text", N_("Place of installation"), limit=120),
    Field("remark", N_("Remark"), Reading.TEXT),
)

CUSTOMERS: Final = (
    Field("name", N_("Customer"), limit=120, required=True),
    Field("code", N_("Customer code"), Reading.CODE, 20),
    Field("kind", N_("Kind of customer"), Reading.CUSTOMER_KIND),
    Field("tax_no", N_("Tax number"), Reading.CODE, 40),
    Field("level", N_("Customer level"), limit=20),
    Field("site", N_("Site"), limit=120),
    Field("region", N_("Region"), limit=60),
    Field("job_title", N_("Job title"), limit=60),
    *_CUSTOMER_BLOCK,
    Field("remark", N_("Remark"), Reading.TEXT),
)

PRICES: Final = (
    Field("contract_no", N_("Contract number"), Reading.CODE, 60),
    Field("customer", N_("Customer"), limit=120),
    Field("kind", N_("Kind of line"), Reading.LINE_KIND),
    Field("part_no", N_("Part number"), Reading.CODE, 60),
    Field("model_code", N_("Model"), Reading.CODE, 80),
    Field("maker", N_("Manufacturer"), limit=120),
    Field("product_name", N_("Name"), limit=120, required=True),
    Field("description", N_("Description"), limit=200),
    Field("quantity", N_("Quantity"), Reading.QUANTITY),
    Field("unit", N_("Unit of count"), limit=20),
    Field("unit_price", N_("Price of one"), Reading.PRICE, required=True),
    Field("amount", N_("Total price"), Reading.PRICE),
    Field("tax_included", N_("Tax included"), Reading.TAXED),
    Field("tax_rate", N_("Tax rate"), Reading.RATE),
)

ACCEPTANCES: Final = (
    Field("serial_no", N_("Serial number"), Reading.SERIAL, 80, required=True),
    Field("code", N_("Label code"), Reading.CODE, 40),
    Field("model_code", N_("Model"), Reading.CODE, 80),
    Field("maker", N_("Manufacturer"), limit=120),
    Field("customer", N_("Customer"), limit=120),
    Field("contract_no", N_("Contract number"), Reading.CODE, 60),
    Field("delivered_on", N_("Delivery date"), Reading.DAY),
    Field("installed_on", N_("Installation date"), Reading.DAY),
    Field("completed_on", N_("Completion date"), Reading.DAY),
    Field("accepted_on", N_("Acceptance date"), Reading.DAY, required=True),
    Field("location_text", N_("Place of installation"), limit=120),
    Field("certificate_no", N_("Certificate number"), Reading.CODE, 40),
)

CATALOGUES: Final[Mapping[ImportKind, tuple[Field, ...]]] = MappingProxyType(
    {
        ImportKind.ASSETS: ASSETS,
        ImportKind.PARTS: PARTS,
        ImportKind.REPAIRS: REPAIRS,
        ImportKind.CUSTOMERS: CUSTOMERS,
        ImportKind.PRICES: PRICES,
        ImportKind.ACCEPTANCES: ACCEPTANCES,
    }
)

EXPECTED: Final[Mapping[Reading, str]] = MappingProxyType(
    {
        Reading.TEXT: N_("text"),
        Reading.LINE: N_("text in one line"),
        Reading.SERIAL: N_("the serial number as it is engraved, as text"),
        Reading.CODE: N_("the number as text"),
        Reading.DAY: N_("a date, for example 2024-03-15 or 2024年3月15日"),
        Reading.INSTANT: N_("a date and a time, for example 2024-03-15 15:21"),
        Reading.MONTHS: N_("whole months, for example 36, 36个月 or 3年"),
        Reading.YEARS: N_("years, for example 3"),
        Reading.MONEY: N_("an amount in yuan, for example 1,234.50"),
        Reading.QUANTITY: N_("a whole number, 0 or more"),
        Reading.POST_CODE: N_("a post code as text"),
        Reading.PHONE: N_("a phone number as text"),
        Reading.CHANNEL: N_("phone, fax, web, e-mail, letter, on site, or found on inspection"),
        Reading.SATISFACTION: N_("very satisfied, satisfied, fair, or dissatisfied"),
        Reading.DAMAGE: N_("yes, no, or disputed"),
        Reading.YES_NO: N_("yes or no"),
        Reading.PART_KIND: N_("spare unit, spare part, fitting, tool, or consumable"),
        Reading.ORIGIN: N_("yes (manufacturer's own), approved, or no (compatible)"),
        Reading.CUSTOMER_KIND: N_("organisation or person"),
        Reading.STATE: N_("in use, in stock, installed, faulty, in repair, scrapped, or retired"),
        Reading.LINE_KIND: N_(
            "equipment, spare unit, spare part, fitting, special tool, consumable, labour, travel, service, software, "
            "or upgrade"
        ),
        Reading.PRICE: N_("an amount in yuan, for example 1,234.50, or 1,234.50 without tax"),
        Reading.TAXED: N_("with tax, or without tax"),
        Reading.RATE: N_("a rate in per cent, for example 13 or 13%"),
        Reading.BEGINNING: N_("a date, or from when it counts: ex works, sale, delivery, installation, or acceptance"),
    }
)
"""What a cell of each reading should hold: message ids."""

KIND_WORDS: Final[Mapping[ImportKind, str]] = MappingProxyType(
    {
        ImportKind.ASSETS: N_("a register of units"),
        ImportKind.PARTS: N_("a list of parts"),
        ImportKind.REPAIRS: N_("a repair log"),
        ImportKind.CUSTOMERS: N_("a list of customers"),
        ImportKind.PRICES: N_("a price list of a contract"),
        ImportKind.ACCEPTANCES: N_("a list of acceptance dates"),
    }
)
"""What a book of each kind is called: message ids."""
