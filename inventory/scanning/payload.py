"""The code on our labels: kind letter, seven characters of Crockford base 32, check character.

Drawn at random and never used again, so two laptops without network never draw the same. Letters and digits only, so
that no keyboard layout or input method can spoil it. Nothing about the unit is in it: facts change, a code never does.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from stdnum.iso7064 import mod_37_36

from inventory.errors import DepotError
from inventory.i18n import N_
from inventory.scanning.symbols import LONGEST, strip_noise
from inventory.values.excerpt import excerpt

CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS: Final = 7
LENGTH: Final = 1 + RANDOM_CHARACTERS + 1

_LOOKALIKES: Final = str.maketrans("OIL", "011")
_CONFUSABLE: Final = frozenset("01OIL")
_KIND_LOOKALIKES: Final = {"1": "L", "I": "L"}
_SHAPE: Final = re.compile(r"[0-9A-Z]{9}")
_TYPED_GAPS: Final = re.compile(r"[\s\-‐‑‒–—−_]+")
_LINK: Final = re.compile(r"HTTPS?://", re.IGNORECASE)


class Kind(StrEnum):
    """What a label is stuck on."""

    ASSET = "A"
    PART = "P"
    BIN = "B"
    CASE = "C"
    LOAN = "L"
    VISIT = "V"


@dataclass(frozen=True, slots=True)
class Code:
    """A code whose check character is right. ``text`` is its one written form: nine upper-case letters and digits."""

    kind: Kind
    text: str

    @property
    def grouped(self) -> str:
        """As it stands beside the symbol for people to read out: four and five."""
        return f"{self.text[:4]} {self.text[4:]}"

    def link(self, address: str) -> str:
        """The same code as a web address for a depot that has one: ``HTTPS://ADDRESS/A/7K3M9Q2X``, all upper case."""
        return f"HTTPS://{address.strip('/').upper()}/{self.kind.value}/{self.text[1:]}"


class Flaw(StrEnum):
    """Why a text is no code of ours."""

    FOREIGN = "foreign"
    """It has not the shape: a maker's serial, somebody else's code, a word."""
    DAMAGED = "damaged"
    """It has the shape, and the check character does not fit."""


_SENTENCES: Final[Mapping[Flaw, str]] = {
    Flaw.FOREIGN: N_("“{text}” is not a label code of this depot. Scan the label, or search for the serial number."),
    Flaw.DAMAGED: N_(
        "“{text}” looks like a label code, but its check character is wrong. "
        "Read it again, or type the code that is printed in clear beside it."
    ),
}


class BadCode(DepotError):
    """A text that is not one of our codes; ``flaw`` says in which way."""

    def __init__(self, flaw: Flaw, text: str) -> None:
        super().__init__(_SENTENCES[flaw], text=excerpt(text))
        self.flaw = flaw


def new_code(kind: Kind) -> str:
    """A new random code of this kind with its check character (ISO 7064 MOD 37,36).

    Drawn again while the check character is one that people confuse (0 and O, 1, I and L): the seven characters before
    it have no such letters, so whatever is typed for them can be read, but the check character must be taken literally.
    """
    while True:
        body = kind.value + "".join(secrets.choice(CROCKFORD) for _ in range(RANDOM_CHARACTERS))
        check: str = mod_37_36.calc_check_digit(body)
        if check not in _CONFUSABLE:
            return body + check


def decode(text: str) -> Code:
    """The code that a scan or a person gives; raises BadCode for any other text.

    Accepts what scanners add, lower case, full width, gaps and hyphens of typed clear text, O for 0 and I or L for 1
    among the seven random characters, and the code as a web address of any depot. Exchanging one character of a code
    never gives another code: only characters that no code has are read as their look-alikes.
    """
    if len(text) > LONGEST:
        raise BadCode(Flaw.FOREIGN, text)
    plain = strip_noise(text)
    written = _TYPED_GAPS.sub("", _of_link(plain) if _LINK.match(plain) else plain).upper()
    if not _SHAPE.fullmatch(written):
        raise BadCode(Flaw.FOREIGN, text)
    letter = _KIND_LOOKALIKES.get(written[0], written[0])
    if letter not in set(Kind):
        raise BadCode(Flaw.FOREIGN, text)
    drawn = written[1:-1].translate(_LOOKALIKES)
    code = letter + drawn + written[-1]
    if "U" in drawn or not mod_37_36.is_valid(code):
        raise BadCode(Flaw.DAMAGED, text)
    return Code(Kind(letter), code)


def decode_readings(readings: Iterable[str]) -> tuple[Code, ...]:
    """The codes among the readings of one scan, each once; raises BadCode where there is none.

    More than one means that a keyboard layout exchanged characters and the check character fitted by chance: then only
    a code that exists may be opened.
    """
    codes: list[Code] = []
    refusal = BadCode(Flaw.FOREIGN, "")
    for number, reading in enumerate(readings):
        try:
            codes.append(decode(reading))
        except BadCode as error:
            if number == 0 or (error.flaw is Flaw.DAMAGED and refusal.flaw is Flaw.FOREIGN):
                refusal = error
    if not codes:
        raise refusal
    return tuple(dict.fromkeys(codes))


def _of_link(address: str) -> str:
    """The code at the end of a web address, "" where there is none: kind and the rest are its last two steps."""
    path = re.split(r"[?#]", address.partition("://")[2], maxsplit=1)[0].strip("/")
    steps = path.split("/")
    return steps[-2] + steps[-1] if len(steps) >= 3 and len(steps[-2]) == 1 else ""
