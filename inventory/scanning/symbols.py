"""What a scanner sends around and inside a code: identifiers, separators, layouts, and GS1 elements.

A scanner that types is at the mercy of the computer's keyboard layout, Caps Lock and input method, so one scan has
several readings; whoever resolves them accepts only one that proves itself (a check character, a code that exists).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

GS: Final = "\x1d"
"""The group separator between GS1 elements, sent in place of FNC1."""
LONGEST: Final = 4096
"""More than the largest symbol holds: a QR code has room for 4,296 alphanumeric characters, ours use 9."""

_IDENTIFIER: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")  # AIM symbology identifier, ISO/IEC 15424
_GS1_IDENTIFIERS: Final = frozenset({"]C1", "]d2", "]Q3", "]J1", "]e0", "]e1", "]e2"})
_SEPARATORS: Final = re.compile(r"\{GS\}|\^\]|[|␝]", re.IGNORECASE)  # ways in which scanners are set to type a GS
_URL: Final = re.compile(r"https?://", re.IGNORECASE)
_SHIFTED_COLON: Final = re.compile(r"^(HTTPS?);//")
_GTIN_LENGTH: Final = 16  # the identifier 01 and 14 digits

_EVDEV: Final[Mapping[int, str]] = {
    **dict(enumerate("1234567890-=", start=2)), **dict(enumerate("QWERTYUIOP[]", start=16)),
    **dict(enumerate("ASDFGHJKL;'`", start=30)), **dict(enumerate("\\ZXCVBNM,./", start=43)),
    55: "*", 57: " ", **dict(enumerate("789-456+1230.", start=71)),
}  # fmt: skip
_MACOS: Final[Mapping[int, str]] = {
    **dict(enumerate("ASDFHGZXCV", start=0)), **dict(enumerate("BQWERYT123465=97-80]OU[IP", start=11)),
    **dict(enumerate("LJ'K;\\,/NM.", start=37)), 49: " ", 50: "`", 65: ".", 67: "*", 69: "+", 75: "/", 78: "-", 81: "=",
    **dict(enumerate("01234567", start=82)), 91: "8", 92: "9",
}  # fmt: skip


class Keyboard(StrEnum):
    """Whose numbers for the places of keys: what Qt hands on differs by platform."""

    X11 = "x11"
    """``nativeScanCode`` under X11 and Wayland: evdev's number plus 8."""
    WINDOWS = "windows"
    """``nativeScanCode`` under Windows: scan code set 1, bit 8 for extended keys."""
    MACOS = "macos"
    """``nativeVirtualKey`` under macOS, where ``nativeScanCode`` is always 1."""


POSITIONS: Final[Mapping[Keyboard, Mapping[int, str]]] = {
    Keyboard.X11: {place + 8: char for place, char in {**_EVDEV, 98: "/"}.items()},
    Keyboard.WINDOWS: {**_EVDEV, 0x135: "/"},  # set 1 has evdev's numbers up to 88
    Keyboard.MACOS: _MACOS,
}
"""What stands on each key of a US keyboard, unshifted, letters upper case: scanners send as a US keyboard does."""


def keyboard_here() -> Keyboard:
    """The kind of key numbers that this computer's window system hands on."""
    return {"win32": Keyboard.WINDOWS, "darwin": Keyboard.MACOS}.get(sys.platform, Keyboard.X11)


def strip_noise(text: str) -> str:
    """``text`` without what the scanner added, in NFKC.

    An AIM identifier in front, control characters (CR, LF, Tab, STX, ETX …), byte order marks and other invisible
    characters go; a GS between elements stays.
    """
    return _without_identifier(_bare(unicodedata.normalize("NFKC", text)))


def readings(text: str, scan_codes: Sequence[int] | None = None, *, keyboard: Keyboard | None = None) -> list[str]:
    """The texts that one scan may have been, most literal first, each once and none empty.

    As it arrived; in NFKC (an input method made it full-width); upper case; with Caps Lock undone; and, where the
    places of the pressed keys are known (``scan_codes``, ``nativeVirtualKey`` on macOS), as a US keyboard writes them,
    which undoes any layout and input method. ``keyboard`` is this computer's unless given.
    """
    plain = strip_noise(text)
    candidates = [_without_identifier(_bare(text)), plain, plain.upper(), plain.swapcase()]
    if scan_codes:
        candidates.append(strip_noise(_by_place(scan_codes, POSITIONS[keyboard or keyboard_here()])))
    return [candidate for candidate in dict.fromkeys(candidates) if candidate]


def element(text: str) -> dict[str, str]:
    """The GS1 elements of a scan by application identifier: {"01": GTIN, "21": serial}; {} where it is not GS1.

    Element strings with the scanner's identifier or with GS (0x1D, Ctrl+], {GS}, |), bracketed ones as printed, and
    Digital Links of any address. Without any mark only what begins with 01 and a GTIN whose check digit is right, or
    has a GS, is taken for GS1: many makers' serials begin with 21. A GS that was lost behind an element of variable
    length cannot be found again; behind one of fixed length it is not needed.
    """
    if len(text) > LONGEST:
        return {}
    separated = _SEPARATORS.sub(GS, unicodedata.normalize("NFKC", text))
    arrived = _bare(separated)
    identifier = _IDENTIFIER.match(arrived)
    message = _without_identifier(arrived)
    if _URL.match(message):
        return _parsed("link", message)
    if message.startswith("("):
        return _parsed("bracketed", message)
    marked = identifier is not None and identifier.group() in _GS1_IDENTIFIERS
    if not marked and GS not in separated and not (message.startswith("01") and len(message) >= _GTIN_LENGTH):
        return {}
    found = _parsed("message", message)
    return found if marked or "01" in found or "8004" in found else {}


def _parsed(form: str, text: str) -> dict[str, str]:
    from biip import ParseConfig, ParseError  # on first use: it brings the tables of all GS1 prefixes
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI
    from biip.gs1_messages import GS1Message

    config = ParseConfig(gs1_element_strings_verify_date=False)  # a bad expiry date does not spoil the serial
    try:
        if form == "link":
            elements = GS1DigitalLinkURI.parse(text, config=config).element_strings
        elif form == "bracketed":
            elements = GS1Message.parse_hri(text, config=config).element_strings
        else:
            elements = GS1Message.parse(text, config=config).element_strings
    except (ParseError, ValueError):  # ValueError: an address that urllib refuses
        return {}
    found: dict[str, str] = {}
    for one in elements:
        wrong = one.gtin_error is not None or (one.gtin is not None and not one.value.strip("0"))
        if wrong or found.setdefault(one.ai.ai, one.value) != one.value:
            return {}
    return found


def _bare(text: str) -> str:
    kept = (" " if char in "\t\r\n\x0b\x0c" else char for char in text if char == GS or _is_visible(char))
    return "".join(kept).strip(f" {GS}")


def _is_visible(char: str) -> bool:
    return char in "\t\r\n\x0b\x0c" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Cn")


def _without_identifier(text: str) -> str:
    found = _IDENTIFIER.match(text)
    return text[found.end() :].strip(f" {GS}") if found else text


def _by_place(scan_codes: Iterable[int], keys: Mapping[int, str]) -> str:
    """What a US keyboard writes at these places; Shift, Enter and other keys without a character are passed over."""
    written = "".join(keys.get(code, "") for code in scan_codes)
    return _SHIFTED_COLON.sub(r"\1://", written)  # the places do not tell that the colon came with Shift
