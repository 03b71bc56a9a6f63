"""Every package we depend on has a reason, a pin, a hash and a licence, and is used."""

from __future__ import annotations

import ast
import re
import tomllib
from dataclasses import dataclass

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.laws.sources import FLOORS, ROOT, modules, packages, tree

IMPORTED_AS = {
    "chinesecalendar": "chinese_calendar",
    "pyside6-essentials": "PySide6",
    "python-barcode": "barcode",
    "zxing-cpp": "zxingcpp",
    "python-calamine": "python_calamine",
    "rustpy-xlsxwriter": "rustpy_xlsxwriter",
    "python-stdnum": "stdnum",
    "python-dateutil": "dateutil",
    "pylopdf-fonts-zh-cn": "pylopdf_fonts_zh_cn",
}
"""Where the package's name is not the one that is imported."""

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?: ; (?P<marker>[^\\]+))? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


@dataclass(frozen=True)
class Pin:
    """One line of a requirements file."""

    name: str
    version: str
    hashes: int


def pins(file: str) -> dict[str, Pin]:
    """Every pinned package of a requirements file; any other line than pins, hashes and comments is an offence."""
    found: dict[str, Pin] = {}
    name = ""
    for line in (ROOT / file).read_text(encoding="ascii").splitlines():
        if match := PIN.match(line):
            name = match["name"]
            found[name] = Pin(name, match["version"], 0)
        elif HASH.match(line):
            found[name] = Pin(name, found[name].version, found[name].hashes + 1)
        else:
            assert re.match(r"^ *#", line), f"{file}: {line}"
    return found


def project() -> dict[str, object]:
    """The [project] table."""
    loaded: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return loaded


def wanted(*extras: str) -> dict[str, Requirement]:
    """The project's dependencies, with those of ``extras``, by name."""
    table = project()
    lines = list(table["dependencies"])  # type: ignore[call-overload]
    for extra in extras:
        lines += table["optional-dependencies"][extra]  # type: ignore[index]
    return {str(canonicalize_name(Requirement(line).name)): Requirement(line) for line in lines}


def test_every_dependency_says_why_it_is_there():
    listed = wanted("test", "camera")
    explained = {
        str(canonicalize_name(Requirement(match[1]).name))
        for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
        if (match := re.match(r'^    "([^"]+)",  # \S+( \S+)+$', line))
    }
    assert set(listed) - explained == set()


@pytest.mark.parametrize(("file", "extras"), [("requirements.txt", ()), ("requirements-test.txt", ("test",))])
def test_every_dependency_is_pinned_to_a_version_that_it_allows(file: str, extras: tuple[str, ...]):
    pinned = pins(file)
    for name, requirement in wanted(*extras).items():
        assert name in pinned, f"{file} does not pin {name}: see Pins in CONTRIBUTING.md"
        assert pinned[name].version in requirement.specifier, f"{file}: {name}"


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-test.txt"])
def test_every_pin_has_its_hashes_and_no_address(file: str):
    assert not [pin.name for pin in pins(file).values() if not pin.hashes]
    text = (ROOT / file).read_text(encoding="ascii")
    assert not re.search(r"https?:|file:|://|^-|@ ", text, re.MULTILINE)


def test_the_tests_run_on_the_versions_that_people_run():
    tested = pins("requirements-test.txt")
    assert not {name for name, pin in pins("requirements.txt").items() if tested[name].version != pin.version}


def test_no_qt_that_loses_references():
    essentials = wanted()["pyside6-essentials"].specifier
    assert "6.12.0" not in essentials
    assert "6.11.0" in essentials


def test_every_dependency_is_used():
    sources = [tree(path) for path in modules(*FLOORS, "main.py")]
    imported = {name for source in sources for name in packages(source)}
    named = {node.value for source in sources for node in ast.walk(source) if isinstance(node, ast.Constant)}
    assert not {name for name in wanted() if IMPORTED_AS.get(name, name.replace("-", "_")) not in imported | named}


def test_every_package_that_people_install_has_its_licence_here():
    index = (ROOT / "resources" / "licences" / "INDEX.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([a-z0-9-]+) \| .* \| (.+) \|$", index, re.MULTILINE))
    assert set(pins("requirements.txt")) <= set(rows)
    for files in rows.values():
        for file in re.findall(r"\(([^)]+)\)", files):
            assert (ROOT / "resources" / "licences" / file).stat().st_size > 200
