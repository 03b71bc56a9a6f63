"""The spares that promises need, as the table shows them: reckoned once, then filtered and sorted in hand."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from inventory.i18n import N_, _, ngettext
from inventory.paging import Sort
from inventory.supply.promised import LEVELS, USUAL_LEVEL, PromisedPart, Standing
from inventory.supply.words import SOURCE, STANDING
from inventory.values.codes import normalise
from inventory.values.quantities import show_quantity
from ui.parts.promise_tab import MEANINGS, figure
from ui.tables.criteria import TEXT, ChoiceFilter, Filter, TextFilter
from ui.tables.source import Cell, ChipCell, Column, Kind, Row
from ui.theme import Meaning

COLUMNS: Final = (
    Column("part_no", N_("Part no."), Kind.CODE, 96, sortable=True),
    Column("name", N_("Name"), width=116),
    Column("standing", N_("Standing"), Kind.CHIP, 124),
    Column("ends", N_("Made until"), Kind.CHIP, 124),
    Column("to_order", N_("To order"), Kind.NUMBER, 96, sortable=True),
    Column("units", N_("Units"), Kind.NUMBER, 64, sortable=True),
    Column("years", N_("Part-years"), Kind.NUMBER, 96, sortable=True),
    Column("rate", N_("Fail in a year"), Kind.NUMBER, 104),
    Column("source", N_("Rate from"), width=124),
    *(Column(f"needed_{level}", title, Kind.NUMBER, 60) for level, title in zip(
        LEVELS, (N_("90 %"), N_("95 %"), N_("99 %")), strict=True)),
    Column("good", N_("On hand"), Kind.NUMBER, 72),
    Column("reserved", N_("Reserved"), Kind.NUMBER, 72),
    Column("coming", N_("On order"), Kind.NUMBER, 80),
    Column("until", N_("Promised until"), Kind.DAY, 105, sortable=True),
    Column("next", N_("Successors"), width=130, shown=False),
    Column("spec", N_("Specification"), width=120, shown=False),
)  # fmt: skip
FILTERS: Final[tuple[Filter, ...]] = (
    TextFilter(TEXT, N_("Part no. or name")),
    ChoiceFilter("standing", N_("Standing"), tuple((one.value, STANDING[one].message_id) for one in Standing)),
    ChoiceFilter("made", N_("Made"), (("ended", N_("no longer made")), ("made", N_("still made")))),
)
_KEYS: Final[Mapping[str, Callable[[PromisedPart, int], Any]]] = {
    "part_no": lambda part, level: normalise(part.part_no),
    "to_order": lambda part, level: part.to_order(level),
    "units": lambda part, level: part.units,
    "years": lambda part, level: part.part_years,
    "until": lambda part, level: "" if part.until is None else part.until.isoformat(),
}


class CoverageSource:
    """``know`` hands it what was reckoned; ``level``: the certainty in percent by which a part stands."""

    entity = "coverage"
    """No table's: it is reckoned anew when somebody asks for it."""
    columns: Sequence[Column] = COLUMNS
    first_sort = Sort("to_order", descending=True)

    def __init__(self) -> None:
        self.level = USUAL_LEVEL
        self._parts: dict[int, PromisedPart] = {}

    def know(self, parts: Sequence[PromisedPart]) -> None:
        """Show these."""
        self._parts = {part.part_id: part for part in parts}

    def at(self, level: int) -> None:
        """By another certainty."""
        self.level = level

    def to_order(self, ids: Sequence[int]) -> dict[int, int]:
        """By part, how many pieces must be bought at the certainty, of those of which any must."""
        wanted = {each: self._parts[each].to_order(self.level) for each in ids if each in self._parts}
        return {part_id: pieces for part_id, pieces in wanted.items() if pieces}

    def first(self, filters: Mapping[str, Any], sort: Sort) -> list[Row]:
        """The first rows, to paint at once."""
        return self.rows(self.ids(filters, sort)[:200])

    def ids(self, filters: Mapping[str, Any], sort: Sort) -> array[int]:
        """Every id in order."""
        found = [part for part in self._parts.values() if self._passes(part, filters)]
        found.sort(key=lambda part: _KEYS["part_no"](part, self.level))
        found.sort(key=lambda part: _KEYS[sort.key](part, self.level), reverse=sort.descending)
        return array("q", (part.part_id for part in found))

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """The rows of ``ids``."""
        return [Row(each, cells(self._parts[each], self.level)) for each in ids if each in self._parts]

    def count(self, filters: Mapping[str, Any]) -> int:
        """How many rows there are."""
        return sum(self._passes(part, filters) for part in self._parts.values())

    def _passes(self, part: PromisedPart, filters: Mapping[str, Any]) -> bool:
        text = str(filters.get(TEXT, "")).strip()
        if text and normalise(text) not in normalise(part.part_no) and text.lower() not in part.name.lower():
            return False
        standing, made = filters.get("standing"), filters.get("made")
        if standing and part.standing(self.level).value not in standing:
            return False
        return not made or ("made" if part.discontinued_on is None else "ended") in made


def cells(part: PromisedPart, level: int) -> tuple[Cell, ...]:
    """A part in the order of the columns."""

    def shown(quantity: int) -> str:
        return show_quantity(quantity, part.decimals)

    standing = part.standing(level)
    ends = None
    if part.discontinued_on is not None:
        ends = ChipCell(part.discontinued_on.isoformat(), *_ending(part))
    return (
        part.part_no,
        part.name,
        ChipCell(str(STANDING[standing]), MEANINGS[standing]),
        ends,
        part.to_order(level) if standing in (Standing.SHORT, Standing.COVERED) else None,
        part.units,
        figure(part.part_years),
        None if part.rate is None else f"{float(part.rate * 100):.2f} %",
        str(SOURCE[part.source]),
        *(part.needed.get(each) for each in LEVELS),
        shown(part.good),
        shown(part.reserved),
        shown(part.on_order),
        part.until,
        ", ".join(part.successors),
        part.spec,
    )


def _ending(part: PromisedPart) -> tuple[Any, ...]:
    if part.last_chance:
        return Meaning.LATE, None, _("Promised still: this may be the last chance to buy.")
    return Meaning.OFF, None, ""


def some_parts(count: int) -> str:
    """How many parts there are."""
    return ngettext("{count} part", "{count} parts", count).format(count=f"{count:,}")
