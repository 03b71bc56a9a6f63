"""Parts that are in the depot already: what a row would fill in, what it contradicts, and what it says again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from inventory.i18n import N_
from inventory.imports.ledger import Ledger
from inventory.imports.lookups import Model, Ref, found_in
from inventory.imports.notes import Verdict
from inventory.jobs import Progress
from inventory.places.furnishing import UNSHELVED, WITHIN
from inventory.stock.posting import MOST
from inventory.values.codes import name_key
from models import connect
from models.places import PlaceKind

if TYPE_CHECKING:
    from inventory.imports.parts import Item
    from inventory.imports.reading import Line

TOO_MANY: Final = N_("{text} is more than a depot can hold. Check the number.")
TOO_DEAR: Final = N_("The stock of {part} would be worth more than can be kept. Check the cost and the quantity.")
_SEVERAL: Final = re.compile(r"[、;；,，\n]")
COLUMNS: Final = (
    "name",
    "spec",
    "kind",
    "unit",
    "safety_stock",
    "reference_cost",
    "initial_price",
    "remark",
    "manufacturer_id",
)
_PARTS: Final = (
    "SELECT p.id, p.version, p.part_norm, m.name, p.serialised, p.decimals, NOT p.active AND EXISTS "
    "(SELECT 1 FROM import_batch b WHERE b.id = p.batch_id AND b.state = 'undone'), "
    f"{', '.join('p.' + column for column in COLUMNS)} FROM part p "
    "LEFT JOIN manufacturer m ON m.id = p.manufacturer_id WHERE p.part_norm IN ({})"
)


@dataclass(slots=True)
class KnownPart:
    """A part of the depot and what is to be changed: column → from, to; ``fits`` and ``bins`` are added.

    ``counts`` are bins whose quantity is replaced: bin → row, from, to.
    """

    id: int
    version: int
    values: dict[str, Any]
    maker: str
    models: dict[int, tuple[int, str]] = field(default_factory=dict)  # model → fit, origin
    stock: dict[str, tuple[int, int]] = field(default_factory=dict)  # bin → row, quantity
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    fits: list[tuple[Model, str]] = field(default_factory=list)
    bins: dict[str, int] = field(default_factory=dict)
    counts: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    origins: dict[int, tuple[str, str]] = field(default_factory=dict)  # fit → from, to
    serialised: bool = False
    decimals: int = 0
    left_over: bool = False
    """A book that was undone brought it, and only the ledger still names it: the next book says everything anew."""


class Stocked:
    """The parts of the depot whose numbers stand in the book."""

    def __init__(self, ledger: Ledger, overwrite: bool) -> None:
        self._ledger = ledger
        self._overwrite = overwrite
        self._parts: dict[str, KnownPart] = {}
        self._bins: dict[str, str] = {name_key(UNSHELVED): ""}
        self._ways: frozenset[str] = frozenset()

    def bin(self, name: str) -> str:
        """A bin as it was written first: a-01 and Ａ-01 are the bin A-01, and what lies there is counted once."""
        return self._bins.setdefault(name_key(name), name)

    def check_bin(self, line: Line, name: str | None) -> None:
        """Refuse what is still on its way, and point out a cell that seems to name several bins."""
        if name is None:
            return
        if name_key(name) in self._ways:
            self._ledger.refuse(
                line, "bin",
                N_(
                    "What is on its way does not lie here yet. Take it out of the book, or write the bin where it lies."
                ),
            )  # fmt: skip
        elif _SEVERAL.search(name):
            self._ledger.warn(
                line, "bin",
                N_("“{bin}” is taken as the name of one bin. If these are several, write a row for each."), bin=name,
            )  # fmt: skip

    def load(self, norms: Iterable[str], progress: Progress) -> None:
        """Ask the depot once for all part numbers."""
        by_id: dict[int, KnownPart] = {}
        for row_id, version, norm, maker, serialised, decimals, left, *values in found_in(
            _PARTS, sorted(set(norms)), progress
        ):
            plain = dict(zip(COLUMNS, values, strict=True))
            plain["manufacturer"] = plain.pop("manufacturer_id")
            by_id[row_id] = self._parts[norm] = KnownPart(
                row_id, version, plain, maker or "", serialised=bool(serialised), decimals=decimals,
                left_over=bool(left),
            )  # fmt: skip
        for fit_id, part_id, model_id, origin in found_in(
            "SELECT id, part_id, model_id, origin FROM part_fit WHERE part_id IN ({})", by_id, progress
        ):
            by_id[part_id].models[model_id] = (fit_id, origin)
        for stock_id, part_id, name, quantity in found_in(
            "SELECT id, part_id, bin, quantity FROM opening_stock WHERE part_id IN ({})", by_id, progress
        ):
            by_id[part_id].stock[self.bin(name)] = (stock_id, quantity)
        ways = connect.rows("SELECT name_norm FROM place WHERE kind = ?", (PlaceKind.TRANSIT.value,))
        self._ways = frozenset({name_key(WITHIN[PlaceKind.TRANSIT]), *(norm for (norm,) in ways)})

    def part(self, norm: str) -> KnownPart | None:
        """The part with this number."""
        return self._parts.get(norm)

    def compare(self, item: Item, there: KnownPart) -> bool:
        """Judge a row about a part that is there. True: it has changes to write."""
        record = item.record
        wanted = (
            ("name", "name", record.name),
            ("spec", "spec", record.spec),
            ("kind", "kind", record.kind),
            ("unit", "unit", record.unit),
            ("safety_stock", "safety_stock", (record.safety_stock or 0) * 10**there.decimals or None),
            ("cost", "reference_cost", record.cost),
            ("price", "initial_price", record.price),
            ("remark", "remark", record.remark),
            ("maker", "manufacturer", item.maker),
        )
        for key, column, new in wanted:
            if new is None or new == "":
                continue
            plain = new.value if isinstance(new, Enum) else new
            old = there.values[column]
            if (new.id if isinstance(new, Ref) else plain) == old and old is not None:
                continue
            shown = (
                (there.maker, item.maker.name) if item.maker is not None and column == "manufacturer" else (old, plain)
            )
            if old in (None, "") or (column == "safety_stock" and old == 0) or self._overwrite or there.left_over:
                self._ledger.changes(item.line, key, *shown)
                there.changes[column] = (old, plain)
            else:
                self._ledger.differs(item.line, key, *shown)
        for model in item.fits:
            self._compare_fit(item, there, model)
        return self.compare_bins(item, there)

    def without_cost(self, item: Item, cost: int | None) -> None:
        """Point out pieces that come into the stock without a cost."""
        if cost is None and item.record.cost is None and any(item.bins.values()):
            self._ledger.warn(
                item.line, "cost",
                N_(
                    "No cost is written here, so these pieces come into the stock at 0.00. Write the cost into the "
                    "book, or correct the value of the stock later."
                ),
            )  # fmt: skip

    def _compare_fit(self, item: Item, there: KnownPart, model: Model) -> None:
        line, origin = item.line, item.origin.value
        if model.id not in there.models:
            self._ledger.changes(line, "models", "", model.code)
            there.fits.append((model, origin))
            return
        fit_id, known = there.models[model.id]
        if item.record.origin is None or known == origin:
            return
        if self._overwrite:
            self._ledger.changes(line, "origin", known, origin)
            there.origins[fit_id] = (known, origin)
        else:
            self._ledger.differs(line, "origin", known, origin)

    def compare_bins(self, item: Item, there: KnownPart) -> bool:
        """The stock of a row against the bins of the part; settles the row's verdict."""
        line = item.line
        if there.left_over:
            there.changes["active"] = (False, True)
        for name, pieces in item.bins.items():
            known, quantity = there.stock.get(name), pieces * 10**there.decimals
            if there.serialised and (known is None or known[1] != quantity):
                self._ledger.refuse(
                    line, "quantity",
                    N_("This part is kept by serial number. Receive its pieces one by one, each with its serial."),
                )  # fmt: skip
            elif quantity > MOST:
                self._ledger.refuse(line, "quantity", TOO_MANY, text=pieces)
            elif known is None:
                self._ledger.changes(line, "quantity", "", quantity)
                there.bins[name] = quantity
                self.without_cost(item, there.changes.get("reference_cost", (0, there.values["reference_cost"]))[1])
            elif known[1] != quantity:
                if self._overwrite:
                    self._ledger.changes(line, "quantity", known[1], quantity)
                    there.counts[name] = (known[0], known[1], quantity)
                else:
                    self._ledger.differs(line, "quantity", known[1], quantity)
        if line.verdict is Verdict.REFUSED:
            for waiting in (there.changes, there.fits, there.bins, there.counts, there.origins):
                waiting.clear()
            return False
        changed = there.left_over or any(note.weight == "changes" for note in line.notes or ())
        line.verdict = Verdict.CHANGED if changed else Verdict.ALREADY_THERE
        return changed
