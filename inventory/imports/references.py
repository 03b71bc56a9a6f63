"""What the rows of a book refer to, written before them: makers, models, customers, sites, contacts, contracts."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any, Final

from inventory.customers.commands import SERIES
from inventory.imports.bulk import Bulk
from inventory.imports.lookups import Client, Depot, Person, Site, found_in
from inventory.jobs import Quiet
from inventory.scanning.payload import Kind
from inventory.search import grams
from models import connect
from models.contracts import Contract
from models.customers import Contact, Customer, CustomerKind, CustomerSite
from models.parts import Part
from models.products import Manufacturer, ProductModel

_CODE_DIGITS: Final = 5
_DRAW: Final = (
    "INSERT INTO number_series (prefix, period, last) VALUES (?, '', ?) "
    "ON CONFLICT (prefix, period) DO UPDATE SET last = number_series.last + ? RETURNING last"
)


def write_references(bulk: Bulk, depot: Depot, batch_id: int) -> None:
    """The makers, models, customers, sites, contacts and contracts that accepted rows bring along."""
    of_batch = {"batch_id": batch_id, "version": 1}
    makers = _fresh(depot.makers.values(), bulk, Manufacturer)
    bulk.insert(
        Manufacturer,
        ("id", "name", "name_key"),
        ((maker.id, maker.name, maker.key) for maker in makers),
        of_batch | dict.fromkeys(("phone", "email", "website", "address", "hours", "rma_address"), ""),
    )
    models = _fresh(depot.models.values(), bulk, ProductModel)
    bulk.insert(
        ProductModel,
        ("id", "manufacturer_id", "product_name", "model_code", "model_norm"),
        ((model.id, model.maker.id, model.product_name or model.code, model.code, model.norm) for model in models),
        of_batch | {"unit": "台", "function_group": "", "remark": ""},
    )
    clients = _fresh(depot.clients.values(), bulk, Customer)
    codes = iter(
        _client_codes([client.code for client in clients if client.code], sum(not client.code for client in clients))
    )
    bulk.insert(
        Customer,
        ("id", "code", "name", "name_key", "name_grams", "kind", "tax_no", "level", "remark"),
        (_client_row(client, client.code or next(codes)) for client in clients),
        of_batch | {"language": ""},
    )
    _write_people(bulk, depot)
    deals = _fresh(depot.deals.values(), bulk, Contract)
    bulk.insert(
        Contract,
        ("id", "number", "number_norm", "customer_id", "policy_version_id"),
        ((deal.id, deal.number, deal.norm, deal.client.id, deal.policy_version_id) for deal in deals),
        of_batch | {"title": "", "remark": ""},
    )
    articles = _fresh(depot.articles.values(), bulk, Part)
    bulk.insert(
        Part,
        ("id", "code", "part_no", "part_norm", "name", "kind", "unit", "manufacturer_id"),
        (
            (each.id, code, each.number, each.norm, each.name, each.kind, each.unit, each.maker and each.maker.id)
            for each, code in zip(articles, bulk.codes(Part, Kind.PART, len(articles)) if articles else (), strict=True)
        ),
        of_batch,
    )


def _fresh(refs: Iterable[Any], bulk: Bulk, model: type[Any]) -> list[Any]:
    """Those that the book brings along, each once, with their ids."""
    coming = list({id(ref): ref for ref in refs if ref.comes}.values())
    for ref, row_id in zip(coming, bulk.ids(model, len(coming)), strict=True):
        ref.id = row_id
    return coming


def _client_row(client: Client, code: str) -> tuple[Any, ...]:
    values = client.values
    kind = values.get("kind") or CustomerKind.ORGANISATION.value
    return (
        client.id,
        code,
        client.name,
        client.key,
        grams(client.name),
        _plain(kind),
        values.get("tax_no") or "",
        values.get("level") or "",
        values.get("remark") or "",
    )


def _client_codes(given: list[str], count: int) -> list[str]:
    """The next codes of the series of customers that nobody has typed by hand or brought in from a book."""
    codes: list[str] = []
    taken = set(given)
    while len(codes) < count:
        wanted = count - len(codes)
        last = connect.rows(_DRAW, (SERIES, wanted, wanted))[0][0]
        drawn = [f"{SERIES}{number:0{_CODE_DIGITS}d}" for number in range(last - wanted + 1, last + 1)]
        there = {row[0] for row in found_in("SELECT code FROM customer WHERE code IN ({})", drawn, Quiet())}
        codes += [code for code in drawn if code not in there and code not in taken]
    return codes


def _write_people(bulk: Bulk, depot: Depot) -> None:
    """Sites and contacts; those of customers that were there before are journalled, since they carry no batch."""
    owners = {
        id(ref): client
        for client in depot.clients.values()
        for ref in (*client.sites.values(), *client.people.values())
    }
    sites: list[Site] = _fresh(
        (site for client in depot.clients.values() for site in client.sites.values()), bulk, CustomerSite
    )
    bulk.insert(
        CustomerSite,
        ("id", "customer_id", "name", "address", "post_code", "region"),
        ((site.id, owners[id(site)].id, site.name, site.address, site.post_code, site.region) for site in sites),
        {"version": 1, "rules_note": ""},
    )
    people: list[Person] = _fresh(
        (person for client in depot.clients.values() for person in client.people.values()), bulk, Contact
    )
    bulk.insert(
        Contact,
        ("id", "customer_id", "site_id", "name", "title", "phone", "mobile", "fax", "email", "is_default"),
        (
            (
                person.id,
                owners[id(person)].id,
                person.site and person.site.id,
                person.name,
                person.title,
                person.phone,
                person.mobile,
                person.fax,
                person.email,
                person.is_default,
            )
            for person in people
        ),
        {"version": 1},
    )
    bulk.journal(
        (table, ref.id or 0, "+", None, None)
        for table, refs in (("customer_site", sites), ("contact", people))
        for ref in refs
        if not owners[id(ref)].fresh
    )


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
