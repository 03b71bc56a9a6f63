"""The workbook of rows that an import refused: to be mended and imported again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from inventory.excel.book import Row, Value
from inventory.excel.cells import Column, Kind, Shown
from inventory.excel.door import BookWriter
from inventory.excel.headers import REJECT_REASON_HEADING, REJECT_ROW_HEADING, is_reject_heading
from inventory.i18n import _
from inventory.jobs import Progress

_NO_FORMATS: Final[Mapping[tuple[int, int], str]] = {}


class Reject(NamedTuple):
    """A refused row: its number as Excel shows it, its values as they were read, and a sentence for every fault."""

    number: int
    values: Row
    reasons: Sequence[str]


def write_rejects(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Reject],
    progress: Progress,
    *,
    formats: Mapping[tuple[int, int], str] = _NO_FORMATS,
    creator: str = "",
    made: datetime | None = None,
) -> int:
    """Write the refused rows below their headings, each cell with the type it had, and return how many.

    Before them stand the row of the file and what to mend; the import knows these two columns and passes them over,
    and where ``header`` has them already (a second round) they are replaced. ``formats`` are the book's number
    formats, so that 000123 stays 000123.
    """
    kept = [index for index, heading in enumerate(header) if not is_reject_heading(heading)]
    columns = [
        Column(_(REJECT_ROW_HEADING), Kind.INTEGER),
        Column(_(REJECT_REASON_HEADING), width=48, wrap=True),
        *(Column(header[index], Kind.AS_IT_IS) for index in kept),
    ]
    written = 0
    with BookWriter(path, creator=creator, title=_("Refused rows"), made=made, progress=progress) as book:
        sheet = book.sheet(_("Refused rows"), columns, freeze_columns=2)
        for number, values, reasons in rows:
            cells = [
                _as_read(values[index] if index < len(values) else None, formats.get((number - 1, index), ""))
                for index in kept
            ]
            sheet.row([number, "\n".join(reasons), *cells])
            written += 1
    return written


def _as_read(value: Value, number_format: str) -> object:
    if number_format and isinstance(value, (int, float)) and not isinstance(value, bool):
        return Shown(value, number_format=number_format)
    return value
