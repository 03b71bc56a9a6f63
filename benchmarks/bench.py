"""What every benchmark gets: a depot, a folder to write to, how often to measure."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.depot import FOLDER, depot
from benchmarks.rows import Size
from inventory import bootstrap
from inventory.work import Context

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Bench:
    """One run. ``repeats``: how often slow things are measured; quick ones are measured ``samples`` times."""

    size: Size
    folder: Path
    repeats: int = 5
    samples: int = 1000
    kept: Path = FOLDER

    @property
    def path(self) -> Path:
        """The depot."""
        return depot(self.size, self.kept)

    def context(self, size: Size | None = None) -> Context:
        """A context on the depot, or on one of another size."""
        return bootstrap.open_context(bootstrap.url_of(depot(size or self.size, self.kept)))

    def raw(self) -> closing[sqlite3.Connection]:
        """The same file through nothing but sqlite3."""
        return closing(sqlite3.connect(self.path, isolation_level=None))

    def units(self, count: int, seed: int = 1) -> list[int]:
        """Some units, the same in every run, far from each other."""
        return random.Random(seed).choices(range(1, self.size.units + 1), k=count)


def child(module: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process of ours, without a screen, whose standard output is read."""
    settings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "QT_LOGGING_RULES": "*=false"}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody's program is compiled anew at every start
    settings["PYTHONPYCACHEPREFIX"] = str(FOLDER / "bytecode")
    return subprocess.Popen(
        (sys.executable, "-m", module, *map(str, arguments)),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=settings, cwd=ROOT,
    )  # fmt: skip


def told(module: str, *arguments: object) -> Any:
    """What another process of ours prints at its end, as JSON."""
    with child(module, *arguments) as process:
        out, _ = process.communicate(timeout=1800)
    if process.returncode:
        raise SystemExit(f"{module} {arguments} ended with {process.returncode}")
    return json.loads(out.splitlines()[-1])


def resident() -> float:
    """Megabytes of this process in memory now."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
    return peak()


def peak() -> float:
    """Megabytes of this process in memory at most."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1_000_000 if sys.platform == "darwin" else used * 1024 / 1_000_000
