"""The project's own files, as the laws read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("models", "inventory", "ui")
PRODUCT = (*FLOORS, "main.py", "run.py", "resources")
"""Everything that a user runs."""

MADE_BY_MACHINES = {"__pycache__", "build", "dist"}


def modules(*places: str) -> list[Path]:
    """Every Python file in ``places`` (folders or files below the root)."""
    found: list[Path] = []
    for place in places:
        path = ROOT / place
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return found


def texts() -> Iterator[tuple[str, str]]:
    """Every text file of the project: (path, text). Environments, caches and the history are not the project."""
    for path in sorted(_files(ROOT)):
        try:
            yield label(path), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a workbook, a compiled catalogue


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        hidden = path.name.startswith(".") and path.name not in (".ci", ".gitattributes", ".gitignore")
        if hidden or path.name in MADE_BY_MACHINES:
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def label(path: Path) -> str:
    """How a law names a file."""
    return path.relative_to(ROOT).as_posix()


def module_name(path: Path) -> str:
    """The dotted name that imports ``path``."""
    return label(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imported(module: ast.Module) -> set[str]:
    """The dotted names of all that ``module`` imports, wherever in it; of ``from a import b`` both a and a.b."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None and not node.level:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def packages(module: ast.Module) -> set[str]:
    """The top-level packages that ``module`` imports."""
    return {name.partition(".")[0] for name in imported(module)}


def called(node: ast.Call) -> str:
    """The last name of what a call calls: ``b`` of ``a.b(…)``."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
