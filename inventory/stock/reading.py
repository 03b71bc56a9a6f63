"""What a scan means while one writes a paper: a bin, a part with what lies where, a case, or a serial number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from inventory.choices import Choice
from inventory.errors import DepotError, NotFound, RuleBroken
from inventory.found import Found
from inventory.i18n import N_
from inventory.scanning.resolve import resolve
from inventory.scanning.symbols import strip_noise
from inventory.search import LAST
from inventory.stock.reserved import USABLE, Standing, standing
from inventory.values.codes import name_key, normalise
from inventory.work import Context
from models import connect
from models.assets import AssetOwner
from models.parts import PartKind
from models.places import PlaceKind
from models.stock import Condition

_PART: Final = "SELECT id, part_no, name, spec, unit, decimals, serialised, kind, active FROM part WHERE id = ?"
_SPOTS: Final = (
    "SELECT l.id, l.name, l.kind, l.warehouse_id, l.engineer_id, b.condition, b.owner, b.serial, b.lot, b.quantity "
    "FROM stock_balance b JOIN place l ON l.id = b.place_id WHERE b.part_id = ? AND b.internal AND b.quantity > 0 "
    "AND l.kind <> 'transit' ORDER BY b.quantity DESC, l.sort_key, l.id"
)
_PLACE: Final = "SELECT id, name, kind, warehouse_id, engineer_id FROM place WHERE id = ?"
_BIN: Final = (
    "SELECT id, name, kind, warehouse_id, engineer_id FROM place WHERE name_norm = ? AND active "
    "AND kind IN ('bin', 'van', 'quarantine') ORDER BY id LIMIT 20"
)
_LYING: Final = (
    "SELECT part_id FROM stock_balance WHERE serial <> '' AND serial = ? AND quantity > 0 AND internal "
    "ORDER BY id LIMIT 2"
)
_CASE: Final = (
    "SELECT k.id, k.case_no, c.name, a.serial_no FROM service_case k JOIN customer c ON c.id = k.customer_id "
    "JOIN asset a ON a.id = k.asset_id WHERE {where} ORDER BY k.reported_at DESC, k.id DESC LIMIT 2"
)
_OPEN: Final = "k.asset_id = ? AND k.state NOT IN ('closed', 'cancelled')"
_ORDERS: Final = (
    "SELECT id, order_no, supplier_id, quantity - received FROM order_line WHERE part_id = ? AND NOT cancelled "
    "AND received < quantity ORDER BY ordered_on, id"
)
_CASES: Final = (
    "SELECT k.id, k.case_no, a.serial_no, c.name FROM service_case k JOIN asset a ON a.id = k.asset_id "
    "JOIN customer c ON c.id = k.customer_id WHERE k.case_norm >= ? AND k.case_norm < ? ORDER BY k.case_norm LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Bin:
    """A place of ours that a label names. ``engineer_id``: whose van it is."""

    id: int
    name: str
    kind: PlaceKind
    warehouse_id: int | None
    engineer_id: int | None


@dataclass(frozen=True, slots=True)
class Spot:
    """Pieces of a part that lie somewhere. ``quantity`` counts units of 10**-decimals of the part."""

    bin: Bin
    condition: Condition
    owner: AssetOwner
    serial: str
    lot: str
    quantity: int

    @property
    def good(self) -> bool:
        """Whether they may be issued: our own, new or good, in a bin (INV-23, INV-24)."""
        return self.owner is AssetOwner.US and self.condition in USABLE and self.bin.kind is PlaceKind.BIN


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """A line of an order of which something is still expected. ``open`` counts units of 10**-decimals."""

    id: int
    order_no: str
    supplier_id: int | None
    open: int


@dataclass(frozen=True, slots=True)
class Article:
    """A part as the keeper has it in hand, with what lies where, most first."""

    id: int
    part_no: str
    name: str
    spec: str
    unit: str
    decimals: int
    serialised: bool
    kind: PartKind
    active: bool
    spots: tuple[Spot, ...]
    standing: Standing
    orders: tuple[OpenOrder, ...] = ()

    def free(self, case_id: int | None, warehouse_id: int | None = None) -> int:
        """What may be taken for a case: good pieces less what is reserved for others."""
        return max(0, self.standing.free(case_id, warehouse_id))


@dataclass(frozen=True, slots=True)
class CaseFound:
    """A case that goods are for."""

    id: int
    case_no: str
    customer: str
    serial_no: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was scanned: one of these, the serial number beside the part that it is of."""

    bin: Bin | None = None
    article: Article | None = None
    case: CaseFound | None = None
    serial: str = ""


def read(ctx: Context, text: str, scan_codes: Sequence[int] = (), holding: int | None = None) -> Scanned:
    """What a scan or a typed word means. ``holding``: a part whose serial number is awaited; it may be new to us.

    A unit's label or serial number means its newest open case. Raises NotFound, BadCode or RuleBroken with a sentence
    where the text means nothing here, or several things.
    """
    plain = strip_noise(text)
    refusal: DepotError | None = None
    units: list[int] = []
    try:
        hits = resolve(ctx, text, scan_codes or None)
    except DepotError as error:
        hits, refusal = [], error
    for hit in hits:
        if hit.kind is Found.PLACE:
            return Scanned(bin=place(hit.id))
        if hit.kind is Found.PART:
            return Scanned(article=article(hit.id))
        if hit.kind is Found.CASE and holding is None:
            return Scanned(case=case(hit.id))
        if hit.kind is Found.ASSET:
            units.append(hit.id)
    bins = connect.rows(_BIN, (name_key(plain),)) if plain else []
    if len(bins) == 1:
        return Scanned(bin=_bin(*bins[0]))
    if bins:
        raise RuleBroken(
            N_("{count} warehouses have a bin {name}. Scan its label, or choose it in the line."),
            count=len(bins), name=plain,
        )  # fmt: skip
    serial = normalise(plain)
    lying = [part_id for (part_id,) in connect.rows(_LYING, (serial,))] if serial else []
    if holding is not None and serial:
        return Scanned(article=article(holding if holding in lying or not lying else lying[0]), serial=serial)
    if len(lying) == 1:
        return Scanned(article=article(lying[0]), serial=serial)
    if units:
        return Scanned(case=of_unit(units[0]))
    if refusal is not None:
        raise refusal
    raise NotFound(N_("{text} is neither a part nor a bin nor a case. Scan one of these."), text=plain)


def article(part_id: int) -> Article:
    """A part with what lies where now. Raises NotFound. Needs an open connection."""
    found = connect.rows(_PART, (part_id,))
    if not found:
        raise NotFound(N_("This part is no longer there. Refresh the page to see what is."))
    row_id, part_no, name, spec, unit, decimals, serialised, kind, active = found[0]
    spots = tuple(
        Spot(_bin(*row[:5]), Condition(row[5]), AssetOwner(row[6]), row[7], row[8], row[9])
        for row in connect.rows(_SPOTS, (part_id,))
    )
    return Article(
        row_id, part_no, name, spec, unit, decimals, bool(serialised), PartKind(kind), bool(active), spots,
        standing(part_id), tuple(OpenOrder(*row) for row in connect.rows(_ORDERS, (part_id,))),
    )  # fmt: skip


def articles(ctx: Context, part_ids: Sequence[int]) -> dict[int, Article]:
    """Several parts as they stand now, by id."""
    return {part_id: article(part_id) for part_id in dict.fromkeys(part_ids)}


def place(place_id: int) -> Bin:
    """A place by its id. Raises NotFound. Needs an open connection."""
    found = connect.rows(_PLACE, (place_id,))
    if not found:
        raise NotFound(N_("This place is no longer there. Refresh the page to see what is."))
    return _bin(*found[0])


def case(case_id: int) -> CaseFound:
    """A case by its id. Raises NotFound. Needs an open connection."""
    found = connect.rows(_CASE.format(where="k.id = ?"), (case_id,))
    if not found:
        raise NotFound(N_("This case is no longer there. Refresh the page to see what is."))
    return CaseFound(*found[0])


def pick_cases(text: str, limit: int = 12) -> list[Choice]:
    """The cases whose number begins so. Needs an open connection."""
    norm = normalise(text)
    found = connect.rows(_CASES, (norm, norm + LAST, limit)) if norm else []
    return [Choice(row_id, number, f"{customer} · {serial}") for row_id, number, serial, customer in found]


def of_unit(asset_id: int) -> CaseFound:
    """The newest open case of a unit. Raises RuleBroken where it has none. Needs an open connection."""
    found = connect.rows(_CASE.format(where=_OPEN), (asset_id,))
    if not found:
        raise RuleBroken(N_("This unit has no open case. Scan the case, or choose another purpose."))
    return CaseFound(*found[0])


def _bin(place_id: int, name: str, kind: str, warehouse_id: int | None, engineer_id: int | None) -> Bin:
    return Bin(place_id, name, PlaceKind(kind), warehouse_id, engineer_id)
