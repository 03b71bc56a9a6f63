"""Pictures of the keeper's hands: the papers, one of them, papers that are being written, what is reserved."""

from __future__ import annotations

from docs.scene import scene
from docs.studio import Studio
from ui.stock.page import StockPage
from ui.stock.paper_desk import PaperDesk
from ui.stock.paper_page import PaperPage
from ui.stock.papers_tab import PapersTab
from ui.stock.reservations_tab import ReservationsTab


def _papers(studio: Studio) -> PapersTab:
    studio.open("stock", "papers")
    tab = studio.page(StockPage).tab
    assert isinstance(tab, PapersTab)
    studio.rest(lambda: tab.panel.model.complete)
    return tab


def _written(studio: Studio, task: str, *texts: str) -> PaperDesk:
    """A paper with what was scanned on it, one text after the other."""
    studio.open("paper_desk", task)
    page = studio.page(PaperDesk)
    for text in texts:
        page.box.put(text)
        studio.rest(lambda: page.box.idle)
    return page


@scene("stock-papers")
def _list(studio: Studio) -> None:
    _papers(studio)


@scene("stock-paper", "stock_paper")
def _one(studio: Studio) -> None:
    studio.open("stock_paper", _papers(studio).panel.model.ids[0])
    page = studio.page(PaperPage)
    studio.rest(lambda: page._loaded is not None)


@scene("stock-receive", "paper_desk")
def _receive(studio: Studio) -> None:
    page = _written(studio, "receive", "A-01-01", *_PARTS)
    page.lines.rows[0].fields["cost"].set_raw("86.00")
    page.lines.rows[0].complain("")


@scene("stock-reservations")
def _reservations(studio: Studio) -> None:
    studio.open("stock", "reservations")
    tab = studio.page(StockPage).tab
    assert isinstance(tab, ReservationsTab)
    studio.rest(lambda: tab.panel.model.complete)
