"""Which heading means which field: Chinese and English registers, our own workbooks, and Snipe-IT's export of assets.

A heading is compared by letters and digits alone, and a unit of measure in brackets behind it does not count. Where a
word may mean two things, the columns beside it decide: ``Model`` is the model's code unless a ``Model No.`` stands
there too. What is not listed is left to the person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from inventory.excel.headers import is_reject_heading
from inventory.imports import aliases
from inventory.imports.fields import CATALOGUES
from inventory.imports.words import fold
from models.imports import ImportKind

_UNIT: Final = re.compile(r"(?P<name>.+?)\s*[(\[【〔<](?P<unit>[^()\[\]【】〔〕<>]*)[)\]】〕>]\s*[:*]*", re.DOTALL)
CLEARLY: Final = 2
"""So many more columns must mean something before another kind is said to fit better."""
_HARMLESS: Final = frozenset(fold(word) for word in aliases.HARMLESS.split("|"))


def heading_key(text: str) -> str:
    """A heading as it is compared: ``质保期(月)`` is 质保期, but ``质保期(年)`` is not; ``S/N`` is sn."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _UNIT.fullmatch(plain)
    if found and fold(found["unit"]) in _HARMLESS:
        plain = found["name"]
    return fold(plain)


INSTEAD: Final[Mapping[ImportKind, Mapping[str, str]]] = {
    ImportKind.ASSETS: {"model_name": "model_code"},  # a model without a code is called by its name
    ImportKind.PRICES: {"part_no": "product_name", "model_code": "product_name"},
    ImportKind.ACCEPTANCES: {"code": "serial_no"},
}
"""By kind: field → the required field that it makes up for."""

SILENT: Final = frozenset(fold(word) for word in aliases.SILENT.split("|"))


def _keys(kind: ImportKind) -> dict[str, str]:
    return {heading_key(alias): field for field, listed in aliases.STRONG[kind].items() for alias in listed.split("|")}


def _aliases(kind: ImportKind) -> dict[str, list[str]]:
    found = {field: listed.split("|") for field, listed in aliases.STRONG[kind].items()}
    for listed, choices in aliases.WEAK[kind]:
        found.setdefault(choices[0], []).extend(listed.split("|"))
    return found


ALIASES: Final[Mapping[ImportKind, Mapping[str, Sequence[str]]]] = {kind: _aliases(kind) for kind in ImportKind}
"""By kind: field → every heading that may name it."""

KNOWN: Final[Mapping[ImportKind, Mapping[str, str]]] = {kind: _keys(kind) for kind in ImportKind}
"""By kind: the key of a heading → the field that it names."""


def propose(kind: ImportKind, headings: Sequence[str]) -> dict[str, str]:
    """Heading → field, for the headings that are understood; each field takes one column, the first that names it."""
    keys = [heading_key(heading) for heading in headings]
    known, taken, found = KNOWN[kind], set[str](), dict[str, str]()
    for heading, key in zip(headings, keys, strict=True):
        field = known.get(key)
        if field is not None and field not in taken and heading:
            found[heading] = field
            taken.add(field)
    for listed, choices in aliases.WEAK[kind]:
        wanted = {heading_key(alias) for alias in listed.split("|")}
        for heading, key in zip(headings, keys, strict=True):
            if key in wanted and heading not in found:
                field = next((choice for choice in choices if choice not in taken), None)
                if field is not None:
                    found[heading] = field
                    taken.add(field)
    return found


def unknown(headings: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    """Headings that neither mean a field nor are known to mean nothing: the person may say what they are."""
    return [
        heading
        for heading in headings
        if heading and heading not in mapping and heading_key(heading) not in SILENT and not is_reject_heading(heading)
    ]


def missing(kind: ImportKind, mapping: Mapping[str, str]) -> list[str]:
    """Keys of required fields that no column holds."""
    mapped = set(mapping.values())
    mapped |= {needed for key, needed in INSTEAD.get(kind, {}).items() if key in mapped}
    return [field.key for field in CATALOGUES[kind] if field.required and field.key not in mapped]


def misplaced(kind: ImportKind, headings: Sequence[str]) -> ImportKind | None:
    """The kind that these headings fit clearly better than ``kind``; None where the person's choice may stand."""

    def fitness(any_kind: ImportKind) -> int:
        mapping = propose(any_kind, headings)
        return len(mapping) - len(missing(any_kind, mapping))

    other = max(ImportKind, key=fitness)
    return other if fitness(other) >= fitness(kind) + CLEARLY else None


def likeliest(headings: Sequence[str]) -> ImportKind:
    """The kind whose fields these headings name best."""
    return max(
        ImportKind, key=lambda kind: (-len(missing(kind, propose(kind, headings))), len(propose(kind, headings)))
    )
