"""What every change must pass: ruff, mypy, and the whole suite. Started by ``run.py test`` in the tests' environment."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Final

from run import ROOT, passed_on, say

COMPILED: Final = ("models", "inventory", "ui", "docs", "benchmarks", "resources")


class Beside:
    """A check that runs beside a longer one. What it says comes in one piece when the longer one has ended."""

    def __init__(self, name: str, command: Sequence[str], **options: object) -> None:
        self._name = name
        self._said = b""
        self._child = subprocess.Popen(  # type: ignore[call-overload]  # options are Popen's own
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options
        )
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        self._said, _ = self._child.communicate()
        if self._child.returncode:  # known at once, though its lines would be lost among those of the longer one here
            say(f"\n{self._name}: failed; its lines come at the end", f"{self._name}：未通过，详情见最后")

    def ended(self) -> int:
        """Wait for it, pass on what it said, and return its exit status."""
        self._listener.join()
        print(self._said.decode(errors="replace"), end="", flush=True)
        status = int(self._child.returncode)
        if status:
            say(f"{self._name}: failed", f"{self._name}：未通过")
        return status if status >= 0 else 128 - status


def settings() -> dict[str, str]:
    """What the checks run in. Compiled modules are kept, whatever the environment says: otherwise every worker, and
    every program that a test starts, compiles all of them anew.
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def main() -> int:
    """Ruff first, then mypy beside pytest: together they keep both processors at work."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console without Chinese gets question marks
    python = sys.executable
    failed = passed_on((python, "-m", "ruff", "check", "."), cwd=ROOT) != 0
    if failed:
        say("ruff: failed", "ruff：未通过")
    types = Beside("mypy", (python, "-m", "mypy"), cwd=ROOT, env=settings())
    passed_on((python, "-m", "compileall", "-q", *COMPILED), cwd=ROOT, env=settings())  # once, not by each worker
    # Whoever has nothing left to do takes half of what the other has: files are of very different weight.
    status = passed_on((python, "-m", "pytest", "-n", "logical", "--dist", "worksteal"), cwd=ROOT, env=settings())
    return types.ended() or status or int(failed)


if __name__ == "__main__":
    sys.exit(main())
