"""Looks whether a depot is whole: the file, the guards, the references, the searches, the codes, what is compared, and
the cover.

Nothing is mended here: a person must know what was wrong, and decide between mending and the last backup.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from inventory.access.rights import sees_cost
from inventory.cover import store
from inventory.cover.keeping import CHUNK, Reckoner
from inventory.cover.reckoning import Reckoned
from inventory.i18n import N_, Message, _
from inventory.jobs import Progress, Quiet
from inventory.scanning.payload import BadCode, Kind, decode
from inventory.search import grams
from inventory.stock import replay
from inventory.values.codes import name_key, normalise
from inventory.work import Context
from models import connect, inspect, upgrade
from models.inspect import Piece

PIECE: Final = 5_000
"""Rows that are read at once."""
SHOWN: Final = 20
"""Findings of one kind that are told one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be. ``kind``: a word for programs that read the report."""

    kind: str
    message: Message


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found wrong, most serious first, and how many rows were looked at."""

    findings: tuple[Finding, ...]
    rows: int

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


_PIECES: Final = {
    Piece.TABLE: N_("The table “{name}” is missing. Restore the last backup."),
    Piece.COLUMN: N_("The column “{name}” of “{table}” is missing. Restore the last backup."),
    Piece.INDEX: N_("The index “{name}” of “{table}” is missing or changed: searches in it are slow."),
    Piece.GUARD: N_("The guard “{name}” of “{table}” is missing or changed: wrong rows could be saved."),
    Piece.TRIGGER: N_("The trigger “{name}” of “{table}” is missing or switched off."),
    Piece.REFERENCE: N_("The reference {name} of “{table}” is missing: rows could lose what they belong to."),
}

_NOT_WITH_US: Final = (
    "SELECT a.id FROM asset a WHERE a.id > ? AND NOT EXISTS "
    "(SELECT 1 FROM custody c WHERE c.asset_id = a.id AND c.returned_on IS NULL) ORDER BY a.id LIMIT ?"
)
_CODES: Final = (("asset", Kind.ASSET), ("part", Kind.PART), ("service_case", Kind.CASE), ("place", Kind.BIN))

_COMPARED: Final[tuple[tuple[str, str, str, Callable[[str], str]], ...]] = (
    ("asset", "serial_no", "serial_norm", normalise),
    ("part", "part_no", "part_norm", normalise),
    ("contract", "number", "number_norm", normalise),
    ("product_model", "model_code", "model_norm", normalise),
    ("service_case", "case_no", "case_norm", normalise),
    ("customer", "name", "name_key", name_key),
    ("customer", "name", "name_grams", grams),
    ("manufacturer", "name", "name_key", name_key),
    ("place", "name", "name_norm", name_key),
    ("supplier", "name", "name_key", name_key),
)
"""Columns that are worked out from another: (table, written, compared, how)."""


def check(ctx: Context, progress: Progress | None = None) -> CheckReport:
    """Read the whole depot and say what is not as it must be."""
    looked = _Look(progress or Quiet())
    with ctx.reading():
        wrong = [*_file(looked), *_schema(looked)]
        if any(found.kind in ("file", "schema") for found in wrong):
            return CheckReport(tuple(wrong), 0)  # pages are broken or columns missing: rows cannot be judged
        rows = [
            *_references(looked),
            *_searches(looked),
            *_codes(looked),
            *_compared(looked),
            *_cover(ctx, looked),
            *_limited("stock", replay.differences(costs=sees_cost(ctx)), "stock_move"),
            *_attachments(looked),
        ]
    return CheckReport((*wrong, *rows), looked.rows)


class _Look:
    """Counts the rows that were looked at and reports them."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.rows = 0

    def begin(self, what: str) -> None:
        self.progress.report(self.rows, None, what)

    def through(self, table: str, columns: str, what: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a table, their id first; in pieces, so that nobody who writes has to wait for the end."""
        last = 0
        while piece := connect.rows(
            f'SELECT id, {columns} FROM "{table}" WHERE id > ? ORDER BY id LIMIT {PIECE}', (last,)
        ):
            self.rows += len(piece)
            self.progress.report(self.rows, None, what)
            yield from piece
            last = piece[-1][0]


def _file(looked: _Look) -> Iterator[Finding]:
    looked.begin(_("Reading the file"))
    for words in inspect.damage(SHOWN):
        yield Finding("file", Message(N_("The file is damaged: {reason}. Restore the last backup."), {"reason": words}))


def _schema(looked: _Look) -> Iterator[Finding]:
    looked.begin(_("Reading the catalogue"))
    try:
        for step in upgrade.pending():
            yield Finding(
                "schema", Message(N_("The upgrade step {step} has not been taken. Run “init”."), {"step": step})
            )
    except upgrade.TooNew as error:
        yield Finding(
            "schema",
            Message(
                N_("The step {step} of a later version was taken. Use that version of the program."),
                {"step": ", ".join(error.names)},
            ),
        )
    for piece, name, table in inspect.lacking():
        kind = "schema" if piece in (Piece.TABLE, Piece.COLUMN) else "guard"
        yield Finding(kind, Message(_PIECES[piece], {"name": name, "table": table}))


def _references(looked: _Look) -> Iterator[Finding]:
    looked.begin(_("Following the references"))
    for table, to in inspect.orphans():
        yield Finding(
            "reference",
            Message(N_("Rows of “{table}” refer to rows of “{to}” that are not there."), {"table": table, "to": to}),
        )


def _searches(looked: _Look) -> Iterator[Finding]:
    looked.begin(_("Comparing the search tables"))
    for table in inspect.stale_search():
        yield Finding(
            "search",
            Message(N_("The search table “{table}” differs from the register: searches miss rows."), {"table": table}),
        )


def _codes(looked: _Look) -> Iterator[Finding]:
    for table, kind in _CODES:
        yield from _limited("code", _wrong_codes(looked, table, kind), table)


def _wrong_codes(looked: _Look, table: str, kind: Kind) -> Iterator[Message]:
    for row_id, code in looked.through(table, "code", _("Reading the label codes")):
        try:
            right = decode(code)
        except BadCode:
            right = None
        if right is None or right.text != code or right.kind is not kind:
            yield Message(
                N_("“{code}” of {table} {id} is not a label code of its kind. Its label cannot be scanned."),
                {"code": code, "table": table, "id": row_id},
            )


def _compared(looked: _Look) -> Iterator[Finding]:
    for table, written, compared, how in _COMPARED:
        yield from _limited("compared", _wrong_forms(looked, table, written, compared, how), f"{table}.{compared}")


def _wrong_forms(
    looked: _Look, table: str, written: str, compared: str, how: Callable[[str], str]
) -> Iterator[Message]:
    for row_id, text, form in looked.through(table, f"{written}, {compared}", _("Comparing what searches compare")):
        if how(text) != form:
            yield Message(
                N_("“{text}” of {table} {id} is compared as “{form}” and not as “{right}”: it is not found, or twice."),
                {"text": text, "table": table, "id": row_id, "form": form, "right": how(text)},
            )


def _cover(ctx: Context, looked: _Look) -> Iterator[Finding]:
    yield from _limited("cover", _wrong_cover(ctx, looked), "warranty_segment")


def _wrong_cover(ctx: Context, looked: _Look) -> Iterator[Message]:
    """Units whose kept cover is not what their facts give; those with us grow from day to day, so they are left out."""
    reckoner, last = Reckoner(ctx), 0
    while ids := [row[0] for row in connect.rows(_NOT_WITH_US, (last, PIECE))]:
        looked.rows += len(ids)
        looked.progress.report(looked.rows, None, _("Reckoning the cover"))
        for start in range(0, len(ids), CHUNK):
            found = reckoner.reckoned(ids[start : start + CHUNK])
            for unit in store.differing(found):
                yield _difference(unit, store.kept([unit])[unit], found[unit])
        last = ids[-1]


def _difference(unit: int, kept: Reckoned, right: Reckoned) -> Message:
    serial = connect.rows("SELECT serial_no FROM asset WHERE id = ?", (unit,))[0][0]
    if kept.last != right.last:
        return Message(
            N_("The cover of {serial} is kept until {kept}, but its facts give {right}."),
            {"serial": serial, "kept": _day(kept.last), "right": _day(right.last)},
        )
    return Message(N_("The cover of {serial} is not kept as its facts give it."), {"serial": serial})


def _day(day: date | None) -> str:
    return "–" if day is None else day.isoformat()


def _attachments(looked: _Look) -> Iterator[Finding]:
    yield from _limited("attachment", _wrong_attachments(looked), "attachment")


def _wrong_attachments(looked: _Look) -> Iterator[Message]:
    what = _("Reading the attachments")
    listed = list(looked.through("attachment", "name, size, sha256", what))
    for number, (row_id, name, size, digest) in enumerate(listed):
        looked.progress.report(number, len(listed), what)
        found = connect.rows("SELECT content FROM attachment_content WHERE attachment_id = ?", (row_id,))
        content = bytes(found[0][0]) if found else None
        if content is None or len(content) != size or hashlib.sha256(content).hexdigest() != digest:
            yield Message(
                N_("The attachment “{name}” is not what was added. Add the file again from where it came."),
                {"name": name},
            )


def _limited(kind: str, messages: Iterator[Message], where: str) -> Iterator[Finding]:
    """The first findings one by one, the rest as a number: a depot with one fault in each row is one message."""
    others = 0
    for number, message in enumerate(messages):
        if number < SHOWN:
            yield Finding(kind, message)
        else:
            others += 1
    if others:
        yield Finding(kind, Message(N_("{count} more of this kind in {where}."), {"count": others, "where": where}))
