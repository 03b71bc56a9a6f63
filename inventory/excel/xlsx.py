"""The cells of an .xlsx workbook: values by calamine, and what it cannot tell or must not be given, by the survey."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import chain, islice, repeat
from types import TracebackType
from typing import Any, Final, Self, TypeAlias, TypeVar

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from inventory.excel.book import ErrorValue, Row, SheetInfo, Value
from inventory.excel.package import BUILT_TO_HARM, DAMAGED, MAX_PARTS, Package, UnreadableBook
from inventory.excel.styles import STYLES, telling_formats
from inventory.excel.survey import MAX_CELLS, Survey, survey
from inventory.i18n import N_, _
from inventory.jobs import Progress

T = TypeVar("T")
_Native: TypeAlias = int | float | bool | str | time | date | datetime | timedelta
_PIECE: Final = 500
"""Rows that are read together, between two looks at whether the person has stopped us."""
_WHOLE: Final = 2**53
"""Up to here every whole number has a float of its own."""

_STRINGS: Final = "xl/sharedStrings.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"


class XlsxBook:
    """An .xlsx workbook whose parts have been checked and surveyed."""

    def __init__(self, content: bytes, progress: Progress) -> None:
        self._progress = progress
        self._package = Package(content)
        self._native: CalamineWorkbook | None = None
        self._latest: tuple[str, CalamineSheet] | None = None
        self._surveys: dict[str, Survey] = {}
        self.sheets: list[SheetInfo] = []
        self._check_strings()
        styles = telling_formats(self._package, self._reporter(STYLES))
        for name, part, visible in _listed_sheets(self._package):
            found = survey(self._package, part, name, styles, self._reporter(part))
            self._surveys[name] = found
            self.sheets.append(SheetInfo(name, found.rows, found.columns, visible))
        if not self.sheets:
            raise UnreadableBook(N_("This workbook has no sheet with cells. Choose another one."))

    def rows(self, sheet: str) -> Iterator[Row]:
        """See Book. Raises UnreadableBook where the sheet turns out to be damaged."""
        found = self._surveys[sheet]
        if not found.rows:
            return
        content = self._content(sheet)
        padding = (None,) * (content.start[1] if content.start else 0)
        valueless = found.rows - (content.end[0] + 1 if content.end else 0)  # rows at the end that hold only words
        cells, begin = chain(content.iter_rows(), repeat([], max(valueless, 0))), 0
        while piece := list(islice(cells, _PIECE)):
            self._progress.report(begin, found.rows, _("Reading the rows"))
            for number, row in enumerate(_plain_rows(piece), begin):
                row = padding + row if padding else row
                words = found.words.get(number)
                yield _with_words(row, words) if words else row
            begin += len(piece)

    def number_formats(self, sheet: str, columns: Collection[int]) -> Mapping[tuple[int, int], str]:
        """See Book."""
        formats = self._surveys[sheet].formats
        return {
            (row, column): run.number_format
            for column in columns
            for run in formats.get(column, ())
            for row in range(run.begin, run.end)
        }

    def close(self) -> None:
        """Let go of the content."""
        self._latest = None
        if self._native is not None:
            self._native.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check_strings(self) -> None:
        """The texts that cells share: each costs memory, even an empty one."""
        count = 0
        if _STRINGS in self._package:
            report = self._reporter(_STRINGS)
            for piece in self._package.pieces(_STRINGS):
                report(len(piece))
                count += piece.count(b"<si") + piece.count(b":si")
                if count > MAX_CELLS:
                    raise UnreadableBook(BUILT_TO_HARM)

    def _reporter(self, part: str) -> Callable[[int], None]:
        done, total, what = 0, self._package.size(part), _("Checking the workbook")

        def report(size: int) -> None:
            nonlocal done
            self._progress.report(done, total, what)
            done += size

        return report

    def _content(self, sheet: str) -> CalamineSheet:
        """The cells of a sheet; those of the latest one are kept, for it is read several times on end."""
        if self._latest is None or self._latest[0] != sheet:
            self._latest = None
            self._latest = sheet, self._without_waiting(lambda: self._read(sheet))
        return self._latest[1]

    def _read(self, sheet: str) -> CalamineSheet:
        if self._native is None:
            self._native = CalamineWorkbook.from_filelike(BytesIO(self._package.content))
        return self._native.get_sheet_by_name(sheet)

    def _without_waiting(self, read: Callable[[], T]) -> T:
        """Native code cannot be stopped, but a person who cancels can leave it behind to finish unheard."""
        lane = ThreadPoolExecutor(1, thread_name_prefix="workbook")
        try:
            reading = lane.submit(read)
            while True:
                self._progress.report(0, None, _("Reading the workbook"))
                try:
                    return reading.result(timeout=0.1)
                except TimeoutError:
                    continue
        except CalamineError as error:
            raise UnreadableBook(DAMAGED) from error
        finally:
            lane.shutdown(wait=False)


def _listed_sheets(package: Package) -> list[tuple[str, str, bool]]:
    """Name, part and whether it is shown, of every worksheet (charts have no cells)."""
    targets: dict[str, str] = {}
    listed: list[tuple[str, str, bool]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag != "sheet":
            return
        relation_id = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
        if relation_id not in targets:
            return
        part = targets[relation_id].lstrip("/")
        part = part if part.startswith("xl/") else f"xl/{part}"
        if part not in package:
            raise UnreadableBook(DAMAGED)
        if len(listed) > MAX_PARTS:
            raise UnreadableBook(BUILT_TO_HARM)
        listed.append((attributes.get("name", ""), part, attributes.get("state", "visible") == "visible"))

    if _RELATIONS not in package:
        raise UnreadableBook(DAMAGED)
    package.walk(_RELATIONS, relation)
    package.walk("xl/workbook.xml", sheet)
    if any(len({sheet[index] for sheet in listed}) < len(listed) for index in (0, 1)):
        raise UnreadableBook(BUILT_TO_HARM)
    return listed


def _plain_rows(piece: Sequence[Sequence[_Native]]) -> Iterable[Row]:
    """Rows of one width as the book gives them, column by column: a column mostly holds values of one type."""
    if len(set(map(len, piece))) > 1 or not piece[0]:
        return [tuple(map(_plain, row)) for row in piece]
    return zip(*map(_plain_column, zip(*piece, strict=True)), strict=True)


def _plain_column(column: Sequence[Any]) -> Iterable[Value]:
    kinds = set(map(type, column))
    if kinds == {str}:
        return [value or None for value in column] if "" in column else column
    if kinds == {float} and all(map(float.is_integer, column)) and min(column) > -_WHOLE and max(column) < _WHOLE:
        return map(int, column)
    return column if kinds <= {date, datetime, bool} else map(_plain, column)


def _plain(value: _Native) -> Value:
    if isinstance(value, str):
        return value or None
    if isinstance(value, float):
        if not math.isfinite(value):
            return ErrorValue("#NUM!")
        if not value.is_integer():
            return value
        # beyond 2^53 the digits that the cell shows, not those of the nearest binary number
        return int(value) if abs(value) < _WHOLE else int(Decimal(repr(value)))
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return value.isoformat("seconds") if isinstance(value, time) else value


def _with_words(row: Row, words: Mapping[int, Value]) -> Row:
    values = list(row) + [None] * (max(words) + 1 - len(row))
    for column, word in words.items():
        values[column] = word
    return tuple(values)
