"""Workbooks in: opens an .xlsx or .csv file and gives its rows as they were typed."""

from __future__ import annotations

from pathlib import Path

from inventory.excel.book import Book, ErrorValue, FormulaText, Row, SheetInfo, Value
from inventory.excel.commas import CommaBook
from inventory.excel.package import UnreadableBook, is_package, load
from inventory.excel.xlsx import XlsxBook
from inventory.i18n import N_
from inventory.jobs import Progress

__all__ = ["Book", "ErrorValue", "FormulaText", "Row", "SheetInfo", "UnreadableBook", "Value", "open_book"]


def open_book(path: Path, progress: Progress) -> Book:
    """Check the file at ``path`` and open it; ``progress`` hears of this and of the rows that are read later.

    Raises UnreadableBook (an InvalidInput of the field ``file``) with what to do instead.
    """
    content = load(path)
    if is_package(content):
        return XlsxBook(content, progress)
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return CommaBook(path.stem, content, progress)
    raise UnreadableBook(
        N_(
            "“{name}” is not an .xlsx workbook. Open it in Excel and save it as .xlsx; "
            "a text file with commas needs a name that ends in .csv."
        ),
        name=path.name,
    )
