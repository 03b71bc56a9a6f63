"""Pictures of the worklists of cover: what ends soon, whom to phone, what is proposed, what waits, what to settle."""

from __future__ import annotations

from docs.scene import scene
from docs.studio import Studio
from ui.cover.page import CALLS, ENDING, LISTS, REVIEWS, TERMLESS, WAITING, WITH_US, CoverPage


def _open(studio: Studio, index: int, *more: object) -> CoverPage:
    studio.open("cover", LISTS[index], *more)
    page = studio.page(CoverPage)
    studio.rest(lambda: page.panel.model.complete)
    return page


@scene("cover", "cover")
def _ending(studio: Studio) -> None:
    _open(studio, ENDING)


@scene("cover-propose")
def _propose(studio: Studio) -> None:
    page = _open(studio, ENDING, 60)
    page.panel.view.selectAll()
    studio.rest()
    studio.act("cover_propose")


@scene("cover-answer")
def _answer(studio: Studio) -> None:
    page = _open(studio, ENDING)
    page.panel.view.selectAll()
    studio.rest()
    studio.act("cover_answer")


@scene("cover-customers")
def _customers(studio: Studio) -> None:
    page = _open(studio, CALLS)
    page.panel.view.selectRow(0)
    page.panel.previewed.emit(page.panel.model.ids[0])


@scene("cover-waiting")
def _waiting(studio: Studio) -> None:
    page = _open(studio, WAITING)
    page.panel.view.selectRow(len(page.panel.model.ids) - 1)
    page.panel.previewed.emit(page.panel.model.ids[-1])


@scene("cover-termless")
def _termless(studio: Studio) -> None:
    page = _open(studio, TERMLESS)
    page.panel.view.selectRow(0)
    page.panel.previewed.emit(page.panel.model.ids[0])


@scene("cover-reviews")
def _reviews(studio: Studio) -> None:
    _open(studio, REVIEWS)


@scene("cover-settle")
def _settle(studio: Studio) -> None:
    page = _open(studio, REVIEWS)
    page.panel.view.selectAll()
    studio.rest()
    studio.act("cover_settle")


@scene("cover-with-us")
def _with_us(studio: Studio) -> None:
    _open(studio, WITH_US)
