"""The benchmarks run, on a small depot and without judging: what they measure must not rot between releases."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import __main__ as program
from benchmarks import lists
from benchmarks.bench import Bench
from benchmarks.depot import depot
from benchmarks.rows import FULL, SMALL, Size, code, serial
from benchmarks.stopwatch import Bound, Finding, Report, Times, clock
from inventory import bootstrap
from inventory.care.integrity import check
from inventory.scanning.payload import decode
from models import connect
from models.base import database
from models.transfer import tally

ROOT = Path(__file__).resolve().parents[2]
TINY = Size(500, parts=40, customers=50)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the depots of these tests are made."""
    return tmp_path_factory.mktemp("benchmarks")


def test_the_depot_for_measuring_is_a_sound_depot_and_the_same_every_time(kept: Path, tmp_path: Path):
    path = depot(TINY, kept)

    ctx = bootstrap.open_context(bootstrap.url_of(path))
    assert check(ctx).findings == ()
    with ctx.reading():
        rows = tally(database.execute_sql).rows
        mine = connect.rows("SELECT code, serial_no, customer_id FROM asset ORDER BY id")
    assert (rows["asset"], rows["part"], rows["customer"], rows["part_fit"]) == (500, 40, 50, 80)
    assert rows["stock_move"] == rows["stock_line"] == TINY.moves == 528, "12 turns of 39 parts and 5 times the first"
    assert (rows["stock_doc"], rows["stock_chain"], rows["stock_value"]) == (60, 40, 40)
    assert rows["service_case"] + rows["part_use"] + rows["asset_event"] == TINY.history == 2_500
    again = bootstrap.open_context(bootstrap.url_of(depot(TINY, tmp_path)))
    with again.reading():
        assert connect.rows("SELECT code, serial_no, customer_id FROM asset ORDER BY id") == mine
    assert depot(TINY, kept) == path, "made once"


def test_the_sizes_are_those_that_are_promised():
    assert (FULL.units, FULL.history, FULL.parts, FULL.customers) == (1_000_000, 5_000_000, 2_000, 50_000)
    assert SMALL.units == 20_000
    assert FULL.moves >= 1_000_000


def test_codes_and_serials_are_right_and_different():
    codes = [code(kind, number) for kind in "APC" for number in range(1, 3000)]

    assert len(set(codes)) == len(codes)
    assert all(decode(text).text == text for text in codes)
    assert len({serial(number) for number in range(20_000)}) == 20_000


@pytest.mark.parametrize(("name", "lines"), [("search", 9), ("imports", 3), ("scan", 9), ("stock", 2)])
def test_a_benchmark_says_what_it_found_beside_the_limit(kept: Path, tmp_path: Path, name: str, lines: int):
    bench = Bench(TINY, tmp_path, repeats=1, samples=20, kept=kept)

    found = list(program.measured([name], bench))

    assert len(found) == lines
    assert all(each.value > 0 and each.promise in ("P2", "P3", "P6", "P8", "C13") for each in found)
    assert any(each.limit for each in found)


def test_the_lists_of_the_stock_are_measured_beside_their_limits(kept: Path, tmp_path: Path):
    bench = Bench(TINY, tmp_path, repeats=1, samples=20, kept=kept)

    found = list(lists.stock(bench))

    assert len(found) == 10
    assert all(each.value > 0 and each.promise == "P4" for each in found)
    assert sum(bool(each.limit) for each in found) == 4


def test_every_promise_from_p1_to_p8_has_a_module_of_its_own():
    modules = [import_module(f"benchmarks.{name}") for name in program.NAMES]

    assert [(module.__doc__ or "").partition(":")[0] for module in modules] == [f"P{number}" for number in range(1, 9)]
    assert all(callable(module.measure) for module in modules)


def test_the_command_prints_one_document_and_small_judges_nothing(kept: Path):
    command = (
        sys.executable,
        "-m",
        "benchmarks",
        "search",
        "--units",
        "500",
        "--samples",
        "20",
        "--kept",
        str(kept),
        "--json",
    )
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)

    assert said.returncode == 0, said.stderr
    document = json.loads(said.stdout)
    assert {each["promise"] for each in document["findings"]} == {"P3"}
    assert document["units"] == 500


def test_a_promise_holds_or_falls_short():
    slow = Finding("P3", "x", 3.0, limit=1.0, bounds=(Bound(2),))
    fast = Finding("P3", "x", 3.0, limit=2.0, bounds=(Bound(2), Bound(5, "ms")))

    assert (slow.holds, fast.holds) == (False, True)
    assert (slow.ratio, fast.ratio) == (3.0, 1.5)
    judging, trying = Report(judges=True), Report(judges=False)
    assert "FALLS SHORT" in next(iter(judging.lines(slow)))
    assert "holds" in next(iter(judging.lines(fast)))
    assert "FALLS SHORT" not in next(iter(trying.lines(slow)))


def test_medians_percentiles_and_spread_are_what_they_say():
    times = Times(tuple(float(n) for n in range(1, 201)))

    assert times.median == 100.5
    assert times.p99 == 199.0
    assert Times((1.0, 2.0, 9.0)).p99 == 9.0, "of few samples the slowest"
    assert round(times.spread, 2) == 1.0, "half of them lie between 50.25 and 150.75"
    calls: list[int] = []
    assert len(clock(lambda: calls.append(1), times=3, warm=2).samples) == 3
    assert len(calls) == 5
