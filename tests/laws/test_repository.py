"""What is in the repository is the project's own: no machine's paths, no registry's address, no secret."""

from __future__ import annotations

import re

import pytest

from tests.laws.sources import ROOT, texts

HOSTS = re.compile(
    r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|deb[.]debian[.]org|mirrors?[.][a-z]+[.](edu|com)"
    r"|(?<!emit-)index-ur[l]|--find-link[s]|--trusted-hos[t]",
    re.IGNORECASE,
)
MACHINE_PATHS = re.compile(r"(?<![\w.:/])/(?:root|work|farm|opt/pypi|Users/\w+|home/(?!user\b)\w+)/\w|[A-Z]:\\Users\\\w")
SECRETS = re.compile(r"BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY|postgres(?:ql)?://\w+:(?!\{|secret|geheim|PASSWORD)[^@\s/]{6,}@")
OTHERS_TEXTS = "resources/licences/"
"""Licences name the places of their own projects."""


def found(pattern: re.Pattern[str]) -> list[str]:
    """Where ``pattern`` stands, as file:line."""
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts()
        if not name.startswith(OTHERS_TEXTS)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_registrys_address_is_written_down():
    assert not found(HOSTS)


def test_no_path_of_somebodys_machine_is_written_down():
    assert not found(MACHINE_PATHS)


def test_no_secret_is_written_down():
    assert not found(SECRETS)


def test_lines_end_as_git_keeps_them():
    offenders = [name for name, text in texts() if "\r\n" in (ROOT / name).read_bytes().decode("utf-8", "replace") and text]
    assert not offenders


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (HOSTS, "https://" + "pypi" + ".org/simple"),
        (HOSTS, "--extra-index-" + "url somewhere"),
        (MACHINE_PATHS, "open('" + "/ro" + "ot/notes')"),
        (MACHINE_PATHS, "/wo" + "rk/main/x.py"),
        (SECRETS, "postgresql" + "://depot:" + "hunter22@server/depot"),
    ],
)
def test_the_law_sees_it(pattern: re.Pattern[str], line: str):
    assert pattern.search(line)


def test_the_law_lets_ordinary_text_pass():
    for line in ("the work/rest ratio", "sqlite:///home/user/depot", "--no-emit-index-url", "postgresql://user@server/depot"):
        assert not HOSTS.search(line)
        assert not MACHINE_PATHS.search(line)
        assert not SECRETS.search(line)
