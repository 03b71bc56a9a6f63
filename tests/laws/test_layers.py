"""Imports point down: main → ui → inventory → models. No floor knows the one above, and there is no exception list."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from tests.laws.sources import FLOORS, ROOT, imported, label, module_name, modules, packages, tree

FORBIDDEN = {
    "models": {"ui", "inventory", "PySide6"},
    "inventory": {"ui", "PySide6"},
    "ui": {"models", "peewee", "playhouse", "psycopg"},
}
DRIVERS = {"peewee", "playhouse", "psycopg"}
OUTSIDE = {"main", "run", "tests", "benchmarks", "resources"}

COMPOSERS = {"commandline", "demo", "excel", "imports", "reports"}
"""The top of ``inventory``: these put features together; a feature only reads another feature's queries."""


@pytest.mark.parametrize("floor", FORBIDDEN)
def test_a_floor_imports_only_what_lies_below(floor: str):
    offenders = {label(path): wrong for path in modules(floor) if (wrong := packages(tree(path)) & FORBIDDEN[floor])}
    assert not offenders


def test_models_know_the_database_and_the_standard_library_only():
    known = set(sys.stdlib_module_names) | DRIVERS | {"models"}
    offenders = {label(path): wrong for path in modules("models") if (wrong := packages(tree(path)) - known)}
    assert not offenders


def test_nothing_imports_what_only_composes_or_tests():
    offenders = {label(path): wrong for path in modules(*FLOORS) if (wrong := packages(tree(path)) & OUTSIDE)}
    assert not offenders


def is_pure(path: Path) -> bool:
    """Values and rules decide from plain values: no rows, no transaction."""
    return "values" in path.parts or path.name == "rules.py" or label(path) == "inventory/scanning/payload.py"


def is_enum_of_models(name: str) -> bool:
    """Whether ``models.assets.AssetState`` is an enum: a state is a plain value, wherever it is written down."""
    module, _, thing = name.rpartition(".")
    homes = [ROOT / (home.replace(".", "/") + ".py") for home in (module, "models.kinds")]  # tables name kinds again
    classes = [node for path in homes if path.exists() for node in tree(path).body if isinstance(node, ast.ClassDef)]
    return any(node.name == thing and "Enum" in "".join(map(ast.unparse, node.bases)) for node in classes)


def impurities(module: ast.Module) -> set[str]:
    """What a pure module imports that is not pure."""
    enums = {name for name in imported(module) if name.startswith("models.") and is_enum_of_models(name)}
    homes = {name.rpartition(".")[0] for name in enums}
    forbidden = DRIVERS | {"models"}
    return {
        name
        for name in imported(module) - enums - homes
        if name.partition(".")[0] in forbidden or name.startswith("inventory.work")
    }


def test_values_and_rules_know_no_rows_and_no_transaction():
    pure = [path for path in modules("inventory") if is_pure(path)]
    assert pure
    assert not {label(path): wrong for path in pure if (wrong := impurities(tree(path)))}


def test_a_state_may_be_taken_from_the_models_and_a_row_may_not():
    assert not impurities(ast.parse("from models.assets import AssetState"))
    assert impurities(ast.parse("from models.assets import Asset")) == {"models.assets", "models.assets.Asset"}
    assert impurities(ast.parse("from models.assets import Asset, AssetState")) == {"models.assets.Asset"}
    assert impurities(ast.parse("from inventory.work import Context"))


def feature_of(name: str) -> str:
    """``assets`` of ``inventory.assets.commands``; "" for a module of the spine."""
    parts = name.split(".")
    return parts[1] if parts[0] == "inventory" and len(parts) > 2 else ""


def commands_of_others(path: Path) -> set[str]:
    """Commands of another feature that a module of a feature imports."""
    own = feature_of(module_name(path))
    found = {name for name in imported(tree(path)) if name.split(".")[2:3] == ["commands"] and feature_of(name)}
    return {name for name in found if feature_of(name) != own}


def test_a_feature_leaves_other_features_commands_alone():
    offenders = {
        label(path): wrong
        for path in modules("inventory")
        if feature_of(module_name(path)) not in COMPOSERS and path.name != "bootstrap.py"
        if (wrong := commands_of_others(path))
    }
    assert not offenders, "a step that two features share moves down into a rule or a module of the spine"


def test_the_window_is_never_asked_for_by_its_global_name():
    offenders = [
        f"{label(path)}:{node.lineno}"
        for path in modules("inventory", "models", "ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "processEvents"
    ]
    assert not offenders, "the GUI thread never waits, and never turns its own loop"


def test_the_law_sees_an_import_wherever_it_hides():
    source = "def f():\n    if x:\n        from PySide6.QtGui import QColor\n    import ui.theme as t\n"
    assert packages(ast.parse(source)) == {"PySide6", "ui"}
    assert imported(ast.parse("from inventory.assets import commands")) == {
        "inventory.assets",
        "inventory.assets.commands",
    }
    assert (ROOT / "inventory").is_dir()
