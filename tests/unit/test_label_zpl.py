"""Bitmaps for label printers, unpacked again as the ZPL II guide says."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from inventory.labels import zpl


def unpacked(data: str, row_bytes: int) -> bytes:
    """G…Y: 1…19 times, g…z: 20…400 times the next digit; , and ! fill a row with 0 or F; : repeats the row above."""
    rows: list[str] = []
    row, times = "", 0
    for sign in data:
        if "G" <= sign <= "Y":
            times += ord(sign) - ord("F")
        elif "g" <= sign <= "z":
            times += 20 * (ord(sign) - ord("f"))
        elif sign == ":":
            rows.append(rows[-1])
        elif sign in ",!":
            rows.append(row.ljust(row_bytes * 2, "0" if sign == "," else "F"))
            row = ""
        else:
            row += sign * (times or 1)
            times = 0
        if len(row) == row_bytes * 2:
            rows.append(row)
            row = ""
    return bytes.fromhex("".join(rows))


RUNS = st.lists(st.tuples(st.sampled_from([0x00, 0xFF, 0x0F, 0xA5]), st.integers(1, 260)), min_size=1, max_size=5)


@given(RUNS, st.integers(1, 4))
def test_a_bitmap_comes_out_of_the_printer_as_it_went_in(runs, repeats):
    row = b"".join(bytes((value,)) * length for value, length in runs)
    bitmap = row * repeats + bytes(len(row))

    data = re.search(r"\^GFA,\d+,\d+,\d+,(.*)\^FS", zpl.label(bitmap, len(row), 8 * len(row)))

    assert data is not None
    assert unpacked(data[1], len(row)) == bitmap


def test_a_label_states_its_size_and_copies():
    text = zpl.label(bytes([0xFF, 0x80, 0x00, 0x00]), 2, 9, copies=3)

    assert text == "^XA^PW9^LL2^LH0,0^FO0,0^GFA,4,4,2,FF8,,^FS^PQ3^XZ\n"


def test_equal_rows_are_sent_once():
    assert "^GFA,6,6,2,FF8,::^FS" in zpl.label(bytes([0xFF, 0x80] * 3), 2, 9)


def test_long_runs_are_counted():
    assert "^GFA,150,150,150,gJF,^FS" in zpl.label(b"\xff" * 12 + bytes(138), 150, 1200)
