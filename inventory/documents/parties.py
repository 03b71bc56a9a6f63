"""Who stands on a paper: the supplier (乙方), the customer (甲方), and the language it is written in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from inventory.company.queries import header
from inventory.errors import NotFound
from inventory.i18n import N_, _, language, pgettext
from inventory.values.shown import show_instant
from inventory.work import Context
from models import connect

BLANK: Final = "_" * 12
"""Room to write by hand."""
_APART: Final = " " * 8


@dataclass(frozen=True, slots=True)
class Supplier:
    """We, as the head of a paper names us (R-156); empty in a depot that has not entered it."""

    name: str
    address: str
    hotline: str
    mobile: str
    fax: str
    email: str


@dataclass(frozen=True, slots=True)
class Customer:
    """The customer, with the contact who is called first and a site of theirs."""

    id: int
    code: str
    name: str
    contact: str
    phone: str
    site: str
    address: str
    post_code: str


_CUSTOMER = (
    "SELECT c.id, c.code, c.name, p.name, p.phone, p.mobile, s.name, s.address, s.post_code FROM customer c "
    "LEFT JOIN contact p ON p.customer_id = c.id AND p.is_default LEFT JOIN customer_site s ON s.id = "
    "coalesce(?, (SELECT min(id) FROM customer_site WHERE customer_id = c.id)) WHERE c.id = ?"
)


def supplier(ctx: Context) -> Supplier:
    """We, in the language that is spoken."""
    company = header(ctx)
    return Supplier(
        company.name(language()), company.address, company.hotline, company.mobile, company.fax, company.email
    )


def customer(ctx: Context, customer_id: int, site_id: int | None = None) -> Customer:
    """The customer and a site, ``site_id`` or the first one. Raises NotFound."""
    found = connect.rows(_CUSTOMER, (site_id, customer_id))
    if not found:
        raise NotFound(N_("This customer is no longer there. Refresh the page to see who is."))
    row = found[0]
    return Customer(*[*row[:3], row[3] or "", row[4] or row[5] or "", *(text or "" for text in row[6:])])


def reader_language(customer_id: int, asked: str = "") -> str:
    """The language of a paper: the one asked for, else the customer's, else the one spoken now."""
    if asked:
        return asked
    found = connect.rows("SELECT language FROM customer WHERE id = ?", (customer_id,))
    return found[0][0] if found and found[0][0] else language()


def named(*pairs: tuple[str, str]) -> str:
    """Facts side by side in the head of a paper, each with its translated name; what is not known is left out."""
    return "    ".join(_("{name}: {value}").format(name=name, value=value) for name, value in pairs if value)


def signatures(*who: str) -> str:
    """Room for each of these to sign, with the day, side by side."""
    date_of = pgettext("signature line", "Date:")
    return _APART.join(f"{named((one, BLANK))}  {date_of} {BLANK}" for one in who)


def printed(ctx: Context) -> str:
    """When a paper was written and by whom, for its foot."""
    found = connect.rows("SELECT name FROM depot_user WHERE id = ?", (ctx.actor,)) if ctx.actor is not None else []
    pairs = [(_("Printed at"), show_instant(ctx.clock.now())), (_("Printed by"), found[0][0] if found else "")]
    return named(*pairs)


def written_day(day: date | None) -> str:
    """A day as a paper writes it in the language that is spoken: 2026年11月24日, 2026-11-24."""
    if day is None:
        return ""
    return f"{day.year}年{day.month}月{day.day}日" if language() == "zh_CN" else day.isoformat()
