"""A window that says when it is painted, in a process of its own: ``python -m benchmarks.opening bare|product DEPOT``.

Imports nothing at its head: what the bare window does not need must not slow it down.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.desk import Desk


def bare(path: Path) -> None:
    """A window with the newest 50 units of the depot, by Qt and sqlite3 alone."""
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


def product(path: Path) -> None:
    """``main.py`` as a person starts it; somebody looks when the first page is painted with rows."""
    from PySide6.QtCore import QTimer

    import main
    from inventory import bootstrap
    from ui import application

    run = application.run

    def watched(house: application.House, *rest: str) -> int:
        house.ready = _looking
        return run(house)

    def _looking(desk: Desk) -> None:
        from PySide6.QtWidgets import QApplication

        from ui.tables.panel import TablePanel

        # found once: to look through all widgets again and again would take longer than what is measured
        (panel,) = (found for window in QApplication.topLevelWidgets() for found in window.findChildren(TablePanel))

        def look() -> None:
            if len(panel.model.ids) and panel.model.ready_row(0) is not None:
                timer.stop()
                panel.window().repaint()
                print("painted", flush=True)

        timer = QTimer(desk)
        timer.timeout.connect(look)
        timer.start(2)

    setattr(application, "run", watched)  # noqa: B010  (the program's own start, watched from outside)
    main.Screen().window(bootstrap.url_of(path), new=False)


if __name__ == "__main__":
    (bare if sys.argv[1] == "bare" else product)(Path(sys.argv[2]))
