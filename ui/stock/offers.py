"""What the fields of a paper offer, and the lines of earlier papers that come back or arrive. Read in a lane."""

from __future__ import annotations

from dataclasses import dataclass

from inventory.i18n import _, ngettext
from inventory.people.queries import users
from inventory.places.queries import warehouses
from inventory.stock.drafts import DraftRead, read
from inventory.stock.queries import PaperLine, card, unused
from inventory.stock.reading import Article, Bin, CaseFound, article, case, of_unit, place
from inventory.stock.transfers import on_the_way
from inventory.values.shown import show_day
from inventory.work import Context

Option = tuple[int, str]
Sources = list[tuple[PaperLine, Article]]


@dataclass(frozen=True, slots=True)
class Offers:
    """Warehouses, engineers and transfers to choose from."""

    warehouses: tuple[Option, ...]
    engineers: tuple[Option, ...]
    transfers: tuple[Option, ...]


def offers(ctx: Context) -> Offers:
    """What there is now."""
    sent: dict[int, tuple[str, int]] = {}
    for line in on_the_way(ctx):
        where = _("{number} · {day} · to {warehouse}").format(
            number=line.number, day=show_day(line.sent_on), warehouse=line.warehouse
        )
        sent[line.doc_id] = (where, sent.get(line.doc_id, ("", 0))[1] + 1)
    transfers = tuple(
        (doc_id, f"{where} · " + ngettext("{count} line", "{count} lines", count).format(count=count))
        for doc_id, (where, count) in sent.items()
    )
    return Offers(
        tuple((one.id, one.name) for one in warehouses(ctx)),
        tuple((one.id, one.name) for one in users(ctx)),
        transfers,
    )


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a paper begins with: a case, the lines of an earlier paper, a part in hand, a bin one stands at."""

    case: CaseFound | None = None
    sources: tuple[tuple[PaperLine, Article], ...] = ()
    doc_id: int | None = None
    article: Article | None = None
    bin: Bin | None = None


@dataclass(frozen=True, slots=True)
class Reopened:
    """A kept draft, and what its fields offer: a choice can only be shown among what is offered."""

    draft: DraftRead
    offers: Offers


def of_draft(ctx: Context, draft_id: int) -> Reopened:
    """A draft to go on with. Raises NotFound where it was posted or thrown away."""
    return Reopened(read(ctx, draft_id), offers(ctx))


def of_case(ctx: Context, case_id: int) -> Beginning:
    """A case, and what was issued to it and may come back."""
    return Beginning(case(case_id), tuple(_with_parts(unused(ctx, case_id))))


def of_asset(ctx: Context, asset_id: int) -> Beginning:
    """The newest open case of a unit. Raises RuleBroken where it has none."""
    return Beginning(of_unit(asset_id))


def of_paper(ctx: Context, doc_id: int) -> Beginning:
    """The lines of an issue or a transfer of which something may still come."""
    found = card(ctx, doc_id)
    about = None if found.row.case_id is None else case(found.row.case_id)
    return Beginning(about, tuple(_with_parts([line for line in found.lines if line.left])), doc_id)


def of_part(ctx: Context, part_id: int) -> Beginning:
    """A part, as if it had been scanned."""
    return Beginning(article=article(part_id))


def of_place(ctx: Context, place_id: int) -> Beginning:
    """A bin, as if it had been scanned."""
    return Beginning(bin=place(place_id))


def _with_parts(lines: list[PaperLine]) -> Sources:
    parts = {part_id: article(part_id) for part_id in dict.fromkeys(line.part_id for line in lines)}
    return [(line, parts[line.part_id]) for line in lines]
