"""Symbols of labels: the QR code of our codes, the bars of a Code 128."""

from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from inventory.errors import InvalidInput
from inventory.labels import symbols

FINDER = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def read_back(rows: list[list[bool]], *, scale: int = 4, quiet: int = 4) -> list[zxingcpp.Barcode]:
    white = [False] * quiet
    framed = [[*white, *row, *white] for row in rows]
    blank = [[False] * len(framed[0])] * quiet
    dots = bytearray()
    for row in [*blank, *framed, *blank]:
        dots += bytes(0 if black else 255 for black in row for _ in range(scale)) * scale
    width = len(framed[0]) * scale
    return zxingcpp.read_barcodes(memoryview(bytes(dots)).cast("B", (len(dots) // width, width)))


def test_a_code_is_21_modules_wide_with_three_finders():
    matrix = symbols.qr_matrix("A7K3M9Q2X")

    assert len(matrix) == 21
    assert {len(row) for row in matrix} == {21}
    for top, left in ((0, 0), (0, 14), (14, 0)):
        corner = ["".join("01"[black] for black in row[left : left + 7]) for row in matrix[top : top + 7]]
        assert corner == FINDER


@given(st.text(alphabet=CROCKFORD, min_size=9, max_size=9))
def test_every_code_is_read_back_at_the_highest_error_correction(code):
    (found,) = read_back([list(row) for row in symbols.qr_matrix(code)])

    assert found.text == code
    assert found.format == zxingcpp.BarcodeFormat.QRCode
    assert found.ec_level == "H"


@pytest.mark.parametrize("text", ["", "a7k3m9q2x", "A7K3M9Q2X01", "血压计"])
def test_what_is_not_one_of_our_codes_gets_no_symbol(text):
    with pytest.raises(InvalidInput) as refused:
        symbols.qr_matrix(text)

    assert refused.value.field == "code"


@given(st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=1, max_size=6))
def test_blocks_cover_the_black_modules_and_each_only_once(matrix):
    painted = [
        (x, y)
        for block in symbols.blocks(matrix)
        for x in range(block.x, block.x + block.width)
        for y in range(block.y, block.y + block.height)
    ]

    assert sorted(painted) == sorted((x, y) for y, row in enumerate(matrix) for x, black in enumerate(row) if black)


def test_a_black_square_is_one_block():
    assert symbols.blocks([[False, True, True], [False, True, True]]) == [symbols.Block(1, 0, 2, 2)]


def test_the_bars_of_a_letter_are_those_of_the_standard():
    start_b, letter_a, check_34, stop = "11010010000", "10100011000", "10001011000", "1100011101011"

    assert "".join("01"[bar] for bar in symbols.code128("A")) == start_b + letter_a + check_34 + stop


def test_a_serial_in_bars_is_read_back():
    (found,) = read_back([list(symbols.code128("SN-2024/001"))] * 15, quiet=10)

    assert (found.text, found.format) == ("SN-2024/001", zxingcpp.BarcodeFormat.Code128)


def test_chinese_cannot_be_bars():
    with pytest.raises(InvalidInput) as refused:
        symbols.code128("血压计")

    assert "血压计" in str(refused.value)
