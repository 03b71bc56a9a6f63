"""All pages of the program in the order of the rail, and which page opens what a search has found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inventory.found import Found
from inventory.i18n import N_
from ui.access.pages import PAGES as ACCESS
from ui.assets.pages import PAGES as ASSETS
from ui.calendars.pages import PAGES as CALENDARS
from ui.contracts.pages import PAGES as CONTRACTS
from ui.cover.pages import PAGES as COVER
from ui.customers.pages import PAGES as CUSTOMERS
from ui.hits import HitKind
from ui.imports.pages import PAGES as IMPORTS
from ui.parts.pages import PAGES as PARTS
from ui.places.pages import PAGES as PLACES
from ui.policies.pages import PAGES as POLICIES
from ui.products.pages import PAGES as PRODUCTS
from ui.quotations.pages import PAGES as QUOTATIONS
from ui.settings.pages import PAGES as SETTINGS
from ui.start.pages import PAGES as START
from ui.stock.pages import PAGES as STOCK
from ui.suppliers.pages import PAGES as SUPPLIERS

if TYPE_CHECKING:
    from ui.navigation import PageSpec

PAGES: Final[tuple[PageSpec, ...]] = (
    *ASSETS,
    *CUSTOMERS,
    *CONTRACTS,
    *COVER,
    *PRODUCTS,
    *PARTS,
    *STOCK,
    *PLACES,
    *SUPPLIERS,
    *QUOTATIONS,
    *IMPORTS,
    *ACCESS,
    *START,
    *SETTINGS,
    *CALENDARS,
    *POLICIES,
)

KINDS: Final = (
    HitKind(Found.ASSET.value, N_("Units"), "assets", "asset"),
    HitKind(Found.CUSTOMER.value, N_("Customers"), "customers", "customer"),
    HitKind(Found.CASE.value, N_("Cases"), "cases", "case"),
    HitKind(Found.PART.value, N_("Parts"), "parts", "part"),
    HitKind(Found.MODEL.value, N_("Models"), "product", "model"),
    HitKind(Found.PLACE.value, N_("Places"), "stock", "place"),
)
