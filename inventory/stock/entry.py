"""Goods as a person enters them on a paper, and the moves that come of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from inventory.errors import InvalidInput, NotFound, RuleBroken
from inventory.i18n import N_
from inventory.places.furnishing import OURS
from inventory.pricing.rules import WHOLE_BP
from inventory.stock.drafting import Seen
from inventory.stock.posting import Move
from inventory.values.codes import normalise
from inventory.values.money import Money, round_half_up
from inventory.values.quantities import parse_quantity
from models.assets import AssetOwner
from models.parts import Part
from models.places import Place, PlaceKind
from models.stock import Condition, IssuePurpose

_CHUNK: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """A line of a paper as a person enters it: ``quantity`` as people count, ``place_id`` the bin or van."""

    part_id: int
    place_id: int
    quantity: int | str | Decimal = 1
    condition: Condition = Condition.NEW
    owner: AssetOwner = AssetOwner.US
    serial: str = ""
    lot: str = ""
    unit_cost: int | None = None
    """Of a receipt, fen without tax."""
    tax_rate_bp: int | None = None
    """Of a receipt: the tax on the supplier's paper in basis points, to be read and never reckoned with."""
    order_id: int | None = None
    """Of a receipt: the line of an order that it answers."""
    cost_of: int | None = None
    """Of a receipt: the line of its draft whose typed cost counts, for somebody who may not see costs."""
    to_place_id: int | None = None
    to_condition: Condition | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of the depot. ``act``: drawn by the caller once for each act, so that a repeat is harmless."""

    act: str
    lines: tuple[Goods, ...]
    happened_on: date | None = None
    paper_no: str = ""
    supplier_id: int | None = None
    purpose: IssuePurpose | None = None
    case_id: int | None = None
    customer_id: int | None = None
    engineer_id: int | None = None
    """Whose van, or hands, the goods go to or come from."""
    remark: str = ""
    draft: Seen | None = None
    """The draft in which it was written, as its writer saw it last; None where it was never kept."""
    confirmed: frozenset[str] = frozenset()
    """Questions that were answered with yes (NeedsConfirmation)."""


@dataclass(frozen=True, slots=True)
class Known:
    """The parts and places that lines name, read together: by their ids."""

    parts: dict[int, Part]
    places: dict[int, Place]

    @classmethod
    def of(cls, lines: Iterable[Goods]) -> Known:
        """What these lines name, as far as it is there. Needs an open connection."""
        lines = tuple(lines)
        parts = sorted({goods.part_id for goods in lines})
        places = {goods.place_id for goods in lines} | {goods.to_place_id for goods in lines}
        found: tuple[dict[int, Part], dict[int, Place]] = ({}, {})
        for start in range(0, len(parts), _CHUNK):
            chunk = parts[start : start + _CHUNK]
            found[0].update({row.id: row for row in Part.select().where(Part.id.in_(chunk))})
        wanted = sorted(place_id for place_id in places if place_id is not None)
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            found[1].update({row.id: row for row in Place.select().where(Place.id.in_(chunk))})
        return cls(*found)


def as_move(
    goods: Goods, *, outer: Place | None = None, incoming: bool = False, to_place: Place | None = None,
    known: Known | None = None,
) -> Move:  # fmt: skip
    """The move of a line: between its place and ``outer``, or to ``to_place``, or where it stays in another condition.

    ``known``: what all lines of the paper name. Raises InvalidInput and RuleBroken. What comes into quarantine waits
    for its inspection, so it is pending.
    """
    known = known or Known.of([goods])
    part, here = _part(goods.part_id, known, incoming=incoming), our_place(goods.place_id, known)
    if incoming and here.kind is PlaceKind.QUARANTINE and goods.condition is Condition.NEW:
        goods = replace(goods, condition=Condition.PENDING)
    there = to_place or outer or here
    after = goods.to_condition or goods.condition
    if there == here and after is goods.condition:
        raise InvalidInput(
            N_("Goods cannot move from a place to the same place. Choose another place or another condition."),
            field="to_place_id",
        )
    return Move(
        part=part, quantity=whole_quantity(goods.quantity, part), from_place=there if incoming else here,
        to_place=here if incoming else there, condition_from=goods.condition, condition_to=after, owner=goods.owner,
        serial=normalise(goods.serial), lot=goods.lot.strip(), unit_cost=goods.unit_cost if incoming else None,
        tax_rate_bp=goods.tax_rate_bp if incoming else None, order_id=goods.order_id if incoming else None,
        note=goods.note.strip(),
    )  # fmt: skip


def _part(part_id: int, known: Known, *, incoming: bool) -> Part:
    part = known.parts[part_id]  # it is locked, so it is there
    if incoming and not part.active:
        raise RuleBroken(
            N_("{part} was retired. Choose its successor, or use it again at the part first."), part=part.part_no
        )
    return part


def whole_quantity(value: int | str | Decimal, part: Part) -> int:
    """A quantity as people count it, in units of 10**-decimals of the part. Raises InvalidInput (field "quantity")."""
    try:
        return parse_quantity(value, part.decimals)
    except InvalidInput as error:
        raise InvalidInput(error.message_id, field="quantity", **error.values) from error


def without_tax(gross: int, tax_rate_bp: int) -> int:
    """What a piece costs without tax in fen, of a cost that includes tax at a rate in basis points; half a fen up."""
    return round_half_up(Fraction(gross * WHOLE_BP, WHOLE_BP + tax_rate_bp))


def cost_of_one(text: str, tax_rate_bp: int | None) -> int:
    """What a piece costs without tax in fen, of a typed cost that includes tax at a rate in basis points, or none.

    Raises InvalidInput (field "unit_cost").
    """
    if not text.strip():
        raise InvalidInput(N_("Enter what one piece costs."), field="unit_cost")
    try:
        cost = Money.parse(text).fen
    except InvalidInput as error:
        error.field = "unit_cost"
        raise
    return without_tax(cost, tax_rate_bp) if tax_rate_bp else cost


def our_place(place_id: int, known: Known | None = None) -> Place:
    """A place where our stock lies. Raises NotFound, and InvalidInput for one outside the depot."""
    found: Place | None = known.places.get(place_id) if known else Place.get_or_none(Place.id == place_id)
    if found is None:
        raise NotFound(N_("This place is no longer there. Refresh the page to see what is."))
    if found.kind not in OURS:
        raise InvalidInput(
            N_("{place} is outside the depot. Choose a bin or a van."), field="place_id", place=found.name
        )
    if found.kind is PlaceKind.TRANSIT:
        raise InvalidInput(
            N_("What is on the way lies in {place} until it arrives. Receive the transfer instead."),
            field="place_id", place=found.name,
        )  # fmt: skip
    return found


def head(paper: Paper) -> dict[str, Any]:
    """What a paper says besides its lines, as ``post`` takes it."""
    return {
        "paper_no": paper.paper_no.strip(), "supplier": paper.supplier_id, "purpose": paper.purpose,
        "case": paper.case_id, "customer": paper.customer_id, "engineer": paper.engineer_id,
        "remark": paper.remark.strip(), "draft": paper.draft,
    }  # fmt: skip
