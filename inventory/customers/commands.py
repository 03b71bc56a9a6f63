"""Customers, their sites and the people there are added and corrected here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from inventory.customers import rules
from inventory.errors import InvalidInput, RuleBroken
from inventory.i18n import N_
from inventory.naming import check_mail, check_name, line
from inventory.numbering import next_number
from inventory.search import grams
from inventory.work import Context, Work, command, needs
from models.access import Right
from models.customers import Contact, Customer, CustomerKind, CustomerSite

SERIES: Final = "KH"
_WIDTH: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFields:
    """What a person enters of a customer. ``code`` empty: the next one of the series ``KH00001``."""

    name: str
    code: str = ""
    kind: CustomerKind = CustomerKind.ORGANISATION
    tax_no: str = ""
    level: str = ""
    language: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AddCustomer(CustomerFields):
    """A customer who is not there yet."""


@dataclass(frozen=True, slots=True)
class EditCustomer(CustomerFields):
    """All fields of a customer as they should be now. ``code`` empty: it stays."""

    customer_id: int
    seen_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFields:
    """What a person enters of a site."""

    name: str
    address: str = ""
    post_code: str = ""
    region: str = ""
    rules_note: str = ""


@dataclass(frozen=True, slots=True)
class AddSite(SiteFields):
    """A site of a customer."""

    customer_id: int


@dataclass(frozen=True, slots=True)
class EditSite(SiteFields):
    """All fields of a site as they should be now."""

    site_id: int
    seen_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFields:
    """What a person enters of a contact. The first contact of a customer is called first, whatever is said here."""

    name: str
    site_id: int | None = None
    title: str = ""
    phone: str = ""
    mobile: str = ""
    fax: str = ""
    email: str = ""
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class AddContact(ContactFields):
    """A person at a customer."""

    customer_id: int


@dataclass(frozen=True, slots=True)
class EditContact(ContactFields):
    """All fields of a contact as they should be now."""

    contact_id: int
    seen_version: int


@command
@needs(Right.EDIT_REGISTER)
def add(ctx: Context, customer: AddCustomer) -> int:
    """Add a customer and return its id. Raises RuleBroken where the name is known (``values["existing"]``)."""
    name, key = check_name(customer.name)
    with ctx.work() as work:
        _check_new(key)
        row = work.create(
            Customer,
            code=rules.check_code(customer.code) if customer.code.strip() else _next_code(work),
            **_values(customer, name, key),
        )
    return int(row.id)


@command
@needs(Right.EDIT_REGISTER)
def edit(ctx: Context, customer: EditCustomer) -> int:
    """Correct a customer and return its id."""
    name, key = check_name(customer.name)
    with ctx.work() as work:
        row = work.lock(Customer, customer.customer_id)
        work.check_seen(row, customer.seen_version)
        _check_new(key, except_for=row.id)
        code = rules.check_code(customer.code) if customer.code.strip() else row.code
        work.change(row, code=code, **_values(customer, name, key))
    return customer.customer_id


def _values(customer: CustomerFields, name: str, key: str) -> dict[str, Any]:
    return {
        "name": name,
        "name_key": key,
        "name_grams": grams(name),
        "kind": customer.kind,
        "tax_no": line(customer.tax_no),
        "level": line(customer.level),
        "language": rules.check_language(customer.language),
        "remark": customer.remark.strip(),
    }


def _check_new(key: str, except_for: int = 0) -> None:
    """The friendly answer; the index ``customer_name`` gives the guarantee."""
    there = Customer.get_or_none(Customer.name_key == key)
    if there is not None and there.id != except_for:
        raise RuleBroken(
            N_("The customer {name} ({code}) is already there. Open it, or add to the name what tells them apart."),
            name=there.name,
            code=there.code,
            existing=there.id,
        )


def _next_code(work: Work) -> str:
    """The next code of the series that nobody has typed by hand or brought in from a book."""
    while True:
        code = next_number(work, SERIES, width=_WIDTH)
        if not Customer.select().where(Customer.code == code).exists():
            return code


@command
@needs(Right.EDIT_REGISTER)
def add_site(ctx: Context, site: AddSite) -> int:
    """Add a site of a customer and return its id."""
    values = _site_values(site)
    with ctx.work() as work:
        customer = work.lock(Customer, site.customer_id)
        row = work.create(CustomerSite, customer=customer.id, **values)
        work.touch(Customer, customer.id)
    return int(row.id)


@command
@needs(Right.EDIT_REGISTER)
def edit_site(ctx: Context, site: EditSite) -> int:
    """Correct a site and return its id."""
    values = _site_values(site)
    with ctx.work() as work:
        row: Any = work.lock(CustomerSite, site.site_id)
        work.check_seen(row, site.seen_version)
        work.change(row, **values)
        work.touch(Customer, row.customer_id)
    return site.site_id


def _site_values(site: SiteFields) -> dict[str, Any]:
    name, _key = check_name(site.name)
    return {
        "name": name,
        "address": line(site.address),
        "post_code": line(site.post_code),
        "region": line(site.region),
        "rules_note": site.rules_note.strip(),
    }


@command
@needs(Right.EDIT_REGISTER)
def add_contact(ctx: Context, contact: AddContact) -> int:
    """Add a person at a customer and return its id."""
    values = _contact_values(contact)
    with ctx.work() as work:
        customer = work.lock(Customer, contact.customer_id)
        _check_site(customer.id, contact.site_id)
        first = _default(customer.id)
        leads = contact.is_default or first is None
        if leads and first is not None:
            work.change(first, is_default=False)
        row = work.create(Contact, customer=customer.id, is_default=leads, **values)
        work.touch(Customer, customer.id)
    return int(row.id)


@command
@needs(Right.EDIT_REGISTER)
def edit_contact(ctx: Context, contact: EditContact) -> int:
    """Correct a contact and return its id. Whoever is called first stays so until another one is."""
    values = _contact_values(contact)
    with ctx.work() as work:
        row = _locked(work, contact.contact_id)
        work.check_seen(row, contact.seen_version)
        customer = row.customer
        _check_site(customer.id, contact.site_id)
        first = _default(customer.id)
        if row.is_default and not contact.is_default:
            raise InvalidInput(
                N_("Somebody must be called first. Mark another contact instead; this one steps back by itself."),
                field="is_default",
            )
        if contact.is_default and first is not None and first.id != row.id:
            work.change(first, is_default=False)
        work.change(row, is_default=contact.is_default, **values)
        work.touch(Customer, customer.id)
    return contact.contact_id


@command
@needs(Right.EDIT_REGISTER)
def remove_contact(ctx: Context, contact_id: int, seen_version: int) -> None:
    """Remove a person who is no longer there; the next one by age of the record is called first then."""
    with ctx.work() as work:
        row = _locked(work, contact_id)
        work.check_seen(row, seen_version)
        customer = row.customer
        work.delete(row)
        if row.is_default:
            follower = Contact.select().where(Contact.customer == customer.id).order_by(Contact.id).first()
            if follower is not None:
                work.change(follower, is_default=True)
        work.touch(Customer, customer.id)


def _contact_values(contact: ContactFields) -> dict[str, Any]:
    name, _key = check_name(contact.name, limit=60)
    return {
        "name": name,
        "site": contact.site_id,
        "title": line(contact.title),
        "phone": line(contact.phone),
        "mobile": line(contact.mobile),
        "fax": line(contact.fax),
        "email": check_mail(contact.email),
    }


def _locked(work: Work, contact_id: int) -> Contact:
    """A contact with its customer, who is locked first: whoever adds a contact does it in this order."""
    seen: Any = Contact.get_or_none(Contact.id == contact_id)
    if seen is not None:
        work.lock(Customer, seen.customer_id)
    return work.lock(Contact, contact_id)


def _check_site(customer_id: int, site_id: int | None) -> None:
    if site_id is None:
        return
    site: Any = CustomerSite.get_or_none(CustomerSite.id == site_id)
    if site is None:
        raise InvalidInput(N_("This choice is no longer there. Choose again."), field="site_id")
    rules.check_site(customer_id, site.customer_id)


def _default(customer_id: int) -> Contact | None:
    found: Contact | None = Contact.get_or_none((Contact.customer == customer_id) & Contact.is_default)
    return found
