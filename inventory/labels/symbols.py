"""The symbols on a label as modules, black or white; how large and where is the template's business."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from inventory.errors import InvalidInput
from inventory.i18n import N_

MODULES: Final = 21
"""Side of a QR code of version 1, in modules."""
QUIET: Final = 4
"""White modules that ISO/IEC 18004 wants on every side."""
SIDE: Final = MODULES + 2 * QUIET
"""Side of the symbol with its quiet zone, in modules."""
LONGEST: Final = 10
"""Characters that version 1 holds at the highest error correction in alphanumeric mode."""
ALPHANUMERIC: Final = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")

Matrix = tuple[tuple[bool, ...], ...]
"""Rows of modules, True is black, without the quiet zone."""

_BLACK: Final = re.compile(rb"\x01+")
_MASK: Final = 3
# Any mask is legal. Trying all eight for the prettiest costs ten times the rest (2.1 ms against 0.18 ms), and the
# decoder that reads every label back is the judge of readability.


class Block(NamedTuple):
    """A black rectangle, in modules from the upper left corner of the symbol."""

    x: int
    y: int
    width: int
    height: int


def qr_matrix(code: str) -> Matrix:
    """The QR code of one of our codes: version 1, error correction H, alphanumeric.

    Raises InvalidInput for a text that is too long or has other characters.
    """
    import qrcode
    from qrcode import constants, util

    if not 0 < len(code) <= LONGEST or not ALPHANUMERIC.issuperset(code):
        raise InvalidInput(
            N_("{code} cannot be a label's code: it may have up to {longest} capital letters and digits."),
            field="code",
            code=code,
            longest=LONGEST,
        )
    symbol = qrcode.QRCode(version=1, error_correction=constants.ERROR_CORRECT_H, border=0, mask_pattern=_MASK)
    symbol.add_data(util.QRData(code, mode=util.MODE_ALPHA_NUM), optimize=0)
    symbol.make(fit=False)
    return tuple(tuple(map(bool, row)) for row in symbol.modules)


def blocks(matrix: Sequence[Sequence[bool]]) -> list[Block]:
    """The black modules as few rectangles that touch but never overlap.

    Drawn as single modules, viewers and printers leave hairlines between neighbours.
    """
    done: list[Block] = []
    growing: dict[tuple[int, int], Block] = {}
    for y, row in enumerate(matrix):
        grown = {}
        for start, end in (span.span() for span in _BLACK.finditer(bytes(row))):
            above = growing.pop((start, end), None)
            if above is None:
                grown[start, end] = Block(start, y, end - start, 1)
            else:
                grown[start, end] = Block(above.x, above.y, above.width, above.height + 1)
        done.extend(growing.values())
        growing = grown
    done.extend(growing.values())
    return done


def code128(text: str) -> tuple[bool, ...]:
    """The bars of a Code 128 as modules, True is black, without the quiet zone of ten modules.

    Raises InvalidInput for characters that Code 128 does not have.
    """
    import barcode
    from barcode.errors import BarcodeError

    try:
        (bars,) = barcode.get("code128", text).build()
    except (BarcodeError, KeyError) as error:
        raise InvalidInput(
            N_("{text} cannot be printed as a bar code: only Latin letters, digits and signs can."),
            field="text",
            text=text,
        ) from error
    return tuple(bar == "1" for bar in bars)
