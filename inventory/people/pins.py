"""A PIN as it is typed and as it is kept: 4 to 12 digits, never kept in the clear.

It keeps colleagues honest at one computer. It does not keep out somebody who has taken the whole depot home: so few
digits are soon tried, however slow the hash.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from datetime import timedelta
from typing import Final

from inventory.errors import InvalidInput
from inventory.i18n import N_

SHORTEST: Final = 4
LONGEST: Final = 12
TRIES: Final = 5
"""So many wrong PINs in a row lock it."""
LOCKED_FOR: Final = timedelta(minutes=5)
_NAME: Final = "scrypt"
_COST: Final = (2**14, 8, 1)
"""n, r and p of scrypt: 16 MB and some 50 ms for each try."""


def typed(pin: str) -> str:
    """A PIN as it was meant: the input method may have written full-width digits."""
    return unicodedata.normalize("NFKC", pin).strip()


def check_pin(pin: str, *, field: str = "pin") -> str:
    """A PIN that may be kept. Raises InvalidInput."""
    meant = typed(pin)
    if not (SHORTEST <= len(meant) <= LONGEST and meant.isascii() and meant.isdigit()):
        raise InvalidInput(
            N_("A PIN has {shortest} to {longest} digits."), field=field, shortest=SHORTEST, longest=LONGEST
        )
    return meant


def kept(pin: str, salt: bytes | None = None) -> str:
    """What is kept of a PIN: the hash with its cost and a salt of its own."""
    salt = secrets.token_bytes(16) if salt is None else salt
    n, r, p = _COST
    return "$".join((_NAME, str(n), str(r), str(p), salt.hex(), _hash(pin, salt, n, r, p).hex()))


def matches(pin: str, hashed: str) -> bool:
    """Whether ``pin`` is the one that ``hashed`` was made of; in the same time whichever digit is wrong."""
    _name, n, r, p, salt, found = hashed.split("$")
    tried = _hash(typed(pin), bytes.fromhex(salt), int(n), int(r), int(p))
    return hmac.compare_digest(tried, bytes.fromhex(found))


def _hash(pin: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=n, r=r, p=p, dklen=32)
