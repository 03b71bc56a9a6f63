"""Keeps the catalogue: extract the sentences, add translations, compile.

    python resources/locale/catalogue.py translate < new.json   {"English sentence": "中文", ...}
    python resources/locale/catalogue.py update                 extract, drop what is gone, compile
    python resources/locale/catalogue.py missing [FOLDER]       sentences without a translation

A translation for a sentence that stands nowhere in the sources is kept until the next ``update``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
PO = FOLDER / "zh_CN" / "LC_MESSAGES" / "depot.po"
MO = PO.with_suffix(".mo")
SOURCES = ("inventory", "ui", "main.py")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def extracted() -> Catalog:
    """Every marked sentence of the sources."""
    template = Catalog(domain="depot", project="Spare Depot", charset="utf-8")
    for source in SOURCES:
        for where, message, context in _messages(ROOT / source):
            template.add(message, locations=[(where, 0)], context=context)
    return template


def _messages(path: Path) -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    if path.is_dir():
        found = extract_from_dir(str(path), method_map=[("**.py", "python")], keywords=KEYWORDS)
        for name, _line, message, _comments, context in found:
            yield (path.name + "/" + name.replace("\\", "/"), message, context)
    elif path.exists():
        from babel.messages.extract import extract_from_file

        for _line, message, _comments, context in extract_from_file("python", str(path), keywords=KEYWORDS):
            yield (path.name, message, context)


def stored() -> Catalog:
    """The translations as they stand."""
    if not PO.exists():
        return Catalog(locale="zh_CN", domain="depot", project="Spare Depot", charset="utf-8", fuzzy=False)
    return read_po(BytesIO(PO.read_bytes()), locale="zh_CN", domain="depot")


def save(catalogue: Catalog) -> None:
    """Write both files, sorted, without line numbers: differences stay small."""
    catalogue.fuzzy = False
    for path, write in ((PO, _po), (MO, write_mo)):
        buffer = BytesIO()
        write(buffer, catalogue)
        beside = path.with_suffix(path.suffix + ".new")
        beside.write_bytes(buffer.getvalue())
        beside.replace(path)


def _po(buffer: BytesIO, catalogue: Catalog) -> None:
    write_po(
        buffer, catalogue, sort_output=True, include_lineno=False, omit_header=False, width=120, ignore_obsolete=True
    )


def update() -> Catalog:
    """The sources' sentences with the translations they have."""
    catalogue = stored()
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def translate(catalogue: Catalog, sentences: dict[str, str]) -> None:
    """Add or replace translations; a sentence with a plural is named by its singular (Chinese has one form)."""
    plurals = {message.id[0]: message.id for message in extracted() if isinstance(message.id, tuple)}
    for source, target in sentences.items():
        context, _, text = source.rpartition("\x04")
        before = catalogue.get(plurals.get(text, text), context=context or None)
        if before is not None and (said := _first(before.string)) not in ("", target):
            # One English word may stand for two Chinese ones: then one of its places needs another sentence.
            print(f"{source}: {said} → {target} (said in {', '.join(where for where, _ in before.locations)})")
        catalogue.delete(plurals.get(text, text), context=context or None)
        if text in plurals:
            catalogue.add(plurals[text], (target,), context=context or None)
        else:
            catalogue.add(text, target, context=context or None)


def _first(string: str | list[str] | tuple[str, ...] | None) -> str:
    return string if isinstance(string, str) else (string or ("",))[0]


def missing(catalogue: Catalog, folder: str) -> list[str]:
    """Sentences below ``folder`` without a translation."""
    return [
        str(message.id)
        for message in catalogue
        if message.id
        and not (all(message.string) if isinstance(message.string, (list, tuple)) else message.string)
        and any(where.startswith(folder) for where, _ in message.locations)
    ]


def main(arguments: list[str]) -> int:
    """Do what the first word says."""
    act = arguments[0] if arguments else "missing"
    if act == "missing":
        lines = missing(update(), arguments[1] if len(arguments) > 1 else "")
        print("\n".join(lines))
        return 1 if lines else 0
    lock = _lock()
    try:
        if act == "update":
            save(update())
        elif act == "translate":
            catalogue = stored()
            translate(catalogue, json.load(sys.stdin))
            save(catalogue)
        else:
            print(__doc__)
            return 2
    finally:
        lock.close()
    return 0


def _lock():  # type: ignore[no-untyped-def]  # fcntl is not on every platform, and only developers run this
    import fcntl

    handle = (FOLDER / ".lock").open("w")
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
