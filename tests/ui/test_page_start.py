"""The first page of an empty depot: three ways in, none of which asks a question first."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from inventory.errors import RuleBroken
from inventory.settings import LANGUAGE
from ui.navigation import Route
from ui.pages import PAGES
from ui.start import beginning
from ui.start.beginning import demonstration_command
from ui.start.page import StartPage
from ui.widgets.words import words

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def desk(make_desk, ctx):
    return make_desk(ctx, pages=PAGES)


@pytest.fixture
def page(desk, qtbot):
    page = StartPage(desk, Route("start"))
    qtbot.addWidget(page)
    page.resize(1176, 800)
    page.show()
    return page


def test_the_books_way_leads_to_the_import(desk, page, qtbot):
    with qtbot.waitSignal(desk.opened) as went:
        page.books.button.click()
    assert went.args == [Route("import")]


def test_the_empty_way_leads_to_the_register(desk, page, qtbot):
    with qtbot.waitSignal(desk.opened) as went:
        page.empty.button.click()
    assert went.args == [Route("assets")]


def test_a_click_anywhere_on_a_card_takes_its_way(desk, page, qtbot):
    from PySide6.QtCore import Qt

    with qtbot.waitSignal(desk.opened) as went:
        qtbot.mouseClick(page.empty, Qt.MouseButton.LeftButton, pos=page.empty.rect().center())
    assert went.args == [Route("assets")]


def test_the_demonstration_is_the_programs_own_command():
    program, arguments, folder = demonstration_command()
    assert program == sys.executable
    assert arguments == [str(Path(folder) / "main.py"), "demo"]
    assert (Path(folder) / "ui").is_dir()


def test_the_demonstration_opens_beside_this_depot(desk, page, qtbot, tmp_path, monkeypatch):
    mark = tmp_path / "started"
    command = (sys.executable, ["-c", f"open({str(mark)!r}, 'w').close()"], str(tmp_path))
    monkeypatch.setattr(beginning, "demonstration_command", lambda: command)
    with qtbot.waitSignal(desk.toasted):
        page.demonstration.button.click()
    qtbot.waitUntil(mark.exists, timeout=10_000)


def test_a_demonstration_that_cannot_be_started_says_how_to_start_it_by_hand(desk, page, qtbot, tmp_path, monkeypatch):
    command = (str(tmp_path / "no-such-program"), [], str(tmp_path))
    monkeypatch.setattr(beginning, "demonstration_command", lambda: command)
    with qtbot.waitSignal(desk.troubled) as told:
        page.demonstration.button.click()
    error = told.args[0].error
    assert isinstance(error, RuleBroken) and "python3 run.py demo" in str(error)


def test_the_language_can_be_chosen_before_anything_else(desk, page, qtbot):
    with qtbot.waitSignal(desk.language_changed) as spoke:
        page.languages.choose("en")
    assert spoke.args == ["en"] and desk.settings.value(LANGUAGE) == "en"


def test_every_word_of_the_ways_is_shown_whole_in_the_smallest_window(page):
    page.resize(840, 560)
    page.grab()
    for card in (page.demonstration, page.books, page.empty):
        for label in card.findChildren(type(words("x"))):
            assert label.height() >= label.heightForWidth(label.width()), label.text()
