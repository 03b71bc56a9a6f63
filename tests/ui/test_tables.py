"""The one table: paints at once, fetches what is looked at, and never asks while painting."""

from __future__ import annotations

import json
import threading
from array import array
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from inventory.errors import DatabaseBusy
from inventory.i18n import N_
from inventory.paging import FIRST
from inventory.values.money import Money
from tests.ui.table_source import COLUMNS, FILTERS, Units
from ui.desk import Desk
from ui.tables.cache import ReadyRow, RowCache, fetch
from ui.tables.copying import copied
from ui.tables.criteria import Criteria, Picked, PickFilter, packed, said, unpacked
from ui.tables.model import LazyTableModel
from ui.tables.source import ChipCell, Row, Sort, plain, shown
from ui.tables.views import View, packed_view, unpacked_view
from ui.theme import ROW, Meaning

pytestmark = pytest.mark.usefixtures("dressed")

BUSY = N_("Others are at work.")
LARGE = 1_000_000


def loaded(qtbot: QtBot, desk: Desk, units: Units) -> LazyTableModel:
    """A model with all its ids."""
    model = LazyTableModel(units, desk.jobs, desk)
    with qtbot.waitSignal(model.completed, timeout=20_000):
        model.load()
    return model


def test_the_first_rows_are_painted_before_the_ids_are_known(qtbot: QtBot, desk: Desk):
    units = Units(1000)
    model = LazyTableModel(units, desk.jobs, desk)
    with qtbot.waitSignal(model.begun):
        model.load()

    assert (model.rowCount(), model.complete) == (FIRST, False)
    assert model.data(model.index(FIRST - 1, 0)) == f"00{FIRST - 1}"
    with qtbot.waitSignal(model.completed):
        pass
    assert (model.rowCount(), model.complete) == (1000, True)
    assert units.questions("rows") == []


def test_a_short_list_is_complete_with_one_question(qtbot: QtBot, desk: Desk):
    units = Units(7)
    model = loaded(qtbot, desk, units)
    assert model.rowCount() == 7
    assert [kind for kind, _about in units.asked] == ["first"]


def test_qt_finds_no_fault_in_the_model(qtbot: QtBot, desk: Desk):
    model = LazyTableModel(Units(500), desk.jobs, desk)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for criteria in (Criteria(), Criteria().having("text", "1"), Criteria()):
        with qtbot.waitSignal(model.completed):
            model.load(criteria)


def test_painting_a_row_that_is_not_here_asks_nothing_and_says_nothing(qtbot: QtBot, desk: Desk):
    units = Units(5000)
    model = loaded(qtbot, desk, units)
    before = len(units.asked)
    assert model.data(model.index(4000, 0)) is None
    assert len(units.asked) == before


def test_a_jump_in_a_million_rows_asks_for_one_window_with_one_question(qtbot: QtBot, desk: Desk):
    units = Units(0)
    units.number = range(LARGE)  # type: ignore[assignment]  # a list of a million is not needed
    model = LazyTableModel(units, desk.jobs, desk)
    units._all = lambda filters, sort: units.number  # type: ignore[method-assign, return-value, assignment]
    with qtbot.waitSignal(model.completed, timeout=30_000):
        model.load()
    assert model.rowCount() == LARGE
    model.on_screen = lambda: (900_000, 900_020)

    with qtbot.waitSignal(model.dataChanged):
        for place in range(900_000, 900_021):
            for column in range(len(COLUMNS)):
                model.data(model.index(place, column))

    (asked,) = units.questions("rows")
    assert set(range(900_000, 900_021)) <= set(asked)
    assert len(asked) < 200
    assert model.data(model.index(900_010, 0)) == "00900010"


def test_scrolling_on_fetches_only_what_is_still_on_screen(qtbot: QtBot, desk: Desk):
    units = Units(50_000)
    model = loaded(qtbot, desk, units)
    model.on_screen = lambda: (1000, 1020)
    with qtbot.waitSignal(model.dataChanged):
        model.data(model.index(1010, 0))
    for place in (10_000, 20_000, 30_000):  # flung past, painted once each
        model.on_screen = lambda place=place: (place, place + 20)
        model.data(model.index(place, 0))
    with qtbot.waitSignal(model.dataChanged):
        pass

    seen = {number for asked in units.questions("rows") for number in asked}
    assert 30_010 in seen
    assert 10_010 not in seen
    assert 20_010 not in seen


def test_after_a_jump_what_is_on_screen_comes_first_and_then_what_lies_around(qtbot: QtBot, desk: Desk):
    units = Units(5000)
    model = loaded(qtbot, desk, units)
    model.on_screen = lambda: (3000, 3020)
    with qtbot.waitSignal(model.dataChanged):
        model.data(model.index(3000, 0))
    assert units.questions("rows") == [list(range(3000, 3021))]
    qtbot.waitUntil(lambda: model.ready_row(3050) is not None)
    assert units.questions("rows")[1:] == [[*range(2970, 3000), *range(3021, 3051)]]


def test_rows_looked_at_before_are_not_asked_for_again(qtbot: QtBot, desk: Desk):
    units = Units(5000)
    model = loaded(qtbot, desk, units)
    model.on_screen = lambda: (3000, 3020)
    model.data(model.index(3000, 0))
    qtbot.waitUntil(lambda: model.ready_row(3050) is not None)
    asked = len(units.asked)
    for place in range(2970, 3051):
        assert model.data(model.index(place, 1)) == f"HEM-{place}"
    assert len(units.asked) == asked


def test_whoever_scrolls_on_has_the_rows_ahead_at_once(qtbot: QtBot, desk: Desk):
    units = Units(5000)
    model = loaded(qtbot, desk, units)
    model.on_screen = lambda: (FIRST - 15, FIRST + 5)
    with qtbot.waitSignal(model.dataChanged):
        model.data(model.index(FIRST, 0))
    assert units.questions("rows") == [list(range(FIRST, FIRST + 36))]


class Gated(Units):
    """Answers for rows when the gate is opened; ``waiting`` says that a question stands before it."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.gate = threading.Event()
        self.waiting = threading.Event()

    def rows(self, ids: Sequence[int]) -> list[Row]:
        """As they were when the question was asked."""
        try:
            found = super().rows(ids)
        finally:
            self.waiting.set()
            assert self.gate.wait(10)
        return found


def test_while_an_answer_is_awaited_nothing_is_asked_and_then_what_is_on_screen(qtbot: QtBot, desk: Desk):
    units = Gated(50_000)
    model = loaded(qtbot, desk, units)
    for place in (1000, 10_000, 20_000):  # flung past while the first answer is awaited
        model.on_screen = lambda place=place: (place, place + 20)
        model.data(model.index(place, 0))
        qtbot.waitUntil(units.waiting.is_set)
    assert len(units.questions("rows")) == 1
    with qtbot.waitSignal(model.dataChanged):
        units.gate.set()
    assert units.questions("rows") == [list(range(1000, 1021)), list(range(20_000, 20_021))]
    assert model.data(model.index(20_010, 0)) == "0020010"


def test_trouble_with_rows_that_were_flung_past_keeps_nobody_waiting(qtbot: QtBot, desk: Desk):
    units = Gated(5000)
    model = loaded(qtbot, desk, units)
    model.on_screen = lambda: (1000, 1020)
    units.trouble = DatabaseBusy(BUSY)
    model.data(model.index(1000, 0))
    qtbot.waitUntil(units.waiting.is_set)
    model.on_screen = lambda: (3000, 3020)
    model.data(model.index(3000, 0))
    units.trouble = None
    with qtbot.waitSignals([model.failed, model.dataChanged]):
        units.gate.set()
    assert model.data(model.index(3010, 0)) == "003010"


def test_rows_that_changed_while_they_were_read_are_read_again(qtbot: QtBot, desk: Desk):
    units = Gated(5000)
    model = loaded(qtbot, desk, units)
    model.on_screen = lambda: (1000, 1020)
    model.data(model.index(1000, 0))
    qtbot.waitUntil(units.waiting.is_set)  # read, and on its way
    units.remark = "repaired"
    model.records_changed([1005])
    model.data(model.index(1005, 0))  # the view paints
    with qtbot.waitSignal(model.dataChanged):
        units.gate.set()
    assert model.data(model.index(1005, 6)) == "repaired"


def test_a_new_order_is_a_new_question_and_old_answers_are_dropped(qtbot: QtBot, desk: Desk):
    units = Units(1000)
    model = LazyTableModel(units, desk.jobs, desk)
    model.load()
    with qtbot.waitSignal(model.completed):
        model.load(sort=Sort("code", descending=True))

    assert model.data(model.index(0, 0)) == "00999"
    assert units.questions("first")[-1] == ({}, Sort("code", descending=True))
    assert list(model.ids[:3]) == [999, 998, 997]


class Growing(Units):
    """A unit is added in front between the first answer and the second."""

    def ids(self, filters: Mapping[str, Any], sort: Sort) -> array[int]:
        self.number.insert(0, 5000)
        return super().ids(filters, sort)


def test_a_list_that_changed_between_the_two_answers_is_shown_as_it_is_now(qtbot: QtBot, desk: Desk):
    model = loaded(qtbot, desk, Growing(1000))
    assert list(model.ids) == [5000, *range(1000)]


def test_a_changed_record_is_fetched_again_and_shown_as_it_was_until_then(qtbot: QtBot, desk: Desk):
    units = Units(50)
    model = loaded(qtbot, desk, units)
    model.on_screen = lambda: (0, 20)
    units.remark = "repaired"
    model.records_changed([3])
    assert model.data(model.index(3, 6)) == "as bought"
    qtbot.waitUntil(lambda: model.data(model.index(3, 6)) == "repaired")
    assert model.data(model.index(4, 6)) == "as bought"
    assert units.questions("rows") == [[3]]


def test_new_records_are_counted_and_not_pushed_under_the_cursor(qtbot: QtBot, desk: Desk):
    units = Units(50)
    model = loaded(qtbot, desk, units)
    units.number += [50, 51, 52]
    with qtbot.waitSignal(model.outdated) as told:
        model.records_changed([50, 51, 52])
    assert told.args == [3]
    assert model.rowCount() == 50


def test_a_record_that_is_gone_is_asked_for_once(qtbot: QtBot, desk: Desk):
    units = Units(1000)
    model = loaded(qtbot, desk, units)
    units.gone = {505}
    model.on_screen = lambda: (500, 510)
    with qtbot.waitSignal(model.dataChanged):
        model.data(model.index(505, 0))
    assert model.ready_row(505) == ReadyRow(505, (None,) * 7, ("",) * 7, gone=True)
    asked = len(units.asked)
    model.data(model.index(505, 0))
    assert len(units.asked) == asked


def test_trouble_while_fetching_is_told_and_scrolling_asks_again(qtbot: QtBot, desk: Desk):
    units = Units(5000)
    model = loaded(qtbot, desk, units)
    model.on_screen = lambda: (3000, 3010)
    units.trouble = DatabaseBusy(BUSY)
    with qtbot.waitSignal(model.failed):
        model.data(model.index(3005, 0))
    units.trouble = None
    with qtbot.waitSignal(model.dataChanged):
        model.data(model.index(3005, 0))
    assert model.data(model.index(3005, 0)) == "003005"


def test_the_cache_keeps_what_was_looked_at_last():
    cache = RowCache(limit=3)
    rows = {number: ReadyRow(number, (), ()) for number in range(5)}
    cache.put(rows[n] for n in (0, 1, 2))
    cache.get(0)
    cache.put([rows[3]])
    assert [number in cache for number in range(4)] == [True, False, True, True]
    cache.doubt([0])
    assert 0 not in cache
    assert cache.get(0) is rows[0]
    cache.put([rows[0]])
    assert 0 in cache
    cache.clear()
    assert len(cache) == 0


def test_fetching_keeps_the_order_and_marks_what_is_gone():
    units = Units(10)
    units.gone = {4}
    found = fetch(units.rows, [5, 4, 3], 7)
    assert [(row.id, row.gone) for row in found] == [(5, False), (4, True), (3, False)]


@pytest.mark.parametrize(
    ("cell", "text", "sheet"),
    [
        (None, "", ""),
        ("00123", "00123", "00123"),
        (1234, "1,234", "1234"),
        (Money(123450), "1,234.50", "1234.50"),
        (date(2024, 3, 15), "2024-03-15", "2024-03-15"),
        (datetime(2024, 3, 15, 1, 12, tzinfo=UTC), "2024-03-15 09:12", "2024-03-15 09:12"),
        (ChipCell("in warranty", Meaning.OK), "in warranty", "in warranty"),
    ],
)
def test_cells_are_written_for_people_and_for_sheets(cell: object, text: str, sheet: str):
    assert shown(cell) == text  # type: ignore[arg-type]
    assert plain(cell) == sheet  # type: ignore[arg-type]


def test_numbers_stand_at_the_right(qtbot: QtBot, desk: Desk):
    model = loaded(qtbot, desk, Units(3))
    role = Qt.ItemDataRole.TextAlignmentRole
    right = [bool(model.data(model.index(0, n), role) & Qt.AlignmentFlag.AlignRight) for n in range(len(COLUMNS))]
    assert right == [False, False, False, True, True, False, False]


def test_copied_rows_paste_into_a_sheet_and_serials_stay_texts():
    rows = fetch(Units(2).rows, [0, 1], 7)
    text, html = copied(COLUMNS, [0, 3, 4], rows)
    assert text.split("\r\n")[1:] == ["000\t1234.50\t1000", "001\t1234.51\t1001"]
    assert html.count('mso-number-format:"\\@"') == 2
    assert "<td style='mso-number-format:\"\\@\"' sdnum='1033;0;@'>000</td><td>1234.50</td>" in html


def test_copied_text_cannot_become_a_formula_or_break_the_lines():
    hostile = ReadyRow(1, ("=1+1", "a\tb\nc", None, Money(-5), -3, None, "<b>"), ("",) * 7)
    text, html = copied(COLUMNS, [0, 1, 3, 4, 6], [hostile])
    assert text.split("\r\n")[1] == "'=1+1\ta b c\t-0.05\t-3\t<b>"
    assert "&lt;b&gt;" in html


CUSTOMER = PickFilter("customer", N_("Customer"))
FULL = (
    Criteria()
    .having("text", "0012")
    .having("state", ("loan", "stock"))
    .having("sold", (date(2024, 1, 1), None))
    .having("customer", Picked(4, "City Hospital"))
)


def test_a_source_is_given_plain_values():
    assert FULL.filters == {
        "text": "0012",
        "state": ("loan", "stock"),
        "sold": (date(2024, 1, 1), None),
        "customer": 4,
    }


@pytest.mark.parametrize("nothing", ["", (), (None, None)])
def test_an_empty_choice_takes_the_filter_away(nothing):
    assert not Criteria().having("text", "x").having("text", nothing)


def test_a_choice_is_said_in_words(request: pytest.FixtureRequest):
    from inventory import i18n

    i18n.use("en")
    words = [said(wanted, value) for wanted in [*FILTERS, CUSTOMER] if (value := FULL.get(wanted.key)) is not None]
    assert words == [
        "Serial or customer: 0012",
        "State: On loan, In stock",
        "Sold on: from 2024-01-01",
        "Customer: City Hospital",
    ]


def test_a_view_comes_back_as_it_was_kept():
    view = View((("sold", 90), ("code", 130)), FULL, Sort("sold", descending=True))
    kept = packed_view(view)
    assert json.loads(kept)["sort"] == ["sold", True]
    back = unpacked_view(kept, COLUMNS, [*FILTERS, CUSTOMER], Sort("code"))
    assert back.layout == view.layout
    assert back.sort == view.sort
    assert back.criteria.filters == FULL.filters | {"state": ("stock", "loan")}  # in the order of the options


@pytest.mark.parametrize(
    "kept",
    ["", "[]", "null", '{"columns": 3, "filters": [], "sort": ["price", true]}', '{"sort": ["moon", false]}'],
)
def test_a_view_that_makes_no_sense_any_more_shows_the_list_as_at_first(kept: str):
    view = unpacked_view(kept, COLUMNS, FILTERS, Sort("code"))
    assert view == View((), Criteria(), Sort("code"))


def test_filters_that_are_gone_are_left_out_of_an_old_view():
    kept = packed(FULL) | {"colour": "red"}
    assert unpacked(kept, FILTERS).filters.keys() == {"text", "state", "sold"}
    assert unpacked({"sold": {"days": ["2024-13-45", None]}, "state": ["moon"], "text": 5}, FILTERS) == Criteria()


def test_rows_are_28_pixels_high():
    assert ROW == 28
