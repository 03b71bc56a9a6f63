"""What there is to see: every page of the program, and what opens over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QComboBox

from docs.studio import Studio
from docs.untidy import write_book
from inventory.assets.commands import RegisterAsset, register
from inventory.errors import NeedsConfirmation
from models import connect
from ui.assets.card import AssetPage
from ui.assets.label_dialog import LabelDialog
from ui.assets.list import AssetsPage
from ui.customers.card import CustomerPage
from ui.customers.list_page import CustomersPage
from ui.imports.page import COLUMNS, DONE, PREVIEW, ImportPage
from ui.products.page import ProductsPage
from ui.scan.burst import Scan
from ui.settings.page import SettingsPage
from ui.tables.panel import TablePanel


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: its name, the page of ``ui.pages`` it shows, and how to get there."""

    name: str
    page: str
    pose: Callable[[Studio], object]


SCENES: Final[list[Scene]] = []


def _scene(name: str, page: str) -> Callable[[Callable[[Studio], object]], Callable[[Studio], object]]:
    def take(pose: Callable[[Studio], object]) -> Callable[[Studio], object]:
        SCENES.append(Scene(name, page, pose))
        return pose

    return take


def _one(studio: Studio, sql: str) -> int:
    """The first value that a question to the depot answers with."""
    with studio.ctx.reading():
        return int(connect.rows(sql)[0][0])


def _troubled_unit(studio: Studio) -> int:
    """The unit with most repairs that has a case open and is still under warranty."""
    return _one(
        studio,
        "SELECT c.asset_id FROM service_case c JOIN asset a ON a.id = c.asset_id "
        "GROUP BY c.asset_id ORDER BY max(c.state NOT IN ('closed', 'cancelled')) DESC, count(*) DESC, c.asset_id",
    )


def _much_repaired_unit(studio: Studio) -> int:
    return _one(studio, "SELECT asset_id FROM service_case GROUP BY asset_id ORDER BY count(*) DESC, asset_id")


def _replaced_unit(studio: Studio) -> int:
    return _one(studio, "SELECT min(id) FROM asset WHERE replaced_by_id IS NOT NULL")


def _customer(studio: Studio) -> int:
    return _one(studio, "SELECT customer_id FROM service_case GROUP BY customer_id ORDER BY count(*) DESC, customer_id")


# the lists and the card of a unit


@_scene("start", "start")
def _start(studio: Studio) -> None:
    studio.open("start")


@_scene("assets", "assets")
def _assets(studio: Studio) -> None:
    studio.open("assets")


@_scene("assets-selected", "")
def _assets_selected(studio: Studio) -> None:
    studio.open("assets")
    page = studio.page(AssetsPage)
    page.panel.view.choose([1, 2, 4], 4)


@_scene("assets-preview", "")
def _assets_preview(studio: Studio) -> None:
    studio.open("assets")
    page = studio.page(AssetsPage)
    page.panel.previewed.emit(_troubled_unit(studio))


@_scene("assets-filter", "")
def _assets_filter(studio: Studio) -> None:
    studio.open("assets")
    page = studio.page(AssetsPage)
    page.panel.bar.edit("state")


@_scene("assets-columns", "")
def _assets_columns(studio: Studio) -> None:
    studio.open("assets")
    panel: TablePanel = studio.page(AssetsPage).panel
    menu = panel.view.header.columns_menu(panel)
    menu.popup(panel.mapToGlobal(panel.rect().topRight()))


def _card_tab(name: str, tab: int) -> None:
    @_scene(name, "asset")
    def pose(studio: Studio) -> None:
        studio.open("asset", _troubled_unit(studio))
        studio.page(AssetPage)._strip.choose(tab)


for _tab, _name in enumerate(("history", "parts", "files", "details", "changes")):
    _card_tab(f"asset-{_name}", _tab)


@_scene("asset-many-repairs", "")
def _asset_many(studio: Studio) -> None:
    studio.open("asset", _much_repaired_unit(studio))


@_scene("asset-replaced", "")
def _asset_replaced(studio: Studio) -> None:
    studio.open("asset", _replaced_unit(studio))


@_scene("case", "case")
def _case(studio: Studio) -> None:
    studio.open("case", _one(studio, "SELECT max(id) FROM service_case WHERE state = 'closed'"))


@_scene("model", "model")
def _model(studio: Studio) -> None:
    studio.open("model", _one(studio, "SELECT min(id) FROM product_model"))


@_scene("label", "")
def _label(studio: Studio) -> None:
    studio.open("asset", _troubled_unit(studio))
    studio.act("asset_label")


@_scene("label-sheet", "")
def _label_sheet(studio: Studio) -> None:
    studio.open("asset", _troubled_unit(studio))
    studio.act("asset_label")
    templates = studio.dialog(LabelDialog).findChild(QComboBox)
    templates.setCurrentIndex(next(n for n in range(templates.count()) if "a4" in str(templates.itemData(n)).lower()))


@_scene("history-dialog", "")
def _history_dialog(studio: Studio) -> None:
    studio.open("asset", _troubled_unit(studio))
    studio.act("asset_history")


@_scene("unit-form", "")
def _unit_form(studio: Studio) -> None:
    studio.open("assets")
    studio.act("new")


@_scene("unit-form-refused", "")
def _unit_form_refused(studio: Studio) -> None:
    studio.open("assets")
    studio.act("new")
    studio.form().submit()


@_scene("unit-edit", "")
def _unit_edit(studio: Studio) -> None:
    studio.open("asset", _troubled_unit(studio))
    studio.act("asset_edit")


# customers, products, parts


@_scene("customers", "customers")
def _customers(studio: Studio) -> None:
    studio.open("customers")


@_scene("customers-new", "")
def _customers_new(studio: Studio) -> None:
    studio.open("customers")
    studio.page(CustomersPage).begin_new()
    studio.rest()
    studio.form().submit()


def _customer_tab(name: str, tab: int) -> None:
    @_scene(name, "customer")
    def pose(studio: Studio) -> None:
        studio.open("customer", _customer(studio))
        studio.page(CustomerPage).strip.choose(tab)


for _tab, _name in enumerate(("units", "cases", "people", "contracts", "files", "changes")):
    _customer_tab(f"customer-{_name}", _tab)


@_scene("customer-contact", "")
def _customer_contact(studio: Studio) -> None:
    studio.open("customer", _customer(studio))
    page = studio.page(CustomerPage)
    page.strip.choose(2)
    page.ask_contact(None)


@_scene("products", "products")
def _products(studio: Studio) -> None:
    studio.open("products")
    studio.page(ProductsPage).strip.choose(0)


@_scene("products-makers", "")
def _products_makers(studio: Studio) -> None:
    studio.open("products")
    studio.page(ProductsPage).strip.choose(1)


@_scene("products-new-model", "")
def _products_new_model(studio: Studio) -> None:
    studio.open("products")
    studio.page(ProductsPage).new_model()


@_scene("parts", "parts")
def _parts(studio: Studio) -> None:
    studio.open("parts")


@_scene("part", "part")
def _part(studio: Studio) -> None:
    studio.open("part", _one(studio, "SELECT part_id FROM part_use GROUP BY part_id ORDER BY count(*) DESC, part_id"))


# the import


@_scene("import", "import")
def _import(studio: Studio) -> None:
    studio.open("import")


def _open_book(studio: Studio) -> ImportPage:
    studio.open("import")
    page = studio.page(ImportPage)
    page.open_book(write_book(studio.folder))
    studio.rest(lambda: page.stack.currentIndex() == COLUMNS)
    return page


def _look_through(studio: Studio) -> ImportPage:
    page = _open_book(studio)
    page.columns.preview_button.click()
    studio.rest(lambda: page.stack.currentIndex() == PREVIEW)
    return page


@_scene("import-columns", "")
def _import_columns(studio: Studio) -> None:
    _open_book(studio)


@_scene("import-preview", "")
def _import_preview(studio: Studio) -> None:
    _look_through(studio)


@_scene("import-preview-all", "")
def _import_preview_all(studio: Studio) -> None:
    page = _look_through(studio)
    page.preview.sort.show_key("all")
    page.preview.sort.chosen.emit("all")
    studio.rest()
    page.preview.notes.selectRow(0)
    page.preview.notes.chosen.emit(page.preview.notes.records[0])


@_scene("import-new-records", "")
def _import_new(studio: Studio) -> None:
    _look_through(studio).preview.strip.choose(1)


@_scene("import-near-names", "")
def _import_near(studio: Studio) -> None:
    _look_through(studio).preview.strip.choose(2)


@_scene("import-done", "")
def _import_done(studio: Studio) -> None:
    page = _look_through(studio)
    page.preview.commit_button.click()
    studio.rest(lambda: page.stack.currentIndex() == DONE)


@_scene("import-undo", "")
def _import_undo(studio: Studio) -> None:
    studio.open("import")
    studio.page(ImportPage).ask_undo(1)


@_scene("error-banner", "")
def _error_banner(studio: Studio) -> None:
    studio.open("import")
    page = studio.page(ImportPage)
    book: Path = studio.folder / "register.xlsx"
    book.write_bytes(b"This is no workbook.")
    page.open_book(book)


# settings, search, scan, help


def _settings_section(key: str) -> None:
    @_scene(f"settings-{key}", "settings")
    def pose(studio: Studio) -> None:
        studio.open("settings")
        studio.page(SettingsPage).show_section(key)


for _name in ("language", "company", "people", "warranty", "labels", "database"):
    _settings_section(_name)


@_scene("omnibox", "")
def _omnibox(studio: Studio) -> None:
    studio.open("assets")
    studio.window.omnibox.seek("济南")
    studio.rest(studio.window.omnibox.list.isVisible)


@_scene("omnibox-nothing", "")
def _omnibox_nothing(studio: Studio) -> None:
    studio.open("assets")
    studio.window.omnibox.seek("QQQQ")
    studio.rest(studio.window.omnibox.list.isVisible)


@_scene("scan-choice", "")
def _scan_choice(studio: Studio) -> None:
    with studio.ctx.reading():
        serial, model = connect.rows(
            "SELECT a.serial_no, (SELECT min(m.id) FROM product_model m WHERE m.id <> a.model_id) "
            "FROM asset a WHERE a.state = 'in_service' ORDER BY a.id LIMIT 1"
        )[0]
        order = RegisterAsset(model_id=model, serial_no=serial)
        try:
            register(studio.ctx, order)
        except NeedsConfirmation as doubt:
            register(studio.ctx, RegisterAsset(model_id=model, serial_no=serial, confirmed=frozenset({doubt.key})))
    studio.open("customers")
    studio.window.scans.take(Scan(serial))
    studio.rest(studio.window.omnibox.list.isVisible)


@_scene("scan-refused", "")
def _scan_refused(studio: Studio) -> None:
    studio.open("customers")
    studio.window.scans.take(Scan("A7K3M9Q2Y"))
    studio.rest(studio.window.omnibox.list.isVisible)


@_scene("scan-mode", "")
def _scan_mode(studio: Studio) -> None:
    studio.open("customers")
    studio.window.scans.set_mode(True)
    for code in ("SELECT code FROM asset WHERE id = 3", "SELECT code FROM asset WHERE id = 20"):
        with studio.ctx.reading():
            text = connect.rows(code)[0][0]
        studio.window.scans.take(Scan(text))
        studio.rest()
    studio.window.scans.take(Scan("6901234567892"))


@_scene("help", "")
def _help(studio: Studio) -> None:
    studio.open("assets")
    studio.act("help")


@_scene("about", "")
def _about(studio: Studio) -> None:
    studio.open("assets")
    studio.act("about")


@_scene("menu", "")
def _menu(studio: Studio) -> None:
    studio.open("assets")
    window = studio.window
    window.menu.popup(window.mapToGlobal(window.rect().topRight()))


@_scene("people", "")
def _people(studio: Studio) -> None:
    studio.open("assets")
    studio.desk.person_asked.emit()
