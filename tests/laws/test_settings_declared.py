"""A setting is declared once, has a value that its own check allows, and changes something."""

from __future__ import annotations

import ast
import json

from inventory import settings
from tests.laws.sources import label, modules, tree

DECLARATIONS = {name: value for name, value in vars(settings).items() if isinstance(value, settings.Setting)}


def mentions(module: ast.Module) -> set[str]:
    """Settings that a module reads or writes: ``settings.THEME``, or ``THEME`` imported from there."""
    imported = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "inventory.settings"
        for alias in node.names
    }
    attributes = {node.attr for node in ast.walk(module) if isinstance(node, ast.Attribute) and node.attr.isupper()}
    names = {imported[node.id] for node in ast.walk(module) if isinstance(node, ast.Name) and node.id in imported}
    return attributes | names


def test_every_setting_is_in_the_list_and_its_name_is_its_own():
    assert sorted(setting.name for setting in settings.DECLARED) == sorted(setting.name for setting in DECLARATIONS.values())
    assert len({setting.name for setting in settings.DECLARED}) == len(settings.DECLARED)


def test_every_default_passes_its_own_check_and_can_be_kept():
    for setting in settings.DECLARED:
        assert setting.check(setting.default), setting.name
        assert json.loads(json.dumps(setting.default)) == setting.default, setting.name


def test_every_setting_changes_something():
    users = [path for path in modules("inventory", "ui", "main.py") if label(path) != "inventory/settings.py"]
    used = {name for path in users for name in mentions(tree(path))}
    assert set(DECLARATIONS) - used == set()


def test_the_law_sees_a_use():
    assert "THEME" in mentions(ast.parse("from inventory import settings\nread(ctx, settings.THEME)"))
    assert "THEME" in mentions(ast.parse("from inventory.settings import THEME\nread(ctx, THEME)"))
    assert "THEME" not in mentions(ast.parse("from inventory.settings import THEME"))
