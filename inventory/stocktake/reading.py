"""What a scan at the shelf means while one counts: a bin, a part, or a piece by its serial number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from inventory.errors import DepotError
from inventory.found import Found
from inventory.scanning.resolve import resolve
from inventory.scanning.symbols import strip_noise
from inventory.values.codes import name_key, normalise
from inventory.work import Context
from models import connect
from models.assets import AssetOwner
from models.stock import Condition

_PART: Final = "SELECT id, part_no, name, unit, decimals, serialised FROM part WHERE id = ?"
_BIN: Final = (
    "SELECT p.id, p.name FROM place p LEFT JOIN stocktake k ON k.id = ? WHERE p.name_norm = ? AND p.active "
    "AND p.kind IN ('bin', 'van', 'quarantine') AND (k.warehouse_id IS NULL OR p.warehouse_id = k.warehouse_id) "
    "ORDER BY p.id LIMIT 2"
)
_LYING: Final = (
    "SELECT part_id, condition, owner, lot FROM stock_balance WHERE serial = ? AND quantity > 0 AND internal "
    "ORDER BY id LIMIT 2"
)
_MARKS: Final = (
    "SELECT DISTINCT owner, lot FROM stocktake_line WHERE stocktake_id = ? AND part_id = ? AND place_id = ? "
    "AND serial = '' ORDER BY owner DESC, lot"
)


@dataclass(frozen=True, slots=True)
class Bin:
    """Where one stands."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Article:
    """What one holds."""

    id: int
    part_no: str
    name: str
    unit: str
    decimals: int
    serialised: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """Whose a piece is, and of which lot."""

    owner: AssetOwner = AssetOwner.US
    lot: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What was scanned: a bin, or a part, with the serial number of the piece and its condition by the book.

    ``marks``: whose pieces and which lots of the part the sheet has where one stands; of a serial number its own.
    """

    bin: Bin | None = None
    article: Article | None = None
    serial: str = ""
    condition: Condition = Condition.NEW
    marks: tuple[Mark, ...] = ()


def read(
    ctx: Context, stocktake_id: int, text: str, scan_codes: Sequence[int] = (), holding: int | None = None,
    standing: int | None = None,
) -> Read:  # fmt: skip
    """What a scan or a typed word means here. ``holding``: the part in hand, whose serial numbers may be new to us;
    ``standing``: the bin where one counts.

    Raises NotFound or BadCode with a sentence where it is neither a bin, nor a part, nor a serial number.
    """
    plain = strip_noise(text)
    refusal: DepotError | None = None
    try:
        hits = resolve(ctx, text, scan_codes or None)
    except DepotError as error:
        hits, refusal = [], error
    for hit in hits:
        if hit.kind is Found.PLACE:
            return Read(bin=Bin(hit.id, hit.title))
        if hit.kind is Found.PART:
            return Read(article=article(hit.id), marks=_marks(stocktake_id, hit.id, standing))
    bins = connect.rows(_BIN, (stocktake_id, name_key(plain)))
    if len(bins) == 1:
        return Read(bin=Bin(*bins[0]))
    serial = normalise(plain)
    lying = connect.rows(_LYING, (serial,)) if serial else []
    if len(lying) == 1 or any(each[0] == holding for each in lying):
        part_id, condition, owner, lot = next((each for each in lying if each[0] == holding), lying[0])
        return Read(
            article=article(part_id),
            serial=plain,
            condition=Condition(condition),
            marks=(Mark(AssetOwner(owner), lot),),
        )
    if holding is not None and serial:
        held = article(holding)
        if held.serialised:
            return Read(article=held, serial=plain)
    if refusal is not None:
        raise refusal
    return Read()


def _marks(stocktake_id: int, part_id: int, place_id: int | None) -> tuple[Mark, ...]:
    rows = [] if place_id is None else connect.rows(_MARKS, (stocktake_id, part_id, place_id))
    return tuple(Mark(AssetOwner(owner), lot) for owner, lot in rows)


def article(part_id: int) -> Article:
    """A part as the counter sees it. Needs an open connection."""
    found, part_no, name, unit, decimals, serialised = connect.rows(_PART, (part_id,))[0]
    return Article(found, part_no, name, unit, decimals, bool(serialised))
