"""Names and codes as they are written down, and as they are compared."""

from __future__ import annotations

import re
from typing import Final

from inventory.errors import InvalidInput
from inventory.i18n import N_
from inventory.values.codes import name_key, normalise

LONGEST_NAME: Final = 120
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def line(text: str) -> str:
    """Text in one line: no breaks, no runs of white space."""
    return " ".join(text.split())


def check_name(name: str, *, field: str = "name", limit: int = LONGEST_NAME) -> tuple[str, str]:
    """A name as it is written and its key. Raises InvalidInput where nothing is left of it or it is too long."""
    written = line(name)
    key = name_key(written)
    if not key:
        raise InvalidInput(N_("Enter a name."), field=field)
    if max(len(written), len(key)) > limit:
        raise _too_long(field, limit)
    return written, key


def check_code(code: str, *, field: str, limit: int, missing: str) -> tuple[str, str]:
    """A code as it is written and as it is compared (INV-01). Raises InvalidInput: ``missing`` for none."""
    written, compared = line(code), normalise(code)
    if not compared:
        raise InvalidInput(missing, field=field)
    if max(len(written), len(compared)) > limit:
        raise _too_long(field, limit)
    return written, compared


def check_mail(address: str, *, field: str = "email") -> str:
    """An e-mail address, or nothing. Raises InvalidInput."""
    written = line(address)
    if written and not _MAIL.fullmatch(written):
        raise InvalidInput(
            N_("“{text}” is not an e-mail address. Correct it or leave it empty."), field=field, text=written
        )
    return written


def inside(text: str) -> str:
    """A LIKE pattern (escaped by a backslash) for lower-case columns that contain ``text``: only for short tables."""
    literal = line(text).lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{literal}%"


def beginning(text: str) -> str:
    """Likewise for those that begin with ``text``."""
    return inside(text)[1:]


def _too_long(field: str, limit: int) -> InvalidInput:
    return InvalidInput(N_("At most {limit} characters fit here; shorten the text."), field=field, limit=limit)
