"""P3: search as you type, beside the raw full-text query."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from functools import partial
from typing import Any

from benchmarks.bench import Bench
from benchmarks.rows import customer_name, serial
from benchmarks.stopwatch import Bound, Finding, Times, each, milliseconds
from inventory.search import find

LIMIT = 8


def measure(bench: Bench) -> Iterator[Finding]:
    """Every kind of text beside the raw statements of all kinds: whoever types may mean any of them."""
    ctx = bench.context()
    together: list[float] = []
    with bench.raw() as raw, ctx.reading():
        for what, texts in _texts(bench):
            limits: list[float] = []
            ours: list[float] = []
            for start in range(0, len(texts), 50):  # in turn, so that a noisy moment meets both
                some = texts[start : start + 50]
                limits += each(partial(_raw, raw, text) for text in some).samples
                ours += each(partial(find, text, LIMIT) for text in some).samples
            together += ours
            yield milliseconds("P3", what, Times(tuple(ours)), Times(tuple(limits)), Bound(2))
    everything = Times(tuple(together))
    yield milliseconds("P3", "all of them", everything, None, Bound(1, "ms"))
    yield milliseconds("P3", "all of them", everything, None, Bound(15, "ms"), p99=True)


def _texts(bench: Bench) -> Iterator[tuple[str, list[str]]]:
    chance = random.Random(5)
    count = max(50, bench.samples // 5)
    serials = [serial(unit) for unit in bench.units(count, seed=2)]
    names = [customer_name(chance.randrange(1, bench.size.customers + 1)) for _ in range(count)]

    def pieces(texts: list[str], length: int) -> list[str]:
        return [text[start : start + length] for text in texts for start in [chance.randrange(len(text) - length + 1)]]

    yield "2 characters of a serial", [text[:2] for text in serials]
    yield "4 characters of a serial", pieces(serials, 4)
    yield "6 characters of a serial", pieces(serials, 6)
    yield "2 characters of a customer's name", pieces(names, 2)
    yield "4 characters of a customer's name", pieces(names, 4)
    yield "the beginning of a case number", [f"WX{number:08}"[:8] for number in bench.units(count, seed=3)]
    yield "a model", [f"M-1{chance.randrange(300):03}" for _ in range(count)]


ASSETS = (
    "SELECT asset.id, asset.serial_no, product_model.product_name, product_model.model_code, customer.name "
    "FROM ({ids}) AS hit CROSS JOIN asset ON asset.id = hit.found "
    "JOIN product_model ON product_model.id = asset.model_id "
    "LEFT JOIN customer ON customer.id = asset.customer_id"
)
BY_TRIGRAMS = ASSETS.format(ids="SELECT rowid AS found FROM asset_serial_fts WHERE asset_serial_fts MATCH ? LIMIT ?")
BY_BEGINNING = ASSETS.format(
    ids="SELECT id AS found FROM asset WHERE serial_norm >= ? AND serial_norm < ? ORDER BY serial_norm LIMIT ?"
)
CUSTOMERS = (
    "SELECT customer.id, customer.name FROM (SELECT rowid AS found FROM customer_name_fts WHERE customer_name_fts "
    "MATCH ? LIMIT ?) AS hit CROSS JOIN customer ON customer.id = hit.found"
)
CASES = (
    "SELECT c.id, c.case_no, c.symptom, a.serial_no FROM service_case c JOIN asset a ON a.id = c.asset_id "
    "WHERE case_norm >= ? AND case_norm < ? ORDER BY case_norm LIMIT ?"
)
PARTS = "SELECT id, part_no, name, spec FROM part WHERE part_norm LIKE ? OR name LIKE ? ORDER BY part_norm LIMIT ?"
MODELS = (
    "SELECT m.id, m.model_code, m.product_name, f.name FROM product_model m JOIN manufacturer f ON f.id = "
    "m.manufacturer_id WHERE m.model_norm LIKE ? OR m.product_name LIKE ? ORDER BY m.model_norm LIMIT ?"
)


def _raw(raw: sqlite3.Connection, text: str) -> list[Any]:
    """What the five kinds of records have to say, through sqlite3 alone."""
    last, like = text + "\U0010ffff", f"%{text}%"
    pairs = " ".join(text[place : place + 2] for place in range(len(text) - 1))
    if len(text) < 3:
        assets = raw.execute(BY_BEGINNING, (text, last, LIMIT)).fetchall()
    else:
        assets = raw.execute(BY_TRIGRAMS, (f'"{text}"', LIMIT)).fetchall()
    return [
        *assets,
        *raw.execute(CUSTOMERS, (f'"{pairs}"', LIMIT)),
        *raw.execute(CASES, (text, last, LIMIT)),
        *raw.execute(PARTS, (like, like, LIMIT)),
        *raw.execute(MODELS, (like, like, LIMIT)),
    ]
