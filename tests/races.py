"""Several workstations at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from inventory.errors import DepotError
from inventory.work import Context


def race(ctx: Context, times: int, act: Callable[[int], Any]) -> list[Any]:
    """``act(n)`` in as many threads at once, each with a connection of its own: what came of each, or its refusal."""
    outcomes: list[Any] = [None] * times
    start = threading.Barrier(times)

    def run(number: int) -> None:
        with ctx.reading():
            start.wait(30)
            try:
                outcomes[number] = act(number)
            except DepotError as error:
                outcomes[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes
