"""Pictures of the register: the list of units, the card of one, its labels and forms."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from docs.scene import number, scene
from docs.studio import Studio
from ui.assets.card import AssetPage
from ui.assets.label_dialog import LabelDialog
from ui.assets.list import AssetsPage
from ui.tables.panel import TablePanel


def _unit(studio: Studio) -> int:
    """The unit that was repaired most of those that are in service and were accepted in the last twelve months."""
    return number(
        studio,
        "SELECT a.id FROM asset a JOIN service_case c ON c.asset_id = a.id "
        "WHERE a.state = 'in_service' AND a.accepted_on > '2025-11-22' "
        "GROUP BY a.id ORDER BY count(*) DESC, a.id",
    )


def _faulty_unit(studio: Studio) -> int:
    """The unit of the case that was reported last."""
    return number(studio, "SELECT asset_id FROM service_case ORDER BY reported_at DESC, id DESC")


def _much_repaired_unit(studio: Studio) -> int:
    return number(studio, "SELECT asset_id FROM service_case GROUP BY asset_id ORDER BY count(*) DESC, asset_id")


def _replaced_unit(studio: Studio) -> int:
    return number(studio, "SELECT min(id) FROM asset WHERE replaced_by_id IS NOT NULL")


@scene("start", "start")
def _start(studio: Studio) -> None:
    studio.open("start")


@scene("assets", "assets")
def _assets(studio: Studio) -> None:
    studio.open("assets")


@scene("assets-selected")
def _assets_selected(studio: Studio) -> None:
    studio.open("assets")
    page = studio.page(AssetsPage)
    page.panel.view.choose([1, 2, 4], 4)


@scene("assets-preview")
def _assets_preview(studio: Studio) -> None:
    studio.open("assets")
    page = studio.page(AssetsPage)
    page.panel.previewed.emit(_unit(studio))


@scene("assets-filter")
def _assets_filter(studio: Studio) -> None:
    studio.open("assets")
    page = studio.page(AssetsPage)
    page.panel.bar.edit("state")


@scene("assets-columns")
def _assets_columns(studio: Studio) -> None:
    studio.open("assets")
    panel: TablePanel = studio.page(AssetsPage).panel
    studio.drop(panel.view.header.columns_menu(panel), panel)


def _card_tab(name: str, tab: int) -> None:
    @scene(name, "asset")
    def pose(studio: Studio) -> None:
        studio.open("asset", _unit(studio))
        studio.page(AssetPage)._strip.choose(tab)


for _tab, _name in enumerate(("history", "why", "parts", "files", "details", "changes")):
    _card_tab(f"asset-{_name}", _tab)


@scene("asset-open-case")
def _asset_open_case(studio: Studio) -> None:
    studio.open("asset", _faulty_unit(studio))


@scene("asset-many-repairs")
def _asset_many(studio: Studio) -> None:
    studio.open("asset", _much_repaired_unit(studio))


@scene("asset-replaced")
def _asset_replaced(studio: Studio) -> None:
    studio.open("asset", _replaced_unit(studio))


@scene("case", "case")
def _case(studio: Studio) -> None:
    studio.open("case", number(studio, "SELECT max(id) FROM service_case WHERE state = 'closed'"))


@scene("model", "model")
def _model(studio: Studio) -> None:
    studio.open("model", number(studio, "SELECT min(id) FROM product_model"))


@scene("label")
def _label(studio: Studio) -> None:
    studio.open("asset", _unit(studio))
    studio.act("asset_label")


@scene("label-sheet")
def _label_sheet(studio: Studio) -> None:
    studio.open("asset", _unit(studio))
    studio.act("asset_label")
    templates = studio.dialog(LabelDialog).findChildren(QComboBox)[0]
    templates.setCurrentIndex(next(n for n in range(templates.count()) if "a4" in str(templates.itemData(n)).lower()))


@scene("history-dialog")
def _history_dialog(studio: Studio) -> None:
    studio.open("asset", _unit(studio))
    studio.act("asset_history")


@scene("unit-form")
def _unit_form(studio: Studio) -> None:
    studio.open("assets")
    studio.act("new")


@scene("unit-form-refused")
def _unit_form_refused(studio: Studio) -> None:
    studio.open("assets")
    studio.act("new")
    studio.form().submit()


@scene("unit-edit")
def _unit_edit(studio: Studio) -> None:
    studio.open("asset", _unit(studio))
    studio.act("asset_edit")
