"""Whoever may not see costs finds none on any page: in no list, tooltip, total, column, dialog or workbook."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QWidget

from inventory.access.rights import allowed
from inventory.parts.commands import EditPart, edit
from inventory.pricing.charges import LineKind, PriceRule
from inventory.quotations.commands import DraftQuotation, draft
from inventory.quotations.lines import QuoteLine
from inventory.stock.papers import Goods, Paper, issue, receive, scrap
from inventory.stocktake.approval import submit
from inventory.stocktake.commands import PlanStocktake, finish, plan, review, start
from inventory.stocktake.counting import Count, Explain, count, explain
from inventory.stocktake.differences import found
from inventory.stocktake.rules import Scope
from inventory.suppliers.commands import AddSupplier, add
from inventory.values.money import Money
from models.access import Right, RightGrant
from models.organisation import Role
from models.places import Place, PlaceKind
from models.stocktakes import Stocktake
from ui.navigation import Route
from ui.pages import PAGES
from ui.stock.tabs import TABS
from ui.tables.panel import TablePanel
from ui.widgets.tabs import TabStrip

COST = 86137
"""861.37 for one piece; what several cost is a multiple of it, and nothing else in the depot is."""
MOST = 12


def figures() -> re.Pattern[str]:
    """The cost of some pieces as anybody would write it, or as a column holds it."""
    written = []
    for pieces in range(1, MOST):
        fen = COST * pieces
        written += [f"{fen // 100:,}.{fen % 100:02}", f"{fen // 100}.{fen % 100:02}", str(fen)]
    return re.compile("|".join(map(re.escape, written)))


FIGURES = figures()


@pytest.fixture
def depot(ctx, make_part, make_case, make_user, make_customer):
    """A part with every paper there is, a stocktake that waits for its approval, an order and a quotation."""
    keeper = replace(ctx, actor=make_user("保管员", Role.KEEPER).id)
    RightGrant.create(role=Role.ENGINEER, right=Right.KEEP_STOCK)
    shelf = Place.get(Place.kind == PlaceKind.BIN)
    supplier = add(keeper, AddSupplier(name="华东电子"))
    part = make_part("PSU-24", "电源")
    fields = EditPart(
        part_no="PSU-24", name="电源", part_id=part.id, seen_version=part.version, reference_cost=Money(COST),
        list_price=Money(120000), safety_stock=30, supplier_id=supplier,
    )  # fmt: skip
    edit(replace(ctx, actor=make_user("登记员", Role.MANAGER).id), fields)

    def paper(quantity, **more):
        head = {name: more.pop(name) for name in ("supplier_id", "case_id") if name in more}
        goods = Goods(part_id=part.id, place_id=shelf.id, quantity=quantity, **more)
        return Paper(act=str(uuid.uuid4()), lines=(goods,), **head)

    case = make_case()
    papers = [
        receive(keeper, paper(9, unit_cost=COST, supplier_id=supplier)),
        issue(keeper, paper(2, case_id=case.id)),
        scrap(keeper, paper(1)),
    ]
    sheet = plan(keeper, PlanStocktake(scope=Scope((shelf.id,))))
    start(keeper, sheet, 1)
    count(keeper, Count(stocktake_id=sheet, part_id=part.id, place_id=shelf.id, quantity=3))
    for step in (finish, review):
        step(keeper, sheet, Stocktake.get_by_id(sheet).version)
    (one,) = found(sheet)
    explain(keeper, Explain(lines=((one.line_id, one.version),), reason="盘亏"))
    submit(keeper, sheet, "年终盘点")
    offer = draft(
        keeper,
        DraftQuotation(
            customer_id=make_customer().id,
            lines=(
                QuoteLine(
                    kind=LineKind.SPARE_PART,
                    part_id=part.id,
                    quantity=2,
                    unit_net=Money(100000),
                    rule=PriceRule.NEGOTIATED,
                ),
            ),
        ),
    )
    return {"part": part.id, "papers": [one.doc_id for one in papers], "sheet": sheet, "supplier": supplier,
            "place": shelf.id, "quotation": offer}  # fmt: skip


def routes(made) -> Iterator[Route]:
    """Every page on which the part, its papers or its stocktake are shown."""
    yield Route("parts")
    yield Route("part", made["part"])
    for tab in TABS:
        yield Route("stock", tab.name)
    for doc in made["papers"]:
        yield Route("stock_paper", doc)
    yield from (Route(name, made[key]) for name, key in (
        ("stocktake", "sheet"), ("supplier", "supplier"), ("place", "place"), ("quotation", "quotation"),
    ))  # fmt: skip
    yield from (Route("quotations"), Route("approvals"), Route("start"))


def words(page: QWidget) -> Iterator[str]:
    """Everything that can be read on a page: labels, fields, tooltips, and all columns of its lists, hidden or not."""
    for widget in (page, *page.findChildren(QWidget)):
        yield widget.toolTip()
        yield widget.accessibleName() + widget.accessibleDescription()
        if isinstance(widget, QLabel | QLineEdit):
            yield widget.text()
        elif isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _cells(widget.model())
        elif isinstance(widget, TabStrip):
            yield widget.accessibleName()


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(min(model.rowCount(), 30)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole):
                yield str(index.data(role))


def read(desk, qtbot, route: Route) -> str:
    """All words of a page, every tab of it turned to."""
    page = next(spec for spec in PAGES if spec.name == route.page).factory(desk, route)
    qtbot.addWidget(page)
    page.resize(1176, 760)
    page.show()
    rest(desk, qtbot, page)
    told = list(words(page))
    for strip in page.findChildren(TabStrip) if route.page != "stock" else ():
        for index in range(len(strip._titles)):
            strip.choose(index)
            rest(desk, qtbot, page)
            told += words(page)
    return "\n".join(told)


def rest(desk, qtbot, page):
    qtbot.waitUntil(lambda: not desk.jobs.running(), timeout=20_000)
    for panel in page.findChildren(TablePanel):
        qtbot.waitUntil(lambda one=panel: not one.isVisible() or one.model.complete, timeout=20_000)


def told(desk, ctx, qtbot, wanted) -> dict[str, list[str]]:
    """By page, the costs that it tells to whoever is at work."""
    desk.permits.know(allowed(ctx))
    found = {str(route): sorted(set(FIGURES.findall(read(desk, qtbot, route)))) for route in wanted}
    return {name: costs for name, costs in found.items() if costs}


def test_no_page_tells_a_cost_to_somebody_who_may_not_see_it(make_desk, ctx, depot, make_user, qtbot):
    """Both keep the stock; only the one sees what it costs, on the pages where it belongs."""
    desk = make_desk(ctx, pages=PAGES)

    ctx.actor = make_user("某人", Role.ENGINEER).id
    assert told(desk, ctx, qtbot, routes(depot)) == {}
    ctx.actor = make_user("另一人", Role.KEEPER).id
    where_it_belongs = [
        Route("parts"), Route("part", depot["part"]), Route("stock_paper", depot["papers"][0]),
        Route("stocktake", depot["sheet"]), Route("supplier", depot["supplier"]),
    ]  # fmt: skip
    assert set(told(desk, ctx, qtbot, where_it_belongs)) == set(map(str, where_it_belongs))
