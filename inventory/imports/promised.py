"""What the rows of a register promise besides their own months, as the commit writes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from inventory.cover.extensions import Extension
from inventory.cover.words import Months
from inventory.imports.lookups import Client, Deal, Ref
from inventory.imports.notes import Created, Creation
from models.contracts import ExtensionStart
from models.policies import AnchorEvent

if TYPE_CHECKING:
    from inventory.imports.registered import Known
    from inventory.imports.units import Unit


@dataclass(slots=True, eq=False)
class Pact(Ref):
    """A maintenance contract; its terms are those of the first row that names it, or of the depot.

    ``seen``: the version of one that is there already. ``phrase``: the words of a book that name no number; it gets
    one of our own when it is written.
    """

    number: str = ""
    norm: str = ""
    client: Client = field(default_factory=Client)
    months: int = 0
    start: ExtensionStart = ExtensionStart.CONTIGUOUS
    signed_on: date | None = None
    effective_from: date | None = None
    seen: int = 0
    phrase: str = ""

    @property
    def named(self) -> str:
        """What it is called before it is written."""
        return self.number or self.phrase

    @property
    def extension(self) -> Extension:
        """As it is reckoned: by the day that its start needs."""
        days = {ExtensionStart.FIXED_DATE: self.effective_from, ExtensionStart.FROM_SIGNATURE: self.signed_on}
        return Extension(self.start, self.months, days.get(self.start), self.number)


@dataclass(slots=True)
class MakerPaper:
    """The manufacturer's warranty of a unit.

    ``kept``: id and version of the record that it replaces; ``before``: what that one says.
    """

    unit: Unit
    known: Known | None
    months: int | None
    anchor: AnchorEvent
    last: date | None
    document: str
    kept: tuple[int, int] | None = None
    before: tuple[int | None, AnchorEvent, date | None] | None = None


@dataclass(slots=True)
class Covered:
    """A unit that comes under a maintenance contract."""

    unit: Unit
    known: Known | None
    pact: Pact


@dataclass(slots=True)
class Governed:
    """A contract that takes a policy. ``seen``: its version where it is in the depot already."""

    deal: Deal
    code: str
    version_id: int
    rows: int
    seen: int | None = None


@dataclass(slots=True)
class Promised:
    """All of it: policies of contracts, manufacturers' warranties, maintenance contracts with their units."""

    governed: list[Governed] = field(default_factory=list)
    papers: list[MakerPaper] = field(default_factory=list)
    covered: list[Covered] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.governed or self.papers or self.covered)

    @property
    def of_contracts(self) -> bool:
        """Whether it changes what contracts say."""
        return bool(self.governed or self.covered)

    @property
    def creations(self) -> Iterator[Creation]:
        """What a person is told that the book brings along."""
        for one in self.governed:
            yield Creation(Created.POLICY, one.deal.number, one.code, one.rows)
        terms = Counter(
            (paper.unit.model.code, paper.months, paper.last) for paper in self.papers if paper.kept is None
        )
        for (model, months, last), rows in terms.items():
            detail = str(Months(months)) if months is not None else "" if last is None else last.isoformat()
            yield Creation(Created.MAKER_COVER, model, detail, rows)
        rows_of = Counter(one.pact for one in self.covered)
        for pact, rows in rows_of.items():
            if pact.fresh:
                yield Creation(Created.EXTENSION, pact.named, pact.client.name, rows)
