"""Collects the licences of the packages that people install: one text each, and an index.

    .venv/bin/python resources/licences/collect.py

Reads what is installed beside this Python, so it is run with the Python of ``.venv`` after the pins have changed. A
package of another system, which is not installed here, keeps the text that it has; so does one whose wheel brings none
(chinesecalendar: the LICENSE of its sources).
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageMetadata, PackageNotFoundError, distribution
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
REQUIREMENTS = FOLDER.parent.parent / "requirements.txt"

SHARED = {
    "pyside6-essentials": ("LGPL-3.0-only", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0-only", "LGPL-3.0.txt", "GPL-3.0.txt"),
}
"""Packages that carry no text themselves: the licence under which we use them, and the files that have it."""

UNSAID = {
    "chinesecalendar": "MIT",
    "colorama": "BSD-3-Clause",
    "peewee": "MIT",
    "pylopdf-fonts-zh-cn": "OFL-1.1",
    "python-stdnum": "LGPL-2.1-or-later",
    "qrcode": "BSD-3-Clause",
}
"""Licences that a package's metadata does not name, or not exactly; taken from its text."""

TEXTS = re.compile(r"(^|/)(LICEN[CS]E|COPYING|NOTICE|OFL)[^/]*$", re.IGNORECASE)

PREFACE = """# Licences of the packages that Spare Depot uses

Spare Depot itself is under the MIT licence: see LICENSE in its main folder. It is written on top of the packages below.
They are not part of it: `run.py` fetches each from its own publisher, and every user may put another version in its
place.

The window is made with **Qt** through **PySide6**, used under the GNU Lesser General Public License 3: Qt is loaded as
separate libraries that you may replace. The Chinese font that is used where a system has none is **Noto Sans SC**
(SIL Open Font License 1.1), from the package `pylopdf-fonts-zh-cn`.

This list is made by `collect.py` from what the packages say about themselves.

| package | licence | text |
|---|---|---|
"""


def pinned() -> list[str]:
    """The packages of requirements.txt, each once: newer Pythons may have a newer version pinned."""
    found = re.findall(r"^([a-z0-9-]+)==", REQUIREMENTS.read_text(encoding="ascii"), re.MULTILINE)
    return list(dict.fromkeys(found))


def licence(name: str, metadata: PackageMetadata) -> str:
    """The short name of a package's licence, as it gives it."""
    said = [UNSAID[name]] if name in UNSAID else []
    for field in ("License-Expression", "License"):
        said += metadata.get_all(field) or []
    classifiers = [line for line in metadata.get_all("Classifier") or [] if line.startswith("License")]
    said += [line.rpartition(" :: ")[2] for line in classifiers]
    return said[0].strip().splitlines()[0]


def text(found: Distribution) -> str:
    """All licence files of a package, one after the other."""
    files = sorted(str(path) for path in found.files or [] if ".dist-info/" in str(path) and TEXTS.search(str(path)))
    return "\n\n".join(Path(str(found.locate_file(file))).read_text(encoding="utf-8").strip() for file in files)


def collect() -> list[str]:
    """Write the texts and return the rows of the index."""
    rows = []
    for name in pinned():
        if name in SHARED:
            short, *files = SHARED[name]
        else:
            target = FOLDER / f"{name}.txt"
            try:
                found = distribution(name)
            except PackageNotFoundError:
                if not target.exists():
                    sys.exit(f"{name} is not installed here and has no text yet: install it once, then collect again")
                short = UNSAID[name]
            else:
                short = licence(name, found.metadata)
                if brought := text(found):
                    target.write_text(brought + "\n", encoding="utf-8", newline="\n")
                elif not target.exists():
                    sys.exit(f"{name} brings no licence text: put that of its sources into {target.name}")
            files = [target.name]
        rows.append(f"| {name} | {short} | {', '.join(f'[{file}]({file})' for file in files)} |")
    return rows


if __name__ == "__main__":
    (FOLDER / "INDEX.md").write_text(PREFACE + "\n".join(collect()) + "\n", encoding="utf-8", newline="\n")
