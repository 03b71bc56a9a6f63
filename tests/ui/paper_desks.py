"""What the tests of papers share: goods on a shelf, a page that is at rest, and scans one after the other."""

from __future__ import annotations

import pytest

from models.places import Place
from ui.navigation import Route
from ui.scan.burst import Scan
from ui.stock.paper_desk import PaperDesk


@pytest.fixture
def shelf(make_part):
    """A bin in which something lies."""
    make_part("ANY", on_hand=1)
    return Place.get(Place.name == "A-01-01")


@pytest.fixture
def psu(make_part):
    """Five pieces at 20.00."""
    return make_part("PSU-24", "电源", on_hand=5, reference_cost=2000)


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
