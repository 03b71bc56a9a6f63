"""Rows as text that pastes into Excel: tabs and lines, and beside it a table that says which cells are text.

Excel takes the HTML form where there is one, so a serial keeps its zeros and all its digits. In the plain form a text
that begins like a formula gets a ``'`` before it, as in CSV.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Final

from PySide6.QtCore import QMimeData

from inventory.jobs import Progress
from ui.tables.cache import ReadyRow, fetch
from ui.tables.source import Column, Kind, Row, plain

MOST: Final = 50_000
"""More rows than that are better exported to a file."""
CHUNK: Final = 500
FORMULA: Final = ("=", "+", "-", "@")
TEXTS: Final = (Kind.TEXT, Kind.QUIET, Kind.CODE, Kind.CHIP)


def copied(columns: Sequence[Column], sections: Sequence[int], rows: Sequence[ReadyRow]) -> tuple[str, str]:
    """Tab-separated text and HTML of the columns at ``sections``, with their headings."""
    shown = [columns[section] for section in sections]
    lines = ["\t".join(_flat(column.words) for column in shown)]
    table = ["<tr>" + "".join(f"<th>{escape(column.words)}</th>" for column in shown) + "</tr>"]
    for row in rows:
        texts = [_flat(plain(row.cells[section])) for section in sections]
        lines.append("\t".join(_safe(text, column) for text, column in zip(texts, shown, strict=True)))
        table.append("<tr>" + "".join(_cell(text, column) for text, column in zip(texts, shown, strict=True)) + "</tr>")
    return "\r\n".join(lines), "<meta charset='utf-8'><table>" + "".join(table) + "</table>"


def gather(
    rows: Callable[[Sequence[int]], Sequence[Row]],
    ids: Sequence[int],
    columns: Sequence[Column],
    sections: Sequence[int],
    progress: Progress,
) -> tuple[str, str, int]:
    """Fetch rows in the read lane and write them; also how many there were."""
    found: list[ReadyRow] = []
    for start in range(0, len(ids), CHUNK):
        progress.report(start, len(ids), "")
        found += [row for row in fetch(rows, ids[start : start + CHUNK], len(columns)) if not row.gone]
    progress.report(len(ids), len(ids), "")
    return (*copied(columns, sections, found), len(found))


def clipboard_data(text: str, html: str) -> QMimeData:
    """Both forms for the clipboard."""
    data = QMimeData()
    data.setText(text)
    data.setHtml(html)
    return data


def _flat(text: str) -> str:
    return " ".join(text.split()) if any(mark in text for mark in "\t\r\n") else text


def _safe(text: str, column: Column) -> str:
    return f"'{text}" if column.kind in TEXTS and text.startswith(FORMULA) else text


def _cell(text: str, column: Column) -> str:
    if column.kind not in TEXTS:
        return f"<td>{escape(text)}</td>"
    return f"<td style='mso-number-format:\"\\@\"' sdnum='1033;0;@'>{escape(text)}</td>"
