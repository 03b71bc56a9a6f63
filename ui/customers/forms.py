"""The forms of a customer, a site and a contact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inventory.customers.commands import (
    AddContact,
    AddCustomer,
    AddSite,
    EditContact,
    EditCustomer,
    EditSite,
)
from inventory.customers.queries import ContactLine, CustomerCard, SiteLine, card
from inventory.customers.words import CustomerKind, kind_word
from inventory.errors import NotFound
from inventory.i18n import LANGUAGES, N_, _, pgettext
from inventory.work import Context
from ui.editing.filing import Make, Renew, Values, request
from ui.forms.choosing import ChoiceField
from ui.forms.field import CodeField, TextField
from ui.forms.fields import CheckField, NotesField
from ui.forms.form import Form
from ui.main_window import LANGUAGE_NAMES

# the customer


def customer_form(*, known: bool = False) -> Form:
    """What is recorded of a customer; a new one gets the next code where none is typed."""
    kinds = [(kind, kind_word(kind)) for kind in CustomerKind]
    hint = _("Empty: it stays as it is.") if known else _("Empty: the next number of the series.")
    return Form(
        [
            TextField("name", _("Name"), required=True, limit=120),
            ChoiceField("kind", _("Kind"), kinds, required=True, repeats=True),
            CodeField("code", _("Code"), limit=20, hint=hint, takes_scans=False),
            CodeField("tax_no", _("Tax number"), limit=40, takes_scans=False),
            TextField(
                "level", _("Level"), limit=20, hint=_("How important the customer is to you, in your own words.")
            ),
            ChoiceField(
                "language", _("Language of papers"), languages(_("As this depot")), required=True, repeats=True
            ),
            NotesField("remark", _("Remark"), hint=_("Internal: never leaves the house.")),
        ]
    )


def languages(first: str) -> list[tuple[str, str]]:
    """The languages that papers are written in; ``first``, translated, leaves it open."""
    return [("", first), *((key, LANGUAGE_NAMES[key]) for key in LANGUAGES)]


def customer_values(found: CustomerCard) -> Values:
    """A customer by the names of the fields."""
    return {
        "name": found.name,
        "kind": found.kind,
        "code": found.code,
        "tax_no": found.tax_no,
        "level": found.level,
        "language": found.language,
        "remark": found.remark,
    }


def new_customer(values: Values, _seen_version: int) -> AddCustomer:
    """The request of a new customer."""
    return request(AddCustomer, values, kind=CustomerKind(values["kind"]))


def changed_customer(customer_id: int) -> Make:
    """Makes the request of a correction."""

    def make(values: Values, seen_version: int) -> EditCustomer:
        kind = CustomerKind(values["kind"])
        return request(EditCustomer, values, kind=kind, customer_id=customer_id, seen_version=seen_version)

    return make


def renewed_customer(customer_id: int) -> Renew:
    """Looks the customer up as it is now."""

    def renew(ctx: Context) -> tuple[int, Values]:
        found = card(ctx, customer_id)
        return found.version, customer_values(found)

    return renew


# a site


def site_form() -> Form:
    """A place of the customer."""
    return Form(
        [
            TextField("name", _("Name"), required=True, limit=120, hint=_("A building, a department, a room.")),
            TextField("address", _("Address")),
            CodeField("post_code", _("Post code"), limit=20, takes_scans=False),
            TextField("region", _("Region"), limit=60),
            NotesField(
                "rules_note", _("Rules of the place"), hint=_("Opening hours, whom to report to, what to bring.")
            ),
        ]
    )


def site_values(site: SiteLine) -> Values:
    """A site by the names of the fields."""
    return {name: getattr(site, name) for name in ("name", "address", "post_code", "region", "rules_note")}


def new_site(customer_id: int) -> Make:
    """Makes the request of a new site."""

    def make(values: Values, _seen_version: int) -> AddSite:
        return request(AddSite, values, customer_id=customer_id)

    return make


def changed_site(site_id: int) -> Make:
    """Makes the request of a correction."""

    def make(values: Values, seen_version: int) -> EditSite:
        return request(EditSite, values, site_id=site_id, seen_version=seen_version)

    return make


def renewed_site(customer_id: int, site_id: int) -> Renew:
    """Looks the site up as it is now."""

    def renew(ctx: Context) -> tuple[int, Values]:
        found = _one(card(ctx, customer_id).sites, site_id)
        return found.version, site_values(found)

    return renew


# a contact


def contact_form(sites: Sequence[SiteLine]) -> Form:
    """A person at the customer, or at one of its sites."""
    places = [(None, _("The customer as a whole")), *((site.id, site.name) for site in sites)]
    return Form(
        [
            TextField("name", pgettext("person", "Name"), required=True, limit=60),
            TextField("title", _("Job title"), limit=60),
            ChoiceField("site_id", _("Site"), places, required=True),
            CodeField("phone", _("Phone"), limit=60, takes_scans=False),
            CodeField("mobile", _("Mobile"), limit=60, takes_scans=False),
            CodeField("fax", _("Fax"), limit=60, takes_scans=False),
            CodeField("email", _("E-mail"), limit=120, takes_scans=False),
            CheckField("is_default", _("Is called first")),
        ]
    )


def contact_values(contact: ContactLine) -> Values:
    """A contact by the names of the fields."""
    names = ("name", "title", "site_id", "phone", "mobile", "fax", "email", "is_default")
    return {name: getattr(contact, name) for name in names}


def new_contact(customer_id: int) -> Make:
    """Makes the request of a new contact."""

    def make(values: Values, _seen_version: int) -> AddContact:
        return request(AddContact, values, customer_id=customer_id)

    return make


def changed_contact(contact_id: int) -> Make:
    """Makes the request of a correction."""

    def make(values: Values, seen_version: int) -> EditContact:
        return request(EditContact, values, contact_id=contact_id, seen_version=seen_version)

    return make


def renewed_contact(customer_id: int, contact_id: int) -> Renew:
    """Looks the contact up as it is now."""

    def renew(ctx: Context) -> tuple[int, Values]:
        found = _one(card(ctx, customer_id).contacts, contact_id)
        return found.version, contact_values(found)

    return renew


def _one(lines: Sequence[SiteLine] | Sequence[ContactLine], line_id: int) -> Any:
    found = next((line for line in lines if line.id == line_id), None)
    if found is None:
        raise NotFound(N_("This record is no longer there. Refresh the page to see what is."))
    return found
