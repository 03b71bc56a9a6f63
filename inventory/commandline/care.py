"""Commands that make, keep and check a depot."""

from __future__ import annotations

from argparse import Namespace

from inventory import bootstrap
from inventory.care.backup import backup as make_backup
from inventory.care.integrity import check as look_through
from inventory.care.restore import restore as bring_back
from inventory.commandline.depot import address, opened, shown
from inventory.commandline.run import REFUSED, Screen
from inventory.commandline.speech import Answer
from inventory.i18n import _, ngettext
from inventory.jobs import Progress
from models import connect, upgrade


def demo(typed: Namespace, screen: Screen, progress: Progress) -> Answer:
    """A fresh demonstration depot; the window follows."""
    from inventory.demo.place import make

    url, built = make(typed.database, progress)
    words = _("The demonstration depot is ready at {place}: {units} units, {cases} cases, {parts} parts.")
    return Answer(
        {"database": shown(url), "units": built.units, "cases": built.cases, "parts": built.parts},
        (words.format(place=shown(url), units=built.units, cases=built.cases, parts=built.parts),),
    )


def init(typed: Namespace, screen: Screen, progress: Progress) -> Answer:
    """Make the depot, or bring its tables up to date."""
    url = address(typed)
    before = _taken(url)
    bootstrap.open_context(url, create=True)
    after = _taken(url)
    new = [step for step in after if step not in before]
    document = {
        "database": shown(url),
        "version": bootstrap.VERSION,
        "schema": after[-1],
        "made": not before,
        "steps": new,
    }
    if not before:
        words = _("A new depot was made at {place} (schema {schema}).")
    elif new:
        words = _("The depot at {place} was brought up to date (schema {schema}).")
    else:
        words = _("The depot at {place} is up to date (schema {schema}).")
    return Answer(document, (words.format(place=shown(url), schema=after[-1]),))


def _taken(url: str) -> list[str]:
    """The steps that a depot has taken; none where there is nothing yet."""
    if not bootstrap.exists(url):
        return []
    with bootstrap.explained():
        connect.open_depot(url)
        with connect.session():
            return upgrade.taken()


def backup(typed: Namespace, screen: Screen, progress: Progress) -> Answer:
    """Copy the depot into one file."""
    report = make_backup(opened(typed), typed.output, progress)
    rows = ngettext("{count} row", "{count} rows", report.total).format(count=report.total)
    words = _("The backup {path} is whole: {rows}, {size} bytes.").format(path=report.path, rows=rows, size=report.size)
    document = {"file": str(report.path.absolute()), "bytes": report.size, "rows": report.total, "tables": report.rows}
    return Answer(document, (words,))


def restore(typed: Namespace, screen: Screen, progress: Progress) -> Answer:
    """Bring a backup back into an empty place."""
    url = address(typed)
    report = bring_back(typed.file, url, progress)
    rows = ngettext("{count} row", "{count} rows", report.total).format(count=report.total)
    words = _("The backup is back at {place}: {rows}, counted and compared.").format(place=shown(url), rows=rows)
    return Answer({"database": shown(url), "rows": report.total, "tables": report.rows}, (words,))


def check(typed: Namespace, screen: Screen, progress: Progress) -> Answer:
    """Look whether the depot is whole; what was found is a refusal."""
    report = look_through(opened(typed), progress)
    findings = [
        {"kind": found.kind, "message_id": found.message.message_id, "message": str(found.message)}
        for found in report.findings
    ]
    document = {"sound": report.sound, "rows": report.rows, "findings": findings}
    if report.sound:
        rows = ngettext("{count} row was looked at", "{count} rows were looked at", report.rows)
        return Answer(document, (_("The depot is whole: {rows}.").format(rows=rows.format(count=report.rows)),))
    found = ngettext("{count} thing is wrong.", "{count} things are wrong.", len(findings)).format(count=len(findings))
    return Answer(document, [finding["message"] for finding in findings], found, REFUSED)
