"""Rows of the depot's database: tables, guards, migrations. No visible text, no Qt."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.abc import Loader, MetaPathFinder
else:  # the import system asks for their methods only, and every start would wait for what their module brings
    Loader = MetaPathFinder = object


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


class _Alone(Loader):
    """Runs a module as its own loader would, without a driver in reach."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        with _not_found("psycopg"):
            self._loader.exec_module(module)


class _WithoutDrivers(MetaPathFinder):
    """peewee imports every driver it finds. psycopg takes longer than all of peewee, and a depot in one file never
    needs it: models.postgresql brings it when a server is opened. Whoever imports peewee first, it is told so.
    """

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != "peewee":
            return None
        spec = PathFinder.find_spec(fullname, path)
        if spec is not None and spec.loader is not None:
            spec.loader = _Alone(spec.loader)
        return spec


sys.meta_path.insert(0, _WithoutDrivers())
