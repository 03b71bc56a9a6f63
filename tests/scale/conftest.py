"""What every benchmark looks for garbage in before a sample: as little as in a process of its own."""

from __future__ import annotations

import gc

import pytest


@pytest.fixture(autouse=True)
def _nothing_of_other_tests_is_looked_through() -> None:
    """What the tests before have left for good (data of hypothesis, widgets) made each look take a tenth of a second."""
    gc.collect()
    gc.freeze()
