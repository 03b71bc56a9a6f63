"""The header of every paper that leaves the house (R-156)."""

from __future__ import annotations

from dataclasses import dataclass

from inventory.work import Context
from models import connect

FIELDS = ("name_zh", "name_en", "address", "hotline", "mobile", "fax", "email", "tax_no", "bank")


@dataclass(frozen=True, slots=True)
class CompanyHeader:
    """Who we are. All empty in a new depot."""

    version: int
    name_zh: str = ""
    name_en: str = ""
    address: str = ""
    hotline: str = ""
    mobile: str = ""
    fax: str = ""
    email: str = ""
    tax_no: str = ""
    bank: str = ""

    def name(self, language: str) -> str:
        """The name for papers in ``language``; the other one where this one is missing."""
        one, other = (self.name_en, self.name_zh) if language == "en" else (self.name_zh, self.name_en)
        return one or other


def header(ctx: Context) -> CompanyHeader:
    """The company's header as it stands."""
    found = connect.rows(f"SELECT version, {', '.join(FIELDS)} FROM company ORDER BY id LIMIT 1")
    return CompanyHeader(*found[0]) if found else CompanyHeader(1)
