"""A module fits in the head, has a name that is a noun of the depot, and keeps no loose ends."""

from __future__ import annotations

import ast
import re

from tests.laws.sources import FLOORS, PRODUCT, label, modules, tree

LONGEST = 350
SAYS_NOTHING = re.compile(r"(utils?|helpers?|commons?|misc|managers?|stuff|tools?)$")
LOOSE_END = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|\bfor now\b|raise NotImplementedError", re.IGNORECASE)
WHOLE = (*PRODUCT, "benchmarks")


def test_no_module_is_longer_than_fits_in_the_head():
    lengths = {label(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules(*WHOLE)}
    offenders = {name: lines for name, lines in lengths.items() if lines > LONGEST and "/migrations/" not in name}
    assert not offenders


def test_every_module_and_package_has_a_name_that_says_something():
    names = {part.removesuffix(".py") for path in modules(*WHOLE, "tests") for part in label(path).split("/")}
    assert not {name for name in names if any(SAYS_NOTHING.fullmatch(word) for word in name.split("_"))}


def test_every_module_says_what_it_is_for():
    empty = {"", None}
    offenders = [label(path) for path in modules(*WHOLE, "tests") if ast.get_docstring(tree(path)) in empty]
    assert not [name for name in offenders if not name.endswith("__init__.py")]


def test_every_public_function_and_class_says_what_it_means():
    offenders = []
    for path in modules(*FLOORS):
        if "migrations" in path.parts:
            continue  # a step says in its module what it does
        for node in tree(path).body:
            public = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                offenders.append(f"{label(path)}:{node.lineno} {node.name}")
    assert not offenders


def test_nothing_is_left_for_later():
    offenders = [
        f"{label(path)}:{number}: {line.strip()}"
        for path in modules(*WHOLE)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LOOSE_END.search(line)
    ]
    assert not offenders


def test_what_is_suppressed_says_what_and_why():
    bare = re.compile(r"#\s*(type: ignore|noqa)(?!\[|: ?[A-Z]+\d|\w)")
    reasonless = re.compile(r"#\s*(?:type: ignore\[[^\]]+\]|noqa: [A-Z0-9, ]+)\s*$")
    offenders = [
        f"{label(path)}:{number}"
        for path in modules(*FLOORS, "main.py", "run.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line) or reasonless.search(line)
    ]
    assert not offenders


def test_the_law_knows_empty_names():
    assert SAYS_NOTHING.fullmatch("utils")
    assert SAYS_NOTHING.fullmatch("manager")
    assert not SAYS_NOTHING.fullmatch("manage")
    assert LOOSE_END.search("# todo: later")
