"""A keeper's morning with a scanner: what was ordered comes in, goes out to a case, is thought better of, and comes back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from inventory.choices import Choice
from inventory.stock.reading import article
from inventory.supply.orders import PlaceOrder, Wanted, place_order
from models.cases import CaseState
from models.places import Place, PlaceKind
from models.stock import DocKind, StockDoc
from models.suppliers import Supplier
from models.supply import OrderLine
from ui.assets.card import AssetPage
from ui.navigation import Route
from ui.stock.paper_desk import PaperDesk
from ui.stock.paper_page import PaperPage


def on_show(program, qtbot, kind, holds=lambda page: True):
    """The page on show, once it is of this kind and has what is expected."""

    def there():
        page = program.window.area.page
        return isinstance(page, kind) and holds(page) and not program.desk.jobs.running()

    qtbot.waitUntil(there, timeout=20_000)
    return program.window.area.page


def posted(program, qtbot, page, kind):
    """Enter in the empty field, and the paper that came of it."""
    before = StockDoc.select().where(StockDoc.kind == kind).count()
    page.box.code.line.setFocus()
    QTest.keyClick(page.box.code.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: StockDoc.select().where(StockDoc.kind == kind).count() > before, timeout=20_000)
    qtbot.waitUntil(lambda: not program.desk.jobs.running(), timeout=20_000)
    return StockDoc.select().order_by(StockDoc.id.desc()).get()


def test_from_the_order_over_the_shelf_to_the_case_and_back(ctx, program, scanner, qtbot, make_part, make_case):
    part = make_part("PSU-24", "电源")
    shelf = Place.get(Place.kind == PlaceKind.BIN)
    supplier = Supplier.create(name="济南电子", name_key="济南电子")
    place_order(ctx, PlaceOrder(lines=(Wanted(part.id, 10),), supplier_id=supplier.id, order_no="DD-7"))
    case = make_case(case_no="WX-0001", state=CaseState.REPORTED)

    # what was ordered comes in: bin, part, quantity, cost, Enter
    program.desk.open(Route("paper_desk", "receive"))
    page = on_show(program, qtbot, PaperDesk)
    page.head.fields["supplier_id"].pick(Choice(supplier.id, supplier.name))
    scanner(shelf.code)
    scanner(part.code)
    qtbot.waitUntil(lambda: len(page.lines.rows) == 1, timeout=20_000)
    row = page.lines.rows[0]
    for name, text in (("quantity", "4"), ("cost", "20.00")):
        field = row.fields[name]
        field.line.setFocus()
        field.line.selectAll()
        QTest.keyClicks(field.line, text)
    posted(program, qtbot, page, DocKind.RECEIPT)
    assert OrderLine.get().received == 4

    # it goes out to the case of the unit: scan, scan, Enter
    program.desk.open(Route("asset", case.asset_id))
    on_show(program, qtbot, AssetPage, lambda page: page._loaded is not None).issue_parts()
    page = on_show(program, qtbot, PaperDesk, lambda page: page.head.case_id() == case.id)
    scanner(part.code)
    qtbot.waitUntil(lambda: len(page.lines.rows) == 1, timeout=20_000)
    scanner(part.code)
    qtbot.waitUntil(lambda: page.draft.lines[0].quantity == "2", timeout=20_000)
    out = posted(program, qtbot, page, DocKind.ISSUE)
    assert out.case_id == case.id
    with ctx.reading():
        assert article(part.id).free(None) == 2

    # somebody thinks better of it: Undo in the corner
    undo = [made for made in program.window.findChildren(QPushButton) if made.text() == "撤销" and made.isVisible()][-1]
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: StockDoc.get_or_none(StockDoc.reverses == out.id) is not None, timeout=20_000)
    with ctx.reading():
        assert article(part.id).free(None) == 4

    # and the paper says so
    program.desk.open(Route("stock_paper", out.id))
    page = on_show(program, qtbot, PaperPage, lambda page: page._loaded is not None)
    assert page._loaded.reversed_by is not None and not page.reverse.isVisible()
