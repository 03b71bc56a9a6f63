"""Labels for printers that speak ZPL, as bitmaps: so Chinese needs no font in the printer."""

from __future__ import annotations

import re
from typing import Final

_ONES: Final = ("", *"GHIJKLMNOPQRSTUVWXY")
_TWENTIES: Final = ("", *"ghijklmnopqrstuvwxyz")
_RUN: Final = re.compile(r"(.)\1{2,}")
# G…Y repeat the next digit 1…19 times, g…z 20…400 times in twenties ("Alternative Data Compression Scheme" of the
# ZPL II programming guide, command ^GF). A label shrinks to a tenth, and every make that copies ZPL knows it.


def label(bitmap: bytes, row_bytes: int, width: int, *, copies: int = 1) -> str:
    """One label as a ZPL format, ``width`` in dots.

    ``bitmap`` has ``row_bytes`` bytes a row, the leftmost dot in the highest bit, 1 is black.
    """
    height = len(bitmap) // row_bytes
    return (
        f"^XA^PW{width}^LL{height}^LH0,0^FO0,0"
        f"^GFA,{len(bitmap)},{len(bitmap)},{row_bytes},{_compressed(bitmap, row_bytes)}^FS"
        f"^PQ{copies}^XZ\n"
    )


def _compressed(bitmap: bytes, row_bytes: int) -> str:
    rows = []
    above = None
    for at in range(0, len(bitmap), row_bytes):
        row = bitmap[at : at + row_bytes]
        rows.append(":" if row == above else _row(row.hex().upper()))
        above = row
    return "".join(rows)


def _row(digits: str) -> str:
    """A row of hexadecimal digits; what is left white or black to its end is one sign."""
    for digit, sign in (("0", ","), ("F", "!")):
        kept = digits.rstrip(digit)
        if len(kept) < len(digits):
            return _RUN.sub(_counted, kept) + sign
    return _RUN.sub(_counted, digits)


def _counted(run: re.Match[str]) -> str:
    digit = run[1]
    whole, rest = divmod(len(run[0]), 400)
    twenties, ones = divmod(rest, 20)
    return ("z" + digit) * whole + (_TWENTIES[twenties] + _ONES[ones] + digit if rest else "")
