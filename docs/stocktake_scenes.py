"""Pictures of stocktakes: all of them, one that is counted, one that was posted, a new one."""

from __future__ import annotations

from docs.scene import scene
from docs.studio import Studio
from inventory.stocktake.reading import Article, Bin, Mark
from ui.editing.step_dialog import StepDialog
from ui.stock.page import StockPage
from ui.stocktake.sheet_page import DIFFERENCES, StocktakePage
from ui.stocktake.tab import StocktakesTab


def _all(studio: Studio) -> StocktakesTab:
    studio.open("stock", "stocktakes")
    tab = studio.page(StockPage).tab
    assert isinstance(tab, StocktakesTab)
    studio.rest(lambda: tab.panel.model.complete)
    return tab


def _one(studio: Studio, row: int) -> StocktakePage:
    studio.open("stocktake", _all(studio).panel.model.ids[row])
    page = studio.page(StocktakePage)
    studio.rest(lambda: page.panel.model.complete)
    return page


@scene("stocktakes", "stock")
def _list(studio: Studio) -> None:
    _all(studio)


@scene("stocktake-plan")
def _plan(studio: Studio) -> None:
    _all(studio)
    studio.act("stocktake_new")


@scene("stocktake", "stocktake")
def _counting(studio: Studio) -> None:
    page = _one(studio, 0)
    page.box.bin = Bin(1, "B-02-03")
    page.box.article = Article(1, "BP-0007", "袖带", "个", 0, False)
    page.box.mark.offer((Mark(lot="20260301"), Mark(lot="20260815")))
    page.box.show_hands()


@scene("stocktake-count")
def _by_hand(studio: Studio) -> None:
    page = _one(studio, 0)
    page.panel.opened.emit(page.panel.model.ids[0])


@scene("stocktake-differences")
def _differences(studio: Studio) -> None:
    _one(studio, 0).strip.choose(DIFFERENCES)


@scene("stocktake-reason")
def _reason(studio: Studio) -> None:
    _one(studio, 0)
    studio.act("stocktake_empty")
    studio.dialog(StepDialog).form.submit()
    for act in ("stocktake_finish", "stocktake_review", "stocktake_explain"):
        studio.act(act)


@scene("stocktake-posted")
def _posted(studio: Studio) -> None:
    _one(studio, 1).strip.choose(DIFFERENCES)
