"""The window opens without what its first page does not need, and goes on with all of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from inventory import bootstrap

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "peewee", "playhouse", "psycopg", "PySide6.QtNetwork", "openpyxl", "python_calamine", "rustpy_xlsxwriter", "qrcode",
    "barcode", "numpy", "zxingcpp", "asyncio", "qtawesome", "statistics", "decimal", "difflib", "hashlib", "uuid",
    "subprocess", "dateutil", "calendar", "inventory.values.codes", "ui.hit_list", "ui.toasts", "ui.widgets.drawer",
    "ui.widgets.dialogs", "inventory.calendars.loading", "inventory.journal", "inventory.guards", "models.base",
    "models.catalog",
}  # fmt: skip
OPENED = """
import json, sys
from ui import application

def watched(house, *rest):
    from ui.tables.view import TableView

    app = application.application()
    running = application.Running(house, app)
    loaded, shown, paint = [], [], TableView.paintEvent

    def painted(view, event):
        paint(view, event)
        if not loaded and view.lazy.ids:
            loaded.extend(sys.modules)
            shown.append(running.window.isVisible())

    TableView.paintEvent = painted
    running.settled.disconnect(running._painted)
    running.settled.connect(app.quit)
    running.show(application.SHOW_AFTER_MS)
    app.exec()
    (panel,) = running.window.findChildren(__import__("ui.tables.panel").tables.panel.TablePanel)
    rows = [panel.model.ready_row(place).texts[0] for place in range(len(panel.model.ids))]
    running.end()
    print(json.dumps({"loaded": loaded, "rows": rows, "shown": shown[0]}))
    return 0

application.run = watched
import main
main.Screen().window(sys.argv[1], new=False)
"""
LIGHTLY = """
import json, sys
from inventory import bootstrap
from models import connect

said, told = {}, []
ctx = bootstrap.open_context(sys.argv[1])
said["light"] = "peewee" not in sys.modules
with ctx.lane():
    with ctx.reading():
        connect.rows("CREATE TEMP TABLE mine (n)")
        connect._connection().set_trace_callback(told.append)
    with ctx.reading():
        with ctx.reading():
            pass
        said["kept"] = connect.rows("SELECT count(*) FROM mine")[0][0] == 0
        from models.assets import Asset
        said["orm"] = Asset.select().count()
        said["same"] = connect.rows("SELECT count(*) FROM mine")[0][0] == 0
    said["memory given back"] = told.count("PRAGMA shrink_memory")  # after each session, not after one within another
    with ctx.work() as work:
        from models.customers import Customer
        said["made"] = work.create(Customer, code="KH9", name="九", name_key="九", name_grams="九").id > 0
with ctx.reading():
    said["there"] = connect.rows("SELECT count(*) FROM customer WHERE code = 'KH9'")[0][0]
print(json.dumps(said))
"""
REFUSED = """
import sys
from inventory import bootstrap
from models import connect

ctx = bootstrap.open_context(sys.argv[1])
assert "peewee" not in sys.modules
with ctx.reading():
    try:
        connect.rows("SELECT id FROM nowhere")
    except Exception as error:
        print(type(error).__module__, type(error).__name__, error)
"""


@pytest.fixture
def depot(tmp_path: Path) -> str:
    """A depot with one unit in it, made by another program."""
    url = bootstrap.url_of(tmp_path / "depot.sqlite")
    book = tmp_path / "台账.csv"
    book.write_text(
        "产品名称,规格型号,生产厂家,出厂编号,售出日期,用户/单位名称\n血压计,HEM-7136,欧姆龙,SN0001,2026-03-01,济南三院\n",
        encoding="utf-8",
    )
    for arguments in (("init",), ("import", "assets", str(book))):
        done = subprocess.run(
            (sys.executable, str(ROOT / "main.py"), "--database", url, *arguments), capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
    return url


def said(program: str, url: str) -> str:
    """What a program of its own prints about the depot."""
    done = subprocess.run(
        (sys.executable, "-c", program, url), capture_output=True, check=False, cwd=ROOT, timeout=120,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().splitlines()[-1]


def test_the_window_shows_its_first_rows_before_anything_heavy_is_loaded(depot: str):
    found: dict[str, Any] = json.loads(said(OPENED, depot))

    assert found["shown"]
    assert found["rows"] == ["SN0001"]
    assert {"ui.assets.list", "inventory.assets.queries", "sqlite3"} <= set(found["loaded"])
    assert set(found["loaded"]) & HEAVY == set()


def test_the_first_change_brings_the_tables_and_goes_on_with_the_same_connection(depot: str):
    expected = {"light": True, "kept": True, "orm": 1, "same": True, "memory given back": 2, "made": True, "there": 1}

    assert json.loads(said(LIGHTLY, depot)) == expected


def test_a_question_that_fails_does_so_in_the_same_way_with_the_tables_and_without(depot: str):
    assert said(REFUSED, depot) == "peewee OperationalError no such table: nowhere"
