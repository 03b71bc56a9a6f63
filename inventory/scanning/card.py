"""What a scan shows, for the command line: a document for programs, and lines for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Final

from inventory.assets import queries as assets
from inventory.assets.queries import AssetCard
from inventory.assets.words import state_word
from inventory.cases import queries as cases
from inventory.cases.queries import CaseLine
from inventory.cases.words import case_state_word
from inventory.clock import LOCAL
from inventory.cover.words import headline
from inventory.customers import queries as customers
from inventory.customers.queries import CustomerCard
from inventory.found import Found, Hit
from inventory.i18n import _, ngettext
from inventory.parts import queries as parts
from inventory.parts.queries import FittingPart, PartCard
from inventory.scanning.place_card import place_document, place_lines
from inventory.scanning.resolve import resolve
from inventory.stock.words import condition_word
from inventory.values.days import show_day, show_instant
from inventory.values.money import Money
from inventory.values.quantities import show_quantity
from inventory.work import Context

Document = dict[str, Any]


def scan_document(ctx: Context, text: str) -> Document:
    """What a scan of ``text`` means, as one JSON-ready document whose ``kind`` says of what.

    Days are ISO dates, instants ISO with the offset of local time, amounts yuan, enums their stored values; nothing
    in it is internal (no cost). Several hits are ``{"kind": "choice", "hits": [...]}``. Raises NotFound or BadCode.
    """
    hits = resolve(ctx, text)
    if len(hits) > 1:
        return {"kind": "choice", "hits": [_hit(hit) for hit in hits]}
    return _DOCUMENTS[hits[0].kind](ctx, hits[0].id)


def _hit(hit: Hit) -> Document:
    return {"kind": hit.kind.value, "id": hit.id, "title": hit.title, "subtitle": hit.subtitle}


def _asset(ctx: Context, asset_id: int) -> Document:
    card = assets.card(ctx, asset_id)
    where = card.customer
    return {
        "kind": Found.ASSET.value,
        "id": card.id,
        "code": card.code,
        "product": card.product_name,
        "model": card.model_code,
        "maker": card.maker,
        "serial_no": card.serial_no,
        "state": card.state.value,
        "role": card.role.value,
        "customer": where.name if where else None,
        "site": where.site if where else None,
        "address": where.address if where else None,
        "contact": where.contact if where else None,
        "phone": (where.phone or where.mobile) if where else None,
        "location": card.location_text,
        "contract": card.contract_no or None,
        "sold_on": _day(card.sold_on),
        "delivered_on": _day(card.delivered_on),
        "installed_on": _day(card.installed_on),
        "accepted_on": _day(card.accepted_on),
        "cover": _cover(card),
        "spares_until": _day(card.spares_until),
        "history": [_case(case) for case in card.cases],
        "parts": [_fitting(part) for part in card.parts],
        "loaner": next((case.loaner_no for case in card.open_cases if case.loaner_no), None),
        "replaced_by": _unit(card.replaced_by) if card.replaced_by else None,
        "replaces": [_unit(unit) for unit in card.replaces],
        "label_printed_at": _instant(card.label_printed_at),
    }


def _cover(card: AssetCard) -> Document:
    return {
        "status": card.cover.status.value,
        "first_day": _day(card.cover.first),
        "last_day": _day(card.cover.last),
        "source": card.cover.source or None,
        "days_left": card.cover.days_left,
        "term_missing": card.cover.term_missing,
        "segments": [
            {
                "kind": segment.kind.value,
                "first_day": _day(segment.first),
                "last_day": _day(segment.last),
                "source": segment.source,
            }
            for segment in card.segments
        ],
        "explanation": [str(line) for line in card.explanation],
    }


def _unit(unit: assets.Brief) -> Document:
    return {"code": unit.code, "serial_no": unit.serial_no, "product": unit.product_name, "model": unit.model_code}


def _fitting(part: FittingPart) -> Document:
    return {
        "part_no": part.part_no,
        "name": part.name,
        "spec": part.spec,
        "origin": part.origin.value,
        "on_hand": _quantity(part.on_hand, part.decimals),
        "unit": part.unit,
        "price": _yuan(part.price),
        "rule": str(part.rule),
    }


def _case(case: CaseLine) -> Document:
    return {
        "case_no": case.case_no,
        "state": case.state.value,
        "reported_at": _instant(case.reported_at),
        "responded_at": _instant(case.responded_at),
        "arrived_at": _instant(case.arrived_at),
        "restored_at": _instant(case.restored_at),
        "channel": case.channel.value,
        "level": case.level,
        "symptom": case.symptom,
        "cause": case.cause,
        "user_damage": case.user_damage.value,
        "action": case.action,
        "parts": [{"part_no": used.part_no, "name": used.name, "quantity": used.quantity} for used in case.parts],
        "charged": case.charged,
        "fee": _yuan(case.fee),
        "loaner": case.loaner_no or None,
        "engineer": case.engineer,
        "satisfaction": case.satisfaction.value if case.satisfaction else None,
    }


def _case_alone(ctx: Context, case_id: int) -> Document:
    case = cases.case(ctx, case_id)
    unit = assets.brief([case.asset_id])[0]
    return {
        "kind": Found.CASE.value,
        "id": case.id,
        "code": case.code,
        "customer": case.customer_name,
        "asset": _unit(unit),
        **_case(case),
    }


def _part(ctx: Context, part_id: int) -> Document:
    card = parts.card(ctx, part_id)
    part = card.row
    return {
        "kind": Found.PART.value,
        "id": part.id,
        "code": part.code,
        "part_no": part.part_no,
        "name": part.name,
        "spec": part.spec,
        "maker": part.maker or None,
        "part_kind": part.kind.value,
        "unit": part.unit,
        "on_hand": _quantity(part.on_hand, part.decimals),
        "available": _quantity(part.available, part.decimals),
        "reserved": _quantity(part.reserved, part.decimals),
        "on_order": _quantity(part.on_order, part.decimals),
        "successors": [each.part_no for each in card.substitutes if each.newer],
        "safety_stock": _quantity(part.safety_stock, part.decimals),
        "initial_price": _yuan(part.initial_price),
        "fits": [
            {"product": fit.product_name, "model": fit.model_code, "maker": fit.maker, "origin": fit.origin.value}
            for fit in card.fits
        ],
        "bins": [
            {
                "bin": shelf.bin,
                "quantity": _quantity(shelf.quantity, part.decimals),
                "condition": shelf.condition.value,
                "owner": shelf.owner.value,
                "serial": shelf.serial or None,
            }
            for shelf in card.shelves
        ],
    }


def _customer(ctx: Context, customer_id: int) -> Document:
    card = customers.card(ctx, customer_id)
    return {
        "kind": Found.CUSTOMER.value,
        "id": card.id,
        "code": card.code,
        "name": card.name,
        "units": card.units,
        "cover": {status.value: units for status, units in card.cover.items()},
        "contacts": [
            {"name": person.name, "phone": person.phone or person.mobile, "first": person.is_default}
            for person in card.contacts
        ],
        "sites": [{"name": site.name, "address": site.address} for site in card.sites],
        "contracts": [contract.number for contract in card.contracts],
        "history": [_case(case) | {"serial_no": case.serial_no} for case in card.cases],
    }


_DOCUMENTS: Final[dict[Found, Callable[[Context, int], Document]]] = {
    Found.ASSET: _asset,
    Found.CASE: _case_alone,
    Found.PART: _part,
    Found.CUSTOMER: _customer,
    Found.PLACE: place_document,
}


def scan_text(ctx: Context, text: str) -> list[str]:
    """What a scan of ``text`` shows, in lines for people, in their language. Raises NotFound or BadCode."""
    hits = resolve(ctx, text)
    if len(hits) > 1:
        several = ngettext("{count} record is meant:", "{count} records are meant:", len(hits))
        return [several.format(count=len(hits)), *(f"  {hit.title}  {hit.subtitle}" for hit in hits)]
    return list(_LINES[hits[0].kind](ctx, hits[0].id))


def _asset_lines(ctx: Context, asset_id: int) -> Iterator[str]:
    card = assets.card(ctx, asset_id)
    yield f"{card.product_name} {card.model_code}  S/N {card.serial_no}  {card.code}"
    if card.customer:
        who = (card.customer.name, card.customer.site, card.customer.contact, card.customer.phone, card.contract_no)
        yield " · ".join(text for text in who if text)
    yield f"{headline(card.cover)} · {state_word(card.state)}"
    yield from (f"  {line}" for line in card.explanation)
    if card.sold_on:
        yield _("Sold on {day}.").format(day=show_day(card.sold_on))
    if card.replaced_by:
        yield _("Replaced by {serial}.").format(serial=card.replaced_by.serial_no)
    if card.cases:
        yield _("History:")
        yield from (f"  {_case_line(case)}" for case in card.cases)
    if card.parts:
        yield _("Parts that fit:")
        yield from (f"  {_part_line(part)}" for part in card.parts)


def _part_line(part: FittingPart) -> str:
    price = "" if part.price is None else str(part.price)
    stock = _("{quantity} {unit} on hand").format(quantity=show_quantity(part.on_hand, part.decimals), unit=part.unit)
    return "  ".join(text for text in (part.part_no, part.name, part.spec, stock, price, str(part.rule)) if text)


def _case_line(case: CaseLine) -> str:
    words = (case.case_no, show_instant(case.reported_at), case_state_word(case.state), case.symptom, case.action)
    return "  ".join(text for text in words if text)


def _case_lines(ctx: Context, case_id: int) -> Iterator[str]:
    case = cases.case(ctx, case_id)
    yield _case_line(case)
    yield f"{case.product_name} {case.model_code}  S/N {case.serial_no} · {case.customer_name}"
    yield from (f"  {used.part_no}  {used.name}  × {used.quantity}" for used in case.parts)


def _part_lines(ctx: Context, part_id: int) -> Iterator[str]:
    card: PartCard = parts.card(ctx, part_id)
    part = card.row
    stock = _("{quantity} {unit} on hand").format(quantity=show_quantity(part.on_hand, part.decimals), unit=part.unit)
    yield "  ".join(text for text in (part.part_no, part.name, part.spec, stock) if text)
    if card.successor_hint is not None:
        yield str(card.successor_hint)
    for shelf in card.shelves:
        yield f"  {shelf.bin}  {show_quantity(shelf.quantity, part.decimals)}  {condition_word(shelf.condition)}"
    yield from (f"  {fit.product_name} {fit.model_code}" for fit in card.fits)


def _customer_lines(ctx: Context, customer_id: int) -> Iterator[str]:
    card: CustomerCard = customers.card(ctx, customer_id)
    units = ngettext("{count} unit", "{count} units", card.units).format(count=card.units)
    yield f"{card.name}  {card.code} · {units}"
    yield from (f"  {person.name}  {person.phone or person.mobile}" for person in card.contacts)
    yield from (f"  {case.serial_no}  {_case_line(case)}" for case in card.cases)


_LINES: Final[dict[Found, Callable[[Context, int], Iterator[str]]]] = {
    Found.ASSET: _asset_lines,
    Found.CASE: _case_lines,
    Found.PART: _part_lines,
    Found.CUSTOMER: _customer_lines,
    Found.PLACE: place_lines,
}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _instant(moment: datetime | None) -> str | None:
    return moment.astimezone(LOCAL).isoformat() if moment else None


def _yuan(amount: Money | None) -> float | None:
    """JSON has no decimals; the shortest form of these numbers has at most two."""
    return float(amount.yuan) if amount is not None else None


def _quantity(units: int, decimals: int) -> int | float:
    return units if decimals == 0 else float(units / 10**decimals)
