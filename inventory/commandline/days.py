"""The import of the days of a calendar: looked through, told, and written."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from inventory.calendars.book import BookPreview, BookRequest, book_document, preview_book, reason, write_rejects
from inventory.calendars.day_commands import WriteDays, write_days
from inventory.calendars.queries import years
from inventory.calendars.words import YearState
from inventory.commandline.speech import Answer
from inventory.i18n import _, ngettext
from inventory.jobs import Progress
from inventory.work import Context


def import_days(ctx: Context, typed: Namespace, progress: Progress) -> Answer:
    """Take in a workbook of days, or only look at it. It makes no batch: a day is removed in the window."""
    with ctx.reading():
        seen = preview_book(ctx, BookRequest(typed.file, typed.sheet, typed.overwrite), progress)
    lines, document = list(_told(seen)), book_document(seen)
    if typed.rejects is not None and seen.rejected:
        count = write_rejects(seen, typed.rejects, progress)
        words = ngettext(
            "{count} refused row was written to {path}.", "{count} refused rows were written to {path}.", count
        )
        lines.append(words.format(count=count, path=typed.rejects))
        document["rejects"] = str(typed.rejects.absolute())
    confirm = seen.years if typed.confirm and not seen.rejected else ()
    if typed.preview:
        lines.append(_("This was a preview: nothing was written."))
    elif seen.lines or confirm:
        write_days(ctx, WriteDays(seen.lines, confirm, seen.file_name))
    else:
        lines.append(_("There was nothing to write."))
    with ctx.reading():
        known = {line.year: line.state for line in years(ctx)}
    open_years = [year for year in seen.years if known.get(year) is not YearState.CONFIRMED]
    document["confirmed"] = [year for year in seen.years if year not in open_years]
    if open_years and not typed.preview:
        lines.append(
            _(
                "Not confirmed yet: {years}. Due times there are not firm; “--confirm” says the list is complete."
            ).format(years=", ".join(map(str, open_years)))
        )
    return Answer(document, lines)


def _told(seen: BookPreview) -> Iterator[str]:
    yield _(
        "{file}, sheet {sheet}: {read} rows read, {new} new, {changed} changed, {already_there} already there, "
        "{rejected} refused."
    ).format(
        file=seen.file_name, sheet=seen.sheet, read=seen.read, new=seen.new, changed=seen.changed,
        already_there=seen.already_there, rejected=seen.rejected,
    )  # fmt: skip
    for note in seen.notes:
        yield _("Row {row}: {reason}").format(row=note.row, reason=reason(note))
