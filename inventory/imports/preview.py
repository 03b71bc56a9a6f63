"""Looks through a whole book and says what taking it in would do. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inventory.access.rights import sees_cost
from inventory.clock import local
from inventory.excel.sheets import open_book
from inventory.i18n import N_, Message, _
from inventory.imports import headings as head
from inventory.imports.acceptances import Signatures
from inventory.imports.assets import Register
from inventory.imports.commit import check_rights
from inventory.imports.customers import Directory
from inventory.imports.ledger import Ledger, settle
from inventory.imports.lookups import Depot
from inventory.imports.notes import Created, Creation, Preview, Request, Verdict
from inventory.imports.pace import uncollected
from inventory.imports.parts import Shelves
from inventory.imports.price_lists import PriceList
from inventory.imports.reading import Line, Table, check_mapping, choose_sheet, digest
from inventory.imports.remembered import mapping_for
from inventory.imports.repairs import Log
from inventory.imports.titles import Titled, titled
from inventory.imports.twins import near_duplicates
from inventory.imports.units import AssetPlan
from inventory.jobs import Progress
from inventory.values.days import show_instant
from inventory.work import Context
from models import connect
from models.imports import BatchState, ImportKind

COSTS = frozenset({"cost"})
"""Fields of a book that only somebody who may see costs is told the depot's own value of."""


def preview(ctx: Context, request: Request, progress: Progress) -> Preview:
    """What taking in the book would do, row by row.

    Raises InvalidInput (field ``file``, ``sheet``, ``mapping`` or ``contract``) where the book cannot be read as this
    kind at all, and NotPermitted where the person could not take in a book of this kind.
    """
    check_rights(ctx, request.kind)
    progress.report(0, None, _("Opening the book"))
    with uncollected(), ctx.reading(), open_book(request.path, progress) as book:
        sha256 = digest(request.path)
        sheet, header = choose_sheet(book, request.kind, request.sheet)
        mapping = _mapping(request, header.headings)
        check_mapping(request.kind, sheet, header, mapping)
        table = Table(request.kind, book, sheet, header, mapping, ctx.clock.today())
        lines = list(table.rows())
        ledger = Ledger(request.kind, table, frozenset() if sees_cost(ctx) else COSTS)
        depot = Depot(progress)
        plan = _judge(ctx, request, depot, ledger, lines, titled(header.above), progress)
        counts, warned, rows, refused = settle(lines, progress)
        before = _before(request.kind, sha256)
        return Preview(
            request=request,
            file_name=request.path.name,
            sha256=sha256,
            sheet=sheet,
            header=header.row,
            headings=header.headings,
            mapping=mapping,
            remember=request.mapping is not None and mapping != head.propose(request.kind, header.headings),
            lines=table.lines,
            empty=table.empty,
            new=counts[Verdict.NEW],
            changed=counts[Verdict.CHANGED],
            warned=warned,
            rejected=counts[Verdict.REFUSED],
            already_there=counts[Verdict.ALREADY_THERE],
            rows=rows,
            refused=refused,
            creations=(*_creations(depot), *_promised(plan)),
            near=tuple(near_duplicates(depot, progress)),
            banner=before[1] if before else None,
            known_batch=before[0] if before else None,
            plan=(depot, plan),
        )


def _mapping(request: Request, headings: tuple[str, ...]) -> Mapping[str, str]:
    if request.mapping is None:
        return mapping_for(request.kind, headings)[0]
    return {heading: field for heading, field in request.mapping.items() if field}


def _judge(
    ctx: Context, request: Request, depot: Depot, ledger: Ledger, lines: list[Line], titles: Titled, progress: Progress
) -> Any:
    match request.kind:
        case ImportKind.ASSETS:
            return Register(ctx, depot, ledger, request, progress).judge(lines)
        case ImportKind.PARTS:
            return Shelves(depot, ledger, request, progress).judge(lines)
        case ImportKind.REPAIRS:
            return Log(depot, ledger, request, ctx.clock.now(), progress).judge(lines)
        case ImportKind.CUSTOMERS:
            return Directory(depot, ledger, request, progress).judge(lines)
        case ImportKind.PRICES:
            return PriceList(depot, ledger, request, titles, progress).judge(lines)
        case ImportKind.ACCEPTANCES:
            return Signatures(depot, ledger, request, ctx.clock.today(), progress).judge(lines)


def _creations(depot: Depot) -> list[Creation]:
    """What accepted rows bring along that the depot does not have, most needed first within each kind."""
    found = [Creation(Created.CUSTOMER, c.name, c.code, c.rows) for c in depot.clients.values() if c.comes]
    found += [Creation(Created.MANUFACTURER, m.name, "", m.rows) for m in depot.makers.values() if m.comes]
    found += [Creation(Created.MODEL, m.code, m.maker.name, m.rows) for m in depot.models.values() if m.comes]
    found += [Creation(Created.CONTRACT, d.number, d.client.name, d.rows) for d in depot.deals.values() if d.comes]
    found += [Creation(Created.PART, a.number, a.name, a.rows) for a in depot.articles.values() if a.comes]
    for client in depot.clients.values():
        if client.rows or client.id is not None:
            sites = {id(site): site for site in client.sites.values() if site.comes}
            found += [Creation(Created.SITE, site.name, client.name, site.rows) for site in sites.values()]
            people = [person for person in client.people.values() if person.comes]
            found += [Creation(Created.CONTACT, person.name, client.name, person.rows) for person in people]
    order = list(Created)
    return sorted(found, key=lambda each: (order.index(each.kind), -each.rows))


def _promised(plan: Any) -> list[Creation]:
    """What a register promises besides, which is nothing of the depot's catalogues."""
    return list(plan.promises.creations) if isinstance(plan, AssetPlan) else []


def _before(kind: ImportKind, sha256: str) -> tuple[int, Message] | None:
    """The batch that took in this very file, where it still stands."""
    found = connect.rows(
        "SELECT id, at FROM import_batch WHERE sha256 = ? AND kind = ? AND state = ? ORDER BY id DESC LIMIT 1",
        (sha256, kind.value, BatchState.DONE.value),
    )
    if not found:
        return None
    at = connect.as_instant(found[0][1])
    return found[0][0], Message(
        N_("This very file was taken in on {at} already (batch {batch}). What is there is not added again."),
        {"at": show_instant(local(at)) if at else "", "batch": found[0][0]},
    )
