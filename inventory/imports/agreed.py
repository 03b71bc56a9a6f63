"""Lines that a contract has already: what a row would fill in, what it contradicts, and what it says again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from inventory.contracts.words import line_kind_word
from inventory.i18n import N_
from inventory.imports.ledger import Ledger
from inventory.imports.lookups import found_in
from inventory.imports.notes import Verdict
from inventory.imports.words import fold
from inventory.jobs import Progress
from inventory.values.money import Money
from models.contracts import ContractLineKind

if TYPE_CHECKING:
    from inventory.imports.price_lists import Entry

COLUMNS: Final = ("kind", "description", "quantity", "unit", "unit_price", "tax_included", "tax_rate_bp")
_LINES: Final = (
    "SELECT l.id, l.version, l.contract_id, l.model_id, l.part_id, "
    f"(SELECT count(*) FROM asset a WHERE a.contract_line_id = l.id), {', '.join('l.' + name for name in COLUMNS)} "
    "FROM contract_line l WHERE l.contract_id IN ({}) ORDER BY l.position"
)
_OF_BOOK: Final = {"tax_rate_bp": "tax_rate"}


@dataclass(slots=True)
class KnownLine:
    """A line of the depot and what is to be changed on it: column → from, to. ``units`` stand on it."""

    id: int
    version: int
    contract_id: int
    model_id: int | None
    part_id: int | None
    units: int
    values: dict[str, Any]
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


class Agreed:
    """The lines of the contracts that a price list names."""

    def __init__(self, ledger: Ledger, *, overwrite: bool) -> None:
        self._ledger = ledger
        self._overwrite = overwrite
        self._lines: dict[int, list[KnownLine]] = {}
        self.seen: dict[int, dict[int, int]] = {}

    def load(self, contracts: Iterable[int], progress: Progress) -> None:
        """Ask the depot once for the lines of all contracts."""
        wanted = sorted(set(contracts))
        self.seen = {contract: {} for contract in wanted}
        for row_id, version, contract, model, part, units, *values in found_in(_LINES, wanted, progress):
            plain = dict(zip(COLUMNS, values, strict=True))
            plain["tax_included"] = bool(plain["tax_included"])
            line = KnownLine(row_id, version, contract, model, part, units, plain)
            self._lines.setdefault(contract, []).append(line)
            self.seen[contract][row_id] = version

    def lines(self, entry: Entry) -> list[KnownLine]:
        """The lines of the row's contract that are about its item."""
        item = entry.item
        if entry.deal.id is None:
            return []
        there = self._lines.get(entry.deal.id, [])
        if item.model is not None:
            return [line for line in there if line.model_id is not None and line.model_id == item.model.id]
        if item.article is not None:
            return [line for line in there if line.part_id is not None and line.part_id == item.article.id]
        return [
            line
            for line in there
            if line.model_id is None and line.part_id is None and line.values["kind"] == item.kind.value
            and fold(line.values["description"]) == fold(item.text)
        ]  # fmt: skip

    def compare(self, entry: Entry, known: Sequence[KnownLine]) -> KnownLine | None:
        """Judge a row about an item that is there; the line, where it has changes to write."""
        ledger, line = self._ledger, entry.line
        if any(not _differing(entry, one) for one in known):
            line.verdict = Verdict.ALREADY_THERE
            return None
        if len(known) > 1:
            ledger.refuse(
                line,
                "product_name",
                N_("{count} lines of this contract are about this item. Correct the line on the contract's card."),
                count=len(known),
            )
            return None
        (there,) = known
        for column, new in _differing(entry, there).items():
            old = there.values[column]
            key = _OF_BOOK.get(column, column)
            shown = _shown(column, old), _shown(column, new)
            if old in (None, "") or self._overwrite:
                ledger.changes(line, key, *shown)
                there.changes[column] = (old, new)
            else:
                ledger.differs(line, key, *shown)
        if "quantity" in there.changes and there.units > entry.quantity:
            ledger.refuse(
                line,
                "quantity",
                N_("{units} units stand on this line, and this row orders {ordered}. Take units off the line first."),
                units=there.units,
                ordered=entry.quantity,
            )
        if line.verdict is Verdict.REFUSED:
            there.changes.clear()
            return None
        line.verdict = Verdict.CHANGED
        return there


def _differing(entry: Entry, there: KnownLine) -> dict[str, Any]:
    """By column, what the row says otherwise than the line; a column of which it says nothing does not differ."""
    return {
        column: new
        for column, new in entry.said.items()
        if new not in (None, "") and new != there.values[column]
    }  # fmt: skip


def _shown(column: str, value: Any) -> object:
    if value in (None, ""):
        return value
    if column == "unit_price":
        return str(Money(value))
    if column == "tax_rate_bp":
        return f"{value / 100:g} %"
    return line_kind_word(ContractLineKind(value)) if column == "kind" else value
