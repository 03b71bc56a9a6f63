"""A PDF with pages of exact size that is printed at 100 % and whose text can be searched and copied."""

from __future__ import annotations

import errno
import mmap
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFile, QFileDevice, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

_RADICALS: Final = range(0x2E80, 0x2FE0)
_TEXT_MAP: Final = re.compile(rb"beginbfrange.*?endbfrange", re.DOTALL)
_LIST: Final = re.compile(rb"\[[^\]]*\]")
_ONE: Final = re.compile(rb"<([0-9A-F]{4})> <\1> <[0-9A-F]{4}>")
_CODE: Final = re.compile(rb"<([0-9A-F]{4})>")


class PdfPages:
    """The pages while they are drawn. A unit of ``painter`` is a dot of the printer."""

    def __init__(self, writer: QPdfWriter, painter: QPainter) -> None:
        self._writer = writer
        self.painter = painter

    def turn(self) -> None:
        """Go on to the next page."""
        self._writer.newPage()


@contextmanager
def pdf_pages(path: Path, width: float, height: float, *, dpi: int, title: str) -> Iterator[PdfPages]:
    """Write a PDF with pages of ``width`` × ``height`` millimetres, nothing added at the margins.

    On a clean exit the file is whole or OSError is raised: Qt itself says nothing when a disk is full.
    """
    file = QFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise _failure(file, path)
    writer = QPdfWriter(file)
    writer.setResolution(dpi)
    writer.setColorModel(QPdfWriter.ColorModel.Grayscale)  # black, not a mixture of colours
    writer.setTitle(title)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QSizeF(width, height), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch),
            QPageLayout.Orientation.Portrait,
            QMarginsF(),
        )
    )
    painter = QPainter(writer)
    try:
        yield PdfPages(writer, painter)
    finally:
        painter.end()
        del writer
        file.flush()
        failed = file.error() != QFileDevice.FileError.NoError
        failure = _failure(file, path)
        file.close()
    if failed:
        raise failure
    _finish(path)


def _failure(file: QFile, path: Path) -> OSError:
    full = file.error() == QFileDevice.FileError.ResourceError
    return OSError(errno.ENOSPC if full else errno.EIO, file.errorString(), str(path))


def _finish(path: Path) -> None:
    """What QPdfWriter leaves out: characters for radicals, and no scaling when printed."""
    with path.open("r+b") as file:
        with mmap.mmap(file.fileno(), 0) as content:
            if content[-6:].strip() != b"%%EOF":
                raise OSError(errno.EIO, "the file is not whole", str(path))
            _mend_text(content)
            update = _without_scaling(content)
        file.seek(0, 2)
        file.write(update)


def _mend_text(content: mmap.mmap) -> None:
    """Let glyphs that a font shares between a radical and a character stand for the character, in place.

    Qt takes the first code point that leads to a glyph: 子 (U+5B50) would be found and copied as the
    radical ⼦ (U+2F26), and a search for it would find nothing.
    """
    for found in list(_TEXT_MAP.finditer(content)):
        mended = _LIST.sub(lambda part: _CODE.sub(_character, part[0]), found[0])
        mended = _ONE.sub(lambda part: part[0][:-6] + _character_of(part[0][-5:-1]), mended)
        content[found.start() : found.end()] = mended


def _character(code: re.Match[bytes]) -> bytes:
    return _character_of(code[1])


def _character_of(digits: bytes) -> bytes:
    number = int(digits, 16)
    if number == 0x09:  # Qt gives the glyph of the space to the tabulator as well
        return b"<0020>"
    plain = unicodedata.normalize("NFKC", chr(number)) if number in _RADICALS else ""
    return b"<%04X>" % (ord(plain) if len(plain) == 1 else number)


def _without_scaling(content: mmap.mmap) -> bytes:
    """An incremental update (ISO 32000, 7.5.6) that asks viewers to print at 100 %.

    Most preset "fit to page", which moves every label of a sheet.
    """
    end = content.rfind(b"startxref")
    table = int(content[end:].split()[1])
    trailer = content[content.rfind(b"trailer", 0, end) : end]
    root = _root(trailer)
    entries = content.find(b"\n", content.find(b"\n", table) + 1) + 1
    start = int(content[entries + 20 * root :][:10])
    catalogue = content[start : content.find(b"endobj", start)].rstrip()
    at = len(content)
    changed = catalogue.removesuffix(b">>") + b"/ViewerPreferences << /PrintScaling /None >>\n>>\nendobj\n"
    return (
        changed
        + b"xref\n%d 1\n%010d 00000 n \n" % (root, at)
        + trailer.rstrip().removesuffix(b">>")
        + b"/Prev %d\n>>\nstartxref\n%d\n%%%%EOF\n" % (table, at + len(changed))
    )


def _root(trailer: bytes) -> int:
    found = re.search(rb"/Root\s+(\d+)", trailer)
    if found is None:
        raise OSError(errno.EIO, "the file has no trailer")
    return int(found[1])
