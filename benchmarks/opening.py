"""A window that says when it is painted, in a process of its own: ``python -m benchmarks.opening bare|product DEPOT``.

Each says so after the first frame that has the rows, which is when a person sees them; neither paints for the clock.
Imports nothing at its head: what the bare window does not need must not slow it down.
"""

from __future__ import annotations

import sys
from pathlib import Path


def bare(path: Path) -> None:
    """A window with the newest 50 units of the depot, by Qt and sqlite3 alone."""
    import sqlite3

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem

    class Table(QTableWidget):
        def paintEvent(self, event: object) -> None:
            super().paintEvent(event)  # type: ignore[arg-type]  # to name the event's class is to load it
            QTimer.singleShot(0, _say)

    app = QApplication([])
    window = QMainWindow()
    table = Table(50, 5)
    rows = sqlite3.connect(path).execute(
        "SELECT id, code, serial_no, sold_on, state FROM asset ORDER BY id DESC LIMIT 50"
    )
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            table.setItem(place, column, QTableWidgetItem(str(value)))
    window.setCentralWidget(table)
    window.resize(1280, 800)
    window.show()
    app.exec()


def product(path: Path) -> None:
    """``main.py`` as a person starts it; somebody looks when the first page is painted with rows."""
    import main
    from inventory import bootstrap
    from ui import application

    run = application.run

    def watched(house: application.House, *rest: str) -> int:
        from PySide6.QtCore import QTimer

        from ui.tables.view import TableView

        paint = TableView.paintEvent

        def seen(view: TableView, event: object) -> None:
            paint(view, event)  # type: ignore[arg-type]  # see above
            if len(view.lazy.ids) and view.lazy.ready_row(0) is not None:
                QTimer.singleShot(0, _say)

        setattr(TableView, "paintEvent", seen)  # noqa: B010  (the program's own table, watched from outside)
        return run(house)

    setattr(application, "run", watched)  # noqa: B010  (the program's own start, watched from outside)
    main.Screen().window(bootstrap.url_of(path), new=False)


def _say() -> None:
    print("painted", flush=True)


if __name__ == "__main__":
    (bare if sys.argv[1] == "bare" else product)(Path(sys.argv[2]))
