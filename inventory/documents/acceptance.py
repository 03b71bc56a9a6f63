"""The acceptance certificate (设备验收合格书, documents.md 4.3, R-014): what both sides sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.contracts import deliveries
from inventory.contracts.deliveries import LotCard
from inventory.contracts.words import appearance_word, area_word, check_word, counted_word, result_word
from inventory.cover import records, store
from inventory.cover.anchors import anchor_of
from inventory.cover.facts import UnitFacts
from inventory.cover.rules import SegmentKind, Window
from inventory.documents.clauses import Promised, warranty_clauses
from inventory.documents.parties import Customer, Supplier, customer, reader_language, supplier, written_day
from inventory.i18n import N_, _, speaking
from inventory.work import Context
from models import connect

USUAL_CONCLUSION: Final = N_("All basic functions and the technical performance meet the targets. Accepted.")


@dataclass(frozen=True, slots=True)
class CertificateUnit:
    """A row of table 1, as it is printed."""

    position: int
    product_name: str
    model_code: str
    serial_no: str
    quantity: int
    unit: str
    place: str
    counted: str
    appearance: str


@dataclass(frozen=True, slots=True)
class CertificateCheck:
    """A row of table 2, as it is printed. ``area``: test, or document handed over."""

    position: int
    area: str
    item: str
    result: str
    remark: str


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A line to be signed and stamped by hand; ``name`` is who signs, printed small where it is known."""

    party: str
    line: str
    day: str
    name: str


@dataclass(frozen=True, slots=True)
class AcceptanceCertificate:
    """The certificate in one language. What is not known yet is "" and None: it can be printed before it is signed."""

    language: str
    title: str
    number: str
    contract_no: str
    contract_title: str
    delivery: int
    customer: Customer
    supplier: Supplier
    place: str
    units: tuple[CertificateUnit, ...]
    checks: tuple[CertificateCheck, ...]
    arrived_on: date | None
    counted_by: str
    witnessed_by: str
    completed_on: date | None
    accepted_on: date | None
    conclusion: str
    warranty: tuple[str, ...]
    signatures: tuple[SignatureLine, ...]


def certificate(ctx: Context, lot_id: int, language: str = "") -> AcceptanceCertificate:
    """The certificate of a delivery, in the customer's language unless another one is asked for. Raises NotFound."""
    card = deliveries.lot(ctx, lot_id)
    line = card.line
    with speaking(reader_language(line.customer_id, language)):
        whom = customer(ctx, line.customer_id, line.site_id)
        title = connect.rows("SELECT title FROM contract WHERE id = ?", (line.contract_id,))[0][0]
        return AcceptanceCertificate(
            language=reader_language(line.customer_id, language),
            title=_("Acceptance certificate"),
            number=line.certificate_no,
            contract_no=line.contract_no,
            contract_title=title,
            delivery=line.number,
            customer=whom,
            supplier=supplier(ctx),
            place=" ".join(text for text in (whom.site, whom.address) if text),
            units=_units(card),
            checks=_checks(card),
            arrived_on=line.arrived_on,
            counted_by=line.counted_by,
            witnessed_by=line.witnessed_by,
            completed_on=line.completed_on,
            accepted_on=line.accepted_on,
            conclusion=line.conclusion or _(USUAL_CONCLUSION),
            warranty=_warranty(card),
            signatures=(
                _signature(_("Party A (customer)"), line.customer_signer, line.accepted_on),
                _signature(_("Party B (supplier)"), line.our_signer, line.accepted_on),
            ),
        )


def _units(card: LotCard) -> tuple[CertificateUnit, ...]:
    return tuple(
        CertificateUnit(
            position, unit.product_name, unit.model_code, unit.serial_no, 1, unit.unit, unit.location_text,
            counted_word(unit.counted), appearance_word(unit.appearance),
        )
        for position, unit in enumerate(card.units, 1)
    )  # fmt: skip


def _checks(card: LotCard) -> tuple[CertificateCheck, ...]:
    return tuple(
        CertificateCheck(
            position, area_word(check.area), check_word(check.item), result_word(check.result), check.remark
        )
        for position, check in enumerate(card.checks, 1)
    )


def _signature(party: str, name: str, day: date | None) -> SignatureLine:
    dated = written_day(day) if day is not None else _("Date:")
    return SignatureLine(party, _("Representative (signature and seal):"), dated, name)


def _warranty(card: LotCard) -> tuple[str, ...]:
    """The clause by the policy of the contract, from the cover that is kept of the units."""
    ids = [unit.asset_id for unit in card.units]
    if not ids:
        return ()
    facts = records.read(ids)
    kept = store.segments(ids)
    some = facts[ids[0]]
    promised = tuple(
        _promised(facts[asset_id], unit.serial_no, kept) for asset_id, unit in zip(ids, card.units, strict=True)
    )
    return tuple(str(clause) for clause in warranty_clauses(some.policy.terms, anchor_of(some).event, promised))


def _promised(facts: UnitFacts, serial_no: str, kept: Mapping[int, Any]) -> Promised:
    own = [one for one in kept.get(facts.id, ()) if one.kind is SegmentKind.BASE]
    maker = [one.last for one in kept.get(facts.id, ()) if one.kind is SegmentKind.MANUFACTURER]
    window = Window(own[0].first, own[0].last) if own else None
    return Promised(serial_no, facts.months or 0, window, max(maker, default=None))
