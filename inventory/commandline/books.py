"""The import of books, with its preview, the way back, and the rows that were refused."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from inventory.commandline.arguments import CALENDAR
from inventory.commandline.days import import_days
from inventory.commandline.depot import opened
from inventory.commandline.run import Screen
from inventory.commandline.speech import Answer
from inventory.i18n import N_, Listed, _, fill, ngettext
from inventory.imports.commit import commit
from inventory.imports.document import result_document
from inventory.imports.fields import KIND_WORDS
from inventory.imports.notes import Created, Preview, Request
from inventory.imports.preview import preview
from inventory.imports.rejects import reason, write_rejects
from inventory.imports.undo import UndoResult, undo
from inventory.jobs import Progress
from models.imports import ImportKind

SHOWN: Final = 40
"""Rows, or new records, that are told one by one to people; ``--json`` and ``--rejects`` have them all."""

_CREATED: Final = {
    Created.CUSTOMER: N_("New customers: {names}"),
    Created.MANUFACTURER: N_("New manufacturers: {names}"),
    Created.MODEL: N_("New models: {names}"),
    Created.CONTRACT: N_("New contracts: {names}"),
    Created.PART: N_("New parts: {names}"),
    Created.SITE: N_("New sites: {names}"),
    Created.CONTACT: N_("New contacts: {names}"),
    Created.POLICY: N_("Contracts that take a policy: {names}"),
    Created.MAKER_COVER: N_("Manufacturers' warranties recorded: {names}"),
    Created.EXTENSION: N_("New maintenance contracts: {names}"),
}


def import_book(typed: Namespace, screen: Screen, progress: Progress) -> Answer:
    """Take a book in, only look at it, or take one out again."""
    ctx = opened(typed)
    if typed.undo is not None:
        back = undo(ctx, typed.undo)
        return Answer(result_document(back), list(_taken_back(back)))
    if typed.kind == CALENDAR:
        return import_days(ctx, typed, progress)
    request = Request(
        ImportKind(typed.kind), typed.file, sheet=typed.sheet, create=not typed.no_create, overwrite=typed.overwrite,
        contract=typed.contract,
    )  # fmt: skip
    seen = preview(ctx, request, progress)
    lines = list(_told(seen))
    if wanted := typed.rejects is not None and seen.rejected > 0:  # first: if it cannot be written, nothing is taken
        count = write_rejects(seen, typed.rejects, progress)
        words = ngettext(
            "{count} refused row was written to {path}.", "{count} refused rows were written to {path}.", count
        )
        lines.append(words.format(count=count, path=typed.rejects))
    outcome = seen if typed.preview else commit(ctx, seen, progress)
    document = result_document(outcome)
    if wanted:
        document["rejects"] = str(typed.rejects.absolute())
    if typed.preview:
        lines.append(_("This was a preview: nothing was written."))
    elif document["batch"] is None:
        lines.append(_("There was nothing to write."))
    else:
        lines.append(_("Taken in as batch {batch}; “import --undo {batch}” takes it out again.").format(**document))
    return Answer(document, lines)


def _told(seen: Preview) -> Iterator[str]:
    if seen.banner is not None:
        yield str(seen.banner)
    if (other := seen.looks_like) is not None:
        words = _("This looks like {other}; “import {kind}” takes it in as such.")
        yield words.format(other=_(KIND_WORDS[other]), kind=other.value)
    yield _(
        "{file}, sheet {sheet}: {read} rows read, {new} new, {changed} changed, {already_there} already there, "
        "{warned} taken with a warning, {rejected} refused."
    ).format(
        file=seen.file_name, sheet=seen.sheet, read=seen.read, new=seen.new, changed=seen.changed,
        already_there=seen.already_there, warned=seen.warned, rejected=seen.rejected,
    )  # fmt: skip
    for kind, words in _CREATED.items():
        if names := [each.name for each in seen.creations if each.kind is kind]:
            yield fill(words, {"names": Listed(tuple(_first(names)))})
    for pair in seen.near:
        yield _("“{name}” and “{other}” may be one and the same. They are kept apart; check them.").format(
            name=pair.name, other=pair.other
        )
    told = [
        _("Row {row}: {reason}").format(row=row.row, reason=reason(note)) for row in seen.rows for note in row.notes
    ]
    yield from _first(told)


def _first(words: list[str]) -> list[str]:
    """The first of many, and how many there are besides."""
    if len(words) <= SHOWN:
        return words
    others = len(words) - SHOWN
    return [*words[:SHOWN], ngettext("and {count} more", "and {count} more", others).format(count=others)]


def _taken_back(back: UndoResult) -> Iterator[str]:
    rows = sum(back.removed.values())
    words = ngettext(
        "Batch {batch} was taken out: {count} row removed, {reverted} fields as they were before.",
        "Batch {batch} was taken out: {count} rows removed, {reverted} fields as they were before.",
        rows,
    )
    yield words.format(batch=back.batch_id, count=rows, reverted=back.reverted)
