"""The parts inside an .xlsx file, inflated only as far as its directory promised.

Whoever sends us a workbook may have built it to fill the memory or to hang the program (platform.md "Excel"). So the
file is judged here, before any reader of workbooks sees it: what it is, how large it says it is, and, while a part is
inflated, that it said the truth.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from inventory.errors import InvalidInput
from inventory.i18n import N_

MAX_FILE: Final = 20 * 2**20
"""Bytes of a file: 100,000 rows of 16 columns are 9 MB."""
MAX_UNPACKED: Final = 200 * 2**20
"""Bytes of all parts together: 100,000 rows of 16 columns are 65–90 MB."""
MAX_PARTS: Final = 200
MAX_LISTS: Final = 16 * 2**20
"""Bytes of a part that lists styles, sheets or relations; sheets and their texts may be as large as the whole."""
CHUNK: Final = 2**18
"""Bytes of a part at a time: a few milliseconds of work between two looks at whether the person has stopped us."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_LISTED: Final = b"PK\x01\x02"
_ENCRYPTED: Final = 0x1
_DECLARATION = re.compile(rb"<!(?!--|\[CDATA\[)")

DAMAGED: Final = N_("This workbook is damaged or incomplete. Get the file again, or open it in Excel and save it anew.")
BUILT_TO_HARM: Final = N_(
    "This file is not built the way Excel builds workbooks and is not opened, for safety. "
    "Open it in Excel, save it as a new .xlsx workbook and choose that one."
)


class UnreadableBook(InvalidInput):
    """The file cannot be read as a table; the sentence says what to do instead."""

    def __init__(self, message_id: str, **values: Any) -> None:
        super().__init__(message_id, field="file", **values)


def load(path: Path) -> bytes:
    """The bytes of the file, if it is a file of a size that can be read."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise UnreadableBook(N_("“{name}” is a folder. Choose a workbook in it."), name=path.name)
        if size > MAX_FILE:
            raise UnreadableBook(
                N_("“{name}” has {size} MB; at most {most} MB can be read. Split it into several workbooks."),
                name=path.name,
                size=-(-size // 2**20),
                most=MAX_FILE // 2**20,
            )
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableBook(N_("There is no file “{name}” any more. Choose it again."), name=path.name) from error
    except OSError as error:
        raise UnreadableBook(
            N_("“{name}” cannot be read: {reason}. Close it in other programs and try again."),
            name=path.name,
            reason=error.strerror or error,
        ) from error
    if not content:
        raise UnreadableBook(N_("“{name}” is empty. Get the file again."), name=path.name)
    return content


def is_package(content: bytes) -> bool:
    """Whether these bytes are a zip file. Raises UnreadableBook for the old .xls and for password-protected books."""
    if content.startswith(_OLE):
        raise UnreadableBook(
            N_(
                "This is an old .xls workbook or one protected by a password. "
                "Open it in Excel and save it as .xlsx without a password."
            )
        )
    return content.startswith(_ZIP)


class Package:
    """The checked parts of a workbook. The reader finds parts whatever their case, so we do too."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        if content.count(_LISTED) > MAX_PARTS + 8:  # eight by chance, within a picture
            raise UnreadableBook(BUILT_TO_HARM)
        try:
            with ZipFile(BytesIO(content)) as archive:
                listed = archive.infolist()
        except (BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError, struct.error) as error:
            raise UnreadableBook(DAMAGED) from error
        self._check(listed)
        self._parts: dict[str, ZipInfo] = {part.filename.casefold(): part for part in listed}
        self._check_kind()

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    def size(self, name: str) -> int:
        """Bytes of a part when it is inflated."""
        return self._parts[name.casefold()].file_size if name in self else 0

    def pieces(self, name: str, before: bytes = b"<") -> Iterator[bytes]:
        """The text of an XML part in pieces that never cut a tag, and begin with ``before`` where it occurs.

        DTDs, encodings other than UTF-8, and texts or tags of a length that no workbook has are refused.
        """
        rest = b""
        for chunk in self._inflated(self._parts[name.casefold()]):
            if b"\0" in chunk or (b"<" not in chunk and len(chunk) == CHUNK):
                raise UnreadableBook(BUILT_TO_HARM)  # UTF-16, binary, or one endless text (a cell has 32,767 at most)
            piece = rest + chunk if rest else chunk
            cut = piece.rfind(before)
            if cut <= 0:
                cut = piece.rfind(b"<")
            if cut <= 0:
                if len(piece) > 2 * CHUNK:
                    raise UnreadableBook(BUILT_TO_HARM)
                rest = piece
                continue
            whole, rest = piece[:cut], piece[cut:]
            _refuse_declarations(whole)
            yield whole
        _refuse_declarations(rest)
        yield rest

    def walk(
        self,
        name: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
        each: Callable[[int], None] | None = None,
    ) -> None:
        """Tell of every element of a part, by its name without a prefix and its attributes as they are written.

        ``each`` is told the bytes of every piece before it is read: the place for progress.
        """
        parser = expat.ParserCreate("UTF-8")
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
        if end is not None:
            tell_end = end
            parser.EndElementHandler = lambda tag: tell_end(tag.rpartition(":")[2])
        parser.CharacterDataHandler = text
        try:
            for piece in self.pieces(name):
                if each is not None:
                    each(len(piece))
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise UnreadableBook(DAMAGED) from error

    def _check(self, listed: list[ZipInfo]) -> None:
        names = {part.filename.casefold() for part in listed}
        if any(part.flag_bits & _ENCRYPTED for part in listed):
            raise UnreadableBook(
                N_("This workbook is protected by a password. Save it in Excel without one and choose it again.")
            )
        if sum(part.file_size for part in listed) > MAX_UNPACKED:
            raise UnreadableBook(
                N_("Unpacked, this workbook has more than {most} MB. Split it into several workbooks."),
                most=MAX_UNPACKED // 2**20,
            )
        if len(listed) > MAX_PARTS or len(names) < len(listed) or any(_leads_astray(name) for name in names):
            raise UnreadableBook(BUILT_TO_HARM)
        if any(_is_list(part.filename) and part.file_size > MAX_LISTS for part in listed):
            raise UnreadableBook(BUILT_TO_HARM)
        if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in listed):
            raise UnreadableBook(BUILT_TO_HARM)

    def _check_kind(self) -> None:
        if "xl/workbook.xml" in self:
            return
        if "xl/workbook.bin" in self or "content.xml" in self:
            raise UnreadableBook(
                N_("This workbook is of another kind (.xlsb, .ods). Open it, save it as .xlsx and choose that one.")
            )
        raise UnreadableBook(N_("This is a zip file, but not a workbook. Choose the .xlsx file itself."))

    def _inflated(self, part: ZipInfo) -> Iterator[bytes]:
        """The content of a part, refused at the first byte more than its entry in the directory says.

        zipfile stops quietly at that size, but the reader that comes after us goes on to the end of the stream.
        """
        begin = part.header_offset
        if self.content[begin : begin + 4] != _ZIP:
            raise UnreadableBook(DAMAGED)
        begin += 30 + sum(struct.unpack_from("<2H", self.content, begin + 26))
        packed = memoryview(self.content)[begin : begin + part.compress_size]
        total = checksum = 0
        for chunk in _deflated(packed) if part.compress_type == ZIP_DEFLATED else _stored(packed):
            total += len(chunk)
            if total > part.file_size:
                raise UnreadableBook(BUILT_TO_HARM)
            checksum = zlib.crc32(chunk, checksum)
            yield chunk
        if total != part.file_size or checksum != part.CRC:
            raise UnreadableBook(DAMAGED)


def _refuse_declarations(piece: bytes) -> None:
    """A document type declares entities: other files to read, or texts that grow a billionfold."""
    if b"<!" in piece and _DECLARATION.search(piece):
        raise UnreadableBook(BUILT_TO_HARM)


def _leads_astray(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _is_list(name: str) -> bool:
    """Whether this part lists styles, sheets or relations: beside the workbook, and not the texts of the cells."""
    folder, _slash, part = name.casefold().rpartition("/")
    return folder in ("xl", "xl/_rels") and part != "sharedstrings.xml"


def _stored(packed: memoryview) -> Iterator[bytes]:
    for begin in range(0, len(packed), CHUNK):
        yield bytes(packed[begin : begin + CHUNK])


def _deflated(packed: memoryview) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for begin in range(0, len(packed), CHUNK // 8):
            waiting = bytes(packed[begin : begin + CHUNK // 8])
            while waiting:
                chunk = stream.decompress(waiting, CHUNK)
                if chunk:
                    yield chunk
                waiting = stream.unconsumed_tail
            if stream.eof:
                return
        while chunk := stream.flush(CHUNK):
            yield chunk
    except zlib.error as error:
        raise UnreadableBook(DAMAGED) from error
    if not stream.eof:
        raise UnreadableBook(DAMAGED)
