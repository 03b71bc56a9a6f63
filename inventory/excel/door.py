"""The one door through which workbooks leave the depot.

Documents are written by openpyxl (pages.py), long tables by rustpy-xlsxwriter (tables.py). Rows go to the disk as they
come, so memory stays flat and a person can cancel between any two of them. The file is written beside its place, read
back, and renamed (files.atomic_file). Both libraries are imported when the first workbook is written, not before: a
window should not wait for them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from inventory.errors import EnvironmentTrouble
from inventory.excel.cells import Column, clean
from inventory.files import atomic_file
from inventory.i18n import N_, _
from inventory.jobs import Progress, Quiet

if TYPE_CHECKING:
    from inventory.excel.pages import Sheet

MAX_SHEET_NAME: Final = 31
_CHUNK: Final = 2**18
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class BookWriter:
    """Writes a workbook sheet after sheet: ``with BookWriter(path) as book: sheet = book.sheet(…); sheet.row(…)``.

    ``creator`` is the company named in the document's properties, ``made`` the instant of the export. Nothing is left
    when the block is cancelled or fails.
    """

    def __init__(
        self,
        path: Path,
        *,
        creator: str = "",
        title: str = "",
        made: datetime | None = None,
        progress: Progress | None = None,
    ) -> None:
        from openpyxl import Workbook

        self._path = path
        self._progress = progress or Quiet()
        self._sheets: list[Sheet] = []
        self._workbook = Workbook(write_only=True)
        properties = self._workbook.properties
        properties.creator, properties.title = clean(creator), clean(title)
        if made is not None:
            properties.created = properties.modified = made.astimezone(UTC).replace(tzinfo=None)

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._beside = stack.enter_context(atomic_file(self._path))
            stack.callback(self._let_go)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._stack.__exit__(kind, error, trace)
            return
        with self._stack:
            self._finish()

    def sheet(
        self,
        name: str,
        columns: Sequence[Column],
        *,
        title_rows: Sequence[str] = (),
        freeze_columns: int = 0,
        filtered: bool = True,
        landscape: bool = True,
        form: bool = False,
        foot: str = "",
        expected_rows: int | None = None,
    ) -> Sheet:
        """Begin a sheet; the one before it is closed. Its name is made fit for Excel and unique.

        Above the headings stand ``title_rows``, the first one large. Headings and the first ``freeze_columns`` stay in
        view, headings are repeated on every printed page (A4, as wide as the table), and ``filtered`` puts the arrows
        of the filter on them. A ``form`` is made to be signed: its title stands in the middle, each row is as high as
        its words. ``foot`` stands at the foot of every printed page. ``expected_rows`` is for the progress.
        """
        from inventory.excel.pages import Sheet

        self._close_sheet()
        sheet = Sheet(
            self._workbook,
            _fit_name(name, {sheet.name.casefold() for sheet in self._sheets}),
            columns,
            title_rows=title_rows,
            freeze_columns=freeze_columns,
            filtered=filtered,
            landscape=landscape,
            form=form,
            foot=foot,
            report=lambda done: self._progress.report(done, expected_rows, _("Writing the workbook")),
        )
        self._sheets.append(sheet)
        return sheet

    def _close_sheet(self) -> None:
        if self._sheets:
            self._sheets[-1].close()

    def _finish(self) -> None:
        from openpyxl.writer.excel import ExcelWriter

        if not self._sheets:
            raise ValueError("a workbook needs a sheet")
        self._close_sheet()
        archive = ZipFile(self._beside, "w", ZIP_DEFLATED)  # Workbook.save would leave it open on a full disk
        try:
            ExcelWriter(self._workbook, archive).save()
        finally:
            with suppress(OSError):
                archive.close()
        read_back(self._beside, [sheet.rows_written for sheet in self._sheets], self._progress)

    def _let_go(self) -> None:
        """Nothing is left of a workbook that was given up; after a good end there is nothing to give up."""
        for sheet in self._sheets:
            sheet.discard()


def big_table(
    path: Path,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    progress: Progress,
    *,
    sheet: str = "",
    expected_rows: int | None = None,
) -> int:
    """Write one table of any length and return how many of its rows say something.

    ``expected_rows`` is for the progress, and decides how many sheets there are: what Excel's longest sheet cannot
    hold goes on in the next one. Raises RuleBroken where there are more rows than these sheets can hold.
    """
    from inventory.excel import tables

    names: list[str] = []
    for _number in range(max(ceil((expected_rows or 0) / tables.MAX_DATA_ROWS), 1)):
        names.append(_fit_name(sheet or _("Table"), {name.casefold() for name in names}))
    with atomic_file(path) as beside:
        written = tables.write_table(beside, columns, rows, progress, names=names, expected_rows=expected_rows)
        read_back(beside, written, progress)
    return sum(written) - len(written)


def read_back(path: Path, rows: Sequence[int], progress: Progress) -> None:
    """Open the workbook at ``path`` again: every part whole by its checksum, every sheet with its number of ``rows``.

    Raises EnvironmentTrouble where something was lost on the way to the disk.
    """
    try:
        with ZipFile(path) as archive:
            found = {name: _count_rows(archive, name, progress) for name in archive.namelist()}
    except (BadZipFile, EOFError, zlib.error) as error:
        raise _lost(path) from error
    if [found.get(f"xl/worksheets/sheet{number}.xml") for number in range(1, len(rows) + 1)] != list(rows):
        raise _lost(path)


def _count_rows(archive: ZipFile, name: str, progress: Progress) -> int:
    total, done, rows = archive.getinfo(name).file_size, 0, 0
    rest = b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            progress.report(done, total, _("Checking what was written"))
            done += len(chunk)
            seen = rest + chunk
            rows += seen.count(b"<row ")
            rest = seen[-4:]
    return rows


def _lost(path: Path) -> EnvironmentTrouble:
    return EnvironmentTrouble(
        N_("The workbook could not be read back after it was written. Choose another disk for “{path}” and try again."),
        path=path,
    )


def _fit_name(name: str, taken: set[str]) -> str:
    """Excel takes 31 characters, none of ``[]:*?/\\``, no apostrophe at the ends, no name twice, and not History."""
    base = _FORBIDDEN.sub("_", name).strip().strip("'") or _("Sheet")
    base = f"{base}_" if base.casefold() == "history" else base
    fit, number = base[:MAX_SHEET_NAME].rstrip(" '"), 1
    while fit.casefold() in taken:
        number += 1
        mark = f" ({number})"
        fit = base[: MAX_SHEET_NAME - len(mark)].rstrip(" '") + mark
    return fit
