"""Commands in processes of their own that need not load the program first.

A process that has loaded the commands and done nothing forks for each that is typed: the child has its own memory,
folder, environment and standard streams, and ends as any process does. That takes a tenth of what starting Python and
loading everything takes. What begins before ``main.py`` does (options of Python, limits, signals, the encoding of the
terminal) is tried with real starts.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, Final, NoReturn

ROOT: Final = Path(__file__).resolve().parents[1]
LOADED: Final = (
    "main", "inventory.bootstrap", "models.catalog", "psycopg", "inventory.commandline.care",
    "inventory.commandline.books", "inventory.commandline.papers", "inventory.commandline.people",
    "inventory.imports.commit", "inventory.imports.preview", "openpyxl", "python_calamine",
)  # fmt: skip

PATIENCE: Final = 120
"""Seconds for one command, the first with all that is loaded for it."""


class Warm:
    """The process that forks, as those who want a command see it. One command at a time."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._ours, theirs = socket.socketpair()
        self._ours.settimeout(PATIENCE)
        with theirs:
            self._process = subprocess.Popen(
                (sys.executable, "-m", "tests.warm", str(theirs.fileno())),
                cwd=ROOT, env=dict(environment), pass_fds=[theirs.fileno()],
            )  # fmt: skip

    def call(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """``main.py`` with these arguments: how it ended and what it said."""
        with TemporaryFile() as out, TemporaryFile() as err:
            asked = json.dumps([list(arguments), str(folder), dict(environment)]).encode()
            try:
                socket.send_fds(self._ours, [len(asked).to_bytes(8, "big")], [out.fileno(), err.fileno()])
                self._ours.sendall(asked)
                status = self._ours.recv(8)
            except BaseException:  # too late, or stopped: the next command must not take the answer to this one
                self._process.kill()
                warm.cache_clear()
                raise
            assert status, f"the process that forks has ended: {self._process.wait()}"
            ended = int.from_bytes(status, "big", signed=True)
            return subprocess.CompletedProcess(arguments, ended, _whole(out), _whole(err))

    def close(self) -> None:
        """End it."""
        self._ours.close()
        assert self._process.wait(timeout=60) == 0


@cache
def warm() -> Warm:
    """The one of this test run; the fixture ``_warm_ends`` ends it."""
    return Warm({name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ})


def _whole(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode()


def serve(asked: socket.socket) -> None:
    """Fork for each command until nobody asks any more."""
    for name in LOADED:
        import_module(name)
    gc.freeze()  # the children share it
    while True:
        head, streams, _flags, _address = socket.recv_fds(asked, 8, 2)
        if not head:
            return
        text = b""
        while len(text) < int.from_bytes(head, "big"):
            text += asked.recv(65_536)
        child = os.fork()
        if not child:
            asked.close()
            _command(*json.loads(text), *streams)
        for stream in streams:
            os.close(stream)
        _child, status = os.waitpid(child, 0)
        asked.sendall(os.waitstatus_to_exitcode(status).to_bytes(8, "big", signed=True))


def _command(arguments: list[str], folder: str, environment: dict[str, str], out: int, err: int) -> NoReturn:
    """Do what the last lines of ``main.py`` do, and end."""
    from inventory.commandline.run import run
    from main import Screen

    os.dup2(out, 1)
    os.dup2(err, 2)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    status = run(arguments, Screen())
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # to take all that was loaded apart again takes longer than most commands


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
