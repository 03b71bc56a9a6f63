"""Customers as they are read: the list, the card, and who is meant by a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.cases.queries import CaseLine, of_customer
from inventory.cases.rules import OPEN
from inventory.choices import Choice
from inventory.cover import standing
from inventory.cover.rules import CoverStatus
from inventory.cover.termless import without_term
from inventory.errors import NotFound
from inventory.i18n import N_
from inventory.paging import Condition, Listing
from inventory.search import LAST, by_name
from inventory.values.codes import name_key, normalise, similar
from inventory.work import Context
from models import connect
from models.customers import CustomerKind

__all__ = [
    "LISTING", "Choice", "ContactLine", "ContractLine", "CustomerCard", "CustomerRow", "SiteLine", "card", "find",
    "near_names", "pick",
]  # fmt: skip

LATEST: Final = 50
"""Cases on the card; the history workbook holds them all."""


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer in the list, with the first contact and the first site."""

    id: int
    code: str
    name: str
    kind: CustomerKind
    contact: str
    phone: str
    address: str
    units: int
    open_cases: int
    version: int


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A place of the customer. ``units``: how many stand there."""

    id: int
    version: int
    name: str
    address: str
    post_code: str
    region: str
    rules_note: str
    units: int


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A person at the customer; ``site_id`` None for the customer as a whole."""

    id: int
    version: int
    site_id: int | None
    name: str
    title: str
    phone: str
    mobile: str
    fax: str
    email: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract of the customer. ``units``: how many stand under it."""

    id: int
    version: int
    number: str
    title: str
    signed_on: date | None
    accepted_on: date | None
    remark: str
    units: int


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """Everything about a customer as of today. ``cover``: units by where they stand, only those that occur.

    ``termless``: the accepted ones among them of which nobody recorded for how long they are covered.
    """

    id: int
    version: int
    code: str
    name: str
    kind: CustomerKind
    tax_no: str
    level: str
    language: str
    remark: str
    sites: tuple[SiteLine, ...]
    contacts: tuple[ContactLine, ...]
    contracts: tuple[ContractLine, ...]
    cover: Mapping[CoverStatus, int]
    unlabelled: int
    cases: tuple[CaseLine, ...]
    termless: int = 0

    @property
    def units(self) -> int:
        """How many units the customer has."""
        return sum(self.cover.values())


def _row(
    customer_id: int, code: str, name: str, kind: str, contact: str | None, phone: str | None, mobile: str | None,
    address: str | None, units: int, open_cases: int, version: int,
) -> CustomerRow:  # fmt: skip
    return CustomerRow(
        customer_id, code, name, CustomerKind(kind), contact or "", phone or mobile or "", address or "", units,
        open_cases, version,
    )  # fmt: skip


def _by_text(text: str) -> Condition:
    """Any inner part of the name, or the beginning of the code."""
    norm, name = normalise(text), by_name(text)
    if not norm:
        return Condition("1 = 1")
    return Condition(
        f"customer.id IN (SELECT customer.id FROM customer WHERE {name.sql} "
        "UNION ALL SELECT customer.id FROM customer WHERE code >= ? AND code < ?)",
        (*name.values, norm, norm + LAST),
    )


_FILTERS: Final[Mapping[str, Callable[[Any], Condition]]] = {
    "text": _by_text,
    "kind": lambda kind: Condition("customer.kind = ?", (str(CustomerKind(kind)),)),
}
_OPEN: Final = ", ".join(f"'{state.value}'" for state in sorted(OPEN))

LISTING: Final[Listing[CustomerRow]] = Listing(
    table="customer",
    source=(
        "customer LEFT JOIN contact ON contact.customer_id = customer.id AND contact.is_default "
        "LEFT JOIN customer_site ON customer_site.id = "
        "(SELECT min(s.id) FROM customer_site s WHERE s.customer_id = customer.id)"
    ),
    columns=(
        "customer.code, customer.name, customer.kind, contact.name, contact.phone, contact.mobile, "
        "customer_site.address, (SELECT count(*) FROM asset WHERE asset.customer_id = customer.id), "
        "(SELECT count(*) FROM service_case k "
        f"WHERE k.customer_id = customer.id AND k.state IN ({_OPEN})), "
        "customer.version"
    ),
    row=_row,
    sorts={"name": "customer.name_key", "code": "customer.code", "id": "customer.id"},
    filters=_FILTERS,
)
"""The customers. Filters: text, kind."""


def card(ctx: Context, customer_id: int) -> CustomerCard:
    """Everything about one customer. Raises NotFound."""
    found = connect.rows(
        "SELECT id, version, code, name, kind, tax_no, level, language, remark FROM customer WHERE id = ?",
        (customer_id,),
    )
    if not found:
        raise NotFound(N_("This customer is no longer there. Refresh the page to see who is."))
    row = found[0]
    cover, unlabelled, termless = _units(ctx, customer_id)
    values = [
        *row[:4],
        CustomerKind(row[4]),
        *row[5:],
        _sites(customer_id),
        _contacts(customer_id),
        _contracts(customer_id),
        cover,
        unlabelled,
        tuple(of_customer(ctx, customer_id, LATEST)),
        termless,
    ]
    return CustomerCard(*values)


def _sites(customer_id: int) -> tuple[SiteLine, ...]:
    found = connect.rows(
        "SELECT id, version, name, address, post_code, region, rules_note, "
        "(SELECT count(*) FROM asset WHERE asset.site_id = customer_site.id) "
        "FROM customer_site WHERE customer_id = ? ORDER BY name",
        (customer_id,),
    )
    return tuple(SiteLine(*row) for row in found)


def _contacts(customer_id: int) -> tuple[ContactLine, ...]:
    found = connect.rows(
        "SELECT id, version, site_id, name, title, phone, mobile, fax, email, is_default FROM contact "
        "WHERE customer_id = ? ORDER BY is_default DESC, name, id",
        (customer_id,),
    )
    return tuple(ContactLine(*[*row[:9], bool(row[9])]) for row in found)


def _contracts(customer_id: int) -> tuple[ContractLine, ...]:
    found = connect.rows(
        "SELECT id, version, number, title, signed_on, accepted_on, remark, "
        "(SELECT count(*) FROM asset WHERE asset.contract_id = contract.id) "
        "FROM contract WHERE customer_id = ? ORDER BY number_norm DESC",
        (customer_id,),
    )
    return tuple(ContractLine(*[*row[:4], connect.as_day(row[4]), connect.as_day(row[5]), *row[6:]]) for row in found)


def _units(ctx: Context, customer_id: int) -> tuple[dict[CoverStatus, int], int, int]:
    """Units by where they stand today, how many have no label, and of how many nobody recorded the term."""
    status = standing.case("a", ctx.clock.today())
    found = connect.rows(
        "SELECT stands, count(*), sum(without), sum(termless) FROM ("
        f"SELECT {status.sql} AS stands, CASE WHEN a.label_printed_at IS NULL THEN 1 ELSE 0 END AS without, "
        f"CASE WHEN {without_term('a')} THEN 1 ELSE 0 END AS termless "
        "FROM asset a WHERE a.customer_id = ?) AS theirs GROUP BY stands",
        (*status.values, customer_id),
    )
    counts = {CoverStatus(row[0]): row[1] for row in found}
    termless = sum(int(row[3]) for row in found if row[0] == CoverStatus.POST_WARRANTY.value)
    by_status = {status: counts[status] for status in CoverStatus if status in counts}
    return by_status, sum(int(row[2]) for row in found), termless


def pick(text: str, limit: int = 8) -> list[Choice]:
    """The customers that a person may mean while typing a part of a name or the beginning of a code."""
    condition = _by_text(text)
    found = connect.rows(
        f"SELECT customer.id, customer.name, customer.code FROM customer WHERE {condition.sql} "
        "ORDER BY customer.name_key LIMIT ?",
        (*condition.values, limit),
    )
    return [Choice(*row) for row in found]


def find(ctx: Context, name_or_code: str) -> int:
    """The customer of exactly this name or code. Raises NotFound with the names that come near."""
    found = connect.rows("SELECT id FROM customer WHERE name_key = ?", (name_key(name_or_code),)) or connect.rows(
        "SELECT id FROM customer WHERE code = ?", (normalise(name_or_code),)
    )
    if found:
        return int(found[0][0])
    near = near_names(name_or_code)
    if near:
        raise NotFound(
            N_("There is no customer {name}. Did you mean: {near}?"), name=name_or_code.strip(), near=", ".join(near)
        )
    raise NotFound(N_("There is no customer {name}. Check the name or the code."), name=name_or_code.strip())


def near_names(name: str, limit: int = 3) -> list[str]:
    """Names of customers that share pairs of characters with ``name``, the likest first."""
    key = name_key(name)
    pairs = list(dict.fromkeys(key[i : i + 2] for i in range(len(key) - 1)))
    if not pairs:
        return []
    if connect.is_sqlite():
        wanted = " OR ".join('"' + pair.replace('"', '""') + '"' for pair in pairs)
        found = connect.rows(
            "SELECT customer.name FROM (SELECT rowid AS found FROM customer_name_fts WHERE customer_name_fts MATCH ? "
            "ORDER BY rank LIMIT 50) AS hit CROSS JOIN customer ON customer.id = hit.found",
            (wanted,),
        )
    else:
        found = connect.rows(
            "SELECT name FROM customer WHERE string_to_array(name_grams, ' ') && ?::text[] ORDER BY cardinality(array("
            "SELECT unnest(string_to_array(name_grams, ' ')) INTERSECT SELECT unnest(?::text[]))) DESC, id LIMIT 50",
            (pairs, pairs),
        )
    likest = sorted((-similar(name, row[0]), row[0]) for row in found)
    return [known for likeness, known in likest[:limit] if likeness <= -0.5]
