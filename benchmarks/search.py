"""P3: search as you type, beside the raw full-text query."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.bench import Bench
from benchmarks.rows import customer_name, serial
from benchmarks.stopwatch import Bound, Finding, Times, each, milliseconds
from inventory.search import find, grams
from inventory.values.codes import name_key

LIMIT = 8


def measure(bench: Bench) -> Iterator[Finding]:
    """Fragments of serials, names from two characters, models, case numbers: each kind alone, then all together."""
    ctx = bench.context()
    all_ours: list[float] = []
    with bench.raw() as raw, ctx.reading():
        for what, texts, ask in _questions(bench, raw):
            limits, ours = [], []
            for start in range(0, len(texts), 50):
                some = texts[start : start + 50]
                limits += each(lambda text=text: ask(text) for text in some).samples
                ours += each(lambda text=text: find(text, LIMIT) for text in some).samples
            all_ours += ours
            yield milliseconds("P3", what, Times(tuple(ours)), Times(tuple(limits)), Bound(2))
    together = Times(tuple(all_ours))
    yield milliseconds("P3", "all of them", together, None, Bound(1, "ms"))
    yield milliseconds("P3", "all of them", together, None, Bound(15, "ms"), p99=True)


def _questions(bench: Bench, raw: sqlite3.Connection) -> Iterator[tuple[str, list[str], Callable[[str], Any]]]:
    chance = random.Random(5)
    count = max(50, bench.samples // 5)
    serials = [serial(unit) for unit in bench.units(count, seed=2)]
    names = [customer_name(chance.randrange(1, bench.size.customers + 1)) for _ in range(count)]

    def pieces(texts: list[str], length: int) -> list[str]:
        return [text[start : start + length] for text in texts for start in [chance.randrange(len(text) - length + 1)]]

    def by_serial(text: str) -> list[Any]:
        return raw.execute(
            "SELECT asset.id, asset.serial_no FROM (SELECT rowid AS found FROM asset_serial_fts WHERE asset_serial_fts "
            "MATCH ? LIMIT ?) AS hit CROSS JOIN asset ON asset.id = hit.found", (f'"{text}"', LIMIT),
        ).fetchall()  # fmt: skip

    def by_name(text: str) -> list[Any]:
        pairs = grams(text).split()[:-1]
        return raw.execute(
            "SELECT customer.id, customer.name FROM (SELECT rowid AS found FROM customer_name_fts WHERE customer_name_fts "
            "MATCH ? LIMIT ?) AS hit CROSS JOIN customer ON customer.id = hit.found", (f'"{" ".join(pairs)}"', LIMIT),
        ).fetchall()  # fmt: skip

    def by_case(text: str) -> list[Any]:
        return raw.execute(
            "SELECT id, case_no FROM service_case WHERE case_norm >= ? AND case_norm < ? ORDER BY case_norm LIMIT ?",
            (text, text + "\U0010ffff", LIMIT),
        ).fetchall()

    def by_model(text: str) -> list[Any]:
        return raw.execute(
            "SELECT id, model_code FROM product_model WHERE model_norm LIKE ? LIMIT ?", (f"%{text}%", LIMIT)
        ).fetchall()

    yield "4 characters of a serial", pieces(serials, 4), by_serial
    yield "6 characters of a serial", pieces(serials, 6), by_serial
    yield "2 characters of a customer's name", [text for text in pieces(names, 2) if name_key(text)], by_name
    yield "4 characters of a customer's name", pieces(names, 4), by_name
    cases = [f"WX{number:08}"[:8] for number in bench.units(count, seed=3)]
    yield "the beginning of a case number", cases, by_case
    yield "a model", [f"M-1{chance.randrange(300):03}" for _ in range(count)], by_model
