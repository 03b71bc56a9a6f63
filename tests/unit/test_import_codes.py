"""Label codes drawn by the thousand are codes like any other."""

from __future__ import annotations

from collections import Counter

import pytest

from inventory.imports.bulk import draw
from inventory.scanning.payload import Kind, decode


@pytest.mark.parametrize("kind", [Kind.ASSET, Kind.PART, Kind.CASE])
def test_every_drawn_code_decodes_to_itself(kind):
    codes = list(draw(kind, 3000))

    assert len(codes) == 3000
    assert all(decode(code).text == code and decode(code).kind is kind for code in codes)
    assert len(set(codes)) == 3000


def test_all_characters_are_drawn_and_none_that_people_confuse_ends_a_code():
    codes = list(draw(Kind.ASSET, 5000))

    drawn = Counter("".join(code[1:-1] for code in codes))
    assert len(drawn) == 32
    assert min(drawn.values()) > 900  # 35,000 characters, 1,094 of each to be expected
    assert not {code[-1] for code in codes} & set("01OIL")
