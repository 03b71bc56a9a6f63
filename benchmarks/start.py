"""P1: from the start of the program to a usable window, beside a bare window with 50 rows of the same depot."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench, child
from benchmarks.stopwatch import Bound, Finding, Times, milliseconds


def measure(bench: Bench) -> Iterator[Finding]:
    """Each start is a process of its own; time runs until it says that the first rows are painted."""
    bare, ours = [], []
    path = bench.path
    for turn in range(bench.repeats + 1):
        raw, product = _seconds("bare", path), _seconds("product", path)
        if turn:  # the first one warms the disk
            bare.append(raw)
            ours.append(product)
    yield milliseconds("P1", "a usable window, beside a bare one", Times(tuple(ours)), Times(tuple(bare)), Bound(1.7))


def _seconds(what: str, path: Path) -> float:
    begun = time.perf_counter()
    with child("benchmarks.start", what, path) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "painted":
                took = time.perf_counter() - begun
                process.kill()
                return took
    raise SystemExit(f"the {what} window did not open")


def _bare(path: Path) -> None:
    import sqlite3

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem

    app = QApplication([])
    window = QMainWindow()
    table = QTableWidget(50, 5)
    rows = sqlite3.connect(path).execute(
        "SELECT id, code, serial_no, sold_on, state FROM asset ORDER BY id DESC LIMIT 50"
    )
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            table.setItem(place, column, QTableWidgetItem(str(value)))
    window.setCentralWidget(table)
    window.resize(1280, 800)
    window.show()
    QTimer.singleShot(0, lambda: (window.repaint(), print("painted", flush=True)))
    app.exec()


def _product(path: Path) -> None:
    """``main.py`` as a person starts it; somebody looks when the first page is painted with rows."""
    from PySide6.QtCore import QTimer

    import main
    from inventory import bootstrap
    from ui import application

    run = application.run

    def watched(house: application.House) -> int:
        house.ready = _looking
        return run(house)

    def _looking(desk: object) -> None:
        from PySide6.QtWidgets import QApplication

        from ui.tables.panel import TablePanel

        def look() -> None:
            for window in QApplication.topLevelWidgets():
                for panel in window.findChildren(TablePanel):
                    if len(panel.model.ids) and panel.model.ready_row(0) is not None:
                        timer.stop()
                        window.repaint()
                        print("painted", flush=True)
                        return

        timer = QTimer(desk)
        timer.timeout.connect(look)
        timer.start(2)

    application.run = watched
    main.Screen().window(bootstrap.url_of(path), new=False)


if __name__ == "__main__":
    (_bare if sys.argv[1] == "bare" else _product)(Path(sys.argv[2]))
