"""Pictures of the keeper's hands: the papers, one of them, papers that are being written, what is reserved."""

from __future__ import annotations

from typing import Final

from docs.scene import number, scene
from docs.studio import Studio
from inventory.events import Bus
from inventory.paging import Sort
from inventory.stock.drafting import KeepDraft, Kept, KeptLine, Seen, discard, keep
from inventory.stock.drafts import LISTING, Task
from models import connect
from ui.stock.drafts_tab import DraftsTab
from ui.stock.page import StockPage
from ui.stock.paper_desk import PaperDesk
from ui.stock.paper_page import PaperPage
from ui.stock.papers_tab import PapersTab
from ui.stock.reservations_tab import ReservationsTab

_GOOD: Final = (
    "SELECT p.code FROM part p JOIN stock_balance b ON b.part_id = p.id JOIN place l ON l.id = b.place_id "
    "WHERE l.kind = 'bin' AND b.condition = 'new' AND b.quantity > 3 AND p.active GROUP BY p.id, p.code "
    "ORDER BY count(*) DESC, p.id LIMIT 3"
)
_QUARANTINED: Final = (
    "SELECT p.code FROM part p JOIN stock_balance b ON b.part_id = p.id JOIN place l ON l.id = b.place_id "
    "WHERE l.kind = 'quarantine' AND b.quantity > 0 ORDER BY p.id LIMIT 1"
)
_SPOT: Final = (
    "SELECT b.place_id FROM stock_balance b JOIN place l ON l.id = b.place_id WHERE b.part_id = ? AND l.kind = 'bin' "
    "AND b.condition = 'new' AND b.quantity > 3 ORDER BY b.quantity DESC, b.id LIMIT 1"
)
_CASE: Final = "SELECT case_no FROM service_case WHERE state NOT IN ('closed', 'cancelled') ORDER BY id LIMIT 1"
_BIN: Final = "SELECT code FROM place WHERE kind = 'bin' ORDER BY sort_key LIMIT 1"
_ORDERED: Final = (
    "SELECT p.code FROM order_line q JOIN part p ON p.id = q.part_id WHERE q.received < q.quantity AND NOT q.cancelled "
    "ORDER BY q.id LIMIT 1"
)
_ISSUED: Final = "SELECT id FROM stock_doc WHERE kind = 'issue' AND case_id IS NOT NULL ORDER BY id DESC"
_SENT: Final = "SELECT id FROM stock_doc WHERE kind = 'transfer_out' ORDER BY id DESC"


def _papers(studio: Studio) -> PapersTab:
    studio.open("stock", "papers")
    tab = studio.page(StockPage).tab
    assert isinstance(tab, PapersTab)
    studio.rest(lambda: tab.panel.model.complete)
    return tab


def _codes(studio: Studio, sql: str) -> list[str]:
    """The codes that a question to the depot answers with, as they would be scanned."""
    with studio.ctx.reading():
        return [row[0] for row in connect.rows(sql)]


def _written(studio: Studio, task: str, *texts: str) -> PaperDesk:
    """A paper with what was scanned on it, one text after the other."""
    studio.open("paper_desk", task)
    page = studio.page(PaperDesk)
    page.begin_again()
    for text in texts:
        page.box.put(text)
        studio.rest(lambda: page.box.idle)
    return page


def _left(studio: Studio) -> list[int]:
    """The drafts of the demonstration depot, by their ids; what was kept of the pictures before is thrown away."""
    studio.clear()
    with studio.ctx.reading():
        kept = [row for rows in LISTING.walk({}, Sort("id")) for row in rows]
    for row in kept:
        if not row.seen.key.startswith("demonstration"):
            discard(studio.ctx, row.seen)
    return [row.id for row in kept if row.seen.key.startswith("demonstration")]


def _scrapped(studio: Studio, act: str, quantity: str, seen: Seen | None = None) -> Kept:
    """A short paper, as somebody keeps it."""
    with studio.ctx.reading():
        part = int(connect.rows(_GOOD.replace("SELECT p.code", "SELECT p.id"))[0][0])
        spot = int(connect.rows(_SPOT, (part,))[0][0])
    line = KeptLine(part_id=part, quantity=quantity, start_id=spot)
    return keep(studio.ctx, KeepDraft(act=act, task=Task.SCRAP, lines=(line,), seen=seen))


def _reopened(studio: Studio, draft_id: int) -> PaperDesk:
    studio.open("paper_desk", "draft", draft_id)
    page = studio.page(PaperDesk)
    studio.rest(lambda: bool(page.draft.lines))
    return page


@scene("stock-papers")
def _list(studio: Studio) -> None:
    _papers(studio)


@scene("stock-paper", "stock_paper")
def _one(studio: Studio) -> None:
    studio.open("stock_paper", _papers(studio).panel.model.ids[0])
    page = studio.page(PaperPage)
    studio.rest(lambda: page._loaded is not None)


@scene("stock-issue", "paper_desk")
def _issue(studio: Studio) -> None:
    parts = _codes(studio, _GOOD)
    page = _written(studio, "issue", *_codes(studio, _CASE), parts[0], parts[0], parts[1], parts[2])
    page.lines.rows[1].fields["quantity"].set_raw("900")
    page.draft.lines[1].quantity = "900"
    page.post()


@scene("stock-receive")
def _receive(studio: Studio) -> None:
    page = _written(studio, "receive", *_codes(studio, _BIN), *_codes(studio, _ORDERED), *_codes(studio, _GOOD)[:2])
    page.lines.rows[0].fields["cost"].set_raw("86.00")


@scene("stock-inspect")
def _inspect(studio: Studio) -> None:
    _written(studio, "inspect", *(_codes(studio, _QUARANTINED) or _codes(studio, _GOOD)[:1]))


@scene("stock-return")
def _return(studio: Studio) -> None:
    studio.open("paper_desk", "return", "paper", number(studio, _ISSUED))


@scene("stock-arrive")
def _arrive(studio: Studio) -> None:
    studio.open("paper_desk", "arrive", "paper", number(studio, _SENT))


@scene("stock-reserve")
def _reserve(studio: Studio) -> None:
    studio.open("stock", "reservations")
    studio.act("stock_reserve")


@scene("stock-reservations")
def _reservations(studio: Studio) -> None:
    studio.open("stock", "reservations")
    tab = studio.page(StockPage).tab
    assert isinstance(tab, ReservationsTab)
    studio.rest(lambda: tab.panel.model.complete)


@scene("stock-drafts")
def _drafts(studio: Studio) -> None:
    _left(studio)
    studio.open("stock", "drafts")
    tab = studio.page(StockPage).tab
    assert isinstance(tab, DraftsTab)
    studio.rest(lambda: tab.panel.model.complete)


@scene("stock-draft")
def _draft(studio: Studio) -> None:
    _reopened(studio, _left(studio)[0])


@scene("stock-draft-receipt")
def _typed(studio: Studio) -> None:
    _reopened(studio, _left(studio)[1])


@scene("stock-draft-changed")
def _changed(studio: Studio) -> None:
    _left(studio)
    page = _reopened(studio, _scrapped(studio, "scrap", "2").draft_id)
    seen = page.drafting.keeper.seen
    bus, studio.ctx.bus = studio.ctx.bus, Bus()  # on another workstation
    _scrapped(studio, "elsewhere", "3", seen)
    studio.ctx.bus = bus
    page.box.put(_codes(studio, _GOOD)[0])
    studio.rest(lambda: bool(page.banners.shown))
