"""The rows that a preview has planned, written."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

from inventory.clock import day_of
from inventory.imports.bulk import Bulk
from inventory.imports.changes import write_changes, write_field
from inventory.imports.customers import CustomerPlan
from inventory.imports.fitted import Fitted
from inventory.imports.lookups import Model, found_in
from inventory.imports.parts import Item, PartPlan
from inventory.imports.policies import Policies
from inventory.imports.promise_writers import promising, write_promises
from inventory.imports.recorded import values_of
from inventory.imports.repairs import Case, RepairPlan
from inventory.imports.units import AssetPlan, Unit
from inventory.jobs import Quiet
from inventory.scanning.payload import Kind
from models import connect
from models.assets import Asset, AssetOwner, AssetRole, AssetState
from models.cases import Channel, PartUse, ServiceCase, UserDamage
from models.customers import Customer
from models.parts import OpeningStock, Part, PartFit, PartKind

_OURS, _THEIRS = AssetOwner.US.value, AssetOwner.CUSTOMER.value
_STATES: Final = {state: state.value for state in AssetState}


def write_assets(bulk: Bulk, plan: AssetPlan, batch_id: int) -> set[int]:
    """New units, changes of units, and what they are promised besides.

    Returns the units of the register whose cover rests on something new; those of the batch are not among them.
    """
    codes = bulk.codes(Asset, Kind.ASSET, len(plan.units))
    bulk.insert(
        Asset,
        (
            "code",
            "model_id",
            "serial_no",
            "serial_norm",
            "customer_id",
            "site_id",
            "contract_id",
            "location_text",
            "owner",
            "state",
            "made_on",
            "ex_works_on",
            "sold_on",
            "delivered_on",
            "installed_on",
            "completed_on",
            "accepted_on",
            "warranty_months",
            "remark",
        ),
        (_unit_row(unit, code) for unit, code in zip(plan.units, codes, strict=True)),
        {"role": AssetRole.CUSTOMER_UNIT.value, "version": 1, "batch_id": batch_id},
    )
    write_changes(bulk, Asset, ((known.id, known.version, known.changes) for known in plan.changes))
    ids = _ids_of(promising(plan.promises), dict(zip(map(id, plan.units), codes, strict=True)))
    return {known.id for known in plan.changes} | write_promises(bulk, plan.promises, ids, batch_id)


def _ids_of(units: list[Unit], codes: dict[int, str]) -> dict[int, int]:
    """The ids of new units that other rows refer to, by what ``id`` says of them."""
    by_code = {codes[id(unit)]: id(unit) for unit in units}
    sql = "SELECT code, id FROM asset WHERE code IN ({})"
    return {by_code[code]: row_id for code, row_id in found_in(sql, list(by_code), Quiet())}


def _unit_row(unit: Unit, code: str) -> tuple[Any, ...]:
    record, client, site, deal = unit.record, unit.client, unit.site, unit.deal
    return (
        code,
        unit.model.id,
        unit.serial_no,
        unit.norm,
        client and client.id,
        site and site.id,
        deal and deal.id,
        record.location_text or "",
        _OURS if client is None else _THEIRS,
        _STATES[unit.state],
        *record.days,
        unit.months,
        unit.remark,
    )


def write_parts(bulk: Bulk, plan: PartPlan, batch_id: int) -> None:
    """New parts with their models and bins, and changes of parts."""
    ids = list(bulk.ids(Part, len(plan.items)))
    codes = bulk.codes(Part, Kind.PART, len(plan.items))
    bulk.insert(
        Part,
        (
            "id",
            "code",
            "part_no",
            "part_norm",
            "name",
            "spec",
            "manufacturer_id",
            "kind",
            "unit",
            "safety_stock",
            "reference_cost",
            "initial_price",
            "remark",
        ),
        (_part_row(item, row_id, code) for item, row_id, code in zip(plan.items, ids, codes, strict=True)),
        {"version": 1, "batch_id": batch_id, "serialised": False, "decimals": 0},
    )
    fits = [
        (row_id, model.id, item.origin.value)
        for item, row_id in zip(plan.items, ids, strict=True)
        for model in _once(item.fits)
    ]
    fits += [(known.id, model.id, origin) for known in plan.changes for model, origin in known.fits]
    bulk.insert(PartFit, ("part_id", "model_id", "origin"), fits, {"quantity": 1, "position": "", "batch_id": batch_id})
    stock = [
        (row_id, name, quantity, item.record.cost)
        for item, row_id in zip(plan.items, ids, strict=True)
        for name, quantity in item.bins.items()
    ]
    stock += [
        (k.id, name, quantity, k.changes.get("reference_cost", (None, k.values["reference_cost"]))[1])
        for k in plan.changes
        for name, quantity in k.bins.items()
    ]
    bulk.insert(OpeningStock, ("part_id", "bin", "quantity", "unit_cost"), stock, {"batch_id": batch_id})
    write_changes(bulk, Part, ((known.id, known.version, known.changes) for known in plan.changes))
    for known in plan.changes:
        for row_id, old, new in known.counts.values():
            write_field(bulk, "opening_stock", row_id, "quantity", old, new)
        for row_id, (was, origin) in known.origins.items():
            write_field(bulk, "part_fit", row_id, "origin", was, origin)


def _part_row(item: Item, row_id: int, code: str) -> tuple[Any, ...]:
    record = item.record
    return (
        row_id,
        code,
        record.part_no,
        item.norm,
        record.name,
        record.spec or "",
        item.maker and item.maker.id,
        (record.kind or PartKind.SPARE_PART).value,
        record.unit or "个",
        record.safety_stock or 0,
        record.cost,
        record.price,
        record.remark or "",
    )


def write_repairs(bulk: Bulk, plan: RepairPlan, batch_id: int) -> None:
    """New cases with the parts used on them, and changes of cases."""
    ids = list(bulk.ids(ServiceCase, len(plan.cases)))
    codes = bulk.codes(ServiceCase, Kind.CASE, len(plan.cases))
    now = bulk.work.ctx.clock.now().strftime("%Y-%m-%d %H:%M:%S")
    bulk.insert(
        ServiceCase,
        (
            "id",
            "code",
            "case_no",
            "case_norm",
            "asset_id",
            "customer_id",
            "customer_name",
            "contact_name",
            "contact_phone",
            "address",
            "location_text",
            "channel",
            "reporter",
            "level",
            "symptom",
            "state",
            "reported_at",
            "responded_at",
            "arrived_at",
            "restored_at",
            "cover_status",
            "cover_last_day",
            "policy_version_id",
            "cause",
            "user_damage",
            "action",
            "charged",
            "fee",
            "loaner_no",
            "engineer",
            "confirmed_by",
            "satisfaction",
            "remark",
        ),
        _case_rows(plan.cases, ids, codes),
        {"version": 1, "batch_id": batch_id, "recorded_at": now},
    )
    used = [_used_row(row_id, part, case) for case, row_id in zip(plan.cases, ids, strict=True) for part in case.parts]
    bulk.insert(PartUse, _USED, used)
    write_changes(bulk, ServiceCase, ((known.id, known.version, known.changes) for known in plan.changes))
    added = [(known.id, part) for known in plan.changes for part in known.parts]
    new_ids = list(bulk.ids(PartUse, len(added)))
    bulk.insert(
        PartUse,
        ("id", *_USED),
        ((row_id, *_used_row(case_id, part, None)) for row_id, (case_id, part) in zip(new_ids, added, strict=True)),
    )
    bulk.journal(("part_use", row_id, "+", None, None) for row_id in new_ids)


_USED: Final = ("case_id", "part_id", "part_no", "name", "quantity", "charged", "removed_serial", "fitted_serial")


def _used_row(case_id: int, part: Fitted, case: Case | None) -> tuple[Any, ...]:
    charged = case is not None and bool(values_of(case)["charged"])
    return (
        case_id,
        part.part_id,
        part.number,
        part.name,
        part.quantity,
        charged,
        part.removed_serial,
        part.fitted_serial,
    )


def _case_rows(cases: list[Case], ids: list[int], codes: list[str]) -> Iterator[tuple[Any, ...]]:
    policies = Policies()
    for case, row_id, code in zip(cases, ids, codes, strict=True):
        record, client, subject = case.record, case.client, case.subject
        reported = connect.as_instant(record.reported_at)
        assert reported is not None  # the preview refuses a row without it
        day = day_of(reported)
        cover = subject.cover(day)
        person = next((person for person in client.people.values() if person.is_default), None)
        theirs = subject.customer_id == client.id
        site = next(iter(client.sites.values()), None)
        address = (subject.address if theirs else None) or (site.address if site else "")
        yield (
            row_id,
            code,
            record.case_no,
            case.norm,
            subject.id,
            client.id,
            record.customer or client.name,
            record.contact or (person.name if person else ""),
            record.phone or (person.phone or person.mobile if person else ""),
            record.address or address,
            record.location_text or (subject.location_text if theirs else ""),
            (record.channel or Channel.PHONE).value,
            record.reporter or "",
            record.level or "",
            record.symptom or "",
            case.state.value,
            record.reported_at,
            record.responded_at,
            record.arrived_at,
            record.restored_at,
            cover.status.value,
            cover.last.isoformat() if cover.last else None,
            subject.policy(policies, day),
            record.cause or "",
            (record.user_damage or UserDamage.NO).value,
            record.action or "",
            bool(values_of(case)["charged"]),
            record.fee or 0,
            record.loaner_no or "",
            record.engineer or "",
            record.confirmed_by or "",
            _plain(record.satisfaction),
            record.remark or "",
        )


def write_customers(bulk: Bulk, plan: CustomerPlan) -> None:
    """Changes of customers; the new ones are written with the references."""
    changed = ((known.client.id or 0, known.version, known.changes) for known in plan.changes if not known.client.fresh)
    write_changes(bulk, Customer, changed)


def _once(models: list[Model]) -> list[Model]:
    return list({id(model): model for model in models}.values())


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
