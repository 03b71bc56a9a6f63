"""Pictures of the import, of the settings, and of what works on every page: search, scans, help."""

from __future__ import annotations

from pathlib import Path

from docs.scene import scene
from docs.studio import Studio
from docs.untidy import write_acceptances, write_book, write_price_list
from inventory.assets.commands import RegisterAsset, register
from inventory.errors import NeedsConfirmation
from inventory.scanning.symbols import POSITIONS, keyboard_here
from models import connect
from ui.imports.page import COLUMNS, DONE, PREVIEW, ImportPage
from ui.scan.burst import Scan
from ui.scan.learning import TEST_CODE, Closer, Heard
from ui.scan.trial import ScannerTrial
from ui.settings.page import SettingsPage

# the import


@scene("import", "import")
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


@scene("import-columns")
def _import_columns(studio: Studio) -> None:
    _open_book(studio)


@scene("import-preview")
def _import_preview(studio: Studio) -> None:
    _look_through(studio)


@scene("import-preview-all")
def _import_preview_all(studio: Studio) -> None:
    page = _look_through(studio)
    page.preview.sort.show_key("all")
    page.preview.sort.chosen.emit("all")
    studio.rest()
    page.preview.notes.selectRow(0)
    page.preview.notes.chosen.emit(page.preview.notes.records[0])


@scene("import-new-records")
def _import_new(studio: Studio) -> None:
    _look_through(studio).preview.strip.choose(1)


@scene("import-near-names")
def _import_near(studio: Studio) -> None:
    _look_through(studio).preview.strip.choose(2)


@scene("import-done")
def _import_done(studio: Studio) -> None:
    page = _look_through(studio)
    page.preview.commit_button.click()
    studio.rest(lambda: page.stack.currentIndex() == DONE)


@scene("import-undo")
def _import_undo(studio: Studio) -> None:
    studio.open("import")
    studio.page(ImportPage).ask_undo(1)


@scene("import-prices")
def _import_prices(studio: Studio) -> None:
    with studio.ctx.reading():
        contract = connect.rows("SELECT number FROM contract ORDER BY id LIMIT 1")[0][0]
    studio.open("import", "prices", contract)
    page = studio.page(ImportPage)
    page.open_book(write_price_list(studio.folder))
    studio.rest(lambda: page.stack.currentIndex() == COLUMNS)


@scene("import-acceptances")
def _import_acceptances(studio: Studio) -> None:
    with studio.ctx.reading():
        serials = [
            row[0]
            for sql in (
                "SELECT serial_no FROM asset WHERE accepted_on IS NULL ORDER BY id LIMIT 2",
                "SELECT serial_no FROM asset WHERE accepted_on IS NOT NULL ORDER BY id LIMIT 2",
            )
            for row in connect.rows(sql)
        ]
    studio.open("import", "acceptances")
    page = studio.page(ImportPage)
    page.open_book(write_acceptances(studio.folder, serials))
    studio.rest(lambda: page.stack.currentIndex() == COLUMNS)
    page.columns.preview_button.click()
    studio.rest(lambda: page.stack.currentIndex() == PREVIEW)
    page.preview.sort.show_key("all")
    page.preview.sort.chosen.emit("all")


@scene("error-banner")
def _error_banner(studio: Studio) -> None:
    studio.open("import")
    page = studio.page(ImportPage)
    book: Path = studio.folder / "register.xlsx"
    book.write_bytes(b"This is no workbook.")
    page.open_book(book)


# settings, search, scan, help


def _settings_section(key: str) -> None:
    @scene(f"settings-{key}", "settings")
    def pose(studio: Studio) -> None:
        studio.open("settings")
        studio.page(SettingsPage).show_section(key)


for _name in ("language", "scanner", "company", "people", "warranty", "labels", "database"):
    _settings_section(_name)


def _try_scanner(studio: Studio) -> ScannerTrial:
    studio.open("settings")
    studio.page(SettingsPage).scanner.test()
    trial = studio.dialog(ScannerTrial)
    studio.rest()
    return trial


@scene("scanner-trial")
def _scanner_trial(studio: Studio) -> None:
    _try_scanner(studio)


@scene("scanner-heard")
def _scanner_heard(studio: Studio) -> None:
    """A slow one with a mark in front, set to US English on a German computer."""
    places = {key: place for place, key in POSITIONS[keyboard_here()].items()}
    text, keys = "#QAYZß2M7W5", f"3{TEST_CODE}"
    times = tuple(range(0, 62 * len(text), 62))
    _try_scanner(studio).hear(Heard(text, tuple(places[key] for key in keys), times, Closer.NOTHING))


@scene("omnibox")
def _omnibox(studio: Studio) -> None:
    studio.open("assets")
    studio.window.omnibox.seek("济南")
    studio.rest(studio.window.omnibox.hit_list.isVisible)


@scene("omnibox-nothing")
def _omnibox_nothing(studio: Studio) -> None:
    studio.open("assets")
    studio.window.omnibox.seek("QQQQ")
    studio.rest(studio.window.omnibox.hit_list.isVisible)


@scene("scan-choice")
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
    studio.rest(studio.window.omnibox.hit_list.isVisible)


@scene("scan-refused")
def _scan_refused(studio: Studio) -> None:
    studio.open("customers")
    studio.window.scans.take(Scan("A7K3M9Q2Y"))
    studio.rest(studio.window.omnibox.hit_list.isVisible)


@scene("scan-mode")
def _scan_mode(studio: Studio) -> None:
    studio.open("customers")
    studio.window.scans.set_mode(True)
    for code in ("SELECT code FROM asset WHERE id = 3", "SELECT code FROM asset WHERE id = 20"):
        with studio.ctx.reading():
            text = connect.rows(code)[0][0]
        studio.window.scans.take(Scan(text))
        studio.rest()
    studio.window.scans.take(Scan("6901234567892"))


@scene("help")
def _help(studio: Studio) -> None:
    studio.open("assets")
    studio.act("help")


@scene("about")
def _about(studio: Studio) -> None:
    studio.open("assets")
    studio.act("about")


@scene("menu")
def _menu(studio: Studio) -> None:
    studio.open("assets")
    studio.drop(studio.window.menu, studio.window)


@scene("people")
def _people(studio: Studio) -> None:
    studio.open("assets")
    studio.desk.person_asked.emit()
