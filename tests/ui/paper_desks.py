"""What the tests of the paper desk share: a page that is at rest, and scans one after the other."""

from __future__ import annotations

import pytest

from ui.navigation import Route
from ui.scan.burst import Scan
from ui.stock.paper_desk import PaperDesk


def rest(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.jobs.running())


@pytest.fixture
def show(desk, qtbot):
    def open_(*args) -> PaperDesk:
        page = PaperDesk(desk, Route("paper_desk", *args))
        qtbot.addWidget(page)
        page.resize(1176, 800)
        page.show()
        rest(desk, qtbot)
        return page

    return open_


@pytest.fixture
def scan(desk, qtbot):
    def read(page, *texts):
        for text in texts:
            assert page.take_scan(Scan(text))
            rest(desk, qtbot)

    return read
