"""Long tables: what a list shows, 100,000 rows in seconds (rustpy-xlsxwriter, which keeps no row in memory).

The rules of cells.py hold, but two that the library has no setting for: the document's properties stay empty, and a
column has one format, so that a text of more than 255 characters has the text format as well. Documents, which need
them, are for pages.py.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, TypeAlias

from rustpy_xlsxwriter import Format, write_worksheets

from inventory.errors import RuleBroken
from inventory.excel.cells import (
    FIRST_DAY,
    FORMATS,
    HEADING_COLOUR,
    LONG,
    MEASURED,
    NUMBERS,
    PACE,
    Column,
    Kind,
    Number,
    Shown,
    as_text,
    clean,
    column_widths,
)
from inventory.excel.survey import MAX_ROWS
from inventory.i18n import N_, _
from inventory.jobs import Progress

MAX_DATA_ROWS: Final = MAX_ROWS - 1
"""Rows below the headings."""
_DAYS: Final = {date, type(None)}
_Simple: TypeAlias = Number | date | str | None
"""What the library is given: a text stays a text there whatever it begins with; a datetime is naive and local."""
_ERROR_NUMBER = re.compile(r"(?:os error |code: )(\d+)")
_ON_PAPER: Final = {
    "landscape": True,
    "paper_size": 9,
    "repeat_rows": 0,
    "fit_to_pages": (1, 0),
    "print_gridlines": True,
    "margins": {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6, "header": 0.3, "footer": 0.3},
    "footer": "&C&P / &N",
}


def write_table(
    path: Path,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    progress: Progress,
    *,
    names: Sequence[str],
    expected_rows: int | None,
) -> list[int]:
    """Write the table to ``path``, which is replaced, as sheets of these ``names``; return the rows of each.

    Headings are counted, rows that say nothing are not: the library leaves them out. Raises RuleBroken where the
    sheets are too few, OSError, and whatever ``rows`` and ``progress`` raise.
    """
    reported = _reported(rows, progress, expected_rows)
    measured = list(islice(reported, MEASURED))
    following = chain(measured, reported)
    feeds = [_Feed(columns, following) for _name in names]
    formats = [_body(column) for column in columns]
    widths = column_widths(columns, measured, filtered=True)
    with _numbered_errors():
        write_worksheets(
            [(name, iter(feed)) for name, feed in zip(names, feeds, strict=True)],
            path,
            freeze_panes={"general": {"row": 1, "col": 0}},
            header_format=dict.fromkeys(names, _heading()),
            column_formats=dict.fromkeys(names, formats),
            column_widths=dict.fromkeys(names, widths),
            autofilter=dict.fromkeys(names, True),
            page_setup=dict.fromkeys(names, _ON_PAPER),
        )
    if next(following, None) is not None:
        raise RuleBroken(
            N_("A sheet holds at most {most} rows. Choose a shorter period or fewer units."), most=MAX_ROWS
        )
    return [feed.rows_written for feed in feeds]


@contextmanager
def _numbered_errors() -> Iterator[None]:
    """The library tells a full disk by its words alone; and where it was the disk of temporary files, by a panic, which
    is no Exception. Both become the OSError that they are.
    """
    try:
        yield
    except OSError as error:
        if error.errno is not None:
            raise
        raise _system_error(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the library does not give its class away
            raise
        raise _system_error(str(error)) from error


def _system_error(said: str) -> OSError:
    number = _ERROR_NUMBER.search(said)
    if number is None:
        return OSError(said)
    code = int(number[1])
    return OSError(code, said) if os.name == "posix" else OSError(0, said, None, code)


class _Feed:
    """The rows of one sheet as the library asks for them, one by one."""

    def __init__(self, columns: Sequence[Column], rows: Iterator[Sequence[object]]) -> None:
        self.rows_written = 1
        """With the headings, without rows of nothing: the library writes none for them."""
        self._headings = _distinct([clean(column.heading) for column in columns])
        self._simple = [(column.kind, _simplifier(column.kind)) for column in columns]
        self._rows = rows

    def __iter__(self) -> Iterator[dict[str, _Simple]]:
        empty, rows = True, islice(self._rows, MAX_DATA_ROWS)
        nothing = (None,) * len(self._headings)
        while piece := list(islice(rows, PACE)):
            empty = False
            columns = zip(self._simple, zip(*piece, strict=True), strict=True)
            for values in zip(*[_column(*simple, column) for simple, column in columns], strict=True):
                self.rows_written += values != nothing
                yield dict(zip(self._headings, values, strict=True))
        if empty:
            yield dict.fromkeys(self._headings)  # the headings come from the first row


def _reported(
    rows: Iterable[Sequence[object]], progress: Progress, expected_rows: int | None
) -> Iterator[Sequence[object]]:
    for number, row in enumerate(rows):
        if number % PACE == 0:
            progress.report(number, expected_rows, _("Writing the workbook"))
        yield row


def _column(kind: Kind, simple: Callable[[object], _Simple], column: Sequence[Any]) -> Iterable[_Simple]:
    """Cells of a column as the library is given them. Most hold plain texts or days: those need no closer look."""
    if (
        kind is Kind.DATE
        and set(map(type, column)) <= _DAYS
        and min(filter(None, column), default=FIRST_DAY) >= FIRST_DAY
    ):
        return column
    if set(map(type, column)) == {str} and max(map(len, column)) < LONG and all(map(str.isprintable, column)):
        return [text or None for text in column] if "" in column else column
    return map(simple, column)


def _simplifier(kind: Kind) -> Callable[[object], _Simple]:
    as_number = NUMBERS.get(kind)

    def simple(value: object) -> _Simple:
        if value is None:
            return None
        if type(value) is str:
            return clean(value) or None
        if isinstance(value, Shown):
            return simple(value.value)
        number = as_number(value) if as_number is not None else None
        return number if number is not None else clean(as_text(value)) or None

    return simple


def _distinct(headings: Sequence[str]) -> list[str]:
    """The library takes rows as a mapping by heading: where two are the same, the second one is numbered."""
    found: list[str] = []
    for heading in headings:
        name, number = heading, 1
        while name in found:
            number += 1
            name = f"{heading} ({number})"
        found.append(name)
    return found


def _body(column: Column) -> Format:
    if column.kind not in FORMATS:
        raise ValueError("a column of a long table has one kind")
    look = Format().set_align("top").set_num_format(FORMATS[column.kind])
    return look.set_text_wrap() if column.wrap else look


def _heading() -> Format:
    look = Format().set_bold().set_align("vcenter").set_text_wrap().set_background_color(f"#{HEADING_COLOUR}")
    return look.set_border_bottom("thin").set_border_bottom_color("#7F7F7F")
