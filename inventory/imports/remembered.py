"""How a person mapped the columns of a book, remembered by its kind and its headings for the next one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from inventory.imports import headings as head
from inventory.imports.fields import CATALOGUES
from inventory.work import Work
from models.imports import ImportKind, ImportMapping


def mapping_for(kind: ImportKind, headings: Sequence[str]) -> tuple[dict[str, str], bool]:
    """Heading → field: as a person mapped these headings before (True), else as they are understood."""
    kept = ImportMapping.get_or_none((ImportMapping.kind == kind) & (ImportMapping.headings == _as_compared(headings)))
    if kept is None:
        return head.propose(kind, headings), False
    known = {field.key for field in CATALOGUES[kind]}
    stored: dict[str, str] = json.loads(kept.mapping)
    by_key = {head.heading_key(heading): field for heading, field in stored.items() if field in known}
    found: dict[str, str] = {}
    for heading in headings:
        field = stored.get(heading) or by_key.get(head.heading_key(heading))
        if heading and field in known and field not in found.values():
            found[heading] = field
    return found, True


def remember(work: Work, kind: ImportKind, headings: Sequence[str], mapping: Mapping[str, str]) -> None:
    """Keep a mapping for the next book with these headings."""
    key, text = _as_compared(headings), json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True)
    kept = ImportMapping.get_or_none((ImportMapping.kind == kind) & (ImportMapping.headings == key))
    if kept is None:
        work.create(ImportMapping, kind=kind, headings=key, mapping=text)
    elif kept.mapping != text:
        work.note(kept, "mapping", kept.mapping, text)
        kept.mapping = text
        kept.save()


def _as_compared(headings: Sequence[str]) -> str:
    return json.dumps([head.heading_key(heading) for heading in headings], ensure_ascii=False)
