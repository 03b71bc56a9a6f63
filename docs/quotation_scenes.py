"""Pictures of quotations: all of them, one that was sent, one that is accepted and billed, one that is written."""

from __future__ import annotations

from docs.scene import number, scene
from docs.studio import Studio
from ui.quotations.card import QuotationPage
from ui.quotations.lines_field import WHAT
from ui.quotations.list_page import QuotationsPage
from ui.quotations.quote_form import QuoteForm

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
    """The service in hand is held to a price of the unit's contract."""
    _one(studio, "draft").edit()
    studio.rest()
    form = studio.form()
    assert isinstance(form, QuoteForm)
    studio.rest(lambda: bool(form.listed))
    grid = form.quoted.grid
    grid.setCurrentIndex(grid.cells.index(1, WHAT))


@scene("quotation-accept")
def _accept(studio: Studio) -> None:
    _one(studio, "sent").accept()


@scene("quotation-bill")
def _bill(studio: Studio) -> None:
    _one(studio, "accepted").bill()
