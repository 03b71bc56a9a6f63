"""What an import says about a book before anything is written: row by row, cell by cell, and what it would add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from inventory.excel.book import Row
from inventory.i18n import Message
from inventory.imports.headings import misplaced
from models.imports import ImportKind


class Verdict(StrEnum):
    """What happens to a row."""

    NEW = "new"
    CHANGED = "changed"
    ALREADY_THERE = "already_there"
    REFUSED = "refused"


class Weight(StrEnum):
    """How much a note about a cell weighs."""

    REFUSES = "refuses"
    WARNS = "warns"
    CHANGES = "changes"
    TELLS = "tells"


@dataclass(frozen=True, slots=True)
class CellNote:
    """Something about one cell. ``column``: its heading as it stands in the book; ``expected``: what belongs there."""

    column: str
    field: str
    value: str
    weight: Weight
    message: Message
    expected: Message | None = None


@dataclass(frozen=True, slots=True)
class RowNote:
    """A row that has something to say. ``row``: its number in the sheet, from 1."""

    row: int
    verdict: Verdict
    notes: tuple[CellNote, ...]

    @property
    def warned(self) -> bool:
        """Whether a person should look at it although it is taken."""
        return any(note.weight is Weight.WARNS for note in self.notes)


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row as it stands in the book, and why it is not taken."""

    row: int
    cells: Row
    notes: tuple[CellNote, ...]


class Created(StrEnum):
    """What a register may bring along."""

    CUSTOMER = "customer"
    MANUFACTURER = "manufacturer"
    MODEL = "model"
    CONTRACT = "contract"
    PART = "part"
    SITE = "site"
    CONTACT = "contact"
    POLICY = "policy"
    MAKER_COVER = "maker_cover"
    EXTENSION = "extension"


@dataclass(frozen=True, slots=True)
class Creation:
    """Something new that the rows of a book bring along; ``rows``: how many of them need it."""

    kind: Created
    name: str
    detail: str
    rows: int


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two names that may be one. They are kept apart until a person says otherwise.

    ``other_id`` is the record in the depot, None where both stand in the book.
    """

    kind: Created
    name: str
    other: str
    other_id: int | None


@dataclass(frozen=True, slots=True)
class Request:
    """Which book to take in, and how.

    ``contract``: the number of the contract that a price list belongs to, where neither its rows nor its title need
    to say it. ``mapping``: heading → field; None: as remembered or proposed. ``create``: whether customers, makers,
    models, parts and contracts that are new may be added. ``overwrite``: whether rows may replace what the depot says
    otherwise; what the depot does not say yet is filled in without asking.
    """

    kind: ImportKind
    path: Path
    sheet: str | None = None
    mapping: Mapping[str, str] | None = None
    create: bool = True
    overwrite: bool = False
    contract: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking in a book would do. Nothing is written yet.

    ``lines`` of the sheet are rows that were ``read`` or ``empty`` (blank, title, heading, sums); every row read is
    accepted (``new`` or ``changed``, ``warned`` or not), ``rejected``, or ``already_there``. ``rows`` holds only those
    that have something to say. ``banner``: a sentence about the whole book. ``plan`` is for ``commit``.
    """

    request: Request
    file_name: str
    sha256: str
    sheet: str
    header: int
    headings: tuple[str, ...]
    mapping: Mapping[str, str]
    remember: bool
    lines: int
    empty: int
    new: int
    changed: int
    warned: int
    rejected: int
    already_there: int
    rows: tuple[RowNote, ...]
    refused: tuple[RefusedRow, ...]
    creations: tuple[Creation, ...]
    near: tuple[NearDuplicate, ...]
    banner: Message | None
    known_batch: int | None
    plan: Any = field(repr=False)

    @property
    def kind(self) -> ImportKind:
        """What the book lists."""
        return self.request.kind

    @property
    def looks_like(self) -> ImportKind | None:
        """What the book seems to list instead, where it clearly does."""
        return misplaced(self.kind, self.headings)

    @property
    def accepted(self) -> int:
        """Rows that ``commit`` writes."""
        return self.new + self.changed

    @property
    def read(self) -> int:
        """Rows that are not blank, titles, headings or sums."""
        return self.accepted + self.rejected + self.already_there
