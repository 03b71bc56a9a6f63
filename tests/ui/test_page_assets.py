"""The register on screen: the card answers everything on one screen, the list leads to it, the form loses nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel

from inventory.cover.rules import Cover, CoverStatus
from models.assets import Asset
from models.cases import CaseState
from models.labels import LabelPrint
from ui.assets.card import AssetPage
from ui.assets.form import NewUnitDialog, UnitDialog
from ui.assets.label_dialog import LabelDialog
from ui.assets.list import AssetsPage, cover_meaning
from ui.assets.pages import PAGES
from ui.assets.story import story
from ui.assets.stretches import Bar, Mark, Story, Stretch, gathered, hidden, pieces, staggered
from ui.assets.timeline import TimelineView
from ui.navigation import Route
from ui.theme import Meaning
from ui.widgets.buttons import ActionButton
from ui.widgets.chips import Chip


@pytest.fixture
def desk(make_desk, opened):
    return make_desk(opened, pages=PAGES)


@pytest.fixture
def unit(
    make_asset, make_model, make_maker, make_customer, make_contact, make_contract, make_case, make_part, make_part_use
):
    """A unit with a past: accepted 15 March 2024 for 36 months, repaired twice, one fault open."""
    customer = make_customer("市第二人民医院")
    make_contact(customer, "张伟", "0531-88662143")
    model = make_model("HEM-7136", "电子血压计", make_maker("欧姆龙健康医疗"))
    asset = make_asset(
        "2024031500012",
        model,
        customer,
        contract=make_contract("HT2024-017", customer),
        sold_on=date(2023, 7, 2),
        accepted_on=date(2024, 3, 15),
        warranty_months=36,
    )
    part = make_part("LCD-7", "显示屏", model, on_hand=3, reference_cost=12000)
    done = make_case(
        asset,
        "WX-2025-0910",
        datetime(2025, 9, 10, tzinfo=UTC),
        symptom="显示屏花屏",
        state=CaseState.CLOSED,
        restored_at=datetime(2025, 9, 10, 4, 10, tzinfo=UTC),
    )
    make_part_use(done, part, name="显示屏")
    make_case(asset, "WX-2026-1119", datetime(2026, 11, 19, tzinfo=UTC), symptom="袖带漏气")
    return asset


def texts(page) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def show(page, qtbot, ready):
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    qtbot.waitUntil(ready)
    return page


def show_card(desk, qtbot, route):
    page = AssetPage(desk, route)
    return show(page, qtbot, lambda: page._loaded is not None)


def test_the_card_says_whose_where_covered_until_when_and_why(desk, unit, qtbot):
    page = show_card(desk, qtbot, Route("asset", unit.id))

    said = texts(page)
    assert "电子血压计 HEM-7136" in said and "2024031500012" in said
    assert "市第二人民医院" in said and "张伟 0531-88662143" in said and "HT2024-017" in said
    chips = {chip.text: chip.meaning for chip in page.findChildren(Chip)}
    # 36 months from 2024-03-15, the day itself covered: until 2027-03-15, 113 days after 2026-11-22
    assert any("113" in text and meaning is Meaning.OK for text, meaning in chips.items())
    assert any("WX-2026-1119" in text for text in chips)
    assert "2027-03-15" in page.head.reason.text() and "2030-03-15" in page.head.reason.text()


def test_the_history_stands_newest_first_with_parts_and_time_taken(desk, unit, qtbot):
    page = show_card(desk, qtbot, Route("asset", unit.id))

    model = page._history.model()
    rows = [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]
    assert [row[:3:2] for row in rows] == [["▲2", "WX-2026-1119"], ["▲1", "WX-2025-0910"]]
    assert rows[1][4] == "显示屏 ×1"
    assert "4" in rows[1][7] and "10" in rows[1][7]  # from 08:00 to 12:10


def test_a_case_opens_the_card_of_its_unit_with_the_case_marked(desk, unit, qtbot):
    from models.cases import ServiceCase

    case = ServiceCase.get(ServiceCase.case_no == "WX-2025-0910")
    page = show_card(desk, qtbot, Route("case", case.id))

    assert page._loaded.card.id == unit.id
    assert page._history.currentIndex().row() == 1


def test_a_replaced_unit_says_so_and_leads_to_its_successor(desk, unit, make_asset, qtbot):
    successor = make_asset("2026112200001", unit.model, unit.customer)
    Asset.update(state="replaced", replaced_by=successor).where(Asset.id == unit.id).execute()
    page = show_card(desk, qtbot, Route("asset", unit.id))

    (banner,) = page.banners.shown
    assert "2026112200001" in texts(banner)
    with qtbot.waitSignal(desk.opened) as went:
        page._open_successor()
    assert went.args == [Route("asset", successor.id)]


def test_a_change_made_elsewhere_is_shown_without_asking(desk, unit, opened, qtbot):
    page = show_card(desk, qtbot, Route("asset", unit.id))

    with opened.work() as work:
        work.change(work.lock(Asset, unit.id), location_text="门诊三楼 302")
    qtbot.waitUntil(lambda: "门诊三楼 302" in page.head.where.text())


def test_a_unit_that_is_gone_is_said_to_be_gone(desk, qtbot):
    page = AssetPage(desk, Route("asset", 999_999))
    qtbot.addWidget(page)
    with qtbot.waitSignal(desk.troubled) as told:
        page.refresh()
    assert "999" not in str(told.args[0].error) and str(told.args[0].error)


def test_a_card_that_turns_to_a_unit_that_is_gone_no_longer_shows_the_unit_before(desk, unit, qtbot):
    page = show_card(desk, qtbot, Route("asset", unit.id))
    with qtbot.waitSignal(desk.troubled):
        assert page.turn_to(Route("asset", 999_999))

    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert not any(unit.serial_no in text or unit.model.model_code in text for text in shown)
    assert not any(button.isEnabled() for button in page.findChildren(ActionButton))

    assert page.turn_to(Route("asset", unit.id))
    qtbot.waitUntil(lambda: page._loaded is not None)
    assert any(unit.serial_no in label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert all(button.isEnabled() for button in page.findChildren(ActionButton))


@pytest.mark.parametrize(
    ("cover", "meaning"),
    [
        (Cover(CoverStatus.IN_WARRANTY, days_left=91), Meaning.OK),
        (Cover(CoverStatus.IN_WARRANTY, days_left=90), Meaning.SOON),
        (Cover(CoverStatus.IN_WARRANTY, days_left=0), Meaning.SOON),
        (Cover(CoverStatus.POST_WARRANTY), Meaning.OFF),
        (Cover(CoverStatus.PRE_ACCEPTANCE), Meaning.INFO),
    ],
)
def test_cover_that_ends_within_ninety_days_stands_out(cover, meaning):
    assert cover_meaning(cover) is meaning


@pytest.mark.usefixtures("dressed")
def test_the_timeline_leads_from_a_mark_to_its_case(qtbot):
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(900, view.sizeHint().height())
    view.tell(
        Story(
            date(2026, 11, 22),
            [Mark(date(2024, 3, 15), "验收", "accepted")],
            [Bar(Stretch.FREE, date(2024, 3, 15), date(2027, 3, 15), "free")],
            [Mark(date(2025, 9, 10), "0910", "a fault", 42)],
        )
    )
    view.show()
    view.grab()
    spot = next(spot.box for spot in view._spots if spot.key == 42)
    with qtbot.waitSignal(view.case_chosen) as chosen:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPointF(spot.center()).toPoint())
    assert chosen.args == [42]


def test_the_marks_of_cases_are_numbered_like_the_history_and_their_tips_are_whole(desk, unit, qtbot):
    page = show_card(desk, qtbot, Route("asset", unit.id))

    marks = story(page._loaded.card).cases
    assert [(mark.words, mark.tip) for mark in marks] == [
        ("2", "▲2 · WX-2026-1119 · 2026-11-19\n袖带漏气"),
        ("1", "▲1 · WX-2025-0910 · 2025-09-10\n显示屏花屏"),
    ]


def test_numbers_of_marks_that_run_into_each_other_become_a_range():
    def ten_a_letter(text):
        return 10 * len(text)

    assert gathered([(0, "1"), (100, "2"), (105, "3"), (110, "4"), (300, "5")], ten_a_letter) == [
        (0, "1"), (105, "2–4"), (300, "5")
    ]  # fmt: skip
    # "2–3" is 30 wide and reaches what stood free of "2" alone
    assert gathered([(0, "1"), (17, "2"), (19, "3")], ten_a_letter) == [(9.5, "1–3")]


@pytest.mark.usefixtures("dressed")
def test_of_cases_on_one_day_the_tip_tells_all(qtbot):
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(900, view.sizeHint().height())
    day = date(2025, 9, 10)
    view.tell(Story(date(2026, 11, 22), cases=[Mark(day, "1", "the first", 1), Mark(day, "2", "the second", 2)]))
    view.grab()
    spot = next(spot.box for spot in view._spots if spot.key == 1)
    found = view._under(spot.center())
    assert (found.tip, found.key) == ("the second\n\nthe first", 2)


def test_marks_that_would_cover_each_other_are_staggered():
    # the second begins inside the first, the third inside both; the fourth stands free
    assert staggered([(40, 50), (20, 50), (0, 50), (200, 10)], rows=2) == [0, 1, None, 0]


def test_the_list_shows_units_and_opens_the_card(desk, unit, make_asset, qtbot):
    make_asset("ZZ-1", unit.model, unit.customer)
    page = AssetsPage(desk, Route("assets"))
    show(page, qtbot, lambda: len(page.panel.model.ids) == 2)

    with qtbot.waitSignal(desk.opened) as went:
        page.panel.opened.emit(unit.id)
    assert went.args == [Route("asset", unit.id)]


def test_the_list_says_the_cover_in_few_words_and_whole_in_the_tip(desk, unit, qtbot):
    page = AssetsPage(desk, Route("assets"))
    show(page, qtbot, lambda: len(page.panel.model.ids) == 1)
    view = page.panel.view
    place = next(number for number, column in enumerate(page.panel.model.columns) if column.key == "cover")
    index = page.panel.model.index(0, place)

    qtbot.waitUntil(lambda: index.data() == "还剩 113 天")
    assert view.painter.tip(index, view.fontMetrics(), 1000) == "质保期内，还剩 113 天"


def test_the_units_of_one_model_are_a_list_of_their_own(desk, unit, make_asset, qtbot):
    make_asset("OTHER-1")
    page = AssetsPage(desk, Route("model", unit.model_id))
    show(page, qtbot, lambda: list(page.panel.model.ids) == [unit.id])
    qtbot.waitUntil(lambda: "HEM-7136" in page.subtitle.text())


def test_an_edited_unit_is_saved_and_a_stale_form_overwrites_nothing(desk, unit, opened, qtbot):
    page = show_card(desk, qtbot, Route("asset", unit.id))
    first, second = UnitDialog(desk, page._loaded.card), UnitDialog(desk, page._loaded.card)
    for dialog in (first, second):
        qtbot.addWidget(dialog)
        dialog.show()

    first.form["location_text"].set_raw("三楼")
    with qtbot.waitSignal(first.sheet.closed):
        first.form.submit()
    assert Asset.get_by_id(unit.id).location_text == "三楼"

    second.form["location_text"].set_raw("四楼")
    second.form.submit()
    qtbot.waitUntil(lambda: bool(second.form.banners.shown))
    assert Asset.get_by_id(unit.id).location_text == "三楼"
    assert second.form["location_text"].raw() == "四楼"  # nothing typed is lost


def test_save_and_add_another_keeps_everything_but_the_serial(desk, unit, qtbot):
    from inventory.choices import Choice

    dialog = NewUnitDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form["model_id"].pick(Choice(unit.model_id, "HEM-7136"))
    for serial in ("A-0001", "A-0002"):
        dialog.form["serial_no"].set_raw(serial)
        dialog.form["warranty_months"].set_raw("3年")
        dialog.sheet._save_another()
        qtbot.waitUntil(lambda: dialog.form["serial_no"].raw() == "")
    saved = {asset.serial_no: asset.warranty_months for asset in Asset.select().where(Asset.serial_no.startswith("A-"))}
    assert saved == {"A-0001": 36, "A-0002": 36}


def test_a_serial_that_is_there_already_is_refused_under_the_form(desk, unit, qtbot):
    from inventory.choices import Choice

    dialog = NewUnitDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form["model_id"].pick(Choice(unit.model_id, "HEM-7136"))
    dialog.form["serial_no"].set_raw(" ２０２４０３１５０００１２ ")
    dialog.form.submit()
    qtbot.waitUntil(lambda: bool(dialog.form.banners.shown) or "市第二人民医院" in texts(dialog))
    assert Asset.select().where(Asset.serial_norm == "2024031500012").count() == 1


def test_a_label_written_from_the_card_is_recorded(desk, unit, qtbot, tmp_path):
    dialog = LabelDialog(desk, [unit.id])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog._preview.pixmap().isNull())
    with qtbot.waitSignal(dialog.finished, timeout=10_000):
        dialog._to_file(str(tmp_path / "label.pdf"))
    assert (tmp_path / "label.pdf").read_bytes().startswith(b"%PDF")
    assert [(row.template, row.generation) for row in LabelPrint.select()] == [("roll-50x30", 1)]
    assert Asset.get_by_id(unit.id).label_printed_at is not None


def test_enter_alone_prints_no_label_because_a_scanner_sends_it(desk, unit, qtbot):
    dialog = LabelDialog(desk, [unit.id])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog._preview.pixmap().isNull())
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible() and LabelPrint.select().count() == 0


def test_one_card_turns_from_unit_to_unit_and_never_shows_a_late_answer(desk, unit, make_asset, qtbot):
    other = make_asset("2026112200002", unit.model, unit.customer)
    page = show_card(desk, qtbot, Route("asset", unit.id))
    late = page._loaded

    assert page.turn_to(Route("asset", other.id))
    page._show(late)  # what had been asked about the first unit arrives when the page is the second one's
    assert page._loaded is None
    qtbot.waitUntil(lambda: page._loaded is not None)
    assert page._loaded.card.serial_no == "2026112200002"
    assert "2026112200002" in texts(page)
    assert not page.turn_to(Route("customers"))


BASE = Bar(Stretch.FREE, date(2024, 1, 1), date(2026, 12, 31), "ours")
MAKER = Bar(Stretch.MAKER, date(2023, 6, 1), date(2027, 6, 30), "theirs")
LATER = Bar(Stretch.EXTENDED, date(2028, 1, 1), date(2028, 12, 31), "extended", opens=Route("extension", 7))


def test_a_window_behind_another_one_shows_its_ends_and_is_drawn_whole_below():
    shown = [(bar.kind, bar.first, bar.last) for bar in pieces([BASE, MAKER, LATER])]
    assert shown == [
        (Stretch.MAKER, date(2023, 6, 1), date(2023, 12, 31)),
        (Stretch.FREE, date(2024, 1, 1), date(2026, 12, 31)),
        (Stretch.MAKER, date(2027, 1, 1), date(2027, 6, 30)),
        (Stretch.EXTENDED, date(2028, 1, 1), date(2028, 12, 31)),
    ]
    assert hidden([BASE, MAKER, LATER]) == [[MAKER]]


def test_windows_that_do_not_meet_need_no_row_below():
    assert hidden([BASE, LATER]) == []


@pytest.mark.usefixtures("dressed")
def test_the_arrow_keys_go_through_the_timeline_and_enter_opens_what_a_stretch_rests_on(qtbot):
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(900, view.sizeHint().height())
    view.tell(Story(date(2026, 11, 22), bars=[BASE, LATER]))
    view.show()
    view.grab()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.accessibleDescription() == "extended"
    with qtbot.waitSignal(view.proof_chosen) as went:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert went.args == [Route("extension", 7)]


def test_the_card_leads_from_a_stretch_to_what_it_rests_on(desk, unit, qtbot):
    page = show_card(desk, qtbot, Route("asset", unit.id))
    with qtbot.waitSignal(desk.opened) as went:
        page._timeline.proof_chosen.emit(Route("model", unit.model.id))
    assert went.args == [Route("model", unit.model.id)]
