"""Pictures of quotations: all of them, one that was sent, one that is accepted and billed, one that is written."""

from __future__ import annotations

from docs.scene import number, scene
from docs.studio import Studio
from ui.quotations.card import QuotationPage
from ui.quotations.list_page import QuotationsPage

STANDS = "SELECT id FROM quotation WHERE state = '{state}' ORDER BY id DESC LIMIT 1"


def _one(studio: Studio, state: str) -> QuotationPage:
    studio.open("quotation", number(studio, STANDS.format(state=state)))
    page = studio.page(QuotationPage)
    studio.rest(lambda: page.loaded is not None)
    return page


@scene("quotations", "quotations")
def _list(studio: Studio) -> None:
    studio.open("quotations")
    page = studio.page(QuotationsPage)
    studio.rest(lambda: page.panel.model.complete)


@scene("quotation", "quotation")
def _sent(studio: Studio) -> None:
    _one(studio, "sent")


@scene("quotation-edit")
def _edit(studio: Studio) -> None:
    _one(studio, "draft").edit()


@scene("quotation-accept")
def _accept(studio: Studio) -> None:
    _one(studio, "sent").accept()


@scene("quotation-bill")
def _bill(studio: Studio) -> None:
    _one(studio, "accepted").bill()
