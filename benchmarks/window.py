"""The real window without a screen, in a process of its own: ``python -m benchmarks.window cards|list|start DEPOT …``.

Prints one JSON document. Time is taken until the widget has been painted with what was asked for.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.bench import resident
from inventory import bootstrap, search
from inventory.paging import Sort
from inventory.scanning.resolve import resolve
from ui import pages
from ui.application import House, Running, application
from ui.navigation import Route
from ui.tables.panel import TablePanel

JUMPS = 60


class Window:
    """The program as ``main.py`` puts it together."""

    def __init__(self, depot: Path) -> None:
        url = bootstrap.url_of(depot)
        ctx = bootstrap.open_context(url)
        house = House(
            ctx, pages=pages.PAGES, kinds=pages.KINDS, search=search.find, resolve=partial(resolve, ctx),
            settings={"language": "zh_CN", "theme": "light"}, database=url, first=Route("settings"),
        )  # fmt: skip
        self.app: QApplication = application()
        self.running = Running(house, self.app)
        self._pulse = QTimer()  # an event now and then, so that a wait can run out of time
        self._pulse.start(500)
        self.running.window.resize(1280, 800)
        self.running.show()
        self.until(self.quiet)
        self.paint()

    def quiet(self) -> bool:
        """Whether nothing is being fetched."""
        return not self.running.desk.jobs.running()

    def until(self, true: Callable[[], bool], seconds: float = 120.0) -> None:
        """Let the window work until something is true."""
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise TimeoutError
            # sleeps until something happens: a loop that never sleeps would take the interpreter from the readers
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def paint(self) -> None:
        """Lay out and paint now what has changed, and nothing else."""
        QCoreApplication.sendPostedEvents()

    def open(self, route: Route) -> float:
        """Open a page; seconds until it is painted with its data."""
        begun = time.perf_counter()
        self.running.desk.open(route)
        self.until(self.quiet)
        self.paint()
        return time.perf_counter() - begun


def cards(depot: Path, count: int) -> dict[str, Any]:
    """Cards opened one after another, and frames painted without anything to fetch."""
    window, chance = Window(depot), random.Random(7)
    units = chance.sample(range(1, _units() + 1), k=count + 3)
    seconds = [window.open(Route("asset", unit)) for unit in units][3:]
    frames = []
    for _ in range(30):
        begun = time.perf_counter()
        window.running.window.repaint()
        frames.append(time.perf_counter() - begun)
    window.running.end()
    return {"seconds": seconds, "frames": frames}


def _units() -> int:
    from models import connect

    with connect.session():
        return int(connect.rows("SELECT max(id) FROM asset")[0][0])


def listed(depot: Path) -> dict[str, Any]:
    """The list of all units: first rows, all ids, jumps, sorting, memory."""
    window = Window(depot)
    begun = time.perf_counter()
    window.running.desk.open(Route("assets"))
    from ui.assets.list import AssetsPage  # opening it has loaded it, which counts as well

    page = window.running.window.area.page  # at hand: to look through all widgets would count as opening the list
    assert isinstance(page, AssetsPage)
    panel = page.panel
    model = panel.model
    window.until(lambda: len(model.ids) > 0)
    window.paint()
    first = time.perf_counter() - begun
    window.until(lambda: model.complete)
    complete = time.perf_counter() - begun
    window.until(window.quiet)
    jumps = [_jump(window, panel, place) for place in _places(len(model.ids))]
    sorting = [_sorted(window, panel, key) for key in ("serial", "sold_on", "accepted_on")]
    memory = resident()
    window.running.end()
    return {
        "rows": len(model.ids), "first": first, "complete": complete, "jumps": jumps, "sorting": sorting,
        "memory": memory,
    }  # fmt: skip


def _sorted(window: Window, panel: TablePanel, key: str) -> float:
    """Seconds from a click on a heading to the first rows in the new order."""
    anew: list[bool] = []
    connection = panel.model.begun.connect(partial(anew.append, True))
    begun = time.perf_counter()
    panel.model.load(sort=Sort(key))
    window.until(lambda: bool(anew) and panel.model.ready_row(0) is not None)
    window.paint()
    took = time.perf_counter() - begun
    panel.model.begun.disconnect(connection)
    window.until(window.quiet)
    return took


def _places(rows: int) -> list[int]:
    chance = random.Random(11)
    return [chance.randrange(rows) for _ in range(JUMPS)]


def _jump(window: Window, panel: TablePanel, place: int) -> float:
    """Seconds from a drag of the scroll bar to painted rows."""
    begun = time.perf_counter()
    bar = panel.view.verticalScrollBar()
    bar.setValue(bar.maximum() * place // len(panel.model.ids))
    first, last = panel.view.on_screen()
    window.until(lambda: all(panel.model.ready_row(row) is not None for row in (first, last)))
    window.paint()
    return time.perf_counter() - begun


if __name__ == "__main__":
    act, where, *rest = sys.argv[1:]
    result = listed(Path(where)) if act == "list" else cards(Path(where), int(rest[0]))
    print(json.dumps(result))
