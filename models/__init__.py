"""Rows of the depot's database: tables, guards, migrations. No visible text, no Qt."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _not_found(module: str) -> Iterator[None]:
    """As if ``module`` were not installed, unless somebody has imported it already."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # the import system's own way to say: not found
    try:
        yield
    finally:
        del sys.modules[module]


# peewee imports every driver it finds. psycopg takes longer than all of peewee, and a depot in one file
# never needs it: models.postgresql brings it when a server is opened.
with _not_found("psycopg"):
    import peewee  # noqa: F401  (so that it is imported here and nowhere before)
