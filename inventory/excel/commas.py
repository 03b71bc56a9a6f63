"""Text files in and out: one table, its cells divided by commas, semicolons or tabs, and all of them text."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from io import StringIO
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from inventory.excel.book import Row, SheetInfo
from inventory.excel.cells import NUMBERS, Column, Kind, Shown, as_text, clean, digits, wall
from inventory.excel.package import UnreadableBook
from inventory.excel.survey import MAX_CELLS, MAX_COLUMNS
from inventory.files import atomic_file
from inventory.i18n import N_, _
from inventory.jobs import Progress
from inventory.values.money import Money

DIVIDERS: Final = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_AS_FORMULA = re.compile(r'="((?:[^"]|"")*)"')
_DANGEROUS = re.compile(r"['=+\-@\t\n＝＋－＠]")
"""What a program that opens the file may take for a formula; and our own mark, so that it can be taken off again."""
_STRANGE_SHARE: Final = 0.2
"""Of the characters beyond ASCII: so many outside the 6,763 common ones of GB 2312 mean that the guess was wrong."""


class CommaBook:
    """A .csv file as a workbook of one sheet. It is small enough (package.MAX_FILE) to be kept as one text."""

    def __init__(self, name: str, content: bytes, progress: Progress) -> None:
        self._progress = progress
        self._text = _decoded(content)
        marked = _SEPARATOR_LINE.match(self._text)
        self._divider = marked[1] if marked else _sniffed(self._text)
        self._marked = marked is not None
        rows = columns = 0
        for number, row in enumerate(self._read(None)):
            if any(row):
                rows, columns = number + 1, max(columns, len(row))
            if columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
                raise UnreadableBook(
                    N_(
                        "Row {row} of this file reaches too far: {columns} columns and {cells} cells can be read. "
                        "Check what divides its cells (comma, semicolon or tab), or split the file."
                    ),
                    row=number + 1,
                    columns=MAX_COLUMNS,
                    cells=MAX_CELLS,
                )
        self.sheets: list[SheetInfo] = [SheetInfo(name, rows, columns)]

    def rows(self, sheet: str) -> Iterator[Row]:
        """See Book: every value is text or None."""
        if sheet != self.sheets[0].name:
            raise KeyError(sheet)
        return islice(self._read(self.sheets[0].rows), self.sheets[0].rows)

    def number_formats(self, sheet: str, columns: Collection[int]) -> Mapping[tuple[int, int], str]:
        """See Book: text has none."""
        return {}

    def close(self) -> None:
        """Let go of the content."""
        self._text = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read(self, total: int | None) -> Iterator[Row]:
        reader = csv.reader(StringIO(self._text, newline=""), delimiter=self._divider)
        try:
            for number, cells in enumerate(reader):
                if number % 1000 == 0:
                    self._progress.report(number, total, _("Reading the rows"))
                marked = self._marked and number == 0
                yield () if marked else tuple([_as_typed(cell) if cell else None for cell in cells])
        except csv.Error as error:
            raise UnreadableBook(
                N_(
                    "Line {line} of this file cannot be read as a table: a quotation mark may not be closed. "
                    "Mend it, or save the table in Excel as .xlsx and choose that."
                ),
                line=reader.line_num,
            ) from error


def _decoded(content: bytes) -> str:
    """UTF-8 where it fits exactly, UTF-16 by its mark, else the Chinese encoding, unless that gives nonsense."""
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = content.decode("utf-16")
        elif b"\0" in content:
            raise UnreadableBook(N_("This is not a text file. Choose a .csv file or an .xlsx workbook."))
        else:
            text = _utf8_or_chinese(content)
    except UnicodeDecodeError as error:
        raise _unknown_encoding() from error
    if "\0" in text:
        raise UnreadableBook(N_("This is not a text file. Choose a .csv file or an .xlsx workbook."))
    return text


def _utf8_or_chinese(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    beyond = [character for character in text if not character.isascii()]
    strange = len(beyond) - len("".join(beyond).encode("gb2312", "ignore")) // 2
    if strange > _STRANGE_SHARE * len(beyond):
        raise _unknown_encoding()
    return text


def _unknown_encoding() -> UnreadableBook:
    return UnreadableBook(
        N_(
            "The characters of this file are in an encoding we do not know. "
            "Save it in Excel as “CSV UTF-8” or as .xlsx and choose that."
        )
    )


def _sniffed(text: str) -> str:
    """The divider by which most of the first fifty rows come out equally wide; a comma when there is none."""

    def likeness(divider: str) -> tuple[int, int]:
        reader = csv.reader(StringIO(text[:200_000], newline=""), delimiter=divider)
        widths: Counter[int] = Counter()
        with suppress(csv.Error):
            widths.update(len(row) for row in islice(reader, 50) if len(row) > 1)
        return max(((rows, width) for width, rows in widths.items()), default=(0, 0))

    return max(DIVIDERS, key=likeness)


def _as_typed(cell: str) -> str | None:
    """Without the marks that keep a text a text: ``'000123`` and ``="000123"``."""
    if cell.startswith("'"):
        return cell[1:] or None
    kept = _AS_FORMULA.fullmatch(cell) if cell.startswith("=") else None
    return kept[1].replace('""', '"') or None if kept else cell


def write_csv(
    path: Path,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    progress: Progress,
    *,
    expected_rows: int | None = None,
) -> int:
    """Write a table as a .csv file that Excel opens (UTF-8 with its mark), and return its number of rows.

    A text that looks like a formula gets an apostrophe in front, which our import takes off again.
    """
    written = 0
    with atomic_file(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow([_harmless(column.heading) for column in columns])
        for row in rows:
            if written % 1000 == 0:
                progress.report(written, expected_rows, _("Writing the file"))
            writer.writerow([_written(value, column.kind) for value, column in zip(row, columns, strict=True)])
            written += 1
    return written


def _written(value: object, kind: Kind) -> str:
    if isinstance(value, Shown):
        return _written(value.value, value.kind)
    if value is None:
        return ""
    if isinstance(value, date):
        return as_text(wall(value).date() if kind is Kind.DATE and isinstance(value, datetime) else value)
    if kind is Kind.AS_IT_IS:
        kind = Kind.MONEY if isinstance(value, Money) else Kind.NUMBER
    number = NUMBERS[kind](value) if kind in NUMBERS else None
    return _harmless(str(value)) if number is None or isinstance(number, date) else digits(number)


def _harmless(text: str) -> str:
    text = clean(text)
    return f"'{text}" if _DANGEROUS.match(text) else text
