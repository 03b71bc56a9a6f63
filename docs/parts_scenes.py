"""Pictures of parts, of the places where they lie, and of who sells them."""

from __future__ import annotations

from docs.scene import number, scene
from docs.studio import Studio
from inventory.parts.queries import Approval
from ui.parts import acts, card
from ui.parts.card import PartPage
from ui.parts.list_page import PartsPage
from ui.places.dialogs import BinsDialog
from ui.places.tab import PlacesTab
from ui.stock.page import StockPage
from ui.suppliers.tab import SuppliersTab


def _busiest(studio: Studio) -> int:
    return number(studio, "SELECT part_id FROM stock_move GROUP BY part_id ORDER BY count(*) DESC, part_id")


@scene("parts", "parts")
def _parts(studio: Studio) -> None:
    studio.open("parts")


@scene("parts-new")
def _parts_new(studio: Studio) -> None:
    studio.open("parts")
    studio.page(PartsPage).begin_new()
    studio.rest()
    studio.form().submit()


@scene("part", "part")
def _part(studio: Studio) -> None:
    studio.open("part", _busiest(studio))
    studio.page(PartPage).strip.choose(card.STOCK)


def _part_tab(name: str, tab: int) -> None:
    @scene(name, "part")
    def pose(studio: Studio) -> None:
        studio.open("part", _ended(studio) if tab in _OF_ENDED else _busiest(studio))
        studio.page(PartPage).strip.choose(tab)


_OF_ENDED = (card.KIN, card.PROMISED, card.FILES)
"""Tabs of the part that is no longer made: it has a successor, is promised still, and has a drawing."""


def _ended(studio: Studio) -> int:
    return number(studio, "SELECT id FROM part WHERE discontinued_on IS NOT NULL ORDER BY id")


for _tab, _name in enumerate(card.NAMES):
    if _tab != card.STOCK:
        _part_tab(f"part-{_name}", _tab)


@scene("part-approved", "part")
def _part_approved(studio: Studio) -> None:
    """The approval of this part is over."""
    studio.open("part", number(studio, "SELECT part_id FROM maker_approval WHERE valid_to < '2026-11-22' ORDER BY id"))
    studio.page(PartPage).strip.choose(card.KIN)


@scene("part-edit")
def _part_edit(studio: Studio) -> None:
    studio.open("part", _busiest(studio))
    studio.rest()
    studio.page(PartPage).keeping.edit()


@scene("part-value")
def _part_value(studio: Studio) -> None:
    studio.open("part", _busiest(studio))
    studio.rest()
    page = studio.page(PartPage)
    next(action for action in page.actions() if action.objectName() == acts.VALUE.name).trigger()


@scene("part-approval")
def _part_approval(studio: Studio) -> None:
    studio.open("part", _busiest(studio))
    studio.rest()
    approval: Approval | None = None
    studio.page(PartPage).keeping.ask_approval(approval)


@scene("places", "stock")
def _places(studio: Studio) -> None:
    studio.open("stock", "places")
    studio.rest()
    tab = studio.page(StockPage).tab
    assert isinstance(tab, PlacesTab)
    tab.tree.choose(
        "place",
        number(
            studio,
            "SELECT b.place_id FROM stock_balance b JOIN place p ON p.id = b.place_id WHERE p.kind = 'bin' "
            "AND b.quantity > 0 GROUP BY b.place_id ORDER BY count(*) DESC, b.place_id",
        ),
    )


@scene("places-bins")
def _places_bins(studio: Studio) -> None:
    studio.open("stock", "places")
    studio.rest()
    tab = studio.page(StockPage).tab
    assert isinstance(tab, PlacesTab)
    tab.add_bins()
    studio.rest()
    dialog = tab.keeping.dialog
    assert isinstance(dialog, BinsDialog)
    dialog.first.line.setText("A-01")
    dialog.last.line.setText("A-12-04")
    dialog.preview()


@scene("place", "place")
def _place(studio: Studio) -> None:
    studio.open("place", number(studio, "SELECT id FROM place WHERE kind = 'bin' ORDER BY sort_key, id"))


@scene("suppliers", "stock")
def _suppliers(studio: Studio) -> None:
    studio.open("stock", "suppliers")
    assert isinstance(studio.page(StockPage).tab, SuppliersTab)


@scene("supplier", "supplier")
def _supplier(studio: Studio) -> None:
    studio.open(
        "supplier", number(studio, "SELECT supplier_id FROM order_line WHERE supplier_id IS NOT NULL ORDER BY id")
    )
