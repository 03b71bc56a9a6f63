"""All of a book or nothing: cancelled, killed, overtaken by others, sent twice."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from inventory.errors import StaleRecord
from inventory.events import RecordsChanged
from inventory.imports import bulk
from inventory.imports.commit import commit
from inventory.imports.notes import Request
from inventory.imports.preview import preview
from inventory.jobs import Cancelled, Quiet
from models import connect
from models.assets import Asset
from models.catalog import MODELS
from models.customers import Customer
from models.imports import ImportBatch, ImportKind
from models.parts import Part
from models.products import Manufacturer
from tests.service.import_books import looked_at, part_list, register, write_book

ASSETS = ImportKind.ASSETS


def rows_of_everything() -> dict[str, int]:
    return {model._meta.table_name: model.select().count() for model in MODELS}


class StopsAt:
    """A person who cancels at the n-th report."""

    def __init__(self, number: int) -> None:
        self.left = number

    def report(self, done: int, total: int | None, what: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


class Counts:
    """Somebody who listens."""

    def __init__(self) -> None:
        self.reports: list[tuple[int, int | None, str]] = []

    def report(self, done: int, total: int | None, what: str) -> None:
        self.reports.append((done, total, what))


def many(path: Path, count: int) -> Path:
    return register(path, *[{"出厂编号": f"S{n:06d}", "合同编号": f"HT-{n % 50}"} for n in range(count)])


def test_cancelled_at_any_moment_nothing_is_left(ctx, tmp_path):
    book = many(tmp_path / "a.xlsx", 1200)
    found = looked_at(ctx, ASSETS, book)
    before = rows_of_everything()
    listener = Counts()
    outcomes = []
    for moment in range(40):
        try:
            commit(ctx, found, StopsAt(moment))
            outcomes.append("done")
            break
        except Cancelled:
            assert rows_of_everything() == before
            outcomes.append("cancelled")
    assert outcomes[-1] == "done"
    assert outcomes.count("cancelled") >= 4
    preview(ctx, Request(ASSETS, book), listener)
    assert listener.reports[0][:2] == (0, None)


def test_a_preview_can_be_cancelled_too(ctx, tmp_path):
    with pytest.raises(Cancelled):
        preview(ctx, Request(ASSETS, many(tmp_path / "a.xlsx", 300)), StopsAt(2))


def test_a_fault_just_before_the_end_leaves_nothing(ctx, tmp_path, monkeypatch):
    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", {}))
    before = rows_of_everything()

    def breaks(*_args):
        raise RuntimeError("the plug was pulled")

    monkeypatch.setattr(bulk.Bulk, "change", breaks)
    with pytest.raises(RuntimeError, match="plug"):
        commit(ctx, found, Quiet())
    assert rows_of_everything() == before


def test_listeners_hear_of_it_after_the_commit(ctx, tmp_path, announced):
    commit(ctx, looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", {})), Quiet())

    told = {event.entity for event in announced if isinstance(event, RecordsChanged)}
    assert told >= {
        "asset",
        "customer",
        "contact",
        "customer_site",
        "manufacturer",
        "product_model",
        "contract",
        "import_batch",
    }
    assert "change" not in told


def test_a_double_click_does_not_double_the_data(ctx, tmp_path):
    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", {}))
    commit(ctx, found, Quiet())
    before = rows_of_everything()

    with pytest.raises(StaleRecord):
        commit(ctx, found, Quiet())

    assert rows_of_everything() == before


def test_somebody_who_was_faster_makes_the_preview_stale(ctx, tmp_path, make_asset, make_model, make_maker):
    found = looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", {}, {"出厂编号": "B"}))
    make_maker("鱼跃医疗")
    before = rows_of_everything()

    with pytest.raises(StaleRecord) as refusal:
        commit(ctx, found, Quiet())

    assert "重新预览" in str(refusal.value)
    assert rows_of_everything() == before


def test_a_unit_that_was_edited_since_the_preview_is_not_overwritten(ctx, tmp_path):
    commit(
        ctx,
        looked_at(ctx, ASSETS, register(tmp_path / "a.xlsx", {"备注": None}, {"出厂编号": "B", "备注": None})),
        Quiet(),
    )
    found = looked_at(
        ctx, ASSETS, register(tmp_path / "b.xlsx", {"备注": "含三年上门"}, {"出厂编号": "B", "备注": "含三年上门"})
    )
    Asset.update(version=Asset.version + 1).where(Asset.serial_no == "B").execute()

    with pytest.raises(StaleRecord):
        commit(ctx, found, Quiet())

    assert {unit.remark for unit in Asset.select()} == {""}


def test_a_bin_that_was_counted_since_the_preview_is_not_overwritten(ctx, tmp_path):
    parts = ImportKind.PARTS
    commit(ctx, looked_at(ctx, parts, part_list(tmp_path / "a.xlsx", {})), Quiet())
    found = looked_at(ctx, parts, part_list(tmp_path / "b.xlsx", {"库存数量": 30}), overwrite=True)
    connect.rows("UPDATE opening_stock SET quantity = 25 RETURNING id")

    with pytest.raises(StaleRecord):
        commit(ctx, found, Quiet())
    assert Part.get().version == 1


def test_the_batch_keeps_its_counts_and_who_did_it(ctx, tmp_path, make_user):
    ctx.actor = make_user("王芳").id
    result = commit(
        ctx,
        looked_at(ctx, ASSETS, register(tmp_path / "台账.xlsx", {}, {"序号": 2}, {"出厂编号": None}, {"出厂编号": 77})),
        Quiet(),
    )

    batch = ImportBatch.get_by_id(result.batch_id)
    assert (batch.rows_read, batch.accepted, batch.warned, batch.rejected, batch.already_there) == (4, 2, 1, 1, 1)
    assert (batch.file_name, batch.by.name, batch.at) == ("台账.xlsx", "王芳", ctx.clock.now())


CHILD = """
import sys
from pathlib import Path
from inventory import bootstrap
from inventory.imports.commit import commit
from inventory.imports.notes import Request
from inventory.imports.preview import preview
from inventory.jobs import Quiet
from models.imports import ImportKind

class Tells(Quiet):
    def report(self, done, total, what):
        print(done, flush=True)

ctx = bootstrap.open_context(sys.argv[1])
found = preview(ctx, Request(ImportKind.ASSETS, Path(sys.argv[2])), Quiet())
commit(ctx, found, Tells())
print("committed", flush=True)
"""


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_killed_while_writing_nothing_half_is_left(ctx, depot_url, tmp_path):
    book = many(tmp_path / "a.xlsx", 5000)
    path = connect.sqlite_path(depot_url)
    for done in ("0", "1500", "4500"):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, depot_url, str(book)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert child.stdout is not None
        line = child.stdout.readline().strip()
        while line.isdigit() and int(line) < int(done):
            line = child.stdout.readline().strip()
        assert line.isdigit(), f"the program ended before it was killed: {line}"
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        time.sleep(0.05)
        with sqlite3.connect(path) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        raw.close()
        assert (Asset.select().count(), Customer.select().count(), ImportBatch.select().count()) == (0, 0, 0)
    commit(ctx, looked_at(ctx, ASSETS, book), Quiet())
    assert (Asset.select().count(), Manufacturer.select().count()) == (5000, 1)


def price_list(path: Path) -> Path:
    headings = ("合同编号", "客户名称", "类别", "物料编码", "名称", "单价")
    rows = [[f"HT-{n % 30}", "青岛热力公司", "备件", f"BP-{n}", f"备件{n}", n] for n in range(600)]
    return write_book(path, headings, rows)


def acceptances(ctx, path: Path) -> Path:
    units = [{"出厂编号": f"S{n:06d}", "验收日期": None} for n in range(600)]
    commit(ctx, looked_at(ctx, ASSETS, register(path.with_name("units.xlsx"), *units)), Quiet())
    rows = [[f"S{n:06d}", "2025-05-07", f"YS-{n}"] for n in range(600)]
    return write_book(path, ("出厂编号", "验收日期", "验收合格书编号"), rows)


@pytest.mark.parametrize("kind", [ImportKind.PRICES, ImportKind.ACCEPTANCES], ids=str)
def test_prices_and_acceptances_come_in_whole_or_not_at_all_and_only_once(ctx, tmp_path, kind):
    path = tmp_path / "a.xlsx"
    found = looked_at(ctx, kind, price_list(path) if kind is ImportKind.PRICES else acceptances(ctx, path))
    assert found.accepted == 600
    before = rows_of_everything()
    for moment in range(40):
        try:
            commit(ctx, found, StopsAt(moment))
            break
        except Cancelled:
            assert rows_of_everything() == before
    assert moment >= 3
    after = rows_of_everything()

    with pytest.raises(StaleRecord):
        commit(ctx, found, Quiet())
    assert rows_of_everything() == after
    with pytest.raises(Cancelled):
        preview(ctx, Request(kind, path), StopsAt(2))
