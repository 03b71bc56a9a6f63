"""Units whose cover ends within 90, 60 or 30 days, and the customers who are phoned about it (R-043)."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from inventory.assets.queries import LISTING as UNITS
from inventory.cover import standing
from inventory.cover.rules import SegmentKind
from inventory.paging import CHUNK, FIRST, Listing, Sort
from inventory.proposals import queries as proposals
from inventory.proposals.words import Proposed
from inventory.search import LAST, by_name
from inventory.values.codes import normalise
from inventory.work import Context
from models import connect
from models.assets import ENDING

WINDOWS: Final = (30, 60, 90)
"""So many days ahead people look (rules.md 3.6)."""
LONGEST: Final = max(WINDOWS)


@dataclass(frozen=True, slots=True)
class EndingRow:
    """A unit whose cover ends. ``kind``: what covers it last; ``proposed`` None: nothing was proposed yet."""

    id: int
    version: int
    serial_no: str
    product_name: str
    model_code: str
    customer_id: int | None
    customer: str
    contact: str
    phone: str
    contract_no: str
    place: str
    kind: SegmentKind | None
    last: date
    days_left: int
    proposed: Proposed | None


_SOURCE: Final = (
    "asset JOIN product_model ON product_model.id = asset.model_id "
    "LEFT JOIN customer ON customer.id = asset.customer_id LEFT JOIN contract ON contract.id = asset.contract_id "
    "LEFT JOIN customer_site ON customer_site.id = asset.site_id "
    f"LEFT JOIN contact ON contact.customer_id = asset.customer_id AND contact.is_default {proposals.SOURCE}"
)
_COLUMNS: Final = (
    "asset.version, asset.serial_no, product_model.product_name, product_model.model_code, asset.customer_id, "
    "customer.name, contact.name, contact.phone, contact.mobile, contract.number, customer_site.name, "
    "asset.location_text, (SELECT min(g.kind) FROM warranty_segment g WHERE g.asset_id = asset.id "
    f"AND g.last_day = asset.cover_last), asset.cover_last, {proposals.COLUMNS}"
)


def listing(ctx: Context) -> Listing[EndingRow]:
    """The units whose cover ends, the first to end first.

    Filters: within (days; always give it), proposal ("missing", or a ProposalStanding), text, customer, model,
    contract as those of the register.
    """
    today = ctx.clock.today

    def row(asset_id: int, *values: Any) -> EndingRow:
        version, serial, product, model, customer_id, customer, contact, phone, mobile = values[:9]
        contract, site, location, kind, last = values[9:14]
        ends = connect.as_day(last) or date.min
        return EndingRow(
            asset_id, version, serial, product, model, customer_id, customer or "", contact or "",
            phone or mobile or "", contract or "", " ".join(dict.fromkeys(text for text in (site, location) if text)),
            None if kind is None else SegmentKind(kind), ends, (ends - today()).days,
            proposals.proposed(values[14:], today()),
        )  # fmt: skip

    return Listing(
        table="asset",
        source=_SOURCE,
        columns=_COLUMNS,
        row=row,
        sorts={"last": "asset.cover_last", "serial": "asset.serial_norm", "id": "asset.id"},
        filters={
            **{key: UNITS.filters[key] for key in ("text", "customer", "model", "contract")},
            "within": lambda days: standing.ends_within(int(days), today()),
            "proposal": lambda value: proposals.standing_filter(value, today()),
        },
        gaps=frozenset({"last"}),
    )


@dataclass(frozen=True, slots=True)
class CallRow:
    """A customer to phone: how many units' cover ends within each of WINDOWS, and for how many nothing is proposed."""

    id: int
    code: str
    name: str
    contact: str
    phone: str
    first_end: date
    days_left: int
    within: tuple[int, ...]
    not_proposed: int


@dataclass(frozen=True, slots=True)
class Calls:
    """Customers by the first day on which the cover of a unit of theirs ends, with the methods of a Listing.

    They are grouped from the index of the days on which cover ends: it costs what ends in the window, and nothing of
    the register beside it. Filters: within (days, always given), text (of the customer), proposal ("missing": some
    unit is not proposed yet). Sorts: soonest, units, name.
    """

    today: Callable[[], date]

    def first(self, filters: Mapping[str, Any], sort: Sort, limit: int = FIRST) -> list[CallRow]:
        """The first rows, to paint at once."""
        return self.rows(self._ids(filters, sort)[:limit])

    def ids(self, filters: Mapping[str, Any], sort: Sort) -> array[int]:
        """Every id in order."""
        return array("q", self._ids(filters, sort))

    def count(self, filters: Mapping[str, Any]) -> int:
        """How many customers there are to phone."""
        return len(self._ids(filters, Sort("soonest")))

    def rows(self, ids: Sequence[int]) -> list[CallRow]:
        """The rows of ``ids``, in their order; who has nothing that ends any more is left out."""
        today = self.today()
        ends = [(today + timedelta(days=days)).isoformat() for days in WINDOWS]
        within = ", ".join(
            f"sum(CASE WHEN asset.cover_last <= ? THEN 1 ELSE 0 END) AS w{place}" for place in range(len(WINDOWS))
        )
        found: dict[int, CallRow] = {}
        for start in range(0, len(ids), CHUNK):
            chunk = tuple(ids[start : start + CHUNK])
            marks = ", ".join("?" * len(chunk))
            for row in connect.rows(
                "SELECT customer.id, customer.code, customer.name, contact.name, contact.phone, contact.mobile, "
                "ending.first_end, ending.missing, ending.w0, ending.w1, ending.w2 FROM (SELECT asset.customer_id AS "
                f"customer_id, min(asset.cover_last) AS first_end, {within}, "
                f"sum(CASE WHEN {proposals.LATEST} IS NULL THEN 1 ELSE 0 END) AS missing FROM asset "
                f"WHERE {_ENDING} AND asset.customer_id IN ({marks}) GROUP BY asset.customer_id) AS ending "
                "JOIN customer ON customer.id = ending.customer_id "
                "LEFT JOIN contact ON contact.customer_id = customer.id AND contact.is_default",
                (*ends, today.isoformat(), ends[-1], *chunk),
            ):
                first = connect.as_day(row[6]) or today
                found[row[0]] = CallRow(
                    row[0], row[1], row[2], row[3] or "", row[4] or row[5] or "", first, (first - today).days,
                    tuple(int(units) for units in row[8:]), int(row[7]),
                )  # fmt: skip
        return [found[row_id] for row_id in ids if row_id in found]

    def _ids(self, filters: Mapping[str, Any], sort: Sort) -> list[int]:
        """Grouped here, because the index gives the units in the order of their days already."""
        today = self.today()
        span = (today.isoformat(), (today + timedelta(days=int(filters.get("within", LONGEST)))).isoformat())
        first: dict[int, Any] = {}
        units: Counter[int] = Counter()
        for customer_id, last in connect.rows(
            f"SELECT asset.customer_id, asset.cover_last FROM asset WHERE {_ENDING} AND asset.customer_id IS NOT NULL "
            "ORDER BY asset.cover_last, asset.id",
            span,
        ):
            first.setdefault(customer_id, last)
            units[customer_id] += 1
        wanted = set(first)
        if "proposal" in filters:
            missing = f"SELECT asset.customer_id FROM asset WHERE {_ENDING} AND {proposals.LATEST} IS NULL"
            wanted &= {row[0] for row in connect.rows(missing, span)}
        if (text := str(filters.get("text", ""))).strip():
            wanted &= self._named(text)
        if sort.key == "name":
            named = connect.rows("SELECT customer.id FROM customer ORDER BY customer.name_key, customer.id")
            found = [row[0] for row in named if row[0] in wanted]
        else:
            keys: Mapping[int, Any] = units if sort.key == "units" else first
            found = sorted(wanted, key=lambda customer_id: (keys[customer_id], customer_id))
        return found[::-1] if sort.descending else found

    @staticmethod
    def _named(text: str) -> set[int]:
        named, norm = by_name(text), normalise(text)
        found = connect.rows(
            f"SELECT customer.id FROM customer WHERE {named.sql} UNION ALL SELECT customer.id FROM customer "
            "WHERE customer.code >= ? AND customer.code < ?",
            (*named.values, norm, norm + LAST),
        )
        return {row[0] for row in found}


_ENDING: Final = f"asset.cover_last >= ? AND asset.cover_last <= ? AND {ENDING}"


def calls(ctx: Context) -> Calls:
    """The customers to phone, as of the context's today."""
    return Calls(ctx.clock.today)
