"""What a preview has planned, written: first what rows refer to, then the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, Final

from inventory.clock import day_of
from inventory.customers.commands import SERIES
from inventory.imports.assets import AssetPlan, Unit
from inventory.imports.bulk import Bulk
from inventory.imports.customers import CustomerPlan
from inventory.imports.fitted import Fitted
from inventory.imports.lookups import Client, Deal, Depot, Maker, Model, Person, Ref, Site, found_in
from inventory.imports.parts import Item, PartPlan
from inventory.imports.recorded import values_of
from inventory.imports.repairs import Case, RepairPlan
from inventory.imports.subjects import agreed_terms
from inventory.jobs import Quiet
from inventory.scanning.payload import Kind
from inventory.search import grams
from models import connect
from models.assets import Asset, AssetOwner, AssetRole
from models.cases import Channel, PartUse, ServiceCase, UserDamage
from models.contracts import Contract
from models.customers import Contact, Customer, CustomerKind, CustomerSite
from models.parts import OpeningStock, Part, PartFit, PartKind
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
        Manufacturer, ("id", "name", "name_key"), ((maker.id, maker.name, maker.key) for maker in makers),
        of_batch | dict.fromkeys(("phone", "email", "website", "address", "hours", "rma_address"), ""),
    )  # fmt: skip
    models = _fresh(depot.models.values(), bulk, ProductModel)
    bulk.insert(
        ProductModel, ("id", "manufacturer_id", "product_name", "model_code", "model_norm"),
        ((model.id, model.maker.id, model.product_name or model.code, model.code, model.norm) for model in models),
        of_batch | {"unit": "台", "function_group": "", "remark": ""},
    )  # fmt: skip
    clients = _fresh(depot.clients.values(), bulk, Customer)
    codes = iter(_client_codes([client.code for client in clients if client.code], sum(not client.code for client in clients)))
    bulk.insert(
        Customer, ("id", "code", "name", "name_key", "name_grams", "kind", "tax_no", "level", "remark"),
        (_client_row(client, client.code or next(codes)) for client in clients), of_batch | {"language": ""},
    )  # fmt: skip
    _write_people(bulk, depot)
    deals = _fresh(depot.deals.values(), bulk, Contract)
    bulk.insert(
        Contract, ("id", "number", "number_norm", "customer_id"), ((deal.id, deal.number, deal.norm, deal.client.id) for deal in deals),
        of_batch | {"title": "", "remark": ""},
    )  # fmt: skip


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
        client.id, code, client.name, client.key, grams(client.name), _plain(kind), values.get("tax_no") or "",
        values.get("level") or "", values.get("remark") or "",
    )  # fmt: skip


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
    owners = {id(ref): client for client in depot.clients.values() for ref in (*client.sites.values(), *client.people.values())}
    sites: list[Site] = _fresh((site for client in depot.clients.values() for site in client.sites.values()), bulk, CustomerSite)
    bulk.insert(
        CustomerSite, ("id", "customer_id", "name", "address", "post_code", "region"),
        ((site.id, owners[id(site)].id, site.name, site.address, site.post_code, site.region) for site in sites),
        {"version": 1, "rules_note": ""},
    )  # fmt: skip
    people: list[Person] = _fresh((person for client in depot.clients.values() for person in client.people.values()), bulk, Contact)
    bulk.insert(
        Contact, ("id", "customer_id", "site_id", "name", "title", "phone", "mobile", "fax", "email", "is_default"),
        (
            (person.id, owners[id(person)].id, person.site and person.site.id, person.name, person.title, person.phone, person.mobile,
             person.fax, person.email, person.is_default)
            for person in people
        ),
        {"version": 1},
    )  # fmt: skip
    bulk.journal(
        (table, ref.id or 0, "+", None, None)
        for table, refs in (("customer_site", sites), ("contact", people))
        for ref in refs
        if not owners[id(ref)].fresh
    )


def write_assets(bulk: Bulk, plan: AssetPlan, batch_id: int) -> None:
    """New units and changes of units."""
    codes = bulk.codes(Asset, Kind.ASSET, len(plan.units))
    bulk.insert(
        Asset,
        ("code", "model_id", "serial_no", "serial_norm", "customer_id", "site_id", "contract_id", "location_text", "owner", "state",
         "made_on", "ex_works_on", "sold_on", "delivered_on", "installed_on", "completed_on", "accepted_on", "warranty_months", "remark"),
        (_unit_row(unit, code) for unit, code in zip(plan.units, codes, strict=True)),
        {"role": AssetRole.CUSTOMER_UNIT.value, "version": 1, "batch_id": batch_id},
    )  # fmt: skip
    _change(bulk, Asset, ((known.id, known.version, known.changes) for known in plan.changes))


def _unit_row(unit: Unit, code: str) -> tuple[Any, ...]:
    record, client, site, deal = unit.record, unit.client, unit.site, unit.deal
    return (
        code, unit.model.id, unit.serial_no, unit.norm, client and client.id, site and site.id, deal and deal.id,
        record.location_text or "", AssetOwner.US.value if client is None else AssetOwner.CUSTOMER.value, unit.state.value,
        *record[7:14], unit.months, unit.remark,
    )  # fmt: skip


def write_parts(bulk: Bulk, plan: PartPlan, batch_id: int) -> None:
    """New parts with their models and bins, and changes of parts."""
    ids = list(bulk.ids(Part, len(plan.items)))
    codes = bulk.codes(Part, Kind.PART, len(plan.items))
    bulk.insert(
        Part,
        ("id", "code", "part_no", "part_norm", "name", "spec", "manufacturer_id", "kind", "unit", "safety_stock", "reference_cost",
         "initial_price", "remark"),
        (_part_row(item, row_id, code) for item, row_id, code in zip(plan.items, ids, codes, strict=True)),
        {"version": 1, "batch_id": batch_id, "serialised": False, "decimals": 0},
    )  # fmt: skip
    fits = [(row_id, model.id, item.origin.value) for item, row_id in zip(plan.items, ids, strict=True) for model in _once(item.fits)]
    fits += [(known.id, model.id, origin) for known in plan.changes for model, origin in known.fits]
    bulk.insert(PartFit, ("part_id", "model_id", "origin"), fits, {"quantity": 1, "position": "", "batch_id": batch_id})
    stock = [
        (row_id, name, quantity, item.record.cost)
        for item, row_id in zip(plan.items, ids, strict=True)
        for name, quantity in item.bins.items()
    ]
    stock += [(k.id, name, quantity, k.values["reference_cost"]) for k in plan.changes for name, quantity in k.bins.items()]
    bulk.insert(OpeningStock, ("part_id", "bin", "quantity", "unit_cost"), stock, {"batch_id": batch_id})
    _change(bulk, Part, ((known.id, known.version, known.changes) for known in plan.changes))
    for known in plan.changes:
        for row_id, old, new in known.counts.values():
            _set(bulk, "opening_stock", row_id, "quantity", old, new)
        for row_id, (was, origin) in known.origins.items():
            _set(bulk, "part_fit", row_id, "origin", was, origin)


def _part_row(item: Item, row_id: int, code: str) -> tuple[Any, ...]:
    record = item.record
    return (
        row_id, code, record.part_no, item.norm, record.name, record.spec or "", item.maker and item.maker.id,
        (record.kind or PartKind.SPARE_PART).value, record.unit or "个", record.safety_stock or 0, record.cost, record.price,
        record.remark or "",
    )  # fmt: skip


def write_repairs(bulk: Bulk, plan: RepairPlan, batch_id: int) -> None:
    """New cases with the parts used on them, and changes of cases."""
    ids = list(bulk.ids(ServiceCase, len(plan.cases)))
    codes = bulk.codes(ServiceCase, Kind.CASE, len(plan.cases))
    now = bulk.work.ctx.clock.now().strftime("%Y-%m-%d %H:%M:%S")
    bulk.insert(
        ServiceCase,
        ("id", "code", "case_no", "case_norm", "asset_id", "customer_id", "customer_name", "contact_name", "contact_phone", "address",
         "location_text", "channel", "reporter", "level", "symptom", "state", "reported_at", "responded_at", "arrived_at", "restored_at",
         "cover_status", "cover_last_day", "cause", "user_damage", "action", "charged", "fee", "loaner_no", "engineer", "confirmed_by",
         "satisfaction", "remark"),
        _case_rows(plan.cases, ids, codes),
        {"version": 1, "batch_id": batch_id, "recorded_at": now},
    )  # fmt: skip
    used = [_used_row(row_id, part, case) for case, row_id in zip(plan.cases, ids, strict=True) for part in case.parts]
    bulk.insert(PartUse, _USED, used)
    _change(bulk, ServiceCase, ((known.id, known.version, known.changes) for known in plan.changes))
    added = [(known.id, part) for known in plan.changes for part in known.parts]
    new_ids = list(bulk.ids(PartUse, len(added)))
    bulk.insert(
        PartUse, ("id", *_USED), ((row_id, *_used_row(case_id, part, None)) for row_id, (case_id, part) in zip(new_ids, added, strict=True))
    )
    bulk.journal(("part_use", row_id, "+", None, None) for row_id in new_ids)


_USED: Final = ("case_id", "part_id", "part_no", "name", "quantity", "charged", "removed_serial", "fitted_serial")


def _used_row(case_id: int, part: Fitted, case: Case | None) -> tuple[Any, ...]:
    charged = case is not None and bool(values_of(case)["charged"])
    return case_id, part.part_id, part.number, part.name, part.quantity, charged, part.removed_serial, part.fitted_serial


def _case_rows(cases: list[Case], ids: list[int], codes: list[str]) -> Iterator[tuple[Any, ...]]:
    agreed = agreed_terms()
    for case, row_id, code in zip(cases, ids, codes, strict=True):
        record, client, subject = case.record, case.client, case.subject
        reported = connect.as_instant(record.reported_at)
        assert reported is not None  # the preview refuses a row without it
        cover = subject.cover(day_of(reported), agreed)
        person = next((person for person in client.people.values() if person.is_default), None)
        site = next(iter(client.sites.values()), None)
        yield (
            row_id, code, record.case_no, case.norm, subject.id, client.id, record.customer or client.name,
            record.contact or (person.name if person else ""),
            record.phone or (person.phone or person.mobile if person else ""),
            record.address or (site.address if site else ""), record.location_text or subject.location_text,
            (record.channel or Channel.PHONE).value, record.reporter or "", record.level or "", record.symptom or "", case.state.value,
            record.reported_at, record.responded_at, record.arrived_at, record.restored_at, cover.status.value,
            cover.last.isoformat() if cover.last else None, record.cause or "", (record.user_damage or UserDamage.NO).value,
            record.action or "", bool(values_of(case)["charged"]), record.fee or 0, record.loaner_no or "", record.engineer or "",
            record.confirmed_by or "", _plain(record.satisfaction), record.remark or "",
        )  # fmt: skip


def write_customers(bulk: Bulk, plan: CustomerPlan, batch_id: int) -> None:
    """Changes of customers; the new ones are written with the references."""
    changed = ((known.client.id or 0, known.version, known.changes) for known in plan.changes if not known.client.fresh)
    _change(bulk, Customer, changed)


def _change(bulk: Bulk, model: type[Any], known: Iterable[tuple[int, int, dict[str, tuple[Any, Any]]]]) -> None:
    """Fields of rows that were there, each journalled from → to; rows that change the same columns go together."""
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    notes: list[tuple[str, int, str, object, object]] = []
    for row_id, version, changes in known:
        if not changes:
            continue
        plain = {name: (_column(model, name), old, new.id if isinstance(new, Ref) else new) for name, (old, new) in changes.items()}
        columns = tuple(column for column, _old, _new in plain.values())
        groups.setdefault(columns, []).append((*(new for _column, _old, new in plain.values()), row_id, version))
        notes += [(model._meta.table_name, row_id, name, old, new) for name, (_column_name, old, new) in plain.items()]
    bulk.change(model, groups)
    bulk.journal(notes)


def _column(model: type[Any], name: str) -> str:
    return str(model._meta.fields[name].column_name)


def _set(bulk: Bulk, table: str, row_id: int, column: str, old: object, new: object) -> None:
    """A field of a row without a version, as long as it is what the preview saw."""
    connect.rows(f"UPDATE {table} SET {column} = ? WHERE id = ? AND {column} = ? RETURNING id", (new, row_id, old))
    bulk.journal([(table, row_id, column, old, new)])


def _once(models: list[Model]) -> list[Model]:
    return list({id(model): model for model in models}.values())


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


