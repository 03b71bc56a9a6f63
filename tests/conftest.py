"""For every test: no screen is needed, nobody leaves their language behind, and nobody looks through all modules."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator

import pytest

from inventory import i18n
from tests.memory import keep_temporary_files_in_memory
from tests.warm import warm

keep_temporary_files_in_memory()
# A shell that starts the suite in the background has it ignore Ctrl+C, and whatever it starts: some tests press it.
signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # read when the first QApplication is made, which is later

pytest_plugins = ["tests.databases", "tests.demonstrations", "tests.factories", "tests.factories_promises"]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """All modules are imported by now and stay: looking for garbage among them took half a second each time.

    The benchmarks look before every sample, widgets after every test, and Python by itself again and again.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.fixture(autouse=True)
def _speaks_chinese_to_begin_with() -> Iterator[None]:
    """A test that chose a language does not choose it for the next one."""
    i18n.use("zh_CN")
    yield
    i18n.use("zh_CN")


@pytest.fixture(scope="session", autouse=True)
def _warm_ends() -> Iterator[None]:
    """The process that forks for commands, if any was asked for, ends with the tests."""
    yield
    if warm.cache_info().currsize:
        warm().close()
