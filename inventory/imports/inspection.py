"""A first look at a book: its sheets, where the headings stand, and what its columns seem to mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inventory.excel.book import Row, SheetInfo
from inventory.excel.sheets import open_book
from inventory.i18n import _
from inventory.imports import headings as head
from inventory.imports.fields import CATALOGUES, Field
from inventory.imports.reading import choose_sheet
from inventory.imports.remembered import mapping_for
from inventory.imports.titles import titled
from inventory.jobs import Progress
from inventory.work import Context
from models.imports import ImportKind


@dataclass(frozen=True, slots=True)
class BookInspection:
    """What a person sees before the columns are agreed.

    ``header``: the row of the headings, from 1; ``mapping``: heading → field, as ``remembered`` from another time or
    proposed; ``unknown``: headings that nobody could place; ``missing``: required fields without a column;
    ``likely``: the kind that the headings fit best; ``contract``: of a price list, as its title rows name it.
    """

    kind: ImportKind
    sheets: tuple[SheetInfo, ...]
    sheet: str
    header: int
    headings: tuple[str, ...]
    mapping: Mapping[str, str]
    remembered: bool
    unknown: tuple[str, ...]
    missing: tuple[Field, ...]
    samples: tuple[Row, ...]
    likely: ImportKind
    contract: str = ""

    @property
    def looks_like(self) -> ImportKind | None:
        """What the book seems to list instead of ``kind``, where it clearly does."""
        return head.misplaced(self.kind, self.headings)


def inspect(ctx: Context, kind: ImportKind, path: Path, progress: Progress, sheet: str | None = None) -> BookInspection:
    """Open a book and find its headings; ``sheet`` None: the one that fits best.

    Raises InvalidInput (field ``file`` or ``sheet``) where there is no table to read.
    """
    progress.report(0, None, _("Opening the book"))
    with ctx.reading(), open_book(path, progress) as book:
        chosen, header = choose_sheet(book, kind, sheet)
        mapping, remembered = mapping_for(kind, header.headings)
        lacking = head.missing(kind, mapping)
        return BookInspection(
            kind=kind,
            sheets=tuple(book.sheets),
            sheet=chosen,
            header=header.row,
            headings=header.headings,
            mapping=mapping,
            remembered=remembered,
            unknown=tuple(head.unknown(header.headings, mapping)),
            missing=tuple(field for field in CATALOGUES[kind] if field.key in lacking),
            samples=header.samples,
            likely=head.likeliest(header.headings),
            contract=titled(header.above).contract if kind is ImportKind.PRICES else "",
        )
