"""Whether a depot has the standard calendars, and the announced days of the package that is installed.

Asked at every start, so it knows nothing of calendars: ``loading`` does what is missing.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from models import connect

STANDARD_CALENDARS: Final = 4
_VERSION: Final = re.compile(r"__version__\s*=\s*[\"']([^\"']+)")


def is_loaded() -> bool:
    """Whether neither has anything to do: one statement, cheap enough for every start. Needs an open connection."""
    standard, asked = connect.rows(
        "SELECT (SELECT count(*) FROM calendar WHERE standard), "
        "(SELECT count(*) FROM calendar_year WHERE source LIKE ?)",
        (f"%{package()}",),
    )[0]
    return bool(standard >= STANDARD_CALENDARS and asked)


def package() -> str:
    """The package and its version as ``chinesecalendar 1.11.0``, without loading it."""
    spec = find_spec("chinese_calendar")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("chinese_calendar")
    found = _VERSION.search(Path(spec.origin).read_text(encoding="utf-8"))
    return f"chinesecalendar {found[1]}" if found else "chinesecalendar"
