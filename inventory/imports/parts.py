"""A list of parts: the parts, the models they fit, their prices, and what lay in the bins on the day of the list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from inventory.i18n import N_, _
from inventory.imports.ledger import Ledger, listed
from inventory.imports.lookups import Depot, Maker, Model
from inventory.imports.notes import Request, Verdict
from inventory.imports.pace import watched
from inventory.imports.parsing import compared
from inventory.imports.reading import Line
from inventory.imports.stocked import TOO_DEAR, TOO_MANY, KnownPart, Stocked
from inventory.imports.words import fold
from inventory.jobs import Progress
from inventory.stock.posting import MOST
from inventory.values.money import LARGEST_FEN
from models.parts import Origin, PartKind


class PartRecord(NamedTuple):
    """A row of a list of parts, as read: the fields of ``fields.PARTS`` in their order. Amounts are fen."""

    part_no: str | None
    name: str | None
    spec: str | None
    kind: PartKind | None
    unit: str | None
    models: str | None
    origin: Origin | None
    maker: str | None
    bin: str | None
    quantity: int | None
    cost: int | None
    price: int | None
    safety_stock: int | None
    remark: str | None


_BETWEEN: Final = re.compile(r"[、;；,，\n]+")
_BIN: Final = ("bin", "quantity")


@dataclass(slots=True)
class Item:
    """A row that becomes a part. Further rows with its number may add bins and models."""

    line: Line
    record: PartRecord
    norm: str
    maker: Maker | None
    fits: list[Model]
    origin: Origin
    bins: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class PartPlan:
    """What the commit writes: new parts, and fields, models and bins of parts that are there."""

    items: list[Item] = field(default_factory=list)
    changes: list[KnownPart] = field(default_factory=list)


class Shelves:
    """Judges the rows of a list of parts."""

    def __init__(self, depot: Depot, ledger: Ledger, request: Request, progress: Progress) -> None:
        self._depot = depot
        self._ledger = ledger
        self._request = request
        self._progress = progress
        self._bare: dict[str, list[Model]] = {}
        for model in depot.models.values():
            self._bare.setdefault(fold(model.norm), []).append(model)

    def judge(self, lines: Sequence[Line]) -> PartPlan:
        """Give every row its verdict."""
        records = []
        for line in watched(lines, self._progress, _("Checking the rows")):
            self._ledger.take(line)
            line.record = PartRecord._make(line.record)
            records.append(line.record)
        stocked = Stocked(self._ledger, self._request.overwrite)
        stocked.load([compared(record.part_no) for record in records if record.part_no], self._progress)
        plan, first = PartPlan(), dict[str, Item]()
        for line, record in zip(watched(lines, self._progress, _("Checking the rows")), records, strict=True):
            item = self._item(line, record, stocked)
            if item is None:
                continue
            earlier = first.get(item.norm)
            if earlier is not None and earlier.line.verdict is not Verdict.REFUSED:
                self._again(plan, item, earlier, stocked)
                continue
            first[item.norm] = item
            there = stocked.part(item.norm)
            if there is None:
                line.verdict = Verdict.NEW
                plan.items.append(item)
                stocked.without_cost(item, None)
                if item.maker is not None:
                    item.maker.rows += 1
            elif stocked.compare(item, there):
                plan.changes.append(there)
                if item.maker is not None and "manufacturer" in there.changes:
                    item.maker.rows += 1
        return plan

    def _item(self, line: Line, record: PartRecord, stocked: Stocked) -> Item | None:
        ledger = self._ledger
        ledger.require(line, "part_no", record.part_no, N_("The part number is missing. Write the number of the part."))
        ledger.require(line, "name", record.name, N_("The name of the part is missing. Write what it is called."))
        maker = self._depot.maker(record.maker) if record.maker else None
        if maker is not None and maker.id is None and not self._request.create:
            ledger.refuse(
                line,
                "maker",
                N_("The depot does not know {names} yet. Add it first, or allow new ones when importing."),
                names=maker.name,
            )
        if record.quantity is not None:
            stocked.check_bin(line, record.bin)
            if record.quantity > MOST:
                ledger.refuse(line, "quantity", TOO_MANY, text=record.quantity)
            elif record.quantity * (record.cost or 0) > LARGEST_FEN:
                ledger.refuse(line, "cost", TOO_DEAR, part=record.part_no or "")
        if line.verdict is not None or record.part_no is None:
            return None
        fits = [model for code in _codes(record.models) if (model := self._model(line, code, maker)) is not None]
        origin = record.origin
        if fits and origin is None:
            ledger.warn(
                line,
                "origin",
                N_(
                    "Nothing says whether this part is the manufacturer's own; it is kept as compatible until "
                    "somebody says so."
                ),
            )
        bins = {} if record.quantity is None else {stocked.bin(record.bin or ""): record.quantity}
        return Item(line, record, compared(record.part_no), maker, fits, origin or Origin.COMPATIBLE, bins)

    def _model(self, line: Line, code: str, maker: Maker | None) -> Model | None:
        """The model of the depot that a part fits; parts bring no models along: they do not say who makes them."""
        known = [model for model in self._depot.models_by_norm.get(compared(code), []) if model.id is not None]
        known = known or self._bare.get(fold(code), [])
        if len(known) > 1 and maker is not None:
            known = [model for model in known if model.maker is maker] or known
        if len(known) == 1:
            return known[0]
        if known:
            self._ledger.warn(
                line,
                "models",
                N_(
                    "The model {model} is made by {makers}; which one this part fits is not recorded. Record it "
                    "at the part."
                ),
                model=code,
                makers=listed([model.maker.name for model in known]),
            )
        else:
            self._ledger.warn(
                line,
                "models",
                N_(
                    "The depot does not know the model {model} yet, so that this part fits it is not recorded. "
                    "Import the register of units, then this list once more."
                ),
                model=code,
            )
        return None

    def _again(self, plan: PartPlan, item: Item, earlier: Item, stocked: Stocked) -> None:
        """A part number that stands twice: the same row, a further bin of the part, or a contradiction."""
        ledger, line = self._ledger, item.line
        one, other = _content(item), _content(earlier)
        differing = next((key for key, a, b in zip(PartRecord._fields, one, other, strict=True) if a != b), None)
        further = {name: quantity for name, quantity in item.bins.items() if earlier.bins.get(name) != quantity}
        clash = next((name for name in further if name in earlier.bins), None)
        if differing is not None or clash is not None:
            ledger.refuse(
                line,
                differing or "quantity",
                N_("Row {row} has the same part number and says otherwise. Correct one of the two rows."),
                row=earlier.line.row,
            )
            return
        if not further:
            ledger.same_as(line, "part_no", earlier.line.row)
            return
        earlier.bins.update(further)
        there = stocked.part(item.norm)
        if there is None:
            line.verdict = Verdict.NEW
        elif stocked.compare_bins(item, there) and there not in plan.changes:
            plan.changes.append(there)


def _codes(text: str | None) -> list[str]:
    return [code.strip() for code in _BETWEEN.split(text or "") if code.strip()]


def _content(item: Item) -> tuple[Any, ...]:
    """A row as it is compared with another of the same part; its bin may differ."""
    return item.record._replace(part_no=item.norm, bin=None, quantity=None)
