"""Where the tests keep what they throw away: in memory, if the system has room there.

A depot forces every commit to the disk, and that is what most tests in ``service`` and ``ui`` would wait for. What is
tried stays the same: nothing here pulls the plug of a computer, and a killed program loses nothing it has handed to
the system. Whoever sets ``TMPDIR`` decides otherwise.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

ROOM_MB: Final = 2_000
"""Free space asked for: what failed tests leave behind stays there for three runs."""


def memory() -> Path | None:
    """A folder that lies in memory, has room, and may hold programs, too; None where there is no such folder."""
    folder = Path("/dev/shm")
    try:
        free, may_run = shutil.disk_usage(folder).free, not os.statvfs(folder).f_flag & os.ST_NOEXEC
    except (OSError, AttributeError):  # Windows has neither
        return None
    return folder if free > ROOM_MB * 1_000_000 and may_run and os.access(folder, os.W_OK) else None


def keep_temporary_files_in_memory() -> None:
    """From now on, for this process and those it starts."""
    if "TMPDIR" not in os.environ and (folder := memory()) is not None:
        os.environ["TMPDIR"] = str(folder)
        tempfile.tempdir = None  # asked for before, it was found without TMPDIR
